package solver

import (
	"cmp"
	"slices"
)

// passes is how often top looks at everybody again.
const passes = 20

// top uses up what is left of the limit by moves of people from home to open seats that gain by themselves, the best first.
func (r *run) top(seats []int32, left int) {
	t := r.tally(seats)
	var order []gain
	for range passes {
		order = order[:0]
		for i, j := range seats {
			if j == none || j != r.home[i] {
				continue
			}
			if g := t.best(int32(i)); g.worth > 0 {
				order = append(order, g)
			}
		}
		slices.SortFunc(order, func(a, b gain) int { return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.who, b.who)) })
		for k, g := range order {
			if left == 0 {
				return
			}
			if g = t.best(g.who); g.worth <= 0 || k+1 < len(order) && g.worth < order[k+1].worth {
				continue // no longer the best; in the next pass
			}
			t.carryOut(g)
			left--
		}
	}
}

// gain of a person who leaves home.
type gain struct {
	worth   int64
	who, to int32
}

// tally of an assignment.
type tally struct {
	*network
	plan, used, in []int32 // seats, and people of posts and units
}

func (n *network) tally(seats []int32) *tally {
	t := &tally{n, seats, make([]int32, len(n.price)), make([]int32, len(n.subsidy))}
	for _, j := range seats {
		if j != none {
			t.used[j]++
			t.in[n.unit[j]]++
		}
	}
	return t
}

// best move of a person who is at home.
func (t *tally) best(i int32) gain {
	h := t.home[i]
	stay := t.stay[i] - t.move - t.cost[t.arcs[h]+t.used[h]-1]
	spare := t.in[t.unit[h]] > t.floor[t.unit[h]]
	g := gain{who: i}
	for k := t.first[i]; k < t.first[i+1]; k++ {
		j := t.to[k]
		at := t.arcs[j] + t.used[j]
		if at == t.arcs[j+1] || !spare && t.unit[j] != t.unit[h] {
			continue
		}
		if worth := t.value[k] - t.cost[at] - stay; worth > g.worth {
			g.worth, g.to = worth, j
		}
	}
	return g
}

func (t *tally) carryOut(g gain) {
	h := t.home[g.who]
	t.used[h]--
	t.in[t.unit[h]]--
	t.used[g.to]++
	t.in[t.unit[g.to]]++
	t.plan[g.who] = g.to
}

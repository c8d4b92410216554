package solver

import "slices"

// arc of the difference of two plans: somebody goes from the one seat to the other, or only flow between post, unit and sink.
type arc struct {
	to, who int32
}

// mix makes a plan of two that are both the best at one price, nearer to the limit than either: their difference falls into
// cycles that cost nothing and do not touch each other, and as many are exchanged as the limit allows. What is left of the limit
// goes to the best single moves, or to other exchanges where that is worth more.
func (r *run) mix(under, over *state) {
	cycles := r.cycles(under.seats, over.seats)
	slices.SortStableFunc(cycles, func(a, b cycle) int { return b.moves - a.moves })
	x, moves := &state{seats: slices.Clone(under.seats)}, under.moves
	for _, c := range cycles {
		if r.within(moves + c.moves) {
			moves += c.moves
			for _, i := range c.people {
				x.seats[i] = over.seats[i]
			}
		}
	}
	base := slices.Clone(x.seats)
	r.top(x.seats, r.problem.Limit-moves)
	if x.worth, x.moves = r.worthOf(x.seats); x.worth > r.best.worth {
		r.best = x
	}
	if r.proof.bound > r.best.worth {
		r.spend(base, over.seats)
	}
}

// cycle of a difference: the people who change seats and by how much the number of moves changes.
type cycle struct {
	people []int32
	moves  int
}

// cycles cuts the difference of two plans into simple cycles over posts, units and the sink.
func (n *network) cycles(from, to []int32) []cycle {
	posts, units := len(n.price), len(n.subsidy)
	sink := int32(posts + units)
	arcs := make([][]arc, posts+units+1)
	change := make([]int32, posts+units) // of the flow out of a post, of a unit
	for i := range from {
		if from[i] == to[i] {
			continue
		}
		a, b := from[i], to[i]
		if a == none {
			a = sink
		} else {
			change[a]--
			change[n.node(n.unit[a])]--
		}
		if b == none {
			b = sink
		} else {
			change[b]++
			change[n.node(n.unit[b])]++
		}
		arcs[a] = append(arcs[a], arc{b, int32(i)})
	}
	for v, d := range change {
		v, next := int32(v), sink
		if int(v) < posts {
			next = n.node(n.unit[v])
		}
		for ; d > 0; d-- {
			arcs[v] = append(arcs[v], arc{next, none})
		}
		for ; d < 0; d++ {
			arcs[next] = append(arcs[next], arc{v, none})
		}
	}
	var all []cycle
	place := make([]int, posts+units+1) // on the walk, from 1
	for v := range arcs {
		for len(arcs[v]) > 0 {
			all = append(all, n.walk(arcs, place, int32(v), from, to)...)
		}
	}
	return all
}

// walk along arcs from a node until it is back, and cut off each simple cycle.
func (n *network) walk(arcs [][]arc, place []int, start int32, from, to []int32) (all []cycle) {
	var way []arc
	place[start] = 1
	for v := start; len(arcs[v]) > 0; {
		last := len(arcs[v]) - 1
		x := arcs[v][last]
		arcs[v] = arcs[v][:last]
		way = append(way, x)
		v = x.to
		if place[v] == 0 {
			place[v] = len(way) + 1
			continue
		}
		var c cycle
		for _, y := range way[place[v]-1:] {
			if y.to != v {
				place[y.to] = 0
			}
			if i := y.who; i != none {
				c.people = append(c.people, i)
				if h := n.home[i]; h != none {
					c.moves += b2i(to[i] != h) - b2i(from[i] != h)
				}
			}
		}
		way = way[:place[v]-1]
		all = append(all, c)
	}
	place[start] = 0
	return all
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

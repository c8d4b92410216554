package feasible

import (
	"cmp"
	"slices"

	"mutasi/domain"
	"mutasi/domain/placement"
)

// item is one constraint of a conflict, or all of a kind.
type item struct {
	kind string
	n    int32 // unit, post or person; 0 for the limit, every for all of the kind
}

// every quota, or every person: where very many matter they count as one, for nobody reads a list of thousands. In a big problem
// that needs too many moves, so do the floors.
const (
	every = -1
	many  = 200
)

// scope says which kinds of constraint beside floors a conflict is looked for in.
type scope struct{ limit, quotas, people bool }

var scopes = []scope{{}, {quotas: true}, {people: true}, {quotas: true, people: true},
	{limit: true}, {limit: true, quotas: true}, {limit: true, people: true}, {limit: true, quotas: true, people: true}}

// cheap is how many entries a problem may have for conflicts to be looked for in every scope.
const cheap = 20_000

// conflict of a problem without an assignment: constraints of which none can be left out. Where single floors cannot be met it
// is about one of them, else about several. Of the sets found in different scopes it is the smallest.
func (x *index) conflict() []placement.Constraint {
	f := &finder{x, everything(x.p)}
	var floors, alone []int32
	for u := range x.p.Units {
		if x.p.Units[u].Floor > 0 {
			floors = append(floors, int32(u))
		}
	}
	for _, u := range floors {
		if f.fails([]int32{u}, scope{true, true, true}) {
			alone = append(alone, u)
		}
	}
	var best []item
	for _, u := range alone[:min(len(alone), 20)] {
		best = f.smallest([]int32{u}, best)
	}
	if len(alone) == 0 || len(best) > 2 && len(x.entries) <= cheap {
		best = f.smallest(f.core(floors), best)
	}
	return x.constraints(best)
}

// core leaves out floors that no search for the missing people came to, where there is no way to find them at all.
func (f *finder) core(floors []int32) []int32 {
	if !f.fails(floors, scope{quotas: true, people: true}) {
		return floors
	}
	n := f.network(f.keep)
	n.fill()
	return slices.DeleteFunc(slices.Clone(floors), func(u int32) bool { return n.dist[n.node(u)] == far })
}

// finder looks for constraints that conflict by leaving out one after the other.
type finder struct {
	*index
	keep *kept
}

// smallest conflict of these floors, if it is smaller than best.
func (f *finder) smallest(floors []int32, best []item) []item {
	for _, s := range scopes {
		if s.limit && f.p.Limit < 0 || !f.fails(floors, s) {
			continue
		}
		if found := f.minimal(floors, s); best == nil || len(found) < len(best) {
			best = found
		}
		if len(f.entries) > cheap {
			break
		}
	}
	return best
}

// fails reports whether the floors cannot hold together with all the constraints of a scope, which are then the ones kept.
func (f *finder) fails(floors []int32, s scope) bool {
	set(f.keep.floors, false)
	for _, u := range floors {
		f.keep.floors[u] = true
	}
	set(f.keep.quotas, s.quotas)
	set(f.keep.people, s.people)
	f.keep.limit = s.limit
	return !f.holds()
}

// holds reports whether the constraints kept can hold together.
func (f *finder) holds() bool {
	f.keep.several = slices.Contains(f.keep.people, false)
	return f.network(f.keep).fill()
}

// minimal finds constraints that conflict among these floors and this scope, which fails has just kept: floors first, then what
// has to do with them. What was needed beside more constraints than are left is needed still, so none can be left out.
func (f *finder) minimal(floors []int32, s scope) []item {
	var found []item
	switch {
	case !s.limit:
		found = f.weed(floors)
	case len(f.entries) > cheap && len(floors) > 1:
		found = []item{{domain.ConstraintFloor, every}}
	default:
		found = items(domain.ConstraintFloor, floors)
		f.keepAll(found, false)
		found = f.shrink(found, false)
	}

	set(f.keep.floors, false)
	set(f.keep.quotas, false)
	set(f.keep.people, false)
	f.keep.limit = false
	f.keepAll(found, true)
	if rest := f.around(s); len(rest) > 0 {
		found = append(found, f.shrink(rest, true)...)
	}
	return found
}

// weed leaves out the floors, from the last to the first, that are not needed for a conflict with the constraints kept. Each
// search goes on from where the last one that found no way stood: without a floor, what it found still holds.
func (f *finder) weed(floors []int32) (needed []item) {
	f.keep.several = slices.Contains(f.keep.people, false)
	n := f.network(f.keep)
	n.fill()
	for _, u := range slices.Backward(floors) {
		before := n.state.clone()
		if f.keep.floors[u] = false; n.fill() {
			f.keep.floors[u] = true
			n.state = before
			needed = append(needed, item{domain.ConstraintFloor, u})
		}
	}
	return needed
}

// around are the constraints of a scope that can matter to the floors kept: the limit, posts of their units with fewer seats than
// people for them, and people with more ways than one into these units.
func (f *finder) around(s scope) (list []item) {
	if s.limit {
		list = append(list, item{kind: domain.ConstraintLimit})
	}
	var quotas, people []int32
	ways := map[int32]int{}
	for j := range int32(len(f.p.Posts)) {
		if f.keep.floors[f.p.Posts[j].Unit] {
			entries := f.entries[f.first[j]:f.first[j+1]]
			if post := &f.p.Posts[j]; int(post.Quota-post.Taken) < len(entries) {
				quotas = append(quotas, j)
			}
			for _, e := range entries {
				if ways[e.person]++; ways[e.person] == 2 {
					people = append(people, e.person)
				}
			}
		}
	}
	if s.quotas {
		list = append(list, items(domain.ConstraintQuota, quotas)...)
	}
	if s.people {
		list = append(list, items(domain.ConstraintPerson, people)...)
	}
	return list
}

func items(kind string, which []int32) []item {
	if kind != domain.ConstraintFloor && len(which) > many {
		return []item{{kind, every}}
	}
	which = slices.Sorted(slices.Values(which))
	list := make([]item, len(which))
	for k, n := range which {
		list[k] = item{kind, n}
	}
	return list
}

// shrink finds the items of a list that are needed for a conflict with what is kept; the first ones are kept rather than the
// last. Halves are tried before single ones (QuickXplain, Junker 2004). Changed says that more is kept than when a conflict was
// last looked for.
func (f *finder) shrink(list []item, changed bool) []item {
	if changed && !f.holds() {
		return nil
	}
	if len(list) == 1 {
		return list
	}
	first, last := list[:len(list)/2], list[len(list)/2:]
	f.keepAll(first, true)
	b := f.shrink(last, true)
	f.keepAll(first, false)
	f.keepAll(b, true)
	a := f.shrink(first, len(b) > 0)
	f.keepAll(b, false)
	return slices.Concat(a, b)
}

func (f *finder) keepAll(list []item, keep bool) {
	for _, x := range list {
		switch x.kind {
		case domain.ConstraintFloor:
			turn(f.keep.floors, x.n, keep)
		case domain.ConstraintQuota:
			turn(f.keep.quotas, x.n, keep)
		case domain.ConstraintPerson:
			turn(f.keep.people, x.n, keep)
		case domain.ConstraintLimit:
			f.keep.limit = keep
		}
	}
}

func turn(list []bool, n int32, to bool) {
	if n == every {
		set(list, to)
	} else {
		list[n] = to
	}
}

// constraints as clients see them: floors, quotas, people, limit, by id.
func (x *index) constraints(list []item) []placement.Constraint {
	kinds := []string{domain.ConstraintFloor, domain.ConstraintQuota, domain.ConstraintPerson, domain.ConstraintLimit}
	slices.SortFunc(list, func(a, b item) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.kind), slices.Index(kinds, b.kind)), cmp.Compare(a.n, b.n))
	})
	out := make([]placement.Constraint, len(list))
	for k, i := range list {
		out[k].Kind = i.kind
		switch i.kind {
		case domain.ConstraintFloor:
			if i.n == every {
				break
			}
			out[k].ID, out[k].Value = x.p.Units[i.n].ID, int64(x.p.Units[i.n].Floor)
		case domain.ConstraintQuota:
			if i.n == every {
				break
			}
			out[k].ID, out[k].Value = x.p.Posts[i.n].ID, int64(x.p.Posts[i.n].Quota)
		case domain.ConstraintPerson:
			if out[k].Value = 1; i.n != every {
				out[k].ID = x.p.People[i.n].ID
			}
		case domain.ConstraintLimit:
			out[k].Value = int64(x.p.Limit)
		}
	}
	return out
}

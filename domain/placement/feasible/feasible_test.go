package feasible_test

import (
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/placementtest"
)

// trial tries every assignment under some of the constraints and finds the fewest moves.
type trial struct {
	p           *placement.Problem
	counts      func(kind string, id domain.ID) bool
	used, heads []int32
	moves, best int
}

// fewest moves of a problem in which only some constraints count; -1 where they cannot hold together.
func fewest(p *placement.Problem, counts func(kind string, id domain.ID) bool) int {
	t := &trial{p: p, counts: counts, used: make([]int32, len(p.Posts)), heads: make([]int32, len(p.Units)), best: -1}
	for j := range p.Posts {
		t.heads[p.Posts[j].Unit] += p.Posts[j].Taken
	}
	t.person(0)
	return t.best
}

func (t *trial) person(i int) {
	p := t.p
	if t.best >= 0 && t.moves >= t.best || p.Limit >= 0 && t.moves > p.Limit && t.counts(domain.ConstraintLimit, domain.ID{}) {
		return
	}
	if i == len(p.People) {
		for u := range p.Units {
			if t.heads[u] < p.Units[u].Floor && t.counts(domain.ConstraintFloor, p.Units[u].ID) {
				return
			}
		}
		t.best = t.moves
		return
	}
	x, list := &p.People[i], p.PairsOf(i)
	if !t.counts(domain.ConstraintPerson, x.ID) { // any of the seats, and at once: home costs nothing
		t.several(i, x.Home, list)
		return
	}
	if x.Home == placement.None {
		t.person(i + 1)
	} else {
		t.sit(i+1, x.Home, 0)
		t.moves++
		defer func() { t.moves-- }()
	}
	for _, y := range list {
		t.sit(i+1, y.Post, 0)
	}
}

func (t *trial) several(i int, home int32, list []placement.Pair) {
	var each func(k int)
	each = func(k int) {
		if k == len(list) {
			t.person(i + 1)
			return
		}
		each(k + 1)
		move := 0
		if home != placement.None {
			move = 1
		}
		if t.room(list[k].Post) {
			t.take(list[k].Post, 1)
			t.moves += move
			each(k + 1)
			t.moves -= move
			t.take(list[k].Post, -1)
		}
	}
	each(0)
	if home != placement.None && t.room(home) {
		t.take(home, 1)
		each(0)
		t.take(home, -1)
	}
}

func (t *trial) room(j int32) bool {
	post := &t.p.Posts[j]
	return post.Taken+t.used[j] < post.Quota || !t.counts(domain.ConstraintQuota, post.ID)
}

func (t *trial) take(j, n int32) {
	t.used[j] += n
	t.heads[t.p.Posts[j].Unit] += n
}

func (t *trial) sit(next int, j int32, move int) {
	if t.room(j) {
		t.take(j, 1)
		t.moves += move
		t.person(next)
		t.moves -= move
		t.take(j, -1)
	}
}

func all(string, domain.ID) bool { return true }

// some counts the constraints of a list but one.
func some(list []placement.Constraint, but int) func(string, domain.ID) bool {
	return func(kind string, id domain.ID) bool {
		return slices.ContainsFunc(list, func(c placement.Constraint) bool {
			return c.Kind == kind && c.ID == id && (but < 0 || c != list[but])
		})
	}
}

// scarce is a random problem in which floors are hard to meet: one unit wants somebody more, others can spare some.
func scarce(rng *rand.Rand) *placement.Problem {
	p := placementtest.Random(rng, 6, 5)
	for j := range p.Posts {
		p.Posts[j].Quota += int32(rng.IntN(2))
	}
	heads := placementtest.Heads(p)
	wanting := rng.IntN(len(p.Units))
	for u := range p.Units {
		p.Units[u].Floor = max(0, heads[u]-int32(rng.IntN(3)))
	}
	p.Units[wanting].Floor = heads[wanting] + int32(rng.IntN(3))
	if rng.IntN(4) == 0 {
		p.Units[rng.IntN(len(p.Units))].Floor++
	}
	return p
}

// chained is a random problem in which a unit gets somebody only from one that needs somebody else instead, and so on.
func chained(rng *rand.Rand) *placement.Problem {
	p := placementtest.Random(rng, 1, 1)
	p.Units, p.Posts, p.People, p.Pairs, p.Limit = nil, nil, nil, nil, rng.IntN(7)-1
	n := 3 + rng.IntN(2)
	for k := range n {
		id := domain.ID{15: byte(k)}
		p.Units = append(p.Units, placement.Unit{ID: id, Floor: 1})
		p.Posts = append(p.Posts, placement.Post{ID: id, Unit: int32(k), Quota: int32(1 + rng.IntN(2)), Need: -1})
	}
	for i := range n + rng.IntN(3) {
		x := placement.Person{ID: domain.ID{15: byte(i)}, Home: int32(i % n), Pairs: int32(len(p.Pairs))}
		if i >= n && rng.IntN(2) == 0 {
			x.Home = placement.None
		} else if i >= n {
			p.Posts[x.Home].Quota = 2
		}
		p.People = append(p.People, x)
		for j := range int32(n) {
			if j != x.Home && rng.IntN(n) < 2 {
				p.Pairs = append(p.Pairs, placement.Pair{Post: j})
			}
		}
	}
	for range 1 + rng.IntN(2) {
		p.Units[rng.IntN(n)].Floor++
	}
	return p
}

func TestStartAgreesWithTryingEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	feasibles, moved, kinds, sizes := 0, 0, map[string]int{}, map[int]int{}
	for n := range 3000 {
		p := scarce(rng)
		if n%2 == 0 {
			p = chained(rng)
		}
		say := func(format string, args ...any) {
			t.Fatalf("problem %d: %s\n%+v", n, fmt.Sprintf(format, args...), p)
		}
		want := fewest(p, all)
		seats, err := feasible.Start(p)
		if again, e := feasible.Start(p); !reflect.DeepEqual(again, seats) || !reflect.DeepEqual(e, err) {
			say("a second start differs")
		}
		if want >= 0 {
			if err != nil {
				say("%v, it needs %d moves", err, want)
			}
			if moves := lawful(p, seats); moves != want {
				say("%d moves, not %d: %v", moves, want, seats)
			}
			feasibles++
			moved += want
			continue
		}
		var bad *placement.Infeasible
		if !errors.As(err, &bad) || len(bad.Conflict) == 0 {
			say("not feasible, Start says %v", err)
		}
		sizes[len(bad.Conflict)]++
		if fewest(p, some(bad.Conflict, -1)) >= 0 {
			say("this is no conflict: %v", bad.Conflict)
		}
		for k, c := range bad.Conflict {
			kinds[c.Kind]++
			if fewest(p, some(bad.Conflict, k)) < 0 {
				say("%v can be left out of %v", c, bad.Conflict)
			}
		}
	}
	t.Logf("%d feasible with %d moves; conflicts by size %v, of %v", feasibles, moved, sizes, kinds)
	if feasibles < 500 || moved < 150 || len(kinds) < 4 || len(sizes) < 4 {
		t.Error("the problems are too much alike")
	}
}

// TestConflictsAreSmallest: of all conflicts of a problem the smallest one is named, but in a case in a thousand, where looking
// for it would mean to look at every set.
func TestConflictsAreSmallest(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 9))
	conflicts, bigger := 0, 0
	for conflicts < 60 {
		p := scarce(rng)
		var bad *placement.Infeasible
		if _, err := feasible.Start(p); !errors.As(err, &bad) {
			continue
		}
		conflicts++
		list := []placement.Constraint{{Kind: domain.ConstraintLimit}}
		for _, x := range p.Units {
			list = append(list, placement.Constraint{Kind: domain.ConstraintFloor, ID: x.ID})
		}
		for _, x := range p.Posts {
			list = append(list, placement.Constraint{Kind: domain.ConstraintQuota, ID: x.ID})
		}
		for _, x := range p.People {
			list = append(list, placement.Constraint{Kind: domain.ConstraintPerson, ID: x.ID})
		}
		for set := range uint(1) << len(list) {
			if bits.OnesCount(set) >= len(bad.Conflict) {
				continue
			}
			smaller := slices.DeleteFunc(slices.Clone(list), func(c placement.Constraint) bool { return set>>slices.Index(list, c)&1 == 0 })
			if fewest(p, some(smaller, -1)) < 0 {
				t.Logf("%v, and smaller %v", bad.Conflict, smaller)
				bigger++
				break
			}
		}
	}
	if bigger > 1 {
		t.Errorf("%d of %d conflicts are not the smallest", bigger, conflicts)
	}
}

// TestStartInABigCity: an assignment and a conflict are found at once, and long lists become one constraint.
func TestStartInABigCity(t *testing.T) {
	p := placementtest.Shape(placementtest.Demo, 5000, 2000, 40, 1)
	for j := range p.Posts {
		p.Posts[j].Quota += 3
	}
	heads := placementtest.Heads(p)
	for u := range p.Units {
		if p.Units[u].Floor = heads[u] - 2; u%2 == 0 {
			p.Units[u].Floor = heads[u] + 2
		}
	}
	seats, err := feasible.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	moves := lawful(p, seats)
	if p.Limit = moves; moves < 10 {
		t.Errorf("%d moves", moves)
	}
	if _, err := feasible.Start(p); err != nil {
		t.Error(err)
	}
	p.Limit--
	if got := kinds(t, p); !reflect.DeepEqual(got, map[string]int{domain.ConstraintFloor: 1, domain.ConstraintPerson: 1, domain.ConstraintLimit: 1}) {
		t.Errorf("one move less: %v", got)
	}
	p.Limit = -1
	people := 0
	for u := range p.Units {
		p.Units[u].Floor = heads[u] + 1
		people += int(p.Units[u].Floor - heads[u])
	}
	if got := kinds(t, p); people <= 50 || got[domain.ConstraintFloor] < len(p.Units)/2 || got[domain.ConstraintPerson] != 1 || len(got) != 2 {
		t.Errorf("more floors than people: %v", got)
	}
}

// kinds of the constraints of a problem that conflict.
func kinds(t *testing.T, p *placement.Problem) map[string]int {
	t.Helper()
	var bad *placement.Infeasible
	if _, err := feasible.Start(p); !errors.As(err, &bad) {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, c := range bad.Conflict {
		n[c.Kind]++
	}
	return n
}

func BenchmarkStart(b *testing.B) {
	p := placementtest.Shape(placementtest.Demo, 25_000, 10_000, 60, 1)
	for j := range p.Posts {
		p.Posts[j].Quota += 3
	}
	heads := placementtest.Heads(p)
	for _, x := range []struct {
		name string
		more int32
	}{{"home", 0}, {"moves", 1}, {"conflict", 2}} {
		for u := range p.Units {
			if p.Units[u].Floor = heads[u] - 4; u%4 > 0 || x.more == 2 {
				p.Units[u].Floor = heads[u] + x.more
			}
		}
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := feasible.Start(p); (err == nil) != (x.more < 2) {
					b.Fatal(err)
				}
			}
		})
	}
}

// lawful counts the moves of seats, or answers -1 for seats that break something.
func lawful(p *placement.Problem, seats []int32) int {
	moves, used, heads := 0, make([]int32, len(p.Posts)), make([]int32, len(p.Units))
	for i, j := range seats {
		home := p.People[i].Home
		if j != home {
			if j < 0 || p.PairOf(i, j) == nil {
				return -1
			}
			if home != placement.None {
				moves++
			}
		}
		if j != placement.None {
			used[j]++
		}
	}
	for j, x := range p.Posts {
		if x.Taken+used[j] > x.Quota {
			return -1
		}
		heads[x.Unit] += x.Taken + used[j]
	}
	for u, x := range p.Units {
		if heads[u] < x.Floor {
			return -1
		}
	}
	return moves
}

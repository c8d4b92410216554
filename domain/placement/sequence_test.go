package placement_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// somePlan draws a plan within the quotas: everybody at home, then moves and exchanges of two at random.
func somePlan(rng *rand.Rand, p *placement.Problem) []int32 {
	seats := make([]int32, len(p.People))
	used := make([]int32, len(p.Posts))
	for i := range p.People {
		if seats[i] = p.People[i].Home; seats[i] != placement.None {
			used[seats[i]]++
		}
	}
	for range 4 * len(p.People) {
		i, k := rng.IntN(len(seats)), rng.IntN(len(seats))
		j := int32(rng.IntN(len(p.Posts)))
		switch {
		case rng.IntN(2) == 0 && seats[i] != placement.None && seats[k] != placement.None:
			seats[i], seats[k] = seats[k], seats[i]
		case p.Posts[j].Taken+used[j] < p.Posts[j].Quota:
			if seats[i] != placement.None {
				used[seats[i]]--
			}
			seats[i] = j
			used[j]++
		}
	}
	return seats
}

// room are the free seats by post with everybody at home.
func room(p *placement.Problem) []int {
	free := make([]int, len(p.Posts))
	for j := range p.Posts {
		free[j] = int(p.Posts[j].Quota - p.Posts[j].Taken)
	}
	for i := range p.People {
		if home := p.People[i].Home; home != placement.None {
			free[home]--
		}
	}
	return free
}

// carryOut makes a move and says whether there was a seat.
func carryOut(p *placement.Problem, seats []int32, free []int, i int) bool {
	free[seats[i]]--
	if home := p.People[i].Home; home != placement.None {
		free[home]++
	}
	return free[seats[i]] >= 0
}

func TestSequenceNeverExceedsAQuota(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 4))
	rings, moves := 0, 0
	for range 20_000 {
		p := placementtest.Random(rng, 12, 6)
		seats := somePlan(rng, p)
		steps := placement.Sequence(p, seats)
		if !reflect.DeepEqual(steps, placement.Sequence(p, seats)) {
			t.Fatal("two runs differ")
		}
		var people, want []int
		for _, s := range steps {
			people = append(people, s.Person)
		}
		for i := range seats {
			if seats[i] != p.People[i].Home {
				want = append(want, i)
			}
		}
		slices.Sort(people)
		if !slices.Equal(people, want) {
			t.Fatalf("steps of %v, moves of %v", people, want)
		}
		moves += len(want)
		rings += ringsOf(t, p, seats, steps)
	}
	if rings < 1000 || moves < 10_000 {
		t.Errorf("only %d moves and %d of them in rings: the test means little", moves, rings)
	}
}

// ringsOf carries a sequence out and counts the moves in rings.
func ringsOf(t *testing.T, p *placement.Problem, seats []int32, steps []placement.Step) (n int) {
	t.Helper()
	free := room(p)
	chain := 0
	for k := 0; k < len(steps); {
		end := k + 1
		for steps[k].Ring > 0 && end < len(steps) && steps[end].Ring == steps[k].Ring {
			end++
		}
		if c := steps[k].Chain; c != chain && c != chain+1 {
			t.Fatalf("chain %d after %d", c, chain)
		}
		chain = steps[k].Chain
		if steps[k].Ring > 0 {
			n += end - k
			ringHolds(t, p, seats, free, steps[k:end])
		} else if !carryOut(p, seats, free, steps[k].Person) {
			t.Fatalf("no seat for person %d in %+v", steps[k].Person, steps)
		}
		k = end
	}
	return n
}

// ringHolds checks that each of a ring takes the seat of the one before, that none of the seats is free, and that no post comes
// twice.
func ringHolds(t *testing.T, p *placement.Problem, seats []int32, free []int, ring []placement.Step) {
	t.Helper()
	seen := map[int32]bool{}
	for k, s := range ring {
		before := ring[(k+len(ring)-1)%len(ring)].Person
		to := seats[s.Person]
		if len(ring) < 2 || p.People[before].Home != to || free[to] != 0 || seen[to] || s.Chain != ring[0].Chain {
			t.Fatalf("ring %+v", ring)
		}
		seen[to] = true
	}
}

// As many moves are made without a ring as the best of all orders allows.
func TestSequenceHasNoRingThatCanBeAvoided(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 4))
	for range 5000 {
		p := placementtest.Random(rng, 8, 5)
		seats := somePlan(rng, p)
		steps := placement.Sequence(p, seats)
		alone := 0
		for _, s := range steps {
			if s.Ring == 0 {
				alone++
			}
		}
		if most := longest(p, seats, room(p), map[uint]int{}, 0); alone != most {
			t.Fatalf("%d moves one after another, %d are possible: %+v", alone, most, steps)
		}
	}
}

// longest is how many more moves can be made one after another when those of done are made.
func longest(p *placement.Problem, seats []int32, free []int, known map[uint]int, done uint) (most int) {
	if n, ok := known[done]; ok {
		return n
	}
	for i := range seats {
		if seats[i] == p.People[i].Home || done&(1<<i) != 0 || free[seats[i]] == 0 {
			continue
		}
		after := slices.Clone(free)
		carryOut(p, seats, after, i)
		most = max(most, 1+longest(p, seats, after, known, done|1<<i))
	}
	known[done] = most
	return most
}

// One seat is free: 0 goes to it, 1 to the seat of 0, 2 to that of 1. The two who exchange seats elsewhere are a ring.
func TestSequenceOfAnExample(t *testing.T) {
	p := &placement.Problem{Posts: []placement.Post{{Quota: 1}, {Quota: 1}, {Quota: 1}, {Quota: 1}, {Quota: 1}, {Quota: 1}},
		People: []placement.Person{{Home: 1}, {Home: 2}, {Home: 3}, {Home: 4}, {Home: 5}}}
	got := placement.Sequence(p, []int32{0, 1, 2, 5, 4})
	want := []placement.Step{{Person: 0, Chain: 1}, {Person: 1, Chain: 1}, {Person: 2, Chain: 1}, {Person: 3, Chain: 2, Ring: 1}, {Person: 4, Chain: 2, Ring: 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

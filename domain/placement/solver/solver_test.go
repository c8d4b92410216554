package solver_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// homes is the assignment in which everybody stays.
func homes(p *placement.Problem) []int32 {
	seats := make([]int32, len(p.People))
	for i := range p.People {
		seats[i] = p.People[i].Home
	}
	return seats
}

// solve a problem and have the proof checked.
func solve(t testing.TB, ctx context.Context, p *placement.Problem, start []int32) *placement.Plan {
	t.Helper()
	plan, err := solver.Solve(ctx, p, start, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := placement.Check(p, plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestEqualToTryingEverything on small problems with whatever may occur. Where a limit leaves a gap, plan and bound lie on both
// sides of the best; that must stay rare.
func TestEqualToTryingEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	solved, limited, gaps, worse := 0, 0, 0, 0
	for n := 0; solved < 10000; n++ {
		p := placementtest.Random(rng, 7, 7)
		best, _, feasible := placementtest.Brute(p)
		if !feasible {
			continue
		}
		solved++
		start, ok := placementtest.Feasible(p)
		if !ok {
			t.Fatalf("problem %d: no start", n)
		}
		c := &solve(t, t.Context(), p, start).Certificate
		if c.Objective > best || c.Bound < best || c.Optimal != (c.Gap == 0) || p.Limit < 0 && !c.Optimal {
			t.Fatalf("problem %d: objective %d, bound %d, best %d", n, c.Objective, c.Bound, best)
		}
		if p.Limit >= 0 {
			limited++
		}
		if !c.Optimal {
			gaps++
		}
		if c.Objective < best {
			worse++
		}
	}
	t.Logf("%d problems, %d of them with a limit, %d with a gap, %d below the best", solved, limited, gaps, worse)
	if gaps*20 > limited || worse*500 > limited {
		t.Error("too many gaps")
	}
}

// TestSeatsAreNotCopied: quotas far beyond the people cost neither memory nor exactness.
func TestSeatsAreNotCopied(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 1000 {
		p := placementtest.Random(rng, 7, 7)
		p.Limit = -1
		for j := range p.Posts {
			p.Posts[j].Quota = 1_000_000
		}
		start, ok := placementtest.Feasible(p)
		if !ok {
			continue
		}
		best, _, _ := placementtest.Brute(p)
		if c := solve(t, t.Context(), p, start).Certificate; c.Objective != best || !c.Optimal {
			t.Fatalf("problem %d: objective %d, bound %d, best %d", n, c.Objective, c.Bound, best)
		}
	}
}

// TestEveryShapeIsProven optimal, and no price of moves is needed without a limit.
func TestEveryShapeIsProven(t *testing.T) {
	for _, shape := range append([]string{placementtest.Demo}, placementtest.Shapes...) {
		for number := range uint64(5) {
			p := placementtest.Shape(shape, 1000, 400, 20, number)
			c := &solve(t, t.Context(), p, homes(p)).Certificate
			if !c.Optimal || c.MovePrice != 0 {
				t.Errorf("%s %d: gap %d, a move costs %d", shape, number, c.Gap, c.MovePrice)
			}
		}
	}
}

// TestLimit: more moves are never worth less, as many as the best plan has give that plan, and none leave everybody at home.
func TestLimit(t *testing.T) {
	for _, shape := range append([]string{placementtest.Demo}, placementtest.Shapes...) {
		p := placementtest.Shape(shape, 500, 200, 15, 7)
		free := solve(t, t.Context(), p, homes(p))
		var before int64
		for k := range 11 {
			p.Limit = free.Certificate.Moves * k / 10
			plan := solve(t, t.Context(), p, homes(p))
			c := &plan.Certificate
			if c.Moves > p.Limit || c.Bound < before || c.Objective > free.Certificate.Objective {
				t.Errorf("%s, limit %d: %d moves, objective %d, bound %d, less is worth %d", shape, p.Limit, c.Moves, c.Objective, c.Bound, before)
			}
			before = c.Objective
			if k == 0 && !c.Optimal || k == 10 && !slices.Equal(plan.Seats, free.Seats) {
				t.Errorf("%s, limit %d: gap %d", shape, p.Limit, c.Gap)
			}
		}
	}
}

// TestRowsInAnyOrder: a problem read in another order and sorted is solved to the same bytes, and so is one solved again.
func TestRowsInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, shape := range placementtest.Shapes {
		p := placementtest.Shape(shape, 500, 200, 15, 8)
		p.Limit = 50
		first := solve(t, t.Context(), p, homes(p))
		again := *p
		again.People, again.Pairs = nil, nil
		order := rng.Perm(len(p.People))
		slices.SortFunc(order, func(a, b int) int { return slices.Compare(p.People[a].ID[:], p.People[b].ID[:]) })
		for _, i := range order {
			list := slices.Clone(p.PairsOf(i))
			rng.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
			slices.SortFunc(list, func(a, b placement.Pair) int { return int(a.Post - b.Post) })
			person := p.People[i]
			person.Pairs = int32(len(again.Pairs))
			again.People, again.Pairs = append(again.People, person), append(again.Pairs, list...)
		}
		if second := solve(t, t.Context(), &again, homes(&again)); second.Certificate.Digest != first.Certificate.Digest {
			t.Errorf("%s: %+v, then %+v", shape, first.Certificate, second.Certificate)
		}
	}
}

// ending is a context that ends by a given error when it has been asked so often.
type ending struct {
	context.Context
	looks int
	err   error
}

func (e *ending) Err() error {
	if e.looks--; e.looks < 0 {
		return e.err
	}
	return nil
}

// TestDeadlineKeepsTheBestPlan with a gap that is proven, whenever it comes.
func TestDeadlineKeepsTheBestPlan(t *testing.T) {
	for _, shape := range append([]string{placementtest.Demo}, placementtest.Shapes...) {
		for _, limit := range []int{-1, 30} {
			p := placementtest.Shape(shape, 500, 200, 15, 9)
			p.Limit = limit
			best := &solve(t, t.Context(), p, homes(p)).Certificate
			for looks := 0; ; looks = looks*3/2 + 1 {
				c := &solve(t, &ending{t.Context(), looks, context.DeadlineExceeded}, p, homes(p)).Certificate
				if c.Bound < best.Objective || c.Objective > best.Bound || looks == 0 && c.Optimal {
					t.Errorf("%s after %d looks: objective %d, bound %d, best %d", shape, looks, c.Objective, c.Bound, best.Objective)
				}
				if c.Digest == best.Digest {
					break
				}
			}
		}
	}
}

// TestCancel ends the work with the context's error and no plan, whenever it comes.
func TestCancel(t *testing.T) {
	p := placementtest.Shape("sparse", 500, 200, 15, 10)
	p.Limit = 30
	for looks := 0; ; looks = looks*3/2 + 1 {
		plan, err := solver.Solve(&ending{t.Context(), looks, context.Canceled}, p, homes(p), nil)
		if err == nil {
			if looks == 0 {
				t.Error("not asked at all")
			}
			break
		}
		if plan != nil || !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d looks: %v, %v", looks, plan, err)
		}
	}
}

// TestCancelIsQuick: 200 ms on the size of a city, at every stage.
func TestCancelIsQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("a big problem")
	}
	p := placementtest.Shape("ties", 25000, 10000, 60, 1)
	for at := 0; ; at = at*2 + 1 {
		ctx, cancel := context.WithCancel(t.Context())
		var asked time.Time
		reports := 0
		_, err := solver.Solve(ctx, p, homes(p), func(placement.Progress) {
			if reports++; reports == at+1 {
				asked = time.Now()
				cancel()
			}
		})
		if took := time.Since(asked); err != nil && took > 200*time.Millisecond {
			t.Errorf("took %v after report %d", took, at)
		}
		cancel()
		if err == nil {
			if at < 3 {
				t.Errorf("no more than %d reports", at)
			}
			break
		}
	}
}

// TestStartMustBeFeasible: seats in all, lawful, within quotas, floors and the limit.
func TestStartMustBeFeasible(t *testing.T) {
	p := placementtest.Shape("sparse", 100, 40, 10, 11)
	p.Limit = 0
	for name, change := range map[string]func(seats []int32) []int32{
		"too short": func(seats []int32) []int32 { return seats[1:] },
		"a move":    func(seats []int32) []int32 { seats[0] = p.PairsOf(0)[0].Post; return seats },
		"no seat":   func(seats []int32) []int32 { seats[0] = placement.None; return seats },
	} {
		if _, err := solver.Solve(t.Context(), p, change(homes(p)), nil); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

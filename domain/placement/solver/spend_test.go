package solver_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// TestLimitThatCutsChains: where all plans that are the best at some price leave many moves or have too many, the limit is spent on
// parts of chains, and the plan lacks less than one move is worth.
func TestLimitThatCutsChains(t *testing.T) {
	for _, x := range []struct {
		people, limit int
		number        uint64
	}{{1000, 20, 0}, {1000, 80, 2}, {1250, 40, 1}, {1250, 40, 2}, {2000, 50, 0}} {
		p := placementtest.Shape("chains", x.people, x.people*2/5+100, 20, x.number)
		p.Limit = x.limit
		if c := solve(t, t.Context(), p, homes(p)).Certificate; c.Gap >= c.MovePrice {
			t.Errorf("%+v: %d moves, gap %d, a move costs %d", x, c.Moves, c.Gap, c.MovePrice)
		}
	}
}

// TestEndWhileMovesAreSpent: past the deadline the plan is lawful and its gap proven, and a cancelled one is none, whenever it comes.
func TestEndWhileMovesAreSpent(t *testing.T) {
	p := placementtest.Shape("chains", 500, 300, 20, 2)
	p.Limit = 20
	last := &solve(t, t.Context(), p, homes(p)).Certificate
	if last.Optimal {
		t.Fatal("nothing to spend")
	}
	for looks, done := 0, false; !done; looks = looks*5/4 + 1 {
		c := &solve(t, &ending{t.Context(), looks, context.DeadlineExceeded}, p, homes(p)).Certificate
		if c.Bound < last.Bound || c.Objective > last.Objective {
			t.Fatalf("after %d looks: objective %d, bound %d, at last %d, %d", looks, c.Objective, c.Bound, last.Objective, last.Bound)
		}
		plan, err := solver.Solve(&ending{t.Context(), looks, context.Canceled}, p, homes(p), nil)
		if done = err == nil; done && plan.Certificate.Digest != last.Digest || !done && (plan != nil || !errors.Is(err, context.Canceled)) {
			t.Fatalf("after %d looks: %v, %v", looks, plan, err)
		}
	}
}

// TestPricesAtWhichThePlanIsBest are chosen of several with the same bound, so that they explain it.
func TestPricesAtWhichThePlanIsBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	gaps, best := 0, 0
	for range 14000 {
		p := placementtest.Random(rng, 7, 7)
		start, ok := placementtest.Feasible(p)
		if !ok {
			continue
		}
		c := solve(t, t.Context(), p, start).Certificate
		if c.Gap > 0 {
			gaps++
			best += map[bool]int{true: 1}[c.Gap == c.MovePrice*int64(p.Limit-c.Moves)]
		}
	}
	t.Logf("%d plans with a gap, %d of them the best at the price of moves", gaps, best)
	if best*5 < gaps*2 {
		t.Error("too few")
	}
}

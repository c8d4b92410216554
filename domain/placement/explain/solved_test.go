package explain

import (
	"context"
	"math/rand/v2"
	"testing"

	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// Plans of the solver, with and without a limit, are explained as all plans at the price of a move say, also where the plan is
// not the best at that price because no price meets the limit.
func TestPlansOfTheSolverAreExplained(t *testing.T) {
	rng := rand.New(rand.NewPCG(26, 4))
	limited, other, stopped := 0, 0, 0
	for range 10_000 {
		p := placementtest.Random(rng, 6, 6)
		_, start, feasible := placementtest.Brute(p)
		if !feasible {
			continue
		}
		plan, err := solver.Solve(context.Background(), p, start, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := &plan.Certificate
		b := tryAll(p, c.MovePrice)
		if b.top != c.Objective-c.MovePrice*int64(c.Moves) {
			other++
		}
		if c.MovePrice > 0 {
			limited++
		}
		b.plan = plan.Seats
		e := New(p, plan)
		for i := range p.People {
			for j := range p.Posts {
				a, err := e.Explain(context.Background(), i, int32(j))
				outcome, value := b.expected(i, int32(j))
				if a.Outcome == MoveLimit && b.with[i][j] == b.top {
					outcome, value = MoveLimit, 0
					stopped++
				}
				if err != nil || !a.Exact || a.Outcome != outcome || (a.Change != nil) != (value != 0) || a.Change != nil && a.Change.Value != value {
					t.Fatalf("person %d, post %d: %+v %+v %v, want %s %d\n%+v", i, j, a, a.Change, err, outcome, value, p)
				}
			}
		}
	}
	t.Logf("%d with a price of moves, %d not the best at it, %d answers of the limit", limited, other, stopped)
	if limited < 300 || other < 10 || stopped < 10 {
		t.Error("the test means little")
	}
}

package placement_test

import (
	"context"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// solve finds the best plan as the service does.
func solve(tb testing.TB, p *placement.Problem) *placement.Plan {
	tb.Helper()
	start, err := feasible.Start(p)
	if err != nil {
		tb.Fatal(err)
	}
	plan, err := solver.Solve(context.Background(), p, start, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

func TestCheckAcceptsWhatTheSolverFinds(t *testing.T) {
	for _, shape := range append(placementtest.Shapes, placementtest.Demo) {
		p := placementtest.Shape(shape, 500, 200, 20, 1)
		plan := solve(t, p)
		if err := placement.Check(p, plan); err != nil || !plan.Certificate.Optimal || !honest(p, plan) {
			t.Errorf("%s: %v, %+v", shape, err, plan.Certificate.Parts)
		}
		plan.Seats[0] = (plan.Seats[0] + 1) % int32(len(p.Posts))
		if placement.Check(p, plan) == nil {
			t.Errorf("%s: changed seats pass", shape)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, shape := range append(placementtest.Shapes, placementtest.Demo) {
		b.Run(shape, func(b *testing.B) {
			p := placementtest.Shape(shape, 25_000, 10_000, 60, 1)
			plan := solve(b, p)
			for b.Loop() {
				if err := placement.Check(p, plan); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

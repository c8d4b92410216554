package explain_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mutasi/domain/placement"
	"mutasi/domain/placement/explain"
	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// big is a problem of 25,000 people, 10,000 posts and 1,500,000 pairs with its best plan.
func big(b *testing.B, shape string) (*placement.Problem, *placement.Plan) {
	b.Helper()
	p := placementtest.Shape(shape, 25_000, 10_000, 60, 1)
	start := make([]int32, len(p.People))
	for i := range start {
		start[i] = p.People[i].Home
	}
	plan, err := solver.Solve(context.Background(), p, start, func(placement.Progress) {})
	if err != nil {
		b.Fatal(err)
	}
	return p, plan
}

// BenchmarkExplain asks about lawful moves that the plan does not make, and about seats that nobody can make free; the time of
// an answer is given at the median, the 95th percentile and the most.
func BenchmarkExplain(b *testing.B) {
	for _, shape := range append([]string{placementtest.Demo}, placementtest.Shapes...) {
		p, plan := big(b, shape)
		var e *explain.Explainer
		b.Run(shape+"/prepare", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e = explain.New(p, plan)
			}
		})
		b.Run(shape+"/answer", func(b *testing.B) {
			b.ReportAllocs()
			rng := rand.New(rand.NewPCG(1, 1))
			var took []time.Duration
			for b.Loop() {
				i := rng.IntN(len(p.People))
				list := p.PairsOf(i)
				begun := time.Now()
				a, err := e.Explain(context.Background(), i, list[rng.IntN(len(list))].Post)
				took = append(took, time.Since(begun))
				if err != nil || !a.Exact {
					b.Fatal(a, err)
				}
			}
			slices.Sort(took)
			for _, q := range []struct {
				name  string
				share int
			}{{"p50-ms", 50}, {"p95-ms", 95}, {"max-ms", 100}} {
				b.ReportMetric(float64(took[(len(took)-1)*q.share/100].Microseconds())/1000, q.name)
			}
		})
	}
}

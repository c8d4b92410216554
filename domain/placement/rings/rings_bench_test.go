package rings

import (
	"context"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// BenchmarkRings finds all exchanges of 25,000 people with 1,500,000 lawful moves.
func BenchmarkRings(b *testing.B) {
	for _, shape := range []string{placementtest.Demo, "sparse", "geometric", "ties", "floors"} {
		p := placementtest.Shape(shape, 25_000, 10_000, 60, 1)
		var plan *placement.Plan
		b.Run(shape+"/find", func(b *testing.B) {
			for b.Loop() {
				list, best, err := Rings(context.Background(), p, nil)
				if err != nil {
					b.Fatal(err)
				}
				plan = best
				moves, longest := 0, 0
				for _, ring := range list {
					moves, longest = moves+len(ring.People), max(longest, len(ring.People))
				}
				b.ReportMetric(float64(len(list)), "rings")
				b.ReportMetric(float64(moves), "moves")
				b.ReportMetric(float64(longest), "longest")
			}
		})
		b.Run(shape+"/decompose", func(b *testing.B) {
			r := Restrict(p)
			for b.Loop() {
				Decompose(r, plan.Seats)
			}
		})
	}
}

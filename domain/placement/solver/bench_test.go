package solver_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// BenchmarkSolve is the figure of the issue: 10,000 posts and 1,500,000 pairs for 25,000 people, and a fifth of all that.
func BenchmarkSolve(b *testing.B) {
	for _, people := range []int{5000, 25000} {
		for _, shape := range append([]string{placementtest.Demo}, placementtest.Shapes...) {
			for _, limit := range []int{-1, people / 50} {
				b.Run(fmt.Sprintf("%s/people=%d/limit=%d", shape, people, limit), func(b *testing.B) {
					p := placementtest.Shape(shape, people, people*2/5, 60, 1)
					p.Limit = limit
					start := homes(p)
					busy, runs := processor(), 0
					for b.Loop() {
						plan, err := solver.Solve(context.Background(), p, start, nil)
						if err != nil {
							b.Fatal(err)
						}
						runs++
						c := &plan.Certificate
						b.ReportMetric(float64(c.Moves), "moves")
						b.ReportMetric(float64(c.Gap), "gap")
					}
					b.ReportMetric(float64(processor()-busy)/float64(runs)/1e6, "cpu-ms/op")
				})
			}
		}
	}
}

// processor time of this process: what remains comparable on a busy machine.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		panic(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

package service

import (
	"math/rand/v2"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/domain/placement/explain"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/solver"
)

// BenchmarkPlan solves, checks and explains the problem of a whole city.
func BenchmarkPlan(b *testing.B) {
	s := benchCity(b)
	in := domain.PlanInput{PlannedDate: s.Today().AddMonths(3)}
	whole, err := s.buildProblem(b.Context(), s.store.Read(b.Context()), benchProgramme(), in, s.Today(), func(string, int, int) {})
	if err != nil {
		b.Fatal(err)
	}
	for name, limit := range map[string]int{"Unlimited": -1, "Limit500": 500} {
		p := *whole.Problem
		p.Limit = limit
		solve := func(b *testing.B) *placement.Plan {
			start, err := feasible.Start(&p)
			if err != nil {
				b.Fatal(err)
			}
			plan, err := solver.Solve(b.Context(), &p, start, nil)
			if err != nil {
				b.Fatal(err)
			}
			return plan
		}
		plan := solve(b)
		b.Run("Solve"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				solve(b)
			}
			b.ReportMetric(float64(plan.Certificate.Moves), "moves")
			b.ReportMetric(float64(plan.Certificate.Gap), "gap")
		})
		b.Run("Check"+name, func(b *testing.B) {
			for b.Loop() {
				if err := placement.Check(&p, plan); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("Explain"+name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			began := time.Now()
			e := explain.New(&p, plan)
			b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms-prepared")
			var took []time.Duration
			for b.Loop() {
				// A person and one of the posts that the person entered for: the answer that needs the residual network.
				i := rng.IntN(len(p.People))
				list := p.PairsOf(i)
				if len(list) == 0 {
					continue
				}
				began := time.Now()
				if _, err := e.Explain(b.Context(), i, list[rng.IntN(len(list))].Post); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			p95(b, took)
		})
	}
}

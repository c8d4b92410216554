package service

import (
	"runtime"
	"strings"
	"testing"

	"mutasi/domain"
)

// benchProgramme is about the whole agency.
func benchProgramme() *domain.Programme {
	return &domain.Programme{Meta: domain.Meta{ID: domain.NewID()}, Seed: strings.Repeat("5eed", 16), ProgrammeInput: domain.ProgrammeInput{
		Weights: domain.PlanWeights{Fit: 2500, Wish: 1500, Need: 4000, Development: 1000, Cost: 1000},
	}}
}

// BenchmarkProblem goes from the register of a whole city to the problem of a plan.
func BenchmarkProblem(b *testing.B) {
	s := benchCity(b)
	in := domain.PlanInput{PlannedDate: s.Today().AddMonths(3)}
	b.ReportAllocs()
	var p *built
	for b.Loop() {
		var err error
		if p, err = s.buildProblem(b.Context(), s.store.Read(b.Context()), benchProgramme(), in, s.Today(), func(string, int, int) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(p.Problem.People)), "people")
	b.ReportMetric(float64(len(p.Problem.Posts)), "posts")
	b.ReportMetric(float64(len(p.Problem.Pairs)), "pairs")
	b.ReportMetric(float64(p.Full), "full-lists")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapInuse)/1e6, "kept-MB")
	runtime.KeepAlive(p)
}

package domain_test

import (
	"slices"
	"testing"
	"time"

	"mutasi/domain"
)

// programme has the phases one behind the other, each ten days long, from 1 January 2026.
func programme(phases ...string) *domain.Programme {
	p := &domain.Programme{State: domain.ProgrammeDraft}
	p.StartsOn, p.EndsOn, p.Weights = domain.MustDate("2026-01-01"), domain.MustDate("2026-12-31"), domain.DefaultPlanWeights
	for i, name := range phases {
		p.Phases = append(p.Phases, domain.Phase{Name: name, StartsOn: p.StartsOn.AddDays(10 * i), EndsOn: p.StartsOn.AddDays(10*i + 9)})
	}
	return p
}

func TestProgrammeIsInAPhaseOnItsDaysOnly(t *testing.T) {
	p := programme(domain.PhaseForum, domain.PhaseWishes, domain.PhasePlan, domain.PhaseDecision)
	p.State, p.Phase = domain.ProgrammeOpen, domain.PhaseWishes
	for _, c := range []struct {
		day, phase string
		within     bool
	}{
		{"2026-01-10", domain.PhaseWishes, false}, {"2026-01-11", domain.PhaseWishes, true}, {"2026-01-20", domain.PhaseWishes, true}, {"2026-01-21", domain.PhaseWishes, false},
		{"2026-01-15", domain.PhaseForum, false}, {"2026-01-15", domain.PhaseTraining, false},
	} {
		if err := p.Within(domain.MustDate(c.day), c.phase); (err == nil) != c.within || err != nil && domain.CodeOf(err) != "outside_phase" {
			t.Errorf("%s on %s: %v", c.phase, c.day, err)
		}
	}
	if err := p.Within(domain.MustDate("2026-01-15"), domain.PhaseForum, domain.PhaseWishes); err != nil {
		t.Error(err)
	}
	for _, phase := range domain.Phases {
		if got, want := p.Reached(phase), slices.Contains([]string{domain.PhaseNeeds, domain.PhaseForum, domain.PhaseWishes}, phase); got != want {
			t.Errorf("%s is reached: %v", phase, got)
		}
	}
}

func TestProgrammeAdvancesOnTheFirstDayOfEachPhase(t *testing.T) {
	p := programme(domain.PhaseForum, domain.PhasePlan, domain.PhaseDecision)
	for i, phase := range []string{domain.PhaseForum, domain.PhasePlan, domain.PhaseDecision} {
		day := p.Phases[i].StartsOn
		if err := p.Advance(day.AddDays(-1)); domain.CodeOf(err) != "phase_not_due" {
			t.Errorf("%s the day before: %v", phase, err)
		}
		if err := p.Advance(day); err != nil || p.State != domain.ProgrammeOpen || p.Phase != phase {
			t.Errorf("%s: %s %s %v", phase, p.State, p.Phase, err)
		}
	}
	if err := p.Advance(p.StartsOn); err != nil || p.State != domain.ProgrammeClosed {
		t.Errorf("%s %v", p.State, err)
	}
	if err := p.Advance(p.EndsOn); domain.CodeOf(err) != "transition_not_allowed" {
		t.Error(err)
	}
}

func TestEveryListOfPhasesInOrderIsAcceptedWithWhatItNeeds(t *testing.T) {
	for bits := 1; bits < 1<<len(domain.Phases); bits++ {
		var names []string
		for i, name := range domain.Phases {
			if bits&(1<<i) != 0 {
				names = append(names, name)
			}
		}
		has := func(name string) bool { return slices.Contains(names, name) }
		good := (!has("wishes") || has("plan")) && (!has("plan") || has("decision")) && (!has("execution") || has("decision")) && (!has("evaluation") || has("execution"))
		var c domain.Check
		programme(names...).Check(&c)
		if (c.Err() == nil) != good {
			t.Errorf("%v: %v", names, c.Err())
		}
	}
}

func TestFrozenHashIsOverCanonicalJSON(t *testing.T) {
	p := programme(domain.PhasePlan, domain.PhaseDecision)
	p.Criteria = "Beban & jarak"
	p.Limits = domain.PlanLimits{Shortlist: 60, UnitIDs: []domain.ID{}, Kinds: []string{}, Floors: []domain.UnitFloor{}, Quotas: []domain.PositionQuota{}}
	if err := p.Freeze("00ff", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	// printf '%s' '{"criteria":"Beban & jarak","limits":{"floors":[],"kinds":[],"moves":null,"quotas":[],"shortlist":60,"unit_ids":[]},"seed":"00ff",
	// "weights":{"cost":500,"development":1000,"fit":4000,"need":2500,"wish":2000}}' | sha256sum, on one line
	const want = "4c36064f1494c4775f57ecfd64b11222af11c4db5dcda4e7a8c331dea52a6762"
	if p.FrozenHash != want {
		t.Errorf("%s, want %s", p.FrozenHash, want)
	}
	for what, change := range map[string]func(){
		"weights": func() { p.Weights.Cost++ }, "limits": func() { p.Limits.Shortlist++ }, "criteria": func() { p.Criteria += " " },
	} {
		before, _ := domain.FrozenHash(&p.ProgrammeInput, "00ff")
		change()
		if after, err := domain.FrozenHash(&p.ProgrammeInput, "00ff"); err != nil || after == before {
			t.Errorf("%s: %s %v", what, after, err)
		}
	}
	if other, err := domain.FrozenHash(&p.ProgrammeInput, "00fe"); err != nil || other == p.FrozenHash {
		t.Errorf("seed: %s %v", other, err)
	}
}

func TestWishIsWorthLessWithItsRank(t *testing.T) {
	for rank, want := range map[int]int{1: 10000, 2: 9000, 10: 1000, 11: 0, 12: 0} {
		if got := domain.WishValue(rank); got != want {
			t.Errorf("rank %d: %d, want %d", rank, got, want)
		}
	}
}

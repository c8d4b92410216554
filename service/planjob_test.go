package service

import (
	"context"
	"errors"
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// openForPlans is a stored programme that is in its phase plan today.
func openForPlans(t *testing.T, s *Service) *domain.Programme {
	t.Helper()
	today := s.Today()
	pr := &domain.Programme{State: domain.ProgrammeOpen, Phase: domain.PhasePlan, ProgrammeInput: domain.ProgrammeInput{
		Name: "Rotasi", Goal: "workload_balance", StartsOn: today, EndsOn: today.AddMonths(6), Weights: domain.DefaultPlanWeights,
		Phases: []domain.Phase{{Name: domain.PhasePlan, StartsOn: today, EndsOn: today.AddMonths(1)}},
	}}
	if err := pr.Freeze(strings.Repeat("5eed", 16), s.store.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.store.Write(t.Context(), func(tx *repository.Tx) error { return repository.Programmes.Insert(tx, pr) }); err != nil {
		t.Fatal(err)
	}
	return pr
}

// queuedPlan queues a plan of the programme for today.
func queuedPlan(t *testing.T, s *Service, pr *domain.Programme) *domain.Plan {
	t.Helper()
	p, err := s.CreatePlan(t.Context(), officer, pr.ID, func(in *domain.PlanInput) error {
		in.Name, in.PlannedDate = "Rencana", s.Today()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bareOf demands a plan in the state with nothing of a result, and a register that is whole.
func bareOf(t *testing.T, s *Service, id domain.ID, state, code string) {
	t.Helper()
	tx := s.store.Read(t.Context())
	p, err := repository.Plans.Get(tx, domain.AllRows, id)
	if err != nil {
		t.Fatal(err)
	}
	if p.State != state || p.Error != code || p.Figures != nil {
		t.Errorf("the plan is %s %q with figures %v", p.State, p.Error, p.Figures)
	}
	moves, err := repository.PlanMoves(tx, id)
	if err != nil || len(moves) > 0 {
		t.Errorf("%d moves %v", len(moves), err)
	}
	for _, part := range []string{repository.PlanProblem, repository.PlanCertificate} {
		if _, err := repository.PlanText(tx, id, part); !isCode(err, "not_found") {
			t.Errorf("%s: %v", part, err)
		}
	}
	if findings, err := s.Doctor(t.Context()); err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
}

func TestPlanCancelledAtAnyStageLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		pr, run := openForPlans(t, s), s.runPlan
		seen := map[string]bool{}
		// The first round ends the plan at its first stage, the second at the next one, until one comes through.
		for {
			plan, cancelled := queuedPlan(t, s, pr), ""
			s.jobs.kinds[planJob] = jobKind{ended: s.planEnded, run: func(ctx context.Context, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
				return run(ctx, j, func(stage string, done, of int) {
					report(stage, done, of)
					if cancelled == "" && !seen[stage] {
						seen[stage], cancelled = true, stage
						if _, err := s.CancelJob(context.Background(), officer, j.ID); err != nil {
							t.Error(err)
						}
					}
				})
			}}
			if worked, err := s.RunNextJob(t.Context()); err != nil || !worked {
				t.Fatal(worked, err)
			}
			if p, err := s.Plans.Get(t.Context(), officer, plan.ID, domain.Query{}); err != nil || p.State == domain.PlanReady {
				if err != nil || !seen[stageRegister] || !seen[stagePeople] || !seen[stageCheck] || !seen[stageStore] {
					t.Errorf("stages %v, %v", seen, err)
				}
				return
			}
			bareOf(t, s, plan.ID, domain.PlanCancelled, "job_cancelled")
		}
	})
}

func TestPlanThatCannotBeStoredLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		pr, run := openForPlans(t, s), s.runPlan
		s.jobs.kinds[planJob] = jobKind{ended: s.planEnded, run: func(ctx context.Context, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
			store, err := run(ctx, j, report)
			return func(tx *repository.Tx) error { return errors.Join(store(tx), errors.New("the disk is full")) }, err
		}}
		plan := queuedPlan(t, s, pr)
		if worked, err := s.RunNextJob(t.Context()); err != nil || !worked {
			t.Fatal(worked, err)
		}
		bareOf(t, s, plan.ID, domain.PlanFailed, "internal")
	})
}

func TestPlanPastItsTimeLimitIsKeptWithItsProvenGap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		pr, run := openForPlans(t, s), s.runPlan
		s.jobs.kinds[planJob] = jobKind{ended: s.planEnded, run: func(ctx context.Context, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
			db, err := s.store.SQL()
			if err != nil {
				return nil, err
			}
			if _, err := db.ExecContext(ctx, "UPDATE plans SET time_limit_seconds = 0 WHERE id = ?", j.SubjectID[:]); err != nil { // a client cannot ask for less than a second
				return nil, err
			}
			return run(ctx, j, report)
		}}
		plan := queuedPlan(t, s, pr)
		if worked, err := s.RunNextJob(t.Context()); err != nil || !worked {
			t.Fatal(worked, err)
		}
		p, err := s.Plans.Get(t.Context(), officer, plan.ID, domain.Query{})
		if err != nil || p.State != domain.PlanReady || p.Figures.Optimal || p.Figures.GapBP <= 0 {
			t.Fatalf("%v %+v", err, p)
		}
		found, err := s.planOf(t.Context(), plan.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := placement.Check(found.problem, found.plan); err != nil {
			t.Error(err)
		}
	})
}

// TestStoredPlanIsTheOneThatWasChecked reads a plan back from its rows.
func TestStoredPlanIsTheOneThatWasChecked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		plan := queuedPlan(t, s, openForPlans(t, s))
		if worked, err := s.RunNextJob(t.Context()); err != nil || !worked {
			t.Fatal(worked, err)
		}
		found, err := s.planOf(t.Context(), plan.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := placement.Check(found.problem, found.plan); err != nil {
			t.Error(err)
		}
		stored, err := s.Plans.Get(t.Context(), officer, plan.ID, domain.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if f := stored.Figures; f == nil || f.People != len(found.problem.People) || f.Pairs != len(found.problem.Pairs) || f.Parts != found.plan.Certificate.Parts {
			t.Errorf("%+v", f)
		}
		// Two more plans push it out of memory; it is read again.
		for range cachedPlans {
			other := queuedPlan(t, s, &domain.Programme{Meta: domain.Meta{ID: stored.ProgrammeID}})
			if worked, err := s.RunNextJob(t.Context()); err != nil || !worked {
				t.Fatal(worked, err)
			}
			if _, err := s.planOf(t.Context(), other.ID); err != nil {
				t.Fatal(err)
			}
		}
		again, err := s.planOf(t.Context(), plan.ID)
		if err != nil || again == found || again.plan.Certificate.Digest != found.plan.Certificate.Digest {
			t.Error(again == found, err)
		}
	})
}

func TestConflictOfAllOfAKindIsWorded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		err := infeasible(st.Read(t.Context()), &placement.Infeasible{Conflict: []placement.Constraint{
			{Kind: domain.ConstraintFloor}, {Kind: domain.ConstraintQuota}, {Kind: domain.ConstraintPerson, Value: 1}, {Kind: domain.ConstraintLimit, Value: 7}}})
		var e *infeasiblePlan
		if !errors.As(err, &e) || len(e.conflict) != 4 {
			t.Fatal(err)
		}
		const english = "every unit keeps its least number of people; no position has more people than seats; each person gets exactly one seat; at most 7 moves"
		const indonesian = "setiap unit mempertahankan jumlah minimum pegawainya; tidak ada jabatan dengan pegawai melebihi kursinya; setiap pegawai mendapat tepat satu kursi; paling banyak 7 perpindahan"
		if got := e.err.Detail(); !strings.HasSuffix(got, ": "+english) {
			t.Error(got)
		}
		if e.indonesian[0] != indonesian {
			t.Error(e.indonesian)
		}
	})
}

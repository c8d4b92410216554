package service

import (
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// TestWishesMetDoNotTellOfFewWhoseAreNot: people with wishes less wishes met are those whose wishes are not met.
func TestWishesMetDoNotTellOfFewWhoseAreNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s, err := New(t.Context(), st, Config{FilesDir: t.TempDir(), Hash: HashCost{MemoryKiB: 64, Passes: 1}})
		if err != nil {
			t.Fatal(err)
		}
		pr := openForPlans(t, s)
		j := &domain.Job{Kind: planJob, SubjectID: domain.NewID(), State: domain.JobDone}
		plan := &domain.Plan{ProgrammeID: pr.ID, State: domain.PlanReady, AsOf: s.Today(), Figures: &domain.PlanFigures{Moves: 30, Wished: 9},
			PlanInput: domain.PlanInput{Name: "Rencana", Kind: domain.PlanPlacement, PlannedDate: s.Today()}}
		err = st.Write(t.Context(), func(tx *repository.Tx) error {
			if err := repository.Jobs.Insert(tx, j); err != nil {
				return err
			}
			plan.JobID = j.ID
			return repository.Plans.Insert(tx, plan)
		})
		if err != nil {
			t.Fatal(err)
		}
		for wishing, told := range map[int]bool{9: true, 10: false, 13: false, 14: true} {
			p, err := publishedPlan(st.Read(t.Context()), pr.ID, &wishing)
			if err != nil {
				t.Fatal(err)
			}
			if (p.Wished != nil) != told || (p.WishesMet != nil) != told || p.Moves == nil || *p.Moves != 30 {
				t.Errorf("of %d: wished %v, met %v, moves %v", wishing, p.Wished, p.WishesMet, p.Moves)
			}
		}
	})
}

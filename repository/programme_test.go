package repository_test

import (
	"fmt"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// wishers adds programmes and, in one that is open, a list of five wishes of every person: four positions and their unit.
func wishers(t *testing.T, st *repository.Store) (programme domain.ID) {
	t.Helper()
	now := st.Now()
	meta := func() domain.Meta { return domain.Meta{ID: domain.NewID(), Version: 1, CreatedAt: now, UpdatedAt: now} }
	err := st.Write(t.Context(), func(tx *repository.Tx) error {
		programmes := make([]domain.Programme, 3000) // of fewer the planner reads all
		for i := range programmes {
			p := &programmes[i]
			p.Meta, p.State, p.Phase = meta(), domain.ProgrammeClosed, domain.PhaseEvaluation
			p.Name, p.Goal = fmt.Sprint("Program ", i), []string{"refresh", "workload_balance"}[i%2]
			p.NameNorm, p.StartsOn = domain.Norm(p.Name), domain.MustDate("2000-01-01").AddDays(i)
			p.EndsOn, p.Phases = p.StartsOn, []domain.Phase{}
		}
		programmes[7].State, programmes[7].Phase, programme = domain.ProgrammeOpen, domain.PhaseWishes, programmes[7].ID
		if err := repository.Programmes.InsertMany(tx, programmes); err != nil {
			return err
		}
		staff, err := repository.Staff.Where(tx, "nip", "1 = 1")
		if err != nil {
			return err
		}
		lists := make([]domain.Aspiration, len(staff))
		for i := range lists {
			a := &lists[i]
			a.Meta, a.StaffID, a.ProgrammeID, a.UnitID, a.State, a.OpenKey = meta(), staff[i].ID, programme, staff[i].UnitID, domain.AspirationActive, staff[i].ID
			for rank := 1; rank <= 4; rank++ {
				a.Wishes = append(a.Wishes, domain.Wish{PositionID: staff[(i*7+rank*rank*31)%len(staff)].PositionID, Rank: rank, Reason: "other"})
			}
			a.Wishes = append(a.Wishes, domain.Wish{UnitID: staff[(i*3+1)%len(staff)].UnitID, Rank: 5, Reason: "other"})
		}
		if err := repository.Aspirations.InsertMany(tx, lists); err != nil {
			return err
		}
		return repository.InsertWishes(tx, lists)
	})
	if err != nil {
		t.Fatal(err)
	}
	return programme
}

func TestWishesAreFoundByIndexes(t *testing.T) {
	st := planner(t)
	crowd(t, st, 2000)
	programme := wishers(t, st)
	for _, table := range []string{"programmes", "aspirations", "aspiration_wishes"} {
		if _, err := sqlOf(t, st).Exec("ANALYZE TABLE " + table); err != nil {
			t.Fatal(err)
		}
	}
	tx := st.Read(t.Context())
	staff, err := repository.Staff.Where(tx, "nip", "nip = '198503122010010042'")
	if err != nil || len(staff) != 1 {
		t.Fatal(len(staff), err)
	}
	wishes, err := repository.OpenWishes(tx, []domain.ID{staff[0].ID})
	if err != nil || len(wishes[staff[0].ID]) != 5 {
		t.Fatal(wishes, err)
	}
	person := wishes[staff[0].ID][0]
	probe(t, st, repository.Programmes, map[string]string{"state": "open", "goal": "refresh"})
	probe(t, st, repository.Aspirations, map[string]string{"staff_id": staff[0].ID.String(), "programme_id": programme.String(), "state": "withdrawn"})
	for what, read := range map[string]func() error{
		"of one person": func() error { _, err := repository.OpenWishes(tx, []domain.ID{staff[0].ID}); return err },
		"for one post": func() error {
			_, err := repository.Wishers(tx, person.PositionID, []domain.ID{staff[0].UnitID})
			return err
		},
		"a page of posts": func() error {
			_, err := repository.PositionDemand(tx, programme, domain.MustDate("2026-11-02"), "J1", 51)
			return err
		},
		"a page of units": func() error {
			_, err := repository.UnitDemand(tx, programme, domain.MustDate("2026-11-02"), "U1", 51)
			return err
		},
	} {
		start := time.Now()
		if err := read(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		t.Logf("%s: %s", what, time.Since(start).Round(time.Microsecond))
	}
	for what, q := range map[string]struct {
		query string
		args  []any
	}{
		"of one person": {"SELECT w.wish_rank FROM aspiration_wishes w JOIN programmes g ON g.id = w.programme_id AND g.state = 'open' WHERE w.staff_id IN (?)", []any{person.StaffID[:]}},
		"for one post":  {"SELECT w.staff_id FROM aspiration_wishes w JOIN programmes g ON g.id = w.programme_id AND g.state = 'open' WHERE w.position_id = ?", []any{person.PositionID[:]}},
	} {
		for _, p := range explain(t, sqlOf(t, st), q.query, q.args...) {
			if p.access == "ALL" || p.key == "" {
				t.Errorf("%s: %+v", what, p)
			}
		}
	}
}

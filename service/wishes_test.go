package service

import (
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// takingWishes is a programme of the whole agency whose wishes phase has begun today.
func takingWishes(t *testing.T, s *Service, name string) *domain.Programme {
	t.Helper()
	p, err := s.Programmes.Create(t.Context(), officer, func(in *domain.ProgrammeInput) error {
		in.Name, in.Goal, in.StartsOn, in.EndsOn = name, "refresh", s.Today(), s.Today().AddDays(9)
		for _, phase := range []string{domain.PhaseWishes, domain.PhasePlan, domain.PhaseDecision} {
			in.Phases = append(in.Phases, domain.Phase{Name: phase, StartsOn: in.StartsOn, EndsOn: in.EndsOn})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return advanceNow(t, s, p)
}

func advanceNow(t *testing.T, s *Service, p *domain.Programme) *domain.Programme {
	t.Helper()
	p, err := s.AdvanceProgramme(t.Context(), officer, p.ID, Match{Given: true, Version: p.Version})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wishFor states wishes in their order.
func wishFor(t *testing.T, s *Service, programme *domain.Programme, staff domain.ID, places ...domain.Wish) *domain.Aspiration {
	t.Helper()
	a, err := s.Aspirations.Create(t.Context(), officer, func(in *domain.AspirationInput) error {
		in.StaffID, in.ProgrammeID = staff, programme.ID
		for i, w := range places {
			w.Rank, w.Reason = i+1, "career_growth"
			in.Wishes = append(in.Wishes, w)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// wishOf is the part of a person's score against a position that wishes give, and why.
func wishOf(t *testing.T, s *Service, staff, position domain.ID) (int, string) {
	t.Helper()
	f, err := s.StaffFit(t.Context(), officer, staff.String(), position)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Details {
		if d.Name == "wish" {
			return d.Value, d.Reason
		}
	}
	t.Fatal("no part for wishes")
	return 0, ""
}

func TestWishesCountInScoresWhileTheirProgrammeIsOpen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		tx := s.store.Read(t.Context())
		posts := positionsWhere(t, s, "kind = 'pelaksana' AND active")
		people, err := repository.Staff.Where(tx, "nip", "status = 'active' AND position_id IN (SELECT id FROM positions WHERE kind = 'fungsional')")
		if err != nil {
			t.Fatal(err)
		}
		me, wished, other := people[0].ID, &posts[0], &posts[len(posts)-1]
		unit, err := repository.Units.Get(tx, domain.AllRows, wished.UnitID)
		if err != nil {
			t.Fatal(err)
		}
		above := domain.Wish{UnitID: unit.ID}
		if !unit.ParentID.IsZero() {
			above.UnitID = unit.ParentID // a unit stands for everything below it
		}
		if in, err := repository.InSubtree(tx, other.UnitID, above.UnitID); err != nil || in {
			t.Fatal("the two posts are too near each other", err)
		}
		want := func(what string, position domain.ID, value int, reason string) {
			t.Helper()
			if v, r := wishOf(t, s, me, position); v != value || r != reason {
				t.Errorf("%s: %d %q, want %d %q", what, v, r, value, reason)
			}
		}
		want("without a list", wished.ID, 0, "no_wishes")
		first := takingWishes(t, s, "Pertama")
		list := wishFor(t, s, first, me, domain.Wish{PositionID: posts[1].ID}, above)
		want("the second wish, for a unit", wished.ID, 9000, "wish")
		want("the first wish", posts[1].ID, 10000, "")
		want("a place not wished for", other.ID, 0, "wish")
		second := takingWishes(t, s, "Kedua")
		wishFor(t, s, second, me, domain.Wish{PositionID: wished.ID})
		want("the dearer of two programmes", wished.ID, 10000, "")
		for second.State == domain.ProgrammeOpen {
			second = advanceNow(t, s, second)
		}
		want("a closed programme", wished.ID, 9000, "wish")
		if err := s.WithdrawAspiration(t.Context(), officer, list.ID, Match{Given: true, Version: 1}); err != nil {
			t.Fatal(err)
		}
		want("withdrawn", wished.ID, 0, "no_wishes")
	})
}

func TestRankingsScoreWishesAsTheRegisterDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		tx := s.store.Read(t.Context())
		posts := positionsWhere(t, s, "kind IN ('pelaksana', 'fungsional') AND active")
		people, err := repository.Staff.Where(tx, "nip", "status = 'active' AND position_id IN (SELECT id FROM positions WHERE kind <> 'jpt_pratama')")
		if err != nil {
			t.Fatal(err)
		}
		to := posts[len(posts)/2]
		unit, err := repository.Units.Get(tx, domain.AllRows, to.UnitID)
		if err != nil {
			t.Fatal(err)
		}
		p := takingWishes(t, s, "Penataan")
		near := line(unit)
		for i, person := range people {
			away := posts[i%len(posts)]
			for away.ID == person.PositionID || away.ID == to.ID {
				away = posts[(i+len(posts)/3)%len(posts)]
				i++
			}
			here := domain.Wish{PositionID: to.ID}
			if person.PositionID == to.ID || i%2 == 0 {
				here = domain.Wish{UnitID: near[i%len(near)]}
			}
			switch i % 4 {
			case 0:
				wishFor(t, s, p, person.ID, here, domain.Wish{PositionID: away.ID})
			case 1:
				wishFor(t, s, p, person.ID, domain.Wish{PositionID: away.ID}, here)
			case 2:
				wishFor(t, s, p, person.ID, domain.Wish{PositionID: away.ID})
			}
		}
		sameRanking(t, to.Code, ask(t, s, to.ID, CandidateQuery{RankingQuery: RankingQuery{All: true, Limit: 61}}), slow(t, s, to.ID))
		for _, person := range people[:3] {
			page, err := s.Matches(t.Context(), officer, person.NIP, MatchQuery{RankingQuery: RankingQuery{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Limit: 200, All: true}})
			if err != nil {
				t.Fatal(err)
			}
			alone := map[domain.ID]int{}
			var transfers []transfer
			for _, m := range page.Items {
				transfers = append(transfers, transfer{on: s.Today(), open: true, p: &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: person.ID, ToPositionID: m.PositionID}}})
			}
			found, err := s.judgeAll(tx, transfers)
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range found {
				alone[j.dossier.To.ID] = j.Fit.Score
			}
			for i, m := range page.Items {
				if m.Fit.Score != alone[m.PositionID] || i > 0 && !(place{page.Items[i-1].Fit.Score, page.Items[i-1].PositionID}).before(place{m.Fit.Score, m.PositionID}) {
					t.Fatalf("%s, row %d: %d in the list, %d alone", person.NIP, i, m.Fit.Score, alone[m.PositionID])
				}
			}
		}
	})
}

package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/domain/placement"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/solver"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

func TestLimitsOfAProgrammeBoundItsProblem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := planCity(t, st)
		office := healthOffice(t, s)
		tx := s.store.Read(t.Context())
		units, err := repository.AllUnits(tx)
		if err != nil {
			t.Fatal(err)
		}
		positions, err := repository.AllPositions(tx)
		if err != nil {
			t.Fatal(err)
		}
		moves, fewer := 40, 25
		pr := storedProgramme(t, s, domain.PlanLimits{UnitIDs: []domain.ID{office.ID}, Kinds: []string{domain.KindFungsional}, Moves: &moves})
		b := problemOf(t, s, pr)
		p := b.Problem
		if p.Limit != 40 || len(p.People) < 100 || len(p.Pairs) == 0 {
			t.Fatal(p.Limit, len(p.People), len(p.Pairs))
		}
		if moveLimit(&moves, &fewer) != 25 || moveLimit(nil, nil) != -1 || moveLimit(nil, &fewer) != 25 {
			t.Error("the smaller limit counts")
		}
		for _, x := range p.Posts {
			if row := positions[x.ID]; row.Kind != domain.KindFungsional || !strings.HasPrefix(units[row.UnitID].Path, office.Path) {
				t.Errorf("%s is outside", row.Code)
			}
		}
		for _, x := range p.People {
			if x.Home == placement.None {
				t.Errorf("%v holds nothing here", x.ID)
			}
		}
		// Who holds no seat takes part where the whole agency does.
		idle := p.People[len(p.People)-1].ID
		err = s.store.Write(t.Context(), func(tx *repository.Tx) error {
			a, err := repository.CurrentAppointment(tx, idle, s.Today())
			if err != nil {
				return err
			}
			if err := repository.EndAppointment(tx, a.ID, s.Today()); err != nil {
				return err
			}
			return repository.SetCache(tx, idle, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		whole, part := problemOf(t, s, storedProgramme(t, s, domain.PlanLimits{})).Problem, problemOf(t, s, pr).Problem
		i := slices.IndexFunc(whole.People, func(x placement.Person) bool { return x.ID == idle })
		if i < 0 || whole.People[i].Home != placement.None || whole.People[i].Stay != 0 || len(whole.PairsOf(i)) == 0 {
			t.Error("who holds no seat takes part in a programme of the whole agency")
		}
		for _, x := range whole.PairsOf(max(i, 0)) {
			if x.Cost != 0 || x.Development != 0 {
				t.Fatalf("a first seat costs %d and develops %d", x.Cost, x.Development)
			}
		}
		if slices.ContainsFunc(part.People, func(x placement.Person) bool { return x.ID == idle }) || len(part.People) != len(p.People)-1 {
			t.Error("who holds no seat is not of one office")
		}
		// A cap and a floor that hold, and such that cannot.
		home := p.People[0].Home
		holders := 0
		for _, x := range p.People {
			if x.Home == home {
				holders++
			}
		}
		there := int(p.Posts[home].Taken) + holders
		unit := p.Units[p.Posts[home].Unit].ID
		pr.Limits.Quotas = []domain.PositionQuota{{PositionID: p.Posts[home].ID, Quota: there}}
		pr.Limits.Floors = []domain.UnitFloor{{UnitID: unit, Minimum: 1}}
		kept := problemOf(t, s, pr).Problem
		if kept.Posts[home].Quota != int32(there) || len(placement.Validate(kept)) > 0 {
			t.Errorf("a quota of %d became %d: %v", there, kept.Posts[home].Quota, placement.Validate(kept))
		}
		pr.Limits.Quotas[0].Quota, pr.Limits.Floors[0].Minimum = there-1, 5000
		bad := placement.Validate(problemOf(t, s, pr).Problem)
		if len(bad) != 2 || bad[0].Code != "below_holders" || bad[1].Code != "above_seats" || !strings.Contains(bad[0].Pointer, p.Posts[home].ID.String()) || !strings.Contains(bad[1].Pointer, unit.String()) {
			t.Errorf("what cannot hold: %v", bad)
		}
	})
}

func TestProblemEndsWhenItsJobDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		ctx, cancel := context.WithCancel(t.Context())
		pr := storedProgramme(t, s, domain.PlanLimits{})
		stages := map[string]bool{}
		_, err := s.buildProblem(ctx, s.store.Read(t.Context()), pr, domain.PlanInput{PlannedDate: s.Today()}, s.Today(), func(stage string, done, total int) {
			if stages[stage] = true; done == total && stage == stageRegister {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || !stages[stageRegister] || stages[stagePeople] {
			t.Errorf("%v after %v", err, stages)
		}
	})
}

// TestDiffTellsWhatChanged changes rows of the register and reads what became of the problem.
func TestDiffTellsWhatChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := planCity(t, st)
		pr := storedProgramme(t, s, domain.PlanLimits{UnitIDs: []domain.ID{healthOffice(t, s).ID}, Shortlist: 500})
		old := problemOf(t, s, pr).Problem
		if list, total := diffProblems(old, problemOf(t, s, pr).Problem); total != 0 || len(list) != 0 {
			t.Fatal("nothing changed", list)
		}
		p := old
		some := func(n int) domain.ID { // people with moves, one after the other
			for i := range p.People {
				if len(p.PairsOf(i)) > 3 && p.People[i].Home != placement.None {
					if n--; n < 0 {
						return p.People[i].ID
					}
				}
			}
			t.Fatal("too few people with moves")
			return domain.ID{}
		}
		left, barred, rated, wishing, promoted := some(0), some(1), some(2), some(3), some(4)
		wide := slices.IndexFunc(p.Posts, func(x placement.Post) bool { return x.Quota > 3 && x.Need > 100 })
		wider := p.Posts[wide].ID
		write := func(fn func(tx *repository.Tx) error) {
			t.Helper()
			if err := s.store.Write(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		write(func(tx *repository.Tx) error {
			if err := repository.SetStatus(tx, left, domain.StatusLeft); err != nil {
				return err
			}
			x, err := repository.Staff.Get(tx, domain.AllRows, barred)
			if err != nil {
				return err
			}
			yes := true
			x.InCourt = &yes
			if err := repository.Staff.Update(tx, x); err != nil {
				return err
			}
			post, err := repository.Positions.Get(tx, domain.AllRows, wider)
			if err != nil {
				return err
			}
			post.Quota += 2
			if err := repository.Positions.Update(tx, post); err != nil {
				return err
			}
			rows, err := repository.Ratings.Where(tx, "year DESC", "staff_id = ?", rated)
			if err != nil || len(rows) == 0 {
				return err
			}
			if rows[0].Results, rows[0].Behaviour = 3, 3; rows[0].Predicate == domain.SangatBaik {
				rows[0].Results, rows[0].Behaviour = 2, 2
			}
			rows[0].Predicate = domain.PredicateOf(rows[0].Results, rows[0].Behaviour)
			return repository.Ratings.Update(tx, &rows[0])
		})
		wish(t, s, pr, wishing, domain.Wish{UnitID: pr.Limits.UnitIDs[0], Rank: 1, Reason: "other"})
		// Somebody moves within the programme.
		var to domain.ID
		i := slices.IndexFunc(p.People, func(x placement.Person) bool { return x.ID == promoted })
		to = p.Posts[p.PairsOf(i)[0].Post].ID
		write(func(tx *repository.Tx) error {
			a, err := repository.CurrentAppointment(tx, promoted, s.Today())
			if err != nil {
				return err
			}
			if err := repository.EndAppointment(tx, a.ID, s.Today()); err != nil {
				return err
			}
			target, err := repository.Positions.Get(tx, domain.AllRows, to)
			if err != nil {
				return err
			}
			next := &domain.Appointment{StaffID: promoted, UnitID: target.UnitID, AppointmentInput: domain.AppointmentInput{PositionID: to, Kind: domain.Definitive, Assignment: "D", ValidFrom: s.Today()}}
			if err := repository.Appointments.Insert(tx, next); err != nil {
				return err
			}
			return repository.SetCache(tx, promoted, next)
		})
		pr.Limits.Floors = []domain.UnitFloor{{UnitID: p.Units[0].ID, Minimum: int(p.Units[0].Floor) + 1}}
		list, total := diffProblems(old, problemOf(t, s, pr).Problem)
		seen := map[string][]domain.ID{}
		for _, x := range list {
			if x.Text.English == "" || x.Text.Indonesian == "" || strings.Contains(x.Text.English, "%!") {
				t.Errorf("%+v", x)
			}
			seen[x.Kind] = append(seen[x.Kind], x.ID)
		}
		for kind, id := range map[string]domain.ID{changePersonLeft: left, changeUnlawful: barred, changeScore: rated, changeWishes: wishing, changePersonMoved: promoted, changeQuota: wider} {
			if !slices.Contains(seen[kind], id) {
				t.Errorf("%s of %v is missing: %v", kind, id, seen[kind])
			}
		}
		if len(seen[changePersonLeft]) != 1 || len(seen[changePersonMoved]) != 1 || len(seen[changePersonNew]) != 0 || len(seen[changeWishes]) != 1 || len(seen[changeScore]) != 1 || len(seen[changeFloor]) == 0 {
			t.Errorf("%d changes: %v", total, list)
		}
		if back, again := diffProblems(problemOf(t, s, pr).Problem, old); again != total || len(back) != len(list) {
			t.Errorf("%d changes one way, %d the other", total, again)
		}
	})
}

func TestDiffEndsItsListAndCountsOn(t *testing.T) {
	var old placement.Problem
	for i := range maxChanges + 50 {
		old.People = append(old.People, placement.Person{ID: domain.ID{byte(i >> 8), byte(i)}, Home: placement.None})
	}
	if list, total := diffProblems(&old, &placement.Problem{}); len(list) != maxChanges || total != maxChanges+50 || list[0].Kind != changePersonLeft {
		t.Errorf("%d of %d", len(list), total)
	}
}

func TestDiffTellsOfAPositionInAnotherUnit(t *testing.T) {
	units := []placement.Unit{{ID: domain.ID{1}}, {ID: domain.ID{2}}}
	old := placement.Problem{Units: units, Posts: []placement.Post{{ID: domain.ID{9}, Quota: 1}}}
	now := placement.Problem{Units: units, Posts: []placement.Post{{ID: domain.ID{9}, Quota: 1, Unit: 1}}}
	if list, total := diffProblems(&old, &now); total != 1 || list[0].Kind != changePostMoved || list[0].ID != old.Posts[0].ID {
		t.Error(list, total)
	}
}

// TestPlanEvensOutTheHealthCentres is what a programme for an even load is for: the spread among the health centres falls by a third
// or more, and no unit gives away people whom it needs.
func TestPlanEvensOutTheHealthCentres(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := planCity(t, st)
		balance, err := s.Balance(t.Context(), officer, NeedsQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for name, limits := range map[string]domain.PlanLimits{"whole city": {}, "health office": {UnitIDs: []domain.ID{healthOffice(t, s).ID}}} {
			b := problemOf(t, s, storedProgramme(t, s, limits))
			start, err := feasible.Start(b.Problem)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := solver.Solve(t.Context(), b.Problem, start, nil)
			if err != nil {
				t.Fatal(err)
			}
			f := b.figures(plan)
			before, after := f.Before.ByKind["puskesmas"], f.After.ByKind["puskesmas"]
			if int64(*after.CV)*10 > int64(*before.CV)*7 || !f.Optimal || f.Moves == 0 {
				t.Errorf("%s: the spread goes from %s to %s in %d moves", name, before.CV, after.CV, f.Moves)
			}
			t.Logf("%s: %d moves, %s to %s among %d health centres", name, f.Moves, before.CV, after.CV, after.Units)
			if name == "whole city" && (f.Before.Units.Units != balance.Spread.Units || *f.Before.Units.CV != *balance.Spread.CV || *f.Before.Units.Gini != *balance.Spread.Gini) {
				t.Errorf("before: %+v, /needs/balance says %+v", f.Before.Units, balance.Spread)
			}
			donorsKeepTheirMinimum(t, s, b, plan)
			movesAddUp(t, b, plan, f)
		}
	})
}

// donorsKeepTheirMinimum compares with the arithmetic of /needs/balance.
func donorsKeepTheirMinimum(t *testing.T, s *Service, b *built, plan *placement.Plan) {
	t.Helper()
	after := b.after(plan)
	for _, u := range b.units {
		was, is := u.fixed, u.fixed
		for _, j := range u.posts {
			was.Add(&b.posts[j])
			is.Add(&after[j])
		}
		if is.Counted() < was.Counted() && is.Counted() < needs.Minimum(is.Need, domain.DefaultParameters.Needs.MinimumFill) {
			t.Errorf("%v falls from %d to %d people of a need of %s", u.id, was.Counted(), is.Counted(), is.Need)
		}
	}
}

// movesAddUp checks that the gains of the moves are those of the plan, and that /needs/whatif sees the same balance.
func movesAddUp(t *testing.T, b *built, plan *placement.Plan, f *domain.PlanFigures) {
	t.Helper()
	p := b.Problem
	worth := func(seats []int32) (sum domain.PlanParts) {
		used := make([]int32, len(p.Posts))
		for i, j := range seats {
			switch {
			case j == placement.None:
				continue
			case j == p.People[i].Home:
				sum.Add(p.StayParts(i))
			default:
				sum.Add(p.MoveParts(p.PairOf(i, j)))
			}
			used[j]++
			sum.Need += p.SeatValue(j, p.Posts[j].Taken+used[j])
		}
		return sum
	}
	stay := make([]int32, len(p.People))
	for i := range stay {
		stay[i] = p.People[i].Home
	}
	now, then := worth(stay), worth(plan.Seats)
	moves, sum := b.moves(plan), int64(0)
	for n, m := range moves {
		if m.Number != n+1 || m.Gain != m.Parts.Total()-m.Stay.Total() {
			t.Errorf("%+v", m)
		}
		sum += m.Gain
	}
	if then != f.Parts || f.Gain.Total() != then.Total()-now.Total() || sum != f.Gain.Total() || f.Gain.Need != then.Need-now.Need || f.Moves != len(moves) {
		t.Errorf("gain %+v of %+v, moves add up to %d; before %+v", f.Gain, f.Parts, sum, now)
	}
}

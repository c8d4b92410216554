package service_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/domain/needs"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// wholeTable walks the needs table by position.
func wholeTable(t *testing.T, svc *service.Service) ([]service.NeedPosition, needs.Totals) {
	t.Helper()
	var list []service.NeedPosition
	q := service.NeedsQuery{Limit: 200}
	for {
		page, err := svc.Needs(t.Context(), auditor, q)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, page.Items.([]service.NeedPosition)...)
		if page.NextCursor == nil {
			return list, page.Totals
		}
		q.Cursor = *page.NextCursor
	}
}

// TestNeedsOfTheSampleCityAgainstTheRows counts every position of the sample city again from its rows, person by person.
func TestNeedsOfTheSampleCityAgainstTheRows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc := withDemo(t, st, demoSize(t))
		tx := st.Read(context.Background())
		positions, err := repository.Positions.Where(tx, "code", "active = ?", true)
		if err != nil {
			t.Fatal(err)
		}
		staff, err := repository.Staff.Where(tx, "id", "position_id IS NOT NULL")
		if err != nil {
			t.Fatal(err)
		}
		holders := map[domain.ID][]domain.Staff{}
		for _, s := range staff {
			holders[s.PositionID] = append(holders[s.PositionID], s)
		}
		table, totals := wholeTable(t, svc)
		if len(table) != len(positions) {
			t.Fatalf("%d rows of %d positions", len(table), len(positions))
		}
		today := svc.Today()
		sums := struct{ filled, load, need int64 }{}
		retiring := [6]int64{}
		for i, row := range table {
			p := positions[i]
			if row.PositionID != p.ID || row.PositionCode != p.Code {
				t.Fatalf("row %d is %s, want %s", i, row.PositionCode, p.Code)
			}
			wl, err := repository.CountingWorkload(tx, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			var pns, pppk int64
			gone := [6]int64{}
			for _, s := range holders[p.ID] {
				if s.Employment == domain.EmploymentPNS {
					pns++
				} else {
					pppk++
				}
				for k := range gone {
					if !needs.RetiresOn(s.BirthDate, p.RetirementAgeYears()).After(today.AddYears(k)) {
						gone[k]++
					}
				}
			}
			for k := range gone {
				retiring[k] += gone[k]
			}
			if row.FilledPNS != pns || row.FilledPPPK != pppk || row.Overdue != gone[0] || row.Quota != int64(p.Quota) {
				t.Fatalf("%s: %+v, want %d PNS, %d PPPK, %d overdue", p.Code, row, pns, pppk, gone[0])
			}
			for k, n := range row.Retirements {
				if n != gone[k+1]-gone[k] {
					t.Fatalf("%s: %v retire, want %v", p.Code, row.Retirements, gone)
				}
			}
			sums.filled += pns + pppk
			switch {
			case domain.Structural(p.Kind):
				if wl != nil || *row.Need != 100 || row.EJ != nil || !row.NoAnalysis {
					t.Fatalf("%s: %+v", p.Code, row)
				}
			case wl == nil:
				t.Fatalf("%s has no analysis", p.Code)
			default:
				load := int64(0)
				for _, task := range wl.Tasks {
					load += task.Load()
				}
				if int64(*row.TotalLoad)*100 != load || *row.Need != needs.DefaultBasis.Need(needs.Load(load)) || *row.Year != int64(today.Year()-1) {
					t.Fatalf("%s: %+v of %d", p.Code, row, load)
				}
				if ej, ok := needs.DefaultBasis.Effectiveness(needs.Load(load), pns+pppk); ok != (row.EJ != nil) || ok && (ej != *row.EJ || needs.GradeOf(ej).Letter != *row.Grade) {
					t.Fatalf("%s: EJ %v, want %s", p.Code, row.EJ, ej)
				}
				sums.load += load
			}
			sums.need += int64(*row.Need)
		}
		if totals.Filled != sums.filled || int64(*totals.TotalLoad)*100 != sums.load || int64(*totals.Need) != sums.need || totals.Overdue != retiring[0] || totals.NoAnalysis != 0 {
			t.Errorf("totals %+v, want %+v", totals, sums)
		}
		byUnit, err := svc.Needs(t.Context(), auditor, service.NeedsQuery{Limit: 1, ByUnit: true})
		if err != nil {
			t.Fatal(err)
		}
		if root := byUnit.Items.([]service.NeedUnit)[0]; root.Filled != totals.Filled || *root.Need != *totals.Need || *root.Gap != *totals.Gap || byUnit.Totals.Filled != totals.Filled {
			t.Errorf("the root unit has %+v, the whole %+v", root.Totals, totals)
		}
		if found, err := svc.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("doctor: %v %v", found, err)
		}
	})
}

// TestSampleCityShowsTheOverloadedAndTheIdle is the case of Pematangsiantar: one health centre drowns, another idles.
func TestSampleCityShowsTheOverloadedAndTheIdle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc := withDemo(t, st, demoSize(t))
		n := city.Build(demoSize(t)-city.Examples, 1, svc.Today(), st.Now()).Notable
		unit := func(id domain.ID) service.UnitBalance {
			b, err := svc.Balance(t.Context(), auditor, service.NeedsQuery{Limit: 200, AncestorID: id})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(b.Items, func(x service.UnitBalance) bool { return x.UnitID == id })
			if i < 0 {
				t.Fatalf("no balance of the unit among %d", len(b.Items))
			}
			return b.Items[i]
		}
		ids := notableUnits(t, st, n)
		busy, idle := unit(ids[0]), unit(ids[1])
		if busy.EU == nil || *busy.EU <= 10000 || *busy.Grade != "A" || busy.CanRelease != 0 {
			t.Errorf("overloaded: %+v", busy)
		}
		if idle.EU == nil || *idle.EU >= 7000 || idle.Spare == 0 {
			t.Errorf("idle: %+v", idle)
		}
		b, err := svc.Balance(t.Context(), auditor, service.NeedsQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if b.Spread.CV == nil || *b.Spread.CV == 0 || *b.Spread.Gini == 0 || len(b.MostOverloaded) != 10 || len(b.Idlest) != 10 {
			t.Errorf("%+v", b.Spread)
		}
	})
}

// notableUnits are the overloaded and the idle health centre as stored: ids of the city are those of its builder.
func notableUnits(t *testing.T, st *repository.Store, n city.Notable) [2]domain.ID {
	t.Helper()
	ids := [2]domain.ID{n.OverloadedHealthCentre, n.IdleHealthCentre}
	found, err := repository.Units.ByIDs(st.Read(t.Context()), ids[:])
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || !strings.Contains(found[ids[0]].Name, "Puskesmas") {
		t.Fatalf("%v", found)
	}
	return ids
}

// TestWhatIfAddsUp asks for moves all over the sample city: the whole before is the table, and the changes of the parts are
// the change of the whole.
func TestWhatIfAddsUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc := withDemo(t, st, demoSize(t))
		moves := someMoves(t, st, 60)
		ask := func(moves []needs.Move) *service.WhatIf {
			w, err := svc.WhatIf(t.Context(), auditor, service.WhatIfInput{Moves: moves})
			if err != nil {
				t.Fatal(err)
			}
			return w
		}
		w := ask(moves)
		_, totals := wholeTable(t, svc)
		if *w.Before.Totals.Need != *totals.Need || w.Before.Totals.Filled != totals.Filled || w.After.Totals.Filled != totals.Filled || *w.After.Totals.TotalLoad != *totals.TotalLoad {
			t.Errorf("before %+v, the table has %+v", w.Before.Totals, totals)
		}
		var out, in int64
		for _, p := range w.Positions {
			if d := p.After.Filled - p.Before.Filled; d < 0 {
				out -= d
			} else {
				in += d
			}
		}
		if out != in || in == 0 || in > 60 {
			t.Errorf("%d leave, %d arrive", out, in)
		}
		change := needs.Sum{}
		for _, u := range w.Units {
			change.Surplus += u.After.Surplus - u.Before.Surplus
			change.Shortage += u.After.Shortage - u.Before.Shortage
		}
		if w.Before.Totals.Surplus+change.Surplus != w.After.Totals.Surplus || w.Before.Totals.Shortage+change.Shortage != w.After.Totals.Shortage {
			t.Errorf("the units' changes do not add up to the whole")
		}
		back := slices.Clone(moves)
		slices.Reverse(back)
		if again := ask(back); *again.After.Spread.CV != *w.After.Spread.CV || *again.After.Spread.Gini != *w.After.Spread.Gini || len(again.Warnings) != len(w.Warnings) {
			t.Errorf("the order of the moves matters")
		}
	})
}

// TestDoctorSeesABrokenAnalysis spoils stored analyses one way at a time.
func TestDoctorSeesABrokenAnalysis(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc := withDemo(t, st, 1000)
		db, err := st.SQL()
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct{ spoil, mend, finding string }{
			{"UPDATE workloads SET total_load = total_load + 1000000000", "UPDATE workloads SET total_load = total_load - 1000000000", "does not add up to its tasks"},
			{"UPDATE workloads SET need_raw = need_raw + 2", "UPDATE workloads SET need_raw = need_raw - 2", "does not follow from its load"},
			{"UPDATE workloads SET counts = NULL", "UPDATE workloads SET counts = 1", "is not the one that counts"},
			{"UPDATE workloads SET latest = NULL", "UPDATE workloads SET latest = 1", "is not marked as the latest"},
		} {
			if _, err := db.Exec(x.spoil); err != nil {
				t.Fatal(err)
			}
			found, err := svc.Doctor(t.Context())
			if err != nil || !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, x.finding) }) {
				t.Errorf("%s: %d findings, %v", x.spoil, len(found), err)
			}
			if _, err := db.Exec(x.mend); err != nil {
				t.Fatal(err)
			}
		}
		if found, err := svc.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%v %v", found, err)
		}
	})
}

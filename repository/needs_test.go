package repository_test

import (
	"context"
	"fmt"
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// TestNeedRowsKnowTheAgeLimit holds the SQL of the age limit against the domain's rule, for every kind and level, and the
// bounds of each limit against the day of birth.
func TestNeedRowsKnowTheAgeLimit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx := context.Background()
		u := unit("DINKES", "Dinas Kesehatan")
		want := map[string]int{}
		born := domain.MustDate("1960-05-31")
		err := st.Write(ctx, func(tx *repository.Tx) error {
			clear(want)
			if err := repository.Units.Insert(tx, u); err != nil {
				return err
			}
			n := 0
			for _, kind := range []string{domain.KindJPTPratama, domain.KindAdministrator, domain.KindPengawas, domain.KindFungsional, domain.KindPelaksana} {
				for _, level := range append([]string{""}, domain.JFLevels...) {
					for _, age := range []int{0, 50, 56, 75} {
						n++
						p := &domain.Position{PositionInput: domain.PositionInput{Code: fmt.Sprintf("P%03d", n), Title: "Jabatan", UnitID: u.ID, Kind: kind, Level: level, Quota: 1,
							Majors: []string{}, RetirementAge: age, Active: true}, TitleNorm: "jabatan"}
						if err := repository.Positions.Insert(tx, p); err != nil {
							return err
						}
						want[p.Code] = p.RetirementAgeYears()
						s := &domain.Staff{StaffInput: domain.StaffInput{NIP: fmt.Sprintf("196005311985031%03d", n), Name: "Ani", Employment: "pns", Sex: "female", BirthDate: born, UnitID: u.ID,
							PositionID: p.ID, Status: domain.StatusActive, LegalStatus: "01"}, NameNorm: "ani"}
						if err := repository.Staff.Insert(tx, s); err != nil {
							return err
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		// Of every limit, the third bound is the day after the birth: nobody was born before the first three.
		bounds := func(age int) [repository.NeedYears + 1]domain.Date {
			var b [repository.NeedYears + 1]domain.Date
			for k := range b {
				b[k] = born.AddDays(k - 2)
			}
			if age == 56 {
				b[0] = born.AddDays(1) // this limit alone was reached long ago
			}
			return b
		}
		seen := 0
		err = repository.EachNeed(st.Read(ctx), repository.NeedsQuery{Scope: domain.AllRows, Bounds: bounds}, func(r *repository.NeedRow) error {
			seen++
			limit := want[string(r.Code)]
			if r.Age != limit {
				t.Errorf("%s %s: limit %d, want %d", r.Kind, r.Level, r.Age, limit)
			}
			leaving := [repository.NeedYears + 1]int64{0, 0, 0, 1, 1, 1}
			switch limit {
			case 0:
				leaving = [repository.NeedYears + 1]int64{}
			case 56:
				leaving[0] = 1
			}
			if r.Leaving != leaving || r.PNS != 1 || r.PPPK != 0 || r.Year != 0 || string(r.UnitName) != "Dinas Kesehatan" {
				t.Errorf("%s %s %d: %+v, want %v", r.Kind, r.Level, limit, r, leaving)
			}
			return nil
		})
		if err != nil || seen != len(want) {
			t.Errorf("%d rows of %d, %v", seen, len(want), err)
		}
		none := repository.NeedsQuery{Scope: domain.Scope{Reach: domain.ReachSelf}, Bounds: bounds}
		if err := repository.EachNeed(st.Read(ctx), none, func(*repository.NeedRow) error { return fmt.Errorf("a row out of scope") }); err != nil {
			t.Error(err)
		}
	})
}

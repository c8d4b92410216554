package repository_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

func unit(code, name string) *domain.Unit {
	u := &domain.Unit{UnitInput: domain.UnitInput{Code: code, Name: name, Active: true}, NameNorm: domain.Norm(name)}
	u.ID = domain.NewID()
	u.Place(nil)
	return u
}

func TestTableRoundTripAndPaging(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx := context.Background()
		var saved *domain.Unit
		err := st.Write(ctx, func(tx *repository.Tx) error {
			for i := range 7 {
				saved = unit(fmt.Sprintf("U%d", i), fmt.Sprintf("Dinas Étoile %d", i/2))
				saved.ValidFrom = domain.MustDate("2024-02-29")
				if err := repository.Units.Insert(tx, saved); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := repository.Units.Get(st.Read(ctx), domain.AllRows, saved.ID)
		if err != nil {
			t.Fatal(err)
		}
		got.CreatedAt, got.UpdatedAt = got.CreatedAt.UTC(), got.UpdatedAt.UTC()
		if *got != *saved {
			t.Fatalf("read %+v, wrote %+v", got, saved)
		}
		var codes []string
		q := domain.Query{Limit: 3, Count: true, Sort: "-name", Q: "étoi dinas"}
		for {
			page, err := repository.Units.List(st.Read(ctx), domain.AllRows, q)
			if err != nil {
				t.Fatal(err)
			}
			if *page.Total != 7 {
				t.Fatalf("total %d", *page.Total)
			}
			for _, u := range page.Items {
				codes = append(codes, u.Code)
			}
			if page.NextCursor == nil {
				break
			}
			q.Cursor = *page.NextCursor
		}
		if s := fmt.Sprint(codes); s != "[U6 U5 U4 U3 U2 U1 U0]" {
			t.Fatal(s)
		}
		err = st.Write(ctx, func(tx *repository.Tx) error { return repository.Units.Insert(tx, unit("U1", "x")) })
		if domain.CodeOf(err) != "duplicate" {
			t.Fatalf("second U1: %v", err)
		}
		stale := *got
		stale.Name = "a"
		for i, want := range []string{"", "version_mismatch"} {
			again := stale
			again.Version = got.Version
			err := st.Write(ctx, func(tx *repository.Tx) error { return repository.Units.Update(tx, &again) })
			if code := domain.CodeOf(err); err != nil && code != want || err == nil && want != "" {
				t.Fatalf("update %d: %v", i, err)
			}
		}
	})
}

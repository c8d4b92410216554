package repository_test

import (
	"fmt"
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// A word with more hits than the query wants to collect is found another way; the answer must be the same.
func TestSearchForACommonWord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		const n = 4400
		units := make([]domain.Unit, n)
		for i := range units {
			name := fmt.Sprintf("Dinas %04d", i)
			if i%2 == 0 {
				name += " Utara"
			}
			u := unit(fmt.Sprint("U", i), name)
			u.Version, u.CreatedAt, u.UpdatedAt = 1, st.Now(), st.Now()
			units[i] = *u
		}
		if err := st.Write(t.Context(), func(tx *repository.Tx) error { return repository.Units.InsertMany(tx, units) }); err != nil {
			t.Fatal(err)
		}
		for q, want := range map[string]int{"dinas": n, "din": n, "utara": n / 2, "dinas utara": n / 2, "din ut 0042": 1, "dinas 0042": 1, "dinas selatan": 0} {
			query := domain.Query{Q: q, Limit: 200, Sort: "-name"}
			found, last := 0, "~"
			for {
				page, err := repository.Units.List(st.Read(t.Context()), domain.AllRows, query)
				if err != nil {
					t.Fatal(err)
				}
				for _, u := range page.Items {
					if found++; u.NameNorm >= last {
						t.Fatalf("%q: %q comes after %q", q, u.NameNorm, last)
					}
					last = u.NameNorm
				}
				if page.NextCursor == nil {
					break
				}
				query.Cursor = *page.NextCursor
			}
			if found != want {
				t.Errorf("%q finds %d units, want %d", q, found, want)
			}
			page, err := repository.Units.List(st.Read(t.Context()), domain.AllRows, domain.Query{Q: q, Limit: 1, Count: true})
			if err != nil || *page.Total != int64(want) {
				t.Errorf("%q counts %v units, want %d: %v", q, page.Total, want, err)
			}
		}
	})
}

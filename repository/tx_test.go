package repository_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

var deadlock = &mysqldriver.MySQLError{Number: 1213, Message: "Deadlock found when trying to get lock"}

func TestDeadlockIsTriedAgainAndNothingOfTheFirstTriesStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		tries := 0
		err := st.Write(t.Context(), func(tx *repository.Tx) error {
			tries++
			if err := repository.Units.Insert(tx, unit("DINKES", "Dinas Kesehatan")); err != nil {
				return err
			}
			if tries < 3 {
				return deadlock
			}
			return nil
		})
		if err != nil || tries != 3 {
			t.Fatalf("%v after %d tries", err, tries)
		}
		if n, err := repository.Units.Count(st.Read(t.Context()), "code = ?", "DINKES"); n != 1 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

func TestEndlessDeadlockIsGivenUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		tries := 0
		err := st.Write(t.Context(), func(*repository.Tx) error { tries++; return deadlock })
		var e *domain.Error
		if !errors.As(err, &e) || e.Kind != domain.Unavailable || e.RetryAfter == 0 || tries != 6 {
			t.Errorf("%v after %d tries", err, tries)
		}
		ctx, cancel := context.WithCancel(t.Context())
		tries = 0
		err = st.Write(ctx, func(*repository.Tx) error { tries++; cancel(); return deadlock })
		if domain.CodeOf(err) != "cancelled" || tries != 1 {
			t.Errorf("a cancelled request: %v after %d tries", err, tries)
		}
		tries = 0
		mine := domain.Errorf(domain.Conflict, "in_use", "no")
		if err := st.Write(t.Context(), func(*repository.Tx) error { tries++; return mine }); !errors.Is(err, mine) || tries != 1 {
			t.Errorf("an error of ours: %v after %d tries", err, tries)
		}
	})
}

func TestPanicRollsBackAndReleasesTheConnection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		for range 12 { // more often than there are connections
			func() {
				defer func() { _ = recover() }()
				_ = st.Write(t.Context(), func(tx *repository.Tx) error {
					if err := repository.Units.Insert(tx, unit("X", "x")); err != nil {
						t.Error(err)
					}
					panic("boom")
				})
			}()
		}
		if n, err := repository.Units.Count(st.Read(t.Context()), "1 = 1"); n != 0 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// TestSQLiteWritersTakeTheLockWhenTheyBegin: a writer that took it only at its first write could be refused in the middle.
func TestSQLiteWritersTakeTheLockWhenTheyBegin(t *testing.T) {
	dsn := dbtest.DSNs(t)["sqlite"]
	st, err := repository.Open(t.Context(), dsn, repository.Options{Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	other, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(dsn, "sqlite:")+"?_pragma=busy_timeout(0)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	err = st.Write(t.Context(), func(*repository.Tx) error { // has written nothing yet
		if tx, err := other.Begin(); err == nil {
			_ = tx.Rollback()
			return errors.New("another writer could begin")
		} else if !strings.Contains(err.Error(), "locked") {
			return err
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(); err != nil {
		t.Error(err)
	}
}

func TestReadersDoNotWaitForAWriter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		err := st.Write(ctx, func(tx *repository.Tx) error {
			if err := repository.Units.Insert(tx, unit("X", "x")); err != nil {
				return err
			}
			n, err := repository.Units.Count(st.Read(ctx), "1 = 1")
			if n != 0 {
				t.Errorf("%d rows before the commit", n)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestSnapshotSeesOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		insert := func(ctx context.Context, code string) error {
			return st.Write(ctx, func(tx *repository.Tx) error { return repository.Units.Insert(tx, unit(code, code)) })
		}
		if err := insert(t.Context(), "LAMA"); err != nil {
			t.Fatal(err)
		}
		err := st.Snapshot(t.Context(), func(tx *repository.Tx) error {
			for _, code := range []string{"BARU", "LAGI"} {
				if n, err := repository.Units.Count(tx, "1 = 1"); n != 1 || err != nil {
					t.Errorf("before %s: %d rows, %v", code, n, err)
				}
				if err := insert(t.Context(), code); err != nil { // by another connection, and committed
					return err
				}
			}
			if all, err := repository.Units.Where(tx, "code", "1 = 1"); err != nil || len(all) != 1 {
				t.Errorf("%d rows, %v", len(all), err)
			}
			if err := repository.Units.Insert(tx, unit("TULIS", "Tulis")); err == nil {
				t.Error("a snapshot is for reading")
			}
			return nil
		})
		if n, count := repository.Units.Count(st.Read(t.Context()), "1 = 1"); err != nil || n != 3 || count != nil {
			t.Errorf("afterwards %d rows, %v, %v", n, err, count)
		}
	})
}

func TestNumbersRiseWithoutGapsUnderLoad(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		const n = 40
		got := make(chan int, n)
		for i := range n {
			go func() {
				var number int
				err := st.Write(t.Context(), func(tx *repository.Tx) (err error) {
					number, err = repository.NextNumber(tx, "proposal", 2026)
					if err == nil && i%4 == 0 {
						return domain.Errorf(domain.Conflict, "in_use", "changed my mind")
					}
					return err
				})
				if err != nil {
					number = 0
					if domain.CodeOf(err) != "in_use" {
						t.Error(err)
					}
				}
				got <- number
			}()
		}
		seen := map[int]bool{}
		for range n {
			if v := <-got; v > 0 {
				if seen[v] {
					t.Errorf("%d twice", v)
				}
				seen[v] = true
			}
		}
		for i := 1; i <= len(seen); i++ {
			if !seen[i] {
				t.Errorf("%d is missing", i)
			}
		}
		if len(seen) != n*3/4 {
			t.Errorf("%d numbers", len(seen))
		}
	})
}

func TestStaleAndMissingRowsAreToldApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		u := unit("DINKES", "Dinas Kesehatan")
		write := func(fn func(*repository.Tx) error) error { return st.Write(t.Context(), fn) }
		if err := write(func(tx *repository.Tx) error { return repository.Units.Insert(tx, u) }); err != nil {
			t.Fatal(err)
		}
		clock.Add(1234567 * time.Microsecond)
		again := *u
		if err := write(func(tx *repository.Tx) error { return repository.Units.Update(tx, &again) }); err != nil || again.Version != 2 {
			t.Fatalf("%v %d", err, again.Version)
		}
		got, err := repository.Units.Get(st.Read(t.Context()), domain.AllRows, u.ID)
		if err != nil || !got.UpdatedAt.Equal(clock.Now()) || !got.CreatedAt.Equal(u.CreatedAt) {
			t.Errorf("%v: created %s, updated %s, now %s", err, got.CreatedAt, got.UpdatedAt, clock.Now())
		}
		old := *u
		for what, err := range map[string]error{
			"update": write(func(tx *repository.Tx) error { o := old; return repository.Units.Update(tx, &o) }),
			"delete": write(func(tx *repository.Tx) error { o := old; return repository.Units.Delete(tx, &o) }),
		} {
			if domain.CodeOf(err) != "version_mismatch" {
				t.Errorf("%s: %v", what, err)
			}
		}
		child := unit("PUSK", "Puskesmas")
		child.ParentID = u.ID
		if err := write(func(tx *repository.Tx) error { return repository.Units.Insert(tx, child) }); err != nil {
			t.Fatal(err)
		}
		if err := write(func(tx *repository.Tx) error { o := again; return repository.Units.Delete(tx, &o) }); domain.CodeOf(err) != "in_use" {
			t.Errorf("%v", err)
		}
		lost := unit("LOST", "Hilang")
		lost.ParentID = domain.NewID()
		if err := write(func(tx *repository.Tx) error { return repository.Units.Insert(tx, lost) }); domain.CodeOf(err) != "validation_failed" {
			t.Errorf("%v", err)
		}
	})
}

// TestNoScopeReachesNothing: a scope that was forgotten must show no rows, not all of them.
func TestNoScopeReachesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := &domain.Staff{StaffInput: domain.StaffInput{NIP: "198503122010011001", Name: "Andi", Employment: "pns", Sex: "male", BirthDate: domain.MustDate("1985-03-12"), Status: "active", LegalStatus: "01"}, NameNorm: "andi"}
		if err := st.Write(t.Context(), func(tx *repository.Tx) error { return repository.Staff.Insert(tx, s) }); err != nil {
			t.Fatal(err)
		}
		for what, sc := range map[string]domain.Scope{"none": {}, "self without a person": {Reach: domain.ReachSelf}, "a unit without a unit": {Reach: domain.ReachUnit}, "another person": {Reach: domain.ReachSelf, StaffID: domain.NewID()}} {
			page, err := repository.Staff.List(st.Read(t.Context()), sc, domain.Query{Count: true})
			if err != nil || len(page.Items) != 0 || *page.Total != 0 {
				t.Errorf("%s: %d rows, %v", what, len(page.Items), err)
			}
			if _, err := repository.Staff.Get(st.Read(t.Context()), sc, s.ID); domain.CodeOf(err) != "not_found" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if page, err := repository.Staff.List(st.Read(t.Context()), domain.Scope{Reach: domain.ReachSelf, StaffID: s.ID}, domain.Query{}); err != nil || len(page.Items) != 1 {
			t.Errorf("self: %v %v", page.Items, err)
		}
	})
}

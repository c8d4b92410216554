package service_test

import (
	"context"
	"database/sql"
	"os"
	"slices"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// benchEnv names the database of the benchmarks: mysql://user@host:port/name. An empty one is filled with a sample city of
// 25,000 staff, which takes a minute or two; it stays for the next run.
//
//	MUTASI_BENCH_DSN=mysql://root@127.0.0.1:3306/mutasi_bench go test ./service -run '^$' -bench Needs -benchtime 20x
const benchEnv = "MUTASI_BENCH_DSN"

func benchCity(b *testing.B) (*repository.Store, *service.Service) {
	b.Helper()
	dsn := os.Getenv(benchEnv)
	if dsn == "" {
		var err error
		if dsn, err = dbtest.Database("mutasi_bench"); err != nil {
			b.Fatal(err)
		}
	}
	ctx := context.Background()
	st, err := repository.Open(ctx, dsn, repository.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	if err := st.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	svc, err := service.New(ctx, st, service.Config{FilesDir: b.TempDir(), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		b.Fatal(err)
	}
	if err := svc.Demo(ctx, 25000, func(string, int, int) {}); err != nil {
		b.Fatal(err)
	}
	return st, svc
}

// BenchmarkNeedsSQL is the bare statement: every row fetched as the driver has it, nothing made of it.
func BenchmarkNeedsSQL(b *testing.B) {
	st, svc := benchCity(b)
	query, args, err := repository.NeedsSQL(st.Read(b.Context()), repository.NeedsQuery{Scope: domain.AllRows, Bounds: needs.LeaveFrom(svc.Today()).Bounds})
	if err != nil {
		b.Fatal(err)
	}
	db, err := st.SQL()
	if err != nil {
		b.Fatal(err)
	}
	stmt, err := db.Prepare(query)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rows, err := stmt.Query(args...)
		if err != nil {
			b.Fatal(err)
		}
		cols, err := rows.Columns()
		if err != nil {
			b.Fatal(err)
		}
		raw, dst := make([]sql.RawBytes, len(cols)), make([]any, len(cols))
		for i := range raw {
			dst[i] = &raw[i]
		}
		n := 0
		for rows.Next() {
			if err := rows.Scan(dst...); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "positions")
	}
}

// BenchmarkNeedsWholeCity is GET /needs without a filter: totals of the whole city and its first page.
func BenchmarkNeedsWholeCity(b *testing.B) {
	_, svc := benchCity(b)
	for b.Loop() {
		if _, err := svc.Needs(b.Context(), auditor, service.NeedsQuery{Limit: 50}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNeedsByUnit is the same by unit.
func BenchmarkNeedsByUnit(b *testing.B) {
	_, svc := benchCity(b)
	for b.Loop() {
		if _, err := svc.Needs(b.Context(), auditor, service.NeedsQuery{Limit: 50, ByUnit: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNeedsWhatIf is what-if with 500 moves.
func BenchmarkNeedsWhatIf(b *testing.B) {
	st, svc := benchCity(b)
	in := service.WhatIfInput{Moves: someMoves(b, st, 500)}
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := svc.WhatIf(b.Context(), auditor, in); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Milliseconds()), "p95-ms")
}

// someMoves finds people and free seats elsewhere.
func someMoves(tb testing.TB, st *repository.Store, n int) []needs.Move {
	tb.Helper()
	tx := st.Read(tb.Context())
	staff, err := repository.Staff.Where(tx, "id", "position_id IS NOT NULL")
	if err != nil {
		tb.Fatal(err)
	}
	positions, err := repository.Positions.Where(tx, "id", "active = ? AND kind IN ?", true, []string{domain.KindFungsional, domain.KindPelaksana})
	if err != nil {
		tb.Fatal(err)
	}
	held := map[domain.ID]int{}
	for _, s := range staff {
		held[s.PositionID]++
	}
	var moves []needs.Move
	at := 0
	for _, p := range positions {
		for free := p.Quota - held[p.ID]; free > 0 && len(moves) < n; at = (at + 37) % len(staff) {
			s := staff[at]
			if s.PositionID == p.ID || slices.ContainsFunc(moves, func(m needs.Move) bool { return m.StaffID == s.ID }) {
				at = (at + 1) % len(staff)
				continue
			}
			moves = append(moves, needs.Move{StaffID: s.ID, PositionID: p.ID})
			free--
		}
	}
	if len(moves) < n {
		tb.Fatalf("only %d moves are possible", len(moves))
	}
	return moves
}

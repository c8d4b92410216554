//go:build bench

package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"mutasi/domain"
)

const workers = 16

// compare measures the program against the bare handler on one database of 100,000 staff, in alternating rounds.
func (b *bench) compare() error {
	size := 100_000
	rounds, length := 7, 5*time.Second
	if b.quick {
		size, rounds, length = 5000, 3, 2*time.Second
	}
	dsn := b.city
	if dsn == "" {
		var err error
		if dsn, err = b.database("compare"); err != nil {
			return err
		}
		began := time.Now()
		seeding, err := launch(b.program(dsn, "serve", "--demo", "--demo-size", fmt.Sprint(size)))
		if err != nil {
			return err
		}
		seeding.stop()
		b.note(fmt.Sprintf("sample city of %d staff on this server", size), seconds(time.Since(began)))
	}
	program, err := launch(b.program(dsn, "serve"))
	if err != nil {
		return err
	}
	defer program.stop()
	time.Sleep(3 * time.Second)
	idle := program.rss()
	b.report("memory of the idle program (RSS)", "≤ 64 MiB", fmt.Sprintf("%.0f MiB", idle), idle <= 64)
	plain, err := launch(exec.Command(b.self, "bare", "-db", dsn))
	if err != nil {
		return err
	}
	defer plain.stop()
	token, err := program.login("hr")
	if err != nil {
		return err
	}
	hs256, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": "bench", "exp": time.Now().Add(2 * time.Hour).Unix()}).SignedString(bareSecret)
	if err != nil {
		return err
	}
	one, list, err := comparePaths(dsn)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		what  string
		paths []string
		least float64
		p99   float64
	}{{"one civil servant by id", one, 0.85, 0}, {"list of 50 by unit", list, 0.80, 1.3}} {
		for _, path := range m.paths[:min(20, len(m.paths))] {
			if err := sameBytes(program, plain, token, hs256, path); err != nil {
				return err
			}
		}
		var rates, tails, cpu, cpuBare []float64
		var last, lastBare loadResult
		for i := range rounds + 1 {
			before, beforeBare := program.cpu(), plain.cpu()
			r, err := b.load(program, token, m.paths, workers, length)
			if err != nil {
				return err
			}
			rb, err := b.load(plain, hs256, m.paths, workers, length)
			if err != nil {
				return err
			}
			if i == 0 {
				continue // warm-up
			}
			rates, tails = append(rates, r.PerSec/rb.PerSec), append(tails, float64(r.P99)/float64(rb.P99))
			cpu = append(cpu, micros(program.cpu()-before)/float64(r.Requests))
			cpuBare = append(cpuBare, micros(plain.cpu()-beforeBare)/float64(rb.Requests))
			last, lastBare = r, rb
		}
		rate, tail := median(rates), median(tails)
		b.report(m.what+": requests/s, program : bare handler", fmt.Sprintf("≥ %.2f", m.least),
			fmt.Sprintf("%.2f (rounds %.2f–%.2f; last %.0f and %.0f/s)", rate, slices.Min(rates), slices.Max(rates), last.PerSec, lastBare.PerSec), rate >= m.least)
		text := fmt.Sprintf("%.2f (last %s and %s)", tail, millis(last.P99), millis(lastBare.P99))
		if m.p99 > 0 {
			b.report(m.what+": p99, program : bare handler", fmt.Sprintf("≤ %.1f", m.p99), text, tail <= m.p99)
		} else {
			b.note(m.what+": p99, program : bare handler", text)
		}
		b.note(m.what+": processor time of a request, program and bare handler", fmt.Sprintf("%.0f and %.0f µs", median(cpu), median(cpuBare)))
	}
	b.note("memory after the load (RSS), program and bare handler", fmt.Sprintf("%.0f and %.0f MiB", program.rss(), plain.rss()))
	return nil
}

// comparePaths are random civil servants, and units with at least 51 people.
func comparePaths(dsn string) (one, list []string, err error) {
	db, err := openSQL(dsn, true)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = db.Close() }()
	read := func(format, query string) (paths []string, err error) {
		rows, err := db.Query(query)
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var id domain.ID
			if err := rows.Scan(&id); err != nil {
				return nil, err
			}
			paths = append(paths, fmt.Sprintf(format, id))
		}
		return paths, rows.Err()
	}
	if one, err = read("/v1/staff/%s", "SELECT id FROM staff ORDER BY RAND() LIMIT 5000"); err != nil {
		return nil, nil, err
	}
	list, err = read("/v1/staff?unit_id=%s&limit=50", "SELECT unit_id FROM staff WHERE unit_id IS NOT NULL GROUP BY unit_id HAVING COUNT(*) > 50 ORDER BY RAND() LIMIT 200")
	if err == nil && (len(one) < 100 || len(list) < 5) {
		err = fmt.Errorf("the city has %d people and %d large units: too few", len(one), len(list))
	}
	return one, list, err
}

func sameBytes(program, plain *child, token, hs256, path string) error {
	want, err := program.get(token, path)
	if err != nil {
		return err
	}
	got, err := plain.get(hs256, path)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("the handlers answer differently to %s:\n%.2000s\n%.2000s", path, want, got)
	}
	return nil
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
func micros(d time.Duration) float64 { return float64(d) / 1e3 }
func millis(d time.Duration) string  { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

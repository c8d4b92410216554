//go:build bench

package main

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/repository"
)

// perUnit is how many people each unit of the scale databases has: it grows with neither size.
const perUnit = 100

// scaled is the program on a database of one size.
type scaled struct {
	size    int
	program *child
	token   string
	units   []domain.ID
	middle  string // cursor into the middle of the list by name
}

// scale compares the time of the list of staff at 1,000,000 people with that at 10,000.
func (b *bench) scale() error {
	small, large, rounds := 10_000, 1_000_000, 300
	if b.quick {
		small, large, rounds = 2000, 20_000, 50
	}
	began := time.Now()
	var both []*scaled
	for _, size := range []int{small, large} {
		s, err := b.newScaled(size)
		if err != nil {
			return err
		}
		defer s.program.stop()
		both = append(both, s)
	}
	b.note(fmt.Sprintf("insert of %d and %d people with units and search words", small, large), seconds(time.Since(began)))
	for _, m := range []struct {
		what   string
		target float64
		path   func(*scaled) string
	}{
		{"first page", 1.2, func(*scaled) string { return "/v1/staff?limit=50" }},
		{"page in the middle by cursor", 1.2, func(s *scaled) string { return "/v1/staff?limit=50&cursor=" + s.middle }},
		{"by unit", 1.2, func(s *scaled) string {
			return fmt.Sprintf("/v1/staff?limit=50&unit_id=%s", s.units[len(s.units)/2+rand.N(10)]) // as many at each size: not the cache is measured
		}},
		{"search for the beginning of a rare word", 1.2, func(*scaled) string { return "/v1/staff?limit=50&q=jarang" }},
		{"search for the beginning of a common name", 1.2, func(*scaled) string { return "/v1/staff?limit=50&q=sri" }},
		{"search for the beginnings of two common names", 0, func(*scaled) string { return "/v1/staff?limit=50&q=sri+sit" }},
	} {
		times := make([][]float64, 2)
		for i := range rounds + 20 {
			for j, s := range both {
				start := time.Now()
				if _, err := s.program.get(s.token, m.path(s)); err != nil {
					return err
				}
				if i >= 20 { // warm
					times[j] = append(times[j], float64(time.Since(start))/1e6)
				}
			}
		}
		ratio := median(times[1]) / median(times[0])
		text := fmt.Sprintf("%.2f (median %.2f and %.2f ms)", ratio, median(times[1]), median(times[0]))
		what := fmt.Sprintf("list of 50, %s: time at %d : at %d people", m.what, large, small)
		if m.target > 0 {
			b.report(what, fmt.Sprintf("≤ %.1f", m.target), text, ratio <= m.target)
		} else {
			b.note(what, text)
		}
	}
	return nil
}

func (b *bench) newScaled(size int) (*scaled, error) {
	dsn, err := b.database(fmt.Sprint("scale_", size))
	if err != nil {
		return nil, err
	}
	s := &scaled{size: size}
	people, err := s.structure(dsn)
	if err != nil {
		return nil, err
	}
	// Before the people are in: the program's first start derives a profile of everyone, and lists do not read profiles.
	account := b.program(dsn, "user", "create", "--username", "bench", "--role", "hr")
	account.Stdin = strings.NewReader("mutasi-demo\n")
	if out, err := account.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	if err := s.people(dsn, people); err != nil {
		return nil, err
	}
	if s.program, err = launch(b.program(dsn, "serve")); err != nil {
		return nil, err
	}
	s.token, err = s.program.login("bench")
	return s, err
}

// structure writes units and one position in each through the repository, and makes the people.
func (s *scaled) structure(dsn string) ([]domain.Staff, error) {
	ctx := context.Background()
	st, err := repository.Open(ctx, dsn, repository.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = st.Close() }()
	if err := st.Migrate(ctx); err != nil {
		return nil, err
	}
	now := st.Now()
	meta := func() domain.Meta { return domain.Meta{ID: domain.NewID(), Version: 1, CreatedAt: now, UpdatedAt: now} }
	units := []domain.Unit{{Meta: meta(), UnitInput: domain.UnitInput{Code: "AKAR", Name: "Akar", Kind: "agency", Active: true}}}
	units[0].Place(nil)
	var positions []domain.Position
	for i := range s.size / perUnit {
		u := domain.Unit{Meta: meta(), UnitInput: domain.UnitInput{Code: fmt.Sprintf("U%06d", i), Name: fmt.Sprintf("Unit %d", i), Kind: "agency", ParentID: units[0].ID, Active: true}}
		u.NameNorm = domain.Norm(u.Name)
		u.Place(&units[0])
		p := domain.Position{Meta: meta(), PositionInput: domain.PositionInput{Code: "P" + u.Code, Title: "Pengolah data", UnitID: u.ID, Kind: "pelaksana", Quota: perUnit, Active: true, Majors: []string{}}}
		p.TitleNorm = domain.Norm(p.Title)
		units, positions, s.units = append(units, u), append(positions, p), append(s.units, u.ID)
	}
	err = st.Write(ctx, func(tx *repository.Tx) error {
		if err := repository.Units.InsertMany(tx, units[:1]); err != nil {
			return err
		}
		if err := repository.Units.InsertMany(tx, units[1:]); err != nil {
			return err
		}
		return repository.Positions.InsertMany(tx, positions)
	})
	return s.rows(positions, meta), err
}

// rows takes the people of a small sample city over and over, each with names of their own.
func (s *scaled) rows(positions []domain.Position, meta func() domain.Meta) []domain.Staff {
	sample := city.Build(2000, 1, domain.MustDate("2026-11-21"), time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)).Staff
	var names []string
	for i := range sample {
		names = append(names, strings.Fields(sample[i].Name)...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	people := make([]domain.Staff, s.size)
	for i := range people {
		p := sample[i%len(sample)]
		p.Meta = meta()
		p.Name = fmt.Sprintf("%s %s %s", names[random.IntN(len(names))], names[random.IntN(len(names))], names[random.IntN(len(names))])
		if i%(s.size/60) == 0 {
			p.Name = "Jarang " + p.Name // sixty people at every size
		}
		born := domain.NewDate(1970, 1, 1+i/900)
		p.NIP, p.BirthDate = fmt.Sprintf("%s2010011%03d", strings.ReplaceAll(born.String(), "-", ""), 1+i%900), born
		p.NameNorm = domain.Norm(p.Name)
		seat := &positions[i/perUnit%len(positions)]
		p.UnitID, p.PositionID = seat.UnitID, seat.ID
		people[i] = p
	}
	return people
}

// people writes the staff and their search words as fast as the server can take them: without the secondary indexes, which
// are built afterwards.
func (s *scaled) people(dsn string, people []domain.Staff) error {
	ctx := context.Background()
	db, err := openSQL(dsn, true)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	exec := func(query string, args ...any) error {
		_, err := conn.ExecContext(ctx, query, args...)
		return err
	}
	if err := exec("SET foreign_key_checks = 0, unique_checks = 0"); err != nil {
		return err
	}
	var later []string
	for _, table := range []string{"staff", "search_words"} {
		drop, add, err := indexes(ctx, conn, table)
		if err != nil {
			return err
		}
		if err := exec("ALTER TABLE " + table + " " + drop); err != nil {
			return err
		}
		later = append(later, "ALTER TABLE "+table+" "+add, "ANALYZE TABLE "+table)
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", strings.Count(bareColumns, ",")+1), ",") + ")"
	for chunk := range slices.Chunk(people, 500) {
		var args []any
		for i := range chunk {
			args = append(args, fields(&chunk[i])...)
		}
		if err := exec("INSERT INTO staff ("+bareColumns+") VALUES "+strings.TrimSuffix(strings.Repeat(row+",", len(chunk)), ","), args...); err != nil {
			return err
		}
	}
	type word struct {
		text string
		id   domain.ID
	}
	var words []word
	for i := range people {
		for _, w := range domain.Words(people[i].Name, people[i].NIP) {
			words = append(words, word{w, people[i].ID})
		}
	}
	slices.SortFunc(words, func(a, b word) int { // in the order of the primary key
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return slices.Compare(a.id[:], b.id[:])
	})
	for chunk := range slices.Chunk(words, 2000) {
		var args []any
		for _, w := range chunk {
			args = append(args, w.text, w.id[:])
		}
		if err := exec("INSERT INTO search_words (kind, word, ref_id) VALUES "+strings.TrimSuffix(strings.Repeat("('staff',?,?),", len(chunk)), ","), args...); err != nil {
			return err
		}
	}
	for _, query := range later {
		if err := exec(query); err != nil {
			return err
		}
	}
	return s.findMiddle(ctx, conn)
}

// indexes words the ALTER TABLE clauses that drop a table's secondary indexes and make them again.
func indexes(ctx context.Context, conn *sql.Conn, table string) (drop, add string, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT index_name, MIN(non_unique), GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics
		WHERE table_schema = DATABASE() AND table_name = ? AND index_name <> 'PRIMARY' GROUP BY index_name
		HAVING MIN(IF(seq_in_index = 1, column_name, NULL)) NOT IN ('unit_id', 'position_id')`, table) // foreign keys need those; people come unit by unit
	if err != nil {
		return "", "", err
	}
	defer func() { _ = rows.Close() }()
	var drops, adds []string
	for rows.Next() {
		var name, columns string
		var free bool
		if err := rows.Scan(&name, &free, &columns); err != nil {
			return "", "", err
		}
		kind := "INDEX"
		if !free {
			kind = "UNIQUE INDEX"
		}
		drops, adds = append(drops, "DROP INDEX "+name), append(adds, fmt.Sprintf("ADD %s %s (%s)", kind, name, columns))
	}
	return strings.Join(drops, ", "), strings.Join(adds, ", "), rows.Err()
}

// findMiddle makes the cursor that a client holds after half of the list.
func (s *scaled) findMiddle(ctx context.Context, conn *sql.Conn) error {
	var c struct {
		Sort string    `json:"s"`
		Last string    `json:"l"`
		ID   domain.ID `json:"i"`
	}
	c.Sort = "name"
	if err := conn.QueryRowContext(ctx, "SELECT name_norm, id FROM staff ORDER BY name_norm, id LIMIT 1 OFFSET ?", s.size/2).Scan(&c.Last, &c.ID); err != nil {
		return err
	}
	text, err := json.Marshal(c)
	s.middle = base64.RawURLEncoding.EncodeToString(text)
	return err
}

package repository_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// lines asks for one text per row.
func lines(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	list := []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func sqlOf(t testing.TB, st *repository.Store) *sql.DB {
	t.Helper()
	db, err := st.SQL()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// tables lists the tables of a database.
func tables(t testing.TB, st *repository.Store) []string {
	t.Helper()
	if st.Dialect == "mysql" {
		return lines(t, sqlOf(t, st), "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%' ORDER BY table_name")
	}
	return lines(t, sqlOf(t, st), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name")
}

// shape is what both engines must have alike: "table column null", "table unique uq_… (columns)", "table fk (column) parent".
func shape(t testing.TB, st *repository.Store) []string {
	t.Helper()
	db := sqlOf(t, st)
	var all []string
	for _, table := range tables(t, st) {
		if st.Dialect == "mysql" {
			all = append(all, lines(t, db, `SELECT CONCAT(table_name, ' ', column_name, IF(is_nullable = 'YES', ' null', '')) FROM information_schema.columns
				WHERE table_schema = DATABASE() AND table_name = ?`, table)...)
			all = append(all, lines(t, db, `SELECT CONCAT(table_name, IF(non_unique, ' index ', IF(index_name = 'PRIMARY', ' key', CONCAT(' unique ', index_name))), IF(non_unique, index_name, ''), ' (',
				GROUP_CONCAT(column_name ORDER BY seq_in_index), ')') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ?
				AND index_name NOT LIKE 'fk\_%' GROUP BY table_name, index_name, non_unique`, table)...)
			all = append(all, lines(t, db, `SELECT CONCAT(table_name, ' fk ', column_name, ' ', referenced_table_name) FROM information_schema.key_column_usage
				WHERE table_schema = DATABASE() AND table_name = ? AND referenced_table_name IS NOT NULL`, table)...)
			continue
		}
		all = append(all, lines(t, db, `SELECT ? || ' ' || name || CASE WHEN "notnull" OR pk THEN '' ELSE ' null' END FROM pragma_table_info(?)`, table, table)...)
		all = append(all, lines(t, db, `SELECT ? || ' key (' || group_concat(name, ',') || ')' FROM (SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk) HAVING count(*) > 0`, table, table)...)
		all = append(all, lines(t, db, `SELECT ? || CASE WHEN l."unique" THEN ' unique ' ELSE ' index ' END || l.name || ' (' ||
			(SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)) || ')' FROM pragma_index_list(?) l WHERE l.origin = 'c'`, table, table)...)
		all = append(all, lines(t, db, `SELECT ? || ' fk ' || "from" || ' ' || "table" FROM pragma_foreign_key_list(?)`, table, table)...)
	}
	slices.Sort(all)
	return all
}

func TestBothEnginesHaveOneSchema(t *testing.T) {
	var mu sync.Mutex
	shapes := map[string][]string{}
	t.Run("read", func(t *testing.T) {
		dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
			s := shape(t, st)
			mu.Lock()
			defer mu.Unlock()
			shapes[st.Dialect] = s
		})
	})
	if len(shapes["sqlite"]) < 300 {
		t.Fatalf("only %d lines", len(shapes["sqlite"]))
	}
	if testing.Short() {
		return
	}
	if diff := cmp.Diff(shapes["sqlite"], shapes["mysql"]); diff != "" {
		t.Errorf("SQLite and MySQL differ (-sqlite +mysql):\n%s", diff)
	}
}

// declared is what the program knows of a table: its name and the columns of its struct.
type declared struct {
	name    string
	columns []string
	names   []string // columns that sorts name
	unique  []string // those that are said to be unique
}

func declare[T any, P repository.Entity[T]](table *repository.Table[T, P]) declared {
	d := declared{name: table.Name, unique: table.Unique}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[T]()) {
		tag := f.Tag.Get("gorm")
		if _, col, ok := strings.Cut(tag, "column:"); ok && !f.Anonymous {
			col, _, _ = strings.Cut(col, ";")
			d.columns = append(d.columns, col)
		} else if f.IsExported() && !f.Anonymous && tag != "-" {
			d.columns = append(d.columns, "field "+f.Name+" says neither its column nor that it has none")
		}
	}
	for _, s := range table.Sorts {
		d.names = append(d.names, s.Col)
	}
	slices.Sort(d.columns)
	return d
}

func everyTable() []declared {
	return []declared{
		declare(repository.Units), declare(repository.Competencies), declare(repository.Positions), declare(repository.Staff), declare(repository.Appointments), declare(repository.Assessments),
		declare(repository.Educations), declare(repository.Ratings), declare(repository.TrainingRecords), declare(repository.Sanctions), declare(repository.Tests), declare(repository.Relations),
		declare(repository.Holidays), declare(repository.Users), declare(repository.ServiceKeys), declare(repository.Proposals), declare(repository.Decrees), declare(repository.Evaluations), declare(repository.FollowUps),
		declare(repository.Jobs), declare(repository.Plans),
		declare(repository.Programmes), declare(repository.Aspirations),
		declare(repository.Forums), declare(repository.Participants), declare(repository.Questions), declare(repository.Concerns),
	}
}

func TestStructsAndTablesNameTheSameColumns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		whole := shape(t, st)
		for _, d := range everyTable() {
			query := "SELECT name FROM pragma_table_info('" + d.name + "')"
			if st.Dialect == "mysql" {
				query = "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '" + d.name + "'"
			}
			have := lines(t, sqlOf(t, st), query)
			slices.Sort(have)
			if diff := cmp.Diff(d.columns, have); diff != "" {
				t.Errorf("%s (-struct +table):\n%s", d.name, diff)
			}
			for _, n := range d.names {
				if !slices.Contains(have, n) {
					t.Errorf("%s is sorted by %s, which it has not", d.name, n)
				}
			}
			for _, n := range d.unique {
				if !slices.ContainsFunc(whole, func(s string) bool {
					return strings.HasPrefix(s, d.name+" unique ") && strings.HasSuffix(s, " ("+n+")")
				}) {
					t.Errorf("%s has no unique key on %s", d.name, n)
				}
			}
		}
	})
}

func TestMigrationsHaveTheSameNumbersOnBothEngines(t *testing.T) {
	names := map[string][]string{}
	for _, engine := range []string{"sqlite", "mysql"} {
		files, err := filepath.Glob("migrations/" + engine + "/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names[engine] = append(names[engine], filepath.Base(f))
		}
	}
	if diff := cmp.Diff(names["sqlite"], names["mysql"]); diff != "" || len(names["mysql"]) == 0 {
		t.Error(diff)
	}
}

func TestMigrationsGoDownAndUpAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		before := shape(t, st)
		if err := st.MigrateDown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := tables(t, st); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
		if st.SchemaCurrent(t.Context()) == nil {
			t.Error("an empty database counts as current")
		}
		// Several instances start together on the empty database.
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if err := st.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if diff := cmp.Diff(before, shape(t, st)); diff != "" {
			t.Error(diff)
		}
		states, err := st.MigrationStatus(t.Context())
		if err != nil || len(states) == 0 || slices.ContainsFunc(states, func(s repository.MigrationState) bool { return s.AppliedAt.IsZero() }) {
			t.Errorf("%v %v", states, err)
		}
		if err := st.SchemaCurrent(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestManyProcessesMayOpenOneNewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			st, err := repository.Open(t.Context(), "sqlite:"+path, repository.Options{Fast: true})
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = st.Close() }()
			if err := st.Migrate(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestDatabaseOfANewerProgramIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		db := sqlOf(t, st)
		if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = db.Exec("DELETE FROM goose_db_version WHERE version_id = 99999") }()
		if err := st.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("%v", err)
		}
		if err := st.SchemaCurrent(t.Context()); err != nil { // an instance that is already running serves on while a newer one is rolled out
			t.Error(err)
		}
	})
}

func TestWrongAddressesAreRefusedWithoutTheirPassword(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "mysql://u:geheim@127.0.0.1:1/x", "mysql://u:geheim@[bad/x"} {
		_, err := repository.Open(t.Context(), dsn, repository.Options{})
		if err == nil || strings.Contains(fmt.Sprint(err), "geheim") {
			t.Errorf("%q: %v", dsn, err)
		}
	}
}

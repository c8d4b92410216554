// Package dbtest runs one test on every database that Mutasi supports.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"

	"mutasi/repository"
)

// Env names the MySQL or MariaDB server of the tests: mysql://user:pass@host:port/ without a database.
const Env = "MUTASI_TEST_MYSQL_DSN"

// Clock is a clock that tests move.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock starts at a fixed Monday.
func NewClock() *Clock { return &Clock{at: time.Date(2026, 11, 2, 3, 0, 0, 0, time.UTC)} }

// Now tells the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Set moves the clock.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// Each runs the test on a fresh, migrated database of every engine. Without a MySQL server it fails, unless -short asks for
// SQLite alone.
func Each(t *testing.T, test func(t *testing.T, st *repository.Store, clock *Clock)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		clock := NewClock()
		test(t, open(t, "sqlite:"+sqliteCopy(t), clock), clock)
	})
	if testing.Short() {
		return
	}
	t.Run("mysql", func(t *testing.T) {
		t.Parallel()
		clock := NewClock()
		test(t, open(t, leaseMySQL(t), clock), clock)
	})
}

// DSNs returns the address of a fresh, migrated database of every engine, for tests that start processes of their own.
func DSNs(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"sqlite": "sqlite:" + sqliteCopy(t)}
	if !testing.Short() {
		all["mysql"] = leaseMySQL(t)
	}
	return all
}

func open(t *testing.T, dsn string, clock *Clock) *repository.Store {
	t.Helper()
	st, err := repository.Open(context.Background(), dsn, repository.Options{Now: clock.Now, Fast: true, MaxOpen: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

var template = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "mutasi-template-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "template.db")
	st, err := repository.Open(context.Background(), "sqlite:"+path, repository.Options{Fast: true})
	if err != nil {
		return "", err
	}
	if err := st.Migrate(context.Background()); err != nil {
		return "", err
	}
	return path, st.Close() // closing folds the write-ahead log into the file
})

// sqliteCopy migrates once in a process and copies the file for each test.
func sqliteCopy(t *testing.T) string {
	t.Helper()
	src, err := template()
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	path := filepath.Join(t.TempDir(), "mutasi.db")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// pool keeps migrated MySQL databases of this process. Creating one takes most of a second, emptying one a millisecond.
var pool struct {
	sync.Mutex
	admin *sql.DB
	free  []string
	next  int
}

func leaseMySQL(t *testing.T) string {
	t.Helper()
	base := os.Getenv(Env)
	if base == "" {
		t.Fatalf("%s is not set: run the suite with `make test`, or SQLite alone with -short", Env)
	}
	pool.Lock()
	defer pool.Unlock()
	if pool.admin == nil {
		db, err := adminDB(base)
		if err != nil {
			t.Fatal(err)
		}
		pool.admin = db
	}
	var name string
	if n := len(pool.free); n > 0 {
		name, pool.free = pool.free[n-1], pool.free[:n-1]
	} else {
		pool.next++
		name = fmt.Sprintf("mutasi_t%d_%d", os.Getpid(), pool.next)
		create(t, base, name)
	}
	t.Cleanup(func() {
		if err := empty(name); err != nil {
			t.Errorf("empty %s: %v", name, err)
			return
		}
		pool.Lock()
		pool.free = append(pool.free, name)
		pool.Unlock()
	})
	return strings.TrimSuffix(base, "/") + "/" + name
}

func adminDB(base string) (*sql.DB, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	cfg := mysqldriver.NewConfig()
	cfg.Net, cfg.Addr, cfg.User, cfg.MultiStatements = "tcp", u.Host, u.User.Username(), true
	cfg.Passwd, _ = u.User.Password()
	c, err := mysqldriver.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

func create(t *testing.T, base, name string) {
	t.Helper()
	if _, err := pool.admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"); err != nil {
		t.Fatal(err)
	}
	st, err := repository.Open(context.Background(), strings.TrimSuffix(base, "/")+"/"+name, repository.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if err := st.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	// The built-in law tables come with the schema: emptying puts them back.
	if _, err := pool.admin.Exec("CREATE TABLE " + name + ".goose_reference AS SELECT * FROM " + name + ".reference_entries"); err != nil {
		t.Fatal(err)
	}
}

func empty(name string) error {
	rows, err := pool.admin.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name NOT LIKE 'goose%'", name)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	sqlText := "SET foreign_key_checks = 0;"
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return err
		}
		sqlText += "DELETE FROM " + name + "." + table + ";"
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = pool.admin.Exec(sqlText + "SET foreign_key_checks = 1; INSERT INTO " + name + ".reference_entries SELECT * FROM " + name + ".goose_reference;")
	return err
}

// Database is the address of a database of this name on the tests' server, made where it is missing: for benchmarks, which
// fill it once and keep it.
func Database(name string) (string, error) {
	base := os.Getenv(Env)
	if base == "" {
		return "", fmt.Errorf("%s is not set: run the benchmark with scripts/with-mysql", Env)
	}
	db, err := adminDB(base)
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	_, err = db.Exec("CREATE DATABASE IF NOT EXISTS " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	return strings.TrimSuffix(base, "/") + "/" + name, err
}

// Main drops this process's MySQL databases after the tests: call it from TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	pool.Lock()
	defer pool.Unlock()
	for i := 1; i <= pool.next; i++ {
		_, _ = pool.admin.Exec(fmt.Sprintf("DROP DATABASE IF EXISTS mutasi_t%d_%d", os.Getpid(), i))
	}
	return code
}

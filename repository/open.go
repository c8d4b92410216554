// Package repository keeps Mutasi's rows. It is the only package that knows GORM and the SQL drivers; SQLite and MySQL go
// through the same code.
package repository

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	_ "modernc.org/sqlite" // the driver named "sqlite"

	"mutasi/domain"
)

// Store is an open database. Reads may use a pool of their own; every write goes through Write.
type Store struct {
	Dialect string // "sqlite" or "mysql"
	Now     func() time.Time
	write   *gorm.DB
	read    *gorm.DB
	path    string // the SQLite file, for keeping documents beside it
	settle  *atomic.Pointer[func(*Tx, []domain.ID) error]
}

// Options of Open. The zero value is right for production.
type Options struct {
	Now func() time.Time
	// Fast gives up durability against power loss on SQLite: for tests and throwaway data only.
	Fast bool
	// MaxOpen limits the connections to MySQL; 0 means 40.
	MaxOpen int
}

// Open connects to dsn: "sqlite:PATH", "mysql://user:pass@host:port/name", or a plain path of an SQLite file.
func Open(ctx context.Context, dsn string, opt Options) (*Store, error) {
	s := &Store{settle: new(atomic.Pointer[func(*Tx, []domain.ID) error]), Now: func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }}
	if opt.Now != nil {
		s.Now = func() time.Time { return opt.Now().UTC().Truncate(time.Microsecond) }
	}
	var err error
	if strings.HasPrefix(dsn, "mysql:") {
		err = s.openMySQL(ctx, dsn, opt)
	} else {
		err = s.openSQLite(ctx, strings.TrimPrefix(dsn, "sqlite:"), opt)
	}
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return s, nil
}

func config() *gorm.Config {
	// TranslateError stays off: it replaces the driver's error and the name of the violated key is gone.
	return &gorm.Config{SkipDefaultTransaction: true, PrepareStmt: true, Logger: logger.Discard, DisableAutomaticPing: true}
}

// openSQLite uses one connection for writing, so that writers queue in Go instead of failing busy, and several for reading.
func (s *Store) openSQLite(ctx context.Context, path string, opt Options) error {
	if path == "" {
		return errors.New("the path of the SQLite file is empty")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o750); err != nil {
		return err
	}
	// Personal data, password hashes and the signing key lie in it: nobody else may read it.
	f, err := os.OpenFile(abs, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	s.Dialect, s.path = "sqlite", abs
	sync := "FULL" // an acknowledged write survives power loss, not only a killed process
	if opt.Fast {
		sync = "OFF"
	}
	// busy_timeout comes first: the change to WAL itself needs it when two processes start together. It does not always help there: a
	// new file that another process turns to WAL at the same moment is busy at once.
	base := "file:" + (&url.URL{Path: abs}).EscapedPath() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=synchronous(" +
		sync + ")&_pragma=cache_size(-8000)&_pragma=temp_store(2)&_time_format=sqlite"
	for _, pool := range []struct {
		db    **gorm.DB
		more  string
		conns int
	}{{&s.write, "&_txlock=immediate", 1}, {&s.read, "&_pragma=query_only(1)", max(4, runtime.NumCPU())}} {
		if err := again(ctx, func() (err error) {
			*pool.db, err = openGorm(&sqlite.Dialector{DriverName: "sqlite", DSN: base + pool.more}, pool.conns)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func openGorm(d gorm.Dialector, conns int) (*gorm.DB, error) {
	db, err := gorm.Open(d, config())
	if err != nil {
		return nil, err
	}
	raw, err := db.DB()
	if err != nil {
		return nil, err
	}
	raw.SetMaxOpenConns(conns)
	raw.SetMaxIdleConns(conns)
	return db, nil
}

func (s *Store) openMySQL(ctx context.Context, dsn string, opt Options) error {
	u, err := url.Parse(dsn)
	if err != nil {
		return errors.New("the MySQL address is not of the form mysql://user:pass@host:port/name") // err would print the password
	}
	s.Dialect = "mysql"
	cfg := mysqldriver.NewConfig()
	cfg.Net, cfg.Addr = "tcp", u.Host
	if u.Port() == "" {
		cfg.Addr += ":3306"
	}
	if sock := u.Query().Get("socket"); sock != "" {
		cfg.Net, cfg.Addr = "unix", sock
	}
	if tls := u.Query().Get("tls"); tls != "" {
		cfg.TLSConfig = tls
	}
	cfg.User = u.User.Username()
	cfg.Passwd, _ = u.User.Password()
	cfg.DBName = strings.TrimPrefix(u.Path, "/")
	cfg.ParseTime, cfg.Loc, cfg.ClientFoundRows = true, time.UTC, true
	cfg.Timeout, cfg.ReadTimeout, cfg.WriteTimeout = 5*time.Second, 30*time.Second, 30*time.Second
	cfg.Logger = &mysqldriver.NopLogger{} // the error is returned to us; the driver's own line would be a second log format
	cfg.Params = map[string]string{
		"sql_mode":  "'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
		"time_zone": "'+00:00'",
	}
	cfg.Collation = "utf8mb4_bin"
	if err := askIsolation(ctx, cfg); err != nil {
		return err
	}
	conns := opt.MaxOpen
	if conns == 0 {
		conns = 40
	}
	connector, err := mysqldriver.NewConnector(cfg)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	db.SetConnMaxLifetime(30 * time.Minute)
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	if s.write, err = gorm.Open(mysql.New(mysql.Config{Conn: db, SkipInitializeWithVersion: true}), config()); err != nil {
		return err
	}
	s.read = s.write
	return nil
}

// askIsolation sets READ COMMITTED for every session: a transaction that waited for a row lock must then see what the
// holder committed. The variable's name differs between MySQL and older MariaDB.
func askIsolation(ctx context.Context, cfg *mysqldriver.Config) error {
	connector, err := mysqldriver.NewConnector(cfg)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer func() { _ = db.Close() }()
	var name, value string
	err = db.QueryRowContext(ctx, "SHOW VARIABLES WHERE Variable_name IN ('transaction_isolation','tx_isolation')").Scan(&name, &value)
	if err != nil {
		return err
	}
	cfg.Params[name] = "'READ-COMMITTED'"
	return nil
}

// Path is the file of an SQLite database, empty for MySQL.
func (s *Store) Path() string { return s.path }

// Close ends all connections.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.write, s.read} {
		if raw, err := db.DB(); err == nil {
			errs = append(errs, raw.Close())
		}
	}
	return errors.Join(errs...)
}

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	raw, err := s.read.DB()
	if err != nil {
		return err
	}
	return translate(raw.PingContext(ctx), "")
}

// SQL gives the migration runner and the benchmark the bare writing pool.
func (s *Store) SQL() (*sql.DB, error) { return s.write.DB() }

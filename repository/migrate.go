package repository

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations
var migrations embed.FS

// MigrationState is one schema version and whether the database has it.
type MigrationState struct {
	Version   int64
	Name      string
	AppliedAt time.Time // zero: not applied
}

// Migrate brings the schema forward. It refuses a database that is newer than this program. Several instances may start at
// once: on MySQL a named lock makes the others wait, on SQLite the write lock does.
func (s *Store) Migrate(ctx context.Context) error {
	db, err := s.write.DB()
	if err != nil {
		return err
	}
	unlock, err := s.migrationLock(ctx, db)
	if err != nil {
		return fmt.Errorf("wait for another instance to migrate: %w", err)
	}
	defer unlock()
	p, err := s.provider(db)
	if err != nil {
		return err
	}
	before, stalls := int64(-1), 0
	for {
		have, want, err := p.GetVersions(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("read the schema version: %w", err)
		case have > want:
			return fmt.Errorf("the database has schema %d, this program knows only %d: start the newer program", have, want)
		case have == want:
			return nil
		}
		_, err = p.Up(ctx)
		if err == nil {
			return nil
		}
		// Processes that open one SQLite file together migrate it together: what one has done fails for the others. Whoever failed
		// looks again, as long as somebody gets ahead. Each migration is one transaction with its version.
		if have != before {
			before, stalls = have, 0
		} else if stalls++; stalls == attempts || !retryable(err) {
			return fmt.Errorf("migrate: %w", err)
		}
	}
}

// MigrationStatus lists the schema versions.
func (s *Store) MigrationStatus(ctx context.Context) ([]MigrationState, error) {
	db, err := s.write.DB()
	if err != nil {
		return nil, err
	}
	p, err := s.provider(db)
	if err != nil {
		return nil, err
	}
	rows, err := p.Status(ctx)
	if err != nil {
		return nil, err
	}
	states := make([]MigrationState, len(rows))
	for i, r := range rows {
		states[i] = MigrationState{r.Source.Version, r.Source.Path, r.AppliedAt}
	}
	return states, nil
}

// MigrateDown undoes everything: for the migration tests.
func (s *Store) MigrateDown(ctx context.Context) error {
	db, err := s.write.DB()
	if err != nil {
		return err
	}
	p, err := s.provider(db)
	if err != nil {
		return err
	}
	_, err = p.DownTo(ctx, 0)
	return err
}

func (s *Store) provider(db *sql.DB) (*goose.Provider, error) {
	dialect := database.DialectSQLite3
	if s.Dialect == "mysql" {
		dialect = database.DialectMySQL
	}
	files, err := fs.Sub(migrations, "migrations/"+s.Dialect)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, db, files, goose.WithDisableGlobalRegistry(true))
}

func (s *Store) migrationLock(ctx context.Context, db *sql.DB) (func(), error) {
	if s.Dialect != "mysql" {
		return func() {}, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	var got sql.NullInt64
	if err := conn.QueryRowContext(ctx, "SELECT GET_LOCK(CONCAT('mutasi-', DATABASE()), 60)").Scan(&got); err != nil || got.Int64 != 1 {
		_ = conn.Close()
		return nil, fmt.Errorf("lock not granted: %v", err)
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT RELEASE_LOCK(CONCAT('mutasi-', DATABASE()))")
		_ = conn.Close()
	}, nil
}

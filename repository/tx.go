package repository

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"sync"
	"time"

	"gorm.io/gorm"

	"mutasi/domain"
)

// Tx is what queries run on: a transaction of Write, or the reading pool of Read. Now is one instant for everything that a
// transaction writes.
type Tx struct {
	Now     time.Time
	dialect string
	db      *gorm.DB
	ctx     context.Context
	touched touched // whose profiles this transaction must bring up to date
}

// Read gives access outside a transaction.
func (s *Store) Read(ctx context.Context) *Tx {
	return &Tx{Now: s.Now(), dialect: s.Dialect, db: s.read.WithContext(ctx), ctx: ctx}
}

// Snapshot runs reads that have to agree with each other: all of them see the database as it was at the first. Reads that
// are short, or that stand by themselves, use Read.
func (s *Store) Snapshot(ctx context.Context, read func(*Tx) error) error {
	opt := &sql.TxOptions{ReadOnly: true}
	if s.Dialect == "mysql" { // SQLite knows one isolation, which is this one
		opt.Isolation = sql.LevelRepeatableRead
	}
	return translate(again(ctx, func() error {
		return s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
			return read(&Tx{Now: s.Now(), dialect: s.Dialect, db: db, ctx: ctx})
		}, opt)
	}), "")
}

// attempts is how often work is begun again that a deadlock or a busy database stopped.
const attempts = 6

// Write runs fn in one transaction and commits it. fn may run again after a deadlock or a busy database, so it must have
// no effect outside the transaction. Errors come back as *domain.Error.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	return translate(again(ctx, func() error { return s.once(ctx, fn) }), "")
}

// again does work that may be done twice, with growing pauses, until it succeeds or fails for another reason than a busy database.
func again(ctx context.Context, work func() error) error {
	for attempt := 1; ; attempt++ {
		err := work()
		if err == nil || attempt == attempts || !retryable(err) {
			return err
		}
		pause := time.Duration(1<<attempt) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + rand.N(pause)):
		}
	}
}

func (s *Store) once(ctx context.Context, fn func(*Tx) error) error {
	return s.write.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		tx := &Tx{Now: s.Now(), dialect: s.Dialect, db: db, ctx: ctx}
		if err := fn(tx); err != nil {
			return err
		}
		return s.settleProfiles(tx)
	}, &sql.TxOptions{})
}

// Context of the request behind the transaction.
func (tx *Tx) Context() context.Context { return tx.ctx }

// bulk is the transaction without the cache of prepared statements. MariaDB keeps some kilobytes for every row that goes
// through a prepared INSERT of many rows until the statement is closed: gigabytes for the register of a city.
func (tx *Tx) bulk() *gorm.DB {
	db := tx.db.Session(&gorm.Session{NewDB: true, Context: tx.ctx})
	if p, cached := db.Statement.ConnPool.(*gorm.PreparedStmtTX); cached {
		db.Statement.ConnPool = p.Tx
	}
	return db
}

// Together runs reads beside each other where there is no transaction, one after the other inside one, which has a single
// connection. The first error counts.
func (tx *Tx) Together(reads ...func() error) error {
	if _, pooled := tx.db.Statement.ConnPool.(gorm.TxCommitter); pooled {
		for _, read := range reads {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	}
	errs := make([]error, len(reads))
	var wg sync.WaitGroup
	for i, read := range reads {
		wg.Go(func() { errs[i] = read() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Lock takes the row lock of each id in the given order, on both engines, by touching the row. Callers sort ids first, so
// that two transactions never wait for each other.
func (tx *Tx) Lock(table string, ids ...domain.ID) error {
	for _, id := range ids {
		if id.IsZero() {
			continue
		}
		if err := tx.db.Exec("UPDATE "+table+" SET version = version WHERE id = ?", id).Error; err != nil {
			return translate(err, table)
		}
	}
	return nil
}

// exec runs one statement and returns how many rows it found.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	res := tx.db.Exec(query, args...)
	return res.RowsAffected, translate(res.Error, "")
}

// scan reads rows of a query into dst.
func (tx *Tx) scan(dst any, query string, args ...any) error {
	return translate(tx.db.Raw(query, args...).Scan(dst).Error, "")
}

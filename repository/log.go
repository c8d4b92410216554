package repository

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"mutasi/domain"
)

// AddAudit appends a line to the audit log.
func AddAudit(tx *Tx, e *domain.AuditEntry) error {
	return translate(tx.db.Table("audit").Create(e).Error, "audit entry")
}

// AddOutbox appends an announcement.
func AddOutbox(tx *Tx, e *domain.OutboxEntry) error {
	return translate(tx.db.Table("outbox").Create(e).Error, "announcement")
}

// AuditQuery filters the audit log; zero values do not filter.
type AuditQuery struct {
	ActorID, SubjectID domain.ID
	Action             string
	From, To           time.Time // To is exclusive
	Before             int64     // seq; for paging downwards
	Limit              int
}

// ListAudit reads the newest entries first.
func ListAudit(tx *Tx, q AuditQuery) ([]domain.AuditEntry, error) {
	db := tx.db.Table("audit")
	if !q.ActorID.IsZero() {
		db = db.Where("actor_id = ?", q.ActorID)
	}
	if !q.SubjectID.IsZero() {
		db = db.Where("subject_id = ?", q.SubjectID)
	}
	if q.Action != "" {
		db = db.Where("action = ?", q.Action)
	}
	if !q.From.IsZero() {
		db = db.Where("at >= ?", q.From)
	}
	if !q.To.IsZero() {
		db = db.Where("at < ?", q.To)
	}
	if q.Before > 0 {
		db = db.Where("seq < ?", q.Before)
	}
	rows := []domain.AuditEntry{}
	return rows, translate(db.Order("seq DESC").Limit(q.Limit).Find(&rows).Error, "audit entry")
}

// IdempotencyRow is a used Idempotency-Key; Status is 0 until the answer is stored.
type IdempotencyRow struct {
	KeyHash     []byte    `gorm:"column:key_hash;primaryKey"`
	BodyHash    []byte    `gorm:"column:body_hash"`
	CreatedAt   time.Time `gorm:"column:created_at;autoCreateTime:false"`
	SubjectType string    `gorm:"column:subject_type"`
	SubjectID   domain.ID `gorm:"column:subject_id"`
	Status      int       `gorm:"column:status"`
	Headers     string    `gorm:"column:headers"`
	Response    []byte    `gorm:"column:response"`
}

// FindIdempotency looks a key up; nil where it is new.
func FindIdempotency(tx *Tx, key []byte) (*IdempotencyRow, error) {
	var row IdempotencyRow
	err := tx.db.Table("idempotency_keys").Where("key_hash = ?", key).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &row, translate(err, "key")
}

// ClaimIdempotency takes a key in the transaction of the change; duplicate where it is taken.
func ClaimIdempotency(tx *Tx, key, body []byte) error {
	row := IdempotencyRow{KeyHash: key, BodyHash: body, CreatedAt: tx.Now, Headers: "{}", Response: []byte{}}
	return translate(tx.db.Table("idempotency_keys").Create(&row).Error, "key")
}

// NoteIdempotencySubject remembers what the first change of the request was about.
func NoteIdempotencySubject(tx *Tx, key []byte, subject string, id domain.ID) error {
	_, err := tx.exec("UPDATE idempotency_keys SET subject_type = ?, subject_id = ? WHERE key_hash = ? AND subject_type = ''", subject, id, key)
	return err
}

// FinishIdempotency stores the answer.
func FinishIdempotency(tx *Tx, key []byte, status int, headers string, response []byte) error {
	_, err := tx.exec("UPDATE idempotency_keys SET status = ?, headers = ?, response = ? WHERE key_hash = ?", status, headers, response, key)
	return err
}

// PruneIdempotency forgets keys from before the instant.
func PruneIdempotency(tx *Tx, before time.Time) error {
	_, err := tx.exec("DELETE FROM idempotency_keys WHERE created_at < ?", before)
	return err
}

// NextNumber is the next value of a yearly series without gaps; the row lock lasts until the transaction ends.
func NextNumber(tx *Tx, name string, year int) (int, error) {
	n, err := tx.exec("UPDATE counters SET value = value + 1 WHERE name = ? AND year = ?", name, year)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		_, err := tx.exec("INSERT INTO counters (name, year, value) VALUES (?, ?, 1)", name, year)
		if IsDuplicate(err) { // another transaction started the series first
			return NextNumber(tx, name, year)
		}
		return 1, err
	}
	var value int
	err = tx.scan(&value, "SELECT value FROM counters WHERE name = ? AND year = ?", name, year)
	return value, err
}

// SchemaCurrent reports whether the schema is at least the one this program knows: while a newer program is rolled out, its
// additions do not hurt an older one that is still running.
func (s *Store) SchemaCurrent(ctx context.Context) error {
	have, want, err := s.versions(ctx)
	if err != nil {
		return translate(err, "")
	}
	if have < want {
		return fmt.Errorf("the database has schema %d, this program wants %d", have, want)
	}
	return nil
}

func (s *Store) versions(ctx context.Context) (have, want int64, err error) {
	db, err := s.write.DB()
	if err != nil {
		return 0, 0, err
	}
	p, err := s.provider(db)
	if err != nil {
		return 0, 0, err
	}
	sources := p.ListSources()
	var version int64
	err = s.read.WithContext(ctx).Raw("SELECT MAX(version_id) FROM goose_db_version WHERE is_applied").Scan(&version).Error
	return version, sources[len(sources)-1].Version, err
}

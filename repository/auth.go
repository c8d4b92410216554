package repository

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"mutasi/domain"
)

// InsertSession begins a family of refresh tokens.
func InsertSession(tx *Tx, s *domain.Session) error {
	return translate(tx.db.Table("sessions").Create(s).Error, "session")
}

// GetSession reads a session.
func GetSession(tx *Tx, id domain.ID) (*domain.Session, error) {
	var s domain.Session
	err := tx.db.Table("sessions").Where("id = ?", id).Take(&s).Error
	return &s, translate(err, "session")
}

// InsertRefresh adds the next link of a session's chain.
func InsertRefresh(tx *Tx, r *domain.RefreshToken) error {
	return translate(tx.db.Table("refresh_tokens").Create(r).Error, "refresh token")
}

// FindRefresh looks a refresh token up by its hash; nil where there is none.
func FindRefresh(tx *Tx, hash []byte) (*domain.RefreshToken, error) {
	var r domain.RefreshToken
	err := tx.db.Table("refresh_tokens").Where("hash = ?", hash).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &r, translate(err, "refresh token")
}

// UseRefresh marks a refresh token used; false where it was used before.
func UseRefresh(tx *Tx, hash []byte) (bool, error) {
	n, err := tx.exec("UPDATE refresh_tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL", tx.Now, hash)
	return n == 1, err
}

// Revocation ends a session before its access tokens expire.
type Revocation struct {
	SessionID domain.ID `gorm:"column:session_id"`
	At        time.Time `gorm:"column:at"`
	ExpiresAt time.Time `gorm:"column:expires_at"`
}

// RevokeSessions ends sessions and tells every instance until their last access token has expired.
func RevokeSessions(tx *Tx, until time.Time, where string, args ...any) ([]Revocation, error) {
	var ids []domain.ID
	err := tx.db.Table("sessions").Where("revoked_at IS NULL AND expires_at > ?", tx.Now).Where(where, args...).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, translate(err, "session")
	}
	rows := make([]Revocation, len(ids))
	for i, id := range ids {
		if _, err := tx.exec("UPDATE sessions SET revoked_at = ? WHERE id = ?", tx.Now, id); err != nil {
			return nil, err
		}
		if _, err := tx.exec("DELETE FROM revocations WHERE session_id = ?", id); err != nil {
			return nil, err
		}
		rows[i] = Revocation{id, tx.Now, until}
	}
	return rows, translate(tx.db.Table("revocations").Create(&rows).Error, "revocation")
}

// LiveRevocations reads all sessions whose access tokens must be refused. There are at most as many as sign-outs within the
// life of one access token.
func LiveRevocations(tx *Tx) ([]Revocation, error) {
	var rows []Revocation
	err := tx.db.Table("revocations").Where("expires_at > ?", tx.Now).Find(&rows).Error
	return rows, translate(err, "revocation")
}

// PruneAuth forgets what has expired.
func PruneAuth(tx *Tx) error {
	for _, q := range []string{
		"DELETE FROM revocations WHERE expires_at < ?", "DELETE FROM refresh_tokens WHERE expires_at < ?",
		"DELETE FROM sessions WHERE expires_at < ? AND NOT EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.session_id = sessions.id)",
	} {
		if _, err := tx.exec(q, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

// SigningKey is a stored key of access tokens.
type SigningKey struct {
	Kid        string     `gorm:"column:kid;primaryKey"`
	PrivateKey []byte     `gorm:"column:private_key"`
	CreatedAt  time.Time  `gorm:"column:created_at;autoCreateTime:false"`
	RetiredAt  *time.Time `gorm:"column:retired_at"`
}

// SigningKeys reads all keys that may still verify tokens, newest first.
func SigningKeys(tx *Tx) ([]SigningKey, error) {
	var rows []SigningKey
	err := tx.db.Table("signing_keys").Where("retired_at IS NULL OR retired_at > ?", tx.Now).Order("created_at DESC, kid").Find(&rows).Error
	return rows, translate(err, "signing key")
}

// RetireSigningKeys ends the use of all present keys at the instant.
func RetireSigningKeys(tx *Tx, at time.Time) error {
	_, err := tx.exec("UPDATE signing_keys SET retired_at = ? WHERE retired_at IS NULL", at)
	return err
}

// InsertSigningKey stores a new key.
func InsertSigningKey(tx *Tx, k *SigningKey) error {
	return translate(tx.db.Table("signing_keys").Create(k).Error, "signing key")
}

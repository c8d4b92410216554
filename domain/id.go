package domain

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// ID identifies a row: a UUIDv7, kept in 16 bytes. The zero ID means "none": NULL in the database, null in JSON.
type ID [16]byte

// NewID makes a time-ordered id.
func NewID() ID { return ID(uuid.Must(uuid.NewV7())) }

// ParseID reads the canonical text form.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return ID{}, fmt.Errorf("%.40q is not a UUID", s)
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return ID{}, fmt.Errorf("%.40q is not a UUID", s)
	}
	return ID(u), nil
}

// IsZero reports whether there is no id.
func (id ID) IsZero() bool { return id == ID{} }

func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return uuid.UUID(id).String()
}

// Hex is the id without hyphens, as used in unit paths.
func (id ID) Hex() string { return hex.EncodeToString(id[:]) }

// MarshalJSON writes the canonical form, or null for none.
func (id ID) MarshalJSON() ([]byte, error) {
	if id.IsZero() {
		return []byte("null"), nil
	}
	b := make([]byte, 0, 38)
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		b = hex.AppendEncode(append(b, "\"----"[i]), part)
	}
	return append(b, '"'), nil
}

// UnmarshalJSON reads the canonical form or null.
func (id *ID) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*id = ID{}
		return nil
	}
	if len(b) < 2 || b[0] != '"' {
		return fmt.Errorf("an id is text, a UUID")
	}
	v, err := ParseID(string(b[1 : len(b)-1]))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

// GormDataType names the column type for GORM.
func (ID) GormDataType() string { return "bytes" }

// Value stores 16 bytes, or NULL for none.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id[:], nil
}

// Scan reads 16 bytes or NULL.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case []byte:
		if len(v) == 16 {
			copy(id[:], v)
			return nil
		}
	case string:
		if len(v) == 16 {
			copy(id[:], v)
			return nil
		}
	}
	return fmt.Errorf("domain: cannot read an id from %T", src)
}

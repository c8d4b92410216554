// Package domain holds the entities of Mutasi, their inputs, their errors and the pure rules on them. It does no I/O and
// reads no clock: time and ids are arguments.
package domain

import "time"

// Meta is what every stored row has.
type Meta struct {
	ID        ID        `json:"id" gorm:"column:id;primaryKey"`
	Version   int       `json:"version" gorm:"column:version"`
	CreatedAt time.Time `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	UpdatedAt time.Time `json:"updated_at" gorm:"column:updated_at;autoUpdateTime:false"`
}

// Head gives generic code access to the row's Meta.
func (m *Meta) Head() *Meta { return m }

// Query is a parsed list request; only names that a table declares get this far.
type Query struct {
	Filters map[string][]string
	Q       string
	Sort    string // public field name, "-" in front for descending
	Limit   int
	Cursor  string
	Count   bool
	AsOf    Date
	Fields  []string
	Expand  []string
}

// Page is one page of a list.
type Page[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
	Total      *int64  `json:"total,omitempty"`
}

// PageOf makes a page of rows of which one more than limit was asked for; cursor tells where the next page goes on.
func PageOf[T any](rows []T, limit int, cursor func(*T) string) Page[T] {
	p := Page[T]{Items: rows}
	if len(rows) > limit {
		p.Items = rows[:limit]
		next := cursor(&rows[limit-1])
		p.NextCursor = &next
	}
	return p
}

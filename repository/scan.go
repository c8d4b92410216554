package repository

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"
)

// scanner reads rows into structs of one type by their gorm column tags. GORM's own scanner looks every field up anew for
// each row and takes twice as long; the connection and the prepared statements stay GORM's.
type scanner struct {
	once   sync.Once
	fields map[string]field
	list   string                 // all columns that the type has, for a SELECT
	whole  *layout                // of list
	last   atomic.Pointer[layout] // of the query before: nearly always the same one
}

// field is where a column goes.
type field struct {
	index []int
	json  bool // the column holds JSON
}

// layout is the fields of a query's columns in their order; the index of a column without a field is nil.
type layout struct {
	columns []string
	fields  []field
	slots   sync.Pool // of *slot[T]
}

// slot is a row to read into, with the places of its columns.
type slot[T any] struct {
	v     T
	dests []any
}

// readAll runs a query of any columns and returns its rows; room is how many are expected.
func readAll[T any](s *scanner, db *gorm.DB, room int) ([]T, error) {
	rows, err := db.Rows()
	if err != nil {
		return []T{}, err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return []T{}, err
	}
	return readRows[T](s.layout(reflect.TypeFor[T](), columns), rows, room)
}

// readRows returns the rows of a query whose columns are the layout's.
func readRows[T any](l *layout, rows *sql.Rows, room int) ([]T, error) {
	list := make([]T, 0, room)
	to, ok := l.slots.Get().(*slot[T])
	if !ok {
		to = new(slot[T])
		to.dests = l.dests(reflect.ValueOf(&to.v).Elem())
	}
	defer l.slots.Put(to)
	for rows.Next() {
		err := rows.Scan(to.dests...)
		list = append(list, to.v)
		to.v = *new(T) // no row may see memory of the row before
		if err != nil {
			return list, err
		}
	}
	return list, rows.Err()
}

func (s *scanner) learn(t reflect.Type) {
	s.once.Do(func() {
		var columns []string
		columns, s.fields = fieldsOf(t)
		s.list, s.whole = strings.Join(columns, ", "), s.arrange(columns)
	})
}

func (s *scanner) layout(t reflect.Type, columns []string) *layout {
	s.learn(t)
	if l := s.last.Load(); l != nil && slices.Equal(l.columns, columns) {
		return l
	}
	l := s.arrange(columns)
	s.last.Store(l)
	return l
}

func (s *scanner) arrange(columns []string) *layout {
	l := &layout{columns: columns, fields: make([]field, len(columns))}
	for i, c := range columns {
		l.fields[i] = s.fields[c]
	}
	return l
}

// fieldsOf finds the fields with a column tag, those of embedded structs too.
func fieldsOf(t reflect.Type) (columns []string, m map[string]field) {
	m = map[string]field{}
	for _, f := range reflect.VisibleFields(t) {
		for _, part := range strings.Split(f.Tag.Get("gorm"), ";") {
			if name, ok := strings.CutPrefix(part, "column:"); ok {
				columns = append(columns, name)
				m[name] = field{f.Index, strings.Contains(f.Tag.Get("gorm"), "serializer:json")}
			}
		}
	}
	return columns, m
}

func (l *layout) dests(v reflect.Value) []any {
	list := make([]any, len(l.fields))
	for i, f := range l.fields {
		switch {
		case f.index == nil:
			list[i] = new(any)
		case f.json:
			list[i] = jsonColumn{v.FieldByIndex(f.index).Addr().Interface()}
		default:
			list[i] = v.FieldByIndex(f.index).Addr().Interface()
		}
	}
	return list
}

// jsonColumn reads a column that GORM's serializer json has written.
type jsonColumn struct{ to any }

// Scan decodes the text; NULL and nothing leave the zero value.
func (j jsonColumn) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		return j.decode(v)
	case string:
		return j.decode([]byte(v))
	}
	return fmt.Errorf("repository: cannot read JSON from %T", src)
}

func (j jsonColumn) decode(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, j.to)
}

package repository

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"mutasi/domain"
)

// Parser turns the text of a filter into the value that SQL compares.
type Parser func(string) (any, error)

// The parsers of filter values.
var (
	Text Parser = func(s string) (any, error) { return s, nil }
	ID   Parser = func(s string) (any, error) { return domain.ParseID(s) }
	Day  Parser = func(s string) (any, error) { return domain.ParseDate(s) }
	Int  Parser = func(s string) (any, error) { return strconv.Atoi(s) }
	Bool Parser = func(s string) (any, error) { return strconv.ParseBool(s) }
)

// Limits of a list request.
const (
	DefaultLimit = 50
	MaxLimit     = 200
	maxValues    = 50
	maxWords     = 8
)

// newSession lets a count run on a copy of the query.
var newSession = &gorm.Session{}

type cursor struct {
	Sort string    `json:"s"`
	Last any       `json:"l"`
	ID   domain.ID `json:"i"`
}

// List reads one page: keyset paging on one sort column and the id.
func (t *Table[T, P]) List(tx *Tx, sc domain.Scope, q domain.Query) (domain.Page[T], error) {
	page := domain.Page[T]{Items: []T{}}
	db := t.from(tx, sc, q.AsOf)
	where, args, err := t.conditions(q)
	if err != nil {
		return page, err
	}
	if where, args, err = t.search(tx, q, where, args); err != nil {
		return page, err
	}
	for i, w := range where {
		db = db.Where(w, args[i]...)
	}
	if q.Count {
		var n int64
		if err := db.Session(newSession).Count(&n).Error; err != nil {
			return page, translate(err, t.What)
		}
		page.Total = &n
	}
	sortName := q.Sort
	if sortName == "" {
		sortName = t.DefaultSort
	}
	name, desc := strings.CutPrefix(sortName, "-")
	sort, ok := t.Sorts[name]
	if !ok {
		return page, badParam("sort", "unknown_sort", "this list cannot be sorted by %q", name)
	}
	col, op, dir := t.Name+"."+sort.Col, ">", ""
	if desc {
		op, dir = "<", " DESC"
	}
	if q.Cursor != "" {
		cur, err := readCursor(q.Cursor)
		if err != nil || cur.Sort != sortName {
			return page, badParam("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
		}
		if sort.Col == "id" {
			db = db.Where(col+" "+op+" ?", cur.ID)
		} else if slices.Contains(t.Unique, sort.Col) {
			db = db.Where(col+" "+op+" ?", cur.Last)
		} else {
			// The first comparison lets the index start at the right place, the second drops what was shown.
			db = db.Where("("+col+" "+op+"= ? AND ("+col+" "+op+" ? OR "+t.Name+".id "+op+" ?))", cur.Last, cur.Last, cur.ID)
		}
	}
	limit := q.Limit
	if limit == 0 {
		limit = DefaultLimit
	}
	order := col + dir + ", " + t.Name + ".id" + dir
	if sort.Col == "id" || slices.Contains(t.Unique, sort.Col) {
		order = col + dir // MariaDB does not see that a second column after a unique one changes nothing, and sorts the whole table
	}
	if page.Items, err = readAll[T](&t.scan, db.Order(order).Limit(limit+1), limit+1); err != nil {
		return page, translate(err, t.What)
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := &page.Items[limit-1]
		next := writeCursor(cursor{sortName, sort.Get(last), P(last).Head().ID})
		page.NextCursor = &next
	}
	return page, nil
}

func (t *Table[T, P]) conditions(q domain.Query) (where []string, args [][]any, err error) {
	names := make([]string, 0, len(q.Filters))
	for name := range q.Filters {
		names = append(names, name)
	}
	slices.Sort(names) // one order of conditions, so that one statement is prepared
	for _, name := range names {
		f, ok := t.Filters[name]
		if !ok {
			return nil, nil, badParam(name, "unknown_filter", "this list has no filter %q", name)
		}
		vals, err := f.values(name, q.Filters[name])
		if err != nil {
			return nil, nil, err
		}
		where, args = append(where, f.Where), append(args, vals)
	}
	return where, args, nil
}

// commonWord is how many hits make a word common.
const commonWord = 2000

// search adds the conditions of q: a row has a word with each of the beginnings. The few hits of a rare word drive the query,
// and common words are then asked of those rows. Where there are only common words, their hits would all be read and sorted for
// one page: a single one is asked of row after row in the order of the page, which is soon full; several are first brought
// together in the index of words.
func (t *Table[T, P]) search(tx *Tx, q domain.Query, where []string, args [][]any) ([]string, [][]any, error) {
	if q.Q == "" {
		return where, args, nil
	}
	if t.Words == nil {
		return nil, nil, badParam("q", "unknown_filter", "this list cannot be searched")
	}
	words := domain.Words(q.Q)
	if len(words) == 0 || len(words) > maxWords {
		return nil, nil, badParam("q", "bad_search", "search for one to %d words", maxWords)
	}
	// A probe leaves the kind out, ids are unique anyway: the index on the row is then the only one that serves.
	const hits = "FROM search_words w WHERE w.kind = ? AND w.word >= ? AND w.word < ?"
	probe := func(id string) string {
		return " (SELECT 1 FROM search_words p WHERE p.ref_id = " + id + " AND p.word >= ? AND p.word < ? LIMIT 1) = 1"
	}
	var common []string
	for _, w := range words {
		end, n := w+"\U0010FFFF", 0
		if !q.Count { // to count, all hits are met anyway
			if err := tx.scan(&n, "SELECT COUNT(*) FROM (SELECT 1 AS one "+hits+" LIMIT ?) h", t.Name, w, end, commonWord); err != nil {
				return nil, nil, err
			}
		}
		if n == commonWord {
			common = append(common, w, end)
			continue
		}
		where, args = append(where, "("+t.Name+".id IN (SELECT w.ref_id "+hits+"))"), append(args, []any{t.Name, w, end})
	}
	if n := len(common) / 2; n > 1 && n == len(words) {
		vals := []any{t.Name}
		for _, v := range common {
			vals = append(vals, v)
		}
		return append(where, "("+t.Name+".id IN (SELECT w.ref_id "+hits+strings.Repeat(" AND"+probe("w.ref_id"), n-1)+"))"), append(args, vals), nil
	}
	for i := 0; i < len(common); i += 2 {
		where, args = append(where, "("+probe(t.Name+".id")+")"), append(args, []any{common[i], common[i+1]})
	}
	return where, args, nil
}

func (f Filter) values(name string, texts []string) ([]any, error) {
	if len(texts) != 1 {
		return nil, badParam(name, "repeated", "give this filter once")
	}
	many := strings.Contains(f.Where, "IN ?")
	parts := []string{texts[0]}
	if many {
		parts = strings.Split(texts[0], ",")
	}
	if len(parts) > maxValues {
		return nil, badParam(name, "too_many", "at most %d values", maxValues)
	}
	list := make([]any, len(parts))
	for i, p := range parts {
		v, err := f.Parse(p)
		if err != nil {
			return nil, badParam(name, "bad_value", "%q is not a value of this filter", p)
		}
		list[i] = v
	}
	if many {
		return []any{list}, nil
	}
	vals := make([]any, strings.Count(f.Where, "?"))
	for i := range vals {
		vals[i] = list[0]
	}
	return vals, nil
}

func badParam(name, code, format string, args ...any) error {
	e := domain.Errorf(domain.Malformed, code, format, args...)
	e.Fields = []domain.FieldError{domain.Fieldf("?"+name, code, format, args...)}
	return e
}

func writeCursor(c cursor) string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings, numbers and ids always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func readCursor(s string) (cursor, error) {
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return c, err
	}
	switch c.Last.(type) {
	case string, float64:
		return c, nil
	}
	return c, strconv.ErrSyntax
}

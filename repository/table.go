package repository

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"

	"mutasi/domain"
)

// Entity is a pointer to a row with its Meta.
type Entity[T any] interface {
	*T
	Head() *domain.Meta
}

// Filter is one named filter of a list: a parenthesised condition with one placeholder. A condition with IN takes several
// values, separated by commas.
type Filter struct {
	Where string
	Parse Parser
}

// Sort is one sort name: a column without NULLs, and how to read it from a row for the cursor.
type Sort[T any] struct {
	Col string
	Get func(*T) any
}

// Ref is a reference that a row makes, checked before the row is written so that both engines name the field.
type Ref struct {
	Pointer, Table string
	ID             domain.ID
}

// Table is all that generic code must know of one entity: names that reach SQL are written here and nowhere else.
type Table[T any, P Entity[T]] struct {
	Name        string // SQL table
	What        string // the word for "no such …" and for the audit log
	Filters     map[string]Filter
	Sorts       map[string]Sort[T]
	DefaultSort string
	// Unique are the sorted columns that a unique key covers: they need no second column to page by.
	Unique []string
	// UnitCols and SelfCol say which rows a unit head and a person reach; a table without them is open to every reader.
	UnitCols []string
	SelfCol  string
	// Published is the condition of the rows that everybody with the permission reaches.
	Published string
	Refs      func(P) []Ref
	// Words are the search words of a row, none where the table is not searched.
	Words func(P) []string
	// Touch notes whose profile a row is part of, whenever one is written or removed.
	Touch func(*Tx, P)
	// AsOf is the table as it was on a day: a query with one placeholder for the day per "@day".
	AsOf string

	scan scanner
}

// Subtree is the condition that a unit column lies in the subtree of one unit. Paths make it one index range.
func Subtree(col string) string {
	return col + " IN (SELECT c.id FROM units r JOIN units c ON c.path >= r.path AND c.path < r.path_end WHERE r.id = ?)"
}

// from starts a query on the rows that the scope reaches.
func (t *Table[T, P]) from(tx *Tx, sc domain.Scope, asOf domain.Date) *gorm.DB {
	db := tx.db.Table(t.Name)
	if !asOf.IsZero() && t.AsOf != "" {
		query, days := bindDay(t.AsOf, asOf)
		db = tx.db.Table("(?) AS "+t.Name, tx.db.Session(&gorm.Session{NewDB: true}).Raw(query, days...))
	}
	where, args := t.scope(sc)
	if where != "" {
		db = db.Where(where, args...)
	}
	return db
}

// bindDay puts a placeholder for each "@day" of a query.
func bindDay(query string, day domain.Date) (string, []any) {
	args := make([]any, strings.Count(query, "@day"))
	for i := range args {
		args[i] = day
	}
	return strings.ReplaceAll(query, "@day", "?"), args
}

// scope is one parenthesised condition: a chained Or would widen the filter to other units' rows.
func (t *Table[T, P]) scope(sc domain.Scope) (string, []any) {
	if sc.Reach == domain.ReachAll || (t.UnitCols == nil && t.SelfCol == "" && t.Published == "" && sc.Reach != domain.ReachNone) {
		return "", nil
	}
	var parts []string
	var args []any
	if sc.Reach == domain.ReachUnit && !sc.UnitID.IsZero() {
		for _, col := range t.UnitCols {
			parts, args = append(parts, Subtree(t.Name+"."+col)), append(args, sc.UnitID)
		}
	}
	if sc.Reach >= domain.ReachSelf && t.SelfCol != "" && !sc.StaffID.IsZero() {
		parts, args = append(parts, t.Name+"."+t.SelfCol+" = ?"), append(args, sc.StaffID)
	}
	if sc.Reach >= domain.ReachPublished && t.Published != "" {
		parts = append(parts, t.Published)
	}
	if len(parts) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// Get reads one row in scope: not_found where it is absent or out of reach.
func (t *Table[T, P]) Get(tx *Tx, sc domain.Scope, id domain.ID) (*T, error) {
	return t.GetBy(tx, sc, "id", id)
}

// GetBy reads the one row whose column has the value.
func (t *Table[T, P]) GetBy(tx *Tx, sc domain.Scope, col string, value any) (*T, error) {
	// The hottest query of all: its text is put together here, GORM's builder would take as long as the scan.
	t.scan.learn(reflect.TypeFor[T]())
	text, args := "SELECT "+t.scan.list+" FROM "+t.Name+" WHERE "+t.Name+"."+col+" = ?", []any{value}
	if where, more := t.scope(sc); where != "" {
		text, args = text+" AND "+where, append(args, more...)
	}
	rows, err := tx.db.Statement.ConnPool.QueryContext(tx.ctx, text+" LIMIT 1", args...)
	if err != nil {
		return nil, translate(err, t.What)
	}
	defer func() { _ = rows.Close() }()
	return t.first(readRows[T](t.scan.whole, rows, 1))
}

// first is the row that a query found.
func (t *Table[T, P]) first(rows []T, err error) (*T, error) {
	if err != nil {
		return nil, translate(err, t.What)
	}
	if len(rows) == 0 {
		return nil, domain.ErrNotFound(t.What)
	}
	return &rows[0], nil
}

// GetAsOf reads one row as it was on the day.
func (t *Table[T, P]) GetAsOf(tx *Tx, sc domain.Scope, id domain.ID, day domain.Date) (*T, error) {
	if day.IsZero() || t.AsOf == "" {
		return t.Get(tx, sc, id)
	}
	return t.first(readAll[T](&t.scan, t.from(tx, sc, day).Where(t.Name+".id = ?", id).Limit(1), 1))
}

// Where reads all rows that meet the condition, in the given order; for inside callers with a bounded answer.
func (t *Table[T, P]) Where(tx *Tx, order, where string, args ...any) ([]T, error) {
	rows, err := readAll[T](&t.scan, tx.db.Table(t.Name).Where(where, args...).Order(order), 0)
	return rows, translate(err, t.What)
}

// ByIDs reads rows by id, in one query, as a map.
func (t *Table[T, P]) ByIDs(tx *Tx, ids []domain.ID) (map[domain.ID]*T, error) {
	found := make(map[domain.ID]*T, len(ids))
	ids = slices.DeleteFunc(slices.Clone(ids), domain.ID.IsZero)
	for chunk := range slices.Chunk(ids, 500) {
		rows, err := t.Where(tx, "id", "id IN ?", few(chunk))
		if err != nil {
			return nil, err
		}
		for i := range rows {
			found[P(&rows[i]).Head().ID] = &rows[i]
		}
	}
	return found, nil
}

// Count counts rows that meet the condition.
func (t *Table[T, P]) Count(tx *Tx, where string, args ...any) (int64, error) {
	var n int64
	err := tx.db.Table(t.Name).Where(where, args...).Count(&n).Error
	return n, translate(err, t.What)
}

// Insert writes a new row; id, version and times are set here unless the id is given.
func (t *Table[T, P]) Insert(tx *Tx, v *T) error {
	m := P(v).Head()
	if m.ID.IsZero() {
		m.ID = domain.NewID()
	}
	m.Version, m.CreatedAt, m.UpdatedAt = 1, tx.Now, tx.Now
	if err := t.checkRefs(tx, v); err != nil {
		return err
	}
	if err := tx.db.Table(t.Name).Create(v).Error; err != nil {
		return t.writeError(err)
	}
	t.touch(tx, v)
	return t.index(tx, v, nil)
}

// Update writes a row that was read with its present version; it becomes one higher. A row that changed meanwhile is
// version_mismatch.
func (t *Table[T, P]) Update(tx *Tx, v *T) error {
	m := P(v).Head()
	was := m.Version
	m.Version, m.UpdatedAt = was+1, tx.Now
	if err := t.checkRefs(tx, v); err != nil {
		return err
	}
	res := tx.db.Table(t.Name).Where("id = ? AND version = ?", m.ID, was).Select("*").Omit("id", "created_at").Updates(v)
	if res.Error != nil {
		return t.writeError(res.Error)
	}
	if res.RowsAffected == 0 {
		return domain.Errorf(domain.Stale, "version_mismatch", "the row changed since you read it")
	}
	t.touch(tx, v)
	return t.index(tx, v, v)
}

func (t *Table[T, P]) touch(tx *Tx, v *T) {
	if t.Touch != nil {
		t.Touch(tx, v)
	}
}

// Delete removes a row with its present version; in_use where others refer to it.
func (t *Table[T, P]) Delete(tx *Tx, v *T) error {
	m := P(v).Head()
	res := tx.db.Table(t.Name).Where("id = ? AND version = ?", m.ID, m.Version).Delete(nil)
	if err := translate(res.Error, t.What); errors.Is(err, ErrForeignKey) {
		return domain.Errorf(domain.Conflict, "in_use", "other rows refer to this %s", t.What)
	} else if err != nil {
		return err
	}
	if res.RowsAffected == 0 {
		return domain.Errorf(domain.Stale, "version_mismatch", "the row changed since you read it")
	}
	t.touch(tx, v)
	if t.Words == nil {
		return nil
	}
	_, err := tx.exec("DELETE FROM search_words WHERE ref_id = ? AND kind = ?", m.ID, t.Name)
	return err
}

func (t *Table[T, P]) writeError(err error) error {
	err = translate(err, t.What)
	if errors.Is(err, ErrForeignKey) {
		return domain.Errorf(domain.Invalid, "unknown_reference", "a row that this one refers to does not exist")
	}
	return err
}

func (t *Table[T, P]) checkRefs(tx *Tx, v *T) error {
	if t.Refs == nil {
		return nil
	}
	var c domain.Check
	for _, r := range t.Refs(v) {
		if r.ID.IsZero() {
			continue
		}
		var n int64
		if err := tx.db.Table(r.Table).Where("id = ?", r.ID).Count(&n).Error; err != nil {
			return translate(err, t.What)
		}
		c.That(n == 1, r.Pointer, "unknown_reference", "there is no such row")
	}
	return c.Err()
}

// searchWord is one row of the word index.
type searchWord struct {
	Kind  string    `gorm:"column:kind"`
	Word  string    `gorm:"column:word"`
	RefID domain.ID `gorm:"column:ref_id"`
}

func (t *Table[T, P]) words(v *T) []searchWord {
	words := t.Words(v)
	rows := make([]searchWord, len(words))
	for i, w := range words {
		rows[i] = searchWord{t.Name, w, P(v).Head().ID}
	}
	return rows
}

// index keeps the search words of a row; old is nil for a new row.
func (t *Table[T, P]) index(tx *Tx, v, old *T) error {
	if t.Words == nil {
		return nil
	}
	if old != nil {
		if _, err := tx.exec("DELETE FROM search_words WHERE ref_id = ? AND kind = ?", P(v).Head().ID, t.Name); err != nil {
			return err
		}
	}
	rows := t.words(v)
	if len(rows) == 0 {
		return nil
	}
	return translate(tx.db.Table("search_words").Create(&rows).Error, t.What)
}

// InsertMany writes many prepared rows (ids, versions and times set) with their search words: for imports and sample data.
func (t *Table[T, P]) InsertMany(tx *Tx, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	if err := tx.bulk().Table(t.Name).CreateInBatches(rows, 200).Error; err != nil {
		return t.writeError(err)
	}
	for i := range rows {
		t.touch(tx, &rows[i])
	}
	if t.Words == nil {
		return nil
	}
	var words []searchWord
	for i := range rows {
		words = append(words, t.words(&rows[i])...)
	}
	return translate(tx.bulk().Table("search_words").CreateInBatches(words, 1000).Error, t.What)
}

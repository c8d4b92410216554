package repository

import (
	"database/sql"
	"strings"

	"mutasi/domain"
)

// NeedYears is how many year ends NeedRow.Leaving looks at beside today.
const NeedYears = 5

// NeedsQuery chooses positions for the needs table. Zero values do not filter.
type NeedsQuery struct {
	Scope              domain.Scope
	UnitID, AncestorID domain.ID
	Kinds              []string
	Q                  string
	Year               int // 0: the newest year of each position
	// Bounds are, for an age limit in years, the days of birth before which a holder has retired today and by the end of each
	// of the next years.
	Bounds func(age int) [NeedYears + 1]domain.Date
}

// NeedRow is what the needs table knows of one position. Texts are valid until the next row: clone what is kept.
type NeedRow struct {
	ID, UnitID                                             domain.ID
	Code, Title, Kind, Level, UnitCode, UnitName, UnitPath sql.RawBytes
	JobClass, Quota                                        int64
	Active                                                 bool
	Age                                                    int // age limit in years, 0 where it is not known
	// The final analysis that counts; Year is 0 where there is none.
	Year, TotalLoad, TaskCount, EffectiveMinutes, Growth int64
	Rounding                                             sql.RawBytes
	PNS, PPPK                                            int64
	Leaving                                              [NeedYears + 1]int64
}

// ageLimit says in SQL what Position.RetirementAgeYears says in Go, of the positions called q.
const ageLimit = `CASE WHEN q.retirement_age > 0 THEN q.retirement_age WHEN q.kind = 'jpt_pratama' THEN 60 WHEN q.kind = 'fungsional' THEN
	CASE q.level WHEN 'ahli_utama' THEN 65 WHEN 'ahli_madya' THEN 60 WHEN '' THEN 0 ELSE 58 END ELSE 58 END`

// The age limits that a position can have: what its row may say, and 0 for one that is not known.
const minAge, maxAge = 50, 75

// EachNeed runs one aggregate statement and hands over its rows in order of position code: positions with their unit, the
// analysis that counts, and their holders counted by employment and retirement. Nothing is kept. Closed positions appear
// while somebody holds them.
func EachNeed(tx *Tx, q NeedsQuery, fn func(*NeedRow) error) error {
	query, args, err := NeedsSQL(tx, q)
	if err != nil {
		return err
	}
	rows, err := tx.db.Raw(query, args...).Rows()
	if err != nil {
		return translate(err, "position")
	}
	defer func() { _ = rows.Close() }()
	var r NeedRow
	dst := []any{&r.ID, &r.UnitID, &r.Code, &r.Title, &r.Kind, &r.Level, &r.JobClass, &r.Quota, &r.Active, &r.Age, &r.UnitCode, &r.UnitName, &r.UnitPath,
		&r.Year, &r.TotalLoad, &r.TaskCount, &r.EffectiveMinutes, &r.Growth, &r.Rounding, &r.PNS, &r.PPPK}
	for k := range r.Leaving {
		dst = append(dst, &r.Leaving[k])
	}
	for rows.Next() {
		if err := rows.Scan(dst...); err != nil {
			return translate(err, "position")
		}
		if err := fn(&r); err != nil {
			return err
		}
	}
	return translate(rows.Err(), "position")
}

// NeedsSQL is the statement behind EachNeed, for it and for the benchmark that runs it bare.
func NeedsSQL(tx *Tx, q NeedsQuery) (string, []any, error) {
	var b strings.Builder
	var args []any
	b.WriteString(`SELECT q.id, q.unit_id, q.code, q.title, q.kind, q.level, q.job_class, q.quota, q.active, ` + ageLimit + ` AS age, u.code, u.name, u.path,
	COALESCE(w.year, 0), COALESCE(w.total_load, 0), COALESCE(w.task_count, 0), COALESCE(w.effective_minutes, 0), COALESCE(w.growth, 0), COALESCE(w.rounding, ''),
	COALESCE(h.pns, 0), COALESCE(h.pppk, 0)`)
	for k := range NeedYears + 1 {
		b.WriteString(", COALESCE(h.c" + string(rune('0'+k)) + ", 0)")
	}
	b.WriteString(" FROM positions q JOIN units u ON u.id = q.unit_id LEFT JOIN workloads w ON w.position_id = q.id AND ")
	if q.Year == 0 {
		b.WriteString("w.latest = 1")
	} else {
		b.WriteString("w.year = ? AND w.counts = 1")
		args = append(args, q.Year)
	}
	where, vals, err := q.where()
	if err != nil {
		return "", nil, err
	}
	b.WriteString(" LEFT JOIN (SELECT s.position_id, COUNT(CASE WHEN s.employment = 'pns' THEN 1 END) AS pns, COUNT(CASE WHEN s.employment <> 'pns' THEN 1 END) AS pppk")
	for k := range NeedYears + 1 {
		n := string(rune('0' + k))
		b.WriteString(", COUNT(CASE WHEN s.birth_date < r.b" + n + " THEN 1 END) AS c" + n)
	}
	b.WriteString(" FROM staff s JOIN positions q ON q.id = s.position_id JOIN (")
	args = append(args, q.ages(&b, tx.dialect)...)
	b.WriteString(") r ON r.age = " + ageLimit)
	if len(where) > 0 {
		b.WriteString(" WHERE " + strings.Join(where, " AND "))
		args = append(args, vals...)
	}
	b.WriteString(" GROUP BY s.position_id) h ON h.position_id = q.id WHERE (q.active = 1 OR h.position_id IS NOT NULL)")
	for _, w := range where {
		b.WriteString(" AND " + w)
	}
	b.WriteString(" ORDER BY q.code")
	return b.String(), append(args, vals...), nil
}

// ages writes the small table of age limits with their bounds.
func (q NeedsQuery) ages(b *strings.Builder, dialect string) []any {
	day := "?"
	if dialect == "mysql" {
		day = "CAST(? AS DATE)" // compared as a day, not as text
	}
	var args []any
	row := func(age int, bounds [NeedYears + 1]domain.Date) {
		if age > 0 {
			b.WriteString(" UNION ALL ")
		}
		b.WriteString("SELECT CAST(? AS SIGNED) AS age")
		args = append(args, age)
		for k, d := range bounds {
			b.WriteString(", " + day + " AS b" + string(rune('0'+k)))
			args = append(args, d)
		}
	}
	var never [NeedYears + 1]domain.Date
	for k := range never {
		never[k] = domain.NewDate(1000, 1, 1)
	}
	row(0, never)
	for age := minAge; age <= maxAge; age++ {
		row(age, q.Bounds(age))
	}
	return args
}

// where is the choice of positions called q.
func (q NeedsQuery) where() (where []string, args []any, err error) {
	switch q.Scope.Reach {
	case domain.ReachAll:
	case domain.ReachUnit:
		where, args = append(where, Subtree("q.unit_id")), append(args, q.Scope.UnitID)
	default:
		where = append(where, "1 = 0")
	}
	if !q.UnitID.IsZero() {
		where, args = append(where, "q.unit_id = ?"), append(args, q.UnitID)
	}
	if !q.AncestorID.IsZero() {
		where, args = append(where, Subtree("q.unit_id")), append(args, q.AncestorID)
	}
	if len(q.Kinds) > 0 {
		where, args = append(where, "q.kind IN ?"), append(args, q.Kinds)
	}
	if q.Q == "" {
		return where, args, nil
	}
	words := domain.Words(q.Q)
	if len(words) == 0 || len(words) > maxWords {
		return nil, nil, badParam("q", "bad_search", "search for one to %d words", maxWords)
	}
	for _, w := range words {
		where = append(where, "q.id IN (SELECT ref_id FROM search_words WHERE kind = 'positions' AND word >= ? AND word < ?)")
		args = append(args, w, w+"\U0010FFFF")
	}
	return where, args, nil
}

// HasWorkloads reports whether any final of the year lies among the units that the query reaches, whatever its other filters.
func HasWorkloads(tx *Tx, q NeedsQuery) (bool, error) {
	q.Kinds, q.Q = nil, ""
	where, args, err := q.where()
	if err != nil {
		return false, err
	}
	where, args = append(where, "w.year = ? AND w.counts = 1"), append(args, q.Year)
	var n int
	err = tx.scan(&n, "SELECT 1 FROM workloads w JOIN positions q ON q.id = w.position_id WHERE "+strings.Join(where, " AND ")+" LIMIT 1", args...)
	return n == 1, err
}

// NeedUnit is a unit as the needs table names it.
type NeedUnit struct {
	ID       domain.ID `gorm:"column:id"`
	ParentID domain.ID `gorm:"column:parent_id"`
	Code     string    `gorm:"column:code"`
	Name     string    `gorm:"column:name"`
	Kind     string    `gorm:"column:kind"`
	Path     string    `gorm:"column:path"`
	Depth    int       `gorm:"column:depth"`
}

// NeedUnits reads the units of the query's subtree in order of their paths: parents before children.
func NeedUnits(tx *Tx, q NeedsQuery) ([]NeedUnit, error) {
	db := tx.db.Table("units").Select("id, parent_id, code, name, kind, path, depth")
	for _, root := range []domain.ID{q.AncestorID, q.UnitID} {
		if !root.IsZero() {
			db = db.Where(Subtree("units.id"), root)
		}
	}
	if q.Scope.Reach != domain.ReachAll {
		db = db.Where(Subtree("units.id"), q.Scope.UnitID)
	}
	var rows []NeedUnit
	return rows, translate(db.Order("path").Find(&rows).Error, "unit")
}

// MoverRow is what a what-if must know of a person.
type MoverRow struct {
	ID         domain.ID   `gorm:"column:id"`
	PositionID domain.ID   `gorm:"column:position_id"`
	Employment string      `gorm:"column:employment"`
	BirthDate  domain.Date `gorm:"column:birth_date"`
}

// Movers reads people in scope by id.
func Movers(tx *Tx, sc domain.Scope, ids []domain.ID) ([]MoverRow, error) {
	var rows []MoverRow
	db := Staff.from(tx, sc, domain.Date{}).Select("staff.id, staff.position_id, staff.employment, staff.birth_date")
	return rows, translate(db.Where("staff.id IN ?", ids).Find(&rows).Error, "staff")
}

// HoldersOf reads the people who hold a position today.
func HoldersOf(tx *Tx, position domain.ID) ([]MoverRow, error) {
	var rows []MoverRow
	db := tx.db.Table("staff").Select("id, position_id, employment, birth_date").Where("position_id = ?", position)
	return rows, translate(db.Find(&rows).Error, "staff")
}

// PositionsInScope tells which of the positions exist where the query reaches, open or closed.
func PositionsInScope(tx *Tx, q NeedsQuery, ids []domain.ID) ([]domain.ID, error) {
	q.Kinds, q.Q = nil, ""
	where, args, err := q.where()
	if err != nil {
		return nil, err
	}
	var rows []countByID
	err = tx.scan(&rows, "SELECT q.id AS id, 1 AS n FROM positions q WHERE "+strings.Join(append(where, "q.id IN ?"), " AND "), append(args, ids)...)
	found := make([]domain.ID, len(rows))
	for i, r := range rows {
		found[i] = r.ID
	}
	return found, err
}

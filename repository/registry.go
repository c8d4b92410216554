package repository

import (
	"mutasi/domain"
)

// holds is the condition that an appointment is in force on a day, given twice.
const holds = "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)"

// Requirement is one stored line of a position's competency standard.
type Requirement struct {
	PositionID   domain.ID `gorm:"column:position_id"`
	CompetencyID domain.ID `gorm:"column:competency_id"`
	Level        int       `gorm:"column:level"`
	Weight       int       `gorm:"column:weight"`
}

// Requirements reads the competency standards of positions, in one query.
func Requirements(tx *Tx, positions []domain.ID) (map[domain.ID][]domain.Requirement, error) {
	found := map[domain.ID][]domain.Requirement{}
	if len(positions) == 0 {
		return found, nil
	}
	var rows []Requirement
	err := tx.db.Table("position_requirements").Where("position_id IN ?", positions).Order("position_id, competency_id").Find(&rows).Error
	for _, r := range rows {
		found[r.PositionID] = append(found[r.PositionID], domain.Requirement{CompetencyID: r.CompetencyID, Level: r.Level, Weight: r.Weight})
	}
	return found, translate(err, "requirement")
}

// SetRequirements replaces the competency standard of a position.
func SetRequirements(tx *Tx, position domain.ID, reqs []domain.Requirement) error {
	if _, err := tx.exec("DELETE FROM position_requirements WHERE position_id = ?", position); err != nil {
		return err
	}
	touch(&tx.touched.positions, position)
	rows := make([]Requirement, len(reqs))
	for i, r := range reqs {
		rows[i] = Requirement{position, r.CompetencyID, r.Level, r.Weight}
	}
	return InsertRequirements(tx, rows)
}

// InsertRequirements writes many standards at once.
func InsertRequirements(tx *Tx, rows []Requirement) error {
	if len(rows) == 0 {
		return nil
	}
	for _, r := range rows {
		touch(&tx.touched.positions, r.PositionID)
	}
	return translate(tx.bulk().Table("position_requirements").CreateInBatches(rows, 500).Error, "requirement")
}

type countByID struct {
	ID domain.ID `gorm:"column:id"`
	N  int       `gorm:"column:n"`
}

func countMap(rows []countByID) map[domain.ID]int {
	m := make(map[domain.ID]int, len(rows))
	for _, r := range rows {
		m[r.ID] = r.N
	}
	return m
}

// Filled counts the definitive holders of positions on a day.
func Filled(tx *Tx, positions []domain.ID, on domain.Date) (map[domain.ID]int, error) {
	if len(positions) == 0 {
		return map[domain.ID]int{}, nil
	}
	var rows []countByID
	err := tx.scan(&rows, "SELECT position_id AS id, COUNT(*) AS n FROM appointments WHERE position_id IN ? AND kind = 'definitive' AND "+holds+
		" GROUP BY position_id", positions, on, on)
	return countMap(rows), err
}

// MostHolders is the largest number of definitive holders that a position has on any one day from the given day on.
func MostHolders(tx *Tx, position domain.ID, from domain.Date) (int, error) {
	rows, err := Appointments.Where(tx, "valid_from", "position_id = ? AND kind = 'definitive' AND (valid_to IS NULL OR valid_to > ?)", position, from)
	if err != nil {
		return 0, err
	}
	most := 0
	for _, a := range rows { // the number only rises on days when somebody begins
		day := a.ValidFrom
		if day.Before(from) {
			day = from
		}
		n := 0
		for _, b := range rows {
			if b.Holds(day) {
				n++
			}
		}
		most = max(most, n)
	}
	return most, nil
}

// Overlap finds a definitive appointment of the person, other than the given one, that shares a day with [from, to).
func Overlap(tx *Tx, staff, except domain.ID, from, to domain.Date) (*domain.Appointment, error) {
	where, args := "staff_id = ? AND id <> ? AND kind = 'definitive' AND (valid_to IS NULL OR (valid_to > ? AND valid_to > valid_from))", []any{staff, except[:], from}
	if !to.IsZero() {
		where, args = where+" AND valid_from < ?", append(args, to)
	}
	rows, err := Appointments.Where(tx, "valid_from", where, args...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// CurrentAppointment is the definitive appointment of a person in force on the day; nil where there is none.
func CurrentAppointment(tx *Tx, staff domain.ID, on domain.Date) (*domain.Appointment, error) {
	rows, err := Appointments.Where(tx, "valid_from DESC", "staff_id = ? AND kind = 'definitive' AND "+holds, staff, on, on)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// SetCache writes the position, unit and day of a staff row from its appointment; only the appointment code calls it.
func SetCache(tx *Tx, staff domain.ID, a *domain.Appointment) error {
	var pos, unit domain.ID
	var since domain.Date
	if a != nil {
		pos, unit, since = a.PositionID, a.UnitID, a.ValidFrom
	}
	_, err := tx.exec("UPDATE staff SET position_id = ?, unit_id = COALESCE(?, unit_id), position_since = ?, version = version + 1, updated_at = ? WHERE id = ?",
		pos, unit, since, tx.Now, staff)
	touch(&tx.touched.staff, staff)
	return err
}

// SetStatus changes a person's status.
func SetStatus(tx *Tx, staff domain.ID, status string) error {
	_, err := tx.exec("UPDATE staff SET status = ?, version = version + 1, updated_at = ? WHERE id = ?", status, tx.Now, staff)
	touch(&tx.touched.staff, staff)
	return err
}

// Repath moves every unit of a subtree below its new place; the paths begin with oldPath.
func Repath(tx *Tx, oldPath, oldEnd, newPath string, deeper int) error {
	_, err := tx.exec(`UPDATE units SET path = CONCAT(?, SUBSTR(path, ?)), depth = depth + ? WHERE path >= ? AND path < ?`,
		newPath, len(oldPath)+1, deeper, oldPath, oldEnd)
	if err != nil {
		return err
	}
	_, err = tx.exec(`UPDATE units SET path_end = CONCAT(SUBSTR(path, 1, LENGTH(path) - 1), '0') WHERE path >= ? AND path < ?`,
		newPath, newPath[:len(newPath)-1]+"0")
	return err
}

// Depth is the deepest level of a subtree.
func Depth(tx *Tx, u *domain.Unit) (int, error) {
	var n int
	err := tx.scan(&n, "SELECT COALESCE(MAX(depth), 0) FROM units WHERE path >= ? AND path < ?", u.Path, u.PathEnd)
	return n, err
}

// InSubtree reports whether unit lies in the subtree of root.
func InSubtree(tx *Tx, unit, root domain.ID) (bool, error) {
	if unit.IsZero() || root.IsZero() {
		return false, nil
	}
	n, err := Units.Count(tx, Subtree("id")+" AND id = ?", root, unit)
	return n == 1, err
}

// StaffIDByNIP finds the person in scope.
func StaffIDByNIP(tx *Tx, sc domain.Scope, nip string) (domain.ID, error) {
	v, err := Staff.GetBy(tx, sc, "nip", nip)
	if err != nil {
		return domain.ID{}, err
	}
	return v.ID, nil
}

// HolidaysSince reads all holidays from the day on.
func HolidaysSince(tx *Tx, from domain.Date) ([]domain.Holiday, error) {
	return Holidays.Where(tx, "date", "date >= ?", from)
}

// ListReferences reads one page of a reference table in its own order. The tables are small (the largest has 28,000 rows) and
// names such as "S-1 AKUNTANSI" are looked for by any part, so q reads through the kind.
func ListReferences(tx *Tx, kind, q, level string, afterOrdinal int, afterCode string, limit int) ([]domain.ReferenceEntry, error) {
	db := tx.db.Table("reference_entries").Where("kind = ?", kind)
	if q != "" {
		db = db.Where("INSTR(name_norm, ?) > 0", domain.Norm(q))
	}
	if level != "" {
		db = db.Where("level = ?", level)
	}
	if afterCode != "" {
		db = db.Where("(ordinal >= ? AND (ordinal > ? OR code > ?))", afterOrdinal, afterOrdinal, afterCode)
	}
	rows := []domain.ReferenceEntry{}
	return rows, translate(db.Order("ordinal, code").Limit(limit).Find(&rows).Error, "reference entry")
}

// Setting reads a setting; empty where it was never written.
func Setting(tx *Tx, name string) (string, error) {
	var v string
	err := tx.scan(&v, "SELECT value FROM settings WHERE name = ?", name)
	return v, err
}

// SetSetting writes a setting.
func SetSetting(tx *Tx, name, value string) error {
	n, err := tx.exec("UPDATE settings SET value = ?, updated_at = ? WHERE name = ?", value, tx.Now, name)
	if err != nil || n > 0 {
		return err
	}
	_, err = tx.exec("INSERT INTO settings (name, value, updated_at) VALUES (?, ?, ?)", name, value, tx.Now)
	return err
}

// MustBeEmpty refuses a database that holds registry rows or accounts.
func MustBeEmpty(tx *Tx) error {
	for _, table := range []string{"units", "positions", "staff", "users", "proposals"} {
		var n int64
		if err := tx.db.Table(table).Limit(1).Count(&n).Error; err != nil {
			return translate(err, table)
		}
		if n > 0 {
			return domain.Errorf(domain.Conflict, "not_empty", "the database holds data that are not the sample city's (table %s)", table)
		}
	}
	return nil
}

package repository

import (
	"slices"

	"mutasi/domain"
)

// Programmes of transfers. Drafts are for those who prepare or inspect them.
var Programmes = &Table[domain.Programme, *domain.Programme]{
	Name: "programmes", What: "programme", DefaultSort: "-starts_on", Published: "programmes.state <> 'draft'",
	Filters: map[string]Filter{"state": in("programmes.state"), "goal": in("programmes.goal")},
	Sorts: map[string]Sort[domain.Programme]{
		"name":      {"name_norm", func(p *domain.Programme) any { return p.NameNorm }},
		"starts_on": {"starts_on", func(p *domain.Programme) any { return p.StartsOn.String() }},
	},
	Words: func(p *domain.Programme) []string { return domain.Words(p.Name) },
}

// Aspirations are lists of wishes.
var Aspirations = &Table[domain.Aspiration, *domain.Aspiration]{
	Name: "aspirations", What: "aspiration", DefaultSort: "-created_at", SelfCol: "staff_id",
	Filters: map[string]Filter{
		"staff_id": eq("aspirations.staff_id", ID), "programme_id": eq("aspirations.programme_id", ID), "state": in("aspirations.state"),
	},
	Sorts: map[string]Sort[domain.Aspiration]{"created_at": byID[domain.Aspiration]()},
}

// AddProgrammeChange stores what a change of an announced programme replaced.
func AddProgrammeChange(tx *Tx, c *domain.ProgrammeChange) error {
	return translate(tx.db.Table("programme_changes").Create(c).Error, "change")
}

// ProgrammeChanges reads one page of a programme's changes, oldest first, after the given id.
func ProgrammeChanges(tx *Tx, programme, after domain.ID, limit int) ([]domain.ProgrammeChange, error) {
	rows := []domain.ProgrammeChange{}
	err := tx.db.Table("programme_changes").Where("programme_id = ? AND id > ?", programme, after[:]).Order("id").Limit(limit).Find(&rows).Error
	return rows, translate(err, "change")
}

// UnitSeats counts the seats of the active positions that hang on each of the units themselves.
func UnitSeats(tx *Tx, units []domain.ID) (map[domain.ID]int, error) {
	var rows []countByID
	err := tx.scan(&rows, "SELECT unit_id AS id, SUM(quota) AS n FROM positions WHERE unit_id IN ? AND active GROUP BY unit_id", few(units))
	return countMap(rows), err
}

// wishRow is one wish of an active list.
type wishRow struct {
	AspirationID domain.ID `gorm:"column:aspiration_id"`
	Rank         int       `gorm:"column:wish_rank"`
	ProgrammeID  domain.ID `gorm:"column:programme_id"`
	StaffID      domain.ID `gorm:"column:staff_id"`
	PositionID   domain.ID `gorm:"column:position_id"`
	UnitID       domain.ID `gorm:"column:unit_id"`
}

// SetWishes keeps the rows of a list's wishes: those that it has while it is active, none afterwards.
func SetWishes(tx *Tx, a *domain.Aspiration) error {
	if _, err := tx.exec("DELETE FROM aspiration_wishes WHERE aspiration_id = ?", a.ID); err != nil || a.State != domain.AspirationActive {
		return err
	}
	return InsertWishes(tx, []domain.Aspiration{*a})
}

// InsertWishes writes the rows of the wishes of many active lists at once.
func InsertWishes(tx *Tx, lists []domain.Aspiration) error {
	var rows []wishRow
	for _, a := range lists {
		for _, w := range a.Wishes {
			rows = append(rows, wishRow{a.ID, w.Rank, a.ProgrammeID, a.StaffID, w.PositionID, w.UnitID})
		}
	}
	return translate(tx.bulk().Table("aspiration_wishes").CreateInBatches(rows, 500).Error, "wish")
}

// AddAspirationStep stores a step in the life of a list of wishes.
func AddAspirationStep(tx *Tx, s *domain.AspirationStep) error {
	return translate(tx.db.Table("aspiration_history").Create(s).Error, "step")
}

// AspirationHistory reads one page of the steps of a list of wishes, oldest first, after the given version.
func AspirationHistory(tx *Tx, aspiration domain.ID, after, limit int) ([]domain.AspirationStep, error) {
	rows := []domain.AspirationStep{}
	err := tx.db.Table("aspiration_history").Where("aspiration_id = ? AND version > ?", aspiration, after).Order("version").Limit(limit).Find(&rows).Error
	return rows, translate(err, "step")
}

// OpenWish is a wish of an active list. Either the position or the unit is named.
type OpenWish struct {
	StaffID    domain.ID `gorm:"column:staff_id"`
	PositionID domain.ID `gorm:"column:position_id"`
	UnitID     domain.ID `gorm:"column:unit_id"`
	Rank       int       `gorm:"column:wish_rank"`
}

const openWishes = " FROM aspiration_wishes w JOIN programmes g ON g.id = w.programme_id AND g.state = 'open' WHERE "

// OpenWishes reads what people wish for in programmes that are open. Who is not in the map has no list.
func OpenWishes(tx *Tx, people []domain.ID) (map[domain.ID][]OpenWish, error) {
	var rows []OpenWish
	err := tx.scan(&rows, "SELECT w.staff_id, w.position_id, w.unit_id, w.wish_rank"+openWishes+"w.staff_id IN ? ORDER BY w.staff_id, w.wish_rank", few(people))
	return grouped(rows, func(w *OpenWish) domain.ID { return w.StaffID }), err
}

// Wishers reads who wishes for a position, or for its unit or one above it, in programmes that are open, each with the dearest
// rank of such a wish.
func Wishers(tx *Tx, position domain.ID, units []domain.ID) (map[domain.ID]int, error) {
	var rows []countByID
	err := tx.scan(&rows, "SELECT w.staff_id AS id, w.wish_rank AS n"+openWishes+"w.position_id = ? UNION ALL SELECT w.staff_id AS id, w.wish_rank AS n"+openWishes+"w.unit_id IN ?",
		position, few(units))
	m := make(map[domain.ID]int, len(rows))
	for _, r := range rows {
		if have, ok := m[r.ID]; !ok || r.N < have {
			m[r.ID] = r.N
		}
	}
	return m, err
}

// PositionDemand reads one page of the positions that are wished for, by code after the given one.
func PositionDemand(tx *Tx, programme domain.ID, on domain.Date, after string, limit int) ([]domain.Demand, error) {
	rows := []domain.Demand{}
	if err := tx.scan(&rows, `SELECT p.id AS position_id, p.unit_id, p.code, p.title AS name, p.kind, p.quota AS seats FROM positions p
		WHERE p.code > ? AND EXISTS (SELECT 1 FROM aspiration_wishes w WHERE w.programme_id = ? AND w.position_id = p.id) ORDER BY p.code LIMIT ?`, after, programme, limit); err != nil {
		return nil, err
	}
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].PositionID
	}
	filled, err := Filled(tx, ids, on)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Filled = filled[ids[i]]
	}
	return rows, countWishes(tx, programme, "position_id", ids, rows)
}

// UnitDemand reads one page of the units that are wished for, by code after the given one. Seats and holders are those of the
// unit with everything below it.
func UnitDemand(tx *Tx, programme domain.ID, on domain.Date, after string, limit int) ([]domain.Demand, error) {
	rows := []domain.Demand{}
	if err := tx.scan(&rows, `SELECT u.id AS unit_id, u.code, u.name, u.kind FROM units u
		WHERE u.code > ? AND EXISTS (SELECT 1 FROM aspiration_wishes w WHERE w.programme_id = ? AND w.unit_id = u.id) ORDER BY u.code LIMIT ?`, after, programme, limit); err != nil {
		return nil, err
	}
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].UnitID
	}
	const below = " FROM units u JOIN units c ON c.path >= u.path AND c.path < u.path_end "
	var seats, filled []countByID
	if err := tx.scan(&seats, "SELECT u.id, SUM(p.quota) AS n"+below+"JOIN positions p ON p.unit_id = c.id AND p.active WHERE u.id IN ? GROUP BY u.id", few(ids)); err != nil {
		return nil, err
	}
	if err := tx.scan(&filled, "SELECT u.id, COUNT(*) AS n"+below+"JOIN appointments a ON a.unit_id = c.id AND a.kind = 'definitive' AND a."+
		"valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?) WHERE u.id IN ? GROUP BY u.id", on, on, few(ids)); err != nil {
		return nil, err
	}
	bySeats, byFilled := countMap(seats), countMap(filled)
	for i, id := range ids {
		rows[i].Seats, rows[i].Filled = bySeats[id], byFilled[id]
	}
	return rows, countWishes(tx, programme, "unit_id", ids, rows)
}

// countWishes fills in how often each of the places is wished for; col is the column that names it.
func countWishes(tx *Tx, programme domain.ID, col string, places []domain.ID, rows []domain.Demand) error {
	var counts []struct {
		ID     domain.ID `gorm:"column:id"`
		First  int       `gorm:"column:first_wishes"`
		Wishes int       `gorm:"column:wishes"`
	}
	err := tx.scan(&counts, "SELECT "+col+" AS id, SUM(CASE wish_rank WHEN 1 THEN 1 ELSE 0 END) AS first_wishes, COUNT(*) AS wishes FROM aspiration_wishes WHERE programme_id = ? AND "+
		col+" IN ? GROUP BY "+col, programme, few(places))
	for _, c := range counts {
		if i := slices.Index(places, c.ID); i >= 0 {
			rows[i].FirstWishes, rows[i].Wishes = c.First, c.Wishes
		}
	}
	return err
}

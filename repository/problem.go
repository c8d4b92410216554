package repository

import (
	"database/sql"

	"mutasi/domain"
)

// The reads of this file take whole tables in one statement each, few columns of them: a plan looks at everybody.

// AllOwned reads the given columns of all rows of a table, by the person to whom they belong, each person's in order.
func AllOwned[T any, P OwnedEntity[T]](tx *Tx, t *Table[T, P], columns, order string) (map[domain.ID][]T, error) {
	rows, err := readAll[T](&t.scan, tx.db.Table(t.Name).Select("staff_id, "+columns).Order("staff_id, "+order), 0)
	if err != nil {
		return nil, translate(err, t.What)
	}
	return grouped(rows, func(v *T) domain.ID { return *P(v).Owner() }), nil
}

// AllStaff reads what rules and seats need of everybody: no names and numbers.
func AllStaff(tx *Tx) (map[domain.ID]*domain.Staff, error) {
	rows, err := readAll[domain.Staff](&Staff.scan, tx.db.Table(Staff.Name).Select(`id, employment, birth_date, rank_code, education_level, major, unit_id, position_id,
		position_since, status, legal_status, probation, part_time, appointed_on, pns_since, pledge_on, service_bond_until, in_court, under_examination,
		relations_declared_on`), 0)
	return keyed(rows, func(s *domain.Staff) domain.ID { return s.ID }), translate(err, Staff.What)
}

// AllPositions reads every position, open and closed, without its standard.
func AllPositions(tx *Tx) (map[domain.ID]*domain.Position, error) {
	rows, err := Positions.Where(tx, "id", "1 = 1")
	return keyed(rows, func(p *domain.Position) domain.ID { return p.ID }), err
}

// AllUnits reads every unit.
func AllUnits(tx *Tx) (map[domain.ID]*domain.Unit, error) {
	rows, err := Units.Where(tx, "id", "1 = 1")
	return keyed(rows, func(u *domain.Unit) domain.ID { return u.ID }), err
}

func keyed[T any](rows []T, id func(*T) domain.ID) map[domain.ID]*T {
	m := make(map[domain.ID]*T, len(rows))
	for i := range rows {
		m[id(&rows[i])] = &rows[i]
	}
	return m
}

// AllStandards reads the competency standard of every position that has one, in order of the competencies. Positions with
// equal standards share one list: a city has thousands of positions and a few dozen standards.
func AllStandards(tx *Tx) (map[domain.ID][]domain.Requirement, error) {
	rows, err := tx.db.Raw("SELECT position_id, competency_id, level, weight FROM position_requirements ORDER BY position_id, competency_id").Rows()
	if err != nil {
		return nil, translate(err, "requirement")
	}
	defer func() { _ = rows.Close() }()
	found, shared := map[domain.ID][]domain.Requirement{}, map[string][]domain.Requirement{}
	var of, next, competency domain.ID
	var r domain.Requirement
	var list []domain.Requirement
	var key []byte
	keep := func() {
		if len(list) == 0 {
			return
		}
		if _, known := shared[string(key)]; !known {
			shared[string(key)] = append([]domain.Requirement(nil), list...)
		}
		found[of] = shared[string(key)]
		list, key = list[:0], key[:0]
	}
	var position, code sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&position, &code, &r.Level, &r.Weight); err != nil {
			return nil, translate(err, "requirement")
		}
		copy(next[:], position)
		copy(competency[:], code)
		if next != of {
			keep()
			of = next
		}
		r.CompetencyID = competency
		list = append(list, r)
		key = append(append(key, code...), byte(r.Level), byte(r.Weight))
	}
	keep()
	return found, translate(rows.Err(), "requirement")
}

// AllKin reads every family tie from both sides, each relative once.
func AllKin(tx *Tx) (map[domain.ID][]domain.ID, error) {
	var rows []struct {
		A domain.ID `gorm:"column:a"`
		B domain.ID `gorm:"column:b"`
	}
	err := tx.scan(&rows, "SELECT staff_id AS a, other_staff_id AS b FROM relations UNION SELECT other_staff_id AS a, staff_id AS b FROM relations")
	m := map[domain.ID][]domain.ID{}
	for _, r := range rows {
		m[r.A] = append(m[r.A], r.B)
	}
	return m, err
}

// AllDeciders counts everybody's accounts with the role pyb or ppk.
func AllDeciders(tx *Tx) (map[domain.ID]int, error) {
	var rows []countByID
	err := tx.scan(&rows, `SELECT staff_id AS id, COUNT(*) AS n FROM users WHERE staff_id IS NOT NULL AND (roles LIKE '%"pyb"%' OR roles LIKE '%"ppk"%') GROUP BY staff_id`)
	return countMap(rows), err
}

// OpenMove is a proposal that still occupies its person.
type OpenMove struct {
	StaffID        domain.ID    `gorm:"column:staff_id"`
	FromPositionID domain.ID    `gorm:"column:from_position_id"`
	ToPositionID   domain.ID    `gorm:"column:to_position_id"`
	State          domain.State `gorm:"column:state"`
	Day            domain.Date  `gorm:"column:day"`
}

// OpenMoves reads all of them.
func OpenMoves(tx *Tx) ([]OpenMove, error) {
	var rows []OpenMove
	err := tx.scan(&rows, `SELECT staff_id, from_position_id, to_position_id, state, COALESCE(effective_on, planned_date) AS day
		FROM proposals WHERE open_key IS NOT NULL`)
	return rows, err
}

// ProgrammeWishes reads the wishes of a programme's active lists, by person.
func ProgrammeWishes(tx *Tx, programme domain.ID) (map[domain.ID][]OpenWish, error) {
	var rows []OpenWish
	err := tx.scan(&rows, "SELECT staff_id, position_id, unit_id, wish_rank FROM aspiration_wishes WHERE programme_id = ? ORDER BY staff_id, wish_rank", programme)
	return grouped(rows, func(w *OpenWish) domain.ID { return w.StaffID }), err
}

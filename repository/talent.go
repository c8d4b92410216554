package repository

import (
	"fmt"
	"strconv"
	"strings"

	"mutasi/domain"
)

// BoxSQL is what it takes to place a person in the nine boxes in SQL: the numbers of the boxes by performance and potential,
// both 1 to 3 from the lowest, and the cuts of the potential axis in basis points.
type BoxSQL struct {
	Boxes        [4][4]int
	High, Medium int
	Method       string
}

// expr is the box of a profile called p, 0 where it cannot be placed. Only numbers of this program reach the text.
func (b BoxSQL) expr() string {
	col := potential(b.Method)
	by := func(performance int) string {
		return fmt.Sprintf("CASE WHEN %s >= %d THEN %d WHEN %s >= %d THEN %d ELSE %d END",
			col, b.High, b.Boxes[performance][3], col, b.Medium, b.Boxes[performance][2], b.Boxes[performance][1])
	}
	return "CASE WHEN p.rating1 = 0 OR " + col + " IS NULL THEN 0 WHEN p.rating1 = 1 THEN " + by(3) + " WHEN p.rating1 = 2 THEN " + by(2) + " ELSE " + by(1) + " END"
}

// TalentQuery chooses people on the talent map.
type TalentQuery struct {
	BoxSQL
	AncestorID domain.ID
	Kinds      []string // of the present position
	Boxes      []int    // none: all
	Pool       bool     // the last two ratings at least baik
	After      *TalentPlace
	Limit      int
}

// TalentPlace is where a page ended.
type TalentPlace struct {
	Box       int
	Potential int
	ID        domain.ID
}

// TalentRow is a profile with its box.
type TalentRow struct {
	StaffProfile
	Box int `gorm:"column:box"`
}

func (q TalentQuery) where() (string, []any) {
	conds, args := []string{"p.status = 'active'"}, []any{}
	if !q.AncestorID.IsZero() {
		conds, args = append(conds, Subtree("p.unit_id")), append(args, q.AncestorID)
	}
	if len(q.Kinds) > 0 {
		conds, args = append(conds, "p.kind IN ?"), append(args, q.Kinds)
	}
	if q.Pool {
		conds = append(conds, "p.rating1 IN (1, 2) AND p.rating2 IN (1, 2)")
	}
	return strings.Join(conds, " AND "), args
}

// TalentCount is how many people stand in one box; in box 0 also why.
type TalentCount struct {
	Box         int  `gorm:"column:box"`
	NoRating    bool `gorm:"column:no_rating"`
	NoPotential bool `gorm:"column:no_potential"`
	N           int  `gorm:"column:n"`
}

// TalentCounts counts people by box.
func TalentCounts(tx *Tx, q TalentQuery) ([]TalentCount, error) {
	where, args := q.where()
	var rows []TalentCount
	err := tx.scan(&rows, "SELECT t.box, t.no_rating, t.no_potential, COUNT(*) AS n FROM (SELECT "+q.expr()+" AS box, p.rating1 = 0 AS no_rating, "+
		potential(q.Method)+" IS NULL AS no_potential FROM staff_profiles p WHERE "+where+") t GROUP BY t.box, t.no_rating, t.no_potential ORDER BY t.box", args...)
	return rows, err
}

// TalentPage lists people of the boxes, the highest box first, then by potential.
func TalentPage(tx *Tx, q TalentQuery) ([]TalentRow, error) {
	where, args := q.where()
	pot := "COALESCE(" + potential(q.Method) + ", -1)"
	query := "SELECT t.staff_id, t.unit_id, t.position_id, t.kind, t.rating1, t.rating2, t.rating_year, t.potential_capped, t.potential_raw, t.assessed_on, t.box FROM (SELECT p.staff_id, p.unit_id, p.position_id, p.kind, p.rating1, p.rating2, p.rating_year, p.potential_capped, p.potential_raw, p.assessed_on, " +
		q.expr() + " AS box, " + pot + " AS pot FROM staff_profiles p WHERE " + where + ") t WHERE "
	if len(q.Boxes) > 0 {
		in := make([]string, len(q.Boxes))
		for i, b := range q.Boxes {
			in[i] = strconv.Itoa(b)
		}
		query += "t.box IN (" + strings.Join(in, ", ") + ") AND "
	}
	if a := q.After; a != nil {
		query += "(t.box < ? OR t.box = ? AND (t.pot < ? OR t.pot = ? AND t.staff_id > ?)) AND "
		args = append(args, a.Box, a.Box, a.Potential, a.Potential, a.ID[:])
	}
	rows := []TalentRow{}
	err := tx.scan(&rows, query+"1 = 1 ORDER BY t.box DESC, t.pot DESC, t.staff_id LIMIT ?", append(args, q.Limit)...)
	return rows, err
}

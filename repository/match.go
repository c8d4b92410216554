package repository

import (
	"database/sql"
	"encoding/json"
	"strings"

	"mutasi/domain"
)

// The reads of this file take many people, positions or proposals at once: one query each, however many they are.

// few pads a list of ids to a power of two by repeating the last one, so that a handful of statements is prepared and not one
// for every length.
func few(ids []domain.ID) []domain.ID {
	if len(ids) == 0 {
		return []domain.ID{{}} // matches no row
	}
	size := 1
	for size < len(ids) {
		size *= 2
	}
	out := make([]domain.ID, size)
	copy(out, ids)
	for i := len(ids); i < size; i++ {
		out[i] = ids[len(ids)-1]
	}
	return out
}

// OwnedEntity is a row that belongs to one person.
type OwnedEntity[T any] interface {
	Entity[T]
	Owner() *domain.ID
}

// ByOwner reads what belongs to people, each person's rows in the given order.
func ByOwner[T any, P OwnedEntity[T]](tx *Tx, t *Table[T, P], people []domain.ID, order string) (map[domain.ID][]T, error) {
	rows, err := t.Where(tx, "staff_id, "+order, "staff_id IN ?", few(people))
	if err != nil {
		return nil, err
	}
	return grouped(rows, func(v *T) domain.ID { return *P(v).Owner() }), nil
}

// grouped splits rows that are in order of their key.
func grouped[T any](rows []T, key func(*T) domain.ID) map[domain.ID][]T {
	m := map[domain.ID][]T{}
	for from := 0; from < len(rows); {
		k, to := key(&rows[from]), from+1
		for to < len(rows) && key(&rows[to]) == k {
			to++
		}
		m[k] = rows[from:to:to]
		from = to
	}
	return m
}

func partsOfMany[T any](tx *Tx, table string, proposals []domain.ID, key func(*T) domain.ID) (map[domain.ID][]T, error) {
	rows := []T{}
	if len(proposals) > 0 {
		if err := tx.db.Table(table).Where("proposal_id IN ?", few(proposals)).Order("proposal_id, at, id").Find(&rows).Error; err != nil {
			return nil, translate(err, table)
		}
	}
	return grouped(rows, key), nil
}

// DocumentsOf reads the documents of proposals, oldest first.
func DocumentsOf(tx *Tx, proposals []domain.ID) (map[domain.ID][]domain.Document, error) {
	return partsOfMany(tx, "documents", proposals, func(d *domain.Document) domain.ID { return d.ProposalID })
}

// OpinionsOf reads the opinions on proposals, oldest first.
func OpinionsOf(tx *Tx, proposals []domain.ID) (map[domain.ID][]domain.Opinion, error) {
	return partsOfMany(tx, "opinions", proposals, func(o *domain.Opinion) domain.ID { return o.ProposalID })
}

// OverridesOf reads the overrides of proposals.
func OverridesOf(tx *Tx, proposals []domain.ID) (map[domain.ID][]domain.Override, error) {
	return partsOfMany(tx, "overrides", proposals, func(o *domain.Override) domain.ID { return o.ProposalID })
}

// holding is one definitive appointment as counts of seats need it.
type holding struct {
	PositionID domain.ID   `gorm:"column:position_id"`
	ValidFrom  domain.Date `gorm:"column:valid_from"`
	ValidTo    domain.Date `gorm:"column:valid_to"`
}

// promise is one seat that a proposal gives or frees.
type promise struct {
	ID         domain.ID    `gorm:"column:id"`
	PositionID domain.ID    `gorm:"column:position_id"`
	Day        domain.Date  `gorm:"column:day"`
	State      domain.State `gorm:"column:state"`
	RingID     domain.ID    `gorm:"column:ring_id"`
	PlanID     domain.ID    `gorm:"column:plan_id"`
	ValidFrom  domain.Date  `gorm:"column:valid_from"` // of the appointment that a seat is left with
	ValidTo    domain.Date  `gorm:"column:valid_to"`
}

// frees reports whether a proposal may count on the seat by the day: its holder is promised to have left, or moves by the same
// ring or plan. A plan is verified as a whole; its approvals wait for each other (see SeatsOn), and from then on only promises count.
func (l *promise) frees(p *domain.Proposal, day domain.Date) bool {
	return l.State.Promised() && !l.Day.After(day) || !p.RingID.IsZero() && l.RingID == p.RingID ||
		!p.PlanID.IsZero() && l.PlanID == p.PlanID && !p.State.Promised()
}

// SeatBook knows who holds, leaves and was promised seats of some positions between two days.
type SeatBook struct {
	held              map[domain.ID][]holding
	arriving, leaving map[domain.ID][]promise
}

// OpenSeatBook reads the occupancy of positions from one day to another, both included.
func OpenSeatBook(tx *Tx, positions []domain.ID, from, to domain.Date) (*SeatBook, error) {
	ids := few(positions)
	var held []holding
	if err := tx.scan(&held, `SELECT position_id, valid_from, valid_to FROM appointments WHERE position_id IN ? AND kind = 'definitive'
		AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY position_id`, ids, to, from); err != nil {
		return nil, err
	}
	var arriving, leaving []promise
	if err := tx.scan(&arriving, "SELECT id, to_position_id AS position_id FROM proposals WHERE to_position_id IN ? AND "+promised+" ORDER BY to_position_id", ids); err != nil {
		return nil, err
	}
	err := tx.scan(&leaving, `SELECT p.id, p.from_position_id AS position_id, COALESCE(p.effective_on, p.planned_date) AS day, p.state, p.ring_id, p.plan_id, a.valid_from, a.valid_to
		FROM proposals p JOIN staff s ON s.id = p.staff_id AND s.position_id = p.from_position_id
		JOIN appointments a ON a.staff_id = p.staff_id AND a.position_id = p.from_position_id AND a.kind = 'definitive' AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?)
		WHERE p.from_position_id IN ? AND (p.to_position_id IS NULL OR p.to_position_id <> p.from_position_id) AND p.open_key IS NOT NULL ORDER BY p.from_position_id`, to, from, ids)
	return &SeatBook{
		held:     grouped(held, func(h *holding) domain.ID { return h.PositionID }),
		arriving: grouped(arriving, func(p *promise) domain.ID { return p.PositionID }),
		leaving:  grouped(leaving, func(p *promise) domain.ID { return p.PositionID }),
	}, err
}

func within(from, to, day domain.Date) bool {
	return !from.After(day) && (to.IsZero() || to.After(day))
}

// On counts the seats of a position on a day as one proposal finds them; see SeatsOn.
func (b *SeatBook) On(position *domain.Position, p *domain.Proposal, day domain.Date) Seats {
	seats := Seats{Quota: position.Quota}
	for _, h := range b.held[position.ID] {
		if within(h.ValidFrom, h.ValidTo, day) {
			seats.Holders++
		}
	}
	for i := range b.leaving[position.ID] {
		if l := &b.leaving[position.ID][i]; within(l.ValidFrom, l.ValidTo, day) && l.frees(p, day) { // who is gone already frees no seat twice
			seats.Holders--
		}
	}
	for _, a := range b.arriving[position.ID] {
		if a.ID != p.ID {
			seats.Promised++
		}
	}
	return seats
}

// UnitDay is a unit on a day.
type UnitDay struct {
	UnitID domain.ID
	Day    domain.Date
}

// Staffing counts the seats of units, and their definitive holders on each of the days.
func Staffing(tx *Tx, units []domain.ID, days []domain.Date) (quota map[domain.ID]int, filled map[UnitDay]int, err error) {
	if len(units) == 0 || len(days) == 0 {
		return map[domain.ID]int{}, map[UnitDay]int{}, nil
	}
	var seats []countByID
	if err := tx.scan(&seats, "SELECT unit_id AS id, SUM(quota) AS n FROM positions WHERE unit_id IN ? AND active GROUP BY unit_id", few(units)); err != nil {
		return nil, nil, err
	}
	filled = map[UnitDay]int{}
	args := make([]any, len(days), len(days)+1)
	for i, d := range days {
		args[i] = d.String()
	}
	var rows []struct {
		UnitID domain.ID `gorm:"column:unit_id"`
		Day    string    `gorm:"column:day"`
		N      int       `gorm:"column:n"`
	}
	if err := tx.scan(&rows, "SELECT a.unit_id, d.day, COUNT(*) AS n FROM (SELECT ? AS day"+strings.Repeat(" UNION ALL SELECT ?", len(days)-1)+`) d
		JOIN appointments a ON a.valid_from <= d.day AND (a.valid_to IS NULL OR a.valid_to > d.day) WHERE a.unit_id IN ? AND a.kind = 'definitive'
		GROUP BY a.unit_id, d.day`, append(args, few(units))...); err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		day, err := domain.ParseDate(r.Day)
		if err != nil {
			return nil, nil, err
		}
		filled[UnitDay{r.UnitID, day}] = r.N
	}
	return countMap(seats), filled, nil
}

// Kin reads the family ties of people, whoever declared them, each relative once.
func Kin(tx *Tx, people []domain.ID) (map[domain.ID][]domain.ID, error) {
	var rows []struct {
		A domain.ID `gorm:"column:a"`
		B domain.ID `gorm:"column:b"`
	}
	ids := few(people)
	err := tx.scan(&rows, `SELECT staff_id AS a, other_staff_id AS b FROM relations WHERE staff_id IN ?
		UNION SELECT other_staff_id AS a, staff_id AS b FROM relations WHERE other_staff_id IN ?`, ids, ids)
	m := map[domain.ID][]domain.ID{}
	for _, r := range rows {
		m[r.A] = append(m[r.A], r.B)
	}
	return m, err
}

// Deciders counts, for each of the people, their accounts with the role pyb or ppk.
func Deciders(tx *Tx, people []domain.ID) (map[domain.ID]int, error) {
	var rows []countByID
	err := tx.scan(&rows, `SELECT staff_id AS id, COUNT(*) AS n FROM users WHERE staff_id IN ? AND (roles LIKE '%"pyb"%' OR roles LIKE '%"ppk"%') GROUP BY staff_id`, few(people))
	return countMap(rows), err
}

// HeldBy reads the appointments of any kind that people hold on a day.
func HeldBy(tx *Tx, people []domain.ID, on domain.Date) (map[domain.ID][]domain.Appointment, error) {
	rows, err := Appointments.Where(tx, "staff_id, id", "staff_id IN ? AND "+holds, few(people), on, on)
	return grouped(rows, func(a *domain.Appointment) domain.ID { return a.StaffID }), err
}

// PostFilter chooses positions that are not closed. Zero values do not filter.
type PostFilter struct {
	Not                domain.ID
	Kinds              []string
	UnitID, AncestorID domain.ID
	Vacant, Strategic  bool
}

// EachPost hands over what a score needs of every position of the filter, in no order, without its standard. The position is
// valid until fn returns; nothing is kept.
func EachPost(tx *Tx, f PostFilter, fn func(*domain.Position) error) error {
	conds, args := []string{"p.active"}, []any{}
	add := func(cond string, values ...any) { conds, args = append(conds, cond), append(args, values...) }
	if !f.Not.IsZero() {
		add("p.id <> ?", f.Not)
	}
	if len(f.Kinds) > 0 {
		add("p.kind IN ?", f.Kinds)
	}
	if !f.UnitID.IsZero() {
		add("p.unit_id = ?", f.UnitID)
	}
	if !f.AncestorID.IsZero() {
		add(Subtree("p.unit_id"), f.AncestorID)
	}
	if f.Vacant {
		add("p.quota > (SELECT COUNT(*) FROM staff h WHERE h.position_id = p.id)")
	}
	if f.Strategic {
		add("p.strategic")
	}
	rows, err := tx.db.Raw("SELECT p.id, p.unit_id, p.kind, p.level, p.family, p.rank_min, p.rank_max, p.education_min, p.majors FROM positions p WHERE "+
		strings.Join(conds, " AND "), args...).Rows()
	if err != nil {
		return translate(err, "position")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var p domain.Position
		var majors sql.RawBytes
		if err := rows.Scan(&p.ID, &p.UnitID, &p.Kind, &p.Level, &p.Family, &p.RankMin, &p.RankMax, &p.EducationMin, &majors); err != nil {
			return translate(err, "position")
		}
		if err := json.Unmarshal(majors, &p.Majors); err != nil {
			return err
		}
		if err := fn(&p); err != nil {
			return err
		}
	}
	return translate(rows.Err(), "position")
}

package needs

import (
	"strconv"

	"mutasi/domain"
)

// MaxMoves is the most that one question takes.
const MaxMoves = 1000

// Move asks: what if this person held that position?
type Move struct {
	StaffID    domain.ID `json:"staff_id" validate:"required"`
	PositionID domain.ID `json:"position_id" validate:"required"`
}

// Mover is what a move needs to know of the person. The zero Mover is nobody.
type Mover struct {
	Known      bool
	PNS        bool
	Birth      domain.Date
	PositionID domain.ID // zero: holds none
}

// Target is what a move needs to know of the position it leads to. The zero Target is none.
type Target struct {
	Known, Open   bool
	Quota, Filled int64
}

// CheckMoves names every row that cannot be, all at once: a person twice, unknown or without a position; a position unknown,
// closed, held already by this person, or full once the moves before it are counted. All departures count first, so that two
// people may trade places.
func CheckMoves(moves []Move, people map[domain.ID]Mover, targets map[domain.ID]Target) []domain.FieldError {
	var c domain.Check
	seen := make(map[domain.ID]bool, len(moves))
	free := make(map[domain.ID]int64, len(targets))
	for id, t := range targets {
		free[id] = t.Quota - t.Filled
	}
	good := make([]bool, len(moves))
	for i, m := range moves {
		person, target := people[m.StaffID], targets[m.PositionID]
		staff, position := row(i, "/staff_id"), row(i, "/position_id")
		known, twice := person.Known, seen[m.StaffID]
		seen[m.StaffID] = true
		c.That(known, staff, "unknown_reference", "there is no such row")
		c.That(!known || !twice, staff, "duplicate", "this person is moved twice")
		c.That(!known || !person.PositionID.IsZero(), staff, "no_position", "this person holds no position")
		c.That(target.Known, position, "unknown_reference", "there is no such row")
		c.That(!target.Known || target.Open, position, "inactive", "this position is closed")
		c.That(!target.Known || !known || person.PositionID != m.PositionID, position, "same_position", "the person holds this position already")
		good[i] = known && !twice && !person.PositionID.IsZero() && target.Known && target.Open && person.PositionID != m.PositionID
		if _, counted := free[person.PositionID]; good[i] && counted {
			free[person.PositionID]++
		}
	}
	for i, m := range moves {
		if !good[i] {
			continue
		}
		t := targets[m.PositionID]
		free[m.PositionID]--
		c.That(free[m.PositionID] >= 0, row(i, "/position_id"), "position_full", "all %d seats of this position are taken, the other moves counted", t.Quota)
	}
	return c.Fields()
}

func row(i int, field string) string { return "/moves/" + strconv.Itoa(i) + field }

// Enter counts one more holder of the position.
func (p *Post) Enter(l Leave, m Mover) { p.shift(l, m, 1) }

// Exit counts one holder less.
func (p *Post) Exit(l Leave, m Mover) { p.shift(l, m, -1) }

func (p *Post) shift(l Leave, m Mover, by int64) {
	if m.PNS {
		p.PNS += by
	} else {
		p.PPPK += by
	}
	for k, n := range l.Leaving(m.Birth, p.Age) {
		p.Leaving[k] += by * n
	}
}

package service

import (
	"encoding/hex"
	"slices"
	"strings"

	"mutasi/domain"
	"mutasi/repository"
)

// register holds the rows that a batch of transfers rests on, each kind read in one query.
type register struct {
	today    domain.Date
	holidays []domain.Date

	staff       map[domain.ID]*domain.Staff
	positions   map[domain.ID]*domain.Position // from, to and former ones; those of to with their standards
	units       map[domain.ID]*domain.Unit
	ratings     map[domain.ID][]domain.Rating
	sanctions   map[domain.ID][]domain.Sanction
	history     map[domain.ID][]domain.Appointment
	trainings   map[domain.ID][]domain.TrainingRecord
	tests       map[domain.ID][]domain.Test
	educations  map[domain.ID][]domain.Education
	assessments map[domain.ID][]domain.Assessment
	wishes      map[domain.ID][]repository.OpenWish

	documents map[domain.ID][]domain.Document
	opinions  map[domain.ID][]domain.Opinion
	decrees   map[domain.ID]*domain.Decree
	forums    map[domain.ID]int // of a programme: those held until today

	book       *repository.SeatBook
	unitQuota  map[domain.ID]int
	unitFilled map[repository.UnitDay]int

	kin      map[domain.ID][]domain.ID
	deciders map[domain.ID]int
	kinPosts map[domain.ID][]domain.Appointment
	heads    map[domain.ID]map[domain.ID]bool // of a unit: the posts that head it or a unit above it
}

// idSet gathers ids once each, in the order in which they came.
type idSet struct {
	list []domain.ID
	seen map[domain.ID]bool
}

func (s *idSet) add(ids ...domain.ID) {
	if s.seen == nil {
		s.seen = map[domain.ID]bool{}
	}
	for _, id := range ids {
		if !id.IsZero() && !s.seen[id] {
			s.seen[id] = true
			s.list = append(s.list, id)
		}
	}
}

func (s *Service) readRegister(tx *repository.Tx, list []transfer) (*register, error) {
	r := &register{today: s.today(tx)}
	var err error
	if r.holidays, err = s.holidays(tx); err != nil {
		return nil, err
	}
	var people, proposals, decrees, programmes, positions, to, fromUnits, toUnits idSet
	var days []domain.Date
	for _, t := range list {
		people.add(t.p.StaffID)
		proposals.add(t.p.ID)
		decrees.add(t.p.DecreeID)
		programmes.add(t.p.ProgrammeID)
		to.add(t.p.ToPositionID)
		if day := r.seatDay(t.on); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	if err := r.readPeople(tx, people.list); err != nil {
		return nil, err
	}
	for _, t := range list {
		if person := r.staff[t.p.StaffID]; t.open && person != nil {
			t.p.FromPositionID, t.p.FromUnitID = person.PositionID, person.UnitID
		}
		positions.add(t.p.FromPositionID, t.p.ToPositionID)
	}
	for _, id := range people.list {
		for _, h := range r.history[id] {
			positions.add(h.PositionID)
		}
	}
	if err := r.readPosts(tx, positions.list, to.list); err != nil {
		return nil, err
	}
	for _, t := range list {
		if t.open {
			r.complete(t.p)
		}
		fromUnits.add(t.p.FromUnitID)
		toUnits.add(t.p.ToUnitID)
	}
	first, last := slices.MinFunc(days, domain.Date.Compare), slices.MaxFunc(days, domain.Date.Compare)
	return r, tx.Together(
		func() error { return r.readPapers(tx, proposals.list, decrees.list) },
		func() (err error) { r.book, err = repository.OpenSeatBook(tx, to.list, first, last); return },
		func() (err error) {
			r.unitQuota, r.unitFilled, err = repository.Staffing(tx, fromUnits.list, days)
			return
		},
		func() error { return r.readKin(tx, people.list, toUnits.list) },
		func() (err error) { r.forums, err = repository.ForumsHeld(tx, programmes.list, r.today); return },
	)
}

// readPeople reads staff rows with everything that belongs to them.
func (r *register) readPeople(tx *repository.Tx, people []domain.ID) error {
	return tx.Together(
		func() (err error) { r.staff, err = repository.Staff.ByIDs(tx, people); return },
		func() (err error) {
			r.ratings, err = repository.ByOwner(tx, repository.Ratings, people, "year")
			return
		},
		func() (err error) {
			r.sanctions, err = repository.ByOwner(tx, repository.Sanctions, people, "starts_on, id")
			return
		},
		func() (err error) {
			r.history, err = repository.ByOwner(tx, repository.Appointments, people, "valid_from, id")
			return
		},
		func() (err error) {
			r.trainings, err = repository.ByOwner(tx, repository.TrainingRecords, people, "completed_on, id")
			return
		},
		func() (err error) {
			r.tests, err = repository.ByOwner(tx, repository.Tests, people, "held_on, id")
			return
		},
		func() (err error) {
			r.educations, err = repository.ByOwner(tx, repository.Educations, people, "id")
			return
		},
		func() (err error) {
			r.assessments, err = repository.ByOwner(tx, repository.Assessments, people, "assessed_on, id")
			return
		},
		func() (err error) { r.wishes, err = repository.OpenWishes(tx, people); return },
	)
}

// complete fills in what follows from the two posts of a move that nobody has made.
func (r *register) complete(p *domain.Proposal) {
	person, from, to := r.staff[p.StaffID], r.positions[p.FromPositionID], r.positions[p.ToPositionID]
	p.Direction = domain.DirectionInternal
	if person != nil && person.Status == domain.StatusIncoming {
		p.Direction = domain.DirectionIn
	}
	if to != nil {
		p.ToUnitID = to.UnitID
		if from != nil {
			p.Movement = domain.MovementOf(from.Kind, from.Level, to.Kind, to.Level)
		}
	}
}

// readPosts reads positions with their units, and the standards of the new ones.
func (r *register) readPosts(tx *repository.Tx, positions, to []domain.ID) (err error) {
	if r.positions, err = repository.Positions.ByIDs(tx, positions); err != nil {
		return err
	}
	var units idSet
	for _, id := range positions {
		if p := r.positions[id]; p != nil {
			units.add(p.UnitID)
		}
	}
	var standards map[domain.ID][]domain.Requirement
	err = tx.Together(
		func() (err error) { standards, err = repository.Requirements(tx, to); return },
		func() (err error) { r.units, err = repository.Units.ByIDs(tx, units.list); return },
	)
	for _, id := range to {
		if p := r.positions[id]; p != nil {
			p.Requirements = standards[id]
		}
	}
	return err
}

// readPapers reads what lies on stored proposals.
func (r *register) readPapers(tx *repository.Tx, proposals, decrees []domain.ID) (err error) {
	if len(proposals) == 0 {
		return nil
	}
	if r.documents, err = repository.DocumentsOf(tx, proposals); err != nil {
		return err
	}
	if r.opinions, err = repository.OpinionsOf(tx, proposals); err != nil {
		return err
	}
	r.decrees, err = repository.Decrees.ByIDs(tx, decrees)
	return err
}

// readKin reads family ties and, where there are any, what the relatives hold and who heads the new units.
func (r *register) readKin(tx *repository.Tx, people, toUnits []domain.ID) (err error) {
	if r.kin, err = repository.Kin(tx, people); err != nil || len(r.kin) == 0 {
		return err
	}
	var kin idSet
	for _, id := range people {
		kin.add(r.kin[id]...)
	}
	if r.deciders, err = repository.Deciders(tx, kin.list); err != nil {
		return err
	}
	if r.kinPosts, err = repository.HeldBy(tx, kin.list, r.today); err != nil {
		return err
	}
	var above idSet
	for _, id := range toUnits {
		if u := r.units[id]; u != nil {
			above.add(line(u)...)
		}
	}
	units, err := repository.Units.ByIDs(tx, above.list)
	if err != nil {
		return err
	}
	r.heads = map[domain.ID]map[domain.ID]bool{}
	for _, id := range toUnits {
		u := r.units[id]
		if u == nil {
			continue
		}
		r.heads[id] = map[domain.ID]bool{}
		for _, up := range line(u) {
			if v := units[up]; v != nil && !v.HeadPositionID.IsZero() {
				r.heads[id][v.HeadPositionID] = true
			}
		}
	}
	return nil
}

// line is the unit and those above it, from the root down, as its path names them.
func line(u *domain.Unit) []domain.ID {
	var ids []domain.ID
	for part := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
		var id domain.ID
		if n, err := hex.Decode(id[:], []byte(part)); err == nil && n == len(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

package service

import (
	"bytes"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
)

// census is the whole register, as far as the problem of a plan looks at it. What rules see of a person comes from the same rows
// and through the same code as for one transfer (register.dossier).
type census struct {
	register
	profiles map[domain.ID][]byte // packed fit.Candidate
	needs    map[domain.ID]needs.Post
	leave    needs.Leave
	wishes   map[domain.ID][]repository.OpenWish // of the programme; those of register would go into the fit
	open     []repository.OpenMove
}

// readCensus reads each table once, in a snapshot, so that they agree with each other. A city of 25,000 has some 300,000 rows of them.
func (s *Service) readCensus(tx *repository.Tx, programme domain.ID, asOf domain.Date, report Progress) (*census, error) {
	c := &census{register: register{today: asOf}, leave: needs.LeaveFrom(asOf)}
	reads := []func() error{
		func() (err error) { c.staff, err = repository.AllStaff(tx); return },
		func() (err error) {
			c.history, err = repository.AllOwned(tx, repository.Appointments, "position_id, unit_id, kind, valid_from, valid_to", "valid_from, id")
			return
		},
		func() (err error) {
			c.ratings, err = repository.AllOwned(tx, repository.Ratings, "year, predicate", "year")
			return
		},
		func() (err error) {
			c.trainings, err = repository.AllOwned(tx, repository.TrainingRecords, "completed_on, hours", "completed_on, id")
			return
		},
		func() (err error) {
			c.educations, err = repository.AllOwned(tx, repository.Educations, "major", "id")
			return
		},
		func() (err error) { c.positions, err = repository.AllPositions(tx); return },
		func() error { return c.readProfiles(tx) },
		func() error { return c.readNeeds(tx) },
		func() (err error) {
			c.sanctions, err = repository.AllOwned(tx, repository.Sanctions, "level, starts_on, ends_on, revoked_on", "starts_on, id")
			return
		},
		func() (err error) {
			c.tests, err = repository.AllOwned(tx, repository.Tests, "purpose, family, held_on, passed, agency", "held_on, id")
			return
		},
		func() (err error) { c.units, err = repository.AllUnits(tx); return },
		func() (err error) { c.holidays, err = s.holidays(tx); return },
		func() (err error) { c.kin, err = repository.AllKin(tx); return },
		func() (err error) { c.deciders, err = repository.AllDeciders(tx); return },
		func() (err error) {
			if c.wishes, err = repository.ProgrammeWishes(tx, programme); err == nil {
				c.forums, err = repository.ForumsHeld(tx, []domain.ID{programme}, asOf)
			}
			return
		},
		func() (err error) { c.open, err = repository.OpenMoves(tx); return },
	}
	g := gauge{report: report, stage: stageRegister, total: len(reads) + 1}
	const atOnce = 2 // other requests need connections too
	for i := 0; i < len(reads); i += atOnce {
		if err := tx.Together(reads[i : i+atOnce]...); err != nil {
			return nil, err
		}
		g.add(atOnce)
	}
	standards, err := repository.AllStandards(tx)
	if err != nil {
		return nil, err
	}
	for id, p := range c.positions {
		p.Requirements = standards[id]
	}
	c.lines()
	g.add(1)
	return c, nil
}

// readProfiles keeps everybody's profile packed, some hundred bytes each.
func (c *census) readProfiles(tx *repository.Tx) error {
	c.profiles = map[domain.ID][]byte{}
	return repository.EachProfile(tx, repository.ProfileFilter{Scope: domain.AllRows, Status: domain.StatusActive}, func(id domain.ID, data []byte) error {
		c.profiles[id] = bytes.Clone(data)
		return nil
	})
}

// readNeeds counts every position as the needs table does.
func (c *census) readNeeds(tx *repository.Tx) error {
	w := &needsWalk{tx: tx, used: map[needs.Basis]int{}, q: repository.NeedsQuery{Scope: domain.AllRows, Bounds: c.leave.Bounds}}
	c.needs = map[domain.ID]needs.Post{}
	return w.each(func(r *repository.NeedRow, p *needs.Post) { c.needs[r.ID] = *p })
}

// lines notes what relatives hold and, where there are any, who heads each unit and those above it, as readKin does.
func (c *census) lines() {
	c.kinPosts, c.heads = map[domain.ID][]domain.Appointment{}, map[domain.ID]map[domain.ID]bool{}
	if len(c.kin) == 0 {
		return
	}
	for id := range c.kin { // every relative has relatives
		for _, a := range c.history[id] {
			if a.Holds(c.today) {
				c.kinPosts[id] = append(c.kinPosts[id], a)
			}
		}
	}
	for id, u := range c.units {
		c.heads[id] = map[domain.ID]bool{}
		for _, up := range line(u) {
			if v := c.units[up]; v != nil && !v.HeadPositionID.IsZero() {
				c.heads[id][v.HeadPositionID] = true
			}
		}
	}
}

package service

import (
	"mutasi/domain"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// stuck finds the moves of a decree that cannot take effect now, with the reason. Removing one move can take away the seat
// of another, so it looks again until nothing changes.
func (s *Service) stuck(tx *repository.Tx, d *domain.Decree, moving []domain.Proposal) (map[domain.ID]string, error) {
	bad := map[domain.ID]string{}
	for _, p := range moving {
		why, err := s.personStuck(tx, d, &p)
		if err != nil {
			return nil, err
		}
		if why != "" {
			bad[p.ID] = why
		}
	}
	free, err := s.freeSeats(tx, d, moving)
	if err != nil {
		return nil, err
	}
	for {
		left := map[domain.ID]int{}
		for id, n := range free {
			left[id] = n
		}
		for _, p := range moving {
			if bad[p.ID] == "" {
				left[p.FromPositionID]++
				left[p.ToPositionID]--
			}
		}
		changed := false
		for i := len(moving) - 1; i >= 0; i-- { // the last proposal gives way first
			p := moving[i]
			if bad[p.ID] == "" && !p.ToPositionID.IsZero() && left[p.ToPositionID] < 0 {
				bad[p.ID] = "position_full"
				left[p.ToPositionID]++
				left[p.FromPositionID]--
				changed = true
			}
		}
		changed = stuckRings(moving, bad) || changed
		if !changed {
			return bad, nil
		}
	}
}

// personStuck tells why a person cannot move on the decree's day; empty where nothing is in the way.
func (s *Service) personStuck(tx *repository.Tx, d *domain.Decree, p *domain.Proposal) (string, error) {
	person, err := repository.Staff.Get(tx, domain.AllRows, p.StaffID)
	if err != nil {
		return "", err
	}
	switch {
	case person.Status == domain.StatusLeft:
		return "person_left", nil
	case person.PositionID != p.FromPositionID:
		return "person_moved_meanwhile", nil
	case !person.PositionSince.IsZero() && d.EffectiveDate.Before(person.PositionSince):
		return "before_current", nil
	}
	return "", nil
}

// freeSeats counts, for every position of the decree, the seats that are free from its day on while nobody of it has moved.
func (s *Service) freeSeats(tx *repository.Tx, d *domain.Decree, moving []domain.Proposal) (map[domain.ID]int, error) {
	free := map[domain.ID]int{}
	for _, p := range moving {
		for _, id := range []domain.ID{p.FromPositionID, p.ToPositionID} {
			if _, done := free[id]; done || id.IsZero() {
				continue
			}
			pos, err := repository.Positions.Get(tx, domain.AllRows, id)
			if err != nil {
				return nil, err
			}
			held, err := repository.MostHolders(tx, id, d.EffectiveDate)
			if err != nil {
				return nil, err
			}
			free[id] = pos.Quota - held
		}
	}
	return free, nil
}

// leave ends the position that the person holds, and acting ones too where the person leaves the agency.
func (s *Service) leave(tx *repository.Tx, d *domain.Decree, p *domain.Proposal) error {
	now, err := repository.Appointments.Where(tx, "valid_from DESC", "staff_id = ? AND (kind = 'definitive' OR ?) AND valid_to IS NULL",
		p.StaffID, p.Direction == domain.DirectionOut)
	if err != nil {
		return err
	}
	for i := range now {
		before := now[i]
		if err := repository.EndAppointment(tx, now[i].ID, d.EffectiveDate); err != nil {
			return err
		}
		now[i].ValidTo = d.EffectiveDate
		if err := s.record(tx, domain.System, "appointment.ended", "appointment", before.ID, before.Version+1, before, now[i]); err != nil {
			return err
		}
	}
	return nil
}

// arrive begins the new appointment, brings the staff row up to date, schedules the evaluations and takes the step.
func (s *Service) arrive(tx *repository.Tx, d *domain.Decree, p *domain.Proposal) error {
	if p.Direction == domain.DirectionOut {
		if err := repository.SetCache(tx, p.StaffID, nil); err != nil {
			return err
		}
		if err := repository.SetStatus(tx, p.StaffID, domain.StatusLeft); err != nil {
			return err
		}
	} else {
		app := &domain.Appointment{StaffID: p.StaffID, UnitID: p.ToUnitID, DecreeID: d.ID, ProposalID: p.ID, AppointmentInput: domain.AppointmentInput{
			PositionID: p.ToPositionID, Kind: domain.Definitive, Assignment: "D", ValidFrom: d.EffectiveDate, DecreeNumber: d.Number,
		}}
		if err := repository.Appointments.Insert(tx, app); err != nil {
			return err
		}
		if err := s.record(tx, domain.System, "appointment.created", "appointment", app.ID, 1, nil, app); err != nil {
			return err
		}
		if err := repository.SetCache(tx, p.StaffID, app); err != nil {
			return err
		}
		if p.Direction == domain.DirectionIn {
			if err := repository.SetStatus(tx, p.StaffID, domain.StatusActive); err != nil {
				return err
			}
		}
		if err := s.schedule(tx, p, d.EffectiveDate); err != nil {
			return err
		}
	}
	p.EffectiveOn, p.Blocked = d.EffectiveDate, ""
	step, ok := workflow.Lookup(p.State, workflow.Activate)
	if !ok {
		return workflow.Refuse(p, domain.System, workflow.Activate, false)
	}
	return s.move(tx, domain.System, p, step.To, string(workflow.Activate), d.Number)
}

// schedule plans the evaluations at baseline, 3, 6 and 12 months.
func (s *Service) schedule(tx *repository.Tx, p *domain.Proposal, from domain.Date) error {
	for _, stage := range domain.Stages {
		e := &domain.Evaluation{ProposalID: p.ID, StaffID: p.StaffID, UnitID: p.ToUnitID, Stage: stage, DueOn: from.AddMonths(domain.StageMonths[stage])}
		if err := repository.Evaluations.Insert(tx, e); err != nil {
			return err
		}
		if err := s.record(tx, domain.System, "evaluation.scheduled", "evaluation", e.ID, 1, nil, e); err != nil {
			return err
		}
	}
	return nil
}

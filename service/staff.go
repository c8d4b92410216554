package service

import (
	"strconv"

	"mutasi/domain"
	"mutasi/repository"
)

func pointerAt(list string, i int, field string) string { return list + "/" + strconv.Itoa(i) + field }

// beforeStaff derives what belongs to the row and keeps the position cache out of clients' hands.
func (s *Service) beforeStaff(tx *repository.Tx, _ domain.Actor, old, v *domain.Staff) error {
	if v == nil {
		return nil
	}
	v.NameNorm = domain.Norm(v.Name)
	var c domain.Check
	c.That(len(v.NIP) != 18 || domain.NIPFormat(v.NIP, v.Employment), "/nip", "nip_format", "this is no NIP: birth date, appointment month, sex and sequence must be possible")
	if old != nil {
		c.That(v.PositionID == old.PositionID, "/position_id", "read_only", "a position changes by an appointment, not here")
		c.That(v.PositionSince == old.PositionSince, "/position_since", "read_only", "a position changes by an appointment, not here")
		c.That(old.PositionID.IsZero() || v.UnitID == old.UnitID, "/unit_id", "read_only", "a position changes by an appointment, not here")
		c.That(old.Status == v.Status || old.PositionID.IsZero() || v.Status != domain.StatusLeft, "/status", "holds_position", "end the appointment first")
		return c.Err()
	}
	if !v.PositionID.IsZero() {
		// Before the row: its foreign key takes a shared lock on the position, and two who then want the seat would wait for each other.
		if err := tx.Lock("positions", v.PositionID); err != nil {
			return err
		}
		p, err := repository.Positions.Get(tx, domain.AllRows, v.PositionID)
		if err != nil && !isCode(err, "not_found") {
			return err
		}
		if err == nil {
			c.That(v.UnitID.IsZero() || v.UnitID == p.UnitID, "/unit_id", "other_unit", "the position belongs to another unit")
			v.UnitID = p.UnitID
		}
	}
	return c.Err()
}

// afterStaff begins the history of a new person who holds a position.
func (s *Service) afterStaff(tx *repository.Tx, a domain.Actor, old, v *domain.Staff) error {
	if old != nil || v.PositionID.IsZero() {
		return nil
	}
	app := &domain.Appointment{StaffID: v.ID, UnitID: v.UnitID, AppointmentInput: domain.AppointmentInput{
		PositionID: v.PositionID, Kind: domain.Definitive, Assignment: "D", ValidFrom: v.PositionSince,
	}}
	app.ID = domain.NewID()
	if err := s.seatFree(tx, app, "/position_id"); err != nil {
		return err
	}
	if err := repository.Appointments.Insert(tx, app); err != nil {
		return err
	}
	return s.record(tx, a, "appointment.created", "appointment", app.ID, 1, nil, app)
}

// seatFree locks the position and refuses an appointment that would put more definitive holders on it than its quota on
// any day, or that would give its person two definitive positions on one day.
func (s *Service) seatFree(tx *repository.Tx, app *domain.Appointment, pointer string) error {
	if app.Kind != domain.Definitive || app.ValidTo == app.ValidFrom {
		return nil
	}
	if err := tx.Lock("positions", app.PositionID); err != nil {
		return err
	}
	if err := tx.Lock("staff", app.StaffID); err != nil {
		return err
	}
	other, err := repository.Overlap(tx, app.StaffID, app.ID, app.ValidFrom, app.ValidTo)
	if err != nil {
		return err
	}
	if other != nil {
		e := domain.Errorf(domain.Conflict, "two_positions", "this person holds another definitive position on those days")
		e.Fields = []domain.FieldError{domain.Fieldf("/valid_from", "two_positions", "this person holds another definitive position on those days")}
		return e.With("appointment_id", other.ID)
	}
	p, err := repository.Positions.Get(tx, domain.AllRows, app.PositionID)
	if err != nil {
		return err
	}
	held, err := repository.Appointments.Where(tx, "valid_from",
		"position_id = ? AND id <> ? AND kind = 'definitive' AND (valid_to IS NULL OR valid_to > ?)", p.ID, app.ID[:], app.ValidFrom)
	if err != nil {
		return err
	}
	if most := overlapping(append(held, *app), app); most > p.Quota {
		e := domain.Errorf(domain.Conflict, "position_full", "all %d seats of this position are taken on those days", p.Quota)
		e.Fields = []domain.FieldError{domain.Fieldf(pointer, "position_full", "all %d seats of this position are taken on those days", p.Quota)}
		return e
	}
	return nil
}

// overlapping is the largest number of appointments in force on one day of app's time.
func overlapping(all []domain.Appointment, app *domain.Appointment) int {
	most := 0
	for _, at := range all {
		day := at.ValidFrom
		if day.Before(app.ValidFrom) {
			day = app.ValidFrom
		}
		if !app.Holds(day) {
			continue
		}
		n := 0
		for _, b := range all {
			if b.Holds(day) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func (s *Service) beforeAppointment(tx *repository.Tx, _ domain.Actor, old, app *domain.Appointment) error {
	if app == nil {
		if !old.ProposalID.IsZero() {
			return domain.Errorf(domain.Conflict, "in_use", "a decree rests on this appointment")
		}
		return nil
	}
	if old != nil && !old.ProposalID.IsZero() && (old.PositionID != app.PositionID || old.ValidFrom != app.ValidFrom || old.Kind != app.Kind) {
		return domain.Errorf(domain.Conflict, "in_use", "a decree rests on this appointment")
	}
	p, err := repository.Positions.Get(tx, domain.AllRows, app.PositionID)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/position_id", "unknown_reference", "there is no such row"))
	} else if err != nil {
		return err
	}
	person, err := repository.Staff.Get(tx, domain.AllRows, app.StaffID)
	if err != nil {
		return err
	}
	var c domain.Check
	c.That(app.ValidFrom.After(person.BirthDate), "/valid_from", "order", "valid_from lies before the birth date")
	c.That(!app.ValidFrom.After(s.today(tx)), "/valid_from", "future", "a coming appointment is made by a decree")
	if err := c.Err(); err != nil {
		return err
	}
	app.UnitID = p.UnitID
	return s.seatFree(tx, app, "/position_id")
}

// afterAppointment brings the staff row's cache in line with its appointments.
func (s *Service) afterAppointment(tx *repository.Tx, _ domain.Actor, old, app *domain.Appointment) error {
	if app == nil {
		app = old
	}
	return s.refreshCache(tx, app.StaffID)
}

func (s *Service) refreshCache(tx *repository.Tx, staff domain.ID) error {
	now, err := repository.CurrentAppointment(tx, staff, s.today(tx))
	if err != nil {
		return err
	}
	return repository.SetCache(tx, staff, now)
}

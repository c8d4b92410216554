package service

import (
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// consultation describes forums with their participants and questions, and the concerns about a programme (docs/forums.md).
func (s *Service) consultation() {
	s.Forums = &Below[domain.Forum, domain.ForumInput, *domain.Forum, *domain.ForumInput]{filter: "programme_id", seen: s.seesProgramme,
		Resource: &Resource[domain.Forum, domain.ForumInput, *domain.Forum, *domain.ForumInput]{
			s: s, table: repository.Forums, name: "forum", read: "forum.read", write: "forum.write",
			defaults: domain.ForumInput{State: domain.ForumPlanned}, before: s.beforeForum, decorate: s.decorateForums,
		}}
	s.Participants = &Below[domain.Participant, domain.ParticipantInput, *domain.Participant, *domain.ParticipantInput]{filter: "forum_id", seen: s.seesForum,
		Resource: &Resource[domain.Participant, domain.ParticipantInput, *domain.Participant, *domain.ParticipantInput]{
			s: s, table: repository.Participants, name: "participant", read: "participant.read", write: "participant.write", before: s.beforeParticipant,
		}}
	s.Questions = s.questions()
	s.Concerns = s.concerns()
}

// seesProgramme is not_found for a programme that the caller does not see, such as one that is not announced.
func (s *Service) seesProgramme(tx *repository.Tx, a domain.Actor, id domain.ID) error {
	sc, err := s.Scope(a, "programme.read")
	if err != nil {
		return err
	}
	_, err = repository.Programmes.Get(tx, sc, id)
	return err
}

func (s *Service) seesForum(tx *repository.Tx, a domain.Actor, id domain.ID) error {
	f, err := repository.Forums.Get(tx, domain.AllRows, id)
	if err != nil {
		return err
	}
	if err = s.seesProgramme(tx, a, f.ProgrammeID); isCode(err, "not_found") {
		return domain.ErrNotFound("forum")
	}
	return err
}

// openProgramme is the programme while people may speak about it: from its announcement until it is closed.
func openProgramme(tx *repository.Tx, id domain.ID, action string) (*domain.Programme, error) {
	p, err := repository.Programmes.Get(tx, domain.AllRows, id)
	if err == nil && p.State != domain.ProgrammeOpen {
		return nil, domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the programme is %q", action, p.State).With("state", p.State)
	}
	return p, err
}

// verb is the word for writing a new row or an old one.
func verb(isNew bool) string {
	if isNew {
		return "create"
	}
	return "update"
}

// openProgrammes tells which programmes of a page people may speak about.
func openProgrammes[T any](tx *repository.Tx, rows []T, of func(*T) domain.ID) (map[domain.ID]bool, error) {
	var ids idSet
	for i := range rows {
		ids.add(of(&rows[i]))
	}
	found, err := repository.Programmes.ByIDs(tx, ids.list)
	open := make(map[domain.ID]bool, len(found))
	for id, p := range found {
		open[id] = p.State == domain.ProgrammeOpen
	}
	return open, err
}

// beforeForum keeps a forum inside its programme: planned and held in its phases up to the plan, on its days; what was held
// stays on record. Minutes may be written until the programme is closed.
func (s *Service) beforeForum(tx *repository.Tx, _ domain.Actor, old, f *domain.Forum) error {
	if f == nil {
		return forumUnused(tx, old)
	}
	p, err := openProgramme(tx, f.ProgrammeID, verb(old == nil))
	if err != nil {
		return err
	}
	f.HeldAt = f.HeldAt.UTC().Truncate(time.Second)
	f.HeldOn = domain.DateOf(f.HeldAt.In(s.Zone))
	moved := old == nil || !f.HeldAt.Equal(old.HeldAt)
	if moved || f.State != old.State {
		if err := p.Within(s.today(tx), domain.ForumPhases...); err != nil {
			return err
		}
	}
	var c domain.Check
	c.That(old == nil || old.Becomes(f.State), "/state", "held", "a forum that was held stays on record")
	c.That(f.State != domain.ForumHeld || !f.HeldAt.After(tx.Now), "/held_at", "future", "this day has not come yet")
	c.That(!moved || !f.HeldOn.Before(p.StartsOn) && !f.HeldOn.After(p.EndsOn), "/held_at", "outside_dates", "this day lies outside the programme's dates")
	if err := c.Err(); err != nil || old == nil || f.Capacity == nil {
		return err
	}
	if err := tx.Lock("forums", f.ID); err != nil {
		return err
	}
	n, err := repository.Participants.Count(tx, "forum_id = ?", f.ID)
	if err == nil && int(n) > *f.Capacity {
		return domain.InvalidFields(domain.Fieldf("/capacity", "below_participants", "%d people are registered", n))
	}
	return err
}

// forumUnused refuses the deletion of a forum on which rules rest; that rows rest on it is for the database to say.
func forumUnused(tx *repository.Tx, f *domain.Forum) error {
	if _, err := openProgramme(tx, f.ProgrammeID, "delete"); err != nil {
		return err
	}
	if f.State == domain.ForumHeld {
		return domain.Errorf(domain.Conflict, "in_use", "a forum that was held stays on record")
	}
	return nil
}

// decorateForums counts what lies on the forums of a page and names the caller's actions: four queries, whatever its size.
func (s *Service) decorateForums(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Forum) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	counts, err := repository.CountOnForums(tx, ids)
	if err != nil {
		return err
	}
	open, err := openProgrammes(tx, rows, func(f *domain.Forum) domain.ID { return f.ProgrammeID })
	if err != nil {
		return err
	}
	registered := map[domain.ID]bool{}
	if !a.Has(domain.RoleHR) && !a.StaffID.IsZero() {
		if registered, err = repository.ForumsOf(tx, a.StaffID, ids); err != nil {
			return err
		}
	}
	for i := range rows {
		f := &rows[i]
		f.ForumCounts, f.AllowedActions = counts[f.ID], []string{}
		if !open[f.ProgrammeID] {
			continue
		}
		if may(a, "question.write") && f.State != domain.ForumCancelled {
			f.AllowedActions = append(f.AllowedActions, "ask")
		}
		if may(a, "participant.write") && mayRegister(a, f) == nil && !f.Full(f.Participants) && !registered[f.ID] {
			f.AllowedActions = append(f.AllowedActions, "register")
		}
		if may(a, "forum.write") {
			f.AllowedActions = append(f.AllowedActions, "update")
			if f.State != domain.ForumHeld && f.Participants+f.Questions == 0 {
				f.AllowedActions = append(f.AllowedActions, "delete")
			}
		}
	}
	return nil
}

// mayRegister: a forum takes registrations while it is planned, and from hr, who keeps the list of those who came, also once
// it is held.
func mayRegister(a domain.Actor, f *domain.Forum) error {
	if f.State == domain.ForumPlanned || f.State == domain.ForumHeld && a.Has(domain.RoleHR) {
		return nil
	}
	return forumRefuses(f, "register")
}

func forumRefuses(f *domain.Forum, action string) error {
	return domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the forum is %q", action, f.State).With("state", f.State)
}

// beforeParticipant registers a person once and no more people than there is room for. The forum's row is locked, so that one
// of two who come at the same moment gets the last place.
func (s *Service) beforeParticipant(tx *repository.Tx, a domain.Actor, old, p *domain.Participant) error {
	row := p
	if p == nil {
		row = old
	}
	if err := tx.Lock("forums", row.ForumID); err != nil {
		return err
	}
	f, err := repository.Forums.Get(tx, domain.AllRows, row.ForumID)
	if err != nil {
		return err
	}
	if _, err := openProgramme(tx, f.ProgrammeID, "register"); err != nil {
		return err
	}
	hr := a.Has(domain.RoleHR)
	var c domain.Check
	switch {
	case p == nil:
		if f.State == domain.ForumHeld {
			return forumRefuses(f, "unregister") // who was to come stays on record; attended says who came
		}
		return nil
	case old != nil:
		c.That(p.StaffID == old.StaffID, "/staff_id", "read_only", "a place goes to nobody else: delete it and register the other person")
		c.That(p.Guest == old.Guest, "/guest", "read_only", "a place goes to nobody else: delete it and register the other person")
		c.That(hr || p.Attended == old.Attended, "/attended", "read_only", "only the personnel agency writes this")
		return c.Err()
	}
	if err := mayRegister(a, f); err != nil {
		return err
	}
	c.That(hr || p.StaffID == a.StaffID, "/staff_id", "unknown_reference", "there is no such row")
	c.That(hr || !p.Attended, "/attended", "read_only", "only the personnel agency writes this")
	if err := c.Err(); err != nil {
		return err
	}
	if !p.StaffID.IsZero() {
		person, err := personOf(tx, p.StaffID)
		if err != nil {
			return err
		}
		p.UnitID = person.UnitID
	}
	n, err := repository.Participants.Count(tx, "forum_id = ?", f.ID)
	if err == nil && f.Full(int(n)) {
		return domain.Errorf(domain.Conflict, "forum_full", "all %d places of this forum are taken", n).With("capacity", *f.Capacity)
	}
	return err
}

// personOf reads a civil servant whom a body names by /staff_id.
func personOf(tx *repository.Tx, id domain.ID) (*domain.Staff, error) {
	v, err := repository.Staff.Get(tx, domain.AllRows, id)
	switch {
	case isCode(err, "not_found"):
		return nil, domain.InvalidFields(domain.Fieldf("/staff_id", "unknown_reference", "there is no such row"))
	case err == nil && v.Status == domain.StatusLeft:
		return nil, domain.InvalidFields(domain.Fieldf("/staff_id", "left", "this person has left the agency"))
	}
	return v, err
}

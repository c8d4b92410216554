package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"mutasi/domain"
	"mutasi/repository"
)

// beforeAspiration admits a list of wishes while the programme takes them, from people and for places that belong to it.
func (s *Service) beforeAspiration(tx *repository.Tx, a domain.Actor, old, x *domain.Aspiration) error {
	if old != nil {
		var c domain.Check
		c.That(x.StaffID == old.StaffID, "/staff_id", "read_only", "a list of wishes stays with its person and programme: withdraw it and make a new one")
		c.That(x.ProgrammeID == old.ProgrammeID, "/programme_id", "read_only", "a list of wishes stays with its person and programme: withdraw it and make a new one")
		if err := c.Err(); err != nil {
			return err
		}
		if err := stillActive(old); err != nil {
			return err
		}
	}
	sc, err := s.Scope(a, "aspiration.write")
	if err != nil {
		return err
	}
	person, err := repository.Staff.Get(tx, sc, x.StaffID)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/staff_id", "unknown_reference", "there is no such row"))
	} else if err != nil {
		return err
	}
	programme, err := s.takesWishes(tx, a, x.ProgrammeID)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/programme_id", "unknown_reference", "there is no such row"))
	} else if err != nil {
		return err
	}
	if err := s.checkWishes(tx, programme, person, x.Wishes); err != nil {
		return err
	}
	slices.SortFunc(x.Wishes, func(v, w domain.Wish) int { return cmp.Compare(v.Rank, w.Rank) })
	x.UnitID, x.State, x.OpenKey = person.UnitID, domain.AspirationActive, x.StaffID
	return nil
}

// stillActive refuses to change what was withdrawn.
func stillActive(x *domain.Aspiration) error {
	if x.State == domain.AspirationActive {
		return nil
	}
	return domain.Errorf(domain.Conflict, "not_editable", "a list of wishes that is %q cannot be changed", x.State).With("state", x.State)
}

// takesWishes reads a programme that the caller sees: outside_phase unless it takes wishes today. Its row stays locked, so that
// no list slips in while the programme goes on to its next phase.
func (s *Service) takesWishes(tx *repository.Tx, a domain.Actor, id domain.ID) (*domain.Programme, error) {
	if err := tx.Lock("programmes", id); err != nil {
		return nil, err
	}
	p, err := s.programmeIn(tx, a, id)
	if err != nil {
		return nil, err
	}
	return p, p.Within(s.today(tx), domain.PhaseWishes)
}

// checkWishes refuses a person or a place that is no part of the programme.
func (s *Service) checkWishes(tx *repository.Tx, programme *domain.Programme, person *domain.Staff, wishes []domain.Wish) error {
	var positions, units idSet
	positions.add(person.PositionID)
	units.add(person.UnitID)
	units.add(programme.Limits.UnitIDs...)
	for _, w := range wishes {
		positions.add(w.PositionID)
		units.add(w.UnitID)
	}
	posts, err := repository.Positions.ByIDs(tx, positions.list)
	if err != nil {
		return err
	}
	for _, p := range posts {
		units.add(p.UnitID)
	}
	nodes, err := repository.Units.ByIDs(tx, units.list)
	if err != nil {
		return err
	}
	inside := func(unit domain.ID) bool {
		u := nodes[unit]
		return len(programme.Limits.UnitIDs) == 0 || u != nil && slices.ContainsFunc(programme.Limits.UnitIDs, func(id domain.ID) bool {
			root := nodes[id]
			return root != nil && u.Path >= root.Path && u.Path < root.PathEnd
		})
	}
	var c domain.Check
	own := posts[person.PositionID]
	c.That(person.Status == domain.StatusActive, "/staff_id", "not_active", "only people in active service have wishes")
	// Whoever holds no position takes part where the programme is about the whole agency (drafting.choosePeople).
	c.That(own == nil && len(programme.Limits.UnitIDs) == 0 || own != nil && inside(own.UnitID) && programme.Limits.Has(own.Kind),
		"/staff_id", "outside_programme", "this person is no part of the programme")
	for i, w := range wishes {
		place, field := w.Place()
		at := pointerAt("/wishes", i, field)
		switch post, unit := posts[w.PositionID], nodes[w.UnitID]; {
		case post == nil && unit == nil:
			c.That(false, at, "unknown_reference", "there is no such row")
		case post != nil:
			c.That(place != person.PositionID, at, "same_position", "the person holds this position already")
			c.That(post.Active && inside(post.UnitID) && programme.Limits.Has(post.Kind), at, "outside_programme", "this place is no part of the programme")
		default:
			c.That(unit.Active && inside(place), at, "outside_programme", "this place is no part of the programme")
		}
	}
	return c.Err()
}

// afterAspiration keeps the rows of the wishes and the history.
func (s *Service) afterAspiration(tx *repository.Tx, a domain.Actor, old, x *domain.Aspiration) error {
	if old == nil {
		return s.keepWishes(tx, a, x, "create")
	}
	return s.keepWishes(tx, a, x, "update")
}

func (s *Service) keepWishes(tx *repository.Tx, a domain.Actor, x *domain.Aspiration, action string) error {
	if err := repository.SetWishes(tx, x); err != nil {
		return err
	}
	return repository.AddAspirationStep(tx, &domain.AspirationStep{ID: domain.NewID(), AspirationID: x.ID, Version: x.Version, At: tx.Now,
		ActorID: a.UserID, ActorName: a.Username, Action: action, Wishes: x.Wishes, Note: x.Note})
}

// WithdrawAspiration ends a list of wishes while the programme takes wishes. The row stays and tells that it was withdrawn.
func (s *Service) WithdrawAspiration(ctx context.Context, a domain.Actor, id domain.ID, m Match) error {
	sc, err := s.Scope(a, "aspiration.write")
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *repository.Tx) error {
		x, err := repository.Aspirations.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if err := m.check(a, x.Version); err != nil {
			return err
		}
		if err := stillActive(x); err != nil {
			return err
		}
		if _, err := s.takesWishes(tx, a, x.ProgrammeID); err != nil {
			return err
		}
		before := *x
		x.State, x.OpenKey = domain.AspirationWithdrawn, domain.ID{}
		if err := repository.Aspirations.Update(tx, x); err != nil {
			return err
		}
		if err := s.keepWishes(tx, a, x, "withdraw"); err != nil {
			return err
		}
		return s.record(tx, a, "aspiration.withdrawn", "aspiration", id, x.Version, before, x)
	})
}

// ListAspirations reads one page of lists of wishes. Wishes tell of families and health: each look at those of others is
// logged, under what was asked for (UU 27/2022 Ps 31).
func (s *Service) ListAspirations(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[domain.Aspiration], error) {
	page, err := s.Aspirations.List(ctx, a, q)
	if err != nil || !slices.ContainsFunc(page.Items, func(x domain.Aspiration) bool { return x.StaffID != a.StaffID }) {
		return page, err
	}
	subject, id := "user", a.UserID // without a filter it is about nothing in particular
	for _, by := range []string{"programme", "staff"} {
		if v := q.Filters[by+"_id"]; len(v) == 1 {
			if id, err = domain.ParseID(v[0]); err != nil {
				return page, err
			}
			subject = by
		}
	}
	return page, s.logList(ctx, a, "aspirations", subject, id, q.Filters)
}

// Aspiration reads one list of wishes; a look at another person's is logged.
func (s *Service) Aspiration(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Aspiration, error) {
	x, err := s.Aspirations.Get(ctx, a, id, q)
	if err != nil {
		return nil, err
	}
	return x, s.logRead(ctx, a, "aspiration", x.StaffID)
}

// AspirationHistory reads one page of the steps of a list of wishes, oldest first, behind the step that cursor names.
func (s *Service) AspirationHistory(ctx context.Context, a domain.Actor, id domain.ID, cursor string, limit int) (domain.Page[domain.AspirationStep], error) {
	page := domain.Page[domain.AspirationStep]{}
	x, err := s.Aspiration(ctx, a, id, domain.Query{})
	if err != nil {
		return page, err
	}
	after := 0
	if cursor != "" {
		if after, err = strconv.Atoi(cursor); err != nil {
			return page, badQuery("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
		}
	}
	rows, err := repository.AspirationHistory(s.store.Read(ctx), x.ID, after, limit+1)
	return domain.PageOf(rows, limit, func(x *domain.AspirationStep) string { return strconv.Itoa(x.Version) }), err
}

// decorateAspirations adds what the caller may do.
func (s *Service) decorateAspirations(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Aspiration) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ProgrammeID
	}
	programmes, err := repository.Programmes.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	sc, denied := s.Scope(a, "aspiration.write")
	today := s.today(tx)
	for i := range rows {
		x := &rows[i]
		x.AllowedActions = []string{}
		mine := denied == nil && (sc.Reach == domain.ReachAll || x.StaffID == a.StaffID)
		if mine && x.State == domain.AspirationActive && programmes[x.ProgrammeID].Within(today, domain.PhaseWishes) == nil {
			x.AllowedActions = append(x.AllowedActions, "update", "delete")
		}
	}
	return nil
}

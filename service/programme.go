package service

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"reflect"

	"mutasi/domain"
	"mutasi/repository"
)

// programmes describes programmes and the lists of wishes in them.
func (s *Service) programmes() {
	s.Programmes = &Resource[domain.Programme, domain.ProgrammeInput, *domain.Programme, *domain.ProgrammeInput]{
		s: s, table: repository.Programmes, name: "programme", read: "programme.read", write: "programme.write",
		defaults: domain.ProgrammeInput{Weights: domain.DefaultPlanWeights, Limits: domain.PlanLimits{Shortlist: domain.DefaultShortlist}},
		before:   s.beforeProgramme, after: s.afterProgramme, decorate: s.decorateProgrammes,
	}
	s.Aspirations = &Resource[domain.Aspiration, domain.AspirationInput, *domain.Aspiration, *domain.AspirationInput]{
		s: s, table: repository.Aspirations, name: "aspiration", read: "aspiration.read", write: "aspiration.write",
		before: s.beforeAspiration, after: s.afterAspiration, decorate: s.decorateAspirations,
	}
}

// beforeProgramme keeps an announced programme to what it has promised, and its limits to what can be met.
func (s *Service) beforeProgramme(tx *repository.Tx, a domain.Actor, old, p *domain.Programme) error {
	if old == nil {
		p.State, p.CreatedBy = domain.ProgrammeDraft, a.UserID
	} else if old.State == domain.ProgrammeClosed || p == nil && old.State != domain.ProgrammeDraft {
		return domain.Errorf(domain.Conflict, "not_editable", "a programme that is %q cannot be changed", old.State).With("state", old.State)
	}
	if p == nil {
		return nil
	}
	p.NameNorm = domain.Norm(p.Name)
	if old != nil && old.State == domain.ProgrammeOpen {
		if err := p.Amend(old, s.today(tx)); err != nil {
			return err
		}
	}
	if old != nil && reflect.DeepEqual(old.Limits, p.Limits) {
		return nil
	}
	return s.checkLimits(tx, &p.Limits)
}

// afterProgramme notes what a change of an announced programme replaced.
func (s *Service) afterProgramme(tx *repository.Tx, a domain.Actor, old, p *domain.Programme) error {
	if old == nil || p == nil || old.State != domain.ProgrammeOpen {
		return nil
	}
	before, after, err := domain.Difference(&old.ProgrammeInput, &p.ProgrammeInput)
	if err != nil {
		return err
	}
	return repository.AddProgrammeChange(tx, &domain.ProgrammeChange{ID: domain.NewID(), ProgrammeID: p.ID, At: tx.Now, ActorID: a.UserID, Before: before, After: after, Note: p.ChangeNote})
}

// PatchProgramme changes a programme. The note on an earlier change does not stay for this one.
func (s *Service) PatchProgramme(ctx context.Context, a domain.Actor, id domain.ID, m Match, fill Fill[domain.ProgrammeInput]) (*domain.Programme, error) {
	return s.Programmes.Patch(ctx, a, id, m, func(in *domain.ProgrammeInput) error {
		in.ChangeNote = ""
		return fill(in)
	})
}

// checkLimits refuses limits that name nothing, name something twice, or cannot be met as things stand.
func (s *Service) checkLimits(tx *repository.Tx, l *domain.PlanLimits) error {
	var c domain.Check
	var units, floored, positions idSet
	units.add(l.UnitIDs...)
	for _, f := range l.Floors {
		floored.add(f.UnitID)
	}
	units.add(floored.list...)
	for _, q := range l.Quotas {
		positions.add(q.PositionID)
	}
	knownUnits, err := repository.Units.ByIDs(tx, units.list)
	if err != nil {
		return err
	}
	knownPositions, err := repository.Positions.ByIDs(tx, positions.list)
	if err != nil {
		return err
	}
	holders, err := repository.Filled(tx, positions.list, s.today(tx))
	if err != nil {
		return err
	}
	seats, err := repository.UnitSeats(tx, floored.list)
	if err != nil {
		return err
	}
	once := func(known bool, seen map[domain.ID]bool, id domain.ID, at string) {
		c.That(known, at, "unknown_reference", "there is no such row")
		c.That(!seen[id], at, "duplicate", "this is named twice")
		seen[id] = true
	}
	seen := map[domain.ID]bool{}
	for i, id := range l.UnitIDs {
		once(knownUnits[id] != nil, seen, id, pointerAt("/limits/unit_ids", i, ""))
	}
	seen = map[domain.ID]bool{}
	for i, q := range l.Quotas {
		p := knownPositions[q.PositionID]
		once(p != nil, seen, q.PositionID, pointerAt("/limits/quotas", i, "/position_id"))
		c.That(q.Quota >= holders[q.PositionID], pointerAt("/limits/quotas", i, "/quota"), "quota_below_holders", "%d people hold this position", holders[q.PositionID])
		if p != nil && p.Active {
			seats[p.UnitID] -= max(0, p.Quota-q.Quota)
		}
	}
	seen = map[domain.ID]bool{}
	for i, f := range l.Floors {
		once(knownUnits[f.UnitID] != nil, seen, f.UnitID, pointerAt("/limits/floors", i, "/unit_id"))
		c.That(f.Minimum <= seats[f.UnitID], pointerAt("/limits/floors", i, "/minimum"), "floor_above_seats", "the unit has %d seats", seats[f.UnitID])
	}
	return c.Err()
}

// AdvanceProgramme announces a draft, takes an open programme into its next phase, or closes it behind the last. Where wishes
// open, the seed of the tie-break is drawn and the hash over it and all that a plan goes by is published.
func (s *Service) AdvanceProgramme(ctx context.Context, a domain.Actor, id domain.ID, m Match) (*domain.Programme, error) {
	sc, err := s.Scope(a, "programme.write")
	if err != nil {
		return nil, err
	}
	seed := make([]byte, 32)
	if _, err := rand.Read(seed); err != nil {
		return nil, err
	}
	err = s.write(ctx, func(tx *repository.Tx) error {
		p, err := repository.Programmes.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if err := m.check(a, p.Version); err != nil {
			return err
		}
		before := *p
		if err := p.Advance(s.today(tx)); err != nil {
			return err
		}
		if before.State == domain.ProgrammeDraft {
			if err := s.checkLimits(tx, &p.Limits); err != nil {
				return err
			}
		}
		if p.FrozenAt == nil && p.State == domain.ProgrammeOpen && p.Reached(domain.PhaseWishes) {
			if err := p.Freeze(hex.EncodeToString(seed), tx.Now); err != nil {
				return err
			}
		}
		if err := repository.Programmes.Update(tx, p); err != nil {
			return err
		}
		return s.record(tx, a, "programme.advanced", "programme", id, p.Version, before, p)
	})
	if err != nil {
		return nil, err
	}
	return s.Programmes.Get(ctx, a, id, domain.Query{})
}

// decorateProgrammes adds what the caller may do, and the seed once it may be told.
func (s *Service) decorateProgrammes(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Programme) error {
	today, writes := s.today(tx), may(a, "programme.write")
	for i := range rows {
		p := &rows[i]
		if p.SeedShown() {
			p.ShownSeed = p.Seed
		}
		p.AllowedActions = []string{}
		if !writes || p.State == domain.ProgrammeClosed {
			continue
		}
		p.AllowedActions = append(p.AllowedActions, "update")
		if p.State == domain.ProgrammeDraft {
			p.AllowedActions = append(p.AllowedActions, "delete")
		}
		if next, more := p.Next(); !more || !today.Before(next.StartsOn) {
			p.AllowedActions = append(p.AllowedActions, "advance")
		}
	}
	return nil
}

// ProgrammeChanges reads one page of what was changed of a programme since it was announced, oldest first.
func (s *Service) ProgrammeChanges(ctx context.Context, a domain.Actor, id, after domain.ID, limit int) (domain.Page[domain.ProgrammeChange], error) {
	tx := s.store.Read(ctx)
	if _, err := s.programmeIn(tx, a, id); err != nil {
		return domain.Page[domain.ProgrammeChange]{}, err
	}
	rows, err := repository.ProgrammeChanges(tx, id, after, limit+1)
	return domain.PageOf(rows, limit, func(c *domain.ProgrammeChange) string { return c.ID.String() }), err
}

// programmeIn reads a programme that the caller may see.
func (s *Service) programmeIn(tx *repository.Tx, a domain.Actor, id domain.ID) (*domain.Programme, error) {
	sc, err := s.Scope(a, "programme.read")
	if err != nil {
		return nil, err
	}
	return repository.Programmes.Get(tx, sc, id)
}

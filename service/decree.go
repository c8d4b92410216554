package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// beforeDecree keeps a decree to approved proposals that no other decree carries.
func (s *Service) beforeDecree(tx *repository.Tx, _ domain.Actor, old, d *domain.Decree) error {
	if old != nil && old.State != domain.DecreeDraft {
		return domain.Errorf(domain.Conflict, "not_editable", "a decree that is %q cannot be changed", old.State).With("state", old.State)
	}
	if d == nil {
		return s.carry(tx, old.ID, nil)
	}
	if old == nil {
		d.State = domain.DecreeDraft
	}
	var c domain.Check
	seen := map[domain.ID]bool{}
	for i, id := range d.ProposalIDs {
		c.That(!seen[id], pointerAt("/proposal_ids", i, ""), "duplicate", "this proposal is named twice")
		seen[id] = true
	}
	if err := c.Err(); err != nil {
		return err
	}
	found, err := repository.Proposals.ByIDs(tx, d.ProposalIDs)
	if err != nil {
		return err
	}
	for i, id := range d.ProposalIDs {
		p := found[id]
		at := pointerAt("/proposal_ids", i, "")
		if p == nil {
			c.That(false, at, "unknown_reference", "there is no such row")
			continue
		}
		c.That(p.State == domain.Approved, at, "not_approved", "the proposal %s is %q, not approved", p.Number, string(p.State))
		c.That(p.DecreeID.IsZero() || p.DecreeID == d.ID, at, "other_decree", "another decree carries the proposal %s", p.Number)
	}
	if err := s.wholeRings(tx, found, d.ProposalIDs, &c); err != nil {
		return err
	}
	return c.Err()
}

// afterDecree ties the proposals to the decree.
func (s *Service) afterDecree(tx *repository.Tx, _ domain.Actor, _, d *domain.Decree) error {
	if d == nil {
		return nil
	}
	return s.carry(tx, d.ID, d.ProposalIDs)
}

func (s *Service) carry(tx *repository.Tx, decree domain.ID, ids []domain.ID) error {
	have, err := s.carried(tx, decree)
	if err != nil {
		return err
	}
	for i := range have {
		if !slices.Contains(ids, have[i].ID) {
			have[i].DecreeID = domain.ID{}
			if err := repository.Proposals.Update(tx, &have[i]); err != nil {
				return err
			}
		}
	}
	found, err := repository.Proposals.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if p := found[id]; p.DecreeID != decree {
			p.DecreeID = decree
			if err := repository.Proposals.Update(tx, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) carried(tx *repository.Tx, decree domain.ID) ([]domain.Proposal, error) {
	return repository.Proposals.Where(tx, "number", "decree_id = ?", decree)
}

// decorateDecrees adds the carried proposals and the caller's actions, in one query a page.
func (s *Service) decorateDecrees(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Decree) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	carried, err := repository.CarriedIDs(tx, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		d := &rows[i]
		d.ProposalIDs = append([]domain.ID{}, carried[d.ID]...)
		d.AllowedActions = []string{}
		if d.State == domain.DecreeDraft {
			if may(a, "decree.sign") {
				d.AllowedActions = append(d.AllowedActions, "sign")
			}
			if may(a, "decree.write") {
				d.AllowedActions = append(d.AllowedActions, "update", "delete")
			}
		}
	}
	return nil
}

// SignDecree makes the decree binding: its proposals are decreed and move on the effective date.
func (s *Service) SignDecree(ctx context.Context, a domain.Actor, id domain.ID, m Match) (*domain.Decree, error) {
	if _, err := s.Scope(a, "decree.sign"); err != nil {
		return nil, err
	}
	err := s.write(ctx, func(tx *repository.Tx) error {
		d, err := repository.Decrees.Get(tx, domain.AllRows, id)
		if err != nil {
			return err
		}
		if err := m.check(a, d.Version); err != nil {
			return err
		}
		if d.State != domain.DecreeDraft {
			return domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the decree is %q", "sign", d.State).
				With("state", d.State).With("allowed_actions", []string{})
		}
		list, err := s.carried(tx, id)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return domain.InvalidFields(domain.Fieldf("/proposal_ids", "required", "a decree carries at least one proposal"))
		}
		var c domain.Check
		for i := range list { // a proposal may have ended since the decree was drafted
			c.That(list[i].State == domain.Approved, pointerAt("/proposal_ids", i, ""), "not_approved", "the proposal %s is %q, not approved", list[i].Number, string(list[i].State))
		}
		if err := c.Err(); err != nil {
			return err
		}
		before := *d
		now := tx.Now
		d.State, d.SignedBy, d.SignedAt = domain.DecreeSigned, a.UserID, &now
		if err := repository.Decrees.Update(tx, d); err != nil {
			return err
		}
		if err := s.record(tx, a, "decree.sign", "decree", id, d.Version, before, d); err != nil {
			return err
		}
		if err := repository.SetEffective(tx, id, d.EffectiveDate); err != nil {
			return err
		}
		for i := range list {
			if err := s.decreeOne(tx, a, d, &list[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Decrees.Get(ctx, a, id, domain.Query{})
}

func (s *Service) decreeOne(tx *repository.Tx, a domain.Actor, d *domain.Decree, p *domain.Proposal) error {
	if workflow.Involved(p, a) {
		return workflow.Separation()
	}
	step, ok := workflow.Lookup(p.State, workflow.Decree)
	if !ok {
		return workflow.Refuse(p, a, workflow.Decree, false)
	}
	person, err := repository.Staff.Get(tx, domain.AllRows, p.StaffID)
	if err != nil {
		return err
	}
	if !person.PositionSince.IsZero() && d.EffectiveDate.Before(person.PositionSince) {
		return domain.InvalidFields(domain.Fieldf("/effective_date", "before_current", "the person of %s took up the present position only on %s", p.Number, person.PositionSince))
	}
	p.EffectiveOn = d.EffectiveDate
	if err := s.gate(tx, p, d.EffectiveDate, eligibility.GateDecree); err != nil {
		return err
	}
	return s.move(tx, a, p, step.To, string(workflow.Decree), d.Number)
}

// activationRetry is how long a move that could not take effect waits before the next try.
const activationRetry = 10 * time.Minute

// ActivateDue makes every signed decree effective whose date has come. Any number of instances may run it at once: the
// decree's row lock and state admit one, and everything happens in one transaction, so a crash leaves nothing half done.
func (s *Service) ActivateDue(ctx context.Context) error {
	ids, err := repository.DueDecrees(s.store.Read(ctx), s.Today())
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range ids {
		errs = append(errs, s.activate(ctx, id))
	}
	return errors.Join(errs...)
}

func (s *Service) activate(ctx context.Context, id domain.ID) error {
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		mine, err := repository.ClaimDecree(tx, id)
		if err != nil || !mine {
			return err
		}
		d, err := repository.Decrees.Get(tx, domain.AllRows, id)
		if err != nil {
			return err
		}
		all, err := s.carried(tx, id)
		if err != nil {
			return err
		}
		moving := slices.DeleteFunc(all, func(p domain.Proposal) bool { return p.State != domain.Decreed })
		blocked, err := s.moveAll(tx, d, moving)
		if err != nil {
			return err
		}
		if blocked > 0 {
			return repository.PostponeDecree(tx, id, tx.Now.Add(activationRetry))
		}
		before := *d
		d.State = domain.DecreeEffective
		if err := repository.Decrees.Update(tx, d); err != nil {
			return err
		}
		return s.record(tx, domain.System, "decree.activate", "decree", id, d.Version, before, d)
	})
}

// moveAll ends the old appointments of a decree's people and then begins the new ones, so that chains and exchanges inside
// one decree work. Moves that find their seat taken are marked and left for later; what depends on them stays too.
func (s *Service) moveAll(tx *repository.Tx, d *domain.Decree, moving []domain.Proposal) (blocked int, err error) {
	var positions, people []domain.ID
	for _, p := range moving {
		positions, people = append(positions, p.FromPositionID, p.ToPositionID), append(people, p.StaffID)
	}
	for _, lock := range []struct {
		table string
		ids   []domain.ID
	}{{"positions", positions}, {"staff", people}} {
		slices.SortFunc(lock.ids, func(a, b domain.ID) int { return slices.Compare(a[:], b[:]) })
		if err := tx.Lock(lock.table, slices.Compact(lock.ids)...); err != nil {
			return 0, err
		}
	}
	stuck, err := s.stuck(tx, d, moving)
	if err != nil {
		return 0, err
	}
	for i := range moving {
		p := &moving[i]
		if why, bad := stuck[p.ID]; bad {
			blocked++
			if p.Blocked != why {
				p.Blocked = why
				if err := repository.Proposals.Update(tx, p); err != nil {
					return 0, err
				}
				if err := s.record(tx, domain.System, "proposal.blocked", "proposal", p.ID, p.Version, nil, p); err != nil {
					return 0, err
				}
			}
			continue
		}
		if err := s.leave(tx, d, p); err != nil {
			return 0, err
		}
	}
	for i := range moving {
		if p := &moving[i]; stuck[p.ID] == "" {
			if err := s.arrive(tx, d, p); err != nil {
				return 0, err
			}
		}
	}
	return blocked, nil
}

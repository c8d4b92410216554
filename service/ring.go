package service

import (
	"slices"

	"mutasi/domain"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// ringNote is written beside the step of those who lose their move because somebody else left the ring.
const ringNote = "Pertukaran tidak dapat dilanjutkan: salah satu usulan berakhir. / The exchange cannot go on: one of its proposals has ended."

// approveRing approves an exchange as a whole: every proposal of it must have come as far, and nobody decides who is involved in
// any of them. The seats are locked first, in order, as for a single approval.
func (s *Service) approveRing(tx *repository.Tx, a domain.Actor, chosen *domain.Proposal, note string) error {
	ring, err := repository.Ring(tx, chosen.RingID)
	if err != nil {
		return err
	}
	e := domain.Errorf(domain.Conflict, "ring_not_ready", "an exchange is approved as a whole: all its proposals must be %q", string(domain.Endorsed))
	var seats []domain.ID
	for i := range ring {
		p := &ring[i]
		if p.State != domain.Endorsed {
			e.Fields = append(e.Fields, domain.Fieldf("/ring/"+p.Number, "not_endorsed", "the proposal %s is %q", p.Number, string(p.State)))
		}
		seats = append(seats, p.ToPositionID)
	}
	if len(e.Fields) > 0 {
		return e
	}
	slices.SortFunc(seats, func(a, b domain.ID) int { return slices.Compare(a[:], b[:]) })
	if err := tx.Lock("positions", slices.Compact(seats)...); err != nil {
		return err
	}
	step, _ := workflow.Lookup(domain.Endorsed, workflow.Approve)
	for i := range ring {
		p := &ring[i]
		if p.ID == chosen.ID {
			p = chosen
		}
		if err := workflow.Permit(p, a, workflow.Approve, step, false); err != nil {
			return err
		}
		if err := s.approve(tx, p); err != nil {
			return err
		}
		if err := s.move(tx, a, p, step.To, string(workflow.Approve), note); err != nil {
			return err
		}
	}
	return nil
}

// endRing cancels the rest of an exchange when one of its proposals has ended before taking effect: without that person nobody
// else's seat is free.
func (s *Service) endRing(tx *repository.Tx, a domain.Actor, p *domain.Proposal) error {
	if p.RingID.IsZero() || !slices.Contains([]domain.State{domain.Rejected, domain.Withdrawn, domain.Cancelled}, p.State) {
		return nil
	}
	return s.cancelRing(tx, a, p)
}

// cancelRing cancels the open proposals that exchange seats with p, which itself has ended or is about to go.
func (s *Service) cancelRing(tx *repository.Tx, a domain.Actor, p *domain.Proposal) error {
	ring, err := repository.Ring(tx, p.RingID)
	if err != nil {
		return err
	}
	for i := range ring {
		if ring[i].ID == p.ID {
			continue
		}
		if err := s.move(tx, a, &ring[i], domain.Cancelled, string(workflow.Cancel), ringNote); err != nil {
			return err
		}
	}
	return nil
}

// wholeRings refuses a decree that carries a part of an exchange.
func (s *Service) wholeRings(tx *repository.Tx, carried map[domain.ID]*domain.Proposal, order []domain.ID, c *domain.Check) error {
	var rings idSet
	for _, id := range order {
		if p := carried[id]; p != nil {
			rings.add(p.RingID)
		}
	}
	open, err := repository.Ring(tx, rings.list...)
	if err != nil {
		return err
	}
	mates := map[domain.ID][]domain.Proposal{}
	for _, p := range open {
		mates[p.RingID] = append(mates[p.RingID], p)
	}
	for i, id := range order {
		p := carried[id]
		if p == nil || p.RingID.IsZero() {
			continue
		}
		for _, mate := range mates[p.RingID] {
			c.That(carried[mate.ID] != nil, pointerAt("/proposal_ids", i, ""), "ring_incomplete", "the proposal %s exchanges seats with %s: a decree carries both or neither", p.Number, mate.Number)
		}
	}
	return nil
}

// stuckRings holds back everybody who exchanges seats with somebody who is stuck; it reports whether it found any.
func stuckRings(moving []domain.Proposal, bad map[domain.ID]string) bool {
	broken := map[domain.ID]bool{}
	for _, p := range moving {
		if bad[p.ID] != "" && !p.RingID.IsZero() {
			broken[p.RingID] = true
		}
	}
	changed := false
	for i := range moving {
		if p := &moving[i]; broken[p.RingID] && bad[p.ID] == "" {
			bad[p.ID] = "ring_blocked"
			changed = true
		}
	}
	return changed
}

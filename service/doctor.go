package service

import (
	"context"
	"fmt"

	"mutasi/domain"
	"mutasi/repository"
)

// Doctor proves that the register is true: what must hold between rows, holds. Each finding is one line; none is good.
func (s *Service) Doctor(ctx context.Context) ([]string, error) {
	tx := s.store.Read(ctx)
	findings, err := repository.Inconsistencies(tx, s.today(tx))
	if err != nil {
		return nil, err
	}
	stale, err := staleProfiles(tx)
	if err != nil {
		return nil, err
	}
	findings = append(findings, stale...)
	short, err := shortPlans(tx)
	if err != nil {
		return nil, err
	}
	findings = append(findings, short...)
	// A document may be written before its row, never the other way round.
	err = repository.EachDocument(tx, func(d domain.Document) error {
		if err := s.files.check(d); err != nil {
			findings = append(findings, fmt.Sprintf("document %s of proposal %s: %v", d.ID, d.ProposalID, err))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	policies, err := repository.Policies(tx)
	if err != nil {
		return nil, err
	}
	err = repository.EachCheckRun(tx, func(r domain.CheckRun) error {
		same, err := reproduces(r, policies)
		if err == nil && !same {
			findings = append(findings, fmt.Sprintf("check run %s of proposal %s does not give the same results again", r.ID, r.ProposalID))
		}
		return err
	})
	return findings, err
}

// shortPlans finds plans that have another number of moves than their figures say.
func shortPlans(tx *repository.Tx) ([]string, error) {
	var findings []string
	plans, err := repository.Plans.Where(tx, "id", "state IN ('ready','adopted')")
	if err != nil {
		return nil, err
	}
	for _, p := range plans {
		moves, err := repository.PlanMoves(tx, p.ID)
		if err != nil {
			return nil, err
		}
		if p.Figures == nil || p.Figures.Moves != len(moves) {
			findings = append(findings, fmt.Sprintf("plan %s has %d moves, its figures say otherwise", p.ID, len(moves)))
		}
	}
	return findings, nil
}

package service

import (
	"context"

	"mutasi/domain"
	"mutasi/repository"
)

// Evaluations lists scheduled and submitted evaluations; due asks for those that are late or due today.
func (s *Service) Evaluations(ctx context.Context, a domain.Actor, q domain.Query, due bool) (domain.Page[domain.Evaluation], error) {
	sc, err := s.Scope(a, "evaluation.read")
	if err != nil {
		return domain.Page[domain.Evaluation]{}, err
	}
	tx := s.store.Read(ctx)
	if due {
		q.Filters["due_by"] = []string{s.today(tx).String()}
	}
	page, err := repository.Evaluations.List(tx, sc, q)
	if err != nil {
		return page, err
	}
	return page, s.decorateEvaluations(tx, a, page.Items)
}

// Evaluation reads one.
func (s *Service) Evaluation(ctx context.Context, a domain.Actor, id domain.ID) (*domain.Evaluation, error) {
	sc, err := s.Scope(a, "evaluation.read")
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	e, err := repository.Evaluations.Get(tx, sc, id)
	if err != nil {
		return nil, err
	}
	rows := []domain.Evaluation{*e}
	return &rows[0], s.decorateEvaluations(tx, a, rows)
}

func (s *Service) decorateEvaluations(tx *repository.Tx, a domain.Actor, rows []domain.Evaluation) error {
	mine, err := s.ownUnits(tx, a)
	if err != nil {
		return err
	}
	open := map[domain.ID]*domain.Proposal{}
	if mine != nil {
		ids := make([]domain.ID, len(rows))
		for i := range rows {
			ids[i] = rows[i].ProposalID
		}
		if open, err = repository.Proposals.ByIDs(tx, ids); err != nil {
			return err
		}
	}
	today := s.today(tx)
	for i := range rows {
		e := &rows[i]
		e.Overdue = e.SubmittedAt == nil && e.DueOn.Before(today)
		e.AllowedActions = []string{}
		if p := open[e.ProposalID]; p != nil && p.State == domain.Effective && mine[e.UnitID] && e.StaffID != a.StaffID {
			e.AllowedActions = append(e.AllowedActions, "submit")
		}
	}
	return nil
}

// SubmitEvaluation records what the receiving head says; the predicate follows from the matrix of PermenPANRB 6/2022. It may
// be corrected until the proposal is closed. An action other than none opens a follow-up.
func (s *Service) SubmitEvaluation(ctx context.Context, a domain.Actor, id domain.ID, m Match, fill Fill[domain.EvaluationInput]) (*domain.Evaluation, error) {
	sc, err := s.Scope(a, "evaluation.write")
	if err != nil {
		return nil, err
	}
	sc.StaffID = domain.ID{} // the head's own evaluation belongs to the head above
	err = s.write(ctx, func(tx *repository.Tx) error {
		e, err := repository.Evaluations.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if e.StaffID == a.StaffID {
			return domain.Errorf(domain.Forbidden, "separation_of_duties", "nobody evaluates themselves")
		}
		if err := m.check(a, e.Version); err != nil {
			return err
		}
		p, err := repository.Proposals.Get(tx, domain.AllRows, e.ProposalID)
		if err != nil {
			return err
		}
		if p.State != domain.Effective {
			return domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the proposal is %q", "evaluate", string(p.State)).With("state", p.State)
		}
		before := *e
		e.EvaluationInput = domain.EvaluationInput{Action: "none"}
		if err := fill(&e.EvaluationInput); err != nil {
			return err
		}
		if err := validate(&e.EvaluationInput); err != nil {
			return err
		}
		now := tx.Now
		e.Predicate, e.SubmittedAt, e.SubmittedBy = domain.PredicateOf(e.Results, e.Behaviour), &now, a.UserID
		if err := repository.Evaluations.Update(tx, e); err != nil {
			return err
		}
		if err := s.record(tx, a, "evaluation.submit", "evaluation", id, e.Version, before, e); err != nil {
			return err
		}
		if e.Action == "none" || e.Action == before.Action {
			return nil
		}
		f := &domain.FollowUp{StaffID: e.StaffID, UnitID: e.UnitID, FollowUpInput: domain.FollowUpInput{EvaluationID: id, Kind: e.Action, State: "open", Note: cut(e.Note, 500)}}
		if err := repository.FollowUps.Insert(tx, f); err != nil {
			return err
		}
		return s.record(tx, a, "follow_up.created", "follow_up", f.ID, 1, nil, f)
	})
	if err != nil {
		return nil, err
	}
	return s.Evaluation(ctx, a, id)
}

// beforeFollowUp ties a follow-up to the person and unit of its evaluation.
func (s *Service) beforeFollowUp(tx *repository.Tx, a domain.Actor, _, f *domain.FollowUp) error {
	if f == nil {
		return nil
	}
	sc, err := s.Scope(a, "followup.write")
	if err != nil {
		return err
	}
	e, err := repository.Evaluations.Get(tx, sc, f.EvaluationID)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/evaluation_id", "unknown_reference", "there is no such row"))
	} else if err != nil {
		return err
	}
	f.StaffID, f.UnitID = e.StaffID, e.UnitID
	return nil
}

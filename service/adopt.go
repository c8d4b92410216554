package service

import (
	"context"
	"strings"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/repository"
)

// AdoptInput says which moves of a plan become proposals.
type AdoptInput struct {
	// MoveIDs are the chosen moves; not given: all. Moves of one ring come together.
	MoveIDs []domain.ID `json:"move_ids" validate:"omitempty,max=10000"`
	Reason  string      `json:"reason" validate:"required,max=2000"` // of every proposal
}

// AdoptPlan makes draft proposals of a plan's moves: all of them or none. It refuses a plan that was adopted already
// (plan_adopted), half a ring (ring_incomplete), and a plan whose inputs have changed since (inputs_changed, with what changed).
// Every proposal is judged as any draft is; people decide on each.
func (s *Service) AdoptPlan(ctx context.Context, a domain.Actor, id domain.ID, m Match, in AdoptInput) (*domain.Plan, error) {
	if _, err := s.Scope(a, "plan.adopt"); err != nil {
		return nil, err
	}
	in.Reason = strings.TrimSpace(in.Reason)
	if err := validate(&in); err != nil {
		return nil, err
	}
	if in.MoveIDs != nil && len(in.MoveIDs) == 0 {
		return nil, domain.InvalidFields(domain.Fieldf("/move_ids", "min", "choose at least one move, or leave this out for all of them"))
	}
	// Building the problem again takes seconds: it is done before the transaction, and every draft is judged inside.
	tx := s.store.Read(ctx)
	plan, pr, err := s.adoptable(tx, a, id, m)
	if err != nil {
		return nil, err
	}
	moves, err := repository.PlanMoves(tx, id)
	if err != nil {
		return nil, err
	}
	chosen, err := chooseMoves(moves, in.MoveIDs)
	if err != nil {
		return nil, err
	}
	if err := s.unchanged(ctx, tx, pr, plan); err != nil {
		return nil, err
	}
	err = s.write(ctx, func(tx *repository.Tx) error {
		if err := tx.Lock("programmes", pr.ID); err != nil {
			return err
		}
		plan, pr, err := s.adoptable(tx, a, id, m)
		if err != nil {
			return err
		}
		if err := s.draftMoves(tx, a, plan, chosen, in.Reason); err != nil {
			return err
		}
		return s.adopted(tx, a, plan, pr)
	})
	if err != nil {
		return nil, err
	}
	return s.Plans.Get(ctx, a, id, domain.Query{})
}

// adoptable reads a plan that may be adopted now.
func (s *Service) adoptable(tx *repository.Tx, a domain.Actor, id domain.ID, m Match) (*domain.Plan, *domain.Programme, error) {
	plan, err := repository.Plans.Get(tx, domain.AllRows, id)
	if err != nil {
		return nil, nil, err
	}
	if err := m.check(a, plan.Version); err != nil {
		return nil, nil, err
	}
	if err := hasResult(plan); err != nil {
		return nil, nil, err
	}
	pr, err := repository.Programmes.Get(tx, domain.AllRows, plan.ProgrammeID)
	if err != nil {
		return nil, nil, err
	}
	if !pr.AdoptedPlanID.IsZero() {
		return nil, nil, domain.Errorf(domain.Conflict, "plan_adopted", "a plan of this programme was adopted already").With("plan_id", pr.AdoptedPlanID)
	}
	return plan, pr, pr.Within(s.today(tx), domain.PhaseDecision)
}

// chooseMoves picks moves in the order in which they can be carried out: ring_incomplete where a ring would be torn apart.
func chooseMoves(moves []domain.PlanMove, ids []domain.ID) ([]domain.PlanMove, error) {
	if ids == nil {
		return moves, nil
	}
	var c domain.Check
	wanted, known := map[domain.ID]bool{}, map[domain.ID]domain.PlanMove{}
	for _, mv := range moves {
		known[mv.ID] = mv
	}
	taken := map[int]bool{} // rings
	for i, id := range ids {
		mv, ok := known[id]
		c.That(ok, pointerAt("/move_ids", i, ""), "unknown_reference", "the plan has no such move")
		c.That(!wanted[id], pointerAt("/move_ids", i, ""), "duplicate", "this is named twice")
		wanted[id], taken[mv.Ring] = true, true
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	var chosen []domain.PlanMove
	for _, mv := range moves {
		if wanted[mv.ID] {
			chosen = append(chosen, mv)
		} else {
			c.That(mv.Ring == 0 || !taken[mv.Ring], "/move_ids", "ring_incomplete", "the move %d belongs to a ring of which others are chosen: a ring goes as a whole", mv.Number)
		}
	}
	if bad := c.Fields(); len(bad) > 0 {
		return nil, &domain.Error{Kind: domain.Invalid, Code: "ring_incomplete", Format: "a ring is adopted as a whole or not at all", Fields: bad}
	}
	return chosen, nil
}

// unchanged builds the plan's problem again and compares it with the one that was solved: inputs_changed with the list of what
// is different.
func (s *Service) unchanged(ctx context.Context, tx *repository.Tx, pr *domain.Programme, plan *domain.Plan) error {
	old, err := s.planOf(ctx, plan.ID)
	if err != nil {
		return err
	}
	now, err := s.planProblem(ctx, tx, pr, plan, func(string, int, int) {})
	if err != nil {
		return err
	}
	if placement.InputHash(now.Problem) == old.plan.Certificate.InputHash {
		return nil
	}
	changes, total := diffProblems(old.problem, now.Problem)
	return domain.Errorf(domain.Conflict, "inputs_changed", "%d inputs of the plan have changed since it was computed: compute a new one", total).
		With("changes", changes).With("total", total)
}

// draftMoves makes the proposals of moves as hr would one by one, numbered, judged and logged, and links them to the moves. They
// are judged together: a thousand of them one by one would take longer than a request may.
func (s *Service) draftMoves(tx *repository.Tx, a domain.Actor, plan *domain.Plan, moves []domain.PlanMove, reason string) error {
	rings, list := map[int]domain.ID{}, make([]transfer, len(moves))
	for i, mv := range moves {
		if mv.Ring > 0 && rings[mv.Ring].IsZero() {
			rings[mv.Ring] = domain.NewID()
		}
		p := &domain.Proposal{Meta: domain.Meta{ID: domain.NewID()}, RingID: rings[mv.Ring], ProposalInput: domain.ProposalInput{
			StaffID: mv.StaffID, ToPositionID: mv.ToPositionID, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Reason: reason,
			PlannedDate: plan.PlannedDate, ProgrammeID: plan.ProgrammeID, PlanID: plan.ID}}
		if err := s.beforeProposal(tx, a, nil, p); err != nil {
			return err
		}
		if err := repository.Proposals.Insert(tx, p); err != nil {
			return err
		}
		if err := repository.LinkMove(tx, mv.ID, p.ID); err != nil {
			return err
		}
		list[i] = transfer{p: p, on: p.PlannedDate}
	}
	all, err := s.judgeAll(tx, list)
	if err != nil {
		return err
	}
	for i, t := range list {
		if err := s.noteDraft(tx, a, nil, t.p, &all[i]); err != nil {
			return err
		}
		if err := s.record(tx, a, "proposal.created", "proposal", t.p.ID, 1, nil, t.p); err != nil {
			return err
		}
	}
	return nil
}

// adopted notes on plan and programme what was decided.
func (s *Service) adopted(tx *repository.Tx, a domain.Actor, plan *domain.Plan, pr *domain.Programme) error {
	before, old, now := *plan, *pr, tx.Now
	plan.State, plan.AdoptedAt, plan.AdoptedBy = domain.PlanAdopted, &now, a.UserID
	if err := repository.Plans.Update(tx, plan); err != nil {
		return err
	}
	if err := s.record(tx, a, "plan.adopted", "plan", plan.ID, plan.Version, before, plan); err != nil {
		return err
	}
	pr.AdoptedPlanID = plan.ID
	if err := repository.Programmes.Update(tx, pr); err != nil {
		return err
	}
	return s.record(tx, a, "programme.plan_adopted", "programme", pr.ID, pr.Version, old, pr)
}

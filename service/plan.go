package service

import (
	"context"
	"io"

	"mutasi/domain"
	"mutasi/repository"
)

// defaultTimeLimit is how many seconds a plan is looked for where nobody says more.
const defaultTimeLimit = 60

// waitingPlans is how many plans of one programme may wait for their result at once: jobs are carried out one after the other.
const waitingPlans = 10

// planning describes the plans of programmes.
func (s *Service) planning() {
	s.Plans = &Resource[domain.Plan, domain.PlanInput, *domain.Plan, *domain.PlanInput]{
		s: s, table: repository.Plans, name: "plan", read: "plan.read", write: "plan.write",
		defaults: domain.PlanInput{Kind: domain.PlanPlacement, TimeLimit: defaultTimeLimit}, decorate: s.decoratePlans,
	}
	s.jobs.kinds = map[string]jobKind{planJob: {run: s.runPlan, ended: s.planEnded}}
}

// CreatePlan stores a plan that is pending and queues the job that computes it: outside_phase unless the programme is in its
// phase plan, plans_waiting where enough of them wait already.
func (s *Service) CreatePlan(ctx context.Context, a domain.Actor, programme domain.ID, fill Fill[domain.PlanInput]) (*domain.Plan, error) {
	with := *s.Plans
	with.before = func(tx *repository.Tx, a domain.Actor, _, p *domain.Plan) error {
		if err := tx.Lock("programmes", programme); err != nil {
			return err
		}
		pr, err := repository.Programmes.Get(tx, domain.AllRows, programme)
		if err != nil {
			return err
		}
		today := s.today(tx)
		if err := pr.Within(today, domain.PhasePlan); err != nil {
			return err
		}
		if p.PlannedDate.Before(today) {
			return domain.InvalidFields(domain.Fieldf("/planned_date", "past", "a plan is for today or later"))
		}
		waiting, err := repository.Plans.Count(tx, "programme_id = ? AND state = ?", programme, domain.PlanPending)
		if err != nil {
			return err
		}
		if waiting >= waitingPlans {
			return domain.Errorf(domain.Conflict, "plans_waiting", "%d plans of this programme wait for their result already", waiting)
		}
		policy, err := s.policyNow(tx)
		if err != nil {
			return err
		}
		job, err := s.queueJob(tx, a, planJob, p.ID)
		if err != nil {
			return err
		}
		p.ProgrammeID, p.JobID, p.State, p.AsOf, p.PolicyVersion, p.CreatedBy = programme, job.ID, domain.PlanPending, today, policy.Version, a.UserID
		return nil
	}
	p, err := with.Create(ctx, a, fill)
	if err == nil {
		s.jobs.wake()
	}
	return p, err
}

// PlanList reads one page of a programme's plans, the newest first: their figures lie side by side.
func (s *Service) PlanList(ctx context.Context, a domain.Actor, programme domain.ID, q domain.Query) (domain.Page[domain.Plan], error) {
	q.Filters["programme_id"] = []string{programme.String()}
	page, err := s.Plans.List(ctx, a, q)
	if err == nil && len(page.Items) == 0 {
		err = s.seesProgramme(s.store.Read(ctx), a, programme)
	}
	return page, err
}

// decoratePlans adds what the caller may do with each plan.
func (s *Service) decoratePlans(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Plan) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ProgrammeID
	}
	programmes, err := repository.Programmes.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		p := &rows[i]
		p.AllowedActions = []string{}
		if p.Conflict == nil {
			p.Conflict = []domain.PlanConflict{}
		}
		if p.State == domain.PlanPending && may(a, "job.cancel") {
			p.AllowedActions = append(p.AllowedActions, "cancel")
		}
		pr := programmes[p.ProgrammeID]
		if p.State == domain.PlanReady && may(a, "plan.adopt") && pr.AdoptedPlanID.IsZero() && pr.Within(s.today(tx), domain.PhaseDecision) == nil {
			p.AllowedActions = append(p.AllowedActions, "adopt")
		}
	}
	return nil
}

// solvedPlan reads a plan that has a result: plan_not_ready where it has none.
func (s *Service) solvedPlan(tx *repository.Tx, id domain.ID) (*domain.Plan, error) {
	p, err := repository.Plans.Get(tx, domain.AllRows, id)
	if err != nil {
		return nil, err
	}
	return p, hasResult(p)
}

func hasResult(p *domain.Plan) error {
	if p.State == domain.PlanReady || p.State == domain.PlanAdopted {
		return nil
	}
	return domain.Errorf(domain.Conflict, "plan_not_ready", "the plan has no result: it is %q", p.State).With("state", p.State)
}

// PlanMoveRow is a move with the codes and names of what it moves.
type PlanMoveRow struct {
	domain.PlanMove
	NIP               string `json:"nip"`
	Name              string `json:"name"`
	FromPositionCode  string `json:"from_position_code"`
	FromPositionTitle string `json:"from_position_title"`
	FromUnitCode      string `json:"from_unit_code"`
	ToPositionCode    string `json:"to_position_code"`
	ToPositionTitle   string `json:"to_position_title"`
	ToUnitCode        string `json:"to_unit_code"`
}

// MoveQuery asks for moves of one plan.
type MoveQuery = repository.MoveQuery

// PlanMoves reads one page of a plan's moves in the order in which they can be carried out. Each look is logged: the rows name
// people and their scores.
func (s *Service) PlanMoves(ctx context.Context, a domain.Actor, plan domain.ID, q MoveQuery) (domain.Page[PlanMoveRow], error) {
	out := domain.Page[PlanMoveRow]{Items: []PlanMoveRow{}}
	if _, err := s.Scope(a, "plan.read"); err != nil {
		return out, err
	}
	tx := s.store.Read(ctx)
	if _, err := s.solvedPlan(tx, plan); err != nil {
		return out, err
	}
	page, err := repository.PlanMovePage(tx, plan, q)
	if err != nil {
		return out, err
	}
	if out.Items, err = nameMoves(tx, page.Items); err != nil {
		return out, err
	}
	out.NextCursor = page.NextCursor
	return out, s.logList(ctx, a, "plan_moves", "plan", plan, q)
}

// nameMoves puts codes and names beside moves: three queries a page.
func nameMoves(tx *repository.Tx, moves []domain.PlanMove) ([]PlanMoveRow, error) {
	var people, posts, units []domain.ID
	for _, m := range moves {
		people, posts, units = append(people, m.StaffID), append(posts, m.FromPositionID, m.ToPositionID), append(units, m.FromUnitID, m.ToUnitID)
	}
	staff, err := repository.Staff.ByIDs(tx, people)
	if err != nil {
		return nil, err
	}
	positions, err := repository.Positions.ByIDs(tx, posts)
	if err != nil {
		return nil, err
	}
	offices, err := repository.Units.ByIDs(tx, units)
	if err != nil {
		return nil, err
	}
	rows := make([]PlanMoveRow, len(moves))
	for i, m := range moves {
		r := PlanMoveRow{PlanMove: m}
		if v := staff[m.StaffID]; v != nil {
			r.NIP, r.Name = v.NIP, v.Name
		}
		if v := positions[m.FromPositionID]; v != nil {
			r.FromPositionCode, r.FromPositionTitle = v.Code, v.Title
		}
		if v := positions[m.ToPositionID]; v != nil {
			r.ToPositionCode, r.ToPositionTitle = v.Code, v.Title
		}
		if v := offices[m.FromUnitID]; v != nil {
			r.FromUnitCode = v.Code
		}
		if v := offices[m.ToUnitID]; v != nil {
			r.ToUnitCode = v.Code
		}
		rows[i] = r
	}
	return rows, nil
}

// PlanCertificate reads the proof of a plan, by ids, as gzip-compressed JSON (PlanProof).
func (s *Service) PlanCertificate(ctx context.Context, a domain.Actor, plan domain.ID) (io.Reader, error) {
	if _, err := s.Scope(a, "plan.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	if _, err := s.solvedPlan(tx, plan); err != nil {
		return nil, err
	}
	return repository.PlanText(tx, plan, repository.PlanCertificate)
}

// PlanExport reads problem, plan and certificate as gzip-compressed text, which `mutasi plan check` verifies. It holds the ids
// and scores of everybody in scope, so each reading is logged.
func (s *Service) PlanExport(ctx context.Context, a domain.Actor, plan domain.ID) (io.Reader, error) {
	if _, err := s.Scope(a, "plan.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	if _, err := s.solvedPlan(tx, plan); err != nil {
		return nil, err
	}
	if err := s.logList(ctx, a, "plan_export", "plan", plan, nil); err != nil {
		return nil, err
	}
	return repository.PlanText(tx, plan, repository.PlanProblem)
}

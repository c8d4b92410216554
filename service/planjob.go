package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/rings"
	"mutasi/domain/placement/solver"
	"mutasi/repository"
)

// planJob is the kind of the jobs that compute plans.
const planJob = "plan"

// The last stages of a plan; those before belong to the problem and the solver.
const (
	stageCheck = "check" // the plan is verified as anybody can verify it
	stageStore = "store"
)

// runPlan computes a plan: the problem from the register, the solution with its proof, and everything that is stored of it. A
// plan that the checker refuses is a failure, whatever the solver says.
func (s *Service) runPlan(ctx context.Context, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
	tx := s.store.Read(ctx)
	plan, err := repository.Plans.Get(tx, domain.AllRows, j.SubjectID)
	if err != nil {
		return nil, err
	}
	pr, err := repository.Programmes.Get(tx, domain.AllRows, plan.ProgrammeID)
	if err != nil {
		return nil, err
	}
	b, err := s.planProblem(ctx, tx, pr, plan, report)
	var found *placement.Plan
	if err == nil {
		found, err = solve(ctx, b.Problem, time.Duration(plan.TimeLimit)*time.Second, report)
	}
	var stuck *placement.Infeasible
	if errors.As(err, &stuck) {
		return nil, infeasible(tx, stuck)
	} else if err != nil {
		return nil, err
	}
	report(stageCheck, 0, 1)
	if err := placement.Check(b.Problem, found); err != nil {
		s.Log.Error("the checker refuses a plan", "plan", plan.ID, "error", err)
		return nil, domain.Errorf(domain.Internal, "plan_check_failed", "the plan that was found did not pass its check and was thrown away")
	}
	report(stageStore, 0, 1)
	return s.planStore(plan.ID, b, found)
}

// planProblem is the problem of a plan; that of exchanges only has the seats that people would exchange.
func (s *Service) planProblem(ctx context.Context, tx *repository.Tx, pr *domain.Programme, plan *domain.Plan, report Progress) (*built, error) {
	b, err := s.buildProblem(ctx, tx, pr, plan.PlanInput, plan.AsOf, report)
	if err != nil {
		return nil, err
	}
	if bad := placement.Validate(b.Problem); len(bad) > 0 {
		if err := nameFields(tx, bad); err != nil {
			return nil, err
		}
		return nil, &domain.Error{Kind: domain.Invalid, Code: "plan_input_invalid", Format: "the inputs of the plan do not make a problem that can be solved", Fields: bad}
	}
	if plan.Kind == domain.PlanRings {
		limit := b.Problem.Limit
		b.Problem = rings.Restrict(b.Problem)
		b.Problem.Limit = limit // the programme's holds for exchanges too
	}
	return b, nil
}

// nameFields puts the codes of positions and units in place of the ids that pointers hold.
func nameFields(tx *repository.Tx, bad []domain.FieldError) error {
	var ids []domain.ID
	for _, f := range bad {
		for part := range strings.SplitSeq(f.Pointer, "/") {
			if id, err := domain.ParseID(part); err == nil {
				ids = append(ids, id)
			}
		}
	}
	positions, err := repository.Positions.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	units, err := repository.Units.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	for i := range bad {
		for _, id := range ids {
			if p := positions[id]; p != nil {
				bad[i].Pointer = strings.Replace(bad[i].Pointer, id.String(), p.Code, 1)
			} else if u := units[id]; u != nil {
				bad[i].Pointer = strings.Replace(bad[i].Pointer, id.String(), u.Code, 1)
			}
		}
	}
	return nil
}

// solve finds the best plan within the time, or the best one by then with its gap.
func solve(ctx context.Context, p *placement.Problem, limit time.Duration, report Progress) (*placement.Plan, error) {
	start, err := feasible.Start(p)
	if err != nil {
		return nil, err
	}
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return solver.Solve(timed, p, start, func(x placement.Progress) { report(x.Stage, x.Done, x.Of) })
}

// planStore prepares what is stored of a plan and returns what stores it: texts, moves and figures together or not at all.
func (s *Service) planStore(id domain.ID, b *built, found *placement.Plan) (func(*repository.Tx) error, error) {
	text, err := repository.Compress(func(w io.Writer) error { return placement.Write(w, b.Problem, found) })
	if err != nil {
		return nil, err
	}
	proof, err := repository.Compress(func(w io.Writer) error { return json.NewEncoder(w).Encode(proofOf(id, b.Problem, found)) })
	if err != nil {
		return nil, err
	}
	figures, moves := b.figures(found), b.moves(found)
	for i := range moves {
		moves[i].ID, moves[i].PlanID = domain.NewID(), id
	}
	return func(tx *repository.Tx) error {
		plan, err := repository.Plans.Get(tx, domain.AllRows, id)
		if err != nil {
			return err
		}
		before := *plan
		plan.State, plan.Figures, plan.PolicyVersion = domain.PlanReady, figures, b.PolicyVersion
		if err := repository.Plans.Update(tx, plan); err != nil {
			return err
		}
		if err := repository.InsertPlanMoves(tx, moves); err != nil {
			return err
		}
		if err := repository.PutPlanText(tx, id, repository.PlanProblem, text); err != nil {
			return err
		}
		if err := repository.PutPlanText(tx, id, repository.PlanCertificate, proof); err != nil {
			return err
		}
		return s.record(tx, domain.System, "plan.ready", "plan", id, plan.Version, before, plan)
	}, nil
}

// planEnded notes on a plan that it has no result, and why.
func (s *Service) planEnded(tx *repository.Tx, j *domain.Job, why error) error {
	plan, err := repository.Plans.Get(tx, domain.AllRows, j.SubjectID)
	if err != nil {
		return err
	}
	before := *plan
	plan.State, plan.Error, plan.Detail = domain.PlanFailed, j.Error, j.Detail
	var stuck *infeasiblePlan
	switch {
	case errors.As(why, &stuck):
		plan.State, plan.Conflict = domain.PlanInfeasible, stuck.conflict
	case j.State == domain.JobCancelled:
		plan.State = domain.PlanCancelled
	}
	if err := repository.Plans.Update(tx, plan); err != nil {
		return err
	}
	return s.record(tx, domain.System, "plan."+plan.State, "plan", plan.ID, plan.Version, before, plan)
}

// infeasiblePlan says which constraints cannot hold together.
type infeasiblePlan struct {
	jobFailure
	conflict []domain.PlanConflict
}

func (e *infeasiblePlan) Unwrap() error { return &e.jobFailure }

// allOfKind words an entry without an id: all constraints of its kind together.
var allOfKind = map[string]domain.Bilingual{
	domain.ConstraintFloor:  {English: "every unit keeps its least number of people", Indonesian: "setiap unit mempertahankan jumlah minimum pegawainya"},
	domain.ConstraintQuota:  {English: "no position has more people than seats", Indonesian: "tidak ada jabatan dengan pegawai melebihi kursinya"},
	domain.ConstraintPerson: {English: "each person gets exactly one seat", Indonesian: "setiap pegawai mendapat tepat satu kursi"},
}

// infeasible names the constraints of a conflict as people know them.
func infeasible(tx *repository.Tx, stuck *placement.Infeasible) error {
	var ids []domain.ID
	for _, x := range stuck.Conflict {
		ids = append(ids, x.ID)
	}
	units, err := repository.Units.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	positions, err := repository.Positions.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	people, err := repository.Staff.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	e := &infeasiblePlan{conflict: make([]domain.PlanConflict, len(stuck.Conflict))}
	var en, id []string
	for i, x := range stuck.Conflict {
		c := domain.PlanConflict{PlanConstraint: x}
		switch {
		case x.Kind == domain.ConstraintLimit:
			en = append(en, fmt.Sprintf("at most %d moves", x.Value))
			id = append(id, fmt.Sprintf("paling banyak %d perpindahan", x.Value))
		case x.ID.IsZero():
			en, id = append(en, allOfKind[x.Kind].English), append(id, allOfKind[x.Kind].Indonesian)
		case x.Kind == domain.ConstraintFloor:
			if u := units[x.ID]; u != nil {
				c.Code, c.Name = u.Code, u.Name
			}
			en = append(en, fmt.Sprintf("the unit %s (%s) keeps at least %d people", c.Code, c.Name, x.Value))
			id = append(id, fmt.Sprintf("unit %s (%s) paling sedikit %d orang", c.Code, c.Name, x.Value))
		case x.Kind == domain.ConstraintQuota:
			if p := positions[x.ID]; p != nil {
				c.Code, c.Name = p.Code, p.Title
			}
			en = append(en, fmt.Sprintf("the position %s (%s) has %d seats", c.Code, c.Name, x.Value))
			id = append(id, fmt.Sprintf("jabatan %s (%s) hanya %d kursi", c.Code, c.Name, x.Value))
		default:
			if p := people[x.ID]; p != nil {
				c.Code = p.NIP
			}
			en = append(en, fmt.Sprintf("the person with NIP %s gets exactly one seat", c.Code))
			id = append(id, fmt.Sprintf("pegawai dengan NIP %s mendapat tepat satu kursi", c.Code))
		}
		e.conflict[i] = c
	}
	e.jobFailure = jobFailure{domain.Errorf(domain.Invalid, "plan_infeasible", "no plan can meet all of these together: %s", strings.Join(en, "; ")),
		[]any{strings.Join(id, "; ")}}
	return e
}

// PositionPrice is the dual price of a position's seats, scaled.
type PositionPrice struct {
	PositionID domain.ID `json:"position_id"`
	Price      int64     `json:"price"`
}

// FloorPrice is the dual price of a unit's floor, scaled.
type FloorPrice struct {
	UnitID domain.ID `json:"unit_id"`
	Price  int64     `json:"price"`
}

// PlanProof is the certificate of a plan by ids (placement.Certificate has the formula of the bound).
type PlanProof struct {
	PlanID         domain.ID          `json:"plan_id"`
	InputHash      string             `json:"input_hash"`
	PlanHash       string             `json:"plan_hash"`
	Seed           string             `json:"seed"`
	Weights        domain.PlanWeights `json:"weights"`
	Limit          *int               `json:"limit"` // moves; null: no limit
	Scale          int64              `json:"scale"`
	Objective      int64              `json:"objective"`
	Bound          int64              `json:"bound"`
	Gap            int64              `json:"gap"`
	Optimal        bool               `json:"optimal"`
	Parts          domain.PlanParts   `json:"parts"`
	Moves          int                `json:"moves"`
	MovePrice      int64              `json:"move_price"`
	PositionPrices []PositionPrice    `json:"position_prices"`
	FloorPrices    []FloorPrice       `json:"floor_prices"`
	Digest         string             `json:"digest"`
}

// proofOf puts the ids of positions and units beside the prices.
func proofOf(plan domain.ID, p *placement.Problem, found *placement.Plan) *PlanProof {
	c := &found.Certificate
	proof := &PlanProof{PlanID: plan, InputHash: c.InputHash, PlanHash: c.PlanHash, Seed: p.Seed, Weights: p.Weights, Scale: c.Scale, Objective: c.Objective,
		Bound: c.Bound, Gap: c.Gap, Optimal: c.Optimal, Parts: c.Parts, Moves: c.Moves, MovePrice: c.MovePrice, Digest: c.Digest,
		PositionPrices: make([]PositionPrice, len(p.Posts)), FloorPrices: make([]FloorPrice, len(p.Units))}
	if p.Limit >= 0 {
		proof.Limit = &p.Limit
	}
	for i := range p.Posts {
		proof.PositionPrices[i] = PositionPrice{p.Posts[i].ID, c.PostPrices[i]}
	}
	for i := range p.Units {
		proof.FloorPrices[i] = FloorPrice{p.Units[i].ID, c.FloorPrices[i]}
	}
	return proof
}

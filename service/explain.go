package service

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strconv"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/placement"
	"mutasi/domain/placement/explain"
	"mutasi/repository"
)

// Outcomes of an explanation beside those of package explain.
const (
	outOfScope     = "out_of_scope"    // the position is no part of the plan
	notShortlisted = "not_shortlisted" // lawful, but not among the moves with which the person entered the plan
	downward       = "downward"        // lawful, but no plan moves anybody down who did not wish for it
	noGain         = "no_gain"         // lawful, but in exchanges only those move who gain by it, into seats that others leave
)

// PlanExplanation says why a plan gives a person a position or not, and what would change it. Nothing in it is anybody else's.
type PlanExplanation struct {
	PlanID     domain.ID        `json:"plan_id"`
	StaffID    domain.ID        `json:"staff_id"`
	PositionID domain.ID        `json:"position_id"`
	Outcome    string           `json:"outcome"`
	Message    domain.Bilingual `json:"message"`
	// Exact is false where the plan is not proven best at its prices: a change is then the least that it would take.
	Exact  bool            `json:"exact"`
	Cutoff *PlanCutoff     `json:"cutoff"` // of the position; null where it is no part of the plan
	Asked  *explain.Score  `json:"asked"`  // for the position; null where the person does not enter for it
	Got    *explain.Score  `json:"got"`    // for the seat that the plan gives
	Change *explain.Change `json:"change"` // the smallest that would have given the position
	// GotPositionID is the seat that the plan gives the person, perhaps the present one.
	GotPositionID domain.ID `json:"got_position_id"`
	// Checks are the rules that stand in the way, judged as of now for the plan's day.
	Checks []domain.CheckResult `json:"checks"`
}

// PlanCutoff is what a position asked for in a plan, in basis points. Counts below five people are not told, nor what would tell
// them: all entrants are the moves of the plan, which are published.
type PlanCutoff struct {
	PositionID    domain.ID `json:"position_id"`
	PositionCode  string    `json:"position_code"`
	PositionTitle string    `json:"position_title"`
	Seats         int       `json:"seats"`
	// Keep is the price of a seat for those who stay or come without giving one up, Enter for those who move.
	Keep           int64  `json:"keep"`
	Enter          int64  `json:"enter"`
	Entrants       *int   `json:"entrants"`
	LowestAdmitted *int64 `json:"lowest_admitted"`
}

// cutoffOf publishes what a position asked for; entrants are nil where their number may not be told.
func cutoffOf(p *domain.Position, c explain.Cutoff, entrants *int) PlanCutoff {
	if entrants == nil {
		c.LowestAdmitted = nil
	}
	return PlanCutoff{PositionID: p.ID, PositionCode: p.Code, PositionTitle: p.Title, Seats: c.Seats, Keep: c.Keep, Enter: c.Enter,
		Entrants: entrants, LowestAdmitted: c.LowestAdmitted}
}

// ExplainPlan explains a person and a position of a plan. A civil servant asks about nobody else, a unit head about the own
// subtree, without the scores: wishes are part of them. Each look at another person is logged.
func (s *Service) ExplainPlan(ctx context.Context, a domain.Actor, plan domain.ID, staff string, position domain.ID) (*PlanExplanation, error) {
	if staff == "" {
		staff = a.StaffID.String()
	}
	person, err := s.StaffID(ctx, a, "plan.explain", staff)
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	row, err := s.solvedPlan(tx, plan)
	if err != nil {
		return nil, err
	}
	to, err := repository.Positions.Get(tx, domain.AllRows, position)
	if err != nil {
		return nil, err
	}
	found, err := s.planOf(ctx, plan)
	if err != nil {
		return nil, err
	}
	e := &PlanExplanation{PlanID: plan, StaffID: person, PositionID: position, Exact: true, Checks: []domain.CheckResult{}}
	i, takesPart := slices.BinarySearchFunc(found.problem.People, person, func(p placement.Person, id domain.ID) int { return bytes.Compare(p.ID[:], id[:]) })
	if !takesPart {
		return nil, domain.Errorf(domain.Conflict, "not_in_plan", "this person is no part of the plan")
	}
	if err := found.answer(ctx, e, i, to); err != nil {
		return nil, err
	}
	if e.Outcome == explain.NotLawful || e.Outcome == outOfScope {
		if err := s.lawful(tx, e, row, found.takesNobody(to)); err != nil {
			return nil, err
		}
	}
	e.Message = planOutcomes[e.Outcome]
	if !s.seesWishes(a, person) {
		if err := s.withholdScores(tx, e, row); err != nil {
			return nil, err
		}
	}
	return e, s.logRead(ctx, a, "plan_explanation", person)
}

// answer fills in what the plan says of a person and a position.
func (f *solved) answer(ctx context.Context, e *PlanExplanation, person int, to *domain.Position) error {
	j, inPlan := f.post(to.ID)
	if seat := f.plan.Seats[person]; seat != placement.None {
		e.GotPositionID = f.problem.Posts[seat].ID
	}
	if !inPlan {
		e.Outcome = outOfScope
		return nil
	}
	x, err := f.Explain(ctx, person, int32(j))
	if err != nil {
		return err
	}
	cutoff := cutoffOf(to, x.Cutoff, f.entrants[j])
	e.Outcome, e.Exact, e.Cutoff, e.Asked, e.Got, e.Change = x.Outcome, x.Exact, &cutoff, x.Asked, x.Got, x.Change
	return nil
}

// withholdScores takes out what would tell of the person's wishes: scores, what would change them, and that the person enters
// for a lower position, which takes a wish.
func (s *Service) withholdScores(tx *repository.Tx, e *PlanExplanation, plan *domain.Plan) error {
	e.Asked, e.Got, e.Change = nil, nil, nil
	switch e.Outcome {
	case explain.Outranked:
		e.Message = domain.Bilingual{English: "The seat is worth more to the plan in other hands.", Indonesian: "Kursi ini lebih bernilai bagi rencana bila diisi orang lain."}
	case explain.NoSeat, explain.NotReleased, explain.MoveLimit:
	default:
		return nil
	}
	p := asked(e, plan)
	if err := s.derive(tx, p); isCode(err, "validation_failed") {
		return nil // the position is closed by now, or the person's own
	} else if err != nil {
		return err
	}
	if p.Movement == domain.Down {
		e.Outcome, e.Message = downward, planOutcomes[downward]
	}
	return nil
}

// asked is the proposal that would move the person to the position.
func asked(e *PlanExplanation, plan *domain.Plan) *domain.Proposal {
	return &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: e.StaffID, ToPositionID: e.PositionID, Type: domain.TypeInternal,
		Initiative: domain.InitiativeDinas, PlannedDate: plan.PlannedDate, ProgrammeID: plan.ProgrammeID}}
}

// takesNobody reports whether a position had no seat for anybody to come to: all taken for good, or more people than seats.
func (f *solved) takesNobody(to *domain.Position) bool {
	j, inPlan := f.post(to.ID)
	if !inPlan {
		return false
	}
	p := f.problem.Posts[j]
	return p.Taken >= p.Quota || to.Quota < int(p.Quota)
}

// post finds a position among those of the plan.
func (f *solved) post(id domain.ID) (int, bool) {
	return slices.BinarySearchFunc(f.problem.Posts, id, func(p placement.Post, id domain.ID) int { return bytes.Compare(p.ID[:], id[:]) })
}

// lawful judges the pair as a proposal of it would be, and finds out why one that no rule forbids is no part of the plan. Evidence
// stays out: it may tell of relatives.
func (s *Service) lawful(tx *repository.Tx, e *PlanExplanation, plan *domain.Plan, full bool) error {
	p := asked(e, plan)
	if err := s.derive(tx, p); isCode(err, "validation_failed") {
		e.Outcome = outOfScope // a closed position, or the one that the person has come to hold
		return nil
	} else if err != nil {
		return err
	}
	j, err := s.judge(tx, p, plan.PlannedDate)
	if err != nil {
		return err
	}
	for _, r := range eligibility.Blocking(j.Results, j.Policy, eligibility.GateVerify) {
		if slices.Contains(eligibility.PlanRules, r.Code) {
			continue // the plan itself sees to it, such as to free seats
		}
		r.Evidence = map[string]any{}
		e.Checks = append(e.Checks, r)
	}
	switch {
	case len(e.Checks) > 0 || e.Outcome == outOfScope:
	case full && plan.Kind != domain.PlanRings: // exchanges have no free seats; that is not for want of them
		e.Outcome = explain.NoSeat
	case p.Movement == domain.Down:
		e.Outcome = downward
	case plan.Kind == domain.PlanRings:
		e.Outcome = noGain
	default:
		e.Outcome = notShortlisted
	}
	return nil
}

// planOutcomes are the outcomes in words.
var planOutcomes = map[string]domain.Bilingual{
	explain.Assigned: {English: "The plan gives the person this seat.", Indonesian: "Rencana memberikan kursi ini kepada pegawai tersebut."},
	explain.Present:  {English: "This is the present seat, and the plan leaves it so.", Indonesian: "Ini jabatan yang sekarang, dan rencana tidak mengubahnya."},
	explain.NotLawful: {English: "The rules named here do not allow this move.",
		Indonesian: "Ketentuan yang disebut di sini tidak membolehkan perpindahan ini."},
	notShortlisted: {English: "The move is lawful, but it was not among those with which the person entered the plan: those wished for and those worth most.",
		Indonesian: "Perpindahan ini sah, tetapi tidak termasuk yang diikutkan dalam rencana, yaitu yang diminati dan yang bernilai tertinggi."},
	downward: {English: "No plan moves anybody down who did not wish for it (PP 11/2017 Ps 189).",
		Indonesian: "Rencana tidak menurunkan siapa pun yang tidak memintanya (PP 11/2017 Ps 189)."},
	noGain: {English: "Exchanges only move those who gain by it, into seats that others of the exchange leave.",
		Indonesian: "Pertukaran hanya memindahkan pegawai yang diuntungkan olehnya, ke kursi yang ditinggalkan peserta pertukaran lain."},
	outOfScope: {English: "The position is no part of this plan.", Indonesian: "Jabatan ini tidak termasuk dalam rencana."},
	explain.NoSeat: {English: "No seat is free, and no seat could be made free by moving anybody.",
		Indonesian: "Tidak ada kursi kosong, dan tidak ada kursi yang dapat dikosongkan dengan memindahkan siapa pun."},
	explain.NotReleased: {English: "There could be a seat, but the present unit would fall below its least number of people.",
		Indonesian: "Kursi dapat tersedia, tetapi unit asal akan kekurangan pegawai dari jumlah paling sedikit."},
	explain.MoveLimit: {English: "The best plan at the price of moves would give the seat, but the limit on moves had no room for it.",
		Indonesian: "Rencana terbaik pada harga perpindahan akan memberikan kursi ini, tetapi batas jumlah perpindahan tidak menyisakan tempat."},
	explain.Outranked: {English: "The seat is worth more to the plan in other hands. The smallest change that would have made the difference is given.",
		Indonesian: "Kursi ini lebih bernilai bagi rencana bila diisi orang lain. Perubahan terkecil yang akan mengubah hasilnya disebutkan."},
}

// PlanOutcomes are the words of an explanation.
var PlanOutcomes = slices.Sorted(maps.Keys(planOutcomes))

// PlanCutoffs reads one page of what the positions of a plan asked for, in the order of their ids. Everybody may once the
// programme has left its phase plan; before, those who see plans.
func (s *Service) PlanCutoffs(ctx context.Context, a domain.Actor, plan domain.ID, cursor string, limit int) (domain.Page[PlanCutoff], error) {
	page := domain.Page[PlanCutoff]{Items: []PlanCutoff{}}
	if _, err := s.Scope(a, "transparency.read"); err != nil {
		return page, err
	}
	tx := s.store.Read(ctx)
	row, err := repository.Plans.Get(tx, domain.AllRows, plan)
	if err != nil {
		return page, err
	}
	pr, err := repository.Programmes.Get(tx, domain.AllRows, row.ProgrammeID)
	if err != nil {
		return page, err
	}
	if !may(a, "plan.read") && (!pr.Reached(domain.PhaseOpinion) || hasResult(row) != nil) {
		return page, domain.ErrNotFound("plan")
	}
	if err := hasResult(row); err != nil {
		return page, err
	}
	from := 0
	if cursor != "" {
		if from, err = strconv.Atoi(cursor); err != nil || from < 0 {
			return page, badQuery("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
		}
	}
	found, err := s.planOf(ctx, plan)
	if err != nil {
		return page, err
	}
	posts := found.problem.Posts
	from = min(from, len(posts))
	to := min(from+limit, len(posts))
	ids := make([]domain.ID, 0, to-from)
	for j := from; j < to; j++ {
		ids = append(ids, posts[j].ID)
	}
	positions, err := repository.Positions.ByIDs(tx, ids)
	if err != nil {
		return page, err
	}
	for j := from; j < to; j++ {
		if p := positions[posts[j].ID]; p != nil {
			page.Items = append(page.Items, cutoffOf(p, found.Cutoff(int32(j)), found.entrants[j]))
		}
	}
	if to < len(posts) {
		next := strconv.Itoa(to)
		page.NextCursor = &next
	}
	return page, nil
}

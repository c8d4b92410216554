package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// transfers describes proposals, decrees and follow-ups.
func (s *Service) transfers() {
	s.Proposals = &Resource[domain.Proposal, domain.ProposalInput, *domain.Proposal, *domain.ProposalInput]{
		s: s, table: repository.Proposals, name: "proposal", read: "proposal.read", write: "proposal.write",
		defaults: domain.ProposalInput{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas},
		before:   s.beforeProposal, after: s.afterProposal, decorate: s.decorateProposals,
	}
	s.Decrees = &Resource[domain.Decree, domain.DecreeInput, *domain.Decree, *domain.DecreeInput]{
		s: s, table: repository.Decrees, name: "decree", read: "decree.read", write: "decree.write",
		before: s.beforeDecree, after: s.afterDecree, decorate: s.decorateDecrees,
	}
	s.FollowUps = &Resource[domain.FollowUp, domain.FollowUpInput, *domain.FollowUp, *domain.FollowUpInput]{
		s: s, table: repository.FollowUps, name: "follow_up", read: "followup.read", write: "followup.write",
		defaults: domain.FollowUpInput{State: "open"}, before: s.beforeFollowUp,
	}
}

// proposalIn reads a proposal in the caller's scope of the permission.
func (s *Service) proposalIn(tx *repository.Tx, a domain.Actor, p Perm, id domain.ID) (*domain.Proposal, error) {
	sc, err := s.Scope(a, p)
	if err != nil {
		return nil, err
	}
	return repository.Proposals.Get(tx, sc, id)
}

// beforeProposal derives where the move comes from and leads to, and refuses what the caller may not propose.
func (s *Service) beforeProposal(tx *repository.Tx, a domain.Actor, old, p *domain.Proposal) error {
	if p == nil {
		if old.State != domain.Draft {
			return notEditable(old)
		}
		if err := s.mayEdit(a, old); err != nil {
			return err
		}
		if !old.RingID.IsZero() {
			if err := s.cancelRing(tx, a, old); err != nil {
				return err
			}
		}
		return repository.DropDraft(tx, old.ID)
	}
	if old != nil {
		if old.State != domain.Draft && old.State != domain.Returned {
			return notEditable(old)
		}
		if err := s.mayEdit(a, old); err != nil {
			return err
		}
		if p.StaffID != old.StaffID {
			return domain.InvalidFields(domain.Fieldf("/staff_id", "read_only", "a proposal stays with its person: withdraw it and make a new one"))
		}
		if !old.PlanID.IsZero() && (p.PlanID != old.PlanID || p.ProgrammeID != old.ProgrammeID) {
			return domain.InvalidFields(domain.Fieldf("/plan_id", "read_only", "a proposal of a plan stays with the plan and its programme"))
		}
		if !old.RingID.IsZero() && (p.ToPositionID != old.ToPositionID || p.PlannedDate != old.PlannedDate) {
			return domain.InvalidFields(domain.Fieldf("/to_position_id", "ring", "position and day of an exchange are the same for all its proposals and stay"))
		}
	}
	if err := s.derive(tx, p); err != nil {
		return err
	}
	if err := s.mayPropose(tx, a, p); err != nil {
		return err
	}
	if err := belongs(tx, a, old, p); err != nil {
		return err
	}
	if old != nil {
		if p.ToPositionID == old.ToPositionID && p.ToAgency == old.ToAgency {
			return nil
		}
		return repository.VoidConsents(tx, p.ID) // they were given for another move
	}
	n, err := repository.NextNumber(tx, "proposal", s.today(tx).Year())
	if err != nil {
		return err
	}
	p.Number = fmt.Sprintf("MUT/%d/%06d", s.today(tx).Year(), n)
	p.State, p.OpenKey, p.CreatedBy = domain.Draft, p.StaffID, a.UserID
	return nil
}

// belongs refuses a programme or plan that is not there for the caller: rules and seats are judged by them.
func belongs(tx *repository.Tx, a domain.Actor, old, p *domain.Proposal) error {
	if old != nil && old.ProgrammeID == p.ProgrammeID && old.PlanID == p.PlanID {
		return nil
	}
	var c domain.Check
	if !p.ProgrammeID.IsZero() {
		programme, err := repository.Programmes.Get(tx, domain.AllRows, p.ProgrammeID)
		if err != nil && !isCode(err, "not_found") {
			return err
		}
		c.That(err == nil && programme.State == domain.ProgrammeOpen, "/programme_id", "unknown_reference", "there is no such row")
	}
	if !p.PlanID.IsZero() {
		plan, err := repository.Plans.Get(tx, domain.AllRows, p.PlanID)
		if err != nil && !isCode(err, "not_found") {
			return err
		}
		c.That(err == nil && plan.ProgrammeID == p.ProgrammeID && may(a, "plan.read"), "/plan_id", "unknown_reference", "there is no such row")
	}
	return c.Err()
}

func notEditable(p *domain.Proposal) error {
	return domain.Errorf(domain.Conflict, "not_editable", "a proposal that is %q cannot be changed", string(p.State)).With("state", p.State)
}

func (s *Service) mayEdit(a domain.Actor, p *domain.Proposal) error {
	if a.UserID == p.CreatedBy || a.Has(domain.RoleHR) {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "not_proposer", "only who made the proposal takes this step")
}

// derive fills in origin, direction and shape of the move.
func (s *Service) derive(tx *repository.Tx, p *domain.Proposal) error {
	var c domain.Check
	person, err := repository.Staff.Get(tx, domain.AllRows, p.StaffID)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/staff_id", "unknown_reference", "there is no such row"))
	} else if err != nil {
		return err
	}
	var from, to *domain.Position
	if !person.PositionID.IsZero() {
		if from, err = repository.Positions.Get(tx, domain.AllRows, person.PositionID); err != nil {
			return err
		}
	}
	if !p.ToPositionID.IsZero() {
		to, err = repository.Positions.Get(tx, domain.AllRows, p.ToPositionID)
		if isCode(err, "not_found") {
			return domain.InvalidFields(domain.Fieldf("/to_position_id", "unknown_reference", "there is no such row"))
		} else if err != nil {
			return err
		}
	}
	c.That(person.Status != domain.StatusLeft, "/staff_id", "left", "this person has left the agency")
	c.That(to == nil || person.PositionID != p.ToPositionID, "/to_position_id", "same_position", "the person holds this position already")
	c.That(to == nil || to.Active, "/to_position_id", "inactive", "this position is closed")
	c.That(p.Type != domain.TypeInternal || person.Status != domain.StatusIncoming, "/type", "incoming", "a person from another agency comes by a transfer between agencies")
	c.That(p.Type == domain.TypeInternal || person.Status == domain.StatusIncoming || p.ToAgency != "", "/to_agency", "required", "a transfer to another agency names it")
	if err := c.Err(); err != nil {
		return err
	}
	p.FromPositionID, p.FromUnitID, p.ToUnitID, p.Movement = person.PositionID, person.UnitID, domain.ID{}, ""
	if to != nil {
		p.ToUnitID = to.UnitID
		if from != nil {
			p.Movement = domain.MovementOf(from.Kind, from.Level, to.Kind, to.Level)
		}
	}
	switch {
	case person.Status == domain.StatusIncoming:
		p.Direction = domain.DirectionIn
	case p.ToAgency != "":
		p.Direction = domain.DirectionOut
	default:
		p.Direction = domain.DirectionInternal
	}
	return nil
}

// mayPropose: hr for all, a head for people and positions of the own subtree, a civil servant for the own request.
func (s *Service) mayPropose(tx *repository.Tx, a domain.Actor, p *domain.Proposal) error {
	sc, err := s.Scope(a, "proposal.write")
	if err != nil || sc.Reach == domain.ReachAll {
		return err
	}
	if !a.StaffID.IsZero() && p.StaffID == a.StaffID {
		if p.Initiative != domain.InitiativeAPS {
			return domain.InvalidFields(domain.Fieldf("/initiative", "own_request", "one's own request has the initiative aps"))
		}
		return nil
	}
	if sc.Reach == domain.ReachUnit {
		for _, unit := range []domain.ID{p.FromUnitID, p.ToUnitID} {
			if in, err := repository.InSubtree(tx, unit, a.UnitID); err != nil || in {
				return err
			}
		}
	}
	return domain.InvalidFields(domain.Fieldf("/staff_id", "unknown_reference", "there is no such row"))
}

// afterProposal judges the new content and notes the step.
func (s *Service) afterProposal(tx *repository.Tx, a domain.Actor, old, p *domain.Proposal) error {
	if p == nil {
		return nil
	}
	j, err := s.judge(tx, p, p.PlannedDate)
	if err != nil {
		return err
	}
	return s.noteDraft(tx, a, old, p, j)
}

// noteDraft stores the judgement of a draft and notes the step.
func (s *Service) noteDraft(tx *repository.Tx, a domain.Actor, old, p *domain.Proposal, j *judged) error {
	if err := s.storeRun(tx, p, "draft", j); err != nil {
		return err
	}
	if err := repository.SetPolicyVersion(tx, p.ID, p.PolicyVersion); err != nil {
		return err
	}
	action, from := "create", domain.State("")
	if old != nil {
		action, from = "update", old.State
	}
	return repository.AddHistory(tx, &domain.HistoryEntry{ID: domain.NewID(), ProposalID: p.ID, At: tx.Now, ActorID: a.UserID, ActorName: a.Username, Action: action, From: from, To: p.State})
}

// decorateProposals adds the caller's actions to every row, and to a single one also checks, fit, timeline and consents.
func (s *Service) decorateProposals(tx *repository.Tx, a domain.Actor, q domain.Query, rows []domain.Proposal) error {
	mine, err := s.ownUnits(tx, a)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].AllowedActions = s.allowed(&rows[i], a, mine)
	}
	if expands(q, "staff") {
		if err := expand(tx, rows, repository.Staff, s.decorateStaff, func(p *domain.Proposal) (domain.ID, **domain.Staff) { return p.StaffID, &p.Staff }); err != nil {
			return err
		}
	}
	if expands(q, "to_position") {
		if err := expand(tx, rows, repository.Positions, s.decoratePositions, func(p *domain.Proposal) (domain.ID, **domain.Position) { return p.ToPositionID, &p.ToPosition }); err != nil {
			return err
		}
	}
	return nil
}

// ownUnits is the subtree of a unit head; nil for others.
func (s *Service) ownUnits(tx *repository.Tx, a domain.Actor) (map[domain.ID]bool, error) {
	if !a.Has(domain.RoleUnitHead) || a.UnitID.IsZero() {
		return nil, nil
	}
	return repository.SubtreeIDs(tx, a.UnitID)
}

func (s *Service) allowed(p *domain.Proposal, a domain.Actor, mine map[domain.ID]bool) []string {
	list := workflow.Allowed(p, a, mine[p.ToUnitID])
	if (p.State == domain.Draft || p.State == domain.Returned) && may(a, "proposal.write") && s.mayEdit(a, p) == nil {
		list = append(list, "update")
		if p.State == domain.Draft {
			list = append(list, "delete")
		}
	}
	if p.State == domain.Submitted && !workflow.Subject(p, a) && (a.Has(domain.RoleHR) || mine[p.FromUnitID] || mine[p.ToUnitID]) {
		list = append(list, "consent")
	}
	return list
}

// Proposal reads one proposal with everything a front end shows beside it.
func (s *Service) Proposal(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Proposal, error) {
	p, err := s.Proposals.Get(ctx, a, id, q)
	if err != nil {
		return nil, err
	}
	return p, s.detail(s.store.Read(ctx), a, p)
}

func (s *Service) detail(tx *repository.Tx, a domain.Actor, p *domain.Proposal) error {
	run, err := repository.LastCheckRun(tx, p.ID)
	if err != nil {
		return err
	}
	p.Checks = []domain.CheckResult{}
	if run != nil {
		var f storedFacts
		if err := json.Unmarshal([]byte(run.Results), &p.Checks); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(run.Facts), &f); err != nil {
			return err
		}
		p.Fit = f.Fit
		if p.Fit != nil && !s.seesWishes(a, p.StaffID) {
			p.Fit.Score -= p.Fit.Parts["wish"]
			p.Fit.Parts["wish"] = 0
		}
	}
	if p.Timeline, err = repository.History(tx, p.ID); err != nil {
		return err
	}
	if p.Consents, err = repository.Consents(tx, p.ID); err != nil {
		return err
	}
	opinions, err := repository.Opinions(tx, p.ID)
	if n := len(opinions); n > 0 {
		p.Opinion = &opinions[n-1]
	}
	return err
}

// CreateProposal drafts a proposal and judges it.
func (s *Service) CreateProposal(ctx context.Context, a domain.Actor, fill Fill[domain.ProposalInput]) (*domain.Proposal, error) {
	p, err := s.Proposals.Create(ctx, a, fill)
	if err != nil {
		return nil, err
	}
	return p, s.detail(s.store.Read(ctx), a, p)
}

// PatchProposal changes a draft or a returned proposal and judges it again.
func (s *Service) PatchProposal(ctx context.Context, a domain.Actor, id domain.ID, m Match, fill Fill[domain.ProposalInput]) (*domain.Proposal, error) {
	p, err := s.Proposals.Patch(ctx, a, id, m, fill)
	if err != nil {
		return nil, err
	}
	return p, s.detail(s.store.Read(ctx), a, p)
}

// Checks evaluates the rules on a proposal now, without storing the run. A proposal that has run its course shows its last
// stored judgement: judged again, its person would already sit on the seat.
func (s *Service) Checks(ctx context.Context, a domain.Actor, id domain.ID) (*Eligibility, error) {
	tx := s.store.Read(ctx)
	p, err := s.proposalIn(tx, a, "proposal.read", id)
	if err != nil {
		return nil, err
	}
	if !p.State.Open() {
		return lastJudgement(tx, p)
	}
	j, err := s.judge(tx, p, p.PlannedDate)
	if err != nil {
		return nil, err
	}
	return verdictOf(p, j), nil
}

func lastJudgement(tx *repository.Tx, p *domain.Proposal) (*Eligibility, error) {
	run, err := repository.LastCheckRun(tx, p.ID)
	if err != nil || run == nil {
		return nil, err
	}
	var f storedFacts
	var results []domain.CheckResult
	if err := errors.Join(json.Unmarshal([]byte(run.Facts), &f), json.Unmarshal([]byte(run.Results), &results)); err != nil {
		return nil, err
	}
	return verdictOf(p, &judged{Facts: f.Facts, Policy: eligibility.PolicySet{Version: run.PolicyVersion}, Results: results}), nil
}

func verdictOf(p *domain.Proposal, j *judged) *Eligibility {
	return &Eligibility{StaffID: p.StaffID, PositionID: p.ToPositionID, On: j.Facts.On, Verdict: eligibility.Summary(j.Results).Verdict,
		PolicyVersion: j.Policy.Version, Checks: j.Results}
}

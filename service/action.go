package service

import (
	"context"
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// ActionInput is the body of an action.
type ActionInput struct {
	Note      string      `json:"note" validate:"max=2000"`
	StartedOn domain.Date `json:"started_on"` // start only
}

// permOf names the permission of each action.
func permOf(act workflow.Action) Perm { return Perm("proposal." + string(act)) }

// Act takes one step of a proposal: gates first, then the table, then history, audit and announcement, in one transaction.
func (s *Service) Act(ctx context.Context, a domain.Actor, id domain.ID, m Match, act workflow.Action, in ActionInput) (*domain.Proposal, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	return s.step(ctx, a, id, m, act, in.Note, func(tx *repository.Tx, p *domain.Proposal) error {
		switch act {
		case workflow.Submit:
			now := tx.Now
			p.SubmittedBy, p.SubmittedAt = a.UserID, &now
			return s.refreshOrigin(tx, p)
		case workflow.Verify:
			return s.verify(tx, a, p)
		case workflow.Approve:
			return s.approve(tx, p)
		case workflow.Reject:
			now := tx.Now
			p.DecidedAt = &now
			return requireNote(in.Note)
		case workflow.Return, workflow.Cancel, workflow.Withdraw:
			return requireNote(in.Note)
		case workflow.Start:
			return s.start(tx, p, in.StartedOn)
		case workflow.Close:
			return closable(tx, p)
		}
		return nil
	})
}

// Review records the committee's opinion (PP 11/2017 Ps 191, 201) and takes the step.
func (s *Service) Review(ctx context.Context, a domain.Actor, id domain.ID, m Match, in domain.ReviewInput) (*domain.Proposal, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	return s.step(ctx, a, id, m, workflow.Review, in.Note, func(tx *repository.Tx, p *domain.Proposal) error {
		if in.HeldOn.After(s.today(tx)) {
			return domain.InvalidFields(domain.Fieldf("/held_on", "future", "a session that has not been held gives no opinion"))
		}
		return repository.AddOpinion(tx, &domain.Opinion{ID: domain.NewID(), ProposalID: p.ID, Body: in.Body, Opinion: in.Opinion, HeldOn: in.HeldOn,
			Members: in.Members, RecordedBy: a.UserID, At: tx.Now})
	})
}

func requireNote(note string) error {
	if note == "" {
		return domain.InvalidFields(domain.Fieldf("/note", "required", "this step needs its reason"))
	}
	return nil
}

// step is the frame of every action: scoped load, version, transition table, the action's own gate, save, history, audit.
func (s *Service) step(ctx context.Context, a domain.Actor, id domain.ID, m Match, act workflow.Action, note string, gate func(*repository.Tx, *domain.Proposal) error) (*domain.Proposal, error) {
	sc, err := s.Scope(a, permOf(act))
	if err != nil {
		return nil, err
	}
	var out *domain.Proposal
	err = s.write(ctx, func(tx *repository.Tx) error {
		p, err := repository.Proposals.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if err := m.check(a, p.Version); err != nil {
			return err
		}
		mine, err := s.ownUnits(tx, a)
		if err != nil {
			return err
		}
		step, ok := workflow.Lookup(p.State, act)
		if !ok {
			return workflow.Refuse(p, a, act, mine[p.ToUnitID])
		}
		if err := workflow.Permit(p, a, act, step, mine[p.ToUnitID]); err != nil {
			if isCode(err, "transition_not_allowed") {
				return workflow.Refuse(p, a, act, mine[p.ToUnitID])
			}
			return err
		}
		out = p
		if !p.RingID.IsZero() && act == workflow.Approve {
			return s.approveRing(tx, a, p, note)
		}
		if err := gate(tx, p); err != nil {
			return err
		}
		if err := s.move(tx, a, p, step.To, string(act), note); err != nil {
			return err
		}
		return s.endRing(tx, a, p)
	})
	if err != nil {
		return nil, err
	}
	return s.Proposal(ctx, a, out.ID, domain.Query{})
}

// move puts a proposal into its next state and writes everything that goes with it.
func (s *Service) move(tx *repository.Tx, a domain.Actor, p *domain.Proposal, to domain.State, action, note string) error {
	before := *p
	p.State = to
	p.OpenKey = domain.ID{}
	if to.Open() {
		p.OpenKey = p.StaffID
	}
	if action == string(workflow.Verify) {
		p.VerifiedBy = a.UserID
	}
	if err := repository.Proposals.Update(tx, p); err != nil {
		return err
	}
	if err := repository.AddHistory(tx, &domain.HistoryEntry{ID: domain.NewID(), ProposalID: p.ID, At: tx.Now, ActorID: a.UserID, ActorName: a.Username,
		Action: action, From: before.State, To: to, Note: note}); err != nil {
		return err
	}
	return s.record(tx, a, "proposal."+action, "proposal", p.ID, p.Version, before, p)
}

// refreshOrigin brings origin and shape up to date: the person may have moved since the draft.
func (s *Service) refreshOrigin(tx *repository.Tx, p *domain.Proposal) error {
	if err := s.derive(tx, p); err != nil {
		return err
	}
	j, err := s.judge(tx, p, p.PlannedDate)
	if err != nil {
		return err
	}
	return s.storeRun(tx, p, "submit", j)
}

// verify wants both heads' consent unless the unit stays the same, and no blocking rule that fails.
func (s *Service) verify(tx *repository.Tx, a domain.Actor, p *domain.Proposal) error {
	if err := s.derive(tx, p); err != nil {
		return err
	}
	if p.FromUnitID != p.ToUnitID {
		given, err := repository.Consents(tx, p.ID)
		if err != nil {
			return err
		}
		last := map[string]string{}
		for _, c := range given {
			last[c.Side] = c.Decision
		}
		e := domain.Errorf(domain.Conflict, "consent_missing", "both units must agree before verification")
		for _, side := range []string{domain.Releasing, domain.Receiving} {
			switch last[side] {
			case domain.Agree:
			case domain.Refuse:
				e.Fields = append(e.Fields, domain.Fieldf("/consents/"+side, "consent_refused", "the unit refused"))
			default:
				e.Fields = append(e.Fields, domain.Fieldf("/consents/"+side, "consent_missing", "the unit has not answered"))
			}
		}
		if len(e.Fields) > 0 {
			return e
		}
	}
	return s.gate(tx, p, p.PlannedDate, eligibility.GateVerify)
}

// approve promises the seat: the position's row is locked first, so that of many approvals for the last seat one wins.
func (s *Service) approve(tx *repository.Tx, p *domain.Proposal) error {
	if !p.ToPositionID.IsZero() {
		if err := s.promise(tx, p, p.PlannedDate); err != nil {
			return err
		}
	}
	now := tx.Now
	p.DecidedAt = &now
	return s.gate(tx, p, p.PlannedDate, eligibility.GateApprove)
}

func (s *Service) promise(tx *repository.Tx, p *domain.Proposal, on domain.Date) error {
	if err := tx.Lock("positions", p.ToPositionID); err != nil {
		return err
	}
	if today := s.today(tx); on.Before(today) {
		on = today
	}
	seats, err := repository.SeatsOn(tx, p, on)
	if err != nil {
		return err
	}
	if seats.Free() < 1 {
		return domain.Errorf(domain.Conflict, "position_full", "no seat of this position is free: %d in all, %d held, %d promised", seats.Quota, seats.Holders, seats.Promised)
	}
	return nil
}

// start records that the person has taken up duty (SPMT).
func (s *Service) start(tx *repository.Tx, p *domain.Proposal, day domain.Date) error {
	var c domain.Check
	c.That(!day.IsZero(), "/started_on", "required", "say on which day the person started")
	c.That(day.IsZero() || !day.Before(p.EffectiveOn), "/started_on", "order", "nobody starts before the decree takes effect")
	c.That(!day.After(s.today(tx)), "/started_on", "future", "this day has not come yet")
	p.StartedOn = day
	return c.Err()
}

func closable(tx *repository.Tx, p *domain.Proposal) error {
	n, err := repository.OpenEvaluations(tx, p.ID)
	if err != nil || n == 0 {
		return err
	}
	return domain.Errorf(domain.Conflict, "evaluations_missing", "%d evaluations are not in yet", n)
}

// Consent records what the head of one side says; hr records a consent given on paper, with its document.
func (s *Service) Consent(ctx context.Context, a domain.Actor, id domain.ID, in domain.ConsentInput) (*domain.Consent, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	sc, err := s.Scope(a, "proposal.consent")
	if err != nil {
		return nil, err
	}
	var out *domain.Consent
	err = s.write(ctx, func(tx *repository.Tx) error {
		p, err := repository.Proposals.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if p.State != domain.Submitted {
			return domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the proposal is %q", "consent", string(p.State)).With("state", p.State)
		}
		if err := s.mayConsent(tx, a, p, in); err != nil {
			return err
		}
		out = &domain.Consent{ID: domain.NewID(), ProposalID: id, Side: in.Side, Decision: in.Decision, Note: in.Note, DocumentID: in.DocumentID, GivenBy: a.UserID, At: tx.Now}
		if err := repository.AddConsent(tx, out); err != nil {
			return err
		}
		return s.record(tx, a, "proposal.consent", "proposal", id, p.Version, nil, out)
	})
	return out, err
}

func (s *Service) mayConsent(tx *repository.Tx, a domain.Actor, p *domain.Proposal, in domain.ConsentInput) error {
	if workflow.Subject(p, a) {
		return workflow.Separation()
	}
	unit := p.FromUnitID
	if in.Side == domain.Receiving {
		unit = p.ToUnitID
	}
	if a.Has(domain.RoleUnitHead) {
		own, err := repository.InSubtree(tx, unit, a.UnitID)
		if err != nil {
			return err
		}
		if own {
			return s.documentOf(tx, p.ID, in.DocumentID)
		}
	}
	if !a.Has(domain.RoleHR) {
		return domain.Errorf(domain.Forbidden, "not_head", "only the head of this side's unit consents for it")
	}
	if in.DocumentID.IsZero() {
		return domain.InvalidFields(domain.Fieldf("/document_id", "required", "a consent given on paper needs its document"))
	}
	return s.documentOf(tx, p.ID, in.DocumentID)
}

// documentOf refuses a document that does not lie on the proposal; none is fine.
func (s *Service) documentOf(tx *repository.Tx, proposal, document domain.ID) error {
	if document.IsZero() {
		return nil
	}
	_, err := repository.GetDocument(tx, proposal, document)
	if isCode(err, "not_found") {
		return domain.InvalidFields(domain.Fieldf("/document_id", "unknown_reference", "there is no such row"))
	}
	return err
}

// Override lets a failing rule pass, with a reason and a document.
func (s *Service) Override(ctx context.Context, a domain.Actor, id domain.ID, in domain.OverrideInput) (*domain.Override, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	sc, err := s.Scope(a, "proposal.override")
	if err != nil {
		return nil, err
	}
	var out *domain.Override
	err = s.write(ctx, func(tx *repository.Tx) error {
		p, err := repository.Proposals.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if err := s.overridable(tx, a, p, in.Rule); err != nil {
			return err
		}
		if err := s.documentOf(tx, id, in.DocumentID); err != nil {
			return err
		}
		out = &domain.Override{ID: domain.NewID(), ProposalID: id, Rule: in.Rule, Reason: in.Reason, DocumentID: in.DocumentID, By: a.UserID, At: tx.Now}
		if err := repository.AddOverride(tx, out); err != nil {
			return err
		}
		return s.record(tx, a, "proposal.override", "proposal", id, p.Version, nil, out)
	})
	return out, err
}

// overridable refuses an exception to a rule that does not fail, admits none, or is not this role's to make.
func (s *Service) overridable(tx *repository.Tx, a domain.Actor, p *domain.Proposal, rule string) error {
	r, ok := eligibility.Find(rule)
	if !ok {
		return domain.InvalidFields(domain.Fieldf("/rule", "unknown_rule", "there is no such rule"))
	}
	if !r.Overridable {
		return domain.Errorf(domain.Conflict, "not_overridable", "the rule %s admits no exception", rule)
	}
	if !p.State.Open() {
		return notEditable(p)
	}
	if workflow.Involved(p, a) {
		return workflow.Separation()
	}
	j, err := s.judge(tx, p, p.PlannedDate)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(j.Results, func(c domain.CheckResult) bool { return c.Code == rule })
	if i < 0 || j.Results[i].Outcome != domain.OutcomeFail {
		return domain.Errorf(domain.Conflict, "not_failing", "the rule %s does not fail here", rule)
	}
	if !slices.ContainsFunc(a.Roles, func(role domain.Role) bool { return eligibility.MayOverride(j.Results[i], role) }) {
		return domain.Errorf(domain.Forbidden, "permission_missing", "your role does not take this step")
	}
	return nil
}

package service

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// Policy is one stored version of the rules' parameters as clients see it.
type Policy struct {
	ID        domain.ID                         `json:"id"`
	Version   int                               `json:"version"`
	Title     string                            `json:"title"`
	Citation  string                            `json:"citation"`
	ValidFrom domain.Date                       `json:"valid_from"`
	Rules     map[string]eligibility.RulePolicy `json:"rules"`
	// Parameters of needs, fit and talent.
	Parameters domain.Parameters `json:"parameters"`
	CreatedAt  time.Time         `json:"created_at"`
}

// PolicyInput writes a new policy version. Rules names only what differs from the version in force before it.
type PolicyInput struct {
	Title     string                            `json:"title" validate:"required,max=200"`
	Citation  string                            `json:"citation" validate:"required,max=500"`
	ValidFrom domain.Date                       `json:"valid_from" validate:"required"`
	Rules     map[string]eligibility.RulePolicy `json:"rules" validate:"max=200"`
	// Parameters replace those of the version before; absent: they stay.
	Parameters *domain.Parameters `json:"parameters"`
}

// firstPolicy stores the default policy as version 1, so that every judgement names a stored version.
func (s *Service) firstPolicy(ctx context.Context) error {
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		have, err := repository.Policies(tx)
		if err != nil || len(have) > 0 {
			return err
		}
		def := eligibility.DefaultPolicy()
		rules, err := json.Marshal(def.Rules)
		if err != nil {
			return err
		}
		params, err := snapshot(domain.DefaultParameters)
		if err != nil {
			return err
		}
		row := domain.PolicySet{ID: domain.NewID(), Version: 1, Parameters: params, Title: "Bawaan", Citation: "UU 20/2023; PP 11/2017; Per.BKN 5/2019", ValidFrom: def.ValidFrom,
			Rules: string(rules), CreatedAt: tx.Now}
		if err := repository.InsertPolicy(tx, &row); err != nil {
			if repository.IsDuplicate(err) {
				return nil // another instance was first
			}
			return err
		}
		return s.record(tx, domain.System, "policy.created", "policy", row.ID, 1, nil, row)
	})
}

// Policies lists all versions, newest first.
func (s *Service) Policies(ctx context.Context, a domain.Actor) ([]Policy, error) {
	if _, err := s.Scope(a, "policy.read"); err != nil {
		return nil, err
	}
	rows, err := repository.Policies(s.store.Read(ctx))
	if err != nil {
		return nil, err
	}
	list := make([]Policy, len(rows))
	for i, r := range rows {
		if list[i], err = readPolicy(r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Policy reads one version.
func (s *Service) Policy(ctx context.Context, a domain.Actor, id domain.ID) (*Policy, error) {
	all, err := s.Policies(ctx, a)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].ID == id {
			return &all[i], nil
		}
	}
	return nil, domain.ErrNotFound("policy")
}

func readPolicy(r domain.PolicySet) (Policy, error) {
	p := Policy{ID: r.ID, Version: r.Version, Title: r.Title, Citation: r.Citation, ValidFrom: r.ValidFrom, CreatedAt: r.CreatedAt}
	p.Parameters = domain.DefaultParameters
	if r.Parameters != nil {
		if err := json.Unmarshal([]byte(*r.Parameters), &p.Parameters); err != nil {
			return p, err
		}
	}
	return p, json.Unmarshal([]byte(r.Rules), &p.Rules)
}

func (p Policy) set() eligibility.PolicySet {
	return eligibility.PolicySet{Version: p.Version, ValidFrom: p.ValidFrom, Rules: p.Rules}
}

// CreatePolicy stores the next version. It may not begin in the past: judgements already made keep their own version.
func (s *Service) CreatePolicy(ctx context.Context, a domain.Actor, in PolicyInput) (*Policy, error) {
	if _, err := s.Scope(a, "policy.write"); err != nil {
		return nil, err
	}
	var out Policy
	err := s.write(ctx, func(tx *repository.Tx) error {
		if err := validate(&in); err != nil {
			return err
		}
		if in.ValidFrom.Before(s.today(tx)) {
			return domain.InvalidFields(domain.Fieldf("/valid_from", "past", "a policy begins today or later"))
		}
		rows, err := repository.Policies(tx)
		if err != nil {
			return err
		}
		base, err := policyOn(rows, in.ValidFrom)
		if err != nil {
			return err
		}
		next := merge(base.set(), in.Rules)
		next.Version, next.ValidFrom = rows[0].Version+1, in.ValidFrom
		params := base.Parameters
		if in.Parameters != nil {
			params = *in.Parameters
		}
		if bad := append(next.Validate(), params.Validate()...); len(bad) > 0 {
			return domain.InvalidFields(bad...)
		}
		stored, err := snapshot(params)
		if err != nil {
			return err
		}
		next = next.Effective()
		rules, err := json.Marshal(next.Rules)
		if err != nil {
			return err
		}
		row := domain.PolicySet{ID: domain.NewID(), Version: next.Version, Title: in.Title, Citation: in.Citation, ValidFrom: in.ValidFrom,
			Rules: string(rules), Parameters: stored, CreatedBy: a.UserID, CreatedAt: tx.Now}
		if err := repository.InsertPolicy(tx, &row); err != nil {
			return err
		}
		if out, err = readPolicy(row); err != nil {
			return err
		}
		return s.record(tx, a, "policy.created", "policy", row.ID, row.Version, nil, row)
	})
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// merge lays what differs over a complete policy.
func merge(base eligibility.PolicySet, over map[string]eligibility.RulePolicy) eligibility.PolicySet {
	out := base.Effective()
	for code, o := range over {
		r := out.Rules[code]
		if o.Enabled != nil {
			r.Enabled = o.Enabled
		}
		if o.Severity != "" {
			r.Severity = o.Severity
		}
		if o.UnknownBlocks != nil {
			r.UnknownBlocks = o.UnknownBlocks
		}
		if r.Params == nil {
			r.Params = map[string]any{}
		}
		for name, v := range o.Params {
			r.Params[name] = v
		}
		out.Rules[code] = r
	}
	return out
}

// policyOn is the version in force on the day: the newest of those that have begun, the first where none has.
func policyOn(newestFirst []domain.PolicySet, on domain.Date) (Policy, error) {
	if len(newestFirst) == 0 {
		return Policy{}, domain.Errorf(domain.Internal, "internal", "no policy is stored")
	}
	best := newestFirst[len(newestFirst)-1]
	for _, p := range newestFirst {
		if !p.ValidFrom.After(on) && (p.ValidFrom.After(best.ValidFrom) || p.ValidFrom == best.ValidFrom && p.Version > best.Version) {
			best = p
		}
	}
	return readPolicy(best)
}

// policyNow is the version in force today.
func (s *Service) policyNow(tx *repository.Tx) (Policy, error) {
	rows, err := repository.Policies(tx)
	if err != nil {
		return Policy{}, err
	}
	return policyOn(rows, s.today(tx))
}

// holidayCache keeps the calendar; it changes a few times a year.
type holidayCache struct {
	mu   sync.Mutex
	at   time.Time
	days []domain.Date
}

func (s *Service) holidays(tx *repository.Tx) ([]domain.Date, error) {
	c := s.holiday
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.days != nil && tx.Now.Sub(c.at).Abs() < time.Minute {
		return c.days, nil
	}
	rows, err := repository.HolidaysSince(tx, s.today(tx).AddYears(-2))
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, nil // the calendar has not been entered: rules that need it are unknown
	}
	days := make([]domain.Date, len(rows))
	for i, r := range rows {
		days[i] = r.Date
	}
	c.at, c.days = tx.Now, days
	return days, nil
}

// judged is one evaluation of the rules, with the score as it stood then.
type judged struct {
	Facts   eligibility.Facts
	Policy  eligibility.PolicySet
	Results []domain.CheckResult
	Fit     *domain.FitSummary // nil for a move to another agency
	dossier *dossier
}

// judge evaluates the rules on a proposal as things stand now, with its overrides.
func (s *Service) judge(tx *repository.Tx, p *domain.Proposal, on domain.Date) (*judged, error) {
	all, err := s.judgeAll(tx, []transfer{{p: p, on: on}})
	if err != nil {
		return nil, err
	}
	return &all[0], nil
}

// judgeAll evaluates the rules on many transfers by the policy in force today, with a fixed number of queries for each two
// hundred of them.
func (s *Service) judgeAll(tx *repository.Tx, list []transfer) ([]judged, error) {
	inForce, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	found, err := s.dossiers(tx, list)
	if err != nil {
		return nil, err
	}
	var stored idSet
	for _, t := range list {
		stored.add(t.p.ID)
	}
	overrides, err := repository.OverridesOf(tx, stored.list)
	if err != nil {
		return nil, err
	}
	policy, all := inForce.set(), make([]judged, len(list))
	for i := range found {
		d := &found[i]
		results := eligibility.ApplyOverrides(eligibility.Evaluate(d.Facts, policy), notesOf(overrides[list[i].p.ID]))
		all[i] = judged{Facts: d.Facts, Policy: policy, Results: results, dossier: d}
		if d.To != nil {
			score := fit.NewTarget(d.To, inForce.Parameters.Fit, d.Facts.AsOf).Summary(&d.Candidate)
			all[i].Fit = &score
		}
	}
	return all, nil
}

func overrideNotes(tx *repository.Tx, proposal domain.ID) (map[string]domain.OverrideNote, error) {
	rows, err := repository.Overrides(tx, proposal)
	if err != nil {
		return nil, err
	}
	return notesOf(rows), nil
}

func notesOf(rows []domain.Override) map[string]domain.OverrideNote {
	notes := make(map[string]domain.OverrideNote, len(rows))
	for _, o := range rows {
		notes[o.Rule] = domain.OverrideNote{By: o.By, Reason: o.Reason, DocumentID: o.DocumentID, At: o.At}
	}
	return notes
}

// storedFacts is what a check run keeps: enough to compute the same results again, and the score of that day.
type storedFacts struct {
	Facts     eligibility.Facts              `json:"facts"`
	Overrides map[string]domain.OverrideNote `json:"overrides"`
	Fit       *domain.FitSummary             `json:"fit,omitempty"`
}

// storeRun keeps an evaluation with the policy version it used.
func (s *Service) storeRun(tx *repository.Tx, p *domain.Proposal, gate string, j *judged) error {
	notes, err := overrideNotes(tx, p.ID)
	if err != nil {
		return err
	}
	facts, err := json.Marshal(storedFacts{j.Facts, notes, j.Fit})
	if err != nil {
		return err
	}
	results, err := json.Marshal(j.Results)
	if err != nil {
		return err
	}
	p.PolicyVersion = j.Policy.Version
	return repository.AddCheckRun(tx, &domain.CheckRun{ID: domain.NewID(), ProposalID: p.ID, At: tx.Now, Gate: gate, PolicyVersion: j.Policy.Version,
		Facts: string(facts), Results: string(results)})
}

// gate evaluates the rules, stores the run, and refuses with not_eligible where a blocking rule fails. The run of a
// refused step is not stored: nothing of a refused request is.
func (s *Service) gate(tx *repository.Tx, p *domain.Proposal, on domain.Date, gate string) error {
	j, err := s.judge(tx, p, on)
	if err != nil {
		return err
	}
	if blocking := eligibility.Blocking(j.Results, j.Policy, gate); len(blocking) > 0 {
		e := domain.Errorf(domain.Invalid, "not_eligible", "the transfer is not lawful as things stand")
		for _, b := range blocking {
			f := domain.Fieldf("/checks/"+b.Code, b.Code, "%s", b.Message.English)
			f.Indonesian = b.Message.Indonesian
			e.Fields = append(e.Fields, f)
		}
		return e.With("checks", blocking)
	}
	return s.storeRun(tx, p, gate, j)
}

// CheckRun is a stored evaluation as clients see it. Reproducible tells that facts and policy of then give the same results
// today.
type CheckRun struct {
	ID            domain.ID            `json:"id"`
	At            time.Time            `json:"at"`
	Gate          string               `json:"gate"`
	PolicyVersion int                  `json:"policy_version"`
	Results       []domain.CheckResult `json:"results"`
	Reproducible  bool                 `json:"reproducible"`
}

// CheckRuns lists the stored evaluations of a proposal and recomputes each.
func (s *Service) CheckRuns(ctx context.Context, a domain.Actor, id domain.ID) ([]CheckRun, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, err
	}
	rows, err := repository.CheckRuns(tx, id)
	if err != nil {
		return nil, err
	}
	policies, err := repository.Policies(tx)
	if err != nil {
		return nil, err
	}
	list := make([]CheckRun, len(rows))
	for i, r := range rows {
		same, err := reproduces(r, policies)
		if err != nil {
			return nil, err
		}
		list[i] = CheckRun{ID: r.ID, At: r.At, Gate: r.Gate, PolicyVersion: r.PolicyVersion, Reproducible: same}
		if err := json.Unmarshal([]byte(r.Results), &list[i].Results); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// reproduces computes a stored run again and compares byte for byte.
func reproduces(r domain.CheckRun, policies []domain.PolicySet) (bool, error) {
	i := slices.IndexFunc(policies, func(p domain.PolicySet) bool { return p.Version == r.PolicyVersion })
	if i < 0 {
		return false, nil
	}
	p, err := readPolicy(policies[i])
	if err != nil {
		return false, err
	}
	var f storedFacts
	if err := json.Unmarshal([]byte(r.Facts), &f); err != nil {
		return false, err
	}
	again, err := json.Marshal(eligibility.ApplyOverrides(eligibility.Evaluate(f.Facts, p.set()), f.Overrides))
	return string(again) == r.Results, err
}

// EligibilityQuery asks what the rules would say of a transfer that nobody has proposed.
type EligibilityQuery struct {
	PositionID domain.ID
	Type       string
	Initiative string
	On         domain.Date
}

// Eligibility is the answer.
type Eligibility struct {
	StaffID       domain.ID            `json:"staff_id"`
	PositionID    domain.ID            `json:"position_id"`
	On            domain.Date          `json:"on"`
	Verdict       string               `json:"verdict"`
	PolicyVersion int                  `json:"policy_version"`
	Checks        []domain.CheckResult `json:"checks"`
}

// StaffEligibility evaluates the rules for a person and a position without storing anything.
func (s *Service) StaffEligibility(ctx context.Context, a domain.Actor, staff string, q EligibilityQuery) (*Eligibility, error) {
	id, err := s.StaffID(ctx, a, "eligibility.check", staff)
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	if q.On.IsZero() {
		q.On = s.today(tx)
	}
	p := &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: id, ToPositionID: q.PositionID, Type: q.Type, Initiative: q.Initiative, PlannedDate: q.On}}
	if q.PositionID.IsZero() {
		p.ToAgency = "-" // some other agency: the rules do not ask which
	}
	if err := s.derive(tx, p); err != nil {
		return nil, err
	}
	j, err := s.judge(tx, p, q.On)
	if err != nil {
		return nil, err
	}
	return verdictOf(p, j), nil
}

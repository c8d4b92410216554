// Package workflow is the transition table of a proposal (DESIGN 5): which action leads from which state to which, and
// which roles may take it. Gates such as consents and rules are checked by the use case before it applies a step.
package workflow

import (
	"slices"

	"mutasi/domain"
)

// Action is what a person does to a proposal.
type Action string

// The actions of people.
const (
	Submit   Action = "submit"
	Return   Action = "return"
	Verify   Action = "verify"
	Review   Action = "review"
	Endorse  Action = "endorse"
	Approve  Action = "approve"
	Reject   Action = "reject"
	Start    Action = "start"
	Close    Action = "close"
	Withdraw Action = "withdraw"
	Cancel   Action = "cancel"
)

// The steps that happen through a decree.
const (
	Decree   Action = "decree"   // the decree is signed
	Activate Action = "activate" // its effective date has come
)

// Actions lists the actions of people in the order of the road.
var Actions = []Action{Submit, Return, Verify, Review, Endorse, Approve, Reject, Start, Close, Withdraw, Cancel}

// Step is one line of the table.
type Step struct {
	To    domain.State
	Roles []domain.Role // any of them; none: the system, through a decree
	// Decides marks the decisions that nobody takes on a proposal that they submitted, verified or are the subject of.
	Decides bool
	// Proposer limits the step to who made the proposal, or the person whose own request it is.
	Proposer bool
}

type key struct {
	from domain.State
	act  Action
}

var (
	hr        = []domain.Role{domain.RoleHR}
	pyb       = []domain.Role{domain.RolePYB}
	ppk       = []domain.Role{domain.RolePPK}
	head      = []domain.Role{domain.RoleUnitHead}
	proposers = []domain.Role{domain.RoleHR, domain.RoleUnitHead, domain.RoleStaff}
	hrOrPPK   = []domain.Role{domain.RoleHR, domain.RolePPK}
)

// Table is the whole workflow.
var table = map[key]Step{
	{domain.Draft, Submit}:    {To: domain.Submitted, Roles: proposers, Proposer: true},
	{domain.Returned, Submit}: {To: domain.Submitted, Roles: proposers, Proposer: true},

	{domain.Submitted, Verify}: {To: domain.Verified, Roles: hr},
	{domain.Verified, Review}:  {To: domain.Reviewed, Roles: hr},
	{domain.Reviewed, Endorse}: {To: domain.Endorsed, Roles: pyb, Decides: true},
	{domain.Endorsed, Approve}: {To: domain.Approved, Roles: ppk, Decides: true},
	{domain.Endorsed, Reject}:  {To: domain.Rejected, Roles: ppk, Decides: true},

	{domain.Submitted, Return}: {To: domain.Returned, Roles: hr},
	{domain.Verified, Return}:  {To: domain.Returned, Roles: hr},
	{domain.Reviewed, Return}:  {To: domain.Returned, Roles: pyb, Decides: true},

	{domain.Approved, Decree}:    {To: domain.Decreed},
	{domain.Decreed, Activate}:   {To: domain.Effective},
	{domain.Effective, Start}:    {To: domain.Effective, Roles: head},
	{domain.Effective, Close}:    {To: domain.Closed, Roles: hr},
	{domain.Approved, Cancel}:    {To: domain.Cancelled, Roles: hrOrPPK},
	{domain.Decreed, Cancel}:     {To: domain.Cancelled, Roles: ppk, Decides: true}, // revokes a signed decree for this person
	{domain.Returned, Cancel}:    {To: domain.Cancelled, Roles: hr},
	{domain.Submitted, Cancel}:   {To: domain.Cancelled, Roles: hr},
	{domain.Verified, Cancel}:    {To: domain.Cancelled, Roles: hr},
	{domain.Reviewed, Cancel}:    {To: domain.Cancelled, Roles: hr},
	{domain.Endorsed, Cancel}:    {To: domain.Cancelled, Roles: hr},
	{domain.Returned, Withdraw}:  {To: domain.Withdrawn, Roles: proposers, Proposer: true},
	{domain.Submitted, Withdraw}: {To: domain.Withdrawn, Roles: proposers, Proposer: true},
	{domain.Verified, Withdraw}:  {To: domain.Withdrawn, Roles: proposers, Proposer: true},
	{domain.Reviewed, Withdraw}:  {To: domain.Withdrawn, Roles: proposers, Proposer: true},
	{domain.Endorsed, Withdraw}:  {To: domain.Withdrawn, Roles: proposers, Proposer: true},
}

// Lookup finds the step of an action from a state.
func Lookup(from domain.State, act Action) (Step, bool) {
	s, ok := table[key{from, act}]
	return s, ok
}

// Allowed lists the actions that the actor may take on the proposal, in the order of the road. inToUnit says whether the
// receiving unit lies in the actor's own subtree.
func Allowed(p *domain.Proposal, a domain.Actor, inToUnit bool) []string {
	list := []string{}
	for _, act := range Actions {
		if step, ok := Lookup(p.State, act); ok && Permit(p, a, act, step, inToUnit) == nil {
			list = append(list, string(act))
		}
	}
	return list
}

// Permit refuses a step that exists but not for this actor: permission_missing, separation_of_duties, or not_found for a
// head of another unit.
func Permit(p *domain.Proposal, a domain.Actor, act Action, step Step, inToUnit bool) error {
	if !slices.ContainsFunc(step.Roles, a.Has) {
		return domain.Errorf(domain.Forbidden, "permission_missing", "your role does not take this step")
	}
	subject := Subject(p, a)
	if step.Decides && Involved(p, a) {
		return Separation()
	}
	switch {
	case step.Proposer:
		own := p.CreatedBy == a.UserID || a.Has(domain.RoleHR) && act == Submit || subject && p.Initiative == domain.InitiativeAPS
		if !own {
			return domain.Errorf(domain.Forbidden, "not_proposer", "only who made the proposal takes this step")
		}
	case subject:
		return Separation()
	}
	if act == Start && (!inToUnit || !p.StartedOn.IsZero() || p.Direction == domain.DirectionOut) {
		return domain.Errorf(domain.Conflict, "transition_not_allowed", "only the receiving head starts, and once")
	}
	return nil
}

// Subject reports whether the proposal is about the actor.
func Subject(p *domain.Proposal, a domain.Actor) bool {
	return !a.StaffID.IsZero() && a.StaffID == p.StaffID
}

// Involved reports whether the actor submitted or verified the proposal or is its subject, and so may not decide on it.
func Involved(p *domain.Proposal, a domain.Actor) bool {
	return Subject(p, a) || a.UserID == p.SubmittedBy || a.UserID == p.VerifiedBy
}

// Separation is the refusal of a decision by somebody involved.
func Separation() error {
	return domain.Errorf(domain.Forbidden, "separation_of_duties", "nobody decides on a proposal that they submitted, verified or are the subject of")
}

// Refuse is the answer to an action that does not exist in the present state.
func Refuse(p *domain.Proposal, a domain.Actor, act Action, inToUnit bool) error {
	return domain.Errorf(domain.Conflict, "transition_not_allowed", "%q is not possible while the proposal is %q", string(act), string(p.State)).
		With("state", p.State).With("allowed_actions", Allowed(p, a, inToUnit))
}

package service

import (
	"cmp"
	"maps"
	"slices"

	"mutasi/domain"
)

// Perm names what a use case needs; the contract repeats it as x-permission.
type Perm string

const (
	all  = domain.ReachAll
	unit = domain.ReachUnit
	self = domain.ReachSelf

	published = domain.ReachPublished
)

type reach map[domain.Role]domain.Reach

// everyone may see what is public inside the agency: units, positions, the calendar, the rules.
func everyone() reach {
	return reach{domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleUnitHead: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: all, domain.RoleAuditor: all}
}

// readers of personal records.
func readers() reach {
	return reach{domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all}
}

// Grants is the whole policy: who may do what, and how far it reaches. What is not here is refused.
var Grants = map[Perm]reach{
	"self.read":  everyone(),
	"self.write": everyone(),

	"user.read":  {domain.RoleAdmin: all, domain.RoleAuditor: all},
	"user.write": {domain.RoleAdmin: all},

	"servicekey.read":  {domain.RoleAdmin: all, domain.RoleAuditor: all},
	"servicekey.write": {domain.RoleAdmin: all},

	"unit.read":         everyone(),
	"unit.write":        {domain.RoleHR: all, domain.RoleAdmin: all},
	"competency.read":   everyone(),
	"competency.write":  {domain.RoleHR: all, domain.RoleAdmin: all},
	"position.read":     everyone(),
	"position.write":    {domain.RoleHR: all},
	"workload.read":     everyone(),
	"workload.write":    {domain.RoleHR: all},
	"needs.read":        {domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all},
	"holiday.read":      everyone(),
	"holiday.write":     {domain.RoleHR: all, domain.RoleAdmin: all},
	"reference.read":    everyone(),
	"rule.read":         everyone(),
	"policy.read":       everyone(),
	"policy.write":      {domain.RoleAdmin: all},
	"policy.preview":    {domain.RoleAdmin: all, domain.RoleHR: all, domain.RolePPK: all},
	"staff.read":        readers(),
	"staff.write":       {domain.RoleHR: all},
	"staff.history":     readers(),
	"eligibility.check": {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},
	// Scores name assessed levels and what the rules say of a person; rankings of people also of others in the city.
	"fit.read":        {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},
	"candidates.read": {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all},
	"talent.read":     {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all},
	// Assessments, sanctions, tests and family ties: need to know, and each look is logged (domain.md 9.3, RESTRICTED).
	"staff.restricted": {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},

	"proposal.read":     readers(),
	"proposal.write":    {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RoleStaff: self},
	"proposal.submit":   {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RoleStaff: self},
	"proposal.withdraw": {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RoleStaff: self},
	"proposal.consent":  {domain.RoleHR: all, domain.RoleUnitHead: unit},
	"proposal.verify":   {domain.RoleHR: all},
	"proposal.return":   {domain.RoleHR: all, domain.RolePYB: all},
	"proposal.review":   {domain.RoleHR: all},
	"proposal.endorse":  {domain.RolePYB: all},
	"proposal.approve":  {domain.RolePPK: all},
	"proposal.reject":   {domain.RolePPK: all},
	"proposal.cancel":   {domain.RoleHR: all, domain.RolePPK: all},
	"proposal.start":    {domain.RoleUnitHead: unit},
	"proposal.close":    {domain.RoleHR: all},
	"proposal.override": {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all}, // which rule by whom: eligibility.MayOverride
	"proposal.comment":  {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self},
	"document.write":    {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self},
	"decree.read":       {domain.RoleAdmin: all, domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all},
	"decree.write":      {domain.RoleHR: all},
	"decree.sign":       {domain.RolePPK: all},
	"evaluation.read":   readers(),
	"evaluation.write":  {domain.RoleUnitHead: unit},
	"followup.read":     readers(),
	"followup.write":    {domain.RoleHR: all, domain.RoleUnitHead: unit},
	"plan.read":         {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all},
	"plan.write":        {domain.RoleHR: all},
	"plan.adopt":        {domain.RoleHR: all},
	"plan.explain":      {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},
	"transparency.read": everyone(),
	"job.read":          {domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleAuditor: all},
	"job.cancel":        {domain.RoleAdmin: all, domain.RoleHR: all},
	"forum.read":        everyone(),
	"forum.write":       {domain.RoleHR: all},
	"question.read":     everyone(),
	// All may ask; the auditor changes nothing. Who answers: beforeQuestion.
	"question.write":    {domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleUnitHead: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: all},
	"participant.read":  {domain.RoleHR: all, domain.RoleUnitHead: unit, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},
	"participant.write": {domain.RoleHR: all, domain.RoleStaff: self},
	// Concerns tell of families, money and fear: heads do not see them (domain.md 9.3).
	"concern.read":  {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleStaff: self, domain.RoleAuditor: all},
	"concern.write": {domain.RoleHR: all, domain.RoleStaff: self},
	"audit.read":    {domain.RoleAuditor: all, domain.RoleAdmin: all},

	// Everybody sees announced programmes; who prepares or inspects them also drafts.
	"programme.read": {domain.RoleAdmin: all, domain.RoleHR: all, domain.RoleAuditor: all, domain.RoleUnitHead: published, domain.RolePYB: published,
		domain.RolePPK: published, domain.RoleStaff: published},
	"programme.write": {domain.RoleHR: all},
	// Wishes tell of families and health: heads do not see them (domain.md 9.3).
	"aspiration.read":  {domain.RoleHR: all, domain.RolePYB: all, domain.RolePPK: all, domain.RoleAuditor: all, domain.RoleStaff: self},
	"aspiration.write": {domain.RoleHR: all, domain.RoleStaff: self},
}

// keyReach are the permissions that reach less in the hands of another system: drafts are not for it.
var keyReach = map[Perm]domain.Reach{"programme.read": published}

// Scope tells how far the permission reaches for the actor; permission_missing where not at all. The widest role counts.
func (s *Service) Scope(a domain.Actor, p Perm) (domain.Scope, error) {
	sc := domain.Scope{UnitID: a.UnitID, StaffID: a.StaffID, UserID: a.UserID}
	grants := Grants[p]
	for _, r := range a.Roles {
		sc.Reach = max(sc.Reach, grants[r])
	}
	if slices.Contains(a.Scopes, string(p)) {
		sc.Reach = cmp.Or(keyReach[p], all)
	}
	if sc.Reach == domain.ReachNone {
		return sc, domain.Errorf(domain.Forbidden, "permission_missing", "this needs the permission %q", string(p)).With("permission", string(p))
	}
	return sc, nil
}

// may reports whether the actor holds the permission at all.
func may(a domain.Actor, p Perm) bool {
	for _, r := range a.Roles {
		if Grants[p][r] != domain.ReachNone {
			return true
		}
	}
	return false
}

// sortedPerms lists every permission by name.
var sortedPerms = slices.Sorted(maps.Keys(Grants))

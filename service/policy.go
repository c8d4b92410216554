package service

import (
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
	"audit.read":        {domain.RoleAuditor: all, domain.RoleAdmin: all},
}

// Scope tells how far the permission reaches for the actor; permission_missing where not at all. The widest role counts.
func (s *Service) Scope(a domain.Actor, p Perm) (domain.Scope, error) {
	sc := domain.Scope{UnitID: a.UnitID, StaffID: a.StaffID, UserID: a.UserID}
	grants := Grants[p]
	for _, r := range a.Roles {
		sc.Reach = max(sc.Reach, grants[r])
	}
	if slices.Contains(a.Scopes, string(p)) {
		sc.Reach = all
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

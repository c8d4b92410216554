package domain

import "slices"

// Role is what a user is in the system (DESIGN 4).
type Role string

// The roles.
const (
	RoleAdmin    Role = "admin"
	RoleHR       Role = "hr"
	RoleUnitHead Role = "unit_head"
	RolePYB      Role = "pyb"
	RolePPK      Role = "ppk"
	RoleStaff    Role = "staff"
	RoleAuditor  Role = "auditor"
	RoleService  Role = "service"
)

// Roles lists all roles.
var Roles = []Role{RoleAdmin, RoleHR, RoleUnitHead, RolePYB, RolePPK, RoleStaff, RoleAuditor, RoleService}

// Actor is who asks. It comes from a verified token and is an argument of every use case.
type Actor struct {
	UserID    ID
	SessionID ID
	Username  string
	Roles     []Role
	StaffID   ID       // the civil servant behind the account, if any
	UnitID    ID       // the unit that a unit head answers for
	Scopes    []string // the permissions of a service key
	RequestID string
	Address   string
}

// Has reports whether the actor holds the role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// System is the actor of what happens by itself, such as the activation of a decree.
var System = Actor{Username: "system"}

// Reach is how far a permission goes for one actor: which rows it covers.
type Reach int

// The reaches, from nothing to everything; the widest of an actor's roles counts.
const (
	ReachNone      Reach = iota
	ReachPublished       // rows that are announced to everybody
	ReachSelf
	ReachUnit
	ReachAll
)

// Scope limits a query to the rows that an actor may see.
type Scope struct {
	Reach   Reach
	UnitID  ID
	StaffID ID
	UserID  ID
}

// AllRows is the scope of the system itself.
var AllRows = Scope{Reach: ReachAll}

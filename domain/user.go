package domain

import "time"

// UserInput is what an administrator writes of an account.
type UserInput struct {
	Username string `json:"username" gorm:"column:username" validate:"required,min=2,max=60,username"`
	Name     string `json:"name" gorm:"column:name" validate:"max=120"`
	Roles    []Role `json:"roles" gorm:"column:roles;serializer:json" validate:"required,min=1,max=8,unique,dive,oneof=admin hr unit_head pyb ppk staff auditor service"`
	StaffID  ID     `json:"staff_id" gorm:"column:staff_id"`
	UnitID   ID     `json:"unit_id" gorm:"column:unit_id"`
	Disabled bool   `json:"disabled" gorm:"column:disabled"`
	// Password is written, never read.
	Password string `json:"password,omitempty" gorm:"-" validate:"omitempty,min=10,max=200"`
}

// User is an account.
type User struct {
	Meta
	UserInput
	PasswordHash string `json:"-" gorm:"column:password_hash"`
	MustChange   bool   `json:"must_change_password" gorm:"column:must_change"`
}

// Input gives generic code access to the written part.
func (u *User) Input() *UserInput { return &u.UserInput }

// Check validates across fields.
func (in *UserInput) Check(c *Check) {
	for _, r := range in.Roles {
		c.That(r != RoleUnitHead || !in.UnitID.IsZero(), "/unit_id", "required", "a unit head needs the unit")
		c.That(r != RoleStaff || !in.StaffID.IsZero(), "/staff_id", "required", "a civil servant's account needs the staff row")
	}
}

// Session is one sign-in: the family of refresh tokens that descend from it.
type Session struct {
	ID        ID         `gorm:"column:id;primaryKey"`
	UserID    ID         `gorm:"column:user_id"`
	CreatedAt time.Time  `gorm:"column:created_at;autoCreateTime:false"`
	ExpiresAt time.Time  `gorm:"column:expires_at"`
	RevokedAt *time.Time `gorm:"column:revoked_at"`
	Address   string     `gorm:"column:address"`
	Agent     string     `gorm:"column:agent"`
}

// RefreshToken is one link of a session's chain; it is good for one use.
type RefreshToken struct {
	Hash      []byte     `gorm:"column:hash;primaryKey"`
	SessionID ID         `gorm:"column:session_id"`
	CreatedAt time.Time  `gorm:"column:created_at;autoCreateTime:false"`
	ExpiresAt time.Time  `gorm:"column:expires_at"`
	UsedAt    *time.Time `gorm:"column:used_at"`
}

// PolicySet is one stored version of the rules' parameters; Rules is the JSON of eligibility's overlay.
type PolicySet struct {
	ID        ID     `gorm:"column:id;primaryKey"`
	Version   int    `gorm:"column:version"`
	Title     string `gorm:"column:title"`
	Citation  string `gorm:"column:citation"`
	ValidFrom Date   `gorm:"column:valid_from"`
	Rules     string `gorm:"column:rules"`
	// Parameters is the JSON of Parameters; versions from before there were any have none and mean the defaults.
	Parameters *string   `gorm:"column:parameters"`
	CreatedBy  ID        `gorm:"column:created_by"`
	CreatedAt  time.Time `gorm:"column:created_at;autoCreateTime:false"`
}

// CheckRun is one stored evaluation of the rules on a proposal: facts and results as JSON, so that it can be recomputed.
type CheckRun struct {
	ID            ID        `gorm:"column:id;primaryKey"`
	ProposalID    ID        `gorm:"column:proposal_id"`
	At            time.Time `gorm:"column:at"`
	Gate          string    `gorm:"column:gate"`
	PolicyVersion int       `gorm:"column:policy_version"`
	Facts         string    `gorm:"column:facts"`
	Results       string    `gorm:"column:results"`
}

// AuditEntry is one line of the audit log.
type AuditEntry struct {
	Seq            int64     `json:"seq" gorm:"column:seq;primaryKey;autoIncrement"`
	ID             ID        `json:"id" gorm:"column:id"`
	At             time.Time `json:"at" gorm:"column:at"`
	ActorID        ID        `json:"actor_id" gorm:"column:actor_id"`
	ActorName      string    `json:"actor_name" gorm:"column:actor_name"`
	Action         string    `json:"action" gorm:"column:action"`
	SubjectType    string    `json:"subject_type" gorm:"column:subject_type"`
	SubjectID      ID        `json:"subject_id" gorm:"column:subject_id"`
	SubjectVersion int       `json:"subject_version" gorm:"column:subject_version"`
	Before         *string   `json:"-" gorm:"column:before_json"`
	After          *string   `json:"-" gorm:"column:after_json"`
	RequestID      string    `json:"request_id" gorm:"column:request_id"`
	Address        string    `json:"address" gorm:"column:address"`
}

// OutboxEntry is one announcement to the outside, delivered later.
type OutboxEntry struct {
	Seq         int64     `json:"seq" gorm:"column:seq;primaryKey;autoIncrement"`
	ID          ID        `json:"id" gorm:"column:id"`
	At          time.Time `json:"at" gorm:"column:at"`
	Topic       string    `json:"topic" gorm:"column:topic"`
	SubjectType string    `json:"subject_type" gorm:"column:subject_type"`
	SubjectID   ID        `json:"subject_id" gorm:"column:subject_id"`
	Payload     string    `json:"-" gorm:"column:payload"`
}

// ReferenceEntry is one row of a government reference table, with its SIASN id as Code.
type ReferenceEntry struct {
	Kind          string         `json:"kind" gorm:"column:kind;primaryKey"`
	Code          string         `json:"code" gorm:"column:code;primaryKey"`
	Name          string         `json:"name" gorm:"column:name"`
	NameNorm      string         `json:"-" gorm:"column:name_norm"`
	Level         string         `json:"level" gorm:"column:level"`
	Parent        string         `json:"parent" gorm:"column:parent"`
	RetirementAge *int           `json:"retirement_age" gorm:"column:retirement_age"`
	Active        bool           `json:"active" gorm:"column:active"`
	Ordinal       int            `json:"ordinal" gorm:"column:ordinal"`
	Attributes    map[string]any `json:"attributes" gorm:"column:attributes;serializer:json"`
}

package domain

import "time"

// The states of a job.
const (
	JobQueued    = "queued"
	JobRunning   = "running"
	JobDone      = "done"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Job is long work that goes on after the answer. Any instance may carry it out, under a lease; one that dies loses it to
// another.
type Job struct {
	Meta
	Kind       string     `json:"kind" gorm:"column:kind"`
	SubjectID  ID         `json:"subject_id" gorm:"column:subject_id"`
	State      string     `json:"state" gorm:"column:state"`
	Stage      string     `json:"stage" gorm:"column:stage"`
	Done       int        `json:"done" gorm:"column:done"`
	Total      int        `json:"total" gorm:"column:total"`
	Error      string     `json:"error" gorm:"column:error_code"` // code of docs/errors.md
	Detail     Bilingual  `json:"detail" gorm:"column:detail;serializer:json"`
	CreatedBy  ID         `json:"created_by" gorm:"column:created_by"`
	StartedAt  *time.Time `json:"started_at" gorm:"column:started_at"`
	FinishedAt *time.Time `json:"finished_at" gorm:"column:finished_at"`
	LeaseUntil *time.Time `json:"-" gorm:"column:lease_until"`
	LeaseBy    ID         `json:"-" gorm:"column:lease_by"`        // drawn anew by whoever takes the job: an older holder writes nothing more
	Attempts   int        `json:"attempts" gorm:"column:attempts"` // how often an instance took the job
	Cancel     bool       `json:"cancel_requested" gorm:"column:cancel_requested"`
}

// Ended reports whether nothing more happens to the job.
func (j *Job) Ended() bool { return j.State != JobQueued && j.State != JobRunning }

// The kinds of plan.
const (
	PlanPlacement = "placement" // the best lawful set of moves
	PlanRings     = "rings"     // exchanges only: everybody who moves gains, and no post has more or fewer people than before
)

// PlanInput is what a client writes of a plan; the rest comes from the programme.
type PlanInput struct {
	Name string `json:"name" gorm:"column:name" validate:"required,max=120"`
	Kind string `json:"kind" gorm:"column:kind" validate:"required,oneof=placement rings"`
	// Moves limits this plan further than the programme does; null: as the programme.
	Moves *int `json:"moves" gorm:"column:move_limit" validate:"omitempty,min=0,max=100000"`
	// PlannedDate is the day on which the moves would take effect and by which rules judge.
	PlannedDate Date `json:"planned_date" gorm:"column:planned_date" validate:"required"`
	TimeLimit   int  `json:"time_limit_seconds" gorm:"column:time_limit_seconds" validate:"min=1,max=600"`
}

// The states of a plan.
const (
	PlanPending    = "pending" // its job has not ended
	PlanReady      = "ready"
	PlanInfeasible = "infeasible"
	PlanFailed     = "failed"
	PlanCancelled  = "cancelled"
	PlanAdopted    = "adopted"
)

// Plan is one computed set of moves of a programme.
type Plan struct {
	Meta
	PlanInput
	ProgrammeID    ID             `json:"programme_id" gorm:"column:programme_id"`
	JobID          ID             `json:"job_id" gorm:"column:job_id"`
	State          string         `json:"state" gorm:"column:state"`
	AsOf           Date           `json:"as_of" gorm:"column:as_of"` // register and scores of this day
	PolicyVersion  int            `json:"policy_version" gorm:"column:policy_version"`
	Figures        *PlanFigures   `json:"figures" gorm:"column:figures;serializer:json"`
	Conflict       []PlanConflict `json:"conflict" gorm:"column:conflict;serializer:json"`
	Error          string         `json:"error" gorm:"column:error_code"` // code of docs/errors.md where there is no plan
	Detail         Bilingual      `json:"detail" gorm:"column:detail;serializer:json"`
	CreatedBy      ID             `json:"created_by" gorm:"column:created_by"`
	AdoptedAt      *time.Time     `json:"adopted_at" gorm:"column:adopted_at"`
	AdoptedBy      ID             `json:"adopted_by" gorm:"column:adopted_by"`
	AllowedActions []string       `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (p *Plan) Input() *PlanInput { return &p.PlanInput }

// PlanFigures sum up a plan, so that plans of one programme can be laid side by side.
type PlanFigures struct {
	People    int         `json:"people"`
	Posts     int         `json:"posts"`
	Pairs     int         `json:"pairs"` // lawful moves considered
	Moves     int         `json:"moves"` // first seats included, which the limit does not count
	Chains    int         `json:"chains"`
	Rings     int         `json:"rings"`
	Wished    int         `json:"wished"` // moves to a seat that the person wished for
	Parts     PlanParts   `json:"parts"`  // of the whole objective, basis points
	Gain      PlanParts   `json:"gain"`   // against everybody staying
	Optimal   bool        `json:"optimal"`
	GapBP     int64       `json:"gap"`        // basis points, rounded up
	MovePrice int64       `json:"move_price"` // basis points, rounded up
	Before    PlanBalance `json:"before"`
	After     PlanBalance `json:"after"`
}

// PlanBalance is the spread of load per head among the units in scope, and among those of each kind of unit.
type PlanBalance struct {
	Units  SpreadFigures            `json:"units"`
	ByKind map[string]SpreadFigures `json:"by_kind"`
}

// SpreadFigures are needs.Spread as a plan stores them.
type SpreadFigures struct {
	Units int             `json:"units"`
	CV    *TenThousandths `json:"cv"`
	Gini  *TenThousandths `json:"gini"`
}

// PlanMove is one person whom the plan moves.
type PlanMove struct {
	ID             ID        `json:"id" gorm:"column:id;primaryKey"`
	PlanID         ID        `json:"plan_id" gorm:"column:plan_id"`
	Number         int       `json:"number" gorm:"column:number"` // in the order in which they can be carried out
	StaffID        ID        `json:"staff_id" gorm:"column:staff_id"`
	FromPositionID ID        `json:"from_position_id" gorm:"column:from_position_id"`
	ToPositionID   ID        `json:"to_position_id" gorm:"column:to_position_id"`
	FromUnitID     ID        `json:"from_unit_id" gorm:"column:from_unit_id"`
	ToUnitID       ID        `json:"to_unit_id" gorm:"column:to_unit_id"`
	Stay           PlanParts `json:"stay" gorm:"column:stay;serializer:json"`   // what staying would be worth
	Parts          PlanParts `json:"parts" gorm:"column:parts;serializer:json"` // need: what the seat gains less what the left one loses
	Gain           int64     `json:"gain" gorm:"column:gain"`                   // parts less stay
	Chain          int       `json:"chain" gorm:"column:chain"`                 // moves of one chain open seats for each other; from 1
	Ring           int       `json:"ring" gorm:"column:ring"`                   // from 1; 0: no ring
	ProposalID     ID        `json:"proposal_id" gorm:"column:proposal_id"`
}

// PlanParts are a value of a plan cut into what it is made of, in basis points after weighting. Cost is not positive.
type PlanParts struct {
	Fit         int64 `json:"fit"`
	Wish        int64 `json:"wish"`
	Need        int64 `json:"need"`
	Development int64 `json:"development"`
	Cost        int64 `json:"cost"`
}

// Total adds the parts up.
func (x PlanParts) Total() int64 { return x.Fit + x.Wish + x.Need + x.Development + x.Cost }

// Add adds other parts to these.
func (x *PlanParts) Add(y PlanParts) {
	x.Fit += y.Fit
	x.Wish += y.Wish
	x.Need += y.Need
	x.Development += y.Development
	x.Cost += y.Cost
}

// The kinds of constraint that a conflict names.
const (
	ConstraintFloor  = "floor"      // of a unit
	ConstraintQuota  = "quota"      // of a position
	ConstraintPerson = "person"     // gets exactly one seat
	ConstraintLimit  = "move_limit" // no more moves than this
)

// PlanConstraint is one of those that cannot hold together.
type PlanConstraint struct {
	Kind  string `json:"kind"`
	ID    ID     `json:"id"`    // of the unit, position or person; none for the limit, and for all of a kind together
	Value int64  `json:"value"` // floor, seats or limit; 1 for people, 0 for all floors or all quotas together
}

// PlanConflict is a constraint of an infeasible plan with the code and name by which people know it.
type PlanConflict struct {
	PlanConstraint
	Code string `json:"code"`
	Name string `json:"name"`
}

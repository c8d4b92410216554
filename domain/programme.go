package domain

import (
	"slices"
	"time"
)

// The phases of a transfer programme, in their order (domain.md 13.8).
const (
	PhaseNeeds      = "needs"      // analysis of needs, criteria announced
	PhaseForum      = "forum"      // consultation; weights and limits may still change
	PhaseWishes     = "wishes"     // wishes are taken; weights, limits and seed are frozen
	PhasePlan       = "plan"       // plans are computed, compared and explained
	PhaseOpinion    = "opinion"    // TPK or talent committee
	PhaseDecision   = "decision"   // a plan is adopted, proposals are decided
	PhaseTraining   = "training"   // people are prepared
	PhaseExecution  = "execution"  // decrees take effect
	PhaseEvaluation = "evaluation" // results are looked at
)

// Phases lists them in order.
var Phases = []string{PhaseNeeds, PhaseForum, PhaseWishes, PhasePlan, PhaseOpinion, PhaseDecision, PhaseTraining, PhaseExecution, PhaseEvaluation}

// The states of a programme.
const (
	ProgrammeDraft  = "draft"  // not announced: nobody but hr sees it
	ProgrammeOpen   = "open"   // announced; Phase says where it is
	ProgrammeClosed = "closed" // past its last phase
)

// Phase is one dated step of a programme; both days belong to it.
type Phase struct {
	Name     string `json:"name" validate:"required,oneof=needs forum wishes plan opinion decision training execution evaluation"`
	StartsOn Date   `json:"starts_on" validate:"required"`
	EndsOn   Date   `json:"ends_on" validate:"required"`
}

// PlanWeights weigh the parts of a plan's objective, in basis points that add up to 10000.
type PlanWeights struct {
	Fit         int `json:"fit" validate:"min=0,max=10000"`
	Wish        int `json:"wish" validate:"min=0,max=10000"`
	Need        int `json:"need" validate:"min=0,max=10000"`
	Development int `json:"development" validate:"min=0,max=10000"`
	Cost        int `json:"cost" validate:"min=0,max=10000"`
}

// UnitFloor is the number of people below which a unit (with the positions that hang on itself) may not fall.
type UnitFloor struct {
	UnitID  ID  `json:"unit_id" validate:"required"`
	Minimum int `json:"minimum" validate:"min=0,max=100000"`
}

// PositionQuota caps the seats of a position below its quota in the register.
type PositionQuota struct {
	PositionID ID  `json:"position_id" validate:"required"`
	Quota      int `json:"quota" validate:"min=0,max=10000"`
}

// PlanLimits say who and what a programme is about and how far it may go.
type PlanLimits struct {
	// Moves is the most moves of one plan; null: no limit.
	Moves *int `json:"moves" validate:"omitempty,min=0,max=100000"`
	// UnitIDs are subtrees that people and seats must belong to; none: the whole agency. Kinds of position; none: all but
	// jpt_pratama, which goes by open selection or competency test (PP 11/2017 Ps 132).
	UnitIDs []ID     `json:"unit_ids" validate:"max=200"`
	Kinds   []string `json:"kinds" validate:"max=5,dive,oneof=jpt_pratama administrator pengawas fungsional pelaksana"`
	// Shortlist is how many lawful moves a person enters the plan with at most: those wished for and those worth most (docs/plans.md).
	// 0: DefaultShortlist.
	Shortlist int             `json:"shortlist" validate:"min=0,max=500"`
	Floors    []UnitFloor     `json:"floors" validate:"max=2000,dive"`
	Quotas    []PositionQuota `json:"quotas" validate:"max=2000,dive"`
}

// DefaultShortlist is used where a programme names none.
const DefaultShortlist = 60

// DefaultPlanWeights are those of a programme that names none.
var DefaultPlanWeights = PlanWeights{Fit: 4000, Wish: 2000, Need: 2500, Development: 1000, Cost: 500}

// Has reports whether positions of the kind belong to the programme.
func (l *PlanLimits) Has(kind string) bool {
	if len(l.Kinds) == 0 {
		return kind != KindJPTPratama
	}
	return slices.Contains(l.Kinds, kind)
}

// ProgrammeInput is what a client writes of a programme.
type ProgrammeInput struct {
	Name     string      `json:"name" gorm:"column:name" validate:"required,max=200"`
	Goal     string      `json:"goal" gorm:"column:goal" validate:"required,oneof=workload_balance competency_fit refresh service_quality"`
	Criteria string      `json:"criteria" gorm:"column:criteria" validate:"max=10000"` // published text
	StartsOn Date        `json:"starts_on" gorm:"column:starts_on" validate:"required"`
	EndsOn   Date        `json:"ends_on" gorm:"column:ends_on" validate:"required"`
	Phases   []Phase     `json:"phases" gorm:"column:phases;serializer:json" validate:"required,min=1,max=9,dive"`
	Weights  PlanWeights `json:"weights" gorm:"column:weights;serializer:json"`
	Limits   PlanLimits  `json:"limits" gorm:"column:limits;serializer:json"`
	// ChangeNote says why the programme was last changed; it stands beside the change in its list of changes.
	ChangeNote string `json:"change_note" gorm:"column:change_note" validate:"max=2000"`
}

// Programme is a transfer programme (program mutasi).
type Programme struct {
	Meta
	ProgrammeInput
	NameNorm string `json:"-" gorm:"column:name_norm"`
	State    string `json:"state" gorm:"column:state"`
	Phase    string `json:"phase" gorm:"column:phase"` // empty in a draft
	// Seed of the tie-break is drawn when wishes open, committed to by FrozenHash at once, and shown when wishes are closed.
	Seed       string     `json:"-" gorm:"column:seed"`
	ShownSeed  string     `json:"seed" gorm:"-"`
	FrozenHash string     `json:"frozen_hash" gorm:"column:frozen_hash"` // SHA-256 over weights, limits, criteria and seed
	FrozenAt   *time.Time `json:"frozen_at" gorm:"column:frozen_at"`
	CreatedBy  ID         `json:"created_by" gorm:"column:created_by"`
	// AdoptedPlanID is the plan whose moves became proposals.
	AdoptedPlanID  ID       `json:"adopted_plan_id" gorm:"column:adopted_plan_id"`
	AllowedActions []string `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (p *Programme) Input() *ProgrammeInput { return &p.ProgrammeInput }

// PhaseNamed finds a phase.
func (p *ProgrammeInput) PhaseNamed(name string) (Phase, bool) {
	i := slices.IndexFunc(p.Phases, func(x Phase) bool { return x.Name == name })
	if i < 0 {
		return Phase{}, false
	}
	return p.Phases[i], true
}

// Within refuses what does not belong to the phase in which the programme is, or falls on a day outside its dates. The problem
// names the phase that the action needs with its dates.
func (p *Programme) Within(today Date, phases ...string) error {
	for _, name := range phases {
		if x, ok := p.PhaseNamed(name); ok && p.State == ProgrammeOpen && p.Phase == name && !today.Before(x.StartsOn) && !today.After(x.EndsOn) {
			return nil
		}
	}
	wanted := []Phase{}
	for _, name := range phases {
		if x, ok := p.PhaseNamed(name); ok {
			wanted = append(wanted, x)
		}
	}
	return Errorf(Conflict, "outside_phase", "this is not possible now: the programme is in the phase %q", p.Phase).
		With("state", p.State).With("phase", p.Phase).With("phases", wanted).With("today", today)
}

// AspirationInput is what a client writes of wishes.
type AspirationInput struct {
	StaffID     ID     `json:"staff_id" gorm:"column:staff_id" validate:"required"`
	ProgrammeID ID     `json:"programme_id" gorm:"column:programme_id" validate:"required"`
	Note        string `json:"note" gorm:"column:note" validate:"max=2000"`
	Wishes      []Wish `json:"wishes" gorm:"column:wishes;serializer:json" validate:"required,min=1,max=10,dive"`
}

// WishReasons are the codes of domain.md 13.7 in lower case.
var WishReasons = []string{"follow_spouse", "parent_care", "health", "distance_home", "career_growth", "education_fit", "rejoin_family", "work_environment", "other"}

// Wish names a position, or a unit with everything below it; rank 1 is the dearest.
type Wish struct {
	PositionID ID     `json:"position_id"`
	UnitID     ID     `json:"unit_id"`
	Rank       int    `json:"rank" validate:"min=1,max=10"`
	Reason     string `json:"reason" validate:"required,oneof=follow_spouse parent_care health distance_home career_growth education_fit rejoin_family work_environment other"`
}

// Aspiration states.
const (
	AspirationActive    = "active"
	AspirationWithdrawn = "withdrawn"
)

// Aspiration is the ranked list of wishes of one person in one programme.
type Aspiration struct {
	Meta
	AspirationInput
	UnitID         ID       `json:"unit_id" gorm:"column:unit_id"` // where the person worked when it was written
	State          string   `json:"state" gorm:"column:state"`
	OpenKey        ID       `json:"-" gorm:"column:open_key"` // the person while active: one list each in a programme
	AllowedActions []string `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (a *Aspiration) Input() *AspirationInput { return &a.AspirationInput }

// WishValue is what a wish of this rank is worth, in basis points: 10000 for the first, 1000 less for each further one.
func WishValue(rank int) int { return max(0, 11000-1000*rank) }

// Demand is how much a position, or a unit with everything below it, is wished for in a programme. Seats and Filled are those of
// today; the programme may cap the seats of a position.
type Demand struct {
	PositionID  ID     `json:"position_id" gorm:"column:position_id"` // null where the place is a unit
	UnitID      ID     `json:"unit_id" gorm:"column:unit_id"`
	Code        string `json:"code" gorm:"column:code"`
	Name        string `json:"name" gorm:"column:name"`
	Kind        string `json:"kind" gorm:"column:kind"`
	Seats       int    `json:"seats" gorm:"column:seats"`
	Filled      int    `json:"filled" gorm:"-"`
	FirstWishes int    `json:"first_wishes" gorm:"-"`
	Wishes      int    `json:"wishes" gorm:"-"`
}

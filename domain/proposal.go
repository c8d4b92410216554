package domain

import "time"

// State is where a proposal stands.
type State string

// The states of a proposal (DESIGN 5).
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Returned  State = "returned"
	Verified  State = "verified"
	Reviewed  State = "reviewed"
	Endorsed  State = "endorsed"
	Approved  State = "approved"
	Decreed   State = "decreed"
	Effective State = "effective"
	Closed    State = "closed"
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn"
	Cancelled State = "cancelled"
)

// States lists all states in the order of the road.
var States = []State{Draft, Submitted, Returned, Verified, Reviewed, Endorsed, Approved, Decreed, Effective, Closed, Rejected, Withdrawn, Cancelled}

// Open reports whether a proposal in this state still occupies its person: one open proposal per person.
func (s State) Open() bool {
	switch s {
	case Effective, Closed, Rejected, Withdrawn, Cancelled:
		return false
	}
	return true
}

// Promised reports whether a proposal in this state holds a seat that nobody else may be promised.
func (s State) Promised() bool { return s == Approved || s == Decreed }

// The types of transfer (domain.md 2.1) and who starts it.
const (
	TypeInternal        = "internal"
	TypeIntraProvKK     = "intra_prov_kk"
	TypeProvToKK        = "prov_to_kk"
	TypeKKToProv        = "kk_to_prov"
	TypeInterProvKK     = "inter_prov_kk"
	TypeInterProvMixed  = "inter_prov_mixed"
	TypeRegionToCentral = "region_to_central"
	TypeCentralToRegion = "central_to_region"

	InitiativeDinas         = "dinas"
	InitiativeAPS           = "aps"
	InitiativeOpenSelection = "open_selection"
)

// TransferTypes and Initiatives list the words above.
var (
	TransferTypes = []string{TypeInternal, TypeIntraProvKK, TypeProvToKK, TypeKKToProv, TypeInterProvKK, TypeInterProvMixed, TypeRegionToCentral, TypeCentralToRegion}
	Initiatives   = []string{InitiativeDinas, InitiativeAPS, InitiativeOpenSelection}
)

// Direction of a transfer as this government sees it.
const (
	DirectionInternal = "internal"
	DirectionIn       = "in"
	DirectionOut      = "out"
)

// ProposalInput is what a client writes of a proposal (usulan mutasi).
type ProposalInput struct {
	StaffID      ID     `json:"staff_id" gorm:"column:staff_id" validate:"required"`
	ToPositionID ID     `json:"to_position_id" gorm:"column:to_position_id"`
	ToAgency     string `json:"to_agency" gorm:"column:to_agency" validate:"max=200"`
	Type         string `json:"type" gorm:"column:type" validate:"required,oneof=internal intra_prov_kk prov_to_kk kk_to_prov inter_prov_kk inter_prov_mixed region_to_central central_to_region"`
	Initiative   string `json:"initiative" gorm:"column:initiative" validate:"required,oneof=dinas aps open_selection"`
	Reason       string `json:"reason" gorm:"column:reason" validate:"required,max=2000"`
	ReasonCode   string `json:"reason_code" gorm:"column:reason_code" validate:"omitempty,oneof=follow_spouse parent_care health distance_home career_growth education_fit rejoin_family work_environment other"`
	PlannedDate  Date   `json:"planned_date" gorm:"column:planned_date" validate:"required"`
	ProgrammeID  ID     `json:"programme_id" gorm:"column:programme_id"`
	PlanID       ID     `json:"plan_id" gorm:"column:plan_id"`
	// EarlyGround is the written ground for moving a JPT before two years in post (SE MenPANRB 19/2023).
	EarlyGround string `json:"early_ground" gorm:"column:early_ground" validate:"max=500"`
	// IMutNumber is the number of the proposal in BKN's Integrated Mutasi (SE Kepala BKN 7/2024).
	IMutNumber string `json:"imut_number" gorm:"column:imut_number" validate:"max=60"`
}

// Proposal carries one person's transfer from draft to evaluation.
type Proposal struct {
	Meta
	ProposalInput
	Number         string `json:"number" gorm:"column:number"`
	State          State  `json:"state" gorm:"column:state"`
	Direction      string `json:"direction" gorm:"column:direction"`
	Movement       string `json:"movement" gorm:"column:movement"`
	FromPositionID ID     `json:"from_position_id" gorm:"column:from_position_id"`
	FromUnitID     ID     `json:"from_unit_id" gorm:"column:from_unit_id"`
	ToUnitID       ID     `json:"to_unit_id" gorm:"column:to_unit_id"`
	OpenKey        ID     `json:"-" gorm:"column:open_key"` // the person while the proposal is open: a unique index makes it one
	PolicyVersion  int    `json:"policy_version" gorm:"column:policy_version"`
	DecreeID       ID     `json:"decree_id" gorm:"column:decree_id"`
	// RingID joins the proposals of an exchange: they are decided, decreed and take effect together or not at all.
	RingID      ID         `json:"ring_id" gorm:"column:ring_id"`
	StartedOn   Date       `json:"started_on" gorm:"column:started_on"` // SPMT
	CreatedBy   ID         `json:"created_by" gorm:"column:created_by"`
	SubmittedBy ID         `json:"submitted_by" gorm:"column:submitted_by"`
	VerifiedBy  ID         `json:"verified_by" gorm:"column:verified_by"`
	SubmittedAt *time.Time `json:"submitted_at" gorm:"column:submitted_at"`
	DecidedAt   *time.Time `json:"decided_at" gorm:"column:decided_at"`
	EffectiveOn Date       `json:"effective_on" gorm:"column:effective_on"`
	// Blocked says why a decreed move could not take effect on its day; the system tries again.
	Blocked        string         `json:"blocked" gorm:"column:blocked"`
	AllowedActions []string       `json:"allowed_actions" gorm:"-"`
	Checks         []CheckResult  `json:"checks,omitzero" gorm:"-"`
	Fit            *FitSummary    `json:"fit,omitempty" gorm:"-"`
	Timeline       []HistoryEntry `json:"timeline,omitzero" gorm:"-"`
	Consents       []Consent      `json:"consents,omitzero" gorm:"-"`
	Opinion        *Opinion       `json:"opinion,omitempty" gorm:"-"`
	Staff          *Staff         `json:"staff,omitempty" gorm:"-"`
	ToPosition     *Position      `json:"to_position,omitempty" gorm:"-"`
}

// Input gives generic code access to the written part.
func (p *Proposal) Input() *ProposalInput { return &p.ProposalInput }

// Check validates across fields.
func (in *ProposalInput) Check(c *Check) {
	out := in.ToAgency != ""
	c.That(out || !in.ToPositionID.IsZero(), "/to_position_id", "required", "a transfer needs the position it leads to")
	c.That(!out || in.ToPositionID.IsZero(), "/to_agency", "exclusive", "a transfer leads to a position here or to another agency, not both")
	c.That(!out || in.Type != TypeInternal, "/to_agency", "internal", "an internal transfer stays in this agency")
}

// Outcome of one rule.
type Outcome string

// The outcomes. Unknown means that data are missing; it never counts as Pass.
const (
	OutcomePass       Outcome = "pass"
	OutcomeFail       Outcome = "fail"
	OutcomeUnknown    Outcome = "unknown"
	OutcomeOverridden Outcome = "overridden"
)

// Severity of a rule.
type Severity string

// The severities: Block stops verify and approve, Warn wants a written justification, Info tells.
const (
	Block Severity = "block"
	Warn  Severity = "warn"
	Note  Severity = "info"
)

// Bilingual is a text in both languages of the API.
type Bilingual struct {
	Indonesian string `json:"id"`
	English    string `json:"en"`
}

// CheckResult is the outcome of one rule on one proposal with the evidence it used.
type CheckResult struct {
	Code     string         `json:"code"`
	Severity Severity       `json:"severity"`
	Outcome  Outcome        `json:"outcome"`
	Message  Bilingual      `json:"message"`
	Citation string         `json:"citation"`
	Evidence map[string]any `json:"evidence"`
	Override *OverrideNote  `json:"override,omitempty"`
}

// OverrideNote says who let a failing rule pass, why, and on which document.
type OverrideNote struct {
	By         ID        `json:"by"`
	Reason     string    `json:"reason"`
	DocumentID ID        `json:"document_id"`
	At         time.Time `json:"at"`
}

// FitSummary is the job-person match as a proposal shows it.
type FitSummary struct {
	Score  int            `json:"score"` // basis points, 0 to 10000
	Parts  map[string]int `json:"parts"` // basis points; they add up to Score
	Method string         `json:"method"`
}

// HistoryEntry is one step of a proposal.
type HistoryEntry struct {
	ID         ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID ID        `json:"-" gorm:"column:proposal_id"`
	At         time.Time `json:"at" gorm:"column:at"`
	ActorID    ID        `json:"actor_id" gorm:"column:actor_id"`
	ActorName  string    `json:"actor_name" gorm:"column:actor_name"`
	Action     string    `json:"action" gorm:"column:action"`
	From       State     `json:"from" gorm:"column:from_state"`
	To         State     `json:"to" gorm:"column:to_state"`
	Note       string    `json:"note" gorm:"column:note"`
}

// Consent is what the head of the releasing or receiving unit says.
type Consent struct {
	ID         ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID ID        `json:"proposal_id" gorm:"column:proposal_id"`
	Side       string    `json:"side" gorm:"column:side"`
	Decision   string    `json:"decision" gorm:"column:decision"`
	Note       string    `json:"note" gorm:"column:note"`
	DocumentID ID        `json:"document_id" gorm:"column:document_id"`
	GivenBy    ID        `json:"given_by" gorm:"column:given_by"`
	At         time.Time `json:"at" gorm:"column:at"`
}

// Sides and decisions of a consent.
const (
	Releasing = "releasing"
	Receiving = "receiving"
	Agree     = "agree"
	Refuse    = "refuse"
)

// ConsentInput is what a client writes of a consent.
type ConsentInput struct {
	Side       string `json:"side" validate:"required,oneof=releasing receiving"`
	Decision   string `json:"decision" validate:"required,oneof=agree refuse"`
	Note       string `json:"note" validate:"max=2000"`
	DocumentID ID     `json:"document_id"`
}

// Member sits on a committee.
type Member struct {
	Name    string `json:"name" validate:"required,max=120"`
	Office  string `json:"office" validate:"required,max=200"`
	StaffID ID     `json:"staff_id,omitzero"`
}

// ReviewInput is the committee's opinion (PP 11/2017 Ps 201: odd, at least five members).
type ReviewInput struct {
	Body    string   `json:"body" validate:"required,oneof=tpk talent_committee"`
	Opinion string   `json:"opinion" validate:"required,oneof=recommended not_recommended"`
	HeldOn  Date     `json:"held_on" validate:"required"`
	Members []Member `json:"members" validate:"required,max=31,dive"`
	Note    string   `json:"note" validate:"max=2000"`
}

// Check validates the quorum.
func (in *ReviewInput) Check(c *Check) {
	c.That(len(in.Members) >= 5 && len(in.Members)%2 == 1, "/members", "quorum", "the committee sits with an odd number of at least five members")
}

// Opinion is a recorded committee opinion.
type Opinion struct {
	ID         ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID ID        `json:"proposal_id" gorm:"column:proposal_id"`
	Body       string    `json:"body" gorm:"column:body"`
	Opinion    string    `json:"opinion" gorm:"column:opinion"`
	HeldOn     Date      `json:"held_on" gorm:"column:held_on"`
	Members    []Member  `json:"members" gorm:"column:members;serializer:json"`
	RecordedBy ID        `json:"recorded_by" gorm:"column:recorded_by"`
	At         time.Time `json:"at" gorm:"column:at"`
}

// Comment is one message beside a proposal.
type Comment struct {
	ID         ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID ID        `json:"proposal_id" gorm:"column:proposal_id"`
	AuthorID   ID        `json:"author_id" gorm:"column:author_id"`
	AuthorName string    `json:"author_name" gorm:"column:author_name"`
	Body       string    `json:"body" gorm:"column:body"`
	At         time.Time `json:"at" gorm:"column:at"`
}

// CommentInput is what a client writes of a comment.
type CommentInput struct {
	Body string `json:"body" validate:"required,max=2000"`
}

// Document is an uploaded file of a proposal.
type Document struct {
	ID          ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID  ID        `json:"proposal_id" gorm:"column:proposal_id"`
	Kind        string    `json:"kind" gorm:"column:kind"`
	FileName    string    `json:"file_name" gorm:"column:file_name"`
	ContentType string    `json:"content_type" gorm:"column:content_type"`
	Size        int64     `json:"size" gorm:"column:size"`
	SHA256      string    `json:"sha256" gorm:"column:sha256"`
	IssuedOn    Date      `json:"issued_on" gorm:"column:issued_on"`
	ValidUntil  Date      `json:"valid_until" gorm:"column:valid_until"`
	UploadedBy  ID        `json:"uploaded_by" gorm:"column:uploaded_by"`
	At          time.Time `json:"at" gorm:"column:at"`
}

// DocumentKinds are the codes of domain.md 2.3 in lower case, and the letters of 10.4 that a proposal may carry.
var DocumentKinds = []string{
	"anjab_abk", "request", "proposal_receiver", "consent_origin", "no_discipline", "sk_rank_position", "performance_2y",
	"no_study_bond", "inspectorate_clear", "kemendagri_rec", "pertek", "sk_release", "mendagri_consent", "spouse_assignment",
	"selection_result", "committee_minutes", "unit_consent", "training_plan", "override_basis", "other",
}

// Override lets one failing rule pass for one proposal.
type Override struct {
	ID         ID        `json:"id" gorm:"column:id;primaryKey"`
	ProposalID ID        `json:"proposal_id" gorm:"column:proposal_id"`
	Rule       string    `json:"rule" gorm:"column:rule_code"`
	Reason     string    `json:"reason" gorm:"column:reason"`
	DocumentID ID        `json:"document_id" gorm:"column:document_id"`
	By         ID        `json:"by" gorm:"column:by_user"`
	At         time.Time `json:"at" gorm:"column:at"`
}

// OverrideInput is what a client writes of an override.
type OverrideInput struct {
	Rule       string `json:"rule" validate:"required,max=60"`
	Reason     string `json:"reason" validate:"required,min=10,max=2000"`
	DocumentID ID     `json:"document_id" validate:"required"`
}

// DecreeInput is what a client writes of a decree (SK).
type DecreeInput struct {
	Number        string `json:"number" gorm:"column:number" validate:"required,max=100"`
	SignedOn      Date   `json:"signed_on" gorm:"column:signed_on" validate:"required"`
	EffectiveDate Date   `json:"effective_date" gorm:"column:effective_date" validate:"required"`
	ProposalIDs   []ID   `json:"proposal_ids" gorm:"-" validate:"required,min=1,max=2000"`
}

// Decree states.
const (
	DecreeDraft     = "draft"
	DecreeSigned    = "signed"
	DecreeEffective = "effective"
	DecreeCancelled = "cancelled"
)

// Decree carries one or many approved proposals.
type Decree struct {
	Meta
	DecreeInput
	State          string     `json:"state" gorm:"column:state"`
	SignedBy       ID         `json:"signed_by" gorm:"column:signed_by"`
	SignedAt       *time.Time `json:"signed_at" gorm:"column:signed_at"`
	Attempts       int        `json:"-" gorm:"column:attempts"`
	NextTryAt      *time.Time `json:"-" gorm:"column:next_try_at"`
	AllowedActions []string   `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (d *Decree) Input() *DecreeInput { return &d.DecreeInput }

// Stages of an evaluation after a transfer.
var Stages = []string{"baseline", "m3", "m6", "m12"}

// StageMonths is how many months after the effective date a stage falls due.
var StageMonths = map[string]int{"baseline": 0, "m3": 3, "m6": 6, "m12": 12}

// EvaluationInput is what the receiving head submits.
type EvaluationInput struct {
	Results    int    `json:"results" gorm:"column:results" validate:"min=1,max=3"`
	Behaviour  int    `json:"behaviour" gorm:"column:behaviour" validate:"min=1,max=3"`
	Adaptation int    `json:"adaptation" gorm:"column:adaptation" validate:"min=1,max=5"`
	Note       string `json:"note" gorm:"column:note" validate:"max=4000"`
	Action     string `json:"action" gorm:"column:action" validate:"required,oneof=none training mentoring replace return"`
}

// Evaluation is one look at how a transferred person does; results and behaviour are 0 until it is submitted.
type Evaluation struct {
	Meta
	EvaluationInput
	ProposalID     ID         `json:"proposal_id" gorm:"column:proposal_id"`
	StaffID        ID         `json:"staff_id" gorm:"column:staff_id"`
	UnitID         ID         `json:"unit_id" gorm:"column:unit_id"`
	Stage          string     `json:"stage" gorm:"column:stage"`
	DueOn          Date       `json:"due_on" gorm:"column:due_on"`
	SubmittedAt    *time.Time `json:"submitted_at" gorm:"column:submitted_at"`
	SubmittedBy    ID         `json:"submitted_by" gorm:"column:submitted_by"`
	Predicate      Predicate  `json:"predicate" gorm:"column:predicate"`
	Overdue        bool       `json:"overdue" gorm:"-"`
	AllowedActions []string   `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (e *Evaluation) Input() *EvaluationInput { return &e.EvaluationInput }

// FollowUpInput is what a client writes of a follow-up action.
type FollowUpInput struct {
	EvaluationID ID     `json:"evaluation_id" gorm:"column:evaluation_id" validate:"required"`
	Kind         string `json:"kind" gorm:"column:kind" validate:"required,oneof=training mentoring replace return"`
	Owner        string `json:"owner" gorm:"column:owner" validate:"max=120"`
	DueOn        Date   `json:"due_on" gorm:"column:due_on"`
	State        string `json:"state" gorm:"column:state" validate:"required,oneof=open done dropped"`
	Note         string `json:"note" gorm:"column:note" validate:"max=2000"`
}

// FollowUp is an action that an evaluation led to.
type FollowUp struct {
	Meta
	FollowUpInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	UnitID  ID `json:"unit_id" gorm:"column:unit_id"`
}

// Input gives generic code access to the written part.
func (f *FollowUp) Input() *FollowUpInput { return &f.FollowUpInput }

// Package eligibility holds the legality rules for transfers as data and pure functions: no I/O, no clock. Every rule of
// the catalogue carries its citation, every threshold is a parameter of a versioned PolicySet, and a rule whose data are
// missing is unknown, which never counts as a pass.
package eligibility

import "mutasi/domain"

// Facts is everything the rules look at, as it stood on the day of the check. It is stored with the run, so that the
// same Facts and the same PolicySet give the same results, byte for byte, at any later time.
//
// What is not known stays empty: a nil pointer, a zero Date, an empty word. A list that is nil (JSON null) means that
// nobody has looked; an empty list ([]) means that somebody looked and there is none.
type Facts struct {
	On          domain.Date `json:"on"`          // planned or decreed effective date (TMT)
	AsOf        domain.Date `json:"as_of"`       // day of the check
	Type        string      `json:"type"`        // domain.TypeInternal and the others
	Initiative  string      `json:"initiative"`  // dinas, aps or open_selection
	Direction   string      `json:"direction"`   // internal, in or out; derived from Type, From and To where empty
	Movement    string      `json:"movement"`    // PP 11/2017 Ps 189(3); derived from From and To where empty
	ReasonCode  string      `json:"reason_code"` // such as follow_spouse
	EarlyGround string      `json:"early_ground"`
	// IMutNumber is the number in BKN's I-Mut; nil before there is a proposal, "" where a proposal has none.
	IMutNumber *string `json:"imut_number"`

	Person Person `json:"person"`
	// From is the post the person leaves; nil for someone who comes from another agency.
	From *Post `json:"from"`
	// To is the post the person gets; nil for someone who leaves for another agency.
	To *Post `json:"to"`

	Ratings   []Rating   `json:"ratings"`   // annual predicates
	Sanctions []Sanction `json:"sanctions"` // PP 94/2021
	History   []Service  `json:"history"`   // posts held, here and elsewhere, also the present one
	Trainings []Training `json:"trainings"` // completed trainings of at least the last two years
	Tests     []Test     `json:"tests"`     // competency tests and open selections
	Documents []Document `json:"documents"` // on the proposal
	Opinions  []Opinion  `json:"opinions"`  // of TPK and talent committee

	// JPM is the job-person match for To in basis points, 0 to 10000 (domain.md 5.2).
	JPM *int `json:"jpm"`
	// AssessedOn is the day of the oldest assessment behind JPM.
	AssessedOn domain.Date `json:"assessed_on"`
	// TrainingPlanned says whether a development plan for the move exists.
	TrainingPlanned *bool `json:"training_planned"`

	Ties       *Ties         `json:"ties"`
	Seats      *Seats        `json:"seats"`
	Origin     *Origin       `json:"origin"`
	Workload   *Workload     `json:"workload"`
	Programme  *Programme    `json:"programme"` // nil where the move belongs to no programme
	Pertek     *Coordination `json:"pertek"`    // technical consideration of BKN
	Kemendagri *Coordination `json:"kemendagri"`
	Decrees    *Decrees      `json:"decrees"`
	Objection  *Objection    `json:"objection"` // nil where none was filed
	Appraisal  *Appraisal    `json:"appraisal"`
	Retirement *Retirement   `json:"retirement"`
	Succession *Succession   `json:"succession"`

	// Holidays are the days that are not working days, besides weekends. Nil: the calendar has not been entered.
	Holidays []domain.Date `json:"holidays"`
}

// Person is what the rules need of a civil servant. It holds no name and no number.
type Person struct {
	Employment       string      `json:"employment"`         // pns or pppk
	Status           string      `json:"status"`             // active, incoming or left
	LegalStatus      string      `json:"legal_status"`       // SIASN kedudukan hukum
	Probation        bool        `json:"probation"`          // CPNS
	PartTime         bool        `json:"part_time"`          // PPPK paruh waktu
	Rank             string      `json:"rank"`               // golongan
	BirthDate        domain.Date `json:"birth_date"`         //
	EducationLevel   string      `json:"education_level"`    // the highest
	Major            string      `json:"major"`              // field of the highest education
	OtherMajors      []string    `json:"other_majors"`       // fields of further completed educations
	AppointedOn      domain.Date `json:"appointed_on"`       // TMT CPNS or first PPPK contract
	PNSSince         domain.Date `json:"pns_since"`          // TMT PNS
	PledgeOn         domain.Date `json:"pledge_on"`          // ten-year pledge; zero: none recorded
	ServiceBondUntil domain.Date `json:"service_bond_until"` // last day of a service bond; zero: none recorded
	InCourt          *bool       `json:"in_court"`
	UnderExamination *bool       `json:"under_examination"`
	// RelationsDeclaredOn is the day the person declared family ties.
	RelationsDeclaredOn domain.Date `json:"relations_declared_on"`
}

// Post is a position with what its unit adds.
type Post struct {
	PositionID    domain.ID   `json:"position_id"`
	UnitID        domain.ID   `json:"unit_id"`
	Title         string      `json:"title"`
	Kind          string      `json:"kind"`    // domain.KindPelaksana and the others
	Level         string      `json:"level"`   // of functional positions
	Family        string      `json:"family"`  // functional family or field of work
	Echelon       string      `json:"echelon"` // II.a and so on
	RankMin       string      `json:"rank_min"`
	RankMax       string      `json:"rank_max"`
	EducationMin  string      `json:"education_min"`
	Majors        []string    `json:"majors"` // none: every field of education fits
	Special       string      `json:"special"`
	HandlesMoney  bool        `json:"handles_money"`
	Strategic     bool        `json:"strategic"`
	RetirementAge int         `json:"retirement_age"` // years; 0 unknown
	UnitActive    *bool       `json:"unit_active"`
	UnitRemote    bool        `json:"unit_remote"` // remote or border area
	Since         domain.Date `json:"since"`       // From only: the day the person took up the post
}

// Rating is the predicate of one year.
type Rating struct {
	Year      int              `json:"year"`
	Predicate domain.Predicate `json:"predicate"`
}

// Sanction is a disciplinary sanction.
type Sanction struct {
	Level     string      `json:"level"` // light, medium or heavy
	StartsOn  domain.Date `json:"starts_on"`
	EndsOn    domain.Date `json:"ends_on"` // last day; zero: still open
	RevokedOn domain.Date `json:"revoked_on"`
}

// Service is a post held in [From, To).
type Service struct {
	Kind       string      `json:"kind"`
	Level      string      `json:"level"`
	Family     string      `json:"family"`
	From       domain.Date `json:"from"`
	To         domain.Date `json:"to"` // first day no longer held; zero: still held
	Definitive bool        `json:"definitive"`
}

// Training is a completed training.
type Training struct {
	CompletedOn domain.Date `json:"completed_on"`
	Hours       int         `json:"hours"` // lesson hours (JP)
}

// Test is a competency test or open selection.
type Test struct {
	Purpose string      `json:"purpose"` // jf_entry, jf_promotion, jpt_rotation or open_selection
	Family  string      `json:"family"`
	HeldOn  domain.Date `json:"held_on"`
	Passed  bool        `json:"passed"`
	Agency  string      `json:"agency"`
}

// Document is a file on the proposal.
type Document struct {
	Kind       string      `json:"kind"` // of domain.DocumentKinds
	IssuedOn   domain.Date `json:"issued_on"`
	ValidUntil domain.Date `json:"valid_until"` // last day; zero: no end
}

// Opinion is what a committee said.
type Opinion struct {
	Body    string      `json:"body"`    // tpk or talent_committee
	Opinion string      `json:"opinion"` // recommended or not_recommended
	HeldOn  domain.Date `json:"held_on"`
	Members int         `json:"members"` // how many sat
	// CandidateSits says whether a candidate sat in the session; nil where members are known by name only.
	CandidateSits *bool `json:"candidate_sits"`
}

// Ties counts family and administrative ties found in the registry (PP 11/2017 Ps 190(5)).
type Ties struct {
	Deciders int `json:"deciders"` // to those who decide on the proposal
	NewLine  int `json:"new_line"` // to superiors or subordinates in the new reporting line
}

// Seats is the occupancy of To on the effective date.
type Seats struct {
	Quota    int  `json:"quota"`    // seats in the position map
	Need     *int `json:"need"`     // by workload analysis; nil without a final analysis
	Holders  int  `json:"holders"`  // definitive holders other than the person
	Promised int  `json:"promised"` // seats promised to others by approved proposals
}

// Origin is the staffing of the unit the person leaves.
type Origin struct {
	Need        *int `json:"need"`  // by workload analysis
	Quota       *int `json:"quota"` // of all posts of the unit, used where Need is nil
	FilledAfter *int `json:"filled_after"`
}

// Workload is the position effectiveness EJ (domain.md 4.2) in basis points, 10000 being a full load. Nil: unknown or empty.
type Workload struct {
	FromBefore *int `json:"from_before"`
	FromAfter  *int `json:"from_after"`
	ToBefore   *int `json:"to_before"`
	ToAfter    *int `json:"to_after"`
}

// Programme is the transfer programme the move belongs to.
type Programme struct {
	Forums *int `json:"forums"` // forums held up to the day of the check
}

// Coordination is a request to BKN or Kemendagri and its answer.
type Coordination struct {
	RequestedOn domain.Date `json:"requested_on"` // day the complete request was received
	AnsweredOn  domain.Date `json:"answered_on"`
	Approved    *bool       `json:"approved"`
}

// Decrees are the days of the decisions that follow an approval.
type Decrees struct {
	DecisionOn    domain.Date `json:"decision_on"`    // mutation decision of governor, Mendagri or Kepala BKN
	AppointmentOn domain.Date `json:"appointment_on"` // appointment decree of the receiving agency
	ReleaseOn     domain.Date `json:"release_on"`     // release decree of the agency of origin
	SignedOn      domain.Date `json:"signed_on"`      // own decree on the move
	ReceivedOn    domain.Date `json:"received_on"`    // the person received it
	StartedOn     domain.Date `json:"started_on"`     // SPMT
	ReportedOn    domain.Date `json:"reported_on"`    // report to Mendagri on an action in a consent period
	SuedOn        domain.Date `json:"sued_on"`        // suit at the administrative court
}

// Objection is an objection against the decree (PP 79/2021).
type Objection struct {
	Path           string      `json:"path"` // "ppk" against a decision of the PPK, "official" against one under delegation
	FiledOn        domain.Date `json:"filed_on"`
	ReceivedOn     domain.Date `json:"received_on"`      // by who decides on it
	CopyReceivedOn domain.Date `json:"copy_received_on"` // by the official who made the decision
	AnsweredOn     domain.Date `json:"answered_on"`      // that official's answer
	DecidedOn      domain.Date `json:"decided_on"`
}

// The paths of an objection.
const (
	PathPPK      = "ppk"
	PathOfficial = "official"
)

// Appraisal is the last yearly performance appraisal as the person received it.
type Appraisal struct {
	ReceivedOn domain.Date `json:"received_on"`
	ObjectedOn domain.Date `json:"objected_on"`
}

// Retirement is where the retirement procedure stands (PP 11/2017 Ps 262).
type Retirement struct {
	ListedOn   domain.Date `json:"listed_on"`
	ProposedOn domain.Date `json:"proposed_on"`
	DecidedOn  domain.Date `json:"decided_on"`
}

// Succession is the succession pool (KRS) the promotion rests on.
type Succession struct {
	PoolSetOn domain.Date `json:"pool_set_on"`
}

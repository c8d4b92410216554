package domain

import (
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Employment and status words.
const (
	EmploymentPNS  = "pns"
	EmploymentPPPK = "pppk"

	StatusActive   = "active"
	StatusIncoming = "incoming" // comes from another agency; active once the decree takes effect
	StatusLeft     = "left"     // moved to another agency, retired or dismissed; the row stays

	// LegalStatusActive is SIASN kedudukan hukum 01.
	LegalStatusActive = "01"
)

// StaffInput is what a client writes of a civil servant. Position, unit and position_since are accepted when the person is
// created and are then changed by appointments only.
type StaffInput struct {
	NIP            string `json:"nip" gorm:"column:nip" validate:"required,nip"`
	Name           string `json:"name" gorm:"column:name" validate:"required,max=120"`
	TitlePrefix    string `json:"title_prefix" gorm:"column:title_prefix" validate:"max=40"`
	TitleSuffix    string `json:"title_suffix" gorm:"column:title_suffix" validate:"max=60"`
	Employment     string `json:"employment" gorm:"column:employment" validate:"required,oneof=pns pppk"`
	Sex            string `json:"sex" gorm:"column:sex" validate:"required,oneof=male female"`
	BirthDate      Date   `json:"birth_date" gorm:"column:birth_date" validate:"required"`
	Rank           string `json:"rank" gorm:"column:rank_code" validate:"omitempty,rank"`
	RankSince      Date   `json:"rank_since" gorm:"column:rank_since"`
	EducationLevel string `json:"education_level" gorm:"column:education_level" validate:"omitempty,education"`
	Major          string `json:"major" gorm:"column:major" validate:"max=120"`
	UnitID         ID     `json:"unit_id" gorm:"column:unit_id"`
	PositionID     ID     `json:"position_id" gorm:"column:position_id"`
	PositionSince  Date   `json:"position_since" gorm:"column:position_since"`
	Status         string `json:"status" gorm:"column:status" validate:"required,oneof=active incoming left"`
	Email          string `json:"email" gorm:"column:email" validate:"omitempty,email,max=200"`
	Phone          string `json:"phone" gorm:"column:phone" validate:"omitempty,max=30,phone"`
	// LegalStatus is the SIASN kedudukan hukum id: 01 active, 02 and 13 unpaid leave (CLTN), 03 study assignment, 15 under discipline.
	LegalStatus string `json:"legal_status" gorm:"column:legal_status" validate:"required,len=2,numeric"`
	Probation   bool   `json:"probation" gorm:"column:probation"`       // CPNS
	PartTime    bool   `json:"part_time" gorm:"column:part_time"`       // PPPK paruh waktu
	AppointedOn Date   `json:"appointed_on" gorm:"column:appointed_on"` // TMT CPNS or first PPPK contract
	PNSSince    Date   `json:"pns_since" gorm:"column:pns_since"`       // TMT PNS
	// PledgeOn is the day of the ten-year pledge not to ask for a move for personal reasons (PermenPANRB 6/2024 Ps 59(2)).
	PledgeOn         Date   `json:"pledge_on" gorm:"column:pledge_on"`
	ServiceBondUntil Date   `json:"service_bond_until" gorm:"column:service_bond_until"` // ikatan dinas
	InCourt          *bool  `json:"in_court" gorm:"column:in_court"`                     // null: nobody has looked
	UnderExamination *bool  `json:"under_examination" gorm:"column:under_examination"`   // discipline case open; null: nobody has looked
	Agency           string `json:"agency" gorm:"column:agency" validate:"max=200"`      // where an incoming person comes from
	// RelationsDeclaredOn is the day the person declared family ties (PP 11/2017 Ps 190(5)); without it the rule cannot tell.
	RelationsDeclaredOn Date   `json:"relations_declared_on" gorm:"column:relations_declared_on"`
	SiasnID             string `json:"siasn_id" gorm:"column:siasn_id" validate:"max=36"`
}

// Staff is a civil servant (ASN): PNS or PPPK.
type Staff struct {
	Meta
	StaffInput
	NameNorm  string     `json:"-" gorm:"column:name_norm"`
	NIPIssues []NIPIssue `json:"nip_issues" gorm:"-"`
	Unit      *Unit      `json:"unit,omitempty" gorm:"-"`
	Position  *Position  `json:"position,omitempty" gorm:"-"`
}

// Input gives generic code access to the written part.
func (s *Staff) Input() *StaffInput { return &s.StaffInput }

// Check validates across fields.
func (in *StaffInput) Check(c *Check) {
	c.That(!in.BirthDate.After(NewDate(2100, 1, 1)) && !in.BirthDate.Before(NewDate(1920, 1, 1)), "/birth_date", "range", "this is not the birth date of a civil servant")
	c.That(in.PositionID.IsZero() || !in.PositionSince.IsZero(), "/position_since", "required", "a holder of a position needs the day it began")
	c.That(in.RankSince.IsZero() || in.RankSince.After(in.BirthDate), "/rank_since", "order", "rank_since lies before the birth date")
	c.That(in.PositionSince.IsZero() || in.PositionSince.After(in.BirthDate), "/position_since", "order", "position_since lies before the birth date")
	c.That(in.Status != StatusIncoming || in.PositionID.IsZero(), "/position_id", "incoming", "a person who is still coming holds no position here yet")
	c.That(in.Employment != EmploymentPNS || in.Rank == "" || RankOrder(in.Rank) < pppkRankBase, "/rank", "employment", "this rank belongs to PPPK")
	c.That(in.Employment != EmploymentPPPK || in.Rank == "" || RankOrder(in.Rank) >= pppkRankBase, "/rank", "employment", "this rank belongs to PNS")
}

// FullName is the name with its titles, as letters print it.
func (s *Staff) FullName() string {
	n := s.Name
	if s.TitlePrefix != "" {
		n = s.TitlePrefix + " " + n
	}
	if s.TitleSuffix != "" {
		n += ", " + s.TitleSuffix
	}
	return n
}

// AppointmentInput is what a client writes of an appointment: who holds which position from when to when.
type AppointmentInput struct {
	PositionID   ID     `json:"position_id" gorm:"column:position_id" validate:"required"`
	Kind         string `json:"kind" gorm:"column:kind" validate:"required,oneof=definitive acting"`
	Assignment   string `json:"assignment" gorm:"column:assignment" validate:"required,oneof=D PLT PLH PJ TT"` // SIASN jenisPenugasan
	ValidFrom    Date   `json:"valid_from" gorm:"column:valid_from" validate:"required"`
	ValidTo      Date   `json:"valid_to" gorm:"column:valid_to"` // first day no longer held
	DecreeNumber string `json:"decree_number" gorm:"column:decree_number" validate:"max=100"`
	Note         string `json:"note" gorm:"column:note" validate:"max=500"`
}

// Appointment kinds.
const (
	Definitive = "definitive"
	Acting     = "acting"
)

// Appointment says who holds which position in [valid_from, valid_to). Staff's position and unit are a cache of the
// definitive appointment in force.
type Appointment struct {
	Meta
	AppointmentInput
	StaffID    ID `json:"staff_id" gorm:"column:staff_id"`
	UnitID     ID `json:"unit_id" gorm:"column:unit_id"`
	DecreeID   ID `json:"decree_id" gorm:"column:decree_id"`
	ProposalID ID `json:"proposal_id" gorm:"column:proposal_id"`
}

// Input gives generic code access to the written part.
func (a *Appointment) Input() *AppointmentInput { return &a.AppointmentInput }

// Owner is the person the row belongs to.
func (a *Appointment) Owner() *ID { return &a.StaffID }

// Holds reports whether the appointment is in force on the day.
func (a *Appointment) Holds(on Date) bool {
	return !a.ValidFrom.After(on) && (a.ValidTo.IsZero() || on.Before(a.ValidTo))
}

// Check validates across fields.
func (in *AppointmentInput) Check(c *Check) {
	c.That(in.ValidTo.IsZero() || !in.ValidTo.Before(in.ValidFrom), "/valid_to", "order", "valid_to lies before valid_from")
	c.That((in.Kind == Definitive) == (in.Assignment == "D"), "/assignment", "kind", "assignment D goes with a definitive appointment, the others with an acting one")
}

// AssessmentInput is one competency of one person as assessed (Per.BKN 26/2019).
type AssessmentInput struct {
	CompetencyID ID     `json:"competency_id" gorm:"column:competency_id" validate:"required"`
	Level        int    `json:"level" gorm:"column:level" validate:"min=0,max=5"`
	AssessedOn   Date   `json:"assessed_on" gorm:"column:assessed_on" validate:"required"`
	Method       string `json:"method" gorm:"column:method" validate:"omitempty,oneof=simple medium comprehensive"`
	Assessor     string `json:"assessor" gorm:"column:assessor" validate:"max=120"`
}

// Assessment is a stored competency assessment.
type Assessment struct {
	Meta
	AssessmentInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (a *Assessment) Input() *AssessmentInput { return &a.AssessmentInput }

// Owner is the person the row belongs to.
func (a *Assessment) Owner() *ID { return &a.StaffID }

// EducationInput is one completed education.
type EducationInput struct {
	Level       string `json:"level" gorm:"column:level" validate:"required,education"`
	Major       string `json:"major" gorm:"column:major" validate:"max=120"`
	Institution string `json:"institution" gorm:"column:institution" validate:"max=200"`
	GraduatedOn Date   `json:"graduated_on" gorm:"column:graduated_on"`
	SiasnID     string `json:"siasn_id" gorm:"column:siasn_id" validate:"max=36"`
}

// Education is a stored education.
type Education struct {
	Meta
	EducationInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (e *Education) Input() *EducationInput { return &e.EducationInput }

// Owner is the person the row belongs to.
func (e *Education) Owner() *ID { return &e.StaffID }

// RatingInput is the annual performance rating (PermenPANRB 6/2022). The predicate follows from results and behaviour; it is
// written only for years before 2022, where the old predicates are converted (SE BKN 9/2024).
type RatingInput struct {
	Year      int    `json:"year" gorm:"column:year" validate:"min=2000,max=2100"`
	Results   int    `json:"results" gorm:"column:results" validate:"min=1,max=3"`
	Behaviour int    `json:"behaviour" gorm:"column:behaviour" validate:"min=1,max=3"`
	Rater     string `json:"rater" gorm:"column:rater" validate:"max=120"`
}

// Rating is a stored annual rating.
type Rating struct {
	Meta
	RatingInput
	StaffID   ID        `json:"staff_id" gorm:"column:staff_id"`
	Predicate Predicate `json:"predicate" gorm:"column:predicate"`
}

// Input gives generic code access to the written part.
func (r *Rating) Input() *RatingInput { return &r.RatingInput }

// Owner is the person the row belongs to.
func (r *Rating) Owner() *ID { return &r.StaffID }

// TrainingRecordInput is a training that a person has completed.
type TrainingRecordInput struct {
	Title       string `json:"title" gorm:"column:title" validate:"required,max=200"`
	Kind        string `json:"kind" gorm:"column:kind" validate:"required,max=4,numeric"` // SIASN jenisDiklat id
	Hours       int    `json:"hours" gorm:"column:hours" validate:"min=0,max=5000"`       // lesson hours (JP)
	CompletedOn Date   `json:"completed_on" gorm:"column:completed_on" validate:"required"`
	Certificate string `json:"certificate" gorm:"column:certificate" validate:"max=100"`
}

// TrainingRecord is a stored completed training.
type TrainingRecord struct {
	Meta
	TrainingRecordInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (t *TrainingRecord) Input() *TrainingRecordInput { return &t.TrainingRecordInput }

// Owner is the person the row belongs to.
func (t *TrainingRecord) Owner() *ID { return &t.StaffID }

// SanctionInput is a disciplinary sanction (PP 94/2021 Ps 8).
type SanctionInput struct {
	Level        string `json:"level" gorm:"column:level" validate:"required,oneof=light medium heavy"`
	Kind         string `json:"kind" gorm:"column:kind" validate:"omitempty,max=4,numeric"` // SIASN jenisHukuman id
	DecreeNumber string `json:"decree_number" gorm:"column:decree_number" validate:"max=100"`
	StartsOn     Date   `json:"starts_on" gorm:"column:starts_on" validate:"required"`
	EndsOn       Date   `json:"ends_on" gorm:"column:ends_on"` // last day; none: still open
	Reason       string `json:"reason" gorm:"column:reason" validate:"max=500"`
	RevokedOn    Date   `json:"revoked_on" gorm:"column:revoked_on"`
}

// Sanction is a stored sanction.
type Sanction struct {
	Meta
	SanctionInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (s *Sanction) Input() *SanctionInput { return &s.SanctionInput }

// Owner is the person the row belongs to.
func (s *Sanction) Owner() *ID { return &s.StaffID }

// Check validates across fields.
func (in *SanctionInput) Check(c *Check) {
	c.That(in.EndsOn.IsZero() || !in.EndsOn.Before(in.StartsOn), "/ends_on", "order", "ends_on lies before starts_on")
}

// Active reports whether the sanction is being served on the day.
func (s *Sanction) Active(on Date) bool {
	return !on.Before(s.StartsOn) && (s.EndsOn.IsZero() || !on.After(s.EndsOn)) && (s.RevokedOn.IsZero() || on.Before(s.RevokedOn))
}

// TestInput is a competency test (uji kompetensi) or open selection taken by a person (PP 11/2017 Ps 75, 76, 132, 198).
type TestInput struct {
	Purpose string `json:"purpose" gorm:"column:purpose" validate:"required,oneof=jf_entry jf_promotion jpt_rotation open_selection"`
	Family  string `json:"family" gorm:"column:family" validate:"max=120"`
	HeldOn  Date   `json:"held_on" gorm:"column:held_on" validate:"required"`
	Passed  bool   `json:"passed" gorm:"column:passed"`
	Agency  string `json:"agency" gorm:"column:agency" validate:"max=200"`
}

// Test is a stored competency test.
type Test struct {
	Meta
	TestInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (t *Test) Input() *TestInput { return &t.TestInput }

// Owner is the person the row belongs to.
func (t *Test) Owner() *ID { return &t.StaffID }

// RelationInput is a family tie between two civil servants (PP 11/2017 Ps 190(5), elucidation of Ps 117).
type RelationInput struct {
	OtherStaffID ID     `json:"other_staff_id" gorm:"column:other_staff_id" validate:"required"`
	Kind         string `json:"kind" gorm:"column:kind" validate:"required,oneof=spouse parent child sibling in_law other_kin business"`
}

// Relation is a stored family tie.
type Relation struct {
	Meta
	RelationInput
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
}

// Input gives generic code access to the written part.
func (r *Relation) Input() *RelationInput { return &r.RelationInput }

// Owner is the person the row belongs to.
func (r *Relation) Owner() *ID { return &r.StaffID }

// Age in full years on the day.
func (s *Staff) Age(on Date) int { return s.BirthDate.YearsUntil(on) }

// RetiresOn is the first day of retirement: the first of the month after the one in which the person reaches age
// (PP 11/2017 Ps 239–240; UU 11/1969).
func RetiresOn(birth Date, age int) Date {
	b := birth.AddYears(age)
	return NewDate(b.Year(), b.Month()+1, 1)
}

package domain

import (
	"slices"
	"strings"
)

// UnitInput is what a client writes of an organisational unit (unit organisasi, unor).
type UnitInput struct {
	Code           string `json:"code" gorm:"column:code" validate:"required,max=40,code"`
	Name           string `json:"name" gorm:"column:name" validate:"required,max=200"`
	Kind           string `json:"kind" gorm:"column:kind" validate:"omitempty,max=40,word"`
	ParentID       ID     `json:"parent_id" gorm:"column:parent_id"`
	HeadPositionID ID     `json:"head_position_id" gorm:"column:head_position_id"`
	Active         bool   `json:"active" gorm:"column:active"`
	// Remote marks a remote or border area, where administrators get five years to reach the education minimum (PP 11/2017 Ps 54).
	Remote    bool   `json:"remote" gorm:"column:remote"`
	ValidFrom Date   `json:"valid_from" gorm:"column:valid_from"`
	ValidTo   Date   `json:"valid_to" gorm:"column:valid_to"`
	SiasnID   string `json:"siasn_id" gorm:"column:siasn_id" validate:"max=36"`
}

// Unit is an organisational unit. Path lists its ancestors and itself and is what subtree queries use.
type Unit struct {
	Meta
	UnitInput
	NameNorm string `json:"-" gorm:"column:name_norm"`
	Path     string `json:"-" gorm:"column:path"`
	// PathEnd is the first text behind every path of the subtree, so that a subtree is one index range.
	PathEnd string `json:"-" gorm:"column:path_end"`
	Depth   int    `json:"depth" gorm:"column:depth"`
}

// Input gives generic code access to the written part.
func (u *Unit) Input() *UnitInput { return &u.UnitInput }

// MaxUnitDepth is the deepest level of a unit tree; a city has four.
const MaxUnitDepth = 9

// Place sets the unit's path below its parent; parent is nil for a root.
func (u *Unit) Place(parent *Unit) {
	prefix := "/"
	u.Depth = 0
	if parent != nil {
		prefix, u.Depth = parent.Path, parent.Depth+1
	}
	u.Path = prefix + u.ID.Hex() + "/"
	u.PathEnd = strings.TrimSuffix(u.Path, "/") + "0" // '0' follows '/' in ASCII
}

// Check validates across fields.
func (in *UnitInput) Check(c *Check) {
	c.That(in.ValidTo.IsZero() || in.ValidFrom.IsZero() || !in.ValidTo.Before(in.ValidFrom), "/valid_to", "order", "valid_to lies before valid_from")
}

// CompetencyInput is what a client writes of a competency.
type CompetencyInput struct {
	Code    string `json:"code" gorm:"column:code" validate:"required,max=40,code"`
	Name    string `json:"name" gorm:"column:name" validate:"required,max=200"`
	Cluster string `json:"cluster" gorm:"column:cluster" validate:"required,oneof=managerial sociocultural technical"`
}

// Competency is an entry of the competency dictionary (PermenPANRB 38/2017 annex II; technical ones are the agency's own).
type Competency struct {
	Meta
	CompetencyInput
	NameNorm string `json:"-" gorm:"column:name_norm"`
}

// Input gives generic code access to the written part.
func (x *Competency) Input() *CompetencyInput { return &x.CompetencyInput }

// The kinds of position (UU 20/2023; PP 11/2017).
const (
	KindJPTPratama    = "jpt_pratama"
	KindAdministrator = "administrator"
	KindPengawas      = "pengawas"
	KindFungsional    = "fungsional"
	KindPelaksana     = "pelaksana"
)

// PositionKinds lists the words above.
var PositionKinds = []string{KindJPTPratama, KindAdministrator, KindPengawas, KindFungsional, KindPelaksana}

// The posts with a path of their own (domain.md 2.5, DUKCAPIL_SPECIAL, INSPECTOR_SPECIAL, PUSKESMAS_SCHOOL_HEAD_TASK).
const (
	SpecialDukcapil      = "dukcapil"
	SpecialInspektur     = "inspektur"
	SpecialSekda         = "sekda"
	SpecialSekwan        = "sekwan"
	SpecialKasatpolPP    = "kasatpol_pp"
	SpecialCamat         = "camat"
	SpecialPuskesmasHead = "puskesmas_head"
	SpecialSchoolHead    = "school_head"
)

// Requirement is one line of a position's competency standard.
type Requirement struct {
	CompetencyID ID  `json:"competency_id" validate:"required"`
	Level        int `json:"level" validate:"min=1,max=5"`
	Weight       int `json:"weight" validate:"min=1,max=100"`
}

// PositionInput is what a client writes of a position (jabatan): one line of the position map with its number of seats.
type PositionInput struct {
	Code         string   `json:"code" gorm:"column:code" validate:"required,max=40,code"`
	Title        string   `json:"title" gorm:"column:title" validate:"required,max=200"`
	UnitID       ID       `json:"unit_id" gorm:"column:unit_id" validate:"required"`
	Kind         string   `json:"kind" gorm:"column:kind" validate:"required,oneof=jpt_pratama administrator pengawas fungsional pelaksana"`
	Level        string   `json:"level" gorm:"column:level" validate:"omitempty,oneof=pemula terampil mahir penyelia ahli_pertama ahli_muda ahli_madya ahli_utama"`
	Echelon      string   `json:"echelon" gorm:"column:echelon" validate:"omitempty,oneof=I.a I.b II.a II.b III.a III.b IV.a IV.b V.a V.b"`
	JobClass     int      `json:"job_class" gorm:"column:job_class" validate:"min=0,max=17"`
	RankMin      string   `json:"rank_min" gorm:"column:rank_min" validate:"omitempty,rank"`
	RankMax      string   `json:"rank_max" gorm:"column:rank_max" validate:"omitempty,rank"`
	EducationMin string   `json:"education_min" gorm:"column:education_min" validate:"omitempty,education"`
	Majors       []string `json:"majors" gorm:"column:majors;serializer:json" validate:"max=50,dive,required,max=120"`
	Quota        int      `json:"quota" gorm:"column:quota" validate:"min=0,max=10000"`
	Strategic    bool     `json:"strategic" gorm:"column:strategic"`
	// RetirementAge (batas usia pensiun, BUP) in years; 0 means: from kind and level (UU 20/2023 Ps 55, PP 11/2017 Ps 239).
	RetirementAge int           `json:"retirement_age" gorm:"column:retirement_age" validate:"omitempty,min=50,max=75"`
	Requirements  []Requirement `json:"requirements" gorm:"-" validate:"max=60,dive"`
	Family        string        `json:"family" gorm:"column:family" validate:"max=120"` // functional family or field of work, such as "Perawat"
	Special       string        `json:"special" gorm:"column:special" validate:"omitempty,oneof=dukcapil inspektur sekda sekwan kasatpol_pp camat puskesmas_head school_head"`
	HandlesMoney  bool          `json:"handles_money" gorm:"column:handles_money"`
	Active        bool          `json:"active" gorm:"column:active"`
	ValidFrom     Date          `json:"valid_from" gorm:"column:valid_from"`
	ValidTo       Date          `json:"valid_to" gorm:"column:valid_to"`
	SiasnID       string        `json:"siasn_id" gorm:"column:siasn_id" validate:"max=36"`
}

// Position is a post with its seats. Filled counts definitive holders today (or on as_of), Vacant is what is left of Quota.
type Position struct {
	Meta
	PositionInput
	TitleNorm string `json:"-" gorm:"column:title_norm"`
	Filled    int    `json:"filled" gorm:"-"`
	Vacant    int    `json:"vacant" gorm:"-"`
	Unit      *Unit  `json:"unit,omitempty" gorm:"-"`
}

// Input gives generic code access to the written part.
func (p *Position) Input() *PositionInput { return &p.PositionInput }

// Structural reports whether the kind is a structural post: one seat, inaugurated, in an echelon.
func Structural(kind string) bool {
	return kind == KindJPTPratama || kind == KindAdministrator || kind == KindPengawas
}

// Check validates across fields.
func (in *PositionInput) Check(c *Check) {
	c.That(!Structural(in.Kind) || in.Quota <= 1, "/quota", "structural_single", "a structural post has one seat")
	c.That(in.Kind == KindFungsional || in.Level == "", "/level", "not_functional", "only functional positions have a level")
	c.That(in.RankMin == "" || in.RankMax == "" || RankOrder(in.RankMin) <= RankOrder(in.RankMax), "/rank_max", "order", "rank_max lies below rank_min")
	c.That(in.ValidTo.IsZero() || in.ValidFrom.IsZero() || !in.ValidTo.Before(in.ValidFrom), "/valid_to", "order", "valid_to lies before valid_from")
	var seen []ID
	for i, r := range in.Requirements {
		c.That(!slices.Contains(seen, r.CompetencyID), "/requirements/"+itoa(i)+"/competency_id", "duplicate", "this competency stands twice in the standard")
		seen = append(seen, r.CompetencyID)
	}
}

// HolidayInput is a day that is not a working day: a national holiday or collective leave (cuti bersama).
type HolidayInput struct {
	Date Date   `json:"date" gorm:"column:date" validate:"required"`
	Name string `json:"name" gorm:"column:name" validate:"required,max=200"`
	Kind string `json:"kind" gorm:"column:kind" validate:"required,oneof=national collective_leave local"`
}

// Holiday is a stored holiday.
type Holiday struct {
	Meta
	HolidayInput
}

// Input gives generic code access to the written part.
func (h *Holiday) Input() *HolidayInput { return &h.HolidayInput }

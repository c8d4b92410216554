// Package fit scores how well a person matches a position (PP 11/2017 Ps 190(4); domain.md 5). Everything is in basis
// points (10000 is a full match) and in integers, so that the parts of a score add up exactly to the total. What is not
// known counts nothing and is named.
package fit

import (
	"bytes"
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
)

// Full is a full match, in basis points.
const Full = 10000

// The parts of a score, in the order in which they are told.
const (
	Competency = iota
	Education
	Performance
	Experience
	Rank
	Wish
	parts
)

// PartNames are the parts as the API names them, by their number.
var PartNames = [parts]string{"competency", "education", "performance", "experience", "rank", "wish"}

// What is missing about a person or a position, as the API names it.
const (
	MissingStandard    = "competency_standard" // the position has none
	MissingAssessments = "assessments"         // at least one competency of the standard was never assessed
	MissingEducation   = "education_level"
	MissingMajor       = "major"
	MissingRatings     = "ratings" // fewer than two annual predicates
	MissingHistory     = "history"
	MissingRank        = "rank"
)

// Why a part is not full; the missing ones above are reasons too.
const (
	ReasonNone         = ""
	ReasonGap          = "gap" // an assessed level lies below the standard
	ReasonBelowMinimum = "below_minimum"
	ReasonOtherField   = "other_field"
	ReasonPredicate    = "predicate" // below sangat baik
	ReasonShort        = "short"     // less than five years in such posts
	ReasonNever        = "never"     // no such post held
	ReasonOutside      = "outside_range"
	ReasonOtherScale   = "other_scale" // PNS and PPPK ranks do not compare
	ReasonNoWishes     = "no_wishes"
	ReasonWish         = "wish"
)

// Candidate is what a score looks at of a person.
type Candidate struct {
	EducationLevel string
	// Fields are the fields of all completed educations in plain form (eligibility.Plain), each once.
	Fields []string
	Rank   string
	// Levels are the newest assessed level of each competency, by competency.
	Levels []Level
	// Ratings are the annual predicates, newest first; the newest two count.
	Ratings []Rating
	// Posts are the definitive posts held, by first day. Acting posts run beside another and would count twice.
	Posts []Post
	// Wish is how near the position comes to the person's own wishes, in basis points; nil where none are on record.
	Wish *int
}

// Level is an assessed level of one competency.
type Level struct {
	CompetencyID domain.ID
	Level        int // 0 to 5
	AssessedOn   domain.Date
}

// Rating is the predicate of one year.
type Rating struct {
	Year      int
	Predicate domain.Predicate
}

// Post is a post held in [From, To); a zero To means that it is still held. Family is in plain form.
type Post struct {
	Kind, Family string
	From, To     domain.Date
}

// AddField notes a field of education once; the empty one is none.
func (c *Candidate) AddField(field string) {
	if f := eligibility.Plain(field); f != "" && !slices.Contains(c.Fields, f) {
		c.Fields = append(c.Fields, f)
	}
}

// Target is a position made ready to score many people against.
type Target struct {
	params           domain.FitParameters
	asOf             domain.Date
	kind, family     string
	fields           []string
	educationMin     int
	rankMin, rankMax int
	weights          [parts]int
	standard         []domain.Requirement // by competency
	want             int                  // sum of the required levels
}

// NewTarget prepares a position with its standard; asOf is the day up to which experience counts.
func NewTarget(p *domain.Position, params domain.FitParameters, asOf domain.Date) *Target {
	t := &Target{
		params: params, asOf: asOf, kind: p.Kind, family: eligibility.Plain(p.Family),
		educationMin: domain.EducationOrder(p.EducationMin), rankMin: domain.RankOrder(p.RankMin), rankMax: domain.RankOrder(p.RankMax),
		weights:  [parts]int{params.Competency, params.Education, params.Performance, params.Experience, params.Rank, params.Wish},
		standard: ordered(p.Requirements),
	}
	for _, r := range t.standard {
		t.want += r.Level
	}
	for _, m := range p.Majors {
		t.fields = append(t.fields, eligibility.Plain(m))
	}
	return t
}

// Fields are the position's fields of education in plain form; none: every field fits.
func (t *Target) Fields() []string { return t.fields }

// Score is a total with its parts, in basis points. Each part is its weight times its value, rounded down, and the total is
// the sum of the parts: the parts add up exactly, and the total never exceeds what the unrounded sum would be.
type Score struct {
	Total int
	Parts [parts]int
}

// Score weighs the parts.
func (t *Target) Score(c *Candidate) Score {
	var s Score
	for i := range s.Parts {
		value, _ := t.value(i, c)
		s.Parts[i] = t.weights[i] * value / Full
		s.Total += s.Parts[i]
	}
	return s
}

// Summary is the score as lists and proposals show it.
func (t *Target) Summary(c *Candidate) domain.FitSummary { return t.Score(c).summary(t.params.Method) }

func (s Score) summary(method string) domain.FitSummary {
	f := domain.FitSummary{Score: s.Total, Parts: make(map[string]int, parts), Method: method}
	for i, name := range PartNames {
		f.Parts[name] = s.Parts[i]
	}
	return f
}

// value of one part before its weight, 0 to Full, and why it is not full.
func (t *Target) value(part int, c *Candidate) (int, string) {
	switch part {
	case Competency:
		return t.competency(c)
	case Education:
		return t.education(c)
	case Performance:
		return performance(c.Ratings)
	case Experience:
		return t.experience(c.Posts)
	case Rank:
		return t.rank(c.Rank)
	}
	if c.Wish == nil {
		return 0, ReasonNoWishes
	}
	if *c.Wish < Full {
		return max(0, *c.Wish), ReasonWish
	}
	return Full, ReasonNone
}

// competency is the job-person match by the policy's method.
func (t *Target) competency(c *Candidate) (int, string) {
	if t.want == 0 {
		return 0, MissingStandard
	}
	have, missing := sums(t.standard, c.Levels, t.params.Method)
	value := min(Full, int(domain.RoundHalfUp(int64(have)*Full, int64(t.want))))
	switch {
	case missing > 0:
		return value, MissingAssessments
	case value < Full:
		return value, ReasonGap
	}
	return value, ReasonNone
}

// education gives half for reaching the level and half for a fitting field. Where the position names no field, every known
// education fits.
func (t *Target) education(c *Candidate) (value int, reason string) {
	order := domain.EducationOrder(c.EducationLevel)
	if order == 0 {
		reason = MissingEducation
	} else if order < t.educationMin {
		reason = ReasonBelowMinimum
	} else {
		value = Full / 2
	}
	if t.FieldFits(c) {
		return value + Full/2, reason
	}
	if reason == ReasonNone {
		reason = ReasonOtherField
		if len(c.Fields) == 0 {
			reason = MissingMajor
		}
	}
	return value, reason
}

// FieldFits reports that one of the person's fields of education is one that the position names; where it names none, every known
// education fits.
func (t *Target) FieldFits(c *Candidate) bool {
	if len(t.fields) == 0 {
		return domain.EducationOrder(c.EducationLevel) > 0
	}
	for _, f := range c.Fields {
		if slices.Contains(t.fields, f) {
			return true
		}
	}
	return false
}

// points of a predicate (domain.md 5.3).
func points(p domain.Predicate) int {
	switch p {
	case domain.SangatBaik:
		return 10000
	case domain.Baik:
		return 8000
	case domain.ButuhPerbaikan:
		return 6000
	case domain.Kurang:
		return 4000
	case domain.SangatKurang:
		return 2000
	}
	return 0
}

// performance is the mean of the newest two years; a year that is not there counts nothing.
func performance(list []Rating) (int, string) {
	sum := 0
	for _, r := range list[:min(2, len(list))] {
		sum += points(r.Predicate)
	}
	switch {
	case len(list) < 2:
		return sum / 2, MissingRatings
	case sum < 2*Full:
		return sum / 2, ReasonPredicate
	}
	return Full, ReasonNone
}

// Months in posts of the target's kind and family, whole months of each post added up.
func (t *Target) Months(posts []Post) int {
	months := 0
	for _, p := range posts {
		if p.Kind != t.kind || p.Family != t.family {
			continue
		}
		end := p.To
		if end.IsZero() || end.After(t.asOf) {
			end = t.asOf
		}
		months += p.From.MonthsUntil(end)
	}
	return months
}

// experience follows the scale of domain.md 5.3: five years and more 100, two to five 80, less 60; who never held such a
// post has none.
func (t *Target) experience(posts []Post) (int, string) {
	if len(posts) == 0 {
		return 0, MissingHistory
	}
	switch months := t.Months(posts); {
	case months >= 60:
		return Full, ReasonNone
	case months >= 24:
		return 8000, ReasonShort
	case months > 0:
		return 6000, ReasonShort
	}
	return 0, ReasonNever
}

// rank is full inside the position's range, nothing outside.
func (t *Target) rank(code string) (int, string) {
	o := domain.RankOrder(code)
	if o == 0 {
		return 0, MissingRank
	}
	for _, bound := range []int{t.rankMin, t.rankMax} {
		if bound > 0 && domain.PPPKRank(bound) != domain.PPPKRank(o) {
			return 0, ReasonOtherScale
		}
	}
	if o < t.rankMin || t.rankMax > 0 && o > t.rankMax {
		return 0, ReasonOutside
	}
	return Full, ReasonNone
}

func compareIDs(a, b domain.ID) int { return bytes.Compare(a[:], b[:]) }

package fit

import (
	"cmp"
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
)

// Records are the rows of one person that a score looks at; Positions holds every position that Appointments name.
type Records struct {
	Person       *domain.Staff
	Educations   []domain.Education
	Ratings      []domain.Rating
	Appointments []domain.Appointment
	Assessments  []domain.Assessment
	Positions    map[domain.ID]*domain.Position
}

// Candidate makes the rows ready to be scored. The order of the rows does not matter.
func (r Records) Candidate() Candidate {
	c := Candidate{EducationLevel: r.Person.EducationLevel, Rank: r.Person.Rank, Levels: NewestLevels(r.Assessments)}
	c.AddField(r.Person.Major)
	for _, e := range r.Educations {
		c.AddField(e.Major)
	}
	slices.Sort(c.Fields)
	for _, x := range r.Ratings {
		c.Ratings = append(c.Ratings, Rating{x.Year, x.Predicate})
	}
	slices.SortFunc(c.Ratings, func(a, b Rating) int { return b.Year - a.Year })
	c.Ratings = c.Ratings[:min(2, len(c.Ratings))]
	for _, a := range r.Appointments {
		p := r.Positions[a.PositionID]
		if p == nil || a.Kind != domain.Definitive || a.ValidFrom == a.ValidTo {
			continue
		}
		c.Posts = append(c.Posts, Post{Kind: p.Kind, Family: eligibility.Plain(p.Family), From: a.ValidFrom, To: a.ValidTo})
	}
	slices.SortFunc(c.Posts, func(a, b Post) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Family, b.Family))
	})
	return c
}

// NewestLevels keeps the newest level of each competency, by competency. There is one assessment of a competency on a day.
func NewestLevels(rows []domain.Assessment) []Level {
	levels := make([]Level, len(rows))
	for i, r := range rows {
		levels[i] = Level{r.CompetencyID, r.Level, r.AssessedOn}
	}
	slices.SortFunc(levels, func(a, b Level) int {
		if c := compareIDs(a.CompetencyID, b.CompetencyID); c != 0 {
			return c
		}
		return b.AssessedOn.Compare(a.AssessedOn)
	})
	return slices.CompactFunc(levels, func(a, b Level) bool { return a.CompetencyID == b.CompetencyID })
}

// LegalMatch is the job-person match as the rules see it: capped, in basis points, and nil where any competency of the
// standard was never assessed; with the day of the oldest assessment behind it.
func LegalMatch(standard []domain.Requirement, levels []Level) (jpm *int, oldest domain.Date) {
	m := MatchOf(standard, levels, Capped, domain.DefaultMatchScales)
	if !m.Complete {
		return nil, domain.Date{}
	}
	bp := m.BasisPoints()
	return &bp, OldestAssessment(standard, levels)
}

// OldestAssessment is the day of the oldest of the assessments that a match with the standard rests on.
func OldestAssessment(standard []domain.Requirement, levels []Level) (oldest domain.Date) {
	for _, r := range standard {
		if l := LevelOf(levels, r.CompetencyID); l != nil && (oldest.IsZero() || l.AssessedOn.Before(oldest)) {
			oldest = l.AssessedOn
		}
	}
	return oldest
}

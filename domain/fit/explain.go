package fit

import (
	"cmp"
	"slices"

	"mutasi/domain"
)

// Part is one part of a score, so that it can be redone by hand: score = weight × value ÷ 10000, rounded down.
type Part struct {
	Name   string `json:"name"`
	Weight int    `json:"weight"` // basis points of the total
	Value  int    `json:"value"`  // basis points of the part
	Score  int    `json:"score"`  // basis points of the total
	Reason string `json:"reason"` // why the value is not full; empty where it is
}

// Gap is one competency of the standard against what was assessed. Gap is actual minus required; Actual and what follows
// from it are null where the competency was never assessed.
type Gap struct {
	CompetencyID domain.ID   `json:"competency_id"`
	Code         string      `json:"code"`
	Name         string      `json:"name"`
	Cluster      string      `json:"cluster"`
	Required     int         `json:"required"`
	Actual       *int        `json:"actual"`
	Gap          *int        `json:"gap"`
	Weight       int         `json:"weight"`
	AssessedOn   domain.Date `json:"assessed_on"`
	AgeMonths    *int        `json:"age_months"`
	Fresh        *bool       `json:"fresh"` // not older than the policy's valid_years
}

// JPM is the job-person match both ways; Method is the one that the score uses.
type JPM struct {
	Method string `json:"method"`
	Capped Match  `json:"capped"`
	Raw    Match  `json:"raw"`
}

// Breakdown is a score with everything that it rests on.
type Breakdown struct {
	domain.FitSummary
	Details          []Part   `json:"details"`
	JPM              JPM      `json:"jpm"`
	Gaps             []Gap    `json:"gaps"`
	ExperienceMonths int      `json:"experience_months"` // in posts of the same kind and family
	Missing          []string `json:"missing"`
}

// Explain scores a person with the full breakdown.
func (t *Target) Explain(c *Candidate) Breakdown {
	b := Breakdown{
		FitSummary: t.Summary(c), Details: make([]Part, parts), Gaps: t.Gaps(c), ExperienceMonths: t.Months(c.Posts), Missing: t.Missing(c),
		JPM: JPM{
			Method: t.params.Method,
			Capped: MatchOf(t.standard, c.Levels, Capped, t.params.MatchScales()), Raw: MatchOf(t.standard, c.Levels, Raw, t.params.MatchScales()),
		},
	}
	for i := range b.Details {
		value, reason := t.value(i, c)
		b.Details[i] = Part{PartNames[i], t.weights[i], value, t.weights[i] * value / Full, reason}
	}
	return b
}

// Gaps compares every competency of the standard, the heaviest shortfall first: weight times missing levels, then the
// competency. A competency that was never assessed falls short by its whole level.
func (t *Target) Gaps(c *Candidate) []Gap {
	gaps := make([]Gap, len(t.standard))
	for i, r := range t.standard {
		g := Gap{CompetencyID: r.CompetencyID, Required: r.Level, Weight: r.Weight}
		if l := LevelOf(c.Levels, r.CompetencyID); l != nil {
			actual, gap, age := l.Level, l.Level-r.Level, l.AssessedOn.MonthsUntil(t.asOf)
			fresh := !t.asOf.After(l.AssessedOn.AddYears(t.params.ValidYears))
			g.Actual, g.Gap, g.AssessedOn, g.AgeMonths, g.Fresh = &actual, &gap, l.AssessedOn, &age, &fresh
		}
		gaps[i] = g
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Compare(b.shortfall(), a.shortfall()) })
	return gaps
}

// Short reports a level below the standard, or none at all.
func (g Gap) Short() bool { return g.shortfall() > 0 }

func (g Gap) shortfall() int {
	if g.Actual == nil {
		return g.Weight * g.Required
	}
	return g.Weight * max(0, g.Required-*g.Actual)
}

// Missing names the data that a score would have needed, in a fixed order.
func (t *Target) Missing(c *Candidate) []string {
	list := []string{}
	add := func(is bool, what string) {
		if is {
			list = append(list, what)
		}
	}
	_, unassessed := sums(t.standard, c.Levels, Capped)
	add(t.want == 0, MissingStandard)
	add(unassessed > 0, MissingAssessments)
	add(domain.EducationOrder(c.EducationLevel) == 0, MissingEducation)
	add(len(t.fields) > 0 && len(c.Fields) == 0, MissingMajor)
	add(len(c.Ratings) < 2, MissingRatings)
	add(len(c.Posts) == 0, MissingHistory)
	add(domain.RankOrder(c.Rank) == 0, MissingRank)
	return list
}

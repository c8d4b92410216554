package domain

import "slices"

// Parameters are the numbers of the analysis that law and local practice leave open. They are versioned with the policy
// set, like the thresholds of the rules.
type Parameters struct {
	Needs  NeedsParameters  `json:"needs"`
	Fit    FitParameters    `json:"fit"`
	Talent TalentParameters `json:"talent"`
}

// NeedsParameters are the basis of the workload analysis (domain.md 4.1, 4.2).
type NeedsParameters struct {
	EffectiveMinutes int64  `json:"effective_minutes"` // effective working time of one person in a year
	Rounding         string `json:"rounding"`          // half_up, ceil or none
	// MinimumFill is the share of its need, in basis points, below which a unit may not be drained.
	MinimumFill int `json:"minimum_fill"`
}

// FitParameters weigh the parts of the match score, in basis points; they add up to 10000.
type FitParameters struct {
	Competency  int `json:"competency"`
	Education   int `json:"education"`
	Performance int `json:"performance"`
	Experience  int `json:"experience"`
	Rank        int `json:"rank"`
	Wish        int `json:"wish"`
	// Method of the job-person match: capped or raw (domain.md 5.2).
	Method string `json:"method"`
	// ValidYears is how long a competency assessment counts as fresh.
	ValidYears int `json:"valid_years"`
	// Scales cut the match into classes; absent: DefaultMatchScales.
	Scales *MatchScales `json:"scales,omitempty"`
}

// Cut is two thresholds in basis points; a value on a threshold belongs to the higher class.
type Cut struct {
	Top    int `json:"top"`
	Middle int `json:"middle"`
}

// MatchScales cut the job-person match by purpose (Per.BKN 26/2019 annex III no. 3 f): selection, promotion and mutation into
// MS, MMS and KMS; mapping into optimal, cukup optimal and kurang optimal.
type MatchScales struct {
	Selection Cut `json:"selection"`
	Mapping   Cut `json:"mapping"`
}

// DefaultMatchScales are those of domain.md 5.2.
var DefaultMatchScales = MatchScales{Selection: Cut{8000, 6800}, Mapping: Cut{9000, 7800}}

// MatchScales are the policy's scales, or the default ones.
func (p FitParameters) MatchScales() MatchScales {
	if p.Scales == nil {
		return DefaultMatchScales
	}
	return *p.Scales
}

// TalentParameters cut the potential axis of the nine boxes, in basis points; half-open from below.
type TalentParameters struct {
	High   int `json:"high"`
	Medium int `json:"medium"`
}

// DefaultParameters are those of domain.md 4.2, 4.6, 5.2 and 6.
var DefaultParameters = Parameters{
	Needs:  NeedsParameters{EffectiveMinutes: 75000, Rounding: "half_up", MinimumFill: 8000},
	Fit:    FitParameters{Competency: 4000, Education: 2000, Performance: 2000, Experience: 1000, Rank: 500, Wish: 500, Method: "capped", ValidYears: 3},
	Talent: TalentParameters{High: 7700, Medium: 6800},
}

// Validate names every number out of range.
func (p Parameters) Validate() []FieldError {
	var c Check
	c.That(p.Needs.EffectiveMinutes >= 10000 && p.Needs.EffectiveMinutes <= 200000, "/parameters/needs/effective_minutes", "range", "must lie between %d and %d", 10000, 200000)
	c.That(slices.Contains([]string{"half_up", "ceil", "none"}, p.Needs.Rounding), "/parameters/needs/rounding", "oneof", "must be half_up, ceil or none")
	c.That(p.Needs.MinimumFill >= 0 && p.Needs.MinimumFill <= 10000, "/parameters/needs/minimum_fill", "range", "must lie between %d and %d", 0, 10000)
	sum := 0
	for name, w := range map[string]int{"competency": p.Fit.Competency, "education": p.Fit.Education, "performance": p.Fit.Performance,
		"experience": p.Fit.Experience, "rank": p.Fit.Rank, "wish": p.Fit.Wish} {
		c.That(w >= 0 && w <= 10000, "/parameters/fit/"+name, "range", "must lie between %d and %d", 0, 10000)
		sum += w
	}
	c.That(sum == 10000, "/parameters/fit", "sum", "the weights add up to %d, not 10000", sum)
	c.That(p.Fit.Method == "capped" || p.Fit.Method == "raw", "/parameters/fit/method", "oneof", "must be capped or raw")
	c.That(p.Fit.ValidYears >= 1 && p.Fit.ValidYears <= 10, "/parameters/fit/valid_years", "range", "must lie between %d and %d", 1, 10)
	scales := p.Fit.MatchScales()
	for name, cut := range map[string]Cut{"selection": scales.Selection, "mapping": scales.Mapping} {
		c.That(0 < cut.Middle && cut.Middle < cut.Top && cut.Top <= 10000, "/parameters/fit/scales/"+name, "order", "0 < middle < top ≤ 10000 must hold")
	}
	c.That(0 < p.Talent.Medium && p.Talent.Medium < p.Talent.High && p.Talent.High <= 10000, "/parameters/talent", "order", "0 < medium < high ≤ 10000 must hold")
	return c.fields
}

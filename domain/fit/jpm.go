package fit

import (
	"slices"

	"mutasi/domain"
)

// The two ways to compute a job-person match (domain.md 5.2). Capped counts at most the required level of each competency,
// so that a high level cannot hide a low one; Raw adds up what was assessed, as assessment centres do, and caps the total.
const (
	Capped = "capped"
	Raw    = "raw"
)

// The classes of a match: for selection, promotion and mutation (Per.BKN 26/2019 annex III no. 3 f), and for mapping.
const (
	MS            = "ms"  // memenuhi syarat
	MMS           = "mms" // masih memenuhi syarat
	KMS           = "kms" // kurang memenuhi syarat
	Optimal       = "optimal"
	CukupOptimal  = "cukup_optimal"
	KurangOptimal = "kurang_optimal"
)

// Match is a job-person match: assessed levels over required levels. A competency that was never assessed counts as level 0,
// so an incomplete match is a lower bound and belongs to no class.
type Match struct {
	Assessed int               `json:"assessed_sum"`
	Required int               `json:"required_sum"`
	Percent  domain.Hundredths `json:"percent"` // at most 100.00, rounded half up
	Complete bool              `json:"complete"`
	// Selection and Mapping are the classes; empty where the match is not complete.
	Selection string `json:"selection_class"`
	Mapping   string `json:"mapping_class"`
}

// BasisPoints of the match, 0 to 10000.
func (m Match) BasisPoints() int { return int(m.Percent) }

// MatchOf computes the match of assessed levels, which are ordered by competency, with a standard.
func MatchOf(standard []domain.Requirement, levels []Level, method string, scales domain.MatchScales) Match {
	standard = ordered(standard)
	have, missing := sums(standard, levels, method)
	m := Match{Assessed: have}
	for _, r := range standard {
		m.Required += r.Level
	}
	if m.Required == 0 {
		return m
	}
	m.Percent = domain.Hundredths(min(Full, domain.RoundHalfUp(int64(have)*Full, int64(m.Required))))
	m.Complete = missing == 0
	if m.Complete {
		m.Selection = classOf(have, m.Required, scales.Selection, MS, MMS, KMS)
		m.Mapping = classOf(have, m.Required, scales.Mapping, Optimal, CukupOptimal, KurangOptimal)
	}
	return m
}

// classOf compares the exact ratio, not the rounded one; a value on the boundary belongs to the higher class.
func classOf(have, want int, cut domain.Cut, top, middle, low string) string {
	switch {
	case have*Full >= cut.Top*want:
		return top
	case have*Full >= cut.Middle*want:
		return middle
	}
	return low
}

// sums walks standard and levels side by side. missing counts the competencies that were never assessed; where there are any,
// levels above the standard do not make up for them.
func sums(standard []domain.Requirement, levels []Level, method string) (have, missing int) {
	i, most := 0, 0
	for _, r := range standard {
		for i < len(levels) && compareIDs(levels[i].CompetencyID, r.CompetencyID) < 0 {
			i++
		}
		if i == len(levels) || levels[i].CompetencyID != r.CompetencyID {
			missing++
			continue
		}
		most += r.Level
		if level := levels[i].Level; method == Capped {
			have += min(level, r.Level)
		} else {
			have += level
		}
	}
	if missing > 0 {
		have = min(have, most)
	}
	return have, missing
}

// ordered is the standard by competency; a list that is in order already is not copied.
func ordered(standard []domain.Requirement) []domain.Requirement {
	by := func(a, b domain.Requirement) int { return compareIDs(a.CompetencyID, b.CompetencyID) }
	if slices.IsSortedFunc(standard, by) {
		return standard
	}
	standard = slices.Clone(standard)
	slices.SortFunc(standard, by)
	return standard
}

// LevelOf finds the assessed level of a competency; nil where there is none.
func LevelOf(levels []Level, competency domain.ID) *Level {
	for i := range levels {
		if levels[i].CompetencyID == competency {
			return &levels[i]
		}
	}
	return nil
}

// Package fit scores how well a person matches a position. Everything is in basis points (10000 is a full match) and in
// integers, so that the parts of a score add up exactly to the total.
package fit

import "mutasi/domain"

// The two ways to compute a job-person match (domain.md 5.2). Capped does not let a high level hide a low one; Raw is what
// assessment centres use.
const (
	Capped = "capped"
	Raw    = "raw"
)

// Full is a full match.
const Full = 10000

// JPM is the job-person match: the sum of assessed levels over the sum of required levels, at most Full. missing counts
// required competencies without an assessment; known is false where nothing can be said.
func JPM(standard []domain.Requirement, levels map[domain.ID]int, method string) (jpm, missing int, known bool) {
	var have, want int
	for _, r := range standard {
		level, ok := levels[r.CompetencyID]
		if !ok {
			missing++
			continue
		}
		if method == Capped {
			level = min(level, r.Level)
		}
		have += level
		want += r.Level
	}
	if want == 0 || missing > 0 {
		return 0, missing, false
	}
	return min(Full, (have*Full*2+want)/(2*want)), 0, true // rounded half up
}

// Candidate is what a score looks at of a person.
type Candidate struct {
	JPM            int
	JPMKnown       bool
	EducationLevel string
	Major          string
	Rank           string
	Predicates     []domain.Predicate // of the last years, newest first
	YearsInPost    int                // full years in posts of the same kind or family
}

// Weights of the parts, in basis points; they add up to Full.
type Weights struct {
	Competency, Education, Performance, Experience, Rank int
}

// DefaultWeights follow the shares of domain.md 4.6 and 5.3.
var DefaultWeights = Weights{Competency: 4500, Education: 2000, Performance: 2000, Experience: 1000, Rank: 500}

// Score weighs the parts. A part whose data are missing counts nothing.
func Score(c Candidate, p *domain.Position, w Weights) domain.FitSummary {
	parts := map[string]int{
		"competency":  w.Competency * known(c.JPM, c.JPMKnown) / Full,
		"education":   w.Education * education(c, p) / Full,
		"performance": w.Performance * performance(c.Predicates) / Full,
		"experience":  w.Experience * experience(c.YearsInPost) / Full,
		"rank":        w.Rank * rank(c.Rank, p) / Full,
	}
	total := 0
	for _, v := range parts {
		total += v
	}
	return domain.FitSummary{Score: total, Parts: parts, Method: Capped}
}

func known(v int, ok bool) int {
	if !ok {
		return 0
	}
	return v
}

// education gives half for reaching the level and half for the field.
func education(c Candidate, p *domain.Position) int {
	score := 0
	if o := domain.EducationOrder(c.EducationLevel); o > 0 && o >= domain.EducationOrder(p.EducationMin) {
		score += Full / 2
	}
	if len(p.Majors) == 0 && c.EducationLevel != "" {
		return score + Full/2
	}
	for _, m := range p.Majors {
		if domain.Norm(m) == domain.Norm(c.Major) {
			return score + Full/2
		}
	}
	return score
}

// points of a predicate (domain.md 5.3).
var points = map[domain.Predicate]int{domain.SangatBaik: 10000, domain.Baik: 8000, domain.ButuhPerbaikan: 6000, domain.Kurang: 4000, domain.SangatKurang: 2000}

// performance is the mean of the last two years.
func performance(list []domain.Predicate) int {
	list = list[:min(2, len(list))]
	sum := 0
	for _, p := range list {
		sum += points[p]
	}
	if len(list) == 0 {
		return 0
	}
	return sum / len(list)
}

// experience follows domain.md 5.3: five years and more 100, two to five 80, less 60.
func experience(years int) int {
	switch {
	case years >= 5:
		return 10000
	case years >= 2:
		return 8000
	}
	return 6000
}

// rank is full inside the position's range, nothing outside or where it is not known.
func rank(code string, p *domain.Position) int {
	o := domain.RankOrder(code)
	if o == 0 || p.RankMin != "" && o < domain.RankOrder(p.RankMin) || p.RankMax != "" && o > domain.RankOrder(p.RankMax) {
		return 0
	}
	return Full
}

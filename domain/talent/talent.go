// Package talent maps people into the nine boxes of PermenPANRB 3/2020 as amended by PermenPANRB 20/2025: performance by
// potential.
package talent

import "mutasi/domain"

// Person is what the map looks at.
type Person struct {
	// Predicates are the annual ratings, newest first.
	Predicates []domain.Predicate
	// Potential is the match with the present position's standard in basis points; nil where it is not complete.
	Potential *int
}

// Performance axis: fixed by the annual predicate, never by points (annex of PermenPANRB 20/2025).
const (
	Below = 1 + iota
	Meets
	Above
)

// Potential axis.
const (
	Low = 1 + iota
	Medium
	High
)

// PerformanceOf places a predicate; 0 where there is none.
func PerformanceOf(p domain.Predicate) int {
	switch p {
	case domain.SangatBaik:
		return Above
	case domain.Baik:
		return Meets
	case "":
		return 0
	}
	return Below
}

// PotentialOf places a score in [0, medium), [medium, high), [high, 10000]: half-open from below, so that no value falls
// between two bands. The regulation leaves the cuts to the agency; they are part of the policy.
func PotentialOf(score int, t domain.TalentParameters) int {
	switch {
	case score >= t.High:
		return High
	case score >= t.Medium:
		return Medium
	}
	return Low
}

// Boxes are the numbers of the boxes by performance and potential, both 1 to 3 (annex of PermenPANRB 20/2025).
var Boxes = [4][4]int{
	Below: {Low: 1, Medium: 3, High: 6},
	Meets: {Low: 2, Medium: 5, High: 8},
	Above: {Low: 4, Medium: 7, High: 9},
}

// Why a person cannot be placed in a box.
const (
	NoRating    = "no_rating"
	NoPotential = "no_potential"
)

// Box is the number of the box, 1 to 9; 0 with the reasons where the person cannot be placed.
func Box(p Person, t domain.TalentParameters) (box int, missing []string) {
	perf := 0
	if len(p.Predicates) > 0 {
		perf = PerformanceOf(p.Predicates[0])
	}
	if perf == 0 {
		missing = append(missing, NoRating)
	}
	if p.Potential == nil {
		missing = append(missing, NoPotential)
	}
	if len(missing) > 0 {
		return 0, missing
	}
	return Boxes[perf][PotentialOf(*p.Potential, t)], nil
}

// InPool reports whether a person belongs to the agency's succession pool: box 7, 8 or 9 and the last two ratings at least
// Baik (PP 11/2017 Ps 199(2)c; PermenPANRB 20/2025 Ps 1 no. 19–20).
func InPool(box int, predicates []domain.Predicate) bool {
	return box >= 7 && len(predicates) >= 2 && predicates[0].AtLeastGood() && predicates[1].AtLeastGood()
}

// Cell describes one box.
type Cell struct {
	Box             int              `json:"box"`
	Performance     string           `json:"performance"`
	Potential       string           `json:"potential"`
	Recommendations []Recommendation `json:"recommendations"`
}

// Recommendation is what the regulation advises for a box.
type Recommendation struct {
	Code string           `json:"code"`
	Text domain.Bilingual `json:"text"`
}

var texts = map[string]domain.Bilingual{
	"promote_retain":  {Indonesian: "dipromosikan dan dipertahankan", English: "promote and retain"},
	"succession_pool": {Indonesian: "masuk kelompok rencana suksesi", English: "place in the succession pool"},
	"reward":          {Indonesian: "penghargaan", English: "reward"},
	"assignment":      {Indonesian: "penugasan strategis lintas instansi", English: "strategic assignment across agencies"},
	"coaching":        {Indonesian: "bimbingan kinerja (coaching)", English: "coaching"},
	"project":         {Indonesian: "proyek nasional", English: "national project"},
	"retain":          {Indonesian: "dipertahankan", English: "retain"},
	"rotate":          {Indonesian: "rotasi, perluasan atau pengayaan jabatan", English: "rotation, job enlargement or enrichment"},
	"motivation":      {Indonesian: "bimbingan motivasi", English: "motivation guidance"},
	"mentor":          {Indonesian: "pendampingan oleh senior (mentoring)", English: "mentoring by a senior"},
	"lead":            {Indonesian: "memimpin tim atau pekerjaan lintas bidang", English: "lead a team or cross-field work"},
	"train":           {Indonesian: "pelatihan sesuai kesenjangan", English: "training for the gap"},
	"re_place":        {Indonesian: "penempatan kembali yang sesuai", English: "suitable re-placement"},
	"counselling":     {Indonesian: "konseling kinerja", English: "performance counselling"},
	"monitoring":      {Indonesian: "pemantauan intensif", English: "intensive monitoring"},
	"by_regulation":   {Indonesian: "diproses sesuai ketentuan", English: "handled under the regulations"},
}

// advice per box: 9 to 5 from the annex of PermenPANRB 20/2025, 4 to 1 from agencies' practice (domain.md 6).
var advice = [10][]string{
	1: {"by_regulation"},
	2: {"coaching", "train", "re_place"},
	3: {"coaching", "counselling", "train", "re_place"},
	4: {"rotate", "train"},
	5: {"re_place", "rotate", "motivation", "train"},
	6: {"re_place", "coaching", "counselling", "train", "monitoring"},
	7: {"retain", "succession_pool", "rotate", "train", "lead"},
	8: {"retain", "succession_pool", "rotate", "motivation", "mentor", "lead"},
	9: {"promote_retain", "succession_pool", "reward", "assignment", "coaching", "project"},
}

// PoolBoxes are the boxes of the agency's succession pool.
var PoolBoxes = []int{7, 8, 9}

var (
	performanceNames = [4]string{Below: "below", Meets: "meets", Above: "above"}
	potentialNames   = [4]string{Low: "low", Medium: "medium", High: "high"}
)

// PerformanceName is the word for a place on the performance axis, PotentialName for one on the potential axis; empty for 0.
func PerformanceName(place int) string { return performanceNames[place] }

// PotentialName: see PerformanceName.
func PotentialName(place int) string { return potentialNames[place] }

// Cells describes all boxes, 1 to 9.
func Cells() []Cell {
	cells := make([]Cell, 9)
	for perf := Below; perf <= Above; perf++ {
		for pot := Low; pot <= High; pot++ {
			box := Boxes[perf][pot]
			c := Cell{Box: box, Performance: performanceNames[perf], Potential: potentialNames[pot]}
			for _, code := range advice[box] {
				c.Recommendations = append(c.Recommendations, Recommendation{code, texts[code]})
			}
			cells[box-1] = c
		}
	}
	return cells
}

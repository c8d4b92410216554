// Package ikm is the public-service index (indeks kepuasan masyarakat, IKM) of PermenPANRB 14/2017: nine elements of a
// survey, answered 1 to 4, become one figure from 25 to 100 with a grade (domain.md 8).
package ikm

import (
	"fmt"

	"mutasi/domain"
)

// Elements is the number of elements (unsur) U1 to U9: requirements, procedure, time, cost, product, competence and
// behaviour of the staff, facilities, handling of complaints.
const Elements = 9

// WeightMode says which weight each element has.
type WeightMode string

// The weights in use. The exact ninth is the default; the guideline's tables use 0.111, some offices 0.11, which give a
// lower index from the same answers, so the mode is stored with every result.
const (
	Ninth     WeightMode = "ninth" // 1/9
	Weight111 WeightMode = "0.111"
	Weight11  WeightMode = "0.11"
)

// fraction is the weight as num/den.
func (m WeightMode) fraction() (num, den int64, err error) {
	switch m {
	case Ninth:
		return 1, Elements, nil
	case Weight111:
		return 111, 1000, nil
	case Weight11:
		return 11, 100, nil
	}
	return 0, 0, fmt.Errorf("ikm: %q is no weight mode", string(m))
}

// Grade is the letter of service quality (mutu pelayanan) with its label.
type Grade struct {
	Letter string           `json:"letter"`
	Label  domain.Bilingual `json:"label"`
}

// grades by the converted index, rounded to two decimals: half-open from below.
var grades = []struct {
	from domain.Hundredths
	Grade
}{
	{8831, Grade{"A", domain.Bilingual{Indonesian: "Sangat baik", English: "Very good"}}},
	{7661, Grade{"B", domain.Bilingual{Indonesian: "Baik", English: "Good"}}},
	{6500, Grade{"C", domain.Bilingual{Indonesian: "Kurang baik", English: "Less good"}}},
	{0, Grade{"D", domain.Bilingual{Indonesian: "Tidak baik", English: "Not good"}}},
}

// Result is the index of one survey.
type Result struct {
	Averages [Elements]domain.TenThousandths `json:"averages"` // NRR of each element, 1 to 4
	Mean     domain.TenThousandths           `json:"mean"`     // weighted sum of the averages
	Index    domain.Hundredths               `json:"index"`    // IKM, 25 to 100
	Grade    Grade                           `json:"grade"`
	Mode     WeightMode                      `json:"weight_mode"`
}

// Of counts the index from the sum of the answers of each element and the number of respondents. It is exact: only the
// shown figures are rounded, half up, and the grade is read from the index with two decimals, so that no value falls between two
// grades (domain.md 8). Sums outside 1 to 4 per respondent are an error.
func Of(sums [Elements]int64, respondents int64, mode WeightMode) (Result, error) {
	r := Result{Mode: mode}
	num, den, err := mode.fraction()
	if err != nil {
		return r, err
	}
	if respondents < 1 || respondents > 1e9 {
		return r, fmt.Errorf("ikm: a survey needs respondents, not %d", respondents)
	}
	total := int64(0)
	for i, s := range sums {
		if s < respondents || s > 4*respondents {
			return r, fmt.Errorf("ikm: element U%d: %d answers of 1 to 4 cannot add up to %d", i+1, respondents, s)
		}
		r.Averages[i] = domain.Ratio(s, respondents)
		total += s
	}
	r.Mean = domain.Ratio(total*num, respondents*den)
	r.Index = domain.Hundredths(domain.RoundHalfUp(total*num*2500, respondents*den))
	r.Grade = GradeOf(r.Index)
	return r, nil
}

// GradeOf reads the table of grades.
func GradeOf(index domain.Hundredths) Grade {
	for _, g := range grades {
		if index >= g.from {
			return g.Grade
		}
	}
	return grades[len(grades)-1].Grade
}

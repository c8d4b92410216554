// Package needs is the workload analysis (analisis beban kerja, ABK; PermenPANRB 1/2020): from tasks to the number of
// people that a position needs, and how loaded those are who hold it. Loads are in ten-thousandths of a minute, so that
// volumes and norm times with two decimals multiply exactly.
package needs

import (
	"mutasi/domain"
)

// Rounding turns a need into whole people.
type Rounding string

// The roundings in use (domain.md 4.2): half up, up, or none (two decimals are kept).
const (
	HalfUp Rounding = "half_up"
	Ceil   Rounding = "ceil"
	None   Rounding = "none"
)

// Basis is how a need is counted; it is stored with every result.
type Basis struct {
	EffectiveMinutes int64    `json:"effective_minutes"` // effective working time of one person in a year
	Rounding         Rounding `json:"rounding"`
}

// DefaultBasis is 1,250 hours and rounding half up.
var DefaultBasis = Basis{EffectiveMinutes: 75000, Rounding: HalfUp}

// Load is an amount of work in ten-thousandths of a minute per year.
type Load int64

// Minute is one minute of work.
const Minute Load = 10000

// Task is one task of a position.
type Task struct {
	Volume      domain.Hundredths // per period
	Period      string            // of domain.PeriodFactors
	NormMinutes domain.Hundredths // for one unit of volume
}

// Load is the task's work in a year (waktu penyelesaian volume).
func (t Task) Load() Load {
	return Load(int64(t.Volume) * domain.PeriodFactors[t.Period] * int64(t.NormMinutes))
}

// Minutes is the load in minutes with two decimals.
func (l Load) Minutes() domain.Hundredths {
	return domain.Hundredths(domain.RoundHalfUp(int64(l), 100))
}

// Raw is the need before rounding to people, with four decimals.
func (b Basis) Raw(l Load) domain.TenThousandths {
	return domain.TenThousandths(domain.RoundHalfUp(int64(l), b.EffectiveMinutes))
}

// Need is the number of people, rounded as the basis says.
func (b Basis) Need(l Load) domain.Hundredths {
	person := b.EffectiveMinutes * int64(Minute)
	switch b.Rounding {
	case Ceil:
		return domain.Hundredths((int64(l) + person - 1) / person * 100)
	case None:
		return domain.Hundredths(domain.RoundHalfUp(int64(l), b.EffectiveMinutes*100))
	}
	return domain.Hundredths(domain.RoundHalfUp(int64(l), person) * 100)
}

// Effectiveness is EJ of a position or EU of a unit: the load over what its people can do. Nobody there: ok is false.
func (b Basis) Effectiveness(l Load, filled int64) (ej domain.TenThousandths, ok bool) {
	if filled == 0 {
		return 0, false
	}
	return domain.TenThousandths(domain.RoundHalfUp(int64(l), b.EffectiveMinutes*filled)), true
}

// Grade is the letter of PEJ or PEU with its plain meaning: A is overload, not praise.
type Grade struct {
	Letter  string           `json:"letter"`
	Label   domain.Bilingual `json:"label"`
	Meaning domain.Bilingual `json:"meaning"`
}

// grades are half-open from below; A begins above 1.00.
var grades = []struct {
	from domain.TenThousandths
	Grade
}{
	{10001, Grade{"A", domain.Bilingual{Indonesian: "Sangat baik", English: "Very good"}, domain.Bilingual{Indonesian: "kelebihan beban: pekerjaan melebihi kemampuan pegawai", English: "overload: more work than the people can do"}}},
	{9000, Grade{"B", domain.Bilingual{Indonesian: "Baik", English: "Good"}, domain.Bilingual{Indonesian: "seimbang", English: "balanced"}}},
	{7000, Grade{"C", domain.Bilingual{Indonesian: "Cukup", English: "Sufficient"}, domain.Bilingual{Indonesian: "masih ada waktu luang", English: "some time to spare"}}},
	{5000, Grade{"D", domain.Bilingual{Indonesian: "Sedang", English: "Moderate"}, domain.Bilingual{Indonesian: "banyak waktu luang", English: "much time to spare"}}},
	{-1 << 62, Grade{"E", domain.Bilingual{Indonesian: "Kurang", English: "Poor"}, domain.Bilingual{Indonesian: "pegawai jauh melebihi beban kerja", English: "far more people than work"}}},
}

// GradeOf reads the table.
func GradeOf(e domain.TenThousandths) Grade {
	for _, g := range grades {
		if e >= g.from {
			return g.Grade
		}
	}
	return grades[len(grades)-1].Grade
}

// Grow adds growth of basis points a year, compounded, rounded down each year.
func Grow(l Load, basisPoints int64, years int) Load {
	for range years {
		l += Load(int64(l)/10000*basisPoints) + Load(int64(l)%10000*basisPoints/10000)
	}
	return l
}

// Priority says how urgent a shortage is: 1 nobody or less than half of the need is there, 2 somebody is missing, 3 nobody is.
func Priority(need domain.Hundredths, filled int64) int {
	have := domain.Hundredths(filled * 100)
	switch {
	case have >= need:
		return 3
	case have*2 < need:
		return 1
	}
	return 2
}

package needs

import (
	"math/big"
	"slices"

	"mutasi/domain"
)

// PerHead is the load of a unit in minutes per person and year, over the people who hold the positions with a known load;
// ok is false where there is none of them.
func (s *Sum) PerHead() (m domain.Hundredths, ok bool) {
	if s.Heads == 0 {
		return 0, false
	}
	return domain.Hundredths(domain.RoundHalfUp(int64(s.Load), s.Heads*100)), true
}

// Spread says how unevenly a load is shared, from 0 (all alike).
type Spread struct {
	Units int                `json:"units"`
	Mean  *domain.Hundredths `json:"mean"` // minutes per person
	// CV is the coefficient of variation: standard deviation (of the whole population, divisor n) over the mean.
	CV *domain.TenThousandths `json:"cv"`
	// Gini is the mean absolute difference of all pairs over twice the mean, from 0 to 1 - 1/n (Gini 1912; Sen 1973).
	Gini *domain.TenThousandths `json:"gini"`
}

// SpreadOf measures the loads per head as they are shown, so that anybody can redo it from the answer. It is exact integer
// arithmetic, rounded once at the end, and does not depend on the order of the loads:
//
//	CV   = √(n·Σx² − (Σx)²) / Σx
//	Gini = Σᵢ (2i − n − 1)·xᵢ / (n·Σx)   with x in rising order, i from 1
//
// Both are null where there is no load at all.
func SpreadOf(loads []domain.Hundredths) Spread {
	s := Spread{Units: len(loads)}
	x := slices.Clone(loads)
	slices.Sort(x)
	n := int64(len(x))
	sum, squares, ranked := new(big.Int), new(big.Int), new(big.Int)
	for i, v := range x {
		b := big.NewInt(int64(v))
		sum.Add(sum, b)
		squares.Add(squares, new(big.Int).Mul(b, b))
		ranked.Add(ranked, new(big.Int).Mul(b, big.NewInt(2*int64(i+1)-n-1)))
	}
	if sum.Sign() <= 0 {
		return s
	}
	mean := domain.Hundredths(roundDiv(sum, big.NewInt(n)))
	variance := new(big.Int).Mul(squares, big.NewInt(n))
	variance.Sub(variance, new(big.Int).Mul(sum, sum))
	// Four places: 10⁴·√v/Σx rounded half up is ⌊(√(4·10⁸·v) + Σx) / 2Σx⌋, and the root's fraction cannot change that.
	root := new(big.Int).Sqrt(variance.Mul(variance, big.NewInt(400_000_000)))
	cv := domain.TenThousandths(new(big.Int).Div(root.Add(root, sum), new(big.Int).Lsh(sum, 1)).Int64())
	gini := domain.TenThousandths(roundDiv(ranked.Mul(ranked, big.NewInt(10000)), new(big.Int).Mul(sum, big.NewInt(n))))
	s.Mean, s.CV, s.Gini = &mean, &cv, &gini
	return s
}

// roundDiv divides and rounds half up; den is positive.
func roundDiv(num, den *big.Int) int64 {
	two := new(big.Int).Lsh(num, 1)
	two.Add(two, den)
	return two.Div(two, new(big.Int).Lsh(den, 1)).Int64()
}

// Reserve says what a unit can give away.
type Reserve struct {
	// Minimum is the number of people below which the unit may not fall: its need times the policy's minimum fill, rounded up.
	Minimum int64 `json:"minimum"`
	// Spare people are above the need of their position, CanRelease of them may go before the unit falls below its minimum.
	Spare      int64 `json:"spare"`
	CanRelease int64 `json:"can_release"`
	// BelowMinimum: the unit is there already. WouldFallBelow: it would be if all its spare people went.
	BelowMinimum   bool `json:"below_minimum"`
	WouldFallBelow bool `json:"would_fall_below"`
}

// Reserve counts the unit's people with a known need against its minimum; minimumFill is in basis points of the need.
func (s *Sum) Reserve(minimumFill int) Reserve {
	r := Reserve{Minimum: Minimum(s.Need, minimumFill), Spare: s.Spare}
	room := s.Counted() - r.Minimum
	r.CanRelease = max(0, min(r.Spare, room))
	r.BelowMinimum = room < 0
	r.WouldFallBelow = r.Spare > 0 && r.Spare > room
	return r
}

// Minimum is the share of a need, in basis points, as whole people, rounded up.
func Minimum(need domain.Hundredths, minimumFill int) int64 {
	return (int64(need)*int64(minimumFill) + 999_999) / 1_000_000
}

package placement

import "mutasi/domain"

// Standing is what a development score looks at of a post. Family is in plain form; empty where the post names none.
type Standing struct{ Kind, Level, Family string }

// Months in the present post at which its half of a development score begins and is full: a post is held for at least two and
// at most five years (PP 11/2017 Ps 190(3)).
const tenureFrom, tenureFull = 24, 60

// Tenure is the half of a development score for the time that somebody has held the present post, 0 to 5000.
func Tenure(months int) int16 {
	return int16(max(0, min(months, tenureFull)-tenureFrom) * (Full / 2) / (tenureFull - tenureFrom))
}

// Growth is the half for what the new post adds: 5000 for a step up or another field than that of the present post, else nothing. A
// step down adds nothing, and neither does a field that one of the posts does not name.
func Growth(from, to Standing) int16 {
	switch domain.MovementOf(from.Kind, from.Level, to.Kind, to.Level) {
	case domain.VerticalUp, domain.DiagonalUp:
		return Full / 2
	case domain.Down:
		return 0
	}
	if from.Family != "" && to.Family != "" && from.Family != to.Family {
		return Full / 2
	}
	return 0
}

// The raw costs of a move to a seat within the same unit, within the same office, and elsewhere.
const (
	CostSameUnit   = 0
	CostSameOffice = 3000
	CostElsewhere  = Full
)

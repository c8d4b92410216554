package solver

import "mutasi/domain/placement"

// limit finds the price of moves at which their limit is met, from a plan with too many and one without. What the best plan is
// worth at a price is the highest of falling lines, one for each plan; the search goes to where the lines of the two plans cross
// that are nearest to the limit on both sides. It returns these two, and false when the context has ended first.
func (r *run) limit(over, under *state, first int64) (*state, *state, bool) {
	lo, hi := int64(-1), int64(-1) // prices too low and not
	for tries := 0; ; tries++ {
		r.report(placement.Progress{Stage: "limit", Done: tries, Of: tries + 1})
		move := first
		if tries > 0 || first < 0 {
			move = (over.worth - under.worth) / int64(over.moves-under.moves)
		}
		if tries > 9 && tries%2 == 0 && lo >= 0 && hi >= 0 {
			move = lo + (hi-lo)/2 // lines that cross near one end
		}
		if move = max(move, lo+1); hi >= 0 {
			move = min(move, hi-1)
		}
		if move <= lo {
			return over, under, true
		}
		r.charge(move)
		x, ok := r.optimum("")
		if !ok {
			return over, under, false
		}
		value := x.at(move)
		if r.within(x.moves) {
			if value > under.at(move) || x.moves > under.moves {
				under = x
			}
			hi = move
		} else {
			if value > over.at(move) || x.moves < over.moves {
				over = x
			}
			lo = move
		}
		if x.moves == r.problem.Limit || value == over.at(move) && value == under.at(move) {
			return over, under, true
		}
	}
}

// at a price of moves, what the plan is worth.
func (x *state) at(move int64) int64 { return x.worth - move*int64(x.moves) }

package placement

import (
	"fmt"
	"math/bits"
)

// The codes of a CheckError.
const (
	CheckProblem    = "problem_invalid"     // Validate refuses the problem
	CheckDigest     = "bad_digest"          // a figure of the certificate was changed after it was sealed
	CheckInputHash  = "bad_input_hash"      // the certificate is of another problem
	CheckPlanHash   = "bad_plan_hash"       // the certificate is of other seats
	CheckScale      = "scale_wrong"         // not that of the number of people
	CheckSeats      = "seat_count"          // not one seat for each person
	CheckUnlawful   = "seat_unlawful"       // neither the present seat nor a lawful pair
	CheckSeatless   = "seat_missing"        // somebody with a seat is left without
	CheckQuota      = "quota_exceeded"      // a position has more people than seats
	CheckFloor      = "floor_broken"        // a unit has too few people
	CheckLimit      = "limit_exceeded"      // more moves than wanted
	CheckMoves      = "moves_wrong"         // another number of moves
	CheckParts      = "parts_wrong"         // other parts of the objective
	CheckObjective  = "objective_wrong"     // another objective
	CheckPriceCount = "price_count"         // not one price for each post and each unit
	CheckPriceRange = "price_out_of_range"  // beyond what any plan needs
	CheckPriceSign  = "price_negative"      // of a floor or of a move
	CheckNoLimit    = "price_without_limit" // moves have a price and no limit
	CheckBound      = "bound_wrong"         // not what the prices give
	CheckGap        = "gap_wrong"           // not the bound less the objective
	CheckOptimal    = "optimal_wrong"       // optimal and a gap, or neither
)

// CheckError says what is wrong with a plan or its certificate.
type CheckError struct{ Code, Detail string }

func (e *CheckError) Error() string { return e.Code + ": " + e.Detail }

func refuse(code, format string, args ...any) error {
	return &CheckError{code, fmt.Sprintf(format, args...)}
}

// maxPrice keeps every difference of prices and values within 64 bits.
const maxPrice = 1 << 60

// Check verifies a plan against its problem without solving it: that the certificate is of this problem and these seats, that
// every seat is lawful, that quotas, floors and the limit on moves hold, that moves, parts and objective are right, and that the
// prices prove the bound. It shares no code with the solver and takes time linear in the pairs. Whatever it is given, it
// answers; the error is a *CheckError.
func Check(p *Problem, plan *Plan) error {
	c := &plan.Certificate
	if bad := Validate(p); len(bad) > 0 {
		return refuse(CheckProblem, "%s: %s", bad[0].Pointer, bad[0].Text())
	}
	switch {
	case !c.Sealed():
		return refuse(CheckDigest, "the digest is not that of the certificate")
	case c.InputHash != InputHash(p):
		return refuse(CheckInputHash, "the certificate is of another problem")
	case c.PlanHash != PlanHash(plan.Seats):
		return refuse(CheckPlanHash, "the certificate is of other seats")
	case c.Scale != p.Scale():
		return refuse(CheckScale, "the scale is %d, not %d", p.Scale(), c.Scale)
	}
	t, err := count(p, plan.Seats)
	if err != nil {
		return err
	}
	switch {
	case c.Moves != t.moves:
		return refuse(CheckMoves, "there are %d moves, not %d", t.moves, c.Moves)
	case c.Parts != t.parts:
		return refuse(CheckParts, "the parts are %v, not %v", t.parts, c.Parts)
	case c.Objective != t.objective:
		return refuse(CheckObjective, "the objective is %d, not %d", t.objective, c.Objective)
	}
	if err := checkPrices(p, c); err != nil {
		return err
	}
	b, fits := bound(p, c)
	switch {
	case !fits:
		return refuse(CheckBound, "the prices give no bound within 64 bits")
	case c.Bound != b:
		return refuse(CheckBound, "the prices give the bound %d, not %d", b, c.Bound)
	case c.Bound < c.Objective || c.Gap != c.Bound-c.Objective:
		return refuse(CheckGap, "the gap is %d, not %d", c.Bound-c.Objective, c.Gap)
	case c.Optimal != (c.Gap == 0):
		return refuse(CheckOptimal, "the gap is %d and the plan is said to be optimal: %t", c.Gap, c.Optimal)
	}
	return nil
}

// tally is what seats add up to.
type tally struct {
	moves     int
	parts     Parts
	objective int64
}

// count verifies the seats and adds them up. Sums are within 64 bits for every problem that Validate takes.
func count(p *Problem, seats []int32) (t tally, err error) {
	if len(seats) != len(p.People) {
		return t, refuse(CheckSeats, "%d seats for %d people", len(seats), len(p.People))
	}
	lots, scale := p.Lottery(), p.Scale()
	held := make([]int32, len(p.Posts))
	for i, j := range seats {
		home := p.People[i].Home
		switch {
		case j == home && home != None:
			t.parts.Add(p.StayParts(i))
			t.objective += p.StayValue(i)
		case j == None && home != None:
			return t, refuse(CheckSeatless, "person %s is left without a seat", p.People[i].ID)
		case j == None:
			continue
		default:
			x := p.PairOf(i, j)
			if x == nil {
				return t, refuse(CheckUnlawful, "the seat of person %s is no lawful one", p.People[i].ID)
			}
			t.parts.Add(p.MoveParts(x))
			t.objective += p.MoveValue(lots, i, x)
			if home != None {
				t.moves++
			}
		}
		held[j]++
		need := p.SeatValue(j, p.Posts[j].Taken+held[j])
		t.parts.Need += need
		t.objective += scale * need
	}
	return t, checkSeats(p, held, t.moves)
}

// checkSeats verifies quotas, floors and the limit.
func checkSeats(p *Problem, held []int32, moves int) error {
	heads := make([]int64, len(p.Units))
	for j := range p.Posts {
		x := &p.Posts[j]
		n := int64(x.Taken) + int64(held[j])
		if n > int64(x.Quota) {
			return refuse(CheckQuota, "position %s has %d people and %d seats", x.ID, n, x.Quota)
		}
		heads[x.Unit] += n
	}
	for u := range p.Units {
		if x := &p.Units[u]; heads[u] < int64(x.Floor) {
			return refuse(CheckFloor, "unit %s has %d people and must not fall below %d", x.ID, heads[u], x.Floor)
		}
	}
	if p.Limit >= 0 && moves > p.Limit {
		return refuse(CheckLimit, "%d moves, at most %d are wanted", moves, p.Limit)
	}
	return nil
}

func checkPrices(p *Problem, c *Certificate) error {
	if len(c.PostPrices) != len(p.Posts) || len(c.FloorPrices) != len(p.Units) {
		return refuse(CheckPriceCount, "%d prices for %d posts and %d for %d units", len(c.PostPrices), len(p.Posts), len(c.FloorPrices), len(p.Units))
	}
	switch {
	case c.MovePrice < 0:
		return refuse(CheckPriceSign, "the price of a move is %d", c.MovePrice)
	case c.MovePrice > maxPrice:
		return refuse(CheckPriceRange, "the price of a move is %d", c.MovePrice)
	case c.MovePrice > 0 && p.Limit < 0:
		return refuse(CheckNoLimit, "moves have no limit, and the price %d", c.MovePrice)
	}
	for j, x := range c.PostPrices {
		if x < -maxPrice || x > maxPrice {
			return refuse(CheckPriceRange, "the price of position %s is %d", p.Posts[j].ID, x)
		}
	}
	for u, x := range c.FloorPrices {
		switch {
		case x < 0:
			return refuse(CheckPriceSign, "the price of the floor of unit %s is %d", p.Units[u].ID, x)
		case x > maxPrice:
			return refuse(CheckPriceRange, "the price of the floor of unit %s is %d", p.Units[u].ID, x)
		}
	}
	return nil
}

// bound is the most that any plan can be worth by the prices (Certificate); false where it does not fit into 64 bits.
func bound(p *Problem, c *Certificate) (int64, bool) {
	var s sum
	lots := p.Lottery()
	for i := range p.People {
		var best int64
		if home := p.People[i].Home; home != None {
			best = p.StayValue(i) - c.PostPrices[home] + c.MovePrice
		}
		list := p.PairsOf(i)
		for k := range list {
			best = max(best, p.MoveValue(lots, i, &list[k])-c.PostPrices[list[k].Post])
		}
		if p.People[i].Home != None {
			best -= c.MovePrice
		}
		s.add(best)
	}
	scale := p.Scale()
	taken := make([]int64, len(p.Units))
	for j := range p.Posts {
		x := &p.Posts[j]
		taken[x.Unit] += int64(x.Taken)
		price := c.PostPrices[j] + c.FloorPrices[x.Unit]
		for k := x.Taken + 1; k <= x.Quota; k++ {
			gain := scale*p.SeatValue(int32(j), k) + price
			if gain <= 0 {
				break // seats are worth less and less
			}
			s.add(gain)
		}
	}
	for u, g := range c.FloorPrices {
		s.addProduct(g, taken[u]-int64(p.Units[u].Floor))
	}
	s.addProduct(c.MovePrice, int64(max(0, p.Limit)))
	return s.value, !s.over
}

// sum adds up and notices when it leaves 64 bits.
type sum struct {
	value int64
	over  bool
}

func (s *sum) add(x int64) {
	next := s.value + x
	s.over = s.over || (s.value^next)&(x^next) < 0
	s.value = next
}

// addProduct adds x·y for an x that is not negative.
func (s *sum) addProduct(x, y int64) {
	hi, lo := bits.Mul64(uint64(x), uint64(max(y, -y)))
	if hi != 0 || lo >= 1<<63 {
		s.over = true
		return
	}
	if s.add(int64(lo) * sign(y)); s.over {
		return
	}
}

func sign(y int64) int64 {
	if y < 0 {
		return -1
	}
	return 1
}

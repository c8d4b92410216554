package placement_test

import (
	"math/big"
	"math/rand/v2"
	"slices"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// What a right plan is, once more: slowly, in whole numbers of any size, and word by word after the comment of Certificate.

// bound by the formula, term by term.
func bound(p *placement.Problem, c *placement.Certificate) *big.Int {
	n := big.NewInt
	total, lots, scale := new(big.Int), p.Lottery(), n(p.Scale())
	price := func(j int32) *big.Int { return n(c.PostPrices[j]) }
	for i := range p.People {
		best := n(0)
		if home := p.People[i].Home; home != placement.None {
			best = new(big.Int).Sub(n(p.StayValue(i)), price(home))
		}
		for _, x := range p.PairsOf(i) {
			v := new(big.Int).Sub(n(p.MoveValue(lots, i, &x)), price(x.Post))
			if p.People[i].Home != placement.None {
				v.Sub(v, n(c.MovePrice))
			}
			if v.Cmp(best) > 0 {
				best = v
			}
		}
		total.Add(total, best)
	}
	for j, x := range p.Posts {
		best, y := n(0), n(0)
		for k := x.Taken + 1; k <= x.Quota; k++ {
			y.Add(y, new(big.Int).Mul(scale, n(p.SeatValue(int32(j), k))))
			y.Add(y, price(int32(j)))
			y.Add(y, n(c.FloorPrices[x.Unit]))
			if y.Cmp(best) > 0 {
				best.Set(y)
			}
		}
		total.Add(total, best)
	}
	for u, x := range p.Units {
		need := int64(x.Floor)
		for _, y := range p.Posts {
			if y.Unit == int32(u) {
				need -= int64(y.Taken)
			}
		}
		total.Sub(total, new(big.Int).Mul(n(c.FloorPrices[u]), n(need)))
	}
	if p.Limit >= 0 {
		total.Add(total, new(big.Int).Mul(n(c.MovePrice), n(int64(p.Limit))))
	}
	return total
}

// lawful reports whether everybody has one seat that is lawful and quotas, floors and limit hold.
func lawful(p *placement.Problem, seats []int32) bool {
	if len(seats) != len(p.People) {
		return false
	}
	moves, held, heads := 0, map[int32]int32{}, map[int32]int32{}
	for i, j := range seats {
		home := p.People[i].Home
		switch {
		case j == placement.None && home == placement.None:
			continue
		case j == home:
		case j < 0 || int(j) >= len(p.Posts) || p.PairOf(i, j) == nil:
			return false
		case home != placement.None:
			moves++
		}
		held[j]++
	}
	for j, x := range p.Posts {
		if x.Taken+held[int32(j)] > x.Quota {
			return false
		}
		heads[x.Unit] += x.Taken + held[int32(j)]
	}
	for u, x := range p.Units {
		if heads[int32(u)] < x.Floor {
			return false
		}
	}
	return p.Limit < 0 || moves <= p.Limit
}

// parts of the objective.
func parts(p *placement.Problem, seats []int32) (sum placement.Parts) {
	held := map[int32]int32{}
	for i, j := range seats {
		if j == placement.None {
			continue
		}
		if j == p.People[i].Home {
			sum.Add(p.StayParts(i))
		} else {
			sum.Add(p.MoveParts(p.PairOf(i, j)))
		}
		held[j]++
		sum.Need += p.SeatValue(j, p.Posts[j].Taken+held[j])
	}
	return sum
}

// honest reports whether every word of a plan is true.
func honest(p *placement.Problem, plan *placement.Plan) bool {
	c := &plan.Certificate
	if len(placement.Validate(p)) > 0 || !lawful(p, plan.Seats) || len(c.PostPrices) != len(p.Posts) || len(c.FloorPrices) != len(p.Units) ||
		c.MovePrice < 0 || c.MovePrice > 0 && p.Limit < 0 {
		return false
	}
	for _, g := range c.FloorPrices {
		if g < 0 {
			return false
		}
	}
	for _, price := range slices.Concat(c.PostPrices, c.FloorPrices, []int64{c.MovePrice}) {
		if price < -1<<60 || price > 1<<60 { // no prices of this world
			return false
		}
	}
	objective, moves := placementtest.Value(p, plan.Seats)
	b := bound(p, c)
	return c.InputHash == placement.InputHash(p) && c.PlanHash == placement.PlanHash(plan.Seats) && c.Sealed() && c.Scale == p.Scale() &&
		c.Objective == objective && c.Moves == moves && c.Parts == parts(p, plan.Seats) && b.IsInt64() && c.Bound == b.Int64() &&
		c.Gap == c.Bound-c.Objective && c.Gap >= 0 && c.Optimal == (c.Gap == 0)
}

// account fills in every figure of a certificate that seats and prices give, and seals it.
func account(p *placement.Problem, plan *placement.Plan) {
	c := &plan.Certificate
	c.Scale, c.Parts, c.Bound = p.Scale(), parts(p, plan.Seats), bound(p, c).Int64()
	c.Objective, c.Moves = placementtest.Value(p, plan.Seats)
	c.Gap = c.Bound - c.Objective
	c.Optimal = c.Gap == 0
	c.InputHash, c.PlanHash = placement.InputHash(p), placement.PlanHash(plan.Seats)
	c.Seal()
}

// proven is a random problem with its best plan, both found without the solver: by trying everything, and by shortest ways in
// the residual network. With a limit on moves the prices are those without one, and the gap is what it costs.
func proven(rng *rand.Rand) (*placement.Problem, *placement.Plan) {
	for {
		p := placementtest.Random(rng, 6, 5)
		_, seats, ok := placementtest.Brute(p)
		if !ok || len(placement.Validate(p)) > 0 {
			continue
		}
		free := *p
		free.Limit = -1
		_, best, _ := placementtest.Brute(&free)
		plan := &placement.Plan{Seats: seats}
		plan.Certificate.PostPrices, plan.Certificate.FloorPrices = prices(&free, best)
		account(p, plan)
		return p, plan
	}
}

// prices of the best seats without a limit: distances in the residual network (Bellman and Ford).
func prices(p *placement.Problem, seats []int32) (posts, floors []int64) {
	type arc struct {
		from, to int
		cost     int64
	}
	var arcs []arc
	post := func(j int32) int { return len(p.People) + int(j) }
	unit := func(u int32) int { return len(p.People) + len(p.Posts) + int(u) }
	sink := unit(int32(len(p.Units)))
	held, heads := make([]int32, len(p.Posts)), make([]int32, len(p.Units))
	lots := p.Lottery()
	for i, seat := range seats {
		seated := func(j int32, to int, value int64) {
			if j == seat {
				arcs = append(arcs, arc{to, i, value})
			} else {
				arcs = append(arcs, arc{i, to, -value})
			}
		}
		if home := p.People[i].Home; home != placement.None {
			seated(home, post(home), p.StayValue(i))
		} else {
			seated(placement.None, sink, 0)
		}
		for _, x := range p.PairsOf(i) {
			seated(x.Post, post(x.Post), p.MoveValue(lots, i, &x))
		}
		if seat != placement.None {
			held[seat]++
		}
	}
	for j := range int32(len(p.Posts)) {
		x := &p.Posts[j]
		k := x.Taken + held[j]
		heads[x.Unit] += k
		if k < x.Quota {
			arcs = append(arcs, arc{post(j), unit(x.Unit), -p.Scale() * p.SeatValue(j, k+1)})
		}
		if held[j] > 0 {
			arcs = append(arcs, arc{unit(x.Unit), post(j), p.Scale() * p.SeatValue(j, k)})
		}
	}
	for u := range int32(len(p.Units)) {
		arcs = append(arcs, arc{unit(u), sink, 0})
		if heads[u] > p.Units[u].Floor {
			arcs = append(arcs, arc{sink, unit(u), 0})
		}
	}
	d := make([]int64, sink+1)
	for again := true; again; {
		again = false
		for _, a := range arcs {
			if x := d[a.from] + a.cost; x < d[a.to] {
				d[a.to], again = x, true
			}
		}
	}
	for j := range int32(len(p.Posts)) {
		posts = append(posts, d[sink]-d[post(j)])
	}
	for u := range int32(len(p.Units)) {
		floors = append(floors, d[unit(u)]-d[sink])
	}
	return posts, floors
}

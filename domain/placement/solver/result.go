package solver

import (
	"slices"

	"mutasi/domain/placement"
)

// state is a plan with the prices that bound it.
type state struct {
	seats   []int32
	moves   int
	worth   int64 // without the price of moves
	bound   int64
	move    int64
	price   []int64
	subsidy []int64
}

func times(list []int64, factor int64) []int64 {
	list = slices.Clone(list)
	for k := range list {
		list[k] *= factor
	}
	return list
}

// within says whether a plan keeps to the limit.
func (n *network) within(moves int) bool { return n.problem.Limit < 0 || moves <= n.problem.Limit }

// worthOf a plan, without the price of moves, and its moves.
func (n *network) worthOf(seats []int32) (worth int64, moves int) {
	used := make([]int32, len(n.price))
	for i, j := range seats {
		if j == none {
			continue
		}
		worth += n.valueOf(int32(i), j) - n.cost[n.arcs[j]+used[j]]
		used[j]++
		if h := n.home[i]; j == h {
			worth -= n.move
		} else if h != none {
			moves++
		}
	}
	return worth, moves
}

// boundOf is what no plan within the limit is worth more than, by the prices as they are (placement.Certificate). Here moving is
// free and staying pays, so all who could stay have the price of a move too much.
func (n *network) boundOf() int64 {
	var bound int64
	for i, h := range n.home {
		worth := n.best(int32(i), none)
		if bound += worth; h != none {
			bound -= n.move
		}
	}
	for j := range n.price {
		gain := n.price[j] + n.subsidy[n.unit[j]]
		k := n.arcs[j]
		for ; k < n.arcs[j+1] && gain > n.cost[k]; k++ {
			bound += gain - n.cost[k]
		}
		if k < n.arcs[j+1] {
			continue
		}
		post := &n.problem.Posts[j] // its seats that nobody could want matter while prices are not exact
		for k := post.Taken + n.quota(int32(j)) + 1; k <= post.Quota; k++ {
			more := gain + n.scale*n.problem.SeatValue(int32(j), k)
			if more <= 0 {
				break
			}
			bound += more
		}
	}
	for u := range n.floor {
		bound -= n.subsidy[u] * int64(n.floor[u])
	}
	if n.problem.Limit >= 0 {
		bound += n.move * int64(n.problem.Limit)
	}
	return bound
}

// boundAt is the bound by other prices.
func (n *network) boundAt(x *state) int64 {
	move, price, subsidy := n.move, n.price, n.subsidy
	n.charge(x.move)
	n.price, n.subsidy = x.price, x.subsidy
	bound := n.boundOf()
	n.charge(move)
	n.price, n.subsidy = price, subsidy
	return bound
}

// keep the flow and the prices as they are.
func (n *network) keep() *state {
	x := &state{seats: slices.Clone(n.seat), bound: n.boundOf(), move: n.move, price: slices.Clone(n.price), subsidy: slices.Clone(n.subsidy)}
	x.worth, x.moves = n.worthOf(x.seats)
	return x
}

// plan is the best one found with the best proof, but for the hash of the problem and the seal.
func (r *run) plan() *placement.Plan {
	r.refine()
	p, x, y := r.problem, r.best, r.proof
	if z := r.second; z != nil && z.bound-x.worth == z.move*int64(p.Limit-x.moves) {
		y = z // at these prices the plan is the best, so that they explain it
	}
	return &placement.Plan{Seats: x.seats, Certificate: placement.Certificate{PlanHash: placement.PlanHash(x.seats), Scale: p.Scale(),
		Objective: x.worth, Bound: y.bound, Gap: y.bound - x.worth, Optimal: y.bound == x.worth, Parts: parts(p, x.seats), Moves: x.moves,
		MovePrice: y.move, PostPrices: y.price, FloorPrices: y.subsidy}}
}

// parts of what a plan is worth.
func parts(p *placement.Problem, seats []int32) placement.Parts {
	var sum placement.Parts
	used := make([]int32, len(p.Posts))
	for i, j := range seats {
		switch {
		case j == none:
			continue
		case j == p.People[i].Home:
			sum.Add(p.StayParts(i))
		default:
			sum.Add(p.MoveParts(p.PairOf(i, j)))
		}
		used[j]++
		sum.Need += p.SeatValue(j, p.Posts[j].Taken+used[j])
	}
	return sum
}

// Package solver finds the best plan of a placement problem and the prices that prove it: a min-cost flow by cost scaling, made
// exact along shortest paths. A limit on moves is met by a price of moves. Nothing depends on clock, chance or the order
// of a map.
package solver

import (
	"context"
	"errors"
	"math"

	"mutasi/domain/placement"
)

// Solve finds the best plan, from start: an assignment within all constraints. When the context's deadline has passed, it
// returns the best plan found with its proven gap; when the context is cancelled, its error. Report, which may be nil, is told how
// far the work has come. The problem is being read until Solve has returned a plan, or a moment after it has returned an error.
func Solve(ctx context.Context, p *placement.Problem, start []int32, report func(placement.Progress)) (*placement.Plan, error) {
	if report == nil {
		report = func(placement.Progress) {}
	}
	if !feasible(p, start) {
		return nil, errInfeasible
	}
	hash := make(chan string, 1) // takes a second processor as long as half of the solution
	go func() { hash <- placement.InputHash(p) }()
	r := &run{network: build(ctx, p, start), report: report}
	r.consider()
	if !r.solve() && r.err == nil {
		return nil, errInfeasible
	}
	if r.err != nil && !errors.Is(r.err, context.DeadlineExceeded) {
		return nil, r.err
	}
	report(placement.Progress{Stage: "proof", Done: 0, Of: 1})
	plan := r.plan()
	plan.Certificate.InputHash = <-hash
	plan.Certificate.Seal()
	report(placement.Progress{Stage: "proof", Done: 1, Of: 1})
	return plan, nil
}

var errInfeasible = errors.New("solver: the start is not within the constraints")

// feasible says whether an assignment is within all constraints.
func feasible(p *placement.Problem, seats []int32) bool {
	if len(seats) != len(p.People) {
		return false
	}
	used, heads, moves := make([]int32, len(p.Posts)), make([]int32, len(p.Units)), 0
	for i, j := range seats {
		home := p.People[i].Home
		switch {
		case j == none && home == none:
			continue
		case j == home:
		case p.PairOf(i, j) == nil:
			return false
		case home != none:
			moves++
		}
		used[j]++
	}
	for j := range p.Posts {
		used[j] += p.Posts[j].Taken
		heads[p.Posts[j].Unit] += used[j]
		if used[j] > p.Posts[j].Quota {
			return false
		}
	}
	for u := range p.Units {
		if heads[u] < p.Units[u].Floor {
			return false
		}
	}
	return p.Limit < 0 || moves <= p.Limit
}

// run is one solution under way.
type run struct {
	*network
	report func(placement.Progress)
	rounds int    // of scaling so far, for the report
	best   *state // of the plans within the limit, the one worth most
	proof  *state // the prices with the lowest bound
	second *state // other prices with the same
}

// consider what the network has reached, which must be feasible, and keep it.
func (r *run) consider() *state {
	x := r.keep()
	if r.within(x.moves) && (r.best == nil || x.worth > r.best.worth) {
		r.best = x
	}
	switch {
	case r.proof == nil || x.bound < r.proof.bound:
		r.proof, r.second = x, nil
	case x.bound == r.proof.bound && x.move != r.proof.move:
		r.second = x
	}
	return x
}

// solve to the end; false when the context has ended first. The first half counts in basis points and leaves the lots aside, so
// that equals are not told apart before it matters; the second half starts from its prices.
func (r *run) solve() bool {
	over, ok := r.optimum("scaling")
	if !ok {
		return false
	}
	limited, under := !r.within(over.moves), r.best
	if limited {
		if over, under, ok = r.limit(over, under, -1); !ok {
			return false
		}
	}
	r.refine()
	if !limited {
		if over, ok = r.optimum("scaling"); !ok || r.within(over.moves) {
			return ok
		}
		under = r.best
	}
	over.worth, _ = r.worthOf(over.seats)
	under.worth, _ = r.worthOf(under.seats)
	if over, under, ok = r.limit(over, under, r.move); ok {
		r.mix(under, over)
	}
	return ok
}

// refine counts in scaled values from now on.
func (r *run) refine() {
	if r.scale > 1 {
		return
	}
	r.network.refine()
	r.second = nil
	r.best.worth, _ = r.worthOf(r.best.seats)
	x := *r.proof
	x.move, x.price, x.subsidy = x.move*r.scale, times(x.price, r.scale), times(x.subsidy, r.scale)
	x.bound = r.boundAt(&x)
	r.proof = &x
}

const (
	finer = 5  // by how much eps falls from one round of scaling to the next
	share = 20 // when no more than one in so many people are away from their best, mending them one by one is tried first
)

// optimum finds the best plan and prices at the present price of moves, from the flow and prices as they are.
func (r *run) optimum(stage string) (*state, bool) {
	far, away := r.distance()
	for eps := far; eps > 1; _, away = r.distance() {
		if r.err = r.ctx.Err(); r.err != nil {
			return nil, false
		}
		if away <= len(r.seat)/share {
			if r.finish(len(r.seat)) {
				return r.consider(), true
			} else if r.err != nil {
				return nil, false
			}
		}
		eps = max(1, eps/finer)
		if stage != "" {
			r.progress(stage, eps)
		}
		if !r.tighten(eps) {
			return nil, false
		}
		if stage != "" {
			r.consider()
		}
	}
	if !r.finish(math.MaxInt) {
		return nil, false
	}
	return r.consider(), true
}

// progress in rounds of scaling, with those to come if none can be left out.
func (r *run) progress(stage string, eps int64) {
	left := 1
	for ; eps > 1; eps = max(1, eps/finer) {
		left++
	}
	r.report(placement.Progress{Stage: stage, Done: r.rounds, Of: r.rounds + left})
	r.rounds++
}

// distance is the most that anybody is away from the best at the present prices, and how many are.
func (n *network) distance() (far int64, away int) {
	for i, j := range n.seat {
		worth := n.best(int32(i), none)
		if j != none {
			worth -= n.worth[i] - n.price[j]
		}
		if worth > 0 {
			away++
			far = max(far, worth)
		}
	}
	return far, away
}

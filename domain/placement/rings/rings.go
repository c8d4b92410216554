// Package rings finds exchanges: cycles of two or more people who would each take the seat of the next, to the gain of every one.
// No post has more or fewer people afterwards, so neither quotas nor floors nor needs are touched.
package rings

import (
	"context"

	"mutasi/domain/placement"
	"mutasi/domain/placement/solver"
)

// Ring is an exchange. People[k] goes to Posts[k], the seat that People[k-1] leaves, and the first takes that of the last. No post
// comes twice: what could be two rings is two. It begins with the lowest person, who has the shortest ring that was left.
type Ring struct {
	People []int
	Posts  []int32
	// Gain is what all of them gain together, in basis points.
	Gain int64
}

// Restrict is the problem whose plans are exchanges: a person may stay, or go by one of those moves of p that are worth
// strictly more to that person than staying (fit, wish, development and cost, without the need of the seat and without the lot), to a
// post that somebody of the problem leaves or keeps. Each post has as many seats as now; so all of them stay filled, since
// nobody is left without. It has no floors and no limit. Indices of units, posts and people are those of p. The best plan has
// the greatest sum of gains, and the solver and the checker of plans do for it.
func Restrict(p *placement.Problem) *placement.Problem {
	r := &placement.Problem{Seed: p.Seed, Weights: p.Weights, Limit: -1, Units: make([]placement.Unit, len(p.Units)),
		Posts: make([]placement.Post, len(p.Posts)), People: make([]placement.Person, len(p.People))}
	for u := range p.Units {
		r.Units[u].ID = p.Units[u].ID
	}
	for j := range p.Posts {
		r.Posts[j] = p.Posts[j]
		r.Posts[j].Quota, r.Posts[j].Need = p.Posts[j].Taken, -1
	}
	for i := range p.People {
		if home := p.People[i].Home; home != placement.None {
			r.Posts[home].Quota++
		}
	}
	for i := range p.People {
		r.People[i] = p.People[i]
		r.People[i].Pairs = int32(len(r.Pairs))
		if p.People[i].Home == placement.None {
			continue
		}
		stay := p.StayParts(i).Total()
		for _, pair := range p.PairsOf(i) {
			if to := &r.Posts[pair.Post]; to.Quota > to.Taken && p.MoveParts(&pair).Total() > stay {
				r.Pairs = append(r.Pairs, pair)
			}
		}
	}
	return r
}

// Rings are exchanges of the greatest sum of gains, in the order of their lowest people, with the plan of Restrict(p) that they
// make up and that its certificate proves. Where there is any exchange to the gain of all, there is one among them. Errors are
// those of solver.Solve.
func Rings(ctx context.Context, p *placement.Problem, report func(placement.Progress)) ([]Ring, *placement.Plan, error) {
	r := Restrict(p)
	start := make([]int32, len(r.People))
	for i := range start {
		start[i] = r.People[i].Home
	}
	plan, err := solver.Solve(ctx, r, start, report)
	if plan == nil {
		return nil, nil, err
	}
	return Decompose(r, plan.Seats), plan, err
}

// Decompose cuts a plan of a restricted problem into its rings.
func Decompose(r *placement.Problem, seats []int32) []Ring {
	var list []Ring
	for _, step := range placement.Sequence(r, seats) { // no seat is free, so that every step is one of a ring
		if step.Ring > len(list) {
			list = append(list, Ring{})
		}
		ring := &list[step.Ring-1]
		i := step.Person
		ring.People, ring.Posts = append(ring.People, i), append(ring.Posts, seats[i])
		ring.Gain += r.MoveParts(r.PairOf(i, seats[i])).Total() - r.StayParts(i).Total()
	}
	return list
}

// Package rings finds exchanges: cycles of two or more people who would each take the seat of the next, to the gain of every one.
// No post has more or fewer people afterwards, so neither quotas nor floors nor needs are touched.
package rings

import "mutasi/domain/placement"

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

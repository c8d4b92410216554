package service

import (
	"slices"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/domain/placement"
)

// moves are those of a plan, in an order in which they can be carried out. The need of a move is what its seat gains at its turn less
// what the left one loses, so that the gains of all moves add up to that of the plan. Ids are for the caller to give.
func (b *built) moves(plan *placement.Plan) []domain.PlanMove {
	p := b.Problem
	holders := make([]int32, len(p.Posts))
	for j := range p.Posts {
		holders[j] = p.Posts[j].Taken
	}
	for i := range p.People {
		if home := p.People[i].Home; home != placement.None {
			holders[home]++
		}
	}
	steps := placement.Sequence(p, plan.Seats)
	list := make([]domain.PlanMove, len(steps))
	for n, step := range steps {
		person, to := &p.People[step.Person], plan.Seats[step.Person]
		m := domain.PlanMove{Number: n + 1, StaffID: person.ID, ToPositionID: p.Posts[to].ID, ToUnitID: p.Units[p.Posts[to].Unit].ID,
			Stay: p.StayParts(step.Person), Parts: p.MoveParts(p.PairOf(step.Person, to)), Chain: step.Chain, Ring: step.Ring}
		if home := person.Home; home != placement.None {
			m.FromPositionID, m.FromUnitID = p.Posts[home].ID, p.Units[p.Posts[home].Unit].ID
			m.Parts.Need -= p.SeatValue(home, holders[home])
			holders[home]--
		} else {
			m.Stay = domain.PlanParts{}
		}
		holders[to]++
		m.Parts.Need += p.SeatValue(to, holders[to])
		m.Gain = m.Parts.Total() - m.Stay.Total()
		list[n] = m
	}
	return list
}

// figures sum up a plan. Moves count first seats too.
func (b *built) figures(plan *placement.Plan) *domain.PlanFigures {
	p, c := b.Problem, &plan.Certificate
	moves := b.moves(plan)
	f := &domain.PlanFigures{People: len(p.People), Posts: len(p.Posts), Pairs: len(p.Pairs), Moves: len(moves), Parts: c.Parts, Optimal: c.Optimal,
		GapBP: basisPoints(c.Gap, c.Scale), MovePrice: basisPoints(c.MovePrice, c.Scale)}
	for i := range moves {
		m := &moves[i]
		f.Gain.Add(m.Parts)
		f.Gain.Add(domain.PlanParts{Fit: -m.Stay.Fit, Wish: -m.Stay.Wish, Need: -m.Stay.Need, Development: -m.Stay.Development, Cost: -m.Stay.Cost})
		f.Chains, f.Rings = max(f.Chains, m.Chain), max(f.Rings, m.Ring)
	}
	f.Chains -= f.Rings // each has a number among the chains
	for i, to := range plan.Seats {
		if to != placement.None && to != p.People[i].Home && p.PairOf(i, to).Wish > 0 {
			f.Wished++
		}
	}
	f.Before, f.After = b.balance(b.posts), b.balance(b.after(plan))
	return f
}

// basisPoints are a scaled value, rounded up.
func basisPoints(scaled, scale int64) int64 { return (scaled + scale - 1) / scale }

// after is the posts once the moves are carried out.
func (b *built) after(plan *placement.Plan) []needs.Post {
	posts := slices.Clone(b.posts)
	for i, to := range plan.Seats {
		home := b.Problem.People[i].Home
		if to == home || to == placement.None {
			continue
		}
		if home != placement.None {
			posts[home].Exit(b.leave, b.people[i])
		}
		posts[to].Enter(b.leave, b.people[i])
	}
	return posts
}

// balance measures the load per head of the programme's units, each with the positions that hang on itself, as /needs/balance does.
func (b *built) balance(posts []needs.Post) domain.PlanBalance {
	var all []domain.Hundredths
	kinds := map[string][]domain.Hundredths{}
	for i := range b.units {
		u := &b.units[i]
		sum := u.fixed
		for _, j := range u.posts {
			sum.Add(&posts[j])
		}
		if load, ok := sum.PerHead(); ok {
			all = append(all, load)
			kinds[u.kind] = append(kinds[u.kind], load)
		}
	}
	out := domain.PlanBalance{Units: spreadFigures(all), ByKind: map[string]domain.SpreadFigures{}}
	for kind, loads := range kinds {
		if kind != "" {
			out.ByKind[kind] = spreadFigures(loads)
		}
	}
	return out
}

func spreadFigures(loads []domain.Hundredths) domain.SpreadFigures {
	s := needs.SpreadOf(loads)
	return domain.SpreadFigures{Units: s.Units, CV: s.CV, Gini: s.Gini}
}

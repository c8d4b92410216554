// Package explain says why a plan gives a person a seat or not, what would change it, and publishes the cut-offs by which
// everybody can check their own outcome. It rests on the prices of the plan's certificate: with a limit on moves, everything
// holds at the price λ of a move.
//
// A plan is best exactly when its residual network has no cycle of negative cost, and then its dual prices make every reduced
// cost of that network non-negative (Ahuja, Magnanti and Orlin 1993, theorems 9.1 and 9.3). Forcing a person into a post pushes
// one unit of flow into that post, which must find its way to the seat that the person gives up; the cheapest way is a shortest
// path, and what it costs is by how much the value of the pair must rise.
package explain

import (
	"context"

	"mutasi/domain/placement"
)

// The outcomes of an explanation.
const (
	Assigned    = "assigned"     // the plan gives the person this seat
	Present     = "present"      // it is the person's seat already, and stays so
	NotLawful   = "not_lawful"   // no lawful move, or not on the person's shortlist: the caller knows which
	NoSeat      = "no_seat"      // no seat is free, and none can be made free by moving anybody
	NotReleased = "not_released" // there could be a seat, but the own unit would fall below its floor, and nobody can follow
	Outranked   = "outranked"    // the seat is worth more to the plan in other hands; Change says how much is missing
	MoveLimit   = "move_limit"   // the best plan at the price of a move gives it, and the limit on moves left no room for that
)

// Answer explains one person and one post. It holds nothing of anybody else but what is published of the post.
type Answer struct {
	Outcome string `json:"outcome"`
	// Exact is false where the prices are not proven to be the best ones, because a time limit stopped the solver. Changes are then
	// the least that it would take, and need not be enough.
	Exact  bool   `json:"exact"`
	Cutoff Cutoff `json:"cutoff"` // of the post
	// Asked is the person's score for the post; nil where the move is not lawful.
	Asked *Score `json:"asked"`
	// Got is the person's score for the seat that the plan gives; nil for somebody left without.
	Got *Score `json:"got"`
	// Change is set for Outranked only.
	Change *Change `json:"change"`
}

// Score is what a seat in the hands of this person is worth by itself, without the need of the seat, in basis points.
type Score struct {
	Parts placement.Parts `json:"parts"`
	Total int64           `json:"total"`
	// Margin is the total above the cut-off that applies to the person: Cutoff.Keep for the present post and for first seats,
	// Cutoff.Enter for moves. The plan gives everybody the seat with the greatest margin (Cutoff).
	Margin int64 `json:"margin"`
	Fit    int16 `json:"fit"` // raw, 0 to 10000
}

// Change is the smallest that would have given the person the seat, all else being equal: with it, every plan that is best at the
// price of a move gives it.
type Change struct {
	// Value is by how many basis points the total must rise; one less is not certain to do.
	Value int64 `json:"value"`
	// Fit is by how much the raw fit must rise to bring that about; nil where even full fit would not.
	Fit *int `json:"fit"`
	// FirstWish tells whether naming the post as first wish would do, with the own other wishes worth what they are. In a new list
	// they fall by a rank, which can only help.
	FirstWish bool `json:"first_wish"`
}

// Explainer answers questions about one plan. It may be used by several goroutines at once.
type Explainer struct {
	*network
	p       *placement.Problem
	plan    *placement.Plan
	cutoffs []Cutoff
}

// New prepares the answers about a plan of the problem. Neither may change afterwards.
func New(p *placement.Problem, plan *placement.Plan) *Explainer {
	return &Explainer{newNetwork(p, plan), p, plan, Cutoffs(p, plan)}
}

// Cutoff of a post.
func (e *Explainer) Cutoff(post int32) Cutoff { return e.cutoffs[post] }

// Explain says why the plan gives a person a post or not. The error is that of the context.
func (e *Explainer) Explain(ctx context.Context, person int, post int32) (Answer, error) {
	a := Answer{Exact: e.exact, Cutoff: e.cutoffs[post]}
	home, seat := e.p.People[person].Home, e.plan.Seats[person]
	if seat != placement.None {
		a.Got = e.score(person, seat)
	}
	pair := e.p.PairOf(person, post)
	switch {
	case post == seat && post == home:
		a.Outcome, a.Asked = Present, a.Got
		return a, nil
	case post == seat:
		a.Outcome, a.Asked = Assigned, a.Got
		return a, nil
	case post != home && pair == nil:
		a.Outcome = NotLawful
		return a, nil
	}
	a.Asked = e.score(person, post)
	if e.seats[person] == post {
		a.Outcome = MoveLimit
		return a, nil
	}
	way, err := e.shortest(ctx, post, e.seats[person])
	if err != nil {
		return Answer{}, err
	}
	switch {
	case way.found:
		a.Outcome, a.Change = Outranked, e.change(person, post, pair, way.cost)
	case way.open:
		a.Outcome = NotReleased
	default:
		a.Outcome = NoSeat
	}
	return a, nil
}

// score of a person for the present post or one of the person's pairs.
func (e *Explainer) score(person int, post int32) *Score {
	s, c := Score{}, &e.cutoffs[post]
	if home := e.p.People[person].Home; home == post {
		s.Parts, s.Fit, s.Margin = e.p.StayParts(person), e.p.People[person].Stay, -c.Keep
	} else {
		pair := e.p.PairOf(person, post)
		s.Parts, s.Fit, s.Margin = e.p.MoveParts(pair), pair.Fit, -c.Enter
		if home == placement.None {
			s.Margin = -c.Keep
		}
	}
	s.Total = s.Parts.Total()
	s.Margin += s.Total
	return &s
}

// change is what it takes beyond the cost of the way from the post to the seat given up. With Δ = reduced cost of the pair + cost
// of the way, no best plan has the pair while its value is raised by less than Δ, some has at Δ, and all have above. So whole
// basis points are certain from ⌊Δ/scale⌋ + 1.
//
// Without a best plan, one with the pair is worth no more than the bound less the reduced cost, and the plan itself is worth the bound
// less the gap.
func (e *Explainer) change(person int, post int32, pair *placement.Pair, way int64) *Change {
	missing := e.reducedOf(person, post) + way
	c := Change{Value: missing/e.scale + 1}
	if !e.exact {
		missing = e.reducedOf(person, post) - e.plan.Certificate.Gap
		c.Value = max(1, ceil(missing, e.scale))
	}
	w := &e.p.Weights
	fit, parts := e.p.People[person].Stay, e.p.StayParts(person)
	if pair != nil {
		fit, parts = pair.Fit, e.p.MoveParts(pair)
		wished := *pair
		wished.Wish = placement.Full
		c.FirstWish = e.p.MoveParts(&wished).Wish-parts.Wish >= c.Value
	}
	if w.Fit > 0 {
		if to := ceil((parts.Fit+c.Value)*placement.Full, int64(w.Fit)); to <= placement.Full {
			by := int(to) - int(fit)
			c.Fit = &by
		}
	}
	return &c
}

// ceil divides and rounds up; b is positive.
func ceil(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

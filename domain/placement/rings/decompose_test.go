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

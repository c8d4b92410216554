// Package placement finds the best lawful set of moves and proves it. A Problem is a min-cost flow: every person gets exactly
// one seat, perhaps the present one; positions have quotas, units have floors, and only the pairs listed are lawful. All
// figures are integers. The solver (package solver) and the checker (check.go) share the problem and no code.
package placement

import (
	"crypto/sha256"
	"encoding/binary"

	"mutasi/domain"
)

// Full is a full raw score, in basis points.
const Full = 10000

// None stands for no post: a person without a present seat, or one whom the plan leaves without.
const None = -1

// Problem is everything a plan rests on. Units, Posts and People are in rising order of their ids and the pairs of a person in
// rising order of posts, so that the order in which rows were read does not matter.
type Problem struct {
	// Seed decides between equals: 64 hexadecimal digits, committed to by its hash before wishes close.
	Seed    string
	Weights Weights
	// Limit is the most moves that are wanted; negative: no limit. Taking a first seat is no move.
	Limit  int
	Units  []Unit
	Posts  []Post
	People []Person
	// Pairs are the lawful moves, those of People[i] at [People[i].Pairs, People[i+1].Pairs). Staying is always lawful and not
	// listed.
	Pairs []Pair
}

// The words of a plan that clients see too.
type (
	// Weights of the parts of the objective in basis points; none is negative and they add up to 10000.
	Weights = domain.PlanWeights
	// Parts of a value in basis points after weighting.
	Parts = domain.PlanParts
	// Constraint is one of those that cannot hold together.
	Constraint = domain.PlanConstraint
)

// Unit is an organisational unit with the number of people below which it may not fall, over all its posts.
type Unit struct {
	ID    domain.ID
	Floor int32
}

// Post is a position. Seats are counted from those that people outside the problem hold or were promised (Taken).
type Post struct {
	ID    domain.ID
	Unit  int32 // index
	Quota int32 // seats in all, never fewer than Taken and the people of the problem who hold it
	Taken int32
	// Need is the number of people by workload analysis, in hundredths; negative: not analysed, and seats are worth nothing.
	Need domain.Hundredths
}

// Person is somebody in scope.
type Person struct {
	ID    domain.ID
	Home  int32 // index of the present post, or None
	Stay  int16 // fit to the present post; 0 without one
	Pairs int32 // index of the first pair
}

// Pair is a lawful move with its raw scores, 0 to 10000 each. Cost counts against the move.
type Pair struct {
	Post                         int32
	Fit, Wish, Development, Cost int16
}

// PairsOf are the lawful moves of person i.
func (p *Problem) PairsOf(i int) []Pair {
	end := int32(len(p.Pairs))
	if i+1 < len(p.People) {
		end = p.People[i+1].Pairs
	}
	return p.Pairs[p.People[i].Pairs:end]
}

// PairOf finds the pair of a person and a post; nil where the move is not lawful.
func (p *Problem) PairOf(person int, post int32) *Pair {
	list := p.PairsOf(person)
	lo, hi := 0, len(list)
	for lo < hi {
		mid := (lo + hi) / 2
		if list[mid].Post < post {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(list) && list[lo].Post == post {
		return &list[lo]
	}
	return nil
}

// weigh is a weighted score, rounded toward zero.
func weigh(weight int, raw int64) int64 { return int64(weight) * raw / Full }

// MoveParts are what a move is worth by itself: everything but the need of the seat.
func (p *Problem) MoveParts(x *Pair) Parts {
	w := &p.Weights
	return Parts{Fit: weigh(w.Fit, int64(x.Fit)), Wish: weigh(w.Wish, int64(x.Wish)), Development: weigh(w.Development, int64(x.Development)),
		Cost: -weigh(w.Cost, int64(x.Cost))}
}

// StayParts are what it is worth that person i keeps the present seat; nothing for somebody who has none.
func (p *Problem) StayParts(i int) Parts {
	return Parts{Fit: weigh(p.Weights.Fit, int64(p.People[i].Stay))}
}

// SeatValue is what the k-th holder of a post is worth, k from 1 and counting those taken, in basis points after weighting: the
// missing share of the need before that holder came. The first missing seat is worth more than the third; a holder
// beyond the need is worth less than nothing, down to -10000 before weighting. It never rises with k.
func (p *Problem) SeatValue(post int32, k int32) int64 {
	need := int64(p.Posts[post].Need)
	switch {
	case need < 0:
		return 0
	case need == 0:
		return weigh(p.Weights.Need, -Full)
	}
	return weigh(p.Weights.Need, max(-Full, Full-int64(k-1)*100*Full/need))
}

// lots is how many tie-break numbers there are: moves draw 0 to lots-2, staying has lots-1, so that nobody moves for nothing.
const lots = 64

// Scale is what one basis point is worth in the scaled values in which solver and checker count. All lots together are worth
// less than one basis point, so they decide between equals only.
func (p *Problem) Scale() int64 { return lots * (int64(len(p.People)) + 1) }

// Lottery draws the tie-break numbers of a seed.
type Lottery struct{ key [2]uint64 }

// Lottery of the problem's seed.
func (p *Problem) Lottery() Lottery {
	h := sha256.Sum256([]byte(p.Seed))
	return Lottery{[2]uint64{binary.BigEndian.Uint64(h[:8]), binary.BigEndian.Uint64(h[8:16])}}
}

// Lot of a person for a post, 0 to 62: SplitMix64 (Steele, Lea and Flood 2014) over the seed and both ids, so that anybody
// can draw it again.
func (l Lottery) Lot(person, post *domain.ID) int64 {
	x := l.key[0]
	for _, w := range [4]uint64{binary.BigEndian.Uint64(person[:8]), binary.BigEndian.Uint64(person[8:]), binary.BigEndian.Uint64(post[:8]), binary.BigEndian.Uint64(post[8:])} {
		x = mix(x ^ w + l.key[1])
	}
	return int64(x % (lots - 1))
}

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// MoveValue is the scaled value of a move with its lot, without the need of the seat.
func (p *Problem) MoveValue(l Lottery, person int, x *Pair) int64 {
	return p.MoveParts(x).Total()*p.Scale() + l.Lot(&p.People[person].ID, &p.Posts[x.Post].ID)
}

// StayValue is the scaled value of staying; nothing for somebody without a seat.
func (p *Problem) StayValue(person int) int64 {
	if p.People[person].Home == None {
		return 0
	}
	return p.StayParts(person).Total()*p.Scale() + lots - 1
}

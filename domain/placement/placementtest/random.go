// Package placementtest makes placement problems for tests and benchmarks, and solves small ones by trying everything.
package placementtest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"mutasi/domain"
	"mutasi/domain/placement"
)

// id of the n-th thing of a kind; ids rise with n.
func id(kind byte, n int) domain.ID {
	var x domain.ID
	x[0], x[1] = 1, kind
	binary.BigEndian.PutUint64(x[8:], uint64(n))
	return x
}

const (
	kindUnit = iota
	kindPost
	kindPerson
)

// seed text of a problem: 64 hexadecimal digits.
func seed(rng *rand.Rand) string {
	return fmt.Sprintf("%016x%016x%016x%016x", rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64())
}

// weights cut 10000 into five parts.
func weights(rng *rand.Rand) placement.Weights {
	var part [5]int
	for left := placement.Full; left > 0; {
		take := min(left, 1+rng.IntN(4000))
		part[rng.IntN(5)] += take
		left -= take
	}
	return placement.Weights{Fit: part[0], Wish: part[1], Need: part[2], Development: part[3], Cost: part[4]}
}

// Random is a small problem of 1 to n people and 1 to m posts, with whatever may occur: seats taken by outsiders, people
// without a seat, posts that were not analysed or are not needed, ties, limits, and floors that cannot always be met. Everybody
// at home is always within the quotas.
func Random(rng *rand.Rand, n, m int) *placement.Problem {
	people, posts, units := 1+rng.IntN(n), 1+rng.IntN(m), 1+rng.IntN(3)
	p := &placement.Problem{Seed: seed(rng), Weights: weights(rng), Limit: -1}
	if rng.IntN(2) == 0 {
		p.Limit = rng.IntN(people + 1)
	}
	step := []int{1, 500, 5000}[rng.IntN(3)] // coarse scores tie often
	score := func() int16 { return int16(rng.IntN(placement.Full/step+1) * step) }
	for u := range units {
		p.Units = append(p.Units, placement.Unit{ID: id(kindUnit, u)})
	}
	for j := range posts {
		post := placement.Post{ID: id(kindPost, j), Unit: int32(rng.IntN(units)), Taken: int32(max(0, rng.IntN(5)-2))}
		post.Quota = post.Taken + int32(rng.IntN(3))
		switch rng.IntN(4) {
		case 0:
			post.Need = -1
		case 1:
			post.Need = domain.Hundredths(100 * rng.IntN(4))
		default:
			post.Need = domain.Hundredths(rng.IntN(500))
		}
		p.Posts = append(p.Posts, post)
	}
	density := 1 + rng.IntN(6)
	held := make([]int32, posts)
	for i := range people {
		person := placement.Person{ID: id(kindPerson, i), Home: placement.None, Pairs: int32(len(p.Pairs))}
		if rng.IntN(6) > 0 {
			person.Home, person.Stay = int32(rng.IntN(posts)), score()
			held[person.Home]++
			post := &p.Posts[person.Home]
			post.Quota = max(post.Quota, post.Taken+held[person.Home])
		}
		p.People = append(p.People, person)
		for j := range posts {
			if int32(j) != person.Home && rng.IntN(10) < density {
				p.Pairs = append(p.Pairs, placement.Pair{Post: int32(j), Fit: score(), Wish: score(), Development: score(), Cost: score()})
			}
		}
	}
	heads := Heads(p)
	for u := range p.Units {
		p.Units[u].Floor = max(0, heads[u]+int32(rng.IntN(5))-3)
	}
	return p
}

// Heads counts the people of each unit with everybody at home.
func Heads(p *placement.Problem) []int32 {
	heads := make([]int32, len(p.Units))
	for j := range p.Posts {
		heads[p.Posts[j].Unit] += p.Posts[j].Taken
	}
	for i := range p.People {
		if home := p.People[i].Home; home != placement.None {
			heads[p.Posts[home].Unit]++
		}
	}
	return heads
}

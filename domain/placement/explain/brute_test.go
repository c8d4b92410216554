package explain

import (
	"math"
	"math/rand/v2"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// brute knows every plan of a small problem, each worth its value less the price of its moves.
type brute struct {
	p      *placement.Problem
	lots   placement.Lottery
	lambda int64
	seats  []int32
	used   []int32
	heads  []int32

	plan []int32   // the best, the first found of several
	top  int64     // what it is worth
	with [][]int64 // by person and post (the last is none): what the best plan with this seat is worth; lost without one
}

const lost = math.MinInt64

// tryAll goes through every plan within quotas and floors, whatever the limit.
func tryAll(p *placement.Problem, lambda int64) *brute {
	b := &brute{p: p, lots: p.Lottery(), lambda: lambda, seats: make([]int32, len(p.People)), used: make([]int32, len(p.Posts)),
		heads: make([]int32, len(p.Units)), top: lost}
	for range p.People {
		row := make([]int64, len(p.Posts)+1)
		for j := range row {
			row[j] = lost
		}
		b.with = append(b.with, row)
	}
	for j := range p.Posts {
		b.heads[p.Posts[j].Unit] += p.Posts[j].Taken
	}
	b.person(0, 0)
	return b
}

func (b *brute) person(i int, value int64) {
	if i == len(b.p.People) {
		b.end(value)
		return
	}
	home := b.p.People[i].Home
	lambda := b.lambda
	if home == placement.None {
		b.seats[i], lambda = placement.None, 0
		b.person(i+1, value)
	} else {
		b.seat(i, home, value+b.p.StayValue(i))
	}
	for _, pair := range b.p.PairsOf(i) {
		b.seat(i, pair.Post, value+b.p.MoveValue(b.lots, i, &pair)-lambda)
	}
}

func (b *brute) seat(i int, j int32, value int64) {
	post := &b.p.Posts[j]
	k := post.Taken + b.used[j] + 1
	if k > post.Quota {
		return
	}
	b.seats[i] = j
	b.used[j]++
	b.heads[post.Unit]++
	b.person(i+1, value+b.p.Scale()*b.p.SeatValue(j, k))
	b.used[j]--
	b.heads[post.Unit]--
}

func (b *brute) end(value int64) {
	for u := range b.p.Units {
		if b.heads[u] < b.p.Units[u].Floor {
			return
		}
	}
	if value > b.top {
		b.top, b.plan = value, append([]int32(nil), b.seats...)
	}
	for i, j := range b.seats {
		if j == placement.None {
			j = int32(len(b.p.Posts))
		}
		b.with[i][j] = max(b.with[i][j], value)
	}
}

// without is what the best plan is worth that does not give person i post j.
func (b *brute) without(i int, j int32) int64 {
	best := int64(lost)
	for k, value := range b.with[i] {
		if k != int(j) {
			best = max(best, value)
		}
	}
	return best
}

// worth of person i on post j, less the price of a move.
func (b *brute) worth(i int, j int32) int64 {
	switch home := b.p.People[i].Home; {
	case j == placement.None:
		return 0
	case j == home:
		return b.p.StayValue(i)
	case home == placement.None:
		return b.p.MoveValue(b.lots, i, b.p.PairOf(i, j))
	}
	return b.p.MoveValue(b.lots, i, b.p.PairOf(i, j)) - b.lambda
}

// prove finds prices for the best plan by the method of Bellman and Ford: shortest ways in the residual network from a source
// with an arc of no cost to every node.
func (b *brute) prove() *placement.Plan {
	p := b.p
	posts, sink := len(p.Posts), len(p.Posts)+len(p.Units)
	type arc struct {
		from, to int
		cost     int64
	}
	var arcs []arc
	node := func(j int32) int {
		if j == placement.None {
			return sink
		}
		return int(j)
	}
	used := make([]int32, posts)
	heads := make([]int32, len(p.Units))
	for i, j := range b.plan {
		if j != placement.None {
			used[j]++
			heads[p.Posts[j].Unit]++
		}
		arcs = append(arcs, arc{node(j), node(p.People[i].Home), b.worth(i, j) - b.worth(i, p.People[i].Home)})
		for _, pair := range p.PairsOf(i) {
			arcs = append(arcs, arc{node(j), int(pair.Post), b.worth(i, j) - b.worth(i, pair.Post)})
		}
	}
	for j := range p.Posts {
		post, unit := &p.Posts[j], posts+int(p.Posts[j].Unit)
		heads[post.Unit] += post.Taken
		if k := post.Taken + used[j]; k < post.Quota {
			arcs = append(arcs, arc{j, unit, -p.Scale() * p.SeatValue(int32(j), k+1)})
		}
		if used[j] > 0 {
			arcs = append(arcs, arc{unit, j, p.Scale() * p.SeatValue(int32(j), post.Taken+used[j])})
		}
	}
	for u := range p.Units {
		arcs = append(arcs, arc{posts + u, sink, 0})
		if heads[u] > p.Units[u].Floor {
			arcs = append(arcs, arc{sink, posts + u, 0})
		}
	}
	way := make([]int64, sink+1)
	for range way {
		for _, a := range arcs {
			way[a.to] = min(way[a.to], way[a.from]+a.cost)
		}
	}
	plan := &placement.Plan{Seats: b.plan, Certificate: placement.Certificate{Scale: p.Scale(), MovePrice: b.lambda}}
	for j := range p.Posts {
		plan.Certificate.PostPrices = append(plan.Certificate.PostPrices, way[sink]-way[j])
	}
	for u := range p.Units {
		plan.Certificate.FloorPrices = append(plan.Certificate.FloorPrices, way[posts+u]-way[sink])
	}
	return plan
}

// bound of a certificate by its formula, with nothing for a limit.
func (b *brute) bound(c *placement.Certificate) (sum int64) {
	for i := range b.p.People {
		home := b.p.People[i].Home
		most := b.worth(i, home)
		if home != placement.None {
			most -= c.PostPrices[home]
		}
		for _, pair := range b.p.PairsOf(i) {
			most = max(most, b.worth(i, pair.Post)-c.PostPrices[pair.Post])
		}
		sum += most
	}
	for j, post := range b.p.Posts {
		y, most := int64(0), int64(0)
		for k := post.Taken + 1; k <= post.Quota; k++ {
			y += b.p.Scale()*b.p.SeatValue(int32(j), k) + c.PostPrices[j] + c.FloorPrices[post.Unit]
			most = max(most, y)
		}
		sum += most + c.FloorPrices[post.Unit]*int64(post.Taken)
	}
	for u, unit := range b.p.Units {
		sum -= c.FloorPrices[u] * int64(unit.Floor)
	}
	return sum
}

// aProblem that has a plan, with every plan of it; every second time moves have a price.
func aProblem(rng *rand.Rand) (*placement.Problem, *brute) {
	for {
		p := placementtest.Random(rng, 6, 6)
		p.Limit = -1
		lambda := int64(0)
		if rng.IntN(2) == 0 {
			lambda = rng.Int64N(3000 * p.Scale())
		}
		if b := tryAll(p, lambda); b.top != lost {
			return p, b
		}
	}
}

package solver

import (
	"context"
	"math"
	"sync"

	"mutasi/domain/placement"
)

const (
	none     = int32(placement.None)
	infinite = math.MaxInt64 / 4
)

// network is the problem as flat arrays, with the flow and the prices that a search has reached. A unit of flow goes from a person
// over a post and its unit to the sink; somebody without a present seat may go to the sink directly. The k-th seat of a post is an
// arc of its own from post to unit, dearer with each k. What a person has at a seat is its value less the price of the post.
type network struct {
	ctx   context.Context
	ticks uint
	err   error // of the context

	problem *placement.Problem
	// The pairs of person i are to, value [first[i], first[i+1]).
	first []int32
	to    []int32
	value []int64
	lots  []uint8
	home  []int32
	stay  []int64 // value of staying, the price of a move included: that is how it is charged
	move  int64   // price of a move
	// Values, costs and prices are in basis points without lots at first (scale 1), and as in a certificate after refine.
	scale int64
	// The same pairs by post; callers are the people who may come, offers what they are worth there.
	calls   []int32
	callers []int32
	offers  []int64
	draws   []uint8 // the lots of the offers
	// The people who are at home at a post.
	homes     []int32
	residents []int32
	// The seats of post j cost cost[arcs[j]:arcs[j+1]] in the order in which they are filled, none less than the one before.
	arcs []int32
	cost []int64
	unit []int32
	// The posts of unit u are members[posts[u]:posts[u+1]].
	posts   []int32
	members []int32
	floor   []int32 // people wanted from the problem

	price   []int64 // of a seat at a post
	subsidy []int64 // for every seat of a unit: the price of its floor

	seat  []int32 // of each person; none: none, or still to be placed
	worth []int64 // value of that seat
	// The people at a post, as a list.
	head, next, prev []int32
	people           []int32 // at a post
	open             []int32 // arcs of a post that carry flow
	heads            []int32 // sum of open over a unit
	// leave is the price at which a person would as soon go elsewhere; never more than the true one while prices rise.
	leave []int64
	free  []int32 // people to place
	short []int32 // posts with fewer people than open seats
	pull  []int64 // the price at which somebody would come to a post; never less than the true one while prices fall

	search search
}

// build lays a problem out and puts everybody on their seats of start.
func build(ctx context.Context, p *placement.Problem, start []int32) *network {
	n := &network{ctx: ctx, problem: p, scale: 1}
	n.layPairs()
	n.layColumns()
	n.laySeats()
	posts, units, people := len(p.Posts), len(p.Units), len(p.People)
	n.price, n.subsidy = make([]int64, posts), make([]int64, units)
	n.seat, n.worth, n.leave = make([]int32, people), make([]int64, people), make([]int64, people)
	n.head, n.next, n.prev = make([]int32, posts), make([]int32, people), make([]int32, people)
	n.people, n.open, n.heads = make([]int32, posts), make([]int32, posts), make([]int32, units)
	n.pull = make([]int64, posts)
	for j := range n.head {
		n.head[j] = none
	}
	for i := range n.seat {
		n.seat[i] = none
		if j := start[i]; j != none {
			n.put(int32(i), j, n.valueOf(int32(i), j))
		}
	}
	for j := range n.open {
		n.open[j] = n.people[j]
		n.heads[n.unit[j]] += n.open[j]
		n.price[j] = n.firstPrice(int32(j))
	}
	n.search.init(posts + units)
	return n
}

// firstPrice of a post is what its last seat taken costs, or its first.
func (n *network) firstPrice(j int32) int64 {
	lo, hi := n.arcs[j], n.arcs[j+1]
	if lo == hi {
		return 0
	}
	return n.cost[max(lo, lo+n.open[j]-1)]
}

// layPairs values all pairs, half of the people on a second processor.
func (n *network) layPairs() {
	p, lots := n.problem, n.problem.Lottery()
	n.first = make([]int32, len(p.People)+1)
	n.to, n.value, n.lots = make([]int32, len(p.Pairs)), make([]int64, len(p.Pairs)), make([]uint8, len(p.Pairs))
	n.home, n.stay = make([]int32, len(p.People)), make([]int64, len(p.People))
	part := func(lo, hi int) {
		for i := lo; i < hi; i++ {
			x := &p.People[i]
			n.first[i], n.home[i], n.stay[i] = x.Pairs, x.Home, p.StayParts(i).Total()
			list := p.PairsOf(i)
			for k := range list {
				y, at := &list[k], int(x.Pairs)+k
				n.to[at], n.value[at], n.lots[at] = y.Post, p.MoveParts(y).Total(), uint8(lots.Lot(&x.ID, &p.Posts[y.Post].ID))
			}
		}
	}
	var other sync.WaitGroup
	half := len(p.People) / 2
	other.Go(func() { part(0, half) })
	part(half, len(p.People))
	other.Wait()
	n.first[len(p.People)] = int32(len(p.Pairs))
}

// layColumns turns pairs and homes round.
func (n *network) layColumns() {
	posts := len(n.problem.Posts)
	n.calls, n.callers, n.offers, n.draws = make([]int32, posts+2), make([]int32, len(n.to)), make([]int64, len(n.to)), make([]uint8, len(n.to))
	n.homes = make([]int32, posts+2)
	for _, j := range n.to {
		n.calls[j+2]++
	}
	for _, j := range n.home {
		if j != none {
			n.homes[j+2]++
		}
	}
	for j := range posts {
		n.calls[j+2] += n.calls[j+1]
		n.homes[j+2] += n.homes[j+1]
	}
	n.residents = make([]int32, n.homes[posts+1])
	for i, j := range n.home {
		for k := n.first[i]; k < n.first[i+1]; k++ {
			at := &n.calls[n.to[k]+1]
			n.callers[*at], n.offers[*at], n.draws[*at] = int32(i), n.value[k], n.lots[k]
			*at++
		}
		if j != none {
			n.residents[n.homes[j+1]] = int32(i)
			n.homes[j+1]++
		}
	}
}

// laySeats counts no more seats of a post than people could want, and one.
func (n *network) laySeats() {
	p := n.problem
	n.arcs, n.unit, n.floor = make([]int32, len(p.Posts)+1), make([]int32, len(p.Posts)), make([]int32, len(p.Units))
	n.posts, n.members = make([]int32, len(p.Units)+2), make([]int32, len(p.Posts))
	for u := range p.Units {
		n.floor[u] = p.Units[u].Floor
	}
	for j := range p.Posts {
		post := &p.Posts[j]
		n.unit[j] = post.Unit
		n.posts[post.Unit+2]++
		n.floor[post.Unit] -= post.Taken
		wanted := n.calls[j+1] - n.calls[j] + n.homes[j+1] - n.homes[j] + 1
		for k := range min(post.Quota-post.Taken, wanted) {
			n.cost = append(n.cost, -p.SeatValue(int32(j), post.Taken+k+1))
		}
		n.arcs[j+1] = int32(len(n.cost))
	}
	for u := range p.Units {
		n.posts[u+2] += n.posts[u+1]
		n.floor[u] = max(0, n.floor[u])
	}
	for j := range p.Posts {
		at := &n.posts[p.Posts[j].Unit+1]
		n.members[*at] = int32(j)
		*at++
	}
}

// refine turns basis points into the scaled values of the certificate, with their lots.
func (n *network) refine() {
	n.scale = n.problem.Scale()
	for _, list := range [][]int64{n.value, n.offers, n.stay, n.cost, n.price, n.subsidy} {
		for k := range list {
			list[k] *= n.scale
		}
	}
	n.move *= n.scale
	for k := range n.value {
		n.value[k] += int64(n.lots[k])
		n.offers[k] += int64(n.draws[k])
	}
	for i, h := range n.home {
		if h != none {
			n.stay[i] += n.problem.StayValue(i) - n.problem.StayParts(i).Total()*n.scale
		}
		if j := n.seat[i]; j != none {
			n.worth[i] = n.valueOf(int32(i), j)
		}
	}
}

// quota is the number of seats of a post that matter.
func (n *network) quota(j int32) int32 { return n.arcs[j+1] - n.arcs[j] }

// unfilled is the price below which post j opens no further seat; infinite if it has none.
func (n *network) unfilled(j int32) int64 {
	if n.open[j] == n.quota(j) {
		return infinite
	}
	return n.cost[n.arcs[j]+n.open[j]] - n.subsidy[n.unit[j]]
}

// filled is the price below which post j closes its last open seat; it must have one.
func (n *network) filled(j int32) int64 {
	return n.cost[n.arcs[j]+n.open[j]-1] - n.subsidy[n.unit[j]]
}

// valueOf person i at post j, of a lawful pair or at home.
func (n *network) valueOf(i, j int32) int64 {
	if j == n.home[i] {
		return n.stay[i]
	}
	lo, hi := n.first[i], n.first[i+1]
	for lo < hi {
		if mid := (lo + hi) / 2; n.to[mid] < j {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return n.value[lo]
}

// put person i on post j.
func (n *network) put(i, j int32, worth int64) {
	n.seat[i], n.worth[i] = j, worth
	n.prev[i], n.next[i] = none, n.head[j]
	if h := n.head[j]; h != none {
		n.prev[h] = i
	}
	n.head[j] = i
	n.people[j]++
}

// take person i off the present seat of the flow.
func (n *network) take(i int32) {
	j := n.seat[i]
	if n.prev[i] == none {
		n.head[j] = n.next[i]
	} else {
		n.next[n.prev[i]] = n.next[i]
	}
	if n.next[i] != none {
		n.prev[n.next[i]] = n.prev[i]
	}
	n.seat[i], n.worth[i] = none, 0
	n.people[j]--
}

// charge sets the price of a move.
func (n *network) charge(move int64) {
	for i, j := range n.home {
		if j == none {
			continue
		}
		n.stay[i] += move - n.move
		if n.seat[i] == j {
			n.worth[i] = n.stay[i]
		}
	}
	n.move = move
}

// stopped asks the context now and then.
func (n *network) stopped() bool {
	if n.ticks++; n.ticks%32 == 0 && n.err == nil {
		n.err = n.ctx.Err()
	}
	return n.err != nil
}

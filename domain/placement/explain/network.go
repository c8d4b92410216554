package explain

import (
	"math"
	"slices"

	"mutasi/domain/placement"
)

// network is the residual network of a flow with the reduced costs of its arcs. The flow is the plan's, or the best at the price of
// a move where that is another (repair). Its nodes are the posts, the units and the sink, which also stands for being without a
// seat. People are no nodes: whoever holds a seat is an arc from it to each other post that they may have. A post has an arc to
// its unit for one seat more and one from it for one seat less, and a unit one to the sink for one head more and one from it for
// one less. An arc costs the value that is lost on it, with the prices of its ends:
//
//	from post j through person i to post k     (value_ij − p_j) − (value_ik − p_k), with − λ in the value of a move
//	from post j to its unit                    −(scale·SeatValue of the next seat + p_j + g)
//	from the unit to post j                      scale·SeatValue of the last seat + p_j + g
//	from a unit to the sink, and back             g, −g
type network struct {
	p     *placement.Problem
	seats []int32 // of the people in the flow
	scale int64
	// exact: no reduced cost is negative, so that the flow is best at these prices and ways can be searched by Dijkstra's algorithm.
	exact bool
	moves []int64 // by pair: reduced cost of the arc from the person's seat
	stays []int64 // by person: the same to the present post, or to none for people without one
	// holders of post j are held[start[j]:start[j+1]]; those left without are at index len(Posts).
	held, start []int32
	more, less  []int64 // by post: reduced cost of one seat more and of one less, or never
	members     [][]int32
	spare       []bool // by unit: it could do with one head less
	floors      []int64
}

const never = math.MaxInt64

func newNetwork(p *placement.Problem, plan *placement.Plan) *network {
	n := &network{p: p, scale: p.Scale(), floors: plan.Certificate.FloorPrices}
	n.load(plan)
	if !n.exact {
		if n.exact = n.repair(&plan.Certificate); !n.exact {
			n.load(plan)
		}
	}
	return n
}

func (n *network) load(plan *placement.Plan) {
	n.seats, n.exact = slices.Clone(plan.Seats), true
	n.group()
	n.priceSeats(&plan.Certificate)
	n.pricePeople(&plan.Certificate)
}

// group lists holders by post and posts by unit.
func (n *network) group() {
	posts := len(n.p.Posts)
	n.start = make([]int32, posts+2)
	for _, j := range n.seats {
		n.start[n.slot(j)+1]++
	}
	for j := range posts + 1 {
		n.start[j+1] += n.start[j]
	}
	next := slices.Clone(n.start)
	n.held = make([]int32, len(n.seats))
	for i, j := range n.seats {
		n.held[next[n.slot(j)]] = int32(i)
		next[n.slot(j)]++
	}
	n.members = make([][]int32, len(n.p.Units))
	for j := range n.p.Posts {
		u := n.p.Posts[j].Unit
		n.members[u] = append(n.members[u], int32(j))
	}
}

// slot of a post among the holders.
func (n *network) slot(j int32) int32 {
	if j == placement.None {
		return int32(len(n.p.Posts))
	}
	return j
}

func (n *network) holders(j int32) []int32 {
	k := n.slot(j)
	return n.held[n.start[k]:n.start[k+1]]
}

func (n *network) priceSeats(c *placement.Certificate) {
	n.more, n.less = make([]int64, len(n.p.Posts)), make([]int64, len(n.p.Posts))
	heads := make([]int32, len(n.p.Units))
	for j := range n.p.Posts {
		post, taken := &n.p.Posts[j], int32(len(n.holders(int32(j))))
		filled := post.Taken + taken
		heads[post.Unit] += filled
		price := c.PostPrices[j] + c.FloorPrices[post.Unit]
		n.more[j], n.less[j] = never, never
		if filled < post.Quota {
			n.more[j] = n.check(-n.scale*n.p.SeatValue(int32(j), filled+1) - price)
		}
		if taken > 0 {
			n.less[j] = n.check(n.scale*n.p.SeatValue(int32(j), filled) + price)
		}
	}
	n.spare = make([]bool, len(n.p.Units))
	for u := range n.p.Units {
		n.check(n.floors[u])
		if n.spare[u] = heads[u] > n.p.Units[u].Floor; n.spare[u] {
			n.check(-n.floors[u])
		}
	}
}

func (n *network) pricePeople(c *placement.Certificate) {
	lots := n.p.Lottery()
	n.moves, n.stays = make([]int64, len(n.p.Pairs)), make([]int64, len(n.p.People))
	for i := range n.p.People {
		home, pairs := n.p.People[i].Home, n.p.PairsOf(i)
		worth := n.moves[n.p.People[i].Pairs:][:len(pairs)]
		stay, lambda := n.p.StayValue(i), int64(0)
		if home != placement.None {
			stay, lambda = stay-c.PostPrices[home], c.MovePrice
		}
		got := stay
		for k := range pairs {
			worth[k] = n.p.MoveValue(lots, i, &pairs[k]) - lambda - c.PostPrices[pairs[k].Post]
			if pairs[k].Post == n.seats[i] {
				got = worth[k]
			}
		}
		n.stays[i] = n.check(got - stay)
		for k := range worth {
			worth[k] = n.check(got - worth[k])
		}
	}
}

// check notes a negative reduced cost.
func (n *network) check(cost int64) int64 {
	if cost < 0 {
		n.exact = false
	}
	return cost
}

// reducedOf a person's present post or pair.
func (n *network) reducedOf(person int, post int32) int64 {
	if post == n.p.People[person].Home {
		return n.stays[person]
	}
	first := n.p.People[person].Pairs
	for k := range n.p.PairsOf(person) {
		if n.p.Pairs[int(first)+k].Post == post {
			return n.moves[int(first)+k]
		}
	}
	return never
}

// Nodes are numbered posts first, then units, then the sink.
func (n *network) unit(u int32) int32 { return int32(len(n.p.Posts)) + u }
func (n *network) sink() int32        { return int32(len(n.p.Posts) + len(n.p.Units)) }

// node of a seat.
func (n *network) node(j int32) int32 {
	if j == placement.None {
		return n.sink()
	}
	return j
}

// arcs visits all that leave a node; who goes along is None for those of posts, units and the sink.
func (n *network) arcs(from int32, visit func(to, who int32, cost int64)) {
	posts, sink := int32(len(n.p.Posts)), n.sink()
	if from >= posts && from < sink {
		u := from - posts
		visit(sink, placement.None, n.floors[u])
		for _, j := range n.members[u] {
			if n.less[j] != never {
				visit(j, placement.None, n.less[j])
			}
		}
		return
	}
	seat := from
	if from == sink {
		seat = placement.None
		for u, spare := range n.spare {
			if spare {
				visit(n.unit(int32(u)), placement.None, -n.floors[u])
			}
		}
	} else if n.more[from] != never {
		visit(n.unit(n.p.Posts[from].Unit), placement.None, n.more[from])
	}
	for _, i := range n.holders(seat) {
		first := n.p.People[i].Pairs
		for k, pair := range n.p.PairsOf(int(i)) {
			visit(pair.Post, i, n.moves[int(first)+k])
		}
		visit(n.node(n.p.People[i].Home), i, n.stays[i])
	}
}

package feasible

import (
	"math"
	"slices"

	"mutasi/domain/placement"
)

// network is a min-cost flow that starts with everybody at home, which costs nothing, and repairs one missing head of a unit
// at a time along a cheapest augmenting path. A path begins at a unit that needs somebody, puts an agent on one of its posts, and
// goes on with the post that the agent left, until it reaches somebody without a seat here or in a unit that can spare one.
type network struct {
	*index
	state
	keep *kept

	// Of the search. Nodes are the posts and, behind them, the units; to stand at one is to need somebody there.
	least   []int32 // at least so many moves lead from a node to somebody who can be spared
	dist    []int32 // moves above the least, from the start
	from    []int32 // the node before
	by      []int32 // the entry by which an agent goes from this node's post to the one before; none: nobody goes
	buckets [][]int32
}

// state is who sits where.
type state struct {
	seat  []int32 // by agent: of agents 0 … people-1 the person, of those behind them entry agent-people
	price []int8  // of the entry by which each agent sits
	used  []int32 // by post
	heads []int64 // by unit, those taken counted
	moves int
}

func (s state) clone() state {
	s.seat, s.price, s.used, s.heads = slices.Clone(s.seat), slices.Clone(s.price), slices.Clone(s.used), slices.Clone(s.heads)
	return s
}

const (
	far  = math.MaxInt32
	none = -1
)

// network with the constraints kept; posts of units without a floor play no part.
func (x *index) network(k *kept) *network {
	p := x.p
	agents := len(p.People)
	if k.several {
		agents += len(x.entries)
	}
	nodes := len(p.Posts) + len(p.Units)
	n := &network{index: x, keep: k, state: state{seat: make([]int32, agents), price: make([]int8, agents), used: make([]int32, len(p.Posts)), heads: make([]int64, len(p.Units))},
		least: make([]int32, nodes), dist: make([]int32, nodes), from: make([]int32, nodes), by: make([]int32, nodes)}
	for a := range n.seat {
		n.seat[a] = placement.None
	}
	for i, e := range x.home {
		if home := p.People[i].Home; e != placement.None && k.floors[p.Posts[home].Unit] {
			n.sit(n.agent(e), home, 0)
		}
	}
	for j := range p.Posts {
		n.heads[p.Posts[j].Unit] += int64(p.Posts[j].Taken)
	}
	return n
}

// agent of an entry: its person, or the entry itself where the person may sit on several chairs.
func (n *network) agent(entry int32) int32 {
	if i := n.entries[entry].person; n.keep.people[i] {
		return i
	}
	return int32(len(n.p.People)) + entry
}

func (n *network) sit(agent, post int32, price int8) {
	if old := n.seat[agent]; old != placement.None {
		n.used[old]--
		n.heads[n.p.Posts[old].Unit]--
	}
	n.moves += int(price) - int(n.price[agent])
	n.seat[agent], n.price[agent] = post, price
	n.used[post]++
	n.heads[n.p.Posts[post].Unit]++
}

// cost of an entry in moves, which matter only while their limit is kept.
func (n *network) cost(entry int32) int32 {
	if !n.keep.limit {
		return 0
	}
	return int32(n.entries[entry].price)
}

func (n *network) free(post int32) bool {
	return !n.keep.quotas[post] || n.p.Posts[post].Taken+n.used[post] < n.p.Posts[post].Quota
}

// spare reports how many heads a unit has beyond its floor; negative: needs.
func (n *network) spare(unit int32) int64 {
	if !n.keep.floors[unit] {
		return math.MaxInt32
	}
	return n.heads[unit] - int64(n.p.Units[unit].Floor)
}

// node of a unit.
func (n *network) node(unit int32) int32 { return int32(len(n.p.Posts)) + unit }

// fill meets the floors with the fewest moves; false where that is impossible or takes more moves than the limit.
func (n *network) fill() bool {
	limited := n.keep.limit && n.p.Limit >= 0
	for u := range int32(len(n.p.Units)) {
		for n.spare(u) < 0 {
			if !n.augment(n.node(u)) || limited && n.moves > n.p.Limit {
				return false
			}
		}
	}
	return true
}

// augment gets one more head for a unit along a path with the fewest moves; false where there is none. The search goes by
// distance, and what it learns about the least moves from each node keeps the next searches short (Dijkstra with potentials).
func (n *network) augment(start int32) bool {
	for v := range n.dist {
		n.dist[v] = far
	}
	for d := range n.buckets {
		n.buckets[d] = n.buckets[d][:0]
	}
	n.reach(start, 0, none, none)
	post, entry, end := int32(none), int32(none), int32(far)
	for d := int32(0); int(d) < len(n.buckets) && d < end; d++ {
		for k := 0; k < len(n.buckets[d]) && d < end; k++ {
			v := n.buckets[d][k]
			if n.dist[v] != d {
				continue
			}
			if u := v - n.node(0); u >= 0 {
				for _, j := range n.posts[u] {
					if n.free(j) {
						n.reach(j, d+n.least[j]-n.least[v], v, none)
					}
				}
			} else if e, at := n.post(v, d, end); at < end {
				post, entry, end = v, e, at
			}
		}
	}
	if end == far {
		return false
	}
	for d := int32(0); d < min(end, int32(len(n.buckets))); d++ {
		for _, v := range n.buckets[d] {
			if n.dist[v] == d {
				n.least[v] += end - d
				n.dist[v] = far // once, even where it stands twice
			}
		}
	}
	for post != start {
		if entry != none {
			n.sit(n.agent(entry), post, int8(n.cost(entry)))
		}
		post, entry = n.from[post], n.by[post]
	}
	return true
}

// post goes on from a post at distance d: to its unit, which may have somebody on another post instead, and to where its
// agents sit now. It answers with the nearest end below the one known: an entry of somebody who can be spared.
func (n *network) post(j, d, end int32) (entry, at int32) {
	entry, at = none, end
	unit := n.node(n.p.Posts[j].Unit)
	n.reach(unit, d+n.least[unit]-n.least[j], j, none)
	for e := n.first[j]; e < n.first[j+1]; e++ {
		a := n.agent(e)
		seat := n.seat[a]
		if seat == j {
			continue
		}
		to := d + n.cost(e) - int32(n.price[a]) - n.least[j]
		if seat != placement.None && n.spare(n.p.Posts[seat].Unit) <= 0 {
			n.reach(seat, to+n.least[seat], j, e)
		} else if to < at {
			if entry, at = e, to; at == d {
				break // no end is nearer
			}
		}
	}
	return entry, at
}

func (n *network) reach(v, d, from, by int32) {
	if d >= n.dist[v] {
		return
	}
	n.dist[v], n.from[v], n.by[v] = d, from, by
	for int(d) >= len(n.buckets) {
		n.buckets = append(n.buckets, nil)
	}
	n.buckets[d] = append(n.buckets[d], v)
}

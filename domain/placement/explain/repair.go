package explain

import "mutasi/domain/placement"

// repairs is how many are tried at most; each takes some milliseconds on a big problem.
const repairs = 300

// step is an arc with who goes along.
type step struct {
	from, to, who int32
	cost          int64
}

// repair turns the flow into one that is best at the price of a move, and says whether it could. The plan itself need not be: the
// best that was found within a limit on moves is worth the most as it stands, not with moves priced.
//
// The flow differs from a best one by cycles of the residual network. Where the prices are the best, none of their arcs has a
// positive reduced cost, since the reverse arcs remain (Ahuja, Magnanti and Orlin 1993, theorem 9.3). So whoever or whatever has
// arcs of negative cost has one on a cycle of such arcs. Where there is none, the prices are not the best.
func (n *network) repair(c *placement.Certificate) bool {
	for count, again := 0, true; again; {
		again = false
		for from := int32(0); from <= n.sink(); from++ {
			for bad := n.negative(from); bad != nil; bad = n.negative(from) {
				if count++; count > repairs || !n.cancel(c, bad) {
					return false
				}
				again = true
			}
		}
	}
	return true
}

// negative finds an arc from a node that costs less than nothing.
func (n *network) negative(from int32) (bad *step) {
	n.arcs(from, func(to, who int32, cost int64) {
		if bad == nil && cost < 0 {
			bad = &step{from, to, who, cost}
		}
	})
	return bad
}

// cancel sends one unit round a cycle that begins with an arc like this one, of the same person, and has none that costs more than
// nothing.
func (n *network) cancel(c *placement.Certificate, bad *step) bool {
	by := make([]step, n.sink()+1) // how a node was reached
	seen := make([]bool, n.sink()+1)
	var queue []int32
	n.arcs(bad.from, func(to, who int32, cost int64) {
		if cost < 0 && who == bad.who && !seen[to] {
			seen[to], by[to] = true, step{bad.from, to, who, cost}
			queue = append(queue, to)
		}
	})
	for !seen[bad.from] {
		if len(queue) == 0 {
			return false
		}
		from := queue[0]
		queue = queue[1:]
		n.arcs(from, func(to, who int32, cost int64) {
			if cost <= 0 && !seen[to] {
				seen[to], by[to] = true, step{from, to, who, cost}
				queue = append(queue, to)
			}
		})
	}
	moved := n.move(by[bad.from])
	for at := by[bad.from].from; at != bad.from; at = by[at].from {
		moved = n.move(by[at]) || moved
	}
	n.group()
	n.priceSeats(c)
	return moved
}

// move the person of an arc, if it has one. All other seats get dearer for that person by what this one is better.
func (n *network) move(x step) bool {
	if x.who == placement.None {
		return false
	}
	n.seats[x.who] = x.to
	if x.to == n.sink() {
		n.seats[x.who] = placement.None
	}
	first := n.p.People[x.who].Pairs
	for k := range n.p.PairsOf(int(x.who)) {
		n.moves[int(first)+k] -= x.cost
	}
	n.stays[x.who] -= x.cost
	return true
}

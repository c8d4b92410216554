package solver

import (
	"cmp"
	"slices"
)

const (
	deepest = 64      // moves that one exchange adds or takes back at most
	memory  = 1 << 20 // ways that a search remembers at most
	effort  = 2       // how often every pair may be looked at in a big one
	minimum = 3 << 18 // steps of a search in a small problem, in all
	narrow  = 32      // part of the gap that is tried first
)

// spender improves a plan where no price of moves meets their limit. By the prices of the proof every seat that somebody has, and
// every seat open or closed, has a slack: by how much it is worth less than the best. The gap of a plan is the sum of its slacks and
// the price of the moves that it leaves. So exchanges are looked for, cycles of what can still be changed in the plan, whose
// moves cost more than the slack they add; and nothing with more slack than the gap is of use.
type spender struct {
	*run
	sink  int32
	room  int   // moves left; negative: too many
	steps int   // left
	most  int64 // slack from which nothing is looked at
	bar   int64 // slack from which a way is of no use to the search, as a better one is known
	// The seats of person i with less slack are choices[start[i]:start[i+1]], the present one has the slack now[i].
	start   []int32
	choices []choice
	now     []int64
	ideal   []int64 // what everybody would have at the best seat

	root    int32
	labels  []label
	heap    heap  // of labels
	deep    int32 // moves to either side
	round   int32
	set     []int32 // by node and moves: the search in which
	least   []int64 // it was reached, and the least slack of a way there
	found   []exchange
	touched []int32 // by node: the search in which it was changed
}

// choice of a seat, or of none: the sink.
type choice struct {
	to    int32
	slack int64
}

// label is a way from the root to a node, with the moves and the slack that it adds. The last step is made by somebody, or by
// a seat that opens or closes.
type label struct {
	node, who int32
	before    int32 // none at the root
	moves     int32
	slack     int64
}

// exchange is a way back to the root.
type exchange label

// spend what the limit leaves to one plan, and take back what another has too much, both about the best by the prices of the proof;
// what is worth more than the best plan so far takes its place.
func (r *run) spend(under, over []int32) {
	r.charge(r.proof.move)
	r.price, r.subsidy = slices.Clone(r.proof.price), slices.Clone(r.proof.subsidy)
	s := &spender{run: r, sink: r.node(int32(len(r.subsidy)))}
	nodes := int(s.sink) + 1
	s.deep = int32(max(1, min(deepest, memory/nodes/2)))
	s.set, s.least, s.touched = make([]int32, nodes*s.width()), make([]int64, nodes*s.width()), make([]int32, nodes)
	s.start, s.now, s.ideal = make([]int32, 1), make([]int64, len(r.seat)), make([]int64, len(r.seat))
	for i := range s.ideal {
		s.ideal[i] = r.network.best(int32(i), none)
		s.note(int32(i))
	}
	share := max(minimum, effort*len(r.to)) / 4
	for s.gap() > s.most && s.err == nil {
		s.choose()
		for _, seats := range [][]int32{under, over} {
			s.load(seats)
			s.steps += share
			if s.exhaust() {
				s.compare()
			}
		}
	}
}

// exhaust all exchanges that can be found, if any.
func (s *spender) exhaust() (done bool) {
	for again := true; again; {
		again = false
		for root := s.sink; root >= 0; root-- {
			for s.look(root) {
				again, done = true, true
			}
		}
	}
	return done
}

// gap of the best plan.
func (s *spender) gap() int64 { return s.proof.bound - s.best.worth }

// width is how many numbers of moves a node may be reached with.
func (s *spender) width() int { return int(2*s.deep + 1) }

// choose the seats of use: those with little slack at first, for then no others are of use if the gap becomes as small.
func (s *spender) choose() {
	if s.most == 0 {
		s.most = s.gap()/narrow + 1
	} else {
		s.most = s.gap()
	}
	s.choices, s.start = s.choices[:0], s.start[:1]
	for i, h := range s.home {
		best := s.ideal[i]
		if h == none {
			s.admit(s.sink, best)
		} else {
			s.admit(h, best-s.stay[i]+s.price[h])
		}
		lo, hi := s.first[i], s.first[i+1]
		to, values := s.to[lo:hi], s.value[lo:hi]
		for k, j := range to {
			s.admit(j, best-values[k]+s.price[j])
		}
		s.start = append(s.start, int32(len(s.choices)))
	}
}

func (s *spender) admit(to int32, slack int64) {
	if slack < s.most {
		s.choices = append(s.choices, choice{to, slack})
	}
}

// load a plan into the network.
func (s *spender) load(seats []int32) {
	s.room = s.problem.Limit
	for i, j := range seats {
		if s.seat[i] != j {
			s.reseat(int32(i), j)
		}
		if h := s.home[i]; h != none && h != j {
			s.room--
		}
	}
	clear(s.heads)
	for j, people := range s.people {
		s.open[j] = people
		s.heads[s.unit[j]] += people
	}
}

// compare the plan of the network with the best one.
func (s *spender) compare() {
	if worth, moves := s.worthOf(s.seat); s.within(moves) && worth > s.best.worth {
		s.best = &state{seats: slices.Clone(s.seat), worth: worth, moves: moves}
	}
}

// look from a root for exchanges, and carry out those that do not touch each other, the best first; false if there is none. Of any
// cycle that gains, some node is the root of a way that gains all along; ways from the sink are looked at although they do not.
func (s *spender) look(root int32) bool {
	if s.steps <= 0 || s.err != nil {
		return false
	}
	s.round++
	s.bar = s.most
	s.root, s.labels, s.heap, s.found = root, s.labels[:0], s.heap[:0], s.found[:0]
	s.labels = append(s.labels, label{node: root, who: none, before: none})
	s.expand(0)
	for len(s.heap) > 0 && s.steps > 0 && !s.stopped() {
		at := s.heap.pop().node
		if x := &s.labels[at]; s.least[s.slot(x.node, x.moves)] == x.slack && !s.again(x) {
			s.expand(at)
		}
	}
	slices.SortStableFunc(s.found, func(a, b exchange) int { return cmp.Compare(s.gain(b), s.gain(a)) })
	done := false
	for _, x := range s.found {
		if moves := int(x.moves); s.room >= 0 && moves > s.room || s.room < 0 && done && moves < s.room {
			continue // there is no room left, or need not be as much
		}
		done = s.carry(x) || done
	}
	return done
}

// gain of an exchange.
func (s *spender) gain(x exchange) int64 { return s.move*int64(x.moves) - x.slack }

func (s *spender) slot(node, moves int32) int { return int(node)*s.width() + int(moves+s.deep) }

// again says whether a way has been at its node before.
func (s *spender) again(x *label) bool {
	for k := x.before; k != none; k = s.labels[k].before {
		if s.labels[k].node == x.node {
			return true
		}
	}
	return false
}

// reach a node from the end of a way.
func (s *spender) reach(from, to, who, moves int32, slack int64) {
	s.steps--
	x := label{to, who, from, s.labels[from].moves + moves, s.labels[from].slack + slack}
	if x.slack >= s.bar || x.moves > s.deep || x.moves < -s.deep {
		return
	}
	if to == s.root {
		if x := exchange(x); s.room >= 0 && int(x.moves) <= s.room && s.gain(x) > 0 || s.room < 0 && x.moves < 0 {
			s.found = append(s.found, x)
			if int(x.moves) <= s.room {
				s.bar = min(s.bar, x.slack+s.move*int64(s.room-int(x.moves)))
			}
		}
		return
	}
	if s.root != s.sink && s.gain(exchange(x)) <= 0 {
		return
	}
	slot := s.slot(to, x.moves)
	if s.set[slot] == s.round && s.least[slot] <= x.slack {
		return
	}
	s.set[slot], s.least[slot] = s.round, x.slack
	s.heap.push(item{x.slack, int32(len(s.labels))})
	s.labels = append(s.labels, x)
}

// expand a way to all nodes that can be reached from its end.
func (s *spender) expand(at int32) {
	node := s.labels[at].node
	switch u := node - s.node(0); {
	case node == s.sink:
		for u := range s.heads {
			if s.heads[u] > s.floor[u] {
				s.reach(at, s.node(int32(u)), none, 0, -s.subsidy[u])
			}
		}
		for i, j := range s.seat {
			if j == none {
				s.depart(at, int32(i))
			}
		}
	case u >= 0:
		s.reach(at, s.sink, none, 0, s.subsidy[u])
		for _, j := range s.members[s.posts[u]:s.posts[u+1]] {
			if s.open[j] > 0 {
				s.reach(at, j, none, 0, s.price[j]-s.filled(j))
			}
		}
	default:
		if next := s.unfilled(node); next < infinite {
			s.reach(at, s.node(s.unit[node]), none, 0, next-s.price[node])
		}
		for i := s.head[node]; i != none; i = s.next[i] {
			s.depart(at, i)
		}
	}
}

// depart from the node at the end of a way with person i.
func (s *spender) depart(at, i int32) {
	h, from := s.home[i], s.labels[at].node
	for _, x := range s.choices[s.start[i]:s.start[i+1]] {
		if x.to == from {
			continue
		}
		moves := 0
		if h != none {
			moves = b2i(x.to != h) - b2i(from != h)
		}
		s.reach(at, x.to, i, int32(moves), x.slack-s.now[i])
	}
}

// carry an exchange out unless it touches what another one has changed: a node, or somebody who had no seat.
func (s *spender) carry(x exchange) bool {
	for step := label(x); step.before != none; step = s.labels[step.before] {
		from := s.labels[step.before].node
		if from != s.sink && s.touched[from] == s.round || from == s.sink && step.who != none && s.seat[step.who] != none {
			return false
		}
	}
	s.room -= int(x.moves)
	for step := label(x); step.before != none; step = s.labels[step.before] {
		from := s.labels[step.before].node
		s.touched[from] = s.round
		switch {
		case step.who != none:
			s.reseat(step.who, step.node)
		case from == s.sink || step.node == s.sink:
		case from < s.node(0):
			s.openSeat(from, 1)
		default:
			s.openSeat(step.node, -1)
		}
	}
	return true
}

// reseat person i to a post, the sink or none.
func (s *spender) reseat(i, to int32) {
	if s.seat[i] != none {
		s.take(i)
	}
	if to != none && to != s.sink {
		s.put(i, to, s.valueOf(i, to))
	}
	s.note(i)
}

// note the slack of the seat of person i.
func (s *spender) note(i int32) {
	s.now[i] = s.ideal[i]
	if j := s.seat[i]; j != none {
		s.now[i] -= s.worth[i] - s.price[j]
	}
}

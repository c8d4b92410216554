package explain

import "context"

// search is the state of one run of Dijkstra's algorithm.
type search struct {
	cost   []int64 // cheapest way known by node, or never
	target int32
	queue  []entry // binary heap by cost
}

// entry of the queue; one whose cost is above the cheapest known is out of date.
type entry struct {
	cost int64
	node int32
}

// way is what was found from a post.
type way struct {
	found bool  // there is a way to the seat
	cost  int64 // reduced
	open  bool  // there is one to the sink: a seat can be made free
}

// shortest way from a post that gets one person too many to the seat that this person gives up; None: to the sink. The cost
// means nothing where the network is not exact.
func (n *network) shortest(ctx context.Context, from, seat int32) (way, error) {
	sink := n.sink()
	s := &search{cost: make([]int64, sink+1), target: n.node(seat)}
	for k := range s.cost {
		s.cost[k] = never
	}
	s.reach(from, 0)
	for steps := 0; len(s.queue) > 0; steps++ {
		if steps%256 == 0 && ctx.Err() != nil {
			return way{}, ctx.Err()
		}
		at := s.pop()
		if at.cost > s.cost[at.node] {
			continue
		}
		if at.node == s.target {
			return way{found: true, cost: at.cost}, nil
		}
		n.arcs(at.node, func(to, _ int32, cost int64) {
			// What is dearer than the way to the target is of no use. An arc that costs less than nothing, of a network that is not exact,
			// would lead round in circles.
			if cost = at.cost + max(0, cost); cost < s.cost[to] && cost < s.cost[s.target] {
				s.reach(to, cost)
			}
		})
	}
	return way{open: s.cost[sink] != never}, nil
}

func (s *search) reach(to int32, cost int64) {
	s.cost[to] = cost
	s.queue = append(s.queue, entry{cost, to})
	for k := len(s.queue) - 1; k > 0; {
		up := (k - 1) / 2
		if s.queue[up].cost <= cost {
			break
		}
		s.queue[k], s.queue[up], k = s.queue[up], s.queue[k], up
	}
}

func (s *search) pop() entry {
	top, last := s.queue[0], len(s.queue)-1
	s.queue[0] = s.queue[last]
	s.queue = s.queue[:last]
	for k := 0; ; {
		low := 2*k + 1
		if low >= last {
			return top
		}
		if low+1 < last && s.queue[low+1].cost < s.queue[low].cost {
			low++
		}
		if s.queue[k].cost <= s.queue[low].cost {
			return top
		}
		s.queue[k], s.queue[low], k = s.queue[low], s.queue[k], low
	}
}

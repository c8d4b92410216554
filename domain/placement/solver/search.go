package solver

// search is the state of one search for a shortest path (Dijkstra 1959), over posts and units. Rising searches follow the flow,
// falling ones go against it.
type search struct {
	steps int // left
	round int32
	seen  []int32 // the round in which a node was reached last
	dist  []int64
	by    []step
	heap  heap
	done  []int32 // nodes in the order of their distances
	// The nearest place where the path may end: the node to, or with a person going without a seat or coming from none.
	sink int64
	last step
}

// step is how a node was reached: a post by a person to whom a seat is worth value (from there to post to, in a falling search) or,
// with nobody, by its unit; a unit by the post to.
type step struct {
	who, to int32
	value   int64
}

func (s *search) init(nodes int) {
	s.seen, s.dist, s.by = make([]int32, nodes), make([]int64, nodes), make([]step, nodes)
}

func (s *search) begin() {
	s.round++
	s.heap, s.done, s.sink = s.heap[:0], s.done[:0], infinite
}

// reach a node at a distance; false if it was nearer already.
func (s *search) reach(node int32, dist int64, by step) bool {
	if dist >= s.sink || s.seen[node] == s.round && dist >= s.dist[node] {
		return false
	}
	s.seen[node], s.dist[node], s.by[node] = s.round, dist, by
	s.heap.push(item{dist, node})
	return true
}

// next node to look at, the nearest; none when the sink is as near or the steps are used up.
func (s *search) next() (node int32, dist int64) {
	for len(s.heap) > 0 {
		x := s.heap.pop()
		if x.dist >= s.sink {
			break
		}
		if x.dist == s.dist[x.node] {
			s.done = append(s.done, x.node)
			return x.node, x.dist
		}
	}
	return none, 0
}

// end the path at a distance, if that is nearer than the end known.
func (s *search) end(dist int64, by step) {
	if dist < s.sink {
		s.sink, s.last = dist, by
	}
}

type item struct {
	dist int64
	node int32
}

// heap has the nearest item first and four below each.
type heap []item

func (h *heap) push(x item) {
	list := append(*h, x)
	k := len(list) - 1
	for k > 0 {
		up := (k - 1) / 4
		if list[up].dist <= x.dist {
			break
		}
		list[k] = list[up]
		k = up
	}
	list[k] = x
	*h = list
}

func (h *heap) pop() item {
	list := *h
	top, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	*h = list
	for k := 0; len(list) > 0; {
		least, c := -1, 4*k+1
		for e := min(c+4, len(list)); c < e; c++ {
			if list[c].dist < last.dist && (least < 0 || list[c].dist < list[least].dist) {
				least = c
			}
		}
		if least < 0 {
			list[k] = last
			break
		}
		list[k] = list[least]
		k = least
	}
	return top
}

package solver

// finish lets go whatever is not at its best at these prices, and mends it exactly along shortest paths in what each step would
// cost (Edmonds and Karp 1972), each search ending at the first place that can take the flow. It gives up after so many steps.
func (n *network) finish(steps int) bool {
	n.release(0)
	n.search.steps = steps
	for _, i := range n.free {
		if !n.rise(i, none) {
			return false
		}
	}
	for j := range n.open {
		for n.people[j] > n.open[j] {
			if !n.rise(none, int32(j)) {
				return false
			}
		}
	}
	for u := range n.heads {
		for n.heads[u] > n.floor[u] && n.subsidy[u] > 0 {
			if !n.rise(none, n.node(int32(u))) {
				return false
			}
		}
	}
	for j := range n.open {
		for n.people[j] < n.open[j] {
			if !n.fall(int32(j)) {
				return false
			}
		}
	}
	for u := range n.heads {
		for n.heads[u] < n.floor[u] {
			if !n.fall(n.node(int32(u))) {
				return false
			}
		}
	}
	return true
}

// node of a unit; that of a post is the post itself.
func (n *network) node(u int32) int32 { return int32(len(n.price)) + u }

// wants says whether a node has less flow than it should.
func (n *network) wants(node int32) bool {
	if u := node - n.node(0); u >= 0 {
		return n.heads[u] < n.floor[u]
	}
	return n.people[node] < n.open[node]
}

// shiftPrice raises the price of a node, or lowers it by a negative sum. The price of a unit is its subsidy, negative.
func (n *network) shiftPrice(node int32, by int64) {
	if u := node - n.node(0); u >= 0 {
		n.subsidy[u] -= by
	} else {
		n.price[node] += by
	}
}

// rise sends one unit of flow from a free person, or from a node that has too much, to where it can stay, and raises prices so that
// everybody else still has the best.
func (n *network) rise(person, from int32) bool {
	s := &n.search
	s.begin()
	if person == none {
		n.reachUp(from, 0, step{who: none})
	} else {
		n.offer(person, none, n.best(person, none))
	}
	for node, dist := s.next(); node != none; node, dist = s.next() {
		if s.steps--; s.steps < 0 || n.stopped() {
			return false
		}
		if u := node - n.node(0); u >= 0 {
			for _, j := range n.members[n.posts[u]:n.posts[u+1]] {
				if n.open[j] > 0 {
					n.reachUp(j, dist+n.price[j]-n.filled(j), step{who: none})
				}
			}
			continue
		}
		for i := n.head[node]; i != none; i = n.next[i] {
			n.offer(i, node, dist+n.worth[i]-n.price[node])
		}
	}
	if s.sink == infinite {
		return false // start was not feasible
	}
	for _, node := range s.done {
		n.shiftPrice(node, s.sink-s.dist[node])
	}
	end := s.last.to
	switch i := s.last.who; i {
	case none:
	case person:
		end = from
	default:
		end = n.seat[i]
		n.take(i)
	}
	n.pushBack(end, person, from)
	return true
}

// reachUp reaches a node with flow, and at once all that flow can do without anybody moving.
func (n *network) reachUp(node int32, dist int64, by step) {
	s := &n.search
	if !s.reach(node, dist, by) {
		return
	}
	if n.wants(node) {
		s.end(dist, step{who: none, to: node})
	} else if u := node - n.node(0); u >= 0 {
		s.end(dist+n.subsidy[u], step{who: none, to: node})
	} else if next := n.unfilled(node); next < infinite {
		n.reachUp(n.node(n.unit[node]), dist+next-n.price[node], step{who: none, to: node})
	}
}

// offer reaches all seats of a person but post not: somebody who had base there at distance 0 loses what another seat is worth less.
func (n *network) offer(i, not int32, base int64) {
	s := &n.search
	if h := n.home[i]; h == none {
		s.end(base, step{who: i})
	} else if h != not {
		n.reachUp(h, base-n.stay[i]+n.price[h], step{who: i, value: n.stay[i]})
	}
	lo, hi := n.first[i], n.first[i+1]
	to, values := n.to[lo:hi], n.value[lo:hi]
	for k, j := range to {
		if d := base - values[k] + n.price[j]; d < s.sink && j != not {
			n.reachUp(j, d, step{who: i, value: values[k]})
		}
	}
}

// pushBack moves flow along the path that led to a node, back to the person or the node where it began.
func (n *network) pushBack(node, person, from int32) {
	for node != from {
		x := n.search.by[node]
		if node >= n.node(0) {
			node = x.to
			n.openSeat(node, 1)
			continue
		}
		if x.who == none {
			n.openSeat(node, -1)
			node = n.node(n.unit[node])
			continue
		}
		before := from
		if x.who != person {
			before = n.seat[x.who]
			n.take(x.who)
		}
		n.put(x.who, node, x.value)
		node = before
	}
}

// openSeat opens the next seat of a post, or closes the last by -1.
func (n *network) openSeat(j, by int32) {
	n.open[j] += by
	n.heads[n.unit[j]] += by
}

// fall brings one unit of flow to a node that has too little, from where it can be spared, and lowers prices so that everybody
// else still has the best.
func (n *network) fall(target int32) bool {
	s := &n.search
	s.begin()
	n.reachDown(target, 0, step{who: none})
	for node, dist := s.next(); node != none; node, dist = s.next() {
		if s.steps--; s.steps < 0 || n.stopped() {
			return false
		}
		if u := node - n.node(0); u >= 0 {
			for _, j := range n.members[n.posts[u]:n.posts[u+1]] {
				if next := n.unfilled(j); next < infinite {
					n.reachDown(j, dist+next-n.price[j], step{who: none})
				}
			}
			continue
		}
		base := dist + n.price[node]
		for k := n.calls[node]; k < n.calls[node+1]; k++ {
			n.come(n.callers[k], node, n.offers[k], base)
		}
		for _, i := range n.residents[n.homes[node]:n.homes[node+1]] {
			n.come(i, node, n.stay[i], base)
		}
	}
	if s.sink == infinite {
		return false // start was not feasible
	}
	for _, node := range s.done {
		n.shiftPrice(node, s.dist[node]-s.sink)
	}
	if i := s.last.who; i != none {
		n.put(i, s.last.to, s.last.value)
	}
	n.pullOn(s.last.to, target)
	return true
}

// reachDown reaches a node that could give flow, and at once where it comes from without anybody moving.
func (n *network) reachDown(node int32, dist int64, by step) {
	s := &n.search
	if !s.reach(node, dist, by) {
		return
	}
	if u := node - n.node(0); u < 0 {
		if n.open[node] > 0 {
			n.reachDown(n.node(n.unit[node]), dist+n.price[node]-n.filled(node), step{who: none, to: node})
		}
	} else if n.heads[u] > n.floor[u] { // then it has no subsidy
		s.end(dist, step{who: none, to: node})
	}
}

// come reaches the present seat of a person who might come to post j.
func (n *network) come(i, j int32, value, base int64) {
	switch from := n.seat[i]; from {
	case j:
	case none:
		n.search.end(base-value, step{who: i, to: j, value: value})
	default:
		n.reachDown(from, base-value+n.worth[i]-n.price[from], step{who: i, to: j, value: value})
	}
}

// pullOn moves flow along the path that leads from a node on to the target.
func (n *network) pullOn(node, target int32) {
	for node != target {
		x := n.search.by[node]
		switch {
		case node >= n.node(0):
			n.openSeat(x.to, -1)
			node = x.to
		case x.who == none:
			n.openSeat(node, 1)
			node = n.node(n.unit[node])
		default:
			n.take(x.who)
			n.put(x.who, x.to, x.value)
			node = x.to
		}
	}
}

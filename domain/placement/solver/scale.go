package solver

// tighten improves flow and prices until nobody and no seat is further than eps from the best it could have at these prices (the
// cost scaling of Goldberg and Tarjan 1990, with people placed as in the auction of Bertsekas). First everybody and every seat that
// is further away is let go; then people without a seat bid, and prices rise; then open seats without people are filled or
// closed, and prices fall.
func (n *network) tighten(eps int64) bool {
	n.release(eps)
	return n.bid(eps) && n.call(eps)
}

// release lets go whatever is further than eps from its best, and learns when everybody would leave.
func (n *network) release(eps int64) {
	for j := range n.price {
		j := int32(j)
		u, before := n.unit[j], n.open[j]
		for n.unfilled(j) < n.price[j]-eps {
			n.open[j]++
		}
		for n.open[j] > 0 && n.filled(j) > n.price[j]+eps {
			n.open[j]--
		}
		n.heads[u] += n.open[j] - before
	}
	n.free = n.free[:0]
	for i := range n.seat {
		i := int32(i)
		j := n.seat[i]
		other := n.best(i, j)
		if j == none {
			if n.home[i] != none || other > eps {
				n.free = append(n.free, i)
			}
			continue
		}
		if n.leave[i] = n.worth[i] - other; n.leave[i] < n.price[j]-eps {
			n.take(i)
			n.free = append(n.free, i)
		}
	}
}

// best is what person i would have at the best seat other than at post not.
func (n *network) best(i, not int32) int64 {
	worth := int64(-infinite)
	if h := n.home[i]; h == none {
		worth = 0
	} else if h != not {
		worth = n.stay[i] - n.price[h]
	}
	lo, hi := n.first[i], n.first[i+1]
	to, values := n.to[lo:hi], n.value[lo:hi]
	for k, j := range to {
		if w := values[k] - n.price[j]; w > worth && j != not {
			worth = w
		}
	}
	return worth
}

// twoBest finds the best seat of person i and what the second best would be worth to them.
func (n *network) twoBest(i int32) (second int64, at int32, value int64) {
	first, second, at := int64(-infinite), int64(-infinite), none
	if h := n.home[i]; h == none {
		first = 0
	} else {
		first, at, value = n.stay[i]-n.price[h], h, n.stay[i]
	}
	lo, hi := n.first[i], n.first[i+1]
	to, values := n.to[lo:hi], n.value[lo:hi]
	for k, j := range to {
		if w := values[k] - n.price[j]; w > first {
			first, second, at, value = w, first, j, values[k]
		} else if w > second {
			second = w
		}
	}
	return second, at, value
}

// bid places everybody who is free.
func (n *network) bid(eps int64) bool {
	for j := range n.open {
		for n.people[j] > n.open[j] {
			n.settle(int32(j), eps)
		}
	}
	for u := range n.heads {
		n.relax(int32(u), eps)
	}
	for len(n.free) > 0 {
		if n.stopped() {
			return false
		}
		i := n.free[len(n.free)-1]
		n.free = n.free[:len(n.free)-1]
		second, at, value := n.twoBest(i)
		if at == none {
			continue
		}
		n.leave[i] = value - second
		n.put(i, at, value)
		if n.people[at] > n.open[at] {
			n.settle(at, eps)
		}
	}
	return true
}

// least finds who leaves post j first, and at what price.
func (n *network) least(j int32) (who int32, price int64) {
	who, price = none, infinite
	for i := n.head[j]; i != none; i = n.next[i] {
		if n.leave[i] < price || who == none {
			who, price = i, n.leave[i]
		}
	}
	return who, price
}

// settle raises the price of post j until it opens a seat or somebody leaves.
func (n *network) settle(j int32, eps int64) {
	who, price := n.least(j)
	if next := n.unfilled(j); next <= price+eps && next < infinite {
		n.price[j] = max(n.price[j], next)
		n.open[j]++
		u := n.unit[j]
		n.heads[u]++
		n.relax(u, eps)
		return
	}
	n.price[j] = max(n.price[j], price+eps)
	n.take(who)
	n.free = append(n.free, who)
}

// relax lowers the subsidy of a unit that has more people than its floor asks for, until there is none or a seat is closed.
func (n *network) relax(u int32, eps int64) {
	for n.heads[u] > n.floor[u] && n.subsidy[u] > 0 {
		least, at, who, members := int64(0), none, none, n.members[n.posts[u]:n.posts[u+1]]
		for _, j := range members {
			if n.open[j] == 0 {
				continue
			}
			price, i := n.price[j], none
			if n.people[j] >= n.open[j] {
				var p int64
				if i, p = n.least(j); p+eps > price {
					price = p + eps
				}
			}
			if g := n.cost[n.arcs[j]+n.open[j]-1] - price; g > least {
				least, at, who = g, j, i
			}
		}
		n.subsidy[u] = min(n.subsidy[u], least)
		for _, j := range members {
			if n.open[j] > 0 {
				n.price[j] = max(n.price[j], n.filled(j))
			}
		}
		if at == none {
			return
		}
		n.open[at]--
		n.heads[u]--
		if who != none {
			n.take(who)
			n.free = append(n.free, who)
		}
	}
}

// call fills or closes the open seats that have nobody.
func (n *network) call(eps int64) bool {
	n.short = n.short[:0]
	for j := range n.open {
		n.pull[j] = infinite
		if n.people[j] < n.open[j] {
			n.short = append(n.short, int32(j))
		}
	}
	for u := range n.heads {
		if !n.support(int32(u), eps) {
			return false
		}
	}
	for len(n.short) > 0 {
		j := n.short[len(n.short)-1]
		n.short = n.short[:len(n.short)-1]
		for n.people[j] < n.open[j] {
			if n.stopped() {
				return false
			}
			who, value, price := n.attract(j)
			if close := n.filled(j); close >= price-eps {
				n.price[j] = min(n.price[j], close)
				n.open[j]--
				n.heads[n.unit[j]]--
				if !n.support(n.unit[j], eps) {
					return false
				}
				continue
			}
			n.price[j] = min(n.price[j], price-eps)
			n.lure(who, j, value)
		}
	}
	return true
}

// lure person i to post j from wherever.
func (n *network) lure(i, j int32, value int64) {
	if from := n.seat[i]; from != none {
		n.take(i)
		if n.people[from] < n.open[from] {
			n.short = append(n.short, from)
		}
	}
	n.put(i, j, value)
}

// attract finds who would come to post j first as its price falls, and at what price.
func (n *network) attract(j int32) (who int32, value, price int64) {
	who, price = none, -infinite
	lo, hi := n.calls[j], n.calls[j+1]
	callers, offers := n.callers[lo:hi], n.offers[lo:hi]
	for k, i := range callers {
		from := n.seat[i]
		var w int64
		if from != none {
			w = n.worth[i] - n.price[from]
		}
		if offers[k]-w > price && from != j {
			who, value, price = i, offers[k], offers[k]-w
		}
	}
	for _, i := range n.residents[n.homes[j]:n.homes[j+1]] {
		if from := n.seat[i]; from != j {
			var w int64
			if from != none {
				w = n.worth[i] - n.price[from]
			}
			if n.stay[i]-w > price {
				who, value, price = i, n.stay[i], n.stay[i]-w
			}
		}
	}
	n.pull[j] = price
	return who, value, price
}

// support raises the subsidy of a unit below its floor until seats are opened there for people who come.
func (n *network) support(u int32, eps int64) bool {
	members := n.members[n.posts[u]:n.posts[u+1]]
	for n.heads[u] < n.floor[u] {
		var at, who int32
		var value int64
		var least int64
		for exact := none; ; {
			least, at = infinite, none
			for _, j := range members {
				if n.open[j] == n.quota(j) {
					continue
				}
				if g := n.cost[n.arcs[j]+n.open[j]] - min(n.price[j], n.pull[j]-eps); g < least || at == none {
					least, at = g, j
				}
			}
			if n.stopped() {
				return false
			}
			if at == none || at == exact {
				break
			}
			who, value, _ = n.attract(at)
			exact = at
		}
		if at == none || who == none {
			return false // start was not feasible
		}
		n.subsidy[u] = max(n.subsidy[u], least)
		for _, j := range members {
			if n.open[j] < n.quota(j) {
				n.price[j] = min(n.price[j], n.unfilled(j))
			}
		}
		n.open[at]++
		n.heads[u]++
		n.lure(who, at, value)
	}
	return true
}

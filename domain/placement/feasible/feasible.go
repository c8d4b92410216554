// Package feasible finds where a plan can start from: a lawful assignment within quotas, floors and limit that moves as few
// people as possible. Where there is none it names constraints that cannot hold together.
package feasible

import "mutasi/domain/placement"

// Start is everybody at home where that meets the floors, else an assignment with the fewest moves that does. Without an
// assignment within the limit the error is a *placement.Infeasible. The problem must be one that placement.Validate takes.
// Same problem, same seats.
func Start(p *placement.Problem) ([]int32, error) {
	seats := make([]int32, len(p.People))
	heads := make([]int64, len(p.Units))
	for i := range p.People {
		if seats[i] = p.People[i].Home; seats[i] != placement.None {
			heads[p.Posts[seats[i]].Unit]++
		}
	}
	for j := range p.Posts {
		heads[p.Posts[j].Unit] += int64(p.Posts[j].Taken)
	}
	short := false
	for u := range p.Units {
		short = short || heads[u] < int64(p.Units[u].Floor)
	}
	if !short {
		return seats, nil
	}
	x := newIndex(p)
	n := x.network(everything(p))
	if !n.fill() {
		return nil, &placement.Infeasible{Conflict: x.conflict()}
	}
	for i := range seats {
		if n.seat[i] != placement.None {
			seats[i] = n.seat[i]
		}
	}
	return seats, nil
}

// entry is a way onto a post: somebody's home, or a pair. The price is 1 for a move and 0 for staying and for a first seat.
type entry struct {
	person int32
	price  int8
}

// index has the entries by post, for posts of units with a floor.
type index struct {
	p       *placement.Problem
	posts   [][]int32 // by unit
	first   []int32   // entries of post j are entries[first[j]:first[j+1]], by person
	entries []entry
	home    []int32 // the entry of each person's home; None where the home has no entries
}

func newIndex(p *placement.Problem) *index {
	x := &index{p: p, posts: make([][]int32, len(p.Units)), first: make([]int32, len(p.Posts)+1), home: make([]int32, len(p.People))}
	for j := range p.Posts {
		u := p.Posts[j].Unit
		x.posts[u] = append(x.posts[u], int32(j))
	}
	x.each(func(_ int32, j int32, _ int8) { x.first[j+1]++ })
	for j := range p.Posts {
		x.first[j+1] += x.first[j]
	}
	x.entries = make([]entry, x.first[len(p.Posts)])
	next := append([]int32(nil), x.first...)
	for i := range x.home {
		x.home[i] = placement.None
	}
	x.each(func(i, j int32, price int8) {
		if j == p.People[i].Home {
			x.home[i] = next[j]
		}
		x.entries[next[j]] = entry{i, price}
		next[j]++
	})
	return x
}

// each calls f with every entry in order of people.
func (x *index) each(f func(person, post int32, price int8)) {
	p := x.p
	floored := make([]bool, len(p.Posts))
	for j := range p.Posts {
		floored[j] = p.Units[p.Posts[j].Unit].Floor > 0
	}
	for i := range p.People {
		home, price := p.People[i].Home, int8(0)
		if home != placement.None {
			if price = 1; floored[home] {
				f(int32(i), home, 0)
			}
		}
		for _, y := range p.PairsOf(i) {
			if floored[y.Post] {
				f(int32(i), y.Post, price)
			}
		}
	}
}

// kept says which constraints count. Without its constraint a unit has no floor, a post any number of seats, and a person may
// take several of the seats that are lawful at once.
type kept struct {
	floors, quotas, people []bool
	limit                  bool
	several                bool // some person is not kept
}

func everything(p *placement.Problem) *kept {
	k := &kept{make([]bool, len(p.Units)), make([]bool, len(p.Posts)), make([]bool, len(p.People)), true, false}
	for _, list := range [][]bool{k.floors, k.quotas, k.people} {
		set(list, true)
	}
	return k
}

func set(list []bool, to bool) {
	for i := range list {
		list[i] = to
	}
}

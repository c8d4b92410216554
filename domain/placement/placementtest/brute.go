package placementtest

import "mutasi/domain/placement"

// Value is the scaled worth of an assignment with its lots, and the number of its moves.
func Value(p *placement.Problem, seats []int32) (value int64, moves int) {
	lots, scale := p.Lottery(), p.Scale()
	used := make([]int32, len(p.Posts))
	for i, j := range seats {
		home := p.People[i].Home
		switch {
		case j == placement.None:
			continue
		case j == home:
			value += p.StayValue(i)
		default:
			value += p.MoveValue(lots, i, p.PairOf(i, j))
			if home != placement.None {
				moves++
			}
		}
		used[j]++
		value += scale * p.SeatValue(j, p.Posts[j].Taken+used[j])
	}
	return value, moves
}

// search tries every assignment.
type search struct {
	p           *placement.Problem
	lots        placement.Lottery
	used, heads []int32
	seats, best []int32
	value, most int64
	moves       int
	any         bool // the first will do
}

// Brute finds the best plan of a small problem by trying all of them, and says whether there is one.
func Brute(p *placement.Problem) (best int64, seats []int32, feasible bool) {
	s := &search{p: p, lots: p.Lottery(), used: make([]int32, len(p.Posts)), heads: make([]int32, len(p.Units)), seats: make([]int32, len(p.People))}
	for j := range p.Posts {
		s.heads[p.Posts[j].Unit] += p.Posts[j].Taken
	}
	s.person(0)
	return s.most, s.best, s.best != nil
}

func (s *search) person(i int) {
	if s.any && s.best != nil {
		return
	}
	if i == len(s.p.People) {
		for u := range s.p.Units {
			if s.heads[u] < s.p.Units[u].Floor {
				return
			}
		}
		if s.best == nil || s.value > s.most {
			s.best, s.most = append(s.best[:0], s.seats...), s.value
			if s.best == nil { // nobody to place
				s.best = []int32{}
			}
		}
		return
	}
	home := s.p.People[i].Home
	if home == placement.None {
		s.seats[i] = placement.None
		s.person(i + 1)
	} else {
		s.seat(i, home, s.p.StayValue(i))
	}
	if home != placement.None {
		if s.p.Limit >= 0 && s.moves == s.p.Limit {
			return
		}
		s.moves++
		defer func() { s.moves-- }()
	}
	list := s.p.PairsOf(i)
	for k := range list {
		s.seat(i, list[k].Post, s.p.MoveValue(s.lots, i, &list[k]))
	}
}

// seat tries everything with person i on post j.
func (s *search) seat(i int, j int32, value int64) {
	post := &s.p.Posts[j]
	if post.Taken+s.used[j] >= post.Quota {
		return
	}
	s.used[j]++
	value += s.p.Scale() * s.p.SeatValue(j, post.Taken+s.used[j])
	s.heads[post.Unit]++
	s.value += value
	s.seats[i] = j
	s.person(i + 1)
	s.value -= value
	s.heads[post.Unit]--
	s.used[j]--
}

// Feasible finds any assignment of a small problem within all constraints.
func Feasible(p *placement.Problem) (seats []int32, ok bool) {
	s := &search{p: p, lots: p.Lottery(), used: make([]int32, len(p.Posts)), heads: make([]int32, len(p.Units)), seats: make([]int32, len(p.People)), any: true}
	for j := range p.Posts {
		s.heads[p.Posts[j].Unit] += p.Posts[j].Taken
	}
	s.person(0)
	return s.best, s.best != nil
}

package placement

import "slices"

// Step is one person's way to a new seat, a first seat included.
type Step struct {
	Person int
	// Chain counts from 1. Moves of one chain open seats for each other.
	Chain int
	// Ring counts from 1 where moves only work at the same moment: a cycle of posts that never have a free seat. 0: no ring. A ring
	// has a chain of its own.
	Ring int
}

// Sequence puts the moves of a plan in an order in which they can be carried out one after another, a ring at once: no post ever
// has more people than its quota, and no move is in a ring that can do without. Floors hold before and at the end; in between a
// unit may be short of those whose successors come later in the chain.
//
// A free seat travels against the moves: somebody takes it and opens another. A chain follows a seat that is free from the start
// for as long as that is needed. What is left are cycles. One that touches a chain becomes part of it, carried out when the free
// seat comes by (Hierholzer 1873); the others are rings.
func Sequence(p *Problem, seats []int32) []Step {
	s := newSequence(p, seats)
	chains := []int32{}
	for j := range p.Posts {
		for s.free[j] > 0 && len(s.wanting[j]) > 0 {
			chains = append(chains, s.walk(int32(j)))
		}
	}
	s.splice()
	steps := make([]Step, 0, s.moves)
	for n, first := range chains {
		steps = s.list(steps, n+1, first)
	}
	for n, ring := range s.rings() {
		for _, i := range ring {
			steps = append(steps, Step{Person: int(i), Chain: len(chains) + n + 1, Ring: n + 1})
		}
	}
	return steps
}

type sequence struct {
	p     *Problem
	seats []int32
	moves int
	free  []int32 // seats by post
	// wanting are the people who have yet to come to a post, the lowest index last.
	wanting [][]int32
	next    []int32 // by person: who takes the seat that they leave, or None
	passed  []int32 // by post: who came first in a chain, or None
	touched []int32 // posts with such a person, in the order in which they came
	detour  []int32 // by post: where the walk begins that is made before that person comes, or None
}

func newSequence(p *Problem, seats []int32) *sequence {
	posts := len(p.Posts)
	s := &sequence{p: p, seats: seats, free: make([]int32, posts), wanting: make([][]int32, posts), next: make([]int32, len(p.People)),
		passed: make([]int32, posts), detour: make([]int32, posts)}
	for j := range p.Posts {
		s.free[j], s.passed[j], s.detour[j] = p.Posts[j].Quota-p.Posts[j].Taken, None, None
	}
	for i := len(p.People) - 1; i >= 0; i-- {
		home := p.People[i].Home
		if home != None {
			s.free[home]--
		}
		if to := seats[i]; to != None && to != home {
			s.wanting[to] = append(s.wanting[to], int32(i))
			s.moves++
		}
	}
	return s
}

// walk follows a free seat of post j from person to person, and gives the first of them. It stops where nobody wants the seat
// opened last, or where others that were free from the start will do for all who want it.
func (s *sequence) walk(j int32) int32 {
	s.free[j]--
	first, last := int32(None), int32(None)
	for {
		want := s.wanting[j]
		i := want[len(want)-1]
		s.wanting[j] = want[:len(want)-1]
		if s.passed[j] == None {
			s.passed[j] = i
			s.touched = append(s.touched, j)
		}
		if last == None {
			first = i
		} else {
			s.next[last] = i
		}
		s.next[i] = None
		last, j = i, s.p.People[i].Home
		if j == None {
			return first
		}
		if int(s.free[j]) >= len(s.wanting[j]) {
			s.free[j]++
			return first
		}
	}
}

// splice finds the cycles that touch a chain. As many want to come to each of their posts as want to leave it, so a walk ends where
// it began, and leaves nobody who wants to come there.
func (s *sequence) splice() {
	for n := 0; n < len(s.touched); n++ {
		if j := s.touched[n]; len(s.wanting[j]) > 0 {
			s.free[j]++ // for the moment before that person comes
			s.detour[j] = s.walk(j)
			s.free[j]--
		}
	}
}

// list writes a walk out with its detours.
func (s *sequence) list(steps []Step, chain int, first int32) []Step {
	for i := first; i != None; i = s.next[i] {
		if j := s.seats[i]; s.passed[j] == i && s.detour[j] != None {
			steps = s.list(steps, chain, s.detour[j])
		}
		steps = append(steps, Step{Person: int(i), Chain: chain})
	}
	return steps
}

// rings cuts what is left into cycles, none through the same post twice: for the lowest person the shortest there is, and so on.
// Each begins with its lowest person and gives in turn who takes the seat that the one before left.
func (s *sequence) rings() [][]int32 {
	var rings [][]int32
	by := make([]int32, len(s.p.Posts)) // who leaves the post, to one reached before
	seen := make([]int, len(s.p.Posts)) // number of the ring for which it was reached
	for i := range s.seats {
		to := s.seats[i]
		if to == None || to == s.p.People[i].Home || !slices.Contains(s.wanting[to], int32(i)) {
			continue
		}
		rings = append(rings, s.ring(int32(i), by, seen, len(rings)+1))
	}
	return rings
}

// ring finds the shortest cycle with a person and takes it out.
func (s *sequence) ring(first int32, by []int32, seen []int, number int) []int32 {
	start, end := s.p.People[first].Home, s.seats[first]
	seen[start] = number
	for queue := []int32{start}; seen[end] != number; queue = queue[1:] {
		want := s.wanting[queue[0]]
		for k := len(want) - 1; k >= 0; k-- {
			if from := s.p.People[want[k]].Home; seen[from] != number {
				seen[from], by[from] = number, want[k]
				queue = append(queue, from)
			}
		}
	}
	ring := []int32{}
	for j := end; j != start; j = s.seats[by[j]] {
		ring = append(ring, by[j])
	}
	ring = append(ring, first)
	slices.Reverse(ring)
	for _, i := range ring {
		want := s.wanting[s.seats[i]]
		k := slices.Index(want, i)
		s.wanting[s.seats[i]] = slices.Delete(want, k, k+1)
	}
	return ring
}

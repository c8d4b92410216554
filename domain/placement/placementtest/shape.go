package placementtest

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"mutasi/domain"
	"mutasi/domain/placement"
)

// Shapes are the names of the big problems. Demo is what a city looks like: most people are best where they are.
var Shapes = []string{"sparse", "geometric", "ties", "chains", "floors"}

// Demo is the shape of a city of the sample data.
const Demo = "demo"

// Shape makes a big problem without a limit on moves; everybody at home is within quotas and floors. The shapes are
// "sparse" (random posts and scores), "geometric" (people and posts lie in a plane and near is better), "ties" (few different
// scores), "chains" (no seat is free but at the end of a row, and everybody wants one further), "floors" (no unit may lose anybody
// on balance, and some people have no seat yet), and "demo".
func Shape(name string, people, posts, pairsPerPerson int, number uint64) *placement.Problem {
	h := fnv.New64a()
	h.Write([]byte(name))
	b := &builder{rng: rand.New(rand.NewPCG(number, h.Sum64())), name: name, each: min(pairsPerPerson, posts-1)}
	b.p = &placement.Problem{Seed: seed(b.rng), Limit: -1, Weights: placement.Weights{Fit: 3500, Wish: 2500, Need: 2500, Development: 500, Cost: 1000}}
	b.units(max(1, posts/25))
	b.posts(posts)
	b.people(people)
	if name == "floors" {
		for u, heads := range Heads(b.p) {
			b.p.Units[u].Floor = heads
		}
	} else {
		for u, heads := range Heads(b.p) {
			b.p.Units[u].Floor = heads * 3 / 4
		}
	}
	return b.p
}

type builder struct {
	rng          *rand.Rand
	name         string
	each         int
	p            *placement.Problem
	where        [][2]float64 // of the posts, by name "geometric"
	grid         [][]int32
	side         int
	seen         []bool
	picked, held []int32
}

func (b *builder) units(n int) {
	for u := range n {
		b.p.Units = append(b.p.Units, placement.Unit{ID: id(kindUnit, u)})
	}
}

func (b *builder) posts(n int) {
	b.side = max(1, int(math.Sqrt(float64(n)/8)))
	b.grid = make([][]int32, b.side*b.side)
	b.seen, b.held = make([]bool, n), make([]int32, n)
	for j := range n {
		post := placement.Post{ID: id(kindPost, j), Unit: int32(b.rng.IntN(len(b.p.Units))), Need: domain.Hundredths(50 + b.rng.IntN(450))}
		switch b.rng.IntN(10) {
		case 0:
			post.Need = -1
		case 1:
			post.Taken = 1
		}
		b.p.Posts = append(b.p.Posts, post)
		at := [2]float64{b.rng.Float64(), b.rng.Float64()}
		b.where = append(b.where, at)
		cell := b.cell(at)
		b.grid[cell] = append(b.grid[cell], int32(j))
	}
}

func (b *builder) cell(at [2]float64) int {
	return int(at[0]*float64(b.side))*b.side + int(at[1]*float64(b.side))
}

func (b *builder) people(n int) {
	posts := len(b.p.Posts)
	for i := range n {
		home := int32(b.rng.IntN(posts))
		switch {
		case b.name == "chains":
			home = int32(i * posts / n)
		case b.name == "floors" && b.rng.IntN(20) == 0, b.name == Demo && b.rng.IntN(100) == 0:
			home = placement.None
		}
		person := placement.Person{ID: id(kindPerson, i), Home: home, Pairs: int32(len(b.p.Pairs))}
		if home != placement.None {
			b.held[home]++
			person.Stay = b.stay()
		}
		b.p.People = append(b.p.People, person)
		b.pairs(home)
	}
	for j := range b.p.Posts {
		post := &b.p.Posts[j]
		post.Quota = post.Taken + b.held[j]
		switch {
		case b.name == "chains":
			if j%500 == 499 {
				post.Quota += 3
			}
		case b.rng.IntN(3) == 0:
			post.Quota += 1 + int32(b.rng.IntN(2))
		}
	}
}

func (b *builder) stay() int16 {
	switch b.name {
	case "ties":
		return int16(2500 * b.rng.IntN(4))
	case Demo:
		return int16(6000 + b.rng.IntN(4000))
	}
	return int16(b.rng.IntN(placement.Full))
}

// pairs of the person added last.
func (b *builder) pairs(home int32) {
	at := [2]float64{b.rng.Float64(), b.rng.Float64()}
	b.picked = b.picked[:0]
	if home != placement.None {
		b.seen[home] = true
	}
	switch b.name {
	case "geometric":
		b.near(at)
	case "chains":
		for d := 1; len(b.picked) < b.each; d++ { // one further, two further, ...
			b.pick(int32((int(home) + d) % len(b.p.Posts)))
		}
	default:
		for len(b.picked) < b.each {
			b.pick(int32(b.rng.IntN(len(b.p.Posts))))
		}
	}
	slices.Sort(b.picked)
	wished := b.rng.IntN(max(1, 4*len(b.picked))) // a quarter of the people wish for something
	for k, j := range b.picked {
		b.seen[j] = false
		b.p.Pairs = append(b.p.Pairs, b.pair(j, home, at, k == wished))
	}
	if home != placement.None {
		b.seen[home] = false
	}
}

func (b *builder) pick(j int32) {
	if !b.seen[j] {
		b.seen[j] = true
		b.picked = append(b.picked, j)
	}
}

// near picks the posts of the cells around a place, ring by ring.
func (b *builder) near(at [2]float64) {
	x, y := int(at[0]*float64(b.side)), int(at[1]*float64(b.side))
	for r := 0; r <= b.side && len(b.picked) < b.each; r++ {
		for u := max(0, x-r); u <= min(b.side-1, x+r); u++ {
			for v := max(0, y-r); v <= min(b.side-1, y+r); v++ {
				if max(u-x, x-u, v-y, y-v) != r {
					continue
				}
				for _, j := range b.grid[u*b.side+v] {
					if len(b.picked) < b.each {
						b.pick(j)
					}
				}
			}
		}
	}
}

func (b *builder) pair(j, home int32, at [2]float64, wished bool) placement.Pair {
	any := func() int16 { return int16(b.rng.IntN(placement.Full + 1)) }
	switch b.name {
	case "geometric":
		d := math.Hypot(at[0]-b.where[j][0], at[1]-b.where[j][1])
		near := int16(placement.Full * math.Exp(-12*d))
		return placement.Pair{Post: j, Fit: near, Wish: near, Development: any() / 10, Cost: placement.Full - near}
	case "ties":
		level := func() int16 { return int16(2500 * b.rng.IntN(5)) }
		return placement.Pair{Post: j, Fit: level(), Wish: level(), Development: 5000, Cost: 5000}
	case "chains":
		d := (int(j) - int(home) + len(b.p.Posts)) % len(b.p.Posts)
		return placement.Pair{Post: j, Fit: any() / 4, Wish: int16(max(0, placement.Full-1500*(d-1))), Development: any() / 10, Cost: int16(min(placement.Full, 1000*d))}
	case Demo:
		stay := b.p.People[len(b.p.People)-1].Stay
		x := placement.Pair{Post: j, Fit: max(0, stay-any()/2), Development: any() / 8, Cost: 6000 + any()*2/5}
		if wished {
			x.Wish = 5000 + any()/2
		}
		return x
	case "sparse", "floors":
		return placement.Pair{Post: j, Fit: any(), Wish: any(), Development: any(), Cost: any()}
	}
	panic(fmt.Sprintf("no shape %q", b.name))
}

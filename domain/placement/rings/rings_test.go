package rings

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// mostGain of all exchanges in which nobody who moves fails to gain, by trying everything on the problem itself.
func mostGain(p *placement.Problem) int64 {
	left := make([]int, len(p.Posts)) // how many of those who left a post are not replaced yet
	var try func(i int, gain int64) int64
	try = func(i int, gain int64) (most int64) {
		if i == len(p.People) {
			for _, n := range left {
				if n != 0 {
					return 0
				}
			}
			return gain
		}
		most = try(i+1, gain)
		home := p.People[i].Home
		if home == placement.None {
			return most
		}
		for _, pair := range p.PairsOf(i) {
			if more := p.MoveParts(&pair).Total() - p.StayParts(i).Total(); more > 0 {
				left[home]++
				left[pair.Post]--
				most = max(most, try(i+1, gain+more))
				left[home]--
				left[pair.Post]++
			}
		}
		return most
	}
	return try(0, 0)
}

func TestRingsAreTheBestExchanges(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 4))
	count, long := 0, 0
	for range 5000 {
		p := placementtest.Random(rng, 7, 5)
		list, plan, err := Rings(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		var gain int64
		moved := map[int]bool{}
		for k := range list {
			gain += ringHolds(t, p, &list[k])
			for _, i := range list[k].People {
				if moved[i] {
					t.Fatalf("person %d twice in %+v", i, list)
				}
				moved[i] = true
			}
			count++
			if len(list[k].People) > 2 {
				long++
			}
		}
		if want := mostGain(p); gain != want {
			t.Fatalf("rings gain %d, %d is possible: %+v\n%+v", gain, want, list, p)
		}
		for i, j := range plan.Seats {
			if (j != p.People[i].Home) != moved[i] {
				t.Fatalf("person %d of %v in %+v", i, plan.Seats, list)
			}
		}
		if !slices.IsSortedFunc(list, func(a, b Ring) int { return a.People[0] - b.People[0] }) {
			t.Fatalf("order of %+v", list)
		}
		if again, _, _ := Rings(context.Background(), p, nil); !reflect.DeepEqual(again, list) {
			t.Fatalf("%+v, then %+v", list, again)
		}
	}
	if count < 500 || long < 50 {
		t.Errorf("only %d rings and %d of them of more than two: the test means little", count, long)
	}
}

// ringHolds checks that everybody takes the seat of the one before and gains, and that no post comes twice; it gives the gain.
func ringHolds(t *testing.T, p *placement.Problem, r *Ring) (sum int64) {
	t.Helper()
	posts := slices.Clone(r.Posts)
	slices.Sort(posts)
	if n := len(r.People); n < 2 || n != len(posts) || len(slices.Compact(posts)) != n || slices.Min(r.People) != r.People[0] {
		t.Fatalf("ring %+v", r)
	}
	for k, i := range r.People {
		before := r.People[(k+len(r.People)-1)%len(r.People)]
		pair := p.PairOf(i, r.Posts[k])
		if pair == nil || p.People[before].Home != r.Posts[k] {
			t.Fatalf("person %d of ring %+v", i, r)
		}
		gain := p.MoveParts(pair).Total() - p.StayParts(i).Total()
		if gain <= 0 {
			t.Fatalf("person %d of ring %+v gains %d", i, r, gain)
		}
		sum += gain
	}
	if sum != r.Gain {
		t.Fatalf("ring %+v gains %d", r, sum)
	}
	return sum
}

// Five people, each of whom wants the seat of the next; 1 and 3 are colleagues, so that two rings do instead of one.
func TestARingThatPassesAPostTwiceIsTwo(t *testing.T) {
	p := &placement.Problem{Weights: placement.Weights{Fit: 10000}, Units: make([]placement.Unit, 1),
		Posts: []placement.Post{{Quota: 1}, {Quota: 2}, {Quota: 1}, {Quota: 1}}}
	for i, way := range [][2]int32{{0, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 0}} {
		p.People = append(p.People, placement.Person{Home: way[0], Stay: 100, Pairs: int32(i)})
		p.Pairs = append(p.Pairs, placement.Pair{Post: way[1], Fit: 101})
	}
	got := Decompose(Restrict(p), []int32{1, 2, 1, 3, 0})
	if len(got) != 2 || len(got[0].People)+len(got[1].People) != 5 || got[0].Gain+got[1].Gain != 5 {
		t.Fatalf("got %+v", got)
	}
	for k := range got {
		ringHolds(t, p, &got[k])
	}
}

// Who has no seat has none to offer, who would gain nothing does not move, and seats that outsiders hold are not for exchange.
func TestRestrictLeavesOutWhatIsNoExchange(t *testing.T) {
	p := &placement.Problem{Weights: placement.Weights{Fit: 8000, Need: 2000}, Limit: 3, Units: []placement.Unit{{Floor: 2}},
		Posts:  []placement.Post{{Quota: 5, Taken: 1, Need: 300}, {Quota: 4, Taken: 2, Need: 300}, {Quota: 2, Need: 900}},
		People: []placement.Person{{Home: 0, Stay: 5000}, {Home: 2, Stay: 5000, Pairs: 2}, {Home: placement.None, Pairs: 3}},
		Pairs:  []placement.Pair{{Post: 1, Fit: 9000}, {Post: 2, Fit: 5001}, {Post: 0, Fit: 6000}, {Post: 0, Fit: 9000}}}
	got := Restrict(p)
	want := &placement.Problem{Weights: p.Weights, Limit: -1, Units: make([]placement.Unit, 1),
		Posts:  []placement.Post{{Quota: 2, Taken: 1, Need: -1}, {Quota: 2, Taken: 2, Need: -1}, {Quota: 1, Need: -1}},
		People: []placement.Person{{Home: 0, Stay: 5000}, {Home: 2, Stay: 5000, Pairs: 0}, {Home: placement.None, Pairs: 1}},
		Pairs:  []placement.Pair{{Post: 0, Fit: 6000}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

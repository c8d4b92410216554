package explain

import (
	"context"
	"math/rand/v2"
	"testing"

	"mutasi/domain/placement"
)

// With what is published everybody finds that no other lawful seat has a margin greater by more than the rounding.
func TestEverybodyCanCheckTheirOutcomeByTheCutoffs(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 4))
	for range 5000 {
		p, b := aProblem(rng)
		plan := b.prove()
		e, list := New(p, plan), Cutoffs(p, plan)
		for i := range p.People {
			home := p.People[i].Home
			best, own := int64(0), int64(0)
			if home != placement.None {
				best = p.StayParts(i).Total() - list[home].Keep
				own = best
			}
			for _, pair := range p.PairsOf(i) {
				margin := p.MoveParts(&pair).Total() - list[pair.Post].Enter
				if home == placement.None {
					margin = p.MoveParts(&pair).Total() - list[pair.Post].Keep
				}
				best = max(best, margin)
				if pair.Post == plan.Seats[i] {
					own = margin
				}
			}
			if own < best-1 {
				t.Fatalf("person %d of %+v: margin %d, elsewhere %d", i, p, own, best)
			}
			if seat := plan.Seats[i]; seat != placement.None {
				if a, _ := e.Explain(context.Background(), i, seat); a.Got.Margin != own || a.Asked.Margin != own {
					t.Fatalf("%+v, want a margin of %d", a.Got, own)
				}
			}
		}
	}
}

// The lowest score is published from five entrants on; who stays is none, who takes a first seat is one.
func TestTheLowestScoreIsPublishedFromFiveEntrants(t *testing.T) {
	p := &placement.Problem{Weights: placement.Weights{Fit: 10000}, Units: make([]placement.Unit, 1),
		Posts: []placement.Post{{Quota: 9, Taken: 2, Need: -1}, {Quota: 9, Need: -1}}}
	for i := range 5 {
		p.People = append(p.People, placement.Person{Home: 1, Pairs: int32(i)})
		p.Pairs = append(p.Pairs, placement.Pair{Post: 0, Fit: int16(7000 - 100*i)})
	}
	p.People[0].Home = placement.None
	p.People = append(p.People, placement.Person{Home: 0, Stay: 10, Pairs: 5})
	scale := p.Scale()
	plan := &placement.Plan{Seats: []int32{0, 0, 0, 0, 0, 0}, Certificate: placement.Certificate{PostPrices: []int64{-3 * scale, 7*scale + 1}, FloorPrices: []int64{0}, MovePrice: 5*scale - 1}}
	got := Cutoffs(p, plan)[0]
	if got.Keep != -3 || got.Enter != 2 || got.Seats != 9 || got.Held != 8 || got.Entrants != 5 || got.LowestAdmitted == nil || *got.LowestAdmitted != 6600 {
		t.Errorf("got %+v", got)
	}
	plan.Seats[1] = 1
	if got := Cutoffs(p, plan); got[0].Entrants != 4 || got[0].LowestAdmitted != nil || got[1].Keep != 8 || got[1].Enter != 12 || got[1].Held != 1 || got[1].Entrants != 0 {
		t.Errorf("got %+v", got)
	}
}

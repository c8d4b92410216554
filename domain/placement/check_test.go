package placement_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// clone copies a problem and a plan, so that a mutation spoils nothing else.
func clone(p *placement.Problem, plan *placement.Plan) (*placement.Problem, *placement.Plan) {
	q, x := *p, *plan
	q.Units, q.Posts, q.People, q.Pairs = slices.Clone(p.Units), slices.Clone(p.Posts), slices.Clone(p.People), slices.Clone(p.Pairs)
	x.Seats, x.Certificate.PostPrices, x.Certificate.FloorPrices = slices.Clone(plan.Seats), slices.Clone(plan.Certificate.PostPrices), slices.Clone(plan.Certificate.FloorPrices)
	return &q, &x
}

// nudge changes an integer, mostly by little.
func nudge[T ~int | ~int16 | ~int32 | ~int64 | ~uint8](rng *rand.Rand, x *T) {
	old := *x
	for *x == old {
		switch rng.IntN(4) {
		case 0:
			*x = -old
		case 1:
			*x += T(rng.IntN(1000) - 500)
		default:
			*x += T(rng.IntN(2)*2 - 1)
		}
	}
}

// pick is one element of a list.
func pick[T any](rng *rand.Rand, list []T) *T { return &list[rng.IntN(len(list))] }

func mutateSeat(rng *rand.Rand, p *placement.Problem, plan *placement.Plan) {
	switch rng.IntN(8) {
	case 0:
		plan.Seats = plan.Seats[1:]
	case 1:
		plan.Seats = append(plan.Seats, placement.None)
	default:
		seat := pick(rng, plan.Seats)
		for old := *seat; *seat == old; {
			*seat = int32(rng.IntN(len(p.Posts)+3)) - 2
		}
	}
}

func mutateCertificate(rng *rand.Rand, c *placement.Certificate) {
	switch rng.IntN(15) {
	case 0:
		c.InputHash = c.PlanHash
	case 1:
		c.PlanHash = c.InputHash
	case 2:
		nudge(rng, &c.Scale)
	case 3:
		nudge(rng, &c.Objective)
	case 4:
		nudge(rng, &c.Bound)
	case 5:
		nudge(rng, &c.Gap)
	case 6:
		c.Optimal = !c.Optimal
	case 7:
		nudge(rng, *pick(rng, []*int64{&c.Parts.Fit, &c.Parts.Wish, &c.Parts.Need, &c.Parts.Development, &c.Parts.Cost}))
	case 8:
		nudge(rng, &c.Moves)
	case 9:
		nudge(rng, &c.MovePrice)
	case 10:
		c.PostPrices = c.PostPrices[1:]
	case 11:
		c.FloorPrices = append(c.FloorPrices, 0)
	case 12:
		*pick(rng, c.PostPrices) = math.MinInt64
	case 13:
		nudge(rng, pick(rng, c.FloorPrices))
	default:
		nudge(rng, pick(rng, c.PostPrices))
	}
}

func mutateProblem(rng *rand.Rand, p *placement.Problem) {
	unit, post, person := pick(rng, p.Units), pick(rng, p.Posts), pick(rng, p.People)
	switch rng.IntN(16) {
	case 0:
		p.Seed = p.Seed[1:] + string("0123456789abcdef"[rng.IntN(16)])
	case 1:
		nudge(rng, *pick(rng, []*int{&p.Weights.Fit, &p.Weights.Wish, &p.Weights.Need, &p.Weights.Development, &p.Weights.Cost}))
	case 2:
		p.Weights.Fit, p.Weights.Wish = p.Weights.Fit+1, p.Weights.Wish-1
	case 3:
		if p.Limit = max(p.Limit, placement.None) - 1; p.Limit < placement.None {
			p.Limit = rng.IntN(5)
		}
	case 4:
		nudge(rng, &unit.Floor)
	case 5:
		nudge(rng, &unit.ID[15])
	case 6:
		nudge(rng, &post.ID[15])
	case 7:
		nudge(rng, &post.Unit)
	case 8:
		nudge(rng, &post.Quota)
	case 9:
		nudge(rng, &post.Taken)
	case 10:
		if post.Need < 0 { // all the same
			post.Need = 0
		} else {
			nudge(rng, &post.Need)
		}
	case 11:
		nudge(rng, &person.ID[15])
	case 12:
		nudge(rng, &person.Home)
	case 13:
		nudge(rng, &person.Stay)
	default:
		if len(p.Pairs) == 0 {
			nudge(rng, &person.Pairs)
			return
		}
		pair := pick(rng, p.Pairs)
		if rng.IntN(4) == 0 {
			nudge(rng, &pair.Post)
		} else {
			nudge(rng, *pick(rng, []*int16{&pair.Fit, &pair.Wish, &pair.Development, &pair.Cost}))
		}
	}
}

// What somebody does who changed one thing and wants it unseen.
const (
	careless  = iota // nothing
	sealing          // makes the digest fit
	rehashing        // makes all three hashes fit
	rebooking        // makes every figure fit that seats give, and claims that the plan is the best
	attackers        // their number
)

func cover(level int, p *placement.Problem, plan *placement.Plan) {
	c := &plan.Certificate
	if level == rebooking && len(placement.Validate(p)) == 0 && lawful(p, plan.Seats) {
		c.Scale, c.Parts = p.Scale(), parts(p, plan.Seats)
		c.Objective, c.Moves = placementtest.Value(p, plan.Seats)
		c.Bound, c.Gap, c.Optimal = c.Objective, 0, true
	}
	if level >= rehashing && len(plan.Seats) > 0 {
		c.PlanHash = placement.PlanHash(plan.Seats)
	}
	if level >= rehashing && len(placement.Validate(p)) == 0 {
		c.InputHash = placement.InputHash(p)
	}
	if level >= sealing {
		c.Seal()
	}
}

// TestCheckAcceptsRightPlansAndRefusesChangedOnes: 1,000 of 1,000 each. A change that leaves every word of the plan true, such as
// another quota where no seat is short, with all hashes made anew, is a right plan of another problem: it is counted apart, and
// must be accepted. Only the published input hash tells it from the first one.
func TestCheckAcceptsRightPlansAndRefusesChangedOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	accepted, refused, right, optimal := 0, 0, 0, 0
	codes := map[string]int{}
	for refused < 1000 || accepted < 1000 {
		p, plan := proven(rng)
		if err := placement.Check(p, plan); err != nil || !honest(p, plan) {
			t.Fatalf("a right plan is refused: %v\n%s", err, file(t, p, plan))
		}
		accepted++
		if accepted%2 == 0 { // the solver's plan and prices instead, which know a price of moves
			plan = solve(t, p)
			if err := placement.Check(p, plan); err != nil || !honest(p, plan) {
				t.Fatalf("the solver's plan is refused: %v\n%s", err, file(t, p, plan))
			}
		}
		if plan.Certificate.Optimal {
			optimal++
		}
		for level := range attackers {
			q, x := clone(p, plan)
			kind := rng.IntN(3)
			switch kind {
			case 0:
				mutateSeat(rng, q, x)
			case 1:
				mutateCertificate(rng, &x.Certificate)
			default:
				mutateProblem(rng, q)
			}
			cover(level, q, x)
			err := placement.Check(q, x)
			if true_ := honest(q, x); true_ != (err == nil) {
				t.Fatalf("kind %d, attacker %d: true is %t, Check says %v\n%s\nbecame\n%s", kind, level, true_, err, file(t, p, plan), file(t, q, x))
			}
			if err == nil {
				if level == careless {
					t.Fatalf("kind %d: a change without a new seal passes\n%s", kind, file(t, q, x))
				}
				if best, _, _ := placementtest.Brute(q); x.Certificate.Optimal && best != x.Certificate.Objective {
					t.Fatalf("proven best %d, the best is %d\n%s", x.Certificate.Objective, best, file(t, q, x))
				}
				right++
				continue
			}
			var e *placement.CheckError
			if !errors.As(err, &e) {
				t.Fatalf("%T", err)
			}
			codes[e.Code]++
			refused++
		}
	}
	t.Logf("accepted %d right plans (%d with a proof of being the best); refused %d changed ones; %d changes left a right plan; %v", accepted, optimal, refused, right, codes)
	if optimal < accepted/2 || right > refused/5 {
		t.Errorf("%d of %d are proven best, %d changes were none: the test tests little", optimal, accepted, right)
	}
}

// TestCheckNamesWhatIsWrong: every code, each by the change it is for.
func TestCheckNamesWhatIsWrong(t *testing.T) {
	// Unit 0 has post 0 (two seats), unit 1 the posts 1 and 2 (one seat each). Persons 0 and 1 sit on 0, person 2 on 2.
	make := func() (*placement.Problem, *placement.Plan) {
		p := &placement.Problem{Seed: placementtest.Shape("demo", 2, 2, 1, 1).Seed, Limit: 1,
			Weights: placement.Weights{Fit: 5000, Need: 5000}, Units: []placement.Unit{{Floor: 1}, {Floor: 1}},
			Posts:  []placement.Post{{Quota: 2, Need: 200}, {Unit: 1, Quota: 1, Need: 100}, {Unit: 1, Quota: 1, Need: 100}},
			People: []placement.Person{{Home: 0, Stay: 5000}, {Home: 0, Stay: 5000, Pairs: 2}, {Home: 2, Stay: 9000, Pairs: 4}},
			Pairs:  []placement.Pair{{Post: 1, Fit: 9000}, {Post: 2, Fit: 1}, {Post: 1, Fit: 8000}, {Post: 2}, {Post: 1}}}
		number := byte(0)
		next := func(id *domain.ID) { number++; id[15] = number }
		for u := range p.Units {
			next(&p.Units[u].ID)
		}
		for j := range p.Posts {
			next(&p.Posts[j].ID)
		}
		for i := range p.People {
			next(&p.People[i].ID)
		}
		plan := &placement.Plan{Seats: []int32{1, 0, 2}}
		free := *p
		free.Limit = -1
		plan.Certificate.PostPrices, plan.Certificate.FloorPrices = prices(&free, plan.Seats)
		account(p, plan)
		return p, plan
	}
	if p, plan := make(); placement.Check(p, plan) != nil || !plan.Certificate.Optimal {
		t.Fatal(placement.Check(p, plan), plan)
	}
	for code, change := range map[string]func(*placement.Problem, *placement.Plan){
		placement.CheckProblem:   func(p *placement.Problem, _ *placement.Plan) { p.Weights.Need-- },
		placement.CheckInputHash: func(p *placement.Problem, _ *placement.Plan) { p.Limit = 2 },
		placement.CheckPlanHash:  func(_ *placement.Problem, plan *placement.Plan) { plan.Seats[0] = 0 },
		placement.CheckScale:     func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Scale = 64 },
		placement.CheckSeats:     func(_ *placement.Problem, plan *placement.Plan) { reseat(plan, 1, 0) },
		placement.CheckUnlawful:  func(_ *placement.Problem, plan *placement.Plan) { reseat(plan, 1, 0, 0) },
		placement.CheckSeatless:  func(_ *placement.Problem, plan *placement.Plan) { reseat(plan, 1, placement.None, 2) },
		placement.CheckQuota:     func(_ *placement.Problem, plan *placement.Plan) { reseat(plan, 1, 1, 2) },
		placement.CheckFloor: func(p *placement.Problem, plan *placement.Plan) {
			p.Units[1].Floor = 2
			reseat(plan, 0, 0, 2)
			rehash(p, plan)
		},
		placement.CheckLimit: func(p *placement.Problem, plan *placement.Plan) { p.Limit = 0; rehash(p, plan) },
		placement.CheckMoves: func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Moves = 0 },
		placement.CheckParts: func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Parts.Wish++ },
		placement.CheckObjective: func(_ *placement.Problem, plan *placement.Plan) {
			reseat(plan, 0, 0, 2)
			plan.Certificate.Moves, plan.Certificate.Parts = 0, placement.Parts{Fit: 9500, Need: 12500}
		},
		placement.CheckPriceCount: func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.FloorPrices = nil },
		placement.CheckPriceRange: func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.PostPrices[1] = math.MaxInt64 },
		placement.CheckPriceSign:  func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.FloorPrices[0] = -1 },
		placement.CheckNoLimit: func(p *placement.Problem, plan *placement.Plan) {
			p.Limit = -1
			plan.Certificate.MovePrice = 1
			rehash(p, plan)
		},
		placement.CheckBound:   func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Bound++ },
		placement.CheckGap:     func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Gap++ },
		placement.CheckOptimal: func(_ *placement.Problem, plan *placement.Plan) { plan.Certificate.Optimal = false },
	} {
		p, plan := make()
		change(p, plan)
		plan.Certificate.Seal()
		var e *placement.CheckError
		if err := placement.Check(p, plan); !errors.As(err, &e) || e.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	p, plan := make()
	plan.Certificate.Gap++
	if err := placement.Check(p, plan); err == nil || err.Error() != "bad_digest: the digest is not that of the certificate" {
		t.Error(err)
	}
}

func reseat(plan *placement.Plan, seats ...int32) {
	plan.Seats = seats
	plan.Certificate.PlanHash = placement.PlanHash(seats)
}

func rehash(p *placement.Problem, plan *placement.Plan) {
	plan.Certificate.InputHash, plan.Certificate.PlanHash = placement.InputHash(p), placement.PlanHash(plan.Seats)
}

// TestCheckOutlastsHostileFigures: sums that leave 64 bits are noticed.
func TestCheckOutlastsHostileFigures(t *testing.T) {
	p := placementtest.Shape(placementtest.Demo, 50, 20, 5, 1)
	p.Limit = 1000
	for _, price := range []int64{1 << 60, -1 << 60} {
		plan := atHome(p)
		for j := range plan.Certificate.PostPrices {
			plan.Certificate.PostPrices[j] = price
		}
		plan.Certificate.MovePrice = 1 << 60
		plan.Certificate.Seal()
		var e *placement.CheckError
		if err := placement.Check(p, plan); !errors.As(err, &e) || e.Code != placement.CheckBound || e.Detail != "the prices give no bound within 64 bits" {
			t.Errorf("%d: %v", price, err)
		}
	}
}

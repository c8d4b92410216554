package placement_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

func TestValidateNamesWhatIsWrong(t *testing.T) {
	const unit, post, person = "0000-0000-0000-000000000001", "0000-0000-0000-000000000001", "0000-0000-0000-000000000001"
	for _, x := range []struct {
		change func(*placement.Problem)
		want   string
	}{
		{func(*placement.Problem) {}, ""},
		{func(p *placement.Problem) { p.Seed = "seed" }, "/seed format"},
		{func(p *placement.Problem) { p.Weights.Need, p.Weights.Fit = -1, 6001 }, "/weights/need range"},
		{func(p *placement.Problem) { p.Weights.Need = 0 }, "/weights sum"},
		{func(p *placement.Problem) { p.Limit = 1_000_001 }, "/limit range"},
		{func(p *placement.Problem) { p.Limit = -7 }, ""},
		{func(p *placement.Problem) { p.Units[0].Floor = -1 }, "/units/01000000-" + unit + "/floor range"},
		{func(p *placement.Problem) { p.Units[0].Floor = 3 }, "/units/01000000-" + unit + "/floor above_seats"},
		{func(p *placement.Problem) { p.Units[1].ID = p.Units[0].ID }, "/units/01000000-" + unit + " order"},
		{func(p *placement.Problem) { p.Posts[0].Unit = 2 }, "/positions/02000000-" + post + "/unit_id unknown_reference"},
		{func(p *placement.Problem) { p.Posts[0].Quota = 1 }, "/positions/02000000-" + post + "/quota below_holders"},
		{func(p *placement.Problem) { p.Posts[0].Quota = -1 }, "/positions/02000000-" + post + "/quota range"},
		{func(p *placement.Problem) { p.Posts[0].Taken = -1 }, "/positions/02000000-" + post + "/taken range"},
		{func(p *placement.Problem) { p.Posts[0].Need = 1e9 + 1 }, "/positions/02000000-" + post + "/need range"},
		{func(p *placement.Problem) { p.Posts[0], p.Posts[1] = p.Posts[1], p.Posts[0] }, "/positions/02000000-" + post + " order"},
		{func(p *placement.Problem) { p.People[0].Home = 3 }, "/people/03000000-" + person + "/position_id unknown_reference"},
		{func(p *placement.Problem) { p.People[0].Home = -2 }, "/people/03000000-" + person + "/position_id unknown_reference"},
		{func(p *placement.Problem) { p.People[0].Stay = 10001 }, "/people/03000000-" + person + "/stay range"},
		{func(p *placement.Problem) { p.People[0].Home = placement.None }, "/people/03000000-" + person + "/stay range"},
		{func(p *placement.Problem) { p.People[0].Pairs = 1 }, "/people/03000000-" + person + "/pairs order"},
		{func(p *placement.Problem) { p.People[1].Pairs = 99 }, "/people/03000000-0000-0000-0000-000000000002/pairs order"},
		{func(p *placement.Problem) { p.People, p.Units[1].Floor = nil, 0 }, "/pairs unknown_reference"},
		{func(p *placement.Problem) { p.Pairs[0].Post = 3 }, "/people/03000000-" + person + "/pairs/0 unknown_reference"},
		{func(p *placement.Problem) { p.Pairs[1].Post = 1 }, "/people/03000000-" + person + "/pairs/1 order"},
		{func(p *placement.Problem) { p.Pairs[0].Post = 0 }, "/people/03000000-" + person + "/pairs/0 same_position"},
		{func(p *placement.Problem) { p.Pairs[0].Wish = -1 }, "/people/03000000-" + person + "/pairs/0 range"},
		{func(p *placement.Problem) { p.Pairs[1].Cost = 10001 }, "/people/03000000-" + person + "/pairs/1 range"},
	} {
		p, _, err := placement.Read(strings.NewReader(tiny))
		if err != nil {
			t.Fatal(err)
		}
		x.change(p)
		got := ""
		if bad := placement.Validate(p); len(bad) > 0 {
			got = bad[0].Pointer + " " + bad[0].Code
		}
		if got != x.want {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
}

// TestValidateNamesEveryFloorAndQuota: all of them at once, with figures.
func TestValidateNamesEveryFloorAndQuota(t *testing.T) {
	p := placementtest.Shape(placementtest.Demo, 400, 100, 5, 1)
	for u := range p.Units {
		p.Units[u].Floor = 900_000
	}
	bad := placement.Validate(p)
	seats := 0
	for j := range p.Posts {
		if p.Posts[j].Unit == 0 {
			seats += int(p.Posts[j].Quota)
		}
	}
	if len(bad) != len(p.Units) || bad[0].Text() != fmt.Sprintf("the positions of this unit have %d seats", seats) {
		t.Errorf("%v", bad)
	}
	for j := range p.Posts {
		p.Posts[j].Quota = p.Posts[j].Taken
	}
	if bad := placement.Validate(p); len(bad) != 100 {
		t.Errorf("%d faults are named", len(bad))
	}
}

// TestValidateTakesWhatCanBeWritten: a problem without faults is read again, and one with faults is not taken for another.
func TestValidateTakesWhatCanBeWritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	taken := 0
	for range 2000 {
		p := placementtest.Random(rng, 5, 5)
		mutateProblem(rng, p)
		if len(placement.Validate(p)) > 0 {
			continue
		}
		taken++
		text := file(t, p, nil)
		q, _, err := placement.Read(strings.NewReader(text))
		if err != nil || placement.InputHash(q) != placement.InputHash(p) {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	if taken < 500 {
		t.Errorf("%d of 2000 were taken", taken)
	}
}

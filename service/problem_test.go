package service

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/needs"
	"mutasi/domain/placement"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// planCity is the sample city for tests of plans.
func planCity(t *testing.T, st *repository.Store) *Service {
	t.Helper()
	s, err := New(t.Context(), st, Config{FilesDir: t.TempDir(), Hash: HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Demo(t.Context(), 2000, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

// storedProgramme is about the whole agency.
func storedProgramme(t *testing.T, s *Service, limits domain.PlanLimits) *domain.Programme {
	t.Helper()
	pr := &domain.Programme{State: domain.ProgrammeOpen, Phase: domain.PhasePlan, Seed: strings.Repeat("5eed", 16), ProgrammeInput: domain.ProgrammeInput{
		Name: "Rotasi", Goal: "workload_balance", StartsOn: s.Today(), EndsOn: s.Today().AddMonths(6), Limits: limits, Phases: []domain.Phase{},
		Weights: domain.PlanWeights{Fit: 2000, Wish: 1500, Need: 5000, Development: 1000, Cost: 500},
	}}
	if err := s.store.Write(t.Context(), func(tx *repository.Tx) error { return repository.Programmes.Insert(tx, pr) }); err != nil {
		t.Fatal(err)
	}
	return pr
}

func problemOf(t *testing.T, s *Service, pr *domain.Programme) *built {
	t.Helper()
	in := domain.PlanInput{Kind: domain.PlanPlacement, PlannedDate: s.Today().AddMonths(3)}
	b, err := s.buildProblem(t.Context(), s.store.Read(t.Context()), pr, in, s.Today(), func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wish stores the wishes of a person.
func wish(t *testing.T, s *Service, pr *domain.Programme, staff domain.ID, wishes ...domain.Wish) *domain.Aspiration {
	t.Helper()
	a := &domain.Aspiration{State: domain.AspirationActive, OpenKey: domain.NewID(),
		AspirationInput: domain.AspirationInput{StaffID: staff, ProgrammeID: pr.ID, Wishes: wishes}}
	err := s.store.Write(t.Context(), func(tx *repository.Tx) error {
		if err := repository.Aspirations.Insert(tx, a); err != nil {
			return err
		}
		return repository.SetWishes(tx, a)
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// pairing is a person and a post of a problem.
type pairing struct {
	person int
	post   int32
}

// judgeOneByOne judges and scores moves the way it is done for candidates, and drops what a plan keeps by itself.
func judgeOneByOne(t *testing.T, s *Service, p *placement.Problem, list []pairing) (fits []int, blocked []bool) {
	t.Helper()
	transfers := make([]transfer, len(list))
	for i, x := range list {
		transfers[i] = transfer{on: s.Today().AddMonths(3), open: true, p: &domain.Proposal{ProposalInput: domain.ProposalInput{
			StaffID: p.People[x.person].ID, ToPositionID: p.Posts[x.post].ID, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas,
		}}}
	}
	found, err := s.judgeAll(s.store.Read(t.Context()), transfers)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range found {
		fits = append(fits, j.Fit.Score-j.Fit.Parts["wish"])
		blocked = append(blocked, slices.ContainsFunc(eligibility.Blocking(j.Results, j.Policy, eligibility.GateVerify), func(r domain.CheckResult) bool {
			return !slices.Contains(eligibility.PlanRules, r.Code)
		}))
	}
	return fits, blocked
}

func TestProblemOfTheSampleCity(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := planCity(t, st)
		pr := storedProgramme(t, s, domain.PlanLimits{Shortlist: 500})
		first := problemOf(t, s, pr)
		// Somebody wishes for a post, and everybody else here for the whole health office.
		var wishers []domain.ID
		for i := 0; i < len(first.Problem.People); i += 97 {
			wishers = append(wishers, first.Problem.People[i].ID)
		}
		post, office := wishedPost(first.Problem, wishers[0]), healthOffice(t, s)
		wish(t, s, pr, wishers[0], domain.Wish{PositionID: post, Rank: 3, Reason: "other"}, domain.Wish{UnitID: office.ID, Rank: 5, Reason: "other"})
		for _, id := range wishers[1:] {
			wish(t, s, pr, id, domain.Wish{UnitID: office.ID, Rank: 2, Reason: "other"})
		}
		b := problemOf(t, s, pr)
		if bad := placement.Validate(b.Problem); len(bad) > 0 {
			t.Fatal(bad)
		}
		if again := problemOf(t, s, pr); !reflect.DeepEqual(again.Problem, b.Problem) {
			t.Error("the same register gives another problem")
		}
		t.Run("pairs are lawful and scored as one by one", func(t *testing.T) { pairsAreLawful(t, s, b) })
		t.Run("other moves are not lawful", func(t *testing.T) { othersAreNot(t, s, b) })
		t.Run("seats and floors", func(t *testing.T) { seatsAndFloors(t, s, b.Problem) })
		t.Run("wishes", func(t *testing.T) { wishesCount(t, s, b.Problem, wishers, post, office) })
		t.Run("shortlist", func(t *testing.T) { shortlistIsTheBest(t, s, pr, b) })
	})
}

func wishedPost(p *placement.Problem, staff domain.ID) domain.ID {
	i := slices.IndexFunc(p.People, func(x placement.Person) bool { return x.ID == staff })
	if pairs := p.PairsOf(i); len(pairs) > 0 {
		return p.Posts[pairs[len(pairs)/2].Post].ID
	}
	return p.Posts[0].ID
}

func healthOffice(t *testing.T, s *Service) *domain.Unit {
	t.Helper()
	rows, err := repository.Units.Where(s.store.Read(t.Context()), "depth, code", "name = ?", "Dinas Kesehatan")
	if err != nil || len(rows) == 0 {
		t.Fatal(len(rows), err)
	}
	return &rows[0]
}

func pairsAreLawful(t *testing.T, s *Service, b *built) {
	p := b.Problem
	var list []pairing
	for i := range p.People {
		for k, x := range p.PairsOf(i) {
			if (i*31+k)%(len(p.Pairs)/300) == 0 {
				list = append(list, pairing{i, x.Post})
			}
		}
	}
	fits, blocked := judgeOneByOne(t, s, p, list)
	if len(list) < 250 {
		t.Fatal(len(list))
	}
	units, err := repository.AllUnits(s.store.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for n, x := range list {
		pair := p.PairOf(x.person, x.post)
		if blocked[n] || int(pair.Fit) != fits[n] {
			t.Fatalf("%v to %v: blocked %v, fit %d, want %d", p.People[x.person].ID, p.Posts[x.post].ID, blocked[n], pair.Fit, fits[n])
		}
		home := p.People[x.person].Home
		if home == placement.None {
			continue
		}
		from, to := p.Units[p.Posts[home].Unit].ID, p.Units[p.Posts[x.post].Unit].ID
		cost := int16(placement.CostElsewhere)
		switch a, b := line(units[from]), line(units[to]); {
		case from == to:
			cost = placement.CostSameUnit
		case len(a) > 1 && len(b) > 1 && a[1] == b[1]:
			cost = placement.CostSameOffice
		}
		if pair.Cost != cost {
			t.Errorf("from %s to %s costs %d, want %d", units[from].Code, units[to].Code, pair.Cost, cost)
		}
	}
	var stays []pairing
	for i := 0; i < len(p.People); i += 41 {
		if p.People[i].Home != placement.None {
			stays = append(stays, pairing{i, p.People[i].Home})
		}
	}
	fits, _ = judgeOneByOne(t, s, p, stays)
	for n, x := range stays {
		if int(p.People[x.person].Stay) != fits[n] {
			t.Fatalf("%v stays for %d, want %d", p.People[x.person].ID, p.People[x.person].Stay, fits[n])
		}
	}
}

// othersAreNot draws moves that are no pairs, of people whose shortlist left nothing out.
func othersAreNot(t *testing.T, s *Service, b *built) {
	p := b.Problem
	positions, err := repository.AllPositions(s.store.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	held := make([]int32, len(p.Posts))
	for i := range p.People {
		if h := p.People[i].Home; h != placement.None {
			held[h]++
		}
	}
	var list []pairing
	down := 0
	for i := 0; i < len(p.People); i += 13 {
		if len(p.PairsOf(i)) == 500 {
			continue
		}
		for j := int32(i % 37); int(j) < len(p.Posts); j += 211 {
			to := positions[p.Posts[j].ID]
			if p.PairOf(i, j) != nil || j == p.People[i].Home || !to.Active || held[j]+p.Posts[j].Taken > int32(to.Quota) || p.Posts[j].Taken >= int32(to.Quota) {
				continue
			}
			if h := p.People[i].Home; h != placement.None {
				from := positions[p.Posts[h].ID]
				if domain.MovementOf(from.Kind, from.Level, to.Kind, to.Level) == domain.Down {
					down++
					continue
				}
			}
			list = append(list, pairing{i, j})
		}
	}
	_, blocked := judgeOneByOne(t, s, p, list)
	for n, x := range list {
		if !blocked[n] {
			t.Errorf("%v to %v is lawful and no pair", p.People[x.person].ID, positions[p.Posts[x.post].ID].Code)
		}
	}
	if len(list) < 300 || down == 0 {
		t.Errorf("%d moves, %d down", len(list), down)
	}
}

// seatsAndFloors counts everything again, position by position, as one proposal would find it.
func seatsAndFloors(t *testing.T, s *Service, p *placement.Problem) {
	tx, day := s.store.Read(t.Context()), s.Today().AddMonths(3)
	rows := map[domain.ID]NeedPosition{}
	for q := (NeedsQuery{Limit: 200}); ; {
		page, err := s.Needs(t.Context(), officer, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Items.([]NeedPosition) {
			rows[r.PositionID] = r
		}
		if page.NextCursor == nil {
			break
		}
		q.Cursor = *page.NextCursor
	}
	homes, posts := map[domain.ID]int{}, map[domain.ID]*placement.Post{}
	for j := range p.Posts {
		posts[p.Posts[j].ID] = &p.Posts[j]
	}
	for i := range p.People {
		if h := p.People[i].Home; h != placement.None {
			homes[p.Posts[h].ID]++
		}
	}
	need, inside, outside := map[domain.ID]domain.Hundredths{}, map[domain.ID]int{}, map[domain.ID]int{}
	promised := 0
	for id, r := range rows {
		seats, err := repository.SeatsOn(tx, &domain.Proposal{ProposalInput: domain.ProposalInput{ToPositionID: id}}, day)
		if err != nil {
			t.Fatal(err)
		}
		promised += seats.Promised
		people := seats.Holders + seats.Promised
		need[r.UnitID] += *r.Need
		post := posts[id]
		if post == nil {
			outside[r.UnitID] += people
			if r.Kind != domain.KindJPTPratama {
				t.Errorf("%s is no post of the problem", r.PositionCode)
			}
			continue
		}
		inside[r.UnitID] += people
		if int(post.Taken) != people-homes[id] || int(post.Quota) != max(seats.Quota, people) || post.Need != *r.Need || p.Units[post.Unit].ID != r.UnitID {
			t.Errorf("%s: %+v, want %+v with %d of ours, need %s", r.PositionCode, *post, seats, homes[id], r.Need)
		}
	}
	if promised == 0 {
		t.Error("nobody is promised a seat")
	}
	for _, u := range p.Units {
		if want := max(0, min(int(needs.Minimum(need[u.ID], domain.DefaultParameters.Needs.MinimumFill))-outside[u.ID], inside[u.ID])); int(u.Floor) != want {
			t.Errorf("%v keeps %d, want %d", u.ID, u.Floor, want)
		}
	}
	open, err := repository.Proposals.Where(tx, "id", "open_key IS NOT NULL")
	if err != nil || len(open) == 0 {
		t.Fatal(len(open), err)
	}
	for _, x := range open {
		if _, found := slices.BinarySearchFunc(p.People, x.StaffID, func(y placement.Person, id domain.ID) int { return bytes.Compare(y.ID[:], id[:]) }); found {
			t.Errorf("%s is under way and its person may move", x.Number)
		}
	}
}

func wishesCount(t *testing.T, s *Service, p *placement.Problem, wishers []domain.ID, post domain.ID, office *domain.Unit) {
	units, err := repository.AllUnits(s.store.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	wished := 0
	for i := range p.People {
		for _, x := range p.PairsOf(i) {
			want := 0
			if slices.Contains(wishers, p.People[i].ID) && strings.HasPrefix(units[p.Units[p.Posts[x.Post].Unit].ID].Path, office.Path) {
				want = 9000
				if p.People[i].ID == wishers[0] {
					want = 6000
				}
			}
			if p.People[i].ID == wishers[0] && p.Posts[x.Post].ID == post {
				want = 8000
			}
			if int(x.Wish) != want {
				t.Fatalf("a wish is worth %d, want %d", x.Wish, want)
			}
			if want > 0 {
				wished++
			}
		}
	}
	if wished < 50 {
		t.Errorf("%d wished moves", wished)
	}
}

// shortlistIsTheBest builds the problem again with short lists and picks the best of the long ones by hand.
func shortlistIsTheBest(t *testing.T, s *Service, pr *domain.Programme, long *built) {
	const keep = 7
	brief := *pr
	brief.Limits.Shortlist = keep
	short := problemOf(t, s, &brief)
	p, q := long.Problem, short.Problem
	held := make([]int32, len(p.Posts))
	for i := range p.People {
		if h := p.People[i].Home; h != placement.None {
			held[h]++
		}
	}
	for i := range p.People {
		all := slices.Clone(p.PairsOf(i))
		if len(all) == 500 {
			continue
		}
		worth := func(x *placement.Pair) int64 {
			post := &p.Posts[x.Post]
			return p.MoveParts(x).Total() + p.SeatValue(x.Post, min(post.Taken+held[x.Post]+1, post.Quota))
		}
		slices.SortFunc(all, func(a, b placement.Pair) int {
			return cmp.Or(cmp.Compare(min(b.Wish, 1), min(a.Wish, 1)), cmp.Compare(worth(&b), worth(&a)), cmp.Compare(a.Post, b.Post))
		})
		all = all[:min(keep, len(all))]
		slices.SortFunc(all, func(a, b placement.Pair) int { return cmp.Compare(a.Post, b.Post) })
		if !slices.Equal(all, q.PairsOf(i)) {
			t.Fatalf("%v: %v, want %v", p.People[i].ID, q.PairsOf(i), all)
		}
	}
	full := 0
	for i := range q.People {
		if len(q.PairsOf(i)) == keep {
			full++
		}
	}
	if short.Full != full || full < len(q.People)/2 || long.Full == 0 || long.Full > full {
		t.Errorf("%d and %d full lists, want %d of the short ones", long.Full, short.Full, full)
	}
}

func TestPanicOverOnePersonIsAnError(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s, err := New(t.Context(), st, Config{FilesDir: t.TempDir(), Hash: HashCost{MemoryKiB: 64, Passes: 1}})
		if err != nil {
			t.Fatal(err)
		}
		policy, err := s.policyNow(st.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		d := &drafting{census: &census{}, pr: &domain.Programme{}, policy: policy, members: []*domain.Staff{nil}, p: &placement.Problem{People: make([]placement.Person, 1)}}
		if err := d.addPairs(t.Context(), func(string, int, int) {}); err == nil || !strings.HasPrefix(err.Error(), "panic: ") {
			t.Error(err)
		}
	})
}

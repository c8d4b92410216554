package needs

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"mutasi/domain"
)

var today = domain.MustDate("2026-11-21")

// aBasis draws one of the bases in use.
func aBasis(t *rapid.T) Basis {
	return Basis{rapid.SampledFrom([]int64{75000, 72000, 74760, 90000}).Draw(t, "minutes"), rapid.SampledFrom([]Rounding{HalfUp, Ceil, None}).Draw(t, "rounding")}
}

// aPost draws a position with its holders.
func aPost(t *rapid.T) Post {
	p := Post{
		Structural: rapid.Bool().Draw(t, "structural"), Closed: rapid.Bool().Draw(t, "closed"), Analysed: rapid.Bool().Draw(t, "analysed"),
		Growth: rapid.Int64Range(-5000, 10000).Draw(t, "growth"), Basis: aBasis(t), Quota: rapid.Int64Range(0, 30).Draw(t, "quota"),
		Age: rapid.SampledFrom([]int{0, 58, 60, 65}).Draw(t, "age"),
	}
	if p.Analysed && rapid.Bool().Draw(t, "measured") {
		p.Measured, p.Load = true, Load(rapid.Int64Range(0, 30*75000*10000).Draw(t, "load"))
	}
	for range rapid.IntRange(0, 6).Draw(t, "holders") {
		p.Enter(LeaveFrom(today), aMover(t))
	}
	return p
}

func aMover(t *rapid.T) Mover {
	return Mover{Known: true, PNS: rapid.Bool().Draw(t, "pns"), Birth: domain.MustDate("1955-01-01").AddDays(rapid.IntRange(0, 17000).Draw(t, "born"))}
}

func sumOf(posts []Post) Sum {
	var s Sum
	for i := range posts {
		s.Add(&posts[i])
	}
	return s
}

// Permuting the positions changes nothing, and the parts add up to the whole wherever they are cut.
func TestSumsAddUpInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		posts := rapid.SliceOfN(rapid.Custom(aPost), 0, 12).Draw(t, "posts")
		whole := sumOf(posts)
		if got := sumOf(rapid.Permutation(posts).Draw(t, "permuted")); got != whole {
			t.Fatalf("permuted: %+v, was %+v", got, whole)
		}
		cut := rapid.IntRange(0, len(posts)).Draw(t, "cut")
		left, right := sumOf(posts[:cut]), sumOf(posts[cut:])
		left.Merge(&right)
		if left != whole {
			t.Fatalf("parts: %+v, whole %+v", left, whole)
		}
		if net := domain.Hundredths(whole.Counted()*100) - whole.Need; net != whole.Surplus-whole.Shortage {
			t.Fatalf("gap %s is not filled less need %s", whole.Surplus-whole.Shortage, net)
		}
		f := whole.Figures()
		retiring := f.Overdue
		for _, n := range f.Retirements {
			if n < 0 {
				t.Fatalf("retirements %v", f.Retirements)
			}
			retiring += n
		}
		if retiring != whole.Leaving[Years] || retiring > whole.Filled() {
			t.Fatalf("%d retire of %d, last bound %d", retiring, whole.Filled(), whole.Leaving[Years])
		}
	})
}

// Figures of one position against the formulas of domain.md 4.2, written out again.
func TestFiguresOfOnePosition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := aPost(t)
		f := p.Figures()
		need, known := p.Need()
		if (f.Need != nil) != known || (f.Gap != nil) != known || (f.Priority != nil) != known || (f.ProjectedGap != nil) != known {
			t.Fatalf("known %v: %+v", known, f)
		}
		if known && (*f.Need != need || *f.Gap != domain.Hundredths(100*p.Filled())-need || *f.Priority != Priority(need, p.Filled())) {
			t.Fatalf("need %s: %+v", need, f)
		}
		measured := p.Analysed && p.Measured && !p.Closed
		if ej, ok := p.Basis.Effectiveness(p.Load, p.Filled()); (f.EJ != nil) != (ok && measured) || f.EJ != nil && (*f.EJ != ej || *f.Grade != GradeOf(ej).Letter || f.Meaning.English == "") {
			t.Fatalf("EJ %v, want %s %v", f.EJ, ej, ok)
		}
		if f.Empty != (p.Filled() == 0) || f.Filled != f.FilledPNS+f.FilledPPPK {
			t.Fatalf("%+v", f)
		}
	})
}

// Moving people out and back restores every figure.
func TestThereAndBackAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leave := LeaveFrom(today)
		posts := rapid.SliceOfN(rapid.Custom(aPost), 2, 6).Draw(t, "posts")
		before := append([]Post{}, posts...)
		type step struct {
			m        Mover
			from, to int
		}
		var steps []step
		for range rapid.IntRange(1, 10).Draw(t, "moves") {
			steps = append(steps, step{aMover(t), rapid.IntRange(0, len(posts)-1).Draw(t, "from"), rapid.IntRange(0, len(posts)-1).Draw(t, "to")})
		}
		for _, s := range steps {
			posts[s.from].Exit(leave, s.m)
			posts[s.to].Enter(leave, s.m)
		}
		if during, was := sumOf(posts), sumOf(before); during.Filled() != was.Filled() || during.PNS != was.PNS {
			t.Fatal("people were lost")
		}
		for _, s := range rapid.Permutation(steps).Draw(t, "back") {
			posts[s.to].Exit(leave, s.m)
			posts[s.from].Enter(leave, s.m)
		}
		for i := range posts {
			if posts[i] != before[i] {
				t.Fatalf("position %d: %+v, was %+v", i, posts[i], before[i])
			}
		}
	})
}

// The bounds of an age limit say the same as the day of retirement itself.
func TestLeavingIsTheDayOfRetirement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := domain.MustDate("2024-01-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "today"))
		birth := domain.MustDate("1950-01-01").AddDays(rapid.IntRange(0, 20000).Draw(t, "born"))
		age := rapid.IntRange(50, 75).Draw(t, "age")
		for k, n := range LeaveFrom(on).Leaving(birth, age) {
			if gone := !RetiresOn(birth, age).After(on.AddYears(k)); gone != (n == 1) {
				t.Fatalf("born %s, limit %d, retires %s, on %s: counted %d", birth, age, RetiresOn(birth, age), on.AddYears(k), n)
			}
		}
	})
}

func TestRetirementBoundaryDays(t *testing.T) {
	for _, x := range []struct {
		today, birth string
		overdue      int64
		first        int64 // within the first year, overdue ones included
	}{
		{"2026-11-21", "1968-10-31", 1, 1}, // retired on 1 November
		{"2026-11-21", "1968-11-01", 0, 1}, // retires on 1 December
		{"2026-11-21", "1969-10-31", 0, 1}, // on 1 November 2027, eleven days within the year
		{"2026-11-21", "1969-11-01", 0, 0}, // on 1 December 2027
		{"2027-03-01", "1969-01-31", 1, 1}, // on 1 February
		{"2028-02-29", "1970-02-28", 0, 1},
	} {
		n := LeaveFrom(domain.MustDate(x.today)).Leaving(domain.MustDate(x.birth), 58)
		if n[0] != x.overdue || n[1] != x.first {
			t.Errorf("born %s as of %s: %v", x.birth, x.today, n)
		}
	}
}

// CV and Gini against the formulas as the books print them, in floating point over all pairs.
func TestSpreadAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loads := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) domain.Hundredths {
			return domain.Hundredths(rapid.Int64Range(0, 20_000_000).Draw(t, "x"))
		}), 1, 40).Draw(t, "loads")
		s := SpreadOf(loads)
		if again := SpreadOf(rapid.Permutation(loads).Draw(t, "permuted")); (again.CV == nil) != (s.CV == nil) || s.CV != nil && (*again.CV != *s.CV || *again.Gini != *s.Gini || *again.Mean != *s.Mean) {
			t.Fatal("the order matters")
		}
		n, sum, pairs := float64(len(loads)), 0.0, 0.0
		for _, a := range loads {
			sum += float64(a)
			for _, b := range loads {
				pairs += math.Abs(float64(a - b))
			}
		}
		if sum == 0 {
			if s.CV != nil || s.Gini != nil || s.Mean != nil {
				t.Fatal("a spread of nothing")
			}
			return
		}
		mean, squares := sum/n, 0.0
		for _, a := range loads {
			squares += (float64(a) - mean) * (float64(a) - mean)
		}
		for name, x := range map[string][2]float64{"CV": {float64(*s.CV), math.Sqrt(squares/n) / mean}, "Gini": {float64(*s.Gini), pairs / (2 * n * n * mean)}} {
			if math.Abs(x[0]/10000-x[1]) > 0.00005+1e-9 {
				t.Fatalf("%s is %v, want %v", name, x[0]/10000, x[1])
			}
		}
	})
}

func TestSpreadOfKnownSamples(t *testing.T) {
	for _, x := range []struct {
		loads    []domain.Hundredths
		cv, gini string
	}{
		{[]domain.Hundredths{100, 100, 100}, "0.0000", "0.0000"},
		{[]domain.Hundredths{0, 0, 0, 400}, "1.7321", "0.7500"},
		{[]domain.Hundredths{200, 400, 400, 400, 500, 500, 700, 900}, "0.4000", "0.2125"}, // mean 5, deviation 2
		{[]domain.Hundredths{7}, "0.0000", "0.0000"},
	} {
		if s := SpreadOf(x.loads); s.CV.String() != x.cv || s.Gini.String() != x.gini {
			t.Errorf("%v: CV %s Gini %s, want %s %s", x.loads, s.CV, s.Gini, x.cv, x.gini)
		}
	}
	if s := SpreadOf(nil); s.CV != nil || s.Units != 0 {
		t.Errorf("%+v", s)
	}
}

// Whoever may be released never takes a unit below its minimum, and one more would, or is not spare.
func TestReserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sumOf(rapid.SliceOfN(rapid.Custom(aPost), 0, 8).Draw(t, "posts"))
		fill := rapid.IntRange(0, 10000).Draw(t, "fill")
		r := s.Reserve(fill)
		enough := func(people int64) bool { return people*1_000_000 >= int64(s.Need)*int64(fill) }
		if !enough(r.Minimum) || r.Minimum > 0 && enough(r.Minimum-1) {
			t.Fatalf("minimum %d of %s at %d", r.Minimum, s.Need, fill)
		}
		if r.CanRelease > 0 && (!enough(s.Counted()-r.CanRelease) || r.CanRelease > r.Spare) {
			t.Fatalf("%+v of %d", r, s.Counted())
		}
		if r.CanRelease < r.Spare != r.WouldFallBelow {
			t.Fatalf("%+v", r)
		}
	})
}

func TestCheckMovesNamesEveryRow(t *testing.T) {
	ids := make([]domain.ID, 12)
	for i := range ids {
		ids[i] = domain.NewID()
	}
	a, b, shut, full, tight := ids[0], ids[1], ids[2], ids[3], ids[4]
	ani, budi, cici, dodi := ids[5], ids[6], ids[7], ids[8]
	people := map[domain.ID]Mover{ani: {Known: true, PositionID: a}, budi: {Known: true, PositionID: a}, cici: {Known: true}, dodi: {Known: true, PositionID: tight}}
	targets := map[domain.ID]Target{a: {true, true, 2, 2}, b: {true, true, 9, 0}, shut: {true, false, 9, 0}, full: {true, true, 1, 1}, tight: {true, true, 1, 1}}
	for name, x := range map[string]struct {
		moves []Move
		want  []string
	}{
		"fine":          {[]Move{{ani, b}, {budi, b}}, nil},
		"trade places":  {[]Move{{ani, tight}, {dodi, a}}, nil},
		"twice":         {[]Move{{ani, b}, {ani, tight}}, []string{"/moves/1/staff_id duplicate"}},
		"nobody":        {[]Move{{ids[9], b}}, []string{"/moves/0/staff_id unknown_reference"}},
		"no position":   {[]Move{{ani, ids[9]}}, []string{"/moves/0/position_id unknown_reference"}},
		"holds none":    {[]Move{{cici, b}}, []string{"/moves/0/staff_id no_position"}},
		"same":          {[]Move{{ani, a}}, []string{"/moves/0/position_id same_position"}},
		"closed":        {[]Move{{ani, shut}}, []string{"/moves/0/position_id inactive"}},
		"full":          {[]Move{{ani, full}}, []string{"/moves/0/position_id position_full"}},
		"full by moves": {[]Move{{dodi, b}, {ani, tight}, {budi, tight}}, []string{"/moves/2/position_id position_full"}},
		"all at once": {[]Move{{ids[9], ids[10]}, {cici, shut}, {ani, full}}, []string{"/moves/0/staff_id unknown_reference", "/moves/0/position_id unknown_reference",
			"/moves/1/staff_id no_position", "/moves/1/position_id inactive", "/moves/2/position_id position_full"}},
	} {
		got := []string{}
		for _, f := range CheckMoves(x.moves, people, targets) {
			got = append(got, f.Pointer+" "+f.Code)
		}
		if len(got) != len(x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
			continue
		}
		for i := range got {
			if got[i] != x.want[i] {
				t.Errorf("%s: %v, want %v", name, got, x.want)
			}
		}
	}
}

// A city's worth of positions takes a few milliseconds: the answer's time is the database's.
func BenchmarkSum(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	posts := make([]Post, 10000)
	for i := range posts {
		posts[i] = Post{Analysed: true, Measured: true, Load: Load(rng.Int64N(7_500_000_000)), Growth: 300, Basis: DefaultBasis, PNS: rng.Int64N(4), PPPK: rng.Int64N(3)}
	}
	for b.Loop() {
		var s Sum
		for i := range posts {
			s.Add(&posts[i])
		}
	}
}

package eligibility

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"mutasi/domain"
)

// slow judges a move by every rule in full.
func slow(f Facts, p PolicySet, to *Post, pair PairFacts, skip []string) []domain.CheckResult {
	f.To, f.JPM, f.AssessedOn = to, pair.JPM, pair.AssessedOn
	if f.Ties != nil {
		f.Ties = &Ties{Deciders: f.Ties.Deciders, NewLine: pair.NewLine}
	}
	return slices.DeleteFunc(Blocking(Evaluate(f, p), p, GateVerify), func(r domain.CheckResult) bool { return slices.Contains(skip, r.Code) })
}

func drawPair(t *rapid.T) PairFacts {
	pair := PairFacts{NewLine: rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "new line")}
	if rapid.IntRange(0, 3).Draw(t, "matched") > 0 {
		pair.JPM = ptr(rapid.SampledFrom([]int{5000, 6799, 6800, 7999, 8000, 10000}).Draw(t, "jpm"))
		pair.AssessedOn = rapid.SampledFrom([]domain.Date{{}, d("2020-01-01"), d("2025-01-01")}).Draw(t, "assessed on")
	}
	return pair
}

// Whatever the policy, the person and the order in which posts are asked about, the answer is that of the slow way, and a
// person asked again gives it again.
func TestScreenAnswersAsEvaluateDoes(t *testing.T) {
	lawful, blocked := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		var skip []string
		if rapid.Bool().Draw(t, "in a plan") {
			skip = PlanRules
		}
		s := NewScreen(p, skip...)
		posts := make([]*ScreenedPost, 6)
		plain := make([]*Post, len(posts))
		f := drawFacts(t, "")
		for i := range posts {
			if plain[i] = drawPost(t); rapid.Bool().Draw(t, "near") {
				near := *f.To
				plain[i] = change(t, &near)
			}
			posts[i] = s.Post(plain[i])
		}
		f.To, f.JPM, f.AssessedOn = nil, nil, domain.Date{}
		before := bytesOf(f)
		x := s.Person(&f)
		never := rapid.Bool().Draw(t, "never first") && x.Never()
		for range 16 {
			i, pair := rapid.IntRange(0, len(posts)-1).Draw(t, "which"), drawPair(t)
			want := slow(f, p, plain[i], pair, skip)
			if got := x.Lawful(posts[i], pair); got != (len(want) == 0) || got && never {
				t.Fatalf("lawful %v, never %v; blocking %+v", got, never, want)
			}
			if got := x.Reasons(posts[i], pair); bytesOf(got) != bytesOf(want) && len(got)+len(want) > 0 {
				t.Fatalf("reasons %+v\nwant %+v", got, want)
			}
			if len(want) == 0 {
				lawful++
			} else {
				blocked++
			}
		}
		if bytesOf(f) != before {
			t.Fatal("the screen changed its facts")
		}
	})
	if min(lawful, blocked) < 10 {
		t.Errorf("%d lawful and %d blocked moves tell little", lawful, blocked)
	}
}

// differs draws two pairs that are alike in what a rule is said to look at, and reports whether the rule tells them apart.
func differs(t *rapid.T, code string, what reads) bool {
	p, f := drawPolicy(t), drawFacts(t, code)
	one, two := f.To, drawPost(t)
	if rapid.Bool().Draw(t, "near") { // then they differ in few things
		near := *one
		two = change(t, &near)
	}
	pairOne, pairTwo := drawPair(t), drawPair(t)
	share(what, one, two, &pairOne, &pairTwo)
	return findingOf(code, f, p, one, pairOne) != findingOf(code, f, p, two, pairTwo)
}

// The table of what rules look at is complete, and true: a pair that differs in everything else gets the same finding.
func TestRulesLookAtNoMoreThanTheySay(t *testing.T) {
	for i := range Catalogue {
		r := &Catalogue[i]
		what, told := readBy[r.Code]
		if told != (r.Gate == GateVerify) {
			t.Errorf("%s stops at the gate %q; told in readBy what it looks at: %v", r.Code, r.Gate, told)
		}
		if !told {
			continue
		}
		t.Run(r.Code, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				if differs(t, r.Code, what) {
					t.Fatal("the rule tells these pairs apart")
				}
			})
		})
	}
}

// The test above would notice: were anything left out of the table, it would soon find two pairs that the rule tells apart.
func TestAMissingLookIsNoticed(t *testing.T) {
	for code, what := range readBy {
		for bit := reads(1); bit < readsAll; bit <<= 1 {
			if what&bit == 0 {
				continue
			}
			found := false
			draw := rapid.Custom(func(t *rapid.T) bool { return differs(t, code, what&^bit) })
			for seed := 0; seed < 2000 && !found; seed++ {
				found = draw.Example(seed)
			}
			if !found {
				t.Errorf("nobody would notice that %s looks at %b", code, bit)
			}
		}
	}
}

// share makes the second pair like the first in what a rule looks at.
func share(what reads, a, b *Post, x, y *PairFacts) {
	for bit, copied := range map[reads]func(){
		readsKind: func() { b.Kind = a.Kind }, readsLevel: func() { b.Level = a.Level }, readsFamily: func() { b.Family = a.Family },
		readsTitle: func() { b.Title = a.Title }, readsEchelon: func() { b.Echelon = a.Echelon }, readsRanks: func() { b.RankMin, b.RankMax = a.RankMin, a.RankMax },
		readsEducation: func() { b.EducationMin = a.EducationMin }, readsMajors: func() { b.Majors = a.Majors }, readsSpecial: func() { b.Special = a.Special },
		readsMoney: func() { b.HandlesMoney = a.HandlesMoney }, readsStrategic: func() { b.Strategic = a.Strategic },
		readsRetirement: func() { b.RetirementAge = a.RetirementAge }, readsActive: func() { b.UnitActive = a.UnitActive },
		readsRemote: func() { b.UnitRemote = a.UnitRemote }, readsUnit: func() { b.UnitID = a.UnitID },
		readsMatch: func() { y.JPM = x.JPM }, readsAssessed: func() { y.AssessedOn = x.AssessedOn }, readsLine: func() { y.NewLine = x.NewLine },
	} {
		if what&bit != 0 {
			copied()
		}
	}
}

// findingOf is the outcome and severity of one rule that is on.
func findingOf(code string, f Facts, p PolicySet, to *Post, pair PairFacts) [2]string {
	rp := p.Rules[code]
	rp.Enabled = ptr(true)
	p.Rules = map[string]RulePolicy{code: rp, codeJPTEarly: p.Rules[codeJPTEarly], codeFirstJF: p.Rules[codeFirstJF]}
	p.Rules[code] = rp
	f.To, f.JPM, f.AssessedOn = to, pair.JPM, pair.AssessedOn
	if f.Ties != nil {
		f.Ties = &Ties{Deciders: f.Ties.Deciders, NewLine: pair.NewLine}
	}
	f.complete()
	r := index[code]
	d := r.check(&input{Facts: &f, policy: &p, rule: r})
	if d == nil {
		return [2]string{}
	}
	return [2]string{string(d.outcome), string(d.severity)}
}

// Different people may be screened at once, and posts be made ready meanwhile.
func TestScreenIsForManyGoroutines(t *testing.T) {
	s := NewScreen(DefaultPolicy(), PlanRules...)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, c := range everyCase {
				w := build(c)
				if w.f.To == nil {
					continue
				}
				pair := PairFacts{JPM: w.f.JPM, AssessedOn: w.f.AssessedOn}
				if w.f.Ties != nil {
					pair.NewLine = w.f.Ties.NewLine
				}
				if got, want := s.Person(&w.f).Lawful(s.Post(w.f.To), pair), slow(w.f, s.policy, w.f.To, pair, PlanRules); got != (len(want) == 0) {
					t.Errorf("%s/%s: %v, want %+v", c.code, c.name, got, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestPostsThatNoRuleTellsApartShareAClass(t *testing.T) {
	s := NewScreen(DefaultPolicy(), PlanRules...)
	one, other, different := *newWorld().f.To, *newWorld().f.To, *newWorld().f.To
	other.PositionID, other.UnitID, other.RetirementAge = domain.ID{99}, unitA, 60 // retirement only warns
	different.HandlesMoney = true                                                  // only warns too
	different.EducationMin = "s2"
	a, b, c := s.Post(&one), s.Post(&other), s.Post(&different)
	if a.Class() != b.Class() || a.Class() == c.Class() || s.Classes() != 2 {
		t.Errorf("classes %d, %d and %d of %d", a.Class(), b.Class(), c.Class(), s.Classes())
	}
}

func bytesOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

package eligibility_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
)

var cityDay = domain.MustDate("2026-07-01")

// town is the sample city as the rules and the score see it.
type town struct {
	people []resident
	posts  []eligibility.Post // those that are active, with their positions
	rows   []domain.Position
}

type resident struct {
	facts     eligibility.Facts // without a new post
	candidate fit.Candidate
	kin       []domain.ID // units in which relatives work
}

func townOf(size int) *town {
	c := city.Build(size, 1, cityDay, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC))
	t, units, positions, posts := &town{}, byID(c.Units), byID(c.Positions), map[domain.ID]eligibility.Post{}
	for i := range c.Positions {
		p := &c.Positions[i]
		u := units[p.UnitID]
		post := eligibility.Post{
			PositionID: p.ID, UnitID: p.UnitID, Title: p.Title, Kind: p.Kind, Level: p.Level, Family: p.Family, Echelon: p.Echelon, RankMin: p.RankMin,
			RankMax: p.RankMax, EducationMin: p.EducationMin, Majors: p.Majors, Special: p.Special, HandlesMoney: p.HandlesMoney, Strategic: p.Strategic,
			RetirementAge: p.RetirementAgeYears(), UnitActive: &u.Active, UnitRemote: u.Remote,
		}
		posts[p.ID] = post
		if p.Active {
			t.posts, t.rows = append(t.posts, post), append(t.rows, *p)
		}
	}
	appointments := owned(c.Appointments, (*domain.Appointment).Owner)
	ratings, sanctions, trainings := owned(c.Ratings, (*domain.Rating).Owner), owned(c.Sanctions, (*domain.Sanction).Owner), owned(c.Trainings, (*domain.TrainingRecord).Owner)
	tests, educations, assessments := owned(c.Tests, (*domain.Test).Owner), owned(c.Educations, (*domain.Education).Owner), owned(c.Assessments, (*domain.Assessment).Owner)
	homes := map[domain.ID]domain.ID{}
	for _, s := range c.Staff {
		homes[s.ID] = s.UnitID
	}
	kin := map[domain.ID][]domain.ID{}
	for _, r := range c.Relations {
		kin[r.StaffID] = append(kin[r.StaffID], homes[r.OtherStaffID])
	}
	for i := range c.Staff {
		s := &c.Staff[i]
		r := resident{kin: kin[s.ID], facts: eligibility.Facts{
			On: cityDay, AsOf: cityDay, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Ties: &eligibility.Ties{},
			Person: eligibility.Person{
				Employment: s.Employment, Status: s.Status, LegalStatus: s.LegalStatus, Probation: s.Probation, PartTime: s.PartTime, Rank: s.Rank,
				BirthDate: s.BirthDate, EducationLevel: s.EducationLevel, Major: s.Major, AppointedOn: s.AppointedOn, PNSSince: s.PNSSince, PledgeOn: s.PledgeOn,
				ServiceBondUntil: s.ServiceBondUntil, InCourt: s.InCourt, UnderExamination: s.UnderExamination, RelationsDeclaredOn: s.RelationsDeclaredOn,
			},
			Ratings: []eligibility.Rating{}, Sanctions: []eligibility.Sanction{}, History: []eligibility.Service{}, Trainings: []eligibility.Training{}, Tests: []eligibility.Test{},
		}}
		f := &r.facts
		if from, ok := posts[s.PositionID]; ok {
			from.Since = s.PositionSince
			f.From = &from
		}
		for _, x := range ratings[s.ID] {
			f.Ratings = append(f.Ratings, eligibility.Rating{Year: x.Year, Predicate: x.Predicate})
		}
		for _, x := range sanctions[s.ID] {
			f.Sanctions = append(f.Sanctions, eligibility.Sanction{Level: x.Level, StartsOn: x.StartsOn, EndsOn: x.EndsOn, RevokedOn: x.RevokedOn})
		}
		for _, x := range appointments[s.ID] {
			p := posts[x.PositionID]
			f.History = append(f.History, eligibility.Service{Kind: p.Kind, Level: p.Level, Family: p.Family, From: x.ValidFrom, To: x.ValidTo, Definitive: x.Kind == domain.Definitive})
		}
		for _, x := range trainings[s.ID] {
			f.Trainings = append(f.Trainings, eligibility.Training{CompletedOn: x.CompletedOn, Hours: x.Hours})
		}
		for _, x := range tests[s.ID] {
			f.Tests = append(f.Tests, eligibility.Test{Purpose: x.Purpose, Family: x.Family, HeldOn: x.HeldOn, Passed: x.Passed, Agency: x.Agency})
		}
		r.candidate = fit.Records{Person: s, Educations: educations[s.ID], Ratings: ratings[s.ID], Appointments: appointments[s.ID], Assessments: assessments[s.ID], Positions: positions}.Candidate()
		t.people = append(t.people, r)
	}
	return t
}

func byID[T any, P interface {
	*T
	Head() *domain.Meta
}](rows []T) map[domain.ID]P {
	m := make(map[domain.ID]P, len(rows))
	for i := range rows {
		p := P(&rows[i])
		m[p.Head().ID] = p
	}
	return m
}

func owned[T any](rows []T, owner func(*T) *domain.ID) map[domain.ID][]T {
	m := map[domain.ID][]T{}
	for i := range rows {
		id := *owner(&rows[i])
		m[id] = append(m[id], rows[i])
	}
	return m
}

// pair is what hangs on a resident and a post together.
func (r *resident) pair(row *domain.Position, to *eligibility.Post) eligibility.PairFacts {
	pair := eligibility.PairFacts{}
	pair.JPM, pair.AssessedOn = fit.LegalMatch(row.Requirements, r.candidate.Levels)
	for _, unit := range r.kin {
		if unit == to.UnitID {
			pair.NewLine++
		}
	}
	return pair
}

// plausible is what lists of positions for a person show: see service.search.
type plausible struct {
	tier, education int
	kind, family    string
	structural      bool
}

func plausibleOf(p *eligibility.Post, education string) plausible {
	return plausible{domain.Tier(p.Kind, p.Level), domain.EducationOrder(education), p.Kind, eligibility.Plain(p.Family), domain.Structural(p.Kind)}
}

func (from plausible) to(p plausible, c *fit.Candidate, t *fit.Target) bool {
	switch {
	case from.tier != 0 && p.tier != 0 && p.tier != from.tier && p.tier != from.tier+1, from.education < p.education:
		return false
	case from.kind != "" && (p.family != "" && p.family == from.family || p.structural && from.structural || len(t.Fields()) == 0 && p.kind == from.kind):
		return true
	}
	return t.FieldFits(c)
}

// harder lets every rule block, and where unknown is true, those of severity block also by what is missing.
func harder(unknown bool) eligibility.PolicySet {
	p, yes := eligibility.DefaultPolicy(), true
	for code, r := range p.Rules {
		if unknown && r.Severity == domain.Block && code != "NO_DISCIPLINE_ACTIVE" && code != "NO_COURT_PROCESS" {
			r.UnknownBlocks = &yes
		}
		if !unknown {
			r.Enabled, r.Severity = &yes, domain.Block
		}
		p.Rules[code] = r
	}
	return p
}

// screening is the city made ready for one policy.
type screening struct {
	*town
	screen  *eligibility.Screen
	posts   []*eligibility.ScreenedPost
	targets []*fit.Target
	wanted  []plausible
}

func (t *town) screening(p eligibility.PolicySet) *screening {
	s := &screening{town: t, screen: eligibility.NewScreen(p, eligibility.PlanRules...)}
	for i := range t.posts {
		p := &t.posts[i]
		s.posts, s.targets = append(s.posts, s.screen.Post(p)), append(s.targets, fit.NewTarget(&t.rows[i], domain.DefaultParameters.Fit, cityDay))
		s.wanted = append(s.wanted, plausibleOf(p, p.EducationMin))
	}
	return s
}

// On the sample city the screen and the slow way agree, and both often say yes and no.
func TestScreenOfTheCity(t *testing.T) {
	town := townOf(1000)
	for name, policy := range map[string]eligibility.PolicySet{"default": eligibility.DefaultPolicy(), "every rule blocks": harder(false), "unknown blocks": harder(true)} {
		rng := rand.New(rand.NewPCG(1, 2))
		s := town.screening(policy)
		said := map[bool]int{}
		for i := range town.people {
			r := &town.people[i]
			x := s.screen.Person(&r.facts)
			for range 8 {
				j := rng.IntN(len(s.posts))
				if f := r.facts.From; f != nil && rng.IntN(2) == 0 { // half of them near the present post
					for town.posts[j].Kind != f.Kind {
						j = rng.IntN(len(s.posts))
					}
				}
				pair := r.pair(&town.rows[j], &town.posts[j])
				f := r.facts
				f.To, f.JPM, f.AssessedOn, f.Ties = &town.posts[j], pair.JPM, pair.AssessedOn, &eligibility.Ties{NewLine: pair.NewLine}
				want := slices.DeleteFunc(eligibility.Blocking(eligibility.Evaluate(f, policy), policy, eligibility.GateVerify), func(r domain.CheckResult) bool {
					return slices.Contains(eligibility.PlanRules, r.Code)
				})
				got := x.Lawful(s.posts[j], pair)
				if got != (len(want) == 0) {
					t.Fatalf("%s: person %d to post %d: %v, want %+v", name, i, j, got, want)
				}
				said[got]++
			}
		}
		if min(said[true], said[false]) < 500 {
			t.Errorf("%s: %v tells little", name, said)
		}
	}
}

// BenchmarkScreenOfTheCity scores and judges pairs of the sample city of 25,000 on all cores: all plausible ones, and 60 for each
// person, in which a person meets hardly any post twice.
func BenchmarkScreenOfTheCity(b *testing.B) {
	town := townOf(25000)
	for name, most := range map[string]int{"all": len(town.posts), "60 each": 60} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				start := time.Now()
				s := town.screening(eligibility.DefaultPolicy())
				prepared := time.Since(start)
				pairs, lawful := s.run(most)
				took := time.Since(start)
				b.ReportMetric(float64(prepared.Milliseconds()), "posts-ms")
				b.ReportMetric(float64(s.screen.Classes()), "classes")
				b.ReportMetric(float64(pairs), "pairs")
				b.ReportMetric(float64(lawful), "lawful")
				b.ReportMetric(float64(took.Nanoseconds())*float64(runtime.GOMAXPROCS(0))/float64(pairs), "core-ns/pair")
			}
		})
	}
}

// run counts the plausible and the lawful pairs, at most so many of each person.
func (s *screening) run(most int) (pairs, lawful int64) {
	var all, yes atomic.Int64
	var next atomic.Int32
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(s.people); i = int(next.Add(1)) - 1 {
				n, k := s.person(i, most)
				all.Add(n)
				yes.Add(k)
			}
		})
	}
	wg.Wait()
	return all.Load(), yes.Load()
}

// person judges and scores one person's pairs with posts from all over the list.
func (s *screening) person(i, most int) (pairs, lawful int64) {
	r := &s.people[i]
	x := s.screen.Person(&r.facts)
	if x.Never() {
		return 0, 0
	}
	present := r.facts.From
	if present == nil {
		present = &eligibility.Post{}
	}
	from := plausibleOf(present, r.facts.Person.EducationLevel)
	const stride = 7919 // prime
	for j, at := 0, i; j < len(s.posts) && pairs < int64(most); j, at = j+1, at+stride {
		at %= len(s.posts)
		if !from.to(s.wanted[at], &r.candidate, s.targets[at]) {
			continue
		}
		pairs++
		if x.Lawful(s.posts[at], r.pair(&s.rows[at], &s.town.posts[at])) && s.targets[at].Score(&r.candidate).Total >= 0 {
			lawful++
		}
	}
	return pairs, lawful
}

package service

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/domain/placement"
)

// target is posts that scores cannot tell apart but by their place and their need.
type target struct {
	*fit.Target
	standard int // index
	standing placement.Standing
	classes  []*postClass
	steps    []step // by target to which somebody goes from here
	most     int64  // the greatest worth of a next free seat
}

// postClass is those of them that rules cannot tell apart either, but by their unit.
type postClass struct {
	*target
	posts []int32 // that take people in, the greatest worth of a next free seat first
}

// step is the way from one target to another.
type step struct {
	growth int16 // half of a development score
	down   bool
}

// field is everything that people are judged and scored against. It does not change while they are.
type field struct {
	*drafting
	screen    *eligibility.Screen
	screened  []*eligibility.ScreenedPost // by post
	targets   []*target
	targetOf  []int32                // by post
	standards [][]domain.Requirement // each once
	next      []int64                // by post: weighted worth of the next free seat
	offices   []domain.ID            // by unit
	byPath    []int32                // units in order of their paths, so that a subtree is a range
	postsOf   [][]int32              // by unit
	keep      int                    // pairs of a person at most
}

func (d *drafting) newField() (*field, error) {
	f := &field{drafting: d, screen: eligibility.NewScreen(d.policy.set(), eligibility.PlanRules...), keep: d.pr.Limits.Shortlist,
		screened: make([]*eligibility.ScreenedPost, len(d.p.Posts)), targetOf: make([]int32, len(d.p.Posts)), next: make([]int64, len(d.p.Posts))}
	if f.keep == 0 {
		f.keep = domain.DefaultShortlist
	}
	if err := f.sortPosts(); err != nil {
		return nil, err
	}
	for _, from := range f.targets {
		from.steps = make([]step, len(f.targets))
		for k, to := range f.targets {
			a, b := from.standing, to.standing
			from.steps[k] = step{placement.Growth(a, b), domain.MovementOf(a.Kind, a.Level, b.Kind, b.Level) == domain.Down}
		}
	}
	f.placeUnits()
	return f, nil
}

// sameTarget is what makes two posts one target. Equal standards are one list (repository.AllStandards), told by its first row.
type sameTarget struct {
	kind, level, family, education, rankMin, rankMax, majors string
	standard                                                 *domain.Requirement
}

// sameClass is what makes them one class.
type sameClass struct {
	target int32
	screen int
}

// sortPosts puts the posts into targets and classes.
func (f *field) sortPosts() error {
	targets, classes, standards := map[sameTarget]int32{}, map[sameClass]*postClass{}, map[*domain.Requirement]int{}
	for j := range f.p.Posts {
		x := &f.p.Posts[j]
		p := f.positions[x.ID]
		post, err := f.post(x.ID)
		if err != nil {
			return err
		}
		f.screened[j] = f.screen.Post(post)
		aim := sameTarget{p.Kind, p.Level, p.Family, p.EducationMin, p.RankMin, p.RankMax, strings.Join(p.Majors, "\x00"), nil}
		if len(p.Requirements) > 0 {
			aim.standard = &p.Requirements[0]
		}
		k, seen := targets[aim]
		if !seen {
			n, known := standards[aim.standard]
			if !known {
				n = len(f.standards)
				standards[aim.standard], f.standards = n, append(f.standards, p.Requirements)
			}
			k = int32(len(f.targets))
			targets[aim], f.targets = k, append(f.targets, &target{Target: fit.NewTarget(p, f.policy.Parameters.Fit, f.today), standard: n,
				standing: placement.Standing{Kind: p.Kind, Level: p.Level, Family: eligibility.Plain(p.Family)}})
		}
		f.targetOf[j] = k
		if !f.takesIn[j] {
			continue
		}
		f.next[j] = f.p.SeatValue(int32(j), min(int32(f.occupied(x.ID))+1, x.Quota))
		t, same := f.targets[k], sameClass{k, f.screened[j].Class()}
		class := classes[same]
		if class == nil {
			class = &postClass{target: t}
			classes[same], t.classes = class, append(t.classes, class)
		}
		class.posts = append(class.posts, int32(j))
		t.most = max(t.most, f.next[j])
	}
	for _, class := range classes {
		slices.SortStableFunc(class.posts, func(a, b int32) int { return cmp.Compare(f.next[b], f.next[a]) })
	}
	return nil
}

// placeUnits finds the office of each unit, its posts, and the order in which a subtree is a range.
func (f *field) placeUnits() {
	f.offices, f.byPath, f.postsOf = make([]domain.ID, len(f.p.Units)), make([]int32, len(f.p.Units)), make([][]int32, len(f.p.Units))
	for j := range f.p.Posts {
		u := f.p.Posts[j].Unit
		f.postsOf[u] = append(f.postsOf[u], int32(j))
	}
	for u := range f.p.Units {
		f.byPath[u] = int32(u)
		if unit := f.units[f.p.Units[u].ID]; unit != nil {
			f.offices[u] = office(unit)
		}
	}
	slices.SortFunc(f.byPath, func(a, b int32) int { return strings.Compare(f.path(a), f.path(b)) })
}

func (f *field) path(unit int32) string {
	if u := f.units[f.p.Units[unit].ID]; u != nil {
		return u.Path
	}
	return ""
}

// office is the unit directly below the root to which a unit belongs; the root belongs to none but itself.
func office(u *domain.Unit) domain.ID {
	above := line(u)
	return above[min(1, len(above)-1)]
}

// chunkOfPeople is how many people a goroutine takes at once.
const chunkOfPeople = 128

// addPairs judges and scores everybody against every post, on two processors at most.
func (d *drafting) addPairs(ctx context.Context, report Progress) error {
	f, err := d.newField()
	if err != nil {
		return err
	}
	people := d.p.People
	chunks := make([]chunk, (len(people)+chunkOfPeople-1)/chunkOfPeople)
	g := gauge{report: report, stage: stagePeople, total: len(people)}
	var turn atomic.Int64
	var wg sync.WaitGroup
	const atOnce = 2
	broken := make(chan error, atOnce)
	for range min(atOnce, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			defer func() { // carryOut guards its own goroutine only: one bad row must not end the process
				if p := recover(); p != nil {
					turn.Store(int64(len(chunks)))
					broken <- fmt.Errorf("panic: %v\n%s", p, debug.Stack())
				}
			}()
			w := f.newScorer()
			for {
				n := int(turn.Add(1)) - 1
				if n >= len(chunks) {
					return
				}
				from := n * chunkOfPeople
				to := min(from+chunkOfPeople, len(people))
				chunks[n] = w.chunk(ctx, from, to)
				if chunks[n].err != nil {
					turn.Store(int64(len(chunks))) // nobody needs the rest
					return
				}
				g.add(to - from)
			}
		})
	}
	wg.Wait()
	select {
	case err := <-broken:
		return err
	default:
		return d.gather(chunks)
	}
}

// chunk is the pairs of some people.
type chunk struct {
	pairs  []placement.Pair
	counts []int32 // by person
	full   int
	err    error
}

// gather joins the chunks in order, whoever made them.
func (d *drafting) gather(chunks []chunk) error {
	total := 0
	for i := range chunks {
		if chunks[i].err != nil {
			return chunks[i].err
		}
		total += len(chunks[i].pairs)
	}
	d.p.Pairs = make([]placement.Pair, 0, total)
	i := 0
	for _, c := range chunks {
		at := int32(len(d.p.Pairs))
		for _, n := range c.counts {
			d.p.People[i].Pairs = at
			at += n
			i++
		}
		d.p.Pairs = append(d.p.Pairs, c.pairs...)
		d.full += c.full
	}
	return nil
}

package service

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/domain/placement"
)

// scorer judges and scores one person after the other; each goroutine has its own. What it holds is of the present person.
type scorer struct {
	*field
	unpack  fit.Unpacker
	person  fit.Candidate
	mover   *eligibility.Screened
	unit    int32        // of the present post, or none
	steps   []step       // from the present post; nil without one
	tenure  int16        // half of a development score
	matches []legalMatch // by standard
	wishes  []int16      // by post: what a wish for it is worth
	wished  []int32      // posts where that is not nothing
	newLine []int        // by unit: relatives in its reporting line; nil where the person has none
	aims    []aim        // targets, those that could be worth most first
	best    shortlist
}

// legalMatch is the job-person match of the present person with one standard.
type legalMatch struct {
	known bool
	facts eligibility.PairFacts
}

// aim is a target for the present person.
type aim struct {
	target int32
	pair   placement.Pair // fit and development
	worth  int64          // of these
	most   int64          // with the greatest worth of a seat
}

func (f *field) newScorer() *scorer {
	return &scorer{field: f, matches: make([]legalMatch, len(f.standards)), wishes: make([]int16, len(f.p.Posts))}
}

func (w *scorer) chunk(ctx context.Context, from, to int) chunk {
	c := chunk{counts: make([]int32, 0, to-from)}
	for i := from; i < to; i++ {
		if c.err = ctx.Err(); c.err != nil {
			return c
		}
		had := len(c.pairs)
		if c.err = w.add(&c, i); c.err != nil {
			return c
		}
		c.counts = append(c.counts, int32(len(c.pairs)-had))
	}
	return c
}

// add finds the pairs of person i, and what staying is worth.
func (w *scorer) add(c *chunk, i int) error {
	staff, at := w.members[i], &w.p.People[i]
	found, err := w.dossier(transfer{on: w.on, open: true, p: &domain.Proposal{
		ProposalInput: domain.ProposalInput{StaffID: staff.ID, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, PlannedDate: w.on,
			ProgrammeID: w.pr.ID},
		FromPositionID: staff.PositionID, FromUnitID: staff.UnitID, Direction: domain.DirectionInternal,
	}})
	if err != nil {
		return err
	}
	if err := w.unpack.Unpack(w.profiles[staff.ID], &w.person); err != nil {
		return err
	}
	w.unit, w.steps, w.tenure = placement.None, nil, 0
	if at.Home != placement.None {
		home := w.targets[w.targetOf[at.Home]]
		at.Stay = int16(home.Score(&w.person).Total)
		w.unit, w.steps, w.tenure = w.p.Posts[at.Home].Unit, home.steps, placement.Tenure(staff.PositionSince.MonthsUntil(w.on))
	}
	if w.mover = w.screen.Person(&found.Facts); w.mover.Never() {
		return nil
	}
	clear(w.matches)
	w.best = w.best[:0]
	w.setWishes(staff.ID)
	w.setNewLine(staff.ID)
	for _, j := range w.wished {
		if w.takesIn[j] && j != at.Home && w.lawful(j, w.targets[w.targetOf[j]]) {
			x := w.aim(w.targetOf[j])
			w.offer(&x, j)
		}
	}
	w.consider(at.Home)
	if len(w.best) == w.keep {
		c.full++
	}
	slices.SortFunc(w.best, func(x, y shortlisted) int { return cmp.Compare(x.pair.Post, y.pair.Post) })
	for k := range w.best {
		c.pairs = append(c.pairs, w.best[k].pair)
	}
	return nil
}

// aim scores the person for a target. Whoever leaves no post has no tenure and does not grow.
func (w *scorer) aim(k int32) aim {
	x := aim{target: k, pair: placement.Pair{Fit: int16(w.targets[k].Score(&w.person).Total)}}
	if w.steps != nil {
		x.pair.Development = w.tenure + w.steps[k].growth
	}
	x.worth = w.p.MoveParts(&x.pair).Total()
	x.most = x.worth + w.targets[k].most
	return x
}

// consider offers the posts that the person has not wished for, those that could be worth most first, until none that is left could come
// in. Nobody is moved down unless by a wish.
func (w *scorer) consider(home int32) {
	w.aims = w.aims[:0]
	for k := range w.targets {
		if len(w.targets[k].classes) > 0 && (w.steps == nil || !w.steps[k].down) {
			w.aims = append(w.aims, w.aim(int32(k)))
		}
	}
	slices.SortFunc(w.aims, func(a, b aim) int { return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(a.target, b.target)) })
	for n := range w.aims {
		x := &w.aims[n]
		if w.best.hopeless(x.most, w.keep) {
			return
		}
		for _, class := range w.targets[x.target].classes {
			w.considerClass(x, class, home)
		}
	}
}

// considerClass asks the law once for all posts of a class, but for those in the present unit and where relatives are.
func (w *scorer) considerClass(x *aim, class *postClass, home int32) {
	asked, lawful := false, false
	for _, j := range class.posts {
		if w.best.hopeless(x.worth+w.next[j], w.keep) {
			return
		}
		if j == home || w.wishes[j] > 0 {
			continue
		}
		goes := lawful
		if to := w.p.Posts[j].Unit; to == w.unit || w.newLine != nil && w.newLine[to] > 0 {
			goes = w.lawful(j, class.target)
		} else if !asked {
			asked, lawful = true, w.lawful(j, class.target)
			goes = lawful
		}
		if goes {
			w.offer(x, j)
		}
	}
}

// lawful asks the law about one post.
func (w *scorer) lawful(j int32, t *target) bool {
	facts := w.match(t.standard)
	if w.newLine != nil {
		facts.NewLine = w.newLine[w.p.Posts[j].Unit]
	}
	return w.mover.Lawful(w.screened[j], facts)
}

// offer a lawful move for the shortlist.
func (w *scorer) offer(x *aim, j int32) {
	pair := x.pair
	pair.Post, pair.Wish, pair.Cost = j, w.wishes[j], w.cost(w.unit, w.p.Posts[j].Unit)
	w.best.offer(&shortlisted{pair.Wish > 0, w.p.MoveParts(&pair).Total() + w.next[j], pair}, w.keep)
}

// match is the job-person match with a standard, as the rules see it.
func (w *scorer) match(standard int) eligibility.PairFacts {
	m := &w.matches[standard]
	if !m.known {
		m.known = true
		m.facts.JPM, m.facts.AssessedOn = fit.LegalMatch(w.standards[standard], w.person.Levels)
	}
	return m.facts
}

// cost of the way from one unit to another; nothing for somebody who leaves none.
func (w *scorer) cost(from, to int32) int16 {
	switch {
	case from == placement.None || from == to:
		return placement.CostSameUnit
	case w.offices[from] == w.offices[to]:
		return placement.CostSameOffice
	}
	return placement.CostElsewhere
}

// setWishes spreads a person's wishes over the posts; where several name the same one the dearest counts.
func (w *scorer) setWishes(staff domain.ID) {
	for _, j := range w.wished {
		w.wishes[j] = 0
	}
	w.wished = w.wished[:0]
	want := func(j int32, rank int) {
		if w.wishes[j] == 0 {
			w.wished = append(w.wished, j)
		}
		w.wishes[j] = max(w.wishes[j], int16(domain.WishValue(rank)))
	}
	for _, x := range w.census.wishes[staff] {
		if j, ours := w.postAt[x.PositionID]; ours {
			want(j, x.Rank)
		}
		if u := w.units[x.UnitID]; u != nil {
			first := sort.Search(len(w.byPath), func(n int) bool { return w.path(w.byPath[n]) >= u.Path })
			for _, below := range w.byPath[first:] {
				if !strings.HasPrefix(w.path(below), u.Path) {
					break
				}
				for _, j := range w.postsOf[below] {
					want(j, x.Rank)
				}
			}
		}
	}
}

// setNewLine counts a person's relatives in the reporting line of each unit.
func (w *scorer) setNewLine(staff domain.ID) {
	w.newLine = nil
	if len(w.kin[staff]) == 0 {
		return
	}
	w.newLine = make([]int, len(w.p.Units))
	for u := range w.p.Units {
		var f eligibility.Facts
		w.ties(&f, &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: staff}, ToUnitID: w.p.Units[u].ID})
		w.newLine[u] = f.Ties.NewLine
	}
}

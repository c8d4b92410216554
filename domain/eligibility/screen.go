package eligibility

import (
	"cmp"
	"slices"
	"sync"

	"mutasi/domain"
)

// PlanRules are the codes of rules that a plan keeps by itself, for all its moves together: seats and the staffing of the unit
// that is left.
var PlanRules = []string{"FORMATION_AVAILABLE", "ORIGIN_NOT_CRITICAL", "STRUCT_SLOT_SINGLE"}

// Screen answers for very many pairs of persons and posts whether a move is lawful, and answers as Blocking(Evaluate(…)) at the
// verify gate would. It runs the same checks, but only those that can block, without their words, and each once for all
// posts that look the same to it (readBy). A Screen may be used by many goroutines.
type Screen struct {
	policy PolicySet
	values map[*Param]any
	skip   []string
	// plain are groups that look at nothing but the post; paired ones look at the pair too.
	plain, paired []group

	mu      sync.Mutex // of what follows
	classes map[view]*ScreenedPost
	views   []map[view]int32 // by group: plain ones, then paired ones
}

// group is the rules that look at the same things.
type group struct {
	what  reads
	rules []blocker
}

// blocker is a rule that can block.
type blocker struct {
	rule     *Rule
	severity domain.Severity
	unknown  bool // blocks too
}

// NewScreen prepares a policy. skip are the codes of rules that somebody else keeps, such as PlanRules.
func NewScreen(p PolicySet, skip ...string) *Screen {
	s := &Screen{policy: p, values: map[*Param]any{}, skip: skip, classes: map[view]*ScreenedPost{}}
	for i := range Catalogue {
		r := &Catalogue[i]
		can := p.severity(r) == domain.Block
		for j := range r.Params {
			q := &r.Params[j]
			v := p.value(r, *q)
			if l, ok := v.([]string); ok {
				v = list(l)
			}
			s.values[q] = v
			can = can || q.Type == "severity" && v == string(domain.Block)
		}
		if can && p.enabled(r) && r.Gate == GateVerify && !slices.Contains(skip, r.Code) {
			s.add(readsOf(r), blocker{r, p.severity(r), p.unknownBlocks(r)})
		}
	}
	// Groups that tell few posts apart come first: most posts are out of reach before the finer ones are asked.
	slices.SortStableFunc(s.plain, func(a, b group) int { return cmp.Compare(a.what.fineness(), b.what.fineness()) })
	s.views = make([]map[view]int32, len(s.plain)+len(s.paired))
	for i := range s.views {
		s.views[i] = map[view]int32{}
	}
	return s
}

func (s *Screen) add(what reads, r blocker) {
	groups := &s.plain
	if what&readsPair != 0 {
		groups = &s.paired
	}
	for i := range *groups {
		if (*groups)[i].what == what {
			(*groups)[i].rules = append((*groups)[i].rules, r)
			return
		}
	}
	*groups = append(*groups, group{what, []blocker{r}})
}

// ScreenedPost is a post made ready for a Screen.
type ScreenedPost struct {
	post  *Post
	class int32
	views []int32 // by group, as in Screen
}

// Class is the same for posts that no rule can tell apart by anything but their unit; classes count from 0.
func (p *ScreenedPost) Class() int { return int(p.class) }

// Post prepares a new post, once for all people. p must not change afterwards.
func (s *Screen) Post(p *Post) *ScreenedPost {
	var all reads
	for _, groups := range [][]group{s.plain, s.paired} {
		for _, g := range groups {
			all |= g.what
		}
	}
	key := all.of(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	like := s.classes[key]
	if like == nil {
		like = &ScreenedPost{post: p, class: int32(len(s.classes)), views: make([]int32, len(s.views))}
		for i, seen := range s.views {
			v := s.group(i).what.of(p)
			id, known := seen[v]
			if !known {
				id = int32(len(seen))
				seen[v] = id
			}
			like.views[i] = id
		}
		s.classes[key] = like
	}
	return &ScreenedPost{post: p, class: like.class, views: like.views}
}

func (s *Screen) group(i int) *group {
	if i < len(s.plain) {
		return &s.plain[i]
	}
	return &s.paired[i-len(s.plain)]
}

// Classes is how many classes of posts have been prepared.
func (s *Screen) Classes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.classes)
}

// Screened is one person made ready for a Screen. It is for one goroutine at a time; different ones may be used at once.
type Screened struct {
	s       *Screen
	base    Facts // as given
	facts   Facts // of the move that is looked at
	ties    Ties
	in      input
	class   []answer       // by class: of all plain groups
	answers [][]answer     // by plain group, then by view
	last    map[*group]int // the rule of the group that blocked last
	pairs   []told         // by paired group
}

// told is what a paired group has said. Most pairs of a person look the same to a group as the pair before.
type told struct {
	last    pairKey
	answer  answer // to last
	answers map[pairKey]answer
}

// answer of some rules.
type answer uint8

const (
	unasked answer = iota
	goes
	blocks
)

// pairKey is what a paired group looks at.
type pairKey struct {
	view     int32
	unit     int8 // 0 not known, 1 another, 2 the same
	matched  bool
	jpm      int
	assessed domain.Date
	line     int
}

// Person prepares a person. f is complete but for To, JPM, AssessedOn and Ties.NewLine, which are not looked at; where
// Direction or Movement are empty they follow from the posts, as in Evaluate. What f points at must not change afterwards.
func (s *Screen) Person(f *Facts) *Screened {
	x := &Screened{s: s, base: *f, facts: *f, answers: make([][]answer, len(s.plain)), pairs: make([]told, len(s.paired))}
	x.facts.To = nil
	if f.Ties != nil {
		x.ties = *f.Ties
		x.facts.Ties = &x.ties
	}
	x.in = input{Facts: &x.facts, policy: &s.policy, values: s.values}
	return x
}

// Never reports that a rule that looks at no post at all blocks the person. Nothing is then lawful.
func (x *Screened) Never() bool {
	for i := range x.s.plain {
		if g := &x.s.plain[i]; g.what == 0 {
			return x.ask(i, 0, &Post{}) == blocks
		}
	}
	return false
}

// Lawful reports that no rule blocks the move at the verify gate: Blocking(Evaluate(facts of the move), policy, GateVerify) is
// empty but for the rules that are skipped.
func (x *Screened) Lawful(to *ScreenedPost, pair PairFacts) bool {
	a := at(&x.class, to.class)
	if *a == unasked {
		*a = goes
		for i := range x.s.plain {
			if x.ask(i, to.views[i], to.post) == blocks {
				*a = blocks
				break
			}
		}
	}
	return *a == goes && x.pairGoes(to, &pair)
}

// at is the i-th answer of a list that grows.
func at(list *[]answer, i int32) *answer {
	if n := int(i) + 1; n > len(*list) {
		*list = slices.Grow(*list, n-len(*list))[:n]
	}
	return &(*list)[i]
}

// ask one plain group about a post with the view.
func (x *Screened) ask(i int, view int32, post *Post) answer {
	a := at(&x.answers[i], view)
	if *a == unasked {
		x.look(post, &PairFacts{})
		*a = x.judge(&x.s.plain[i])
	}
	return *a
}

func (x *Screened) pairGoes(to *ScreenedPost, pair *PairFacts) bool {
	for i := range x.s.paired {
		g := &x.s.paired[i]
		key := pairKey{view: to.views[len(x.s.plain)+i]}
		if g.what&readsUnit != 0 {
			key.unit = x.unit(to.post)
		}
		if g.what&readsMatch != 0 && pair.JPM != nil {
			key.matched, key.jpm = true, *pair.JPM
		}
		if g.what&readsAssessed != 0 {
			key.assessed = pair.AssessedOn
		}
		if g.what&readsLine != 0 {
			key.line = pair.NewLine
		}
		if t := &x.pairs[i]; t.answer == unasked || t.last != key {
			t.last, t.answer = key, t.answers[key]
			if t.answer == unasked {
				x.look(to.post, pair)
				t.answer = x.judge(g)
				if t.answers == nil {
					t.answers = map[pairKey]answer{}
				}
				t.answers[key] = t.answer
			}
		}
		if x.pairs[i].answer == blocks {
			return false
		}
	}
	return true
}

// unit is how the unit of the new post stands to that of the present one.
func (x *Screened) unit(to *Post) int8 {
	switch from := x.base.From; {
	case from == nil || from.UnitID.IsZero() || to.UnitID.IsZero():
		return 0
	case from.UnitID == to.UnitID:
		return 2
	}
	return 1
}

// look sets the facts of one move.
func (x *Screened) look(to *Post, pair *PairFacts) {
	was := x.facts.To
	x.facts.To, x.facts.JPM, x.facts.AssessedOn, x.ties.NewLine = to, pair.JPM, pair.AssessedOn, pair.NewLine
	if was == nil || was.Kind != to.Kind || was.Level != to.Level { // else all that is derived stays as it is
		x.facts.Direction, x.facts.Movement = x.base.Direction, x.base.Movement
		x.facts.complete()
	}
}

// judge the facts by the rules of a group. The one that stopped the person last comes first: it stops most others too.
func (x *Screened) judge(g *group) answer {
	last := x.last[g]
	if x.stops(&g.rules[last]) {
		return blocks
	}
	for i := range g.rules {
		if i != last && x.stops(&g.rules[i]) {
			if x.last == nil {
				x.last = map[*group]int{}
			}
			x.last[g] = i
			return blocks
		}
	}
	return goes
}

// stops reports that a rule blocks the move that is looked at.
func (x *Screened) stops(r *blocker) bool {
	x.in.rule = r.rule
	d := r.rule.check(&x.in)
	if d == nil || d.outcome != domain.OutcomeFail && (d.outcome != domain.OutcomeUnknown || !r.unknown) {
		return false
	}
	severity := r.severity
	if d.severity != "" {
		severity = d.severity
	}
	return severity == domain.Block
}

// Reasons are the results that block a move, in full; none where it is lawful.
func (x *Screened) Reasons(to *ScreenedPost, pair PairFacts) []domain.CheckResult {
	x.look(to.post, &pair)
	f := x.facts
	if f.Ties != nil {
		ties := *f.Ties
		f.Ties = &ties
	}
	return slices.DeleteFunc(Blocking(Evaluate(f, x.s.policy), x.s.policy, GateVerify), func(r domain.CheckResult) bool {
		return slices.Contains(x.s.skip, r.Code)
	})
}

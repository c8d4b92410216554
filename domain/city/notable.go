package city

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"mutasi/domain"
)

// How many notable transfers are sought; a city of 2,000 has them all.
const (
	wantRelief     = 6 // from the idle to the overloaded health centre
	wantInside     = 9 // elsewhere in kepala's subtree
	wantSameUnit   = 6
	wantElsewhere  = 27
	tenureMonths   = 26 // two years in post and a margin
	serviceMonths  = 40 // three full years of ratings
	monthsToRetire = 37
)

// chooseNotable names the rows that demo and tests point at and settles who takes part in the notable transfers.
func (b *builder) chooseNotable() {
	n := &b.city.Notable
	unit := map[string]int{}
	for i := range b.units {
		unit[b.units[i].code] = i
	}
	id := func(code string) domain.ID { return b.city.Units[unit[code]].ID }
	n.HealthOffice, n.EducationOffice, n.PopulationOffice = id(codeHealth), id(codeEducation), id(codePopulation)
	n.PersonnelAgency, n.FinanceAgency, n.KepalaUnit = id(codePersonnel), id(codeFinance), id(codeHealth)
	heads := map[string]*domain.ID{codeHealth: &n.Kepala, "SETDA": &n.Sekda, codePersonnel: &n.PersonnelHead, codeInspector: &n.Inspector}
	for i := range b.posts {
		p := &b.posts[i]
		if to := heads[b.units[p.unit].code]; to != nil && p.head {
			b.exemplify(p.holders[0])
			*to = b.city.Staff[p.holders[0]].ID
		}
	}
	m := newMatcher(b)
	m.choosePairs(unit[codeHealth])
	m.chooseAccountant()
	slices.SortStableFunc(m.pairs, func(x, y Pair) int { return cmp.Compare(m.precedence(x), m.precedence(y)) })
	n.Pairs = m.pairs
	m.choosePegawai()
	b.mismatchNIPs()
}

// exemplify makes sure that nothing stands against the person.
func (b *builder) exemplify(i int) {
	b.people[i].exemplary = true
	s := &b.city.Staff[i]
	court, examined := false, false
	s.LegalStatus, s.InCourt, s.UnderExamination = domain.LegalStatusActive, &court, &examined
	s.PledgeOn, s.ServiceBondUntil = domain.Date{}, domain.Date{}
	s.RelationsDeclaredOn = later(s.AppointedOn, b.today.AddDays(-90))
}

// matcher pairs people with vacant seats.
type matcher struct {
	*builder
	rng     *rand.Rand
	targets []int            // posts with a free seat, in random order; treasurers need the inspectorate's clearance and stay out
	sameJob map[string][]int // posts with holders, by title
	seats   []int            // per unit
	held    []int            // per unit, less those who leave
	inside  []bool           // per unit: in kepala's subtree
	pairs   []Pair
}

func newMatcher(b *builder) *matcher {
	m := &matcher{builder: b, rng: b.stream(streamNotable), sameJob: map[string][]int{}, seats: make([]int, len(b.units)), held: make([]int, len(b.units))}
	for i := range b.posts {
		p := &b.posts[i]
		m.seats[p.unit] += p.quota
		m.held[p.unit] += len(p.holders)
		if p.group == structural || p.special != "" || p.reserve > 0 || p.money {
			continue
		}
		if p.vacant() > 0 {
			m.targets = append(m.targets, i)
		}
		if len(p.holders) > 0 {
			m.sameJob[p.title] = append(m.sameJob[p.title], i)
		}
	}
	m.rng.Shuffle(len(m.targets), func(i, j int) { m.targets[i], m.targets[j] = m.targets[j], m.targets[i] })
	return m
}

// choosePairs seeks the transfers, first those that also leave enough people behind, then, in a city too small for that,
// any lawful one.
func (m *matcher) choosePairs(top int) {
	m.inside = make([]bool, len(m.units))
	for u := range m.units { // parents come first
		m.inside[u] = u == top || m.units[u].parent >= 0 && m.inside[m.units[u].parent]
	}
	n := &m.city.Notable
	for _, strict := range []bool{true, false} {
		m.seek(wantRelief, strict, func(from, to int) bool {
			return m.city.Units[from].ID == n.IdleHealthCentre && m.city.Units[to].ID == n.OverloadedHealthCentre
		})
		m.seek(wantRelief+wantInside, strict, func(from, to int) bool { return from != to && m.inside[from] && m.inside[to] })
		m.seek(wantRelief+wantInside+2, strict, func(from, to int) bool { return from == to && m.inside[to] })
		m.seek(wantRelief+wantInside+wantSameUnit, strict, func(from, to int) bool { return from == to })
		m.seek(wantRelief+wantInside+wantSameUnit+wantElsewhere, strict, func(from, to int) bool { return from != to && !m.inside[to] && !m.inside[from] })
	}
}

// seek adds pairs whose units suit until there are so many pairs.
func (m *matcher) seek(upTo int, strict bool, suits func(from, to int) bool) {
	for _, at := range m.targets {
		if len(m.pairs) >= upTo {
			return
		}
		m.match(at, strict, suits)
	}
}

// match finds somebody for one free seat of the post: from the same job elsewhere, or from any clerical job of its unit.
func (m *matcher) match(at int, strict bool, suits func(from, to int) bool) {
	p := &m.posts[at]
	if p.leaving > 0 || p.vacant() <= p.arriving {
		return
	}
	origins := m.sameJob[p.title]
	if p.group == clerk && suits(p.unit, p.unit) {
		origins = m.unitClerks(at)
	}
	if len(origins) == 0 {
		return
	}
	for k, start := 0, m.rng.IntN(len(origins)); k < len(origins); k++ {
		from := origins[(start+k)%len(origins)]
		o := &m.posts[from]
		if from == at || o.arriving > 0 || o.reserve > 0 || !suits(o.unit, p.unit) {
			continue
		}
		if o.unit == p.unit && p.class < o.class {
			continue // no step down
		}
		if strict && o.unit != p.unit && (len(o.holders)-o.leaving < 2 && m.units[o.unit].vacancy != pullIdle || 5*(m.held[o.unit]-1) < 4*m.seats[o.unit]) {
			continue
		}
		for _, who := range o.holders {
			if m.lawful(who, at) {
				m.settle(who, from, at)
				return
			}
		}
	}
}

// unitClerks are the other clerical posts of the post's unit that have holders.
func (m *matcher) unitClerks(at int) []int {
	var out []int
	for i := at; i >= 0 && m.posts[i].unit == m.posts[at].unit; i-- {
		out = append(out, i)
	}
	for i := at + 1; i < len(m.posts) && m.posts[i].unit == m.posts[at].unit; i++ {
		out = append(out, i)
	}
	return slices.DeleteFunc(out, func(i int) bool { return m.posts[i].group != clerk || m.posts[i].money || len(m.posts[i].holders) == 0 })
}

// lawful reports whether nothing in the person's career stands against the transfer to the post. What the records say
// (ratings, competencies, training, sanctions) is then written to suit, because the person becomes exemplary.
func (b *builder) lawful(who, at int) bool {
	s, p, row := &b.city.Staff[who], &b.posts[at], &b.city.Positions[at]
	x := &b.people[who]
	if x.exemplary || s.Employment != domain.EmploymentPNS || s.Status != domain.StatusActive || s.Probation || x.service < serviceMonths {
		return false
	}
	rank := domain.RankOrder(s.Rank)
	switch {
	case s.PositionSince.MonthsUntil(b.today) < tenureMonths,
		domain.EducationOrder(s.EducationLevel) < max(domain.EducationOrder(row.EducationMin), domain.EducationOrder("slta")), // PP 11/2017 Ps 54(4)
		len(row.Majors) > 0 && !slices.Contains(row.Majors, s.Major),
		rank < domain.RankOrder(row.RankMin) || rank > domain.RankOrder(row.RankMax),
		b.today.MonthsUntil(domain.RetiresOn(s.BirthDate, min(limit(&p.job), limit(&b.posts[x.post].job)))) < monthsToRetire,
		p.kind == domain.KindFungsional && s.Age(b.today) > 50: // PP 11/2017 Ps 76: 53 for most levels
		return false
	}
	return true
}

// settle records the pair.
func (m *matcher) settle(who, from, at int) {
	o, p := &m.posts[from], &m.posts[at]
	m.exemplify(who)
	o.leaving++
	p.arriving++
	if o.unit != p.unit {
		m.held[o.unit]--
	}
	m.pairs = append(m.pairs, Pair{
		StaffID: m.city.Staff[who].ID, PositionID: m.city.Positions[at].ID,
		FromUnitID: m.city.Units[o.unit].ID, ToUnitID: m.city.Units[p.unit].ID,
		Inside: m.inside[o.unit] && m.inside[p.unit],
	})
}

// precedence puts kepala's transfers first, those that relieve the overloaded health centre at the head.
func (m *matcher) precedence(p Pair) int {
	switch {
	case p.ToUnitID == m.city.Notable.OverloadedHealthCentre && !p.SameUnit():
		return 0
	case p.Inside && !p.SameUnit():
		return 1
	case p.Inside:
		return 2
	}
	return 3
}

// choosePegawai takes the person of the first pair; in a city too small for a pair in kepala's subtree, any PNS there.
func (m *matcher) choosePegawai() {
	n := &m.city.Notable
	if len(n.Pairs) > 0 && n.Pairs[0].Inside {
		n.Pegawai = n.Pairs[0].StaffID
		return
	}
	for i := range m.posts {
		p := &m.posts[i]
		if !m.inside[p.unit] || p.group == structural || p.head {
			continue
		}
		for _, who := range p.holders {
			if s := &m.city.Staff[who]; s.Employment == domain.EmploymentPNS && !s.Probation {
				m.exemplify(who)
				n.Pegawai = s.ID
				return
			}
		}
	}
}

// chooseAccountant turns an analyst of an office without use for accounting into the accountant whom the finance agency
// lacks; a district's office is sought first.
func (m *matcher) chooseAccountant() {
	n := &m.city.Notable
	seat := slices.IndexFunc(m.posts, func(p post) bool { return p.reserve > 0 })
	n.AccountantSeat = m.city.Positions[seat].ID
	for pass := range 3 { // the wrong office is a district; else another agency; else, in a tiny city, one it will miss
		for i := range m.posts {
			p := &m.posts[i]
			f := &m.units[p.unit]
			outside := f.agency == nil || pass > 0 && f.agency.code != codeFinance
			spare := pass == 2 || 5*(m.held[p.unit]-1) >= 4*m.seats[p.unit]
			if p.group != clerk || p.money || p.arriving > 0 || !outside || !spare || slices.Contains(m.city.Positions[i].Majors, accounting.major) {
				continue
			}
			for _, who := range p.holders {
				if !m.people[who].exemplary && m.retrain(who, seat) {
					n.Accountant = m.city.Staff[who].ID
					m.settle(who, i, seat)
					return
				}
			}
		}
	}
}

// retrain gives the person a degree in accounting if that makes the transfer to the seat lawful.
func (m *matcher) retrain(who, seat int) bool {
	s, x := &m.city.Staff[who], &m.people[who]
	if s.EducationLevel != accounting.level {
		return false
	}
	before := x.studies
	x.learn(s, append(slices.Clone(before[:len(before)-1]), accounting))
	if !m.lawful(who, seat) {
		x.learn(s, before)
		return false
	}
	return true
}

// mismatchNIPs spoils a handful of NIPs: another birth month, the other sex, another month of appointment.
func (b *builder) mismatchNIPs() {
	rng := b.stream(streamNotable + 1000)
	for k := range clamp(b.size/4000, 3, 10) {
		i := rng.IntN(len(b.city.Staff))
		s := &b.city.Staff[i]
		for b.people[i].exemplary || slices.Contains(b.city.Notable.NIPMismatches, s.ID) || s.Employment != domain.EmploymentPNS {
			i = rng.IntN(len(b.city.Staff))
			s = &b.city.Staff[i]
		}
		wrong, birth, sex := *s, s.BirthDate, s.Sex
		switch k % 3 {
		case 0:
			birth = birth.AddMonths(-1)
		case 1:
			sex = map[string]string{"male": "female", "female": "male"}[sex]
		case 2:
			wrong.AppointedOn = wrong.AppointedOn.AddMonths(1)
		}
		s.NIP = b.nip(&wrong, birth, sex)
		b.city.Notable.NIPMismatches = append(b.city.Notable.NIPMismatches, s.ID)
	}
}

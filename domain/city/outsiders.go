package city

import "mutasi/domain"

// buildOutsiders adds the people who are still coming from another agency and those who have left.
func (b *builder) buildOutsiders() {
	rng := b.stream(streamOutsiders)
	open := b.byGroup(func(p *post) bool {
		return p.group == clerk && p.education == "s1" || p.group == specialist || p.group == health
	})
	for range b.incoming() {
		j := b.posts[pick(rng, open)].job
		j.pppk = 0
		p, s := b.draw(rng, &j)
		for s.Probation {
			p, s = b.draw(rng, &j)
		}
		p.post = -1
		s.Status, s.PositionSince, s.Agency, s.LegalStatus = domain.StatusIncoming, domain.Date{}, pick(rng, otherAgencies), domain.LegalStatusActive
		b.enrol(rng, p, s)
	}
	gone := b.byGroup(func(p *post) bool { return p.group == clerk || p.group == teacher && !p.head })
	for i := range b.left() {
		at := pick(rng, gone)
		j := b.posts[at].job
		j.pppk = 0
		p, s := b.draw(rng, &j)
		for p.service < 60 || s.Probation {
			p, s = b.draw(rng, &j)
		}
		p.post = -1
		leaves := firstOfMonth(b.today.AddMonths(-between(rng, 0, 11)))
		if i%3 != 0 { // retired at the age limit, after a full career
			s.BirthDate = leaves.AddMonths(-1).AddYears(-limit(&j)).AddDays(rng.IntN(27))
			s.AppointedOn = firstOfMonth(s.BirthDate.AddYears(between(rng, 25, 29)))
			s.PNSSince = s.AppointedOn.AddMonths(14)
			s.LegalStatus = "99"
			p.service = s.AppointedOn.MonthsUntil(leaves)
			s.PositionSince = later(s.PositionSince, s.PNSSince)
		}
		if i%3 == 0 {
			s.LegalStatus = domain.LegalStatusActive
		}
		since := earlier(s.PositionSince, leaves.AddMonths(-7))
		for !s.RankSince.Before(leaves) {
			s.RankSince = s.RankSince.AddYears(-1)
		}
		s.RankSince = later(s.AppointedOn, s.RankSince)
		s.RelationsDeclaredOn = domain.Date{}
		s.Status, s.PositionSince = domain.StatusLeft, domain.Date{}
		n := b.enrol(rng, p, s)
		b.past(rng, n, at, since, leaves)
	}
}

func (b *builder) byGroup(want func(*post) bool) []int {
	var out []int
	for i := range b.posts {
		if want(&b.posts[i]) {
			out = append(out, i)
		}
	}
	return out
}

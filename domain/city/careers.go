package city

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"mutasi/domain"
)

// postIndex finds posts that people may have held before.
type postIndex struct {
	structural map[string][]int // by kind
	functional map[string][]int // by title and level, and by family and level
	clerks     map[string][]int // by least education
	// specialists are the posts at ahli pertama outside schools and health care.
	specialists []int
}

func (b *builder) indexPosts() {
	x := postIndex{structural: map[string][]int{}, functional: map[string][]int{}, clerks: map[string][]int{}}
	for i := range b.posts {
		p := &b.posts[i]
		switch {
		case p.group == structural:
			x.structural[p.kind] = append(x.structural[p.kind], i)
		case p.special != "": // heads of schools and health centres are nobody's earlier post
		case p.group == clerk:
			x.clerks[p.education] = append(x.clerks[p.education], i)
		default:
			if p.group == specialist && p.level == "ahli_pertama" {
				x.specialists = append(x.specialists, i)
			}
			for _, key := range []string{p.base() + p.level, p.family + "/" + p.level} {
				x.functional[key] = append(x.functional[key], i)
			}
		}
	}
	b.index = x
}

// base is the title of a functional post without its level.
func (p *post) base() string { return strings.TrimSuffix(p.title, jfLevels[p.level].suffix) }

// buildCareers writes the appointments: of everybody the present one, for most the earlier ones, and acting heads.
func (b *builder) buildCareers() {
	rng := b.stream(streamCareers)
	b.indexPosts()
	for _, officials := range []bool{true, false} { // officials first: the law asks for their experience
		for i := range b.city.Staff {
			at := b.people[i].post
			if at < 0 || (b.posts[at].group == structural) != officials {
				continue
			}
			b.history(rng, i)
			b.appoint(rng, i, at, b.city.Staff[i].PositionSince, domain.Date{})
		}
	}
	b.actingHeads(rng)
}

// appoint writes a definitive appointment.
func (b *builder) appoint(rng *rand.Rand, staff, at int, from, to domain.Date) {
	row := domain.Appointment{Meta: b.meta(), StaffID: b.city.Staff[staff].ID, UnitID: b.city.Positions[at].UnitID}
	row.PositionID, row.Kind, row.Assignment = b.city.Positions[at].ID, domain.Definitive, "D"
	row.ValidFrom, row.ValidTo = from, to
	class := "824.4"
	switch b.posts[at].group {
	case structural:
		class = "821.2"
	case teacher, health, specialist:
		class = "821.29"
	}
	row.DecreeNumber = decree(rng, class, from)
	b.city.Appointments = append(b.city.Appointments, row)
}

func decree(rng *rand.Rand, class string, on domain.Date) string {
	return fmt.Sprintf("%s/%04d/BKPSDM/%d", class, 1+rng.IntN(2400), on.Year())
}

// past writes an earlier appointment where a seat of the post was free for it, and reports whether one was. Seats fill
// backwards in time, so that no position ever had more definitive holders than seats.
func (b *builder) past(rng *rand.Rand, staff, at int, from, to domain.Date) bool {
	p := &b.posts[at]
	for seat, taken := range p.from {
		if taken.IsZero() || !taken.Before(to) {
			p.from[seat] = from
			b.appoint(rng, staff, at, from, to)
			return true
		}
	}
	return false
}

// history goes back from the present post to the appointment as a civil servant in at most two steps.
func (b *builder) history(rng *rand.Rand, staff int) {
	s := &b.city.Staff[staff]
	at, to := b.people[staff].post, s.PositionSince
	for step := range 2 {
		span := s.AppointedOn.MonthsUntil(to)
		if span < 8 {
			return
		}
		from := s.AppointedOn
		switch {
		case step == 0 && span > 72: // at least what the ladder asks for: four years before pengawas, three before administrator
			from = weekday(to.AddMonths(-between(rng, 49, min(span-10, 90))))
		case step == 1 && span > 200:
			from = weekday(to.AddMonths(-between(rng, 50, 160)))
		}
		was := b.before(rng, staff, at, from, to)
		if was < 0 || from == s.AppointedOn || !domain.Structural(b.posts[at].kind) && chance(rng, 0.2) {
			return
		}
		at, to = was, from
	}
}

// before finds an earlier post for the person, writes it and returns it; -1 where none had a seat.
func (b *builder) before(rng *rand.Rand, staff, at int, from, to domain.Date) int {
	for range 40 {
		c := b.earlierPost(rng, staff, at)
		if c >= 0 && c != at && b.past(rng, staff, c, from, to) {
			return c
		}
	}
	return -1
}

// earlierPost proposes what a holder of the post held before it (PP 11/2017 Ps 54, 107: the ladder of experience).
func (b *builder) earlierPost(rng *rand.Rand, staff, at int) int {
	p := &b.posts[at]
	var list []int
	switch {
	case p.kind == domain.KindJPTPratama:
		list = b.index.structural[domain.KindAdministrator]
	case p.kind == domain.KindAdministrator:
		list = b.index.structural[domain.KindPengawas]
	case p.kind == domain.KindPengawas && chance(rng, 0.3): // an equal functional post counts too
		list = b.index.specialists
	case p.kind == domain.KindPengawas && chance(rng, 0.6): // many rose from a post below their education
		list = b.index.clerks[pick(rng, []string{"d3", "slta"})]
	case p.kind == domain.KindPengawas, p.group == clerk:
		level := b.city.Staff[staff].EducationLevel
		switch level {
		case "sd", "sltp":
			level = "sd"
		case "slta", "d3":
		default:
			level = "s1"
		}
		list = b.index.clerks[level]
	default:
		level := p.level
		if below, ok := levelBelow[level]; ok && chance(rng, 0.55) {
			level = below
		}
		list = b.index.functional[p.base()+level]
		if p.special != "" {
			list = b.index.functional[p.family+"/"+level]
		}
	}
	if len(list) == 0 {
		return -1
	}
	return pick(rng, list)
}

var levelBelow = map[string]string{"mahir": "terampil", "penyelia": "mahir", "ahli_muda": "ahli_pertama", "ahli_madya": "ahli_muda"}

// actingHeads lets an official of the unit above or beside act for half of the vacant heads (PLT), and a senior of the
// school or health centre carry its vacant headship as an additional duty (TT).
func (b *builder) actingHeads(rng *rand.Rand) {
	heads := make([]int, len(b.units)) // staff who heads the unit, -1 for none
	below := make([][]int, len(b.units))
	for u := range heads {
		heads[u] = -1
	}
	for i := range b.posts {
		p := &b.posts[i]
		if p.group == structural && len(p.holders) > 0 {
			if p.head {
				heads[p.unit] = p.holders[0]
			}
			if parent := b.units[p.unit].parent; parent >= 0 {
				below[parent] = append(below[parent], p.holders[0])
			}
			below[p.unit] = append(below[p.unit], p.holders[0])
		}
	}
	busy := map[int]bool{}
	for i := range b.posts {
		p := &b.posts[i]
		if !p.head || p.vacant() == 0 {
			continue
		}
		var candidates []int
		assignment := "PLT"
		if p.group == structural {
			candidates = below[p.unit]
			if parent := b.units[p.unit].parent; len(candidates) == 0 && parent >= 0 {
				candidates = below[parent]
			}
		} else {
			assignment = "TT"
			candidates = b.seniors(p.unit)
		}
		if len(candidates) == 0 || chance(rng, 0.35) {
			continue
		}
		who := pick(rng, candidates)
		if busy[who] || b.people[who].exemplary {
			continue
		}
		busy[who] = true
		row := domain.Appointment{Meta: b.meta(), StaffID: b.city.Staff[who].ID, UnitID: b.city.Positions[i].UnitID}
		row.PositionID, row.Kind, row.Assignment = b.city.Positions[i].ID, domain.Acting, assignment
		row.ValidFrom = later(b.city.Staff[who].PositionSince, weekday(b.today.AddDays(-between(rng, 15, 200))))
		row.DecreeNumber = decree(rng, "821.2", row.ValidFrom)
		row.Note = "Sampai pejabat definitif dilantik"
		b.city.Appointments = append(b.city.Appointments, row)
	}
}

// seniors are the PNS of a school or health centre at ahli muda or above, in the profession of its head.
func (b *builder) seniors(unit int) []int {
	var out []int
	for i := range b.posts {
		p := &b.posts[i]
		if p.unit != unit || p.level != "ahli_muda" && p.level != "ahli_madya" {
			continue
		}
		for _, h := range p.holders {
			if b.city.Staff[h].Employment == domain.EmploymentPNS {
				out = append(out, h)
			}
		}
	}
	return out
}

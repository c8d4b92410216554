package city

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"mutasi/domain"
)

// post is what the builder knows about a position beside its row; posts and city.Positions share their indexes.
type post struct {
	job
	unit    int
	group   group
	weight  float64 // share of its group's seats; 0: exactly one seat
	pull    float64 // pull of its seats to stay vacant; 0: never vacant
	head    bool
	reserve int // seats that stay vacant whatever the draw
	quota   int
	holders []int // staff who hold it today
	// arriving and leaving count the notable transfers to and from it.
	arriving, leaving int
	from              []domain.Date // per seat, since when it is taken by whoever is known earliest; zero: free up to today
}

// vacant is the number of free seats today.
func (p *post) vacant() int { return p.quota - len(p.holders) }

// buildPosts plans the posts of all units, gives each its number of seats and writes the positions.
func (b *builder) buildPosts() {
	rng := b.stream(streamPosts)
	for u := range b.units {
		b.planUnit(rng, u)
	}
	for _, g := range []group{teacher, health, specialist, clerk} {
		b.apportion(g)
	}
	kept := b.posts[:0]
	for _, p := range b.posts {
		if p.quota > 0 {
			kept = append(kept, p)
		}
	}
	b.posts = kept
	b.city.Positions = make([]domain.Position, 0, len(b.posts))
	for i := range b.posts {
		b.position(&b.posts[i])
	}
}

// holdersWanted is the number of people with a position today.
func (b *builder) holdersWanted() int { return b.size - b.incoming() - b.left() }

// structuralHolders is the number of structural posts that somebody holds.
func (b *builder) structuralHolders() int {
	n := 0
	for i := range b.posts {
		if b.posts[i].group == structural {
			n++
		}
	}
	return n - int(math.Round(float64(n)*vacantStructural))
}

// groupHolders is how many people of the group hold a position; the groups add up to holdersWanted.
func (b *builder) groupHolders(g group) int {
	all := float64(b.holdersWanted())
	t, h, s := int(math.Round(all*shareTeachers)), int(math.Round(all*shareHealth)), int(math.Round(all*shareSpecialists))
	switch g {
	case teacher:
		return t
	case health:
		return h
	case specialist:
		return s
	case structural:
		return b.structuralHolders()
	}
	return b.holdersWanted() - t - h - s - b.structuralHolders()
}

// apportion spreads the seats of a group over its posts by weight; rounding errors are carried on, so that the sum is exact.
func (b *builder) apportion(g group) {
	seats, sum := int(math.Round(float64(b.groupHolders(g))*seatsPerHolder)), 0.0
	for i := range b.posts {
		if p := &b.posts[i]; p.group == g {
			if p.weight == 0 {
				p.quota = 1
				seats--
			}
			sum += p.weight
		}
	}
	run, given := 0.0, 0
	for i := range b.posts {
		p := &b.posts[i]
		if p.group != g || p.weight == 0 {
			continue
		}
		run += p.weight
		upTo := int(math.Round(run / sum * float64(seats)))
		p.quota = max(0, upTo-given)
		if p.reserve > 0 {
			p.quota = max(p.quota, p.reserve+1) // the posts behind it pay for it
		}
		given += p.quota
	}
}

// position writes the row of a post.
func (b *builder) position(p *post) {
	u := &b.city.Units[p.unit]
	f := &b.units[p.unit]
	f.seq++
	row := domain.Position{Meta: b.meta(), TitleNorm: domain.Norm(p.title)}
	row.Code, row.Title, row.UnitID = fmt.Sprintf("%s-P%02d", f.code, f.seq), p.title, u.ID
	row.Kind, row.Level, row.Echelon, row.JobClass = p.kind, p.level, p.echelon, p.class
	row.RankMin, row.RankMax, row.EducationMin, row.Majors = p.rankMin, p.rankMax, p.education, p.majors()
	row.Quota, row.Strategic, row.RetirementAge = p.quota, p.strategic, p.retirement
	row.Family, row.Special, row.HandlesMoney, row.Active = p.family, p.special, p.money, true
	row.Requirements = make([]domain.Requirement, len(b.city.Competencies))
	for i, c := range b.city.Competencies {
		row.Requirements[i] = domain.Requirement{CompetencyID: c.ID, Level: p.standard, Weight: importance(p.group, i)}
	}
	if p.head {
		u.HeadPositionID = row.ID
	}
	p.from = make([]domain.Date, p.quota)
	b.city.Positions = append(b.city.Positions, row)
}

// importance weighs a competency for a group of work: heads decide and change things, service posts serve.
func importance(g group, competency int) int {
	switch {
	case g == structural && (competency == 3 || competency == 6 || competency == 7):
		return 20
	case g != structural && (competency == 1 || competency == 4):
		return 20
	}
	return 10
}

// majors is the position's list of fields of study, with the masters that follow them; empty where any field will do.
func (j *job) majors() []string {
	out := []string{}
	if j.open {
		return out
	}
	add := func(m string) {
		for _, x := range out {
			if x == m {
				return
			}
		}
		out = append(out, m)
	}
	for _, d := range j.degrees {
		add(d.major)
	}
	for _, d := range j.degrees {
		if d.level == "s1" && !healthFamily(j.family) {
			add(masterOf(d).major)
		}
	}
	return out
}

func (b *builder) buildCompetencies() {
	for _, c := range competencyNames {
		row := domain.Competency{Meta: b.meta(), NameNorm: domain.Norm(c.name)}
		row.Code, row.Name, row.Cluster = c.code, c.name, c.cluster
		b.city.Competencies = append(b.city.Competencies, row)
	}
}

// structural plans a structural post; the first post of a unit is its head. A sure post is never vacant.
func (b *builder) structural(unit int, title, echelon string, class int, special string, degrees []degree, sure bool) {
	e := echelons[echelon]
	first := len(b.posts) == 0 || b.posts[len(b.posts)-1].unit != unit
	j := job{title: title, kind: e.kind, echelon: echelon, class: class, rankMin: e.rankMin, rankMax: e.rankMax, education: e.education,
		degrees: degrees, standard: e.standard, women: e.women, special: special, strategic: e.kind == domain.KindJPTPratama || special == domain.SpecialCamat}
	if a := b.units[unit].agency; a != nil && (a.code == codePopulation || a.code == codeInspector && e.kind == domain.KindAdministrator && first) {
		j.special = a.special // every structural post of the population office, and the inspectors
	}
	pull := 1.0
	if sure {
		pull = 0
	}
	b.posts = append(b.posts, post{job: j, unit: unit, group: structural, quota: 1, pull: pull, head: first})
}

// functional makes the job of one level of a family.
func functional(f family, level, title string, degrees []degree) job {
	l := jfLevels[level]
	if title == "" {
		title = f.name
	}
	j := job{title: title + " " + l.suffix, kind: domain.KindFungsional, level: level, family: f.name, class: l.class, rankMin: l.rankMin,
		rankMax: l.rankMax, education: l.education, degrees: degrees, standard: l.standard, retirement: f.retirement, women: f.women}
	if j.women == 0 {
		j.women = 0.46
	}
	if strings.HasPrefix(level, "ahli_") && f.education != "" {
		j.education = f.education
	}
	switch level {
	case "ahli_pertama":
		j.pppk = 0.45
	case "terampil":
		j.pppk = 0.5
	case "ahli_muda":
		j.pppk = 0.03
	}
	return j
}

// families with several levels: shares of levels in a unit.
var (
	skillShares = []struct {
		level string
		share float64
	}{{"terampil", 0.58}, {"mahir", 0.27}, {"penyelia", 0.15}}
	expertShares = []struct {
		level string
		share float64
	}{{"ahli_pertama", 0.6}, {"ahli_muda", 0.27}, {"ahli_madya", 0.13}}
)

// team plans the posts of a functional family in a unit, weight seats' worth in all.
func (b *builder) team(unit int, g group, name string, weight float64) {
	f := families[name]
	pull := b.units[unit].vacancy
	both := 1.0
	if f.skill != nil && f.expert != nil {
		both = 0.5
	}
	if f.skill != nil {
		for _, s := range skillShares {
			b.posts = append(b.posts, post{job: functional(f, s.level, "", f.skill), unit: unit, group: g, weight: weight * s.share * both, pull: pull})
		}
	}
	if f.expert != nil {
		for _, s := range expertShares {
			b.posts = append(b.posts, post{job: functional(f, s.level, "", f.expert), unit: unit, group: g, weight: weight * s.share * both, pull: pull})
		}
	}
}

// clerks plans clerical posts that share the unit's weight; the majors of analysts follow the unit.
func (b *builder) clerks(rng *rand.Rand, unit int, jobs []job, shares []float64) {
	f := &b.units[unit]
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	for i, j := range jobs {
		if j.education == "s1" && len(f.degrees) > 0 && j.title != systems.title {
			j.degrees = append(named(f.degrees...), clerkDegrees...)
		}
		if f.agency != nil && f.agency.women > 0 {
			j.women = f.agency.women
		}
		b.posts = append(b.posts, post{job: j, unit: unit, group: clerk, weight: f.weight * shares[i] / sum, pull: f.vacancy * (0.6 + 0.8*rng.Float64())})
	}
}

// clerkDegrees fit any office.
var clerkDegrees = named("Administrasi Publik", "Manajemen")

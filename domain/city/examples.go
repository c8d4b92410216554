package city

import (
	"math/rand/v2"

	"mutasi/domain"
)

// exampleUnits are where the people of the examples work and where they would go. Parents come first.
var exampleUnits = []struct {
	code, parent, name, kind string
	closed                   bool
}{
	{code: "CTH-A", parent: "KOTA", name: "Dinas Percontohan", kind: "dinas"},
	{code: "CTH-A-1", parent: "CTH-A", name: "Kelompok Layanan Percontohan", kind: "kelompok"},
	{code: "CTH-B", parent: "KOTA", name: "Badan Percontohan", kind: "badan"},
	{code: "CTH-B-1", parent: "CTH-B", name: "Kelompok Layanan Percontohan Lama", kind: "kelompok", closed: true},
	{code: "CTH-B-2", parent: "CTH-B", name: "Puskesmas Percontohan", kind: "puskesmas"},
	{code: "CTH-DUKCAPIL", parent: codePopulation, name: "UPT Layanan Kependudukan Percontohan", kind: "upt"},
	{code: "CTH-INSPEKTORAT", parent: codeInspector, name: "Inspektur Pembantu Percontohan", kind: "irban"},
}

const promotion = "Tenaga Promosi Kesehatan dan Ilmu Perilaku"

// examplePost is one post of the examples. It has as many seats as holders and the free ones beside.
type examplePost struct {
	key, unit      string
	title, echelon string // of a structural post, which has one seat
	class          int
	job            job // of any other
	free           int
	head           bool // a functional head
}

// examplePosts go by their units, the head first. The free seats of CTH-B also hold the earlier careers of the examples.
func examplePosts() []examplePost {
	archivist := func(level string) job {
		return functional(families["Arsiparis"], level, "", families["Arsiparis"].expert)
	}
	centre := functional(families[promotion], "ahli_pertama", "", families[promotion].expert)
	centre.title, centre.special = "Kepala Puskesmas Percontohan", domain.SpecialPuskesmasHead
	return []examplePost{
		{key: "chief", unit: "CTH-A", title: "Kepala Dinas Percontohan", echelon: "II.b", class: 14},
		{key: "adviser", unit: "CTH-A", title: "Staf Ahli Wali Kota Bidang Percontohan", echelon: "II.b", class: 13},
		{key: "secretary", unit: "CTH-A", title: "Sekretaris Dinas Percontohan", echelon: "III.a", class: 12},
		{key: "division 1", unit: "CTH-A", title: "Kepala Bidang Percontohan I", echelon: "III.b", class: 11},
		{key: "division 2", unit: "CTH-A", title: "Kepala Bidang Percontohan II", echelon: "III.b", class: 11},
		{key: "section 1", unit: "CTH-A", title: "Kepala Subbidang Percontohan I", echelon: "IV.b", class: 8},
		{key: "section 2", unit: "CTH-A", title: "Kepala Subbidang Percontohan II", echelon: "IV.b", class: 8},
		{key: "section 3", unit: "CTH-A", title: "Kepala Subbidang Percontohan III", echelon: "IV.b", class: 8},
		{key: "section 4", unit: "CTH-A", title: "Kepala Subbidang Percontohan IV", echelon: "IV.b", class: 8},
		{key: "section 5", unit: "CTH-A", title: "Kepala Subbidang Percontohan V", echelon: "IV.b", class: 8},
		{key: "analyst", unit: "CTH-A", job: analyst},
		{key: "data", unit: "CTH-A", job: dataClerk},
		{key: "office", unit: "CTH-A", job: officeClerk},
		{key: "policy", unit: "CTH-A", job: functional(families["Analis Kebijakan"], "ahli_pertama", "", families["Analis Kebijakan"].expert)},
		{key: "team", unit: "CTH-A-1", job: analyst, free: 1},
		{key: "agency head", unit: "CTH-B", title: "Kepala Badan Percontohan", echelon: "II.b", class: 14},
		{key: "division", unit: "CTH-B", title: "Kepala Bidang Badan Percontohan", echelon: "III.b", class: 11},
		{key: "subsection", unit: "CTH-B", title: "Kepala Subbagian Umum Badan Percontohan", echelon: "IV.b", class: 8},
		{key: "held", unit: "CTH-B", title: "Kepala Subbagian Keuangan Badan Percontohan", echelon: "IV.b", class: 8},
		{key: "analyst to", unit: "CTH-B", job: analyst, free: 8},
		{key: "service to", unit: "CTH-B", job: serviceExpert, free: 1},
		{key: "full", unit: "CTH-B", job: governance},
		{key: "office to", unit: "CTH-B", job: officeClerk, free: 1},
		{key: "archivist 1", unit: "CTH-B", job: archivist("ahli_pertama"), free: 3},
		{key: "archivist 2", unit: "CTH-B", job: archivist("ahli_muda"), free: 3},
		{key: "archivist 3", unit: "CTH-B", job: archivist("ahli_madya"), free: 2},
		{key: "closed", unit: "CTH-B-1", job: analyst, free: 1},
		{key: "health centre", unit: "CTH-B-2", job: centre, free: 1, head: true},
		{key: "promoter", unit: "CTH-B-2", job: functional(families[promotion], "ahli_pertama", "", families[promotion].expert), free: 1},
		{key: "population", unit: "CTH-DUKCAPIL", title: "Kepala UPT Layanan Kependudukan Percontohan", echelon: "IV.a", class: 9},
		{key: "inspector", unit: "CTH-INSPEKTORAT", title: "Inspektur Pembantu Percontohan", echelon: "III.a", class: 12},
	}
}

// buildExamples adds one person, blocked by it, for each blocking rule, with units and posts of their own. It comes last, so
// that the rest of the city is the same with and without it.
func (b *builder) buildExamples() {
	rng := b.stream(streamExamples)
	b.city.Notable.Days = daysAfter(b.today)
	at := b.buildExamplePosts()
	first := len(b.city.Staff)
	made := make([]example, len(samples))
	kin, head := 0, 0
	for i := range samples {
		made[i] = b.makeExample(rng, &samples[i], at)
		switch {
		case samples[i].rule == "CONFLICT_OF_INTEREST":
			kin = first + i
		case samples[i].rule == "" && samples[i].from == "held":
			head = first + i
		}
	}
	raters := b.raters()
	for i := range made {
		b.exampleRecords(rng, first+i, &samples[i], &made[i], at, raters)
		if made[i].c.Rule != "" {
			b.city.Notable.Blocked = append(b.city.Notable.Blocked, made[i].c)
		}
	}
	b.relate(kin, head, "sibling")
}

// buildExamplePosts adds units and posts of the examples and tells where each post is.
func (b *builder) buildExamplePosts() map[string]int {
	units := map[string]int{}
	for i := range b.units {
		units[b.units[i].code] = i
	}
	for _, u := range exampleUnits {
		i := b.unit(units[u.parent], unitFacts{code: u.code}, u.name, u.kind)
		b.city.Units[i].Active, units[u.code] = !u.closed, i
	}
	held := map[string]int{}
	for _, x := range samples {
		held[x.from]++
	}
	at := map[string]int{}
	for _, p := range examplePosts() {
		if p.echelon != "" {
			b.structural(units[p.unit], p.title, p.echelon, p.class, "", clerkDegrees, true)
		} else {
			b.posts = append(b.posts, post{job: p.job, unit: units[p.unit], group: clerk, quota: held[p.key] + p.free, head: p.head})
			if p.job.kind == domain.KindFungsional {
				b.posts[len(b.posts)-1].group = specialist
			}
		}
		n := len(b.posts) - 1
		at[p.key] = n
		b.position(&b.posts[n])
		if p.echelon == "" {
			b.city.Demands = append(b.city.Demands, Demand{PositionID: b.city.Positions[n].ID, Hundredths: 100 * b.posts[n].quota})
		}
	}
	return at
}

// makeExample makes the person and the transfer. Nothing stands against them but what is special.
func (b *builder) makeExample(rng *rand.Rand, x *sample, at map[string]int) example {
	e := example{b: b, p: person{post: -1, exemplary: true}}
	s, c := &e.s, &e.c
	s.Sex = pick(rng, []string{"male", "female"})
	s.Employment, s.Rank = domain.EmploymentPNS, x.rank
	if domain.RankOrder(x.rank) > len(domain.Ranks) {
		s.Employment = domain.EmploymentPPPK
	}
	e.p.learn(s, []degree{school[3], named("Administrasi Publik")[0]})
	s.LegalStatus, s.InCourt, s.UnderExamination = domain.LegalStatusActive, new(bool), new(bool)
	months := x.months
	if months == 0 {
		months = 58
	}
	b.engage(rng, &e.p, s, months, 24)
	if s.Employment == domain.EmploymentPNS {
		s.PNSSince = s.AppointedOn.AddMonths(14)
	}
	c.Rule, c.Type, c.Initiative, c.Planned = x.rule, domain.TypeInternal, domain.InitiativeDinas, b.today.AddDays(30)
	if x.with != nil {
		x.with(&e)
	}
	e.p.service = s.AppointedOn.MonthsUntil(b.today)
	s.RankSince = later(s.AppointedOn, firstOfMonth(b.today.AddMonths(-14)))
	s.RelationsDeclaredOn = later(s.AppointedOn, b.today.AddDays(-90))
	s.Status = domain.StatusIncoming
	if x.from != "" {
		e.p.post = at[x.from]
		row := &b.city.Positions[e.p.post]
		s.Status, s.PositionID, s.UnitID, s.PositionSince = domain.StatusActive, row.ID, row.UnitID, s.AppointedOn
		if x.tenure > 0 {
			s.PositionSince = weekday(b.today.AddMonths(-x.tenure))
		}
		c.FromUnitID = row.UnitID
		b.posts[e.p.post].holders = append(b.posts[e.p.post].holders, len(b.city.Staff))
	}
	if x.to != "" {
		row := &b.city.Positions[at[x.to]]
		c.PositionID, c.ToUnitID = row.ID, row.UnitID
	}
	c.StaffID = b.city.Staff[b.enrol(rng, e.p, *s)].ID
	return e
}

// exampleRecords writes what belongs to the person.
func (b *builder) exampleRecords(rng *rand.Rand, i int, x *sample, e *example, at map[string]int, raters []int) {
	s, c := &b.city.Staff[i], b.city
	if x.was != "" {
		b.appoint(rng, i, at[x.was], s.AppointedOn, s.PositionSince)
	}
	if x.from != "" {
		b.appoint(rng, i, at[x.from], s.PositionSince, domain.Date{})
	}
	b.educations(rng, i)
	rated := len(c.Ratings)
	b.ratings(rng, i, 0, raters)
	for k := rated; k < len(c.Ratings); k++ {
		if r := &c.Ratings[k]; e.bad && r.Year == b.today.Year()-1 {
			r.Results, r.Behaviour = 3, 2
			r.Predicate = domain.PredicateOf(r.Results, r.Behaviour)
		}
	}
	b.trainings(rng, i)
	level := e.level
	for _, key := range []string{x.from, x.to} {
		if n, ok := at[key]; ok && e.level == 0 {
			level = max(level, b.posts[n].standard)
		}
	}
	for k := range c.Competencies {
		row := domain.Assessment{Meta: b.meta(), StaffID: s.ID}
		row.CompetencyID, row.Level, row.Method, row.Assessor = c.Competencies[k].ID, level, "medium", "UPT Penilaian Kompetensi"
		row.AssessedOn = later(s.AppointedOn.AddDays(14), weekday(b.today.AddDays(-200)))
		c.Assessments = append(c.Assessments, row)
	}
	for _, in := range e.tests {
		row := domain.Test{Meta: b.meta(), StaffID: s.ID, TestInput: in}
		row.Agency = "Instansi Pembina Jabatan Fungsional"
		if in.Family == "" {
			row.Agency = "Panitia Seleksi Terbuka " + cityName
		}
		c.Tests = append(c.Tests, row)
	}
	if e.sanctioned {
		row := domain.Sanction{Meta: b.meta(), StaffID: s.ID}
		row.Level, row.Kind, row.Reason, row.StartsOn = "medium", "23", sanctionReasons["medium"], b.today.AddDays(-45)
		row.EndsOn = row.StartsOn.AddMonths(6).AddDays(-1)
		row.DecreeNumber = decree(rng, "862", row.StartsOn)
		c.Sanctions = append(c.Sanctions, row)
	}
}

// relate writes a family tie on both rows.
func (b *builder) relate(one, other int, kind string) {
	staff := b.city.Staff
	for _, pair := range [][2]int{{one, other}, {other, one}} {
		row := domain.Relation{Meta: b.meta(), StaffID: staff[pair[0]].ID}
		row.OtherStaffID, row.Kind = staff[pair[1]].ID, kind
		b.city.Relations = append(b.city.Relations, row)
	}
}

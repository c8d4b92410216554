package city

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"mutasi/domain"
)

// person is what the builder knows about a civil servant beside the row.
type person struct {
	post    int      // index of the position held today, -1 for none
	studies []degree // from the first to the highest
	// exemplary people take part in the notable transfers: good ratings, competencies, training, nothing against them.
	exemplary bool
	service   int // months since appointment
}

// outsiders: people who come or have left.
func (b *builder) incoming() int { return max(3, b.size/600) }
func (b *builder) left() int     { return max(3, b.size/300) }

// fillPosts draws the seats that stay vacant and puts a new person on each of the others.
func (b *builder) fillPosts() {
	rng := b.stream(streamVacancies)
	filled := make([]int, len(b.posts))
	for g := range groups {
		b.drawVacancies(rng, g, filled)
	}
	n := b.size
	b.city.Staff = make([]domain.Staff, 0, n)
	b.people = make([]person, 0, n)
	people := b.stream(streamPeople)
	for i := range b.posts {
		for range filled[i] {
			p, s := b.draw(people, &b.posts[i].job)
			p.post = i
			s.Status, s.PositionID, s.UnitID = domain.StatusActive, b.city.Positions[i].ID, b.city.Positions[i].UnitID
			seat := len(b.posts[i].holders)
			b.posts[i].holders = append(b.posts[i].holders, len(b.city.Staff))
			b.posts[i].from[seat] = s.PositionSince
			b.enrol(people, p, s)
		}
	}
}

// drawVacancies sets how many seats of each post of the group are filled. Seats draw an exponential time at the rate of
// their pull; those with the earliest stay vacant (weighted sampling without replacement).
func (b *builder) drawVacancies(rng *rand.Rand, g group, filled []int) {
	type seat struct {
		post int
		key  float64
	}
	var seats []seat
	for i := range b.posts {
		p := &b.posts[i]
		if p.group != g {
			continue
		}
		filled[i] = p.quota
		for k := range p.quota {
			key := math.Inf(1)
			if k < p.reserve {
				key = -1
			} else if k > 0 && p.reserve > 0 {
				key = math.Inf(1)
			} else if p.pull > 0 {
				key = rng.ExpFloat64() / p.pull
			}
			seats = append(seats, seat{i, key})
		}
	}
	slices.SortStableFunc(seats, func(a, c seat) int { return cmp.Compare(a.key, c.key) })
	for _, s := range seats[:max(0, len(seats)-b.groupHolders(g))] {
		filled[s.post]--
	}
}

// first golongan by education (3.3), as orders of domain.RankOrder.
var firstRank = map[string]int{"sd": 1, "sltp": 3, "slta": 5, "d3": 7, "d4": 9, "s1": 9, "profesi": 10, "s2": 9}

// PPPK golongan by education (3.3).
var pppkRank = map[string]string{"sd": "I", "sltp": "IV", "slta": "V", "d3": "VII", "d4": "IX", "s1": "IX", "profesi": "X", "s2": "X"}

// usual age at the end of an education.
var schoolAge = map[string]int{"sd": 13, "sltp": 16, "slta": 18, "d3": 21, "d4": 22, "s1": 22, "profesi": 24}

// draw makes a person whose education, employment, rank, age and service fit the job. Identity follows in enrol.
func (b *builder) draw(rng *rand.Rand, j *job) (person, domain.Staff) {
	var p person
	var s domain.Staff
	s.Sex = "male"
	if chance(rng, j.women) {
		s.Sex = "female"
	}
	s.Employment = domain.EmploymentPNS
	if chance(rng, j.pppk) {
		s.Employment = domain.EmploymentPPPK
	}
	p.learn(&s, study(rng, j, s.Employment))
	s.LegalStatus = domain.LegalStatusActive
	switch {
	case rng.IntN(400) > 2: // nearly all
	case s.Employment == domain.EmploymentPNS:
		s.LegalStatus = pick(rng, []string{"02", "03", "15"})
	}
	no := [2]bool{}
	s.InCourt, s.UnderExamination = &no[0], &no[1]
	if chance(rng, 0.006) { // nobody has looked
		s.InCourt = nil
	}
	if chance(rng, 0.006) {
		s.UnderExamination = nil
	}
	if s.Employment == domain.EmploymentPPPK {
		b.contract(rng, j, &p, &s)
	} else {
		b.career(rng, j, &p, &s)
		if last := len(p.studies) - 1; s.EducationLevel == "s2" && p.service < 36 {
			p.learn(&s, p.studies[:last]) // too new to have taken a master in service
		}
	}
	if chance(rng, 0.97) {
		s.RelationsDeclaredOn = later(s.AppointedOn, weekday(b.today.AddDays(-between(rng, 20, 700))))
	}
	return p, s
}

// learn sets the educations and what the row says of them.
func (p *person) learn(s *domain.Staff, studies []degree) {
	p.studies = studies
	top := studies[len(studies)-1]
	s.EducationLevel, s.Major = top.level, top.major
	s.TitlePrefix, s.TitleSuffix = titles(studies)
}

// study draws the educations of a holder of the job: most fit, some do not, some have more than the post asks for.
func study(rng *rand.Rand, j *job, employment string) []degree {
	d := pick(rng, j.degrees)
	if j.kind == domain.KindPelaksana && (j.education == "sd" || j.education == "slta") {
		switch x := rng.Float64(); {
		case j.education == "slta" && x < 0.10:
			d = pick(rng, bachelors)
		case j.education == "slta" && x < 0.16:
			d = pick(rng, vocational)
		case j.education == "sd" && x < 0.25:
			d = pick(rng, school[2:4])
		}
	} else if !healthFamily(j.family) && j.family != "Guru" && j.family != "Medik Veteriner" && chance(rng, 0.17) {
		switch d.level { // a field that the post does not ask for
		case "s1", "d4":
			d = pick(rng, bachelors)
		case "d3":
			d = pick(rng, vocational)
		}
	}
	if j.kind == domain.KindPengawas && chance(rng, 0.05) {
		d = pick(rng, vocational)
	}
	var out []degree
	switch d.level {
	case "profesi":
		out = []degree{pick(rng, school[2:3])}
		switch d.major {
		case "Ners":
			out = append(out, nursing)
		case "Psikologi Klinis":
			out = append(out, named("Psikologi")[0])
		}
	case "s1", "d4", "d3":
		out = []degree{pick(rng, school[2:4])}
	case "slta":
		if chance(rng, 0.3) {
			out = []degree{school[1]}
		}
	}
	out = append(out, d)
	if (d.level == "s1" || d.level == "d4") && chance(rng, masterShare(j, employment)) {
		out = append(out, masterOf(d))
	}
	return out
}

// masterShare is how likely a holder of the job went on to a master.
func masterShare(j *job, employment string) float64 {
	switch {
	case healthFamily(j.family) || employment == domain.EmploymentPPPK:
		return 0
	case j.kind == domain.KindJPTPratama:
		return 0.75
	case j.kind == domain.KindAdministrator:
		return 0.45
	case j.kind == domain.KindPengawas || j.level == "ahli_madya":
		return 0.2
	case j.education == "s1":
		return 0.09
	}
	return 0
}

// titles are the gelar that the studies give.
func titles(studies []degree) (prefix, suffix string) {
	var after []string
	for _, d := range studies {
		if d.prefix != "" {
			prefix = d.prefix
		}
		if d.suffix == "" || d.level == "s1" && studies[len(studies)-1].level == "profesi" {
			continue // the profession's title holds the bachelor's
		}
		after = append(after, d.suffix)
	}
	return prefix, strings.Join(after, ", ")
}

// ladder is the service in months before an official can hold the post (PP 11/2017 Ps 54, 107: four years before pengawas,
// three as pengawas before administrator, two as administrator before JPT pratama), each step with a margin.
var ladder = map[string]int{domain.KindPengawas: 56, domain.KindAdministrator: 106, domain.KindJPTPratama: 150}

// career sets rank, service and age of a PNS: a rank from the post's range, the service that rank takes, an age to match.
func (b *builder) career(rng *rand.Rand, j *job, p *person, s *domain.Staff) {
	start := firstRank[s.EducationLevel]
	lo, hi := max(domain.RankOrder(j.rankMin), start), domain.RankOrder(j.rankMax)
	rank, decline, weight := lo, 0.87, 1.0
	if j.level == "ahli_madya" {
		decline = 0.45
	}
	weights := []float64{weight}
	for r := lo + 1; r <= hi; r++ {
		weight *= decline
		weights = append(weights, weight)
	}
	rank += weighted(rng, weights...)
	s.Rank = domain.Ranks[rank-1].Code

	perStep := 46 + rng.IntN(14) // months: regular promotion every four years or later
	if j.kind != domain.KindPelaksana {
		perStep = 36 + rng.IntN(20)
	}
	steps := rank - start
	months := steps*perStep + rng.IntN(perStep)
	if rank == hi && steps > 0 {
		months += rng.IntN(190) // nothing above in this post
	} else if steps > 0 {
		months += rng.IntN(70)
	}
	entry := entryAge(rng, p.studies)
	if steps == 0 && j.kind != domain.KindJPTPratama && chance(rng, 0.1) && !domain.Structural(j.kind) && j.special == "" {
		s.Probation = true
		months = between(rng, 2, 11)
	} else {
		months = max(months, 26)
	}
	if least := ladder[j.kind]; least > 0 {
		months = max(months, least+between(rng, 6, 40))
	}
	most := 12 * (limit(j) - 2)
	if entry*12+months > most {
		entry = max(youngest(p.studies), most/12-months/12)
		months = min(months, most-entry*12)
	}
	b.engage(rng, p, s, months, entry)
	if !s.Probation {
		s.PNSSince = s.AppointedOn.AddMonths(between(rng, 12, 17))
	}
	b.assume(rng, j, p, s)
	s.RankSince = s.AppointedOn
	if steps > 0 {
		back := between(rng, 1, 47)
		if rank == hi {
			back = between(rng, 1, 110)
		}
		d := b.today.AddMonths(-min(back, months-12*min(steps, 2)))
		month := 4 // promotions take effect on 1 April and 1 October
		if d.Month() >= 10 {
			month = 10
		}
		s.RankSince = later(s.PNSSince, earlier(domain.NewDate(d.Year(), 0, 1).AddMonths(month), firstOfMonth(b.today)))
	}
	if months < 58 && chance(rng, 0.25) { // intakes since 2022 sign it
		s.PledgeOn = s.AppointedOn
	}
	if chance(rng, 0.003) && !s.Probation {
		s.ServiceBondUntil = b.today.AddMonths(between(rng, 3, 40))
	}
}

// contract sets rank, service and age of a PPPK. The first intake was 2019; most came in the large intakes since.
func (b *builder) contract(rng *rand.Rand, j *job, p *person, s *domain.Staff) {
	months := 1 + 12*weighted(rng, 0.12, 0.26, 0.24, 0.2, 0.1, 0.08) + rng.IntN(11)
	if j.kind == domain.KindPelaksana && j.education != "s1" && chance(rng, 0.14) {
		s.PartTime, months = true, between(rng, 1, 13)
	}
	s.Rank = pppkRank[s.EducationLevel]
	if j.level == "ahli_muda" {
		s.Rank = "XI"
	}
	entry := max(youngest(p.studies), between(rng, 23, 49))
	entry = min(entry, limit(j)-8)
	b.engage(rng, p, s, months, entry)
	s.RankSince, s.PositionSince = s.AppointedOn, s.AppointedOn
}

// limit is the job's retirement age.
func limit(j *job) int {
	row := domain.Position{PositionInput: domain.PositionInput{Kind: j.kind, Level: j.level, RetirementAge: j.retirement}}
	return row.RetirementAgeYears()
}

// youngest is the age at which one can have started with these studies: twenty, or a year after the last school before
// service. A master is taken in service.
func youngest(studies []degree) int {
	age := 20
	for _, d := range studies {
		age = max(age, schoolAge[d.level]+1)
	}
	return age
}

func entryAge(rng *rand.Rand, studies []degree) int {
	return youngest(studies) + min(rng.IntN(8), rng.IntN(10))
}

// engage sets the days of birth and of appointment.
func (b *builder) engage(rng *rand.Rand, p *person, s *domain.Staff, months, entry int) {
	s.AppointedOn = firstOfMonth(b.today.AddMonths(-months))
	s.BirthDate = s.AppointedOn.AddYears(-entry).AddDays(-between(rng, 1, 360))
	p.service = s.AppointedOn.MonthsUntil(b.today)
}

// assume sets since when a PNS holds the post: five to ninety months, never before the appointment.
func (b *builder) assume(rng *rand.Rand, j *job, p *person, s *domain.Staff) {
	months := []int{between(rng, 4, 23), between(rng, 25, 60), between(rng, 61, 110)}[weighted(rng, 0.16, 0.56, 0.28)]
	if domain.Structural(j.kind) {
		months = []int{between(rng, 4, 23), between(rng, 25, 50), between(rng, 51, 75)}[weighted(rng, 0.24, 0.6, 0.16)]
	}
	if least := ladder[j.kind]; least > 0 {
		months = min(months, p.service-least+4)
	}
	if months >= p.service-3 || s.Probation {
		s.PositionSince = s.AppointedOn
		return
	}
	s.PositionSince = later(s.AppointedOn, weekday(b.today.AddMonths(-months).AddDays(-rng.IntN(27))))
}

// enrol gives the person a name, a NIP, addresses and an id and adds the row.
func (b *builder) enrol(rng *rand.Rand, p person, s domain.Staff) int {
	s.Name = personName(rng, s.Sex)
	s.NameNorm = domain.Norm(s.Name)
	s.NIP = b.nip(&s, s.BirthDate, s.Sex)
	n := len(b.city.Staff)
	s.Email = fmt.Sprintf("%s.%d@example.go.id", strings.ReplaceAll(strings.ReplaceAll(s.NameNorm, ".", ""), " ", "."), n+1)
	s.Phone = fmt.Sprintf("+6280%09d", 100000000+n*7919%899999999) // no operator has numbers that begin with 080
	if rng.IntN(60) == 0 {
		s.Phone = ""
	}
	s.Meta = b.meta()
	b.city.Staff = append(b.city.Staff, s)
	b.people = append(b.people, p)
	return n
}

// nip makes the next free NIP for the person; birth and sex are arguments so that a wrong one can be made on purpose.
func (b *builder) nip(s *domain.Staff, birth domain.Date, sex string) string {
	month := int(s.AppointedOn.Month())
	if s.Employment == domain.EmploymentPPPK {
		month = 21
		if s.PartTime {
			month = 24
		}
	}
	digit := 1
	if sex == "female" {
		digit = 2
	}
	first := fmt.Sprintf("%04d%02d%02d%04d%02d%d", birth.Year(), birth.Month(), birth.Day(), s.AppointedOn.Year(), month, digit)
	b.nips[first]++
	return fmt.Sprintf("%s%03d", first, b.nips[first])
}

// personName combines given and family names; some people have one word only.
func personName(rng *rand.Rand, sex string) string {
	given := maleNames
	if sex == "female" {
		given = femaleNames
	}
	name := pick(rng, given)
	x := rng.Float64()
	if x < 0.03 {
		return name
	}
	if x < 0.7 {
		if second := pick(rng, given); second != name {
			name += " " + second
		}
	}
	switch y := rng.Float64(); {
	case y < 0.62:
		name += " " + pick(rng, batakNames)
	case y < 0.70:
		name += " " + pick(rng, easternNames)
	}
	return name
}

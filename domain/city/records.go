package city

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"mutasi/domain"
)

// buildRecords writes what belongs to each person: educations, ratings, assessments, trainings, sanctions and tests.
func (b *builder) buildRecords() {
	n := len(b.city.Staff)
	c := b.city
	c.Educations = make([]domain.Education, 0, 2*n+n/4)
	c.Ratings = make([]domain.Rating, 0, 3*n)
	c.Assessments = make([]domain.Assessment, 0, len(c.Competencies)*n)
	c.Trainings = make([]domain.TrainingRecord, 0, 3*n)
	rng := b.stream(streamRecords)
	raters := b.raters()
	for i := range c.Staff {
		talent := rng.NormFloat64()
		b.educations(rng, i)
		b.ratings(rng, i, talent, raters)
		b.assess(rng, i, talent)
		b.trainings(rng, i)
		b.sanction(rng, i)
		b.tests(rng, i)
	}
}

// raters finds for each unit the head who rates its people; a vacant unit is rated from above.
func (b *builder) raters() []int {
	heads := make([]int, len(b.units))
	for u := range heads {
		heads[u] = -1
		if parent := b.units[u].parent; parent >= 0 {
			heads[u] = heads[parent]
		}
		// The root has no head of its own; the Sekda's row is found when its unit is reached.
		if at := b.headPost(u); at >= 0 && len(b.posts[at].holders) > 0 {
			heads[u] = b.posts[at].holders[0]
		}
	}
	return heads
}

// headPost is the index of the unit's head post, -1 for none. Positions are in the order of their units.
func (b *builder) headPost(u int) int {
	lo, hi := 0, len(b.posts)
	for lo < hi {
		if mid := (lo + hi) / 2; b.posts[mid].unit < u {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(b.posts) && b.posts[lo].unit == u && b.posts[lo].head {
		return lo
	}
	return -1
}

// educations writes the schools from the first to the highest; a master is taken in service.
func (b *builder) educations(rng *rand.Rand, i int) {
	s := &b.city.Staff[i]
	for _, d := range b.people[i].studies {
		row := domain.Education{Meta: b.meta(), StaffID: s.ID}
		row.Level, row.Major, row.Institution = d.level, d.major, pick(rng, d.institution)
		if d.level == "s2" {
			row.GraduatedOn = earlier(s.AppointedOn.AddMonths(between(rng, 24, 120)), b.today.AddMonths(-between(rng, 2, 20)))
		} else {
			row.GraduatedOn = domain.NewDate(s.BirthDate.Year()+schoolAge[d.level], time.Month(between(rng, 5, 11)), between(rng, 1, 28))
			row.GraduatedOn = earlier(row.GraduatedOn, s.AppointedOn.AddMonths(-1))
		}
		b.city.Educations = append(b.city.Educations, row)
	}
}

// ratings writes the last three full years as far as the person served; shares by domain.md 13.3.
func (b *builder) ratings(rng *rand.Rand, i int, talent float64, raters []int) {
	s := &b.city.Staff[i]
	rater := ""
	if at := b.people[i].post; at >= 0 {
		u := b.posts[at].unit
		who := raters[u]
		if who == i && b.units[u].parent >= 0 {
			who = raters[b.units[u].parent]
		}
		if who >= 0 && who != i {
			rater = b.city.Staff[who].FullName()
		}
	}
	for year := b.today.Year() - 3; year < b.today.Year(); year++ {
		draw := rng.Float64()*0.6 + 0.4*normalShare(talent)
		if s.AppointedOn.After(domain.NewDate(year, 7, 1)) {
			continue
		}
		row := domain.Rating{Meta: b.meta(), StaffID: s.ID}
		row.Year, row.Rater = year, rater
		row.Results, row.Behaviour = rate(rng, draw, b.people[i].exemplary)
		row.Predicate = domain.PredicateOf(row.Results, row.Behaviour)
		b.city.Ratings = append(b.city.Ratings, row)
	}
}

// normalShare is the share of people below the value of a normal draw.
func normalShare(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// rate turns a person's standing, 0 to 1, into results and behaviour (1 above, 2 meets, 3 below expectation). The cuts
// give 7 % sangat baik, 3 % butuh perbaikan, 0.5 % kurang and 0.1 % sangat kurang.
func rate(rng *rand.Rand, standing float64, exemplary bool) (results, behaviour int) {
	switch {
	case standing > 0.817:
		return 1, 1
	case exemplary:
		return 2, 2
	case standing < 0.0225:
		return 3, 3
	case standing < 0.0535:
		return between(rng, 1, 2), 3
	case standing < 0.132:
		return 3, between(rng, 1, 2)
	}
	return [][2]int{{2, 2}, {1, 2}, {2, 1}}[weighted(rng, 8, 1, 1)][0], 2
}

// assess writes the nine competencies around the standard of the person's post, so that the match (JPM, 5.2) is near
// N(84, 8) within 55 to 100. A twelfth of the staff has never been assessed; one assessment in ten is out of date.
func (b *builder) assess(rng *rand.Rand, i int, talent float64) {
	s, x := &b.city.Staff[i], &b.people[i]
	if !x.exemplary && (s.Probation || chance(rng, 0.08)) {
		return
	}
	standard, method := 1, "simple"
	if x.post >= 0 {
		standard = b.posts[x.post].standard
		switch {
		case b.posts[x.post].kind == domain.KindJPTPratama:
			method = "comprehensive"
		case standard >= 3:
			method = "medium"
		}
	}
	all := standard * len(b.city.Competencies)
	match := min(100, max(55, 84+8*(0.35*talent+0.937*rng.NormFloat64())))
	missing := int(float64(all)*(100-match)/100 + rng.Float64())
	if x.exemplary {
		missing = min(missing, all*12/100)
	}
	levels := make([]int, len(b.city.Competencies))
	for k := range levels {
		levels[k] = standard
	}
	for missing > 0 {
		if k := rng.IntN(len(levels)); levels[k] > 0 {
			levels[k]--
			missing--
		}
	}
	if !x.exemplary && chance(rng, 0.1) {
		if k := rng.IntN(len(levels)); levels[k] == standard && standard < 5 {
			levels[k]++
		}
	}
	age := between(rng, 20, 900)
	if !x.exemplary && chance(rng, 0.1) {
		age = between(rng, 1130, 1800)
	}
	on := later(s.AppointedOn.AddDays(14), weekday(b.today.AddDays(-age)))
	on = earlier(on, b.today)
	for k, level := range levels {
		row := domain.Assessment{Meta: b.meta(), StaffID: s.ID}
		row.CompetencyID, row.Level, row.AssessedOn, row.Method = b.city.Competencies[k].ID, level, on, method
		row.Assessor = "UPT Penilaian Kompetensi"
		b.city.Assessments = append(b.city.Assessments, row)
	}
}

// trainings writes older courses and those of the last twelve months: two thirds of the staff have the 20 lesson hours
// that PP 11/2017 Ps 203(4) asks for.
func (b *builder) trainings(rng *rand.Rand, i int) {
	s, x := &b.city.Staff[i], &b.people[i]
	long := longCourses
	if x.post >= 0 {
		p := &b.posts[x.post]
		if course, ok := leadership[p.kind]; ok && chance(rng, 0.85) {
			b.train(rng, s, course, b.today.AddDays(-between(rng, 370, 2000)))
		}
		switch {
		case p.group == teacher:
			long = teacherCourses
		case p.group == health:
			long = healthCourses
		case p.money || p.title == financeClerk.title || p.title == cashClerk.title:
			long = financeCourses
		case b.units[p.unit].agency != nil && b.units[p.unit].agency.code == codePopulation:
			long = populationCourses
		}
	}
	if s.Employment == domain.EmploymentPNS && !s.Probation && x.service < 84 {
		b.train(rng, s, civilBasics, s.AppointedOn.AddMonths(6))
	}
	if chance(rng, 0.5) {
		b.train(rng, s, pick(rng, long), b.today.AddDays(-between(rng, 380, 1400)))
	}
	draw := rng.Float64()
	if x.exemplary || draw < 0.68 {
		last := 330
		if x.exemplary {
			last = 200 // still within twelve months when the transfer takes effect
		}
		b.train(rng, s, pick(rng, long), b.today.AddDays(-between(rng, 15, last)))
	}
	if draw < 0.4 || draw >= 0.68 && draw < 0.88 {
		b.train(rng, s, pick(rng, shortCourses), b.today.AddDays(-between(rng, 15, 330)))
	}
}

// train writes a course unless the person was not yet in service.
func (b *builder) train(rng *rand.Rand, s *domain.Staff, course training, on domain.Date) {
	on = weekday(on)
	if on.Before(s.AppointedOn) {
		return
	}
	row := domain.TrainingRecord{Meta: b.meta(), StaffID: s.ID}
	row.Title, row.Kind, row.Hours, row.CompletedOn = course.title, course.kind, course.hours, on
	row.Certificate = fmt.Sprintf("%s/%05d/DIKLAT/%d", course.kind, 1+rng.IntN(99999), on.Year())
	b.city.Trainings = append(b.city.Trainings, row)
}

// sanction writes a sanction for one person in seventy: half of them are being served, half are over.
func (b *builder) sanction(rng *rand.Rand, i int) {
	s, x := &b.city.Staff[i], &b.people[i]
	if !chance(rng, 0.0145) || x.exemplary || x.post < 0 || x.service < 30 {
		return
	}
	weights := make([]float64, len(sanctionKinds))
	for k, kind := range sanctionKinds {
		weights[k] = kind.weight
	}
	kind := sanctionKinds[weighted(rng, weights...)]
	row := domain.Sanction{Meta: b.meta(), StaffID: s.ID}
	if chance(rng, 0.5) {
		row.StartsOn = b.today.AddDays(-between(rng, 10, 30*kind.months-20))
	} else {
		row.StartsOn = b.today.AddMonths(-kind.months).AddDays(-between(rng, 15, 500))
	}
	row.StartsOn = later(row.StartsOn, s.AppointedOn)
	row.EndsOn = row.StartsOn.AddMonths(kind.months).AddDays(-1)
	row.Level, row.Kind, row.Reason = kind.level, kind.kind, sanctionReasons[kind.level]
	row.DecreeNumber = decree(rng, "862", row.StartsOn)
	b.city.Sanctions = append(b.city.Sanctions, row)
}

// tests writes competency tests: of those who entered a functional post within five years, of JPT the open selection, and
// a few that were not passed. People of the notable transfers have a fresh one in their family.
func (b *builder) tests(rng *rand.Rand, i int) {
	s, x := &b.city.Staff[i], &b.people[i]
	if x.post < 0 || s.Employment != domain.EmploymentPNS {
		return
	}
	p := &b.posts[x.post]
	months := s.PositionSince.MonthsUntil(b.today)
	row := domain.Test{StaffID: s.ID}
	row.Passed = true
	switch {
	case p.kind == domain.KindJPTPratama:
		row.Purpose, row.Agency = "open_selection", "Panitia Seleksi Terbuka "+cityName
		row.HeldOn = weekday(s.PositionSince.AddDays(-between(rng, 40, 120)))
	case p.kind == domain.KindFungsional && x.exemplary:
		row.Purpose, row.Family, row.HeldOn = "jf_entry", p.family, weekday(b.today.AddDays(-between(rng, 40, 300)))
	case p.kind == domain.KindFungsional && months <= 60 && s.PositionSince != s.AppointedOn:
		row.Purpose, row.Family, row.HeldOn = "jf_entry", p.family, weekday(s.PositionSince.AddDays(-between(rng, 30, 200)))
		if p.level != "ahli_pertama" && p.level != "terampil" {
			row.Purpose = "jf_promotion"
		}
	case p.group == clerk && p.education == "s1" && chance(rng, 0.02):
		row.Purpose, row.Family, row.HeldOn, row.Passed = "jf_entry", "Analis Kebijakan", weekday(b.today.AddDays(-between(rng, 40, 600))), chance(rng, 0.5)
	default:
		return
	}
	if row.HeldOn.Before(s.AppointedOn) {
		return
	}
	if row.Agency == "" {
		row.Agency = "Instansi Pembina Jabatan Fungsional"
	}
	row.Meta = b.meta()
	b.city.Tests = append(b.city.Tests, row)
}

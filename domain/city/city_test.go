package city

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
)

var (
	today = domain.MustDate("2026-11-21")
	now   = time.Date(2026, 11, 21, 3, 4, 5, 678000, time.UTC)
)

// eachSize runs the test on a small, a demo and a large city; each is built once.
func eachSize(t *testing.T, f func(t *testing.T, c *City, size int)) {
	for _, size := range []int{200, 2000, 25000} {
		t.Run(itoa(size), func(t *testing.T) { f(t, built(size), size) })
	}
}

var cache = map[int]*City{}

func built(size int) *City {
	if cache[size] == nil {
		cache[size] = Build(size, 1, today, now)
	}
	return cache[size]
}

// inExamples reports a unit of the examples, which are no ordinary part of the city.
func inExamples(u *domain.Unit) bool { return strings.HasPrefix(u.Code, "CTH-") }

// ordinary leaves the people of the examples out; they stand last.
func ordinary(c *City) []domain.Staff { return c.Staff[:len(c.Staff)-len(samples)] }

func itoa(n int) string { return strconv.Itoa(n) }

func byID[T any, P interface {
	*T
	Head() *domain.Meta
}](rows []T) map[domain.ID]*T {
	m := make(map[domain.ID]*T, len(rows))
	for i := range rows {
		m[P(&rows[i]).Head().ID] = &rows[i]
	}
	return m
}

func TestSameArgumentsGiveTheSameCity(t *testing.T) {
	a, b := Build(2000, 7, today, now), Build(2000, 7, today, now)
	if !reflect.DeepEqual(a, b) {
		t.Fatal("two cities of one seed differ")
	}
	if c := Build(2000, 8, today, now); c.Staff[0].NIP == a.Staff[0].NIP {
		t.Error("another seed gives the same people")
	}
}

func TestEveryRowPassesValidation(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, _ int) {
		checked[domain.Unit, *domain.Unit, domain.UnitInput](t, c.Units)
		checked[domain.Competency, *domain.Competency, domain.CompetencyInput](t, c.Competencies)
		checked[domain.Position, *domain.Position, domain.PositionInput](t, c.Positions)
		checked[domain.Staff, *domain.Staff, domain.StaffInput](t, c.Staff)
		checked[domain.Appointment, *domain.Appointment, domain.AppointmentInput](t, c.Appointments)
		checked[domain.Assessment, *domain.Assessment, domain.AssessmentInput](t, c.Assessments)
		checked[domain.Education, *domain.Education, domain.EducationInput](t, c.Educations)
		checked[domain.Rating, *domain.Rating, domain.RatingInput](t, c.Ratings)
		checked[domain.TrainingRecord, *domain.TrainingRecord, domain.TrainingRecordInput](t, c.Trainings)
		checked[domain.Sanction, *domain.Sanction, domain.SanctionInput](t, c.Sanctions)
		checked[domain.Test, *domain.Test, domain.TestInput](t, c.Tests)
		checked[domain.Relation, *domain.Relation, domain.RelationInput](t, c.Relations)
		checked[domain.Holiday, *domain.Holiday, domain.HolidayInput](t, c.Holidays)
	})
}

// metas checks the heads of rows and gathers their ids.
func metas[T any, P interface {
	*T
	Head() *domain.Meta
}](t *testing.T, rows []T, seen map[domain.ID]bool) {
	t.Helper()
	last := domain.ID{}
	for i := range rows {
		m := P(&rows[i]).Head()
		ms := int64(m.ID[0])<<40 | int64(m.ID[1])<<32 | int64(m.ID[2])<<24 | int64(m.ID[3])<<16 | int64(m.ID[4])<<8 | int64(m.ID[5])
		at := time.UnixMilli(ms)
		switch {
		case seen[m.ID]:
			t.Fatalf("%T: id %s stands twice", rows[i], m.ID)
		case m.Version != 1 || !m.CreatedAt.Equal(now) || !m.UpdatedAt.Equal(now):
			t.Fatalf("%T: head %+v", rows[i], *m)
		case m.ID[6]>>4 != 7 || m.ID[8]>>6 != 2:
			t.Fatalf("%T: %s is no UUIDv7", rows[i], m.ID)
		case slices.Compare(last[:], m.ID[:]) >= 0:
			t.Fatalf("%T: ids do not rise at row %d", rows[i], i)
		case at.After(now) || at.Before(now.Add(-25*time.Hour)):
			t.Fatalf("%T: id %s is from %s", rows[i], m.ID, at)
		}
		seen[m.ID], last = true, m.ID
	}
}

func TestHeadsAndIDs(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, _ int) {
		seen := map[domain.ID]bool{}
		metas[domain.Unit](t, c.Units, seen)
		metas[domain.Competency](t, c.Competencies, seen)
		metas[domain.Position](t, c.Positions, seen)
		metas[domain.Staff](t, c.Staff, seen)
		metas[domain.Appointment](t, c.Appointments, seen)
		metas[domain.Assessment](t, c.Assessments, seen)
		metas[domain.Education](t, c.Educations, seen)
		metas[domain.Rating](t, c.Ratings, seen)
		metas[domain.TrainingRecord](t, c.Trainings, seen)
		metas[domain.Sanction](t, c.Sanctions, seen)
		metas[domain.Test](t, c.Tests, seen)
		metas[domain.Relation](t, c.Relations, seen)
		metas[domain.Holiday](t, c.Holidays, seen)
	})
}

// unique fails for a key that stands twice.
func unique[T any](t *testing.T, what string, rows []T, key func(*T) string) {
	t.Helper()
	seen := make(map[string]bool, len(rows))
	for i := range rows {
		k := key(&rows[i])
		if k != "" && seen[k] {
			t.Errorf("%s %q stands twice", what, k)
		}
		seen[k] = true
	}
}

func TestNaturalKeysAreUnique(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		if n := len(ordinary(c)); n != size {
			t.Errorf("%d staff, want %d", n, size)
		}
		unique(t, "nip", c.Staff, func(s *domain.Staff) string { return s.NIP })
		unique(t, "email", c.Staff, func(s *domain.Staff) string { return s.Email })
		unique(t, "phone", c.Staff, func(s *domain.Staff) string { return s.Phone })
		unique(t, "unit code", c.Units, func(u *domain.Unit) string { return u.Code })
		unique(t, "unit name", c.Units, func(u *domain.Unit) string { return u.Name })
		unique(t, "position code", c.Positions, func(p *domain.Position) string { return p.Code })
		unique(t, "competency", c.Competencies, func(x *domain.Competency) string { return x.Code })
		unique(t, "holiday", c.Holidays, func(h *domain.Holiday) string { return h.Date.String() })
		unique(t, "rating", c.Ratings, func(r *domain.Rating) string { return r.StaffID.Hex() + string(rune(r.Year)) })
		unique(t, "assessment", c.Assessments, func(a *domain.Assessment) string { return a.StaffID.Hex() + a.CompetencyID.Hex() })
		unique(t, "title in unit", c.Positions, func(p *domain.Position) string { return p.UnitID.Hex() + p.Title })
	})
}

func TestUnitsFormOneTree(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		limits := map[int][2]int{200: {25, 200}, 2000: {200, 400}, 25000: {1000, 1500}}[size]
		if n := len(c.Units); n < limits[0] || n > limits[1] {
			t.Errorf("%d units, want %d to %d", n, limits[0], limits[1])
		}
		units, positions := byID(c.Units), byID(c.Positions)
		headless := 0
		for i := range c.Units {
			u := &c.Units[i]
			again := *u
			again.Place(units[u.ParentID])
			if again != *u {
				t.Errorf("%s: path %s", u.Code, u.Path)
			}
			if u.Depth == 0 != (i == 0) || u.Depth > 4 || u.Active == (u.Code == "CTH-B-1") || u.NameNorm != domain.Norm(u.Name) {
				t.Errorf("%s: depth %d, norm %q", u.Code, u.Depth, u.NameNorm)
			}
			switch head := positions[u.HeadPositionID]; {
			case u.HeadPositionID.IsZero():
				headless++
				if !slices.Contains([]string{"pemda", "kelompok"}, u.Kind) {
					t.Errorf("%s (%s) has no head post", u.Code, u.Kind)
				}
			case head == nil || head.UnitID != u.ID || head.Quota != 1:
				t.Errorf("%s: head post %+v", u.Code, head)
			}
		}
		if 2*headless > len(c.Units) {
			t.Errorf("%d of %d units have no head post", headless, len(c.Units))
		}
	})
}

func TestPositionsCarryTheirStandard(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		units := byID(c.Units)
		special := map[string]int{}
		strategic, money := 0, 0
		for i := range c.Positions {
			p := &c.Positions[i]
			special[p.Special]++
			if p.Strategic {
				strategic++
			}
			if p.HandlesMoney {
				money++
			}
			if len(p.Requirements) != 9 || p.Quota < 1 || !p.Active || units[p.UnitID] == nil || p.TitleNorm != domain.Norm(p.Title) {
				t.Fatalf("%s: %d requirements, quota %d", p.Code, len(p.Requirements), p.Quota)
			}
			if p.RankMin == "" || p.RankMax == "" || p.EducationMin == "" || p.JobClass == 0 {
				t.Errorf("%s %s: rank %s to %s, education %s, class %d", p.Code, p.Title, p.RankMin, p.RankMax, p.EducationMin, p.JobClass)
			}
			functional := p.Kind == domain.KindFungsional
			if functional != (p.Family != "") || functional != (p.Level != "") || domain.Structural(p.Kind) != (p.Echelon != "") {
				t.Errorf("%s %s: kind %s, level %q, family %q, echelon %q", p.Code, p.Title, p.Kind, p.Level, p.Family, p.Echelon)
			}
			if p.Family == "Guru" && p.RetirementAgeYears() != 60 {
				t.Errorf("%s: teachers retire at 60", p.Code)
			}
			if p.Majors == nil {
				t.Errorf("%s: majors are null", p.Code)
			}
			if domain.Structural(p.Kind) && strings.HasPrefix(units[p.UnitID].Code, codePopulation) && p.Special != domain.SpecialDukcapil {
				t.Errorf("%s: a structural post of the population office is special", p.Title)
			}
		}
		want := []string{domain.SpecialDukcapil, domain.SpecialInspektur, domain.SpecialSekda, domain.SpecialCamat, domain.SpecialPuskesmasHead, domain.SpecialSchoolHead}
		if size >= 1000 {
			want = append(want, domain.SpecialSekwan, domain.SpecialKasatpolPP)
		}
		for _, s := range want {
			if special[s] == 0 {
				t.Errorf("no position is %s", s)
			}
		}
		if strategic == 0 || money == 0 {
			t.Errorf("%d strategic posts, %d treasurers", strategic, money)
		}
	})
}

func TestSeatsAndVacancies(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		holders := map[domain.ID]int{}
		for i := range c.Staff {
			holders[c.Staff[i].PositionID]++
		}
		seats, units := 0, byID(c.Units)
		for i := range c.Positions {
			p := &c.Positions[i]
			if !inExamples(units[p.UnitID]) {
				seats += p.Quota
			}
			if holders[p.ID] > p.Quota {
				t.Errorf("%s: %d holders of %d seats", p.Code, holders[p.ID], p.Quota)
			}
		}
		if r := float64(seats) / float64(size); r < 1.08 || r > 1.15 {
			t.Errorf("%.3f seats per person", r)
		}
		if r := float64(len(c.Positions)) / float64(size); size == 25000 && (r < 0.35 || r > 0.45) {
			t.Errorf("%.3f positions per person", r)
		}
		vacant, filled := 0, 0
		for i := range c.Units {
			if h := c.Units[i].HeadPositionID; !h.IsZero() && !inExamples(&c.Units[i]) {
				if holders[h] == 0 {
					vacant++
				} else {
					filled++
				}
			}
		}
		if vacant == 0 || vacant*6 > filled {
			t.Errorf("%d heads are vacant, %d filled", vacant, filled)
		}
	})
}

// TestNoPositionWasEverOverfull sweeps the starts and ends of definitive appointments of each position.
func TestNoPositionWasEverOverfull(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, _ int) {
		type change struct {
			on domain.Date
			by int
		}
		changes := map[domain.ID][]change{}
		for i := range c.Appointments {
			a := &c.Appointments[i]
			if a.Kind != domain.Definitive {
				continue
			}
			changes[a.PositionID] = append(changes[a.PositionID], change{a.ValidFrom, 1})
			if !a.ValidTo.IsZero() {
				changes[a.PositionID] = append(changes[a.PositionID], change{a.ValidTo, -1})
			}
		}
		for i := range c.Positions {
			p := &c.Positions[i]
			list := changes[p.ID]
			slices.SortFunc(list, func(a, b change) int {
				if d := a.on.Compare(b.on); d != 0 {
					return d
				}
				return a.by - b.by
			})
			n := 0
			for _, x := range list {
				if n += x.by; n > p.Quota {
					t.Fatalf("%s: %d holders of %d seats on %s", p.Code, n, p.Quota, x.on)
				}
			}
		}
	})
}

func TestAppointmentsAgreeWithStaff(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		staff, positions := byID(c.Staff), byID(c.Positions)
		spans := map[domain.ID][]*domain.Appointment{}
		acting, definitive := 0, 0
		for i := range c.Appointments {
			a := &c.Appointments[i]
			s, p := staff[a.StaffID], positions[a.PositionID]
			if s == nil || p == nil || a.UnitID != p.UnitID {
				t.Fatalf("appointment %s refers to nothing", a.ID)
			}
			if a.ValidFrom.Before(s.AppointedOn) || a.ValidFrom.After(today) {
				t.Fatalf("%s: %s holds %s from %s, appointed %s", a.Kind, s.NIP, p.Code, a.ValidFrom, s.AppointedOn)
			}
			if a.Kind == domain.Acting {
				acting++
				if !a.Holds(today) || s.Status != domain.StatusActive || s.PositionID == a.PositionID {
					t.Errorf("acting appointment of %s", s.NIP)
				}
				continue
			}
			definitive++
			spans[a.StaffID] = append(spans[a.StaffID], a)
			if domain.Structural(p.Kind) && s.Employment != domain.EmploymentPNS {
				t.Errorf("PPPK %s held %s", s.NIP, p.Title)
			}
		}
		for i := range c.Staff {
			s := &c.Staff[i]
			list := spans[s.ID]
			var open *domain.Appointment
			for k, a := range list {
				if k > 0 && a.ValidFrom.After(list[k-1].ValidFrom) {
					list[k-1], list[k] = a, list[k-1] // rows go back in time before the present one
				}
			}
			slices.SortFunc(list, func(a, b *domain.Appointment) int { return a.ValidFrom.Compare(b.ValidFrom) })
			for k, a := range list {
				if a.ValidTo.IsZero() {
					open = a
				}
				if !a.ValidTo.IsZero() && !a.ValidFrom.Before(a.ValidTo) {
					t.Errorf("%s: empty appointment", s.NIP)
				}
				if k > 0 && (list[k-1].ValidTo.IsZero() || a.ValidFrom.Before(list[k-1].ValidTo)) {
					t.Errorf("%s held two posts on %s", s.NIP, a.ValidFrom)
				}
			}
			if len(list) > 3 {
				t.Errorf("%s has %d appointments", s.NIP, len(list))
			}
			switch {
			case s.Status == domain.StatusActive && (open == nil || open.PositionID != s.PositionID || open.UnitID != s.UnitID || open.ValidFrom != s.PositionSince):
				t.Fatalf("%s: cache and open appointment differ", s.NIP)
			case s.Status != domain.StatusActive && (open != nil || !s.PositionID.IsZero() || !s.UnitID.IsZero()):
				t.Errorf("%s is %s and holds a post", s.NIP, s.Status)
			}
		}
		if size >= 2000 && acting == 0 || size == 25000 && (definitive < 40000 || definitive > 75000) {
			t.Errorf("%d definitive and %d acting appointments", definitive, acting)
		}
	})
}

// TestOfficialsClimbedTheLadder looks for the experience of PP 11/2017 Ps 54 and 107 in the histories of officials.
func TestOfficialsClimbedTheLadder(t *testing.T) {
	c := built(25000)
	staff, positions := byID(c.Staff), byID(c.Positions)
	climbed := map[string]map[domain.ID]bool{domain.KindPengawas: {}, domain.KindAdministrator: {}, domain.KindJPTPratama: {}}
	for i := range c.Appointments {
		a := &c.Appointments[i]
		p := positions[staff[a.StaffID].PositionID]
		if p == nil || !domain.Structural(p.Kind) || a.ValidTo.IsZero() {
			continue
		}
		was, months := positions[a.PositionID].Kind, a.ValidFrom.MonthsUntil(a.ValidTo)
		switch {
		case p.Kind == domain.KindPengawas && !domain.Structural(was) && months >= 48,
			p.Kind == domain.KindAdministrator && was == domain.KindPengawas && months >= 36,
			p.Kind == domain.KindJPTPratama && was == domain.KindAdministrator && months >= 24:
			climbed[p.Kind][a.StaffID] = true
		}
	}
	all := map[string]int{}
	for i := range ordinary(c) {
		if p := positions[c.Staff[i].PositionID]; p != nil && domain.Structural(p.Kind) {
			all[p.Kind]++
		}
	}
	for kind, want := range map[string]float64{domain.KindPengawas: 0.85, domain.KindAdministrator: 0.9, domain.KindJPTPratama: 0.9} {
		if share := float64(len(climbed[kind])) / float64(all[kind]); share < want {
			t.Errorf("%.2f of %s have the experience for it", share, kind)
		}
	}
}

func TestPersonsArePlausible(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		positions := byID(c.Positions)
		ill := map[domain.ID]bool{}
		for _, id := range c.Notable.NIPMismatches {
			ill[id] = true
		}
		legal, unknown, misfit, status := map[string]int{}, 0, 0, map[string]int{}
		probation, partTime, outOfRange := 0, 0, 0
		for i := range c.Staff {
			s := &c.Staff[i]
			if got := len(domain.NIPIssues(&s.StaffInput)) > 0; got != ill[s.ID] {
				t.Errorf("%s: NIP issues %v, appointed %s, born %s, %s", s.NIP, domain.NIPIssues(&s.StaffInput), s.AppointedOn, s.BirthDate, s.Sex)
			}
			age, service := s.Age(today), s.AppointedOn.YearsUntil(today)
			status[s.Status]++
			legal[s.LegalStatus]++
			if s.InCourt == nil || s.UnderExamination == nil || s.RelationsDeclaredOn.IsZero() {
				unknown++
			}
			if i < size && s.InCourt != nil && *s.InCourt || s.UnderExamination != nil && *s.UnderExamination {
				t.Errorf("%s is in court or under examination", s.NIP)
			}
			if s.Probation {
				probation++
			}
			if s.PartTime {
				partTime++
			}
			if service > age-20 || s.AppointedOn.After(today) || s.Rank == "" || s.RankSince.Before(s.AppointedOn) || s.RankSince.After(today) {
				t.Errorf("%s: age %d, service %d, rank %s since %s, appointed %s", s.NIP, age, service, s.Rank, s.RankSince, s.AppointedOn)
			}
			if pns := s.Employment == domain.EmploymentPNS && !s.Probation; pns != !s.PNSSince.IsZero() || s.PNSSince.After(today) || pns && s.PNSSince.Before(s.AppointedOn) {
				t.Errorf("%s: PNS since %s, probation %v", s.NIP, s.PNSSince, s.Probation)
			}
			if s.Status == domain.StatusLeft {
				continue
			}
			if age < 20 || age > 60 {
				t.Errorf("%s is %d years old", s.NIP, age)
			}
			p := positions[s.PositionID]
			if p == nil {
				continue
			}
			if !domain.RetiresOn(s.BirthDate, p.RetirementAgeYears()).After(today) {
				t.Errorf("%s should have retired", s.NIP)
			}
			if s.PositionSince.After(today) || s.PositionSince.Before(s.AppointedOn) {
				t.Errorf("%s: in post since %s", s.NIP, s.PositionSince)
			}
			if domain.EducationOrder(s.EducationLevel) < domain.EducationOrder(p.EducationMin) && p.Kind != domain.KindPelaksana {
				t.Errorf("%s: %s for %s", s.NIP, s.EducationLevel, p.Title)
			}
			if s.Employment == domain.EmploymentPNS {
				if r := domain.RankOrder(s.Rank); r < domain.RankOrder(p.RankMin) || r > domain.RankOrder(p.RankMax) {
					outOfRange++
				}
			}
			if len(p.Majors) > 0 && !slices.Contains(p.Majors, s.Major) {
				misfit++
			}
		}
		if share := float64(misfit) / float64(size); share < 0.01 || share > 0.12 {
			t.Errorf("%.3f of staff studied something else than their post asks for", share)
		}
		if outOfRange*25 > size {
			t.Errorf("%d of %d outside the rank range", outOfRange, size)
		}
		if share := float64(legal["01"]) / float64(size); share < 0.95 {
			t.Errorf("legal status %v", legal)
		}
		if unknown == 0 || unknown*10 > size || size >= 2000 && probation == 0 || size >= 2000 && partTime == 0 || status["incoming"] < 3 || status["left"] < 3 {
			t.Errorf("unknown %d, probation %d, part time %d, status %v", unknown, probation, partTime, status)
		}
		if size >= 2000 && (legal["02"]+legal["03"]+legal["15"] == 0) {
			t.Errorf("legal status %v", legal)
		}
		if n := len(c.Notable.NIPMismatches); n < 3 || n > 10 {
			t.Errorf("%d wrong NIPs", n)
		}
	})
}

// near fails when a share is further from what it should be than the tolerance.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %.3f, want %.3f ± %.3f", what, got, want, tolerance)
	}
}

func TestShares(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		slack := map[int]float64{200: 4, 2000: 2, 25000: 1}[size]
		positions := byID(c.Positions)
		n := map[string]float64{}
		for i := range ordinary(c) {
			s := &c.Staff[i]
			n[s.Sex]++
			n[s.Employment]++
			n["edu "+s.EducationLevel]++
			if s.Employment == domain.EmploymentPNS {
				n["gol "+strings.Split(s.Rank, "/")[0]]++
			}
			if p := positions[s.PositionID]; p != nil {
				n["holders"]++
				n[p.Kind]++
				if domain.Structural(p.Kind) {
					n["structural"]++
				}
				if p.Family == "Guru" {
					n["teachers"]++
				}
				if healthFamily(p.Family) {
					n["health"]++
				}
			}
		}
		all := float64(size)
		near(t, "women", n["female"]/all, 0.56, 0.015*slack)
		near(t, "PPPK", n["pppk"]/all, 0.34, 0.02*slack)
		near(t, "functional", n["fungsional"]/n["holders"], 0.63, 0.01*slack)
		near(t, "clerks", n["pelaksana"]/n["holders"], 0.31, 0.012*slack)
		near(t, "structural", n["structural"]/n["holders"], 0.06, 0.009*slack)
		near(t, "teachers", n["teachers"]/n["holders"], 0.475, 0.025)
		near(t, "health", n["health"]/n["holders"], 0.135, 0.015)
		near(t, "golongan I", n["gol I"]/n["pns"], 0.01, 0.008*slack)
		near(t, "golongan II", n["gol II"]/n["pns"], 0.16, 0.03*slack)
		near(t, "golongan III", n["gol III"]/n["pns"], 0.60, 0.04*slack)
		near(t, "golongan IV", n["gol IV"]/n["pns"], 0.23, 0.03*slack)
	})
}

func TestRecordsAgree(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		staff, competencies := byID(c.Staff), byID(c.Competencies)
		top := map[domain.ID]*domain.Education{}
		for i := range c.Educations {
			e := &c.Educations[i]
			s := staff[e.StaffID]
			if s == nil || e.GraduatedOn.After(today) || s.BirthDate.YearsUntil(e.GraduatedOn) < 11 {
				t.Fatalf("education %+v", e.EducationInput)
			}
			if last := top[e.StaffID]; last != nil && !last.GraduatedOn.Before(e.GraduatedOn) {
				t.Errorf("%s: %s on %s before %s on %s", s.NIP, e.Level, e.GraduatedOn, last.Level, last.GraduatedOn)
			}
			top[e.StaffID] = e
		}
		for i := range c.Staff {
			s := &c.Staff[i]
			if e := top[s.ID]; e == nil || e.Level != s.EducationLevel || e.Major != s.Major {
				t.Errorf("%s: highest education %+v", s.NIP, e)
			}
			if s.EducationLevel == "s2" && !strings.Contains(s.TitleSuffix, "M.") {
				t.Errorf("%s: titles %q", s.NIP, s.TitleSuffix)
			}
		}
		predicates := map[domain.Predicate]float64{}
		for i := range c.Ratings {
			r := &c.Ratings[i]
			s := staff[r.StaffID]
			predicates[r.Predicate]++
			if s == nil || r.Predicate != domain.PredicateOf(r.Results, r.Behaviour) || r.Year >= today.Year() || r.Year < today.Year()-3 || r.Year < s.AppointedOn.Year() {
				t.Fatalf("rating %+v", r.RatingInput)
			}
		}
		if size >= 2000 {
			all := float64(len(c.Ratings))
			near(t, "sangat baik", predicates[domain.SangatBaik]/all, 0.075, 0.025)
			near(t, "baik", predicates[domain.Baik]/all, 0.88, 0.03)
			near(t, "butuh perbaikan", predicates[domain.ButuhPerbaikan]/all, 0.03, 0.01)
			near(t, "kurang", predicates[domain.Kurang]/all, 0.005, 0.004)
		}
		for i := range c.Assessments {
			a := &c.Assessments[i]
			if s := staff[a.StaffID]; s == nil || competencies[a.CompetencyID] == nil || a.AssessedOn.After(today) || a.AssessedOn.Before(s.AppointedOn) {
				t.Fatalf("assessment %+v", a.AssessmentInput)
			}
		}
		for i := range c.Trainings {
			r := &c.Trainings[i]
			if s := staff[r.StaffID]; s == nil || r.CompletedOn.After(today) || r.CompletedOn.Before(s.AppointedOn) {
				t.Fatalf("training %+v", r.TrainingRecordInput)
			}
		}
		active, over := 0.0, 0
		for i := range c.Sanctions {
			r := &c.Sanctions[i]
			switch s := staff[r.StaffID]; {
			case s == nil || r.StartsOn.After(today):
				t.Fatalf("sanction %+v", r.SanctionInput)
			case r.Active(today):
				active++
			default:
				over++
			}
		}
		if size == 25000 {
			near(t, "active sanctions", active/float64(size), 0.007, 0.003)
		}
		if size >= 2000 && over == 0 {
			t.Error("no sanction is over")
		}
		for i := range c.Tests {
			if r := &c.Tests[i]; staff[r.StaffID] == nil || r.HeldOn.After(today) {
				t.Fatalf("test %+v", r.TestInput)
			}
		}
		married := map[[2]domain.ID]bool{}
		for i := range c.Relations {
			r := &c.Relations[i]
			if staff[r.StaffID] == nil || staff[r.OtherStaffID] == nil || r.StaffID == r.OtherStaffID {
				t.Fatalf("relation %+v", r.RelationInput)
			}
			married[[2]domain.ID{r.StaffID, r.OtherStaffID}] = true
		}
		for pair := range married {
			if !married[[2]domain.ID{pair[1], pair[0]}] {
				t.Error("a marriage has one side only")
			}
		}
		if len(married) == 0 || len(c.Tests) == 0 {
			t.Errorf("%d relations, %d tests", len(married), len(c.Tests))
		}
	})
}

// TestCompetenciesAndTraining measures the match of assessed staff with their own post and the hours of the last year.
func TestCompetenciesAndTraining(t *testing.T) {
	c := built(25000)
	staff, positions := byID(c.Staff), byID(c.Positions)
	sums := map[domain.ID]int{}
	for i := range c.Assessments {
		sums[c.Assessments[i].StaffID] += c.Assessments[i].Level
	}
	var n, mean, square float64
	for id, sum := range sums {
		p := positions[staff[id].PositionID]
		if p == nil || p.Requirements[0].Level < 2 {
			continue // a standard of nine points is too coarse to show the spread
		}
		jpm := 100 * float64(sum) / float64(9*p.Requirements[0].Level)
		n, mean, square = n+1, mean+jpm, square+jpm*jpm
	}
	mean /= n
	near(t, "mean JPM", mean, 84, 1)
	near(t, "spread of JPM", math.Sqrt(square/n-mean*mean), 8, 1)
	hours := map[domain.ID]int{}
	for i := range c.Trainings {
		if r := &c.Trainings[i]; r.CompletedOn.After(today.AddMonths(-12)) {
			hours[r.StaffID] += r.Hours
		}
	}
	enough := 0.0
	for _, h := range hours {
		if h >= 20 {
			enough++
		}
	}
	near(t, "20 lesson hours", enough/float64(len(c.Staff)), 0.68, 0.06)
}

func TestHolidays(t *testing.T) {
	c := built(2000)
	cal := domain.Calendar{}
	for i := range c.Holidays {
		h := &c.Holidays[i]
		cal[h.Date] = true
		if i > 0 && !c.Holidays[i-1].Date.Before(h.Date) {
			t.Errorf("holidays are not in order at %s", h.Date)
		}
	}
	for _, d := range []string{"2024-08-17", "2026-02-17", "2026-03-19", "2026-12-25", "2028-05-01"} {
		if !cal[domain.MustDate(d)] {
			t.Errorf("%s is a holiday", d)
		}
	}
}

func TestOtherDaysAndSeedsWork(t *testing.T) {
	for i, day := range []string{"2024-02-29", "2025-01-01", "2027-12-31", "2026-04-01"} {
		d := domain.MustDate(day)
		c := Build(600+300*i, uint64(i)*99+3, d, d.Time())
		if len(ordinary(c)) != 600+300*i || len(c.Notable.Pairs) < 10 {
			t.Errorf("%s: %d staff, %d pairs", day, len(ordinary(c)), len(c.Notable.Pairs))
		}
		for k := range c.Appointments {
			if c.Appointments[k].ValidFrom.After(d) {
				t.Fatalf("%s: appointment from %s", day, c.Appointments[k].ValidFrom)
			}
		}
	}
	if n := len(ordinary(Build(1, 1, today, now))); n != MinSize {
		t.Errorf("a city of one has %d staff", n)
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range []int{2000, 25000, 100000} {
		b.Run(itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Build(size, 1, today, now)
			}
		})
	}
}

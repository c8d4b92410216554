package city

import (
	"slices"
	"time"

	"mutasi/domain"
)

// buildRelations marries a few colleagues: one person in a hundred, both rows written.
func (b *builder) buildRelations() {
	rng := b.stream(streamRelations)
	staff := b.city.Staff
	taken := make([]bool, len(staff))
	want := max(2, b.size/200)
	for tries := 0; want > 0 && tries < 50*b.size; tries++ {
		i, k := rng.IntN(len(staff)), rng.IntN(len(staff))
		if !b.marriageable(i) || !b.marriageable(k) || taken[i] || taken[k] || staff[i].Sex == staff[k].Sex {
			continue
		}
		if years := staff[i].BirthDate.Year() - staff[k].BirthDate.Year(); years > 6 || years < -6 {
			continue
		}
		taken[i], taken[k] = true, true
		want--
		for _, pair := range [][2]int{{i, k}, {k, i}} {
			s := &staff[pair[0]]
			s.RelationsDeclaredOn = later(s.AppointedOn, b.today.AddDays(-between(rng, 30, 600)))
			row := domain.Relation{Meta: b.meta(), StaffID: s.ID}
			row.OtherStaffID, row.Kind = staff[pair[1]].ID, "spouse"
			b.city.Relations = append(b.city.Relations, row)
		}
	}
}

func (b *builder) marriageable(i int) bool {
	return b.people[i].post >= 0 && !b.people[i].exemplary && b.city.Staff[i].Age(b.today) >= 25
}

// holidays2026 are the national holidays of 2026 (joint decree 1497/2025, 2/2025, 5/2025; domain.md 9.1).
var holidays2026 = []struct {
	month time.Month
	day   int
	name  string
}{
	{1, 1, "Tahun Baru Masehi"}, {1, 16, "Isra Mikraj Nabi Muhammad"}, {2, 17, "Tahun Baru Imlek"}, {3, 19, "Hari Suci Nyepi"},
	{3, 21, "Idul Fitri"}, {3, 22, "Idul Fitri"}, {4, 3, "Wafat Yesus Kristus"}, {4, 5, "Kebangkitan Yesus Kristus (Paskah)"},
	{5, 1, "Hari Buruh Internasional"}, {5, 14, "Kenaikan Yesus Kristus"}, {5, 27, "Idul Adha"}, {5, 31, "Hari Raya Waisak"},
	{6, 1, "Hari Lahir Pancasila"}, {6, 16, "Tahun Baru Islam"}, {8, 17, "Proklamasi Kemerdekaan"}, {8, 25, "Maulid Nabi Muhammad"},
	{12, 25, "Kelahiran Yesus Kristus (Natal)"},
}

// fixedHolidays fall on the same day each year.
var fixedHolidays = []int{0, 8, 12, 14, 16} // indexes into holidays2026

// buildHolidays writes 2026 and, for the two years either side of today, the holidays whose day does not move.
func (b *builder) buildHolidays() {
	years := []int{2026}
	for y := b.today.Year() - 2; y <= b.today.Year()+2; y++ {
		if y != 2026 {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	for _, y := range years {
		for i, h := range holidays2026 {
			if y != 2026 && !slices.Contains(fixedHolidays, i) {
				continue
			}
			row := domain.Holiday{Meta: b.meta()}
			row.Date, row.Name, row.Kind = domain.NewDate(y, h.month, h.day), h.name, "national"
			b.city.Holidays = append(b.city.Holidays, row)
		}
	}
}

// buildDemands says how much work each post has. As a rule it is what the seats were planned for, so that vacancies mean
// a need. Idle units have work for little more than half of their people. Posts that lose somebody to a notable transfer
// have work for those who stay; posts that gain have work for the newcomers too.
func (b *builder) buildDemands() {
	rng := b.stream(streamDemands)
	for i := range b.posts {
		p := &b.posts[i]
		if p.group == structural {
			continue
		}
		d := int(float64(100*p.quota) * (0.92 + 0.12*rng.Float64()))
		switch pull := b.units[p.unit].vacancy; {
		case p.head:
			d = 100
		case pull == pullIdle:
			d = int(float64(100*len(p.holders)) * (0.5 + 0.12*rng.Float64()))
		case pull == pullBusy:
			d = 100*p.quota + 5*len(p.holders)
		}
		if p.arriving > 0 {
			d = max(d, 100*p.quota)
		}
		if p.leaving > 0 {
			d = min(d, 100*(len(p.holders)-p.leaving))
		}
		b.city.Demands = append(b.city.Demands, Demand{PositionID: b.city.Positions[i].ID, Hundredths: max(d, 10)})
	}
}

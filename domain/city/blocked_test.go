package city

import (
	"reflect"
	"slices"
	"testing"

	"mutasi/domain"
	"mutasi/domain/eligibility"
)

// TestEveryBlockingRuleHasItsCase walks the catalogue. What the rules say of the cases is tested where facts are gathered,
// with the sample city in a database.
func TestEveryBlockingRuleHasItsCase(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		staff, positions, units := byID(c.Staff), byID(c.Positions), byID(c.Units)
		cases, people := map[string]int{}, map[domain.ID]bool{}
		for _, x := range c.Notable.Blocked {
			cases[x.Rule]++
			s, p := staff[x.StaffID], positions[x.PositionID]
			if s == nil || people[s.ID] || slices.ContainsFunc(ordinary(c), func(o domain.Staff) bool { return o.ID == x.StaffID }) {
				t.Fatalf("%s: the person is none of its own: %+v", x.Rule, s)
			}
			people[s.ID] = true
			if (p == nil) != (x.ToAgency != "") || x.Planned.Before(today) || s.UnitID != x.FromUnitID || p != nil && p.UnitID != x.ToUnitID {
				t.Errorf("%s: %+v", x.Rule, x)
			}
			if p != nil && !inExamples(units[p.UnitID]) || s.Status == domain.StatusActive && !inExamples(units[s.UnitID]) {
				t.Errorf("%s: the transfer touches the rest of the city", x.Rule)
			}
			for _, kind := range x.Papers {
				if !slices.Contains(domain.DocumentKinds, kind) {
					t.Errorf("%s: no document is a %s", x.Rule, kind)
				}
			}
		}
		for i := range eligibility.Catalogue {
			r := &eligibility.Catalogue[i]
			inCase := slices.ContainsFunc(r.Params, func(p eligibility.Param) bool { return p.Type == "severity" && p.Default == string(domain.Block) })
			want := 0
			if !r.Switch && (r.Severity == domain.Block || inCase) {
				want = 1
			}
			if cases[r.Code] != want {
				t.Errorf("%s: %d cases, want %d", r.Code, cases[r.Code], want)
			}
			delete(cases, r.Code)
		}
		if len(cases) > 0 {
			t.Errorf("no such rules: %v", cases)
		}
		d := c.Notable.Days
		for k, day := range []domain.Date{today.AddMonths(9), d.Election[0], d.Election[1], d.SwornIn, d.SwornIn.AddMonths(6)} {
			if next := []domain.Date{d.Election[0], d.Election[1], d.SwornIn, d.SwornIn.AddMonths(6), d.TalentFrom}[k]; !day.Before(next) {
				t.Errorf("%s does not lie before %s", day, next)
			}
		}
	})
}

// TestExamplesLeaveTheCityAsItIs compares every table with that of the city without examples.
func TestExamplesLeaveTheCityAsItIs(t *testing.T) {
	for _, size := range []int{200, 2000} {
		b := newBuilder(size, 1, today, now)
		b.buildOrdinary()
		plain, full := reflect.ValueOf(*b.city), reflect.ValueOf(*built(size))
		for i := range plain.NumField() {
			if plain.Field(i).Kind() != reflect.Slice {
				continue
			}
			rows, all := plain.Field(i), full.Field(i)
			if rows.Len() > all.Len() || !reflect.DeepEqual(rows.Interface(), all.Slice(0, rows.Len()).Interface()) {
				t.Errorf("%d: %s differ", size, plain.Type().Field(i).Name)
			}
		}
		was, is := b.city.Notable, built(size).Notable
		is.Blocked, is.Days = was.Blocked, was.Days
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%d: other rows are notable", size)
		}
	}
}

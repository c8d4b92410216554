package domain_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mutasi/domain"
)

func TestDateRefusesDaysThatDoNotExist(t *testing.T) {
	for _, s := range []string{"", "2025-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-01-01", "2024-1-1", "2024-01-01T00:00:00Z", " 2024-01-01", "0000-01-01", "soon"} {
		if d, err := domain.ParseDate(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
	if d, err := domain.ParseDate("2024-02-29"); err != nil || d.String() != "2024-02-29" {
		t.Errorf("%s %v", d, err)
	}
}

func TestDateKeepsMonthsAndYearsInTheirMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"}, {"2025-01-31", 1, "2025-02-28"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2026-08-31", 6, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -1, "2025-12-15"}, {"2026-11-02", 0, "2026-11-02"},
	} {
		if got := domain.MustDate(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestFullYearsCountFromTheDayItself(t *testing.T) {
	for _, c := range []struct {
		from, to string
		years    int
	}{
		{"1990-05-10", "2026-05-09", 35}, {"1990-05-10", "2026-05-10", 36}, {"2004-02-29", "2026-02-27", 21}, {"2004-02-29", "2026-02-28", 22}, {"2026-01-01", "2025-01-01", 0}, {"2026-01-01", "2026-01-01", 0},
	} {
		if got := domain.MustDate(c.from).YearsUntil(domain.MustDate(c.to)); got != c.years {
			t.Errorf("%s to %s: %d years, want %d", c.from, c.to, got, c.years)
		}
	}
}

func TestDateRoundTripsThroughJSONAndDatabase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := domain.NewDate(rapid.IntRange(1, 9999).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		var viaJSON, viaText, viaTime domain.Date
		b, err := json.Marshal(d)
		if err != nil || json.Unmarshal(b, &viaJSON) != nil || viaJSON != d {
			t.Fatalf("%s: %s %s", d, b, viaJSON)
		}
		v, err := d.Value()
		if err != nil || viaText.Scan(v) != nil || viaText != d || viaTime.Scan(d.Time()) != nil || viaTime != d {
			t.Fatalf("%s: %v %s %s", d, v, viaText, viaTime)
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "days")
		if moved := d.AddDays(n); moved.DaysSince(d) != n || moved.AddDays(-n) != d || d.Before(moved) != (n > 0) {
			t.Fatalf("%s and %d days is %s", d, n, moved)
		}
		m := rapid.IntRange(0, 600).Draw(t, "months")
		if later := d.AddMonths(m); d.MonthsUntil(later) != m {
			t.Fatalf("%s to %s is %d months, want %d", d, later, d.MonthsUntil(later), m)
		}
	})
}

func TestNoDateIsNullEverywhere(t *testing.T) {
	var d domain.Date
	b, err := json.Marshal(d)
	v, err2 := d.Value()
	if string(b) != "null" || v != nil || err != nil || err2 != nil || d.String() != "" || !d.IsZero() {
		t.Errorf("%s %v %v", b, v, d)
	}
	d = domain.MustDate("2024-01-01")
	if json.Unmarshal([]byte("null"), &d) != nil || !d.IsZero() {
		t.Error(d)
	}
	if json.Unmarshal([]byte("20240101"), &d) == nil {
		t.Error("a number is no day")
	}
}

func TestWorkingDaysSkipWeekendsAndHolidays(t *testing.T) {
	friday := domain.MustDate("2026-12-18")
	c := domain.Calendar{domain.MustDate("2026-12-25"): true, domain.MustDate("2026-12-24"): true}
	for n, want := range map[int]string{0: "2026-12-18", 1: "2026-12-21", 3: "2026-12-23", 4: "2026-12-28"} {
		if got := c.AddWorkingDays(friday, n).String(); got != want {
			t.Errorf("%d working days: %s, want %s", n, got, want)
		}
	}
}

package domain

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a calendar day without a zone. The zero Date means "no date": it is NULL in the database and null in JSON.
type Date struct{ n int32 } // days since 1970-01-01, plus dateOffset, so that zero stays free

const dateOffset = 1 << 24

// NewDate returns the day; values out of range are normalised as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date {
	_, offset := t.Zone()
	sec := t.Unix() + int64(offset)
	days := sec / 86400
	if sec%86400 < 0 {
		days--
	}
	return Date{n: int32(days) + dateOffset}
}

// ParseDate reads YYYY-MM-DD and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is not a day as YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for literals in tests and tables.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// Time is midnight UTC of the day; the zero time for no date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Unix(int64(d.n-dateOffset)*86400, 0).UTC()
}

func (d Date) Year() int            { return d.Time().Year() }
func (d Date) Month() time.Month    { return d.Time().Month() }
func (d Date) Day() int             { return d.Time().Day() }
func (d Date) Before(o Date) bool   { return d.n < o.n }
func (d Date) After(o Date) bool    { return d.n > o.n }
func (d Date) Compare(o Date) int   { return int(d.n) - int(o.n) }
func (d Date) DaysSince(o Date) int { return int(d.n - o.n) }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return Date{n: d.n + int32(n)} }

// AddMonths moves by months and stays in the target month: 31 January plus one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(t.Day(), last))
}

// AddYears moves by years; 29 February becomes 28 February where the target year has none.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// YearsUntil counts full years from d to o: an age, a tenure. Negative spans count as zero.
func (d Date) YearsUntil(o Date) int { return d.MonthsUntil(o) / 12 }

// MonthsUntil counts full months from d to o; negative spans count as zero.
func (d Date) MonthsUntil(o Date) int {
	if d.IsZero() || !d.Before(o) {
		return 0
	}
	n := (o.Year()-d.Year())*12 + int(o.Month()) - int(d.Month())
	if d.AddMonths(n).After(o) {
		n--
	}
	return n
}

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.append(make([]byte, 0, len(time.DateOnly))))
}

// append writes YYYY-MM-DD; time.Format takes several times as long, and every answer is full of days.
func (d Date) append(b []byte) []byte {
	y, m, day := d.Time().Date()
	if y > 9999 {
		return d.Time().AppendFormat(b, time.DateOnly)
	}
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-', byte('0'+int(m)/10), byte('0'+int(m)%10), '-',
		byte('0'+day/10), byte('0'+day%10))
}

// MarshalJSON writes "YYYY-MM-DD", or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return append(d.append(append(make([]byte, 0, 12), '"')), '"'), nil
}

// UnmarshalJSON reads "YYYY-MM-DD" or null.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Date{}
		return nil
	}
	if len(b) < 2 || b[0] != '"' {
		return fmt.Errorf("a day is text as YYYY-MM-DD")
	}
	v, err := ParseDate(string(b[1 : len(b)-1]))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// GormDataType keeps GORM from taking the struct for a relation.
func (Date) GormDataType() string { return "date" }

// Value stores text, or NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either engine returns for a date column.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = DateOf(v)
		return nil
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	}
	return fmt.Errorf("domain: cannot read a date from %T", src)
}

func (d *Date) scanText(s string) error {
	v, err := ParseDate(s[:min(len(s), len(time.DateOnly))])
	*d = v
	return err
}

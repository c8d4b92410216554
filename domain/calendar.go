package domain

import "time"

// Calendar counts working days: Monday to Friday less holidays and collective leave (Perpres 21/2023).
type Calendar map[Date]bool

// WorkingDay reports whether offices are open on the day.
func (c Calendar) WorkingDay(d Date) bool {
	w := d.Time().Weekday()
	return w != time.Saturday && w != time.Sunday && !c[d]
}

// AddWorkingDays is the day n working days after d; the day itself does not count.
func (c Calendar) AddWorkingDays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if c.WorkingDay(d) {
			n--
		}
	}
	return d
}

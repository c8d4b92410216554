package needs

import "mutasi/domain"

// Years is how far the projection looks ahead (PP 11/2017 Ps 5: five years, detailed yearly).
const Years = 5

// Post is what the figures of one position rest on.
type Post struct {
	Structural bool // need is one, whatever the load (domain.md 4.2)
	Closed     bool // the position is closed but still held: it needs nobody
	Analysed   bool // a final workload analysis counts
	Measured   bool // the analysis has tasks, so that the load is known
	Load       Load
	Growth     int64 // of the load, in basis points a year
	Basis      Basis
	Quota      int64
	Age        int   // age limit of the holders in years; 0 where it is not known
	PNS, PPPK  int64 // who holds it today
	// Leaving counts the holders who retire: [0] those who should have retired already, [k] all up to the end of year k.
	Leaving [Years + 1]int64
}

// Filled is the number of people who hold the position (bezetting).
func (p *Post) Filled() int64 { return p.PNS + p.PPPK }

// Need is the number of people that the position needs; known is false where no analysis tells.
func (p *Post) Need() (n domain.Hundredths, known bool) { return p.needFor(p.Load) }

func (p *Post) needFor(l Load) (n domain.Hundredths, known bool) {
	switch {
	case p.Closed:
		return 0, true
	case p.Structural:
		return 100, true
	case p.Analysed:
		return p.Basis.Need(l), true
	}
	return 0, false
}

// Has reports whether the position's shortage has the priority; never where the need is not known.
func (p *Post) Has(priority int) bool {
	need, known := p.Need()
	return known && Priority(need, p.Filled()) == priority
}

// loaded reports whether load and people of the position can be compared.
func (p *Post) loaded() bool { return p.Analysed && p.Measured && !p.Closed }

// capacity is what the holders can do in a year, in minutes.
func (p *Post) capacity() int64 { return p.Filled() * p.Basis.EffectiveMinutes }

// Leave is a calendar of retirements: who was born before the k-th bound of an age limit has retired by the end of year k.
// A year is twelve months from today; a person retires on the first day of the month after the one in which the age limit
// is reached (PP 11/2017 Ps 239–240, 262; PP 79/2021 Ps 29(4)).
type Leave struct{ first domain.Date }

// LeaveFrom starts the calendar on the day.
func LeaveFrom(today domain.Date) Leave {
	return Leave{domain.NewDate(today.Year(), today.Month(), 1)}
}

// Bounds are the days of birth of an age limit in years: whoever was born before bound 0 is due, before bound k is due by the
// end of year k.
func (l Leave) Bounds(age int) [Years + 1]domain.Date {
	var b [Years + 1]domain.Date
	for k := range b {
		b[k] = domain.NewDate(l.first.Year()-age+k, l.first.Month(), 1)
	}
	return b
}

// Leaving counts one person for Post.Leaving; nothing where the age limit is not known (0).
func (l Leave) Leaving(birth domain.Date, age int) [Years + 1]int64 {
	var n [Years + 1]int64
	if age == 0 || birth.IsZero() {
		return n
	}
	for k, b := range l.Bounds(age) {
		if birth.Before(b) {
			n[k] = 1
		}
	}
	return n
}

// RetiresOn is the first day of retirement (TMT pensiun).
func RetiresOn(birth domain.Date, age int) domain.Date {
	return domain.NewDate(birth.Year()+age, birth.Month()+1, 1)
}

// Sum is the figures of any number of positions; the zero Sum is that of none. Sums add up: the sum of a whole is the sum of
// the sums of its parts, in any order.
type Sum struct {
	Positions  int64
	Unanalysed int64 // positions whose need is not known
	Vacant     int64 // positions that nobody holds
	Quota      int64
	PNS, PPPK  int64
	// Uncounted people hold positions whose need is not known; they are in no gap.
	Uncounted int64
	Load      Load // of the positions whose load is known
	Raw       domain.TenThousandths
	Measured  int64 // positions whose load is known
	Heads     int64 // people who hold those
	Capacity  int64 // minutes that the holders of those can do in a year
	Need      domain.Hundredths
	// Surplus and Shortage are the gaps above and below zero: the net gap would hide both.
	Surplus, Shortage domain.Hundredths
	Spare             int64 // whole people above the need of their position
	Leaving           [Years + 1]int64
	Projected         [Years]domain.Hundredths // gap at the end of each year
}

// Add counts one position.
func (s *Sum) Add(p *Post) {
	filled := p.Filled()
	s.Positions++
	s.Quota += p.Quota
	s.PNS += p.PNS
	s.PPPK += p.PPPK
	if filled == 0 {
		s.Vacant++
	}
	for k, n := range p.Leaving {
		s.Leaving[k] += n
	}
	if p.loaded() {
		s.Measured++
		s.Heads += filled
		s.Load += p.Load
		s.Raw += p.Basis.Raw(p.Load)
		s.Capacity += p.capacity()
	}
	need, known := p.Need()
	if !known {
		s.Unanalysed++
		s.Uncounted += filled
		return
	}
	s.Need += need
	switch gap := domain.Hundredths(filled*100) - need; {
	case gap > 0:
		s.Surplus += gap
		s.Spare += int64(gap) / 100
	case gap < 0:
		s.Shortage -= gap
	}
	for k, g := range p.projected() {
		s.Projected[k] += g
	}
}

// projected is the gap of a position with a known need at the end of each year: who is left, less what the grown load needs.
func (p *Post) projected() [Years]domain.Hundredths {
	var gaps [Years]domain.Hundredths
	load := p.Load
	for k := range gaps {
		load = Grow(load, p.Growth, 1)
		need, _ := p.needFor(load)
		gaps[k] = domain.Hundredths((p.Filled()-p.Leaving[k+1])*100) - need
	}
	return gaps
}

// Merge adds another sum.
func (s *Sum) Merge(o *Sum) {
	s.Positions += o.Positions
	s.Unanalysed += o.Unanalysed
	s.Vacant += o.Vacant
	s.Quota += o.Quota
	s.PNS += o.PNS
	s.PPPK += o.PPPK
	s.Uncounted += o.Uncounted
	s.Load += o.Load
	s.Raw += o.Raw
	s.Measured += o.Measured
	s.Heads += o.Heads
	s.Capacity += o.Capacity
	s.Need += o.Need
	s.Surplus += o.Surplus
	s.Shortage += o.Shortage
	s.Spare += o.Spare
	for k, n := range o.Leaving {
		s.Leaving[k] += n
	}
	for k, g := range o.Projected {
		s.Projected[k] += g
	}
}

// Filled is the number of people who hold the positions.
func (s *Sum) Filled() int64 { return s.PNS + s.PPPK }

// Counted are the people whose position has a known need.
func (s *Sum) Counted() int64 { return s.Filled() - s.Uncounted }

// Effectiveness is EJ of one position, EU of many: the known load over what the holders can do. Nobody there, or no known
// load: ok is false.
func (s *Sum) Effectiveness() (e domain.TenThousandths, ok bool) {
	if s.Capacity == 0 {
		return 0, false
	}
	return domain.TenThousandths(domain.RoundHalfUp(int64(s.Load), s.Capacity)), true
}

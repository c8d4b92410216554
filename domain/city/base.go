package city

import (
	"math/rand/v2"
	"time"

	"mutasi/domain"
)

// idSource makes ids in UUIDv7 layout: they begin a day before the city is built and rise by a millisecond each, so that
// rows sort in the order in which they were made.
type idSource struct {
	rng *rand.Rand
	ms  uint64
}

func newIDSource(rng *rand.Rand, now time.Time) *idSource {
	return &idSource{rng: rng, ms: uint64(now.Add(-24 * time.Hour).UnixMilli())}
}

func (s *idSource) next() domain.ID {
	s.ms++
	var id domain.ID
	for i := range 6 {
		id[i] = byte(s.ms >> (40 - 8*i))
	}
	a, c := s.rng.Uint64(), s.rng.Uint64()
	id[6], id[7] = 0x70|byte(a>>8)&0x0f, byte(a)
	id[8] = 0x80 | byte(c>>56)&0x3f
	for i := range 7 {
		id[9+i] = byte(c >> (48 - 8*i))
	}
	return id
}

// meta is the head of a new row.
func (b *builder) meta() domain.Meta {
	return domain.Meta{ID: b.ids.next(), Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
}

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// between draws from lo to hi, both included.
func between(r *rand.Rand, lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + r.IntN(hi-lo+1)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// weighted draws an index in proportion to the weights.
func weighted(r *rand.Rand, weights ...float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	x := r.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// weekday moves a day at the weekend back to Friday: decrees take effect on working days.
func weekday(d domain.Date) domain.Date {
	switch d.Time().Weekday() {
	case time.Saturday:
		return d.AddDays(-1)
	case time.Sunday:
		return d.AddDays(-2)
	}
	return d
}

func firstOfMonth(d domain.Date) domain.Date { return domain.NewDate(d.Year(), d.Month(), 1) }

func later(a, b domain.Date) domain.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b domain.Date) domain.Date {
	if b.Before(a) {
		return b
	}
	return a
}

func clamp(x, lo, hi int) int { return max(lo, min(x, hi)) }

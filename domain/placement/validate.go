package placement

import (
	"bytes"
	"fmt"

	"mutasi/domain"
)

// maxBad is how many faults are named at once.
const maxBad = 100

// Validate names everything that is wrong with a problem before anybody solves it; nothing for one that can be solved, written
// and read again. Floors that conflict in other ways than by the seats of their own unit are found by feasible.Start. Codes:
// range, sum, format, order, unknown_reference, same_position, below_holders, above_seats.
func Validate(p *Problem) []domain.FieldError {
	v := validator{p: p}
	v.head()
	v.units()
	v.posts()
	if len(v.bad) == 0 { // indexes can be followed
		v.people()
	}
	if len(v.bad) == 0 {
		v.seats()
	}
	return v.bad
}

type validator struct {
	p   *Problem
	bad []domain.FieldError
}

func (v *validator) add(f domain.FieldError) {
	if len(v.bad) < maxBad {
		v.bad = append(v.bad, f)
	}
}

func (v *validator) between(n, least, most int64, pointer string, args ...any) {
	if n < least || n > most {
		v.add(domain.Fieldf(fmt.Sprintf(pointer, args...), "range", "must lie between %d and %d", least, most))
	}
}

func (v *validator) order(ok bool, pointer string) {
	if !ok {
		v.add(domain.Fieldf(pointer, "order", "ids and positions stand once each and in rising order"))
	}
}

func (v *validator) refers(ok bool, pointer string) {
	if !ok {
		v.add(domain.Fieldf(pointer, "unknown_reference", "there is no such row"))
	}
}

func (v *validator) head() {
	p := v.p
	if !isHash(p.Seed) {
		v.add(domain.Fieldf("/seed", "format", "the seed has 64 hexadecimal digits"))
	}
	w := p.Weights
	for _, x := range []struct {
		name   string
		weight int
	}{{"fit", w.Fit}, {"wish", w.Wish}, {"need", w.Need}, {"development", w.Development}, {"cost", w.Cost}} {
		v.between(int64(x.weight), 0, Full, "/weights/%s", x.name)
	}
	if sum := w.Fit + w.Wish + w.Need + w.Development + w.Cost; len(v.bad) == 0 && sum != Full {
		v.add(domain.Fieldf("/weights", "sum", "the weights add up to %d, not 10000", sum))
	}
	v.between(int64(max(p.Limit, None)), None, maxPeople, "/limit")
	v.between(int64(len(p.Units)), 0, maxUnits, "/units")
	v.between(int64(len(p.Posts)), 0, maxPosts, "/positions")
	v.between(int64(len(p.People)), 0, maxPeople, "/people")
	v.between(int64(len(p.Pairs)), 0, maxPairs, "/pairs")
}

func (v *validator) units() {
	for u := range v.p.Units {
		x := &v.p.Units[u]
		v.order(u == 0 || bytes.Compare(v.p.Units[u-1].ID[:], x.ID[:]) < 0, "/units/"+x.ID.String())
		v.between(int64(x.Floor), 0, maxSeats, "/units/%s/floor", x.ID)
	}
}

func (v *validator) posts() {
	open := int64(0)
	for j := range v.p.Posts {
		x := &v.p.Posts[j]
		v.order(j == 0 || bytes.Compare(v.p.Posts[j-1].ID[:], x.ID[:]) < 0, "/positions/"+x.ID.String())
		v.refers(x.Unit >= 0 && int(x.Unit) < len(v.p.Units), "/positions/"+x.ID.String()+"/unit_id")
		v.between(int64(x.Quota), 0, maxSeats, "/positions/%s/quota", x.ID)
		v.between(int64(x.Taken), 0, maxSeats, "/positions/%s/taken", x.ID)
		v.between(int64(max(x.Need, None)), None, maxNeed, "/positions/%s/need", x.ID)
		open += int64(max(0, x.Quota-x.Taken))
	}
	v.between(open, 0, maxOpen, "/positions")
}

func (v *validator) people() {
	p := v.p
	posts, pairs := int32(len(p.Posts)), int32(len(p.Pairs))
	if len(p.People) == 0 {
		v.refers(pairs == 0, "/pairs")
	}
	last := int32(0)
	for i := range p.People {
		x := &p.People[i]
		if x.Pairs < last || x.Pairs > pairs || i == 0 && x.Pairs != 0 {
			v.order(false, "/people/"+x.ID.String()+"/pairs")
			return // whose pairs they are cannot be told
		}
		last = x.Pairs
	}
	for i := range p.People {
		x := &p.People[i]
		if i > 0 && bytes.Compare(p.People[i-1].ID[:], x.ID[:]) >= 0 {
			v.order(false, "/people/"+x.ID.String())
		}
		if x.Home < None || x.Home >= posts {
			v.refers(false, "/people/"+x.ID.String()+"/position_id")
		}
		if x.Stay < 0 || x.Stay > Full || x.Home == None && x.Stay != 0 {
			v.add(domain.Fieldf("/people/"+x.ID.String()+"/stay", "range", "must lie between %d and %d", 0, stayMost(x)))
		}
		v.pairs(x, p.PairsOf(i), posts)
	}
}

func stayMost(x *Person) int {
	if x.Home == None {
		return 0
	}
	return Full
}

// pairs of one person. It runs over millions: nothing is put together before something is wrong.
func (v *validator) pairs(x *Person, list []Pair, posts int32) {
	last := int32(None)
	for k := range list {
		y := &list[k]
		switch {
		case y.Post < 0 || y.Post >= posts:
			v.refers(false, fmt.Sprintf("/people/%s/pairs/%d", x.ID, k))
		case y.Post <= last:
			v.order(false, fmt.Sprintf("/people/%s/pairs/%d", x.ID, k))
		case y.Post == x.Home:
			v.add(domain.Fieldf(fmt.Sprintf("/people/%s/pairs/%d", x.ID, k), "same_position", "the person holds this position already"))
		case min(y.Fit, y.Wish, y.Development, y.Cost) < 0 || max(y.Fit, y.Wish, y.Development, y.Cost) > Full:
			v.add(domain.Fieldf(fmt.Sprintf("/people/%s/pairs/%d", x.ID, k), "range", "must lie between %d and %d", 0, Full))
		}
		last = y.Post
	}
}

// seats compares quotas with the people who are there, and floors with quotas.
func (v *validator) seats() {
	p := v.p
	held := make([]int64, len(p.Posts))
	for i := range p.People {
		if home := p.People[i].Home; home != None {
			held[home]++
		}
	}
	seats := make([]int64, len(p.Units))
	for j := range p.Posts {
		x := &p.Posts[j]
		if there := int64(x.Taken) + held[j]; there > int64(x.Quota) {
			v.add(domain.Fieldf("/positions/"+x.ID.String()+"/quota", "below_holders", "%d people hold or are promised this position", there))
		}
		seats[x.Unit] += int64(x.Quota)
	}
	for u := range p.Units {
		if x := &p.Units[u]; int64(x.Floor) > seats[u] {
			v.add(domain.Fieldf("/units/"+x.ID.String()+"/floor", "above_seats", "the positions of this unit have %d seats", seats[u]))
		}
	}
}

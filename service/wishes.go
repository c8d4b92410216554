package service

import (
	"mutasi/domain"
	"mutasi/repository"
)

// The wishes that count in a score are those of active lists in programmes that are open. A wish for a unit is one for every
// position of the unit and below it; where several wishes meet a position, the dearest counts.

// wishValues are what a person's wishes are worth by the position or unit that they name, in basis points; nil for a person
// without a list.
type wishValues map[domain.ID]int

func valuesOf(wishes []repository.OpenWish) wishValues {
	if len(wishes) == 0 {
		return nil
	}
	v := wishValues{}
	for _, w := range wishes {
		v.raise(w.PositionID, domain.WishValue(w.Rank))
		v.raise(w.UnitID, domain.WishValue(w.Rank))
	}
	return v
}

func (v wishValues) raise(place domain.ID, value int) {
	if !place.IsZero() {
		v[place] = max(v[place], value)
	}
}

// best is what the dearest of the wishes for these places is worth: 0 where there is none, nil for a person without a list.
func (v wishValues) best(places ...domain.ID) *int {
	if v == nil {
		return nil
	}
	best := 0
	for _, id := range places {
		best = max(best, v[id])
	}
	return &best
}

// seesWishes reports whether the caller may know what a person wishes for; without a person, what anybody does. A score with wishes
// in it would tell: to others a person counts as one without a list.
func (s *Service) seesWishes(a domain.Actor, staff domain.ID) bool {
	if !staff.IsZero() && staff == a.StaffID {
		return true
	}
	sc, err := s.Scope(a, "aspiration.read")
	return err == nil && sc.Reach == domain.ReachAll
}

// spread gives every unit below a wished one the same value, so that a position is looked up by its own unit.
func (v wishValues) spread(tx *repository.Tx, wishes []repository.OpenWish) error {
	for _, w := range wishes {
		if w.UnitID.IsZero() {
			continue
		}
		below, err := repository.SubtreeIDs(tx, w.UnitID)
		if err != nil {
			return err
		}
		for id := range below {
			v.raise(id, domain.WishValue(w.Rank))
		}
	}
	return nil
}

// wishersFor reads, once for a ranking, what the position is worth to each person who wishes for it. Who is not in the map has
// no list, or none that names it: both score 0.
func wishersFor(tx *repository.Tx, to *domain.Position) (map[domain.ID]*int, error) {
	unit, err := repository.Units.Get(tx, domain.AllRows, to.UnitID)
	if err != nil {
		return nil, err
	}
	ranks, err := repository.Wishers(tx, to.ID, line(unit))
	if err != nil {
		return nil, err
	}
	values := make(map[domain.ID]*int, len(ranks))
	for id, rank := range ranks {
		v := domain.WishValue(rank)
		values[id] = &v
	}
	return values, nil
}

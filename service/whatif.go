package service

import (
	"cmp"
	"context"
	"slices"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
)

// WhatIfInput asks what a set of moves would do.
type WhatIfInput struct {
	Year  int          `json:"year" validate:"min=0"` // of the analyses; 0: the newest of each position
	Moves []needs.Move `json:"moves" validate:"required,min=1,max=1000,dive"`
}

// WhatIfFigures are the figures of the caller's whole scope.
type WhatIfFigures struct {
	Totals needs.Totals `json:"totals"`
	Spread needs.Spread `json:"spread"`
}

// PositionChange is one position that the moves touch.
type PositionChange struct {
	PositionID    domain.ID     `json:"position_id"`
	PositionCode  string        `json:"position_code"`
	PositionTitle string        `json:"position_title"`
	UnitID        domain.ID     `json:"unit_id"`
	UnitCode      string        `json:"unit_code"`
	Before        needs.Figures `json:"before"`
	After         needs.Figures `json:"after"`
}

// UnitChange is one unit that the moves touch, with the positions that hang on itself.
type UnitChange struct {
	UnitID   domain.ID   `json:"unit_id"`
	UnitCode string      `json:"unit_code"`
	UnitName string      `json:"unit_name"`
	Before   UnitBalance `json:"before"`
	After    UnitBalance `json:"after"`
}

// WhatIfWarning is something that the moves bring about and that nobody forbids.
type WhatIfWarning struct {
	Code         string            `json:"code"` // below_minimum
	UnitID       domain.ID         `json:"unit_id"`
	UnitCode     string            `json:"unit_code"`
	UnitName     string            `json:"unit_name"`
	Need         domain.Hundredths `json:"need"`
	Minimum      int64             `json:"minimum"`
	FilledBefore int64             `json:"filled_before"`
	FilledAfter  int64             `json:"filled_after"`
	Message      domain.Bilingual  `json:"message"`
}

// WhatIf is the answer: nothing of it is stored.
type WhatIf struct {
	Moves     int              `json:"moves"`
	Before    WhatIfFigures    `json:"before"`
	After     WhatIfFigures    `json:"after"`
	Positions []PositionChange `json:"positions"`
	Units     []UnitChange     `json:"units"`
	Warnings  []WhatIfWarning  `json:"warnings"`
	Basis     NeedsBasis       `json:"basis"`
}

// touched is one position that somebody leaves or enters.
type touched struct {
	id            domain.ID
	code, title   string
	unit          *unitSum
	before, after needs.Post
}

// WhatIf counts the figures before and after the moves. Every row that cannot be is named at once.
func (s *Service) WhatIf(ctx context.Context, a domain.Actor, in WhatIfInput) (*WhatIf, error) {
	w, err := s.needsWalk(ctx, a, NeedsQuery{Year: in.Year})
	if err != nil {
		return nil, err
	}
	if err := validate(&in); err != nil {
		return nil, err
	}
	people, err := w.movers(in.Moves)
	if err != nil {
		return nil, err
	}
	posts := map[domain.ID]*touched{}
	for _, m := range in.Moves {
		posts[m.PositionID], posts[people[m.StaffID].PositionID] = nil, nil
	}
	delete(posts, domain.ID{})
	// The positions that nobody touches are summed up at once, by unit; the others are kept.
	rest := unitSums{byID: map[domain.ID]*unitSum{}}
	err = w.each(func(r *repository.NeedRow, p *needs.Post) {
		u := rest.of(r)
		if _, ok := posts[r.ID]; !ok {
			u.Add(p)
			return
		}
		posts[r.ID] = &touched{id: r.ID, code: string(r.Code), title: string(r.Title), unit: u, before: *p, after: *p}
	})
	if err != nil {
		return nil, err
	}
	targets, err := w.targets(in.Moves, posts)
	if err != nil {
		return nil, err
	}
	if bad := needs.CheckMoves(in.Moves, people, targets); len(bad) > 0 {
		return nil, domain.InvalidFields(bad...)
	}
	for _, m := range in.Moves {
		person := people[m.StaffID]
		if from := posts[person.PositionID]; from != nil {
			from.after.Exit(w.leave, person)
		}
		posts[m.PositionID].after.Enter(w.leave, person)
	}
	return w.compare(len(in.Moves), rest, posts), nil
}

// movers reads the people of the moves; whoever is out of scope is nobody.
func (w *needsWalk) movers(moves []needs.Move) (map[domain.ID]needs.Mover, error) {
	ids := make([]domain.ID, len(moves))
	for i, m := range moves {
		ids[i] = m.StaffID
	}
	people := make(map[domain.ID]needs.Mover, len(ids))
	for chunk := range slices.Chunk(ids, 500) {
		rows, err := repository.Movers(w.tx, w.q.Scope, chunk)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			people[r.ID] = moverOf(r)
		}
	}
	return people, nil
}

// targets says of each position that somebody is to enter whether it exists, is open, and how full it is. Closed positions
// that nobody holds are not among the figures and are looked up.
func (w *needsWalk) targets(moves []needs.Move, posts map[domain.ID]*touched) (map[domain.ID]needs.Target, error) {
	targets := map[domain.ID]needs.Target{}
	var missing []domain.ID
	for _, m := range moves {
		if p := posts[m.PositionID]; p == nil {
			missing = append(missing, m.PositionID)
		} else {
			targets[m.PositionID] = needs.Target{Known: true, Open: !p.before.Closed, Quota: p.before.Quota, Filled: p.before.Filled()}
		}
	}
	for chunk := range slices.Chunk(missing, 500) {
		closed, err := repository.PositionsInScope(w.tx, w.q, chunk)
		if err != nil {
			return nil, err
		}
		for _, id := range closed {
			targets[id] = needs.Target{Known: true}
		}
	}
	return targets, nil
}

// compare words the figures of the whole scope, of each position and of each unit that the moves touch.
func (w *needsWalk) compare(moves int, rest unitSums, posts map[domain.ID]*touched) *WhatIf {
	list := make([]*touched, 0, len(posts))
	changed := map[domain.ID]bool{}
	for _, p := range posts {
		if p != nil {
			list = append(list, p)
			changed[p.unit.id] = true
		}
	}
	slices.SortFunc(list, func(a, b *touched) int { return cmp.Compare(a.code, b.code) })
	before := make([]*unitSum, 0, len(rest.list))
	after := make(map[domain.ID]*unitSum, len(changed))
	for _, u := range rest.sorted() {
		before = append(before, u)
		if changed[u.id] {
			copied := *u
			after[u.id] = &copied
		}
	}
	out := &WhatIf{Moves: moves, Positions: make([]PositionChange, len(list)), Units: []UnitChange{}, Warnings: []WhatIfWarning{}, Basis: w.basis}
	for i, p := range list {
		p.unit.Add(&p.before)
		after[p.unit.id].Add(&p.after)
		out.Positions[i] = PositionChange{PositionID: p.id, PositionCode: p.code, PositionTitle: p.title, UnitID: p.unit.id, UnitCode: p.unit.code,
			Before: p.before.Figures(), After: p.after.Figures()}
	}
	later := make([]*unitSum, len(before))
	for i, u := range before {
		later[i] = u
		if then := after[u.id]; then != nil {
			later[i] = then
			out.unit(u, then, w.basis.MinimumFill)
		}
	}
	out.Before, out.After = whole(before), whole(later)
	return out
}

func whole(units []*unitSum) WhatIfFigures {
	var total needs.Sum
	for _, u := range units {
		total.Merge(&u.Sum)
	}
	return WhatIfFigures{Totals: total.Totals(), Spread: spreadOf(units)}
}

// unit compares one unit, and warns where it gives people away that it needs.
func (x *WhatIf) unit(before, after *unitSum, minimumFill int) {
	c := UnitChange{UnitID: before.id, UnitCode: before.code, UnitName: before.name, Before: before.balance(minimumFill), After: after.balance(minimumFill)}
	x.Units = append(x.Units, c)
	if after.Counted() < before.Counted() && c.After.BelowMinimum {
		x.Warnings = append(x.Warnings, WhatIfWarning{Code: "below_minimum", UnitID: c.UnitID, UnitCode: c.UnitCode, UnitName: c.UnitName, Need: after.Need,
			Minimum: c.After.Minimum, FilledBefore: before.Counted(), FilledAfter: after.Counted(),
			Message: domain.Bilingual{Indonesian: "unit ini akan memiliki pegawai kurang dari jumlah minimumnya", English: "this unit would have fewer people than its minimum"}})
	}
}

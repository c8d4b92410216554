package service

import (
	"cmp"
	"context"
	"slices"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
)

// topUnits is how many of the most and least loaded units the balance names, maxDonors how many that can give people away.
const topUnits, maxDonors = 10, 200

// UnitBalance is how a unit stands with the positions that hang on itself, not those of the units below it.
type UnitBalance struct {
	UnitID     domain.ID `json:"unit_id"`
	UnitCode   string    `json:"unit_code"`
	UnitName   string    `json:"unit_name"`
	Positions  int64     `json:"positions"`
	NoAnalysis int64     `json:"no_analysis"`
	Filled     int64     `json:"filled"`
	Uncounted  int64     `json:"uncounted"` // people on positions whose need is not known
	// Load, people and capacity of the positions with a known load: load_per_head = total_load / heads, eu = total_load / capacity.
	TotalLoad   *domain.Hundredths     `json:"total_load"`
	Heads       int64                  `json:"heads"`
	Capacity    int64                  `json:"capacity"`
	LoadPerHead *domain.Hundredths     `json:"load_per_head"` // minutes a year
	EU          *domain.TenThousandths `json:"eu"`
	Empty       bool                   `json:"empty"` // nobody there
	Grade       *string                `json:"grade"`
	Label       *domain.Bilingual      `json:"label"`
	Meaning     *domain.Bilingual      `json:"meaning"`
	Need        *domain.Hundredths     `json:"need"`
	Gap         *domain.Hundredths     `json:"gap"`
	Surplus     domain.Hundredths      `json:"surplus"`
	Shortage    domain.Hundredths      `json:"shortage"`
	needs.Reserve
}

// Balance is how evenly the work is shared.
type Balance struct {
	Items      []UnitBalance `json:"items"`
	NextCursor *string       `json:"next_cursor"`
	Totals     needs.Totals  `json:"totals"`
	// Spread is of the load per head of all units that have one, the whole scope.
	Spread         needs.Spread  `json:"spread"`
	MostOverloaded []UnitBalance `json:"most_overloaded"`
	Idlest         []UnitBalance `json:"idlest"`
	Unstaffed      []UnitBalance `json:"unstaffed"` // work, and nobody to do it
	Donors         []UnitBalance `json:"donors"`    // can release somebody
	WouldFallBelow []UnitBalance `json:"would_fall_below"`
	Basis          NeedsBasis    `json:"basis"`
}

// unitSum is the figures of one unit's own positions.
type unitSum struct {
	id         domain.ID
	code, name string
	needs.Sum
}

// unitSums gathers positions by their unit.
type unitSums struct {
	byID map[domain.ID]*unitSum
	list []*unitSum
}

func (u *unitSums) of(r *repository.NeedRow) *unitSum {
	x := u.byID[r.UnitID]
	if x == nil {
		x = &unitSum{id: r.UnitID, code: string(r.UnitCode), name: string(r.UnitName)}
		u.byID[r.UnitID] = x
		u.list = append(u.list, x)
	}
	return x
}

// sorted orders by unit code.
func (u *unitSums) sorted() []*unitSum {
	slices.SortFunc(u.list, func(a, b *unitSum) int { return cmp.Compare(a.code, b.code) })
	return u.list
}

func (u *unitSum) balance(minimumFill int) UnitBalance {
	f := u.Figures()
	b := UnitBalance{UnitID: u.id, UnitCode: u.code, UnitName: u.name, Positions: u.Positions, NoAnalysis: u.Unanalysed, Filled: f.Filled, Uncounted: u.Uncounted,
		TotalLoad: f.TotalLoad, Heads: u.Heads, Capacity: u.Capacity, EU: f.EJ, Empty: f.Empty, Grade: f.Grade, Label: f.Label, Meaning: f.Meaning,
		Need: f.Need, Gap: f.Gap, Surplus: u.Surplus, Shortage: u.Shortage, Reserve: u.Reserve(minimumFill)}
	if m, ok := u.PerHead(); ok {
		b.LoadPerHead = &m
	}
	return b
}

// spreadOf measures the load per head of all units that have one.
func spreadOf(units []*unitSum) needs.Spread {
	loads := make([]domain.Hundredths, 0, len(units))
	for _, u := range units {
		if m, ok := u.PerHead(); ok {
			loads = append(loads, m)
		}
	}
	return needs.SpreadOf(loads)
}

// Balance shows how the work is shared among units, who is overloaded, who is idle, and who can give people away.
func (s *Service) Balance(ctx context.Context, a domain.Actor, q NeedsQuery) (*Balance, error) {
	after, err := readNeedsCursor(q.Cursor, "balance")
	if err != nil {
		return nil, err
	}
	w, err := s.needsWalk(ctx, a, q)
	if err != nil {
		return nil, err
	}
	units := unitSums{byID: map[domain.ID]*unitSum{}}
	if err := w.each(func(r *repository.NeedRow, p *needs.Post) { units.of(r).Add(p) }); err != nil {
		return nil, err
	}
	list := units.sorted()
	var total needs.Sum
	all := make([]UnitBalance, len(list))
	for i, u := range list {
		total.Merge(&u.Sum)
		all[i] = u.balance(w.basis.MinimumFill)
	}
	b := &Balance{Totals: total.Totals(), Spread: spreadOf(list), Basis: w.basis}
	b.MostOverloaded = ranked(all, topUnits, hasEU, func(x, y *UnitBalance) int { return cmp.Compare(*y.EU, *x.EU) })
	b.Idlest = ranked(all, topUnits, hasEU, func(x, y *UnitBalance) int { return cmp.Compare(*x.EU, *y.EU) })
	b.Unstaffed = ranked(all, topUnits, func(x *UnitBalance) bool { return x.TotalLoad != nil && *x.TotalLoad > 0 && x.Heads == 0 },
		func(x, y *UnitBalance) int { return cmp.Compare(*y.TotalLoad, *x.TotalLoad) })
	b.Donors = ranked(all, maxDonors, func(x *UnitBalance) bool { return x.CanRelease > 0 }, func(x, y *UnitBalance) int { return cmp.Compare(y.CanRelease, x.CanRelease) })
	b.WouldFallBelow = ranked(all, maxDonors, func(x *UnitBalance) bool { return x.WouldFallBelow }, func(x, y *UnitBalance) int { return cmp.Compare(y.Spare, x.Spare) })
	from, _ := slices.BinarySearchFunc(all, after, func(x UnitBalance, code string) int {
		if x.UnitCode <= code {
			return -1
		}
		return 1
	})
	if after == "" {
		from = 0
	}
	to := min(from+q.Limit, len(all))
	b.Items = all[from:to]
	if to < len(all) {
		b.NextCursor = needsCursor("balance", all[to-1].UnitCode)
	}
	return b, nil
}

func hasEU(x *UnitBalance) bool { return x.EU != nil }

// ranked picks the first n of those that qualify; equals stay in order of their code.
func ranked(all []UnitBalance, n int, ok func(*UnitBalance) bool, order func(a, b *UnitBalance) int) []UnitBalance {
	picked := []UnitBalance{}
	for i := range all {
		if ok(&all[i]) {
			picked = append(picked, all[i])
		}
	}
	slices.SortStableFunc(picked, func(a, b UnitBalance) int { return order(&a, &b) })
	return picked[:min(n, len(picked))]
}

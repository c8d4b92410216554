package service

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
)

// NeedsQuery chooses positions and how they are shown. Zero values do not filter.
type NeedsQuery struct {
	Year               int // 0: the newest year of each position
	UnitID, AncestorID domain.ID
	Kinds              []string
	Q                  string
	Priority           int // 1 to 3
	ByUnit             bool
	Limit              int
	Cursor             string
}

// NeedPosition is one line of the needs table (domain.md 4.4).
type NeedPosition struct {
	PositionID    domain.ID `json:"position_id"`
	PositionCode  string    `json:"position_code"`
	PositionTitle string    `json:"position_title"`
	UnitID        domain.ID `json:"unit_id"`
	UnitCode      string    `json:"unit_code"`
	UnitName      string    `json:"unit_name"`
	Kind          string    `json:"kind"`
	Level         string    `json:"level"`
	JobClass      int64     `json:"job_class"`
	RetirementAge *int      `json:"retirement_age"` // in years; null where it is not known
	needs.Figures
	NoAnalysis bool   `json:"no_analysis"` // no final analysis counts
	Closed     bool   `json:"closed"`      // the position is closed but still held
	Year       *int64 `json:"abk_year"`
	Status     string `json:"status"` // final, or none
	// The basis of the analysis; null without one.
	Growth           *int64  `json:"growth"`
	EffectiveMinutes *int64  `json:"effective_minutes"`
	Rounding         *string `json:"rounding"`
}

// NeedUnit is one line of the needs table by unit: the unit with everything below it.
type NeedUnit struct {
	UnitID   domain.ID `json:"unit_id"`
	UnitCode string    `json:"unit_code"`
	UnitName string    `json:"unit_name"`
	UnitKind string    `json:"unit_kind"`
	ParentID domain.ID `json:"parent_id"`
	Depth    int       `json:"depth"`
	needs.Totals
}

// NeedsBasis says what the figures rest on.
type NeedsBasis struct {
	AsOf          domain.Date `json:"as_of"` // holders of this day; retirement years begin here
	Year          *int        `json:"year"`  // null: the newest final of each position
	PolicyVersion int         `json:"policy_version"`
	needs.Basis               // of analyses made today
	MinimumFill   int         `json:"minimum_fill"` // basis points of its need that a unit keeps
	// Used counts the positions by the basis that is stored with their analysis.
	Used []UsedBasis `json:"used"`
}

// UsedBasis is a basis that stored analyses were counted on.
type UsedBasis struct {
	needs.Basis
	Positions int `json:"positions"`
}

// NeedsPage is one page of the needs table. Items are NeedPosition or NeedUnit; Totals are of all positions that the filters
// admit, not of the page.
type NeedsPage struct {
	Items      any          `json:"items"`
	NextCursor *string      `json:"next_cursor"`
	Totals     needs.Totals `json:"totals"`
	Basis      NeedsBasis   `json:"basis"`
}

// needsWalk reads positions one by one: whatever their number, only what the callers keep stays in memory.
type needsWalk struct {
	s      *Service
	tx     *repository.Tx
	q      repository.NeedsQuery
	leave  needs.Leave
	policy Policy
	basis  NeedsBasis
	used   map[needs.Basis]int
}

func (s *Service) needsWalk(ctx context.Context, a domain.Actor, q NeedsQuery) (*needsWalk, error) {
	sc, err := s.Scope(a, "needs.read")
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	policy, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	w := &needsWalk{s: s, tx: tx, leave: needs.LeaveFrom(s.today(tx)), policy: policy, used: map[needs.Basis]int{}}
	w.q = repository.NeedsQuery{Scope: sc, UnitID: q.UnitID, AncestorID: q.AncestorID, Kinds: q.Kinds, Q: q.Q, Year: q.Year, Bounds: w.leave.Bounds}
	w.basis = NeedsBasis{AsOf: s.today(tx), PolicyVersion: policy.Version, Basis: basisOf(policy), MinimumFill: policy.Parameters.Needs.MinimumFill}
	if q.Year != 0 {
		w.basis.Year = &q.Year
	}
	return w, nil
}

// each hands over every position that the query admits; both arguments are valid until the next one. A year in which nothing in scope has a final analysis is refused.
func (w *needsWalk) each(fn func(r *repository.NeedRow, p *needs.Post)) error {
	analysed := false
	roundings := map[string]needs.Rounding{} // one text for each, whatever the number of rows
	var p needs.Post                         // one for all rows: callers copy what they keep
	err := repository.EachNeed(w.tx, w.q, func(r *repository.NeedRow) error {
		p = needs.Post{Structural: structural(r.Kind), Closed: !r.Active, Analysed: r.Year != 0, Measured: r.TaskCount > 0, Load: needs.Load(r.TotalLoad),
			Growth: r.Growth, Quota: r.Quota, Age: r.Age, PNS: r.PNS, PPPK: r.PPPK, Leaving: r.Leaving}
		if p.Analysed {
			rounding, ok := roundings[string(r.Rounding)]
			if !ok {
				rounding = needs.Rounding(r.Rounding)
				roundings[string(rounding)] = rounding
			}
			analysed = true
			p.Basis = needs.Basis{EffectiveMinutes: r.EffectiveMinutes, Rounding: rounding}
			w.used[p.Basis]++
		}
		fn(r, &p)
		return nil
	})
	if err != nil {
		return err
	}
	w.basis.Used = make([]UsedBasis, 0, len(w.used))
	for b, n := range w.used {
		w.basis.Used = append(w.basis.Used, UsedBasis{b, n})
	}
	slices.SortFunc(w.basis.Used, func(a, b UsedBasis) int {
		return cmp.Or(cmp.Compare(b.EffectiveMinutes, a.EffectiveMinutes), cmp.Compare(a.Rounding, b.Rounding))
	})
	if w.q.Year == 0 || analysed {
		return nil
	}
	has, err := repository.HasWorkloads(w.tx, w.q)
	if err == nil && !has {
		return domain.InvalidFields(domain.Fieldf("?year", "no_data", "no final workload analysis of %s lies in this scope", strconv.Itoa(w.q.Year)))
	}
	return err
}

func structural(kind []byte) bool {
	switch string(kind) { // compared without a copy
	case domain.KindJPTPratama, domain.KindAdministrator, domain.KindPengawas:
		return true
	}
	return false
}

// Needs is the needs table: one page of it, by position or by unit, with the totals of the whole scope.
func (s *Service) Needs(ctx context.Context, a domain.Actor, q NeedsQuery) (*NeedsPage, error) {
	w, err := s.needsWalk(ctx, a, q)
	if err != nil {
		return nil, err
	}
	if q.ByUnit {
		return w.byUnit(q)
	}
	return w.byPosition(q)
}

func (w *needsWalk) byPosition(q NeedsQuery) (*NeedsPage, error) {
	after, err := readNeedsCursor(q.Cursor, "position")
	if err != nil {
		return nil, err
	}
	var total needs.Sum
	items := make([]NeedPosition, 0, q.Limit+1)
	err = w.each(func(r *repository.NeedRow, p *needs.Post) {
		if q.Priority != 0 && !p.Has(q.Priority) {
			return
		}
		total.Add(p)
		if len(items) <= q.Limit && string(r.Code) > after {
			items = append(items, showNeed(r, p))
		}
	})
	if err != nil {
		return nil, err
	}
	page := &NeedsPage{Totals: total.Totals(), Basis: w.basis}
	if len(items) > q.Limit {
		items = items[:q.Limit]
		page.NextCursor = needsCursor("position", items[q.Limit-1].PositionCode)
	}
	page.Items = items
	return page, nil
}

func showNeed(r *repository.NeedRow, p *needs.Post) NeedPosition {
	n := NeedPosition{PositionID: r.ID, PositionCode: string(r.Code), PositionTitle: string(r.Title), UnitID: r.UnitID, UnitCode: string(r.UnitCode),
		UnitName: string(r.UnitName), Kind: string(r.Kind), Level: string(r.Level), JobClass: r.JobClass, Figures: p.Figures(), NoAnalysis: !p.Analysed,
		Closed: p.Closed, Status: "none"}
	if r.Age > 0 {
		age := r.Age
		n.RetirementAge = &age
	}
	if p.Analysed {
		year, growth, minutes, rounding := r.Year, r.Growth, r.EffectiveMinutes, string(r.Rounding)
		n.Year, n.Status, n.Growth, n.EffectiveMinutes, n.Rounding = &year, domain.WorkloadFinal, &growth, &minutes, &rounding
	}
	return n
}

// byUnit sums every unit with all that lies below it; memory grows with the units, not with the positions.
func (w *needsWalk) byUnit(q NeedsQuery) (*NeedsPage, error) {
	after, err := readNeedsCursor(q.Cursor, "unit")
	if err != nil {
		return nil, err
	}
	own := map[domain.ID]*needs.Sum{}
	err = w.each(func(r *repository.NeedRow, p *needs.Post) {
		if q.Priority == 0 || p.Has(q.Priority) {
			sumOf(own, r.UnitID).Add(p)
		}
	})
	if err != nil {
		return nil, err
	}
	units, err := repository.NeedUnits(w.tx, w.q)
	if err != nil {
		return nil, err
	}
	inside := make(map[domain.ID]bool, len(units))
	for _, u := range units {
		inside[u.ID] = true
	}
	var total needs.Sum
	for _, u := range slices.Backward(units) { // children before their parents
		sum := own[u.ID]
		if sum == nil {
			continue
		}
		if inside[u.ParentID] {
			sumOf(own, u.ParentID).Merge(sum)
		} else {
			total.Merge(sum)
		}
	}
	page := &NeedsPage{Totals: total.Totals(), Basis: w.basis}
	items := make([]NeedUnit, 0, q.Limit)
	last := ""
	for _, u := range units {
		sum := own[u.ID]
		if sum == nil || u.Path <= after {
			continue
		}
		if len(items) == q.Limit {
			page.NextCursor = needsCursor("unit", last)
			break
		}
		last = u.Path
		items = append(items, NeedUnit{UnitID: u.ID, UnitCode: u.Code, UnitName: u.Name, UnitKind: u.Kind, ParentID: u.ParentID, Depth: u.Depth, Totals: sum.Totals()})
	}
	page.Items = items
	return page, nil
}

func sumOf(m map[domain.ID]*needs.Sum, id domain.ID) *needs.Sum {
	s := m[id]
	if s == nil {
		s = &needs.Sum{}
		m[id] = s
	}
	return s
}

// needsCursor points behind a row; readNeedsCursor reads it back.
func needsCursor(kind, key string) *string {
	c := base64.RawURLEncoding.EncodeToString([]byte(kind + "\n" + key))
	return &c
}

func readNeedsCursor(cursor, kind string) (string, error) {
	if cursor == "" {
		return "", nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	got, key, ok := strings.Cut(string(b), "\n")
	if err != nil || !ok || got != kind || key == "" {
		e := domain.Errorf(domain.Malformed, "bad_cursor", "this cursor does not belong to this list and sort")
		e.Fields = []domain.FieldError{domain.Fieldf("?cursor", "bad_cursor", "this cursor does not belong to this list and sort")}
		return "", e
	}
	return key, nil
}

package service

import (
	"context"

	"mutasi/domain"
	"mutasi/domain/talent"
	"mutasi/repository"
)

// TalentQuery narrows the talent map.
type TalentQuery struct {
	AncestorID domain.ID `json:"ancestor_id"`
	Kinds      []string  `json:"kind"` // of the present position
	Box        *int      `json:"box"`  // the people of one box; 0: those who cannot be placed
	Limit      int       `json:"limit"`
	Cursor     string    `json:"cursor"`
}

// TalentCell is one box with the number of people in it.
type TalentCell struct {
	talent.Cell
	Count int `json:"count"`
}

// Unplaced counts people who stand in no box, by what is missing; who lacks both is counted in both.
type Unplaced struct {
	Total       int `json:"total"`
	NoRating    int `json:"no_rating"`
	NoPotential int `json:"no_potential"`
}

// Placement is where a person stands on the map. Box is null where it cannot be told, and Missing says why.
type Placement struct {
	Box         *int             `json:"box"`
	Performance string           `json:"performance"` // below, meets or above; empty: not known
	Potential   string           `json:"potential"`   // low, medium or high; empty: not known
	Predicate   domain.Predicate `json:"predicate"`   // of the newest annual rating
	RatingYear  int              `json:"rating_year"` // 0: none
	Match       *int             `json:"match"`       // with the present position's standard, basis points
	AssessedOn  domain.Date      `json:"assessed_on"` // the oldest assessment behind it
	InPool      bool             `json:"in_pool"`
	Unplaced    []string         `json:"unplaced"` // no_rating, no_potential
}

// TalentRow is one person on the map.
type TalentRow struct {
	StaffID    domain.ID `json:"staff_id"`
	NIP        string    `json:"nip"`
	Name       string    `json:"name"`
	Rank       string    `json:"rank"`
	UnitID     domain.ID `json:"unit_id"`
	PositionID domain.ID `json:"position_id"`
	Kind       string    `json:"kind"` // of the present position
	Placement
}

// TalentMap is the nine boxes. Items are the people of the box that was asked for.
type TalentMap struct {
	Items         []TalentRow             `json:"items"`
	NextCursor    *string                 `json:"next_cursor"`
	AsOf          domain.Date             `json:"as_of"`
	PolicyVersion int                     `json:"policy_version"`
	Method        string                  `json:"method"`
	Thresholds    domain.TalentParameters `json:"thresholds"`
	Total         int                     `json:"total"`
	Cells         []TalentCell            `json:"cells"`
	Unplaced      Unplaced                `json:"unplaced"`
}

// TalentPool is the agency's pool, the highest box first.
type TalentPool struct {
	Items         []TalentRow             `json:"items"`
	NextCursor    *string                 `json:"next_cursor"`
	AsOf          domain.Date             `json:"as_of"`
	PolicyVersion int                     `json:"policy_version"`
	Method        string                  `json:"method"`
	Thresholds    domain.TalentParameters `json:"thresholds"`
}

func (p Policy) boxes() repository.BoxSQL {
	return repository.BoxSQL{Boxes: talent.Boxes, High: p.Parameters.Talent.High, Medium: p.Parameters.Talent.Medium, Method: p.Parameters.Fit.Method}
}

// Talent is the nine-box map of active staff with counts, and one page of the people of a box.
func (s *Service) Talent(ctx context.Context, a domain.Actor, q TalentQuery) (*TalentMap, error) {
	if _, err := s.Scope(a, "talent.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	policy, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	m := &TalentMap{Items: []TalentRow{}, AsOf: s.today(tx), PolicyVersion: policy.Version, Method: policy.Parameters.Fit.Method, Thresholds: policy.Parameters.Talent}
	rows := repository.TalentQuery{BoxSQL: policy.boxes(), AncestorID: q.AncestorID, Kinds: q.Kinds}
	counts, err := repository.TalentCounts(tx, rows)
	if err != nil {
		return nil, err
	}
	for _, c := range talent.Cells() {
		m.Cells = append(m.Cells, TalentCell{Cell: c})
	}
	for _, c := range counts {
		m.Total += c.N
		if c.Box > 0 {
			m.Cells[c.Box-1].Count += c.N
			continue
		}
		m.Unplaced.Total += c.N
		if c.NoRating {
			m.Unplaced.NoRating += c.N
		}
		if c.NoPotential {
			m.Unplaced.NoPotential += c.N
		}
	}
	if q.Box != nil {
		rows.Boxes = []int{*q.Box}
		of := fingerprint("talent", q.AncestorID, q.Kinds, *q.Box)
		if m.Items, m.NextCursor, err = s.talentPage(tx, policy, rows, of, q.Cursor, q.Limit); err != nil {
			return nil, err
		}
	} else if q.Cursor != "" {
		return nil, badQuery("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
	}
	return m, s.logList(ctx, a, "talent", "policy", policy.ID, q)
}

// Pool lists the succession pool: boxes 7 to 9 with the last two ratings at least baik (PermenPANRB 20/2025 Ps 1 no. 19–20;
// PP 11/2017 Ps 199(2)c).
func (s *Service) Pool(ctx context.Context, a domain.Actor, q TalentQuery) (*TalentPool, error) {
	if _, err := s.Scope(a, "talent.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	policy, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	p := &TalentPool{AsOf: s.today(tx), PolicyVersion: policy.Version, Method: policy.Parameters.Fit.Method, Thresholds: policy.Parameters.Talent}
	rows := repository.TalentQuery{BoxSQL: policy.boxes(), AncestorID: q.AncestorID, Kinds: q.Kinds, Boxes: talent.PoolBoxes, Pool: true}
	p.Items, p.NextCursor, err = s.talentPage(tx, policy, rows, fingerprint("pool", q.AncestorID, q.Kinds), q.Cursor, q.Limit)
	if err != nil {
		return nil, err
	}
	return p, s.logList(ctx, a, "talent", "policy", policy.ID, q)
}

// PoolFor ranks the pool for a post by fit, each with what the rules say: the stars for a vacant strategic post in one call.
func (s *Service) PoolFor(ctx context.Context, a domain.Actor, position domain.ID, q CandidateQuery) (*CandidatePage, error) {
	sc, err := s.Scope(a, "talent.read")
	if err != nil {
		return nil, err
	}
	c, err := s.contest(ctx, sc, position, q.RankingQuery)
	if isCode(err, "not_found") {
		return nil, noPosition()
	} else if err != nil {
		return nil, err
	}
	c.placed = true
	c.filter.UnitID, c.filter.AncestorID, c.filter.Kinds = q.UnitID, q.AncestorID, q.Kinds
	c.filter.Pool, c.filter.PotentialFrom, c.filter.AboveFrom = true, c.policy.Parameters.Talent.High, c.policy.Parameters.Talent.Medium
	if c.filter.Plausible != nil {
		c.filter.Plausible.Near = false // talents are looked for beyond the field
	}
	of := fingerprint("stars", position, q.Type, q.Initiative, q.On, q.Eligible, q.MinScore, q.All, q.UnitID, q.AncestorID, q.Kinds)
	return c.read(of, func() error { return s.logList(ctx, a, "talent", "position", position, q) })
}

func (s *Service) talentPage(tx *repository.Tx, policy Policy, q repository.TalentQuery, of, cursor string, limit int) ([]TalentRow, *string, error) {
	cur, err := readRankingCursor(cursor, of)
	if err != nil {
		return nil, nil, err
	}
	if cur != nil {
		q.After = &repository.TalentPlace{Box: cur.Box, Potential: cur.Score, ID: cur.ID}
	}
	q.Limit = limit + 1
	found, err := repository.TalentPage(tx, q)
	if err != nil {
		return nil, nil, err
	}
	var next *string
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		potential := -1
		if p := potentialOf(policy, &last.StaffProfile); p != nil {
			potential = *p
		}
		next = writeRankingCursor(rankingCursor{Of: of, Box: last.Box, Score: potential, ID: last.StaffID})
	}
	ids := make([]domain.ID, len(found))
	for i := range found {
		ids[i] = found[i].StaffID
	}
	people, err := repository.Staff.ByIDs(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	rows := make([]TalentRow, 0, len(found))
	for i := range found {
		if p := people[found[i].StaffID]; p != nil {
			rows = append(rows, TalentRow{StaffID: p.ID, NIP: p.NIP, Name: p.FullName(), Rank: p.Rank, UnitID: p.UnitID, PositionID: p.PositionID,
				Kind: found[i].Kind, Placement: placementOf(policy, &found[i].StaffProfile)})
		}
	}
	return rows, next, nil
}

func potentialOf(policy Policy, p *repository.StaffProfile) *int {
	if policy.Parameters.Fit.Method == "raw" {
		return p.PotentialRaw
	}
	return p.PotentialCapped
}

// placementOf reads a profile's place by the policy's thresholds.
func placementOf(policy Policy, p *repository.StaffProfile) Placement {
	person := talent.Person{Potential: potentialOf(policy, p)}
	for _, code := range []int{p.Rating1, p.Rating2} {
		if predicate := domain.PredicateByCode(code); predicate != "" {
			person.Predicates = append(person.Predicates, predicate)
		}
	}
	box, missing := talent.Box(person, policy.Parameters.Talent)
	out := Placement{RatingYear: p.RatingYear, Match: person.Potential, AssessedOn: p.AssessedOn, InPool: talent.InPool(box, person.Predicates), Unplaced: missing}
	if missing == nil {
		out.Unplaced, out.Box = []string{}, &box
	}
	if len(person.Predicates) > 0 {
		out.Predicate = person.Predicates[0]
		out.Performance = talent.PerformanceName(talent.PerformanceOf(out.Predicate))
	}
	if person.Potential != nil {
		out.Potential = talent.PotentialName(talent.PotentialOf(*person.Potential, policy.Parameters.Talent))
	}
	return out
}

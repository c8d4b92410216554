package service

import (
	"context"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// Fit is the full breakdown of one person against one position, so that every figure can be redone by hand.
type Fit struct {
	StaffID       domain.ID   `json:"staff_id"`
	PositionID    domain.ID   `json:"position_id"`
	AsOf          domain.Date `json:"as_of"`
	PolicyVersion int         `json:"policy_version"`
	fit.Breakdown
	Person   *domain.Staff    `json:"-"` // for the picture
	Position *domain.Position `json:"-"`
}

// StaffFit scores a person against a position. staff is an id or a NIP. The look at another person's assessments is logged.
func (s *Service) StaffFit(ctx context.Context, a domain.Actor, staff string, position domain.ID) (*Fit, error) {
	id, err := s.StaffID(ctx, a, "fit.read", staff)
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	if _, err := repository.Positions.Get(tx, domain.AllRows, position); isCode(err, "not_found") {
		return nil, noPosition()
	} else if err != nil {
		return nil, err
	}
	policy, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	found, err := s.dossiers(tx, []transfer{{on: s.today(tx), open: true, unwished: !s.seesWishes(a, id), p: &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: id, ToPositionID: position}}}})
	if err != nil {
		return nil, err
	}
	d := &found[0]
	out := &Fit{StaffID: id, PositionID: position, AsOf: d.Facts.AsOf, PolicyVersion: policy.Version, Person: d.Person, Position: d.To,
		Breakdown: fit.NewTarget(d.To, policy.Parameters.Fit, d.Facts.AsOf).Explain(&d.Candidate)}
	codes, err := competenciesOf(tx, d.To.Requirements)
	if err != nil {
		return nil, err
	}
	nameGaps(out.Gaps, codes)
	return out, s.logRead(ctx, a, "fit", id)
}

// noPosition is the answer where the parameter position_id names nothing.
func noPosition() error {
	return domain.InvalidFields(domain.Fieldf("?position_id", "unknown_reference", "there is no such row"))
}

// MatchQuery asks which positions fit a person.
type MatchQuery struct {
	RankingQuery
	Kinds              []string
	UnitID, AncestorID domain.ID // of the position
	Vacant             bool      // only positions with a free seat today
	Strategic          bool
}

// MatchRow is one position in the ranking for a person.
type MatchRow struct {
	PositionID domain.ID `json:"position_id"`
	Code       string    `json:"code"`
	Title      string    `json:"title"`
	Kind       string    `json:"kind"`
	Level      string    `json:"level"`
	UnitID     domain.ID `json:"unit_id"`
	Quota      int       `json:"quota"`
	Vacant     int       `json:"vacant"`
	Ranked
}

// MatchPage is one page of positions for a person.
type MatchPage struct {
	RankingPage[MatchRow]
	StaffID domain.ID `json:"staff_id"`
}

// search is one ranking of positions for one person.
type search struct {
	s      *Service
	tx     *repository.Tx
	q      RankingQuery
	policy Policy
	today  domain.Date
	person dossier
	wishes wishValues // by position and by unit, those below a wished one included
	filter repository.PostFilter
	count  int
	// unwished: the caller may not know the wishes, and none counts.
	unwished bool
}

// Matches ranks positions for a person. staff is an id or a NIP.
func (s *Service) Matches(ctx context.Context, a domain.Actor, staff string, q MatchQuery) (*MatchPage, error) {
	id, err := s.StaffID(ctx, a, "fit.read", staff)
	if err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	m := &search{s: s, tx: tx, q: q.RankingQuery, today: s.today(tx)}
	if m.q.On.IsZero() {
		m.q.On = m.today
	}
	if m.policy, err = s.policyNow(tx); err != nil {
		return nil, err
	}
	found, err := s.dossiers(tx, []transfer{m.q.transfer(id, domain.ID{})})
	if err != nil {
		return nil, err
	}
	m.person = found[0]
	if err := m.mayMove(); err != nil {
		return nil, err
	}
	if m.unwished = !s.seesWishes(a, id); !m.unwished {
		wishes, err := repository.OpenWishes(tx, []domain.ID{id})
		if err != nil {
			return nil, err
		}
		m.wishes = valuesOf(wishes[id])
		if err := m.wishes.spread(tx, wishes[id]); err != nil {
			return nil, err
		}
	}
	m.filter = repository.PostFilter{Not: m.person.Person.PositionID, Kinds: q.Kinds, UnitID: q.UnitID, AncestorID: q.AncestorID, Vacant: q.Vacant, Strategic: q.Strategic}
	of := fingerprint("matches", id, q.Type, q.Initiative, q.On, q.Eligible, q.MinScore, q.All, q.Kinds, q.UnitID, q.AncestorID, q.Vacant, q.Strategic)
	cur, err := readRankingCursor(q.Cursor, of)
	if err != nil {
		return nil, err
	}
	var after *place
	if cur != nil {
		after = &place{cur.Score, cur.ID}
	}
	items, next, judged, err := rank(m.q, after, m.scan, m.show)
	if err != nil {
		return nil, err
	}
	page := &MatchPage{StaffID: id, RankingPage: RankingPage[MatchRow]{
		Items: items, On: m.q.On, PolicyVersion: m.policy.Version, Method: m.policy.Parameters.Fit.Method, Considered: m.count, Judged: judged,
	}}
	if next != nil {
		page.NextCursor = writeRankingCursor(rankingCursor{Of: of, Score: next.Score, ID: next.ID})
	}
	return page, s.logRead(ctx, a, "matches", id)
}

// mayMove refuses persons who cannot be moved in this way at all, as a proposal for them would be.
func (m *search) mayMove() error {
	var c domain.Check
	status := m.person.Person.Status
	c.That(status != domain.StatusLeft, "/staff_id", "left", "this person has left the agency")
	c.That(m.q.Type != domain.TypeInternal || status != domain.StatusIncoming, "/type", "incoming", "a person from another agency comes by a transfer between agencies")
	c.That(m.q.Type == domain.TypeInternal || status != domain.StatusActive, "/to_agency", "required", "a transfer to another agency names it")
	return c.Err()
}

// scanBatch is how many positions wait for their standards at once.
const scanBatch = 512

// scan scores every plausible position, a few hundred standards at a time, and keeps the best. A position whose other parts
// leave no hope is passed over without its standard.
func (m *search) scan(limit int, after *place) ([]place, error) {
	top := &best{limit: limit, after: after}
	waiting := make([]domain.Position, 0, scanBatch)
	m.count = 0
	score := func() error {
		ids := make([]domain.ID, len(waiting))
		for i := range waiting {
			ids[i] = waiting[i].ID
		}
		standards, err := repository.Requirements(m.tx, ids)
		if err != nil {
			return err
		}
		for i := range waiting {
			waiting[i].Requirements = standards[waiting[i].ID]
			total := m.score(&waiting[i], fit.NewTarget(&waiting[i], m.policy.Parameters.Fit, m.today))
			if total >= m.q.MinScore {
				top.offer(place{total, waiting[i].ID})
			}
		}
		waiting = waiting[:0]
		return nil
	}
	err := repository.EachPost(m.tx, m.filter, func(p *domain.Position) error {
		target := fit.NewTarget(p, m.policy.Parameters.Fit, m.today)
		if !m.q.All && !m.plausible(p, target) {
			return nil
		}
		m.count++
		most := m.score(p, target) + m.policy.Parameters.Fit.Competency
		if most < m.q.MinScore || top.hopeless(most) {
			return nil
		}
		waiting = append(waiting, *p)
		if len(waiting) < scanBatch {
			return nil
		}
		return score()
	})
	if err == nil {
		err = score()
	}
	return top.list(), err
}

// score is the person's total against a position, wishes included.
func (m *search) score(p *domain.Position, target *fit.Target) int {
	m.person.Candidate.Wish = m.wishes.best(p.ID, p.UnitID)
	return target.Score(&m.person.Candidate).Total
}

// plausible is what repository.Plausible asks, from the other side.
func (m *search) plausible(p *domain.Position, target *fit.Target) bool {
	have, want := 0, domain.Tier(p.Kind, p.Level)
	from := m.person.Facts.From
	if from != nil {
		have = domain.Tier(from.Kind, from.Level)
	}
	if have != 0 && want != 0 && want != have && want != have+1 {
		return false
	}
	if domain.EducationOrder(m.person.Person.EducationLevel) < domain.EducationOrder(p.EducationMin) {
		return false
	}
	if from != nil {
		switch {
		case p.Family != "" && eligibility.Plain(p.Family) == eligibility.Plain(from.Family),
			domain.Structural(p.Kind) && domain.Structural(from.Kind),
			len(target.Fields()) == 0 && p.Kind == from.Kind:
			return true
		}
	}
	return target.FieldFits(&m.person.Candidate)
}

// show judges the moves by every rule and makes them rows.
func (m *search) show(places []place) ([]MatchRow, []string, error) {
	transfers := make([]transfer, len(places))
	ids := make([]domain.ID, len(places))
	for i, p := range places {
		transfers[i], ids[i] = m.q.transfer(m.person.Person.ID, p.ID), p.ID
		transfers[i].unwished = m.unwished
	}
	found, err := m.s.judgeAll(m.tx, transfers)
	if err != nil {
		return nil, nil, err
	}
	filled, err := repository.Filled(m.tx, ids, m.today)
	if err != nil {
		return nil, nil, err
	}
	var standards []domain.Requirement
	for i := range found {
		standards = append(standards, found[i].dossier.To.Requirements...)
	}
	codes, err := competenciesOf(m.tx, standards)
	if err != nil {
		return nil, nil, err
	}
	rows, verdicts := make([]MatchRow, len(places)), make([]string, len(places))
	for i := range found {
		p := found[i].dossier.To
		rows[i] = MatchRow{
			PositionID: p.ID, Code: p.Code, Title: p.Title, Kind: p.Kind, Level: p.Level, UnitID: p.UnitID, Quota: p.Quota, Vacant: max(0, p.Quota-filled[p.ID]),
			Ranked: rankedRow(&found[i], fit.NewTarget(p, m.policy.Parameters.Fit, m.today), codes),
		}
		verdicts[i] = rows[i].Verdict
	}
	return rows, verdicts, nil
}

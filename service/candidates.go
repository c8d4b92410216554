package service

import (
	"context"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// CandidateQuery asks who fits a position.
type CandidateQuery struct {
	RankingQuery
	UnitID     domain.ID `json:"unit_id"` // where the person works now
	AncestorID domain.ID `json:"ancestor_id"`
	Kinds      []string  `json:"kind"` // of the post that the person holds now
}

// CandidateRow is one person in the ranking for a position.
type CandidateRow struct {
	StaffID    domain.ID `json:"staff_id"`
	NIP        string    `json:"nip"`
	Name       string    `json:"name"` // with titles
	Rank       string    `json:"rank"`
	UnitID     domain.ID `json:"unit_id"`
	PositionID domain.ID `json:"position_id"`
	Ranked
	Placement *Placement `json:"placement,omitempty"` // in rankings of the talent pool
}

// PostBrief is the position that a ranking is about.
type PostBrief struct {
	ID        domain.ID `json:"id"`
	Code      string    `json:"code"`
	Title     string    `json:"title"`
	Kind      string    `json:"kind"`
	Level     string    `json:"level"`
	UnitID    domain.ID `json:"unit_id"`
	Strategic bool      `json:"strategic"`
	Quota     int       `json:"quota"`
	Filled    int       `json:"filled"`
	Vacant    int       `json:"vacant"`
}

func brief(p *domain.Position) PostBrief {
	return PostBrief{p.ID, p.Code, p.Title, p.Kind, p.Level, p.UnitID, p.Strategic, p.Quota, p.Filled, p.Vacant}
}

// CandidatePage is one page of candidates.
type CandidatePage struct {
	RankingPage[CandidateRow]
	Position PostBrief `json:"position"`
}

// contest is one ranking of people for one position.
type contest struct {
	s      *Service
	tx     *repository.Tx
	q      RankingQuery
	policy Policy
	to     *domain.Position
	target *fit.Target
	filter repository.ProfileFilter
	codes  map[domain.ID]*domain.Competency
	wishes map[domain.ID]*int // what the position is worth to those who wish for it
	count  int                // rows scored in the last scan
	placed bool
	// unwished: the caller may not know the wishes, and none counts.
	unwished bool
}

// Candidates ranks people for a position. A unit head asks for positions and sees people of the own subtree.
func (s *Service) Candidates(ctx context.Context, a domain.Actor, position domain.ID, q CandidateQuery) (*CandidatePage, error) {
	sc, err := s.Scope(a, "candidates.read")
	if err != nil {
		return nil, err
	}
	c, err := s.contest(ctx, sc, position, q.RankingQuery)
	if err != nil {
		return nil, err
	}
	if c.unwished = !s.seesWishes(a, domain.ID{}); c.unwished {
		c.wishes = nil
	}
	c.filter.UnitID, c.filter.AncestorID, c.filter.Kinds = q.UnitID, q.AncestorID, q.Kinds
	of := fingerprint("candidates", position, q.Type, q.Initiative, q.On, q.Eligible, q.MinScore, q.All, q.UnitID, q.AncestorID, q.Kinds)
	return c.read(of, func() error { return s.logList(ctx, a, "candidates", "position", position, q) })
}

// contest prepares the ranking: position, policy and who is asked.
func (s *Service) contest(ctx context.Context, sc domain.Scope, position domain.ID, q RankingQuery) (*contest, error) {
	tx := s.store.Read(ctx)
	to, err := repository.Positions.Get(tx, domain.AllRows, position)
	if err != nil {
		return nil, err
	}
	if sc.Reach != domain.ReachAll {
		if in, err := repository.InSubtree(tx, to.UnitID, sc.UnitID); err != nil || !in {
			if err == nil {
				err = domain.ErrNotFound("position")
			}
			return nil, err
		}
	}
	if !to.Active {
		return nil, domain.InvalidFields(domain.Fieldf("/to_position_id", "inactive", "this position is closed"))
	}
	rows := []domain.Position{*to}
	if err := s.decoratePositions(tx, domain.Actor{}, domain.Query{}, rows); err != nil {
		return nil, err
	}
	c := &contest{s: s, tx: tx, q: q, to: &rows[0]}
	if c.policy, err = s.policyNow(tx); err != nil {
		return nil, err
	}
	if c.codes, err = competenciesOf(tx, c.to.Requirements); err != nil {
		return nil, err
	}
	if c.wishes, err = wishersFor(tx, c.to); err != nil {
		return nil, err
	}
	if c.q.On.IsZero() {
		c.q.On = s.today(tx)
	}
	c.target = fit.NewTarget(c.to, c.policy.Parameters.Fit, s.today(tx))
	c.filter = repository.ProfileFilter{Scope: sc, Status: domain.StatusActive, NotHolding: position, Method: c.policy.Parameters.Fit.Method}
	if q.Type != domain.TypeInternal {
		c.filter.Status = domain.StatusIncoming
	}
	if !q.All {
		tier := domain.Tier(c.to.Kind, c.to.Level)
		c.filter.Plausible = &repository.Plausible{TierFrom: tier - 1, TierTo: tier, Education: domain.EducationOrder(c.to.EducationMin), Near: true,
			Kind: c.to.Kind, Family: eligibility.Plain(c.to.Family), Fields: c.target.Fields()}
		if tier == 0 {
			c.filter.Plausible.TierTo = 4 // a functional position without a level is within everybody's reach
		}
	}
	return c, nil
}

// read makes one page and notes the look at it; the two do not wait for each other.
func (c *contest) read(of string, note func() error) (*CandidatePage, error) {
	cur, err := readRankingCursor(c.q.Cursor, of)
	if err != nil {
		return nil, err
	}
	var after *place
	if cur != nil {
		after = &place{cur.Score, cur.ID}
	}
	var page *CandidatePage
	err = c.tx.Together(note, func() (err error) { page, err = c.page(of, after); return })
	return page, err
}

func (c *contest) page(of string, after *place) (*CandidatePage, error) {
	items, next, judged, err := rank(c.q, after, c.scan, c.show)
	if err != nil {
		return nil, err
	}
	page := &CandidatePage{Position: brief(c.to), RankingPage: RankingPage[CandidateRow]{
		Items: items, On: c.q.On, PolicyVersion: c.policy.Version, Method: c.policy.Parameters.Fit.Method, Considered: c.count, Judged: judged,
	}}
	if next != nil {
		page.NextCursor = writeRankingCursor(rankingCursor{Of: of, Score: next.Score, ID: next.ID})
	}
	return page, nil
}

// scan scores every plausible person in one pass over the narrow profiles and keeps the best.
func (c *contest) scan(limit int, after *place) ([]place, error) {
	top := &best{limit: limit, after: after}
	var unpack fit.Unpacker
	var person fit.Candidate
	c.count = 0
	err := repository.EachProfile(c.tx, c.filter, func(id domain.ID, data []byte) error {
		if err := unpack.Unpack(data, &person); err != nil {
			return err
		}
		c.count++
		person.Wish = c.wishes[id]
		if total := c.target.Score(&person).Total; total >= c.q.MinScore {
			top.offer(place{total, id})
		}
		return nil
	})
	return top.list(), err
}

// show judges people by every rule and makes them rows.
func (c *contest) show(places []place) ([]CandidateRow, []string, error) {
	transfers := make([]transfer, len(places))
	for i, p := range places {
		transfers[i] = c.q.transfer(p.ID, c.to.ID)
		transfers[i].unwished = c.unwished
	}
	found, err := c.s.judgeAll(c.tx, transfers)
	if err != nil {
		return nil, nil, err
	}
	var profiles map[domain.ID]repository.StaffProfile
	if c.placed {
		ids := make([]domain.ID, len(places))
		for i, p := range places {
			ids[i] = p.ID
		}
		if profiles, err = repository.ProfilesOf(c.tx, ids); err != nil {
			return nil, nil, err
		}
	}
	rows, verdicts := make([]CandidateRow, len(places)), make([]string, len(places))
	for i := range found {
		d := found[i].dossier
		rows[i] = CandidateRow{
			StaffID: d.Person.ID, NIP: d.Person.NIP, Name: d.Person.FullName(), Rank: d.Person.Rank, UnitID: d.Person.UnitID, PositionID: d.Person.PositionID,
			Ranked: rankedRow(&found[i], c.target, c.codes),
		}
		if p, ok := profiles[d.Person.ID]; ok {
			on := placementOf(c.policy, &p)
			rows[i].Placement = &on
		}
		verdicts[i] = rows[i].Verdict
	}
	return rows, verdicts, nil
}

// transfer is the move that a ranking judges.
func (q RankingQuery) transfer(staff, to domain.ID) transfer {
	return transfer{on: q.On, open: true, p: &domain.Proposal{ProposalInput: domain.ProposalInput{
		StaffID: staff, ToPositionID: to, Type: q.Type, Initiative: q.Initiative, PlannedDate: q.On,
	}}}
}

func rankedRow(j *judged, target *fit.Target, codes map[domain.ID]*domain.Competency) Ranked {
	r := Ranked{Fit: *j.Fit, Gaps: []fit.Gap{}, Missing: target.Missing(&j.dossier.Candidate), Verdict: eligibility.Summary(j.Results).Verdict,
		Blocking: []string{}, Failing: []string{}, Unknown: []string{}}
	for _, g := range target.Gaps(&j.dossier.Candidate) {
		if g.Short() {
			r.Gaps = append(r.Gaps, g)
		}
	}
	nameGaps(r.Gaps, codes)
	for _, x := range eligibility.Blocking(j.Results, j.Policy, eligibility.GateVerify) {
		r.Blocking = append(r.Blocking, x.Code)
	}
	for _, x := range j.Results {
		switch x.Outcome {
		case domain.OutcomeFail:
			r.Failing = append(r.Failing, x.Code)
		case domain.OutcomeUnknown:
			r.Unknown = append(r.Unknown, x.Code)
		}
	}
	return r
}

func competenciesOf(tx *repository.Tx, standard []domain.Requirement) (map[domain.ID]*domain.Competency, error) {
	var ids idSet
	for _, r := range standard {
		ids.add(r.CompetencyID)
	}
	return repository.Competencies.ByIDs(tx, ids.list)
}

func nameGaps(gaps []fit.Gap, codes map[domain.ID]*domain.Competency) {
	for i := range gaps {
		if c := codes[gaps[i].CompetencyID]; c != nil {
			gaps[i].Code, gaps[i].Name, gaps[i].Cluster = c.Code, c.Name, c.Cluster
		}
	}
}

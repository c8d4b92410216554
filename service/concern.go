package service

import (
	"context"

	"mutasi/domain"
	"mutasi/repository"
)

// Concerns are the operations on what people fear of a programme.
type Concerns struct {
	*Below[domain.Concern, domain.ConcernInput, *domain.Concern, *domain.ConcernInput]
}

func (s *Service) concerns() Concerns {
	return Concerns{&Below[domain.Concern, domain.ConcernInput, *domain.Concern, *domain.ConcernInput]{filter: "programme_id", seen: s.seesProgramme,
		Resource: &Resource[domain.Concern, domain.ConcernInput, *domain.Concern, *domain.ConcernInput]{
			s: s, table: repository.Concerns, name: "concern", read: "concern.read", write: "concern.write",
			defaults: domain.ConcernInput{State: domain.ConcernOpen}, before: s.beforeConcern, decorate: s.decorateConcerns,
		}}}
}

// List reads one page of a programme's concerns. They may tell of family and health: each look at other people's is logged.
func (x Concerns) List(ctx context.Context, a domain.Actor, programme domain.ID, q domain.Query) (domain.Page[domain.Concern], error) {
	page, err := x.Below.List(ctx, a, programme, q)
	if err != nil || len(page.Items) == 0 {
		return page, err
	}
	sc, err := x.s.Scope(a, x.read)
	if err != nil || sc.Reach == domain.ReachSelf {
		return page, err
	}
	return page, x.s.logList(ctx, a, x.name, "programme", programme, q.Filters)
}

// Get reads one concern.
func (x Concerns) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Concern, error) {
	v, err := x.Below.Get(ctx, a, id, q)
	if err != nil || v.StaffID.IsZero() {
		return v, err
	}
	return v, x.s.logRead(ctx, a, x.name, v.StaffID)
}

// beforeConcern: a civil servant voices the own concern, hr notes one for a person or for nobody; who wrote it may change its
// words while it is open, and hr answers.
func (s *Service) beforeConcern(tx *repository.Tx, a domain.Actor, old, x *domain.Concern) error {
	if _, err := openProgramme(tx, x.ProgrammeID, verb(old == nil)); err != nil {
		return err
	}
	hr := a.Has(domain.RoleHR)
	was := domain.ConcernInput{StaffID: x.StaffID, ForumID: x.ForumID, Reason: x.Reason, Note: x.Note, State: domain.ConcernOpen}
	if old == nil {
		x.CreatedBy = a.UserID
		if err := s.concernOf(tx, a, hr, x); err != nil {
			return err
		}
		was.StaffID = x.StaffID
	} else {
		was = old.ConcernInput
	}
	author := was.State == domain.ConcernOpen && x.CreatedBy == a.UserID
	var c domain.Check
	c.That(x.StaffID == was.StaffID, "/staff_id", "read_only", "a concern stays with its person")
	c.That(author || x.ForumID == was.ForumID, "/forum_id", "read_only", "only who wrote this changes it, and while it is open")
	c.That(author || x.Reason == was.Reason, "/reason", "read_only", "only who wrote this changes it, and while it is open")
	c.That(author || x.Note == was.Note, "/note", "read_only", "only who wrote this changes it, and while it is open")
	c.That(hr || x.State == was.State, "/state", "read_only", "only the personnel agency writes this")
	c.That(hr || x.Answer == was.Answer, "/answer", "read_only", "only the personnel agency writes this")
	if !x.ForumID.IsZero() {
		f, err := repository.Forums.Get(tx, domain.AllRows, x.ForumID)
		if err != nil && !isCode(err, "not_found") {
			return err
		}
		c.That(err == nil && f.ProgrammeID == x.ProgrammeID, "/forum_id", "unknown_reference", "there is no such row")
	}
	switch {
	case x.State == domain.ConcernOpen:
		x.AnsweredAt, x.AnsweredBy = nil, domain.ID{}
	case x.State != was.State || x.Answer != was.Answer:
		now := tx.Now
		x.AnsweredAt, x.AnsweredBy = &now, a.UserID
	}
	return c.Err()
}

// concernOf settles whose concern a new one is.
func (s *Service) concernOf(tx *repository.Tx, a domain.Actor, hr bool, x *domain.Concern) error {
	if !hr {
		if x.StaffID.IsZero() {
			x.StaffID = a.StaffID
		}
		if x.StaffID != a.StaffID {
			return domain.InvalidFields(domain.Fieldf("/staff_id", "unknown_reference", "there is no such row"))
		}
	}
	if x.StaffID.IsZero() {
		return nil
	}
	_, err := personOf(tx, x.StaffID)
	return err
}

func (s *Service) decorateConcerns(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Concern) error {
	open, err := openProgrammes(tx, rows, func(x *domain.Concern) domain.ID { return x.ProgrammeID })
	if err != nil {
		return err
	}
	for i := range rows {
		x := &rows[i]
		x.AllowedActions = []string{}
		if !open[x.ProgrammeID] || !may(a, "concern.write") {
			continue
		}
		if x.State == domain.ConcernOpen && x.CreatedBy == a.UserID {
			x.AllowedActions = append(x.AllowedActions, "reword")
		}
		if a.Has(domain.RoleHR) {
			x.AllowedActions = append(x.AllowedActions, "answer")
		}
	}
	return nil
}

// ConcernSummary counts the people behind each reason of a programme; fewer than five are not told (domain.SmallestGroup).
func (s *Service) ConcernSummary(ctx context.Context, a domain.Actor, programme domain.ID) (*domain.ConcernSummary, error) {
	if _, err := s.Scope(a, "forum.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	if err := s.seesProgramme(tx, a, programme); err != nil {
		return nil, err
	}
	people, err := repository.PeopleByConcern(tx, programme)
	if err != nil {
		return nil, err
	}
	return domain.SummariseConcerns(programme, people), nil
}

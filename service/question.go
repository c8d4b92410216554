package service

import (
	"context"

	"mutasi/domain"
	"mutasi/repository"
)

// Nobody is the account that the audit log and the request log name where somebody asked without a name.
const Nobody = "anonymous"

// Questions are the operations on the questions of forums.
type Questions struct {
	*Below[domain.Question, domain.QuestionInput, *domain.Question, *domain.QuestionInput]
}

func (s *Service) questions() Questions {
	return Questions{&Below[domain.Question, domain.QuestionInput, *domain.Question, *domain.QuestionInput]{filter: "forum_id", seen: s.seesForum,
		Resource: &Resource[domain.Question, domain.QuestionInput, *domain.Question, *domain.QuestionInput]{
			s: s, table: repository.Questions, name: "question", read: "question.read", write: "question.write",
			defaults: domain.QuestionInput{State: domain.QuestionOpen}, before: s.beforeQuestion, decorate: s.decorateQuestions,
		}}}
}

// Create asks a question. An anonymous one is asked by nobody from here on: the account, its request and its address reach
// neither the row nor the audit log, so that no later change of the rules can bring a name to light.
func (q Questions) Create(ctx context.Context, a domain.Actor, forum domain.ID, fill Fill[domain.QuestionInput]) (*domain.Question, error) {
	var in domain.QuestionInput
	if err := fill(&in); err == nil && in.Anonymous {
		a = domain.Actor{Username: Nobody, Roles: a.Roles, Scopes: a.Scopes}
	}
	return q.Below.Create(ctx, a, forum, fill)
}

// beforeQuestion: who asked may word the question anew while it is open; hr names an owner, answers, and links the change of
// the programme that came of it.
func (s *Service) beforeQuestion(tx *repository.Tx, a domain.Actor, old, q *domain.Question) error {
	f, err := repository.Forums.Get(tx, domain.AllRows, q.ForumID)
	if err != nil {
		return err
	}
	if _, err := openProgramme(tx, f.ProgrammeID, verb(old == nil)); err != nil {
		return err
	}
	was := domain.QuestionInput{Body: q.Body, Anonymous: q.Anonymous, State: domain.QuestionOpen} // of a new question all but these is the answer
	if old == nil {
		if f.State == domain.ForumCancelled {
			return forumRefuses(f, "ask")
		}
		q.ProgrammeID = f.ProgrammeID
		if !q.Anonymous {
			q.AuthorID, q.AuthorName = a.UserID, a.Username
		}
	} else {
		was = old.QuestionInput
	}
	hr, author := a.Has(domain.RoleHR), mayReword(a, q, was.State)
	if old != nil && !hr && !author {
		return domain.Errorf(domain.Forbidden, "not_author", "only who wrote this changes it, and while it is open")
	}
	var c domain.Check
	c.That(q.Body == was.Body || author, "/body", "read_only", "only who wrote this changes it, and while it is open")
	c.That(q.Anonymous == was.Anonymous, "/anonymous", "read_only", "a question keeps its author, or stays without one")
	c.That(hr || q.Owner == was.Owner, "/owner", "read_only", "only the personnel agency writes this")
	c.That(hr || q.State == was.State, "/state", "read_only", "only the personnel agency writes this")
	c.That(hr || q.Answer == was.Answer, "/answer", "read_only", "only the personnel agency writes this")
	c.That(hr || q.ChangeID == was.ChangeID, "/change_id", "read_only", "only the personnel agency writes this")
	if !q.ChangeID.IsZero() {
		known, err := repository.ChangeOfProgramme(tx, f.ProgrammeID, q.ChangeID)
		if err != nil {
			return err
		}
		c.That(known, "/change_id", "unknown_reference", "there is no such row")
	}
	switch {
	case q.State == domain.QuestionOpen:
		q.AnsweredAt, q.AnsweredBy = nil, domain.ID{}
	case q.State != was.State || q.Answer != was.Answer:
		now := tx.Now
		q.AnsweredAt, q.AnsweredBy = &now, a.UserID
	}
	return c.Err()
}

// mayReword: only who asked, and while it is open. Nobody is the author of an anonymous question.
func mayReword(a domain.Actor, q *domain.Question, state string) bool {
	return state == domain.QuestionOpen && !q.AuthorID.IsZero() && q.AuthorID == a.UserID
}

func (s *Service) decorateQuestions(tx *repository.Tx, a domain.Actor, _ domain.Query, rows []domain.Question) error {
	open, err := openProgrammes(tx, rows, func(q *domain.Question) domain.ID { return q.ProgrammeID })
	if err != nil {
		return err
	}
	for i := range rows {
		q := &rows[i]
		q.AllowedActions = []string{}
		if !open[q.ProgrammeID] || !may(a, "question.write") {
			continue
		}
		if mayReword(a, q, q.State) {
			q.AllowedActions = append(q.AllowedActions, "reword")
		}
		if a.Has(domain.RoleHR) {
			q.AllowedActions = append(q.AllowedActions, "answer")
		}
	}
	return nil
}

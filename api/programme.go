package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// programmeOperations are the routes of programmes and of the wishes in them.
func (s *Server) programmeOperations() {
	mount(s, view{path: "/programmes", name: "Programme", plural: "Programmes", read: "programme.read", write: "programme.write", volatile: true}, programmes{s.svc})
	s.add("POST", "/programmes/:id/advance", "advanceProgramme", "programme.write", s.advanceProgramme)
	s.add("GET", "/programmes/:id/changes", "listProgrammeChanges", "programme.read", s.programmeChanges)
	s.add("GET", "/programmes/:id/demand", "listDemand", "programme.read", s.demand)
	mount(s, view{path: "/aspirations", name: "Aspiration", plural: "Aspirations", read: "aspiration.read", write: "aspiration.write", volatile: true}, aspirations{s.svc})
	s.add("GET", "/aspirations/:id/history", "listAspirationHistory", "aspiration.read", s.aspirationHistory)
}

func (s *Server) advanceProgramme(c echo.Context) error {
	return change(c, "programme", func(id domain.ID, m service.Match, _ struct{}) (any, error) {
		return s.svc.AdvanceProgramme(c.Request().Context(), actor(c), id, m)
	})
}

func (s *Server) programmeChanges(c echo.Context) error {
	id, limit, err := belowRow(c, "programme")
	if err != nil {
		return err
	}
	var after domain.ID
	if v := c.QueryParam("cursor"); v != "" {
		if after, err = idParamOf("cursor", v); err != nil {
			return err
		}
	}
	page, err := s.svc.ProgrammeChanges(c.Request().Context(), actor(c), id, after, limit)
	return answer(c, page, err)
}

func (s *Server) demand(c echo.Context) error {
	id, limit, err := belowRow(c, "programme", "group_by")
	if err != nil {
		return err
	}
	group, err := wordParam(c, "group_by", "position", []string{"position", "unit"})
	if err != nil {
		return err
	}
	page, err := s.svc.Demand(c.Request().Context(), actor(c), id, service.DemandQuery{GroupBy: group, Limit: limit, Cursor: c.QueryParam("cursor")})
	return answer(c, page, err)
}

func (s *Server) aspirationHistory(c echo.Context) error {
	id, limit, err := belowRow(c, "aspiration")
	if err != nil {
		return err
	}
	page, err := s.svc.AspirationHistory(c.Request().Context(), actor(c), id, c.QueryParam("cursor"), limit)
	return answer(c, page, err)
}

// belowRow reads what a list below one row takes: the row's id, limit and cursor, and further parameters that it knows.
func belowRow(c echo.Context, what string, more ...string) (id domain.ID, limit int, err error) {
	if err = onlyParams(c, append(more, "limit", "cursor")...); err != nil {
		return
	}
	if id, err = pathID(c, "id", what); err != nil {
		return
	}
	limit, err = limitParam(c)
	return
}

// programmes takes a note with each change.
type programmes struct{ *service.Service }

func (p programmes) List(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[domain.Programme], error) {
	return p.Programmes.List(ctx, a, q)
}

func (p programmes) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Programme, error) {
	return p.Programmes.Get(ctx, a, id, q)
}

func (p programmes) Create(ctx context.Context, a domain.Actor, fill service.Fill[domain.ProgrammeInput]) (*domain.Programme, error) {
	return p.Programmes.Create(ctx, a, fill)
}

func (p programmes) Patch(ctx context.Context, a domain.Actor, id domain.ID, m service.Match, fill service.Fill[domain.ProgrammeInput]) (*domain.Programme, error) {
	return p.PatchProgramme(ctx, a, id, m, fill)
}

func (p programmes) Delete(ctx context.Context, a domain.Actor, id domain.ID, m service.Match) error {
	return p.Programmes.Delete(ctx, a, id, m)
}

// aspirations logs each look and keeps what is withdrawn.
type aspirations struct{ *service.Service }

func (x aspirations) List(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[domain.Aspiration], error) {
	return x.ListAspirations(ctx, a, q)
}

func (x aspirations) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Aspiration, error) {
	return x.Aspiration(ctx, a, id, q)
}

func (x aspirations) Create(ctx context.Context, a domain.Actor, fill service.Fill[domain.AspirationInput]) (*domain.Aspiration, error) {
	return x.Aspirations.Create(ctx, a, fill)
}

func (x aspirations) Patch(ctx context.Context, a domain.Actor, id domain.ID, m service.Match, fill service.Fill[domain.AspirationInput]) (*domain.Aspiration, error) {
	return x.Aspirations.Patch(ctx, a, id, m, fill)
}

func (x aspirations) Delete(ctx context.Context, a domain.Actor, id domain.ID, m service.Match) error {
	return x.WithdrawAspiration(ctx, a, id, m)
}

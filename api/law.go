package api

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

func (s *Server) eligibility(c echo.Context) error {
	if err := onlyParams(c, "position_id", "type", "initiative", "on"); err != nil {
		return err
	}
	q := service.EligibilityQuery{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas}
	var err error
	if q.Type, err = wordParam(c, "type", q.Type, domain.TransferTypes); err != nil {
		return err
	}
	if q.Initiative, err = wordParam(c, "initiative", q.Initiative, domain.Initiatives); err != nil {
		return err
	}
	// A move to another agency leads to no position here.
	if v := c.QueryParam("position_id"); v != "" || q.Type == domain.TypeInternal {
		if q.PositionID, err = idParamOf("position_id", v); err != nil {
			return err
		}
	}
	if v := c.QueryParam("on"); v != "" {
		if q.On, err = dayParam("on", v); err != nil {
			return err
		}
	}
	e, err := s.svc.StaffEligibility(c.Request().Context(), actor(c), c.Param("id"), q)
	return answer(c, e, err)
}

func (s *Server) references(c echo.Context) error {
	if err := onlyParams(c, "q", "level", "cursor", "limit"); err != nil {
		return err
	}
	limit, err := limitParam(c)
	if err != nil {
		return err
	}
	page, err := s.svc.References(c.Request().Context(), actor(c), c.Param("kind"), c.QueryParam("q"), c.QueryParam("level"), c.QueryParam("cursor"), limit)
	return answer(c, page, err)
}

func limitParam(c echo.Context) (int, error) {
	v := c.QueryParam("limit")
	if v == "" {
		return 50, nil
	}
	return limitOf(v)
}

// all wraps a list that fits one page.
func all[T any](items []T) domain.Page[T] {
	if items == nil {
		items = []T{}
	}
	return domain.Page[T]{Items: items}
}

func (s *Server) rules(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	list, err := s.svc.Rules(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, all(list), nil)
}

func (s *Server) policies(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	list, err := s.svc.Policies(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, all(list), nil)
}

func (s *Server) policy(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	id, err := pathID(c, "id", "policy")
	if err != nil {
		return err
	}
	p, err := s.svc.Policy(c.Request().Context(), actor(c), id)
	return answer(c, p, err)
}

func (s *Server) createPolicy(c echo.Context) error {
	in, err := body[service.PolicyInput](c)
	if err != nil {
		return err
	}
	p, err := s.svc.CreatePolicy(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	return writeCreated(c, p.ID, p)
}

func (s *Server) previewPolicy(c echo.Context) error {
	if err := onlyParams(c, "cursor", "limit"); err != nil {
		return err
	}
	limit, err := limitParam(c)
	if err != nil {
		return err
	}
	in, err := body[service.PolicyInput](c)
	if err != nil {
		return err
	}
	p, err := s.svc.PreviewPolicy(c.Request().Context(), actor(c), in, c.QueryParam("cursor"), limit)
	return answer(c, p, err)
}

func (s *Server) audit(c echo.Context) error {
	if err := onlyParams(c, "actor_id", "subject_id", "action", "from", "to", "cursor", "limit"); err != nil {
		return err
	}
	f := service.AuditFilter{Action: c.QueryParam("action")}
	var err error
	for name, to := range map[string]*domain.ID{"actor_id": &f.ActorID, "subject_id": &f.SubjectID} {
		if v := c.QueryParam(name); v != "" {
			if *to, err = idParamOf(name, v); err != nil {
				return err
			}
		}
	}
	for name, to := range map[string]*domain.Date{"from": &f.From, "to": &f.To} {
		if v := c.QueryParam(name); v != "" {
			if *to, err = dayParam(name, v); err != nil {
				return err
			}
		}
	}
	if v := c.QueryParam("cursor"); v != "" {
		if f.Before, err = strconv.ParseInt(v, 10, 64); err != nil {
			return badParam("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
		}
	}
	if f.Limit, err = limitParam(c); err != nil {
		return err
	}
	items, next, err := s.svc.Audit(c.Request().Context(), actor(c), f)
	if err != nil {
		return err
	}
	page := domain.Page[service.AuditItem]{Items: items}
	if next > 0 {
		cur := strconv.FormatInt(next, 10)
		page.NextCursor = &cur
	}
	return writeJSON(c, http.StatusOK, page, nil)
}

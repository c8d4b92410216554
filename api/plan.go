package api

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// planOperations adds plans, what is told of them, and jobs to the route table.
func (s *Server) planOperations() {
	s.add("GET", "/programmes/:id/plans", "listPlans", "plan.read", s.plans)
	s.add("POST", "/programmes/:id/plans", "createPlan", "plan.write", s.createPlan)
	s.add("GET", "/plans/:id", "getPlan", "plan.read", s.plan)
	s.add("GET", "/plans/:id/moves", "listPlanMoves", "plan.read", s.planMoves)
	s.add("GET", "/plans/:id/certificate", "getPlanCertificate", "plan.read", s.planCertificate)
	s.add("GET", "/plans/:id/export", "exportPlan", "plan.read", s.planExport)
	s.add("GET", "/plans/:id/explanations", "explainPlan", "plan.explain", s.explainPlan)
	s.add("GET", "/plans/:id/cutoffs", "listPlanCutoffs", "transparency.read", s.planCutoffs)
	s.add("POST", "/plans/:id/adopt", "adoptPlan", "plan.adopt", s.adoptPlan)
	s.add("GET", "/programmes/:id/transparency", "getTransparency", "transparency.read", s.transparency)
	s.add("GET", "/jobs", "listJobs", "job.read", s.jobs)
	s.add("GET", "/jobs/:id", "getJob", "job.read", s.job)
	s.add("POST", "/jobs/:id/cancel", "cancelJob", "job.cancel", s.cancelJob)
}

var planMembers = members(reflect.TypeFor[domain.Plan]())

func (s *Server) plans(c echo.Context) error {
	q, err := listQuery(c, nil, planMembers, false)
	if err != nil {
		return err
	}
	if _, twice := q.Filters["programme_id"]; twice {
		return badParam("programme_id", "unknown_filter", "this list has no filter %q", "programme_id")
	}
	programme, err := pathID(c, "id", "programme")
	if err != nil {
		return err
	}
	page, err := s.svc.PlanList(c.Request().Context(), actor(c), programme, q)
	if err != nil {
		return err
	}
	return writePage(c, page, q.Fields)
}

// createPlan answers 202: the plan is computed by the job that it names.
func (s *Server) createPlan(c echo.Context) error {
	programme, err := pathID(c, "id", "programme")
	if err != nil {
		return err
	}
	fill, err := filler[domain.PlanInput](c, false)
	if err != nil {
		return err
	}
	p, err := s.svc.CreatePlan(c.Request().Context(), actor(c), programme, fill)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/v1/plans/"+p.ID.String())
	return writeItem(c, http.StatusAccepted, p, domain.Query{}, true)
}

func (s *Server) plan(c echo.Context) error {
	q, err := itemQuery(c, nil, planMembers, false)
	if err != nil {
		return err
	}
	id, err := pathID(c, "id", "plan")
	if err != nil {
		return err
	}
	p, err := s.svc.Plans.Get(c.Request().Context(), actor(c), id, q)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, p, q, true)
}

func (s *Server) planMoves(c echo.Context) error {
	if err := onlyParams(c, "unit_id", "ring", "cursor", "limit"); err != nil {
		return err
	}
	id, err := pathID(c, "id", "plan")
	if err != nil {
		return err
	}
	q := service.MoveQuery{Cursor: c.QueryParam("cursor")}
	if q.Limit, err = limitParam(c); err != nil {
		return err
	}
	if q.Ring, err = numberParam(c, "ring", 1, 1_000_000); err != nil {
		return err
	}
	if v := c.QueryParam("unit_id"); v != "" {
		if q.UnitID, err = idParamOf("unit_id", v); err != nil {
			return err
		}
	}
	page, err := s.svc.PlanMoves(c.Request().Context(), actor(c), id, q)
	return answer(c, page, err)
}

func (s *Server) planCertificate(c echo.Context) error {
	return planText(c, echo.MIMEApplicationJSON, func(id domain.ID) (io.Reader, error) {
		return s.svc.PlanCertificate(c.Request().Context(), actor(c), id)
	})
}

func (s *Server) planExport(c echo.Context) error {
	return planText(c, "text/plain; charset=utf-8", func(id domain.ID) (io.Reader, error) {
		r, err := s.svc.PlanExport(c.Request().Context(), actor(c), id)
		if err == nil {
			c.Response().Header().Set("Content-Disposition", `attachment; filename="plan-`+id.String()+`.txt"`)
		}
		return r, err
	})
}

// planText hands on a text as it lies in the database, compressed, or unpacked where the client does not take that.
func planText(c echo.Context, kind string, read func(domain.ID) (io.Reader, error)) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	id, err := pathID(c, "id", "plan")
	if err != nil {
		return err
	}
	text, err := read(id)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if strings.Contains(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		h.Set(echo.HeaderContentEncoding, "gzip")
		return c.Stream(http.StatusOK, kind, text)
	}
	plain, err := gzip.NewReader(text)
	if err != nil {
		return err
	}
	return errors.Join(c.Stream(http.StatusOK, kind, plain), plain.Close())
}

func (s *Server) explainPlan(c echo.Context) error {
	if err := onlyParams(c, "staff_id", "position_id"); err != nil {
		return err
	}
	id, err := pathID(c, "id", "plan")
	if err != nil {
		return err
	}
	position, err := idParamOf("position_id", c.QueryParam("position_id"))
	if err != nil {
		return err
	}
	staff := c.QueryParam("staff_id")
	if staff == "" && actor(c).StaffID.IsZero() {
		return badParam("staff_id", "needs_person", "say which person is meant")
	}
	e, err := s.svc.ExplainPlan(c.Request().Context(), actor(c), id, staff, position)
	return answer(c, e, err)
}

func (s *Server) planCutoffs(c echo.Context) error {
	if err := onlyParams(c, "cursor", "limit"); err != nil {
		return err
	}
	id, err := pathID(c, "id", "plan")
	if err != nil {
		return err
	}
	limit, err := limitParam(c)
	if err != nil {
		return err
	}
	page, err := s.svc.PlanCutoffs(c.Request().Context(), actor(c), id, c.QueryParam("cursor"), limit)
	return answer(c, page, err)
}

func (s *Server) adoptPlan(c echo.Context) error {
	return change(c, "plan", func(id domain.ID, m service.Match, in service.AdoptInput) (any, error) {
		return s.svc.AdoptPlan(c.Request().Context(), actor(c), id, m, in)
	})
}

func (s *Server) transparency(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	id, err := pathID(c, "id", "programme")
	if err != nil {
		return err
	}
	t, err := s.svc.Transparency(c.Request().Context(), actor(c), id)
	return answer(c, t, err)
}

package api

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
)

func (s *Server) evaluations(c echo.Context) error {
	q, err := listQuery(c, nil, members(reflect.TypeFor[domain.Evaluation]()), false)
	if err != nil {
		return err
	}
	due := false
	if v, ok := q.Filters["due"]; ok {
		if due, err = strconv.ParseBool(v[0]); err != nil {
			return badParam("due", "bad_value", "%q is not true or false", v[0])
		}
		delete(q.Filters, "due")
	}
	page, err := s.svc.Evaluations(c.Request().Context(), actor(c), q, due)
	if err != nil {
		return err
	}
	return writePage(c, page, q.Fields)
}

func (s *Server) evaluation(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	id, err := pathID(c, "id", "evaluation")
	if err != nil {
		return err
	}
	e, err := s.svc.Evaluation(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, e, domain.Query{}, true)
}

func (s *Server) submitEvaluation(c echo.Context) error {
	id, err := pathID(c, "id", "evaluation")
	if err != nil {
		return err
	}
	m, err := ifMatch(c)
	if err != nil {
		return err
	}
	fill, err := filler[domain.EvaluationInput](c, false)
	if err != nil {
		return err
	}
	e, err := s.svc.SubmitEvaluation(c.Request().Context(), actor(c), id, m, fill)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, e, domain.Query{}, true)
}

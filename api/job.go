package api

import (
	"net/http"
	"reflect"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
)

var jobMembers = members(reflect.TypeFor[domain.Job]())

func (s *Server) jobs(c echo.Context) error {
	q, err := listQuery(c, nil, jobMembers, false)
	if err != nil {
		return err
	}
	page, err := s.svc.JobList(c.Request().Context(), actor(c), q)
	if err != nil {
		return err
	}
	return writePage(c, page, q.Fields)
}

func (s *Server) job(c echo.Context) error {
	q, err := itemQuery(c, nil, jobMembers, false)
	if err != nil {
		return err
	}
	id, err := pathID(c, "id", "job")
	if err != nil {
		return err
	}
	j, err := s.svc.Job(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, j, q, true)
}

func (s *Server) cancelJob(c echo.Context) error {
	id, err := pathID(c, "id", "job")
	if err != nil {
		return err
	}
	if _, err := body[struct{}](c); err != nil {
		return err
	}
	j, err := s.svc.CancelJob(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, j, domain.Query{}, true)
}

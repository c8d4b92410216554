package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// workload answers with one version of an analysis, or with versions=true with all of them.
func (s *Server) workload(c echo.Context) error {
	if err := onlyParams(c, "year", "versions"); err != nil {
		return err
	}
	id, err := pathID(c, "id", "position")
	if err != nil {
		return err
	}
	var q service.WorkloadQuery
	if q.Year, err = numberParam(c, "year", 1, 9999); err != nil {
		return err
	}
	versions := false
	if v := c.QueryParam("versions"); v != "" {
		if versions, err = strconv.ParseBool(v); err != nil {
			return badParam("versions", "bad_value", "%q is not true or false", v)
		}
	}
	if versions {
		list, err := s.svc.WorkloadVersions(c.Request().Context(), actor(c), id, q)
		if err != nil {
			return err
		}
		return writeJSON(c, http.StatusOK, all(list), nil)
	}
	w, err := s.svc.Workload(c.Request().Context(), actor(c), id, q)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, w, domain.Query{}, true)
}

func (s *Server) putWorkload(c echo.Context) error {
	id, err := pathID(c, "id", "position")
	if err != nil {
		return err
	}
	m, err := ifMatch(c)
	if err != nil {
		return err
	}
	fill, err := filler[domain.WorkloadInput](c, false)
	if err != nil {
		return err
	}
	w, created, err := s.svc.PutWorkload(c.Request().Context(), actor(c), id, m, fill)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
		c.Response().Header().Set("Location", c.Request().URL.Path+"?year="+strconv.Itoa(w.Year))
	}
	return writeItem(c, status, w, domain.Query{}, true)
}

// kinds of position that a filter may name.
var kinds = []string{domain.KindJPTPratama, domain.KindAdministrator, domain.KindPengawas, domain.KindFungsional, domain.KindPelaksana}

// needsQuery parses the parameters that the table and the balance share; known names those of the operation.
func needsQuery(c echo.Context, known ...string) (service.NeedsQuery, error) {
	q := service.NeedsQuery{}
	err := onlyParams(c, known...)
	if err != nil {
		return q, err
	}
	if q.Year, err = numberParam(c, "year", 1, 9999); err != nil {
		return q, err
	}
	if q.Priority, err = numberParam(c, "priority", 1, 3); err != nil {
		return q, err
	}
	if q.Limit, err = limitParam(c); err != nil {
		return q, err
	}
	for name, to := range map[string]*domain.ID{"unit_id": &q.UnitID, "ancestor_id": &q.AncestorID} {
		if v := c.QueryParam(name); v != "" {
			if *to, err = idParamOf(name, v); err != nil {
				return q, err
			}
		}
	}
	if v := c.QueryParam("kind"); v != "" {
		q.Kinds = strings.Split(v, ",")
		for _, k := range q.Kinds {
			if !slices.Contains(kinds, k) {
				return q, badParam("kind", "bad_value", "%q is not a value of this filter", k)
			}
		}
	}
	switch v := c.QueryParam("group_by"); v {
	case "", "position":
	case "unit":
		q.ByUnit = true
	default:
		return q, badParam("group_by", "bad_value", "%q is not a value of this filter", v)
	}
	q.Q, q.Cursor = c.QueryParam("q"), c.QueryParam("cursor")
	return q, nil
}

// numberParam reads a whole number; 0 where it is not given.
func numberParam(c echo.Context, name string, low, high int) (int, error) {
	v := c.QueryParam(name)
	if v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		return 0, badParam(name, "bad_value", "%q is not a value of this filter", v)
	}
	return n, nil
}

func (s *Server) needs(c echo.Context) error {
	q, err := needsQuery(c, "year", "unit_id", "ancestor_id", "kind", "group_by", "priority", "q", "limit", "cursor")
	if err != nil {
		return err
	}
	page, err := s.svc.Needs(c.Request().Context(), actor(c), q)
	return pictured(c, page, err, heatMap)
}

func (s *Server) balance(c echo.Context) error {
	q, err := needsQuery(c, "year", "ancestor_id", "kind", "limit", "cursor")
	if err != nil {
		return err
	}
	b, err := s.svc.Balance(c.Request().Context(), actor(c), q)
	return pictured(c, b, err, balanceMap)
}

func (s *Server) whatIf(c echo.Context) error {
	in, err := body[service.WhatIfInput](c)
	if err != nil {
		return err
	}
	w, err := s.svc.WhatIf(c.Request().Context(), actor(c), in)
	return answer(c, w, err)
}

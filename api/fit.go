package api

import (
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// fit is the full breakdown of one person against one position.
func (s *Server) fit(c echo.Context) error {
	if err := onlyParams(c, "position_id"); err != nil {
		return err
	}
	position, err := idParamOf("position_id", c.QueryParam("position_id"))
	if err != nil {
		return err
	}
	f, err := s.svc.StaffFit(c.Request().Context(), actor(c), c.Param("id"), position)
	return pictured(c, f, err, gapBars)
}

// rankingParams are the parameters of every ranking.
var rankingParams = []string{"eligible", "min_score", "type", "initiative", "on", "all", "unit_id", "ancestor_id", "limit", "cursor"}

func (s *Server) candidates(c echo.Context) error {
	if err := onlyParams(c, append([]string{"kind"}, rankingParams...)...); err != nil {
		return err
	}
	position, err := pathID(c, "id", "position")
	if err != nil {
		return err
	}
	q, err := candidateQuery(c)
	if err != nil {
		return err
	}
	page, err := s.svc.Candidates(c.Request().Context(), actor(c), position, q)
	return answer(c, page, err)
}

func (s *Server) matches(c echo.Context) error {
	if err := onlyParams(c, append([]string{"kind", "vacant", "strategic"}, rankingParams...)...); err != nil {
		return err
	}
	var q service.MatchQuery
	var err error
	if q.RankingQuery, q.UnitID, q.AncestorID, err = ranking(c); err != nil {
		return err
	}
	if q.Kinds, err = kindsParam(c); err != nil {
		return err
	}
	if q.Vacant, err = boolParam(c, "vacant"); err != nil {
		return err
	}
	if q.Strategic, err = boolParam(c, "strategic"); err != nil {
		return err
	}
	page, err := s.svc.Matches(c.Request().Context(), actor(c), c.Param("id"), q)
	return answer(c, page, err)
}

func (s *Server) talent(c echo.Context) error {
	if err := onlyParams(c, "ancestor_id", "kind", "box", "limit", "cursor"); err != nil {
		return err
	}
	q, err := talentQuery(c)
	if err != nil {
		return err
	}
	switch v := c.QueryParam("box"); v {
	case "":
	case "unplaced":
		q.Box = new(int)
	default:
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > 9 {
			return badParam("box", "bad_value", "box is a number from 1 to 9, or unplaced")
		}
		q.Box = &n
	}
	m, err := s.svc.Talent(c.Request().Context(), actor(c), q)
	return pictured(c, m, err, nineBoxes)
}

// talentPool lists the pool; with a position it ranks the pool for it.
func (s *Server) talentPool(c echo.Context) error {
	if err := onlyParams(c, append([]string{"position_id", "kind"}, rankingParams...)...); err != nil {
		return err
	}
	if c.QueryParam("position_id") != "" {
		return s.stars(c)
	}
	for _, name := range []string{"eligible", "min_score", "type", "initiative", "on", "all", "unit_id"} {
		if c.QueryParams().Has(name) {
			return badParam(name, "needs_position", "this parameter goes with position_id")
		}
	}
	q, err := talentQuery(c)
	if err != nil {
		return err
	}
	p, err := s.svc.Pool(c.Request().Context(), actor(c), q)
	return answer(c, p, err)
}

// stars ranks the pool for one post.
func (s *Server) stars(c echo.Context) error {
	position, err := idParamOf("position_id", c.QueryParam("position_id"))
	if err != nil {
		return err
	}
	q, err := candidateQuery(c)
	if err != nil {
		return err
	}
	page, err := s.svc.PoolFor(c.Request().Context(), actor(c), position, q)
	return answer(c, page, err)
}

// candidateQuery reads what rankings of people take.
func candidateQuery(c echo.Context) (q service.CandidateQuery, err error) {
	if q.RankingQuery, q.UnitID, q.AncestorID, err = ranking(c); err == nil {
		q.Kinds, err = kindsParam(c)
	}
	return q, err
}

// ranking reads what every ranking takes.
func ranking(c echo.Context) (q service.RankingQuery, unit, ancestor domain.ID, err error) {
	if q.Type, err = wordParam(c, "type", domain.TypeInternal, domain.TransferTypes); err != nil {
		return
	}
	if q.Initiative, err = wordParam(c, "initiative", domain.InitiativeDinas, domain.Initiatives); err != nil {
		return
	}
	if v := c.QueryParam("on"); v != "" {
		if q.On, err = dayParam("on", v); err != nil {
			return
		}
	}
	if c.QueryParam("eligible") != "" {
		var want bool
		if want, err = boolParam(c, "eligible"); err != nil {
			return
		}
		q.Eligible = &want
	}
	if v := c.QueryParam("min_score"); v != "" {
		if q.MinScore, err = strconv.Atoi(v); err != nil || q.MinScore < 0 || q.MinScore > 10000 {
			err = badParam("min_score", "bad_value", "min_score is a number of basis points from 0 to 10000")
			return
		}
	}
	if q.All, err = boolParam(c, "all"); err != nil {
		return
	}
	for name, to := range map[string]*domain.ID{"unit_id": &unit, "ancestor_id": &ancestor} {
		if v := c.QueryParam(name); v != "" {
			if *to, err = idParamOf(name, v); err != nil {
				return
			}
		}
	}
	q.Cursor = c.QueryParam("cursor")
	q.Limit, err = limitParam(c)
	return
}

func talentQuery(c echo.Context) (service.TalentQuery, error) {
	q := service.TalentQuery{Cursor: c.QueryParam("cursor")}
	var err error
	if v := c.QueryParam("ancestor_id"); v != "" {
		if q.AncestorID, err = idParamOf("ancestor_id", v); err != nil {
			return q, err
		}
	}
	if q.Kinds, err = kindsParam(c); err != nil {
		return q, err
	}
	q.Limit, err = limitParam(c)
	return q, err
}

// kindsParam reads kinds of position, separated by commas.
func kindsParam(c echo.Context) ([]string, error) {
	v := c.QueryParam("kind")
	if v == "" {
		return nil, nil
	}
	kinds := strings.Split(v, ",")
	for _, k := range kinds {
		if !slices.Contains(domain.PositionKinds, k) {
			return nil, badParam("kind", "bad_value", "%q is not a value of this filter", k)
		}
	}
	return kinds, nil
}

// boolParam reads true or false; false where the parameter is not given.
func boolParam(c echo.Context, name string) (bool, error) {
	v := c.QueryParam(name)
	if v == "" {
		return false, nil
	}
	b, err := strconv.ParseBool(v)
	if err != nil {
		return false, badParam(name, "bad_value", "%q is not true or false", v)
	}
	return b, nil
}

package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// forumOperations are the operations of consultation (docs/forums.md).
func (s *Server) forumOperations() {
	mountBelow(s, "/programmes/:id/forums", "programme", "programme_id",
		view{path: "/forums", name: "Forum", plural: "Forums", read: "forum.read", write: "forum.write", volatile: true}, s.svc.Forums)
	mountBelow(s, "/forums/:id/participants", "forum", "forum_id",
		view{path: "/participants", name: "Participant", plural: "Participants", read: "participant.read", write: "participant.write"}, s.svc.Participants)
	mountBelow(s, "/forums/:id/questions", "forum", "forum_id",
		view{path: "/questions", name: "Question", plural: "Questions", read: "question.read", write: "question.write", volatile: true, kept: true}, s.svc.Questions)
	mountBelow(s, "/programmes/:id/concerns", "programme", "programme_id",
		view{path: "/concerns", name: "Concern", plural: "Concerns", read: "concern.read", write: "concern.write", volatile: true, kept: true}, s.svc.Concerns)
	s.add("GET", "/programmes/:id/concerns/summary", "getConcernSummary", "forum.read", s.concernSummary)
}

// below is the operations on what lies below another row: listed and created there, the rest by its own id.
type below[T, I any] interface {
	List(context.Context, domain.Actor, domain.ID, domain.Query) (domain.Page[T], error)
	Create(context.Context, domain.Actor, domain.ID, service.Fill[I]) (*T, error)
	item[T, I]
}

// mountBelow adds the operations of a resource that lies below another one. what names the row above, and filter the list's own
// filter on it, which the path stands for.
func mountBelow[T, I any](s *Server, path, what, filter string, v view, res below[T, I]) {
	names := members(reflect.TypeFor[T]())
	s.add("GET", path, "list"+v.plural, v.read, func(c echo.Context) error {
		above, err := pathID(c, "id", what)
		if err != nil {
			return err
		}
		q, err := listQuery(c, v.expand, names, false)
		if err != nil {
			return err
		}
		if q.Filters[filter] != nil {
			return badParam(filter, "unknown_filter", "this list has no filter %q", filter)
		}
		page, err := res.List(c.Request().Context(), actor(c), above, q)
		if err != nil {
			return err
		}
		return writePage(c, page, q.Fields)
	})
	s.add("POST", path, "create"+v.name, v.write, func(c echo.Context) error {
		above, err := pathID(c, "id", what)
		if err != nil {
			return err
		}
		fill, err := filler[I](c, false)
		if err != nil {
			return err
		}
		row, err := res.Create(c.Request().Context(), actor(c), above, fill)
		if err != nil {
			return err
		}
		if x, ok := any(row).(unsigned); ok && x.Unsigned() {
			forget(c)
		}
		c.Response().Header().Set("Location", "/v1"+v.path+"/"+any(row).(headed).Head().ID.String())
		return writeItem(c, http.StatusCreated, row, domain.Query{}, true)
	})
	mountItem(s, v, res)
}

// unsigned is a row that may name nobody who wrote it.
type unsigned interface{ Unsigned() bool }

// forget keeps the account out of the request's line in the log.
func forget(c echo.Context) {
	r := c.Request()
	c.SetRequest(r.WithContext(context.WithValue(r.Context(), actorKey{}, domain.Actor{Username: service.Nobody})))
}

func (s *Server) concernSummary(c echo.Context) error {
	if err := onlyParams(c); err != nil {
		return err
	}
	id, err := pathID(c, "id", "programme")
	if err != nil {
		return err
	}
	sum, err := s.svc.ConcernSummary(c.Request().Context(), actor(c), id)
	return answer(c, sum, err)
}

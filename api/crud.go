package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// collection is the five operations of a resource as the API offers them.
type collection[T, I any] interface {
	List(context.Context, domain.Actor, domain.Query) (domain.Page[T], error)
	Create(context.Context, domain.Actor, service.Fill[I]) (*T, error)
	item[T, I]
}

type headed interface{ Head() *domain.Meta }

// view says what a resource shows beyond its row.
type view struct {
	path, name  string // "/units", "Unit"
	plural      string // "Units"
	read, write service.Perm
	expand      []string
	asOf        bool
	// volatile rows show more than their version covers, such as seats taken, so a matching ETag does not mean "unchanged".
	volatile bool
	kept     bool // rows are never deleted
	// lookup turns the id of a path into a row id; nil: it is one.
	lookup func(c echo.Context, perm service.Perm) (domain.ID, error)
}

// mount adds the five operations of one resource to the route table.
func mount[T, I any](s *Server, v view, res collection[T, I]) {
	names := members(reflect.TypeFor[T]())
	s.add("GET", v.path, "list"+v.plural, v.read, func(c echo.Context) error {
		q, err := listQuery(c, v.expand, names, v.asOf)
		if err != nil {
			return err
		}
		page, err := res.List(c.Request().Context(), actor(c), q)
		if err != nil {
			return err
		}
		return writePage(c, page, q.Fields)
	})
	s.add("POST", v.path, "create"+v.name, v.write, func(c echo.Context) error {
		fill, err := filler[I](c, false)
		if err != nil {
			return err
		}
		row, err := res.Create(c.Request().Context(), actor(c), fill)
		if err != nil {
			return err
		}
		return writeCreated(c, any(row).(headed).Head().ID, row)
	})
	mountItem(s, v, res)
}

// item is the operations on one row.
type item[T, I any] interface {
	Get(context.Context, domain.Actor, domain.ID, domain.Query) (*T, error)
	Patch(context.Context, domain.Actor, domain.ID, service.Match, service.Fill[I]) (*T, error)
	Delete(context.Context, domain.Actor, domain.ID, service.Match) error
}

// mountItem adds the operations on one row of a resource.
func mountItem[T, I any](s *Server, v view, res item[T, I]) {
	names := members(reflect.TypeFor[T]())
	id := v.lookup
	if id == nil {
		id = func(c echo.Context, _ service.Perm) (domain.ID, error) {
			return pathID(c, "id", strings.ToLower(v.name))
		}
	}
	s.add("GET", v.path+"/:id", "get"+v.name, v.read, func(c echo.Context) error {
		q, err := itemQuery(c, v.expand, names, v.asOf)
		if err != nil {
			return err
		}
		key, err := id(c, v.read)
		if err != nil {
			return err
		}
		row, err := res.Get(c.Request().Context(), actor(c), key, q)
		if err != nil {
			return err
		}
		return writeItem(c, http.StatusOK, row, q, v.volatile)
	})
	s.add("PATCH", v.path+"/:id", "update"+v.name, v.write, func(c echo.Context) error {
		key, err := id(c, v.write)
		if err != nil {
			return err
		}
		m, err := ifMatch(c)
		if err != nil {
			return err
		}
		fill, err := filler[I](c, true)
		if err != nil {
			return err
		}
		row, err := res.Patch(c.Request().Context(), actor(c), key, m, fill)
		if err != nil {
			return err
		}
		return writeItem(c, http.StatusOK, row, domain.Query{}, true)
	})
	if v.kept {
		return
	}
	s.add("DELETE", v.path+"/:id", "delete"+v.name, v.write, func(c echo.Context) error {
		key, err := id(c, v.write)
		if err != nil {
			return err
		}
		m, err := ifMatch(c)
		if err != nil {
			return err
		}
		if err := res.Delete(c.Request().Context(), actor(c), key, m); err != nil {
			return err
		}
		return c.NoContent(http.StatusNoContent)
	})
}

// owned is the operations on what belongs to one person.
type owned[T, I any] interface {
	List(context.Context, domain.Actor, string, domain.Query) (domain.Page[T], error)
	Get(context.Context, domain.Actor, string, domain.ID) (*T, error)
	Create(context.Context, domain.Actor, string, service.Fill[I]) (*T, error)
	Patch(context.Context, domain.Actor, string, domain.ID, service.Match, service.Fill[I]) (*T, error)
	Delete(context.Context, domain.Actor, string, domain.ID, service.Match) error
}

// mountOwned adds the operations of one sub-collection of staff.
func mountOwned[T, I any](s *Server, part, name string, read service.Perm, res owned[T, I]) {
	names := members(reflect.TypeFor[T]())
	path := "/staff/:id/" + part
	s.add("GET", path, "listStaff"+name+"s", read, func(c echo.Context) error {
		q, err := listQuery(c, nil, names, false)
		if err != nil {
			return err
		}
		for f := range q.Filters {
			return badParam(f, "unknown_filter", "this list has no filter %q", f)
		}
		page, err := res.List(c.Request().Context(), actor(c), c.Param("id"), q)
		if err != nil {
			return err
		}
		return writePage(c, page, q.Fields)
	})
	s.add("POST", path, "createStaff"+name, "staff.write", func(c echo.Context) error {
		fill, err := filler[I](c, false)
		if err != nil {
			return err
		}
		row, err := res.Create(c.Request().Context(), actor(c), c.Param("id"), fill)
		if err != nil {
			return err
		}
		return writeCreated(c, any(row).(headed).Head().ID, row)
	})
	s.add("GET", path+"/:row", "getStaff"+name, read, func(c echo.Context) error {
		q, err := itemQuery(c, nil, names, false)
		if err != nil {
			return err
		}
		key, err := pathID(c, "row", strings.ToLower(name))
		if err != nil {
			return err
		}
		row, err := res.Get(c.Request().Context(), actor(c), c.Param("id"), key)
		if err != nil {
			return err
		}
		return writeItem(c, http.StatusOK, row, q, false)
	})
	s.add("PATCH", path+"/:row", "updateStaff"+name, "staff.write", func(c echo.Context) error {
		key, err := pathID(c, "row", strings.ToLower(name))
		if err != nil {
			return err
		}
		m, err := ifMatch(c)
		if err != nil {
			return err
		}
		fill, err := filler[I](c, true)
		if err != nil {
			return err
		}
		row, err := res.Patch(c.Request().Context(), actor(c), c.Param("id"), key, m, fill)
		if err != nil {
			return err
		}
		return writeItem(c, http.StatusOK, row, domain.Query{}, true)
	})
	s.add("DELETE", path+"/:row", "deleteStaff"+name, "staff.write", func(c echo.Context) error {
		key, err := pathID(c, "row", strings.ToLower(name))
		if err != nil {
			return err
		}
		m, err := ifMatch(c)
		if err != nil {
			return err
		}
		if err := res.Delete(c.Request().Context(), actor(c), c.Param("id"), key, m); err != nil {
			return err
		}
		return c.NoContent(http.StatusNoContent)
	})
}

// writeItem answers with one row and its ETag; 304 where the caller has it.
func writeItem(c echo.Context, status int, row any, q domain.Query, volatile bool) error {
	h, ok := row.(headed)
	if ok {
		tag := etag(h.Head().Version)
		c.Response().Header().Set("ETag", tag)
		if status == http.StatusOK && !volatile && len(q.Expand) == 0 && q.AsOf.IsZero() && noneMatch(c, tag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return writeJSON(c, status, row, q.Fields)
}

func noneMatch(c echo.Context, tag string) bool {
	for t := range strings.SplitSeq(c.Request().Header.Get("If-None-Match"), ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
			return true
		}
	}
	return false
}

// writeCreated answers 201 with the place of the new row.
func writeCreated(c echo.Context, id domain.ID, row any) error {
	c.Response().Header().Set("Location", strings.TrimSuffix(c.Request().URL.Path, "/")+"/"+id.String())
	return writeItem(c, http.StatusCreated, row, domain.Query{}, true)
}

func writePage[T any](c echo.Context, page domain.Page[T], fields []string) error {
	if len(fields) == 0 {
		return writeJSON(c, http.StatusOK, page, nil)
	}
	thin := domain.Page[json.RawMessage]{Items: make([]json.RawMessage, len(page.Items)), NextCursor: page.NextCursor, Total: page.Total}
	for i := range page.Items {
		b, err := pick(page.Items[i], fields)
		if err != nil {
			return err
		}
		thin.Items[i] = b
	}
	return writeJSON(c, http.StatusOK, thin, nil)
}

// answer writes what a use case found.
func answer[T any](c echo.Context, v T, err error) error {
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, v, nil)
}

// writeJSON encodes once, so that a failure is still a problem document.
func writeJSON(c echo.Context, status int, v any, fields []string) error {
	var b []byte
	var err error
	if len(fields) > 0 {
		b, err = pick(v, fields)
	} else {
		b, err = json.Marshal(v)
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(len(b))) // else a long answer goes out in chunks; compression drops it
	return c.Blob(status, echo.MIMEApplicationJSON, b)
}

// pick keeps the named members of an object.
func pick(v any, fields []string) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(b, &whole); err != nil {
		return nil, err
	}
	thin := make(map[string]json.RawMessage, len(fields))
	for _, f := range fields {
		if m, ok := whole[f]; ok {
			thin[f] = m
		}
	}
	return json.Marshal(thin)
}

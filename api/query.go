package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

func badParam(name, code, format string, args ...any) error {
	e := domain.Errorf(domain.Malformed, code, format, args...)
	e.Fields = []domain.FieldError{domain.Fieldf("?"+name, code, format, args...)}
	return e
}

// readable refuses a query that net/url would read only in part, silently: a filter that is dropped shows other rows. What is no
// UTF-8 is refused too: MySQL compares no text with it.
func readable(query string, next echo.HandlerFunc) echo.HandlerFunc {
	_, err := url.ParseQuery(query)
	if text, bad := url.QueryUnescape(query); err != nil || bad != nil || !utf8.ValidString(text) {
		return func(echo.Context) error {
			return domain.Errorf(domain.Malformed, "bad_query", "the query part of the address cannot be read")
		}
	}
	return next
}

// listQuery parses what every list takes; everything else must be a filter of the table. expandable and names are what
// expand and fields may name.
func listQuery(c echo.Context, expandable []string, names map[string][]int, asOf bool) (domain.Query, error) {
	q := domain.Query{Filters: map[string][]string{}}
	for name, vals := range c.QueryParams() {
		if len(vals) != 1 {
			return q, badParam(name, "repeated", "give this parameter once")
		}
		v := vals[0]
		var err error
		switch name {
		case "q":
			q.Q = v
		case "sort":
			q.Sort = v
		case "cursor":
			q.Cursor = v
		case "limit":
			q.Limit, err = limitOf(v)
		case "count":
			if q.Count, err = strconv.ParseBool(v); err != nil {
				err = badParam(name, "bad_value", "%q is not true or false", v)
			}
		case "as_of":
			if !asOf {
				return q, badParam(name, "unknown_filter", "this list has no filter %q", name)
			}
			q.AsOf, err = dayParam(name, v)
		case "expand":
			q.Expand, err = nameList(name, v, func(s string) bool { return slices.Contains(expandable, s) })
		case "fields":
			q.Fields, err = nameList(name, v, func(s string) bool { return names[s] != nil })
		default:
			q.Filters[name] = vals
		}
		if err != nil {
			return q, err
		}
	}
	return q, nil
}

// itemQuery parses what reading one item takes.
func itemQuery(c echo.Context, expandable []string, names map[string][]int, asOf bool) (domain.Query, error) {
	q, err := listQuery(c, expandable, names, asOf)
	if err != nil {
		return q, err
	}
	for name := range c.QueryParams() {
		if !slices.Contains([]string{"as_of", "expand", "fields"}, name) {
			return q, badParam(name, "unknown_parameter", "there is no parameter %q here", name)
		}
	}
	return q, nil
}

func limitOf(v string) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 200 {
		return 0, badParam("limit", "bad_value", "limit is a number from 1 to 200")
	}
	return n, nil
}

func dayParam(name, v string) (domain.Date, error) {
	d, err := domain.ParseDate(v)
	if err != nil {
		return d, badParam(name, "bad_value", "%q is not a day as YYYY-MM-DD", v)
	}
	return d, nil
}

func idParamOf(name, v string) (domain.ID, error) {
	id, err := domain.ParseID(v)
	if err != nil {
		return id, badParam(name, "bad_value", "%q is not a UUID", v)
	}
	return id, nil
}

// wordParam reads one of the known words; the default where the parameter is not given.
func wordParam(c echo.Context, name, otherwise string, words []string) (string, error) {
	v := c.QueryParam(name)
	if v == "" {
		return otherwise, nil
	}
	if !slices.Contains(words, v) {
		return "", badParam(name, "bad_value", "%q is not a value of this filter", v)
	}
	return v, nil
}

func nameList(param, v string, ok func(string) bool) ([]string, error) {
	list := strings.Split(v, ",")
	for _, s := range list {
		if !ok(s) {
			return nil, badParam(param, "unknown_name", "%s knows no %q", param, s)
		}
	}
	return list, nil
}

// onlyParams refuses query parameters that an operation does not know.
func onlyParams(c echo.Context, known ...string) error {
	for name, vals := range c.QueryParams() {
		if !slices.Contains(known, name) {
			return badParam(name, "unknown_parameter", "there is no parameter %q here", name)
		}
		if len(vals) != 1 {
			return badParam(name, "repeated", "give this parameter once")
		}
	}
	return nil
}

// pathID reads the id of a path; what is no id names nothing.
func pathID(c echo.Context, name, what string) (domain.ID, error) {
	id, err := domain.ParseID(c.Param(name))
	if err != nil {
		return id, domain.ErrNotFound(what)
	}
	return id, nil
}

// ifMatch reads If-Match: one strong tag that holds a version, or "*".
func ifMatch(c echo.Context) (service.Match, error) {
	h := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	switch h {
	case "":
		return service.Match{}, nil
	case "*":
		return service.Match{Given: true, Any: true}, nil
	}
	v, err := version(h)
	if err != nil {
		return service.Match{}, domain.Errorf(domain.Malformed, "bad_etag", "If-Match takes one ETag as it was sent, such as \"3\"")
	}
	return service.Match{Given: true, Version: v}, nil
}

func version(tag string) (int, error) {
	if len(tag) < 3 || tag[0] != '"' || tag[len(tag)-1] != '"' {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(tag[1 : len(tag)-1])
}

func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

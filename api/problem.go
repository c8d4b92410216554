package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
)

var statusOf = map[domain.Kind]int{
	domain.Internal: 500, domain.Malformed: 400, domain.Unauthenticated: 401, domain.Forbidden: 403, domain.NotFound: 404, domain.Conflict: 409,
	domain.Stale: 412, domain.TooLarge: 413, domain.Unsupported: 415, domain.Invalid: 422, domain.Required: 428, domain.RateLimited: 429, domain.Unavailable: 503,
}

type fieldProblem struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// writeProblem answers with an RFC 9457 problem document. It is the only place where errors become answers.
func (s *Server) writeProblem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	e := asError(err)
	status := statusOf[e.Kind]
	if status >= 500 {
		s.log.Error("request failed", "request_id", requestID(c), "status", status, "code", e.Code, "error", err)
	}
	p := printer(c.Request().Header.Get("Accept-Language"))
	doc := map[string]any{
		"type": "/docs/errors#" + e.Code, "title": p.Sprintf(titles[status]), "status": status, "code": e.Code, "instance": requestID(c),
	}
	if e.Kind != domain.Internal { // what went wrong inside is for the log
		doc["detail"] = p.say(e.Format, e.Args)
	}
	if len(e.Fields) > 0 {
		doc["errors"] = fieldProblems(p, e.Fields)
	}
	for k, v := range e.Extra {
		doc[k] = v
	}
	h := c.Response().Header()
	if e.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	if status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="mutasi"`)
	}
	h.Set("Content-Language", p.lang)
	h.Set(echo.HeaderContentType, "application/problem+json")
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(status)
		return
	}
	body, err := json.Marshal(doc)
	if err != nil {
		s.log.Error("problem document", "error", err)
	}
	_ = c.Blob(status, "application/problem+json", body)
}

func fieldProblems(p *translator, list []domain.FieldError) []fieldProblem {
	out := make([]fieldProblem, len(list))
	for i, f := range list {
		out[i] = fieldProblem{f.Pointer, f.Code, p.say(f.Format, f.Args)}
		if p.lang == "id" && f.Indonesian != "" {
			out[i].Detail = f.Indonesian
		}
	}
	return out
}

// verbs finds the places of a format that take an argument.
var verbs = regexp.MustCompile(`%[-+#0-9.]*[a-zA-Z]`)

// say prints a message. Words of ours, which formats take by %s, are translated too; what a client typed comes by %q and
// stays as it is.
func (p *translator) say(format string, args []any) string {
	if p.lang == "id" {
		args = slices.Clone(args)
		for i, verb := range verbs.FindAllString(format, len(args)) {
			if word, ok := args[i].(string); ok && verb == "%s" && indonesian[word] != "" {
				args[i] = indonesian[word]
			}
		}
	}
	return p.Sprintf(format, args...)
}

// asError finds or makes the domain error behind err.
func asError(err error) *domain.Error {
	var known *domain.Error
	var web *echo.HTTPError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return domain.Errorf(domain.TooLarge, "body_too_large", "the request body is larger than %d bytes", tooLarge.Limit)
	case errors.As(err, &known):
		return known
	case errors.As(err, &web):
		return fromEcho(web)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &domain.Error{Kind: domain.Unavailable, Code: "timeout", Format: "the request took too long; try again", RetryAfter: 5, Err: err}
	}
	return &domain.Error{Kind: domain.Internal, Code: "internal", Format: "an error inside the server", Err: err}
}

func fromEcho(e *echo.HTTPError) *domain.Error {
	switch e.Code {
	case http.StatusNotFound:
		return domain.Errorf(domain.NotFound, "not_found", "there is no such path")
	case http.StatusMethodNotAllowed:
		return domain.Errorf(methodNotAllowed, "method_not_allowed", "this path does not take this method")
	case http.StatusRequestEntityTooLarge:
		return domain.Errorf(domain.TooLarge, "body_too_large", "the request body is larger than %d bytes", maxBody)
	case http.StatusUnsupportedMediaType:
		return domain.Errorf(domain.Unsupported, "media_type", "send JSON as application/json")
	}
	return &domain.Error{Kind: domain.Internal, Code: "internal", Format: "an error inside the server", Err: e}
}

// methodNotAllowed is the one kind that only the router knows.
const methodNotAllowed domain.Kind = 100

func init() { statusOf[methodNotAllowed] = http.StatusMethodNotAllowed }

// titles by status, in English; messages.go has the Indonesian.
var titles = map[int]string{
	400: "The request is malformed", 401: "Sign in first", 403: "Not allowed", 404: "Not found", 405: "Method not allowed", 409: "Not possible now",
	412: "Changed meanwhile", 413: "Too large", 415: "Unsupported content", 422: "Not valid", 428: "Precondition required", 429: "Too many requests",
	500: "Internal error", 503: "Unavailable for the moment",
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// cleanID keeps a client's request id only where it is harmless in headers and logs.
func cleanID(s string) string {
	if len(s) > 64 || strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.')
	}) >= 0 {
		return ""
	}
	return s
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

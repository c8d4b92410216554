// Package api is the HTTP side of Mutasi and the only package that imports Echo: routes, strict decoding, problem
// documents, middleware and thin handlers.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/prometheus/client_golang/prometheus"

	"mutasi/domain"
	"mutasi/service"
)

// Options of the server.
type Options struct {
	Spec        []byte // openapi.yaml
	Errors      []byte // docs/errors.md
	Log         *slog.Logger
	CORSOrigins []string      // empty: CORS is off
	TrustProxy  bool          // take the caller's address from X-Forwarded-For
	Timeout     time.Duration // of one request; 0 means 30 s
	Version     string
}

// Server answers HTTP requests.
type Server struct {
	svc     *service.Service
	log     *slog.Logger
	echo    *echo.Echo
	routes  []Route
	metrics *metrics
	opt     Options
}

// Route is one operation: the permission that it needs stands beside it; empty means that anyone may call it.
type Route struct {
	Method, Path, ID string
	Perm             service.Perm
}

// New builds the server.
func New(svc *service.Service, opt Options) (*Server, error) {
	if opt.Timeout == 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.Log == nil {
		opt.Log = discard()
	}
	s := &Server{svc: svc, log: opt.Log, echo: echo.New(), opt: opt, metrics: newMetrics(prometheus.NewRegistry())}
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.writeProblem
	e.IPExtractor = echo.ExtractIPDirect()
	if opt.TrustProxy {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	e.Use(s.frame, middleware.Recover())
	if len(opt.CORSOrigins) > 0 {
		e.Use(middleware.CORSWithConfig(middleware.CORSConfig{
			AllowOrigins: opt.CORSOrigins, AllowMethods: []string{"GET", "POST", "PUT", "PATCH", "DELETE"}, MaxAge: 600,
			AllowHeaders:  []string{"Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "X-Request-ID"},
			ExposeHeaders: []string{"ETag", "Location", "Retry-After", "X-Request-ID", "Idempotency-Replayed"},
		}))
	}
	if err := s.system(); err != nil {
		return nil, err
	}
	s.operations()
	return s, nil
}

// Handler is the whole server with compression.
func (s *Server) Handler() (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.EnableZstd(true), gzhttp.PreferZstd(false),
		gzhttp.ContentTypes([]string{"application/json", "application/problem+json", "application/yaml", "text/html", "text/plain", "image/svg+xml"}))
	if err != nil {
		return nil, err
	}
	return wrap(s.echo), nil
}

// Routes lists the operations below /v1 for the contract tests.
func (s *Server) Routes() []Route { return s.routes }

// add registers an operation below /v1 with its permission.
func (s *Server) add(method, path, id string, perm service.Perm, h echo.HandlerFunc) {
	s.routes = append(s.routes, Route{method, "/v1" + path, id, perm})
	if perm == "" {
		s.echo.Add(method, "/v1"+path, h)
		return
	}
	if method == http.MethodPost {
		h = s.idempotent(id, h)
	}
	s.echo.Add(method, "/v1"+path, s.authenticate(func(c echo.Context) error {
		if _, err := s.svc.Scope(actor(c), perm); err != nil {
			return err
		}
		return h(c)
	}))
}

type actorKey struct{}

// actor is who asks; authenticate has put it there.
func actor(c echo.Context) domain.Actor {
	a, _ := c.Request().Context().Value(actorKey{}).(domain.Actor)
	return a
}

// authenticate turns the bearer token into an actor, once per request.
func (s *Server) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		scheme, token, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			return domain.Errorf(domain.Unauthenticated, "token_missing", "send an access token: Authorization: Bearer …")
		}
		a, err := s.svc.Authenticate(r.Context(), strings.TrimSpace(token))
		if err != nil {
			return err
		}
		a.RequestID, a.Address = requestID(c), c.RealIP()
		c.SetRequest(r.WithContext(context.WithValue(r.Context(), actorKey{}, a)))
		return next(c)
	}
}

// frame is around every request: request id, security headers, time limit, metrics and one log line. It logs the route, not
// the URL: paths may hold a NIP.
func (s *Server) frame(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		r := c.Request()
		id := cleanID(r.Header.Get(echo.HeaderXRequestID))
		if id == "" {
			id = domain.NewID().String()
		}
		h := c.Response().Header()
		h.Set(echo.HeaderXRequestID, id)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cache-Control", "no-store")
		h.Add("Vary", "Accept-Language")
		ctx, cancel := context.WithTimeout(r.Context(), s.opt.Timeout)
		defer cancel()
		c.SetRequest(r.WithContext(ctx))
		if err := readable(r.URL.RawQuery, next)(c); err != nil {
			s.writeProblem(err, c)
		}
		status, took := c.Response().Status, time.Since(start)
		s.metrics.observe(r.Method, c.Path(), status, took)
		s.log.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("request_id", id), slog.String("method", r.Method), slog.String("route", c.Path()),
			slog.Int("status", status), slog.Duration("took", took), slog.String("user", actor(c).Username))
		return nil
	}
}

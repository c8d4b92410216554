package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.yaml.in/yaml/v3"
)

//go:embed ui
var ui embed.FS

// uiFiles are the parts of the reference page; the two large ones are kept compressed.
var uiFiles = []struct{ path, file, kind, encoding string }{
	{"/docs", "ui/index.html", "text/html; charset=utf-8", ""},
	{"/docs/init.js", "ui/init.js", "text/javascript; charset=utf-8", ""},
	{"/docs/swagger-ui-bundle.js", "ui/swagger-ui-bundle.js.gz", "text/javascript; charset=utf-8", "gzip"},
	{"/docs/swagger-ui.css", "ui/swagger-ui.css.gz", "text/css; charset=utf-8", "gzip"},
}

// system adds what stands beside the operations: health, metrics, the contract and its reader.
func (s *Server) system() error {
	e := s.echo
	e.GET("/", func(c echo.Context) error { return c.Redirect(http.StatusFound, "/docs") })
	e.GET("/healthz", func(c echo.Context) error {
		return c.JSON(http.StatusOK, map[string]string{"status": "ok", "version": s.opt.Version})
	})
	e.GET("/readyz", s.ready)
	e.GET("/metrics", echo.WrapHandler(promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})))
	e.GET("/.well-known/jwks.json", func(c echo.Context) error { return c.JSON(http.StatusOK, s.svc.JWKS()) })
	for _, f := range uiFiles {
		content, err := ui.ReadFile(f.file)
		if err != nil {
			return err
		}
		e.GET(f.path, func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Cache-Control", "public, max-age=3600")
			h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
			if f.encoding != "" {
				h.Set("Content-Encoding", f.encoding)
			}
			return c.Blob(http.StatusOK, f.kind, content)
		})
	}
	errorsPage := errorPage(s.opt.Errors)
	e.GET("/docs/errors", func(c echo.Context) error {
		c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		return c.Blob(http.StatusOK, "text/html; charset=utf-8", errorsPage)
	})
	asJSON, err := yamlToJSON(s.opt.Spec)
	if err != nil {
		return fmt.Errorf("openapi.yaml: %w", err)
	}
	e.GET("/openapi.yaml", func(c echo.Context) error { return c.Blob(http.StatusOK, "application/yaml", s.opt.Spec) })
	e.GET("/openapi.json", func(c echo.Context) error { return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, asJSON) })
	return nil
}

// ready says which dependency is down.
func (s *Server) ready(c echo.Context) error {
	status, checks := http.StatusOK, map[string]string{}
	for name, err := range s.svc.Ready(c.Request().Context()) {
		checks[name] = "ok"
		if err != nil {
			status, checks[name] = http.StatusServiceUnavailable, "down"
			s.log.Warn("not ready", "dependency", name, "error", err)
		}
	}
	state := "ready"
	if status != http.StatusOK {
		state = "not_ready"
		c.Response().Header().Set("Retry-After", "2")
	}
	return c.JSON(status, map[string]any{"status": state, "checks": checks})
}

// errorPage shows docs/errors.md with an anchor at each code, so that the type of a problem leads to its explanation.
func errorPage(markdown []byte) []byte {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mutasi: error codes</title></head><body><pre>\n")
	for line := range strings.Lines(string(markdown)) {
		if code, ok := strings.CutPrefix(line, "#### "); ok {
			code = strings.Trim(strings.TrimSpace(code), "`")
			fmt.Fprintf(&b, "<b id=\"%s\">%s</b>\n", html.EscapeString(code), html.EscapeString(code))
			continue
		}
		b.WriteString(html.EscapeString(line))
	}
	b.WriteString("</pre></body></html>\n")
	return []byte(b.String())
}

func yamlToJSON(b []byte) ([]byte, error) {
	var doc any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, err
	}
	return json.Marshal(stringKeys(doc))
}

// stringKeys turns YAML's other keys, such as the status 200, into text.
func stringKeys(v any) any {
	switch t := v.(type) {
	case map[string]any:
		for k := range t {
			t[k] = stringKeys(t[k])
		}
	case map[any]any:
		m := make(map[string]any, len(t))
		for k, x := range t {
			m[fmt.Sprint(k)] = stringKeys(x)
		}
		return m
	case []any:
		for i := range t {
			t[i] = stringKeys(t[i])
		}
	}
	return v
}

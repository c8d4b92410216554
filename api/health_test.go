package api_test

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"

	"mutasi/api"
	"mutasi/service"
)

func TestReadinessNamesTheDependencyThatIsDown(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		w.Anyone().GET("/healthz").Want(200).Each(M{"status": "ok"})
		w.Anyone().GET("/readyz").Want(200).Each(M{"status": "ready", "checks/database": "ok", "checks/schema": "ok", "checks/documents": "ok"})

		dir := t.TempDir()
		w.svc = w.Service(service.Config{FilesDir: dir})
		w.Serve(api.Options{})
		w.token("hr")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		a := w.Anyone().GET("/readyz").Want(503).Each(M{"status": "not_ready", "checks/documents": "down", "checks/database": "ok"})
		if a.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		w.As("hr").GET("/v1/units").Want(200) // what needs no documents goes on

		if err := w.st.Close(); err != nil {
			t.Fatal(err)
		}
		w.Anyone().GET("/readyz").Want(503).Each(M{"checks/database": "down"})
		w.Anyone().GET("/healthz").Want(200)
		w.As("hr").GET("/v1/units").Refused(503, "database_unavailable")
	})
}

func TestOldSchemaIsNotReady(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		db, err := w.st.SQL()
		if err != nil {
			t.Fatal(err)
		}
		var last int
		if err := db.QueryRow("SELECT MAX(version_id) FROM goose_db_version").Scan(&last); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("UPDATE goose_db_version SET is_applied = FALSE WHERE version_id = ?", last); err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = db.Exec("UPDATE goose_db_version SET is_applied = TRUE WHERE version_id = ?", last) }()
		w.Anyone().GET("/readyz").Want(503).Each(M{"checks/schema": "down", "checks/database": "ok"})
	})
}

func TestMetricsCountByRouteAndTheLogNamesNoPerson(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		var log bytes.Buffer
		w.Serve(api.Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Version: "v1"})
		p := w.Staff("Andi", "")
		nip := p.Text("nip")
		w.As("hr").GET("/v1/staff/" + nip).Want(200)
		w.As("hr").GET("/v1/none-such/" + nip).Want(404)
		m := string(w.Anyone().GET("/metrics").Want(200).Body)
		if !strings.Contains(m, `mutasi_http_requests_total{method="GET",route="/v1/staff/:id",status="200"} 1`) || strings.Contains(m, nip) {
			t.Errorf("%.2000s", m)
		}
		if strings.Contains(log.String(), nip) || !strings.Contains(log.String(), "route=/v1/staff/:id") {
			t.Errorf("%s", log.String())
		}
		w.Anyone().GET("/healthz").Want(200).Each(M{"version": "v1"})
	})
}

func TestReferenceIsServedWithoutTheInternet(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		if a := w.Anyone().GET("/").Want(302); a.Header.Get("Location") != "/docs" {
			t.Errorf("%v", a.Header)
		}
		for _, path := range []string{"/docs", "/docs/errors", "/docs/init.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css"} {
			a := w.Anyone().GET(path).Want(200)
			if strings.Contains(string(a.Body), "https://") && path == "/docs" || !strings.Contains(a.Header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s: %v", path, a.Header)
			}
		}
		want, err := os.ReadFile("../openapi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if a := w.Anyone().GET("/openapi.yaml").Want(200); !bytes.Equal(a.Body, want) {
			t.Error("another contract is served")
		}
		a := w.Anyone().GET("/openapi.json").Want(200)
		if a.Text("openapi") == "" || a.At("paths") == nil {
			t.Errorf("%.300s", a.Body)
		}
		for name, value := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
			if got := w.As("hr").GET("/v1/units").Want(200).Header.Get(name); got != value {
				t.Errorf("%s: %q", name, got)
			}
		}
	})
}

package api_test

import (
	"strings"
	"testing"

	"mutasi/service"
)

func configOf(t *testing.T) service.Config { return service.Config{FilesDir: t.TempDir()} }

func credentials(name string) service.Credentials {
	return service.Credentials{Username: name, Password: password}
}

// TestTheSameEndpointDraws asks each endpoint with a picture for both.
func TestTheSameEndpointDraws(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := w.As("hr").POST("/v1/competencies", M{"code": "M.01", "name": "Integritas", "cluster": "managerial"}).Want(201)
		pos := w.As("hr").GET("/v1/positions/" + s.to).Want(200)
		w.As("hr").PATCH("/v1/positions/"+s.to, M{"requirements": []M{{"competency_id": c.ID(), "level": 3, "weight": 10}}}).If(pos).Want(200)
		for path, words := range map[string][]string{
			"/v1/needs?group_by=unit": {"Peta beban kerja", "PUSK"},
			"/v1/needs/balance":       {"Peta beban kerja", "kelebihan beban"},
			"/v1/talent":              {"Sembilan kotak talenta", "Kotak 9", "belum dapat dipetakan"},
			"/v1/staff/" + s.andi + "/fit?position_id=" + s.to: {"Kesenjangan kompetensi", "Integritas", "belum dinilai, syarat 3"},
		} {
			a := w.As("hr").GET(path).Header("Accept", "image/svg+xml, application/json;q=0.5").Want(200)
			if a.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(string(a.Body), `role="img"`) {
				t.Fatalf("%s: %s %.200s", path, a.Header.Get("Content-Type"), a.Body)
			}
			for _, word := range words {
				if !strings.Contains(string(a.Body), word) {
					t.Errorf("%s does not show %q", path, word)
				}
			}
			if b := w.As("hr").GET(path).Header("Accept", "application/json").Want(200); b.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s as JSON: %s", path, b.Header.Get("Content-Type"))
			}
		}
		w.As("hr").GET("/v1/needs").Header("Accept", "image/svg+xml").Refused(400, "bad_value", "?group_by bad_value")
	})
}

package api_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"mutasi/api"
	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// sampleCity is a world that holds the sample city; its accounts have the password of all tests.
func sampleCity(t *testing.T, st *repository.Store, clock *dbtest.Clock, size int) *World {
	t.Helper()
	w := &World{t: t, st: st, clock: clock, tokens: map[string]token{}}
	w.svc = w.Service(service.Config{})
	if err := w.svc.Demo(t.Context(), size, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	w.Serve(api.Options{})
	known := w.User("known", domain.UserInput{Roles: []domain.Role{domain.RoleAuditor}})
	db, err := st.SQL()
	if err != nil {
		t.Fatal(err)
	}
	hash := w.column("SELECT password_hash FROM users WHERE id = ?", known.ID)[0]
	if _, err := db.Exec("UPDATE users SET password_hash = ?", hash); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestSampleCityGoesFromAnnouncementToProposals walks a whole programme of the sample city: its plan evens out the load of the
// health centres, leaves no donor below its floor, verifies offline, explains itself, and becomes proposals.
func TestSampleCityGoesFromAnnouncementToProposals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		w := sampleCity(t, st, clock, 600)
		s := &Stage{World: w}
		p := w.Programme("wishes", M{"weights": M{"fit": 2000, "wish": 1500, "need": 6000, "development": 250, "cost": 250}, "limits": M{"moves": 60}})
		me := w.As("pegawai").GET("/v1/me").Want(200).Text("staff/id")
		posts := w.As("pegawai").GET("/v1/positions?kind=pelaksana&limit=3").Want(200).Column("id")
		w.As("pegawai").POST("/v1/aspirations", list(me, p.ID(), "p "+posts[0], "p "+posts[1])).Want(201)
		p = w.advance(p, "plan")
		w.activate()
		start := time.Now()
		plan := s.Plan(p.ID(), "ready")
		t.Logf("computed in %s", time.Since(start).Round(time.Millisecond))
		if n := plan.Int("figures/moves"); n < 1 || n > 60 {
			t.Errorf("%d moves, at most 60 were wanted", n)
		}
		before, _ := plan.At("figures/before/by_kind/puskesmas/cv").(float64)
		after, _ := plan.At("figures/after/by_kind/puskesmas/cv").(float64)
		t.Logf("spread among the health centres: %.4f, then %.4f", before, after)
		if after > 0.7*before {
			t.Errorf("the spread among the health centres goes from %.4f to %.4f, less than 30 %% down", before, after)
		}
		s.verifies(plan.ID())
		again := s.Plan(p.ID(), "ready", M{"name": "Rencana B"})
		if a, b := w.As("auditor").GET("/v1/plans/"+plan.ID()+"/certificate").Want(200).Text("digest"), w.As("auditor").GET("/v1/plans/"+again.ID()+"/certificate").Want(200).Text("digest"); a != b {
			t.Errorf("the same inputs give the certificates %s and %s", a, b)
		}
		moves := w.As("hr").GET("/v1/plans/" + plan.ID() + "/moves?limit=100").Want(200).List("items")
		asked := make([]M, len(moves))
		for i, m := range moves {
			asked[i] = M{"staff_id": m.(M)["staff_id"], "position_id": m.(M)["to_position_id"]}
		}
		w.As("hr").POST("/v1/needs/what-if", M{"moves": asked}).Want(200).Each(M{"moves": len(moves), "warnings": []any{}}) // no unit below its minimum
		var took []time.Duration
		for _, m := range moves {
			m := m.(M)
			at := time.Now()
			w.As("hr").GET(fmt.Sprintf("/v1/plans/%s/explanations?staff_id=%s&position_id=%s", plan.ID(), m["staff_id"], m["to_position_id"])).Want(200).Each(M{"outcome": "assigned"})
			took = append(took, time.Since(at))
		}
		slices.Sort(took)
		t.Logf("an explanation takes %s, at most %s", took[len(took)/2], took[len(took)-1])
		p = w.advance(p, "decision")
		start = time.Now()
		w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Pemerataan beban kerja"}).If(plan).Want(200)
		t.Logf("adopted in %s", time.Since(start).Round(time.Millisecond))
		drafts := w.As("hr").GET("/v1/proposals?state=draft&count=true&plan_id=" + plan.ID()).Want(200)
		if drafts.Int("total") != plan.Int("figures/moves") {
			t.Errorf("%d proposals of %d moves", drafts.Int("total"), plan.Int("figures/moves"))
		}
		w.As("pegawai").GET("/v1/programmes/" + p.ID() + "/transparency").Want(200).Each(M{"plan/plan_id": plan.ID(), "plan/state": "adopted"})
		w.activate()
		w.sound()
	})
}

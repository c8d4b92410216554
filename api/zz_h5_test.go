package api_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"mutasi/repository"
	"mutasi/repository/dbtest"
)

func TestZZBig(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		start := time.Now()
		w := sampleCity(t, st, clock, 25000)
		t.Logf("demo %s", time.Since(start))
		s := &Stage{World: w}
		p := w.Programme("plan", M{"weights": M{"fit": 2000, "wish": 1500, "need": 6000, "development": 250, "cost": 250}, "limits": M{"moves": 1000}})
		w.activate()
		for i := range 3 {
			q := w.As("hr").POST("/v1/programmes/"+p.ID()+"/plans", w.planBody()).Want(202)
			done := make(chan struct{})
			go func() { defer close(done); w.work() }()
			time.Sleep(time.Duration(500+1500*i) * time.Millisecond)
			at := time.Now()
			st := w.As("hr").GET("/v1/jobs/" + q.Text("job_id")).Do().Text("stage")
			a := w.As("hr").POST("/v1/jobs/"+q.Text("job_id")+"/cancel", nil).Do()
			asked := time.Since(at)
			<-done
			t.Logf("cancel %d in stage %s: asked %s ended %s", a.Code, st, asked, time.Since(at))
		}
		start = time.Now()
		plan := s.Plan(p.ID(), "ready")
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("computed in %s sys %d MiB %v %v %v", time.Since(start).Round(time.Millisecond), m.Sys>>20, plan.At("figures/pairs"), plan.At("figures/moves"), plan.At("figures/optimal"))
		start = time.Now()
		x := w.As("hr").GET("/v1/plans/" + plan.ID() + "/export").Header("Accept-Encoding", "gzip").Want(200)
		t.Logf("export %d bytes gz in %s", len(x.Body), time.Since(start))
		var took []time.Duration
		moves := w.As("hr").GET("/v1/plans/" + plan.ID() + "/moves?limit=200").Want(200).List("items")
		for i, m := range moves {
			m := m.(M)
			to := moves[(i+7)%len(moves)].(M)
			at := time.Now()
			w.As("hr").GET(fmt.Sprintf("/v1/plans/%s/explanations?staff_id=%s&position_id=%s", plan.ID(), m["staff_id"], to["to_position_id"])).Want(200)
			took = append(took, time.Since(at))
			if i == 0 { t.Logf("first explanation %s", took[0]) }
		}
		slices.Sort(took)
		t.Logf("explanation p50 %s p95 %s max %s", took[len(took)/2], took[len(took)*95/100], took[len(took)-1])
		w.advance(p, "decision")
		start = time.Now()
		w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Pemerataan beban kerja"}).If(plan).Want(200)
		t.Logf("adopted in %s", time.Since(start).Round(time.Millisecond))
	})
}

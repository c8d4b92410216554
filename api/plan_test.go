package api_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/placement"
)

// work carries out the jobs that wait.
func (w *World) work() {
	w.t.Helper()
	for {
		worked, err := w.svc.RunNextJob(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if !worked {
			return
		}
	}
}

// planBody is a plan for today.
func (w *World) planBody(more ...M) M {
	return with(M{"name": "Rencana A", "planned_date": w.In(0)}, more...)
}

// Plan queues a plan, carries its job out and reads it in the state that it should have come to.
func (w *World) Plan(programme, state string, more ...M) *Answer {
	w.t.Helper()
	q := w.As("hr").POST("/v1/programmes/"+programme+"/plans", w.planBody(more...)).Want(202)
	if at := q.Header.Get("Location"); at != "/v1/plans/"+q.ID() {
		w.t.Errorf("Location %s", at)
	}
	w.work()
	a := w.As("hr").GET("/v1/plans/" + q.ID()).Want(200)
	if a.Text("state") != state {
		w.t.Fatalf("the plan is %s, want %s\n%.900s", a.Text("state"), state, a.Body)
	}
	return a
}

// wished is a programme in its phase plan with a seat that andi wished for.
func (s *Stage) wished(more ...M) *Answer {
	s.t.Helper()
	p := s.Programme("wishes", more...)
	s.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201)
	return s.advance(p, "plan")
}

// TestProgrammeFromWishesToProposals walks the whole road over HTTP: wishes, plan, proof, explanation, adoption.
func TestProgrammeFromWishesToProposals(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.wished()
		plan := s.Plan(pr.ID(), "ready")
		plan.Each(M{"kind": "placement", "programme_id": pr.ID(), "figures/moves": 1, "figures/wished": 1, "figures/optimal": true, "figures/gap": 0, "figures/people": 3,
			"conflict": []any{}, "error": "", "allowed_actions": []any{}, "adopted_at": nil})
		at := "/v1/plans/" + plan.ID()
		w.As("hr").GET("/v1/jobs/" + plan.Text("job_id")).Want(200).Each(M{"state": "done", "kind": "plan", "subject_id": plan.ID(), "attempts": 1, "error": ""})
		w.As("ppk").GET("/v1/programmes/"+pr.ID()+"/plans").Want(200).Names("id", plan.ID())

		moves := w.As("pyb").GET(at+"/moves").Want(200).Names("staff_id", s.andi)
		moves.Each(M{"items/0/to_position_id": s.to, "items/0/from_position_id": s.from, "items/0/name": "Andi", "items/0/number": 1, "items/0/ring": 0, "items/0/parts/wish": 2000,
			"items/0/to_position_title": "Analis Pendidikan", "items/0/from_unit_code": "PUSK", "items/0/proposal_id": nil})
		w.As("hr").GET(at+"/moves?unit_id="+s.disdik).Want(200).Names("staff_id", s.andi)
		w.As("hr").GET(at + "/moves?unit_id=" + s.dinkes).Want(200).Names("staff_id")
		w.As("hr").GET(at + "/moves?ring=1").Want(200).Names("staff_id")

		s.verifies(plan.ID())

		explained := w.As("andi").GET(at + "/explanations?position_id=" + s.to).Want(200)
		explained.Each(M{"outcome": "assigned", "exact": true, "staff_id": s.andi, "got_position_id": s.to, "asked/parts/wish": 2000, "change": nil, "cutoff/entrants": nil})

		pr = w.advance(pr, "decision")
		plan = w.As("hr").GET(at).Want(200).Each(M{"allowed_actions": []string{"adopt"}})
		w.As("hr").POST(at+"/adopt", M{"reason": "Sesuai rencana"}).Refused(428, "precondition_required")
		adopted := w.As("hr").POST(at+"/adopt", M{"reason": "Sesuai rencana"}).If(plan).Want(200).Each(M{"state": "adopted", "allowed_actions": []any{}, "figures/moves": 1})
		proposals := w.As("hr").GET("/v1/proposals?plan_id="+plan.ID()).Want(200).Names("staff_id", s.andi)
		proposals.Each(M{"items/0/state": "draft", "items/0/programme_id": pr.ID(), "items/0/to_position_id": s.to, "items/0/type": "internal", "items/0/initiative": "dinas",
			"items/0/reason": "Sesuai rencana", "items/0/planned_date": plan.Text("planned_date"), "items/0/ring_id": nil})
		draft := proposals.Text("items/0/id")
		w.As("hr").GET("/v1/proposals/" + draft + "/check-runs").Want(200).Each(M{"items/0/gate": "draft", "items/0/reproducible": true})
		w.As("hr").GET(at + "/moves").Want(200).Each(M{"items/0/proposal_id": draft})
		w.As("hr").GET("/v1/programmes/" + pr.ID()).Want(200).Each(M{"adopted_plan_id": plan.ID()})
		w.As("hr").POST(at+"/adopt", M{"reason": "Sekali lagi"}).If(adopted).Refused(409, "plan_adopted").Each(M{"plan_id": plan.ID()})
		w.sound()
	})
}

// sound demands that what must hold between rows, holds.
func (w *World) sound() {
	w.t.Helper()
	findings, err := w.svc.Doctor(w.t.Context())
	if err != nil || len(findings) > 0 {
		w.t.Error(findings, err)
	}
}

// verifies reads the exported plan and its certificate and checks them without the program that made them.
func (s *Stage) verifies(plan string) {
	s.t.Helper()
	plain := s.As("auditor").GET("/v1/plans/" + plan + "/export").Want(200)
	problem, found, err := placement.Read(bytes.NewReader(plain.Body))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := placement.Check(problem, found); err != nil {
		s.t.Error(err)
	}
	packed := s.As("auditor").GET("/v1/plans/"+plan+"/export").Header("Accept-Encoding", "gzip").Want(200)
	z, err := gzip.NewReader(bytes.NewReader(packed.Body))
	if err != nil || packed.Header.Get("Content-Encoding") != "gzip" {
		s.t.Fatal(err, packed.Header)
	}
	if text, err := io.ReadAll(z); err != nil || !bytes.Equal(text, plain.Body) {
		s.t.Error("the compressed text is another one", err)
	}
	c := &found.Certificate
	proof := s.As("auditor").GET("/v1/plans/" + plan + "/certificate").Want(200)
	proof.Each(M{"plan_id": plan, "input_hash": c.InputHash, "plan_hash": c.PlanHash, "objective": c.Objective, "bound": c.Bound, "gap": c.Gap, "optimal": c.Optimal, "seed": problem.Seed,
		"moves": c.Moves, "digest": c.Digest, "position_prices/0/position_id": problem.Posts[0].ID, "position_prices/0/price": c.PostPrices[0]})
	if limit := proof.Int("limit"); limit != problem.Limit { // none is -1 in both
		s.t.Errorf("limit %d, want %d", limit, problem.Limit)
	}
	if hash := placement.InputHash(problem); hash != c.InputHash {
		s.t.Errorf("input hash %s, want %s", hash, c.InputHash)
	}
}

func TestPlanIsComputedInItsPhaseOnly(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		at := "/v1/programmes/" + p.ID() + "/plans"
		w.As("hr").POST(at, w.planBody()).Refused(409, "outside_phase").Each(M{"phase": "wishes", "phases/0/name": "plan"})
		p = w.advance(p, "plan")
		before := w.rows()
		w.As("hr").POST(at, w.planBody(M{"planned_date": w.In(-1), "time_limit_seconds": 0, "moves": -1})).Refused(422, "validation_failed", "/time_limit_seconds min", "/moves min")
		w.As("hr").POST(at, w.planBody(M{"planned_date": w.In(-1)})).Refused(422, "validation_failed", "/planned_date past")
		w.As("hr").POST("/v1/programmes/"+domain.NewID().String()+"/plans", w.planBody()).Refused(404, "not_found")
		if after := w.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refused, and yet rows: %v, before %v", after, before)
		}
		q := w.As("hr").POST(at, w.planBody()).Want(202).Each(M{"state": "pending", "figures": nil, "allowed_actions": []string{"cancel"}, "time_limit_seconds": 60})
		for _, part := range []string{"moves", "certificate", "export", "cutoffs"} {
			w.As("hr").GET("/v1/plans/"+q.ID()+"/"+part).Refused(409, "plan_not_ready").Each(M{"state": "pending"})
		}
		w.As("hr").GET("/v1/plans/"+q.ID()+"/explanations?staff_id="+s.andi+"&position_id="+s.to).Refused(409, "plan_not_ready")
		w.As("hr").GET("/v1/plans/"+q.ID()+"/explanations?position_id="+s.to).Refused(400, "needs_person")
	})
}

// partsOfPlans are the tables that only a plan with a result fills.
var partsOfPlans = []string{"plan_moves", "plan_chunks"}

func TestCancelledPlanLeavesNothingBehind(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.wished()
		q := w.As("hr").POST("/v1/programmes/"+pr.ID()+"/plans", w.planBody()).Want(202)
		w.As("auditor").GET("/v1/jobs?state=queued&kind=plan").Want(200).Names("id", q.Text("job_id"))
		w.As("hr").POST("/v1/jobs/"+q.Text("job_id")+"/cancel", nil).Want(200).Each(M{"state": "cancelled", "error": "job_cancelled", "cancel_requested": true})
		w.As("admin").POST("/v1/jobs/"+q.Text("job_id")+"/cancel", nil).Refused(409, "job_ended").Each(M{"state": "cancelled"})
		w.work()
		w.As("hr").GET("/v1/plans/" + q.ID()).Want(200).Each(M{"state": "cancelled", "error": "job_cancelled", "figures": nil, "allowed_actions": []any{},
			"detail/en": "the job was cancelled", "detail/id": "pekerjaan dibatalkan"})
		for _, table := range partsOfPlans {
			if n := w.rows()[table]; n != 0 {
				t.Errorf("%d rows in %s", n, table)
			}
		}
		w.As("hr").POST("/v1/plans/"+q.ID()+"/adopt", M{"reason": "x"}).If(2).Refused(409, "plan_not_ready")
		w.sound()
	})
}

func TestInfeasiblePlanNamesItsConstraints(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		// Three are to work in PUSK where two do, and nobody may move: each alone can be met.
		pr := s.Programme("plan", M{"limits": M{"moves": 0, "floors": []M{{"unit_id": s.pusk, "minimum": 3}}}})
		plan := s.Plan(pr.ID(), "infeasible").Each(M{"error": "plan_infeasible", "figures": nil})
		got := map[string]string{}
		for _, x := range plan.List("conflict") {
			m := x.(M)
			got[m["kind"].(string)] = fmt.Sprint(m["code"], " ", m["name"], " ", m["value"])
		}
		if got["floor"] != "PUSK Dinas PUSK 3" || got["move_limit"] != "  0" {
			t.Errorf("%v", got)
		}
		if en, id := plan.Text("detail/en"), plan.Text("detail/id"); !strings.Contains(en, "the unit PUSK (Dinas PUSK) keeps at least 3 people") || !strings.Contains(id, "unit PUSK (Dinas PUSK) paling sedikit 3 orang") {
			t.Errorf("%s\n%s", en, id)
		}
		w.As("hr").GET("/v1/jobs/" + plan.Text("job_id")).Want(200).Each(M{"state": "failed", "error": "plan_infeasible", "detail/en": plan.Text("detail/en")})
		for _, table := range partsOfPlans {
			if n := w.rows()[table]; n != 0 {
				t.Errorf("%d rows in %s", n, table)
			}
		}
		w.sound()
	})
}

func TestPlanIsNotAdoptedWhenItsInputsHaveChanged(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.wished()
		plan := s.Plan(pr.ID(), "ready")
		w.advance(pr, "decision")
		open := w.As("hr").POST("/v1/proposals", s.move(s.andi)).Want(201)
		before := w.rows()
		a := w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Sesuai rencana"}).If(plan).Refused(409, "inputs_changed")
		if !strings.Contains(string(a.Body), s.andi) || a.Int("total") < 1 || a.Text("changes/0/text/en") == "" {
			t.Errorf("%s", a.Body)
		}
		if after := w.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refused, and yet rows: %v, before %v", after, before)
		}
		w.As("hr").DELETE("/v1/proposals/" + open.ID()).If(open).Want(204)
		w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Sesuai rencana"}).If(plan).Want(200)
		// A draft that is dropped leaves its move behind, free of it.
		draft := w.As("hr").GET("/v1/proposals?plan_id=" + plan.ID()).Want(200).Text("items/0/id")
		w.As("hr").DELETE("/v1/proposals/" + draft).If(1).Want(204)
		w.As("hr").GET("/v1/plans/" + plan.ID() + "/moves").Want(200).Each(M{"items/0/proposal_id": nil})
		w.sound()
	})
}

func TestQuotaThatTheRegisterOutgrewIsNamed(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.Programme("plan", M{"limits": M{"quotas": []M{{"position_id": s.from, "quota": 2}}}})
		s.Staff("Dewi", s.from)
		code := w.As("hr").GET("/v1/positions/" + s.from).Want(200).Text("code")
		plan := s.Plan(pr.ID(), "failed").Each(M{"error": "plan_input_invalid", "figures": nil, "conflict": []any{}})
		if id := plan.Text("detail/id"); !strings.Contains(id, "/positions/"+code+"/quota: 3 orang menduduki atau sudah dijanjikan jabatan ini") {
			t.Error(id)
		}
	})
}

func TestOfManyAdoptionsAtOnceOneWins(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.wished()
		plan := s.Plan(pr.ID(), "ready")
		w.advance(pr, "decision")
		w.token("hr")
		codes := tally(race(6, func(int) string {
			a := w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Sesuai rencana"}).If(plan).Do()
			return fmt.Sprint(a.Code, " ", a.Text("code"))
		}))
		if codes["200 "] != 1 || codes["200 "]+codes["412 version_mismatch"]+codes["409 plan_adopted"]+codes["409 inputs_changed"] != 6 {
			t.Errorf("%v", codes)
		}
		w.As("hr").GET("/v1/proposals?plan_id="+plan.ID()).Want(200).Names("staff_id", s.andi)
		w.sound()
	})
}

// chained is an adopted plan of two moves: dewi leaves the only seat that andi is to take.
func (s *Stage) chained(day string) (first, second *Case) {
	s.t.Helper()
	x, y := s.Position(s.disdik, M{"quota": 1}).ID(), s.Position(s.pusk, M{"quota": 1}).ID()
	dewi := s.Staff("Dewi", x).ID()
	pr := s.Programme("wishes")
	s.As("hr").POST("/v1/aspirations", list(s.andi, pr.ID(), "p "+x)).Want(201)
	s.As("hr").POST("/v1/aspirations", list(dewi, pr.ID(), "p "+y)).Want(201)
	pr = s.advance(pr, "plan")
	plan := s.Plan(pr.ID(), "ready", M{"planned_date": day})
	s.advance(pr, "decision")
	s.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", M{"reason": "Sesuai rencana"}).If(plan).Want(200)
	moves := s.As("hr").GET("/v1/plans/"+plan.ID()+"/moves").Want(200).Names("staff_id", dewi, s.andi)
	first, second = &Case{s, moves.Text("items/0/proposal_id"), nil}, &Case{s, moves.Text("items/1/proposal_id"), nil}
	first.reread()
	second.reread()
	return first, second
}

func TestChainOfAPlanIsVerifiedTogetherAndApprovedInItsOrder(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		first, second := s.chained(w.In(90))
		second.bringRing() // counts on the seat that the plan frees
		second.try("ppk", "approve", nil).Refused(409, "position_full")
		first.bringRing()
		first.act("ppk", "approve", nil)
		second.act("ppk", "approve", nil)

		// From the approval on only promises count: nobody follows before the other has left.
		early := s.decree(w.In(2), second.id)
		w.As("ppk").POST("/v1/decrees/"+early.ID()+"/sign", nil).If(early).Refused(422, "not_eligible", "/checks/FORMATION_AVAILABLE FORMATION_AVAILABLE")
		w.As("hr").DELETE("/v1/decrees/" + early.ID()).If(early).Want(204)
		both := s.decree(w.In(2), second.id, first.id)
		w.As("ppk").POST("/v1/decrees/"+both.ID()+"/sign", nil).If(both).Want(200)
		w.clock.Add(48 * time.Hour)
		w.activate()
		for _, c := range []*Case{first, second} {
			c.reread().Each(M{"state": "effective"})
			w.As("hr").GET("/v1/staff/" + c.last.Text("staff_id")).Want(200).Each(M{"position_id": c.last.Text("to_position_id")})
		}
		w.sound()
	})
}

func TestNobodyFollowsInAChainWhoseFirstMoveIsRejected(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		first, second := s.chained(w.In(90))
		first.bringRing()
		second.bringRing()
		first.act("ppk", "reject", M{"note": "Tidak disetujui"})
		second.try("ppk", "approve", nil).Refused(409, "position_full")
		w.As("hr").GET(second.path("checks")).Want(200).Each(M{"verdict": "not_eligible"})
		w.sound()
	})
}

func TestProposalOfAPlanStaysWithIt(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		first, _ := s.chained(w.In(90))
		for _, body := range []M{{"plan_id": nil}, {"plan_id": nil, "programme_id": nil}, {"plan_id": domain.NewID()}} {
			w.As("hr").PATCH(first.path(), body).If(first.last).Refused(422, "validation_failed", "/plan_id read_only")
		}
		w.As("hr").PATCH(first.path(), M{"reason": "Lebih rinci"}).If(first.last).Want(200)
		w.sound()
	})
}

// Whoever signs hears which proposal has ended since the decree was drafted.
func TestSigningNamesTheProposalThatHasEnded(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		first, second := s.chained(w.In(90))
		for _, c := range []*Case{first, second} {
			c.bringRing()
			c.act("ppk", "approve", nil)
		}
		decree := s.decree(w.In(90), first.id, second.id)
		second.reread()
		second.act("hr", "cancel", M{"note": "Batal"})
		a := w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Refused(422, "validation_failed", "/proposal_ids/1 not_approved")
		if !strings.Contains(string(a.Body), second.last.Text("number")) {
			t.Errorf("%s", a.Body)
		}
		decree = w.As("hr").PATCH("/v1/decrees/"+decree.ID(), M{"proposal_ids": []string{first.id}}).If(decree).Want(200)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.sound()
	})
}

// A chain in one decree moves on the day of the decree, whichever of its proposals was numbered first.
func TestDecreeOfAChainMayComeBeforeItsPlannedDay(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		x, y := s.Position(s.disdik, M{"quota": 1}).ID(), s.Position(s.pusk, M{"quota": 1}).ID()
		dewi := s.Staff("Dewi", x).ID()
		follows := s.propose("hr", s.move(s.andi, M{"to_position_id": x, "planned_date": w.In(30)}))
		leaves := s.propose("hr", s.move(dewi, M{"to_position_id": y, "planned_date": w.In(30)}))
		for _, c := range []*Case{leaves, follows} {
			c.bringRing()
			c.act("ppk", "approve", nil)
		}
		decree := s.decree(w.In(0), follows.id, leaves.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.activate()
		for _, c := range []*Case{leaves, follows} {
			c.reread().Each(M{"state": "effective"})
		}
		w.sound()
	})
}

package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
)

// log is what the audit log and the outbox say happened to a row, in order; both must say the same.
func (w *World) log(id string) string {
	w.t.Helper()
	said := map[string][]string{}
	k := key(id)
	for table, col := range map[string]string{"audit": "action", "outbox": "topic"} {
		said[table] = w.column("SELECT "+col+" FROM "+table+" WHERE subject_id = ? AND "+col+" NOT LIKE '%.read' ORDER BY seq", k[:])
	}
	if !slices.Equal(said["audit"], said["outbox"]) {
		w.t.Errorf("%s: audit says %v, the outbox %v", id, said["audit"], said["outbox"])
	}
	return strings.Join(said["audit"], " ")
}

func actions(list ...string) []string { return append([]string{}, list...) }

// TestTransferFromNeedToMeasuredEffect walks the main scenario of DESIGN section 8 over HTTP, one account per role.
func TestTransferFromNeedToMeasuredEffect(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.User("hr2", domain.UserInput{Roles: []domain.Role{domain.RoleHR}})

		w.Anyone().POST("/v1/auth/login", M{"username": "hr", "password": password}).Want(200).Each(M{"token_type": "Bearer", "expires_in": 900})
		w.As("hr").GET("/v1/positions/" + s.to).Want(200).Each(M{"quota": 2, "filled": 1, "vacant": 1})

		c := s.propose("hr", s.move(s.andi))
		c.last.Each(M{"state": "draft", "movement": "horizontal", "direction": "internal", "version": 1, "from_unit_id": s.pusk, "to_unit_id": s.disdik,
			"from_position_id": s.from, "allowed_actions": actions("submit", "update", "delete"), "policy_version": 1, "timeline/0/action": "create"})
		if c.last.ETag() != `"1"` || c.last.Header.Get("Location") != c.path() {
			t.Errorf("ETag %s, Location %s", c.last.ETag(), c.last.Header.Get("Location"))
		}
		if n := c.last.Text("number"); n != "MUT/2026/000001" {
			t.Errorf("number %s", n)
		}
		checkOutcome(t, c.last, "FORMATION_AVAILABLE", "pass")
		checkOutcome(t, c.last, "STATUS_PNS_ACTIVE", "pass")
		sum := 0
		for _, v := range c.last.At("fit/parts").(M) {
			sum += int(v.(float64))
		}
		if score := c.last.Int("fit/score"); score != sum || score <= 0 || score > 10000 {
			t.Errorf("fit %d, its parts add up to %d", score, sum)
		}

		c.act("hr", "submit", nil).Each(M{"state": "submitted", "version": 2, "allowed_actions": actions("return", "verify", "withdraw", "cancel", "consent")})
		w.As("kepala_disdik").GET(c.path()).Want(200).Each(M{"allowed_actions": actions("consent")})
		c.try("hr2", "verify", nil).Refused(409, "consent_missing", "/consents/releasing consent_missing", "/consents/receiving consent_missing")
		w.As("kepala_dinkes").POST(c.path("consents"), M{"side": "releasing", "decision": "agree", "note": "Ada pengganti"}).Want(201).Each(M{"side": "releasing", "decision": "agree"})
		c.try("hr2", "verify", nil).Refused(409, "consent_missing", "/consents/receiving consent_missing")
		w.As("kepala_disdik").POST(c.path("consents"), M{"side": "receiving", "decision": "agree"}).Want(201)
		w.As("hr").GET(c.path("consents")).Want(200).Names("side", "releasing", "receiving")

		c.act("hr2", "verify", M{"note": "Berkas lengkap"}).Each(M{"state": "verified", "allowed_actions": actions("return", "review", "cancel")})
		c.act("hr2", "review", s.committee()).Each(M{"state": "reviewed", "opinion/opinion": "recommended", "opinion/body": "tpk", "opinion/members/4/name": "Kepala Bagian Organisasi"})
		w.As("pyb").GET(c.path()).Want(200).Each(M{"allowed_actions": actions("return", "endorse")})
		c.act("pyb", "endorse", M{"note": "Setuju"}).Each(M{"state": "endorsed", "allowed_actions": actions()})
		w.As("ppk").GET(c.path()).Want(200).Each(M{"allowed_actions": actions("approve", "reject")})
		c.act("ppk", "approve", nil).Each(M{"state": "approved", "allowed_actions": actions("cancel")})
		if c.last.Text("decided_at") == "" {
			t.Error("nobody noted when it was decided")
		}

		decree := w.As("hr").POST("/v1/decrees", M{"number": "800/1/BKPSDM", "signed_on": w.In(0), "effective_date": w.In(0), "proposal_ids": []string{c.id}}).Want(201)
		decree.Each(M{"state": "draft", "proposal_ids": []string{c.id}, "allowed_actions": actions("update", "delete")})
		signed := w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		signed.Each(M{"state": "signed", "version": 2, "allowed_actions": actions()})
		c.reread().Each(M{"state": "decreed", "effective_on": w.In(0)})
		w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Each(M{"position_id": s.from})

		w.activate()
		c.reread().Each(M{"state": "effective", "effective_on": w.In(0), "blocked": ""})
		w.As("hr").GET("/v1/decrees/" + decree.ID()).Want(200).Each(M{"state": "effective"})
		w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Each(M{"position_id": s.to, "unit_id": s.disdik, "position_since": w.In(0)})
		w.As("hr").GET("/v1/staff/"+s.andi+"/appointments").Want(200).Names("position_id", s.from, s.to).Each(M{
			"items/0/valid_from": "2021-02-01", "items/0/valid_to": w.In(0), "items/1/valid_from": w.In(0), "items/1/valid_to": nil,
			"items/1/kind": "definitive", "items/1/assignment": "D", "items/1/decree_number": "800/1/BKPSDM", "items/1/decree_id": decree.ID(), "items/1/proposal_id": c.id,
		})
		w.As("hr").GET("/v1/positions/" + s.to).Want(200).Each(M{"filled": 2, "vacant": 0})
		w.As("hr").GET("/v1/positions/" + s.from).Want(200).Each(M{"filled": 1, "vacant": 5})

		w.As("kepala_disdik").GET(c.path()).Want(200).Each(M{"allowed_actions": actions("start")})
		c.act("kepala_disdik", "start", M{"started_on": w.In(0)}).Each(M{"state": "effective", "started_on": w.In(0), "allowed_actions": actions()})
		c.try("hr", "close", nil).Refused(409, "evaluations_missing")

		list := w.As("kepala_disdik").GET("/v1/evaluations?proposal_id="+c.id).Want(200).Names("stage", "baseline", "m3", "m6", "m12").Names("due_on", "2026-11-02", "2027-02-02", "2027-05-02", "2027-11-02")
		w.As("kepala_disdik").GET("/v1/evaluations?due=true").Want(200).Names("stage", "baseline")
		wants := []struct {
			results, behaviour int
			predicate, action  string
		}{{2, 2, "baik", "mentoring"}, {1, 1, "sangat_baik", "none"}, {3, 2, "butuh_perbaikan", "training"}, {3, 3, "sangat_kurang", "none"}}
		for i, want := range wants {
			id := list.Text(fmt.Sprintf("items/%d/id", i))
			w.clock.Set(domain.MustDate(list.Text(fmt.Sprintf("items/%d/due_on", i))).Time().Add(3 * time.Hour))
			e := w.As("kepala_disdik").GET("/v1/evaluations/" + id).Want(200).Each(M{"allowed_actions": actions("submit"), "overdue": false, "submitted_at": nil})
			w.As("kepala_disdik").PUT("/v1/evaluations/"+id, M{"results": want.results, "behaviour": want.behaviour, "adaptation": 4, "note": "Menyesuaikan diri", "action": want.action}).
				If(e).Want(200).Each(M{"predicate": want.predicate, "version": 2})
			if i == 1 {
				w.clock.Add(91 * 24 * time.Hour)
				w.As("hr").GET("/v1/evaluations/" + list.Text("items/2/id")).Want(200).Each(M{"overdue": true})
			}
		}
		w.As("hr").GET("/v1/follow-ups?sort=created_at").Want(200).Names("kind", "mentoring", "training").Each(M{"items/0/state": "open", "items/0/staff_id": s.andi, "items/0/unit_id": s.disdik})
		c.act("hr", "close", M{"note": "Selesai"}).Each(M{"state": "closed", "allowed_actions": actions()})

		var road []string
		for _, h := range w.As("hr").GET(c.path("history")).Want(200).List("items") {
			road = append(road, h.(M)["action"].(string))
		}
		if got := strings.Join(road, " "); got != "create submit verify review endorse approve decree activate start close" {
			t.Errorf("timeline: %s", got)
		}
		if got := w.log(c.id); got != "proposal.created proposal.submit proposal.consent proposal.consent proposal.verify proposal.review proposal.endorse proposal.approve "+
			"proposal.decree proposal.activate proposal.start proposal.close" {
			t.Errorf("audit of the proposal: %s", got)
		}
		if got := w.log(decree.ID()); got != "decree.created decree.sign decree.activate" {
			t.Errorf("audit of the decree: %s", got)
		}
		if got := w.log(list.Text("items/0/id")); got != "evaluation.scheduled evaluation.submit" {
			t.Errorf("audit of an evaluation: %s", got)
		}
		runs := w.As("auditor").GET(c.path("check-runs")).Want(200)
		runs.Names("gate", "draft", "submit", "verify", "approve", "decree").Names("reproducible", "true", "true", "true", "true", "true")
		w.healthy()
	})
}

func checkOutcome(t *testing.T, a *Answer, rule, outcome string) {
	t.Helper()
	for _, c := range a.List("checks") {
		if m := c.(M); m["code"] == rule {
			if m["outcome"] != outcome {
				t.Errorf("%s: %v, want %s", rule, m["outcome"], outcome)
			}
			return
		}
	}
	t.Errorf("no check %s", rule)
}

// healthy asks the doctor.
func (w *World) healthy() {
	w.t.Helper()
	findings, err := w.svc.Doctor(w.t.Context())
	if err != nil || len(findings) > 0 {
		w.t.Errorf("doctor: %v %v", err, findings)
	}
}

func TestFutureDecreeChangesNothingBeforeItsDayInJakartaAndThenOnce(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi, M{"planned_date": w.In(3)})).bring("approved")
		decree := s.decree(w.In(3), c.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		day := domain.MustDate(w.In(3))
		before := w.rows()
		midnight := day.Time().Add(-7 * time.Hour) // 17:00 UTC of the day before is midnight in Jakarta
		for _, at := range []time.Time{w.clock.Now(), midnight.Add(-24 * time.Hour), midnight.Add(-time.Microsecond)} {
			w.clock.Set(at)
			w.activate()
			c.reread().Each(M{"state": "decreed"})
			w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Each(M{"position_id": s.from})
		}
		w.unchanged(before)
		w.As("hr").GET("/v1/staff/" + s.andi + "?as_of=" + day.String()).Want(200).Each(M{"position_id": s.from}) // nothing is written ahead

		w.clock.Set(midnight)
		for range 3 {
			w.activate()
		}
		c.reread().Each(M{"state": "effective", "effective_on": day.String()})
		w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Each(M{"position_id": s.to, "position_since": day.String()})
		w.As("hr").GET("/v1/staff/" + s.andi + "?as_of=" + day.AddDays(-1).String()).Want(200).Each(M{"position_id": s.from})
		w.As("hr").GET("/v1/staff/"+s.andi+"/appointments").Want(200).Names("position_id", s.from, s.to)
		if got := w.log(decree.ID()); got != "decree.created decree.sign decree.activate" {
			t.Errorf("audit: %s", got)
		}
		w.healthy()
	})
}

func TestBackgroundWorkActivatesADueDecreeWithinFiveSeconds(t *testing.T) {
	t.Parallel() // it waits for the clock on the wall
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi)).bring("approved")
		stop := w.run(w.svc)
		decree := s.decree(w.In(0), c.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		until(t, 5*time.Second, "effective", func() bool { return c.reread().Text("state") == "effective" })
		stop()
		w.healthy()
	})
}

func TestRefusedConsentStopsVerificationUntilTheUnitAgrees(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi))
		c.act("hr", "submit", nil)
		w.As("kepala_disdik").POST(c.path("consents"), M{"side": "receiving", "decision": "agree"}).Want(201)
		w.As("kepala_dinkes").POST(c.path("consents"), M{"side": "releasing", "decision": "refuse", "note": "Belum ada pengganti"}).Want(201)
		c.try("hr", "verify", nil).Refused(409, "consent_missing", "/consents/releasing consent_refused")
		w.As("kepala_dinkes").POST(c.path("consents"), M{"side": "releasing", "decision": "agree"}).Want(201)
		c.act("hr", "verify", nil).Each(M{"state": "verified"})
	})
}

func TestConsentOnPaperNeedsItsDocument(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi))
		c.act("hr", "submit", nil)
		yes := M{"side": "releasing", "decision": "agree"}
		w.As("hr").POST(c.path("consents"), yes).Refused(422, "validation_failed", "/document_id required")
		other := s.propose("hr", s.move(s.budi)).upload("hr", "unit_consent", "lain.pdf", pdf).Want(201).ID()
		w.As("hr").POST(c.path("consents"), with(yes, M{"document_id": other})).Refused(422, "validation_failed", "/document_id unknown_reference")
		paper := c.upload("hr", "unit_consent", "persetujuan.pdf", pdf).Want(201).ID()
		w.As("hr").POST(c.path("consents"), with(yes, M{"document_id": paper})).Want(201).Each(M{"document_id": paper})
	})
}

func TestBlockingRuleStopsVerificationUntilADeciderLetsItPass(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		early := s.propose("hr", s.move(s.budi))
		checkOutcome(t, early.last, "ORIGIN_NOT_CRITICAL", "fail") // a warning as the law has it: one of six seats stays filled
		w.As("admin").POST("/v1/policies", M{"title": "Unit asal", "citation": "Perwali 1/2026", "valid_from": w.In(0),
			"rules": M{"ORIGIN_NOT_CRITICAL": M{"params": M{"severity_internal": "block"}}}}).Want(201).Each(M{"version": 2})
		early.reread().Each(M{"policy_version": 1})

		c := s.propose("hr", s.move(s.andi))
		c.last.Each(M{"policy_version": 2})
		c.act("hr", "submit", nil)
		c.consent()
		before := w.rows()
		c.try("hr", "verify", nil).Refused(422, "not_eligible", "/checks/ORIGIN_NOT_CRITICAL ORIGIN_NOT_CRITICAL").Each(M{"checks/0/code": "ORIGIN_NOT_CRITICAL"})
		w.unchanged(before)
		paper := c.upload("hr", "override_basis", "dasar.pdf", pdf).Want(201).ID()
		let := M{"rule": "ORIGIN_NOT_CRITICAL", "reason": "Unit asal mendapat pegawai baru bulan depan", "document_id": paper}
		over := c.path("overrides")
		w.As("ppk").POST(over, with(let, M{"rule": "NO_SUCH"})).Refused(422, "validation_failed", "/rule unknown_rule")
		w.As("ppk").POST(over, with(let, M{"rule": "STATUS_PNS_ACTIVE"})).Refused(409, "not_overridable")
		w.As("ppk").POST(over, with(let, M{"document_id": domain.NewID()})).Refused(422, "validation_failed", "/document_id unknown_reference")
		w.As("andi").POST(over, let).Refused(403, "permission_missing")
		w.As("hr").POST(over, let).Refused(403, "separation_of_duties") // who submitted it
		w.As("ppk").POST(over, let).Want(201).Each(M{"rule": "ORIGIN_NOT_CRITICAL", "document_id": paper})
		w.As("ppk").POST(over, let).Refused(409, "not_failing")
		w.As("hr").GET(over).Want(200).Names("rule", "ORIGIN_NOT_CRITICAL")
		checkOutcome(t, w.As("hr").GET(c.path("checks")).Want(200), "ORIGIN_NOT_CRITICAL", "overridden")
		c.act("hr", "verify", nil)
		checkOutcome(t, c.last, "ORIGIN_NOT_CRITICAL", "overridden")
		w.As("hr").GET(c.path("check-runs")).Want(200).Names("policy_version", "2", "2", "2").Names("reproducible", "true", "true", "true")
		w.healthy()
	})
}

func TestMoveInsideOneUnitNeedsNoConsent(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		beside := w.Position(s.pusk).ID()
		c := s.propose("kepala_dinkes", s.move(s.andi, M{"to_position_id": beside}))
		c.act("kepala_dinkes", "submit", nil)
		c.act("hr", "verify", nil).Each(M{"state": "verified"})
	})
}

func TestChainOfMovesInOneDecreePassesThroughFullPositions(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		full, free := w.Position(s.disdik).ID(), w.Position(s.disdik).ID()
		yuli := w.Staff("Yuli", full).ID()
		first := s.propose("hr", s.move(yuli, M{"to_position_id": free}))
		second := s.propose("hr", s.move(s.andi, M{"to_position_id": full}))
		second.act("hr", "submit", nil)
		second.consent()
		second.try("hr", "verify", nil).Refused(422, "not_eligible", "/checks/FORMATION_AVAILABLE")
		first.second()
		for _, st := range steps { // inside one unit: no consent
			first.act(st.as, st.action, first.body(st.action))
		}
		for _, st := range steps[1:] {
			second.act(st.as, st.action, second.body(st.action))
		}
		decree := s.decree(w.In(0), second.id, first.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.activate()
		for _, c := range []*Case{first, second} {
			c.reread().Each(M{"state": "effective"})
		}
		w.As("hr").GET("/v1/staff?position_id="+full).Want(200).Names("name", "Andi")
		w.As("hr").GET("/v1/staff?position_id="+free).Want(200).Names("name", "Yuli")
		w.healthy()
	})
}

func TestMoveThatCannotTakeEffectIsMarkedAndTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi, M{"planned_date": w.In(3)})).bring("approved")
		decree := s.decree(w.In(3), c.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		// Somebody took the seat by an appointment that was entered beside the procedure.
		w.As("hr").POST("/v1/staff", w.person("Dewi", M{"position_id": s.to, "position_since": "2021-02-01"})).Want(201)
		w.clock.Add(4 * 24 * time.Hour)
		w.activate()
		c.reread().Each(M{"state": "decreed", "blocked": "position_full"})
		w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Each(M{"position_id": s.from})
		list := w.As("hr").GET("/v1/staff/" + s.citra + "/appointments").Want(200)
		w.As("hr").PATCH("/v1/staff/"+s.citra+"/appointments/"+list.Text("items/0/id"), M{"valid_to": w.In(-2)}).If(1).Want(200)
		w.activate()
		c.reread().Each(M{"state": "decreed"}) // not before the pause is over
		w.clock.Add(11 * time.Minute)
		w.activate()
		c.reread().Each(M{"state": "effective", "blocked": ""})
		w.healthy()
	})
}

// unchanged demands that no table has more or fewer rows than before; signing in may add its own.
func (w *World) unchanged(before map[string]int) {
	w.t.Helper()
	for table, n := range w.rows() {
		if n != before[table] && table != "sessions" && table != "refresh_tokens" {
			w.t.Errorf("%s: %d rows, were %d", table, n, before[table])
		}
	}
}

// run starts an instance's background work; the returned function ends it and waits.
func (w *World) run(svc interface{ Run(ctx) }) func() {
	return startRun(w.t, svc.Run)
}

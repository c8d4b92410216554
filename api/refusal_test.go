package api_test

import (
	"testing"

	"mutasi/domain"
	"mutasi/domain/workflow"
)

// crowd adds everybody who might try a step: another unit's head, another civil servant, and accounts with two roles.
func (s *Stage) crowd() {
	s.t.Helper()
	other := s.Unit("PERPUS", s.root).ID()
	s.User("kepala_lain", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(other)})
	s.User("budi", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(s.budi)})
	s.User("hr2", domain.UserInput{Roles: []domain.Role{domain.RoleHR}})
	// Deciders who are themselves the person to be moved.
	s.User("pyb_andi", domain.UserInput{Roles: []domain.Role{domain.RolePYB}, StaffID: key(s.andi)})
	s.User("ppk_andi", domain.UserInput{Roles: []domain.Role{domain.RolePPK}, StaffID: key(s.andi)})
	s.User("hr_andi", domain.UserInput{Roles: []domain.Role{domain.RoleHR}, StaffID: key(s.andi)})
	s.User("kepala_andi", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(s.disdik), StaffID: key(s.andi)})
	// Deciders who have a hand in it as personnel officers.
	s.User("hr_pyb", domain.UserInput{Roles: []domain.Role{domain.RoleHR, domain.RolePYB}})
	s.User("hr_ppk", domain.UserInput{Roles: []domain.Role{domain.RoleHR, domain.RolePPK}})
}

// refusal is what one account hears when it tries a step; "" means that the step is its own.
type refusal map[string]string

// because says it for many.
func because(code string, who ...string) refusal {
	m := refusal{}
	for _, a := range who {
		m[a] = code
	}
	return m
}

var statusOfCode = map[string]int{"permission_missing": 403, "separation_of_duties": 403, "not_proposer": 403, "not_head": 403, "not_found": 404, "transition_not_allowed": 409}

func merged(list ...refusal) refusal {
	out := refusal{}
	for _, m := range list {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

func TestEveryStepRefusesEverybodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		s.crowd()
		// hr_pyb drafts and submits, hr_ppk verifies: neither may decide later.
		c := s.propose("hr_pyb", s.move(s.andi))
		missing := func(who ...string) refusal { return because("permission_missing", who...) }
		onlyHR := merged(missing("admin", "auditor", "pyb", "ppk", "pyb_andi", "ppk_andi", "kepala_dinkes", "kepala_disdik", "kepala_lain", "andi", "budi"),
			because("separation_of_duties", "hr_andi"))
		onlyPYB := merged(missing("admin", "auditor", "hr", "hr2", "hr_andi", "ppk", "ppk_andi", "hr_ppk", "kepala_dinkes", "kepala_disdik", "kepala_lain", "andi", "budi"),
			because("separation_of_duties", "pyb_andi", "hr_pyb"))
		onlyPPK := merged(missing("admin", "auditor", "hr", "hr2", "hr_andi", "pyb", "pyb_andi", "hr_pyb", "kepala_dinkes", "kepala_disdik", "kepala_lain", "andi", "budi"),
			because("separation_of_duties", "ppk_andi", "hr_ppk"))

		everybody := func(action string, refused refusal) {
			t.Helper()
			for who, code := range refused {
				a := c.try(who, action, c.body(action)).Refused(statusOfCode[code], code)
				if code == "transition_not_allowed" && (a.Text("state") != c.last.Text("state") || a.At("allowed_actions") == nil) {
					t.Errorf("%s %s: %s", who, action, a.Body)
				}
			}
			c.As("hr").POST(c.path(action), c.body(action)).Wrong().Do() // without If-Match, whatever the answer: nothing may happen
			if got := c.As("hr").GET(c.path()).Want(200); got.Int("version") != c.last.Int("version") || got.Text("state") != c.last.Text("state") {
				t.Fatalf("a refused %s changed the proposal: %s", action, got.Body)
			}
		}

		everybody("submit", merged(missing("admin", "auditor", "pyb", "ppk"), because("not_found", "kepala_lain", "budi"), because("not_proposer", "kepala_dinkes", "kepala_disdik", "andi")))
		c.act("hr_pyb", "submit", nil)
		for who, code := range merged(missing("admin", "auditor", "pyb", "ppk", "andi", "budi"), because("not_found", "kepala_lain"), because("not_head", "kepala_disdik"), because("separation_of_duties", "hr_andi", "kepala_andi")) {
			c.As(who).POST(c.path("consents"), M{"side": "releasing", "decision": "agree"}).Refused(statusOfCode[code], code)
		}
		c.consent()
		everybody("verify", onlyHR)
		everybody("return", merged(missing("admin", "auditor", "ppk", "kepala_dinkes", "kepala_disdik", "andi", "budi"), because("permission_missing", "pyb"), because("separation_of_duties", "hr_andi")))
		c.act("hr_ppk", "verify", nil)
		everybody("review", onlyHR)
		c.act("hr2", "review", s.committee())
		everybody("endorse", onlyPYB)
		everybody("return", because("separation_of_duties", "hr_pyb", "pyb_andi"))
		c.act("pyb", "endorse", nil)
		everybody("approve", onlyPPK)
		everybody("reject", onlyPPK)
		c.act("ppk", "approve", nil)

		draft := M{"number": "800/9/BKPSDM", "signed_on": w.In(0), "effective_date": w.In(0), "proposal_ids": []string{c.id}}
		for _, who := range []string{"admin", "auditor", "pyb", "ppk", "kepala_dinkes", "kepala_disdik", "andi"} {
			w.As(who).POST("/v1/decrees", draft).Refused(403, "permission_missing")
		}
		decree := s.decree(w.In(0), c.id)
		for who, code := range onlyPPK {
			if code == "not_found" {
				continue
			}
			w.As(who).POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Refused(403, code)
		}
		w.As("hr").GET("/v1/decrees/" + decree.ID()).Want(200).Each(M{"state": "draft"})
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).Wrong().Refused(428, "precondition_required")
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(7).Refused(412, "version_mismatch").Each(M{"current_version": 1})
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(2).Refused(409, "transition_not_allowed").Each(M{"state": "signed"})
		w.activate()
		c.reread()
		everybody("start", merged(missing("admin", "auditor", "hr", "hr2", "pyb", "ppk", "andi", "budi"), because("not_found", "kepala_lain"),
			because("transition_not_allowed", "kepala_dinkes"), because("separation_of_duties", "kepala_andi")))
		c.act("kepala_disdik", "start", c.body("start"))

		list := w.As("hr").GET("/v1/evaluations?proposal_id=" + c.id).Want(200)
		mark := M{"results": 2, "behaviour": 2, "adaptation": 3, "note": "", "action": "none"}
		for who, code := range merged(missing("admin", "auditor", "hr", "pyb", "ppk", "andi"), because("not_found", "kepala_dinkes", "kepala_lain"), because("separation_of_duties", "kepala_andi")) {
			w.As(who).PUT("/v1/evaluations/"+list.Text("items/0/id"), mark).If(1).Refused(statusOfCode[code], code)
		}
		for _, e := range list.List("items") {
			w.As("kepala_disdik").PUT("/v1/evaluations/"+e.(M)["id"].(string), mark).If(1).Want(200)
		}
		everybody("close", onlyHR)
		c.act("hr", "close", nil)
	})
}

func TestStepOutOfOrderNamesStateAndWhatIsAllowed(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		s.crowd()
		holder := map[workflow.Action]string{workflow.Submit: "hr", workflow.Return: "hr", workflow.Verify: "hr", workflow.Review: "hr", workflow.Endorse: "pyb", workflow.Approve: "ppk",
			workflow.Reject: "ppk", workflow.Start: "kepala_disdik", workflow.Close: "hr", workflow.Withdraw: "hr", workflow.Cancel: "hr"}
		c := s.propose("hr", s.move(s.andi))
		outOfOrder := func() {
			t.Helper()
			state := domain.State(c.last.Text("state"))
			for _, act := range workflow.Actions {
				if _, ok := workflow.Lookup(state, act); ok {
					continue
				}
				a := c.try(holder[act], string(act), c.body(string(act))).Refused(409, "transition_not_allowed")
				if a.Text("state") != string(state) || a.At("allowed_actions") == nil {
					t.Errorf("%s in %s: %s", act, state, a.Body)
				}
			}
			for _, act := range workflow.Actions {
				c.As(holder[act]).POST(c.path(string(act)), c.body(string(act))).If(c.last.Int("version")+1).Refused(412, "version_mismatch").Each(M{"current_version": c.last.Int("version")})
				c.As(holder[act]).POST(c.path(string(act)), c.body(string(act))).Wrong().Refused(428, "precondition_required")
				c.As(holder[act]).POST(c.path(string(act)), c.body(string(act))).If("*").Refused(428, "precondition_required")
			}
		}
		outOfOrder()
		for _, st := range steps {
			if st.action == "verify" {
				c.consent()
			}
			c.act(st.as, st.action, c.body(st.action))
			outOfOrder()
		}
		decree := s.decree(w.In(0), c.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		c.reread()
		outOfOrder()
		w.activate()
		c.reread()
		outOfOrder()
		c.act("kepala_disdik", "start", c.body("start"))
		c.try("kepala_disdik", "start", c.body("start")).Refused(409, "transition_not_allowed")
	})
}

func TestProposalLeavesTheRoadWithAReason(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		s.crowd()
		wide := w.Position(s.pusk, M{"quota": 20}).ID()
		for _, x := range []struct{ state, as, action, to string }{
			{"submitted", "hr", "return", "returned"}, {"verified", "hr", "return", "returned"}, {"reviewed", "pyb", "return", "returned"},
			{"submitted", "hr", "withdraw", "withdrawn"}, {"endorsed", "hr", "withdraw", "withdrawn"}, {"endorsed", "ppk", "reject", "rejected"},
			{"verified", "hr", "cancel", "cancelled"}, {"approved", "ppk", "cancel", "cancelled"}, {"decreed", "ppk", "cancel", "cancelled"},
		} {
			c := s.propose("hr", s.move(w.Staff("Pegawai", wide).ID())).bring(x.state)
			c.try(x.as, x.action, M{"note": ""}).Refused(422, "validation_failed", "/note required")
			c.act(x.as, x.action, M{"note": "Alasan tertulis"}).Each(M{"state": x.to})
			if x.to == "returned" {
				c.As("hr").PATCH(c.path(), M{"reason": "Diperbaiki"}).If(c.last).Want(200)
				c.reread()
				c.act("hr", "submit", nil).Each(M{"state": "submitted"})
				c.act("hr", "withdraw", M{"note": "Cukup"})
			}
			s.propose("hr", s.move(c.last.Text("staff_id"))).As("hr").DELETE("/v1/proposals/" + w.openOf(c.last.Text("staff_id"))).If(1).Want(204) // the person is free again
		}
		w.As("hr").GET("/v1/positions/" + s.to).Want(200).Each(M{"filled": 1})
		w.healthy()
	})
}

// openOf finds a person's draft.
func (w *World) openOf(staff string) string {
	w.t.Helper()
	return w.As("hr").GET("/v1/proposals?state=draft&staff_id=" + staff).Want(200).Text("items/0/id")
}

func TestCivilServantAsksWithdrawsAndNeverDecides(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.As("andi").POST("/v1/proposals", s.move(s.andi)).Refused(422, "validation_failed", "/initiative own_request")
		w.As("andi").POST("/v1/proposals", s.move(s.budi, M{"initiative": "aps"})).Refused(422, "validation_failed", "/staff_id unknown_reference")
		c := s.propose("andi", s.move(s.andi, M{"initiative": "aps", "reason_code": "follow_spouse"}))
		c.last.Each(M{"initiative": "aps", "allowed_actions": actions("submit", "update", "delete")})
		c.act("andi", "submit", nil).Each(M{"allowed_actions": actions("withdraw")})
		c.act("andi", "withdraw", M{"note": "Sudah tidak perlu"}).Each(M{"state": "withdrawn"})
		w.As("kepala_dinkes").POST("/v1/proposals", s.move(s.citra, M{"to_position_id": s.from})).Want(201) // into the own unit
		w.As("kepala_dinkes").POST("/v1/proposals", s.move(s.citra, M{"to_position_id": w.Position(s.disdik).ID()})).Refused(422, "validation_failed", "/staff_id unknown_reference")
	})
}

package api_test

import (
	"fmt"
	"testing"
	"time"

	"mutasi/domain"
)

// effective brings a move inside DINKES to its evaluations, so that DISDIK has nothing to do with any of it.
func (s *Stage) inside() (c *Case, evaluation, followUp *Answer) {
	s.t.Helper()
	c = s.propose("kepala_dinkes", s.move(s.andi, M{"to_position_id": s.Position(s.dinkes).ID()}))
	c.act("kepala_dinkes", "submit", nil)
	c.As("kepala_dinkes").POST(c.path("consents"), M{"side": "releasing", "decision": "agree"}).Want(201)
	c.As("kepala_dinkes").POST(c.path("consents"), M{"side": "receiving", "decision": "agree"}).Want(201)
	for _, st := range steps[1:] {
		as := st.as
		if as == "hr2" {
			as = "hr"
		}
		c.act(as, st.action, c.body(st.action))
	}
	d := s.decree(s.In(0), c.id)
	s.As("ppk").POST("/v1/decrees/"+d.ID()+"/sign", nil).If(d).Want(200)
	s.activate()
	c.reread()
	id := s.As("kepala_dinkes").GET("/v1/evaluations?proposal_id=" + c.id).Want(200).Text("items/0/id")
	evaluation = s.As("kepala_dinkes").PUT("/v1/evaluations/"+id, M{"results": 2, "behaviour": 2, "adaptation": 3, "note": "Perlu bimbingan", "action": "mentoring"}).If(1).Want(200)
	list := s.As("kepala_dinkes").GET("/v1/follow-ups").Want(200).Text("items/0/id")
	followUp = s.As("kepala_dinkes").GET("/v1/follow-ups/" + list).Want(200)
	return c, evaluation, followUp
}

func TestHeadOfAnotherUnitFindsNothing(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c, e, f := s.inside()
		doc := c.upload("kepala_dinkes", "other", "catatan.pdf", pdf).Want(201)
		c.As("kepala_dinkes").POST(c.path("comments"), M{"body": "Mohon dipercepat"}).Want(201)
		nip := w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Text("nip")
		b := w.As("kepala_disdik")

		for _, path := range []string{
			"/v1/staff/" + s.andi, "/v1/staff/" + nip, "/v1/staff/" + s.andi + "?as_of=" + w.In(-1), "/v1/staff/" + s.andi + "/appointments", "/v1/staff/" + nip + "/educations",
			"/v1/staff/" + s.andi + "/ratings", "/v1/staff/" + s.andi + "/trainings", "/v1/staff/" + s.andi + "/eligibility?position_id=" + s.to,
			c.path(), c.path("checks"), c.path("check-runs"), c.path("history"), c.path("comments"), c.path("consents"), c.path("overrides"), c.path("documents"),
			c.path("documents", doc.ID()), "/v1/evaluations/" + e.ID(), "/v1/follow-ups/" + f.ID(),
		} {
			b.GET(path).Refused(404, "not_found")
		}
		b.PATCH(c.path(), M{"reason": "x"}).If(c.last).Refused(404, "not_found")
		b.DELETE(c.path()).If(c.last).Refused(404, "not_found")
		for _, act := range []string{"submit", "withdraw", "start"} {
			b.POST(c.path(act), c.body(act)).If(c.last).Refused(404, "not_found")
		}
		b.POST(c.path("comments"), M{"body": "x"}).Refused(404, "not_found")
		b.POST(c.path("consents"), M{"side": "receiving", "decision": "agree"}).Refused(404, "not_found")
		c.upload("kepala_disdik", "other", "a.pdf", pdf).Refused(404, "not_found")
		b.PUT("/v1/evaluations/"+e.ID(), M{"results": 1, "behaviour": 1, "adaptation": 5, "note": "", "action": "none"}).If(e).Refused(404, "not_found")
		b.PATCH("/v1/follow-ups/"+f.ID(), M{"state": "done"}).If(f).Refused(404, "not_found")
		b.DELETE("/v1/follow-ups/"+f.ID()).If(f).Refused(404, "not_found")
		b.POST("/v1/follow-ups", M{"evaluation_id": e.ID(), "kind": "training"}).Refused(422, "validation_failed", "/evaluation_id unknown_reference")

		b.GET("/v1/staff?count=true").Want(200).Names("name", "Citra").Each(M{"total": 1})
		b.GET("/v1/staff?q=andi").Want(200).Names("name")
		b.GET("/v1/staff?nip=" + nip).Want(200).Names("name")
		b.GET("/v1/staff?ancestor_id=" + s.dinkes + "&count=true").Want(200).Each(M{"total": 0})
		for _, list := range []string{"/v1/proposals?count=true", "/v1/proposals?count=true&staff_id=" + s.andi, "/v1/evaluations?count=true", "/v1/evaluations?due=true&count=true",
			"/v1/follow-ups?count=true", "/v1/follow-ups?count=true&evaluation_id=" + e.ID()} {
			b.GET(list).Want(200).Names("id").Each(M{"total": 0})
		}
	})
}

func TestHeadSeesTheOwnSubtreeAndWhoComesOrGoes(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.User("walikota", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(s.root)})
		w.User("kepala_pusk", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(s.pusk)})
		w.As("kepala_dinkes").GET("/v1/staff").Want(200).Names("name", "Andi", "Budi")
		w.As("kepala_pusk").GET("/v1/staff").Want(200).Names("name", "Andi", "Budi")
		w.As("walikota").GET("/v1/staff").Want(200).Names("name", "Andi", "Budi", "Citra")

		c := s.propose("hr", s.move(s.andi)).bring("approved")
		for _, who := range []string{"kepala_dinkes", "kepala_disdik", "kepala_pusk", "walikota", "andi"} {
			w.As(who).GET("/v1/proposals").Want(200).Names("id", c.id)
			w.As(who).GET(c.path()).Want(200)
		}
		yesterday := w.In(0)
		w.clock.Add(24 * time.Hour)
		d := s.decree(w.In(0), c.id)
		w.As("ppk").POST("/v1/decrees/"+d.ID()+"/sign", nil).If(d).Want(200)
		w.activate()
		w.As("kepala_dinkes").GET("/v1/staff").Want(200).Names("name", "Budi")
		w.As("kepala_disdik").GET("/v1/staff").Want(200).Names("name", "Andi", "Citra")
		w.As("kepala_disdik").GET("/v1/staff?as_of="+yesterday).Want(200).Names("name", "Citra")
		w.As("kepala_dinkes").GET("/v1/staff?as_of="+yesterday).Want(200).Names("name", "Andi", "Budi")
		w.As("kepala_dinkes").GET("/v1/staff/"+s.andi).Refused(404, "not_found")
		w.As("kepala_dinkes").GET("/v1/evaluations").Want(200).Names("stage")
		w.As("kepala_disdik").GET("/v1/evaluations").Want(200).Names("stage", "baseline", "m3", "m6", "m12")
	})
}

func TestCivilServantSeesOnlyThemselves(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		own := s.propose("andi", s.move(s.andi, M{"initiative": "aps"}))
		other := s.propose("hr", s.move(s.budi))
		me := w.As("andi")
		me.GET("/v1/staff?count=true").Want(200).Names("id", s.andi).Each(M{"total": 1})
		me.GET("/v1/staff/" + s.andi).Want(200)
		me.GET("/v1/staff/" + s.andi + "/sanctions").Want(200)
		for _, id := range []string{s.budi, s.citra} {
			for _, part := range []string{"", "/appointments", "/sanctions", "/competencies", "/tests", "/relations", "/educations", "/ratings", "/trainings"} {
				me.GET("/v1/staff/"+id+part).Refused(404, "not_found")
			}
		}
		me.GET("/v1/proposals?count=true").Want(200).Names("id", own.id).Each(M{"total": 1})
		me.GET(other.path()).Refused(404, "not_found")
		me.PATCH("/v1/staff/"+s.andi, M{"rank": "IV/e"}).If(1).Refused(403, "permission_missing")
		me.GET("/v1/audit").Refused(403, "permission_missing")
		me.GET("/v1/decrees").Refused(403, "permission_missing")
	})
}

func TestEachLookAtRestrictedDataIsLogged(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.As("hr").POST("/v1/staff/"+s.andi+"/sanctions", M{"level": "light", "starts_on": "2020-01-06", "ends_on": "2020-02-05"}).Want(201)
		for _, part := range []string{"sanctions", "competencies", "tests", "relations"} {
			w.As("pyb").GET("/v1/staff/" + s.andi + "/" + part).Want(200)
			w.As("andi").GET("/v1/staff/" + s.andi + "/" + part).Want(200) // one's own: nothing to note
		}
		w.As("kepala_dinkes").GET("/v1/staff/"+s.andi+"/sanctions").Refused(403, "permission_missing")
		list := w.As("auditor").GET("/v1/audit?subject_id=" + s.andi + "&limit=4").Want(200)
		list.Names("action", "relation.read", "test.read", "assessment.read", "sanction.read").Names("actor_name", "pyb", "pyb", "pyb", "pyb")
		next := w.As("auditor").GET("/v1/audit?subject_id=" + s.andi + "&limit=4&cursor=" + list.Text("next_cursor")).Want(200)
		next.Names("action", "staff.created").Each(M{"next_cursor": nil, "items/0/before": nil, "items/0/after/name": "Andi"})
		w.As("auditor").GET("/v1/audit?action=sanction.created").Want(200).Names("actor_name", "hr")
		w.As("auditor").GET(fmt.Sprintf("/v1/audit?actor_id=%s&from=%s&to=%s&action=sanction.read", w.Actor("pyb").UserID, w.In(0), w.In(0))).Want(200).Names("action", "sanction.read")
		w.As("auditor").GET("/v1/audit?to=" + w.In(-1)).Want(200).Names("action")
	})
}

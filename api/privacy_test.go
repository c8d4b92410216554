package api_test

import (
	"encoding/base64"
	"testing"

	"mutasi/domain"
)

// TestScoresTellNobodyOfWishes: a score holds what the person wishes for, so whoever may not read wishes gets it without.
func TestScoresTellNobodyOfWishes(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		goal := s.Position(s.pusk, M{"title": "Analis Anggaran"}).ID()
		p := s.Programme("wishes")
		w.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+goal)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(s.budi, p.ID(), "u "+s.disdik)).Want(201)
		proposal := s.propose("hr", s.move(s.andi, M{"to_position_id": goal})).id
		key := w.As("admin").POST("/v1/service-keys", M{"name": "e-Kinerja", "scopes": []string{"fit.read", "candidates.read", "proposal.read"}}).Want(201).Text("key")
		callers := map[string]Caller{"hr": w.As("hr"), "andi": w.As("andi"), "kepala_dinkes": w.As("kepala_dinkes"), "admin": w.As("admin"), "key": w.Bearer(key)}
		shown := func(who, path, fit string, wish int) *Answer {
			t.Helper()
			a := callers[who].GET(path).Want(200)
			sum := 0
			for _, v := range a.At(fit + "parts").(M) {
				sum += int(v.(float64))
			}
			if got := a.Int(fit + "parts/wish"); got != wish || a.Int(fit+"score") != sum {
				t.Errorf("%s reads a wish worth %d in %s, want %d; the parts add up to %d of %d", who, got, path, wish, sum, a.Int(fit+"score"))
			}
			return a
		}
		for who, wish := range map[string]int{"hr": 500, "andi": 500, "kepala_dinkes": 0, "key": 0} {
			a := shown(who, "/v1/staff/"+s.andi+"/fit?position_id="+goal, "", wish)
			if got := a.Text("details/5/reason"); (got == "no_wishes") != (wish == 0) {
				t.Errorf("%s reads the reason %q", who, got)
			}
			shown(who, "/v1/staff/"+s.andi+"/matches?all=true", "items/0/fit/", wish)
		}
		if first := w.As("kepala_dinkes").GET("/v1/staff/" + s.budi + "/fit?position_id=" + s.to).Want(200); first.Text("details/5/reason") != "no_wishes" || first.Int("parts/wish") != 0 {
			t.Errorf("%.300s", first.Body)
		}
		for who, wish := range map[string]int{"hr": 500, "kepala_dinkes": 0, "key": 0} {
			a := callers[who].GET("/v1/positions/" + goal + "/candidates?all=true").Want(200)
			for i, id := range a.Column("staff_id") {
				if got := int(a.List("items")[i].(M)["fit"].(M)["parts"].(M)["wish"].(float64)); id == s.andi && got != wish {
					t.Errorf("%s reads a wish worth %d among the candidates, want %d", who, got, wish)
				}
			}
		}
		for who, wish := range map[string]int{"hr": 500, "andi": 500, "kepala_dinkes": 0, "admin": 0, "key": 0} {
			shown(who, "/v1/proposals/"+proposal, "fit/", wish)
		}
	})
}

// TestHeadsReadExplanationsWithoutScores: scores, what would change them, and a seat further down are the wishes of the person.
func TestHeadsReadExplanationsWithoutScores(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		desk := s.Position(s.pusk, M{"kind": "fungsional", "level": "ahli_muda", "quota": 2}).ID()
		senior := s.Staff("Eka", desk).ID()
		held := s.Position(s.disdik).ID()
		s.Staff("Dewi", held)
		goal := s.Position(s.disdik).ID()
		pr := s.Programme("wishes")
		w.As("andi").POST("/v1/aspirations", list(s.andi, pr.ID(), "p "+goal)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(senior, pr.ID(), "p "+held, "p "+goal)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(s.budi, pr.ID(), "p "+held, "p "+goal)).Want(201)
		w.advance(pr, "plan")
		at := "/v1/plans/" + s.Plan(pr.ID(), "ready").ID() + "/explanations?position_id=" + goal + "&staff_id="
		for person, outcomes := range map[string][2]string{s.andi: {"assigned", "assigned"}, s.budi: {"outranked", "outranked"}, senior: {"outranked", "downward"}} {
			if a := w.As("hr").GET(at + person).Want(200).Each(M{"outcome": outcomes[0]}); a.At("asked") == nil || a.At("got") == nil {
				t.Errorf("hr reads no scores: %s", a.Body)
			}
			w.As("kepala_dinkes").GET(at + person).Want(200).Each(M{"outcome": outcomes[1], "asked": nil, "got": nil, "change": nil})
		}
	})
}

// TestPlansOfHiddenProgrammesAreNotThere: neither a draft nor a plan without a result tells that it is there.
func TestPlansOfHiddenProgrammesAreNotThere(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		draft := s.Programme("draft")
		at := "/v1/programmes/" + draft.ID() + "/plans"
		w.As("hr").GET(at).Want(200).Names("id")
		w.As("auditor").GET(at).Want(200).Names("id")
		w.As("ppk").GET(at).Refused(404, "not_found")
		w.As("ppk").GET("/v1/programmes/"+domain.NewID().String()+"/plans").Refused(404, "not_found")
		pr := s.wished()
		plan := w.As("hr").POST("/v1/programmes/"+pr.ID()+"/plans", w.planBody()).Want(202)
		cutoffs := "/v1/plans/" + plan.ID() + "/cutoffs"
		for _, who := range []string{"andi", "kepala_dinkes"} {
			body := s.move(s.andi, M{"plan_id": plan.ID(), "programme_id": pr.ID(), "initiative": "aps"})
			w.As(who).POST("/v1/proposals", body).Refused(422, "validation_failed", "/plan_id unknown_reference")
		}
		w.As("hr").GET(cutoffs).Refused(409, "plan_not_ready")
		w.As("andi").GET(cutoffs).Refused(404, "not_found")
		w.advance(pr, "decision")
		w.As("andi").GET(cutoffs).Refused(404, "not_found")
	})
}

// TestCutoffsDoNotTellSmallGroupsByDifference: all entrants are the moves of the plan, so one small group is the rest.
func TestCutoffsDoNotTellSmallGroupsByDifference(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		many, one := s.Position(s.disdik, M{"quota": 5}).ID(), s.Position(s.disdik).ID()
		pr := s.Programme("wishes")
		w.As("andi").POST("/v1/aspirations", list(s.andi, pr.ID(), "p "+one)).Want(201)
		for _, person := range []string{s.budi, s.Staff("Dewi", s.from).ID(), s.Staff("Eka", s.from).ID(), s.Staff("Fajar", s.from).ID(), s.Staff("Gita", s.from).ID()} {
			w.As("hr").POST("/v1/aspirations", list(person, pr.ID(), "p "+many)).Want(201)
		}
		pr = w.advance(pr, "plan")
		plan := s.Plan(pr.ID(), "ready").Each(M{"figures/moves": 6})
		w.advance(pr, "decision")
		w.As("andi").GET("/v1/programmes/" + pr.ID() + "/transparency").Want(200).Each(M{"plan/moves": 6})
		for _, c := range w.As("andi").GET("/v1/plans/" + plan.ID() + "/cutoffs").Want(200).List("items") {
			if c := c.(M); c["entrants"] != nil || c["lowest_admitted"] != nil {
				t.Errorf("%v tells that one of six came elsewhere", c)
			}
		}
	})
}

func TestCursorsOfDemandTakeNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		w.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201)
		at := "/v1/programmes/" + p.ID() + "/demand?cursor="
		for _, text := range []string{"unit|A", "position|\xff", "\xff", "|"} {
			w.As("andi").GET(at+base64.RawURLEncoding.EncodeToString([]byte(text))).Refused(400, "bad_cursor")
		}
	})
}

func TestPlansDoNotPileUp(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr := s.wished()
		at := "/v1/programmes/" + pr.ID() + "/plans"
		var last *Answer
		for range 10 {
			last = w.As("hr").POST(at, w.planBody()).Want(202)
		}
		w.As("hr").POST(at, w.planBody()).Refused(409, "plans_waiting")
		if n := w.count("SELECT COUNT(*) FROM jobs"); n != 10 {
			t.Errorf("%d jobs", n)
		}
		w.As("hr").POST("/v1/jobs/"+last.Text("job_id")+"/cancel", nil).Want(200)
		w.As("hr").POST(at, w.planBody()).Want(202)
	})
}

func TestAuditLogKeepsWishesAndConcernsFromTheAdministrator(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		wishes := w.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201)
		concern := w.As("andi").POST("/v1/programmes/"+p.ID()+"/concerns", M{"reason": "family", "note": "Orang tua sakit."}).Want(201)
		for _, id := range []string{wishes.ID(), concern.ID()} {
			if a := w.As("auditor").GET("/v1/audit?subject_id=" + id).Want(200); a.At("items/0/after/staff_id") != s.andi {
				t.Errorf("the auditor reads %s", a.Body)
			}
			w.As("admin").GET("/v1/audit?subject_id=" + id).Want(200).Each(M{"items/0/actor_name": "andi", "items/0/before": nil, "items/0/after": nil})
		}
	})
}

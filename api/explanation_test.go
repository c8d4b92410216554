package api_test

import (
	"strings"
	"testing"

	"mutasi/domain"
)

// contested is a plan in which andi gets the one free seat of the position that budi wished for too, as the second of his wishes;
// the first is held by somebody whose own transfer is under way, so
// that nobody moves there.
func (s *Stage) contested() (programme, plan *Answer, goal string) {
	s.t.Helper()
	s.User("budi", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(s.budi)})
	s.User("citra", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(s.citra)})
	goal = s.Position(s.disdik, M{"title": "Analis Anggaran"}).ID()
	held := s.Position(s.disdik, M{"title": "Analis Data"}).ID()
	s.propose("hr", s.move(s.Staff("Dewi", held).ID()))
	pr := s.Programme("wishes")
	s.As("andi").POST("/v1/aspirations", list(s.andi, pr.ID(), "p "+goal)).Want(201)
	s.As("budi").POST("/v1/aspirations", list(s.budi, pr.ID(), "p "+held, "p "+goal)).Want(201)
	pr = s.advance(pr, "plan")
	return pr, s.Plan(pr.ID(), "ready"), goal
}

func TestExplanationSaysWhatWouldHaveChangedTheOutcome(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		far := s.Position(s.disdik, M{"rank_min": "IV/c", "rank_max": "IV/e", "education_min": "s3", "title": "Analis Utama"}).ID()
		top := s.Position(s.disdik, M{"kind": "jpt_pratama", "echelon": "II.b", "rank_min": "IV/c", "rank_max": "IV/e", "title": "Kepala Dinas", "majors": []string{}}).ID()
		_, plan, goal := s.contested()
		at := "/v1/plans/" + plan.ID() + "/explanations?position_id="
		w.As("andi").GET(at + goal).Want(200).Each(M{"outcome": "assigned"})
		w.As("andi").GET(at + s.from).Want(200).Each(M{"outcome": "outranked", "got_position_id": goal})
		w.As("citra").GET(at + s.to).Want(200).Each(M{"outcome": "present", "got_position_id": s.to})
		lost := w.As("budi").GET(at + goal).Want(200).Each(M{"outcome": "outranked", "exact": true, "got_position_id": s.from, "asked/parts/wish": 1800, "checks": []any{}})
		if v := lost.Int("change/value"); v < 1 || v > 201 {
			t.Errorf("it takes %d basis points; the other wish is worth 200 more", v)
		}
		bad := w.As("budi").GET(at + far).Want(200).Each(M{"outcome": "not_lawful", "asked": nil, "change": nil})
		if len(bad.List("checks")) == 0 || bad.Text("checks/0/citation") == "" || len(bad.At("checks/0/evidence").(M)) > 0 {
			t.Errorf("%s", bad.Body)
		}
		w.As("budi").GET(at + top).Want(200).Each(M{"outcome": "out_of_scope", "cutoff": nil})
		w.As("budi").GET(at+domain.NewID().String()).Refused(404, "not_found")
		w.As("budi").GET("/v1/plans/"+domain.NewID().String()+"/explanations?position_id="+s.to).Refused(404, "not_found")

		// Others' outcomes are others' business.
		w.As("andi").GET(at+goal+"&staff_id="+s.budi).Refused(404, "not_found")
		w.As("kepala_disdik").GET(at+goal+"&staff_id="+s.budi).Refused(404, "not_found")
		w.As("kepala_dinkes").GET(at + goal + "&staff_id=" + s.budi).Want(200).Each(M{"outcome": "outranked"})
		w.As("hr").GET(at + goal + "&staff_id=" + s.budi).Want(200)
		if n := w.count("SELECT COUNT(*) FROM audit WHERE action = 'plan_explanation.read'"); n != 2 {
			t.Errorf("%d looks at another person's explanation are logged, want 2", n)
		}
		leaver := s.Staff("Eka", s.from).ID()
		w.As("hr").GET(at+goal+"&staff_id="+leaver).Refused(409, "not_in_plan")
	})
}

// TestExplanationsTellOfNobodyElse asks everything that everybody may and looks for others in the answers.
func TestExplanationsTellOfNobodyElse(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr, plan, _ := s.contested()
		w.advance(pr, "decision")
		everybody := w.As("hr").GET("/v1/staff").Want(200).List("items")
		posts := w.As("hr").GET("/v1/positions").Want(200).Column("id")
		for name, own := range map[string]string{"andi": s.andi, "budi": s.budi, "citra": s.citra} {
			answers := []*Answer{w.As(name).GET("/v1/plans/" + plan.ID() + "/cutoffs").Want(200), w.As(name).GET("/v1/programmes/" + pr.ID() + "/transparency").Want(200)}
			for _, post := range posts {
				answers = append(answers, w.As(name).GET("/v1/plans/"+plan.ID()+"/explanations?position_id="+post).Want(200))
			}
			for _, a := range answers {
				for _, p := range everybody {
					person := p.(M)
					if person["id"] == own {
						continue
					}
					for _, member := range []string{"id", "nip", "name"} {
						if text := person[member].(string); strings.Contains(string(a.Body), text) {
							t.Errorf("%s reads %s %q\n%s", a.what, member, text, a.Body)
						}
					}
				}
			}
		}
	})
}

func TestCutoffsArePublishedWhenThePlanPhaseIsOver(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pr, plan, _ := s.contested()
		at := "/v1/plans/" + plan.ID() + "/cutoffs"
		w.As("andi").GET(at).Refused(404, "not_found")
		w.As("hr").GET(at).Want(200).Names("position_title", "Analis Kesehatan", "Analis Pendidikan", "Analis Anggaran", "Analis Data")
		w.advance(pr, "decision")
		first := w.As("andi").GET(at+"?limit=3").Want(200).Names("position_title", "Analis Kesehatan", "Analis Pendidikan", "Analis Anggaran")
		first.Each(M{"items/2/seats": 1, "items/2/entrants": nil, "items/2/lowest_admitted": nil})
		if keep := first.Int("items/2/keep"); keep < 1 {
			t.Errorf("a seat that two want has the price %d", keep)
		}
		w.As("andi").GET(at+"?limit=3&cursor="+first.Text("next_cursor")).Want(200).Names("position_title", "Analis Data").Each(M{"next_cursor": nil})
		w.As("andi").GET(at+"?cursor=x").Refused(400, "bad_cursor", "?cursor bad_cursor")
	})
}

func TestRingIsFoundAndAdoptedAsAWhole(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		w.As("hr").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(s.citra, p.ID(), "p "+s.from)).Want(201)
		p = w.advance(p, "plan")
		plan := s.Plan(p.ID(), "ready", M{"kind": "rings"}).Each(M{"kind": "rings", "figures/moves": 2, "figures/rings": 1, "figures/optimal": true})
		s.verifies(plan.ID())
		moves := w.As("hr").GET("/v1/plans/" + plan.ID() + "/moves?ring=1").Want(200)
		if got := moves.Column("staff_id"); len(got) != 2 {
			t.Fatalf("%v", got)
		}
		w.advance(p, "decision")
		adopt := func(body M) *Call {
			return w.As("hr").POST("/v1/plans/"+plan.ID()+"/adopt", with(M{"reason": "Pertukaran"}, body)).If(plan)
		}
		adopt(M{"move_ids": []string{moves.Text("items/0/id")}}).Refused(422, "ring_incomplete", "/move_ids ring_incomplete")
		adopt(M{"move_ids": []string{domain.NewID().String()}}).Refused(422, "validation_failed", "/move_ids/0 unknown_reference")
		adopt(M{"move_ids": []string{}}).Refused(422, "validation_failed", "/move_ids min")
		adopt(M{"move_ids": []string{moves.Text("items/1/id"), moves.Text("items/0/id")}}).Want(200).Each(M{"state": "adopted"})
		ring := w.As("hr").GET("/v1/proposals?plan_id=" + plan.ID()).Want(200)
		if ids := ring.Column("ring_id"); len(ids) != 2 || ids[0] != ids[1] || ids[0] == "<nil>" {
			t.Errorf("%v", ids)
		}
		w.sound()
	})
}

func TestTransparencyHidesSmallGroups(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("draft")
		at := "/v1/programmes/" + p.ID() + "/transparency"
		w.As("andi").GET(at).Refused(404, "not_found")
		p = w.advance(p, "forum")
		w.As("andi").GET(at).Want(200).Each(M{"phase": "forum", "criteria": "Beban kerja diratakan.", "seed": "", "frozen_hash": "", "plan": nil, "changes": []any{}, "k": 5, "people_wishing": nil})
		p = w.As("hr").PATCH("/v1/programmes/"+p.ID(), M{"criteria": "Beban kerja dan jarak rumah.", "change_note": "Usul dari forum"}).If(p).Want(200)
		w.As("andi").GET(at).Want(200).Each(M{"criteria": "Beban kerja dan jarak rumah.", "changes/0/note": "Usul dari forum", "changes/0/before/criteria": "Beban kerja diratakan.", "changes/0/questions": []any{}})
		p = w.advance(p, "wishes")
		hash := p.Text("frozen_hash")
		people := []string{s.andi, s.budi, s.citra, s.Staff("Dewi", s.from).ID(), s.Staff("Eka", s.from).ID()}
		for i, person := range people {
			w.As("andi").GET(at).Want(200).Each(M{"people_wishing": nil, "frozen_hash": hash, "seed": ""})
			post := s.to
			if person == s.citra {
				post = s.from
			}
			w.As("hr").POST("/v1/aspirations", list(people[i], p.ID(), "p "+post)).Want(201)
		}
		w.As("andi").GET(at).Want(200).Each(M{"people_wishing": 5})
		p = w.advance(p, "plan")
		plan := s.Plan(p.ID(), "ready")
		open := w.As("andi").GET(at).Want(200).Each(M{"plan": nil, "frozen_hash": hash})
		if len(open.Text("seed")) != 64 {
			t.Errorf("the seed is %q", open.Text("seed"))
		}
		w.advance(p, "decision")
		w.As("andi").GET(at).Want(200).Each(M{"plan/plan_id": plan.ID(), "plan/state": "ready", "plan/optimal": true, "plan/moves": nil, "plan/wished": nil, "plan/wishes_met": nil})
	})
}

// TestExchangesDoNotCallAFreeSeatFull: a free seat is no part of exchanges, and not for want of seats.
func TestExchangesDoNotCallAFreeSeatFull(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		vacant := s.Position(s.disdik).ID()
		pr := s.Programme("plan")
		for kind, outcome := range map[string]string{"rings": "no_gain", "placement": "outranked"} {
			plan := s.Plan(pr.ID(), "ready", M{"kind": kind})
			a := w.As("andi").GET("/v1/plans/" + plan.ID() + "/explanations?position_id=" + vacant).Want(200)
			if got := a.Text("outcome"); got != outcome && (kind == "rings" || got != "assigned") {
				t.Errorf("%s: %s %s", kind, got, a.Text("message/en"))
			}
		}
	})
}

// TestPlanHeedsThatAForumMustHaveBeenHeld: proposals of a programme without one would be stopped, so its plan has no moves.
func TestPlanHeedsThatAForumMustHaveBeenHeld(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.As("admin").POST("/v1/policies", M{"title": "Sosialisasi wajib", "citation": "Perwali 1/2026", "valid_from": w.In(0), "rules": M{"FORUM_HELD": M{"severity": "block"}}}).Want(201)
		pr := s.wished()
		for _, held := range []bool{false, true} {
			if held {
				w.As("hr").POST("/v1/programmes/"+pr.ID()+"/forums", M{"title": "Sosialisasi", "kind": "socialisation", "held_at": w.clock.Now(), "place": "Aula", "state": "held"}).Want(201)
			}
			plan := s.Plan(pr.ID(), "ready")
			if n := plan.Int("figures/pairs"); (n > 0) != held {
				t.Errorf("forum held %t, and %d lawful moves", held, n)
			}
			a := w.As("andi").GET("/v1/plans/" + plan.ID() + "/explanations?position_id=" + s.to).Want(200)
			if !held {
				a.Each(M{"outcome": "not_lawful", "checks/0/code": "FORUM_HELD"})
			}
		}
	})
}

package api_test

import (
	"fmt"
	"strings"
	"testing"

	"mutasi/domain"
)

// judgedStage is a stage with a standard of nine competencies on the post "to", andi assessed as in the worked example of domain.md
// 5.2, and two good years.
type judgedStage struct {
	*Stage
	competencies []string
}

func (w *World) judgedStage() *judgedStage {
	w.t.Helper()
	s := &judgedStage{Stage: w.stage()}
	reqs := []M{}
	for i := range 9 {
		id := w.As("hr").POST("/v1/competencies", M{"code": fmt.Sprintf("M.%02d", i+1), "name": fmt.Sprintf("Kompetensi %d", i+1), "cluster": "managerial"}).Want(201).ID()
		s.competencies = append(s.competencies, id)
		reqs = append(reqs, M{"competency_id": id, "level": 3, "weight": 1 + i})
	}
	to := w.As("hr").GET("/v1/positions/" + s.to).Want(200)
	w.As("hr").PATCH("/v1/positions/"+s.to, M{"requirements": reqs}).If(to).Want(200)
	for i, level := range []int{3, 3, 2, 3, 3, 2, 3, 2, 3} {
		w.As("hr").POST("/v1/staff/"+s.andi+"/competencies", M{"competency_id": s.competencies[i], "level": level, "assessed_on": w.In(-400)}).Want(201)
	}
	for _, year := range []int{2024, 2025} {
		w.As("hr").POST("/v1/staff/"+s.andi+"/ratings", M{"year": year, "results": 2, "behaviour": 2}).Want(201)
	}
	return s
}

func TestFitShowsEveryFigure(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		f := w.As("hr").GET("/v1/staff/" + s.andi + "/fit?position_id=" + s.to).Want(200)
		f.Each(M{
			"method": "capped", "policy_version": 1, "as_of": w.Today().String(), "jpm/method": "capped",
			"jpm/capped/assessed_sum": 24, "jpm/capped/required_sum": 27, "jpm/capped/percent": 88.89, "jpm/capped/selection_class": "ms", "jpm/capped/mapping_class": "cukup_optimal",
			"jpm/raw/percent": 88.89, "jpm/capped/complete": true,
			"details/0/name": "competency", "details/0/value": 8889, "details/0/weight": 4000, "details/0/score": 3555, "details/0/reason": "gap",
			"details/1/score": 2000, "details/2/value": 8000, "details/2/score": 1600, "details/3/score": 1000, "details/4/score": 500,
			"details/5/name": "wish", "details/5/score": 0, "details/5/reason": "no_wishes",
			"score": 8655, "missing": []string{}, "experience_months": 69,
			// The heaviest shortfall comes first: weight 8, then 6, then 3.
			"gaps/0/code": "M.08", "gaps/0/gap": -1, "gaps/0/weight": 8, "gaps/0/required": 3, "gaps/0/actual": 2, "gaps/1/code": "M.06", "gaps/2/code": "M.03",
			"gaps/0/assessed_on": w.In(-400), "gaps/0/age_months": 13, "gaps/0/fresh": true,
		})
		if n := len(f.List("gaps")); n != 9 {
			t.Errorf("%d competencies", n)
		}
		sum := 0
		for _, v := range f.At("parts").(M) {
			sum += int(v.(float64))
		}
		if sum != f.Int("score") {
			t.Errorf("the parts add up to %d, the score is %d", sum, f.Int("score"))
		}
		nip := w.As("hr").GET("/v1/staff/" + s.andi).Want(200).Text("nip")
		if same := w.As("hr").GET("/v1/staff/" + nip + "/fit?position_id=" + s.to).Want(200); string(same.Body) != string(f.Body) {
			t.Error("the NIP gives another answer than the id")
		}
		// A proposal shows the same score.
		c := s.propose("hr", s.move(s.andi))
		if c.last.Int("fit/score") != 8655 {
			t.Errorf("the proposal says %d", c.last.Int("fit/score"))
		}
	})
}

func TestPersonWithoutDataScoresNothingForIt(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		dewi := w.As("hr").POST("/v1/staff", M{"nip": w.NIP(), "name": "Dewi", "employment": "pns", "sex": "female", "birth_date": "1985-03-12"}).Want(201).ID()
		w.As("hr").GET("/v1/staff/" + dewi + "/fit?position_id=" + s.to).Want(200).Each(M{
			"score": 0, "missing": []string{"assessments", "education_level", "major", "ratings", "history", "rank"}, "jpm/capped/complete": false,
			"jpm/capped/selection_class": "", "gaps/0/actual": nil, "gaps/0/gap": nil, "gaps/0/fresh": nil, "gaps/0/assessed_on": nil,
		})
		// She is not plausible for the post, but there when everybody is asked for.
		if a := w.As("hr").GET("/v1/positions/" + s.to + "/candidates").Want(200); strings.Contains(string(a.Body), dewi) {
			t.Error("somebody of whom nothing is known is a plausible candidate")
		}
		if a := w.As("hr").GET("/v1/positions/" + s.to + "/candidates?all=true").Want(200); !strings.Contains(string(a.Body), dewi) {
			t.Error("all=true leaves somebody out")
		}
		w.As("hr").GET("/v1/talent?box=unplaced").Want(200).Each(M{"total": 4, "unplaced/total": 4, "unplaced/no_potential": 4, "unplaced/no_rating": 3})
	})
}

func TestCandidatesAreRankedJudgedAndPaged(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		path := "/v1/positions/" + s.to + "/candidates"
		a := w.As("hr").GET(path).Want(200)
		a.Names("staff_id", s.andi, s.budi) // citra holds the post
		a.Each(M{"items/0/fit/score": 8655, "items/0/name": "Andi", "position/id": s.to, "position/vacant": 1, "position/quota": 2, "next_cursor": nil, "considered": 2, "judged": 2,
			"on": w.Today().String(), "items/0/gaps/0/code": "M.08", "items/1/missing": []string{"assessments", "ratings"}})
		if n := len(a.List("items/0/gaps")); n != 3 {
			t.Errorf("%d gaps in the row, want the three short ones", n)
		}
		e := w.As("hr").GET("/v1/staff/" + s.andi + "/eligibility?position_id=" + s.to).Want(200)
		if a.Text("items/0/verdict") != e.Text("verdict") {
			t.Errorf("%s in the list, %s alone", a.Text("items/0/verdict"), e.Text("verdict"))
		}
		failing := []string{}
		for _, c := range e.List("checks") {
			if c.(M)["outcome"] == "fail" {
				failing = append(failing, c.(M)["code"].(string))
			}
		}
		a.Each(M{"items/0/failing": failing})

		first := w.As("hr").GET(path + "?limit=1").Want(200)
		first.Names("staff_id", s.andi)
		cursor := first.Text("next_cursor")
		w.As("hr").GET(path+"?limit=1&cursor="+cursor).Want(200).Names("staff_id", s.budi).Each(M{"next_cursor": nil})
		w.As("hr").GET(path+"?limit=1&min_score=5&cursor="+cursor).Refused(400, "bad_cursor", "?cursor bad_cursor")
		w.As("hr").GET(path+"?min_score=8655").Want(200).Names("staff_id", s.andi)
		w.As("hr").GET(path + "?min_score=8656").Want(200).Names("staff_id")
		w.As("hr").GET(path + "?ancestor_id=" + s.disdik).Want(200).Names("staff_id")
		w.As("hr").GET(path+"?unit_id="+s.pusk+"&kind=pelaksana").Want(200).Names("staff_id", s.andi, s.budi)
		w.As("hr").GET(path + "?kind=fungsional").Want(200).Names("staff_id")
		w.As("hr").GET(path + "?type=intra_prov_kk").Want(200).Names("staff_id") // nobody is on the way here
		both := len(w.As("hr").GET(path+"?eligible=true").Want(200).List("items")) + len(w.As("hr").GET(path+"?eligible=false").Want(200).List("items"))
		if both != 2 {
			t.Errorf("%d rows are eligible or not", both)
		}
		for range 3 { // the same question, the same answer
			if again := w.As("hr").GET(path).Want(200); string(again.Body) != string(a.Body) {
				t.Error("the list changes by itself")
			}
		}
	})
}

func TestMatchesOfAPerson(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		path := "/v1/staff/" + s.andi + "/matches"
		m := w.As("hr").GET(path).Want(200)
		m.Names("position_id", s.to).Each(M{"items/0/fit/score": 8655, "items/0/vacant": 1, "items/0/title": "Analis Pendidikan", "staff_id": s.andi})
		full := w.Position(s.disdik, M{"title": "Analis Penuh"}).ID()
		w.Staff("Eka", full)
		w.As("hr").GET(path+"?vacant=true").Want(200).Names("position_id", s.to)
		if n := len(w.As("hr").GET(path).Want(200).List("items")); n != 2 {
			t.Errorf("%d positions", n)
		}
		w.As("hr").GET(path + "?kind=pengawas").Want(200).Names("position_id")
		w.As("hr").GET(path + "?strategic=true").Want(200).Names("position_id")
		w.As("hr").GET(path+"?ancestor_id="+s.disdik+"&limit=1").Want(200).Names("position_id", s.to)
		w.As("hr").GET(path+"?type=intra_prov_kk").Refused(422, "validation_failed", "/to_agency required")
	})
}

func TestTalentMap(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		// Citra holds the post with the standard: assessed in full and with two good years she stands in box 8.
		for _, id := range s.competencies {
			w.As("hr").POST("/v1/staff/"+s.citra+"/competencies", M{"competency_id": id, "level": 3, "assessed_on": w.In(-10)}).Want(201)
		}
		for _, year := range []int{2024, 2025} {
			w.As("hr").POST("/v1/staff/"+s.citra+"/ratings", M{"year": year, "results": 2, "behaviour": 1}).Want(201)
		}
		m := w.As("hr").GET("/v1/talent?box=8").Want(200)
		m.Names("staff_id", s.citra).Each(M{"total": 3, "cells/7/count": 1, "cells/7/box": 8, "cells/7/performance": "meets", "cells/7/potential": "high", "thresholds/high": 7700,
			"unplaced/total": 2, "unplaced/no_potential": 2, "unplaced/no_rating": 1, "items/0/box": 8, "items/0/match": 10000, "items/0/predicate": "baik", "items/0/in_pool": true,
			"items/0/assessed_on": w.In(-10), "items/0/unplaced": []string{}})
		if n := len(m.List("cells")); n != 9 || len(m.List("cells/0/recommendations")) == 0 {
			t.Errorf("%d boxes", n)
		}
		w.As("hr").GET("/v1/talent").Want(200).Names("staff_id")
		w.As("hr").GET("/v1/talent?box=unplaced&limit=1").Want(200).Each(M{"items/0/box": nil})
		w.As("hr").GET("/v1/talent?ancestor_id=" + s.dinkes).Want(200).Each(M{"total": 2, "cells/7/count": 0})
		w.As("hr").GET("/v1/talent?kind=pengawas,administrator").Want(200).Each(M{"total": 0})
		w.As("hr").GET("/v1/talent/pool").Want(200).Names("staff_id", s.citra)
		star := w.Position(s.dinkes, M{"strategic": true, "title": "Analis Utama"}).ID()
		w.As("hr").GET("/v1/talent/pool?position_id="+star).Want(200).Names("staff_id", s.citra).Each(M{"position/strategic": true, "position/vacant": 1,
			"items/0/placement/box": 8, "items/0/verdict": w.As("hr").GET("/v1/staff/" + s.citra + "/eligibility?position_id=" + star).Want(200).Text("verdict")})
		// One bad year takes her out of the pool.
		id := w.As("hr").GET("/v1/staff/" + s.citra + "/ratings").Want(200).Text("items/1/id")
		w.As("hr").PATCH("/v1/staff/"+s.citra+"/ratings/"+id, M{"results": 3}).If(1).Want(200)
		w.As("hr").GET("/v1/talent/pool").Want(200).Names("staff_id")
	})
}

func TestScopeOfFitAndTalent(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		fit, matches := "/v1/staff/"+s.andi+"/fit?position_id="+s.to, "/v1/staff/"+s.andi+"/matches"
		candidates := "/v1/positions/" + s.to + "/candidates"
		for _, as := range []string{"hr", "pyb", "ppk", "auditor", "kepala_dinkes", "andi"} {
			w.As(as).GET(fit).Want(200)
			w.As(as).GET(matches).Want(200)
		}
		w.As("kepala_disdik").GET(fit).Refused(404, "not_found")
		w.As("kepala_disdik").GET(matches).Refused(404, "not_found")
		w.As("andi").GET("/v1/staff/"+s.budi+"/fit?position_id="+s.to).Refused(404, "not_found")
		w.As("admin").GET(fit).Refused(403, "permission_missing")
		w.As("andi").GET(candidates).Refused(403, "permission_missing")
		// A head sees candidates for posts of the own subtree, and of its people only.
		w.As("kepala_dinkes").GET(candidates).Refused(404, "not_found")
		w.As("kepala_disdik").GET(candidates).Want(200).Names("staff_id")
		inside := w.Position(s.dinkes).ID()
		w.As("kepala_dinkes").GET("/v1/positions/"+inside+"/candidates").Want(200).Names("staff_id", s.andi, s.budi)
		for _, path := range []string{"/v1/talent", "/v1/talent/pool"} {
			w.As("auditor").GET(path).Want(200)
			w.As("kepala_dinkes").GET(path).Refused(403, "permission_missing")
			w.As("andi").GET(path).Refused(403, "permission_missing")
		}
		// Each look is noted, one's own is not.
		for what, n := range map[string]int{"fit.read": 5, "matches.read": 5, "candidates.read": 2, "talent.read": 2} {
			if got := w.count("SELECT COUNT(*) FROM audit WHERE action = '" + what + "'"); got != n {
				t.Errorf("%s: %d lines, want %d", what, got, n)
			}
		}
	})
}

func TestBadQuestionsAboutFit(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.judgedStage()
		none := domain.NewID().String()
		hr := w.As("hr")
		fit, candidates, matches := "/v1/staff/"+s.andi+"/fit", "/v1/positions/"+s.to+"/candidates", "/v1/staff/"+s.andi+"/matches"
		hr.GET(fit).Wrong().Refused(400, "bad_value", "?position_id bad_value")
		hr.GET(fit+"?position_id="+none).Refused(422, "validation_failed", "?position_id unknown_reference")
		hr.GET("/v1/staff/"+none+"/fit?position_id="+s.to).Refused(404, "not_found")
		hr.GET("/v1/positions/"+none+"/candidates").Refused(404, "not_found")
		hr.GET("/v1/positions/x/candidates").Wrong().Refused(404, "not_found")
		hr.GET("/v1/talent/pool?position_id="+none).Refused(422, "validation_failed", "?position_id unknown_reference")
		for _, q := range []string{"min_score=-1", "min_score=10001", "min_score=x", "eligible=maybe", "type=x", "initiative=x", "on=2026-02-30", "all=2", "unit_id=x", "ancestor_id=x", "kind=x", "limit=0"} {
			name, _, _ := strings.Cut(q, "=")
			hr.GET(candidates+"?"+q).Wrong().Refused(400, "bad_value", "?"+name+" bad_value")
			hr.GET(matches+"?"+q).Wrong().Refused(400, "bad_value", "?"+name+" bad_value")
		}
		hr.GET(matches+"?vacant=x").Wrong().Refused(400, "bad_value", "?vacant bad_value")
		hr.GET(candidates+"?cursor=x").Refused(400, "bad_cursor", "?cursor bad_cursor")
		hr.GET(candidates+"?nonsense=1").Wrong().Refused(400, "unknown_parameter", "?nonsense unknown_parameter")
		hr.GET("/v1/talent?box=10").Wrong().Refused(400, "bad_value", "?box bad_value")
		hr.GET("/v1/talent?cursor=x").Refused(400, "bad_cursor")
		hr.GET("/v1/talent/pool?min_score=1").Refused(400, "needs_position", "?min_score needs_position")
		// A level that the dictionary does not have never gets in.
		hr.POST("/v1/staff/"+s.budi+"/competencies", M{"competency_id": s.competencies[0], "level": 6, "assessed_on": w.In(-1)}).Wrong().Refused(422, "validation_failed", "/level")
		closed := w.Position(s.disdik, M{"active": false}).ID()
		hr.GET("/v1/positions/"+closed+"/candidates").Refused(422, "validation_failed", "/to_position_id inactive")
	})
}

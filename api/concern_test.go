package api_test

import (
	"fmt"
	"testing"
)

func TestConcernsAreHeardWithoutBeingOverheard(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum()
		list := r.below("concerns")
		own := w.As("andi").POST(list, M{"reason": "family", "note": "Anak masih bayi"}).Want(201).
			Each(M{"staff_id": r.andi, "state": "open", "created_by": w.Actor("andi").UserID, "allowed_actions": []string{"reword"}})
		w.As("andi").POST(list, M{"reason": "family", "staff_id": r.budi}).Refused(422, "validation_failed", "/staff_id unknown_reference")
		w.As("andi").POST(list, M{"reason": "family", "state": "resolved", "answer": "x"}).Refused(422, "validation_failed", "/state read_only", "/answer read_only")
		said := w.As("hr").POST(list, M{"reason": "fear_of_punishment", "forum_id": f.ID()}).Want(201).Each(M{"staff_id": nil, "forum_id": f.ID()})
		told := w.As("hr").POST(list, M{"reason": "distance", "staff_id": r.budi}).Want(201)
		elsewhere := r.advance(r.draft())
		foreign := w.As("hr").POST("/v1/programmes/"+elsewhere.ID()+"/forums", r.body()).Want(201)
		for _, id := range []string{foreign.ID(), nowhere} {
			w.As("hr").POST(list, M{"reason": "distance", "forum_id": id}).Refused(422, "validation_failed", "/forum_id unknown_reference")
		}
		w.As("hr").DELETE(item("forums", f)).If(f).Refused(409, "in_use")

		for _, who := range []string{"hr", "pyb", "ppk", "auditor"} {
			w.As(who).GET(list).Want(200).Names("id", own.ID(), said.ID(), told.ID())
		}
		for _, who := range []string{"kepala_dinkes", "admin"} {
			w.As(who).GET(list).Refused(403, "permission_missing")
		}
		w.As("andi").GET(list).Want(200).Names("id", own.ID())
		w.As("budi").GET(list).Want(200).Names("id", told.ID())
		w.As("budi").GET(item("concerns", own)).Refused(404, "not_found")
		w.As("hr").GET(list+"?reason=family,distance&state=open&sort=-created_at").Want(200).Names("id", told.ID(), own.ID())
		w.As("hr").GET(list+"?forum_id="+f.ID()).Want(200).Names("id", said.ID())
		w.As("hr").GET(list+"?staff_id="+r.andi).Want(200).Names("id", own.ID())
		if n := w.count("SELECT COUNT(*) FROM audit WHERE action = 'concern.read' AND subject_type = 'programme' AND actor_name = 'ppk'"); n != 1 {
			t.Errorf("%d looks of ppk are logged", n)
		}
		if n := w.count("SELECT COUNT(*) FROM audit WHERE action = 'concern.read' AND actor_name = 'andi'"); n != 0 {
			t.Errorf("%d looks of andi at the own concern are logged", n)
		}

		w.As("hr").PATCH(item("concerns", own), M{"note": "x"}).If(own).Refused(422, "validation_failed", "/note read_only")
		w.As("hr").PATCH(item("concerns", own), M{"staff_id": r.budi}).If(own).Refused(422, "validation_failed", "/staff_id read_only")
		w.As("hr").PATCH(item("concerns", own), M{"state": "resolved"}).If(own).Refused(422, "validation_failed", "/answer required")
		w.As("budi").PATCH(item("concerns", told), M{"reason": "family"}).If(told).Refused(422, "validation_failed", "/reason read_only")
		own = w.As("andi").PATCH(item("concerns", own), M{"note": "Anak berumur lima bulan"}).If(own).Want(200)
		own = w.As("hr").PATCH(item("concerns", own), M{"state": "answered", "answer": "Penempatan dalam 10 km."}).If(own).Want(200).
			Each(M{"answered_by": w.Actor("hr").UserID, "answered_at": w.clock.Now().UTC()})
		w.As("andi").PATCH(item("concerns", own), M{"note": "x"}).If(own).Refused(422, "validation_failed", "/note read_only")
	})
}

func TestSummaryOfConcernsHidesSmallGroups(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		voice := func(reason, staff string, times int) {
			for range times {
				w.As("hr").POST(r.below("concerns"), with(M{"reason": reason}, staffOf(staff))).Want(201)
			}
		}
		people := func() string {
			a := w.As("andi").GET(r.below("concerns/summary")).Want(200).Each(M{"k": 5, "programme_id": r.programme.ID()})
			out := ""
			for _, x := range a.List("reasons") {
				if n := x.(M)["people"]; n != nil {
					out += fmt.Sprint(x.(M)["reason"], "=", n, " ")
				}
			}
			return out + fmt.Sprint("total=", a.At("total"))
		}
		for _, c := range []struct {
			reason, staff string
			times         int
			want          string
		}{
			{"distance", "", 4, "total=<nil>"},
			{"distance", r.andi, 3, "distance=5 total=5"}, // one person counts once
			{"family", "", 8, "distance=5 family=8 total=13"},
			{"income_loss", r.andi, 1, "family=8 total=14"}, // 14 - 13 would tell of one: distance hides it
			{"comfort_zone", "", 6, "comfort_zone=6 family=8 total=20"},
			{"other", "", 4, "comfort_zone=6 distance=5 family=8 total=24"}, // 5 in two reasons may be 1 and 4, 2 and 3 ...
		} {
			voice(c.reason, c.staff, c.times)
			if got := people(); got != c.want {
				t.Errorf("after %d × %s: %s, want %s", c.times, c.reason, got, c.want)
			}
		}
		w.As("admin").GET(r.below("concerns/summary")).Want(200)
	})
}

func staffOf(id string) M {
	if id == "" {
		return M{}
	}
	return M{"staff_id": id}
}

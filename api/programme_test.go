package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
)

// phases gives the named phases, each a week long, one behind the other from the day so many days from today.
func (w *World) phases(from int, names ...string) []M {
	list := make([]M, len(names))
	for i, n := range names {
		list[i] = M{"name": n, "starts_on": w.In(from + 7*i), "ends_on": w.In(from + 7*i + 6)}
	}
	return list
}

// road is the phases of the programmes here.
var road = []string{"needs", "forum", "wishes", "plan", "decision"}

// plainProgramme is the body of a programme that begins today and takes five weeks.
func (w *World) plainProgramme(more ...M) M {
	return with(M{"name": "Penataan Mutasi Tahap I 2026", "goal": "workload_balance", "criteria": "Beban kerja diratakan.", "starts_on": w.In(0), "ends_on": w.In(34),
		"phases": w.phases(0, road...)}, more...)
}

// Programme makes a programme and brings it into the phase on the phase's first day; "draft" leaves it one.
func (w *World) Programme(phase string, more ...M) *Answer {
	w.t.Helper()
	a := w.As("hr").POST("/v1/programmes", w.plainProgramme(more...)).Want(201)
	return w.advance(a, phase)
}

// advance brings a programme of the road into a later phase; the clock goes with it.
func (w *World) advance(a *Answer, phase string) *Answer {
	w.t.Helper()
	for a.Text("phase") != phase && phase != "draft" {
		if next := 1 + slices.Index(road, a.Text("phase")); next > 0 && next < len(road) {
			day := domain.MustDate(a.Text(fmt.Sprintf("phases/%d/starts_on", next)))
			if n := day.DaysSince(w.Today()); n > 0 {
				w.clock.Add(time.Duration(n) * 24 * time.Hour)
			}
		}
		a = w.As("hr").POST("/v1/programmes/"+a.ID()+"/advance", nil).If(a).Want(200)
		if a.Text("state") == "closed" {
			return a
		}
	}
	return a
}

func TestProgrammeGoesThroughItsPhasesOnTheirDays(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		hr := w.As("hr")
		a := hr.POST("/v1/programmes", w.plainProgramme(M{"starts_on": w.In(1), "phases": w.phases(1, road...), "ends_on": w.In(40)})).Want(201)
		a.Each(M{"state": "draft", "phase": "", "seed": "", "frozen_hash": "", "frozen_at": nil, "allowed_actions": []string{"update", "delete"}, "weights/fit": 4000, "limits/shortlist": 60, "limits/moves": nil})
		at := "/v1/programmes/" + a.ID()
		hr.POST(at+"/advance", nil).If(a).Refused(409, "phase_not_due").Each(M{"phase": "needs", "phases/0/starts_on": w.In(1), "today": w.In(0)})
		w.clock.Add(24 * time.Hour)
		hr.GET(at).Want(200).Each(M{"allowed_actions": []string{"update", "delete", "advance"}})
		hr.POST(at+"/advance", nil).Refused(428, "precondition_required")
		for i, phase := range road {
			if i > 0 {
				w.clock.Add(6 * 24 * time.Hour)
				hr.POST(at+"/advance", nil).If(a).Refused(409, "phase_not_due").Each(M{"phase": phase, "phases/0/name": phase})
				w.clock.Add(24 * time.Hour)
			}
			a = hr.POST(at+"/advance", nil).If(a).Want(200).Each(M{"state": "open", "phase": phase, "version": i + 2})
			hr.DELETE(at).If(a).Refused(409, "not_editable")
		}
		a = hr.POST(at+"/advance", M{}).If(a).Want(200).Each(M{"state": "closed", "phase": "decision", "allowed_actions": []string{}})
		hr.POST(at+"/advance", nil).If(a).Refused(409, "transition_not_allowed").Each(M{"state": "closed", "allowed_actions": []any{}})
		hr.PATCH(at, M{"name": "Lain"}).If(a).Refused(409, "not_editable").Each(M{"state": "closed"})
		w.As("auditor").GET("/v1/audit?action=programme.advanced").Want(200).Names("subject_version", "7", "6", "5", "4", "3", "2")
	})
}

func TestDraftsAreForThoseWhoPrepareOrInspectThem(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		draft := s.Programme("draft", M{"name": "Rancangan"})
		open := s.Programme("needs", M{"name": "Terbuka"})
		for who, sees := range map[string]bool{"hr": true, "admin": true, "auditor": true, "pyb": false, "ppk": false, "kepala_dinkes": false, "andi": false} {
			list := w.As(who).GET("/v1/programmes?sort=name").Want(200)
			for _, part := range []string{"", "/changes"} {
				w.As(who).GET("/v1/programmes/" + open.ID() + part).Want(200)
				if sees {
					w.As(who).GET("/v1/programmes/" + draft.ID() + part).Want(200)
				} else {
					w.As(who).GET("/v1/programmes/"+draft.ID()+part).Refused(404, "not_found")
				}
			}
			if sees {
				list.Names("name", "Rancangan", "Terbuka")
			} else {
				list.Names("name", "Terbuka")
				w.As(who).GET("/v1/programmes?state=draft&count=true").Want(200).Each(M{"total": 0})
				w.As(who).GET("/v1/programmes/"+draft.ID()+"/demand").Refused(404, "not_found")
			}
			if who != "hr" {
				w.As(who).GET("/v1/programmes/" + open.ID()).Want(200).Each(M{"allowed_actions": []string{}})
				w.As(who).POST("/v1/programmes/"+open.ID()+"/advance", nil).If(open).Refused(403, "permission_missing")
			}
		}
		key := w.As("admin").POST("/v1/service-keys", M{"name": "Portal", "scopes": []string{"programme.read"}}).Want(201).Text("key")
		w.Bearer(key).GET("/v1/programmes").Want(200).Names("name", "Terbuka")
		w.As("hr").GET("/v1/programmes?q=terb&goal=workload_balance,refresh&state=open").Want(200).Names("name", "Terbuka")
		w.As("hr").DELETE("/v1/programmes/" + draft.ID()).If(draft).Want(204)
	})
}

// TestWhatMayChangeOfAProgrammeInEachPhase is the matrix of phases and changes.
func TestWhatMayChangeOfAProgrammeInEachPhase(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		later := func(a *Answer, phase int, member string, days int) []any { // the phases with one day of one of them moved
			list := a.List("phases")
			x := list[phase].(M)
			x[member] = domain.MustDate(x[member].(string)).AddDays(days).String()
			return list
		}
		changes := map[string]func(a *Answer) M{
			"name":     func(*Answer) M { return M{"name": "Nama lain"} },
			"weights":  func(*Answer) M { return M{"weights": M{"fit": 3000, "wish": 3000}} },
			"limits":   func(*Answer) M { return M{"limits": M{"moves": 50}} },
			"criteria": func(*Answer) M { return M{"criteria": "Kriteria lain"} },
			"first":    func(a *Answer) M { return M{"phases": later(a, 0, "ends_on", 1)} },
			"wishes":   func(a *Answer) M { return M{"phases": later(a, 2, "ends_on", 1)} },
			"last":     func(a *Answer) M { return M{"phases": later(a, 4, "starts_on", 1)} },
			"drop":     func(a *Answer) M { return M{"phases": slices.Delete(a.List("phases"), 1, 2)} },
		}
		ok := ""
		for phase, want := range map[string]map[string]string{
			"draft":  {"name": ok, "weights": ok, "limits": ok, "criteria": ok, "first": ok, "wishes": ok, "last": ok, "drop": ok},
			"needs":  {"name": ok, "weights": ok, "limits": ok, "criteria": ok, "first": ok, "wishes": ok, "last": ok, "drop": ok},
			"forum":  {"name": ok, "weights": ok, "limits": ok, "criteria": ok, "first": "phase_begun /phases/0", "wishes": ok, "last": ok, "drop": "phase_begun /phases/1"},
			"wishes": {"name": ok, "weights": "frozen /weights", "limits": "frozen /limits", "criteria": "frozen /criteria", "first": "phase_begun /phases/0", "wishes": ok, "last": ok, "drop": "frozen /phases"},
			"plan":   {"name": ok, "weights": "frozen /weights", "limits": "frozen /limits", "criteria": "frozen /criteria", "first": "phase_begun /phases/0", "wishes": "phase_begun /phases/2", "last": ok, "drop": "frozen /phases"},
		} {
			start := w.clock.Now()
			for name, refusal := range want {
				w.clock.Set(start)
				a := w.Programme(phase)
				q := w.As("hr").PATCH("/v1/programmes/"+a.ID(), with(changes[name](a), M{"change_note": "Usulan forum"})).If(a)
				code, pointer, refused := strings.Cut(refusal, " ")
				if refused {
					q.Refused(409, code, pointer+" "+code)
					continue
				}
				b := q.Want(200)
				n := 0
				if phase != "draft" {
					n = 1
				}
				if got := w.As("hr").GET("/v1/programmes/" + a.ID() + "/changes").Want(200).List("items"); len(got) != n || b.Text("change_note") != "Usulan forum" {
					t.Errorf("%s in %s: %v", name, phase, got)
				}
			}
		}
	})
}

func TestEndOfThePresentPhaseMovesToTodayAtTheEarliest(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		a := w.Programme("wishes")
		w.clock.Add(3 * 24 * time.Hour)
		for days, code := range map[int]string{-1: "phase_begun", 0: ""} {
			list := a.List("phases")
			list[2].(M)["ends_on"] = w.In(days)
			q := w.As("hr").PATCH("/v1/programmes/"+a.ID(), M{"phases": list}).If(a)
			if code != "" {
				q.Refused(409, code, "/phases/2 "+code)
			} else {
				a = q.Want(200).Each(M{"phases/2/ends_on": w.In(0), "frozen_hash": a.Text("frozen_hash")})
			}
		}
	})
}

func TestChangesOfAnAnnouncedProgrammeAreOnRecord(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		a := w.As("hr").PATCH("/v1/programmes/"+s.Programme("draft").ID(), M{"criteria": "Draf"}).If(1).Want(200)
		at := "/v1/programmes/" + a.ID()
		a = w.advance(a, "needs")
		a = w.As("hr").PATCH(at, M{"weights": M{"fit": 3500, "need": 3000}, "criteria": "Kriteria resmi", "change_note": "Usulan forum"}).If(a).Want(200)
		a = w.As("hr").PATCH(at, M{"limits": M{"moves": 20}}).If(a).Want(200).Each(M{"change_note": ""})
		list := w.As("andi").GET(at + "/changes?limit=1").Want(200)
		list.Each(M{"items/0/note": "Usulan forum", "items/0/before/criteria": "Draf", "items/0/after/criteria": "Kriteria resmi", "items/0/before/weights/fit": 4000,
			"items/0/after/weights/need": 3000, "items/0/before/limits": nil, "items/0/actor_id": w.Actor("hr").UserID})
		w.As("andi").GET(at + "/changes?limit=1&cursor=" + list.Text("next_cursor")).Want(200).
			Each(M{"next_cursor": nil, "items/0/note": "", "items/0/before/limits/moves": nil, "items/0/after/limits/moves": 20, "items/0/after/change_note": nil})
	})
}

// TestFreezeIsACommitmentThatAnybodyCanCheck computes the published hash anew, by other means than the program's.
func TestFreezeIsACommitmentThatAnybodyCanCheck(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		a := s.Programme("forum", M{"criteria": "Beban & jarak <adil> \u2028 \"pasti\"", "limits": M{"moves": 7, "floors": []M{{"unit_id": s.pusk, "minimum": 2}}}})
		a = w.advance(a, "wishes")
		committed := a.Text("frozen_hash")
		if len(committed) != 64 || a.Text("seed") != "" || a.Text("frozen_at") == "" || strings.Contains(string(w.As("auditor").GET("/v1/audit?subject_id="+a.ID()).Want(200).Body), w.column("SELECT seed FROM programmes")[0]) {
			t.Fatalf("%s", a.Body)
		}
		a = w.As("hr").PATCH("/v1/programmes/"+a.ID(), M{"name": "Nama lain"}).If(a).Want(200).Each(M{"frozen_hash": committed, "seed": ""})
		a = w.advance(a, "plan").Each(M{"frozen_hash": committed})
		if len(a.Text("seed")) != 64 {
			t.Fatalf("seed %q", a.Text("seed"))
		}
		shown := w.As("andi").GET("/v1/programmes/" + a.ID()).Want(200)
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(M{"criteria": shown.At("criteria"), "limits": shown.At("limits"), "seed": shown.At("seed"), "weights": shown.At("weights")}); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(strings.ReplaceAll(strings.TrimSpace(b.String()), `\u2028`, "\u2028"))) // RFC 8785 leaves it as it is
		if hex.EncodeToString(sum[:]) != committed {
			t.Errorf("%s\nis not what %s commits to", b.String(), committed)
		}
		other := s.Programme("draft", M{"name": "Tanpa aspirasi", "phases": []M{{"name": "plan", "starts_on": w.In(0), "ends_on": w.In(1)}, {"name": "decision", "starts_on": w.In(0), "ends_on": w.In(1)}}, "starts_on": w.In(0)})
		other = w.As("hr").POST("/v1/programmes/"+other.ID()+"/advance", nil).If(other).Want(200)
		if other.Text("frozen_hash") == committed || len(other.Text("seed")) != 64 {
			t.Errorf("%s", other.Body)
		}
	})
}

func TestProgrammesThatCannotBeAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		before := w.rows()
		day := func(name string, from, to int) M {
			return M{"name": name, "starts_on": w.In(from), "ends_on": w.In(to)}
		}
		nothing := domain.NewID()
		for what, c := range map[string]struct {
			body   M
			fields []string
		}{
			"ends before it starts":  {M{"ends_on": w.In(-1)}, []string{"/ends_on order", "/phases/4/ends_on outside_dates"}},
			"no phase":               {M{"phases": []M{}}, []string{"/phases min"}},
			"unknown phase":          {M{"phases": []M{day("holiday", 0, 1)}}, []string{"/phases/0/name oneof"}},
			"phases in disorder":     {M{"phases": []M{day("forum", 0, 1), day("needs", 2, 3)}}, []string{"/phases/1/name phase_order"}},
			"a phase twice":          {M{"phases": []M{day("forum", 0, 1), day("forum", 2, 3)}}, []string{"/phases/1/name phase_order"}},
			"a phase outside":        {M{"phases": []M{day("needs", -1, 1), day("forum", 2, 99)}}, []string{"/phases/0/starts_on outside_dates", "/phases/1/ends_on outside_dates"}},
			"a phase backwards":      {M{"phases": []M{day("needs", 3, 2)}}, []string{"/phases/0/ends_on order"}},
			"a phase that overtakes": {M{"phases": []M{day("needs", 2, 9), day("forum", 1, 8)}}, []string{"/phases/1/starts_on order", "/phases/1/ends_on order"}},
			"wishes for no plan":     {M{"phases": []M{day("wishes", 0, 1)}}, []string{"/phases/0/name needs_phase"}},
			"a plan nobody decides":  {M{"phases": []M{day("plan", 0, 1)}}, []string{"/phases/0/name needs_phase"}},
			"weights":                {M{"weights": M{"fit": 4001}}, []string{"/weights sum"}},
			"negative weight":        {M{"weights": M{"fit": -1, "wish": 6001}}, []string{"/weights/fit min"}},
			"unknown weight":         {M{"weights": M{"luck": 1}}, []string{"/weights/luck unknown_field"}},
			"goal":                   {M{"goal": "profit"}, []string{"/goal oneof"}},
			"moves":                  {M{"limits": M{"moves": -1}}, []string{"/limits/moves min"}},
			"kinds":                  {M{"limits": M{"kinds": []string{"bos"}}}, []string{"/limits/kinds/0 oneof"}},
			"units":                  {M{"limits": M{"unit_ids": []any{nothing, s.pusk, s.pusk}}}, []string{"/limits/unit_ids/0 unknown_reference", "/limits/unit_ids/2 duplicate"}},
			"quota of nothing":       {M{"limits": M{"quotas": []M{{"position_id": nothing, "quota": 1}}}}, []string{"/limits/quotas/0/position_id unknown_reference"}},
			"quota below holders":    {M{"limits": M{"quotas": []M{{"position_id": s.from, "quota": 1}}}}, []string{"/limits/quotas/0/quota quota_below_holders"}},
			"floor above seats":      {M{"limits": M{"floors": []M{{"unit_id": s.pusk, "minimum": 7}}}}, []string{"/limits/floors/0/minimum floor_above_seats"}},
			"floor above capped seats": {M{"limits": M{"quotas": []M{{"position_id": s.from, "quota": 4}}, "floors": []M{{"unit_id": s.pusk, "minimum": 5}, {"unit_id": s.pusk, "minimum": 4}}}},
				[]string{"/limits/floors/0/minimum floor_above_seats", "/limits/floors/1/unit_id duplicate"}},
			"state": {M{"state": "open"}, []string{"/state unknown_field"}},
		} {
			t.Log(what)
			w.As("hr").POST("/v1/programmes", w.plainProgramme(c.body)).Wrong().Refused(422, "validation_failed", c.fields...)
		}
		w.unchanged(before)
		w.As("hr").POST("/v1/programmes", w.plainProgramme(M{"limits": M{"quotas": []M{{"position_id": s.from, "quota": 2}}, "floors": []M{{"unit_id": s.pusk, "minimum": 2}}}})).Want(201)
	})
}

// TestAnnouncementChecksTheLimitsAgain: a draft may lie for months.
func TestAnnouncementChecksTheLimitsAgain(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		a := s.Programme("draft", M{"limits": M{"quotas": []M{{"position_id": s.to, "quota": 1}}}})
		s.Staff("Dewi", s.to)
		w.As("hr").POST("/v1/programmes/"+a.ID()+"/advance", nil).If(a).Refused(422, "validation_failed", "/limits/quotas/0/quota quota_below_holders")
	})
}

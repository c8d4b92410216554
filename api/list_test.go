package api_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"mutasi/api"
)

// pages walks a list to its end and gathers one member.
func (w *World) pages(path, member string) []string {
	w.t.Helper()
	var all []string
	cursor := ""
	for range 50 {
		a := w.As("hr").GET(path + cursor).Want(200)
		all = append(all, a.Column(member)...)
		next := a.Text("next_cursor")
		if next == "" {
			return all
		}
		cursor = "&cursor=" + next
	}
	w.t.Fatal("the list does not end")
	return nil
}

func TestPagesAreCompleteInBothDirectionsAndWithoutDoubles(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		u := w.Unit("DINKES", "").ID()
		p := w.Position(u, M{"quota": 100}).ID()
		names := []string{"Ani", "ani", "Ánes", "Budi", "Budi", "Budi", "Çelik", "Dewi", "zulkifli", "Zul", "Øystein"} // doubles, cases and accents
		for i, n := range names {
			w.Staff(n, p, M{"birth_date": fmt.Sprintf("198%d-03-12", i%4)})
		}
		for _, sort := range []string{"name", "nip", "birth_date"} {
			up := w.pages("/v1/staff?limit=3&sort="+sort, "id")
			down := w.pages("/v1/staff?limit=4&sort=-"+sort, "id")
			if len(up) != len(names) || len(slices.Compact(slices.Sorted(slices.Values(up)))) != len(names) {
				t.Errorf("%s: %d rows, %d of them distinct", sort, len(up), len(slices.Compact(slices.Sorted(slices.Values(up)))))
			}
			slices.Reverse(down)
			if !slices.Equal(up, down) {
				t.Errorf("%s: backwards is another order", sort)
			}
		}
		if got := strings.Join(w.pages("/v1/staff?limit=200", "name"), " "); strings.ToLower(got) != "ani ani budi budi budi dewi zul zulkifli ánes çelik øystein" {
			t.Errorf("%s", got)
		}
		w.As("hr").GET("/v1/staff?limit=2&count=true").Want(200).Each(M{"total": len(names)})
		w.As("hr").GET("/v1/staff?limit=11").Want(200).Each(M{"next_cursor": nil})
		w.As("hr").GET("/v1/staff?limit=10&sort=nip&fields=name").Want(200)

		// A row that changes between two pages neither hides nor doubles the others.
		first := w.As("hr").GET("/v1/staff?limit=5&sort=nip").Want(200)
		w.As("hr").DELETE("/v1/staff/"+first.Text("items/0/id")).If(1).Refused(409, "in_use")
		w.Staff("Baru", p, M{"nip": "190001012000011001", "birth_date": "1970-01-01"})
		second := w.As("hr").GET("/v1/staff?limit=200&sort=nip&cursor=" + first.Text("next_cursor")).Want(200)
		if len(second.List("items")) != len(names)-5 {
			t.Errorf("%d rows behind the first page", len(second.List("items")))
		}
	})
}

func TestEveryListSortsByEveryNameItDeclares(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi)).bring("effective")
		s.propose("hr", s.move(s.budi))
		s.holiday()
		w.As("hr").POST("/v1/holidays", M{"date": "2026-12-26", "name": "Cuti bersama", "kind": "collective_leave"}).Want(201)
		for _, n := range []string{"A", "B"} {
			w.As("hr").POST("/v1/competencies", M{"code": n, "name": "Integritas " + n, "cluster": "managerial"}).Want(201)
		}
		for path, sorts := range map[string]string{
			"/v1/units": "name code path", "/v1/positions": "title code job_class", "/v1/staff": "name nip birth_date", "/v1/competencies": "name code", "/v1/holidays": "date",
			"/v1/proposals": "number planned_date", "/v1/evaluations": "due_on", "/v1/decrees": "effective_date signed_on number", "/v1/follow-ups": "created_at",
			"/v1/staff/" + s.andi + "/appointments": "valid_from", "/v1/staff/" + s.andi + "/educations": "created_at", "/v1/staff/" + s.andi + "/ratings": "year",
			"/v1/staff/" + s.andi + "/trainings": "completed_on", "/v1/staff/" + s.andi + "/sanctions": "starts_on", "/v1/staff/" + s.andi + "/competencies": "assessed_on",
			"/v1/staff/" + s.andi + "/tests": "held_on", "/v1/staff/" + s.andi + "/relations": "created_at",
		} {
			whole := len(w.pages(path+"?limit=200", "id"))
			for sort := range strings.FieldsSeq(sorts) {
				up, down := w.pages(path+"?limit=1&sort="+sort, "id"), w.pages(path+"?limit=1&sort=-"+sort, "id")
				slices.Reverse(down)
				if len(up) != whole || !slices.Equal(up, down) {
					t.Errorf("%s by %s: %d of %d, backwards equal %v", path, sort, len(up), whole, slices.Equal(up, down))
				}
			}
		}
		if c.id == "" {
			t.Fatal()
		}
	})
}

func TestFiltersGiveExactlyTheirRows(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.Staff("Dewi", "", M{"sex": "female", "status": "incoming", "rank": "IV/a", "birth_date": "1990-05-05", "agency": "Kota Binjai", "unit_id": s.pusk})
		w.Staff("Eko", "", M{"employment": "pppk", "rank": "IX", "status": "left", "unit_id": nil})
		for query, want := range map[string]string{
			"status=incoming": "Dewi", "status=incoming,left": "Dewi Eko", "employment=pppk": "Eko", "rank=IV/a,IX": "Dewi Eko", "unit_id=" + s.pusk: "Andi Budi Dewi", "unit_id=" + s.dinkes: "",
			"ancestor_id=" + s.dinkes: "Andi Budi Dewi", "ancestor_id=" + s.root: "Andi Budi Citra Dewi", "position_id=" + s.to: "Citra", "born_from=1990-01-01": "Dewi",
			"born_to=1989-12-31": "Andi Budi Citra Eko", "born_from=1985-03-12&born_to=1985-03-12": "Andi Budi Citra Eko", "q=bud": "Budi", "q=BUDI": "Budi", "q=198503122010011001": "Andi", "q=19850312": "Andi Budi Citra Dewi Eko",
			"q=andi+budi": "", "q=xyz": "", "status=active&q=c": "Citra",
		} {
			w.As("hr").GET("/v1/staff?"+query).Want(200).Names("name", strings.Fields(want)...)
		}
		for query, want := range map[string]string{"parent_id=" + s.dinkes: "PUSK", "ancestor_id=" + s.dinkes + "&sort=code": "DINKES PUSK", "code=DISDIK": "DISDIK", "active=false": "", "q=disdik": "DISDIK", "kind=dinas": ""} {
			w.As("hr").GET("/v1/units?"+query).Want(200).Names("code", strings.Fields(want)...)
		}
		w.As("hr").GET("/v1/units?sort=path").Want(200).Names("depth", "0", "1", "2", "1")
		full := s.seat()
		w.As("hr").GET("/v1/positions?vacant=false").Want(200).Names("id", full)
		w.As("hr").GET("/v1/positions?vacant=true&sort=code").Want(200).Names("id", s.from, s.to)
		w.As("hr").GET("/v1/positions?ancestor_id="+s.dinkes+"&sort=code").Want(200).Names("id", s.from, full)
		w.As("hr").GET("/v1/positions?unit_id="+s.disdik+"&kind=pelaksana,fungsional&strategic=false&active=true").Want(200).Names("id", s.to)
		w.As("hr").GET("/v1/positions?q=pendidikan").Want(200).Names("id", s.to)

		c := s.propose("hr", s.move(s.andi))
		for query, found := range map[string]bool{
			"state=draft": true, "state=submitted": false, "state=submitted,draft": true, "type=internal": true, "initiative=aps": false, "staff_id=" + s.andi: true, "to_position_id=" + s.to: true,
			"from_unit_id=" + s.pusk: true, "to_unit_id=" + s.pusk: false, "number=MUT/2026/000001": true, "planned_from=" + w.In(1): false, "planned_to=" + w.In(0): true,
			"decree_id=" + nowhere: false, "programme_id=" + nowhere: false, "plan_id=" + nowhere: false,
		} {
			want := []string{}
			if found {
				want = append(want, c.id)
			}
			w.As("hr").GET("/v1/proposals?"+query).Want(200).Names("id", want...)
		}
		s.holiday()
		w.As("hr").GET("/v1/holidays?from=2026-12-25&to=2026-12-25").Want(200).Names("name", "Natal")
		w.As("hr").GET("/v1/holidays?from=2026-12-26").Want(200).Names("name")
	})
}

func TestFieldsAndExpansionsShapeTheAnswer(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		thin := w.As("hr").GET("/v1/staff?fields=name,nip&limit=1").Want(200)
		if m := thin.At("items/0").(M); len(m) != 2 || m["name"] != "Andi" {
			t.Errorf("%v", m)
		}
		if m := w.As("hr").GET("/v1/staff/" + s.andi + "?fields=name").Want(200).At("").(M); len(m) != 1 {
			t.Errorf("%v", m)
		}
		w.As("hr").GET("/v1/staff/" + s.andi + "?expand=unit,position").Want(200).Each(M{"unit/code": "PUSK", "position/title": "Analis Kesehatan"})
		w.As("hr").GET("/v1/staff?expand=unit").Want(200).Each(M{"items/0/unit/code": "PUSK", "items/2/unit/code": "DISDIK", "items/0/position": nil})
		w.As("hr").GET("/v1/positions/" + s.to + "?expand=unit").Want(200).Each(M{"unit/code": "DISDIK"})
		c := s.propose("hr", s.move(s.andi))
		w.As("hr").GET("/v1/proposals?expand=staff,to_position").Want(200).Each(M{"items/0/staff/name": "Andi", "items/0/to_position/title": "Analis Pendidikan"})
		w.As("hr").GET(c.path() + "?expand=staff").Want(200).Each(M{"staff/name": "Andi"})
	})
}

func TestAsOfShowsTheRegisterAsItWas(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.As("hr").POST("/v1/staff/"+s.andi+"/appointments", M{"position_id": w.Position(s.dinkes, M{"code": "LAMA"}).ID(), "valid_from": "2015-01-01", "valid_to": "2021-02-01"}).Want(201)
		old := w.As("hr").GET("/v1/positions?code=LAMA").Want(200).Text("items/0/id")
		for day, want := range map[string]any{"2014-12-31": nil, "2015-01-01": old, "2021-01-31": old, "2021-02-01": s.from, w.In(0): s.from} {
			w.As("hr").GET("/v1/staff/" + s.andi + "?as_of=" + day).Want(200).Each(M{"position_id": want})
		}
		w.As("hr").GET("/v1/staff?as_of=2016-01-01&position_id="+old).Want(200).Names("name", "Andi")
		w.As("hr").GET("/v1/positions/" + old + "?as_of=2016-01-01").Want(200).Each(M{"filled": 1, "vacant": 0})
		w.As("hr").GET("/v1/positions/" + old).Want(200).Each(M{"filled": 0, "vacant": 1})
		w.As("hr").GET("/v1/staff?as_of=2009-12-31").Want(200).Names("name") // nobody was appointed yet
		w.As("hr").GET("/v1/staff/"+s.andi+"?as_of=2009-12-31").Refused(404, "not_found")

		w.Unit("TUTUP", s.root, M{"valid_from": "2018-01-01", "valid_to": "2020-01-01"})
		for day, want := range map[string]string{"2017-12-31": "", "2018-01-01": "TUTUP", "2019-12-31": "TUTUP", "2020-01-01": ""} {
			w.As("hr").GET("/v1/units?code=TUTUP&as_of="+day).Want(200).Names("code", strings.Fields(want)...)
		}

		c := s.propose("hr", s.move(s.andi)).bring("effective")
		yesterday := w.In(-1)
		w.As("hr").GET("/v1/staff/" + s.andi + "?as_of=" + yesterday).Want(200).Each(M{"position_id": s.from, "unit_id": s.pusk})
		w.As("hr").GET("/v1/staff/" + s.andi + "?as_of=" + w.In(0)).Want(200).Each(M{"position_id": s.to, "unit_id": s.disdik})
		w.As("hr").GET("/v1/positions/" + s.to + "?as_of=" + yesterday).Want(200).Each(M{"filled": 1})
		w.As("hr").GET("/v1/positions/" + s.to + "?as_of=" + w.In(0)).Want(200).Each(M{"filled": 2})
		if c.last.Text("state") != "effective" {
			t.Fatal()
		}
	})
}

func TestUnchangedRowIsNotSentAgain(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		u := w.Unit("DINKES", "")
		path := "/v1/units/" + u.ID()
		for _, tag := range []string{`"1"`, `W/"1"`, `"7", "1"`, "*"} {
			if a := w.As("hr").GET(path).Header("If-None-Match", tag).Want(304); len(a.Body) != 0 || a.Header.Get("ETag") != `"1"` {
				t.Errorf("%s: %v %s", tag, a.Header, a.Body)
			}
		}
		w.As("hr").PATCH(path, M{"name": "Dinas Lain"}).If(u).Want(200)
		w.As("hr").GET(path).Header("If-None-Match", `"1"`).Want(200).Each(M{"version": 2})
		// What a position shows depends on people, not on its version alone.
		p := w.Position(u.ID())
		w.As("hr").GET("/v1/positions/"+p.ID()).Header("If-None-Match", `"1"`).Want(200)
	})
}

func TestPatchMergesAndLeavesTheRest(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		p := w.As("hr").POST("/v1/staff", w.person("Andi", M{"email": "andi@example.go.id", "phone": "+62 812 3456"})).Want(201)
		path := "/v1/staff/" + p.ID()
		w.As("hr").PATCH(path, `{"email":"","rank_since":null,"in_court":null}`).Header("Content-Type", "application/merge-patch+json").If(p).Want(200).
			Each(M{"email": "", "rank_since": nil, "in_court": nil, "phone": "+62 812 3456", "name": "Andi", "version": 2})
		w.As("hr").PATCH(path, M{"name": "  Andi   Wijaya "}).If(2).Want(200).Each(M{"name": "Andi   Wijaya"})
		w.As("hr").PATCH(path, M{}).If(3).Want(200).Each(M{"name": "Andi   Wijaya"})
		u := w.Unit("DINKES", "").ID()
		a := w.As("hr").POST("/v1/competencies", M{"code": "INT", "name": "Integritas", "cluster": "managerial"}).Want(201).ID()
		b := w.As("hr").POST("/v1/competencies", M{"code": "KOM", "name": "Komunikasi", "cluster": "managerial"}).Want(201).ID()
		j := w.Position(u, M{"requirements": []M{{"competency_id": a, "level": 2, "weight": 60}, {"competency_id": b, "level": 3, "weight": 40}}})
		w.As("hr").PATCH("/v1/positions/"+j.ID(), M{"title": "Lain"}).If(j).Want(200).Each(M{"requirements/0/level": 2, "requirements/1/level": 3})
		w.As("hr").PATCH("/v1/positions/"+j.ID(), M{"requirements": []M{{"competency_id": b, "level": 4, "weight": 100}}}).If(2).Want(200).Each(M{"requirements/0/level": 4, "requirements/1": nil})
		w.As("hr").DELETE("/v1/competencies/"+b).If(1).Refused(409, "in_use")
		w.As("hr").DELETE("/v1/competencies/" + a).If(1).Want(204)
		w.As("hr").DELETE("/v1/positions/" + j.ID()).If(3).Want(204)
		w.As("hr").GET("/v1/positions/"+j.ID()).Refused(404, "not_found")
		w.As("hr").GET("/v1/positions?q=lain").Want(200).Names("id")
	})
}

func TestRequestIDIsEchoedWhereItIsHarmless(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		for sent, kept := range map[string]bool{"abc-123_x.y": true, "": false, "a b": false, "x\r\nSet-Cookie: a": false, strings.Repeat("a", 65): false, "<script>": false} {
			a := w.As("hr").GET("/v1/units").Header("X-Request-ID", sent).Wrong().Want(200)
			if got := a.Header.Get("X-Request-ID"); got == "" || (got == sent) != kept {
				t.Errorf("sent %q, got %q", sent, got)
			}
		}
		w.As("hr").POST("/v1/units", M{"code": "X", "name": "X"}).Header("X-Request-ID", "jejak-1").Want(201)
		w.As("auditor").GET("/v1/audit?action=unit.created").Want(200).Each(M{"items/0/request_id": "jejak-1", "items/0/actor_name": "hr"})
	})
}

func TestAnswersAreCompressedOnRequest(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		for i := range 8 {
			w.Unit(fmt.Sprint("U", i), "")
		}
		plain := w.As("hr").GET("/v1/units").Want(200)
		packed := w.As("hr").GET("/v1/units").Header("Accept-Encoding", "gzip").Want(200)
		if packed.Header.Get("Content-Encoding") != "gzip" || !strings.Contains(strings.Join(packed.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Fatalf("%v", packed.Header)
		}
		r, err := gzip.NewReader(bytes.NewReader(packed.Body))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(body, plain.Body) {
			t.Errorf("%v: %d bytes, plain %d", err, len(body), len(plain.Body))
		}
		one := w.As("hr").GET("/v1/units?limit=1").Want(200).Text("items/0/id")
		if a := w.As("hr").GET("/v1/units/"+one).Header("Accept-Encoding", "gzip").Want(200); a.Header.Get("ETag") != `"1"` {
			t.Errorf("the tag is %s, it means the version whatever the encoding", a.Header.Get("ETag"))
		}
	})
}

func TestCrossOriginRequestsAreOffUntilConfigured(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		ask := func(origin string) http.Header {
			r := httptest.NewRequest("OPTIONS", "/v1/units", nil)
			r.Header.Set("Origin", origin)
			r.Header.Set("Access-Control-Request-Method", "PATCH")
			rec := httptest.NewRecorder()
			w.handler.ServeHTTP(rec, r)
			return rec.Header()
		}
		if h := ask("https://app.example.go.id"); h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%v", h)
		}
		w.Serve(api.Options{CORSOrigins: []string{"https://app.example.go.id"}})
		if h := ask("https://app.example.go.id"); h.Get("Access-Control-Allow-Origin") != "https://app.example.go.id" || !strings.Contains(h.Get("Access-Control-Allow-Methods"), "PATCH") ||
			!strings.Contains(h.Get("Access-Control-Allow-Headers"), "If-Match") {
			t.Errorf("%v", h)
		}
		if h := ask("https://evil.example"); h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%v", h)
		}
		a := w.As("hr").GET("/v1/units").Header("Origin", "https://app.example.go.id").Want(200)
		if !strings.Contains(a.Header.Get("Access-Control-Expose-Headers"), "ETag") {
			t.Errorf("%v", a.Header)
		}
	})
}

func TestSlowRequestIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		w.token("hr")
		w.Serve(api.Options{Timeout: time.Nanosecond})
		a := w.As("hr").GET("/v1/units").Do()
		if a.Code != 503 || a.Header.Get("Retry-After") == "" {
			t.Errorf("%d %v %s", a.Code, a.Header, a.Body)
		}
	})
}

package api_test

import (
	"strings"
	"testing"
)

// record is one kind of row with the life of an example: created, shown, changed, deleted.
type record struct {
	path   string // {andi} and the like are filled in
	as     string
	body   M
	change M
	shown  M        // beside what was sent
	double []string // pointers of what must be distinct
	other  M        // what makes a second row distinct
}

// records of everything that has the five operations.
func (s *Stage) records() []record {
	competency := s.As("hr").POST("/v1/competencies", M{"code": "KOM", "name": "Komunikasi", "cluster": "managerial"}).Want(201).ID()
	staff := "/v1/staff/" + s.budi
	return []record{
		{path: "/v1/units", as: "hr", body: M{"code": "BARU", "name": "Dinas Baru", "kind": "dinas", "parent_id": s.root, "remote": true}, change: M{"name": "Dinas Baru Sekali"}, double: []string{"/code"}, other: M{"code": "BARU-2"}},
		{path: "/v1/competencies", as: "hr", body: M{"code": "INT", "name": "Integritas", "cluster": "managerial"}, change: M{"cluster": "technical"}, double: []string{"/code"}, other: M{"code": "INT-2"}},
		{path: "/v1/positions", as: "hr", body: M{"code": "P-1", "title": "Perawat", "unit_id": s.pusk, "kind": "fungsional", "level": "terampil", "majors": []string{"Keperawatan"}, "quota": 3}, change: M{"quota": 4},
			shown: M{"filled": 0, "vacant": 3}, double: []string{"/code"}, other: M{"code": "P-2"}},
		{path: "/v1/staff", as: "hr", body: s.person("Dewi", M{"phone": "0812 3456"}), change: M{"phone": "0813"}, shown: M{"status": "active", "legal_status": "01", "nip_issues": []any{}}, double: []string{"/nip"}, other: M{"nip": "198503122010011901"}},
		{path: "/v1/holidays", as: "hr", body: M{"date": "2027-01-01", "name": "Tahun Baru", "kind": "national"}, change: M{"name": "Tahun Baru Masehi"}, double: []string{"/date"}, other: M{"date": "2027-01-02"}},
		{path: "/v1/users", as: "admin", body: M{"username": "baru", "name": "Pegawai Baru", "roles": []string{"auditor"}, "password": password}, change: M{"name": "Lain"}, shown: M{"must_change_password": true, "disabled": false}, double: []string{"/username"}, other: M{"username": "baru2"}},
		{path: "/v1/service-keys", as: "admin", body: M{"name": "e-Kinerja", "scopes": []string{"staff.read"}}, change: M{"name": "e-Kinerja 2"}},
		{path: "/v1/proposals", as: "hr", body: s.move(s.citra, M{"to_position_id": s.from}), change: M{"reason": "Alasan lain"}, shown: M{"state": "draft"}, double: []string{"/staff_id"}},
		{path: "/v1/programmes", as: "hr", body: s.plainProgramme(), change: M{"goal": "refresh"}, shown: M{"state": "draft", "phase": "", "limits/kinds": []any{}}},

		{path: staff + "/appointments", as: "hr", body: M{"position_id": s.to, "kind": "acting", "assignment": "PLT", "valid_from": "2026-01-05", "decree_number": "800/2"}, change: M{"valid_to": "2026-06-30"}},
		{path: staff + "/competencies", as: "hr", body: M{"competency_id": competency, "level": 3, "assessed_on": "2026-03-02", "method": "comprehensive", "assessor": "UPT Penilaian"}, change: M{"level": 4}, double: []string{"/assessed_on"}, other: M{"assessed_on": "2026-03-03"}},
		{path: staff + "/educations", as: "hr", body: M{"level": "s2", "major": "Kebijakan Publik", "institution": "USU", "graduated_on": "2019-08-01"}, change: M{"institution": "Universitas Sumatera Utara"}},
		{path: staff + "/ratings", as: "hr", body: M{"year": 2024, "results": 3, "behaviour": 2, "rater": "Kepala"}, change: M{"results": 1}, shown: M{"predicate": "butuh_perbaikan"}, double: []string{"/year"}, other: M{"year": 2023}},
		{path: staff + "/trainings", as: "hr", body: M{"title": "Pelayanan Prima", "kind": "1", "hours": 24, "completed_on": "2026-04-10", "certificate": "S-1"}, change: M{"hours": 30}},
		{path: staff + "/sanctions", as: "hr", body: M{"level": "light", "starts_on": "2023-01-02", "ends_on": "2023-02-01", "decree_number": "SK-9", "reason": "Terlambat"}, change: M{"revoked_on": "2023-01-15"}},
		{path: staff + "/tests", as: "hr", body: M{"purpose": "jf_entry", "family": "Perawat", "held_on": "2026-02-02", "passed": true, "agency": "Kemenkes"}, change: M{"passed": false}},
		{path: staff + "/relations", as: "hr", body: M{"other_staff_id": s.citra, "kind": "spouse"}, change: M{"kind": "sibling"}, double: []string{"/other_staff_id"}, other: M{"other_staff_id": s.andi}},
	}
}

func TestEveryRecordIsCreatedShownChangedAndDeleted(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		for _, r := range s.records() {
			before := w.rows()
			c := w.As(r.as)
			sent := with(r.body)
			delete(sent, "password")
			a := c.POST(r.path, r.body).Want(201).Each(sent).Each(r.shown).Each(M{"version": 1})
			if a.ETag() != `"1"` || a.Header.Get("Location") != r.path+"/"+a.ID() {
				t.Errorf("%s: ETag %s, Location %s", r.path, a.ETag(), a.Header.Get("Location"))
			}
			item := r.path + "/" + a.ID()
			if got := c.GET(item).Want(200); got.ETag() != `"1"` {
				t.Errorf("%s: %s", item, got.ETag())
			} else {
				got.Each(sent).Each(r.shown)
			}
			found := false
			for _, id := range c.GET(r.path + "?limit=200").Want(200).Column("id") {
				found = found || id == a.ID()
			}
			if !found {
				t.Errorf("%s is not in its list", item)
			}
			for _, at := range r.double {
				again := with(r.body)
				if r.path == "/v1/proposals" {
					c.POST(r.path, again).Refused(409, "open_proposal_exists", at)
				} else {
					c.POST(r.path, again).Refused(409, "duplicate", at+" duplicate")
				}
			}
			if r.other != nil {
				second := c.POST(r.path, with(r.body, r.other)).Want(201)
				same := M{}
				for field := range r.other {
					same[field] = r.body[field]
				}
				c.PATCH(r.path+"/"+second.ID(), same).If(second).Refused(409, "duplicate", r.double[0]+" duplicate")
				c.DELETE(r.path + "/" + second.ID()).If(second).Want(204)
			}
			c.PATCH(item, M{"nonsense": 1}).If(1).Wrong().Refused(422, "validation_failed", "/nonsense unknown_field")
			c.PATCH(item, r.change).If(2).Refused(412, "version_mismatch").Each(M{"current_version": 1})
			c.PATCH(item, r.change).Wrong().Refused(428, "precondition_required")
			changed := c.PATCH(item, r.change).If(1).Want(200).Each(with(sent, r.change)).Each(M{"version": 2})
			c.DELETE(item).If(1).Refused(412, "version_mismatch").Each(M{"current_version": 2})
			c.DELETE(item).Wrong().Refused(428, "precondition_required")
			c.DELETE(item).If("2").Wrong().Refused(400, "bad_etag")
			c.DELETE(item).If(changed).Want(204)
			c.GET(item).Refused(404, "not_found")
			c.DELETE(item).If(changed).Refused(404, "not_found")
			c.PATCH(item, r.change).If(changed).Refused(404, "not_found")

			name := w.column("SELECT action FROM audit WHERE subject_id = ? ORDER BY seq DESC LIMIT 1", bytesOf(a.ID()))[0]
			name = strings.TrimSuffix(name, ".deleted")
			if got := w.log(a.ID()); got != name+".created "+name+".updated "+name+".deleted" {
				t.Errorf("%s: %s", item, got)
			}
			after := w.rows()
			for table, n := range after {
				switch table {
				case "audit", "outbox", "sessions", "refresh_tokens", "revocations", "counters":
				default:
					if n != before[table] {
						t.Errorf("%s: %d rows of %s stay behind", r.path, n-before[table], table)
					}
				}
			}
		}
		w.healthy()
	})
}

func bytesOf(id string) []byte {
	k := key(id)
	return k[:]
}

func TestRowsThatDecisionsRestOnStay(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi)).bring("approved")
		d := s.decree(w.In(0), c.id)
		d = w.As("hr").PATCH("/v1/decrees/"+d.ID(), M{"number": "800/77"}).If(d).Want(200).Each(M{"number": "800/77", "proposal_ids": []string{c.id}})
		other := s.decree2()
		w.As("hr").PATCH("/v1/decrees/"+d.ID(), M{"number": other.Text("number")}).If(d).Refused(409, "duplicate", "/number duplicate")
		w.As("hr").POST("/v1/decrees", M{"number": "800/78", "signed_on": w.In(0), "effective_date": w.In(0), "proposal_ids": []string{c.id}}).Refused(422, "validation_failed", "/proposal_ids/0 other_decree")
		w.As("hr").DELETE("/v1/decrees/" + other.ID()).If(other).Want(204)
		d = w.As("ppk").POST("/v1/decrees/"+d.ID()+"/sign", nil).If(d).Want(200)
		w.As("hr").PATCH("/v1/decrees/"+d.ID(), M{"number": "800/79"}).If(d).Refused(409, "not_editable")
		w.As("hr").DELETE("/v1/decrees/"+d.ID()).If(d).Refused(409, "not_editable")
		w.activate()
		list := w.As("hr").GET("/v1/staff/" + s.andi + "/appointments").Want(200)
		made := "/v1/staff/" + s.andi + "/appointments/" + list.Text("items/1/id")
		w.As("hr").DELETE(made).If(1).Refused(409, "in_use")
		w.As("hr").PATCH(made, M{"valid_from": "2026-01-01"}).If(1).Refused(409, "in_use")
		w.As("hr").PATCH(made, M{"valid_from": nil}).If(1).Refused(422, "validation_failed", "/valid_from required")
		w.As("hr").DELETE("/v1/staff/"+s.andi).If(2).Refused(409, "in_use")
		w.As("hr").DELETE("/v1/positions/"+s.to).If(1).Refused(409, "in_use")
		u := w.userOf("andi")
		w.token("andi")
		w.As("admin").DELETE("/v1/users/"+u.ID()).If(u).Refused(409, "in_use")
		w.healthy()
	})
}

// decree2 drafts a decree over a second person.
func (s *Stage) decree2() *Answer {
	s.t.Helper()
	seat := s.Position(s.disdik).ID()
	return s.decree(s.In(0), s.propose("hr", s.move(s.budi, M{"to_position_id": seat})).bring("approved").id)
}

func TestTalkBesideAProposal(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi))
		said := []string{}
		for _, who := range []string{"hr", "kepala_dinkes", "kepala_disdik", "pyb", "ppk", "andi"} {
			w.As(who).POST(c.path("comments"), M{"body": "Pendapat " + who}).Want(201).Each(M{"author_name": who})
			said = append(said, "Pendapat "+who)
		}
		got := w.pages(c.path("comments")+"?limit=2", "body")
		if strings.Join(got, "|") != strings.Join(said, "|") {
			t.Errorf("%v", got)
		}
		doc := c.upload("hr", "request", "surat.pdf", pdf).Want(201)
		w.As("kepala_disdik").GET(c.path("documents")).Want(200).Names("id", doc.ID())
		part := w.As("hr").GET(c.path("documents", doc.ID())).Header("Range", "bytes=0-3").Want(206)
		if string(part.Body) != "%PDF" {
			t.Errorf("%q", part.Body)
		}
		w.As("hr").GET(c.path("documents", doc.ID())).Header("Range", "bytes=99999-").Want(416)
		w.As("hr").DELETE(c.path()).If(1).Want(204) // a draft takes everything along
		w.healthy()
	})
}

func TestLawIsThereToRead(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		rules := w.As("andi").GET("/v1/rules").Want(200)
		if n := len(rules.List("items")); n < 40 || rules.Text("items/0/citation") == "" || rules.Text("items/0/title/id") == "" {
			t.Errorf("%d rules", n)
		}
		list := w.As("andi").GET("/v1/policies").Want(200).Names("version", "1")
		w.As("andi").GET("/v1/policies/" + list.Text("items/0/id")).Want(200).Each(M{"version": 1})
		w.As("admin").POST("/v1/policies", M{"title": "Dua", "citation": "Perwali 2/2026", "valid_from": w.In(10), "rules": M{"TENURE_MIN_2Y": M{"severity": "block"}}}).Want(201).
			Each(M{"version": 2, "rules/TENURE_MIN_2Y/severity": "block"})
		e := w.As("hr").GET("/v1/staff/" + s.andi + "/eligibility?position_id=" + s.to).Want(200).Each(M{"verdict": "eligible", "policy_version": 1, "on": w.In(0), "position_id": s.to, "staff_id": s.andi})
		checkOutcome(t, e, "FORMATION_AVAILABLE", "pass")
		w.As("andi").GET("/v1/staff/" + s.andi + "/eligibility?type=internal&initiative=aps&on=" + w.In(30) + "&position_id=" + s.to).Want(200).Each(M{"on": w.In(30)})
		w.clock.Set(w.clock.Now().AddDate(0, 0, 10))
		w.As("hr").GET("/v1/staff/" + s.andi + "/eligibility?position_id=" + s.to).Want(200).Each(M{"policy_version": 2}) // its day has come
	})
}

func TestFollowUpIsKeptAsideItsEvaluation(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c, e, f := s.inside()
		mine := w.As("kepala_dinkes")
		made := mine.POST("/v1/follow-ups", M{"evaluation_id": e.ID(), "kind": "training", "owner": "BKPSDM", "due_on": w.In(30)}).Want(201).
			Each(M{"state": "open", "staff_id": s.andi, "unit_id": s.dinkes, "kind": "training"})
		w.As("hr").PATCH("/v1/follow-ups/"+made.ID(), M{"state": "done"}).If(made).Want(200).Each(M{"state": "done"})
		mine.PATCH("/v1/follow-ups/"+f.ID(), M{"state": "lost"}).If(f).Refused(422, "validation_failed", "/state oneof")
		mine.GET("/v1/follow-ups?state=open").Want(200).Names("id", f.ID())
		mine.GET("/v1/follow-ups?state=done&staff_id="+s.andi+"&unit_id="+s.dinkes+"&evaluation_id="+e.ID()).Want(200).Names("id", made.ID())
		mine.DELETE("/v1/follow-ups/" + made.ID()).If(2).Want(204)
		mine.GET("/v1/evaluations?submitted=true").Want(200).Names("id", e.ID())
		mine.GET("/v1/evaluations?stage=m3,m6&staff_id="+s.andi+"&unit_id="+s.dinkes).Want(200).Names("stage", "m3", "m6")
		mine.PUT("/v1/evaluations/"+e.ID(), M{"results": 2, "behaviour": 2, "adaptation": 5, "note": "", "action": "none"}).If(e).Want(200).Each(M{"adaptation": 5, "version": 3}) // may be corrected
		mine.PUT("/v1/evaluations/"+e.ID(), M{"results": 4, "behaviour": 0, "adaptation": 9, "action": "dance"}).If(3).Refused(422, "validation_failed", "/results max", "/behaviour min", "/adaptation max", "/action oneof")
		good := M{"results": 2, "behaviour": 2, "adaptation": 4, "note": "", "action": "none"}
		for _, x := range mine.GET("/v1/evaluations?submitted=false&proposal_id=" + c.id).Want(200).List("items") {
			mine.PUT("/v1/evaluations/"+x.(M)["id"].(string), good).If(1).Want(200)
		}
		c.act("kepala_dinkes", "start", c.body("start"))
		c.act("hr", "close", nil)
		mine.PUT("/v1/evaluations/"+e.ID(), good).If(3).Refused(409, "transition_not_allowed").Each(M{"state": "closed"}) // not any more
		mine.GET("/v1/evaluations/" + e.ID()).Want(200).Each(M{"allowed_actions": actions()})
	})
}

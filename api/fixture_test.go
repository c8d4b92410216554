package api_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"

	"mutasi/domain"
)

// Defaults of the fixtures: a test names only what it is about.

// with lays further members over an object.
func with(base M, more ...M) M {
	out := M{}
	for _, m := range append([]M{base}, more...) {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// next numbers codes and names.
func (w *World) next() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.codes++
	return w.codes
}

// Unit makes a unit, below a parent where one is given.
func (w *World) Unit(code string, parent string, more ...M) *Answer {
	w.t.Helper()
	in := M{"code": code, "name": "Dinas " + code}
	if parent != "" {
		in["parent_id"] = parent
	}
	return w.As("hr").POST("/v1/units", with(in, more...)).Want(201)
}

// Position makes a post for ordinary officers with one seat.
func (w *World) Position(unit string, more ...M) *Answer {
	w.t.Helper()
	n := w.next()
	return w.As("hr").POST("/v1/positions", with(M{
		"code": fmt.Sprintf("J%04d", n), "title": fmt.Sprintf("Analis Pelayanan %d", n), "unit_id": unit, "kind": "pelaksana", "job_class": 7,
		"rank_min": "III/a", "rank_max": "III/d", "education_min": "s1", "majors": []string{"Administrasi Publik"}, "family": "Pelayanan", "quota": 1,
	}, more...)).Want(201)
}

// NIP is the next number of somebody born on 12 March 1985 and appointed in January 2010.
func (w *World) NIP() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.nips++
	return fmt.Sprintf("198503122010011%03d", w.nips)
}

// person is what a healthy officer's record holds.
func (w *World) person(name string, more ...M) M {
	return with(M{
		"nip": w.NIP(), "name": name, "employment": "pns", "sex": "male", "birth_date": "1985-03-12", "rank": "III/b", "rank_since": "2022-04-01",
		"education_level": "s1", "major": "Administrasi Publik", "appointed_on": "2010-01-01", "pns_since": "2011-01-01",
		"in_court": false, "under_examination": false, "relations_declared_on": "2026-01-05",
	}, more...)
}

// Staff makes a civil servant who has held the position since 2021.
func (w *World) Staff(name, position string, more ...M) *Answer {
	w.t.Helper()
	in := w.person(name)
	if position != "" {
		in["position_id"], in["position_since"] = position, "2021-02-01"
	}
	return w.As("hr").POST("/v1/staff", with(in, more...)).Want(201)
}

// Stage is two units with their heads, a position with a free seat, and people to move.
//
//	PEMKO ─┬─ DINKES ── PUSK     head: kepala_dinkes; holds the post asal, where budi and andi sit
//	       └─ DISDIK             head: kepala_disdik; holds the post tujuan: two seats, one taken
type Stage struct {
	*World
	root, dinkes, pusk, disdik string
	from, to                   string // positions
	andi, budi, citra          string // andi moves, budi stays in DINKES, citra holds a seat of "to"
}

// stage builds it. The account andi belongs to andi.
func (w *World) stage() *Stage {
	w.t.Helper()
	s := &Stage{World: w}
	s.root = w.Unit("PEMKO", "").ID()
	s.dinkes = w.Unit("DINKES", s.root).ID()
	s.pusk = w.Unit("PUSK", s.dinkes).ID()
	s.disdik = w.Unit("DISDIK", s.root).ID()
	s.from = w.Position(s.pusk, M{"quota": 6, "title": "Analis Kesehatan"}).ID()
	s.to = w.Position(s.disdik, M{"quota": 2, "title": "Analis Pendidikan"}).ID()
	s.andi = w.Staff("Andi", s.from).ID()
	s.budi = w.Staff("Budi", s.from).ID()
	s.citra = w.Staff("Citra", s.to).ID()
	w.User("kepala_dinkes", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(s.dinkes)})
	w.User("kepala_disdik", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(s.disdik)})
	w.User("andi", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(s.andi)})
	return s
}

// move is the body of a proposal that moves somebody to the post with the free seat.
func (s *Stage) move(staff string, more ...M) M {
	return with(M{"staff_id": staff, "to_position_id": s.to, "type": "internal", "initiative": "dinas", "reason": "Kebutuhan organisasi", "planned_date": s.Today().String()}, more...)
}

// Case is a proposal on its way; it remembers the last answer.
type Case struct {
	*Stage
	id   string
	last *Answer
}

// propose drafts a proposal as the account.
func (s *Stage) propose(as string, body M) *Case {
	s.t.Helper()
	a := s.As(as).POST("/v1/proposals", body).Want(201)
	return &Case{s, a.ID(), a}
}

// path of the proposal, or of something below it.
func (c *Case) path(rest ...string) string {
	return "/v1/proposals/" + strings.Join(append([]string{c.id}, rest...), "/")
}

// act takes a step with the ETag of the last answer.
func (c *Case) act(as, action string, body M) *Answer {
	c.t.Helper()
	c.last = c.As(as).POST(c.path(action), body).If(c.last).Want(200)
	return c.last
}

// try sends a step that should be refused.
func (c *Case) try(as, action string, body M) *Call {
	return c.As(as).POST(c.path(action), body).If(c.last)
}

// consent says yes for both sides.
func (c *Case) consent() {
	c.t.Helper()
	c.As("kepala_dinkes").POST(c.path("consents"), M{"side": "releasing", "decision": "agree", "note": "Ada pengganti"}).Want(201)
	c.As("kepala_disdik").POST(c.path("consents"), M{"side": "receiving", "decision": "agree"}).Want(201)
}

// committee is a session of five.
func (s *Stage) committee(more ...M) M {
	members := []M{}
	for _, n := range []string{"Sekretaris Daerah", "Kepala BKPSDM", "Inspektur", "Asisten Administrasi", "Kepala Bagian Organisasi"} {
		members = append(members, M{"name": n, "office": n})
	}
	return with(M{"body": "tpk", "opinion": "recommended", "held_on": s.Today().String(), "members": members}, more...)
}

// steps of the road, in order, each with the account that takes it.
var steps = []struct{ state, as, action string }{
	{"submitted", "hr", "submit"}, {"verified", "hr2", "verify"}, {"reviewed", "hr2", "review"}, {"endorsed", "pyb", "endorse"}, {"approved", "ppk", "approve"},
}

// to brings a draft into the state.
func (c *Case) bring(state string) *Case {
	c.t.Helper()
	if state == "draft" {
		return c
	}
	c.second()
	for _, st := range steps {
		if st.action == "verify" {
			c.consent()
		}
		c.act(st.as, st.action, c.body(st.action))
		if st.state == state {
			return c
		}
	}
	decree := c.decree(c.In(0), c.id)
	if state == "approved+decree" {
		return c
	}
	c.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
	c.reread()
	if state == "decreed" {
		return c
	}
	c.activate()
	c.reread()
	if state == "effective" {
		return c
	}
	c.t.Fatalf("no road to %q", state)
	return nil
}

// second makes another personnel officer: who submits does not verify in the stories here, though the law lets them.
func (c *Case) second() {
	if c.count("SELECT COUNT(*) FROM users WHERE username = 'hr2'") == 0 {
		c.User("hr2", domain.UserInput{Roles: []domain.Role{domain.RoleHR}})
	}
}

// body is what each action wants.
func (s *Stage) body(action string) M {
	switch action {
	case "review":
		return s.committee()
	case "start":
		return M{"started_on": s.Today().String()}
	}
	return M{"note": "Sesuai kebutuhan"}
}

// decree drafts a decree for proposals.
func (s *Stage) decree(effective string, proposals ...string) *Answer {
	s.t.Helper()
	return s.As("hr").POST("/v1/decrees", M{"number": fmt.Sprintf("800/%d/BKPSDM", s.next()), "signed_on": s.Today().String(), "effective_date": effective, "proposal_ids": proposals}).Want(201)
}

// activate lets due decrees take effect.
func (w *World) activate() {
	w.t.Helper()
	if err := w.svc.ActivateDue(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// reread fetches the proposal as hr sees it.
func (c *Case) reread() *Answer {
	c.t.Helper()
	c.last = c.As("hr").GET(c.path()).Want(200)
	return c.last
}

// pdf is a small real document.
var pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// form is a multipart body: fields first, then the file; an empty name leaves the file out.
func form(fields map[string]string, name string, content []byte) (body []byte, contentType string) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	if name != "" {
		f, _ := m.CreateFormFile("file", name)
		_, _ = f.Write(content)
	}
	_ = m.Close()
	return b.Bytes(), m.FormDataContentType()
}

// upload sends a document.
func (c *Case) upload(as, kind, name string, content []byte) *Call {
	body, contentType := form(map[string]string{"kind": kind}, name, content)
	return c.As(as).POST(c.path("documents"), body).Header("Content-Type", contentType)
}

package api_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/service"
)

// rooms holds a real row for every {parameter} of the contract's paths: every operation can be tried on something.
func (s *Stage) rooms() map[string]string {
	s.t.Helper()
	_, evaluation, followUp := s.inside()
	draft := s.propose("hr", s.move(s.citra, M{"to_position_id": s.from}))
	rooms := map[string]string{
		"/v1/evaluations/{id}": evaluation.ID(), "/v1/follow-ups/{id}": followUp.ID(), "/v1/proposals/{id}": draft.id, "/v1/decrees/{id}": s.decree2().ID(),
		"/v1/proposals/{id}/documents/{document}": draft.upload("hr", "request", "surat.pdf", pdf).Want(201).ID(),
		"/v1/policies/{id}":                       s.As("hr").GET("/v1/policies").Want(200).Text("items/0/id"), "/v1/references/{kind}": "ranks",
	}
	s.consultation(rooms)
	wishes := s.As("hr").POST("/v1/programmes", s.plainProgramme(M{"phases": s.phases(0, "wishes", "plan", "decision")})).Want(201)
	s.As("hr").POST("/v1/programmes/"+wishes.ID()+"/advance", nil).If(wishes).Want(200)
	rooms["/v1/aspirations/{id}"] = s.As("hr").POST("/v1/aspirations", list(s.budi, wishes.ID(), "p "+s.to)).Want(201).ID()
	computed := s.As("hr").POST("/v1/programmes", s.plainProgramme(M{"phases": s.phases(0, "plan", "decision")})).Want(201)
	s.As("hr").POST("/v1/programmes/"+computed.ID()+"/advance", nil).If(computed).Want(200)
	plan := s.Plan(computed.ID(), "ready")
	rooms["/v1/plans/{id}"], rooms["/v1/jobs/{id}"] = plan.ID(), plan.Text("job_id")
	for _, r := range s.records() {
		if r.path == "/v1/proposals" {
			continue
		}
		id := s.As(r.as).POST(r.path, r.body).Want(201).ID()
		if !strings.HasPrefix(r.path, "/v1/staff/") {
			rooms[r.path+"/{id}"] = id
		} else {
			rooms["/v1/staff/{id}/"+r.path[strings.LastIndexByte(r.path, '/')+1:]+"/{row}"] = id
		}
	}
	rooms["/v1/staff/{id}"] = s.budi // who owns the rows above
	return rooms
}

// place fills a path in; false where the suite knows no row for it.
func place(template string, rooms map[string]string) (string, bool) {
	parts := strings.Split(template, "/")
	out := make([]string, len(parts))
	known := true
	for i, p := range parts {
		out[i] = p
		if strings.HasPrefix(p, "{") {
			v, ok := rooms[strings.Join(parts[:i+1], "/")]
			if !ok {
				v, known = domain.NewID().String(), false
			}
			out[i] = v
		}
	}
	return strings.Join(out, "/"), known
}

// try is one operation of the contract with a caller who may and a row that is there.
type try struct {
	publishedOp
	id     string
	as     string
	at     string // path on a row that is there
	absent string // path on a row that is not
	known  bool
}

func (s *Stage) tries(t *testing.T) []try {
	t.Helper()
	p, err := openAPI()
	if err != nil {
		t.Fatal(err)
	}
	rooms := s.rooms()
	var all []try
	for _, r := range s.server.Routes() {
		path := colonToBrace.Replace(r.Path)
		for _, op := range p.ops {
			if op.method != r.Method || op.path != path {
				continue
			}
			x := try{publishedOp: op, id: r.ID}
			x.at, x.known = place(path, rooms)
			x.absent, _ = place(path, map[string]string{"/v1/references/{kind}": "nothing"})
			for _, who := range []struct {
				name string
				role domain.Role
			}{{"hr", domain.RoleHR}, {"admin", domain.RoleAdmin}, {"pyb", domain.RolePYB}, {"ppk", domain.RolePPK}, {"kepala_dinkes", domain.RoleUnitHead}, {"auditor", domain.RoleAuditor}} {
				if x.as == "" && r.Perm != "" && service.Grants[r.Perm][who.role] != domain.ReachNone {
					x.as = who.name
				}
			}
			all = append(all, x)
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d operations", len(all))
	}
	return all
}

var colonToBrace = strings.NewReplacer(":id", "{id}", ":row", "{row}", ":document", "{document}", ":kind", "{kind}")

func (x try) documents(status int) bool { return x.route.Operation.Responses.Status(status) != nil }

func (x try) takes(kind string) bool {
	b := x.route.Operation.RequestBody
	return b != nil && b.Value.Content[kind] != nil
}

func (x try) header(name string) *openapi3.Parameter {
	for _, list := range []openapi3.Parameters{x.route.Operation.Parameters, x.route.PathItem.Parameters} {
		if p := list.GetByInAndName("header", name); p != nil {
			return p
		}
	}
	return nil
}

func (x try) caller(w *World) Caller {
	if x.as == "" {
		return w.Anyone()
	}
	return w.As(x.as)
}

// matched sets If-Match to the present version where the operation wants one.
func (x try) matched(w *World, q *Call) *Call {
	if x.header("If-Match") == nil {
		return q
	}
	path := x.at
	if x.method == "POST" { // an action: the row is one step up
		path = path[:strings.LastIndexByte(path, '/')]
	}
	if tag := x.caller(w).GET(path).Do().Header.Get("ETag"); tag != "" {
		return q.If(tag)
	}
	return q.If(1)
}

// TestEveryOperationRefusesEveryCommonFault tries on each operation of the contract what can be wrong with any request.
func TestEveryOperationRefusesEveryCommonFault(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		s := w.stage()
		tries := s.tries(t)
		for _, who := range []string{"hr", "admin", "pyb", "ppk", "kepala_dinkes", "auditor"} {
			w.token(who)
		}
		before := w.rows()
		changes := "SELECT COUNT(*) FROM audit WHERE action NOT LIKE '%.read' AND action NOT LIKE 'session.%'"
		changed := w.count(changes)
		fault := func(x try, what string, a *Answer, status int, codes ...string) {
			t.Helper()
			if a.Code != status || a.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %s: %d, want %d\n%.300s", x.id, what, a.Code, status, a.Body)
				return
			}
			for _, c := range codes {
				if a.Text("code") == c {
					return
				}
			}
			t.Errorf("%s: %s: code %q, want one of %v", x.id, what, a.Text("code"), codes)
		}
		for _, x := range tries {
			as := x.caller(w)
			send := func(path string, body any) *Call { return as.Send(x.method, path, body).Wrong() }
			if x.method == "GET" {
				fault(x, "an unknown parameter", send(x.at+"?nonsense=1", nil).Do(), 400, "unknown_parameter", "unknown_filter")
			}
			if x.documents(400) {
				fault(x, "a broken query", send(x.at+"?a=%zz", nil).Do(), 400, "bad_query")
			}
			if x.takes("application/json") {
				fault(x, "broken JSON", x.matched(w, send(x.at, `{"`)).Do(), 400, "bad_json")
				fault(x, "a list", x.matched(w, send(x.at, `[1]`)).Do(), 400, "bad_json")
				fault(x, "a name twice", x.matched(w, send(x.at, `{"note":"a","note":"b"}`)).Do(), 400, "bad_json")
				fault(x, "an unknown field", x.matched(w, send(x.at, `{"nonsense":1}`)).Do(), 422, "validation_failed")
				fault(x, "a body too large", x.matched(w, send(x.at, `{"note":"`+strings.Repeat("x", 1<<20)+`"}`)).Do(), 413, "body_too_large")
				fault(x, "another media type", x.matched(w, send(x.at, "note: x").Header("Content-Type", "text/plain")).Do(), 415, "media_type")
			}
			if p := x.header("If-Match"); p != nil && x.known {
				body := s.valid(x.path)
				fault(x, "a stale version", send(x.at, body).If(4711).Do(), 412, "version_mismatch")
				fault(x, "a tag that is none", send(x.at, body).If("x").Do(), 400, "bad_etag")
				if p.Required {
					fault(x, "no If-Match", send(x.at, body).Do(), 428, "precondition_required")
				}
			}
			if strings.Contains(x.path, "{") && x.documents(404) {
				q := send(x.absent, s.valid(x.path)).If(1)
				if x.takes("multipart/form-data") {
					content, kind := form(map[string]string{"kind": "request"}, "a.pdf", pdf)
					q = send(x.absent, content).Header("Content-Type", kind)
				}
				if strings.HasSuffix(x.path, "/eligibility") || strings.HasSuffix(x.path, "/fit") {
					q = send(x.absent+"?position_id="+s.to, nil)
				} else if strings.HasSuffix(x.path, "/explanations") {
					q = send(x.absent+"?staff_id="+s.andi+"&position_id="+s.to, nil)
				}
				fault(x, "a row that is not there", q.Do(), 404, "not_found")
			}
			if x.known && x.documents(304) && x.method == "GET" {
				if a := as.GET(x.at).Header("If-None-Match", "*").Wrong().Do(); a.Code != 304 || len(a.Body) > 0 {
					t.Errorf("%s: If-None-Match: %d", x.id, a.Code)
				}
			}
		}
		before["audit"] = w.rows()["audit"] // looks at restricted data are logged
		w.unchanged(before)
		if n := w.count(changes); n != changed {
			t.Errorf("%d changes were logged", n-changed)
		}
	})
}

// valid is a body that passes the field checks of an operation that has them before it looks for the row.
func (s *Stage) valid(path string) any {
	switch path[strings.LastIndexByte(path, '/')+1:] {
	case "review":
		return s.committee()
	case "overrides":
		return M{"rule": "ORIGIN_NOT_CRITICAL", "reason": "Alasan yang cukup panjang", "document_id": domain.NewID()}
	case "consents":
		return M{"side": "releasing", "decision": "agree"}
	case "comments":
		return M{"body": "x"}
	case "plans":
		return s.planBody()
	case "adopt":
		return M{"reason": "x"}
	case "workload":
		return M{"year": 2026, "tasks": []M{{"name": "x", "output": "berkas", "volume": 1, "norm_minutes": 1}}}
	}
	return M{}
}

// TestKeyWhoseFirstAnswerWasLostSaysSo: the process died between the commit and the storing of the answer.
func TestKeyWhoseFirstAnswerWasLostSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		for i, x := range s.tries(t) {
			if x.header("Idempotency-Key") == nil {
				continue
			}
			k, body := "hilang-"+strconv.Itoa(i), []byte(`{"note":"x"}`)
			claim := service.NewClaim(w.Actor(x.as).UserID, x.id+" "+x.at, k, body)
			if err := w.st.Write(t.Context(), func(tx *repository.Tx) error { return repository.ClaimIdempotency(tx, claim.Key[:], claim.Body[:]) }); err != nil {
				t.Fatal(err)
			}
			a := w.As(x.as).Send(x.method, x.at, string(body)).Header("Idempotency-Key", k).If(1).Wrong().Do()
			if a.Code != 409 || a.Text("code") != "idempotency_in_progress" {
				t.Errorf("%s: %d %.300s", x.id, a.Code, a.Body)
			}
		}
	})
}

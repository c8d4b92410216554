package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"mutasi/domain"
)

// wrong is one bad request and what it must hear.
type wrong struct {
	name   string
	call   func(*Stage) *Call
	status int
	code   string
	fields []string // "pointer code"
}

func unitBody(more ...M) M { return with(M{"code": "BARU", "name": "Dinas Baru"}, more...) }

// post sends a raw body to /v1/units, where every shape of badness is tried.
func post(body string) func(*Stage) *Call {
	return func(s *Stage) *Call { return s.As("hr").POST("/v1/units", body) }
}

func postStaff(more M) func(*Stage) *Call {
	return func(s *Stage) *Call { return s.As("hr").POST("/v1/staff", s.person("Baru", more)) }
}

func postTo(path string, body func(*Stage) M) func(*Stage) *Call {
	return func(s *Stage) *Call { return s.As("hr").POST(path, body(s)) }
}

func get(path string) func(*Stage) *Call {
	return func(s *Stage) *Call {
		return s.As("hr").GET(strings.NewReplacer("{andi}", s.andi, "{to}", s.to).Replace(path))
	}
}

func fields(list ...string) []string { return list }

var nowhere = domain.NewID().String()

var badJSON = []wrong{
	{"broken JSON", post(`{"code":`), 400, "bad_json", nil},
	{"no JSON at all", post(`code=BARU`), 400, "bad_json", nil},
	{"a list", post(`[]`), 400, "bad_json", nil},
	{"null", post(`null`), 400, "bad_json", nil},
	{"a string", post(`"x"`), 400, "bad_json", nil},
	{"trailing data", post(`{"code":"BARU","name":"x"} {}`), 400, "bad_json", nil},
	{"a comma too many", post(`{"code":"BARU","name":"x",}`), 400, "bad_json", nil},
	{"duplicate field", post(`{"code":"BARU","name":"x","name":"y"}`), 400, "bad_json", fields("/name duplicate_name")},
	{"bytes that are not UTF-8", post("{\"code\":\"BARU\",\"name\":\"\xff\xfe\"}"), 400, "bad_json", nil},
	{"half a surrogate pair", post(`{"code":"BARU","name":"\ud800"}`), 400, "bad_json", nil},
	{"depth without end", post(`{"name":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`), 400, "bad_json", nil},
	{"unknown fields, all at once", post(`{"code":"BARU","nam":"x","Name":"y"}`), 422, "validation_failed", fields("/nam unknown_field", "/Name unknown_field")},
	{"wrong types, all at once", post(`{"code":7,"name":true,"active":"yes","valid_from":20240101,"parent_id":5}`), 422, "validation_failed",
		fields("/code wrong_type", "/name wrong_type", "/active wrong_type", "/valid_from wrong_type", "/parent_id wrong_type")},
	{"null for what is required", post(`{"code":null,"name":null,"active":null}`), 422, "validation_failed", fields("/code null", "/name null", "/active null")},
	{"nothing", post(`{}`), 422, "validation_failed", fields("/code required", "/name required")},
	{"only white space", post(`{"code":" ","name":"\t"}`), 422, "validation_failed", fields("/code required", "/name required")},
	{"an id that is none", post(`{"code":"BARU","name":"x","parent_id":"12"}`), 422, "validation_failed", fields("/parent_id wrong_type")},
	{"a day that does not exist", post(`{"code":"BARU","name":"x","valid_from":"2025-02-29"}`), 422, "validation_failed", fields("/valid_from wrong_type")},
	{"a day in another form", post(`{"code":"BARU","name":"x","valid_from":"29/02/2024"}`), 422, "validation_failed", fields("/valid_from wrong_type")},
	{"a day with a time", post(`{"code":"BARU","name":"x","valid_from":"2024-02-29T00:00:00Z"}`), 422, "validation_failed", fields("/valid_from wrong_type")},
	{"a body that is too large", post(`{"name":"` + strings.Repeat("x", 1<<20) + `"}`), 413, "body_too_large", nil},
	{"another content type", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/units", `code=BARU`).Header("Content-Type", "application/x-www-form-urlencoded")
	}, 415, "media_type", nil},
	{"no content type", func(s *Stage) *Call { return s.As("hr").POST("/v1/units", []byte(`{"code":"BARU"}`)) }, 415, "media_type", nil},
	{"a name too long", post(`{"code":"BARU","name":"` + strings.Repeat("é", 201) + `"}`), 422, "validation_failed", fields("/name max")},
	{"a code with spaces", post(`{"code":"BARU 1","name":"x"}`), 422, "validation_failed", fields("/code code")},
	{"a period that ends before it begins", post(`{"code":"BARU","name":"x","valid_from":"2024-05-01","valid_to":"2024-04-30"}`), 422, "validation_failed", fields("/valid_to order")},
	{"SQL in a code", post(`{"code":"x'; DROP TABLE units;--","name":"x"}`), 422, "validation_failed", fields("/code code")},
}

var badRegister = []wrong{
	{"a parent that does not exist", postTo("/v1/units", func(*Stage) M { return unitBody(M{"parent_id": nowhere}) }), 422, "validation_failed", fields("/parent_id unknown_reference")},
	{"a head position that does not exist", postTo("/v1/units", func(*Stage) M { return unitBody(M{"head_position_id": nowhere}) }), 422, "validation_failed", fields("/head_position_id unknown_reference")},
	{"a code that is taken", postTo("/v1/units", func(*Stage) M { return unitBody(M{"code": "DINKES"}) }), 409, "duplicate", fields("/code duplicate")},
	{"a unit below itself", func(s *Stage) *Call {
		return s.As("hr").PATCH("/v1/units/"+s.dinkes, M{"parent_id": s.pusk}).If(1)
	}, 422, "validation_failed", fields("/parent_id cycle")},
	{"a unit in use", func(s *Stage) *Call { return s.As("hr").DELETE("/v1/units/" + s.dinkes).If(1) }, 409, "in_use", nil},
	{"a position in use", func(s *Stage) *Call { return s.As("hr").DELETE("/v1/positions/" + s.to).If(1) }, 409, "in_use", nil},
	{"a person with a history", func(s *Stage) *Call { return s.As("hr").DELETE("/v1/staff/" + s.andi).If(1) }, 409, "in_use", nil},
	{"no If-Match", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/units/"+s.dinkes, M{"name": "x"}) }, 428, "precondition_required", nil},
	{"no If-Match on delete", func(s *Stage) *Call { return s.As("hr").DELETE("/v1/units/" + s.dinkes) }, 428, "precondition_required", nil},
	{"a stale version", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/units/"+s.dinkes, M{"name": "x"}).If(9) }, 412, "version_mismatch", nil},
	{"a stale version on delete", func(s *Stage) *Call { return s.As("hr").DELETE("/v1/units/" + s.dinkes).If(9) }, 412, "version_mismatch", nil},
	{"a tag that is none", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/units/"+s.dinkes, M{"name": "x"}).If("1") }, 400, "bad_etag", nil},
	{"a weak tag", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/units/"+s.dinkes, M{"name": "x"}).If(`W/"1"`) }, 400, "bad_etag", nil},
	{"a patch of another type", func(s *Stage) *Call {
		return s.As("hr").PATCH("/v1/units/"+s.dinkes, `[]`).If(1).Header("Content-Type", "application/json-patch+json")
	}, 415, "media_type", nil},
	{"an id that is none in the path", get("/v1/units/12"), 404, "not_found", nil},
	{"an id of nothing", get("/v1/units/" + nowhere), 404, "not_found", nil},

	{"a position in no unit", postTo("/v1/positions", func(*Stage) M { return M{"code": "P1", "title": "x", "unit_id": nowhere, "kind": "pelaksana"} }), 422, "validation_failed", fields("/unit_id unknown_reference")},
	{"a kind that is none", postTo("/v1/positions", func(s *Stage) M { return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "raja"} }), 422, "validation_failed", fields("/kind oneof")},
	{"a structural post with two seats", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "Camat", "unit_id": s.pusk, "kind": "administrator", "quota": 2}
	}), 422, "validation_failed", fields("/quota structural_single")},
	{"a negative quota", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "quota": -1}
	}), 422, "validation_failed", fields("/quota min")},
	{"a fraction of a seat", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "quota": 1.5}
	}), 422, "validation_failed", fields("/quota wrong_type")},
	{"a number beyond all numbers", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "quota": 1e30}
	}), 422, "validation_failed", fields("/quota wrong_type")},
	{"ranks upside down", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "rank_min": "IV/a", "rank_max": "III/a"}
	}), 422, "validation_failed", fields("/rank_max order")},
	{"a standard with unknown and doubled competencies", postTo("/v1/positions", func(s *Stage) M {
		line := M{"competency_id": nowhere, "level": 6, "weight": 0}
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "requirements": []M{line, line}}
	}), 422, "validation_failed", fields("/requirements/0/level max", "/requirements/0/weight min", "/requirements/1/competency_id duplicate")},
	{"a requirement with an unknown field", postTo("/v1/positions", func(s *Stage) M {
		return M{"code": "P1", "title": "x", "unit_id": s.pusk, "kind": "pelaksana", "requirements": []M{{"competency_id": nowhere, "lvl": 1}}}
	}), 422, "validation_failed", fields("/requirements/0/lvl unknown_field")},
	{"a quota below its holders", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/positions/"+s.from, M{"quota": 1}).If(1) }, 422, "validation_failed", fields("/quota below_holders")},
	{"a position with holders in another unit", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/positions/"+s.from, M{"unit_id": s.disdik}).If(1) }, 422, "validation_failed", fields("/unit_id in_use")},

	{"a NIP of seventeen digits", postStaff(M{"nip": "19850312201001199"}), 422, "validation_failed", fields("/nip nip")},
	{"a NIP with a letter", postStaff(M{"nip": "19850312201001100X"}), 422, "validation_failed", fields("/nip nip")},
	{"a NIP of an impossible day", postStaff(M{"nip": "198502302010011001"}), 422, "validation_failed", fields("/nip nip_format")},
	{"a NIP of a thirteenth month", postStaff(M{"nip": "198503122010131001"}), 422, "validation_failed", fields("/nip nip_format")},
	{"a NIP that is taken", postStaff(M{"nip": "198503122010011001"}), 409, "duplicate", fields("/nip duplicate")},
	{"a birth date of a child of the future", postStaff(M{"birth_date": "2190-01-01"}), 422, "validation_failed", fields("/birth_date range")},
	{"a PPPK with a rank of PNS", postStaff(M{"employment": "pppk"}), 422, "validation_failed", fields("/rank employment")},
	{"a bad address and number", postStaff(M{"email": "bukan", "phone": "abc"}), 422, "validation_failed", fields("/email email", "/phone phone")},
	{"a position without its day", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff", s.person("Baru", M{"position_id": s.from}))
	}, 422, "validation_failed", fields("/position_since required")},
	{"a position that does not exist", postStaff(M{"position_id": nowhere, "position_since": "2021-01-01"}), 422, "validation_failed", fields("/position_id unknown_reference")},
	{"a full position", func(s *Stage) *Call {
		seat := s.seat()
		return s.As("hr").POST("/v1/staff", s.person("Baru", M{"position_id": seat, "position_since": "2021-01-01"}))
	}, 409, "position_full", fields("/position_id position_full")},
	{"a position by the back door", func(s *Stage) *Call { return s.As("hr").PATCH("/v1/staff/"+s.andi, M{"position_id": s.to}).If(1) }, 422, "validation_failed", fields("/position_id read_only")},
	{"two definitive positions on one day", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff/"+s.andi+"/appointments", M{"position_id": s.to, "valid_from": "2024-01-01"})
	}, 409, "two_positions", fields("/valid_from two_positions")},
	{"an appointment to come", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff/"+s.andi+"/appointments", M{"position_id": s.to, "valid_from": s.In(1), "kind": "acting", "assignment": "PLT"})
	}, 422, "validation_failed", fields("/valid_from future")},
	{"an acting appointment that calls itself definitive", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff/"+s.andi+"/appointments", M{"position_id": s.to, "valid_from": s.In(0), "kind": "acting"})
	}, 422, "validation_failed", fields("/assignment kind")},
	{"two ratings of one year", func(s *Stage) *Call {
		s.rating()
		return s.As("hr").POST("/v1/staff/"+s.andi+"/ratings", M{"year": 2025, "results": 2, "behaviour": 2})
	}, 409, "duplicate", fields("/year duplicate")},
	{"a rating outside the matrix", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff/"+s.andi+"/ratings", M{"year": 1999, "results": 4, "behaviour": 0})
	}, 422, "validation_failed", fields("/year min", "/results max", "/behaviour min")},
	{"a sanction that ends before it starts", func(s *Stage) *Call {
		return s.As("hr").POST("/v1/staff/"+s.andi+"/sanctions", M{"level": "light", "starts_on": "2025-02-01", "ends_on": "2025-01-01"})
	}, 422, "validation_failed", fields("/ends_on order")},
	{"another person's row", func(s *Stage) *Call {
		list := s.As("hr").GET("/v1/staff/" + s.budi + "/appointments").Want(200)
		return s.As("hr").PATCH("/v1/staff/"+s.andi+"/appointments/"+list.Text("items/0/id"), M{"note": "x"}).If(1)
	}, 404, "not_found", nil},
	{"a holiday twice", func(s *Stage) *Call {
		s.holiday()
		return s.As("hr").POST("/v1/holidays", M{"date": "2026-12-25", "name": "Natal"})
	}, 409, "duplicate", fields("/date duplicate")},
	{"a user name that is taken", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/users", M{"username": "hr", "roles": []string{"hr"}, "password": password})
	}, 409, "duplicate", fields("/username duplicate")},
	{"a user without password, unit and person", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/users", M{"username": "Huruf Besar", "roles": []string{"unit_head", "staff", "raja"}})
	}, 422, "validation_failed", fields("/username username", "/roles/2 oneof", "/unit_id required", "/staff_id required")},
	{"a user without a password", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/users", M{"username": "baru", "roles": []string{"hr"}})
	}, 422, "validation_failed", fields("/password required")},
	{"a password too short", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/users", M{"username": "baru", "roles": []string{"hr"}, "password": "pendek"})
	}, 422, "validation_failed", fields("/password min")},
	{"a policy with unknown rules and wrong values", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/policies", M{"title": "x", "citation": "y", "valid_from": s.In(0), "rules": M{"NOPE": M{}, "TENURE_MIN_2Y": M{"params": M{"years": "two", "nope": 1}}}})
	}, 422, "validation_failed", fields("/rules/NOPE unknown_rule", "/rules/TENURE_MIN_2Y/params/years", "/rules/TENURE_MIN_2Y/params/nope unknown_param")},
	{"a policy of yesterday", func(s *Stage) *Call {
		return s.As("admin").POST("/v1/policies", M{"title": "x", "citation": "y", "valid_from": s.In(-1)})
	}, 422, "validation_failed", fields("/valid_from past")},
}

var badParameters = []wrong{
	{"an unknown filter", get("/v1/staff?colour=red"), 400, "unknown_filter", fields("?colour unknown_filter")},
	{"an unknown sort", get("/v1/staff?sort=salary"), 400, "unknown_sort", fields("?sort unknown_sort")},
	{"a sort by SQL", get("/v1/staff?sort=name%3BDROP"), 400, "unknown_sort", nil},
	{"a query that is read only in part", get("/v1/staff?status=left;unit_id=x"), 400, "bad_query", nil},
	{"a broken escape", get("/v1/staff?q=%zz"), 400, "bad_query", nil},
	{"a filter that is no UTF-8", get("/v1/aspirations?state=%ff"), 400, "bad_query", nil},
	{"an unknown field", get("/v1/staff?fields=name,password"), 400, "unknown_name", fields("?fields unknown_name")},
	{"an unknown expansion", get("/v1/staff?expand=boss"), 400, "unknown_name", fields("?expand unknown_name")},
	{"a cursor of noise", get("/v1/staff?cursor=%21%21"), 400, "bad_cursor", fields("?cursor bad_cursor")},
	{"a cursor of another sort", get("/v1/staff?sort=nip&cursor=eyJzIjoibmFtZSIsImwiOiJhIiwiaSI6bnVsbH0"), 400, "bad_cursor", nil},
	{"a cursor that holds a list", get("/v1/staff?cursor=eyJzIjoibmFtZSIsImwiOlsxXSwiaSI6bnVsbH0"), 400, "bad_cursor", nil},
	{"a limit of nothing", get("/v1/staff?limit=0"), 400, "bad_value", fields("?limit bad_value")},
	{"a limit beyond the page", get("/v1/staff?limit=201"), 400, "bad_value", nil},
	{"a limit that is no number", get("/v1/staff?limit=many"), 400, "bad_value", nil},
	{"a count that is no answer", get("/v1/staff?count=perhaps"), 400, "bad_value", fields("?count bad_value")},
	{"a parameter twice", get("/v1/staff?status=active&status=left"), 400, "repeated", fields("?status repeated")},
	{"a filter by an id that is none", get("/v1/staff?unit_id=12"), 400, "bad_value", fields("?unit_id bad_value")},
	{"a filter by a day that is none", get("/v1/staff?born_from=2025-02-30"), 400, "bad_value", nil},
	{"an as_of that is no day", get("/v1/staff?as_of=soon"), 400, "bad_value", fields("?as_of bad_value")},
	{"as_of where there is no history", get("/v1/competencies?as_of=2025-01-01"), 400, "unknown_filter", nil},
	{"a search of too many words", get("/v1/staff?q=a+b+c+d+e+f+g+h+i"), 400, "bad_search", fields("?q bad_search")},
	{"a search for nothing", get("/v1/staff?q=%2D%2D"), 400, "bad_search", nil},
	{"a search where there is none", get("/v1/holidays?q=natal"), 400, "unknown_filter", fields("?q unknown_filter")},
	{"too many values", get("/v1/staff?status=" + strings.Repeat("active,", 50) + "left"), 400, "too_many", fields("?status too_many")},
	{"a list's parameter on one item", get("/v1/staff/{andi}?limit=5"), 400, "unknown_parameter", fields("?limit unknown_parameter")},
	{"a filter on a part", get("/v1/staff/{andi}/ratings?year=2025"), 400, "unknown_filter", nil},
	{"eligibility for no position", get("/v1/staff/{andi}/eligibility?position_id=x"), 400, "bad_value", fields("?position_id bad_value")},
	{"eligibility with a slip", get("/v1/staff/{andi}/eligibility?positon_id={to}"), 400, "unknown_parameter", fields("?positon_id unknown_parameter")},
	{"eligibility for a type that is none", get("/v1/staff/{andi}/eligibility?position_id={to}&type=magic"), 400, "bad_value", fields("?type bad_value")},
	{"eligibility for a position of nowhere", get("/v1/staff/{andi}/eligibility?position_id=" + nowhere), 422, "validation_failed", nil},
	{"a table that does not exist", get("/v1/references/unicorns"), 404, "not_found", nil},
	{"an audit page of noise", func(s *Stage) *Call { return s.As("auditor").GET("/v1/audit?cursor=x") }, 400, "bad_cursor", nil},
	{"an audit filter that is none", func(s *Stage) *Call { return s.As("auditor").GET("/v1/audit?who=me") }, 400, "unknown_parameter", nil},
	{"evaluations due perhaps", get("/v1/evaluations?due=perhaps"), 400, "bad_value", fields("?due bad_value")},
	{"an unknown path", get("/v1/nothing"), 404, "not_found", nil},
	{"an unknown method", func(s *Stage) *Call { return s.As("hr").Send("PUT", "/v1/units", M{}) }, 405, "method_not_allowed", nil},
}

func TestBadRequestsNameTheFieldAndStoreNothing(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		s.seat()
		s.rating()
		s.holiday()
		for _, who := range []string{"hr", "admin", "auditor"} {
			w.token(who)
		}
		before := w.rows()
		for _, list := range [][]wrong{badJSON, badRegister, badParameters} {
			for _, b := range list {
				s.refuse(t, b)
			}
		}
		w.unchanged(before)
	})
}

// refuse sends a bad request in both languages.
func (s *Stage) refuse(t *testing.T, b wrong) {
	t.Helper()
	before := map[string]int(nil)
	if s.st.Dialect == "sqlite" { // elsewhere once at the end: it counts the rows of every table
		before = s.rows()
	}
	id := b.call(s).Wrong().Do()
	en := b.call(s).Wrong().Header("Accept-Language", "en").Do()
	if id.Code != b.status || id.Header.Get("Content-Type") != "application/problem+json" || id.Text("code") != b.code {
		t.Errorf("%s: %d %s, want %d %s\n%.600s", b.name, id.Code, id.Text("code"), b.status, b.code, id.Body)
		return
	}
	id.Problem(b.status, b.code, b.fields...)
	if id.Header.Get("Content-Language") != "id" || en.Header.Get("Content-Language") != "en" {
		t.Errorf("%s: languages %q and %q", b.name, id.Header.Get("Content-Language"), en.Header.Get("Content-Language"))
	}
	for _, member := range []string{"title", "detail"} {
		if id.Text(member) == "" || id.Text(member) == en.Text(member) {
			t.Errorf("%s: %s %q in Indonesian, %q in English", b.name, member, id.Text(member), en.Text(member))
		}
	}
	for i := range id.List("errors") {
		at := fmt.Sprintf("errors/%d/detail", i)
		if id.Text(at) == "" || id.Text(at) == en.Text(at) {
			t.Errorf("%s: %q in Indonesian, %q in English", b.name, id.Text(at), en.Text(at))
		}
	}
	if before != nil {
		s.unchanged(before)
	}
}

// seat is a position whose one seat is taken.
func (s *Stage) seat() string {
	s.t.Helper()
	list := s.As("hr").GET("/v1/positions?code=PENUH").Want(200)
	if len(list.List("items")) == 1 {
		return list.Text("items/0/id")
	}
	p := s.Position(s.pusk, M{"code": "PENUH"}).ID()
	s.Staff("Pemegang", p)
	return p
}

func (s *Stage) rating() {
	s.t.Helper()
	if len(s.As("hr").GET("/v1/staff/"+s.andi+"/ratings").Want(200).List("items")) == 0 {
		s.As("hr").POST("/v1/staff/"+s.andi+"/ratings", M{"year": 2025, "results": 1, "behaviour": 1}).Want(201).Each(M{"predicate": "sangat_baik"})
	}
}

func (s *Stage) holiday() {
	s.t.Helper()
	if len(s.As("hr").GET("/v1/holidays").Want(200).List("items")) == 0 {
		s.As("hr").POST("/v1/holidays", M{"date": "2026-12-25", "name": "Natal"}).Want(201)
	}
}

func TestBadTransfersAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		open := s.propose("hr", s.move(s.andi))
		reviewing := s.propose("hr", s.move(s.budi))
		reviewing.act("hr", "submit", nil)
		reviewing.consent()
		reviewing.act("hr", "verify", nil)
		left := w.Staff("Pergi", "", M{"status": "left"}).ID()
		members := func(n int) []M {
			list := make([]M, n)
			for i := range list {
				list[i] = M{"name": fmt.Sprint("Anggota ", i), "office": "Pejabat"}
			}
			return list
		}
		propose := func(more M) func(*Stage) *Call {
			return func(s *Stage) *Call {
				return s.As("hr").POST("/v1/proposals", s.move(s.citra, M{"to_position_id": s.from}, more))
			}
		}
		review := func(more M) func(*Stage) *Call {
			return func(s *Stage) *Call { return reviewing.try("hr", "review", s.committee(more)) }
		}
		decree := func(more M) func(*Stage) *Call {
			return func(s *Stage) *Call {
				return s.As("hr").POST("/v1/decrees", with(M{"number": "800/1", "signed_on": s.In(0), "effective_date": s.In(0), "proposal_ids": []string{open.id}}, more))
			}
		}
		for _, b := range []wrong{
			{"nobody", propose(M{"staff_id": nil}), 422, "validation_failed", fields("/staff_id required")},
			{"a person of nowhere", propose(M{"staff_id": nowhere}), 422, "validation_failed", fields("/staff_id unknown_reference")},
			{"a position of nowhere", propose(M{"to_position_id": nowhere}), 422, "validation_failed", fields("/to_position_id unknown_reference")},
			{"no destination", propose(M{"to_position_id": nil}), 422, "validation_failed", fields("/to_position_id required")},
			{"two destinations", propose(M{"to_agency": "Kota Binjai", "type": "intra_prov_kk"}), 422, "validation_failed", fields("/to_agency exclusive")},
			{"the position already held", propose(M{"to_position_id": s.to}), 422, "validation_failed", fields("/to_position_id same_position")},
			{"somebody who has left", propose(M{"staff_id": left}), 422, "validation_failed", fields("/staff_id left")},
			{"no reason", propose(M{"reason": "  "}), 422, "validation_failed", fields("/reason required")},
			{"no day", propose(M{"planned_date": nil}), 422, "validation_failed", fields("/planned_date required")},
			{"words of another list", propose(M{"type": "x", "initiative": "y", "reason_code": "z"}), 422, "validation_failed", fields("/type oneof", "/initiative oneof", "/reason_code oneof")},
			{"a field that is read only", propose(M{"state": "approved"}), 422, "validation_failed", fields("/state unknown_field")},
			{"a second open proposal", func(s *Stage) *Call { return s.As("hr").POST("/v1/proposals", s.move(s.andi)) }, 409, "open_proposal_exists", fields("/staff_id open_proposal_exists")},
			{"another person", func(s *Stage) *Call { return s.As("hr").PATCH(open.path(), M{"staff_id": s.citra}).If(open.last) }, 422, "validation_failed", fields("/staff_id read_only")},
			{"a change after submission", func(s *Stage) *Call { return s.As("hr").PATCH(reviewing.path(), M{"reason": "x"}).If(reviewing.last) }, 409, "not_editable", nil},
			{"a deletion after submission", func(s *Stage) *Call { return s.As("hr").DELETE(reviewing.path()).If(reviewing.last) }, 409, "not_editable", nil},
			{"an action that is none", func(s *Stage) *Call { return open.try("hr", "promote", M{}) }, 404, "not_found", nil},
			{"a body that an action does not take", func(s *Stage) *Call { return open.try("hr", "submit", M{"opinion": "x"}) }, 422, "validation_failed", fields("/opinion unknown_field")},
			{"six members", review(M{"members": members(6)}), 422, "validation_failed", fields("/members quorum")},
			{"three members", review(M{"members": members(3)}), 422, "validation_failed", fields("/members quorum")},
			{"no members", review(M{"members": members(0)}), 422, "validation_failed", fields("/members quorum")},
			{"members without a name", review(M{"members": append(members(4), M{"name": "", "office": ""})}), 422, "validation_failed", fields("/members/4/name required", "/members/4/office required")},
			{"a session of tomorrow", review(M{"held_on": w.In(1)}), 422, "validation_failed", fields("/held_on future")},
			{"words of another opinion", review(M{"body": "x", "opinion": "y"}), 422, "validation_failed", fields("/body oneof", "/opinion oneof")},
			{"a side that is none", func(s *Stage) *Call {
				return s.As("kepala_dinkes").POST(open.path("consents"), M{"side": "left", "decision": "maybe"})
			}, 422, "validation_failed", fields("/side oneof", "/decision oneof")},
			{"a consent before submission", func(s *Stage) *Call {
				return s.As("kepala_dinkes").POST(open.path("consents"), M{"side": "releasing", "decision": "agree"})
			}, 409, "transition_not_allowed", nil},
			{"a comment of nothing", func(s *Stage) *Call { return s.As("hr").POST(open.path("comments"), M{"body": ""}) }, 422, "validation_failed", fields("/body required")},
			{"a decree over a draft", decree(nil), 422, "validation_failed", fields("/proposal_ids/0 not_approved")},
			{"a decree over nothing", decree(M{"proposal_ids": []string{}}), 422, "validation_failed", fields("/proposal_ids min")},
			{"a decree over nowhere", decree(M{"proposal_ids": []string{nowhere}}), 422, "validation_failed", fields("/proposal_ids/0 unknown_reference")},
			{"a decree over one proposal twice", decree(M{"proposal_ids": []string{open.id, open.id}}), 422, "validation_failed", fields("/proposal_ids/1 duplicate")},
			{"a decree over noise", decree(M{"proposal_ids": []string{"x"}}), 422, "validation_failed", fields("/proposal_ids/0 wrong_type")},
			{"an evaluation of nowhere", func(s *Stage) *Call {
				return s.As("kepala_dinkes").PUT("/v1/evaluations/"+nowhere, M{"results": 1, "behaviour": 1, "adaptation": 1}).If(1)
			}, 404, "not_found", nil},
			{"a follow-up of nowhere", func(s *Stage) *Call {
				return s.As("hr").POST("/v1/follow-ups", M{"evaluation_id": nowhere, "kind": "training"})
			}, 422, "validation_failed", fields("/evaluation_id unknown_reference")},
		} {
			s.refuse(t, b)
		}
	})
}

func TestBadDocumentsAreRefused(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi))
		file := func(kind, name string, content []byte) func(*Stage) *Call {
			return func(*Stage) *Call { return c.upload("hr", kind, name, content) }
		}
		raw := func(disposition string) func(*Stage) *Call {
			return func(*Stage) *Call {
				body := "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nrequest\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=" + disposition +
					"\r\nContent-Type: application/pdf\r\n\r\n" + string(pdf) + "\r\n--b--\r\n"
				return w.As("hr").POST(c.path("documents"), []byte(body)).Header("Content-Type", "multipart/form-data; boundary=b")
			}
		}
		withFields := func(f map[string]string) func(*Stage) *Call {
			return func(*Stage) *Call {
				body, kind := form(f, "a.pdf", pdf)
				return w.As("hr").POST(c.path("documents"), body).Header("Content-Type", kind)
			}
		}
		elf := append([]byte("\x7fELF\x02\x01\x01\x00"), make([]byte, 200)...)
		var plainZip bytes.Buffer
		z := zip.NewWriter(&plainZip)
		if _, err := z.Create("virus.exe"); err != nil || z.Close() != nil {
			t.Fatal("zip")
		}
		for _, b := range []wrong{
			{"a folder in the name", raw(`"../../etc/passwd.pdf"`), 422, "validation_failed", fields("/file bad_name")},
			{"an absolute name", raw(`"/etc/passwd.pdf"`), 422, "validation_failed", fields("/file bad_name")},
			{"a folder as Windows writes it", raw(`"C:\\\\x\\\\a.pdf"`), 422, "validation_failed", fields("/file bad_name")},
			{"an encoded folder", raw(`x; filename*=UTF-8''..%2F..%2Fa.pdf`), 422, "validation_failed", fields("/file bad_name")},
			{"a control character", raw(`x; filename*=UTF-8''a%01.pdf`), 422, "validation_failed", fields("/file bad_name")},
			{"no name", raw(`""`), 422, "validation_failed", fields("/file bad_name")},
			{"a name too long", file("request", strings.Repeat("a", 201)+".pdf", pdf), 422, "validation_failed", fields("/file bad_name")},
			{"a program that calls itself PDF", file("request", "surat.pdf", elf), 415, "document_type", nil},
			{"a PDF that calls itself program", file("request", "surat.exe", pdf), 422, "validation_failed", fields("/file content_mismatch")},
			{"a page with a script", file("request", "surat.pdf", []byte("<html><script>alert(1)</script></html>")), 415, "document_type", nil},
			{"an archive that calls itself DOCX", file("request", "surat.docx", plainZip.Bytes()), 415, "document_type", nil},
			{"an empty file", file("request", "surat.pdf", nil), 422, "validation_failed", fields("/file empty")},
			{"a file too large", file("request", "surat.pdf", append(pdf, make([]byte, 10<<20)...)), 413, "document_too_large", nil},
			{"a file beyond all measure", file("request", "surat.pdf", append(pdf, make([]byte, 12<<20)...)), 413, "", nil},
			{"a kind that is none", file("secret", "surat.pdf", pdf), 422, "validation_failed", fields("/kind oneof")},
			{"no file", func(*Stage) *Call {
				body, kind := form(map[string]string{"kind": "request"}, "", nil)
				return w.As("hr").POST(c.path("documents"), body).Header("Content-Type", kind)
			}, 422, "validation_failed", fields("/file required")},
			{"an unknown part", withFields(map[string]string{"kind": "request", "secret": "x"}), 422, "validation_failed", fields("/secret unknown_field")},
			{"a day that is none", withFields(map[string]string{"kind": "request", "issued_on": "2025-02-30"}), 422, "validation_failed", fields("/issued_on wrong_type")},
			{"days upside down", withFields(map[string]string{"kind": "request", "issued_on": "2025-02-20", "valid_until": "2025-02-19"}), 422, "validation_failed", fields("/valid_until order")},
			{"JSON", func(*Stage) *Call { return w.As("hr").POST(c.path("documents"), M{"kind": "request"}) }, 415, "media_type", nil},
			{"a broken form", func(*Stage) *Call {
				return w.As("hr").POST(c.path("documents"), []byte("--b\r\nrubbish")).Header("Content-Type", "multipart/form-data; boundary=b")
			}, 400, "bad_multipart", nil},
			{"a form without a boundary", func(*Stage) *Call {
				return w.As("hr").POST(c.path("documents"), []byte("x")).Header("Content-Type", "multipart/form-data")
			}, 400, "bad_multipart", nil},
		} {
			if b.code == "" { // which of the two limits answers is not the point
				if a := b.call(s).Wrong().Do(); a.Code != b.status {
					t.Errorf("%s: %d", b.name, a.Code)
				}
				continue
			}
			s.refuse(t, b)
		}
		a := c.upload("hr", "request", "Surat Permohonan (1).PDF", pdf).Want(201).Each(M{"content_type": "application/pdf", "file_name": "Surat Permohonan (1).PDF", "size": len(pdf)})
		down := w.As("hr").GET(c.path("documents", a.ID())).Want(200)
		if string(down.Body) != string(pdf) || !strings.HasPrefix(down.Header.Get("Content-Disposition"), "attachment") || down.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%v", down.Header)
		}
		w.As("hr").GET(c.path("documents", a.ID())).Header("If-None-Match", down.Header.Get("ETag")).Want(304)
		w.As("hr").GET(c.path("documents", nowhere)).Refused(404, "not_found")
		w.healthy()
	})
}

func TestNIPThatDoesNotFitTheRecordIsReportedNotRefused(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.Staff("Dewi", "", M{"nip": "198503122010012001", "birth_date": "1985-03-13", "sex": "male", "appointed_on": "2011-02-01"})
		want := []string{"nip_birth_date", "nip_sex", "nip_appointed_on"}
		var got []string
		for _, i := range s.List("nip_issues") {
			got = append(got, i.(M)["code"].(string))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%v", got)
		}
		w.As("hr").PATCH("/v1/staff/198503122010012001", M{"birth_date": "1985-03-12", "sex": "female", "appointed_on": "2010-01-01"}).If(s).Want(200).Each(M{"nip_issues": []any{}})
	})
}

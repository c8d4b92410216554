package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
)

// task of an analysis: a volume a year and a norm time.
func task(volume, norm any) M {
	return M{"name": "Memeriksa berkas", "output": "berkas", "volume": volume, "norm_minutes": norm}
}

// tasks of the worked example of domain.md 4.3: 307,200 minutes a year.
func exampleTasks() []M {
	return []M{task(9000, 15), task(9000, 10), task(6000, 8), with(task(1, 600), M{"period": "month"}), task(9000, 3)}
}

func workloadPath(position string) string { return "/v1/positions/" + position + "/workload" }

// final stores a final analysis whose load is so many minutes a year.
func (w *World) final(position string, year, minutes int, more ...M) *Answer {
	w.t.Helper()
	return w.As("hr").PUT(workloadPath(position), with(M{"year": year, "status": "final", "tasks": []M{task(minutes, 1)}}, more...)).Want(201)
}

// number reads a decimal; it fails where there is none.
func (a *Answer) number(path string) float64 {
	a.t.Helper()
	f, ok := a.At(path).(float64)
	if !ok {
		a.t.Fatalf("%s: %s is %v\n%.900s", a.what, path, a.At(path), a.Body)
	}
	return f
}

func TestWorkloadAnswersTheWorkedExample(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		p := w.Position(w.Unit("DUKCAPIL", "").ID(), M{"quota": 4}).ID()
		for _, n := range []string{"Ani", "Budi", "Cici"} {
			w.Staff(n, p)
		}
		a := w.As("hr").PUT(workloadPath(p), M{"year": 2026, "status": "final", "tasks": exampleTasks()}).Want(201)
		a.Each(M{"version": 1, "counts": true, "latest": true, "basis/effective_minutes": 75000, "basis/rounding": "half_up", "policy_version": 1, "method": "task",
			"total_load": 307200, "need_raw": 4.096, "need": 4, "filled": 3, "filled_pns": 3, "filled_pppk": 0, "gap": -1, "capacity": 225000, "ej": 1.3653, "grade": "A", "label/id": "Sangat baik",
			"meaning/en": "overload: more work than the people can do", "empty": false, "priority": 2, "quota": 4})
		for i, want := range []struct{ load, need float64 }{{135000, 1.8}, {90000, 1.2}, {48000, 0.64}, {7200, 0.096}, {27000, 0.36}} {
			a.Each(M{fmt.Sprintf("tasks/%d/load", i): want.load, fmt.Sprintf("tasks/%d/need", i): want.need})
		}
		if !strings.Contains(string(a.Body), `"need_raw":4.0960`) || !strings.Contains(string(a.Body), `"total_load":307200.00`) {
			t.Errorf("decimals are cut: %s", a.Body)
		}
		if a.Header.Get("Location") != workloadPath(p)+"?year=2026" {
			t.Errorf("Location %q", a.Header.Get("Location"))
		}
		// The same tasks under 72,000 minutes rounded up need five (domain.md 4.3): the stored result keeps its own basis.
		w.As("admin").POST("/v1/policies", M{"title": "Waktu efektif lama", "citation": "KEP/75/M.PAN/7/2004", "valid_from": w.In(0), "parameters": M{
			"needs": M{"effective_minutes": 72000, "rounding": "ceil", "minimum_fill": 8000}, "fit": w.fitParameters(), "talent": M{"high": 7700, "medium": 6800}}}).Want(201)
		w.As("hr").GET(workloadPath(p)).Want(200).Each(M{"need": 4, "need_raw": 4.096, "basis/effective_minutes": 75000, "policy_version": 1})
		w.As("hr").PUT(workloadPath(p), M{"year": 2026, "status": "final", "tasks": exampleTasks()}).If(a).Want(200).
			Each(M{"version": 2, "need": 5, "need_raw": 4.2667, "basis/effective_minutes": 72000, "basis/rounding": "ceil", "policy_version": 2, "ej": 1.4222})
		w.As("hr").GET("/v1/needs").Want(200).Each(M{"items/0/need": 5, "items/0/effective_minutes": 72000, "basis/used": []M{{"effective_minutes": 72000, "rounding": "ceil", "positions": 1}}})
	})
}

// fitParameters are those of the policy in force, sent back as they are.
func (w *World) fitParameters() any {
	return w.As("admin").GET("/v1/policies").Want(200).At("items/0/parameters/fit")
}

func TestWorkloadVersions(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		p := w.Position(w.Unit("DINKES", "").ID()).ID()
		path := workloadPath(p)
		put := func(year int, status string, minutes int) *Call {
			return w.As("hr").PUT(path, M{"year": year, "status": status, "tasks": []M{task(minutes, 1)}})
		}
		w.As("hr").GET(path).Refused(404, "not_found")
		put(2026, "draft", 100).If(1).Refused(412, "version_mismatch")
		first := put(2026, "draft", 100).Want(201).Each(M{"version": 1, "status": "draft", "counts": false, "latest": false, "total_load": 100})
		w.As("hr").GET(path).Refused(404, "not_found") // a draft does not count
		w.As("hr").GET(path + "?year=2026").Want(200).Each(M{"version": 1, "status": "draft"})
		put(2026, "draft", 200).Refused(428, "precondition_required")
		second := put(2026, "draft", 200).If(first).Want(200).Each(M{"version": 2, "id": first.ID(), "total_load": 200})
		put(2026, "final", 300).If(first).Refused(412, "version_mismatch")
		third := put(2026, "final", 300).If(second).Want(200).Each(M{"version": 3, "counts": true, "latest": true, "id": first.ID()})
		// A final stays: what comes after it stands beside it.
		fourth := put(2026, "draft", 400).If(third).Want(200).Each(M{"version": 4, "counts": false})
		if fourth.ID() == third.ID() {
			t.Error("a final was overwritten")
		}
		w.As("hr").GET(path).Want(200).Each(M{"version": 3, "total_load": 300})
		w.As("hr").GET(path + "?year=2026").Want(200).Each(M{"version": 4, "total_load": 400})
		fifth := put(2026, "final", 500).If(fourth).Want(200).Each(M{"version": 5, "counts": true, "latest": true})
		list := w.As("hr").GET(path+"?versions=true").Want(200).Names("version", "5", "3").Names("counts", "true", "false").Names("latest", "true", "false")
		list.Each(M{"items/1/total_load": 300, "next_cursor": nil})
		// The newest year counts without a year; an older one counts for its year.
		w.final(p, 2027, 700).Each(M{"latest": true, "version": 1})
		w.final(p, 2025, 900).Each(M{"latest": false, "counts": true})
		w.As("hr").GET(path).Want(200).Each(M{"year": 2027, "total_load": 700})
		w.As("hr").GET(path+"?versions=true").Want(200).Names("year", "2027", "2026", "2026", "2025").Names("counts", "true", "true", "false", "true").Names("latest", "true", "false", "false", "false")
		w.As("hr").GET(path+"?versions=true&year=2026").Want(200).Names("version", "5", "3")
		w.As("hr").GET("/v1/needs?year=2026").Want(200).Each(M{"items/0/total_load": 500, "items/0/abk_year": 2026})
		w.As("hr").GET("/v1/needs").Want(200).Each(M{"items/0/total_load": 700, "items/0/abk_year": 2027})
		put(2026, "final", 1).If("*").Refused(428, "precondition_required") // for administrators only, who do not write analyses
		w.As("auditor").GET("/v1/audit?action=workload.updated").Want(200).Each(M{"items/0/subject_version": 5, "items/1/subject_version": 3, "items/1/before/tasks/0/volume": 200, "items/1/after/tasks/0/volume": 300})
		if n := len(w.As("auditor").GET("/v1/audit?subject_id=" + fifth.ID()).Want(200).List("items")); n != 2 {
			t.Errorf("%d audit rows of the second pair", n)
		}
		if found, err := w.svc.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%v %v", found, err)
		}
		// An analysis holds its position.
		pos := w.As("hr").GET("/v1/positions/" + p).Want(200)
		w.As("hr").DELETE("/v1/positions/"+p).If(pos).Refused(409, "in_use")
	})
}

func TestOneOfManyFinalsAtOnceCounts(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		p := w.Position(w.Unit("DINKES", "").ID()).ID()
		first := w.final(p, 2026, 100)
		answers := race(8, func(i int) int {
			return w.As("hr").PUT(workloadPath(p), M{"year": 2026, "status": "final", "tasks": []M{task(200+i, 1)}}).If(first).Do().Code
		})
		if got := tally(answers); got[200] != 1 || got[412] != 7 {
			t.Errorf("%v", got)
		}
		if found, err := w.svc.Doctor(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%v %v", found, err)
		}
	})
}

func TestStructuralPostsNeedOneWithoutTasks(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		u := w.Unit("DINKES", "").ID()
		head := w.Position(u, M{"kind": "jpt_pratama", "code": "KADIS", "title": "Kepala Dinas", "echelon": "II.b", "rank_min": "IV/a", "rank_max": "IV/c"}).ID()
		w.As("hr").GET("/v1/needs").Want(200).Each(M{"items/0/need": 1, "items/0/gap": -1, "items/0/empty": true, "items/0/ej": nil, "items/0/grade": nil, "items/0/meaning": nil, "items/0/no_analysis": true,
			"items/0/status": "none", "items/0/total_load": nil, "items/0/priority": 1, "items/0/retirement_age": 60, "items/0/projected_gap": []int{-1, -1, -1, -1, -1}, "totals/no_analysis": 0})
		w.As("hr").PUT(workloadPath(head), M{"year": 2026, "status": "final"}).Want(201).Each(M{"need": 1, "total_load": nil, "ej": nil, "tasks": []any{}})
		w.As("hr").GET("/v1/needs?year=2026").Want(200).Each(M{"items/0/need": 1, "items/0/no_analysis": false, "items/0/status": "final", "items/0/total_load": nil})
		w.As("hr").PUT(workloadPath(head), M{"year": 2026, "status": "final", "tasks": []M{task(150000, 1)}}).If(1).Want(200).Each(M{"need": 1, "need_raw": 2, "total_load": 150000, "ej": nil, "empty": true})
	})
}

func TestWorkloadBadInput(t *testing.T) {
	tasks := func(bad M) []M { return []M{task(1, 1), task(1, 1), task(1, 1), with(task(10, 5), bad)} }
	each(t, func(t *testing.T, w *World) {
		p := w.Position(w.Unit("DINKES", "").ID()).ID()
		before := w.rows()
		for name, c := range map[string]struct {
			body   any
			fields []string
		}{
			"negative volume":   {M{"year": 2026, "tasks": tasks(M{"volume": -1})}, fields("/tasks/3/volume gte")},
			"zero norm time":    {M{"year": 2026, "tasks": tasks(M{"norm_minutes": 0})}, fields("/tasks/3/norm_minutes gt")},
			"negative norm":     {M{"year": 2026, "tasks": tasks(M{"norm_minutes": -0.01})}, fields("/tasks/3/norm_minutes gt")},
			"three decimals":    {M{"year": 2026, "tasks": tasks(M{"volume": 1.234})}, fields("/tasks/3/volume wrong_type")},
			"text for a number": {M{"year": 2026, "tasks": tasks(M{"norm_minutes": "sepuluh"})}, fields("/tasks/3/norm_minutes wrong_type")},
			"no numbers":        {M{"year": 2026, "tasks": []M{{"name": "Melayani"}}}, fields("/tasks/0/volume required", "/tasks/0/norm_minutes required")},
			"no name":           {M{"year": 2026, "tasks": tasks(M{"name": " "})}, fields("/tasks/3/name required")},
			"unknown period":    {M{"year": 2026, "tasks": tasks(M{"period": "decade"})}, fields("/tasks/3/period oneof")},
			"unknown member":    {M{"year": 2026, "tasks": tasks(M{"minutes": 5})}, fields("/tasks/3/minutes unknown_field")},
			"too much":          {M{"year": 2026, "tasks": tasks(M{"volume": 10000000, "norm_minutes": 100000, "period": "day"})}, fields("/tasks/3 range")},
			"beyond numbers":    {M{"year": 2026, "tasks": tasks(M{"volume": 100000000000})}, fields("/tasks/3/volume range")},
			"too far":           {M{"year": 2028, "tasks": tasks(nil)}, fields("/year range")},
			"too old":           {M{"year": 1999, "tasks": tasks(nil)}, fields("/year range")},
			"no year":           {M{"tasks": tasks(nil)}, fields("/year required")},
			"final, no tasks":   {M{"year": 2026, "status": "final", "tasks": []M{}}, fields("/tasks required")},
			"unknown words":     {M{"year": 2026, "status": "done", "method": "guess"}, fields("/status oneof", "/method oneof")},
			"growth":            {M{"year": 2026, "growth": 10001}, fields("/growth max")},
			"shrinking":         {M{"year": 2026, "growth": -5001}, fields("/growth min")},
			"tasks is null":     {`{"year": 2026, "tasks": null}`, fields("/tasks null")},
			"all at once": {M{"year": 1, "status": "final", "growth": 99999, "tasks": []M{task(-1, 0), with(task(1, 1), M{"period": "x"})}},
				fields("/year range", "/growth max", "/tasks/0/volume gte", "/tasks/0/norm_minutes gt", "/tasks/1/period oneof")},
		} {
			t.Log(name)
			w.As("hr").PUT(workloadPath(p), c.body).Wrong().Refused(422, "validation_failed", c.fields...)
		}
		if after := w.rows(); !mapsEqual(before, after) {
			t.Errorf("something was stored: %v, before %v", after, before)
		}
		w.As("hr").PUT(workloadPath(domain.NewID().String()), M{"year": 2026}).Refused(404, "not_found")
		w.As("hr").PUT(workloadPath("x"), M{"year": 2026}).Wrong().Refused(404, "not_found")
		w.As("hr").PUT(workloadPath(p), M{"year": 2026}).If(3).Refused(412, "version_mismatch")
		w.As("hr").PUT(workloadPath(p), M{"year": 2026}).If(`"x"`).Wrong().Refused(400, "bad_etag")
		w.As("hr").GET(workloadPath(p)+"?year=abc").Wrong().Refused(400, "bad_value", "?year")
		w.As("hr").GET(workloadPath(p)+"?versions=ya").Wrong().Refused(400, "bad_value", "?versions")
		w.As("pyb").PUT(workloadPath(p), M{"year": 2026}).Refused(403, "permission_missing")
		a := w.As("hr").PUT(workloadPath(p), M{"year": 2026, "tasks": tasks(M{"norm_minutes": 0})}).Wrong().Header("Accept-Language", "id").Refused(422, "validation_failed")
		if !strings.Contains(a.Text("errors/0/detail"), "lebih besar") {
			t.Errorf("%s", a.Body)
		}
	})
}

func mapsEqual(a, b map[string]int) bool {
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}

// Town is a little city with work: two health centres below an office, and a school office.
//
//	PEMKO ─┬─ DINKES (head, empty) ─┬─ PUSK1: nurses 3 of 4, need 4; clerks 2 of 2, need 1
//	       │                        └─ PUSK2: nurses 1 of 4, need 3
//	       └─ DISDIK: analysts 2 of 3, no analysis
type Town struct {
	*World
	root, dinkes, pusk1, pusk2, disdik   string
	head, nurses1, clerks, nurses2, free string
	ani, budi, cici, dodi, eka, fani     string
}

func (w *World) town() *Town {
	w.t.Helper()
	x := &Town{World: w}
	x.root = w.Unit("PEMKO", "").ID()
	x.dinkes = w.Unit("DINKES", x.root).ID()
	x.pusk1, x.pusk2 = w.Unit("PUSK1", x.dinkes).ID(), w.Unit("PUSK2", x.dinkes).ID()
	x.disdik = w.Unit("DISDIK", x.root).ID()
	nurse := M{"kind": "fungsional", "level": "mahir", "family": "Perawat", "quota": 4, "title": "Perawat Mahir"}
	x.head = w.Position(x.dinkes, M{"code": "A-HEAD", "kind": "jpt_pratama", "title": "Kepala Dinas Kesehatan"}).ID()
	x.nurses1 = w.Position(x.pusk1, nurse, M{"code": "B-NURSE1"}).ID()
	x.clerks = w.Position(x.pusk1, M{"code": "C-CLERK", "quota": 2, "title": "Pengadministrasi Perkantoran"}).ID()
	x.nurses2 = w.Position(x.pusk2, nurse, M{"code": "D-NURSE2"}).ID()
	x.free = w.Position(x.disdik, M{"code": "E-ANALYST", "quota": 3, "title": "Analis Pendidikan"}).ID()
	x.ani, x.budi = w.Staff("Ani", x.nurses1).ID(), w.Staff("Budi", x.nurses1, M{"birth_date": "1968-11-15"}).ID()                 // retires on 1 December 2026
	x.cici = w.Staff("Cici", x.nurses1, M{"employment": "pppk", "rank": "VII", "pns_since": nil, "birth_date": "1968-10-20"}).ID() // should have on 1 November 2026
	x.dodi, x.eka = w.Staff("Dodi", x.clerks, M{"birth_date": "1969-10-31"}).ID(), w.Staff("Eka", x.clerks, M{"birth_date": "1969-11-01"}).ID()
	x.fani = w.Staff("Fani", x.nurses2).ID()
	w.Staff("Gani", x.free)
	w.Staff("Hadi", x.free)
	w.final(x.nurses1, 2026, 300000, M{"growth": 1000})
	w.final(x.clerks, 2026, 75000, M{"growth": -1000})
	w.final(x.nurses2, 2026, 225000)
	w.User("kepala_dinkes", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(x.dinkes)})
	w.User("kepala_disdik", domain.UserInput{Roles: []domain.Role{domain.RoleUnitHead}, UnitID: key(x.disdik)})
	return x
}

// TestAnAnalystRedoesOneUnitByHand computes every figure of a unit from the numbers of the answer alone.
func TestAnAnalystRedoesOneUnitByHand(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		a := w.As("hr").GET("/v1/needs?unit_id="+x.pusk1).Want(200).Names("position_code", "B-NURSE1", "C-CLERK")
		a.Each(M{"items/0/total_load": 300000, "items/0/need": 4, "items/0/filled_pns": 2, "items/0/filled_pppk": 1, "items/0/gap": -1, "items/0/ej": 1.3333, "items/0/grade": "A", "items/0/priority": 2,
			"items/0/overdue_retirements": 1, "items/0/retirements": []int{1, 0, 0, 0, 0}, "items/0/retirement_age": 58, "items/0/unit_code": "PUSK1", "items/0/level": "mahir", "items/0/job_class": 7,
			// 300,000 minutes grow by 10 % a year: 4.4, 4.84, 5.324, 5.8564, 6.44204 people; one of three is left.
			"items/0/projected_gap": []int{1 - 4, 1 - 5, 1 - 5, 1 - 6, 1 - 6},
			// Dodi, born 31 October 1969, retires on 1 November 2027, the last day but one of the first year; Eka on 1 December 2027.
			"items/1/need": 1, "items/1/gap": 1, "items/1/ej": 0.5, "items/1/grade": "D", "items/1/retirements": []int{1, 1, 0, 0, 0}, "items/1/overdue_retirements": 0,
			// 0.9, 0.81, 0.729, 0.6561, 0.59049 people
			"items/1/projected_gap": []int{0, -1, -1, -1, -1}, "items/1/priority": 3,
			"totals/need": 5, "totals/gap": 0, "totals/surplus": 1, "totals/shortage": 1, "totals/ej": 1, "totals/grade": "B", "basis/as_of": "2026-11-02", "basis/year": nil, "basis/minimum_fill": 8000})
		sums := map[string]float64{}
		for i := range 2 {
			at := func(name string) float64 { return a.number(fmt.Sprintf("items/%d/%s", i, name)) }
			wl := w.As("hr").GET(workloadPath(a.Text(fmt.Sprintf("items/%d/position_id", i)))).Want(200)
			load := 0.0
			for k := range wl.List("tasks") {
				n := func(name string) float64 { return wl.number(fmt.Sprintf("tasks/%d/%s", k, name)) }
				load += n("volume") * n("period_factor") * n("norm_minutes")
				near(t, "task load", n("load"), n("volume")*n("period_factor")*n("norm_minutes"), 0.005)
			}
			near(t, "total_load", at("total_load"), load, 0.005)
			near(t, "need_raw", at("need_raw"), load/at("effective_minutes"), 0.00005)
			near(t, "need", at("need"), float64(int(at("need_raw")+0.5)), 0)
			near(t, "filled", at("filled"), at("filled_pns")+at("filled_pppk"), 0)
			near(t, "gap", at("gap"), at("filled")-at("need"), 0)
			near(t, "capacity", at("capacity"), at("filled")*at("effective_minutes"), 0)
			near(t, "ej", at("ej"), load/at("capacity"), 0.00005)
			left, grown := at("filled")-at("overdue_retirements"), load
			for k := range 5 {
				left -= at(fmt.Sprintf("retirements/%d", k))
				grown *= 1 + at("growth")/10000
				near(t, "projected_gap", at(fmt.Sprintf("projected_gap/%d", k)), left-float64(int(grown/at("effective_minutes")+0.5)), 0)
			}
			for _, name := range []string{"total_load", "need", "filled", "gap", "capacity", "quota", "overdue_retirements"} {
				sums[name] += at(name)
			}
		}
		for name, sum := range sums {
			near(t, "totals of "+name, a.number("totals/"+name), sum, 0)
		}
		near(t, "EU", a.number("totals/ej"), sums["total_load"]/sums["capacity"], 0.00005)
	})
}

func near(t *testing.T, what string, got, want, off float64) {
	t.Helper()
	if d := got - want; d > off+1e-9 || d < -off-1e-9 {
		t.Errorf("%s is %v, by hand %v", what, got, want)
	}
}

func TestNeedsByPositionAndByUnit(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		all := w.As("hr").GET("/v1/needs").Want(200).Names("position_code", "A-HEAD", "B-NURSE1", "C-CLERK", "D-NURSE2", "E-ANALYST")
		all.Each(M{"items/4/no_analysis": true, "items/4/need": nil, "items/4/gap": nil, "items/4/ej": nil, "items/4/projected_gap": nil, "items/4/priority": nil, "items/4/abk_year": nil, "items/4/filled": 2,
			"totals/positions": 5, "totals/no_analysis": 1, "totals/vacant_positions": 1, "totals/need": 9, "totals/filled": 8, "totals/uncounted": 2, "totals/gap": -3, "totals/surplus": 1, "totals/shortage": 4,
			"totals/total_load": 600000, "totals/capacity": 450000, "totals/ej": 1.3333, "totals/quota": 14, "next_cursor": nil})
		units := w.As("hr").GET("/v1/needs?group_by=unit").Want(200)
		at := map[string]int{}
		for i, code := range units.Column("unit_code") {
			at[code] = i
		}
		if at["PEMKO"] != 0 || at["DINKES"] > at["PUSK1"] || len(at) != 5 {
			t.Errorf("units %v: parents come first", at)
		}
		for code, want := range map[string]M{
			"PEMKO":  {"positions": 5, "need": 9, "filled": 8, "gap": -3, "depth": 0, "parent_id": nil},
			"DINKES": {"positions": 4, "need": 9, "filled": 6, "gap": -3, "total_load": 600000, "depth": 1, "no_analysis": 0},
			"PUSK1":  {"positions": 2, "need": 5, "filled": 5, "gap": 0, "ej": 1, "priority": 3, "shortage": 1, "surplus": 1},
			"PUSK2":  {"positions": 1, "need": 3, "filled": 1, "gap": -2, "ej": 3, "grade": "A", "priority": 1},
			"DISDIK": {"positions": 1, "need": nil, "filled": 2, "gap": nil, "ej": nil, "no_analysis": 1, "uncounted": 2},
		} {
			for name, v := range want {
				units.Each(M{fmt.Sprintf("items/%d/%s", at[code], name): v})
			}
		}
		if !same(units.At("totals"), all.At("totals")) {
			t.Errorf("totals by unit %v, by position %v", units.At("totals"), all.At("totals"))
		}
		for query, codes := range map[string]string{
			"kind=pelaksana": "C-CLERK E-ANALYST", "kind=jpt_pratama,fungsional": "A-HEAD B-NURSE1 D-NURSE2", "ancestor_id=" + x.dinkes: "A-HEAD B-NURSE1 C-CLERK D-NURSE2",
			"unit_id=" + x.dinkes: "A-HEAD", "q=perawat": "B-NURSE1 D-NURSE2", "priority=1": "A-HEAD D-NURSE2", "priority=2": "B-NURSE1", "priority=3": "C-CLERK",
			"priority=1&kind=fungsional": "D-NURSE2", "unit_id=" + domain.NewID().String(): "",
		} {
			a := w.As("hr").GET("/v1/needs?"+query).Want(200).Names("position_code", strings.Fields(codes)...)
			if n := len(strings.Fields(codes)); a.Int("totals/positions") != n {
				t.Errorf("%s: totals of %d positions", query, a.Int("totals/positions"))
			}
		}
		w.As("hr").GET("/v1/needs?group_by=unit&priority=1").Want(200).Each(M{"totals/positions": 2})
		w.As("hr").GET("/v1/needs?group_by=unit&unit_id="+x.pusk1).Want(200).Names("unit_code", "PUSK1").Each(M{"totals/positions": 2})
		for _, group := range []string{"position", "unit"} {
			member := group + "_code"
			whole := w.As("hr").GET("/v1/needs?group_by=" + group).Want(200).Column(member)
			if got := w.pages("/v1/needs?limit=2&group_by="+group, member); !slices.Equal(got, whole) {
				t.Errorf("pages %v, whole %v", got, whole)
			}
		}
		// A closed position is shown while somebody holds it: it needs nobody.
		p := w.As("hr").GET("/v1/positions/" + x.clerks).Want(200)
		w.As("hr").PATCH("/v1/positions/"+x.clerks, M{"active": false}).If(p).Want(200)
		w.As("hr").GET("/v1/needs?unit_id=" + x.pusk1).Want(200).Each(M{"items/1/closed": true, "items/1/need": 0, "items/1/gap": 2, "items/1/total_load": nil, "items/1/ej": nil})
		p = w.As("hr").GET("/v1/positions/" + x.head).Want(200)
		w.As("hr").PATCH("/v1/positions/"+x.head, M{"active": false}).If(p).Want(200)
		w.As("hr").GET("/v1/needs").Want(200).Names("position_code", "B-NURSE1", "C-CLERK", "D-NURSE2", "E-ANALYST")
	})
}

func TestUnitHeadSeesTheOwnSubtreeOnly(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		w.As("kepala_dinkes").GET("/v1/needs").Want(200).Names("position_code", "A-HEAD", "B-NURSE1", "C-CLERK", "D-NURSE2").Each(M{"totals/positions": 4})
		w.As("kepala_dinkes").GET("/v1/needs?ancestor_id="+x.root).Want(200).Names("position_code", "A-HEAD", "B-NURSE1", "C-CLERK", "D-NURSE2")
		w.As("kepala_dinkes").GET("/v1/needs?group_by=unit").Want(200).Each(M{"items/0/unit_code": "DINKES", "totals/positions": 4})
		w.As("kepala_disdik").GET("/v1/needs?unit_id=" + x.pusk1).Want(200).Names("position_code")
		w.As("kepala_disdik").GET("/v1/needs/balance").Want(200).Names("unit_code", "DISDIK")
		w.As("kepala_disdik").GET("/v1/needs?year=2026").Refused(422, "validation_failed", "?year no_data")
		w.As("kepala_disdik").GET("/v1/needs/balance?year=2026").Refused(422, "validation_failed", "?year no_data")
		// Another's people and positions are unknown to a what-if.
		w.As("kepala_disdik").POST("/v1/needs/what-if", M{"moves": []M{{"staff_id": x.ani, "position_id": x.free}}}).Refused(422, "validation_failed", "/moves/0/staff_id unknown_reference")
		w.As("kepala_dinkes").POST("/v1/needs/what-if", M{"moves": []M{{"staff_id": x.ani, "position_id": x.free}}}).Refused(422, "validation_failed", "/moves/0/position_id unknown_reference")
		w.As("kepala_dinkes").POST("/v1/needs/what-if", M{"moves": []M{{"staff_id": x.ani, "position_id": x.nurses2}}}).Want(200).Each(M{"before/totals/positions": 4})
		w.User("pegawai", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(x.ani)})
		w.As("pegawai").GET("/v1/needs").Refused(403, "permission_missing")
		w.As("pegawai").GET(workloadPath(x.nurses2)).Want(200).Each(M{"need": 3}) // what a position has to do is no secret
	})
}

func TestNeedsBadInput(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		for query, want := range map[string]string{
			"year=2019": "422 validation_failed ?year", "year=x": "400 bad_value ?year", "year=0": "400 bad_value ?year", "unit_id=x": "400 bad_value ?unit_id", "kind=camat": "400 bad_value ?kind",
			"group_by=kind": "400 bad_value ?group_by", "priority=4": "400 bad_value ?priority", "cursor=x": "400 bad_cursor ?cursor", "limit=0": "400 bad_value ?limit", "q=..": "400 bad_search ?q",
			"sort=code": "400 unknown_parameter ?sort", "year=2026&year=2027": "400 repeated ?year",
		} {
			var status int
			var code, field string
			if _, err := fmt.Sscan(want, &status, &code, &field); err != nil {
				t.Fatal(err)
			}
			w.As("hr").GET("/v1/needs?"+query).Wrong().Refused(status, code, field)
		}
		next := w.As("hr").GET("/v1/needs?limit=1").Want(200).Text("next_cursor")
		w.As("hr").GET("/v1/needs?group_by=unit&cursor="+next).Refused(400, "bad_cursor")
		w.As("hr").GET("/v1/needs/balance?cursor="+next).Refused(400, "bad_cursor")
		w.As("hr").GET("/v1/needs?year=2026&kind=jpt_pratama&ancestor_id="+x.dinkes).Want(200).Names("position_code", "A-HEAD") // the unit has analyses of the year, if not of heads
		a := w.As("hr").GET("/v1/needs?year=2019").Header("Accept-Language", "id").Refused(422, "validation_failed")
		if !strings.Contains(a.Text("errors/0/detail"), "2019") {
			t.Errorf("%s", a.Body)
		}
	})
}

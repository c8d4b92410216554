package eligibility

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"mutasi/domain"
)

func TestDefaultPolicy(t *testing.T) {
	p := DefaultPolicy()
	if bad := p.Validate(); len(bad) > 0 {
		t.Fatalf("%v", bad)
	}
	if p.Version != 1 || p.ValidFrom != d("2023-10-31") || len(p.Rules) != len(Catalogue) {
		t.Errorf("version %d from %s with %d rules", p.Version, p.ValidFrom, len(p.Rules))
	}
	var off []string
	for _, r := range Catalogue {
		rp := p.Rules[r.Code]
		if rp.Severity != r.Severity || *rp.UnknownBlocks || len(rp.Params) != len(r.Params) {
			t.Errorf("%s: %+v", r.Code, rp)
		}
		if !*rp.Enabled {
			off = append(off, r.Code)
		}
	}
	if want := []string{"TENURE_MIN_6M_BKN2025", "NO_DISCIPLINE_1Y_MS", "AGE_MAX_LOCAL_IN"}; !slices.Equal(off, want) {
		t.Errorf("off by default: %v, want %v", off, want)
	}
	// A caller that edits its copy must not edit the catalogue.
	p.Rules["TPK_OPINION_REQUIRED"].Params["bodies"].([]string)[0] = "dpr"
	if got := DefaultPolicy().Rules["TPK_OPINION_REQUIRED"].Params["bodies"].([]string)[0]; got != "tpk" {
		t.Errorf("the default has become %q", got)
	}
}

func TestPolicyOverlay(t *testing.T) {
	var p PolicySet
	text := `{"version":2,"valid_from":"2026-01-01","rules":{"TENURE_MIN_2Y":{"params":{"years":1}},"SPMT":{"enabled":false},
		"NO_COURT_PROCESS":{"severity":"warn","unknown_blocks":true},"TPK_OPINION_REQUIRED":{"params":{"bodies":["talent_committee"]}}}}`
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if bad := p.Validate(); len(bad) > 0 {
		t.Fatal(bad)
	}
	e := p.Effective()
	if got := e.Rules["TENURE_MIN_2Y"].Params; got["years"] != 1 || got["severity_jpt"] != "block" {
		t.Errorf("TENURE_MIN_2Y %v", got)
	}
	if *e.Rules["SPMT"].Enabled || !*e.Rules["NO_COURT_PROCESS"].UnknownBlocks || e.Rules["NO_COURT_PROCESS"].Severity != domain.Warn {
		t.Errorf("%+v", e.Rules["NO_COURT_PROCESS"])
	}
	if got := e.Rules["TPK_OPINION_REQUIRED"].Params["bodies"]; !slices.Equal(got.([]string), []string{"talent_committee"}) {
		t.Errorf("bodies %v", got)
	}
}

func TestPolicyValidate(t *testing.T) {
	rule := func(code string, rp RulePolicy) PolicySet {
		return PolicySet{Version: 2, ValidFrom: d("2026-01-01"), Rules: map[string]RulePolicy{code: rp}}
	}
	param := func(code, name string, v any) PolicySet {
		return rule(code, RulePolicy{Params: map[string]any{name: v}})
	}
	for _, c := range []struct {
		name, pointer, code string
		p                   PolicySet
	}{
		{"version", "/version", "range", PolicySet{ValidFrom: d("2026-01-01")}},
		{"valid from", "/valid_from", "required", PolicySet{Version: 2}},
		{"unknown rule", "/rules/NO_SUCH", "unknown_rule", rule("NO_SUCH", RulePolicy{})},
		{"escaped", "/rules/A~1B~0C", "unknown_rule", rule("A/B~C", RulePolicy{})},
		{"severity", "/rules/SPMT/severity", "unknown_severity", rule("SPMT", RulePolicy{Severity: "fatal"})},
		{"unknown param", "/rules/SPMT/params/weeks", "unknown_param", param("SPMT", "weeks", 1)},
		{"text for a number", "/rules/TENURE_MIN_2Y/params/years", "type", param(codeTenureMin, "years", "two")},
		{"fraction", "/rules/TENURE_MIN_2Y/params/years", "type", param(codeTenureMin, "years", 1.5)},
		{"null", "/rules/TENURE_MIN_2Y/params/years", "type", param(codeTenureMin, "years", nil)},
		{"too low", "/rules/TENURE_MIN_2Y/params/years", "range", param(codeTenureMin, "years", -1)},
		{"too high", "/rules/TENURE_MIN_2Y/params/years", "range", param(codeTenureMin, "years", 81.0)},
		{"severity param", "/rules/TENURE_MIN_2Y/params/severity_jpt", "unknown_severity", param(codeTenureMin, "severity_jpt", "high")},
		{"flag", "/rules/FORMATION_AVAILABLE/params/use_need", "type", param("FORMATION_AVAILABLE", "use_need", 1)},
		{"date", "/rules/NEW_HEAD_6M/params/sworn_in_on", "format", param(codeNewHead, "sworn_in_on", "2026-02-30")},
		{"date type", "/rules/NEW_HEAD_6M/params/sworn_in_on", "type", param(codeNewHead, "sworn_in_on", 2026)},
		{"interval", "/rules/PILKADA_FREEZE/params/elections", "format", param(codePilkada, "elections", []any{"2027-06-30/2027-01-01"})},
		{"list", "/rules/PILKADA_FREEZE/params/elections", "type", param(codePilkada, "elections", "2027-01-01/2027-06-30")},
		{"list of numbers", "/rules/PILKADA_FREEZE/params/elections", "type", param(codePilkada, "elections", []any{1})},
		{"document kind", "/rules/PERTEK_REQUIRED/params/documents", "unknown_word", param("PERTEK_REQUIRED", "documents", []any{"diploma"})},
		{"education", "/rules/EDU_LEVEL_MIN/params/pengawas", "unknown_word", param("EDU_LEVEL_MIN", "pengawas", "S2")},
		{"predicate", "/rules/PERF_GOOD_2Y/params/minimum", "unknown_word", param("PERF_GOOD_2Y", "minimum", "good")},
		{"rank", "/rules/AGE_MAX_LOCAL_IN/params/max_rank", "unknown_word", param("AGE_MAX_LOCAL_IN", "max_rank", "III")},
		{"rank range", "/rules/RANK_RANGE/params/II.a", "format", param("RANK_RANGE", "II.a", "IV/c..IV/a")},
		{"order of the match limits", "/rules/COMPETENCY_JPM_MIN/params/still_meets", "order", param(codeJPM, "still_meets", 9000)},
	} {
		bad := c.p.Validate()
		if len(bad) != 1 || bad[0].Pointer != c.pointer || bad[0].Code != c.code || bad[0].Text() == "" || bad[0].Indonesian == "" {
			t.Errorf("%s: %+v, want %s %s", c.name, bad, c.pointer, c.code)
		}
		Evaluate(newWorld().f, c.p) // a bad value counts as not set
	}
	many := PolicySet{Rules: map[string]RulePolicy{"B": {}, "A": {}, "SPMT": {Severity: "x", Params: map[string]any{"z": 1, "days": "x"}}}}
	if got := many.Validate(); len(got) != 7 {
		t.Errorf("%d errors at once, want 7: %v", len(got), got)
	}
}

// Numbers come from Go code, from encoding/json and from decoders that keep the digits.
func TestPolicyNumbers(t *testing.T) {
	q := *index[codeTenureMin].param("years")
	for _, v := range []any{3, int64(3), 3.0, json.Number("3")} {
		if got, w := q.read(v); w != nil || got != 3 {
			t.Errorf("%T %v reads as %v", v, v, got)
		}
	}
	for _, v := range []any{3.5, json.Number("3.5"), json.Number("x"), true, nil} {
		if got, w := q.read(v); w == nil {
			t.Errorf("%T %v reads as %v", v, v, got)
		}
	}
}

func ordinary() Facts {
	return Facts{
		On: d("2026-07-01"), AsOf: d("2026-06-01"), Type: domain.TypeInternal, Initiative: domain.InitiativeDinas,
		Person: Person{Employment: domain.EmploymentPNS, Status: domain.StatusActive, LegalStatus: "01"},
		From:   &Post{UnitID: unitA, Kind: domain.KindPelaksana}, To: &Post{UnitID: unitB, Kind: domain.KindPelaksana, UnitActive: ptr(true)},
		Seats: &Seats{Quota: 1}, IMutNumber: ptr(""), Documents: []Document{}, Opinions: []Opinion{},
	}
}

// The main scenario of DESIGN 8: an ordinary internal move of which nothing else is known goes through.
func TestMainScenario(t *testing.T) {
	p := DefaultPolicy()
	for _, i := range []string{domain.InitiativeDinas, domain.InitiativeAPS} {
		f := ordinary()
		f.Initiative = i
		if b := Blocking(Evaluate(f, p), p, GateVerify); len(b) > 0 {
			t.Errorf("%s: verify is blocked: %+v", i, b)
		}
		if b := Blocking(Evaluate(f, p), p, GateApprove); len(b) != 1 || b[0].Code != "TPK_OPINION_REQUIRED" {
			t.Errorf("%s: approve before the opinion: %+v", i, b)
		}
		f.Opinions = []Opinion{{Body: "tpk", Opinion: "recommended", HeldOn: d("2026-06-01"), Members: 5}}
		for _, gate := range []string{GateApprove, GateDecree} {
			if b := Blocking(Evaluate(f, p), p, gate); len(b) > 0 {
				t.Errorf("%s: %s is blocked: %+v", i, gate, b)
			}
		}
		if s := Summary(Evaluate(f, p)); s.Verdict != Undetermined || s.Blocking != 0 {
			t.Errorf("%s: %+v", i, s)
		}
	}
}

func TestBlocking(t *testing.T) {
	codesOf := func(results []domain.CheckResult) []string {
		var out []string
		for _, r := range results {
			out = append(out, r.Code)
		}
		return out
	}
	w := newWorld()
	w.f.Person.InCourt, w.f.Opinions, w.f.Ties = ptr(true), []Opinion{}, nil
	for gate, want := range map[string][]string{
		GateVerify: {"NO_COURT_PROCESS"}, GateApprove: {"NO_COURT_PROCESS", "TPK_OPINION_REQUIRED"},
		GateDecree: {"NO_COURT_PROCESS", "TPK_OPINION_REQUIRED"}, GateNone: nil, "close": nil,
	} {
		if got := codesOf(Blocking(w.run(), w.p, gate)); !slices.Equal(got, want) {
			t.Errorf("%q is blocked by %v, want %v", gate, got, want)
		}
	}
	w.p.Rules["CONFLICT_OF_INTEREST"] = RulePolicy{UnknownBlocks: ptr(true)}
	if got := codesOf(Blocking(w.run(), w.p, GateVerify)); !slices.Equal(got, []string{"NO_COURT_PROCESS", "CONFLICT_OF_INTEREST"}) {
		t.Errorf("with unknown blocking: %v", got)
	}
	w.p.Rules["NO_COURT_PROCESS"] = RulePolicy{Severity: domain.Warn}
	if got := codesOf(Blocking(w.run(), w.p, GateVerify)); !slices.Equal(got, []string{"CONFLICT_OF_INTEREST"}) {
		t.Errorf("with a warning only: %v", got)
	}
	leave := newWorld()
	faraway(leave)
	docs(listed...)(leave)
	docs("inspectorate_clear")(leave)
	if got := codesOf(Blocking(leave.run(), leave.p, GateApprove)); len(got) != 0 {
		t.Errorf("approving a departure is blocked by %v", got)
	}
	if got := codesOf(Blocking(leave.run(), leave.p, GateDecree)); !slices.Equal(got, []string{"PERTEK_REQUIRED", "KEMENDAGRI_COORD"}) {
		t.Errorf("decreeing a departure is blocked by %v", got)
	}
}

func TestApplyOverrides(t *testing.T) {
	w := newWorld()
	w.from(domain.KindPengawas, "")
	promote(w)
	w.f.To.Special, w.f.Person.InCourt, w.f.Ties = domain.SpecialDukcapil, ptr(true), nil
	w.f.From.Since = d("2026-01-01")
	results := w.run()
	before := asJSON(t, results)
	note := domain.OverrideNote{By: domain.ID{9}, Reason: "persetujuan Mendagri sudah terbit"}
	notes := map[string]domain.OverrideNote{}
	for code := range maps.Keys(index) {
		notes[code] = note
	}
	out := ApplyOverrides(results, notes)
	if asJSON(t, results) != before {
		t.Error("the results given were changed")
	}
	for code, want := range map[string]domain.Outcome{
		"DUKCAPIL_SPECIAL": domain.OutcomeOverridden, codeTenureMin: domain.OutcomeOverridden,
		"NO_COURT_PROCESS": no, "CONFLICT_OF_INTEREST": dunno, "NOT_CLTN": yes,
	} {
		r := find(out, code)
		if r.Outcome != want || (r.Override != nil) != (want == domain.OutcomeOverridden) {
			t.Errorf("%s is %s with %v, want %s", code, r.Outcome, r.Override, want)
		}
	}
	if got := Blocking(out, w.p, GateVerify); len(got) != 1 || got[0].Code != "NO_COURT_PROCESS" {
		t.Errorf("still blocking: %v", got)
	}
	if s := Summary(out); s.Verdict != NotEligible || s.Overridden < 2 {
		t.Errorf("%+v", s)
	}
}

func TestMayOverride(t *testing.T) {
	for _, c := range []struct {
		code     string
		severity domain.Severity
		role     domain.Role
		want     bool
	}{
		{codeTenureMin, domain.Warn, domain.RoleHR, true}, {codeTenureMin, domain.Block, domain.RoleHR, false},
		{codeTenureMin, domain.Block, domain.RolePPK, true}, {codeTenureMin, domain.Warn, domain.RoleUnitHead, false},
		{"NO_COURT_PROCESS", domain.Block, domain.RolePPK, false}, {"NO_SUCH", domain.Warn, domain.RolePPK, false},
	} {
		if got := MayOverride(domain.CheckResult{Code: c.code, Severity: c.severity}, c.role); got != c.want {
			t.Errorf("%s (%s) by %s: %v", c.code, c.severity, c.role, got)
		}
	}
}

func TestSummary(t *testing.T) {
	w := newWorld()
	results := w.run()
	s := Summary(results)
	if s.Verdict != Eligible || s.Pass+s.Fail+s.Unknown != len(results) || s.Blocking != 0 {
		t.Errorf("%+v of %d", s, len(results))
	}
	w.f.Opinions = []Opinion{} // a step still to come makes nobody ineligible
	if s := Summary(w.run()); s.Verdict != Eligible || s.Blocking != 1 {
		t.Errorf("%+v", s)
	}
	w.f.Person.InCourt = nil
	if s := Summary(w.run()); s.Verdict != Undetermined {
		t.Errorf("%+v", s)
	}
	w.f.Seats = &Seats{}
	if s := Summary(w.run()); s.Verdict != NotEligible {
		t.Errorf("%+v", s)
	}
}

func TestFind(t *testing.T) {
	if r, ok := Find(codeJPM); !ok || r.Code != codeJPM {
		t.Errorf("%v %v", r.Code, ok)
	}
	if _, ok := Find("NO_SUCH"); ok {
		t.Error("found a rule that does not exist")
	}
}

package eligibility

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
)

var everyCase = slices.Concat(paperCases, limitCases, statusCases, tenureCases, performanceCases, disciplineCases, seatCases,
	educationCases, experienceCases, ageCases, competenceCases, timeCases, committeeCases, coordinationCases, specialCases, effectCases)

// Rules that are never unknown: they count calendar days between recorded days and do not apply before the first one.
var neverUnknown = []string{"SLA_DECREES_30CD", "PERF_OBJ_14D", "SPMT", "PTUN_90D"}

// codes of domain.md 2.4 and 2.5 in their order, behind the two of 2.3.
var codes = strings.Fields(`DOCUMENTS_COMPLETE PERTEK_REQUIRED
	SLA_PERTEK_15WD SLA_DECREES_30CD SLA_KEMENDAGRI_15WD SLA_OBJ_FILE_14WD SLA_OBJ_DECIDE_21WD SLA_OBJ_RESPONSE_6WD SLA_SUPERIOR_21WD
	PILKADA_REPORT_7WD PERF_OBJ_14D PERF_REPORT_FEB SPMT PTUN_90D RETIRE_LIST_15M KRS_YEARLY
	STATUS_PNS_ACTIVE NOT_CPNS PPPK_NO_INTERAGENCY PPPK_INTERNAL_UNOR_ONLY PPPK_PART_TIME TENURE_MIN_2Y TENURE_MIN_6M_BKN2025 TENURE_MAX_5Y
	TENURE_JPT_EARLY CPNS_10Y_PLEDGE PERF_GOOD_2Y PERF_GOOD_1Y_JF_FIRST NO_DISCIPLINE_ACTIVE NO_DISCIPLINE_1Y_MS NO_COURT_PROCESS
	NO_STUDY_OR_BOND NOT_CLTN INSPECTORATE_CLEAR FORMATION_AVAILABLE ORIGIN_NOT_CRITICAL STRUCT_SLOT_SINGLE UNOR_ACTIVE EDU_LEVEL_MIN
	EDU_FIELD_MATCH RANK_RANGE EXPERIENCE_PENGAWAS_4Y EXPERIENCE_ADMIN_3Y EXPERIENCE_JPTP_5Y_2Y AGE_MAX_JPTP_56 AGE_MAX_JF_TRANSFER
	JF_EXPERIENCE_2Y JF_MOVE_MAP COMPETENCY_TEST_PASS COMPETENCY_JPM_MIN ASSESSMENT_VALID_3Y DEV_HOURS_20JP RETIREMENT_WINDOW
	AGE_MAX_LOCAL_IN PILKADA_FREEZE NEW_HEAD_6M TPK_OPINION_REQUIRED TALENT_COMMITTEE_RECO COMMITTEE_NOT_CANDIDATE KEMENDAGRI_COORD
	OPEN_SELECTION_RELEASE BOTH_DECREES IMUT_REQUIRED CONFLICT_OF_INTEREST DUKCAPIL_SPECIAL INSPECTOR_SPECIAL PUSKESMAS_SCHOOL_HEAD_TASK
	SPOUSE_FOLLOW WORKLOAD_BALANCE_GAIN TRAINING_BEFORE_MOVE FORUM_HELD OBJECTION_WINDOW_OPEN`)

func TestCatalogueOrder(t *testing.T) {
	var got []string
	for _, r := range Catalogue {
		got = append(got, r.Code)
	}
	if !slices.Equal(got, codes) {
		t.Errorf("catalogue\n%v\nwant\n%v", got, codes)
	}
}

func TestEveryRuleIsComplete(t *testing.T) {
	marks := regexp.MustCompile(`^[VSGD](,[VSGD])?$`)
	for _, r := range Catalogue {
		for name, text := range map[string]domain.Bilingual{"title": r.Title, "applies": r.Applies} {
			if text.Indonesian == "" || text.English == "" {
				t.Errorf("%s: %s is not in both languages", r.Code, name)
			}
		}
		if r.Citation == "" || !marks.MatchString(r.Confidence) || !knownSeverity(r.Severity) || r.check == nil {
			t.Errorf("%s: citation %q, confidence %q, severity %q", r.Code, r.Citation, r.Confidence, r.Severity)
		}
		if r.Overridable != (len(r.OverrideRoles) > 0) {
			t.Errorf("%s: overridable %v by %v", r.Code, r.Overridable, r.OverrideRoles)
		}
		if r.Severity == domain.Block && r.Gate == GateNone {
			t.Errorf("%s blocks at no gate", r.Code)
		}
		for _, p := range r.Params {
			if _, w := p.read(p.Default); w != nil {
				t.Errorf("%s.%s: the default is not valid: %s", r.Code, p.Name, w.text.English)
			}
		}
	}
}

// Every rule has a passing, a failing and, where data can be missing, an unknown case.
func TestEveryRuleHasCases(t *testing.T) {
	for _, r := range Catalogue {
		for _, want := range []domain.Outcome{yes, no, dunno} {
			if want == dunno && slices.Contains(neverUnknown, r.Code) {
				continue
			}
			if !slices.ContainsFunc(everyCase, func(c tc) bool { return c.code == r.Code && c.want == want }) {
				t.Errorf("%s has no case with outcome %s", r.Code, want)
			}
		}
	}
}

func build(c tc) *world {
	w := newWorld()
	if c.edit != nil {
		c.edit(w)
	}
	return w
}

// Every message of every case stands in both languages, every unknown says what is missing, and evidence is plain.
func TestEveryResultSpeaks(t *testing.T) {
	for _, c := range everyCase {
		for _, r := range build(c).run() {
			for _, text := range []string{r.Message.Indonesian, r.Message.English} {
				if text == "" || strings.Contains(text, "%!") || strings.Contains(text, "EXTRA") {
					t.Errorf("%s/%s: %s says %q", c.code, c.name, r.Code, text)
				}
			}
			if r.Message.Indonesian == r.Message.English {
				t.Errorf("%s: not translated: %q", r.Code, r.Message.English)
			}
			if r.Citation == "" {
				t.Errorf("%s: no citation", r.Code)
			}
			for k, v := range r.Evidence {
				switch v.(type) {
				case string, int, bool, []string:
				default:
					t.Errorf("%s: evidence %s is a %T", r.Code, k, v)
				}
			}
			missing, _ := r.Evidence["missing"].([]string)
			if (r.Outcome == dunno) != (len(missing) > 0) {
				t.Errorf("%s/%s: %s is %s and misses %v", c.code, c.name, r.Code, r.Outcome, missing)
			}
			for _, m := range missing {
				if _, ok := vocabulary[m]; !ok {
					t.Errorf("%s: no words for the missing field %s", r.Code, m)
				}
			}
		}
	}
}

func TestVocabularyCoversTheDocuments(t *testing.T) {
	for _, k := range slices.Concat(domain.DocumentKinds, domain.JFLevels) {
		if _, ok := vocabulary[k]; !ok {
			t.Errorf("no words for %s", k)
		}
	}
	for k, v := range vocabulary {
		if v.Indonesian == "" || v.English == "" {
			t.Errorf("%s is not in both languages", k)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is stored with a run gives the same bytes again, whatever the order of its lists, and so does the effective form
// of a policy.
func TestSameFactsSameBytes(t *testing.T) {
	for _, c := range everyCase {
		w := build(c)
		before := asJSON(t, w.f)
		want := asJSON(t, w.run())
		if again := asJSON(t, w.run()); again != want {
			t.Fatalf("%s/%s: a second run differs", c.code, c.name)
		}
		if asJSON(t, w.f) != before {
			t.Fatalf("%s/%s: the run changed its facts", c.code, c.name)
		}
		var stored world
		for _, pair := range []struct{ from, to any }{{w.f, &stored.f}, {w.p, &stored.p}} {
			if err := json.Unmarshal([]byte(asJSON(t, pair.from)), pair.to); err != nil {
				t.Fatal(err)
			}
		}
		if got := asJSON(t, stored.run()); got != want {
			t.Fatalf("%s/%s: after storage\n%s\nwant\n%s", c.code, c.name, got, want)
		}
		if got := asJSON(t, Evaluate(w.f, w.p.Effective())); got != want {
			t.Fatalf("%s/%s: the policy and its effective form differ", c.code, c.name)
		}
		turned := w.f
		reverse(&turned.Ratings)
		reverse(&turned.Sanctions)
		reverse(&turned.History)
		reverse(&turned.Trainings)
		reverse(&turned.Tests)
		reverse(&turned.Documents)
		reverse(&turned.Opinions)
		reverse(&turned.Holidays)
		reverse(&turned.Person.OtherMajors)
		if turned.To != nil {
			to := *turned.To
			reverse(&to.Majors)
			turned.To = &to
		}
		if got := asJSON(t, Evaluate(turned, w.p)); got != want {
			t.Fatalf("%s/%s: the order of a list shows\n%s\nwant\n%s", c.code, c.name, got, want)
		}
	}
}

func reverse[T any](l *[]T) {
	*l = slices.Clone(*l)
	slices.Reverse(*l)
}

// Nothing known must never pass a rule that needs data, and never panic.
func TestNothingKnownPassesNothing(t *testing.T) {
	for _, f := range []Facts{
		{}, {Type: domain.TypeInternal}, {Type: domain.TypeInternal, From: &Post{}, To: &Post{}},
		{Type: domain.TypeInterProvKK, From: &Post{}}, {Type: domain.TypeInterProvKK, To: &Post{}},
		{Type: domain.TypeIntraProvKK, Initiative: domain.InitiativeOpenSelection, To: &Post{}},
		{Type: domain.TypeInternal, Initiative: domain.InitiativeAPS, ReasonCode: "follow_spouse", To: &Post{Kind: domain.KindFungsional}},
		{Type: domain.TypeInternal, From: &Post{Kind: domain.KindJPTPratama}, To: &Post{Kind: domain.KindJPTPratama}},
		{Type: domain.TypeInternal, From: &Post{Kind: domain.KindPelaksana}, To: &Post{Kind: domain.KindPengawas}},
	} {
		for _, sw := range []bool{false, true} {
			p := DefaultPolicy()
			for code, rp := range p.Rules {
				if sw {
					rp.Enabled = ptr(true)
					p.Rules[code] = rp
				}
			}
			for _, r := range Evaluate(f, p) {
				// These two answer from the kind of post alone.
				if r.Outcome == yes && r.Code != "DUKCAPIL_SPECIAL" && r.Code != "INSPECTOR_SPECIAL" {
					t.Errorf("%s passes with nothing known: %s", r.Code, r.Message.English)
				}
			}
		}
	}
}

func TestMessages(t *testing.T) {
	w := newWorld()
	w.f.From.Since = d("2025-01-15")
	got := find(w.run(), codeTenureMin).Message
	want := both("Masa jabatan pada tanggal mutasi baru 1 tahun 5 bulan; paling singkat 2 tahun, terpenuhi pada 15 Januari 2027.",
		"On the day of the move the post will have been held for 1 year 5 months; the minimum is 2 years, reached on 15 January 2027.")
	if got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	w.f.JPM = ptr(7999)
	if m := find(w.run(), codeJPM).Message; !strings.Contains(m.Indonesian, "79,99%") || !strings.Contains(m.English, "79.99%") {
		t.Errorf("%+v", m)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	w := newWorld()
	for b.Loop() {
		w.run()
	}
}

func ExampleEvaluate() {
	f := Facts{
		On: domain.MustDate("2026-07-01"), AsOf: domain.MustDate("2026-06-01"), Type: domain.TypeInternal, Initiative: domain.InitiativeDinas,
		From: &Post{Kind: domain.KindPelaksana, Since: domain.MustDate("2025-01-15")},
		To:   &Post{Kind: domain.KindPelaksana},
	}
	for _, r := range Evaluate(f, DefaultPolicy()) {
		if r.Outcome == domain.OutcomeFail {
			fmt.Println(r.Code, r.Severity, r.Evidence["months_held"])
		}
	}
	// Output: TENURE_MIN_2Y warn 17
}

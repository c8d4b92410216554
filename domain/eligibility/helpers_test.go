package eligibility

import (
	"slices"
	"testing"

	"mutasi/domain"
)

// world is what a case edits: a complete, eligible internal move and a policy that names only what differs.
type world struct {
	f Facts
	p PolicySet
}

// tc is one case of one rule. An empty want means that the rule does not apply; severity is checked where it is given.
type tc struct {
	code, name string
	want       domain.Outcome
	severity   domain.Severity
	edit       func(w *world)
}

const (
	yes   = domain.OutcomePass
	no    = domain.OutcomeFail
	dunno = domain.OutcomeUnknown
	none  = domain.Outcome("")
)

func d(s string) domain.Date { return domain.MustDate(s) }
func ptr[T any](v T) *T      { return &v }

var unitA, unitB = domain.ID{1}, domain.ID{2}

func newWorld() *world {
	return &world{f: Facts{
		On: d("2026-07-01"), AsOf: d("2026-06-01"), Type: domain.TypeInternal, Initiative: domain.InitiativeDinas,
		IMutNumber: ptr("IM-1"),
		Person: Person{
			Employment: domain.EmploymentPNS, Status: domain.StatusActive, LegalStatus: "01", Rank: "III/c", BirthDate: d("1985-03-15"),
			EducationLevel: "s1", Major: "S-1 ILMU HUKUM", AppointedOn: d("2010-01-01"), PNSSince: d("2011-01-01"),
			InCourt: ptr(false), UnderExamination: ptr(false), RelationsDeclaredOn: d("2026-01-01"),
		},
		From: &Post{
			PositionID: domain.ID{11}, UnitID: unitA, Title: "Pengolah Data", Kind: domain.KindPelaksana, Family: "Administrasi",
			RetirementAge: 58, UnitActive: ptr(true), Since: d("2022-07-01"),
		},
		To: &Post{
			PositionID: domain.ID{12}, UnitID: unitB, Title: "Pengolah Data", Kind: domain.KindPelaksana, Family: "Administrasi",
			EducationMin: "slta", Majors: []string{"Ilmu Hukum", "Administrasi Negara"}, RetirementAge: 58, UnitActive: ptr(true),
		},
		Ratings:   []Rating{{2025, domain.Baik}, {2024, domain.SangatBaik}},
		Sanctions: []Sanction{},
		History: []Service{
			{Kind: domain.KindPelaksana, Family: "Administrasi", From: d("2010-01-01"), To: d("2022-07-01"), Definitive: true},
			{Kind: domain.KindPelaksana, Family: "Administrasi", From: d("2022-07-01"), Definitive: true},
		},
		Trainings: []Training{{d("2026-01-10"), 12}, {d("2025-09-10"), 8}},
		Tests:     []Test{},
		Documents: []Document{},
		Opinions:  []Opinion{{Body: "tpk", Opinion: "recommended", HeldOn: d("2026-05-20"), Members: 5, CandidateSits: ptr(false)}},
		JPM:       ptr(8500), AssessedOn: d("2025-01-01"), TrainingPlanned: ptr(true),
		Ties:       &Ties{},
		Seats:      &Seats{Quota: 3, Need: ptr(3), Holders: 2},
		Origin:     &Origin{Need: ptr(10), FilledAfter: ptr(9)},
		Workload:   &Workload{ptr(8000), ptr(9000), ptr(13000), ptr(11000)},
		Succession: &Succession{PoolSetOn: d("2026-01-01")},
		Holidays:   []domain.Date{d("2026-06-01"), d("2026-06-16")},
	}, p: PolicySet{Version: 1, ValidFrom: defaultValidFrom, Rules: map[string]RulePolicy{}}}
}

// set changes one parameter of the policy; on turns a switch rule on.
func (w *world) set(code, name string, value any) {
	rp := w.p.Rules[code]
	if rp.Params == nil {
		rp.Params = map[string]any{}
	}
	rp.Params[name] = value
	w.p.Rules[code] = rp
}

func (w *world) on(code string) {
	rp := w.p.Rules[code]
	rp.Enabled = ptr(true)
	w.p.Rules[code] = rp
}

// external makes the move an arrival or a departure.
func (w *world) incoming(kind string) {
	w.f.Type, w.f.From, w.f.Person.Status = kind, nil, domain.StatusIncoming
}
func (w *world) outgoing(kind string) { w.f.Type, w.f.To = kind, nil }

// from and to replace the kind and level of a post.
func (w *world) from(kind, level string) { w.f.From.Kind, w.f.From.Level = kind, level }
func (w *world) to(kind, level string) {
	w.f.To.Kind, w.f.To.Level = kind, level
	w.f.To.EducationMin = ""
}

// career replaces the history and the present post's start: kind:level from a day on, each until the next one.
func (w *world) career(steps ...Service) {
	for i := range steps {
		steps[i].Definitive = true
		if i+1 < len(steps) {
			steps[i].To = steps[i+1].From
		}
	}
	w.f.History = steps
	w.f.From.Since = steps[len(steps)-1].From
}

func (w *world) doc(kind string) { w.f.Documents = append(w.f.Documents, Document{Kind: kind}) }

func (w *world) run() []domain.CheckResult { return Evaluate(w.f, w.p) }

func find(results []domain.CheckResult, code string) *domain.CheckResult {
	if i := slices.IndexFunc(results, func(r domain.CheckResult) bool { return r.Code == code }); i >= 0 {
		return &results[i]
	}
	return nil
}

func runCases(t *testing.T, cases []tc) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.code+"/"+c.name, func(t *testing.T) {
			w := newWorld()
			if c.edit != nil {
				c.edit(w)
			}
			if bad := w.p.Validate(); len(bad) > 0 {
				t.Fatalf("the case's policy is not valid: %v", bad)
			}
			r := find(w.run(), c.code)
			switch {
			case r == nil && c.want != none:
				t.Fatalf("does not apply, want %s", c.want)
			case r == nil:
				return
			case r.Outcome != c.want:
				t.Fatalf("%s, want %q: %s %v", r.Outcome, c.want, r.Message.English, r.Evidence)
			case c.severity != "" && r.Severity != c.severity:
				t.Fatalf("severity %s, want %s", r.Severity, c.severity)
			}
		})
	}
}

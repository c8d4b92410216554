package service_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/domain/eligibility"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// demoSize is the size of the sample city of a test: the usual one where it is quick, on a server the least that has every story.
func demoSize(t *testing.T) int {
	if strings.HasSuffix(t.Name(), "/mysql") {
		return 1000
	}
	return 2000
}

// withDemo makes a sample city in an empty database.
func withDemo(t *testing.T, st *repository.Store, size int) *service.Service {
	t.Helper()
	svc, err := service.New(t.Context(), st, service.Config{FilesDir: t.TempDir(), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := svc.Demo(t.Context(), size, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	t.Logf("a city of %d in %s", size, time.Since(began).Round(time.Millisecond))
	return svc
}

func proposalsOf(t *testing.T, st *repository.Store) []domain.Proposal {
	t.Helper()
	rows, err := repository.Proposals.Where(st.Read(context.Background()), "id", "state <> ''")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// auditor reads everything.
var auditor = domain.Actor{UserID: domain.NewID(), Username: "auditor", Roles: []domain.Role{domain.RoleAuditor}}

// blocks are the codes of failures with severity block, in order.
func blocks(results []domain.CheckResult) []string {
	codes := []string{}
	for _, r := range results {
		if r.Outcome == domain.OutcomeFail && r.Severity == domain.Block {
			codes = append(codes, r.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

// canBlock reports whether the rule is on by default and can have the severity block, by itself or in some case.
func canBlock(r *eligibility.Rule) bool {
	return !r.Switch && (r.Severity == domain.Block || slices.ContainsFunc(r.Params, func(p eligibility.Param) bool {
		return p.Type == "severity" && p.Default == string(domain.Block)
	}))
}

func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		size := demoSize(t)
		svc := withDemo(t, st, size)
		proposals := proposalsOf(t, st)
		states := map[domain.State]int{}
		blocked := map[string]int{}
		checks := map[domain.ID][]string{}
		for _, row := range proposals {
			states[row.State]++
			p, err := svc.Proposal(t.Context(), auditor, row.ID, domain.Query{})
			if err != nil {
				t.Fatal(err)
			}
			checks[p.StaffID] = blocks(p.Checks)
			for _, code := range checks[p.StaffID] {
				blocked[code]++
			}
			now, err := svc.Checks(t.Context(), auditor, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			if row.State == domain.Draft && !slices.Equal(blocks(now.Checks), checks[p.StaffID]) {
				t.Errorf("%s: stored %v, now %v", row.Number, checks[p.StaffID], blocks(now.Checks))
			}
			runs, err := svc.CheckRuns(t.Context(), auditor, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, run := range runs {
				if !run.Reproducible {
					t.Errorf("%s: the run at %s (%s) does not give the same results again", row.Number, run.At, run.Gate)
				}
			}
		}
		for i := range eligibility.Catalogue {
			if r := &eligibility.Catalogue[i]; canBlock(r) && blocked[r.Code] == 0 {
				t.Errorf("nobody is blocked by %s", r.Code)
			}
		}
		for _, s := range domain.States {
			if states[s] == 0 {
				t.Errorf("no proposal is %s", s)
			}
		}
		examplesFailOneRule(t, size, svc, clock, checks)
		ordinaryMovesAreFree(t, size, svc, clock)

		late, err := svc.Evaluations(t.Context(), auditor, domain.Query{Limit: 50, Filters: map[string][]string{}}, true)
		if err != nil || len(late.Items) == 0 {
			t.Errorf("%d late evaluations, %v", len(late.Items), err)
		}
		if findings, err := svc.Doctor(t.Context()); err != nil || len(findings) > 0 {
			t.Errorf("%v %v", findings, err)
		}
	})
}

// companions are the rules that cannot but fail beside the one that a case is about.
var companions = map[string]string{
	"TENURE_MIN_2Y":      "TENURE_JPT_EARLY", // the one blocks where the other fails
	"TENURE_JPT_EARLY":   "TENURE_MIN_2Y",
	"NOT_CLTN":           "STATUS_PNS_ACTIVE",
	"STRUCT_SLOT_SINGLE": "FORMATION_AVAILABLE",
	"KEMENDAGRI_COORD":   "PERTEK_REQUIRED", // BKN is asked once Kemendagri has answered
}

func examplesFailOneRule(t *testing.T, size int, svc *service.Service, clock *dbtest.Clock, checks map[domain.ID][]string) {
	for _, c := range city.Build(size-city.Examples, 1, svc.Today(), clock.Now()).Notable.Blocked {
		want := []string{c.Rule}
		if other := companions[c.Rule]; other != "" {
			want = append(want, other)
		}
		if c.Type == domain.TypeInternal && !c.CandidateSits { // no draft has an opinion yet
			want = append(want, "TPK_OPINION_REQUIRED")
		}
		slices.Sort(want)
		if got := checks[c.StaffID]; !slices.Equal(got, slices.Compact(want)) {
			t.Errorf("%s: %v fail, want %v", c.Rule, got, want)
		}
	}
}

// ordinaryMovesAreFree asks for the transfers that the guides point at, also after the sample policy came into force.
func ordinaryMovesAreFree(t *testing.T, size int, svc *service.Service, clock *dbtest.Clock) {
	c := city.Build(size-city.Examples, 1, svc.Today(), clock.Now())
	hr := domain.Actor{UserID: domain.NewID(), Username: "hr", Roles: []domain.Role{domain.RoleHR}}
	for i, pair := range c.Notable.Pairs {
		if i > 0 && i < 17 {
			continue // these have their stories
		}
		e, err := svc.StaffEligibility(t.Context(), hr, pair.StaffID.String(), service.EligibilityQuery{PositionID: pair.PositionID, Type: domain.TypeInternal,
			Initiative: domain.InitiativeDinas, On: svc.Today().AddDays(45)})
		if err != nil {
			t.Fatal(err)
		}
		if e.Verdict != eligibility.Eligible || e.PolicyVersion != 2 {
			t.Errorf("pair %d: %s by version %d, %v", i, e.Verdict, e.PolicyVersion, blocks(e.Checks))
		}
	}
}

// tables lists the tables of the database but those of the migrations.
func tables(t *testing.T, st *repository.Store) []string {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if strings.HasSuffix(t.Name(), "/mysql") {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
	}
	list := []string{}
	for _, row := range query2D(t, st, query) {
		if name := fmt.Sprint(row[0]); !strings.HasPrefix(name, "goose") && !strings.HasPrefix(name, "sqlite_") && !strings.Contains(name, "_fts") {
			list = append(list, name)
		}
	}
	return list
}

// query2D reads all rows, texts as strings.
func query2D(t *testing.T, st *repository.Store, query string) [][]any {
	t.Helper()
	db, err := st.SQL()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]any
	for rows.Next() {
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i := range row {
			if b, ok := row[i].([]byte); ok {
				row[i] = string(b)
			}
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// content tells the number of rows and their digest.
func content(t *testing.T, st *repository.Store, query string) string {
	t.Helper()
	rows := query2D(t, st, query)
	h := sha256.New()
	for _, row := range rows {
		_, _ = fmt.Fprintf(h, "%q\n", row)
	}
	return fmt.Sprintf("%d rows, %x", len(rows), h.Sum(nil)[:8])
}

func TestDemoASecondTimeChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		const size = 300
		svc := withDemo(t, st, size)
		rows := func(name string) string {
			if name == "settings" {
				return content(t, st, "SELECT name, value FROM settings ORDER BY name")
			}
			return content(t, st, "SELECT * FROM "+name)
		}
		before := map[string]string{}
		for _, name := range tables(t, st) {
			before[name] = rows(name)
		}
		again := func(what string) {
			if err := svc.Demo(t.Context(), size, func(string, int, int) {}); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			for _, name := range tables(t, st) {
				if now := rows(name); now != before[name] {
					t.Errorf("%s: %s had %s, has %s", what, name, before[name], now)
				}
			}
		}
		again("done")
		state := fmt.Sprintf("registry %d %s %s", size-city.Examples, svc.Today(), clock.Now().UTC().Format(time.RFC3339Nano))
		clock.Add(time.Hour) // nobody starts again at the same moment
		if err := st.Write(t.Context(), func(tx *repository.Tx) error { return repository.SetSetting(tx, "demo", state) }); err != nil {
			t.Fatal(err)
		}
		again("interrupted just before the end")
	})
}

// TestDemoInZonesFarFromUTC: the days of the story are days of the zone.
func TestDemoInZonesFarFromUTC(t *testing.T) {
	for name, hours := range map[string]int{"behind": -11, "ahead": 14} {
		t.Run(name, func(t *testing.T) {
			st, err := repository.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "mutasi.db"), repository.Options{Now: dbtest.NewClock().Now, Fast: true})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = st.Close() }()
			if err := st.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			svc, err := service.New(t.Context(), st, service.Config{FilesDir: t.TempDir(), Zone: time.FixedZone(name, hours*3600), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
			if err != nil {
				t.Fatal(err)
			}
			if err := svc.Demo(t.Context(), 300, func(string, int, int) {}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestDemoRefusesOtherData(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc, err := service.New(t.Context(), st, service.Config{FilesDir: t.TempDir(), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := svc.CreateUser(t.Context(), domain.UserInput{Username: "first", Name: "First", Password: "a long enough password", Roles: []domain.Role{domain.RoleAdmin}}); err != nil {
			t.Fatal(err)
		}
		var e *domain.Error
		if err := svc.Demo(t.Context(), 200, func(string, int, int) {}); !errors.As(err, &e) || e.Code != "not_empty" {
			t.Errorf("%v, want not_empty", err)
		}
		for _, name := range []string{"units", "positions", "staff", "proposals"} {
			if got := fmt.Sprint(query2D(t, st, "SELECT COUNT(*) FROM "+name)); got != "[[0]]" {
				t.Errorf("%s: %s rows", name, got)
			}
		}
	})
}

// TestDemosAreEqual compares the registers of two sample cities; what people did in them has ids of its own.
func TestDemosAreEqual(t *testing.T) {
	registers := map[string]map[string]string{}
	for _, name := range []string{"one", "other"} {
		t.Run(name, func(t *testing.T) {
			st, err := repository.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "mutasi.db"), repository.Options{Now: dbtest.NewClock().Now, Fast: true})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = st.Close() }()
			if err := st.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			withDemo(t, st, 500)
			registers[name] = map[string]string{
				"appointments": content(t, st, "SELECT staff_id, position_id, unit_id, kind, assignment, decree_number, valid_from, valid_to FROM appointments ORDER BY staff_id, valid_from, position_id"),
				"requirements": content(t, st, "SELECT * FROM position_requirements ORDER BY position_id, competency_id"),
			}
			for _, table := range []string{"units", "competencies", "positions", "staff", "assessments", "educations", "ratings", "training_records", "sanctions", "tests", "relations", "holidays"} {
				registers[name][table] = content(t, st, "SELECT * FROM "+table+" ORDER BY id")
			}
		})
	}
	for table, one := range registers["one"] {
		if other := registers["other"][table]; one != other || strings.HasPrefix(one, "0 ") {
			t.Errorf("%s: %s in one, %s in the other", table, one, other)
		}
	}
}

// TestSampleProgrammeIsNotAheadOfTheClock: its last step is of today, whatever the hour.
func TestSampleProgrammeIsNotAheadOfTheClock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		clock.Set(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC))
		svc, err := service.New(t.Context(), st, service.Config{FilesDir: t.TempDir(), Zone: time.UTC, Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if err := svc.Demo(t.Context(), 300, func(string, int, int) {}); err != nil {
			t.Fatal(err)
		}
		list, err := repository.Programmes.Where(st.Read(t.Context()), "id", "1 = 1")
		if err != nil || len(list) != 1 {
			t.Fatal(len(list), err)
		}
		if at := list[0].UpdatedAt; at.After(clock.Now()) {
			t.Errorf("changed at %s, and it is %s", at, clock.Now())
		}
	})
}

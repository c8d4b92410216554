package service_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/siasn"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// fresh gives the database the state after `mutasi migrate up`: a leased one that another test had before is empty, law
// tables and all.
func fresh(t *testing.T, st *repository.Store) *service.Service {
	t.Helper()
	ctx := context.Background()
	if len(references(t, st, "ranks")) == 0 {
		if err := errors.Join(st.MigrateDown(ctx), st.Migrate(ctx)); err != nil {
			t.Fatal(err)
		}
	}
	svc, err := service.New(ctx, st, service.Config{FilesDir: t.TempDir(), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return svc
}

func references(t *testing.T, st *repository.Store, kind string) map[string]domain.ReferenceEntry {
	t.Helper()
	found, err := repository.References(st.Read(context.Background()), kind)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func siasnFile(t *testing.T, name string) (siasn.File, []byte) {
	t.Helper()
	i := slices.IndexFunc(siasn.Files, func(f siasn.File) bool { return f.Name == name+".json" })
	data, err := os.ReadFile(filepath.Join("..", "domain", "siasn", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return siasn.Files[i], data
}

func audits(t *testing.T, st *repository.Store, action string) []domain.AuditEntry {
	t.Helper()
	rows, err := repository.ListAudit(st.Read(context.Background()), repository.AuditQuery{Action: action, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The law tables in SQL must say what the law tables in Go say.
func TestBuiltInReferences(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		fresh(t, st)
		count := map[string]int{"ranks": 34, "echelons": 13, "functional_levels": 8, "education_levels": 16, "sanctions": 9}
		for _, kind := range service.ReferenceKinds {
			rows := references(t, st, kind)
			if len(rows) != count[kind] {
				t.Errorf("%d %s, want %d", len(rows), kind, count[kind])
			}
			for code, r := range rows {
				if r.Kind != kind || r.Code != code || r.Name == "" || r.NameNorm != domain.Norm(r.Name) || r.Attributes == nil {
					t.Errorf("%+v", r)
				}
			}
		}
		ranks := references(t, st, "ranks")
		for i, want := range domain.Ranks {
			if r := ranks[want.SiasnID]; r.Name != want.Code || r.Level != domain.EmploymentPNS || r.Ordinal != i+1 || r.Attributes["nama_pangkat"] != want.Name || !r.Active {
				t.Errorf("%+v is %+v", want, r)
			}
		}
		for _, want := range domain.PPPKRanks {
			if r := ranks["PPPK-"+want]; r.Name != want || r.Level != domain.EmploymentPPPK || r.Ordinal != domain.RankOrder(want) || !r.Active {
				t.Errorf("%s is %+v", want, r)
			}
		}
		sameEducation(t, references(t, st, "education_levels"))
		sameRanges(t, references(t, st, "echelons"), references(t, st, "functional_levels"))
		for _, r := range references(t, st, "sanctions") {
			if !slices.Contains([]string{"light", "medium", "heavy"}, r.Level) || r.Attributes["citation"] == nil || r.Attributes["absence_days_from"] == nil {
				t.Errorf("%+v", r)
			}
		}
	})
}

func sameEducation(t *testing.T, levels map[string]domain.ReferenceEntry) {
	words := map[string]bool{}
	for _, r := range levels {
		words[r.Level] = true
		if float64(domain.EducationOrder(r.Level)) != r.Attributes["order"] {
			t.Errorf("%+v", r)
		}
	}
	for _, want := range domain.EducationLevels {
		// Profession degrees have an id of their own, 42; domain gives them 45, where the older ones are filed under S-2.
		if !words[want.Code] || levels[want.SiasnID].Level != want.Code {
			t.Errorf("%+v is %+v", want, levels[want.SiasnID])
		}
	}
}

// sameRanges compares rank ranges with the defaults of RANK_RANGE, and retirement ages with those of positions.
func sameRanges(t *testing.T, echelons, levels map[string]domain.ReferenceEntry) {
	ranges := map[string]any{}
	for _, rule := range eligibility.Catalogue {
		for _, p := range rule.Params {
			if rule.Code == "RANK_RANGE" && p.Type == "rank_range" {
				ranges[p.Name] = p.Default
			}
		}
	}
	of := func(r domain.ReferenceEntry) string {
		low, _ := r.Attributes["rank_min"].(string)
		high, _ := r.Attributes["rank_max"].(string)
		return low + ".." + high
	}
	seen := 0
	for code, r := range echelons {
		if r.Level == "" {
			if r.Active != (code == "99") || r.RetirementAge != nil {
				t.Errorf("%+v", r)
			}
			continue
		}
		if r.Level == "jpt_madya" && r.Name == "I.a" { // the rule tells I.a apart by name only, and has the range of JPT utama
			continue
		}
		seen++
		if ranges[r.Name] != of(r) {
			t.Errorf("%s has %s, the rule %v", r.Name, of(r), ranges[r.Name])
		}
		kind, age := r.Level, *r.RetirementAge
		if kind == "jpt_utama" || kind == "jpt_madya" {
			kind = domain.KindJPTPratama // one age for all JPT; the others are no posts of a region
		}
		if p := (&domain.Position{PositionInput: domain.PositionInput{Kind: kind}}); p.RetirementAgeYears() != age {
			t.Errorf("%s retires at %d, want %d", r.Level, age, p.RetirementAgeYears())
		}
	}
	byOrder := slices.SortedFunc(maps.Values(levels), func(a, b domain.ReferenceEntry) int { return a.Ordinal - b.Ordinal })
	for i, r := range byOrder {
		seen++
		p := &domain.Position{PositionInput: domain.PositionInput{Kind: domain.KindFungsional, Level: r.Level}}
		expert := strings.HasPrefix(r.Level, "ahli_")
		if r.Level != domain.JFLevels[i] || ranges[r.Level] != of(r) || *r.RetirementAge != p.RetirementAgeYears() || (r.Attributes["category"] == "expert") != expert {
			t.Errorf("%+v: the rule has %v", r, ranges[r.Level])
		}
	}
	if seen != len(ranges) {
		t.Errorf("%d ranges compared, the rule has %d", seen, len(ranges))
	}
}

func TestImportReference(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx := context.Background()
		svc := fresh(t, st)
		want := map[string][3]int{"golonganPns": {0, 0, 2}, "eselon": {0, 0, 4}, "jenisHukuman": {1, 0, 2}, "kedudukanHukum": {2, 0, 0}, "jenisDiklat": {2, 0, 0},
			"dokumen": {2, 0, 0}, "jabatanFungsional": {3, 0, 0}, "pendidikan": {3, 0, 0}}
		changes := 0
		for name, n := range want {
			f, data := siasnFile(t, name)
			before := references(t, st, f.Kind)
			for _, n := range [][3]int{n, {0, 0, n[0] + n[1] + n[2]}} { // the second run finds everything done
				r, err := svc.ImportReference(ctx, f, data)
				if err != nil || len(r.Problems) > 0 {
					t.Fatalf("%s: %v %v", name, err, r.Problems)
				}
				if got := [3]int{r.Inserted, r.Updated, r.Unchanged}; got != n || r.Rows != n[0]+n[1]+n[2] {
					t.Errorf("%s: inserted, updated, unchanged %v of %d, want %v", name, got, r.Rows, n)
				}
			}
			if n[0] > 0 {
				changes++
			}
			after := references(t, st, f.Kind)
			for code, old := range before {
				if d := cmp.Diff(old, after[code]); d != "" {
					t.Errorf("%s changed the built-in row %s:\n%s", name, code, d)
				}
			}
			entries, _ := f.Parse(data)
			for _, e := range entries {
				if _, built := before[e.Code]; built {
					continue
				}
				if d := cmp.Diff(e, after[e.Code]); d != "" {
					t.Errorf("%s %s:\n%s", name, e.Code, d)
				}
			}
		}
		if n := len(audits(t, st, "reference.imported")); n != changes {
			t.Errorf("%d audit rows for %d files that brought something", n, changes)
		}
	})
}

func TestImportReferenceUpdates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx := context.Background()
		svc := fresh(t, st)
		f, _ := siasnFile(t, "jenisHukuman")
		built := references(t, st, f.Kind)["24"]
		// The file renames one built-in row and does not have the others: what it does not speak of stays.
		r, err := svc.ImportReference(ctx, f, []byte(`[{"id":"24","nama":"Pemotongan Tukin","jenisTingkatHukumanId":"B"},{"id":"23","nama":"PEMOTONGAN TUNKIN 25% 6 BLN","jenisTingkatHukumanId":"S"}]`))
		if err != nil || r.Inserted != 0 || r.Updated != 1 || r.Unchanged != 1 {
			t.Fatalf("%+v %v", r, err)
		}
		after := references(t, st, f.Kind)
		built.Name, built.NameNorm, built.Level = "Pemotongan Tukin", "pemotongan tukin", "heavy"
		if d := cmp.Diff(built, after["24"]); d != "" || len(after) != 9 {
			t.Errorf("%d rows; %s", len(after), d)
		}
		var logged service.ReferenceImport
		rows := audits(t, st, "reference.imported")
		if len(rows) != 1 || rows[0].Before != nil || json.Unmarshal([]byte(*rows[0].After), &logged) != nil {
			t.Fatalf("%+v", rows)
		}
		if d := cmp.Diff(r, logged); d != "" {
			t.Errorf("the audit row differs: %s", d)
		}

		// One field at a time is enough to make a row changed, also where its new value is empty or null.
		jf, data := siasnFile(t, "jabatanFungsional")
		if _, err := svc.ImportReference(ctx, jf, data); err != nil {
			t.Fatal(err)
		}
		edits := []struct{ old, new string }{{`"usiaBup":"58"`, `"usiaBup":"59"`}, {`"jenjang":"MU"`, `"jenjang":"XX"`}, {`"status":"N"`, `"status":"O"`},
			{`"kodeCepat":"90001"`, `"kodeCepat":null`}, {`Ahli Muda / Muda`, `Ahli Muda`}, {`F0000000000000000000000000000009`, `F0000000000000000000000000000008`}}
		for _, e := range edits {
			data = []byte(strings.Replace(string(data), e.old, e.new, 1))
			if r, err := svc.ImportReference(ctx, jf, data); err != nil || r.Updated != 1 || r.Unchanged != 2 {
				t.Errorf("%s: %+v %v", e.new, r, err)
			}
		}
		// A retirement age that the source forgets is not forgotten here.
		data = []byte(strings.Replace(string(data), `"usiaBup":"59"`, `"usiaBup":"0"`, 1))
		if r, err := svc.ImportReference(ctx, jf, data); err != nil || r.Unchanged != 3 {
			t.Errorf("%+v %v", r, err)
		}
	})
}

func TestImportReferenceStoresNothingOfABrokenFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		svc := fresh(t, st)
		f, _ := siasnFile(t, "kedudukanHukum")
		r, err := svc.ImportReference(context.Background(), f, []byte(`[{"id":"01","nama":"Aktif"},{"id":"02"},{"id":"01","nama":"Lagi"}]`))
		if err != nil || len(r.Problems) != 2 || r.Inserted != 0 {
			t.Errorf("%+v %v", r, err)
		}
		if rows := references(t, st, f.Kind); len(rows) != 0 {
			t.Errorf("stored %v", rows)
		}
		if rows := audits(t, st, "reference.imported"); len(rows) != 0 {
			t.Errorf("logged %v", rows)
		}
	})
}

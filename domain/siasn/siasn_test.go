package siasn

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mutasi/domain"
)

func file(t *testing.T, name string) File {
	t.Helper()
	i := slices.IndexFunc(Files, func(f File) bool { return f.Name == name+".json" })
	if i < 0 {
		t.Fatalf("no file %s", name)
	}
	return Files[i]
}

func years(n int) *int { return &n }

func TestParse(t *testing.T) {
	type attributes = map[string]any
	want := map[string][]domain.ReferenceEntry{
		"golonganPns": {
			{Kind: "ranks", Code: "31", Name: "III/a", NameNorm: "iii/a", Level: "pns", Active: true, Ordinal: 9, Attributes: attributes{"nama_pangkat": "Penata Muda"}},
			{Kind: "ranks", Code: "32", Name: "III/b", NameNorm: "iii/b", Level: "pns", Active: true, Ordinal: 10, Attributes: attributes{"nama_pangkat": "Penata Muda Tingkat I"}},
		},
		"eselon": {
			{Kind: "echelons", Code: "00", Name: "00", NameNorm: "00", Attributes: attributes{"jabatan_asn": nil}},
			{Kind: "echelons", Code: "22", Name: "II.b", NameNorm: "ii.b", Level: "jpt_pratama", Active: true, Ordinal: 22, Attributes: attributes{"jabatan_asn": "JPT PRATAMA"}},
			{Kind: "echelons", Code: "51", Name: "V.a", NameNorm: "v.a", Ordinal: 51, Attributes: attributes{"jabatan_asn": nil}},
			{Kind: "echelons", Code: "99", Name: "NON", NameNorm: "non", Active: true, Ordinal: 99, Attributes: attributes{"jabatan_asn": nil}},
		},
		"jenisHukuman": {
			{Kind: "sanctions", Code: "1", Name: "TEGURAN LISAN", NameNorm: "teguran lisan", Level: "light", Active: true, Ordinal: 1, Attributes: attributes{}},
			{Kind: "sanctions", Code: "24", Name: "PEMOTONGAN TUNKIN 25% 9 BLN", NameNorm: "pemotongan tunkin 25% 9 bln", Level: "medium", Active: true, Ordinal: 24, Attributes: attributes{}},
			{Kind: "sanctions", Code: "91", Name: "HUKUMAN CONTOH", NameNorm: "hukuman contoh", Level: "heavy", Active: true, Ordinal: 91, Attributes: attributes{}},
		},
		"kedudukanHukum": {
			{Kind: "legal_statuses", Code: "01", Name: "Aktif", NameNorm: "aktif", Active: true, Ordinal: 1, Attributes: attributes{}},
			{Kind: "legal_statuses", Code: "02", Name: "CLTN", NameNorm: "cltn", Active: true, Ordinal: 2, Attributes: attributes{}},
		},
		"jenisDiklat": {
			{Kind: "training_kinds", Code: "14", Name: "Coaching", NameNorm: "coaching", Active: true, Ordinal: 14, Attributes: attributes{"jenis_kursus_sertifikat": "T"}},
			{Kind: "training_kinds", Code: "7", Name: "Sosialisasi", NameNorm: "sosialisasi", Active: true, Ordinal: 7, Attributes: attributes{"jenis_kursus_sertifikat": "P"}},
		},
		"dokumen": {
			{Kind: "document_kinds", Code: "901", Name: "Dok Contoh", NameNorm: "dok contoh", Active: true, Ordinal: 901,
				Attributes: attributes{"detail_layanan_nama": "Riwayat Contoh", "file_tipe": "PDF", "link_proses": nil, "mandatory": true}},
			{Kind: "document_kinds", Code: "902", Name: "Surat Contoh", NameNorm: "surat contoh", Active: true, Ordinal: 902,
				Attributes: attributes{"detail_layanan_nama": "Riwayat Contoh", "file_tipe": nil, "link_proses": nil, "mandatory": false}},
		},
		"jabatanFungsional": {
			{Kind: "functional_positions", Code: "f0000000000000000000000000000001", Name: "Penata Contoh Ahli Muda / Muda", NameNorm: "penata contoh ahli muda / muda", Level: "ahli_muda",
				Parent: "F0000000000000000000000000000000", RetirementAge: years(58), Active: true, Ordinal: 6, Attributes: attributes{"jenjang": "MU", "kode_cepat": "90001"}},
			{Kind: "functional_positions", Code: "f0000000000000000000000000000002", Name: "Penata  Contoh Ahli Madya ", NameNorm: "penata contoh ahli madya", Level: "ahli_madya",
				Parent: "F0000000000000000000000000000000", RetirementAge: years(60), Ordinal: 7, Attributes: attributes{"jenjang": "MA", "kode_cepat": nil}},
			{Kind: "functional_positions", Code: "f0000000000000000000000000000003", Name: "Juru Contoh", NameNorm: "juru contoh",
				Parent: "F0000000000000000000000000000009", Attributes: attributes{"jenjang": "XX", "kode_cepat": "90003"}},
		},
		"pendidikan": {
			{Kind: "educations", Code: "E000000000000000000000000000CC01", Name: "S-1 ILMU CONTOH", NameNorm: "s-1 ilmu contoh", Level: "s1", Parent: "40", Active: true, Ordinal: 7, Attributes: attributes{}},
			{Kind: "educations", Code: "e000000000000000000000000000cc01", Name: "DOKTER SPESIALIS CONTOH", NameNorm: "dokter spesialis contoh", Level: "s2", Parent: "47", Active: true, Ordinal: 9, Attributes: attributes{}},
			{Kind: "educations", Code: "E000000000000000000000000000CC03", Name: "#DELETE#", NameNorm: "#delete#", Level: "sltp", Parent: "12", Ordinal: 2, Attributes: attributes{}},
		},
	}
	if len(want) != len(Files) {
		t.Errorf("%d files tested, there are %d", len(want), len(Files))
	}
	for name, entries := range want {
		data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		got, problems := file(t, name).Parse(data)
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if d := cmp.Diff(entries, got); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
		if bom, problems := file(t, name).Parse(append([]byte("\xef\xbb\xbf"), data...)); len(problems) > 0 || len(bom) != len(entries) {
			t.Errorf("%s with a byte order mark: %v", name, problems)
		}
	}
}

func TestParseProblems(t *testing.T) {
	const (
		jf = `[{"id":"a1","nama":"Penata Contoh","usiaBup":"58","kelompokJabatanId":"k1","jenjang":"MU","status":"N","kodeCepat":"1"},%s]`
		ed = `[{"id":"e1","tingkatPendidikanId":"40","nama":"S-1 CONTOH","status":"1","baru":{"x":1}},%s]` // an unknown field is let pass
		st = `[{"id":"01","nama":"Aktif"},%s]`
	)
	in := func(frame, row string) string { return fmt.Sprintf(frame, row) }
	tests := []struct {
		name, file, data string
		want             []string
	}{
		{"empty file", "kedudukanHukum", ``, []string{"the file must be a JSON array of rows"}},
		{"an object", "kedudukanHukum", `{"id":"01"}`, []string{"the file must be a JSON array of rows"}},
		{"a web page", "kedudukanHukum", `<html>`, []string{"the file must be a JSON array of rows"}},
		{"no rows", "kedudukanHukum", ` [ ] `, []string{"the file holds no rows"}},
		{"cut off in a row", "kedudukanHukum", in(st, `{"id":"02","na`)[:40], []string{"row 2: the JSON is broken here: the file ends too early"}},
		{"cut off between rows", "kedudukanHukum", `[{"id":"01","nama":"Aktif"}`, []string{"row 2: the JSON is broken here: the file ends too early"}},
		{"broken after a bad row", "kedudukanHukum", `[{"id":"01"},{"id" "02"}]`, []string{"row 1, nama: is missing", "row 2: the JSON is broken here: "}},
		{"comma at the end", "kedudukanHukum", in(st, ``), []string{"row 2: the JSON is broken here: "}},
		{"more after the end", "kedudukanHukum", in(st, `{"id":"02","nama":"CLTN"}`) + `[]`, []string{"something follows the end of the JSON array"}},
		{"rows that are none", "kedudukanHukum", in(st, `7,null,"x",[],true`), []string{"row 2: must be an object, not a number", "row 3: must be an object, not null",
			"row 4: must be an object, not text", "row 5: must be an object, not a list", "row 6: must be an object, not true or false"}},
		{"a field twice", "kedudukanHukum", in(st, `{"id":"02","nama":"CLTN","id":"03"}`), []string{`row 2: duplicate object member name`}},
		{"not UTF-8", "kedudukanHukum", in(st, "{\"id\":\"02\",\"nama\":\"\xff\"}"), []string{"row 2: invalid UTF-8"}},
		{"missing, null, empty, blank", "kedudukanHukum", in(st, `{},{"id":null,"nama":""},{"id":"03","nama":" \t"}`),
			[]string{"row 2, id: is missing", "row 2, nama: is missing", "row 3, id: is null", "row 3, nama: is empty", "row 4, nama: is empty"}},
		{"another case", "kedudukanHukum", in(st, `{"ID":"02","nama":"CLTN"}`), []string{"row 2, id: is missing"}},
		{"wrong types", "kedudukanHukum", in(st, `{"id":2,"nama":["CLTN"]},{"id":true,"nama":{}}`),
			[]string{"row 2, id: must be text, not a number", "row 2, nama: must be text, not a list", "row 3, id: must be text, not true or false", "row 3, nama: must be text, not an object"}},
		{"not an id", "kedudukanHukum", in(st, `{"id":"0 2","nama":"CLTN"},{"id":"é","nama":"CLTN"},{"id":"`+strings.Repeat("a", 61)+`","nama":"CLTN"}`),
			[]string{"row 2, id: must be an id", "row 3, id: must be an id", "row 4, id: must be an id"}},
		{"an id twice", "kedudukanHukum", in(st, `{"id":"02","nama":"CLTN"},{"id":"01","nama":"Lain"},{"id":"01","nama":"Lagi"}`),
			[]string{"row 3, id: 01 is already the id of row 1", "row 4, id: 01 is already the id of row 1"}},
		{"a long name", "kedudukanHukum", in(st, `{"id":"02","nama":"`+strings.Repeat("é", 256)+`"}`), []string{"row 2: the name is longer than 255 characters"}},
		{"a control character", "kedudukanHukum", in(st, `{"id":"02","nama":"CL\u0000TN"}`), []string{"row 2: the name holds the control character U+0000"}},

		{"golongan", "golonganPns", `[{"id":"31","nama":"III/b","namaPangkat":"Penata Muda"},{"id":"35","nama":"III/e","namaPangkat":null},{"id":"9","nama":"IX","namaPangkat":"x"}]`,
			[]string{`row 1, id: golongan III/b has the id 32, not "31"`, "row 2, namaPangkat: is null", `row 2, nama: "III/e" is no golongan of PNS`, `row 3, nama: "IX" is no golongan of PNS`}},
		{"eselon", "eselon", `[{"id":"00","nama":null,"jabatanAsn":null},{"id":"21","nama":null,"jabatanAsn":"JPT"},{"id":"22","nama":"II.b","jabatanAsn":1}]`,
			[]string{"row 2, nama: is null", `row 2, jabatanAsn: "JPT" is no managerial position`, "row 3, jabatanAsn: must be text or null, not a number"}},
		{"hukuman", "jenisHukuman", `[{"id":"1","nama":"TEGURAN","jenisTingkatHukumanId":"r"},{"id":"2","nama":"TEGURAN"}]`,
			[]string{`row 1, jenisTingkatHukumanId: "r" is no level: R, S or B`, "row 2, jenisTingkatHukumanId: is missing"}},
		{"diklat with the key spelt right", "jenisDiklat", `[{"id":"1","jenis":"Kursus","jenisKursusSertifikat":"T"}]`, []string{"row 1, jenisKursusSetifikat: is missing"}},
		{"dokumen", "dokumen", `[{"id":"1","detailLayananNama":"R","nama":"Dok","fileTipe":1,"linkProses":null,"mandatory":"ya"}]`,
			[]string{"row 1, Dokumen Evaluasi Kinerja: is missing", `row 1, mandatory: "ya" is neither true nor false`, "row 1, fileTipe: must be text or null, not a number"}},

		{"jenjang", "jabatanFungsional", in(jf, `{"id":"a2","nama":"P","usiaBup":"58","kelompokJabatanId":"k1","jenjang":"ZZ","status":"N"}`), []string{`row 2, jenjang: "ZZ" is no level: PM, `}},
		{"no jenjang", "jabatanFungsional", in(jf, `{"id":"a2","nama":"P","usiaBup":"58","kelompokJabatanId":"k1","jenjang":"","status":"N"}`), []string{"row 2, jenjang: is empty"}},
		{"retirement age as a number", "jabatanFungsional", in(jf, `{"id":"a2","nama":"P","usiaBup":58,"kelompokJabatanId":"k1","jenjang":"MU","status":"N"}`),
			[]string{"row 2, usiaBup: must be text, not a number"}},
		{"status and group", "jabatanFungsional", in(jf, `{"id":"a2","nama":"P","usiaBup":"58","kelompokJabatanId":"?","jenjang":"MU","status":"X"},{"id":"a3"}`),
			[]string{"row 2, kelompokJabatanId: must be an id", `row 2, status: "X" is neither N (in force) nor O (old)`, "row 3, nama: is missing", "row 3, kelompokJabatanId: is missing",
				"row 3, jenjang: is missing", "row 3, usiaBup: is missing", "row 3, status: is missing"}},

		{"level of education", "pendidikan", in(ed, `{"id":"e2","tingkatPendidikanId":"41","nama":"X","status":"1"},{"id":"e3","nama":"X"}`),
			[]string{`row 2, tingkatPendidikanId: "41" is no level of education`, "row 3, tingkatPendidikanId: is missing"}},
		{"status of education", "pendidikan", in(ed, `{"id":"e2","tingkatPendidikanId":"40","nama":"X","status":"N"},{"id":"e3","tingkatPendidikanId":"40","nama":"X","status":1}`),
			[]string{`row 2, status: "N" is neither 0, 1 nor null`, "row 3, status: must be text or null, not a number"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := file(t, tt.file).Parse([]byte(tt.data))
			same := slices.EqualFunc(problems, tt.want, func(p Problem, want string) bool { return strings.HasPrefix(p.String(), want) })
			if !same {
				t.Errorf("got %q\nwant %q", problems, tt.want)
			}
		})
	}
}

// The bounds of a retirement age, from both sides.
func TestParseRetirementAge(t *testing.T) {
	tests := map[string]bool{"0": true, "49": false, "50": true, "75": true, "76": false, "-58": false, "58.0": false, "lima": false, "99999999999999999999": false}
	for age, ok := range tests {
		data := fmt.Sprintf(`[{"id":"a1","nama":"P","usiaBup":"%s","kelompokJabatanId":"k1","jenjang":"UT","status":"N"}]`, age)
		_, problems := file(t, "jabatanFungsional").Parse([]byte(data))
		if (len(problems) == 0) != ok || !ok && problems[0].Field != "usiaBup" {
			t.Errorf("%s: %v", age, problems)
		}
	}
}

// Every level word must be one that the rest of the program knows, and every level of domain must be reachable.
func TestLevels(t *testing.T) {
	words := map[string]bool{}
	for id, word := range educationLevels {
		if domain.EducationOrder(word) == 0 {
			t.Errorf("%s is %q", id, word)
		}
		words[word] = true
	}
	for _, l := range domain.EducationLevels {
		if !words[l.Code] {
			t.Errorf("no tingkat pendidikan is %s", l.Code)
		}
	}
	if len(jenjangs) != len(domain.JFLevels) {
		t.Errorf("%d jenjang, %d levels", len(jenjangs), len(domain.JFLevels))
	}
}

// Whatever the bytes, a file comes back with entries or with problems, and never takes the program down.
func FuzzParse(f *testing.F) {
	for i := range Files {
		data, err := os.ReadFile(filepath.Join("testdata", Files[i].Name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, data)
	}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		file := Files[((i%len(Files))+len(Files))%len(Files)]
		entries, problems := file.Parse(data)
		if len(entries)+len(problems) == 0 {
			t.Fatal("neither entries nor problems")
		}
		for _, e := range entries {
			if len(problems) == 0 && (e.Code == "" || e.NameNorm == "" || e.Kind != file.Kind) {
				t.Fatalf("%+v", e)
			}
		}
	})
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mutasi/domain/siasn"
	"mutasi/repository/dbtest"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// importSiasn runs the command as main does and returns what it printed.
func importSiasn(t *testing.T, db, dir string) (string, error) {
	t.Helper()
	var out, errOut bytes.Buffer
	err := run(context.Background(), []string{"import", "siasn", dir, "--db", db, "--files", t.TempDir()}, strings.NewReader(""), &out, &errOut)
	return out.String(), err
}

// lines of the output by file, with single spaces.
func lines(out string) map[string]string {
	byFile := map[string]string{}
	for _, l := range strings.Split(out, "\n") {
		if l = strings.Join(strings.Fields(l), " "); strings.Contains(l, ".json ") {
			name, rest, _ := strings.Cut(l, " ")
			byFile[name] = rest
		}
	}
	return byFile
}

func TestImportSiasnCommand(t *testing.T) {
	for engine, db := range dbtest.DSNs(t) {
		t.Run(engine, func(t *testing.T) {
			good := filepath.Join("domain", "siasn", "testdata")
			for _, want := range []string{`educations 3 rows: 3 inserted 0 updated 0 unchanged \d+\.\d\d s`, `educations 3 rows: 0 inserted 0 updated 3 unchanged \d+\.\d\d s`} {
				out, err := importSiasn(t, db, good)
				if err != nil {
					t.Fatal(err, out)
				}
				got := lines(out)
				if len(got) != len(siasn.Files) || !regexp.MustCompile("^"+want+"$").MatchString(got["pendidikan.json"]) {
					t.Errorf("want %s in\n%s", want, out)
				}
			}

			// One file is missing, one is not JSON, one has many bad rows: the others are stored and the command fails.
			mixed := t.TempDir()
			for _, f := range siasn.Files {
				data, err := os.ReadFile(filepath.Join(good, f.Name))
				if err != nil {
					t.Fatal(err)
				}
				switch f.Name {
				case "eselon.json":
					continue
				case "dokumen.json":
					data = []byte("<html>")
				case "pendidikan.json":
					rows := make([]string, 30)
					for i := range rows {
						rows[i] = fmt.Sprintf(`{"id":"x%d","tingkatPendidikanId":"99","nama":"X","status":null}`, i)
					}
					data = []byte("[" + strings.Join(rows, ",") + "]")
				case "kedudukanHukum.json":
					data = bytes.Replace(data, []byte("Aktif"), []byte("Masih Aktif"), 1)
				}
				if err := os.WriteFile(filepath.Join(mixed, f.Name), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			out, err := importSiasn(t, db, mixed)
			if err == nil || err.Error() != "3 of 8 reference files were not stored" {
				t.Errorf("error %v", err)
			}
			got := lines(out)
			for file, want := range map[string]string{
				"eselon.json":         "echelons NOT STORED: no such file or directory",
				"dokumen.json":        "document_kinds NOT STORED: the file has 1 problem",
				"pendidikan.json":     "educations NOT STORED: the file has 30 problems",
				"kedudukanHukum.json": "legal_statuses 2 rows: 0 inserted 1 updated 1 unchanged",
			} {
				if !strings.HasPrefix(got[file], want) {
					t.Errorf("%s: %q, want %q", file, got[file], want)
				}
			}
			for _, want := range []string{"    the file must be a JSON array of rows\n", "    row 20, tingkatPendidikanId: \"99\" is no level of education\n    and 10 more\n"} {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
		})
	}
}

func TestImportSiasnNeedsAFolder(t *testing.T) {
	if _, err := importSiasn(t, "sqlite:"+filepath.Join(t.TempDir(), "m.db"), filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("a folder that is not there was taken")
	}
}

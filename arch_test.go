package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file of the program itself, tests left out.
type source struct {
	path    string // slash-separated, from the root of the module
	dir     string
	file    *ast.File
	imports []string
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"third_party", "testdata", "bench", "scripts"}, d.Name())) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{path: filepath.ToSlash(path), dir: filepath.ToSlash(filepath.Dir(path)), file: f}
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, p)
		}
		all = append(all, s)
		return nil
	})
	if err != nil || len(all) < 50 {
		t.Fatalf("%d files, %v", len(all), err)
	}
	return all
}

// layer of a package: imports go to a lower one, or stay inside the domain.
func layer(dir string) int {
	switch {
	case dir == ".":
		return 5
	case dir == "api" || strings.HasPrefix(dir, "api/"):
		return 4
	case dir == "service" || strings.HasPrefix(dir, "service/"):
		return 3
	case dir == "repository" || strings.HasPrefix(dir, "repository/"):
		return 2
	case dir == "domain" || strings.HasPrefix(dir, "domain/"):
		return 1
	}
	return 0
}

// TestImportsGoDownOnly: main → api → service → repository → domain (DESIGN 2).
func TestImportsGoDownOnly(t *testing.T) {
	for _, s := range sources(t) {
		if layer(s.dir) == 0 {
			t.Errorf("%s lies in no layer", s.path)
		}
		for _, i := range s.imports {
			to, own := strings.CutPrefix(i, "mutasi/")
			if !own {
				continue
			}
			inDomain := layer(s.dir) == 1 && layer(to) == 1 && s.dir != "domain"
			if layer(to) == 0 || layer(to) >= layer(s.dir) && !inDomain && !strings.HasPrefix(to, s.dir+"/") && s.dir != "repository/dbtest" {
				t.Errorf("%s imports %s", s.path, i)
			}
			if strings.HasPrefix(to, "repository/dbtest") {
				t.Errorf("%s imports the helpers of tests", s.path)
			}
		}
	}
}

// homes name the only packages that may import a library.
var homes = map[string][]string{
	"github.com/labstack/echo":       {"api"},
	"gorm.io/":                       {"repository"},
	"modernc.org/sqlite":             {"repository"},
	"github.com/go-sql-driver/mysql": {"repository", "repository/dbtest"},
	"github.com/pressly/goose":       {"repository"},
	"database/sql":                   {"repository", "repository/dbtest", "domain"}, // the domain has Scanner and Valuer of its types
	"github.com/golang-jwt/jwt":      {"service"},
	"net/http":                       {"api", "."},
	"github.com/alecthomas/kong":     {"."},
	"github.com/getkin/kin-openapi":  {},
}

func TestLibrariesStayInTheirPackages(t *testing.T) {
	for _, s := range sources(t) {
		for _, i := range s.imports {
			for lib, where := range homes {
				if strings.HasPrefix(i, lib) && !slices.Contains(where, s.dir) {
					t.Errorf("%s imports %s, which belongs to %v", s.path, i, where)
				}
			}
		}
		if layer(s.dir) == 1 {
			for _, i := range s.imports {
				if slices.Contains([]string{"os", "net", "log", "log/slog", "math/rand", "crypto/rand"}, i) ||
					i == "context" && !strings.HasPrefix(s.dir, "domain/placement/") || // long work that can be cancelled
					i == "math/rand/v2" && !slices.Contains([]string{"domain/city", "domain/placement/placementtest"}, s.dir) { // which have a seed
					t.Errorf("%s imports %s: the domain does no I/O and draws no lots", s.path, i)
				}
			}
		}
	}
}

// calls counts uses of pkg.name in a file.
func (s source) calls(pkg, name string) int {
	n := 0
	ast.Inspect(s.file, func(node ast.Node) bool {
		if sel, ok := node.(*ast.SelectorExpr); ok && sel.Sel.Name == name {
			if id, ok := sel.X.(*ast.Ident); pkg == "" || ok && id.Name == pkg {
				n++
			}
		}
		return true
	})
	return n
}

// clocks are the files below the command line that may read the clock on the wall, each with the reason.
var clocks = map[string]string{
	"repository/open.go":          "the one clock that everything else is given",
	"repository/dbtest/dbtest.go": "tests",
	"api/server.go":               "how long a request took",
}

func TestTimeIsAnArgument(t *testing.T) {
	for _, s := range sources(t) {
		if s.calls("time", "Now")+s.calls("time", "Since") > 0 && layer(s.dir) < 5 && clocks[s.path] == "" {
			t.Errorf("%s reads the clock", s.path)
		}
	}
}

// banned names are what DESIGN and its pitfalls forbid.
func TestBannedCallsAreNotThere(t *testing.T) {
	for _, s := range sources(t) {
		for name, why := range map[string]string{"AutoMigrate": "migrations are reviewed SQL", "Or": "a chained Or widens a scope", "Bind": "bodies are decoded strictly", "Unscoped": "conditions are lost"} {
			if (layer(s.dir) == 2 || layer(s.dir) == 4) && s.calls("", name) > 0 {
				t.Errorf("%s calls %s: %s", s.path, name, why)
			}
		}
		if layer(s.dir) < 5 && s.calls("fmt", "Print")+s.calls("fmt", "Println")+s.calls("fmt", "Printf") > 0 {
			t.Errorf("%s prints", s.path)
		}
		if s.calls("log", "Fatal")+s.calls("log", "Fatalf") > 0 || layer(s.dir) < 5 && s.calls("os", "Exit") > 0 {
			t.Errorf("%s ends the process", s.path)
		}
	}
}

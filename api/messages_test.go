package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mutasi/domain"
)

// texts is what the source says to clients: each English text, and each machine code, with a place where it stands.
type texts struct {
	formats, words, codes, fieldCodes map[string]string
	kinds                             map[string]string // of each code: "Conflict"
}

// packages are the folders whose errors reach clients.
var packages = []string{"../domain", "../repository", "../service", "../api"}

// readTexts walks the source. Every call that makes an error names its code and format as literals; that is what makes
// this possible.
func readTexts(t *testing.T) texts {
	t.Helper()
	x := texts{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	files := token.NewFileSet()
	for _, dir := range packages {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../domain/city") {
				return err
			}
			file, err := parser.ParseFile(files, path, nil, 0)
			if err == nil {
				ast.Inspect(file, func(n ast.Node) bool { x.visit(files, n); return true })
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for status, title := range titles {
		x.words[title] = "title of " + strconv.Itoa(status)
	}
	return x
}

func (x *texts) visit(files *token.FileSet, n ast.Node) {
	at := func(n ast.Node) string { return files.Position(n.Pos()).String() }
	note := func(to map[string]string, n ast.Expr) {
		if s, ok := literal(n); ok && s != "" {
			to[s] = at(n)
		}
	}
	kind := func(code ast.Expr, name string) {
		if c, ok := literal(code); ok && name != "" {
			x.kinds[c] = name
		}
	}
	arg := func(c *ast.CallExpr, i int) ast.Expr {
		if i < len(c.Args) {
			return c.Args[i]
		}
		return nil
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		switch calledName(n) {
		case "Errorf": // kind, code, format
			note(x.codes, arg(n, 1))
			note(x.formats, arg(n, 2))
			kind(arg(n, 1), lastName(arg(n, 0)))
		case "Fieldf": // pointer, code, format; a literal argument is a word of ours
			note(x.fieldCodes, arg(n, 1))
			note(x.formats, arg(n, 2))
			if _, ok := literal(arg(n, 2)); ok {
				note(x.words, arg(n, 3))
			}
		case "That": // ok, pointer, code, format
			note(x.fieldCodes, arg(n, 2))
			note(x.formats, arg(n, 3))
		case "badParam": // name, code, format: a problem and a field
			note(x.codes, arg(n, 1))
			note(x.fieldCodes, arg(n, 1))
			note(x.formats, arg(n, 2))
			kind(arg(n, 1), "Malformed")
		case "tokenError": // code, text
			note(x.codes, arg(n, 0))
			kind(arg(n, 0), "Unauthenticated")
			note(x.words, arg(n, 1))
		case "wrong": // code, Indonesian, English: both texts at hand
			note(x.fieldCodes, arg(n, 0))
		case "ErrNotFound":
			note(x.words, arg(n, 0))
		case "translate", "change":
			note(x.words, arg(n, 1))
		case "pathID":
			note(x.words, arg(n, 2))
		case "mountOwned":
			note(x.words, lower(arg(n, 2)))
		}
	case *ast.CompositeLit:
		made, of := lastName(n.Type), ""
		for _, e := range n.Elts { // Kind stands in front of Code

			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, _ := kv.Key.(*ast.Ident)
			switch {
			case key == nil:
			case made == "Error" && key.Name == "Kind":
				of = lastName(kv.Value)
			case made == "Error" && key.Name == "Code":
				note(x.codes, kv.Value)
				kind(kv.Value, of)
			case made == "FieldError" && key.Name == "Code":
				note(x.fieldCodes, kv.Value)
			case (made == "Error" || made == "FieldError") && key.Name == "Format":
				note(x.formats, kv.Value)
			case made == "view" && key.Name == "name":
				note(x.words, lower(kv.Value))
			case key.Name == "What":
				note(x.words, kv.Value)
			}
		}
	case *ast.FuncDecl:
		if n.Name.Name == "wants" {
			ast.Inspect(n, func(m ast.Node) bool {
				if r, ok := m.(*ast.ReturnStmt); ok {
					note(x.words, r.Results[0])
				}
				return true
			})
		}
	case *ast.Field: // field checks report their tag as the code
		if n.Tag == nil {
			return
		}
		if m := validateTag.FindStringSubmatch(n.Tag.Value); m != nil {
			for tag := range strings.SplitSeq(m[1], ",") {
				if tag, _, _ = strings.Cut(tag, "="); tag != "omitempty" && tag != "dive" {
					x.fieldCodes[tag] = at(n)
				}
			}
		}
	}
}

var validateTag = regexp.MustCompile(`validate:"([^"]*)"`)

// lastName is Conflict for domain.Conflict and for Conflict.
func lastName(n ast.Expr) string {
	switch n := n.(type) {
	case *ast.Ident:
		return n.Name
	case *ast.SelectorExpr:
		return n.Sel.Name
	}
	return ""
}

// calledName is the name of a called function of our own; fmt.Errorf and t.Errorf are not.
func calledName(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && (x.Name == "fmt" || x.Name == "t" || x.Name == "tb") {
			return ""
		}
		return f.Sel.Name
	}
	return ""
}

func literal(n ast.Expr) (string, bool) {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// lower is the literal as the API words it: "Unit" is "no such unit".
func lower(n ast.Expr) ast.Expr {
	if l, ok := n.(*ast.BasicLit); ok {
		return &ast.BasicLit{ValuePos: l.ValuePos, Kind: l.Kind, Value: strings.ToLower(l.Value)}
	}
	return n
}

func TestEveryTextHasAnIndonesianOne(t *testing.T) {
	x := readTexts(t)
	if len(x.formats) < 100 || len(x.words) < 40 {
		t.Fatalf("found %d formats and %d words: the walk misses the source", len(x.formats), len(x.words))
	}
	delete(x.formats, "%s") // the text is the argument
	for _, set := range []map[string]string{x.formats, x.words} {
		for text, at := range set {
			if indonesian[text] == "" {
				t.Errorf("%s: %q has no Indonesian text in messages_id.go", at, text)
			}
		}
	}
	for en := range indonesian {
		if x.formats[en] == "" && x.words[en] == "" {
			t.Errorf("messages_id.go: %q is used nowhere", en)
		}
	}
}

func TestTranslationsTakeTheSameArguments(t *testing.T) {
	sample := map[string]any{"%s": domain.MustDate("2026-11-21"), "%q": "kata", "%d": 3}
	for en, id := range indonesian {
		want, got := verbs.FindAllString(en, -1), verbs.FindAllString(id, -1)
		if !slices.Equal(want, got) {
			t.Errorf("%q takes %v, its Indonesian text %v", en, want, got)
			continue
		}
		var args []any
		for _, v := range want {
			if sample[v] == nil {
				t.Fatalf("%q: no sample for %s", en, v)
			}
			args = append(args, sample[v])
		}
		for _, lang := range []string{"id", "en"} {
			if s := printer(lang).say(en, args); strings.Contains(s, "%!") {
				t.Errorf("%s: %s", lang, s)
			}
		}
	}
}

func TestLanguageOfMessages(t *testing.T) {
	notFound := domain.ErrNotFound("proposal")
	wrongType := domain.Fieldf("/x", "wrong_type", "this is not a value of this field: it wants %s", "a whole number")
	quoted := domain.Errorf(domain.Malformed, "unknown_filter", "this list has no filter %q", "unit")
	ended := domain.Errorf(domain.Unauthenticated, "token_revoked", "%s", "this session has ended")
	percent := domain.Fieldf("/x", "x", "%s", "80 % of the standard")
	for _, c := range []struct {
		accept, want string
		format       string
		args         []any
	}{
		{"", "usulan tidak ditemukan", notFound.Format, notFound.Args},
		{"id-ID,en;q=0.5", "usulan tidak ditemukan", notFound.Format, notFound.Args},
		{"fr", "usulan tidak ditemukan", notFound.Format, notFound.Args},
		{"en-GB", "no such proposal", notFound.Format, notFound.Args},
		{"id", "nilai ini tidak cocok: isian ini memerlukan bilangan bulat", wrongType.Format, wrongType.Args},
		{"id", `daftar ini tidak memiliki penyaring "unit"`, quoted.Format, quoted.Args}, // what the client typed stays
		{"id", "sesi ini sudah berakhir", ended.Format, ended.Args},
		{"id", "80 % of the standard", percent.Format, percent.Args},
		{"en", "80 % of the standard", percent.Format, percent.Args},
	} {
		if got := printer(c.accept).say(c.format, c.args); got != c.want {
			t.Errorf("%q: %q, want %q", c.accept, got, c.want)
		}
	}
}

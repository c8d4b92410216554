// Package siasn reads the reference files of SIASN, the government's personnel system, as the service /referensi publishes
// them: JSON arrays of flat objects in which every value is text. It does no I/O: bytes in, entries and problems out.
//
// Fields that Mutasi does not use may come and go at the source, so they are let pass; a field that it does use must be
// there and make sense.
package siasn

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mutasi/domain"
)

// File is one reference file: what it is called at the source and which reference table it fills.
type File struct {
	Name string
	Kind string
	read func(*row) domain.ReferenceEntry
}

// Files are the files that Mutasi reads, small law tables first.
var Files = []File{
	{"golonganPns.json", "ranks", rank},
	{"eselon.json", "echelons", echelon},
	{"jenisHukuman.json", "sanctions", sanction},
	{"kedudukanHukum.json", "legal_statuses", legalStatus},
	{"jenisDiklat.json", "training_kinds", trainingKind},
	{"dokumen.json", "document_kinds", documentKind},
	{"jabatanFungsional.json", "functional_positions", functionalPosition},
	{"pendidikan.json", "educations", education},
}

// Problem is something wrong with a file. Row counts from 1; 0 means the file as a whole. Field is the source's own name,
// empty where the whole row is meant.
type Problem struct {
	Row   int
	Field string
	Text  string
}

// String is "row 12, usiaBup: must be …".
func (p Problem) String() string {
	switch {
	case p.Row == 0:
		return p.Text
	case p.Field == "":
		return fmt.Sprintf("row %d: %s", p.Row, p.Text)
	}
	return fmt.Sprintf("row %d, %s: %s", p.Row, p.Field, p.Text)
}

// The lengths of the columns that take codes and names.
const (
	maxCode = 60
	maxName = 255
)

var codeFormat = regexp.MustCompile(`^[0-9A-Za-z._-]+$`)

// Parse reads a whole file and finds everything that is wrong with it, so that one round of corrections is enough. The
// entries are of use only where there are no problems. After broken JSON nothing more can be read: that problem is the last.
func (f File) Parse(data []byte) ([]domain.ReferenceEntry, []Problem) {
	var problems []Problem
	whole := func(text string) ([]domain.ReferenceEntry, []Problem) {
		return nil, append(problems, Problem{Text: text})
	}
	// Doubled fields and broken UTF-8 are left to the reading of the row, which then names the row and goes on.
	dec := jsontext.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if dec.PeekKind() != '[' {
		return whole("the file must be a JSON array of rows")
	}
	if _, err := dec.ReadToken(); err != nil {
		return whole("the file must be a JSON array of rows")
	}
	entries := []domain.ReferenceEntry{}
	seen := map[string]int{}
	for n := 1; dec.PeekKind() != ']'; n++ {
		raw, err := dec.ReadValue()
		if err != nil {
			return nil, append(problems, Problem{Row: n, Text: "the JSON is broken here: " + reason(err)})
		}
		r := &row{n: n}
		if err := json.Unmarshal(raw, &r.fields); err != nil || r.fields == nil {
			text := "must be an object, not " + typeWord(raw.Kind())
			if raw.Kind() == '{' {
				text = reason(err)
			}
			problems = append(problems, Problem{Row: n, Text: text})
			continue
		}
		e := f.read(r)
		r.finish(f.Kind, &e)
		if first, twice := seen[e.Code]; twice {
			r.bad("id", "%s is already the id of row %d", e.Code, first)
		} else if e.Code != "" {
			seen[e.Code] = n
		}
		entries, problems = append(entries, e), append(problems, r.problems...)
	}
	if _, err := dec.ReadToken(); err != nil {
		return whole("the JSON is broken at its end: " + reason(err))
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return whole("something follows the end of the JSON array")
	}
	if len(entries)+len(problems) == 0 {
		return whole("the file holds no rows")
	}
	return entries, problems
}

// reason is the decoder's error without the name of the library.
func reason(err error) string {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends too early"
	case errors.As(err, &syntax):
		return syntax.Err.Error()
	}
	return err.Error()
}

// row is one row under examination.
type row struct {
	n        int
	fields   map[string]any
	problems []Problem
}

func (r *row) bad(field, format string, args ...any) {
	r.problems = append(r.problems, Problem{r.n, field, fmt.Sprintf(format, args...)})
}

// text is a field that must be there and not blank; it comes as written, with stray spaces. What is wrong comes as "".
func (r *row) text(field string) string {
	v, there := r.fields[field]
	s, ok := v.(string)
	switch {
	case !there:
		r.bad(field, "is missing")
	case v == nil:
		r.bad(field, "is null")
	case !ok:
		r.bad(field, "must be text, not %s", typeOf(v))
	case domain.Norm(s) == "":
		r.bad(field, "is empty")
	default:
		return s
	}
	return ""
}

// optional is a field that may be absent or null: nil then.
func (r *row) optional(field string) any {
	v := r.fields[field]
	if _, ok := v.(string); !ok && v != nil {
		r.bad(field, "must be text or null, not %s", typeOf(v))
		return nil
	}
	return v
}

// code is a required id.
func (r *row) code(field string) string {
	s := r.text(field)
	if s != "" && (len(s) > maxCode || !codeFormat.MatchString(s)) {
		r.bad(field, "must be an id: at most %d letters, digits, dots, dashes and underscores", maxCode)
	}
	return s
}

// finish completes the entry and checks what holds for every table.
func (r *row) finish(kind string, e *domain.ReferenceEntry) {
	e.Kind, e.NameNorm = kind, domain.Norm(e.Name)
	if e.Attributes == nil {
		e.Attributes = map[string]any{}
	}
	if utf8.RuneCountInString(e.Name) > maxName || utf8.RuneCountInString(e.NameNorm) > maxName {
		r.bad("", "the name is longer than %d characters", maxName)
	}
	for _, c := range e.Name {
		if unicode.IsControl(c) && !unicode.IsSpace(c) {
			r.bad("", "the name holds the control character %U", c)
			break
		}
	}
}

func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case float64:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	}
	return "an object"
}

func typeWord(k jsontext.Kind) string {
	switch k {
	case '"':
		return "text"
	case '0':
		return "a number"
	case 't', 'f':
		return "true or false"
	case '[':
		return "a list"
	}
	return "null"
}

package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	json "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/labstack/echo/v4"

	"mutasi/domain"
)

// maxBody is the largest JSON body in bytes.
const maxBody = 1 << 20

// readBody reads a JSON body within its limit.
func readBody(c echo.Context, patch bool) ([]byte, error) {
	r := c.Request()
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil || kind != "application/json" && (!patch || kind != "application/merge-patch+json") {
		if r.ContentLength == 0 && !patch {
			return []byte("{}"), nil // an action without a body
		}
		return nil, domain.Errorf(domain.Unsupported, "media_type", "send JSON as application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, maxBody))
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body)) == 0 && !patch {
		return []byte("{}"), nil
	}
	return body, nil
}

// filler decodes the body over an input that holds defaults or the present values (RFC 7396: what is absent stays).
func filler[I any](c echo.Context, patch bool) (func(*I) error, error) {
	body, err := readBody(c, patch)
	if err != nil {
		return nil, err
	}
	return func(in *I) error { return decode(body, in) }, nil
}

// body decodes a whole body into a fresh input.
func body[I any](c echo.Context) (I, error) {
	var in I
	fill, err := filler[I](c, false)
	if err != nil {
		return in, err
	}
	return in, fill(&in)
}

// decode is strict: duplicate names, unknown names, wrong case, wrong types, trailing bytes and null for what cannot be
// empty are refused. Every bad member is reported at once.
func decode(data []byte, dst any) error {
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	tok, err := dec.ReadToken()
	if err != nil {
		return badJSON(err)
	}
	if tok.Kind() != '{' {
		return domain.Errorf(domain.Malformed, "bad_json", "the body must be one JSON object")
	}
	v := reflect.ValueOf(dst).Elem()
	known := members(v.Type())
	var c domain.Check
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return badJSON(err)
		}
		key := name.String()
		val, err := dec.ReadValue()
		if err != nil {
			return badJSON(err)
		}
		at := "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
		path, ok := known[key]
		if !ok {
			c.That(false, at, "unknown_field", "there is no such field")
			continue
		}
		setMember(&c, v.FieldByIndex(path), at, val)
	}
	if _, err := dec.ReadToken(); err != nil {
		return badJSON(err)
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return domain.Errorf(domain.Malformed, "bad_json", "something follows the JSON object")
	}
	return c.Err()
}

func setMember(c *domain.Check, f reflect.Value, at string, val jsontext.Value) {
	if val.Kind() == 'n' && !nullable(f.Type()) {
		c.That(false, at, "null", "this field cannot be null")
		return
	}
	err := json.Unmarshal(val, f.Addr().Interface(), json.RejectUnknownMembers(true))
	if err == nil {
		return
	}
	var sem *json.SemanticError
	if errors.As(err, &sem) {
		at += string(sem.JSONPointer)
	}
	if errors.Is(err, json.ErrUnknownName) {
		c.That(false, at, "unknown_field", "there is no such field")
		return
	}
	want := f.Type()
	if sem != nil && sem.GoType != nil {
		want = sem.GoType // of the member inside a list or an object
	}
	c.That(false, at, "wrong_type", "this is not a value of this field: it wants %s", wants(want))
}

// nullable are the types whose zero value is "none".
func nullable(t reflect.Type) bool {
	return t == reflect.TypeFor[domain.ID]() || t == reflect.TypeFor[domain.Date]() || t.Kind() == reflect.Pointer
}

func wants(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[domain.ID]():
		return "a UUID"
	case t == reflect.TypeFor[domain.Date]():
		return "a day that exists, as YYYY-MM-DD"
	case t == reflect.TypeFor[time.Time]():
		return "an instant as RFC 3339"
	case t == reflect.TypeFor[domain.Hundredths]():
		return "a number with at most two decimals"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return wants(t.Elem())
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "text"
}

var memberCache sync.Map // reflect.Type → map[string][]int

// members maps JSON names to fields, those of embedded structs included.
func members(t reflect.Type) map[string][]int {
	if m, ok := memberCache.Load(t); ok {
		return m.(map[string][]int)
	}
	m := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && !f.Anonymous && name != "" && name != "-" {
			m[name] = f.Index
		}
	}
	memberCache.Store(t, m)
	return m
}

func badJSON(err error) error {
	var syn *jsontext.SyntacticError
	if errors.As(err, &syn) {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			e := domain.Errorf(domain.Malformed, "bad_json", "a name stands twice in the JSON object")
			e.Fields = []domain.FieldError{domain.Fieldf(string(syn.JSONPointer), "duplicate_name", "a name stands twice in the JSON object")}
			return e
		}
		return domain.Errorf(domain.Malformed, "bad_json", "the body is not JSON; the error is at byte %d", syn.ByteOffset)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return domain.Errorf(domain.Malformed, "bad_json", "the JSON ends too early")
	}
	return err
}

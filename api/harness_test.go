package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mutasi/api"
	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// M is a JSON object.
type M = map[string]any

// password of every account of the tests.
const password = "rahasia-sekali"

var jakarta = sync.OnceValue(func() *time.Location {
	z, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		panic(err)
	}
	return z
})

// World is a real server in this process on a database of its own, with the means to fill it.
type World struct {
	t       testing.TB
	st      *repository.Store
	clock   *dbtest.Clock
	svc     *service.Service
	server  *api.Server
	handler http.Handler

	mu     sync.Mutex
	tokens map[string]token
	nips   int
	tally  string // the statement of rows
	codes  int
}

type token struct {
	access  string
	expires time.Time
}

// each runs a test in a fresh world on every engine.
func each(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) { test(t, New(t, st, clock)) })
}

// lite runs a test in a fresh world on SQLite alone: for what the database has no part in.
func lite(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		if st.Dialect == "sqlite" {
			test(t, New(t, st, clock))
		}
	})
}

// New starts a server on the store, with the accounts admin, hr, pyb, ppk and auditor.
func New(t testing.TB, st *repository.Store, clock *dbtest.Clock) *World {
	t.Helper()
	w := &World{t: t, st: st, clock: clock, tokens: map[string]token{}}
	w.svc = w.Service(service.Config{})
	w.Serve(api.Options{})
	for _, r := range []domain.Role{domain.RoleAdmin, domain.RoleHR, domain.RolePYB, domain.RolePPK, domain.RoleAuditor} {
		w.User(string(r), domain.UserInput{Roles: []domain.Role{r}})
	}
	return w
}

// Service makes a further set of use cases on the same database, as another instance has it.
func (w *World) Service(cfg service.Config) *service.Service {
	w.t.Helper()
	cfg.Zone, cfg.Hash, cfg.Indonesian = jakarta(), service.HashCost{MemoryKiB: 64, Passes: 1}, api.Indonesian
	if cfg.FilesDir == "" {
		cfg.FilesDir = w.t.TempDir()
	}
	s, err := service.New(context.Background(), w.st, cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// Serve puts a server with the options in front of the use cases.
func (w *World) Serve(opt api.Options) {
	w.t.Helper()
	var err error
	if opt.Spec, err = os.ReadFile("../openapi.yaml"); err != nil {
		w.t.Fatal(err)
	}
	if w.server, err = api.New(w.svc, opt); err != nil {
		w.t.Fatal(err)
	}
	if w.handler, err = w.server.Handler(); err != nil {
		w.t.Fatal(err)
	}
}

// User creates an account whose password is the one of all tests.
func (w *World) User(name string, in domain.UserInput) *domain.User {
	w.t.Helper()
	in.Username, in.Password = name, password
	u, err := w.svc.CreateUser(context.Background(), in)
	if err != nil {
		w.t.Fatal(err)
	}
	return u
}

// Today is the day in Jakarta.
func (w *World) Today() domain.Date { return w.svc.Today() }

// In is the day so many days from today, as JSON has it.
func (w *World) In(days int) string { return w.Today().AddDays(days).String() }

// Actor is an account as the use cases see it.
func (w *World) Actor(name string) domain.Actor {
	w.t.Helper()
	a, err := w.svc.Authenticate(context.Background(), w.token(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// token signs in as the tests' clients do, again when the token has grown old.
func (w *World) token(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if t, ok := w.tokens[name]; ok && w.clock.Now().Before(t.expires) {
		return t.access
	}
	a := w.Anyone().POST("/v1/auth/login", M{"username": name, "password": password}).Do()
	if a.Code != http.StatusOK {
		panic(fmt.Sprintf("sign in as %s: %d %s", name, a.Code, a.Body))
	}
	w.tokens[name] = token{a.Text("access_token"), w.clock.Now().Add(10 * time.Minute)}
	return w.tokens[name].access
}

// Forget makes the next request of the account sign in again.
func (w *World) Forget(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.tokens, name)
}

// Caller sends requests with one account's token.
type Caller struct {
	w      *World
	name   string
	bearer string
}

// As calls with the account's token.
func (w *World) As(name string) Caller { return Caller{w: w, name: name} }

// Anyone calls without a token.
func (w *World) Anyone() Caller { return Caller{w: w} }

// Bearer calls with this token, whatever it is.
func (w *World) Bearer(token string) Caller { return Caller{w: w, bearer: token} }

// Call is one request in the making.
type Call struct {
	w       *World
	caller  Caller
	method  string
	path    string
	body    []byte
	header  http.Header
	badMean bool
}

func (c Caller) call(method, path string, body any) *Call {
	q := &Call{w: c.w, caller: c, method: method, path: path, header: http.Header{}}
	switch b := body.(type) {
	case nil:
	case []byte:
		q.body = b
	case M:
		if b != nil {
			q.encode(b)
		}
	case string:
		q.body = []byte(b)
		q.header.Set("Content-Type", "application/json")
	default:
		q.encode(b)
	}
	return q
}

func (q *Call) encode(v any) {
	q.w.t.Helper()
	var err error
	if q.body, err = json.Marshal(v); err != nil {
		q.w.t.Fatal(err)
	}
	q.header.Set("Content-Type", "application/json")
}

func (c Caller) GET(path string) *Call               { return c.call("GET", path, nil) }
func (c Caller) POST(path string, body any) *Call    { return c.call("POST", path, body) }
func (c Caller) PUT(path string, body any) *Call     { return c.call("PUT", path, body) }
func (c Caller) PATCH(path string, body any) *Call   { return c.call("PATCH", path, body) }
func (c Caller) DELETE(path string) *Call            { return c.call("DELETE", path, nil) }
func (c Caller) Send(m, path string, body any) *Call { return c.call(m, path, body) }

// If sets If-Match: an ETag, a version, or an earlier answer.
func (q *Call) If(v any) *Call {
	switch x := v.(type) {
	case *Answer:
		return q.Header("If-Match", x.ETag())
	case int:
		return q.Header("If-Match", `"`+strconv.Itoa(x)+`"`)
	}
	return q.Header("If-Match", v.(string))
}

// Header sets a header.
func (q *Call) Header(name, value string) *Call {
	q.header.Set(name, value)
	return q
}

// Wrong says that the request itself breaks the contract on purpose.
func (q *Call) Wrong() *Call {
	q.badMean = true
	return q
}

// Answer is what came back.
type Answer struct {
	t      testing.TB
	Code   int
	Header http.Header
	Body   []byte
	what   string
}

// toldOnce keeps one slip in the contract from being told by every test.
var toldOnce sync.Map

// Do sends the request and holds request and answer against openapi.yaml.
func (q *Call) Do() *Answer {
	q.w.t.Helper()
	r := httptest.NewRequest(q.method, q.path, bytes.NewReader(q.body))
	r.Header = q.header.Clone()
	switch {
	case q.caller.bearer != "":
		r.Header.Set("Authorization", "Bearer "+q.caller.bearer)
	case q.caller.name != "":
		r.Header.Set("Authorization", "Bearer "+q.w.token(q.caller.name))
	}
	rec := httptest.NewRecorder()
	q.w.handler.ServeHTTP(rec, r)
	a := &Answer{q.w.t, rec.Code, rec.Header(), rec.Body.Bytes(), q.caller.name + " " + q.method + " " + q.path}
	if rec.Header().Get("Content-Encoding") == "" {
		p, err := openAPI()
		if err == nil {
			err = p.hold(r, q.body, rec, q.badMean)
		}
		if err != nil {
			q.w.t.Fail()
			if _, told := toldOnce.LoadOrStore(err.Error(), true); !told {
				q.w.t.Logf("contract: %s: %.700v\n%.300s", a.what, err, a.Body)
			}
		}
	}
	if rec.Code >= 500 && rec.Code != http.StatusServiceUnavailable {
		q.w.t.Errorf("%s: %d", a.what, rec.Code)
	}
	return a
}

// Want sends the request and demands the status.
func (q *Call) Want(status int) *Answer {
	q.w.t.Helper()
	a := q.Do()
	if a.Code != status {
		q.w.t.Fatalf("%s: %d, want %d\n%.900s", a.what, a.Code, status, a.Body)
	}
	return a
}

// Refused demands a problem document with the status and code, and a field error at each "pointer code".
func (q *Call) Refused(status int, code string, fields ...string) *Answer {
	q.w.t.Helper()
	a := q.Do()
	a.Problem(status, code, fields...)
	return a
}

// Problem demands a problem document with the status and code, and a field error at each "pointer code".
func (a *Answer) Problem(status int, code string, fields ...string) *Answer {
	a.t.Helper()
	if a.Code != status || a.Header.Get("Content-Type") != "application/problem+json" {
		a.t.Fatalf("%s: %d %s, want %d\n%.900s", a.what, a.Code, a.Header.Get("Content-Type"), status, a.Body)
	}
	if got := a.Text("code"); got != code || a.Int("status") != status || a.Text("title") == "" || a.Text("type") == "" {
		a.t.Fatalf("%s: code %q, want %q\n%.900s", a.what, got, code, a.Body)
	}
	if a.Text("instance") != a.Header.Get("X-Request-ID") {
		a.t.Errorf("%s: instance %q is not the request id", a.what, a.Text("instance"))
	}
	for _, f := range fields {
		pointer, want, _ := strings.Cut(f, " ")
		if !slices.ContainsFunc(a.List("errors"), func(e any) bool {
			m := e.(M)
			return m["pointer"] == pointer && (want == "" || m["code"] == want) && m["detail"] != ""
		}) {
			a.t.Errorf("%s: no error %q\n%.900s", a.what, f, a.Body)
		}
	}
	return a
}

// At reads a member by its path, such as "items/0/name"; nil where it is not there.
func (a *Answer) At(path string) any {
	a.t.Helper()
	var v any
	if err := json.Unmarshal(a.Body, &v); err != nil {
		a.t.Fatalf("%s: %v\n%.500s", a.what, err, a.Body)
	}
	for p := range strings.SplitSeq(path, "/") {
		if p == "" {
			continue
		}
		switch x := v.(type) {
		case M:
			v = x[p]
		case []any:
			i, err := strconv.Atoi(p)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// Text reads a text member; empty where it is null or not there.
func (a *Answer) Text(path string) string {
	a.t.Helper()
	s, _ := a.At(path).(string)
	return s
}

// Int reads a number; -1 where there is none.
func (a *Answer) Int(path string) int {
	a.t.Helper()
	f, ok := a.At(path).(float64)
	if !ok {
		return -1
	}
	return int(f)
}

// List reads a list.
func (a *Answer) List(path string) []any {
	a.t.Helper()
	l, _ := a.At(path).([]any)
	return l
}

// ID is the id of the row.
func (a *Answer) ID() string {
	a.t.Helper()
	id := a.Text("id")
	if _, err := domain.ParseID(id); err != nil {
		a.t.Fatalf("%s: no id\n%.500s", a.what, a.Body)
	}
	return id
}

// Key is the id of the row as use cases take it.
func (a *Answer) Key() domain.ID {
	a.t.Helper()
	return key(a.ID())
}

func key(id string) domain.ID {
	k, err := domain.ParseID(id)
	if err != nil {
		panic(err)
	}
	return k
}

// ETag of the answer; it must be the row's version.
func (a *Answer) ETag() string {
	a.t.Helper()
	if tag := a.Header.Get("ETag"); tag != `"`+strconv.Itoa(a.Int("version"))+`"` {
		a.t.Fatalf("%s: ETag %s on version %d", a.what, tag, a.Int("version"))
	}
	return a.Header.Get("ETag")
}

// Each demands that members of the answer have these values.
func (a *Answer) Each(want M) *Answer {
	a.t.Helper()
	for path, v := range want {
		if got := a.At(path); !same(got, v) {
			a.t.Errorf("%s: %s is %v, want %v", a.what, path, got, v)
		}
	}
	return a
}

func same(got, want any) bool {
	b, err := json.Marshal(want)
	if err != nil {
		return false
	}
	var v any
	return json.Unmarshal(b, &v) == nil && reflect.DeepEqual(got, v)
}

// Column gathers one member of every item of a list.
func (a *Answer) Column(name string) []string {
	a.t.Helper()
	out := []string{}
	for _, it := range a.List("items") {
		out = append(out, fmt.Sprint(it.(M)[name]))
	}
	return out
}

// Names demands exactly these values of a member, in order.
func (a *Answer) Names(member string, want ...string) *Answer {
	a.t.Helper()
	if got := a.Column(member); !slices.Equal(got, append([]string{}, want...)) {
		a.t.Errorf("%s: %s %q, want %q", a.what, member, got, want)
	}
	return a
}

// beside leaves out what the tests' own signing in writes.
var beside = map[string]string{"audit": " WHERE action NOT LIKE 'session.%'", "outbox": " WHERE topic NOT LIKE 'session.%'"}

// rows counts the rows of every table, in one statement.
func (w *World) rows() map[string]int {
	w.t.Helper()
	if w.tally == "" {
		list := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'"
		if w.st.Dialect == "mysql" {
			list = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%'"
		}
		var parts []string
		for _, name := range w.column(list) {
			parts = append(parts, "SELECT '"+name+"' AS name, COUNT(*) AS n FROM "+name+beside[name])
		}
		w.tally = strings.Join(parts, " UNION ALL ")
	}
	counts := map[string]int{}
	for _, line := range w.column("SELECT CONCAT(name, ' ', n) FROM (" + w.tally + ") t") {
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err != nil {
			w.t.Fatal(err)
		}
		counts[name] = n
	}
	return counts
}

// column reads one column of a query.
func (w *World) column(query string, args ...any) []string {
	w.t.Helper()
	db, err := w.st.SQL()
	if err != nil {
		w.t.Fatal(err)
	}
	rows, err := db.Query(query, args...)
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return list
}

// count asks for one number.
func (w *World) count(query string, args ...any) int {
	w.t.Helper()
	db, err := w.st.SQL()
	if err != nil {
		w.t.Fatal(err)
	}
	var n int
	if err := db.QueryRow(query, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// race runs f so many times at once and gathers what came back.
func race[T any](n int, f func(i int) T) []T {
	out := make([]T, n)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			out[i] = f(i)
		})
	}
	close(start)
	wg.Wait()
	return out
}

// tally counts equal values.
func tally[T comparable](list []T) map[T]int {
	m := map[T]int{}
	for _, v := range list {
		m[v]++
	}
	return m
}

// until polls a condition that background work brings about.
func until(t testing.TB, limit time.Duration, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(limit)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", limit, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

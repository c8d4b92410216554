//go:build faults

package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"mutasi/service"
)

// testServerEnv names the MySQL or MariaDB server of the tests.
const testServerEnv = "MUTASI_TEST_MYSQL_DSN"

// buildProgram builds the program under test.
func buildProgram(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mutasi")
	cmd := exec.Command("go", "build", "-ldflags", "-s -w", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// eachEngine runs the test on a fresh database of each engine, both at once.
func eachEngine(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	program := buildProgram(t)
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t, program, "sqlite:"+filepath.Join(t.TempDir(), "mutasi.db")))
	})
	t.Run("mysql", func(t *testing.T) {
		t.Parallel()
		base := os.Getenv(testServerEnv)
		if base == "" {
			t.Fatalf("%s is not set: run `make test-faults`", testServerEnv)
		}
		test(t, newWorld(t, program, createDatabase(t, base)))
	})
}

// createDatabase makes a database of its own on the server and drops it after the test.
func createDatabase(t *testing.T, base string) string {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	db, err := sql.Open("mysql", fmt.Sprintf("%s:%s@tcp(%s)/", u.User.Username(), password, u.Host))
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("mutasi_fault_%d_%d", os.Getpid(), time.Now().UnixNano())
	if _, err := db.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = db.Exec("DROP DATABASE " + name)
		_ = db.Close()
	})
	return strings.TrimSuffix(base, "/") + "/" + name
}

// process is one running `mutasi serve`.
type process struct {
	base string
	cmd  *exec.Cmd
	done chan struct{}

	mu       sync.Mutex
	problems []string // warnings and errors of its log
}

// serve starts the program and waits until it serves.
func (w *world) serve(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{done: make(chan struct{}), cmd: w.command(append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)}
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	address := make(chan string, 1)
	go func() {
		defer close(p.done)
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			line := lines.Text()
			if _, after, ok := strings.Cut(line, "msg=serving address="); ok {
				address <- strings.Fields(after)[0]
			}
			if !strings.Contains(line, "level=INFO") {
				p.mu.Lock()
				p.problems = append(p.problems, line)
				p.mu.Unlock()
			}
		}
		_ = p.cmd.Wait()
	}()
	select {
	case p.base = <-address:
	case <-p.done:
		t.Fatalf("the program ended at its start:\n%s", strings.Join(p.log(), "\n"))
	case <-time.After(60 * time.Second):
		t.Fatalf("the program does not serve:\n%s", strings.Join(p.log(), "\n"))
	}
	return p
}

// kill ends the process at once, as a crash would.
func (p *process) kill() {
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	<-p.done
}

func (p *process) log() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.problems[:min(len(p.problems), 40)]...)
}

// world is one database with what the tests need in it: the accounts of the sample city and a unit of its own.
type world struct {
	program, dsn, files string
	tokens              map[string]string
	unit                string
	today               string
	serial              atomic.Int64
	http                *http.Client
}

// newWorld fills a database with the smallest sample city and signs its accounts in.
func newWorld(t *testing.T, program, dsn string) *world {
	t.Helper()
	w := &world{program: program, dsn: dsn, files: filepath.Join(t.TempDir(), "files"), tokens: map[string]string{},
		today: time.Now().UTC().Format(time.DateOnly),
		http:  &http.Client{Timeout: 45 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}}
	p := w.serve(t, "--demo", "--demo-size", "200")
	defer p.kill()
	for _, who := range []string{"hr", "pyb", "ppk", "auditor"} {
		r := w.call(p, "", "POST", "/v1/auth/login", map[string]any{"username": who, "password": service.DemoPassword}).must(t, 200)
		w.tokens[who] = r.row.AccessToken
	}
	w.unit = w.call(p, "hr", "POST", "/v1/units", map[string]any{"code": "UJI", "name": "Unit Uji", "kind": "agency"}).must(t, 201).row.ID
	return w
}

// command prepares the program with the settings of this world.
func (w *world) command(args ...string) *exec.Cmd {
	cmd := exec.Command(w.program, args...)
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "MUTASI_") {
			cmd.Env = append(cmd.Env, kv)
		}
	}
	cmd.Env = append(cmd.Env, "MUTASI_DB="+w.dsn, "MUTASI_FILES="+w.files, "MUTASI_ZONE=UTC", "MUTASI_ACCESS_TTL=1h")
	return cmd
}

// doctor runs the real command; anything that it finds fails the test.
func (w *world) doctor(t *testing.T) {
	t.Helper()
	if out, err := w.command("doctor").CombinedOutput(); err != nil {
		t.Errorf("mutasi doctor: %v\n%s", err, out)
	}
}

// reply is an answer; err says that none came.
type reply struct {
	what   string
	err    error
	status int
	header http.Header
	body   []byte
	row    struct {
		ID          string            `json:"id"`
		Version     int               `json:"version"`
		State       string            `json:"state"`
		Code        string            `json:"code"`
		AccessToken string            `json:"access_token"`
		Checks      json.RawMessage   `json:"checks"`
		Items       []json.RawMessage `json:"items"`
	}
}

func (r reply) ok() bool { return r.err == nil && r.status/100 == 2 }

func (r reply) String() string { return fmt.Sprintf("%s: %d %s %v", r.what, r.status, r.body, r.err) }

// must fails the test unless the answer has the status.
func (r reply) must(t *testing.T, status int) reply {
	t.Helper()
	if r.err != nil || r.status != status {
		t.Fatalf("want %d, got %v", status, r)
	}
	return r
}

// call sends a request as one of the accounts. A string body is sent as multipart with its content type in the headers.
func (w *world) call(p *process, who, method, path string, body any, headers ...string) reply {
	r := reply{what: method + " " + path}
	var content io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		content = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			r.err = err
			return r
		}
		content, headers = bytes.NewReader(text), append(headers, "Content-Type", "application/json")
	}
	req, err := http.NewRequestWithContext(context.Background(), method, p.base+path, content)
	if err != nil {
		r.err = err
		return r
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokens[who])
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := w.http.Do(req)
	if err != nil {
		r.err = err
		return r
	}
	defer func() { _ = res.Body.Close() }()
	r.status, r.header = res.StatusCode, res.Header
	r.body, r.err = io.ReadAll(res.Body)
	_ = json.Unmarshal(r.body, &r.row) // documents and health answers are other things
	return r
}

// position creates a position of the world's unit.
func (w *world) position(p *process, quota int) reply {
	n := w.serial.Add(1)
	return w.call(p, "hr", "POST", "/v1/positions", map[string]any{"code": fmt.Sprintf("UJI-%d", n), "title": "Pengolah data", "unit_id": w.unit,
		"kind": "pelaksana", "rank_min": "II/a", "rank_max": "III/d", "education_min": "d3", "quota": quota})
}

// person is the body of a new civil servant whom nothing keeps from moving.
func (w *world) person(position string) map[string]any {
	n := int(w.serial.Add(1))
	born := time.Date(1985, 1, 1+n/800, 0, 0, 0, 0, time.UTC)
	return map[string]any{"nip": fmt.Sprintf("%s2015031%03d", born.Format("20060102"), 150+n%800), "name": fmt.Sprintf("Uji %d", n), "employment": "pns",
		"sex": "male", "birth_date": born.Format(time.DateOnly), "rank": "III/a", "rank_since": "2019-04-01", "education_level": "s1", "major": "Akuntansi",
		"position_id": position, "position_since": "2020-01-01", "status": "active", "legal_status": "01", "appointed_on": "2015-03-01", "pns_since": "2016-03-01",
		"in_court": false, "under_examination": false, "relations_declared_on": "2026-01-01"}
}

func ratings() []map[string]any {
	year := time.Now().UTC().Year()
	return []map[string]any{{"year": year - 2, "results": 2, "behaviour": 2}, {"year": year - 1, "results": 2, "behaviour": 2}}
}

// pdf is a small document with a content of its own, as a multipart body.
func pdf(n int64) (content, body []byte, contentType string) {
	content = fmt.Appendf(nil, "%%PDF-1.4\n%% document %d\n%%%%EOF\n", n)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("kind", "unit_consent")
	part, _ := m.CreateFormFile("file", "persetujuan.pdf")
	_, _ = part.Write(content)
	_ = m.Close()
	return content, b.Bytes(), m.FormDataContentType()
}

// step is one action on the way to approval: who takes it with which body.
type step struct {
	action, who string
	body        map[string]any
}

func (w *world) road() []step {
	var members []map[string]string
	for i := range 5 {
		members = append(members, map[string]string{"name": fmt.Sprintf("Anggota %d", i), "office": "Jabatan"})
	}
	return []step{{"submit", "hr", nil}, {"verify", "hr", nil},
		{"review", "hr", map[string]any{"body": "tpk", "opinion": "recommended", "held_on": w.today, "members": members}}, {"endorse", "pyb", nil}, {"approve", "ppk", nil}}
}

func (w *world) proposal(p *process, staff, position string) reply {
	return w.call(p, "hr", "POST", "/v1/proposals", map[string]any{"staff_id": staff, "to_position_id": position, "reason": "Uji", "planned_date": w.today})
}

func (w *world) act(p *process, s step, id string, version int) reply {
	body := s.body
	if body == nil {
		body = map[string]any{}
	}
	return w.call(p, s.who, "POST", "/v1/proposals/"+id+"/"+s.action, body, "If-Match", fmt.Sprintf(`"%d"`, version))
}

// proposalsUpTo makes n people with a proposal each for one position and takes the first steps of the road, on several
// connections.
func (w *world) proposalsUpTo(t *testing.T, p *process, n, steps int, from, to string) []reply {
	t.Helper()
	list := make([]reply, n)
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	for i := range list {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			r := w.call(p, "hr", "POST", "/v1/staff", w.person(from))
			staff := r.row.ID
			for _, rating := range ratings() {
				if r.ok() {
					r = w.call(p, "hr", "POST", "/v1/staff/"+staff+"/ratings", rating)
				}
			}
			if r.ok() {
				r = w.proposal(p, staff, to)
			}
			for _, s := range w.road()[:steps] {
				if r.ok() {
					r = w.act(p, s, r.row.ID, r.row.Version)
				}
			}
			list[i] = r
		})
	}
	wg.Wait()
	for _, r := range list {
		if !r.ok() {
			t.Fatal(r)
		}
	}
	return list
}

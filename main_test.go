package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"mutasi/repository"
	"mutasi/service"
)

// runMutasi carries one command out as main does.
func runMutasi(stdin string, args ...string) (out string, err error) {
	var stdout, stderr bytes.Buffer
	err = run(context.Background(), args, strings.NewReader(stdin), &stdout, &stderr)
	return stdout.String(), err
}

// mustRun demands that the command succeeds.
func mustRun(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	out, err := runMutasi(stdin, args...)
	if err != nil {
		t.Fatalf("mutasi %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// mustFail demands that the command fails with a text in its error.
func mustFail(t *testing.T, want, stdin string, args ...string) {
	t.Helper()
	if out, err := runMutasi(stdin, args...); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("mutasi %s: %v, want %q\n%s", strings.Join(args, " "), err, want, out)
	}
}

// transcript is a buffer that one goroutine writes and another reads.
type transcript struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *transcript) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *transcript) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// instance is a running `mutasi serve`.
type instance struct {
	base     string
	out, log *transcript
	stop     context.CancelFunc
	ended    chan error
}

// serveMutasi starts the program on a free port and waits until it listens.
func serveMutasi(t *testing.T, args ...string) *instance {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	i := &instance{out: &transcript{}, log: &transcript{}, stop: cancel, ended: make(chan error, 1)}
	go func() {
		i.ended <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), strings.NewReader(""), i.out, i.log)
	}()
	t.Cleanup(cancel)
	address := regexp.MustCompile(`address=(http://\S+)`)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if m := address.FindStringSubmatch(i.log.String()); m != nil {
			i.base = m[1]
			return i
		}
		select {
		case err := <-i.ended:
			t.Fatalf("mutasi serve: %v\n%s%s", err, i.out, i.log)
		default:
		}
	}
	t.Fatalf("mutasi serve does not listen\n%s%s", i.out, i.log)
	return nil
}

// end stops it and demands a clean exit.
func (i *instance) end(t *testing.T) {
	t.Helper()
	i.stop()
	select {
	case err := <-i.ended:
		if err != nil {
			t.Errorf("mutasi serve: %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("mutasi serve does not stop")
	}
}

func (i *instance) get(t *testing.T, path, token string) (int, map[string]any) {
	t.Helper()
	r, err := http.NewRequest("GET", i.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return i.do(t, r)
}

func (i *instance) do(t *testing.T, r *http.Request) (int, map[string]any) {
	t.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var m map[string]any
	if err := json.NewDecoder(res.Body).Decode(&m); err != nil {
		t.Fatalf("%s: %v", r.URL, err)
	}
	return res.StatusCode, m
}

func (i *instance) login(t *testing.T, name, secret string) string {
	t.Helper()
	r, err := http.NewRequest("POST", i.base+"/v1/auth/login", strings.NewReader(fmt.Sprintf(`{"username":%q,"password":%q}`, name, secret)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	status, m := i.do(t, r)
	if status != 200 {
		t.Fatalf("sign in as %s: %d %v", name, status, m)
	}
	return m["access_token"].(string)
}

func newDB(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "mutasi.db") }

func TestServeAnswersAndLetsRunningRequestsEnd(t *testing.T) {
	db := newDB(t)
	mustRun(t, "kata-sandi-admin\n", "user", "create", "--username", "admin", "--role", "admin", "--db", db)
	i := serveMutasi(t, "--db", db)
	if status, m := i.get(t, "/healthz", ""); status != 200 || m["status"] != "ok" {
		t.Errorf("%d %v", status, m)
	}
	if status, m := i.get(t, "/readyz", ""); status != 200 || m["status"] != "ready" {
		t.Errorf("%d %v", status, m)
	}
	token := i.login(t, "admin", "kata-sandi-admin")
	if status, m := i.get(t, "/v1/me", token); status != 200 {
		t.Errorf("%d %v", status, m)
	}

	// A request that is half sent when the stop comes is still answered. The client sends its body only after the handler has
	// begun to read it (100 Continue), so that the request is under way for certain.
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	body, feed := io.Pipe()
	r, err := http.NewRequest("POST", i.base+"/v1/units", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Expect", "100-continue")
	r.Header.Set("Authorization", "Bearer "+token)
	type answer struct {
		status int
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		res, err := client.Do(r)
		if err != nil {
			answers <- answer{0, err}
			return
		}
		answers <- answer{res.StatusCode, res.Body.Close()}
	}()
	if _, err := feed.Write([]byte(`{"code":"DINKES",`)); err != nil {
		t.Fatal(err)
	}
	i.stop()
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(i.log.String(), "stopping"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no word of stopping")
		}
	}
	if _, err := feed.Write([]byte(`"name":"Dinas Kesehatan"}`)); err != nil {
		t.Fatal(err)
	}
	if err := feed.Close(); err != nil {
		t.Fatal(err)
	}
	if a := <-answers; a.status != 201 || a.err != nil {
		t.Errorf("%d %v", a.status, a.err)
	}
	i.end(t)
	if _, err := http.Get(i.base + "/healthz"); err == nil {
		t.Error("it still listens")
	}
	if out := mustRun(t, "", "doctor", "--db", db); !strings.Contains(out, "nothing to report") {
		t.Errorf("%s", out)
	}
}

func TestTwoInstancesServeOneDatabase(t *testing.T) {
	db := newDB(t)
	mustRun(t, "kata-sandi-admin\n", "user", "create", "--username", "admin", "--role", "admin", "--db", db)
	one, two := serveMutasi(t, "--db", db), serveMutasi(t, "--db", db)
	token := one.login(t, "admin", "kata-sandi-admin")
	if status, m := two.get(t, "/v1/me", token); status != 200 { // both sign with the key in the database
		t.Errorf("%d %v", status, m)
	}
	one.end(t)
	two.end(t)
}

func TestServeSaysThatThePortIsTaken(t *testing.T) {
	i := serveMutasi(t, "--db", newDB(t))
	mustFail(t, "address already in use", "", "serve", "--addr", strings.TrimPrefix(i.base, "http://"), "--db", newDB(t))
	i.end(t)
}

func TestSampleCityIsBuiltOnceAndTrue(t *testing.T) {
	db := newDB(t)
	i := serveMutasi(t, "--db", db, "--demo", "--demo-size", "500")
	for _, a := range service.DemoAccounts {
		if !strings.Contains(i.out.String(), a.Username) {
			t.Errorf("%s is not told", a.Username)
		}
		token := i.login(t, a.Username, service.DemoPassword)
		if status, m := i.get(t, "/v1/me", token); status != 200 {
			t.Errorf("%s: %d %v", a.Username, status, m)
		}
	}
	hr := i.login(t, "hr", service.DemoPassword)
	staff := func() any {
		_, m := i.get(t, "/v1/staff?count=true&limit=1", hr)
		return m["total"]
	}
	if n, ok := staff().(float64); !ok || n < 500 {
		t.Errorf("%v staff", n)
	}
	for _, state := range []string{"draft", "submitted", "verified", "reviewed", "endorsed", "approved", "decreed", "effective", "closed", "returned", "rejected", "withdrawn", "cancelled"} {
		if _, m := i.get(t, "/v1/proposals?count=true&state="+state, hr); m["total"].(float64) < 1 {
			t.Errorf("no proposal is %s", state)
		}
	}
	// The lines that the reader is told to try are the ones that work.
	for _, line := range regexp.MustCompile(`"`+i.base+`(/v1/[^"]+)"`).FindAllStringSubmatch(i.out.String(), -1) {
		if status, m := i.get(t, line[1], hr); status != 200 || len(m["items"].([]any)) == 0 {
			t.Errorf("%s: %d %v", line[1], status, m)
		}
	}
	before := staff()
	i.end(t)
	if out := mustRun(t, "", "doctor", "--db", db); !strings.Contains(out, "nothing to report") {
		t.Errorf("%s", out)
	}
	i = serveMutasi(t, "--db", db, "--demo", "--demo-size", "500")
	hr = i.login(t, "hr", service.DemoPassword)
	if after := staff(); after != before {
		t.Errorf("%v staff, then %v", before, after)
	}
	i.end(t)
}

func TestSampleCityLeavesOtherDataAlone(t *testing.T) {
	db := newDB(t)
	mustRun(t, "kata-sandi-admin\n", "user", "create", "--username", "admin", "--role", "admin", "--db", db)
	mustFail(t, "not_empty", "", "serve", "--addr", "127.0.0.1:0", "--db", db, "--demo")
}

func TestDoctorHasNothingToSayOfAFreshDatabase(t *testing.T) {
	if out := mustRun(t, "", "doctor", "--db", newDB(t)); !strings.Contains(out, "nothing to report") {
		t.Errorf("%s", out)
	}
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	db := newDB(t)
	mustRun(t, "", "migrate", "up", "--db", db)
	st, err := repository.Open(t.Context(), db, repository.Options{})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := st.SQL()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(`INSERT INTO decrees (id, version, created_at, updated_at, number, signed_on, effective_date, state, attempts)
		VALUES (zeroblob(16), 1, '2020-01-01 00:00:00', '2020-01-01 00:00:00', 'SK-1', '2020-01-01', '2020-01-02', 'signed', 0)`); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := runMutasi("", "doctor", "--db", db)
	if err == nil || !strings.Contains(out, "decree is overdue: SK-1") {
		t.Errorf("%v %s", err, out)
	}
}

func TestUserIsCreatedFromTheCommandLine(t *testing.T) {
	db := newDB(t)
	if out := mustRun(t, "kata-sandi-admin\r\n", "user", "create", "--username", "admin", "--role", "admin", "--role", "hr", "--db", db); !strings.HasPrefix(out, "created admin (") || strings.Contains(out, "kata-sandi") {
		t.Errorf("%s", out)
	}
	out := mustRun(t, "", "user", "create", "--username", "hr", "--role", "hr", "--generate", "--db", db)
	_, secret, ok := strings.Cut(strings.TrimSpace(out), "password: ")
	if !ok || len(secret) < 16 {
		t.Errorf("%s", out)
	}
	mustFail(t, "duplicate", "kata-sandi-admin\n", "user", "create", "--username", "admin", "--role", "admin", "--db", db)
	mustFail(t, "/password", "pendek\n", "user", "create", "--username", "x1", "--role", "admin", "--db", db)
	mustFail(t, "no password", "", "user", "create", "--username", "x1", "--role", "admin", "--db", db)
	mustFail(t, "king", "x\n", "user", "create", "--username", "x1", "--role", "king", "--db", db)
	mustFail(t, "--unit", "kata-sandi-admin\n", "user", "create", "--username", "x1", "--role", "unit_head", "--unit", "NOPE", "--db", db)
	mustFail(t, "--nip", "kata-sandi-admin\n", "user", "create", "--username", "x1", "--role", "staff", "--nip", "198503122010011001", "--db", db)
	mustFail(t, "/unit_id", "kata-sandi-admin\n", "user", "create", "--username", "x1", "--role", "unit_head", "--db", db)
	i := serveMutasi(t, "--db", db)
	i.login(t, "admin", "kata-sandi-admin")
	i.login(t, "hr", secret)
	i.end(t)
}

func TestMigrateShowsWhereTheSchemaStands(t *testing.T) {
	db := newDB(t)
	if out := mustRun(t, "", "migrate", "status", "--db", db); !strings.Contains(out, "00001  pending") {
		t.Errorf("%s", out)
	}
	mustRun(t, "", "migrate", "up", "--db", db)
	mustRun(t, "", "migrate", "up", "--db", db)
	if out := mustRun(t, "", "migrate", "status", "--db", db); strings.Contains(out, "pending") || !strings.Contains(out, "00001_init.sql") {
		t.Errorf("%s", out)
	}
}

func TestVersionIsPrinted(t *testing.T) {
	if out := mustRun(t, "", "version"); !strings.HasPrefix(out, "mutasi ") || !strings.Contains(out, "go1.") {
		t.Errorf("%s", out)
	}
	if out := mustRun(t, "", "--help"); !strings.Contains(out, "serve") {
		t.Errorf("%s", out)
	}
}

func TestUnknownSettingsAreErrors(t *testing.T) {
	t.Setenv("MUTASI_PROT", "8080")
	t.Setenv("MUTASI_ADR", "x")
	mustFail(t, "MUTASI_ADR, MUTASI_PROT", "", "version")
	if err := os.Unsetenv("MUTASI_PROT"); err != nil {
		t.Fatal(err)
	}
	if err := os.Unsetenv("MUTASI_ADR"); err != nil {
		t.Fatal(err)
	}
	mustFail(t, "unknown flag", "", "version", "--colour")
	for text, want := range map[string]string{"colour: red": `unknown setting "colour"`, "log: {level: loud}": "loud", "db: [": "yaml", "access_ttl: soon": "soon"} {
		file := filepath.Join(t.TempDir(), "mutasi.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		mustFail(t, want, "", "migrate", "up", "--db", newDB(t), "--config", file)
	}
	mustFail(t, "no such file", "", "version", "--config", "/nowhere.yaml")
	mustFail(t, "zone", "", "doctor", "--zone", "Mars/Olympus", "--db", newDB(t))
}

// TestFlagGoesBeforeVariableGoesBeforeFile: the schema lands in the database that the strongest of them names.
func TestFlagGoesBeforeVariableGoesBeforeFile(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name+".db") }
	made := func() (list []string) {
		for _, name := range []string{"flag", "variable", "secret", "file"} {
			if _, err := os.Stat(path(name)); err == nil {
				list = append(list, name)
				for _, end := range []string{"", "-wal", "-shm"} {
					_ = os.Remove(path(name) + end)
				}
			}
		}
		return list
	}
	file := filepath.Join(dir, "mutasi.yaml")
	if err := os.WriteFile(file, []byte("db: sqlite:"+path("file")+"\nlog:\n  level: warn\nrequest_timeout: 5s\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(want string, args ...string) {
		t.Helper()
		mustRun(t, "", append([]string{"migrate", "up"}, args...)...)
		if got := strings.Join(made(), " "); got != want {
			t.Errorf("%v: %s, want %s", args, got, want)
		}
	}
	check("file", "--config", file)
	check("file", "--config="+file)
	t.Setenv("MUTASI_CONFIG", file)
	check("file")
	t.Setenv("MUTASI_DB", "sqlite:"+path("variable"))
	check("variable")
	check("flag", "--db", "sqlite:"+path("flag"))

	secret := filepath.Join(dir, "db.txt")
	if err := os.WriteFile(secret, []byte("sqlite:"+path("secret")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MUTASI_DB_FILE", secret)
	mustFail(t, "both set", "", "migrate", "up")
	if err := os.Unsetenv("MUTASI_DB"); err != nil { // t.Setenv above restores it
		t.Fatal(err)
	}
	check("secret")
	if err := os.Unsetenv("MUTASI_DB"); err != nil { // the program has set it from the file
		t.Fatal(err)
	}
	t.Setenv("MUTASI_DB_FILE", "/nowhere.txt")
	mustFail(t, "MUTASI_DB_FILE", "", "migrate", "up")
}

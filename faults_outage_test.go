//go:build faults

package main

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// dbServer is a throwaway MySQL or MariaDB server with the durable settings of production.
type dbServer struct {
	program, dir string
	port         int
	cmd          *exec.Cmd
}

// findProgram looks a program up on the path and where systems keep servers.
func findProgram(names ...string) string {
	for _, name := range names {
		for _, candidate := range []string{name, "/usr/sbin/" + name, "/usr/libexec/" + name} {
			if path, err := exec.LookPath(candidate); err == nil {
				return path
			}
		}
	}
	return ""
}

// newDBServer makes an empty data folder and starts a server on it.
func newDBServer(t *testing.T) *dbServer {
	t.Helper()
	s := &dbServer{program: findProgram("mariadbd", "mysqld"), dir: t.TempDir()}
	if s.program == "" {
		t.Fatal("this test stops and starts a server of its own: it needs mariadbd or mysqld on the path")
	}
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = probe.Addr().(*net.TCPAddr).Port
	if err := probe.Close(); err != nil {
		t.Fatal(err)
	}
	install := exec.Command(s.program, "--no-defaults", s.user(t), "--initialize-insecure", "--datadir="+s.dir+"/data")
	if version, _ := exec.Command(s.program, "--version").Output(); strings.Contains(string(version), "MariaDB") {
		install = exec.Command(findProgram("mariadb-install-db", "mysql_install_db"), "--no-defaults", s.user(t), "--datadir="+s.dir+"/data",
			"--auth-root-authentication-method=normal", "--skip-test-db")
	}
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s.start(t)
	t.Cleanup(func() { s.stop(syscall.SIGKILL) })
	return s
}

func (s *dbServer) user(t *testing.T) string {
	t.Helper()
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	return "--user=" + u.Username
}

func (s *dbServer) start(t *testing.T) {
	t.Helper()
	s.cmd = exec.Command(s.program, "--no-defaults", s.user(t), "--datadir="+s.dir+"/data", fmt.Sprintf("--port=%d", s.port), "--bind-address=127.0.0.1",
		"--socket="+s.dir+"/sock", "--pid-file="+s.dir+"/pid", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1", "--max-connections=500")
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// stop ends the server with the signal and waits until it is gone.
func (s *dbServer) stop(sig os.Signal) {
	_ = s.cmd.Process.Signal(sig)
	_ = s.cmd.Wait()
}

// database waits for the server and makes the database of the test on it.
func (s *dbServer) database(t *testing.T) string {
	t.Helper()
	db, err := sql.Open("mysql", fmt.Sprintf("root@tcp(127.0.0.1:%d)/", s.port))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	within(t, 60*time.Second, "the database server is up", func() bool {
		_, err = db.Exec("CREATE DATABASE IF NOT EXISTS mutasi CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
		return err == nil
	})
	return fmt.Sprintf("mysql://root@127.0.0.1:%d/mutasi", s.port)
}

// ready asks /readyz for the state of the database.
func ready(t *testing.T, w *world, p *process) (status int, database string) {
	t.Helper()
	r := w.call(p, "", "GET", "/readyz", nil)
	if r.err != nil {
		t.Fatal(r)
	}
	switch {
	case strings.Contains(string(r.body), `"database":"down"`):
		return r.status, "down"
	case strings.Contains(string(r.body), `"database":"ok"`):
		return r.status, "ok"
	}
	return r.status, ""
}

// The database server crashes for twenty seconds under load, and is then stopped in order for five: requests get 503, then
// service again without a restart of the program, and nothing is lost.
func TestFaultDatabaseAway(t *testing.T) {
	server := newDBServer(t)
	w := newWorld(t, buildProgram(t), server.database(t))
	p := w.serve(t)
	l := &load{w: w, ledger: newLedger(), patient: true}
	stop := make(chan struct{})
	wait := l.run(p, 4, stop)
	for _, outage := range []struct {
		sig  os.Signal
		away time.Duration
	}{{syscall.SIGKILL, 20 * time.Second}, {syscall.SIGTERM, 5 * time.Second}} {
		before := l.ledger.writes()
		within(t, 30*time.Second, "writes are acknowledged", func() bool { return l.ledger.writes() > before+100 })
		server.stop(outage.sig)
		back := time.Now().Add(outage.away)
		for time.Now().Before(back) {
			w.refuses(t, p)
			time.Sleep(100 * time.Millisecond)
		}
		written := l.ledger.writes()
		server.start(t)
		within(t, 60*time.Second, "the program is ready again", func() bool { status, db := ready(t, w, p); return status == 200 && db == "ok" })
		within(t, 5*time.Second, "writes are acknowledged again", func() bool { return l.ledger.writes() > written })
	}
	close(stop)
	wait()
	if len(l.refused) == 0 {
		t.Error("the writers never noticed the outages")
	}
	for _, r := range l.refused {
		w.unavailable(t, r)
	}
	l.repeat(t, p)
	l.ledger.check(t, w, p, true)
	w.doctor(t)
	t.Logf("%d acknowledged writes, %d refused during the outages", l.ledger.count, len(l.refused))
	if t.Failed() {
		t.Log(strings.Join(p.log(), "\n"))
	}
}

// refuses checks what a client sees while the database is away: the process lives, is not ready, and answers 503 soon.
func (w *world) refuses(t *testing.T, p *process) {
	t.Helper()
	w.call(p, "", "GET", "/healthz", nil).must(t, 200)
	if status, db := ready(t, w, p); status != http.StatusServiceUnavailable || db != "down" {
		t.Errorf("/readyz says %d, database %q while the database is away", status, db)
	}
	start := time.Now()
	w.unavailable(t, w.call(p, "hr", "GET", "/v1/staff?limit=1", nil))
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("the refusal took %v", took)
	}
}

func (w *world) unavailable(t *testing.T, r reply) {
	t.Helper()
	if r.err != nil || r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" || r.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("want 503 as a problem with Retry-After, got %v %v", r, r.header)
	}
}

func (l *ledger) writes() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count
}

// Another program holds the SQLite file for writing. Reads go on; writes wait, or get 503 at the time limit of a request;
// afterwards all is well.
func TestFaultSQLiteLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mutasi.db")
	w := newWorld(t, buildProgram(t), "sqlite:"+path)
	p := w.serve(t, "--request-timeout", "3s")
	l := &load{w: w, ledger: newLedger(), patient: true}
	stop := make(chan struct{})
	wait := l.run(p, 4, stop)
	within(t, 30*time.Second, "writes are acknowledged", func() bool { return l.ledger.writes() > 100 })

	other, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	conn, err := other.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		w.call(p, "hr", "GET", "/v1/staff?limit=1", nil).must(t, 200)
	}
	written := l.ledger.writes()
	if _, err := conn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	within(t, 5*time.Second, "writes are acknowledged again", func() bool { return l.ledger.writes() > written })
	close(stop)
	wait()
	if len(l.refused) == 0 {
		t.Error("no write met the time limit")
	}
	for _, r := range l.refused {
		w.unavailable(t, r)
	}
	l.repeat(t, p)
	l.ledger.check(t, w, p, true)
	w.doctor(t)
}

//go:build bench

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// bench is what all sections share.
type bench struct {
	server string // MUTASI_TEST_MYSQL_DSN: a server without a database
	dir    string // scratch folder
	binary string // the program
	self   string // this program
	quick  bool
	city   string // a database with a sample city, if one is given
	rows   []row
	made   []string // databases to drop
}

// row is one line of the table of results.
type row struct {
	what, target, measured string
	verdict                string // pass, miss, or – where nothing is promised
}

func (b *bench) report(what, target, measured string, pass bool) {
	verdict := "**miss**"
	if pass {
		verdict = "pass"
	}
	b.rows = append(b.rows, row{what, target, measured, verdict})
	fmt.Printf("| %s | %s | %s | %s |\n", what, target, measured, verdict)
}

func (b *bench) note(what, measured string) {
	b.rows = append(b.rows, row{what, "–", measured, "–"})
	fmt.Printf("| %s | – | %s | – |\n", what, measured)
}

// database makes an empty database on the server.
func (b *bench) database(name string) (string, error) {
	admin, err := openSQL(b.server, true)
	if err != nil {
		return "", err
	}
	defer func() { _ = admin.Close() }()
	name = fmt.Sprintf("mutasi_bench_%d_%s", os.Getpid(), name)
	b.made = append(b.made, name)
	_, err = admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	return strings.TrimSuffix(b.server, "/") + "/" + name, err
}

// clean drops what the run has made.
func (b *bench) clean() error {
	errs := []error{os.RemoveAll(b.dir)}
	admin, err := openSQL(b.server, true)
	if err != nil {
		return err
	}
	for _, name := range b.made {
		_, err := admin.Exec("DROP DATABASE IF EXISTS " + name)
		errs = append(errs, err)
	}
	return errors.Join(append(errs, admin.Close())...)
}

// child is a server process, the program or the bare handler.
type child struct {
	cmd   *exec.Cmd
	addr  string // host:port
	ended chan error
	said  *bytes.Buffer // its standard error
}

// freeAddr is an address that nothing listens on.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// launch runs a server with its address as the last argument and waits until it answers.
func launch(cmd *exec.Cmd) (*child, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	var said bytes.Buffer
	cmd.Args, cmd.Stderr = append(cmd.Args, "--addr", addr), &said
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		if res, err := http.Get("http://" + addr + "/healthz"); err == nil {
			return &child{cmd, addr, ended, &said}, res.Body.Close()
		}
		select {
		case err := <-ended:
			return nil, fmt.Errorf("%s ended: %v\n%s", cmd.Path, err, said.String())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	<-c.ended
}

// rss is the resident memory in MiB.
func (c *child) rss() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	var kb float64
	_, _ = fmt.Sscan(after, &kb)
	return kb / 1024
}

// cpu is the processor time that the process has used.
func (c *child) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), ") ")
	var user, system int64
	if f := strings.Fields(after); len(f) > 12 { // fields 14 and 15 of proc(5), in hundredths of a second
		_, _ = fmt.Sscan(f[11]+" "+f[12], &user, &system)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// program prepares the real program on a database. Per-request log lines are off, as the bare handler writes none.
func (b *bench) program(dsn string, args ...string) *exec.Cmd {
	cmd := exec.Command(b.binary, args...)
	cmd.Dir = b.dir
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "MUTASI_") {
			cmd.Env = append(cmd.Env, kv)
		}
	}
	cmd.Env = append(cmd.Env, "MUTASI_DB="+dsn, "MUTASI_FILES="+filepath.Join(b.dir, "files"), "MUTASI_ACCESS_TTL=2h", "MUTASI_LOG_LEVEL=warn")
	return cmd
}

// login signs an account of the sample city in.
func (c *child) login(user string) (string, error) {
	body, err := json.Marshal(map[string]string{"username": user, "password": "mutasi-demo"})
	if err != nil {
		return "", err
	}
	res, err := http.Post("http://"+c.addr+"/v1/auth/login", "application/json", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	var t struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&t); err != nil || t.AccessToken == "" {
		return "", fmt.Errorf("login: %s %v", res.Status, err)
	}
	return t.AccessToken, nil
}

// get reads one answer.
func (c *child) get(token, path string) ([]byte, error) {
	req, err := http.NewRequest("GET", "http://"+c.addr+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		select {
		case ended := <-c.ended:
			return nil, fmt.Errorf("%w; the program ended: %v\n%s", err, ended, c.said)
		default:
			return nil, err
		}
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s %s", path, res.Status, body)
	}
	return body, err
}

// load runs the load generator in a process of its own.
func (b *bench) load(c *child, token string, paths []string, workers int, length time.Duration) (loadResult, error) {
	var r loadResult
	cmd := exec.Command(b.self, "load", "-addr", c.addr, "-token", token, "-workers", fmt.Sprint(workers), "-for", length.String())
	cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(paths, "\n")), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(out, &r)
}

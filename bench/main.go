//go:build bench

// Command bench measures what docs/benchmarks.md promises: run it with `make bench`.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	err := error(nil)
	switch {
	case len(os.Args) > 1 && os.Args[1] == "load":
		err = runLoad(os.Args[2:])
	case len(os.Args) > 1 && os.Args[1] == "bare":
		err = runBare(os.Args[2:])
	default:
		err = run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// sections in the order of the table.
var sections = []string{"compare", "scale", "start", "demo", "suite"}

func run() (err error) {
	only := flag.String("only", strings.Join(sections, ","), "sections to run, separated by commas")
	quick := flag.Bool("quick", false, "small sizes, to try the benchmark itself")
	city := flag.String("city", "", "mysql://… of a sample city to compare on, instead of a new one of 100,000 staff")
	flag.Parse()
	b := &bench{server: os.Getenv("MUTASI_TEST_MYSQL_DSN"), quick: *quick, city: *city}
	if b.server == "" {
		return errors.New("MUTASI_TEST_MYSQL_DSN names no server: run `make bench`")
	}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "mutasi-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.clean()) }()
	b.binary = filepath.Join(b.dir, "mutasi")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", b.binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	fmt.Printf("%s, %d CPUs, %s, %s; load average %s\n\n| What | Target | Measured | |\n|---|---|---|---|\n", time.Now().Format(time.DateOnly), runtime.NumCPU(),
		runtime.Version(), b.version(), loadAverage())
	for _, s := range strings.Split(*only, ",") {
		if !slices.Contains(sections, s) {
			return fmt.Errorf("no section %q; there are %s", s, strings.Join(sections, ", "))
		}
		if err := map[string]func() error{"compare": b.compare, "scale": b.scale, "start": b.start, "demo": b.demo, "suite": b.suite}[s](); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	fmt.Printf("\nload average at the end %s\n", loadAverage())
	return nil
}

// version of the database server.
func (b *bench) version() string {
	db, err := openSQL(b.server, true)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = db.Close() }()
	var v string
	if err := db.QueryRow("SELECT VERSION()").Scan(&v); err != nil {
		return err.Error()
	}
	return "MySQL protocol server " + v
}

// loadAverage of the machine: figures taken on a busy one say less.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

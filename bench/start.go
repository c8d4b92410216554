//go:build bench

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// start measures how long a newcomer waits: from a fresh clone without a build cache, and from the built program, to the
// first answer of the sample city. The modules are on the machine; fetching them depends on the network.
func (b *bench) start() error {
	clone := filepath.Join(b.dir, "clone")
	if err := copyTree(clone); err != nil {
		return err
	}
	binary := filepath.Join(clone, "mutasi")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir, build.Env = clone, append(os.Environ(), "CGO_ENABLED=0", "GOCACHE="+filepath.Join(b.dir, "cache"))
	began := time.Now()
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	built := time.Since(began)
	serve := b.program("sqlite:"+filepath.Join(clone, "mutasi.db"), "serve", "--demo")
	serve.Path = binary
	program, err := launch(serve)
	if err != nil {
		return err
	}
	took := time.Since(began)
	program.stop()
	b.report("fresh clone, empty build cache, to the first answer of the sample city", "≤ 120 s", seconds(took), took <= 2*time.Minute)
	b.report("built program to the first answer of the sample city", "≤ 10 s", seconds(took-built), took-built <= 10*time.Second)
	return nil
}

// copyTree copies what a clone would hold: the files that git knows or would add.
func copyTree(to string) error {
	list, err := exec.Command("git", "ls-files", "-coz", "--exclude-standard").Output()
	if err != nil {
		return err
	}
	for _, name := range strings.Split(strings.Trim(string(list), "\x00"), "\x00") {
		in, err := os.Open(name)
		if os.IsNotExist(err) { // deleted and not yet committed
			continue
		} else if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			return err
		}
		out, err := os.Create(filepath.Join(to, name))
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, in); err != nil {
			return err
		}
		_ = in.Close()
		if err := out.Close(); err != nil {
			return err
		}
	}
	return nil
}

// demo measures a sample city of a large city's size on both engines.
func (b *bench) demo() error {
	size := 25_000
	if b.quick {
		size = 2000
	}
	server, err := b.database("demo")
	if err != nil {
		return err
	}
	for _, on := range []struct{ engine, dsn string }{{"SQLite", "sqlite:" + filepath.Join(b.dir, "demo.db")}, {"the server", server}} {
		began := time.Now()
		program, err := launch(b.program(on.dsn, "serve", "--demo", "--demo-size", fmt.Sprint(size)))
		if err != nil {
			return err
		}
		took := time.Since(began)
		program.stop()
		b.report(fmt.Sprintf("sample city of %d staff on %s", size, on.engine), "≤ 60 s", seconds(took), took <= time.Minute)
	}
	return nil
}

// suite reports how long the whole test suite takes.
func (b *bench) suite() error {
	if b.quick {
		return nil
	}
	began := time.Now()
	err := exec.Command("make", "test").Run()
	text := seconds(time.Since(began))
	if err != nil {
		text += ", with failures"
	}
	b.note("make test on both engines", text)
	return nil
}

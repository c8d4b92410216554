// Mutasi is the system of record and of decision for civil-servant transfers in one regional government: one program,
// one database, one REST JSON API.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"mutasi/api"
	"mutasi/repository"
	"mutasi/service"
)

// version is set by the release build: -ldflags "-X main.version=…".
var version = ""

//go:embed openapi.yaml
var spec []byte

//go:embed docs/errors.md
var errorCodes []byte

// cli is the whole command line.
type cli struct {
	settings
	Serve   serveCmd   `cmd:"" help:"Serve the API."`
	Migrate migrateCmd `cmd:"" help:"Bring the schema of the database forward, or show where it stands."`
	User    userCmd    `cmd:"" help:"Accounts."`
	Key     keyCmd     `cmd:"" help:"The key of access tokens."`
	Import  importCmd  `cmd:"" help:"Import data."`
	Plan    planCmd    `cmd:"" help:"Exported placement plans."`
	Doctor  doctorCmd  `cmd:"" help:"Check that the register is true."`
	Health  healthCmd  `cmd:"" help:"Ask a running server whether it is alive."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// env is what commands work with beside their flags.
type env struct {
	ctx context.Context
	set *settings
	in  io.Reader
	out io.Writer
	log *slog.Logger
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "mutasi:", err)
		os.Exit(1)
	}
}

// run parses the command line and carries it out; tests call it as main does.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) error {
	if err := readSecretFiles(); err != nil {
		return err
	}
	file, err := loadYAML(configPath(args))
	if err != nil {
		return err
	}
	var c cli
	done := false
	parser, err := kong.New(&c, kong.Name("mutasi"), kong.Description("Civil-servant transfers from need to measured effect."), kong.UsageOnError(),
		kong.Writers(out, errOut), kong.Resolvers(file), kong.Exit(func(int) { done = true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return err
	}
	if err := unknownVariables(parser.Model, os.Environ()); err != nil {
		return err
	}
	k, err := parser.Parse(args)
	if done { // help was shown
		return nil
	}
	if err != nil {
		return err
	}
	log, err := logger(&c.settings, errOut)
	if err != nil {
		return err
	}
	return k.Run(&env{ctx, &c.settings, in, out, log})
}

func logger(s *settings, w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return nil, err
	}
	opt := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, opt)), nil
	}
	return slog.New(slog.NewTextHandler(w, opt)), nil
}

// open connects to the database and brings its schema forward.
func (e *env) open() (*repository.Store, error) {
	st, err := repository.Open(e.ctx, e.set.DB, repository.Options{})
	if err != nil {
		return nil, err
	}
	if err := st.Migrate(e.ctx); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}

// service opens the database and the use cases on it.
func (e *env) service() (*service.Service, *repository.Store, error) {
	zone, err := time.LoadLocation(e.set.Zone)
	if err != nil {
		return nil, nil, fmt.Errorf("zone: %w", err)
	}
	st, err := e.open()
	if err != nil {
		return nil, nil, err
	}
	files := e.set.Files
	if files == "" {
		files = "mutasi-files"
		if st.Path() != "" {
			files = strings.TrimSuffix(st.Path(), filepath.Ext(st.Path())) + "-files"
		}
	}
	svc, err := service.New(e.ctx, st, service.Config{Zone: zone, FilesDir: files, Issuer: e.set.Issuer, AccessTTL: e.set.AccessTTL, SigningKey: e.set.SigningKey,
		Indonesian: api.Indonesian, Log: e.log})
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return svc, st, nil
}

type versionCmd struct{}

// Run prints the version of the program and of Go.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintf(e.out, "mutasi %s (%s, %s/%s)\n", versionText(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return "dev"
}

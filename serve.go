package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"mutasi/api"
)

type serveCmd struct {
	Addr     string        `help:"Address to listen on." env:"MUTASI_ADDR" default:"127.0.0.1:8080"`
	Demo     bool          `help:"Fill an empty database with a sample city, once." env:"MUTASI_DEMO"`
	DemoSize int           `help:"Number of staff in the sample city." env:"MUTASI_DEMO_SIZE" default:"2000"`
	CORS     []string      `help:"Origins that browsers may call from." env:"MUTASI_CORS" name:"cors"`
	Proxy    bool          `help:"Trust X-Forwarded-For from a proxy on a private address." env:"MUTASI_TRUST_PROXY" name:"trust-proxy"`
	Timeout  time.Duration `help:"Longest time for one request." env:"MUTASI_REQUEST_TIMEOUT" name:"request-timeout" default:"30s"`
	Drain    time.Duration `help:"How long a shutdown waits for running requests." env:"MUTASI_DRAIN" default:"20s"`
}

// Run serves until it is told to stop, then lets running requests end.
func (cmd *serveCmd) Run(e *env) error {
	svc, st, err := e.service()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	if cmd.Demo {
		if err := svc.Demo(e.ctx, cmd.DemoSize, e.progress()); err != nil {
			return err
		}
	}
	server, err := api.New(svc, api.Options{Spec: spec, Errors: errorCodes, Log: e.log, CORSOrigins: cmd.CORS, TrustProxy: cmd.Proxy, Timeout: cmd.Timeout, Version: versionText()})
	if err != nil {
		return err
	}
	handler, err := server.Handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cmd.Addr)
	if err != nil {
		return err
	}
	tuneMemory()
	base := "http://" + listener.Addr().String()
	e.log.Info("serving", "address", base, "docs", base+"/docs", "database", st.Dialect)
	if cmd.Demo {
		printDemo(e, base)
	}
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	ctx, stop := context.WithCancel(e.ctx)
	defer stop()
	worker := make(chan struct{})
	go func() { defer close(worker); svc.Run(ctx) }()
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err = <-failed:
	case <-e.ctx.Done():
		e.log.Info("stopping: running requests may end")
		drain, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), cmd.Drain)
		defer cancel()
		err = web.Shutdown(drain)
	}
	stop()
	<-worker
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// tuneMemory gives back what the start took, a password hash and perhaps the sample city, and lets the collector run less
// often: the program holds some ten MiB, a request's allocations die with it, and with Go's default up to a fifth of the
// processor time went into collecting. GOGC decides where it is set.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	debug.FreeOSMemory()
}

type migrateCmd struct {
	Up     migrateUpCmd     `cmd:"" help:"Bring the schema forward."`
	Status migrateStatusCmd `cmd:"" help:"Show the schema versions."`
}

type migrateUpCmd struct{}

// Run brings the schema forward.
func (migrateUpCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	return st.Close()
}

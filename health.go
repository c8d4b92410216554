package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthCmd asks a running server for a sign of life: container images without a shell have nothing else to ask with.
type healthCmd struct {
	Addr    string        `help:"Address that the server listens on." env:"MUTASI_ADDR" default:"127.0.0.1:8080"`
	Path    string        `help:"What to ask: /healthz or /readyz." enum:"/healthz,/readyz" default:"/healthz"`
	Timeout time.Duration `help:"How long to wait." default:"3s"`
}

// Run fails unless the server answers 200.
func (cmd *healthCmd) Run(e *env) error {
	host, port, err := net.SplitHostPort(cmd.Addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // the server listens on every address
	}
	ctx, cancel := context.WithTimeout(e.ctx, cmd.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+cmd.Path, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", cmd.Path, res.Status)
	}
	_, err = fmt.Fprintln(e.out, "ok")
	return err
}

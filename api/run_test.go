package api_test

import (
	"context"
	"sync"
	"testing"
)

type ctx = context.Context

// startRun runs background work until the returned function, or the end of the test, ends it.
func startRun(t testing.TB, run func(context.Context)) func() {
	c, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); run(c) }()
	stop := sync.OnceFunc(func() { cancel(); <-done })
	t.Cleanup(stop)
	return stop
}

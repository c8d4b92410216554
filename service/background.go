package service

import (
	"context"
	"time"

	"mutasi/repository"
)

// Intervals of the background work. Every instance does all of it; the database decides who wins.
const (
	activationTick = time.Second
	pruneTick      = 10 * time.Minute
)

// Run does the background work until ctx ends: decrees take effect, jobs are carried out, revoked sessions are learnt, old keys
// are forgotten.
func (s *Service) Run(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.every(ctx, revocationPoll, nil, "sessions", func(ctx context.Context) error {
			if s.SigningKey == "" {
				if err := s.auth.readKeys(ctx); err != nil {
					return err
				}
			}
			return s.auth.refreshRevoked(ctx)
		})
	}()
	pruned := make(chan struct{})
	go func() {
		defer close(pruned)
		s.every(ctx, pruneTick, nil, "cleaning", func(ctx context.Context) error {
			return s.store.Write(ctx, func(tx *repository.Tx) error {
				if err := repository.PruneAuth(tx); err != nil {
					return err
				}
				return repository.PruneIdempotency(tx, tx.Now.Add(-24*time.Hour))
			})
		})
	}()
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		s.workJobs(ctx)
	}()
	s.every(ctx, activationTick, nil, "activation", s.ActivateDue)
	<-done
	<-pruned
	<-worked
}

// every does the work again and again until ctx ends, and at once where a wake comes; nil where none does.
func (s *Service) every(ctx context.Context, d time.Duration, wake <-chan struct{}, what string, work func(context.Context) error) {
	t := time.NewTicker(d)
	defer t.Stop()
	failing := false
	for {
		err := work(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			s.Log.Error("background work fails, trying on", "work", what, "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		case <-wake:
		}
	}
}

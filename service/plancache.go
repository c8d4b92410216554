package service

import (
	"compress/gzip"
	"context"
	"sync"
	"time"

	"mutasi/domain"
	"mutasi/domain/placement"
	"mutasi/domain/placement/explain"
	"mutasi/repository"
)

// cachedPlans is how many solved plans an instance keeps in memory: the two that are compared.
const cachedPlans = 2

// solved is a stored plan as the questions about it need it.
type solved struct {
	problem *placement.Problem
	plan    *placement.Plan
	*explain.Explainer
	entrants []*int // of each post; nil where their number may not be told
}

// planCache keeps the plans that were asked about last. A stored plan never changes, so nothing here grows old.
type planCache struct {
	mu   sync.Mutex
	list []*cachedPlan // the one asked about last comes last
}

type cachedPlan struct {
	id    domain.ID
	ready chan struct{}
	solved
	err error
}

func newPlanCache() *planCache { return &planCache{} }

// get finds a plan or makes room for it; the caller who makes room reads it.
func (c *planCache) get(id domain.ID) (e *cachedPlan, read bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, x := range c.list {
		if x.id == id {
			c.list = append(append(c.list[:i:i], c.list[i+1:]...), x)
			return x, false
		}
	}
	e = &cachedPlan{id: id, ready: make(chan struct{})}
	if len(c.list) == cachedPlans {
		c.list = c.list[1:]
	}
	c.list = append(c.list[:len(c.list):len(c.list)], e)
	return e, true
}

func (c *planCache) drop(e *cachedPlan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, x := range c.list {
		if x == e {
			c.list = append(c.list[:i:i], c.list[i+1:]...)
			return
		}
	}
}

// planOf reads the problem and the result of a plan; several who ask at once wait for one reading.
func (s *Service) planOf(ctx context.Context, id domain.ID) (*solved, error) {
	e, read := s.plans.get(id)
	if read {
		go func() { // it goes on for the others when this caller hangs up
			defer close(e.ready)
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
			defer cancel()
			if e.err = s.readPlan(ctx, e); e.err != nil {
				s.plans.drop(e)
			}
		}()
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-e.ready:
		return &e.solved, e.err
	}
}

func (s *Service) readPlan(ctx context.Context, e *cachedPlan) error {
	text, err := repository.PlanText(s.store.Read(ctx), e.id, repository.PlanProblem)
	if err != nil {
		return err
	}
	z, err := gzip.NewReader(text)
	if err != nil {
		return err
	}
	if e.problem, e.plan, err = placement.Read(z); err != nil {
		return err
	}
	e.Explainer = explain.New(e.problem, e.plan)
	entrants := make([]int, len(e.problem.Posts))
	for j := range entrants {
		entrants[j] = e.Cutoff(int32(j)).Entrants
	}
	e.entrants, _ = domain.Suppress(entrants, domain.SmallestGroup)
	return nil
}

package service

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// Times of the work on jobs. The lease is much longer than its renewal, so that clocks of instances may differ by seconds.
const (
	jobTick     = time.Second            // how often an instance looks for work that another one queued
	jobLease    = 30 * time.Second       // how long a job belongs to an instance that says nothing more
	jobRenewal  = 5 * time.Second        // how often the lease is renewed
	jobNotes    = 300 * time.Millisecond // how often progress is written at most
	cancelPoll  = 50 * time.Millisecond  // how often a cancellation by way of another instance is looked for
	jobAttempts = 3                      // a job that takes down every instance that tries it is given up
)

// jobKind says how jobs of one kind are carried out.
type jobKind struct {
	// run does the work, outside any transaction, and returns what stores the result in the transaction that ends the job.
	run func(ctx context.Context, j *domain.Job, report func(stage string, done, of int)) (store func(*repository.Tx) error, err error)
	// ended notes on the job's subject that there is no result: the job is failed or cancelled.
	ended func(tx *repository.Tx, j *domain.Job, why error) error
}

// jobQueue is what an instance knows of its own work on jobs; everything else lies in the database.
type jobQueue struct {
	kinds map[string]jobKind
	nudge chan struct{}
	mu    sync.Mutex
	stops map[domain.ID]context.CancelCauseFunc // of the jobs under way here
}

func newJobQueue() *jobQueue {
	return &jobQueue{nudge: make(chan struct{}, 1), stops: map[domain.ID]context.CancelCauseFunc{}}
}

// wake makes this instance look for work at once.
func (q *jobQueue) wake() {
	select {
	case q.nudge <- struct{}{}:
	default:
	}
}

// stop ends the work on a job if it is under way in this process.
func (q *jobQueue) stop(id domain.ID, why error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if stop := q.stops[id]; stop != nil {
		stop(why)
	}
}

func (q *jobQueue) enter(id domain.ID, stop context.CancelCauseFunc) (leave func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stops[id] = stop
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		delete(q.stops, id)
	}
}

// Why work on a job stops before its end.
var (
	errJobCancelled = domain.Errorf(domain.Conflict, "job_cancelled", "the job was cancelled")
	errJobLost      = errors.New("another instance has taken the job over")
)

// jobFailure is a failure whose arguments have words of their own in Indonesian.
type jobFailure struct {
	err        *domain.Error
	indonesian []any
}

func (e *jobFailure) Error() string { return e.err.Error() }

// queueJob stores a job about a row. The caller wakes the queue after the commit.
func (s *Service) queueJob(tx *repository.Tx, a domain.Actor, kind string, subject domain.ID) (*domain.Job, error) {
	j := &domain.Job{Kind: kind, SubjectID: subject, State: domain.JobQueued, CreatedBy: a.UserID}
	if err := repository.Jobs.Insert(tx, j); err != nil {
		return nil, err
	}
	return j, s.record(tx, a, "job.queued", "job", j.ID, 1, nil, j)
}

// workJobs carries jobs out until ctx ends, one at a time: they are heavy.
func (s *Service) workJobs(ctx context.Context) {
	s.every(ctx, jobTick, s.jobs.nudge, "jobs", func(ctx context.Context) error {
		for {
			worked, err := s.RunNextJob(ctx)
			if err != nil || !worked {
				return err
			}
		}
	})
}

// RunNextJob takes one job and carries it out; false where none waits.
func (s *Service) RunNextJob(ctx context.Context) (bool, error) {
	var j *domain.Job
	kinds := slices.Sorted(maps.Keys(s.jobs.kinds))
	err := s.store.Write(ctx, func(tx *repository.Tx) (err error) {
		j, err = repository.ClaimJob(tx, kinds, tx.Now.Add(jobLease))
		return err
	})
	if err != nil || j == nil {
		return false, err
	}
	return true, s.runJob(ctx, j)
}

func (s *Service) runJob(ctx context.Context, j *domain.Job) error {
	kind := s.jobs.kinds[j.Kind]
	if j.Attempts > jobAttempts {
		return s.endJob(ctx, j, kind, nil, domain.Errorf(domain.Internal, "job_abandoned", "the job was given up after %d attempts", jobAttempts))
	}
	work, stop := context.WithCancelCause(ctx)
	defer s.jobs.enter(j.ID, stop)()
	w := &jobWatch{s: s, job: *j, stop: stop}
	watched := make(chan struct{})
	go func() { defer close(watched); w.watch(work) }()
	store, err := s.carryOut(work, kind, j, w.report)
	why := context.Cause(work)
	stop(nil)
	<-watched
	switch {
	case errors.Is(why, errJobLost):
		s.Log.Warn("a job went over to another instance", "job", j.ID)
		return nil
	case errors.Is(why, errJobCancelled):
		return s.endJob(ctx, j, kind, nil, errJobCancelled)
	case ctx.Err() != nil: // the instance stops; somebody else begins anew
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return s.store.Write(after, func(tx *repository.Tx) error { return repository.ReleaseJob(tx, j) })
	}
	failure := err
	if failure == nil {
		if failure = s.endJob(ctx, j, kind, store, nil); failure == nil {
			return nil
		}
	}
	return s.endJob(ctx, j, kind, nil, failure)
}

// carryOut runs a job until it is done or the work is to stop, whichever comes first: steps that cannot be interrupted run out
// beside, and their result is dropped. A panic becomes an error, so that one bad job does not end the process.
func (s *Service) carryOut(ctx context.Context, kind jobKind, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
	type result struct {
		store func(*repository.Tx) error
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r = result{err: fmt.Errorf("panic: %v\n%s", p, debug.Stack())}
			}
			done <- r
		}()
		r.store, r.err = kind.run(ctx, j, report)
	}()
	select {
	case r := <-done:
		return r.store, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// endJob ends a job that this instance still holds, with its result where there is one, in one transaction.
func (s *Service) endJob(ctx context.Context, j *domain.Job, kind jobKind, store func(*repository.Tx) error, why error) error {
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		row, err := repository.HeldJob(tx, j)
		if err != nil || row == nil {
			return err
		}
		end := why
		if row.Cancel { // asked for in the last moment: who was told so finds no result
			end = errJobCancelled
		}
		return s.closeJob(tx, domain.System, row, kind, store, end)
	})
}

// closeJob writes the end of a job and of its subject.
func (s *Service) closeJob(tx *repository.Tx, a domain.Actor, row *domain.Job, kind jobKind, store func(*repository.Tx) error, why error) error {
	before, now := *row, tx.Now
	row.FinishedAt, row.LeaseUntil, row.LeaseBy, row.Stage = &now, nil, domain.ID{}, ""
	switch {
	case why == nil:
		row.State, row.Done = domain.JobDone, row.Total
		if err := store(tx); err != nil {
			return err
		}
	default:
		row.State = domain.JobFailed
		if errors.Is(why, errJobCancelled) {
			row.State = domain.JobCancelled
		}
		row.Error, row.Detail = s.tell(why)
		if row.Error == "internal" {
			s.Log.Error("a job failed", "job", row.ID, "kind", row.Kind, "error", why)
		}
		if err := kind.ended(tx, row, why); err != nil {
			return err
		}
	}
	if err := repository.Jobs.Update(tx, row); err != nil {
		return err
	}
	return s.record(tx, a, "job."+row.State, "job", row.ID, row.Version, before, row)
}

// tell words a failure for those who read the job later: its code and the fields that it names. What went wrong inside is for
// the log.
func (s *Service) tell(err error) (string, domain.Bilingual) {
	var own *jobFailure
	if errors.As(err, &own) {
		return own.err.Code, domain.Bilingual{English: own.err.Detail(), Indonesian: s.translated(own.err.Format, own.indonesian)}
	}
	var known *domain.Error
	if !errors.As(err, &known) || known.Kind == domain.Internal && known.Code == "internal" {
		known = domain.Errorf(domain.Internal, "internal", "an error inside the server")
	}
	out := domain.Bilingual{English: known.Detail(), Indonesian: s.translated(known.Format, known.Args)}
	for _, f := range known.Fields {
		text := f.Indonesian
		if text == "" {
			text = s.translated(f.Format, f.Args)
		}
		out.English += "; " + f.Pointer + ": " + f.Text()
		out.Indonesian += "; " + f.Pointer + ": " + text
	}
	return known.Code, out
}

func (s *Service) translated(format string, args []any) string {
	if s.Indonesian == nil {
		return fmt.Sprintf(format, args...)
	}
	return s.Indonesian(format, args)
}

// jobWatch holds the lease of a job while it is under way, writes its progress, and stops it where somebody cancels it or
// another instance has it.
type jobWatch struct {
	s    *Service
	stop context.CancelCauseFunc
	mu   sync.Mutex
	job  domain.Job
	new  bool // progress that is not written yet
}

func (w *jobWatch) report(stage string, done, of int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.job.Stage != stage || w.job.Done != done || w.job.Total != of {
		w.job.Stage, w.job.Done, w.job.Total, w.new = stage, done, of, true
	}
}

// due is the job as it is to be written now; false where nothing is.
func (w *jobWatch) due(since time.Duration) (domain.Job, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if since < jobNotes || since < jobRenewal && !w.new {
		return w.job, false
	}
	w.new = false
	return w.job, true
}

func (w *jobWatch) watch(ctx context.Context) {
	t := time.NewTicker(cancelPoll)
	defer t.Stop()
	since := time.Duration(0) // what was written last
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			since += cancelPoll
		}
		// An outage is survived: the lease is renewed when the database is back, or lost to another instance.
		if wanted, err := repository.CancelRequested(w.s.store.Read(ctx), w.job.ID); err == nil && wanted {
			w.stop(errJobCancelled)
			return
		}
		j, due := w.due(since)
		if !due {
			continue
		}
		held := true
		err := w.s.store.Write(ctx, func(tx *repository.Tx) (err error) {
			held, err = repository.HoldJob(tx, &j, tx.Now.Add(jobLease))
			return err
		})
		if err == nil && !held {
			w.stop(errJobLost)
			return
		}
		since = 0
	}
}

// JobList reads one page of the jobs.
func (s *Service) JobList(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[domain.Job], error) {
	sc, err := s.Scope(a, "job.read")
	if err != nil {
		return domain.Page[domain.Job]{}, err
	}
	return repository.Jobs.List(s.store.Read(ctx), sc, q)
}

// Job reads one job.
func (s *Service) Job(ctx context.Context, a domain.Actor, id domain.ID) (*domain.Job, error) {
	sc, err := s.Scope(a, "job.read")
	if err != nil {
		return nil, err
	}
	return repository.Jobs.Get(s.store.Read(ctx), sc, id)
}

// CancelJob stops a job: one that waits at once, one that runs as soon as the instance that has it hears of it. Nothing of its
// result is kept. job_ended where it is over.
func (s *Service) CancelJob(ctx context.Context, a domain.Actor, id domain.ID) (*domain.Job, error) {
	sc, err := s.Scope(a, "job.cancel")
	if err != nil {
		return nil, err
	}
	var out *domain.Job
	err = s.write(ctx, func(tx *repository.Tx) error {
		if err := tx.Lock("jobs", id); err != nil {
			return err
		}
		j, err := repository.Jobs.Get(tx, sc, id)
		if err != nil {
			return err
		}
		if j.Ended() {
			return domain.Errorf(domain.Conflict, "job_ended", "the job has ended already").With("state", j.State)
		}
		before := *j
		j.Cancel, out = true, j
		if j.State == domain.JobQueued {
			return s.closeJob(tx, a, j, s.jobs.kinds[j.Kind], nil, errJobCancelled)
		}
		if err := repository.Jobs.Update(tx, j); err != nil {
			return err
		}
		return s.record(tx, a, "job.cancel", "job", id, j.Version, before, j)
	})
	if err != nil {
		return nil, err
	}
	s.jobs.stop(id, errJobCancelled)
	return out, nil
}

package service

import (
	"context"
	"slices"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// bench is an instance whose jobs of the kind probe do what the test says.
type bench struct {
	*Service
	t *testing.T
	// results and ends are what came of the jobs: written in the transaction that ends them.
	results, ends []string
}

func newBench(t *testing.T, st *repository.Store, run func(ctx context.Context, j *domain.Job, report func(string, int, int)) error) *bench {
	t.Helper()
	s, err := New(t.Context(), st, Config{FilesDir: t.TempDir(), Hash: HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Service: s, t: t}
	s.jobs.kinds = map[string]jobKind{"probe": {
		run: func(ctx context.Context, j *domain.Job, report func(string, int, int)) (func(*repository.Tx) error, error) {
			err := run(ctx, j, report)
			return func(*repository.Tx) error { b.results = append(b.results, j.ID.String()); return nil }, err
		},
		ended: func(_ *repository.Tx, j *domain.Job, _ error) error {
			b.ends = append(b.ends, j.State+" "+j.Error)
			return nil
		},
	}}
	return b
}

func (b *bench) queue() domain.ID {
	b.t.Helper()
	var id domain.ID
	err := b.store.Write(b.t.Context(), func(tx *repository.Tx) error {
		j, err := b.queueJob(tx, officer, "probe", domain.NewID())
		if err == nil {
			id = j.ID
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.jobs.wake()
	return id
}

func (b *bench) job(id domain.ID) *domain.Job {
	b.t.Helper()
	j, err := b.Job(b.t.Context(), officer, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return j
}

// next demands that one job was worked on.
func (b *bench) next() {
	b.t.Helper()
	worked, err := b.RunNextJob(b.t.Context())
	if err != nil || !worked {
		b.t.Fatal(worked, err)
	}
}

func TestJobStoresItsResultOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		b := newBench(t, st, func(_ context.Context, _ *domain.Job, report func(string, int, int)) error {
			report("counting", 3, 3)
			return nil
		})
		first, second := b.queue(), b.queue()
		b.next()
		if j := b.job(first); j.State != domain.JobDone || j.Attempts != 1 || j.StartedAt == nil || j.FinishedAt == nil || j.LeaseUntil != nil {
			t.Errorf("%+v", j)
		}
		if j := b.job(second); j.State != domain.JobQueued {
			t.Errorf("the later job is %s", j.State)
		}
		b.next()
		if worked, err := b.RunNextJob(t.Context()); worked || err != nil {
			t.Error("a third job", err)
		}
		if want := []string{first.String(), second.String()}; !slices.Equal(b.results, want) || len(b.ends) > 0 {
			t.Errorf("%v, want %v; %v", b.results, want, b.ends)
		}
		if _, err := b.CancelJob(t.Context(), officer, first); !isCode(err, "job_ended") {
			t.Error(err)
		}
	})
}

// TestCancelStopsJobWithin200Milliseconds cancels by way of the instance that works and of another one, while it works.
func TestCancelStopsJobWithin200Milliseconds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		started, stopped := make(chan struct{}), make(chan time.Time)
		works := newBench(t, st, func(ctx context.Context, _ *domain.Job, _ func(string, int, int)) error {
			started <- struct{}{}
			<-ctx.Done()
			stopped <- time.Now()
			return ctx.Err()
		})
		other := newBench(t, st, nil)
		ctx, end := context.WithCancel(t.Context())
		loop := make(chan struct{})
		go func() { defer close(loop); works.workJobs(ctx) }()
		for name, asked := range map[string]*bench{"the same instance": works, "another instance": other} {
			var worst time.Duration
			for range 5 {
				id := works.queue()
				<-started
				at := time.Now()
				j, err := asked.CancelJob(t.Context(), officer, id)
				if err != nil || !j.Cancel {
					t.Fatal(j, err)
				}
				worst = max(worst, (<-stopped).Sub(at))
			}
			t.Logf("by way of %s: at most %s", name, worst.Round(time.Millisecond))
			if worst > 200*time.Millisecond {
				t.Errorf("by way of %s: %s", name, worst)
			}
		}
		end()
		<-loop
		if len(works.results) > 0 || len(works.ends) < 9 || slices.ContainsFunc(works.ends, func(s string) bool { return s != "cancelled job_cancelled" }) {
			t.Errorf("%v %v", works.results, works.ends)
		}
	})
}

func TestCancelledQueuedJobIsNeverBegun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		b := newBench(t, st, nil)
		id := b.queue()
		if j, err := b.CancelJob(t.Context(), officer, id); err != nil || j.State != domain.JobCancelled {
			t.Fatal(j, err)
		}
		if worked, err := b.RunNextJob(t.Context()); worked || err != nil {
			t.Error(worked, err)
		}
		if want := []string{"cancelled job_cancelled"}; !slices.Equal(b.ends, want) {
			t.Errorf("%v", b.ends)
		}
	})
}

func TestCancelInTheLastMomentKeepsNoResult(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		other := newBench(t, st, nil)
		b := newBench(t, st, func(_ context.Context, j *domain.Job, _ func(string, int, int)) error {
			_, err := other.CancelJob(context.Background(), officer, j.ID)
			return err
		})
		id := b.queue()
		b.next()
		if j := b.job(id); j.State != domain.JobCancelled || len(b.results) > 0 {
			t.Errorf("%s %v", j.State, b.results)
		}
	})
}

func TestJobOfADeadInstanceIsTakenOverAfterItsLease(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		b := newBench(t, st, func(context.Context, *domain.Job, func(string, int, int)) error { return nil })
		id := b.queue()
		var dead *domain.Job
		err := st.Write(t.Context(), func(tx *repository.Tx) (err error) {
			dead, err = repository.ClaimJob(tx, []string{"probe"}, tx.Now.Add(jobLease))
			return err
		})
		if err != nil || dead == nil {
			t.Fatal(dead, err)
		}
		clock.Add(jobLease - time.Second)
		if worked, err := b.RunNextJob(t.Context()); worked || err != nil {
			t.Fatal("a job was taken from an instance whose lease runs", err)
		}
		clock.Add(2 * time.Second)
		b.next()
		if j := b.job(id); j.State != domain.JobDone || j.Attempts != 2 {
			t.Errorf("%+v", j)
		}
		// The instance was not dead but slow: nothing that it does counts any more.
		store := func(*repository.Tx) error { t.Error("a result from whom the job was taken"); return nil }
		if err := b.endJob(t.Context(), dead, b.jobs.kinds["probe"], store, nil); err != nil {
			t.Error(err)
		}
		err = st.Write(t.Context(), func(tx *repository.Tx) error {
			held, err := repository.HoldJob(tx, dead, tx.Now.Add(jobLease))
			if held {
				t.Error("it holds the job again")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestInstanceStopsWorkOnAJobThatItLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		b := newBench(t, st, func(ctx context.Context, _ *domain.Job, report func(string, int, int)) error {
			clock.Add(2 * jobLease)
			err := st.Write(ctx, func(tx *repository.Tx) error {
				_, err := repository.ClaimJob(tx, []string{"probe"}, tx.Now.Add(jobLease))
				return err
			})
			report("after a long sleep", 1, 2)
			<-ctx.Done()
			return err
		})
		id := b.queue()
		b.next()
		if j := b.job(id); j.State != domain.JobRunning || j.Attempts != 2 || len(b.results)+len(b.ends) > 0 {
			t.Errorf("%+v %v %v", j, b.results, b.ends)
		}
	})
}

func TestStoppingInstanceGivesItsJobBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		ctx, stop := context.WithCancel(t.Context())
		begun := 0
		b := newBench(t, st, func(ctx context.Context, _ *domain.Job, _ func(string, int, int)) error {
			if begun++; begun == 1 {
				stop()
				<-ctx.Done()
			}
			return ctx.Err()
		})
		id := b.queue()
		if _, err := b.RunNextJob(ctx); err != nil {
			t.Fatal(err)
		}
		if j := b.job(id); j.State != domain.JobQueued || j.LeaseUntil != nil || j.Attempts != 0 {
			t.Errorf("%+v", j)
		}
		b.next()
		if j := b.job(id); j.State != domain.JobDone || len(b.ends) > 0 {
			t.Errorf("%+v %v", j, b.ends)
		}
	})
}

func TestBadJobFailsWithoutTakingTheProcessDown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, clock *dbtest.Clock) {
		b := newBench(t, st, func(context.Context, *domain.Job, func(string, int, int)) error { panic("a slip in a solver") })
		id := b.queue()
		b.next()
		if j := b.job(id); j.State != domain.JobFailed || j.Error != "internal" || j.Detail.English != "an error inside the server" {
			t.Errorf("%+v", j)
		}
		// One that takes every instance down with it is given up.
		id = b.queue()
		for range jobAttempts {
			err := st.Write(t.Context(), func(tx *repository.Tx) error {
				_, err := repository.ClaimJob(tx, []string{"probe"}, tx.Now.Add(jobLease))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			clock.Add(2 * jobLease)
		}
		b.next()
		if j := b.job(id); j.State != domain.JobFailed || j.Error != "job_abandoned" {
			t.Errorf("%+v", j)
		}
		if len(b.results) > 0 {
			t.Errorf("%v", b.results)
		}
	})
}

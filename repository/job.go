package repository

import (
	"time"

	"mutasi/domain"
)

// Jobs that go on after the answer.
var Jobs = &Table[domain.Job, *domain.Job]{
	Name: "jobs", What: "job", DefaultSort: "-created_at",
	Filters: map[string]Filter{"kind": in("jobs.kind"), "state": in("jobs.state"), "subject_id": eq("jobs.subject_id", ID)},
	Sorts:   map[string]Sort[domain.Job]{"created_at": byID[domain.Job]()},
}

// waiting are the jobs that nobody works on, or whose holder has let the lease run out.
const waiting = "state IN ('queued','running') AND (lease_until IS NULL OR lease_until < ?)"

// ClaimJob takes the oldest waiting job of these kinds until the given time; nil where there is none or another instance was
// faster.
func ClaimJob(tx *Tx, kinds []string, until time.Time) (*domain.Job, error) {
	var ids []domain.ID
	if err := tx.scan(&ids, "SELECT id FROM jobs WHERE "+waiting+" AND kind IN ? ORDER BY id LIMIT 1", tx.Now, kinds); err != nil || len(ids) == 0 {
		return nil, err
	}
	n, err := tx.exec(`UPDATE jobs SET state = 'running', version = version + 1, attempts = attempts + 1, updated_at = ?,
		started_at = COALESCE(started_at, ?), lease_until = ?, lease_by = ? WHERE id = ? AND `+waiting, tx.Now, tx.Now, until, domain.NewID(), ids[0], tx.Now)
	if err != nil || n != 1 {
		return nil, err
	}
	return Jobs.Get(tx, domain.AllRows, ids[0])
}

// HoldJob renews the lease of a job and notes how far it has come; false where another instance has taken it over.
func HoldJob(tx *Tx, j *domain.Job, until time.Time) (bool, error) {
	n, err := tx.exec("UPDATE jobs SET stage = ?, done = ?, total = ?, lease_until = ?, updated_at = ? WHERE id = ? AND lease_by = ? AND state = 'running'",
		j.Stage, j.Done, j.Total, until, tx.Now, j.ID, j.LeaseBy)
	return n == 1, err
}

// ReleaseJob gives a job back that its holder cannot end: another instance may take it at once, and it was no attempt.
func ReleaseJob(tx *Tx, j *domain.Job) error {
	_, err := tx.exec("UPDATE jobs SET state = 'queued', version = version + 1, attempts = attempts - 1, lease_until = NULL, lease_by = NULL, updated_at = ? WHERE id = ? AND lease_by = ? AND state = 'running'",
		tx.Now, j.ID, j.LeaseBy)
	return err
}

// HeldJob locks the row of a job and reads it as it stands now; nil where another instance has taken it over.
func HeldJob(tx *Tx, j *domain.Job) (*domain.Job, error) {
	if err := tx.Lock("jobs", j.ID); err != nil {
		return nil, err
	}
	now, err := Jobs.Get(tx, domain.AllRows, j.ID)
	if err != nil || now.LeaseBy != j.LeaseBy || now.State != domain.JobRunning {
		return nil, err
	}
	return now, nil
}

// CancelRequested reports whether somebody wants the job to stop.
func CancelRequested(tx *Tx, job domain.ID) (bool, error) {
	var n int
	err := tx.scan(&n, "SELECT COUNT(*) FROM jobs WHERE id = ? AND cancel_requested", job)
	return n == 1, err
}

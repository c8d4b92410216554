//go:build faults

package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"
)

// within polls until the condition holds, at most for the given time.
func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	end := time.Now().Add(limit)
	for !holds() {
		if time.Now().After(end) {
			t.Fatalf("after %v still not: %s", limit, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Sixty-four officials approve proposals for one seat at the same instant, over two instances: one wins.
func TestFaultOneSeatOneWinner(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *world) {
		const rivals = 64
		instances := []*process{w.serve(t), w.serve(t)}
		from := w.position(instances[0], rivals).must(t, 201).row.ID
		seat := w.position(instances[0], 1).must(t, 201).row.ID
		list := w.proposalsUpTo(t, instances[0], rivals, 4, from, seat)
		approve := w.road()[4]
		answers := make([]reply, rivals)
		gate := make(chan struct{})
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				<-gate
				answers[i] = w.act(instances[i%2], approve, list[i].row.ID, list[i].row.Version)
			})
		}
		close(gate)
		wg.Wait()
		won := 0
		for i, r := range answers {
			want := "endorsed"
			switch {
			case r.ok():
				won++
				want = "approved"
			case r.err != nil || r.status != http.StatusConflict || r.row.Code != "position_full":
				t.Errorf("a loser got %v", r)
			}
			if now := w.call(instances[1-i%2], "hr", "GET", "/v1/proposals/"+list[i].row.ID, nil).must(t, 200); now.row.State != want {
				t.Errorf("proposal %d is %q, want %q", i, now.row.State, want)
			}
		}
		if won != 1 {
			t.Errorf("%d approvals won the one seat", won)
		}
		w.doctor(t)
	})
}

// Two instances wait for the same decrees. Each takes effect once, whichever instance is killed at whichever moment.
func TestFaultDecreeTakesEffectOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *world) {
		const rounds, carried = 9, 20
		instances := []*process{w.serve(t), w.serve(t)}
		for round := range rounds {
			from := w.position(instances[0], carried).must(t, 201).row.ID
			to := w.position(instances[0], carried).must(t, 201).row.ID
			list := w.proposalsUpTo(t, instances[0], carried, 5, from, to)
			ids := make([]string, len(list))
			for i := range list {
				ids[i] = list[i].row.ID
			}
			decree := w.call(instances[0], "hr", "POST", "/v1/decrees", map[string]any{"number": fmt.Sprintf("824/%d", round), "signed_on": w.today,
				"effective_date": w.today, "proposal_ids": ids}).must(t, 201)
			w.call(instances[0], "ppk", "POST", "/v1/decrees/"+decree.row.ID+"/sign", map[string]any{}, "If-Match", `"1"`).must(t, 200)
			if victim := round % 3; victim < 2 { // every third round both live
				time.Sleep(rand.N(1100 * time.Millisecond)) // the moment of the crash: the instances look once a second
				instances[victim].kill()
			}
			survivor := instances[(round%3+1)%2]
			within(t, 10*time.Second, "the decree is effective", func() bool {
				return w.call(survivor, "hr", "GET", "/v1/decrees/"+decree.row.ID, nil).must(t, 200).row.State == "effective"
			})
			if victim := round % 3; victim < 2 {
				instances[victim] = w.serve(t)
			}
			w.onceEffective(t, instances[round%2], decree.row.ID, ids)
		}
		w.doctor(t)
	})
}

// onceEffective checks what must have happened once: one audit line for the decree and each proposal, four evaluations, one
// step on the timeline.
func (w *world) onceEffective(t *testing.T, p *process, decree string, proposals []string) {
	t.Helper()
	if n := len(w.call(p, "auditor", "GET", "/v1/audit?action=decree.activate&subject_id="+decree, nil).must(t, 200).row.Items); n != 1 {
		t.Errorf("decree %s took effect %d times", decree, n)
	}
	for _, id := range proposals {
		if state := w.call(p, "hr", "GET", "/v1/proposals/"+id, nil).must(t, 200).row.State; state != "effective" {
			t.Errorf("proposal %s is %q", id, state)
		}
		if n := len(w.call(p, "auditor", "GET", "/v1/audit?action=proposal.activate&subject_id="+id, nil).must(t, 200).row.Items); n != 1 {
			t.Errorf("proposal %s took effect %d times", id, n)
		}
		if n := len(w.call(p, "hr", "GET", "/v1/evaluations?proposal_id="+id, nil).must(t, 200).row.Items); n != 4 {
			t.Errorf("proposal %s has %d evaluations", id, n)
		}
	}
}

// The process is killed fifty times at random moments under writing load: every acknowledged write is there afterwards.
func TestFaultKilledUnderLoad(t *testing.T) {
	eachEngine(t, func(t *testing.T, w *world) {
		const kills, writers = 50, 6
		l := &load{w: w, ledger: newLedger()}
		p := w.serve(t)
		for range kills {
			wait := l.run(p, writers, nil)
			time.Sleep(100*time.Millisecond + rand.N(900*time.Millisecond)) // the moment of the crash
			p.kill()
			wait()
			p = w.serve(t)
			l.repeat(t, p)
			doctor := make(chan struct{})
			go func() { defer close(doctor); w.doctor(t) }()
			l.ledger.check(t, w, p, false)
			<-doctor
			if t.Failed() {
				t.Fatalf("after a kill; the log of the new process:\n%v", p.log())
			}
		}
		l.ledger.check(t, w, p, true)
		t.Logf("%d acknowledged writes on %d rows, all there after %d kills", l.ledger.count, len(l.ledger.all), kills)
	})
}

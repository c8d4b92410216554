//go:build faults

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// acknowledged is what an answered write promised: the row stands at path, at this version or a later one.
type acknowledged struct {
	version int
	state   string // the proposal's state at that version
	content []byte // the document's content
	lists   string // the id that the list at path holds
}

// ledger remembers acknowledged writes by the path that reads them. fresh are those since the last check.
type ledger struct {
	mu         sync.Mutex
	all, fresh map[string]acknowledged
	count      int
	odd        []string // answers that the load did not expect
}

func newLedger() *ledger {
	return &ledger{all: map[string]acknowledged{}, fresh: map[string]acknowledged{}}
}

func (l *ledger) note(path string, a acknowledged) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all[path], l.fresh[path] = a, a
	l.count++
}

func (l *ledger) complain(r reply) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.odd = append(l.odd, r.String())
}

// check reads acknowledged rows back: those since the last check, or all.
func (l *ledger) check(t *testing.T, w *world, p *process, all bool) {
	t.Helper()
	l.mu.Lock()
	rows := l.fresh
	if all {
		rows = l.all
	}
	l.fresh = map[string]acknowledged{}
	for _, text := range l.odd {
		t.Errorf("unexpected answer: %s", text)
	}
	l.odd = nil
	l.mu.Unlock()
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	for path, a := range rows {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if bad := a.missing(w, p, path); bad != "" {
				t.Errorf("an acknowledged write is lost: %s", bad)
			}
		})
	}
	wg.Wait()
}

func (a acknowledged) missing(w *world, p *process, path string) string {
	if a.lists != "" {
		path, _, _ = strings.Cut(path, "#")
	}
	r := w.call(p, "hr", "GET", path, nil)
	switch {
	case r.err != nil || r.status != http.StatusOK:
		return r.String()
	case a.content != nil && !bytes.Equal(a.content, r.body):
		return fmt.Sprintf("%s has another content: %q", path, r.body)
	case a.lists != "" && !bytes.Contains(r.body, []byte(`"`+a.lists+`"`)):
		return path + " does not list " + a.lists
	case a.version > 0 && r.header.Get("ETag") != fmt.Sprintf(`"%d"`, r.row.Version):
		return fmt.Sprintf("%s has the ETag %s and the version %d", path, r.header.Get("ETag"), r.row.Version)
	case r.row.Version < a.version, r.row.Version > a.version+1: // one more step may have been taken without an answer
		return fmt.Sprintf("%s has version %d, acknowledged was %d", path, r.row.Version, a.version)
	case r.row.Version == a.version && r.row.State != a.state:
		return fmt.Sprintf("%s is %q, acknowledged was %q", path, r.row.State, a.state)
	}
	return ""
}

// load is writers on one database. Each creates positions and people, writes ratings, drafts proposals with a document and
// walks them to approval, until stop is closed or no answer comes.
type load struct {
	w      *world
	ledger *ledger
	// patient writers go on after a 503 or a cut connection; the others stop at the first.
	patient bool

	mu sync.Mutex
	// unanswered are creations to which no answer came, to be repeated with their keys.
	unanswered []creation
	refused    []reply // 503
}

type creation struct {
	key  string
	body map[string]any
}

// run starts writers; wait returns when all have ended.
func (l *load) run(p *process, writers int, stop <-chan struct{}) (wait func()) {
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if l.write(p, stop) {
					continue
				}
				if !l.patient {
					return
				}
				time.Sleep(50 * time.Millisecond) // a polite client; the load must not be made of refusals alone
			}
		})
	}
	return wg.Wait
}

// answered sorts an answer: a success is noted, a 503 or a cut connection is expected, anything else is odd.
func (l *load) answered(r reply, path string, a acknowledged) bool {
	switch {
	case r.ok():
		l.ledger.note(path, a)
		return true
	case r.err != nil && !l.patient:
	case r.err == nil && r.status == http.StatusServiceUnavailable:
		l.mu.Lock()
		l.refused = append(l.refused, r)
		l.mu.Unlock()
	default:
		l.ledger.complain(r)
	}
	return false
}

// write makes two positions and moves a few people between them; false when a request failed.
func (l *load) write(p *process, stop <-chan struct{}) bool {
	var seats [2]string
	for i := range seats {
		r := l.w.position(p, 10)
		if seats[i] = r.row.ID; !l.answered(r, "/v1/positions/"+r.row.ID, acknowledged{version: 1}) {
			return false
		}
	}
	for range 10 {
		select {
		case <-stop:
			return true
		default:
		}
		if !l.move(p, seats[0], seats[1]) {
			return false
		}
	}
	return true
}

func (l *load) move(p *process, from, to string) bool {
	c := creation{fmt.Sprintf("uji-%d", l.w.serial.Add(1)), l.w.person(from)}
	r := l.w.call(p, "hr", "POST", "/v1/staff", c.body, "Idempotency-Key", c.key)
	if r.err != nil || r.status == http.StatusServiceUnavailable {
		l.mu.Lock()
		l.unanswered = append(l.unanswered, c)
		l.mu.Unlock()
	}
	staff := r.row.ID
	if !l.answered(r, "/v1/staff/"+staff, acknowledged{version: 1}) {
		return false
	}
	for _, rating := range ratings() {
		r := l.w.call(p, "hr", "POST", "/v1/staff/"+staff+"/ratings", rating)
		if !l.answered(r, "/v1/staff/"+staff+"/ratings#"+r.row.ID, acknowledged{lists: r.row.ID}) {
			return false
		}
	}
	r = l.w.proposal(p, staff, to)
	id, path := r.row.ID, "/v1/proposals/"+r.row.ID
	if !l.answered(r, path, acknowledged{version: 1, state: "draft"}) {
		return false
	}
	version := 1
	content, body, kind := pdf(l.w.serial.Add(1))
	r = l.w.call(p, "hr", "POST", path+"/documents", body, "Content-Type", kind)
	if !l.answered(r, path+"/documents/"+r.row.ID, acknowledged{content: content}) {
		return false
	}
	for _, s := range l.w.road() {
		r := l.w.act(p, s, id, version)
		if !l.answered(r, path, acknowledged{version: r.row.Version, state: r.row.State}) {
			return false
		}
		version = r.row.Version
	}
	return true
}

// repeat sends every creation without an answer again. Its key decides: it is carried out now, or it was before.
func (l *load) repeat(t *testing.T, p *process) {
	t.Helper()
	l.mu.Lock()
	list := l.unanswered
	l.unanswered = nil
	l.mu.Unlock()
	for _, c := range list {
		r := l.w.call(p, "hr", "POST", "/v1/staff", c.body, "Idempotency-Key", c.key)
		if r.err != nil || r.status != http.StatusCreated && r.row.Code != "idempotency_in_progress" {
			t.Errorf("repeated with its Idempotency-Key: %v", r)
			continue
		}
		back := l.w.call(p, "hr", "GET", fmt.Sprintf("/v1/staff/%s", c.body["nip"]), nil)
		if back.err != nil || back.status != http.StatusOK {
			t.Errorf("repeated with its Idempotency-Key, but not there: %v", back)
			continue
		}
		l.ledger.note("/v1/staff/"+back.row.ID, acknowledged{version: back.row.Version})
	}
}

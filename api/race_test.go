package api_test

import (
	"fmt"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/domain/workflow"
	"mutasi/repository"
	"mutasi/repository/dbtest"
	"mutasi/service"
)

// endorsed brings a draft inside one unit as far as the decision, without HTTP: the races need many.
func (s *Stage) endorsed(staff, position string) *domain.Proposal {
	s.t.Helper()
	ctx, hr, pyb := s.t.Context(), s.Actor("hr"), s.Actor("pyb")
	p, err := s.svc.CreateProposal(ctx, hr, func(in *domain.ProposalInput) error {
		*in = domain.ProposalInput{StaffID: key(staff), ToPositionID: key(position), Type: "internal", Initiative: "dinas", Reason: "Perlombaan", PlannedDate: s.Today()}
		return nil
	})
	for _, st := range []struct {
		who domain.Actor
		act workflow.Action
	}{{hr, workflow.Submit}, {hr, workflow.Verify}, {hr, workflow.Review}, {pyb, workflow.Endorse}} {
		if err != nil {
			s.t.Fatal(err)
		}
		m := service.Match{Given: true, Version: p.Version}
		if st.act == workflow.Review {
			members := make([]domain.Member, 5)
			for i := range members {
				members[i] = domain.Member{Name: fmt.Sprint("Anggota ", i), Office: "Pejabat"}
			}
			p, err = s.svc.Review(ctx, st.who, p.ID, m, domain.ReviewInput{Body: "tpk", Opinion: "recommended", HeldOn: s.Today(), Members: members})
		} else {
			p, err = s.svc.Act(ctx, st.who, p.ID, m, st.act, service.ActionInput{})
		}
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestOneOfManySimultaneousApprovalsGetsTheLastSeat(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		const n = 64
		s := w.stage()
		crowd, last := w.Position(s.pusk, M{"quota": n}).ID(), w.Position(s.pusk).ID()
		list := make([]*domain.Proposal, n)
		for i := range list {
			list[i] = s.endorsed(w.Staff(fmt.Sprintf("Calon %02d", i), crowd).ID(), last)
		}
		ppk := w.Actor("ppk")
		got := tally(race(n, func(i int) string {
			_, err := w.svc.Act(t.Context(), ppk, list[i].ID, service.Match{Given: true, Version: list[i].Version}, workflow.Approve, service.ActionInput{})
			if err == nil {
				return "approved"
			}
			return domain.CodeOf(err)
		}))
		if got["approved"] != 1 || got["position_full"] != n-1 {
			t.Errorf("%v, want one approved and %d position_full", got, n-1)
		}
		w.As("hr").GET("/v1/proposals?count=true&state=approved&to_position_id=" + last).Want(200).Each(M{"total": 1})
		w.healthy()
	})
}

func TestTwoInstancesActivateOneDecreeOnce(t *testing.T) {
	for engine, dsn := range dbtest.DSNs(t) {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock()
			open := func() *repository.Store {
				st, err := repository.Open(t.Context(), dsn, repository.Options{Now: clock.Now, Fast: true, MaxOpen: 10})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = st.Close() })
				return st
			}
			w := New(t, open(), clock)
			other := &World{t: t, st: open(), clock: clock, tokens: map[string]token{}}
			other.svc = other.Service(service.Config{})
			s := w.stage()
			wide := w.Position(s.disdik, M{"quota": 5}).ID()
			var cases []*Case
			var ids []string
			for i := range 5 {
				c := s.propose("hr", s.move(w.Staff(fmt.Sprint("Pindah ", i), w.Position(s.pusk).ID()).ID(), M{"to_position_id": wide})).bring("approved")
				cases, ids = append(cases, c), append(ids, c.id)
			}
			decree := s.decree(w.In(0), ids...)
			w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
			errs := race(8, func(i int) error { return []*World{w, other}[i%2].svc.ActivateDue(t.Context()) })
			for _, err := range errs {
				if err != nil {
					t.Error(err)
				}
			}
			for _, c := range cases {
				c.reread().Each(M{"state": "effective"})
				if n := w.count("SELECT COUNT(*) FROM appointments WHERE proposal_id IS NOT NULL"); n != 5 {
					t.Errorf("%d appointments, want 5", n)
				}
			}
			if got := w.log(decree.ID()); got != "decree.created decree.sign decree.activate" {
				t.Errorf("audit: %s", got)
			}
			w.healthy()
		})
	}
}

func TestOneOfManyWritersWithTheSameVersionWins(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		u := w.Unit("DINKES", "")
		w.token("hr")
		got := tally(race(20, func(i int) int {
			return w.As("hr").PATCH("/v1/units/"+u.ID(), M{"name": fmt.Sprint("Dinas ", i)}).If(u).Do().Code
		}))
		if got[200] != 1 || got[412] != 19 {
			t.Errorf("%v, want one 200 and nineteen 412", got)
		}
		w.As("hr").GET("/v1/units/" + u.ID()).Want(200).Each(M{"version": 2})
		if got := w.log(u.ID()); got != "unit.created unit.updated" {
			t.Errorf("audit: %s", got)
		}
	})
}

func TestOneOfManyDraftsForOnePersonWins(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		got := tally(race(10, func(int) string {
			a := w.As("hr").POST("/v1/proposals", s.move(s.andi)).Do()
			return fmt.Sprint(a.Code, a.Text("code"))
		}))
		if got["201"] != 1 || got["409open_proposal_exists"] != 9 {
			t.Errorf("%v", got)
		}
	})
}

func TestOneOfManyAppointmentsGetsTheLastSeat(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		seat := w.Position(s.pusk).ID()
		bodies := make([]M, 12)
		for i := range bodies {
			bodies[i] = w.person(fmt.Sprint("Calon ", i), M{"position_id": seat, "position_since": "2024-01-02"})
		}
		got := tally(race(len(bodies), func(i int) string {
			a := w.As("hr").POST("/v1/staff", bodies[i]).Do()
			return fmt.Sprint(a.Code, a.Text("code"))
		}))
		if got["201"] != 1 || got["409position_full"] != 11 {
			t.Errorf("%v", got)
		}
		w.healthy()
	})
}

func TestUnitTreeStaysATreeUnderCrossingMoves(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		root := w.Unit("ROOT", "").ID()
		a, b := w.Unit("A", root), w.Unit("B", root)
		got := tally(race(2, func(i int) int {
			if i == 0 {
				return w.As("hr").PATCH("/v1/units/"+a.ID(), M{"parent_id": b.ID()}).If(a).Do().Code
			}
			return w.As("hr").PATCH("/v1/units/"+b.ID(), M{"parent_id": a.ID()}).If(b).Do().Code
		}))
		if got[200] != 1 || got[200]+got[412]+got[422] != 2 {
			t.Errorf("%v", got)
		}
		w.As("hr").GET("/v1/units?ancestor_id=" + root + "&count=true").Want(200).Each(M{"total": 3})
		w.healthy()
	})
}

func TestIdempotencyKeyMakesOneRowOfManyRequests(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		w.token("hr")
		body := M{"code": "DINKES", "name": "Dinas Kesehatan"}
		post := func(who string, b M, k string) *Call {
			return w.As(who).POST("/v1/units", b).Header("Idempotency-Key", k)
		}
		got := race(10, func(int) *Answer { return post("hr", body, "satu").Do() })
		ids := map[string]int{}
		for _, a := range got {
			switch {
			case a.Code == 201:
				ids[a.ID()]++
			case a.Code != 409 || a.Text("code") != "idempotency_in_progress":
				t.Errorf("%d %s", a.Code, a.Body)
			}
		}
		if len(ids) != 1 || w.count("SELECT COUNT(*) FROM units") != 1 {
			t.Fatalf("%v", ids)
		}
		again := post("hr", body, "satu").Want(201)
		if ids[again.ID()] == 0 || again.Header.Get("Idempotency-Replayed") != "true" || again.Header.Get("Location") != "/v1/units/"+again.ID() || again.ETag() != `"1"` {
			t.Errorf("%v %s", again.Header, again.Body)
		}
		post("hr", M{"code": "LAIN", "name": "Lain"}, "satu").Refused(422, "idempotency_mismatch")
		post("admin", M{"code": "LAIN", "name": "Lain"}, "satu").Want(201) // keys belong to their caller
		post("hr", body, "dua").Refused(409, "duplicate", "/code duplicate")
		post("hr", M{"code": "DUA", "name": "Dua"}, "dua").Want(201) // what was refused did not use the key up
		post("hr", body, string(make([]byte, 201))).Wrong().Refused(400, "bad_idempotency_key")
	})
}

func TestIdempotencyKeyReplaysAStepThatTheVersionWouldRefuse(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		c := s.propose("hr", s.move(s.andi))
		step := func() *Call {
			return w.As("hr").POST(c.path("submit"), M{"note": "Ajukan"}).If(1).Header("Idempotency-Key", "ajukan-1")
		}
		first := step().Want(200)
		again := step().Want(200)
		if string(first.Body) != string(again.Body) || again.ETag() != first.ETag() || again.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s\n%s", first.Body, again.Body)
		}
		body, kind := form(map[string]string{"kind": "request"}, "surat.pdf", pdf)
		up := func() *Answer {
			return w.As("hr").POST(c.path("documents"), body).Header("Content-Type", kind).Header("Idempotency-Key", "surat-1").Want(201)
		}
		if a, b := up(), up(); a.ID() != b.ID() || w.count("SELECT COUNT(*) FROM documents") != 1 {
			t.Errorf("%s %s", a.ID(), b.ID())
		}
		if got := w.log(c.id); got != "proposal.created proposal.submit" {
			t.Errorf("audit: %s", got)
		}
		w.clock.Add(25 * time.Hour) // keys are forgotten after a day; then the version speaks
		if err := w.st.Write(t.Context(), func(tx *repository.Tx) error { return repository.PruneIdempotency(tx, tx.Now.Add(-24*time.Hour)) }); err != nil {
			t.Fatal(err)
		}
		step().Refused(412, "version_mismatch")
	})
}

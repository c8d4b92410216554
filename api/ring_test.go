package api_test

import (
	"testing"
	"time"

	"mutasi/domain"
)

// exchange is two people on two full posts who want each other's seat.
func (s *Stage) exchange() (a, b *Case) {
	s.t.Helper()
	one, two := s.Position(s.pusk, M{"quota": 1}).ID(), s.Position(s.disdik, M{"quota": 1}).ID()
	dewi, eka := s.Staff("Dewi", one).ID(), s.Staff("Eka", two).ID()
	a, b = s.propose("hr", s.move(dewi, M{"to_position_id": two})), s.propose("hr", s.move(eka, M{"to_position_id": one}))
	ring, ia, ib := domain.NewID(), key(a.id), key(b.id)
	db, err := s.st.SQL()
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE proposals SET ring_id = ? WHERE id IN (?, ?)", ring[:], ia[:], ib[:]); err != nil {
		s.t.Fatal(err)
	}
	a.reread().Each(M{"ring_id": ring.String()})
	s.As("hr").GET("/v1/proposals?ring_id="+ring.String()).Want(200).Names("id", b.id, a.id)
	return a, b
}

// bringRing brings one proposal of an exchange before the approval. The heads of both sides agree, whichever way it leads.
func (c *Case) bringRing() {
	c.t.Helper()
	c.second()
	for _, st := range steps[:4] {
		if st.action == "verify" {
			for _, side := range []string{"releasing", "receiving"} {
				from := c.reread().Text("from_unit_id") == c.pusk
				head := "kepala_disdik"
				if from == (side == "releasing") {
					head = "kepala_dinkes"
				}
				c.As(head).POST(c.path("consents"), M{"side": side, "decision": "agree"}).Want(201)
			}
		}
		c.act(st.as, st.action, c.body(st.action))
	}
}

func TestExchangeOfFullSeatsIsDecidedDecreedAndActivatedAsAWhole(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		a, b := s.exchange()
		a.bringRing() // the seats are full, and each frees the other's
		a.try("ppk", "approve", nil).Refused(409, "ring_not_ready", "/ring/"+b.reread().Text("number")+" not_endorsed")
		b.bringRing()
		a.act("ppk", "approve", nil).Each(M{"state": "approved"})
		b.reread().Each(M{"state": "approved", "allowed_actions": actions("cancel")})

		w.As("hr").POST("/v1/decrees", M{"number": "800/7/BKPSDM", "signed_on": w.In(0), "effective_date": w.In(0), "proposal_ids": []string{a.id}}).
			Refused(422, "validation_failed", "/proposal_ids/0 ring_incomplete")
		decree := s.decree(w.In(0), a.id, b.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.activate()
		a.reread().Each(M{"state": "effective"})
		b.reread().Each(M{"state": "effective"})
		for _, c := range []*Case{a, b} {
			w.As("hr").GET("/v1/staff/" + c.last.Text("staff_id")).Want(200).Each(M{"position_id": c.last.Text("to_position_id")})
			w.As("hr").GET("/v1/positions/" + c.last.Text("to_position_id")).Want(200).Each(M{"filled": 1, "vacant": 0})
		}
		w.healthy()
	})
}

func TestExchangeEndsForAllWhenOneLeavesIt(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		ends := map[string]func(a *Case) string{
			"withdrawn": func(a *Case) string { return a.act("hr", "withdraw", M{"note": "Batal"}).Text("state") },
			"rejected": func(a *Case) string {
				a.bringRing()
				return a.act("ppk", "reject", M{"note": "Tidak disetujui"}).Text("state")
			},
			"cancelled": func(a *Case) string { return a.act("hr", "cancel", M{"note": "Batal"}).Text("state") },
		}
		s := w.stage()
		for want, end := range ends {
			a, b := s.exchange()
			if want != "rejected" {
				a.act("hr", "submit", nil)
			}
			if got := end(a); got != want {
				t.Errorf("%s: %s", want, got)
			}
			b.reread().Each(M{"state": "cancelled", "timeline/1/action": "cancel"})
		}
		a, b := s.exchange()
		w.As("hr").DELETE(a.path()).If(a.last).Want(204)
		b.reread().Each(M{"state": "cancelled"})
		c, d := s.exchange()
		w.As("hr").PATCH(c.path(), M{"planned_date": w.In(9)}).If(c.last).Refused(422, "validation_failed", "/to_position_id ring")
		c.bringRing()
		d.bringRing()
		c.act("ppk", "approve", nil)
		c.act("ppk", "cancel", M{"note": "Dibatalkan"}).Each(M{"state": "cancelled"})
		d.reread().Each(M{"state": "cancelled"})
		w.healthy()
	})
}

// A ring moves together or not at all: when one of its people cannot move on the day, nobody of it does.
func TestExchangeWaitsForEverybody(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		a, b := s.exchange()
		a.bringRing()
		b.bringRing()
		b.act("ppk", "approve", nil)
		a.reread()
		decree := s.decree(w.In(2), a.id, b.id)
		w.As("ppk").POST("/v1/decrees/"+decree.ID()+"/sign", nil).If(decree).Want(200)
		w.clock.Add(48 * time.Hour)
		// Eka is entered on another post by hand before the system gets to the decree.
		eka, elsewhere := b.reread().Text("staff_id"), s.Position(s.disdik, M{"quota": 1}).ID()
		held := w.As("hr").GET("/v1/staff/" + eka + "/appointments").Want(200)
		path := "/v1/staff/" + eka + "/appointments/"
		row := w.As("hr").GET(path + held.Text("items/0/id")).Want(200)
		w.As("hr").PATCH(path+row.ID(), M{"valid_to": w.In(-1)}).If(row).Want(200)
		w.As("hr").POST("/v1/staff/"+eka+"/appointments", M{"position_id": elsewhere, "kind": "definitive", "valid_from": w.In(-1)}).Want(201)
		w.activate()
		b.reread().Each(M{"state": "decreed", "blocked": "person_moved_meanwhile"})
		a.reread().Each(M{"state": "decreed", "blocked": "ring_blocked"})
		w.As("hr").GET("/v1/staff/" + a.last.Text("staff_id")).Want(200).Each(M{"position_id": a.last.Text("from_position_id")})
		w.healthy()
	})
}

// A holder who is promised another seat and whose present appointment has an end as well leaves one seat, not two.
func TestWhoseAppointmentEndsAnywayFreesOneSeat(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		elsewhere := s.Position(s.pusk, M{"quota": 1}).ID()
		dewi := s.Staff("Dewi", s.to).ID() // beside citra: both seats are taken
		leaves := s.propose("hr", s.move(dewi, M{"to_position_id": elsewhere, "planned_date": w.In(3)}))
		leaves.bringRing()
		leaves.act("ppk", "approve", nil)
		path := "/v1/staff/" + dewi + "/appointments/"
		row := w.As("hr").GET(path + w.As("hr").GET("/v1/staff/"+dewi+"/appointments").Want(200).Text("items/0/id")).Want(200)
		w.As("hr").PATCH(path+row.ID(), M{"valid_to": w.In(3)}).If(row).Want(200)

		one, two := s.propose("hr", s.move(s.andi, M{"planned_date": w.In(5)})), s.propose("hr", s.move(s.budi, M{"planned_date": w.In(5)}))
		one.bringRing()
		two.bringRing()
		one.act("ppk", "approve", nil)
		two.try("ppk", "approve", nil).Refused(409, "position_full")
		w.As("hr").GET(two.path("checks")).Want(200).Each(M{"verdict": "not_eligible"})
		w.healthy()
	})
}

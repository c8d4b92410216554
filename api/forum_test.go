package api_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"mutasi/api"
	"mutasi/domain"
	"mutasi/service"
)

// round is a stage with a programme about which people are heard. It is in the phase forum until the thirtieth day from today.
type round struct {
	*Stage
	programme *Answer
}

// consult announces a programme. The accounts budi and andi belong to them; kepala_dinkes heads both, kepala_disdik neither.
func (w *World) consult() *round {
	w.t.Helper()
	r := &round{Stage: w.stage()}
	w.User("budi", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(r.budi)})
	r.programme = r.advance(r.draft())
	return r
}

// consultation adds a forum with everything that lies on it to the rows that every operation is tried on.
func (s *Stage) consultation(rooms map[string]string) {
	s.t.Helper()
	r := &round{Stage: s}
	r.programme = r.advance(r.draft())
	f := r.forum()
	rooms["/v1/programmes/{id}"], rooms["/v1/forums/{id}"] = r.programme.ID(), f.ID()
	rooms["/v1/participants/{id}"] = s.As("hr").POST(on(f, "participants"), M{"staff_id": s.budi}).Want(201).ID()
	rooms["/v1/questions/{id}"] = s.As("hr").POST(on(f, "questions"), M{"body": "Kapan?"}).Want(201).ID()
	rooms["/v1/concerns/{id}"] = s.As("hr").POST(r.below("concerns"), M{"reason": "distance"}).Want(201).ID()
}

// draft writes a programme that nobody but hr and the inspectors know of.
func (r *round) draft() *Answer {
	r.t.Helper()
	return r.As("hr").POST("/v1/programmes", M{"name": fmt.Sprint("Penataan Mutasi ", r.next()), "goal": "workload_balance", "starts_on": r.In(-10), "ends_on": r.In(90), "phases": []M{
		{"name": "forum", "starts_on": r.In(-10), "ends_on": r.In(30)}, {"name": "plan", "starts_on": r.In(31), "ends_on": r.In(60)}, {"name": "decision", "starts_on": r.In(61), "ends_on": r.In(90)},
	}}).Want(201)
}

// advance takes a programme one step on.
func (r *round) advance(p *Answer) *Answer {
	r.t.Helper()
	return r.As("hr").POST("/v1/programmes/"+p.ID()+"/advance", nil).If(p).Want(200)
}

// at is the instant so many hours from now, as JSON has it.
func (w *World) at(hours int) string {
	return w.clock.Now().Add(time.Duration(hours) * time.Hour).UTC().Truncate(time.Second).Format(time.RFC3339)
}

// body of a forum in an hour's time.
func (r *round) body(more ...M) M {
	return with(M{"title": "Sosialisasi", "kind": "socialisation", "held_at": r.at(1), "place": "Aula BKPSDM"}, more...)
}

func (r *round) below(what string) string { return "/v1/programmes/" + r.programme.ID() + "/" + what }

// forum plans one in the programme.
func (r *round) forum(more ...M) *Answer {
	r.t.Helper()
	return r.As("hr").POST(r.below("forums"), r.body(more...)).Want(201)
}

func on(forum *Answer, what string) string { return "/v1/forums/" + forum.ID() + "/" + what }

func item(kind string, row *Answer) string { return "/v1/" + kind + "/" + row.ID() }

// hold lets the hour of a forum come and records that it was held.
func (r *round) hold(forum *Answer) *Answer {
	r.t.Helper()
	r.clock.Add(2 * time.Hour)
	return r.As("hr").PATCH(item("forums", forum), M{"state": "held"}).If(forum).Want(200)
}

func TestForumIsPlannedHeldAndStaysOnRecord(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum(M{"capacity": 40})
		f.Each(M{"state": "planned", "held_on": w.In(0), "programme_id": r.programme.ID(), "participants": 0, "attended": 0, "questions": 0, "open_questions": 0, "allowed_actions": []string{"ask", "register", "update", "delete"}})
		if got := f.Header.Get("Location"); got != item("forums", f) {
			t.Errorf("Location %s", got)
		}
		hearing := r.forum(M{"kind": "hearing", "place": "", "link": "https://rapat.example.go.id/dengar", "held_at": w.at(24 * 3)})

		p := w.As("hr").POST(on(f, "participants"), M{"staff_id": r.andi}).Want(201)
		w.As("andi").POST(on(f, "questions"), M{"body": "Kapan hasil diumumkan?"}).Want(201)
		w.As("pyb").GET(item("forums", f)).Want(200).Each(M{"participants": 1, "questions": 1, "open_questions": 1, "allowed_actions": []string{"ask"}})
		w.As("budi").GET(r.below("forums")).Want(200).Names("id", f.ID(), hearing.ID()).Names("participants", "1", "0")
		w.As("andi").GET(r.below("forums?sort=-held_on")).Want(200).Names("id", hearing.ID(), f.ID())
		w.As("andi").GET(r.below("forums?kind=hearing,workshop")).Want(200).Names("id", hearing.ID())
		w.As("andi").GET(r.below("forums?from="+w.In(1)+"&to="+w.In(3))).Want(200).Names("id", hearing.ID())
		w.As("andi").GET(r.below("forums?state=held&count=true")).Want(200).Each(M{"total": 0})
		one := w.As("andi").GET(r.below("forums?limit=1")).Want(200).Names("id", f.ID())
		w.As("andi").GET(r.below("forums?limit=1&cursor="+one.Text("next_cursor"))).Want(200).Names("id", hearing.ID()).Each(M{"next_cursor": nil})

		hr := w.As("hr")
		hr.DELETE(item("forums", f)).If(f).Refused(409, "in_use")
		hr.PATCH(item("forums", f), M{"state": "held"}).If(f).Refused(422, "validation_failed", "/held_at future")
		held := r.hold(f).Each(M{"state": "held", "version": 2})
		hr.PATCH(item("participants", p), M{"attended": true}).If(p).Want(200)
		minutes := hr.PATCH(item("forums", f), M{"minutes": strings.Repeat("é", 20000)}).If(held).Want(200).Each(M{"attended": 1, "participants": 1})
		hr.PATCH(item("forums", f), M{"state": "planned"}).If(minutes).Refused(422, "validation_failed", "/state held")
		hr.PATCH(item("forums", f), M{"held_at": w.at(1)}).If(minutes).Refused(422, "validation_failed", "/held_at future")
		hr.PATCH(item("forums", f), M{"minutes": "x"}).If(held).Refused(412, "version_mismatch")
		hr.PATCH(item("forums", f), M{"minutes": "x"}).Wrong().Refused(428, "precondition_required")

		empty := r.hold(r.forum())
		hr.DELETE(item("forums", empty)).If(empty).Refused(409, "in_use")
		off := hr.PATCH(item("forums", hearing), M{"state": "cancelled"}).If(hearing).Want(200).Each(M{"allowed_actions": []string{"update", "delete"}})
		w.As("andi").POST(on(hearing, "questions"), M{"body": "Mengapa batal?"}).Refused(409, "transition_not_allowed")
		again := hr.PATCH(item("forums", hearing), M{"state": "planned"}).If(off).Want(200)
		hr.DELETE(item("forums", hearing)).If(again).Want(204)
		hr.GET(item("forums", hearing)).Refused(404, "not_found")
		w.healthy()
	})
}

func TestForumsFollowTheProgramme(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		secret := r.draft()
		draft := "/v1/programmes/" + secret.ID()
		for _, who := range []string{"andi", "kepala_dinkes", "ppk"} {
			for _, path := range []string{"/forums", "/concerns/summary"} {
				w.As(who).GET(draft+path).Refused(404, "not_found")
			}
		}
		w.As("andi").POST(draft+"/concerns", M{"reason": "distance"}).Refused(404, "not_found")
		w.As("hr").GET(draft + "/forums").Want(200).Names("id")
		w.As("hr").POST(draft+"/forums", r.body()).Refused(409, "transition_not_allowed")
		w.As("hr").POST(draft+"/concerns", M{"reason": "distance"}).Refused(409, "transition_not_allowed")

		f := r.forum()
		hr := w.As("hr")
		hr.POST(r.below("forums"), r.body(M{"held_at": w.at(24 * 91)})).Refused(422, "validation_failed", "/held_at outside_dates")
		hr.POST(r.below("forums"), r.body(M{"held_at": w.at(-24 * 11)})).Refused(422, "validation_failed", "/held_at outside_dates")

		w.clock.Add(31 * 24 * time.Hour) // the phase forum is over, the next has not been opened
		hr.POST(r.below("forums"), r.body()).Refused(409, "outside_phase")
		hr.PATCH(item("forums", f), M{"state": "held"}).If(f).Refused(409, "outside_phase")
		r.programme = r.advance(r.programme)
		late := r.forum(M{"title": "Lokakarya", "kind": "workshop"})
		f = hr.PATCH(item("forums", f), M{"state": "held"}).If(f).Want(200)

		w.clock.Add(30 * 24 * time.Hour)
		r.programme = r.advance(r.programme).Each(M{"phase": "decision"})
		hr.POST(r.below("forums"), r.body()).Refused(409, "outside_phase").Each(M{"phase": "decision", "phases/0/name": "forum", "phases/1/name": "plan"})
		f = hr.PATCH(item("forums", f), M{"minutes": "Risalah"}).If(f).Want(200)
		q := w.As("andi").POST(on(f, "questions"), M{"body": "Apakah masih boleh bertanya?"}).Want(201)
		c := w.As("andi").POST(r.below("concerns"), M{"reason": "distance"}).Want(201)
		seat := hr.POST(on(late, "participants"), M{"staff_id": r.budi}).Want(201)

		r.programme = r.advance(r.programme).Each(M{"state": "closed"})
		for _, call := range []*Call{
			hr.PATCH(item("forums", f), M{"minutes": "x"}).If(f), hr.DELETE(item("forums", late)).If(late), hr.PATCH(item("questions", q), M{"owner": "x"}).If(q), hr.PATCH(item("concerns", c), M{"answer": "x"}).If(c),
			hr.POST(on(late, "participants"), M{"staff_id": r.andi}), hr.PATCH(item("participants", seat), M{"attended": true}).If(seat), w.As("andi").POST(on(f, "questions"), M{"body": "x"}), w.As("andi").POST(r.below("concerns"), M{"reason": "family"}),
		} {
			call.Refused(409, "transition_not_allowed").Each(M{"state": "closed"})
		}
		for path, id := range map[string]string{"forums": f.ID(), "questions": q.ID(), "concerns": c.ID()} {
			hr.GET("/v1/" + path + "/" + id).Want(200).Each(M{"allowed_actions": []string{}})
		}
	})
}

func TestParticipantsRegisterAndAreSeenByThoseConcerned(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum(M{"capacity": 4})
		list := on(f, "participants")
		a := w.As("andi").POST(list, M{"staff_id": r.andi}).Want(201).Each(M{"attended": false, "guest": "", "unit_id": r.pusk, "forum_id": f.ID()})
		w.As("andi").GET(item("forums", f)).Want(200).Each(M{"allowed_actions": []string{"ask"}}) // nobody registers twice
		w.As("budi").GET(item("forums", f)).Want(200).Each(M{"allowed_actions": []string{"ask", "register"}})
		if got := a.Header.Get("Location"); got != item("participants", a) {
			t.Errorf("Location %s", got)
		}
		w.As("andi").POST(list, M{"staff_id": r.andi}).Refused(409, "duplicate", "/staff_id duplicate")
		w.As("andi").POST(list, M{"staff_id": r.budi}).Refused(422, "validation_failed", "/staff_id unknown_reference")
		w.As("andi").POST(list, M{"guest": "Tamu"}).Refused(422, "validation_failed", "/staff_id unknown_reference")
		w.As("budi").POST(list, M{"staff_id": r.budi, "attended": true}).Refused(422, "validation_failed", "/attended read_only")
		w.As("kepala_dinkes").POST(list, M{"staff_id": r.andi}).Refused(403, "permission_missing")
		b := w.As("budi").POST(list, M{"staff_id": r.budi}).Header("Idempotency-Key", "budi-1").Want(201)
		if again := w.As("budi").POST(list, M{"staff_id": r.budi}).Header("Idempotency-Key", "budi-1").Want(201); again.ID() != b.ID() || again.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s is not the first answer", again.Body)
		}
		c := w.As("hr").POST(list, M{"staff_id": r.citra}).Want(201)
		guest := w.As("hr").POST(list, M{"guest": "Ketua KORPRI"}).Want(201).Each(M{"staff_id": nil, "unit_id": nil})

		for who, want := range map[string][]string{
			"hr": {a.ID(), b.ID(), c.ID(), guest.ID()}, "auditor": {a.ID(), b.ID(), c.ID(), guest.ID()}, "ppk": {a.ID(), b.ID(), c.ID(), guest.ID()}, "pyb": {a.ID(), b.ID(), c.ID(), guest.ID()},
			"kepala_dinkes": {a.ID(), b.ID()}, "kepala_disdik": {c.ID()}, "andi": {a.ID()}, "budi": {b.ID()},
		} {
			w.As(who).GET(list).Want(200).Names("id", want...)
		}
		w.As("admin").GET(list).Refused(403, "permission_missing")
		w.As("hr").GET(list+"?staff_id="+r.citra).Want(200).Names("id", c.ID())
		w.As("hr").GET(list+"?unit_id="+r.pusk+"&attended=false&sort=-created_at").Want(200).Names("id", b.ID(), a.ID())
		w.As("andi").GET(item("participants", b)).Refused(404, "not_found")
		w.As("andi").DELETE(item("participants", b)).If(b).Refused(404, "not_found")
		w.As("kepala_disdik").GET(item("participants", a)).Refused(404, "not_found")

		w.As("hr").POST(list, M{"guest": "Wartawan"}).Refused(409, "forum_full").Each(M{"capacity": 4})
		w.As("andi").GET(item("forums", f)).Want(200).Each(M{"allowed_actions": []string{"ask"}, "participants": 4})
		w.As("hr").PATCH(item("forums", f), M{"capacity": 3}).If(f).Refused(422, "validation_failed", "/capacity below_participants")
		w.As("budi").DELETE(item("participants", b)).If(b).Want(204)
		f = w.As("hr").PATCH(item("forums", f), M{"capacity": 3}).If(f).Want(200).Each(M{"participants": 3})
		f = w.As("hr").PATCH(item("forums", f), M{"capacity": nil}).If(f).Want(200).Each(M{"capacity": nil})
		w.As("hr").PATCH(item("participants", a), M{"staff_id": r.budi}).If(a).Refused(422, "validation_failed", "/staff_id read_only")
		w.As("andi").PATCH(item("participants", a), M{"attended": true}).If(a).Refused(422, "validation_failed", "/attended read_only")

		r.hold(f)
		w.As("hr").PATCH(item("participants", a), M{"attended": true}).If(a).Want(200).Each(M{"attended": true, "version": 2})
		w.As("budi").POST(list, M{"staff_id": r.budi}).Refused(409, "transition_not_allowed").Each(M{"state": "held"})
		w.As("hr").POST(list, M{"staff_id": r.budi, "attended": true}).Want(201)
		w.As("hr").DELETE(item("participants", c)).If(c).Refused(409, "transition_not_allowed")
		w.As("hr").GET(list + "?attended=true&count=true").Want(200).Each(M{"total": 2})
		w.healthy()
	})
}

func TestOneOfManyWhoComeAtOnceGetsTheLastPlace(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		const n = 24
		r := w.consult()
		crowd := w.Position(r.pusk, M{"quota": n}).ID()
		f := r.forum(M{"capacity": 3})
		people := make([]domain.ID, n)
		for i := range people {
			people[i] = w.Staff(fmt.Sprintf("Peserta %02d", i), crowd).Key()
		}
		hr, forum := w.Actor("hr"), f.Key()
		got := tally(race(n, func(i int) string {
			if _, err := w.svc.Participants.Create(t.Context(), hr, forum, func(in *domain.ParticipantInput) error { in.StaffID = people[i]; return nil }); err != nil {
				return domain.CodeOf(err)
			}
			return "registered"
		}))
		if got["registered"] != 3 || got["forum_full"] != n-3 {
			t.Errorf("%v, want 3 registered and %d forum_full", got, n-3)
		}
		w.As("hr").GET(item("forums", f)).Want(200).Each(M{"participants": 3})

		last := r.forum(M{"capacity": 2})
		w.As("hr").POST(on(last, "participants"), M{"guest": "Satu"}).Want(201)
		lower := func() string {
			_, err := w.svc.Forums.Patch(t.Context(), hr, last.Key(), service.Match{Given: true, Version: 1}, func(in *domain.ForumInput) error { one := 1; in.Capacity = &one; return nil })
			return domain.CodeOf(err)
		}
		got = tally(race(2, func(i int) string {
			if i == 0 {
				return lower()
			}
			_, err := w.svc.Participants.Create(t.Context(), hr, last.Key(), func(in *domain.ParticipantInput) error { in.Guest = "Dua"; return nil })
			return domain.CodeOf(err)
		}))
		after := w.As("hr").GET(item("forums", last)).Want(200)
		if after.Int("participants") > after.Int("capacity") {
			t.Errorf("%d people on %d places: %v", after.Int("participants"), after.Int("capacity"), got)
		}
		w.healthy()
	})
}

func TestQuestionsAreAskedAnsweredAndLinkedToTheChange(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum()
		list := on(f, "questions")
		q := w.As("andi").POST(list, M{"body": "Apakah jarak rumah dihitung?"}).Want(201).
			Each(M{"state": "open", "author_name": "andi", "anonymous": false, "answer": "", "answered_at": nil, "answered_by": nil, "change_id": nil, "allowed_actions": []string{"reword"}})
		for _, who := range []string{"budi", "kepala_disdik", "auditor", "admin", "ppk"} {
			w.As(who).GET(item("questions", q)).Want(200).Each(M{"author_name": "andi", "allowed_actions": []string{}})
		}
		w.As("auditor").POST(list, M{"body": "x"}).Refused(403, "permission_missing")
		for _, more := range []M{{"owner": "x"}, {"answer": "x"}, {"state": "answered", "answer": "x"}, {"change_id": nowhere}} {
			w.As("budi").POST(list, with(M{"body": "x"}, more)).Refused(422, "validation_failed")
		}
		w.As("budi").PATCH(item("questions", q), M{"body": "Lain"}).If(q).Refused(403, "not_author")
		w.As("hr").PATCH(item("questions", q), M{"body": "Lain"}).If(q).Refused(422, "validation_failed", "/body read_only")
		w.As("andi").PATCH(item("questions", q), M{"state": "answered", "answer": "Ya"}).If(q).Refused(422, "validation_failed", "/state read_only", "/answer read_only")
		w.As("andi").PATCH(item("questions", q), M{"anonymous": true}).If(q).Refused(422, "validation_failed", "/anonymous read_only")
		q = w.As("andi").PATCH(item("questions", q), M{"body": "Apakah jarak ke rumah dihitung?"}).If(q).Want(200).Each(M{"version": 2})

		w.As("hr").PATCH("/v1/programmes/"+r.programme.ID(), M{"criteria": "Jarak rumah dihitung.", "change_note": "Forum 1"}).If(r.programme).Want(200)
		change := w.As("andi").GET(r.below("changes")).Want(200).Text("items/0/id")
		other := r.advance(r.draft())
		w.As("hr").PATCH("/v1/programmes/"+other.ID(), M{"criteria": "Lain."}).If(other).Want(200)
		foreign := w.As("hr").GET("/v1/programmes/" + other.ID() + "/changes").Want(200).Text("items/0/id")
		w.As("hr").PATCH(item("questions", q), M{"state": "taken_up"}).If(q).Refused(422, "validation_failed", "/answer required")
		for _, id := range []string{foreign, nowhere} {
			w.As("hr").PATCH(item("questions", q), M{"state": "taken_up", "answer": "Ya", "change_id": id}).If(q).Refused(422, "validation_failed", "/change_id unknown_reference")
		}
		q = w.As("hr").PATCH(item("questions", q), M{"state": "taken_up", "owner": "Bidang Mutasi", "answer": "Ya, sekarang dihitung.", "change_id": change}).If(q).Want(200).
			Each(M{"change_id": change, "answered_by": w.Actor("hr").UserID, "answered_at": w.clock.Now().UTC()})
		w.As("andi").PATCH(item("questions", q), M{"body": "x"}).If(q).Refused(403, "not_author")

		second := w.As("kepala_dinkes").POST(list, M{"body": "Bagaimana dengan unit saya?"}).Want(201)
		w.As("budi").GET(list).Want(200).Names("id", q.ID(), second.ID())
		w.As("budi").GET(list+"?state=open").Want(200).Names("id", second.ID())
		w.As("budi").GET(list+"?owner=Bidang%20Mutasi&change_id="+change+"&sort=-created_at").Want(200).Names("id", q.ID())
		w.As("budi").GET(item("forums", f)).Want(200).Each(M{"questions": 2, "open_questions": 1})

		open := w.As("hr").PATCH(item("questions", q), M{"state": "open"}).If(q).Want(200).Each(M{"answered_at": nil, "answered_by": nil})
		w.As("andi").PATCH(item("questions", q), M{"body": "Terima kasih, tetapi mulai kapan?"}).If(open).Want(200)
	})
}

func TestNothingTellsWhoAskedAnonymously(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum()
		var log bytes.Buffer
		w.Serve(api.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		w.token("andi")
		log.Reset()
		ask := func() *Answer {
			return w.As("andi").POST(on(f, "questions"), M{"body": "Apakah mutasi ini hukuman?", "anonymous": true}).Header("Idempotency-Key", "tanpa-nama").Want(201).
				Each(M{"anonymous": true, "author_id": nil, "author_name": "", "allowed_actions": []string{}})
		}
		q := ask()
		if again := ask(); again.ID() != q.ID() || again.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("the question was asked twice: %s", again.Body)
		}
		if line := log.String(); strings.Contains(line, "andi") || !strings.Contains(line, "user=anonymous") {
			t.Errorf("the log names who asked: %s", line)
		}
		w.As("andi").GET(item("questions", q)).Want(200).Each(M{"author_id": nil, "author_name": ""})
		w.As("andi").PATCH(item("questions", q), M{"body": "x"}).If(q).Refused(403, "not_author")
		entry := w.As("auditor").GET("/v1/audit?subject_id="+q.ID()).Want(200).Names("action", "question.created").
			Each(M{"items/0/actor_id": nil, "items/0/actor_name": "anonymous", "items/0/after/author_id": nil, "items/0/after/author_name": ""})
		if entry.Text("items/0/request_id") != "" || entry.Text("items/0/address") != "" {
			t.Errorf("the request is on record: %s", entry.Body)
		}
		user := w.Actor("andi").UserID
		for _, query := range []string{"SELECT COUNT(*) FROM audit WHERE subject_id = ? AND actor_id = ?", "SELECT COUNT(*) FROM questions WHERE id = ? AND author_id = ?"} {
			if n := w.count(query, q.Key(), user); n != 0 {
				t.Errorf("%s: %d", query, n)
			}
		}
		w.As("hr").PATCH(item("questions", q), M{"state": "answered", "answer": "Bukan: mutasi adalah penataan."}).If(q).Want(200).Each(M{"author_id": nil, "anonymous": true})
		w.As("hr").PATCH(item("questions", q), M{"anonymous": false}).If(2).Refused(422, "validation_failed", "/anonymous read_only")
	})
}

func TestBadConsultationIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		f := r.forum()
		q := w.As("hr").POST(on(f, "questions"), M{"body": "Kapan?"}).Want(201)
		left := w.Staff("Pergi", "", M{"status": "left"}).ID()
		forum := func(more M) func(*Stage) *Call {
			return func(*Stage) *Call { return w.As("hr").POST(r.below("forums"), r.body(more)) }
		}
		send := func(path string, body M) func(*Stage) *Call {
			return func(*Stage) *Call { return w.As("hr").POST(path, body) }
		}
		read := func(path string) func(*Stage) *Call {
			return func(*Stage) *Call { return w.As("hr").GET(path) }
		}
		w.token("hr")
		before := w.rows()
		for _, b := range []wrong{
			{"an empty forum", send(r.below("forums"), M{}), 422, "validation_failed", fields("/title required", "/kind required", "/held_at required", "/place required")},
			{"words of another list", forum(M{"kind": "party", "state": "over"}), 422, "validation_failed", fields("/kind oneof", "/state oneof")},
			{"a day for an instant", forum(M{"held_at": w.In(1)}), 422, "validation_failed", fields("/held_at wrong_type")},
			{"an instant without a zone", forum(M{"held_at": "2026-11-02T09:00:00"}), 422, "validation_failed", fields("/held_at wrong_type")},
			{"an instant of nothing", forum(M{"held_at": nil}), 422, "validation_failed", fields("/held_at null")},
			{"an instant beyond the calendar", forum(M{"held_at": "9999-12-31T23:59:59Z"}), 422, "validation_failed", fields("/held_at outside_dates")},
			{"room for nobody", forum(M{"capacity": 0}), 422, "validation_failed", fields("/capacity min")},
			{"room for all", forum(M{"capacity": 100001}), 422, "validation_failed", fields("/capacity max")},
			{"minutes too long", forum(M{"minutes": strings.Repeat("é", 20001)}), 422, "validation_failed", fields("/minutes max")},
			{"a link that runs", forum(M{"link": "javascript:alert(1)"}), 422, "validation_failed", fields("/link link")},
			{"a link to nowhere", forum(M{"link": "https://"}), 422, "validation_failed", fields("/link link")},
			{"a link that is none", forum(M{"link": "https://[x"}), 422, "validation_failed", fields("/link link")},
			{"held before it is", forum(M{"state": "held"}), 422, "validation_failed", fields("/held_at future")},
			{"counts that are computed", forum(M{"participants": 3, "held_on": w.In(0)}), 422, "validation_failed", fields("/participants unknown_field", "/held_on unknown_field")},
			{"another programme", forum(M{"programme_id": nowhere}), 422, "validation_failed", fields("/programme_id unknown_field")},
			{"a programme of nowhere", send("/v1/programmes/"+nowhere+"/forums", r.body()), 404, "not_found", nil},
			{"a participant who is nobody", send(on(f, "participants"), M{}), 422, "validation_failed", fields("/staff_id exclusive")},
			{"a participant who is two", send(on(f, "participants"), M{"staff_id": r.andi, "guest": "Tamu"}), 422, "validation_failed", fields("/staff_id exclusive")},
			{"a participant of nowhere", send(on(f, "participants"), M{"staff_id": nowhere}), 422, "validation_failed", fields("/staff_id unknown_reference")},
			{"a participant who has left", send(on(f, "participants"), M{"staff_id": left}), 422, "validation_failed", fields("/staff_id left")},
			{"a guest with too long a name", send(on(f, "participants"), M{"guest": strings.Repeat("x", 121)}), 422, "validation_failed", fields("/guest max")},
			{"a question of nothing", send(on(f, "questions"), M{"body": " "}), 422, "validation_failed", fields("/body required")},
			{"a question too long", send(on(f, "questions"), M{"body": strings.Repeat("x", 2001)}), 422, "validation_failed", fields("/body max")},
			{"a question perhaps anonymous", send(on(f, "questions"), M{"body": "x", "anonymous": "yes"}), 422, "validation_failed", fields("/anonymous wrong_type")},
			{"an author of one's choice", send(on(f, "questions"), M{"body": "x", "author_id": nowhere}), 422, "validation_failed", fields("/author_id unknown_field")},
			{"a state without an answer", func(*Stage) *Call {
				return w.As("hr").PATCH(item("questions", q), M{"state": "declined"}).If(q)
			}, 422, "validation_failed", fields("/answer required")},
			{"a question in a forum of nowhere", send("/v1/forums/"+nowhere+"/questions", M{"body": "x"}), 404, "not_found", nil},
			{"a concern without a reason", send(r.below("concerns"), M{"note": "x"}), 422, "validation_failed", fields("/reason required")},
			{"a reason of another list", send(r.below("concerns"), M{"reason": "follow_spouse"}), 422, "validation_failed", fields("/reason oneof")},
			{"a concern of nobody known", send(r.below("concerns"), M{"reason": "family", "staff_id": nowhere}), 422, "validation_failed", fields("/staff_id unknown_reference")},
			{"a filter that the path stands for", read(on(f, "questions") + "?forum_id=" + f.ID()), 400, "unknown_filter", fields("?forum_id unknown_filter")},
			{"a filter of another list", read(r.below("concerns?owner=x")), 400, "unknown_filter", fields("?owner unknown_filter")},
			{"a day that is none", read(r.below("forums?from=tomorrow")), 400, "bad_value", fields("?from bad_value")},
			{"a sort of another list", read(on(f, "participants") + "?sort=guest"), 400, "unknown_sort", fields("?sort unknown_sort")},
			{"a cursor of another list", read(r.below("forums?cursor=x")), 400, "bad_cursor", nil},
			{"a parameter of the summary", read(r.below("concerns/summary?k=1")), 400, "unknown_parameter", fields("?k unknown_parameter")},
			{"no deletion of questions", func(*Stage) *Call { return w.As("hr").DELETE(item("questions", q)).If(q) }, 405, "method_not_allowed", nil},
		} {
			r.refuse(t, b)
		}
		w.unchanged(before)
	})
}

func TestProposalOfAProgrammeWantsAForum(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		r := w.consult()
		c := r.propose("hr", r.move(r.andi, M{"programme_id": r.programme.ID()}))
		outcome := func() string {
			for _, x := range w.As("hr").GET(c.path("checks")).Want(200).List("checks") {
				if x.(M)["code"] == "FORUM_HELD" {
					return x.(M)["outcome"].(string)
				}
			}
			return "not judged"
		}
		if got := outcome(); got != "fail" {
			t.Errorf("without a forum: %s", got)
		}
		f := r.forum()
		other := r.advance(r.draft())
		foreign := w.As("hr").POST("/v1/programmes/"+other.ID()+"/forums", r.body()).Want(201)
		r.hold(foreign)
		if got := outcome(); got != "fail" {
			t.Errorf("with one that is planned, and one of another programme: %s", got)
		}
		w.As("hr").PATCH(item("forums", f), M{"state": "held"}).If(f).Want(200)
		if got := outcome(); got != "pass" {
			t.Errorf("with one that was held: %s", got)
		}
		plain := r.propose("hr", r.move(r.budi))
		c.id = plain.id
		if got := outcome(); got != "not judged" && got != "not_applicable" {
			t.Errorf("outside a programme: %s", got)
		}
	})
}

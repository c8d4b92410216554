package api_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"mutasi/domain"
)

// wish is one wish for a position ("p") or a unit ("u").
func wish(kind, id string, rank int) M {
	return M{map[string]string{"p": "position_id", "u": "unit_id"}[kind]: id, "rank": rank, "reason": "career_growth"}
}

// list is the body of a list of wishes, ranked as they stand.
func list(staff, programme string, places ...string) M {
	wishes := []M{}
	for i, p := range places {
		wishes = append(wishes, wish(p[:1], p[2:], i+1))
	}
	return M{"staff_id": staff, "programme_id": programme, "wishes": wishes}
}

func TestWishesAreTakenInTheirPhaseAndOnItsDays(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("draft")
		refused := func(phase string, a *Answer) {
			t.Helper()
			body := list(s.andi, p.ID(), "p "+s.to)
			as := []string{"hr", "andi"}
			if phase == "draft" {
				w.As("andi").POST("/v1/aspirations", body).Refused(422, "validation_failed", "/programme_id unknown_reference")
				as = as[:1]
			}
			for _, who := range as {
				w.As(who).POST("/v1/aspirations", body).Refused(409, "outside_phase").Each(M{"phases/0/name": "wishes", "phases/0/starts_on": p.At("phases/2/starts_on"), "phases/0/ends_on": p.At("phases/2/ends_on"), "today": w.In(0)})
				if a == nil {
					continue
				}
				w.As(who).PATCH("/v1/aspirations/"+a.ID(), M{"note": "x"}).If(a).Refused(409, "outside_phase")
				w.As(who).DELETE("/v1/aspirations/"+a.ID()).If(a).Refused(409, "outside_phase")
				w.As(who).GET("/v1/aspirations/" + a.ID()).Want(200).Each(M{"allowed_actions": []string{}})
			}
		}
		refused("draft", nil)
		for _, phase := range []string{"needs", "forum"} {
			p = w.advance(p, phase)
			refused(phase, nil)
		}
		p = w.advance(p, "wishes")
		a := w.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201).Each(M{"state": "active", "unit_id": s.pusk, "allowed_actions": []string{"update", "delete"}})
		w.clock.Add(7 * 24 * time.Hour) // the last day is over, the programme not yet taken further
		refused("wishes", a)
		p = w.As("hr").PATCH("/v1/programmes/"+p.ID(), M{"phases": func() []any {
			list := p.List("phases")
			list[2].(M)["ends_on"], list[3].(M)["ends_on"] = w.In(1), w.In(8)
			return list
		}()}).If(p).Want(200)
		w.As("andi").GET("/v1/aspirations/" + a.ID()).Want(200).Each(M{"allowed_actions": []string{"update", "delete"}})
		for _, phase := range []string{"plan", "decision", "closed"} {
			p = w.advance(p, phase)
			refused(phase, a)
		}
	})
}

func TestEachPersonHasOneListAndItsHistory(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		me, at := w.As("andi"), "/v1/aspirations"
		a := me.POST(at, list(s.andi, p.ID(), "u "+s.disdik, "p "+s.to)).Want(201)
		for _, who := range []string{"andi", "hr"} {
			w.As(who).POST(at, list(s.andi, p.ID(), "p "+s.to)).Refused(409, "open_aspiration_exists", "/staff_id open_aspiration_exists")
		}
		item := at + "/" + a.ID()
		a = me.PATCH(item, M{"wishes": []M{wish("u", s.disdik, 2), wish("p", s.to, 1)}, "note": "Tukar"}).If(a).Want(200)
		a.Each(M{"wishes/0/position_id": s.to, "wishes/0/unit_id": nil, "wishes/1/unit_id": s.disdik, "note": "Tukar", "version": 2})
		me.PATCH(item, M{"staff_id": s.budi, "programme_id": domain.NewID()}).If(a).Refused(422, "validation_failed", "/staff_id read_only", "/programme_id read_only")
		me.DELETE(item).If(1).Refused(412, "version_mismatch")
		me.DELETE(item).If(a).Want(204)
		a = me.GET(item).Want(200).Each(M{"state": "withdrawn", "version": 3, "allowed_actions": []string{}, "wishes/0/position_id": s.to})
		me.PATCH(item, M{"note": "x"}).If(a).Refused(409, "not_editable").Each(M{"state": "withdrawn"})
		me.DELETE(item).If(a).Refused(409, "not_editable")
		b := w.As("hr").POST(at, list(s.andi, p.ID(), "p "+s.to)).Want(201)
		me.GET(at+"?state=active").Want(200).Names("id", b.ID())
		me.GET(at+"?programme_id="+p.ID()+"&sort=created_at&count=true").Want(200).Names("id", a.ID(), b.ID()).Each(M{"total": 2})

		first := me.GET(item + "/history?limit=2").Want(200)
		first.Names("action", "create", "update").Names("version", "1", "2").Each(M{"items/0/wishes/0/unit_id": s.disdik, "items/1/wishes/0/position_id": s.to, "items/1/note": "Tukar", "items/0/actor_name": "andi"})
		me.GET(item+"/history?cursor="+first.Text("next_cursor")).Want(200).Names("action", "withdraw").Each(M{"next_cursor": nil})
		me.GET(item+"/history?cursor=x").Refused(400, "bad_cursor")
		w.As("hr").GET(at+"/"+b.ID()+"/history").Want(200).Names("actor_name", "hr")
		if n := w.count("SELECT COUNT(*) FROM aspiration_wishes"); n != 1 {
			t.Errorf("%d rows of wishes", n)
		}
		if bad, err := w.svc.Doctor(t.Context()); err != nil || len(bad) > 0 {
			t.Errorf("%v %v", bad, err)
		}
	})
}

func TestTwoListsAtOnceLeaveOne(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		p := s.Programme("wishes")
		w.token("andi")
		got := tally(race(6, func(int) int { return w.As("andi").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Do().Code }))
		if got[201] != 1 || got[409] != 5 {
			t.Errorf("%v", got)
		}
	})
}

func TestWishesAreSeenByTheirOwnersAndThoseWhoDecide(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.User("budi", domain.UserInput{Roles: []domain.Role{domain.RoleStaff}, StaffID: key(s.budi)})
		p := s.Programme("wishes")
		a := w.As("hr").POST("/v1/aspirations", list(s.andi, p.ID(), "p "+s.to)).Want(201)
		b := w.As("budi").POST("/v1/aspirations", list(s.budi, p.ID(), "p "+s.to)).Want(201)
		w.As("andi").POST("/v1/aspirations", list(s.citra, p.ID(), "p "+s.from)).Refused(422, "validation_failed", "/staff_id unknown_reference")
		for _, q := range []*Call{
			w.As("andi").GET("/v1/aspirations/" + b.ID()), w.As("andi").GET("/v1/aspirations/" + b.ID() + "/history"),
			w.As("andi").PATCH("/v1/aspirations/"+b.ID(), M{"note": "x"}).If(b), w.As("andi").DELETE("/v1/aspirations/" + b.ID()).If(b),
		} {
			q.Refused(404, "not_found")
		}
		w.As("andi").GET("/v1/aspirations").Want(200).Names("id", a.ID())
		w.As("andi").GET("/v1/aspirations?staff_id=" + s.budi).Want(200).Names("id")
		for _, who := range []string{"kepala_dinkes", "admin"} {
			w.As(who).GET("/v1/aspirations").Refused(403, "permission_missing")
		}
		w.As("ppk").POST("/v1/aspirations", list(s.citra, p.ID(), "p "+s.from)).Refused(403, "permission_missing")
		before := w.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'aspiration%.read'")
		for _, who := range []string{"pyb", "ppk", "auditor"} {
			w.As(who).GET("/v1/aspirations?sort=created_at").Want(200).Names("id", a.ID(), b.ID()).Each(M{"items/0/allowed_actions": []string{}})
			w.As(who).GET("/v1/aspirations/" + a.ID()).Want(200)
		}
		w.As("andi").GET("/v1/aspirations/" + a.ID()).Want(200) // one's own: nothing to note
		w.As("pyb").GET("/v1/aspirations?programme_id=" + p.ID()).Want(200)
		if n := w.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'aspiration%.read'"); n != before+7 {
			t.Errorf("%d looks were logged, want 7", n-before)
		}
		w.As("auditor").GET("/v1/audit?action=aspirations.read&subject_id="+p.ID()).Want(200).Names("actor_name", "pyb")
	})
}

func TestWishesThatCannotBeAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		closed := s.Position(s.disdik, M{"active": false}).ID()
		jpt := s.Position(s.disdik, M{"kind": "jpt_pratama", "echelon": "II.b", "family": "", "majors": []string{}}).ID()
		inside := s.Position(s.dinkes).ID()
		left := s.Staff("Pensiun", "", M{"status": "left"}).ID()
		chief := s.Staff("Kepala", jpt).ID()
		seatless := s.Staff("Menunggu", "", M{"unit_id": s.dinkes}).ID()
		whole := s.Programme("draft")
		part := s.Programme("draft", M{"name": "Hanya Dinkes", "limits": M{"unit_ids": []string{s.dinkes}, "kinds": []string{"pelaksana"}}})
		p, narrow := w.advance(whole, "wishes").ID(), w.advance(part, "wishes").ID()
		before := w.rows()
		nothing := domain.NewID().String()
		one := func(more M) M { return with(list(s.andi, p, "p "+s.to), more) }
		many := func(n int) []M {
			list := []M{}
			for i := range n {
				list = append(list, wish("p", s.to, i+1))
			}
			return list
		}
		for what, c := range map[string]struct {
			body   M
			fields []string
		}{
			"no wish":             {one(M{"wishes": []M{}}), []string{"/wishes min"}},
			"eleven wishes":       {one(M{"wishes": many(11)}), []string{"/wishes max"}},
			"neither":             {one(M{"wishes": []M{{"rank": 1, "reason": "health"}}}), []string{"/wishes/0 position_or_unit"}},
			"both":                {one(M{"wishes": []M{{"position_id": s.to, "unit_id": s.disdik, "rank": 1, "reason": "health"}}}), []string{"/wishes/0 position_or_unit"}},
			"a gap":               {one(M{"wishes": []M{wish("p", s.to, 1), wish("u", s.disdik, 3)}}), []string{"/wishes/1/rank rank_order"}},
			"a rank twice":        {one(M{"wishes": []M{wish("p", s.to, 1), wish("u", s.disdik, 1)}}), []string{"/wishes/1/rank rank_order"}},
			"rank nought":         {one(M{"wishes": []M{wish("p", s.to, 0)}}), []string{"/wishes/0/rank min"}},
			"a place twice":       {list(s.andi, p, "p "+s.to, "u "+s.disdik, "p "+s.to), []string{"/wishes/2/position_id duplicate"}},
			"no reason":           {one(M{"wishes": []M{{"position_id": s.to, "rank": 1}}}), []string{"/wishes/0/reason required"}},
			"unknown reason":      {one(M{"wishes": []M{{"position_id": s.to, "rank": 1, "reason": "FOLLOW_SPOUSE"}}}), []string{"/wishes/0/reason oneof"}},
			"unknown places":      {list(s.andi, p, "p "+nothing, "u "+domain.NewID().String()), []string{"/wishes/0/position_id unknown_reference", "/wishes/1/unit_id unknown_reference"}},
			"own post":            {list(s.andi, p, "p "+s.from), []string{"/wishes/0/position_id same_position"}},
			"closed post":         {list(s.andi, p, "p "+closed), []string{"/wishes/0/position_id outside_programme"}},
			"an open selection":   {list(s.andi, p, "p "+s.to, "p "+jpt), []string{"/wishes/1/position_id outside_programme"}},
			"outside the subtree": {list(s.andi, narrow, "p "+inside, "p "+s.to, "u "+s.disdik, "u "+s.root), []string{"/wishes/1/position_id outside_programme", "/wishes/2/unit_id outside_programme", "/wishes/3/unit_id outside_programme"}},
			"person outside":      {list(s.citra, narrow, "p "+inside), []string{"/staff_id outside_programme"}},
			"seatless in a part":  {list(seatless, narrow, "p "+inside), []string{"/staff_id outside_programme"}},
			"person of that kind": {list(chief, p, "p "+s.to), []string{"/staff_id outside_programme"}},
			"person who left":     {list(left, p, "p "+s.to), []string{"/staff_id not_active"}},
			"nobody":              {list(nothing, p, "p "+s.to), []string{"/staff_id unknown_reference"}},
			"no programme":        {list(s.andi, nothing, "p "+s.to), []string{"/programme_id unknown_reference"}},
			"unknown member":      {one(M{"wishes": []M{with(wish("p", s.to, 1), M{"weight": 1})}}), []string{"/wishes/0/weight unknown_field"}},
		} {
			t.Log(what)
			w.As("hr").POST("/v1/aspirations", c.body).Wrong().Refused(422, "validation_failed", c.fields...)
		}
		w.unchanged(before)
		w.As("hr").POST("/v1/aspirations", list(s.andi, narrow, "p "+inside, "u "+s.pusk, "u "+s.dinkes)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(s.andi, p, "p "+s.to, "u "+s.root)).Want(201)
		w.As("hr").POST("/v1/aspirations", list(seatless, p, "p "+s.to)).Want(201)
	})
}

func TestDemandCountsWishesByPlace(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		third := s.Position(s.dinkes, M{"code": "A-1", "quota": 3}).ID()
		people := []string{s.andi, s.budi, s.citra}
		for i := range 3 {
			people = append(people, s.Staff(fmt.Sprint("Pegawai ", i), s.from).ID())
		}
		code := func(path string) string { return w.As("hr").GET(path).Want(200).Text("code") }
		to, from := code("/v1/positions/"+s.to), code("/v1/positions/"+s.from)
		p := s.Programme("forum", M{"limits": M{"quotas": []M{{"position_id": third, "quota": 2}}}})
		at := "/v1/programmes/" + p.ID() + "/demand"
		for _, who := range []string{"hr", "andi", "kepala_dinkes"} {
			w.As(who).GET(at).Refused(409, "outside_phase").Each(M{"phase": "forum", "phases/0/name": "wishes"})
		}
		p = w.advance(p, "wishes")
		w.As("andi").GET(at).Want(200).Names("code")
		var lists []*Answer
		for i, places := range [][]string{
			{"p " + s.to, "p " + third}, {"p " + s.to, "u " + s.dinkes}, {"p " + s.from, "u " + s.root}, {"p " + third, "p " + s.to}, {"u " + s.dinkes, "p " + third}, {"p " + s.to},
		} {
			lists = append(lists, w.As("hr").POST("/v1/aspirations", list(people[i], p.ID(), places...)).Want(201))
		}
		w.As("hr").DELETE("/v1/aspirations/" + lists[5].ID()).If(lists[5]).Want(204) // withdrawn: counts no more
		type row struct {
			code                         string
			seats, filled, first, wishes int
		}
		read := func(query string, want ...row) *Answer {
			t.Helper()
			a := w.As("andi").GET(at + query).Want(200)
			var got []row
			for i := range a.List("items") {
				in := func(m string) int { return a.Int(fmt.Sprintf("items/%d/%s", i, m)) }
				got = append(got, row{a.Text(fmt.Sprintf("items/%d/code", i)), in("seats"), in("filled"), in("first_wishes"), in("wishes")})
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", query, got, want)
			}
			return a
		}
		all := []row{{"A-1", 2, 0, 1, 3}, {from, 6, 5, 1, 1}, {to, 2, 1, 2, 3}}
		slices.SortFunc(all, func(a, b row) int { return map[bool]int{true: -1, false: 1}[a.code < b.code] })
		read("", all...).Each(M{"next_cursor": nil})
		a := read("?limit=2", all[:2]...)
		read("?limit=2&cursor="+a.Text("next_cursor"), all[2:]...)
		read("?group_by=unit", row{"DINKES", 9, 5, 1, 2}, row{"PEMKO", 11, 6, 0, 1})
		w.As("andi").GET(at+"?group_by=unit&cursor="+a.Text("next_cursor")).Refused(400, "bad_cursor")
		w.As("andi").GET(at+"?group_by=person").Wrong().Refused(400, "bad_value")
		p = w.advance(p, "closed")
		read("", all...)
	})
}

// TestNoListSlipsInWhileTheProgrammeGoesOn: the audit log has every list before the step, or the list was refused.
func TestNoListSlipsInWhileTheProgrammeGoesOn(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		var people []string
		for i := range 7 {
			people = append(people, s.Staff(fmt.Sprint("Pegawai ", i), "").ID())
		}
		phases := w.phases(0, "wishes", "plan", "decision")
		phases[1]["starts_on"] = w.In(0)
		p := w.As("hr").POST("/v1/programmes", w.plainProgramme(M{"phases": phases})).Want(201)
		p = w.As("hr").POST("/v1/programmes/"+p.ID()+"/advance", nil).If(p).Want(200).Each(M{"phase": "wishes"})
		codes := tally(race(8, func(i int) int {
			if i == 3 {
				return -w.As("hr").POST("/v1/programmes/"+p.ID()+"/advance", nil).If(p).Do().Code
			}
			return w.As("hr").POST("/v1/aspirations", list(people[i%7], p.ID(), "p "+s.to)).Do().Code
		}))
		if codes[-200] != 1 || codes[201]+codes[409] != 7 {
			t.Fatalf("%v", codes)
		}
		late := w.count("SELECT COUNT(*) FROM audit WHERE action = 'aspiration.created' AND seq > (SELECT MAX(seq) FROM audit WHERE action = 'programme.advanced')")
		if late > 0 || w.count("SELECT COUNT(*) FROM aspirations") != codes[201] {
			t.Errorf("%d lists after the programme had gone on; %v", late, codes)
		}
	})
}

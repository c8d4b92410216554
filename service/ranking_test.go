package service

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/domain/talent"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// officer does everything that these tests do.
var officer = domain.Actor{UserID: domain.NewID(), Username: "hr", Roles: []domain.Role{domain.RoleHR}}

// smallCity is the sample city for tests of rankings.
func smallCity(t *testing.T, st *repository.Store) *Service {
	t.Helper()
	s, err := New(t.Context(), st, Config{FilesDir: t.TempDir(), Hash: HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Demo(t.Context(), 160, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

func positionsWhere(t *testing.T, s *Service, where string) []domain.Position {
	t.Helper()
	rows, err := repository.Positions.Where(s.store.Read(t.Context()), "code", where)
	if err != nil || len(rows) == 0 {
		t.Fatal(where, len(rows), err)
	}
	return rows
}

// ask reads all pages of candidates.
func ask(t *testing.T, s *Service, position domain.ID, q CandidateQuery) []CandidateRow {
	t.Helper()
	q.Type, q.Initiative = domain.TypeInternal, domain.InitiativeDinas
	var all []CandidateRow
	for {
		page, err := s.Candidates(t.Context(), officer, position, q)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Items) > q.Limit {
			t.Fatalf("a page of %d", len(page.Items))
		}
		all = append(all, page.Items...)
		if page.NextCursor == nil {
			return all
		}
		q.Cursor = *page.NextCursor
	}
}

// slow ranks everybody the long way: each person's facts from the register, one after the other, and a sort.
func slow(t *testing.T, s *Service, position domain.ID) []CandidateRow {
	t.Helper()
	tx := s.store.Read(t.Context())
	people, err := repository.Staff.Where(tx, "nip", "status = 'active' AND (position_id IS NULL OR position_id <> ?)", position)
	if err != nil {
		t.Fatal(err)
	}
	var rows []CandidateRow
	for _, p := range people {
		pr := &domain.Proposal{ProposalInput: domain.ProposalInput{StaffID: p.ID, ToPositionID: position, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas}}
		if err := s.derive(tx, pr); err != nil {
			t.Fatal(err)
		}
		j, err := s.judge(tx, pr, s.today(tx))
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, CandidateRow{StaffID: p.ID, Ranked: Ranked{Fit: *j.Fit, Verdict: eligibility.Summary(j.Results).Verdict}})
	}
	slices.SortFunc(rows, func(a, b CandidateRow) int {
		return cmp.Or(cmp.Compare(b.Fit.Score, a.Fit.Score), slices.Compare(a.StaffID[:], b.StaffID[:]))
	})
	return rows
}

func sameRanking(t *testing.T, what string, got, want []CandidateRow) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, len(got), len(want))
	}
	for i := range got {
		if got[i].StaffID != want[i].StaffID || got[i].Fit.Score != want[i].Fit.Score || got[i].Verdict != want[i].Verdict {
			t.Fatalf("%s: row %d is %v %d %s, want %v %d %s", what, i, got[i].StaffID, got[i].Fit.Score, got[i].Verdict, want[i].StaffID, want[i].Fit.Score, want[i].Verdict)
		}
	}
}

func TestCandidatesAreRankedAsTheLongWayRanksThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		posts := []string{"kind = 'pelaksana' AND majors = '[]' AND active", "kind = 'fungsional' AND active", "kind = 'jpt_pratama' AND active"}
		if st.Dialect == "mysql" {
			posts = posts[1:2] // the long way is long on a server
		}
		for _, where := range posts {
			to := positionsWhere(t, s, where)[0]
			want := slow(t, s, to.ID)
			sameRanking(t, where, ask(t, s, to.ID, CandidateQuery{RankingQuery: RankingQuery{All: true, Limit: 37}}), want)
			for _, eligible := range []bool{true, false} {
				some := slices.DeleteFunc(slices.Clone(want), func(r CandidateRow) bool { return (r.Verdict == eligibility.Eligible) != eligible })
				sameRanking(t, where, ask(t, s, to.ID, CandidateQuery{RankingQuery: RankingQuery{All: true, Limit: 7, Eligible: &eligible}}), some)
			}
			least := want[len(want)/2].Fit.Score
			some := slices.DeleteFunc(slices.Clone(want), func(r CandidateRow) bool { return r.Fit.Score < least })
			sameRanking(t, where, ask(t, s, to.ID, CandidateQuery{RankingQuery: RankingQuery{All: true, Limit: 50, MinScore: least}}), some)
			// What is plausible is a part of the whole, in the same order.
			near := ask(t, s, to.ID, CandidateQuery{RankingQuery: RankingQuery{Limit: 50}})
			i := 0
			for _, r := range near {
				for i < len(want) && want[i].StaffID != r.StaffID {
					i++
				}
			}
			if len(near) == 0 || len(near) >= len(want) || i >= len(want) {
				t.Errorf("%s: %d of %d are plausible, in order: %v", where, len(near), len(want), i < len(want))
			}
		}
	})
}

func TestMatchesAgreeWithCandidates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		people, err := repository.Staff.Where(s.store.Read(t.Context()), "nip", "status = 'active' AND position_id IS NOT NULL")
		if err != nil {
			t.Fatal(err)
		}
		person := people[len(people)/2]
		q := MatchQuery{RankingQuery: RankingQuery{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Limit: 5, All: true}}
		var last *MatchRow
		rows := 0
		for range 4 {
			page, err := s.Matches(t.Context(), officer, person.NIP, q)
			if err != nil {
				t.Fatal(err)
			}
			for i := range page.Items {
				m := &page.Items[i]
				if last != nil && !(place{last.Fit.Score, last.PositionID}).before(place{m.Fit.Score, m.PositionID}) {
					t.Fatalf("%d after %d", m.Fit.Score, last.Fit.Score)
				}
				last = m
				f, err := s.StaffFit(t.Context(), officer, person.NIP, m.PositionID)
				if err != nil {
					t.Fatal(err)
				}
				e, err := s.StaffEligibility(t.Context(), officer, person.NIP, EligibilityQuery{PositionID: m.PositionID, Type: q.Type, Initiative: q.Initiative})
				if err != nil {
					t.Fatal(err)
				}
				if f.Score != m.Fit.Score || e.Verdict != m.Verdict {
					t.Errorf("%s: %d %s in the list, %d %s alone", m.Code, m.Fit.Score, m.Verdict, f.Score, e.Verdict)
				}
				rows++
			}
			if page.NextCursor == nil {
				break
			}
			q.Cursor = *page.NextCursor
		}
		if rows != 20 {
			t.Errorf("%d rows", rows)
		}
		// The vacant ones have a seat.
		page, err := s.Matches(t.Context(), officer, person.NIP, MatchQuery{Vacant: true, Kinds: []string{person.Status, domain.KindPelaksana, domain.KindFungsional}, RankingQuery: RankingQuery{Type: q.Type, Initiative: q.Initiative, Limit: 50}})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Items {
			if m.Vacant < 1 {
				t.Errorf("%s is full", m.Code)
			}
		}
	})
}

func TestTalentMapCountsWhatTheBoxesSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		tx := s.store.Read(t.Context())
		people, err := repository.Staff.Where(tx, "id", "status = 'active'")
		if err != nil {
			t.Fatal(err)
		}
		want, pool := map[int]int{}, map[domain.ID]bool{}
		for _, p := range people {
			person := talent.Person{}
			if !p.PositionID.IsZero() {
				f, err := s.StaffFit(t.Context(), officer, p.NIP, p.PositionID)
				if err != nil {
					t.Fatal(err)
				}
				if f.JPM.Capped.Complete {
					bp := f.JPM.Capped.BasisPoints()
					person.Potential = &bp
				}
			}
			ratings, err := repository.Ratings.Where(tx, "year DESC", "staff_id = ?", p.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range ratings {
				person.Predicates = append(person.Predicates, r.Predicate)
			}
			box, _ := talent.Box(person, domain.DefaultParameters.Talent)
			want[box]++
			if talent.InPool(box, person.Predicates) {
				pool[p.ID] = true
			}
		}
		total := 0
		for box := range 10 {
			q := TalentQuery{Box: &box, Limit: 7}
			seen := map[domain.ID]bool{}
			for {
				m, err := s.Talent(t.Context(), officer, q)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range m.Items {
					if seen[r.StaffID] || (r.Box == nil) != (box == 0) || r.Box != nil && *r.Box != box || (len(r.Unplaced) > 0) != (box == 0) || r.InPool != pool[r.StaffID] {
						t.Fatalf("box %d: %+v", box, r)
					}
					seen[r.StaffID] = true
				}
				if m.NextCursor == nil {
					count := m.Unplaced.Total
					if box > 0 {
						count = m.Cells[box-1].Count
					}
					if len(seen) != want[box] || count != want[box] || m.Total != len(people) {
						t.Errorf("box %d: %d listed, %d counted of %d, want %d of %d", box, len(seen), count, m.Total, want[box], len(people))
					}
					break
				}
				q.Cursor = *m.NextCursor
			}
			total += len(seen)
		}
		if total != len(people) {
			t.Errorf("%d people stand somewhere, of %d", total, len(people))
		}
		listed := map[domain.ID]bool{}
		q := TalentQuery{Limit: 11}
		for {
			p, err := s.Pool(t.Context(), officer, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range p.Items {
				listed[r.StaffID] = true
			}
			if p.NextCursor == nil {
				break
			}
			q.Cursor = *p.NextCursor
		}
		if len(pool) == 0 || len(listed) != len(pool) {
			t.Errorf("%d in the pool, want %d", len(listed), len(pool))
		}
		stars, err := s.PoolFor(t.Context(), officer, positionsWhere(t, s, "strategic AND active")[0].ID,
			CandidateQuery{RankingQuery: RankingQuery{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Limit: 200, All: true}})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range stars.Items {
			if !pool[r.StaffID] || r.Placement == nil || !r.Placement.InPool {
				t.Errorf("a star outside the pool: %+v", r)
			}
		}
		if len(stars.Items) < min(200, len(pool)-1) {
			t.Errorf("%d stars of a pool of %d", len(stars.Items), len(pool))
		}
	})
}

// Whatever changes in the register, the profiles follow in the same transaction.
func TestProfilesFollowTheRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		ctx := t.Context()
		clean := func(what string) {
			t.Helper()
			stale, err := staleProfiles(s.store.Read(ctx))
			if err != nil || len(stale) > 0 {
				t.Fatalf("after %s: %v %v", what, stale, err)
			}
		}
		clean("the demo")
		people, err := repository.Staff.Where(s.store.Read(ctx), "nip", "status = 'active' AND position_id IS NOT NULL")
		if err != nil {
			t.Fatal(err)
		}
		p := people[3]
		do := func(what string, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			clean(what)
		}
		_, err = s.Staff.Patch(ctx, officer, p.ID, Match{Given: true, Version: p.Version}, func(in *domain.StaffInput) error { in.EducationLevel, in.Major = "s2", "Ilmu Forensik"; return nil })
		do("a change of the person", err)
		edu, err := s.Educations.Create(ctx, officer, p.NIP, func(in *domain.EducationInput) error { in.Level, in.Major = "s1", "Kriminologi"; return nil })
		do("an education", err)
		do("its removal", s.Educations.Delete(ctx, officer, p.NIP, edu.ID, Match{Given: true, Version: 1}))
		rating, err := s.Ratings.Create(ctx, officer, p.NIP, func(in *domain.RatingInput) error { in.Year, in.Results, in.Behaviour = 2030, 1, 1; return nil })
		do("a rating", err)
		_, err = s.Ratings.Patch(ctx, officer, p.NIP, rating.ID, Match{Given: true, Version: 1}, func(in *domain.RatingInput) error { in.Results = 3; return nil })
		do("a change of the rating", err)
		post, err := s.Positions.Get(ctx, officer, p.PositionID, domain.Query{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Positions.Patch(ctx, officer, post.ID, Match{Given: true, Version: post.Version}, func(in *domain.PositionInput) error {
			in.Family = "Keluarga Baru"
			in.Requirements[0].Level = in.Requirements[0].Level%5 + 1
			return nil
		})
		do("a change of the position and its standard", err)
		_, err = s.Assessments.Create(ctx, officer, p.NIP, func(in *domain.AssessmentInput) error {
			in.CompetencyID, in.Level, in.AssessedOn = post.Requirements[0].CompetencyID, 5, s.Today()
			return nil
		})
		do("an assessment", err)
		app, err := repository.CurrentAppointment(s.store.Read(ctx), p.ID, s.Today())
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Appointments.Patch(ctx, officer, p.NIP, app.ID, Match{Given: true, Version: app.Version}, func(in *domain.AppointmentInput) error { in.ValidTo = s.Today(); return nil })
		do("the end of the appointment", err)
		in := people[4].StaffInput
		in.NIP, in.PositionID, in.UnitID, in.PositionSince = in.NIP[:15]+"999", domain.ID{}, domain.ID{}, domain.Date{}
		fresh, err := s.Staff.Create(ctx, officer, func(x *domain.StaffInput) error { *x = in; return nil })
		do("a new person", err)
		do("their removal", s.Staff.Delete(ctx, officer, fresh.ID, Match{Given: true, Version: 1}))

		db, err := st.SQL()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("UPDATE staff_profiles SET rating1 = 5 WHERE rating1 = 1"); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("DELETE FROM staff_profiles WHERE rating1 = 3"); err != nil {
			t.Fatal(err)
		}
		findings, err := s.Doctor(ctx)
		if err != nil || len(findings) < 2 {
			t.Fatalf("the doctor sees nothing: %v %v", findings, err)
		}
		do("a rebuild", s.RebuildProfiles(ctx))
	})
}

// Two changes of one person at the same time both reach the profile.
func TestProfilesSeeBothOfTwoConcurrentChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		s := smallCity(t, st)
		people, err := repository.Staff.Where(s.store.Read(t.Context()), "nip", "status = 'active' AND position_id IS NOT NULL")
		if err != nil {
			t.Fatal(err)
		}
		for i := range 10 {
			nip := people[i].NIP
			done := make(chan error, 2)
			go func() {
				_, err := s.Ratings.Create(t.Context(), officer, nip, func(in *domain.RatingInput) error { in.Year, in.Results, in.Behaviour = 2031, 1, 1; return nil })
				done <- err
			}()
			go func() {
				_, err := s.Educations.Create(t.Context(), officer, nip, func(in *domain.EducationInput) error { in.Level, in.Major = "s2", "Kosmologi"; return nil })
				done <- err
			}()
			for range 2 {
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			}
		}
		if stale, err := staleProfiles(s.store.Read(t.Context())); err != nil || len(stale) > 0 {
			t.Errorf("%v %v", stale, err)
		}
	})
}

// The heap keeps what a sort would keep, whatever the order of the stream, and no more.
func TestBestKeepsTheTop(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		all := make([]place, rng.IntN(300))
		for i := range all {
			all[i] = place{rng.IntN(20), domain.ID{0: byte(i), 1: byte(i >> 8), 2: 1}}
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var after *place
		if len(all) > 0 && rng.IntN(2) == 0 {
			after = &all[rng.IntN(len(all))]
		}
		b := &best{limit: 1 + rng.IntN(20), after: after}
		for _, p := range all {
			b.offer(p)
			if len(b.heap) > b.limit {
				t.Fatal("the heap grows")
			}
		}
		want := slices.DeleteFunc(slices.Clone(all), func(p place) bool { return after != nil && !after.before(p) })
		slices.SortFunc(want, func(p, q place) int { return cmp.Or(cmp.Compare(q.Score, p.Score), slices.Compare(p.ID[:], q.ID[:])) })
		if got := b.list(); !slices.Equal(got, want[:min(b.limit, len(want))]) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func TestMissingWordsOfPartsAreThoseOfTheContract(t *testing.T) {
	var c fit.Candidate
	got := fit.NewTarget(&domain.Position{}, domain.DefaultParameters.Fit, domain.MustDate("2026-11-02")).Missing(&c)
	if want := []string{"competency_standard", "education_level", "ratings", "history", "rank"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

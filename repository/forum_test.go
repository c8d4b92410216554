package repository_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// talk is programmes with so many forums each, and on every forum ten participants, questions and concerns.
type talk struct{ programmes, forums []domain.ID }

func fillTalk(t *testing.T, st *repository.Store, programmes, each int) talk {
	t.Helper()
	now := st.Now()
	meta := func() domain.Meta { return domain.Meta{ID: domain.NewID(), Version: 1, CreatedAt: now, UpdatedAt: now} }
	pick := func(i int, words ...string) string { return words[i%len(words)] }
	day := domain.MustDate("2026-01-05")
	person := domain.Staff{Meta: meta(), NameNorm: "andi", StaffInput: domain.StaffInput{NIP: "198503122010011001", Name: "Andi", Employment: "pns", Sex: "male", BirthDate: domain.MustDate("1985-03-12"), Status: "active", LegalStatus: "01"}}
	var made talk
	var ps []domain.Programme
	var fs []domain.Forum
	var people []domain.Participant
	var qs []domain.Question
	var cs []domain.Concern
	for i := range programmes {
		name := fmt.Sprint("Program ", i)
		p := domain.Programme{Meta: meta(), NameNorm: domain.Norm(name), State: domain.ProgrammeOpen, Phase: domain.PhaseForum, ProgrammeInput: domain.ProgrammeInput{Name: name, Goal: "refresh", StartsOn: day, EndsOn: day.AddDays(300),
			Phases: []domain.Phase{{Name: domain.PhaseForum, StartsOn: day, EndsOn: day.AddDays(300)}}, Weights: domain.DefaultPlanWeights}}
		ps, made.programmes = append(ps, p), append(made.programmes, p.ID)
		for j := range each {
			f := domain.Forum{Meta: meta(), ProgrammeID: p.ID, HeldOn: day.AddDays(j), ForumInput: domain.ForumInput{Title: "Forum", Kind: pick(j, "socialisation", "workshop", "hearing"), HeldAt: day.AddDays(j).Time(), Place: "Aula", State: pick(j, "held", "planned", "cancelled")}}
			fs, made.forums = append(fs, f), append(made.forums, f.ID)
			for k := range 10 {
				people = append(people, domain.Participant{Meta: meta(), ForumID: f.ID, ParticipantInput: domain.ParticipantInput{Guest: "Tamu", Attended: k < 4}})
				qs = append(qs, domain.Question{Meta: meta(), ForumID: f.ID, ProgrammeID: p.ID, QuestionInput: domain.QuestionInput{Body: "Kapan?", State: pick(k, "open", "answered", "taken_up", "declined"), Owner: pick(k, "", "BKPSDM")}})
				c := domain.Concern{Meta: meta(), ProgrammeID: p.ID, ConcernInput: domain.ConcernInput{ForumID: f.ID, Reason: pick(k, domain.ConcernReasons...), State: pick(k, "open", "answered")}}
				if k < 2 {
					c.Reason, c.StaffID = "distance", person.ID
				}
				cs = append(cs, c)
			}
		}
	}
	err := st.Write(t.Context(), func(tx *repository.Tx) error {
		for _, put := range []func() error{
			func() error { return repository.Staff.InsertMany(tx, []domain.Staff{person}) },
			func() error { return repository.Programmes.InsertMany(tx, ps) }, func() error { return repository.Forums.InsertMany(tx, fs) },
			func() error { return repository.Participants.InsertMany(tx, people) }, func() error { return repository.Questions.InsertMany(tx, qs) },
			func() error { return repository.Concerns.InsertMany(tx, cs) },
		} {
			if err := put(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestWhatLiesOnForumsIsCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, st *repository.Store, _ *dbtest.Clock) {
		made := fillTalk(t, st, 2, 5)
		tx := st.Read(t.Context())
		counts, err := repository.CountOnForums(tx, append(made.forums, domain.NewID()))
		if err != nil || len(counts) != len(made.forums) {
			t.Fatalf("%v %v", counts, err)
		}
		for id, c := range counts {
			if want := (domain.ForumCounts{Participants: 10, Attended: 4, Questions: 10, OpenQuestions: 3}); c != want {
				t.Errorf("%s: %+v, want %+v", id, c, want)
			}
		}
		for by, want := range map[string]int{"2026-01-04": 0, "2026-01-05": 1, "2026-01-07": 1, "2026-01-08": 2, "2027-01-01": 2} {
			held, err := repository.ForumsHeld(tx, made.programmes[:1], domain.MustDate(by))
			if err != nil || held[made.programmes[0]] != want || len(held) > 1 {
				t.Errorf("held by %s: %v %v, want %d", by, held, err, want)
			}
		}
		people, err := repository.PeopleByConcern(tx, made.programmes[1])
		// Of ten on each of five forums two are one person's, both "distance"; the others go round the seven reasons.
		want := map[string]int{"distance": 6, "income_loss": 5, "unfamiliar_task": 5, "family": 5, "other": 5, "comfort_zone": 5, "fear_of_punishment": 5}
		want["income_loss"] += 5
		if err != nil || !maps.Equal(people, want) {
			t.Errorf("%v %v, want %v", people, err, want)
		}
		if none, err := repository.CountOnForums(tx, nil); err != nil || len(none) != 0 {
			t.Errorf("%v %v", none, err)
		}
	})
}

func TestListsBelowAProgrammeUseAnIndex(t *testing.T) {
	st := planner(t)
	made := fillTalk(t, st, 40, 12)
	db := sqlOf(t, st)
	for _, table := range []string{"forums", "participants", "questions", "concerns"} {
		rows, err := db.Query("ANALYZE TABLE " + table)
		if err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
	p, f := made.programmes[7], made.forums[100]
	for _, c := range []struct {
		table   string
		above   domain.ID
		filters map[string]repository.Filter
		sort    string
	}{
		{"forums", p, repository.Forums.Filters, "held_on, forums.id"}, {"participants", f, repository.Participants.Filters, "id"},
		{"questions", f, repository.Questions.Filters, "id"}, {"concerns", p, repository.Concerns.Filters, "id"},
	} {
		above := "forum_id"
		if c.above == p {
			above = "programme_id"
		}
		for name, filter := range c.filters {
			query := "SELECT * FROM " + c.table + " WHERE " + c.filters[above].Where + " AND " + strings.ReplaceAll(filter.Where, "IN ?", "IN (?)") + " ORDER BY " + c.table + "." + c.sort + " LIMIT 51"
			value := any("open")
			if strings.HasSuffix(name, "_id") {
				value = f[:]
			}
			switch name {
			case above:
				value = c.above[:]
			case "from", "to":
				value = "2026-01-08"
			case "attended":
				value = true
			}
			for _, line := range explain(t, db, query, c.above[:], value) {
				if line.table == c.table && (line.key == "" || line.access == "ALL") {
					t.Errorf("%s by %s: access %s, key %q, %s\n%s", c.table, name, line.access, line.key, line.extra, query)
				}
			}
		}
	}
}

package repository_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// crowd fills the tables of one government: units, posts, people, and a transfer with its evaluations for every person.
func crowd(t *testing.T, st *repository.Store, n int) {
	t.Helper()
	now := st.Now()
	meta := func() domain.Meta { return domain.Meta{ID: domain.NewID(), Version: 1, CreatedAt: now, UpdatedAt: now} }
	pick := func(i int, words ...string) string { return words[i%len(words)] }
	day := func(i int) domain.Date { return domain.MustDate("2000-01-01").AddDays(i % 9000) }
	units := make([]domain.Unit, n/2)
	for i := range units {
		name := fmt.Sprint("Unit ", i)
		units[i] = domain.Unit{Meta: meta(), UnitInput: domain.UnitInput{Code: fmt.Sprint("U", i), Name: name, Kind: pick(i, "dinas", "bidang", "seksi"), Active: i%9 > 0}, NameNorm: domain.Norm(name)}
		if i > 0 {
			units[i].ParentID = units[i/8].ID
			units[i].Place(&units[i/8])
		} else {
			units[i].Place(nil)
		}
	}
	positions := make([]domain.Position, n)
	for i := range positions {
		title := fmt.Sprint("Jabatan ", i)
		positions[i] = domain.Position{Meta: meta(), TitleNorm: domain.Norm(title), PositionInput: domain.PositionInput{Code: fmt.Sprint("J", i), Title: title, UnitID: units[i%len(units)].ID,
			Kind: pick(i, "pelaksana", "fungsional", "pengawas"), Quota: 1 + i%5, JobClass: i % 17, Strategic: i%11 == 0, Active: true, Majors: []string{}}}
	}
	staff := make([]domain.Staff, n)
	proposals := make([]domain.Proposal, n)
	var evaluations []domain.Evaluation
	var followUps []domain.FollowUp
	for i := range staff {
		name := fmt.Sprint("Pegawai ", i)
		p := positions[i%len(positions)]
		staff[i] = domain.Staff{Meta: meta(), NameNorm: domain.Norm(name), StaffInput: domain.StaffInput{NIP: fmt.Sprintf("19850312201001%04d", i), Name: name, Employment: pick(i, "pns", "pns", "pppk"), Sex: "male",
			BirthDate: day(i).AddYears(-30), Rank: pick(i, "III/a", "III/b", "IV/a"), UnitID: p.UnitID, PositionID: p.ID, PositionSince: day(i), Status: pick(i, "active", "active", "left", "incoming"), LegalStatus: "01"}}
		to := positions[(i+7)%len(positions)]
		state := domain.States[i%len(domain.States)]
		proposals[i] = domain.Proposal{Meta: meta(), Number: fmt.Sprintf("MUT/2026/%06d", i), State: state, Direction: "internal", FromPositionID: p.ID, FromUnitID: p.UnitID, ToUnitID: to.UnitID, PolicyVersion: 1,
			ProposalInput: domain.ProposalInput{StaffID: staff[i].ID, ToPositionID: to.ID, Type: pick(i, domain.TransferTypes...), Initiative: pick(i, domain.Initiatives...), Reason: "x", PlannedDate: day(i)}}
		if state.Open() {
			proposals[i].OpenKey = staff[i].ID
		}
		e := domain.Evaluation{Meta: meta(), ProposalID: proposals[i].ID, StaffID: staff[i].ID, UnitID: to.UnitID, Stage: pick(i, domain.Stages...), DueOn: day(i), EvaluationInput: domain.EvaluationInput{Action: "none"}}
		if i%2 == 0 {
			e.SubmittedAt = &now
		}
		evaluations = append(evaluations, e)
		followUps = append(followUps, domain.FollowUp{Meta: meta(), StaffID: e.StaffID, UnitID: e.UnitID, FollowUpInput: domain.FollowUpInput{EvaluationID: e.ID, Kind: "training", State: pick(i, "open", "done", "dropped")}})
	}
	err := st.Write(t.Context(), func(tx *repository.Tx) error {
		for _, put := range []func() error{
			func() error { return repository.Units.InsertMany(tx, units) }, func() error { return repository.Positions.InsertMany(tx, positions) },
			func() error { return repository.Staff.InsertMany(tx, staff) }, func() error { return repository.Proposals.InsertMany(tx, proposals) },
			func() error { return repository.Evaluations.InsertMany(tx, evaluations) }, func() error { return repository.FollowUps.InsertMany(tx, followUps) },
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
	for _, table := range []string{"units", "positions", "staff", "proposals", "evaluations", "follow_ups", "search_words"} {
		rows, err := sqlOf(t, st).Query("ANALYZE TABLE " + table)
		if err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
}

// planned fills the tables of plans and their jobs: fifty plans to a programme.
func planned(t *testing.T, st *repository.Store, n int) {
	t.Helper()
	now := st.Now()
	meta := func() domain.Meta { return domain.Meta{ID: domain.NewID(), Version: 1, CreatedAt: now, UpdatedAt: now} }
	day := domain.MustDate("2026-11-02")
	var programmes []domain.Programme
	jobs, plans := make([]domain.Job, n), make([]domain.Plan, n)
	for i := range plans {
		if i%50 == 0 {
			programmes = append(programmes, domain.Programme{Meta: meta(), State: domain.ProgrammeDraft, ProgrammeInput: domain.ProgrammeInput{Name: "Rotasi", StartsOn: day, EndsOn: day, Phases: []domain.Phase{}}})
		}
		jobs[i] = domain.Job{Meta: meta(), Kind: []string{"plan", "import", "export"}[i%3], SubjectID: domain.NewID(), State: []string{"done", "failed", "cancelled", "queued"}[i%4]}
		plans[i] = domain.Plan{Meta: meta(), ProgrammeID: programmes[i/50].ID, JobID: jobs[i].ID, State: []string{"ready", "failed", "cancelled", "pending"}[i%4], AsOf: day,
			PlanInput: domain.PlanInput{Name: "Rencana", Kind: domain.PlanRings, PlannedDate: day}}
	}
	err := st.Write(t.Context(), func(tx *repository.Tx) error {
		if err := repository.Programmes.InsertMany(tx, programmes); err != nil {
			return err
		}
		if err := repository.Jobs.InsertMany(tx, jobs); err != nil {
			return err
		}
		return repository.Plans.InsertMany(tx, plans)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"jobs", "plans"} {
		rows, err := sqlOf(t, st).Query("ANALYZE TABLE " + table)
		if err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
}

// plan is one line of EXPLAIN.
type plan struct{ table, access, key, extra string }

func explain(t *testing.T, db *sql.DB, query string, args ...any) []plan {
	t.Helper()
	rows, err := db.Query("EXPLAIN FORMAT=TRADITIONAL "+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	cols, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var list []plan
	for rows.Next() {
		vals := make([]sql.NullString, len(cols))
		ptrs := make([]any, len(cols))
		for i := range vals {
			ptrs[i] = &vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			t.Fatal(err)
		}
		at := func(name string) string {
			return vals[slices.IndexFunc(cols, func(c string) bool { return strings.EqualFold(c, name) })].String
		}
		list = append(list, plan{at("table"), at("type"), at("key"), at("Extra")})
	}
	return list
}

// unindexed are the filters that no index can serve, each with the reason.
var unindexed = map[string]string{
	"positions vacant":      "it compares a quota with a count; the order still comes from an index",
	"evaluations submitted": "every row has one of two answers; the order still comes from an index",
	"plans kind":            "a programme has a handful of plans, found by programme_id",
}

// probe explains the query of every filter and every sort of a table, first page and a later one.
func probe[T any, P repository.Entity[T]](t *testing.T, st *repository.Store, table *repository.Table[T, P], samples map[string]string) {
	t.Helper()
	db := sqlOf(t, st)
	ordered := func(sort string) (clause, col, op string) {
		name, desc := strings.CutPrefix(sort, "-")
		col = table.Name + "." + table.Sorts[name].Col
		dir, op := "", ">"
		if desc {
			dir, op = " DESC", "<"
		}
		if table.Sorts[name].Col == "id" || slices.Contains(table.Unique, table.Sorts[name].Col) {
			return " ORDER BY " + col + dir + " LIMIT 51", col, op
		}
		return " ORDER BY " + col + dir + ", " + table.Name + ".id" + dir + " LIMIT 51", col, op
	}
	judge := func(what, query string, args []any, sorted bool) {
		for _, p := range explain(t, db, query, args...) {
			if p.table != table.Name {
				continue
			}
			if p.key == "" || p.access == "ALL" || sorted && strings.Contains(p.extra, "filesort") {
				t.Errorf("%s: access %s, key %q, %s\n%s", what, p.access, p.key, p.extra, query)
			}
		}
	}
	for name := range table.Sorts {
		for _, sort := range []string{name, "-" + name} {
			clause, col, op := ordered(sort)
			judge(table.Name+" sort "+sort, "SELECT * FROM "+table.Name+clause, nil, true)
			page, err := table.List(st.Read(t.Context()), domain.AllRows, domain.Query{Sort: sort, Limit: 200})
			if err != nil || len(page.Items) == 0 {
				t.Fatalf("%s: %v", sort, err)
			}
			last := &page.Items[len(page.Items)-1]
			if table.Sorts[name].Col == "id" {
				continue
			}
			where := " WHERE (" + col + " " + op + "= ? AND (" + col + " " + op + " ? OR " + table.Name + ".id " + op + " ?))"
			v, id := table.Sorts[name].Get(last), P(last).Head().ID
			if slices.Contains(table.Unique, table.Sorts[name].Col) {
				judge(table.Name+" sort "+sort+", a later page", "SELECT * FROM "+table.Name+" WHERE "+col+" "+op+" ?"+clause, []any{v}, true)
				continue
			}
			judge(table.Name+" sort "+sort+", a later page", "SELECT * FROM "+table.Name+where+clause, []any{v, v, id[:]}, true)
		}
	}
	clause, _, _ := ordered(table.DefaultSort)
	for name, f := range table.Filters {
		text, ok := samples[name]
		if !ok {
			t.Errorf("%s: no sample for the filter %s", table.Name, name)
			continue
		}
		if unindexed[table.Name+" "+name] != "" {
			continue
		}
		v, err := f.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		args := make([]any, strings.Count(f.Where, "?"))
		for i := range args {
			args[i] = v
		}
		judge(table.Name+" filter "+name, "SELECT * FROM "+table.Name+" WHERE "+strings.ReplaceAll(f.Where, "IN ?", "IN (?)")+clause, args, false)
	}
}

// planner is a MySQL database to ask for plans of queries.
func planner(t *testing.T) *repository.Store {
	t.Helper()
	if testing.Short() {
		t.Skip("it asks MySQL's planner")
	}
	st, err := repository.Open(t.Context(), dbtest.DSNs(t)["mysql"], repository.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func TestEveryFilterAndSortUsesAnIndex(t *testing.T) {
	st := planner(t)
	start := time.Now()
	crowd(t, st, 5000)
	t.Logf("filled in %s", time.Since(start).Round(time.Millisecond))
	one := func(column, table string) string {
		var id []byte
		if err := sqlOf(t, st).QueryRow("SELECT " + column + " FROM " + table + " WHERE " + column + " IS NOT NULL LIMIT 1 OFFSET 100").Scan(&id); err != nil {
			t.Fatal(err)
		}
		var v domain.ID
		copy(v[:], id)
		return v.String()
	}
	unit, position, person := one("unit_id", "staff"), one("position_id", "staff"), one("id", "staff")
	probe(t, st, repository.Staff, map[string]string{"unit_id": unit, "ancestor_id": unit, "position_id": position, "status": "left", "employment": "pppk", "rank": "IV/a", "nip": "198503122010010042",
		"born_from": "1994-08-01", "born_to": "1970-02-01"})
	probe(t, st, repository.Positions, map[string]string{"unit_id": unit, "ancestor_id": unit, "kind": "pengawas", "strategic": "true", "active": "false", "code": "J7", "vacant": "true"})
	probe(t, st, repository.Units, map[string]string{"parent_id": unit, "kind": "seksi", "active": "false", "code": "U7", "ancestor_id": unit})
	probe(t, st, repository.Proposals, map[string]string{"state": "submitted", "staff_id": person, "to_position_id": position, "from_unit_id": unit, "to_unit_id": unit, "type": "internal", "initiative": "aps",
		"decree_id": person, "programme_id": person, "plan_id": person, "ring_id": person, "number": "MUT/2026/000042", "planned_from": "2024-01-01", "planned_to": "2000-03-01"})
	probe(t, st, repository.Evaluations, map[string]string{"proposal_id": one("id", "proposals"), "staff_id": person, "unit_id": unit, "stage": "m12", "submitted": "true", "due_by": "2000-03-01"})
	planned(t, st, 3000)
	probe(t, st, repository.Jobs, map[string]string{"kind": "plan", "state": "queued", "subject_id": one("subject_id", "jobs")})
	probe(t, st, repository.Plans, map[string]string{"programme_id": one("programme_id", "plans"), "state": "pending", "kind": "rings"})
	probe(t, st, repository.FollowUps, map[string]string{"evaluation_id": one("id", "evaluations"), "staff_id": person, "state": "open", "unit_id": unit})
}

func TestSearchUsesTheWordIndex(t *testing.T) {
	st := planner(t)
	for _, p := range explain(t, sqlOf(t, st), "SELECT ref_id FROM search_words WHERE kind = ? AND word >= ? AND word < ?", "staff", "and", "and\U0010FFFF") {
		if p.key == "" {
			t.Errorf("%+v", p)
		}
	}
}

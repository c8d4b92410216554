package service

import (
	"context"
	"fmt"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/repository"
)

// Progress hears how far long work has come: of total steps of a stage, done are done.
type Progress func(stage string, done, total int)

// DemoPassword is the password of every account of the sample city.
const DemoPassword = "mutasi-demo"

// demoSeed makes the sample city the same everywhere.
const demoSeed = 1

// demoSetting remembers how far the sample city has been built.
const demoSetting = "demo"

// demoAccount is one account of the sample city.
type demoAccount struct {
	Username string
	Role     domain.Role
	staff    func(*city.Notable) domain.ID
	unit     func(*city.Notable) domain.ID
}

// DemoAccounts are the accounts of the sample city, one for each role.
var DemoAccounts = []demoAccount{
	{Username: "admin", Role: domain.RoleAdmin},
	{Username: "hr", Role: domain.RoleHR, staff: func(n *city.Notable) domain.ID { return n.PersonnelHead }},
	{Username: "pyb", Role: domain.RolePYB, staff: func(n *city.Notable) domain.ID { return n.Sekda }},
	{Username: "ppk", Role: domain.RolePPK},
	{Username: "auditor", Role: domain.RoleAuditor, staff: func(n *city.Notable) domain.ID { return n.Inspector }},
	{Username: "kepala", Role: domain.RoleUnitHead, staff: func(n *city.Notable) domain.ID { return n.Kepala }, unit: func(n *city.Notable) domain.ID { return n.KepalaUnit }},
	{Username: "pegawai", Role: domain.RoleStaff, staff: func(n *city.Notable) domain.ID { return n.Pegawai }},
}

// Demo fills an empty database with the sample city of domain.md 13, once. It refuses a database that holds other data.
func (s *Service) Demo(ctx context.Context, size int, report Progress) error {
	state, err := repository.Setting(s.store.Read(ctx), demoSetting)
	if err != nil || state == "done" {
		return err
	}
	size -= city.Examples // they count too
	now := s.store.Now()
	c := city.Build(size, demoSeed, s.Today(), now)
	if state == "" {
		err := s.store.Write(ctx, func(tx *repository.Tx) error {
			if err := repository.MustBeEmpty(tx); err != nil {
				return err
			}
			if err := s.storeCity(tx, c, report); err != nil {
				return err
			}
			if err := s.demoUsers(tx, &c.Notable); err != nil {
				return err
			}
			if err := s.record(tx, domain.System, "demo.created", "demo", domain.NewID(), 1, nil, map[string]any{"city": c.Name, "staff": len(c.Staff)}); err != nil {
				return err
			}
			// The city depends on size, day and moment, from which its ids rise: a second start finishes the same one.
			return repository.SetSetting(tx, demoSetting, fmt.Sprintf("registry %d %s %s", size, s.Today(), now.UTC().Format(time.RFC3339Nano)))
		})
		if err != nil {
			return err
		}
	} else if c, err = resumeCity(state); err != nil {
		return err
	}
	if err := s.demoStories(ctx, c, report); err != nil {
		return fmt.Errorf("sample proposals: %w", err)
	}
	return s.store.Write(ctx, func(tx *repository.Tx) error { return repository.SetSetting(tx, demoSetting, "done") })
}

// resumeCity builds the city again that an interrupted start has stored.
func resumeCity(state string) (*city.City, error) {
	var size int
	var day, moment string
	if _, err := fmt.Sscanf(state, "registry %d %s %s", &size, &day, &moment); err != nil {
		return nil, fmt.Errorf("the state of the sample city, %q, is not known", state)
	}
	on, err := domain.ParseDate(day)
	if err != nil {
		return nil, err
	}
	now, err := time.Parse(time.RFC3339Nano, moment)
	if err != nil {
		return nil, err
	}
	return city.Build(size, demoSeed, on, now), nil
}

// storeCity writes the register of the sample city in large batches.
func (s *Service) storeCity(tx *repository.Tx, c *city.City, report Progress) error {
	total := 0
	steps := []struct {
		name string
		rows int
		put  func(from, to int) error
	}{
		{"units", len(c.Units), func(i, j int) error { return repository.Units.InsertMany(tx, c.Units[i:j]) }},
		{"competencies", len(c.Competencies), func(i, j int) error { return repository.Competencies.InsertMany(tx, c.Competencies[i:j]) }},
		{"positions", len(c.Positions), func(i, j int) error { return repository.Positions.InsertMany(tx, c.Positions[i:j]) }},
		{"standards", len(c.Positions), func(i, j int) error { return putStandards(tx, c.Positions[i:j]) }},
		{"staff", len(c.Staff), func(i, j int) error { return repository.Staff.InsertMany(tx, c.Staff[i:j]) }},
		{"appointments", len(c.Appointments), func(i, j int) error { return repository.Appointments.InsertMany(tx, c.Appointments[i:j]) }},
		{"assessments", len(c.Assessments), func(i, j int) error { return repository.Assessments.InsertMany(tx, c.Assessments[i:j]) }},
		{"educations", len(c.Educations), func(i, j int) error { return repository.Educations.InsertMany(tx, c.Educations[i:j]) }},
		{"ratings", len(c.Ratings), func(i, j int) error { return repository.Ratings.InsertMany(tx, c.Ratings[i:j]) }},
		{"trainings", len(c.Trainings), func(i, j int) error { return repository.TrainingRecords.InsertMany(tx, c.Trainings[i:j]) }},
		{"sanctions", len(c.Sanctions), func(i, j int) error { return repository.Sanctions.InsertMany(tx, c.Sanctions[i:j]) }},
		{"tests", len(c.Tests), func(i, j int) error { return repository.Tests.InsertMany(tx, c.Tests[i:j]) }},
		{"relations", len(c.Relations), func(i, j int) error { return repository.Relations.InsertMany(tx, c.Relations[i:j]) }},
		{"holidays", len(c.Holidays), func(i, j int) error { return repository.Holidays.InsertMany(tx, c.Holidays[i:j]) }},
		{"workloads", len(c.Demands), func(i, j int) error { return s.putWorkloads(tx, c, c.Demands[i:j]) }},
	}
	for _, st := range steps {
		total += st.rows
	}
	done := 0
	for _, st := range steps {
		for i := 0; i < st.rows; i += 2000 {
			j := min(i+2000, st.rows)
			if err := st.put(i, j); err != nil {
				return fmt.Errorf("%s: %w", st.name, err)
			}
			done += j - i
			report("registry", done, total)
		}
	}
	return nil
}

func putStandards(tx *repository.Tx, positions []domain.Position) error {
	var rows []repository.Requirement
	for _, p := range positions {
		for _, r := range p.Requirements {
			rows = append(rows, repository.Requirement{PositionID: p.ID, CompetencyID: r.CompetencyID, Level: r.Level, Weight: r.Weight})
		}
	}
	return repository.InsertRequirements(tx, rows)
}

func (s *Service) demoUsers(tx *repository.Tx, n *city.Notable) error {
	for _, a := range DemoAccounts {
		hash, err := s.auth.hash.hash(tx.Context(), DemoPassword)
		if err != nil {
			return err
		}
		u := &domain.User{PasswordHash: hash, UserInput: domain.UserInput{Username: a.Username, Name: a.Username, Roles: []domain.Role{a.Role}}}
		if a.staff != nil {
			u.StaffID = a.staff(n)
		}
		if a.unit != nil {
			u.UnitID = a.unit(n)
		}
		if err := repository.Users.Insert(tx, u); err != nil {
			return err
		}
		if err := s.record(tx, domain.System, "user.created", "user", u.ID, 1, nil, u); err != nil {
			return err
		}
	}
	return nil
}

package service

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// profileSetting remembers the format in which all profiles were built.
const profileSetting = "profiles"

// profilesOf derives the profiles of people from the register, in the order of the ids; who does not exist has none. Eight
// queries, however many people.
func profilesOf(tx *repository.Tx, people []domain.ID) ([]repository.StaffProfile, error) {
	var r register
	var err error
	if r.staff, err = repository.Staff.ByIDs(tx, people); err != nil {
		return nil, err
	}
	if r.ratings, err = repository.ByOwner(tx, repository.Ratings, people, "year"); err != nil {
		return nil, err
	}
	if r.history, err = repository.ByOwner(tx, repository.Appointments, people, "valid_from, id"); err != nil {
		return nil, err
	}
	if r.educations, err = repository.ByOwner(tx, repository.Educations, people, "id"); err != nil {
		return nil, err
	}
	if r.assessments, err = repository.ByOwner(tx, repository.Assessments, people, "assessed_on, id"); err != nil {
		return nil, err
	}
	var present, positions idSet
	for _, id := range people {
		if p := r.staff[id]; p != nil {
			present.add(p.PositionID)
		}
		for _, h := range r.history[id] {
			positions.add(h.PositionID)
		}
	}
	positions.add(present.list...)
	if r.positions, err = repository.Positions.ByIDs(tx, positions.list); err != nil {
		return nil, err
	}
	standards, err := repository.Requirements(tx, present.list)
	if err != nil {
		return nil, err
	}
	rows := make([]repository.StaffProfile, 0, len(people))
	for _, id := range people {
		if r.staff[id] != nil {
			rows = append(rows, r.profile(id, standards))
		}
	}
	return rows, nil
}

func (r *register) profile(id domain.ID, standards map[domain.ID][]domain.Requirement) repository.StaffProfile {
	person := r.staff[id]
	c := fit.Records{
		Person: person, Educations: r.educations[id], Ratings: r.ratings[id], Appointments: r.history[id], Assessments: r.assessments[id], Positions: r.positions,
	}.Candidate()
	row := repository.StaffProfile{
		StaffID: id, Status: person.Status, UnitID: person.UnitID, PositionID: person.PositionID, Education: domain.EducationOrder(person.EducationLevel),
		Fields: barred(c.Fields), Data: c.Pack(),
	}
	if len(c.Ratings) > 0 {
		row.Rating1, row.RatingYear = c.Ratings[0].Predicate.Code(), c.Ratings[0].Year
	}
	if len(c.Ratings) > 1 {
		row.Rating2 = c.Ratings[1].Predicate.Code()
	}
	if p := r.positions[person.PositionID]; p != nil {
		row.Kind, row.Tier, row.Family = p.Kind, domain.Tier(p.Kind, p.Level), eligibility.Plain(p.Family)
		standard := standards[p.ID]
		capped := fit.MatchOf(standard, c.Levels, fit.Capped, domain.DefaultMatchScales)
		if capped.Complete {
			a, b := capped.BasisPoints(), fit.MatchOf(standard, c.Levels, fit.Raw, domain.DefaultMatchScales).BasisPoints()
			row.PotentialCapped, row.PotentialRaw, row.AssessedOn = &a, &b, fit.OldestAssessment(standard, c.Levels)
		}
	}
	return row
}

// maxBarred is the width of the column; further fields of education still count in the score, they only do not make a person
// plausible.
const maxBarred = 1000

// barred writes words so that each can be found whole: "|hukum|manajemen|".
func barred(words []string) string {
	if len(words) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteByte('|')
	for _, w := range words {
		if b.Len()+len(w)+1 > maxBarred {
			break
		}
		b.WriteString(w)
		b.WriteByte('|')
	}
	return b.String()
}

// refreshProfiles brings profiles up to date in the transaction that changed their sources.
func refreshProfiles(tx *repository.Tx, people []domain.ID) error {
	rows, err := profilesOf(tx, people)
	if err != nil {
		return err
	}
	return repository.SaveProfiles(tx, rows)
}

// firstProfiles builds all profiles where the database is older than they are, or has them in an older format.
func (s *Service) firstProfiles(ctx context.Context) error {
	have, err := repository.Setting(s.store.Read(ctx), profileSetting)
	if err != nil || have == strconv.Itoa(fit.ProfileFormat) {
		return err
	}
	return s.RebuildProfiles(ctx)
}

// RebuildProfiles builds all profiles again, each few hundred in a transaction of their own.
func (s *Service) RebuildProfiles(ctx context.Context) error {
	err := repository.EachStaffIDs(s.store.Read(ctx), func(ids []domain.ID) error {
		return s.store.Write(ctx, func(tx *repository.Tx) error {
			if err := repository.LockProfiles(tx, ids); err != nil {
				return err
			}
			return refreshProfiles(tx, ids)
		})
	})
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		return repository.SetSetting(tx, profileSetting, strconv.Itoa(fit.ProfileFormat))
	})
}

// staleProfiles compares every profile with its sources.
func staleProfiles(tx *repository.Tx) ([]string, error) {
	findings := []string{}
	err := repository.EachStaffIDs(tx, func(ids []domain.ID) error {
		stored, err := repository.ProfilesOf(tx, ids)
		if err != nil {
			return err
		}
		fresh, err := profilesOf(tx, ids)
		if err != nil {
			return err
		}
		for _, want := range fresh {
			have, there := stored[want.StaffID]
			switch {
			case !there:
				findings = append(findings, fmt.Sprintf("person without a profile: %s", want.StaffID))
			case !reflect.DeepEqual(have, want):
				findings = append(findings, fmt.Sprintf("profile differs from the register: %s", want.StaffID))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	strays, err := repository.Strays(tx)
	if strays > 0 {
		findings = append(findings, fmt.Sprintf("profiles without a person: %d", strays))
	}
	return findings, err
}

package service

import (
	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/repository"
)

// facts gathers what the rules need of a transfer from the register, as it stands now.
func (s *Service) facts(tx *repository.Tx, p *domain.Proposal, on domain.Date) (*eligibility.Facts, error) {
	person, err := repository.Staff.Get(tx, domain.AllRows, p.StaffID)
	if err != nil {
		return nil, err
	}
	f := &eligibility.Facts{
		On: on, AsOf: s.today(tx), Type: p.Type, Initiative: p.Initiative, Direction: p.Direction, Movement: p.Movement, ReasonCode: p.ReasonCode,
		EarlyGround: p.EarlyGround,
		Person: eligibility.Person{
			Employment: person.Employment, Status: person.Status, LegalStatus: person.LegalStatus, Probation: person.Probation, PartTime: person.PartTime,
			Rank: person.Rank, BirthDate: person.BirthDate, EducationLevel: person.EducationLevel, Major: person.Major, AppointedOn: person.AppointedOn,
			PNSSince: person.PNSSince, PledgeOn: person.PledgeOn, ServiceBondUntil: person.ServiceBondUntil, InCourt: person.InCourt,
			UnderExamination: person.UnderExamination, RelationsDeclaredOn: person.RelationsDeclaredOn,
		},
	}
	if !p.ID.IsZero() {
		f.IMutNumber = &p.IMutNumber
	}
	if f.From, err = s.post(tx, p.FromPositionID); err != nil {
		return nil, err
	}
	if f.From != nil {
		f.From.Since = person.PositionSince
	}
	if f.To, err = s.post(tx, p.ToPositionID); err != nil {
		return nil, err
	}
	if f.Holidays, err = s.holidays(tx); err != nil {
		return nil, err
	}
	for _, load := range []func(*repository.Tx, *domain.Proposal, *eligibility.Facts) error{s.career, s.papers, s.seats, s.ties, s.match} {
		if err := load(tx, p, f); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (s *Service) post(tx *repository.Tx, id domain.ID) (*eligibility.Post, error) {
	if id.IsZero() {
		return nil, nil
	}
	p, err := repository.Positions.Get(tx, domain.AllRows, id)
	if err != nil {
		return nil, err
	}
	u, err := repository.Units.Get(tx, domain.AllRows, p.UnitID)
	if err != nil {
		return nil, err
	}
	return &eligibility.Post{
		PositionID: p.ID, UnitID: p.UnitID, Title: p.Title, Kind: p.Kind, Level: p.Level, Family: p.Family, Echelon: p.Echelon, RankMin: p.RankMin,
		RankMax: p.RankMax, EducationMin: p.EducationMin, Majors: p.Majors, Special: p.Special, HandlesMoney: p.HandlesMoney, Strategic: p.Strategic,
		RetirementAge: p.RetirementAgeYears(), UnitActive: &u.Active, UnitRemote: u.Remote,
	}, nil
}

// career reads ratings, sanctions, posts, trainings, tests and educations.
func (s *Service) career(tx *repository.Tx, p *domain.Proposal, f *eligibility.Facts) error {
	ratings, err := repository.Ratings.Where(tx, "year", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	f.Ratings = []eligibility.Rating{}
	for _, r := range ratings {
		f.Ratings = append(f.Ratings, eligibility.Rating{Year: r.Year, Predicate: r.Predicate})
	}
	sanctions, err := repository.Sanctions.Where(tx, "starts_on, id", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	f.Sanctions = []eligibility.Sanction{}
	for _, x := range sanctions {
		f.Sanctions = append(f.Sanctions, eligibility.Sanction{Level: x.Level, StartsOn: x.StartsOn, EndsOn: x.EndsOn, RevokedOn: x.RevokedOn})
	}
	history, err := repository.Appointments.Where(tx, "valid_from, id", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	ids := make([]domain.ID, len(history))
	for i, h := range history {
		ids[i] = h.PositionID
	}
	posts, err := repository.Positions.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	f.History = []eligibility.Service{}
	for _, h := range history {
		if h.ValidFrom == h.ValidTo {
			continue
		}
		pos := posts[h.PositionID]
		f.History = append(f.History, eligibility.Service{Kind: pos.Kind, Level: pos.Level, Family: pos.Family, From: h.ValidFrom, To: h.ValidTo, Definitive: h.Kind == domain.Definitive})
	}
	trainings, err := repository.TrainingRecords.Where(tx, "completed_on, id", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	f.Trainings = []eligibility.Training{}
	for _, t := range trainings {
		f.Trainings = append(f.Trainings, eligibility.Training{CompletedOn: t.CompletedOn, Hours: t.Hours})
	}
	tests, err := repository.Tests.Where(tx, "held_on, id", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	f.Tests = []eligibility.Test{}
	for _, t := range tests {
		f.Tests = append(f.Tests, eligibility.Test{Purpose: t.Purpose, Family: t.Family, HeldOn: t.HeldOn, Passed: t.Passed, Agency: t.Agency})
	}
	educations, err := repository.Educations.Where(tx, "id", "staff_id = ?", p.StaffID)
	if err != nil {
		return err
	}
	for _, e := range educations {
		if e.Major != "" && e.Major != f.Person.Major {
			f.Person.OtherMajors = append(f.Person.OtherMajors, e.Major)
		}
	}
	return nil
}

// papers reads what lies on the proposal: documents, opinions and decree days.
func (s *Service) papers(tx *repository.Tx, p *domain.Proposal, f *eligibility.Facts) error {
	if p.ID.IsZero() {
		return nil
	}
	docs, err := repository.Documents(tx, p.ID)
	if err != nil {
		return err
	}
	f.Documents = []eligibility.Document{}
	for _, d := range docs {
		f.Documents = append(f.Documents, eligibility.Document{Kind: d.Kind, IssuedOn: d.IssuedOn, ValidUntil: d.ValidUntil})
	}
	opinions, err := repository.Opinions(tx, p.ID)
	if err != nil {
		return err
	}
	f.Opinions = []eligibility.Opinion{}
	for _, o := range opinions {
		f.Opinions = append(f.Opinions, eligibility.Opinion{Body: o.Body, Opinion: o.Opinion, HeldOn: o.HeldOn, Members: len(o.Members), CandidateSits: candidateSits(o, p.StaffID)})
	}
	if p.DecreeID.IsZero() {
		return nil
	}
	d, err := repository.Decrees.Get(tx, domain.AllRows, p.DecreeID)
	if err != nil {
		return err
	}
	f.Decrees = &eligibility.Decrees{SignedOn: d.SignedOn, StartedOn: p.StartedOn}
	return nil
}

// candidateSits tells whether the person sat in the committee; unknown where a member is named without a staff row and
// nobody matched.
func candidateSits(o domain.Opinion, person domain.ID) *bool {
	yes, no := true, false
	named := false
	for _, m := range o.Members {
		if m.StaffID == person {
			return &yes
		}
		named = named || m.StaffID.IsZero()
	}
	if named {
		return nil
	}
	return &no
}

// seats counts the target position on the day and the staffing of the unit of origin.
func (s *Service) seats(tx *repository.Tx, p *domain.Proposal, f *eligibility.Facts) error {
	on := f.On
	if on.Before(f.AsOf) {
		on = f.AsOf
	}
	if f.To != nil {
		seats, err := repository.SeatsOn(tx, p.ToPositionID, p.ID, on)
		if err != nil {
			return err
		}
		holders := seats.Holders
		if p.FromPositionID == p.ToPositionID {
			holders-- // the rule counts holders other than the person
		}
		f.Seats = &eligibility.Seats{Quota: seats.Quota, Holders: max(0, holders), Promised: seats.Promised}
	}
	if f.From != nil {
		quota, filled, err := repository.UnitStaffing(tx, p.FromUnitID, on)
		if err != nil {
			return err
		}
		if p.FromUnitID != p.ToUnitID {
			filled--
		}
		f.Origin = &eligibility.Origin{Quota: &quota, FilledAfter: &filled}
	}
	return nil
}

// ties counts family ties to deciders and in the new reporting line.
func (s *Service) ties(tx *repository.Tx, p *domain.Proposal, f *eligibility.Facts) error {
	deciders, line, err := repository.Ties(tx, p.StaffID, p.ToUnitID, f.AsOf)
	if err != nil {
		return err
	}
	f.Ties = &eligibility.Ties{Deciders: deciders, NewLine: line}
	return nil
}

package service

import (
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// transfer is one move to judge: a stored proposal, or one that nobody has made and that has no id.
type transfer struct {
	p  *domain.Proposal
	on domain.Date // planned or decreed effective date
	// open: only person, new position, type and initiative of p are given; the rest is filled in from the register.
	open bool
	// unwished: the person counts as one without a list of wishes.
	unwished bool
}

// dossier is what the register holds about one transfer.
type dossier struct {
	Facts     eligibility.Facts
	Person    *domain.Staff
	To        *domain.Position // with its standard; nil for a move to another agency
	Candidate fit.Candidate
}

// dossierBatch bounds the rows that are in memory at once.
const dossierBatch = 200

// dossiers gathers what the rules and the score need of transfers, as the register stands now. The number of queries is the
// same for one transfer and for two hundred.
func (s *Service) dossiers(tx *repository.Tx, list []transfer) ([]dossier, error) {
	all := make([]dossier, 0, len(list))
	for chunk := range slices.Chunk(list, dossierBatch) {
		r, err := s.readRegister(tx, chunk)
		if err != nil {
			return nil, err
		}
		for _, t := range chunk {
			d, err := r.dossier(t)
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
	}
	return all, nil
}

func (r *register) dossier(t transfer) (dossier, error) {
	p := t.p
	person := r.staff[p.StaffID]
	if person == nil {
		return dossier{}, domain.ErrNotFound("staff")
	}
	d := dossier{Person: person, Facts: eligibility.Facts{
		On: t.on, AsOf: r.today, Type: p.Type, Initiative: p.Initiative, Direction: p.Direction, Movement: p.Movement, ReasonCode: p.ReasonCode,
		EarlyGround: p.EarlyGround, Holidays: r.holidays,
		Person: eligibility.Person{
			Employment: person.Employment, Status: person.Status, LegalStatus: person.LegalStatus, Probation: person.Probation, PartTime: person.PartTime,
			Rank: person.Rank, BirthDate: person.BirthDate, EducationLevel: person.EducationLevel, Major: person.Major, AppointedOn: person.AppointedOn,
			PNSSince: person.PNSSince, PledgeOn: person.PledgeOn, ServiceBondUntil: person.ServiceBondUntil, InCourt: person.InCourt,
			UnderExamination: person.UnderExamination, RelationsDeclaredOn: person.RelationsDeclaredOn,
		},
	}}
	f := &d.Facts
	if !p.ID.IsZero() {
		f.IMutNumber = &p.IMutNumber
	}
	var err error
	if f.From, err = r.post(p.FromPositionID); err != nil {
		return d, err
	}
	if f.From != nil {
		f.From.Since = person.PositionSince
	}
	if f.To, err = r.post(p.ToPositionID); err != nil {
		return d, err
	}
	r.career(f, p.StaffID)
	r.papers(f, p)
	r.seats(f, p)
	r.ties(f, p)
	d.Candidate = fit.Records{
		Person: person, Educations: r.educations[p.StaffID], Ratings: r.ratings[p.StaffID], Appointments: r.history[p.StaffID],
		Assessments: r.assessments[p.StaffID], Positions: r.positions,
	}.Candidate()
	if f.To != nil {
		d.To = r.positions[p.ToPositionID]
		if !t.unwished {
			d.Candidate.Wish = valuesOf(r.wishes[p.StaffID]).best(append(line(r.units[d.To.UnitID]), d.To.ID)...)
		}
		f.JPM, f.AssessedOn = fit.LegalMatch(d.To.Requirements, d.Candidate.Levels)
	}
	return d, nil
}

func (r *register) post(id domain.ID) (*eligibility.Post, error) {
	if id.IsZero() {
		return nil, nil
	}
	p := r.positions[id]
	if p == nil {
		return nil, domain.ErrNotFound("position")
	}
	u := r.units[p.UnitID]
	if u == nil {
		return nil, domain.ErrNotFound("unit")
	}
	return &eligibility.Post{
		PositionID: p.ID, UnitID: p.UnitID, Title: p.Title, Kind: p.Kind, Level: p.Level, Family: p.Family, Echelon: p.Echelon, RankMin: p.RankMin,
		RankMax: p.RankMax, EducationMin: p.EducationMin, Majors: p.Majors, Special: p.Special, HandlesMoney: p.HandlesMoney, Strategic: p.Strategic,
		RetirementAge: p.RetirementAgeYears(), UnitActive: &u.Active, UnitRemote: u.Remote,
	}, nil
}

// career tells ratings, sanctions, posts, trainings, tests and educations.
func (r *register) career(f *eligibility.Facts, staff domain.ID) {
	f.Ratings = []eligibility.Rating{}
	for _, x := range r.ratings[staff] {
		f.Ratings = append(f.Ratings, eligibility.Rating{Year: x.Year, Predicate: x.Predicate})
	}
	f.Sanctions = []eligibility.Sanction{}
	for _, x := range r.sanctions[staff] {
		f.Sanctions = append(f.Sanctions, eligibility.Sanction{Level: x.Level, StartsOn: x.StartsOn, EndsOn: x.EndsOn, RevokedOn: x.RevokedOn})
	}
	f.History = []eligibility.Service{}
	for _, h := range r.history[staff] {
		if h.ValidFrom == h.ValidTo {
			continue
		}
		pos := r.positions[h.PositionID]
		f.History = append(f.History, eligibility.Service{Kind: pos.Kind, Level: pos.Level, Family: pos.Family, From: h.ValidFrom, To: h.ValidTo, Definitive: h.Kind == domain.Definitive})
	}
	f.Trainings = []eligibility.Training{}
	for _, t := range r.trainings[staff] {
		f.Trainings = append(f.Trainings, eligibility.Training{CompletedOn: t.CompletedOn, Hours: t.Hours})
	}
	f.Tests = []eligibility.Test{}
	for _, t := range r.tests[staff] {
		f.Tests = append(f.Tests, eligibility.Test{Purpose: t.Purpose, Family: t.Family, HeldOn: t.HeldOn, Passed: t.Passed, Agency: t.Agency})
	}
	for _, e := range r.educations[staff] {
		if e.Major != "" && e.Major != f.Person.Major {
			f.Person.OtherMajors = append(f.Person.OtherMajors, e.Major)
		}
	}
}

// papers tells what lies on the proposal: forums of its programme, documents, opinions and decree days.
func (r *register) papers(f *eligibility.Facts, p *domain.Proposal) {
	if !p.ProgrammeID.IsZero() {
		held := r.forums[p.ProgrammeID]
		f.Programme = &eligibility.Programme{Forums: &held}
	}
	if p.ID.IsZero() {
		return
	}
	f.Documents = []eligibility.Document{}
	for _, d := range r.documents[p.ID] {
		f.Documents = append(f.Documents, eligibility.Document{Kind: d.Kind, IssuedOn: d.IssuedOn, ValidUntil: d.ValidUntil})
	}
	f.Opinions = []eligibility.Opinion{}
	for _, o := range r.opinions[p.ID] {
		f.Opinions = append(f.Opinions, eligibility.Opinion{Body: o.Body, Opinion: o.Opinion, HeldOn: o.HeldOn, Members: len(o.Members), CandidateSits: candidateSits(o, p.StaffID)})
	}
	if d := r.decrees[p.DecreeID]; d != nil {
		f.Decrees = &eligibility.Decrees{SignedOn: d.SignedOn, StartedOn: p.StartedOn}
	}
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
func (r *register) seats(f *eligibility.Facts, p *domain.Proposal) {
	on := r.seatDay(f.On)
	if f.To != nil {
		seats := r.book.On(r.positions[p.ToPositionID], p, on)
		holders := seats.Holders
		if p.FromPositionID == p.ToPositionID {
			holders-- // the rule counts holders other than the person
		}
		f.Seats = &eligibility.Seats{Quota: seats.Quota, Holders: max(0, holders), Promised: seats.Promised}
	}
	if f.From != nil {
		quota, filled := r.unitQuota[p.FromUnitID], r.unitFilled[repository.UnitDay{UnitID: p.FromUnitID, Day: on}]
		if p.FromUnitID != p.ToUnitID {
			filled--
		}
		f.Origin = &eligibility.Origin{Quota: &quota, FilledAfter: &filled}
	}
}

// seatDay is the day on which seats are counted: the planned one, today where that is past.
func (r *register) seatDay(on domain.Date) domain.Date {
	if on.Before(r.today) {
		return r.today
	}
	return on
}

// ties counts family ties to deciders and in the new reporting line: those who work in the new unit and who head it or a
// unit above it.
func (r *register) ties(f *eligibility.Facts, p *domain.Proposal) {
	f.Ties = &eligibility.Ties{}
	for _, kin := range r.kin[p.StaffID] {
		f.Ties.Deciders += r.deciders[kin]
		if p.ToUnitID.IsZero() {
			continue
		}
		for _, a := range r.kinPosts[kin] {
			if a.UnitID == p.ToUnitID || r.heads[p.ToUnitID][a.PositionID] {
				f.Ties.NewLine++
			}
		}
	}
}

package repository

import "mutasi/domain"

func eq(col string, p Parser) Filter { return Filter{Where: col + " = ?", Parse: p} }
func in(col string) Filter           { return Filter{Where: col + " IN ?", Parse: Text} }

// byID sorts by time of creation: ids are UUIDv7.
func byID[T any]() Sort[T] { return Sort[T]{Col: "id", Get: func(*T) any { return "" }} }

// Units of the organisation.
var Units = &Table[domain.Unit, *domain.Unit]{
	Name: "units", What: "unit", DefaultSort: "name", Unique: []string{"code"},
	Filters: map[string]Filter{
		"parent_id": eq("units.parent_id", ID), "kind": in("units.kind"), "active": eq("units.active", Bool), "code": eq("units.code", Text),
		"ancestor_id": {Where: Subtree("units.id"), Parse: ID},
	},
	Sorts: map[string]Sort[domain.Unit]{
		"name": {"name_norm", func(u *domain.Unit) any { return u.NameNorm }}, "code": {"code", func(u *domain.Unit) any { return u.Code }},
		"path": {"path", func(u *domain.Unit) any { return u.Path }},
	},
	Refs: func(u *domain.Unit) []Ref {
		return []Ref{{"/parent_id", "units", u.ParentID}, {"/head_position_id", "positions", u.HeadPositionID}}
	},
	Words: func(u *domain.Unit) []string { return domain.Words(u.Name, u.Code) },
	AsOf:  `SELECT * FROM units WHERE (valid_from IS NULL OR valid_from <= @day) AND (valid_to IS NULL OR valid_to > @day)`,
}

// Competencies of the dictionary.
var Competencies = &Table[domain.Competency, *domain.Competency]{
	Name: "competencies", What: "competency", DefaultSort: "code", Unique: []string{"code"},
	Filters: map[string]Filter{"cluster": in("competencies.cluster"), "code": eq("competencies.code", Text)},
	Sorts: map[string]Sort[domain.Competency]{
		"name": {"name_norm", func(c *domain.Competency) any { return c.NameNorm }}, "code": {"code", func(c *domain.Competency) any { return c.Code }},
	},
	Words: func(c *domain.Competency) []string { return domain.Words(c.Name, c.Code) },
}

// Positions with their seats.
var Positions = &Table[domain.Position, *domain.Position]{
	Name: "positions", What: "position", DefaultSort: "title", Unique: []string{"code"}, Touch: touchPosition,
	Filters: map[string]Filter{
		"unit_id": eq("positions.unit_id", ID), "ancestor_id": {Where: Subtree("positions.unit_id"), Parse: ID}, "kind": in("positions.kind"),
		"strategic": eq("positions.strategic", Bool), "active": eq("positions.active", Bool), "code": eq("positions.code", Text),
		"vacant": {Where: "(? = (positions.quota > (SELECT COUNT(*) FROM staff h WHERE h.position_id = positions.id)))", Parse: Bool},
	},
	Sorts: map[string]Sort[domain.Position]{
		"title": {"title_norm", func(p *domain.Position) any { return p.TitleNorm }}, "code": {"code", func(p *domain.Position) any { return p.Code }},
		"job_class": {"job_class", func(p *domain.Position) any { return p.JobClass }},
	},
	Refs: func(p *domain.Position) []Ref {
		return []Ref{{"/unit_id", "units", p.UnitID}}
	},
	Words: func(p *domain.Position) []string { return domain.Words(p.Title, p.Code) },
	AsOf:  `SELECT * FROM positions WHERE (valid_from IS NULL OR valid_from <= @day) AND (valid_to IS NULL OR valid_to > @day)`,
}

// Staff of the agency. As of a day, position and unit come from the appointment in force then.
var Staff = &Table[domain.Staff, *domain.Staff]{
	Name: "staff", What: "staff", DefaultSort: "name", Unique: []string{"nip"}, UnitCols: []string{"unit_id"}, SelfCol: "id", Touch: touchStaff,
	Filters: map[string]Filter{
		"unit_id": eq("staff.unit_id", ID), "ancestor_id": {Where: Subtree("staff.unit_id"), Parse: ID}, "position_id": eq("staff.position_id", ID),
		"status": in("staff.status"), "employment": eq("staff.employment", Text), "rank": in("staff.rank_code"), "nip": eq("staff.nip", Text),
		"born_from": {Where: "staff.birth_date >= ?", Parse: Day}, "born_to": {Where: "staff.birth_date <= ?", Parse: Day},
	},
	Sorts: map[string]Sort[domain.Staff]{
		"name": {"name_norm", func(s *domain.Staff) any { return s.NameNorm }}, "nip": {"nip", func(s *domain.Staff) any { return s.NIP }},
		"birth_date": {"birth_date", func(s *domain.Staff) any { return s.BirthDate.String() }},
	},
	Refs: func(s *domain.Staff) []Ref {
		return []Ref{{"/unit_id", "units", s.UnitID}, {"/position_id", "positions", s.PositionID}}
	},
	Words: func(s *domain.Staff) []string { return domain.Words(s.Name, s.NIP) },
	AsOf: `SELECT s.id, s.version, s.created_at, s.updated_at, s.nip, s.name, s.name_norm, s.title_prefix, s.title_suffix, s.employment, s.sex,
		s.birth_date, s.rank_code, s.rank_since, s.education_level, s.major, a.unit_id, a.position_id, a.valid_from AS position_since, s.status,
		s.email, s.phone, s.legal_status, s.probation, s.part_time, s.appointed_on, s.pns_since, s.pledge_on, s.service_bond_until, s.in_court,
		s.under_examination, s.agency, s.relations_declared_on, s.siasn_id
		FROM staff s LEFT JOIN appointments a ON a.staff_id = s.id AND a.kind = 'definitive' AND a.valid_from <= @day
			AND (a.valid_to IS NULL OR a.valid_to > @day)
		WHERE s.appointed_on IS NULL OR s.appointed_on <= @day`,
}

// ownedFilters are the filters of what belongs to one person.
func ownedFilters(name string) map[string]Filter {
	return map[string]Filter{"staff_id": eq(name+".staff_id", ID)}
}

// Appointments of staff.
var Appointments = &Table[domain.Appointment, *domain.Appointment]{
	Name: "appointments", What: "appointment", DefaultSort: "valid_from", UnitCols: []string{"unit_id"}, SelfCol: "staff_id", Touch: touchAppointment,
	Filters: ownedFilters("appointments"),
	Sorts:   map[string]Sort[domain.Appointment]{"valid_from": {"valid_from", func(a *domain.Appointment) any { return a.ValidFrom.String() }}},
	Refs:    func(a *domain.Appointment) []Ref { return []Ref{{"/position_id", "positions", a.PositionID}} },
}

// Assessments of competencies.
var Assessments = &Table[domain.Assessment, *domain.Assessment]{
	Name: "assessments", What: "assessment", DefaultSort: "assessed_on", SelfCol: "staff_id", Touch: touchAssessment,
	Filters: ownedFilters("assessments"),
	Sorts:   map[string]Sort[domain.Assessment]{"assessed_on": {"assessed_on", func(a *domain.Assessment) any { return a.AssessedOn.String() }}},
	Refs:    func(a *domain.Assessment) []Ref { return []Ref{{"/competency_id", "competencies", a.CompetencyID}} },
}

// Educations of staff.
var Educations = &Table[domain.Education, *domain.Education]{
	Name: "educations", What: "education", DefaultSort: "created_at", SelfCol: "staff_id", Touch: touchEducation,
	Filters: ownedFilters("educations"), Sorts: map[string]Sort[domain.Education]{"created_at": byID[domain.Education]()},
}

// Ratings of staff by year.
var Ratings = &Table[domain.Rating, *domain.Rating]{
	Name: "ratings", What: "rating", DefaultSort: "-year", SelfCol: "staff_id", Touch: touchRating,
	Filters: ownedFilters("ratings"),
	Sorts:   map[string]Sort[domain.Rating]{"year": {"year", func(r *domain.Rating) any { return r.Year }}},
}

// TrainingRecords of staff.
var TrainingRecords = &Table[domain.TrainingRecord, *domain.TrainingRecord]{
	Name: "training_records", What: "training", DefaultSort: "-completed_on", SelfCol: "staff_id",
	Filters: ownedFilters("training_records"),
	Sorts:   map[string]Sort[domain.TrainingRecord]{"completed_on": {"completed_on", func(t *domain.TrainingRecord) any { return t.CompletedOn.String() }}},
}

// Sanctions of staff.
var Sanctions = &Table[domain.Sanction, *domain.Sanction]{
	Name: "sanctions", What: "sanction", DefaultSort: "-starts_on", SelfCol: "staff_id",
	Filters: ownedFilters("sanctions"),
	Sorts:   map[string]Sort[domain.Sanction]{"starts_on": {"starts_on", func(s *domain.Sanction) any { return s.StartsOn.String() }}},
}

// Tests of staff.
var Tests = &Table[domain.Test, *domain.Test]{
	Name: "tests", What: "test", DefaultSort: "-held_on", SelfCol: "staff_id",
	Filters: ownedFilters("tests"),
	Sorts:   map[string]Sort[domain.Test]{"held_on": {"held_on", func(t *domain.Test) any { return t.HeldOn.String() }}},
}

// Relations between staff.
var Relations = &Table[domain.Relation, *domain.Relation]{
	Name: "relations", What: "relation", DefaultSort: "created_at", SelfCol: "staff_id",
	Filters: ownedFilters("relations"), Sorts: map[string]Sort[domain.Relation]{"created_at": byID[domain.Relation]()},
	Refs: func(r *domain.Relation) []Ref { return []Ref{{"/other_staff_id", "staff", r.OtherStaffID}} },
}

// Holidays of the working calendar.
var Holidays = &Table[domain.Holiday, *domain.Holiday]{
	Name: "holidays", What: "holiday", DefaultSort: "date", Unique: []string{"date"},
	Filters: map[string]Filter{
		"from": {Where: "holidays.date >= ?", Parse: Day}, "to": {Where: "holidays.date <= ?", Parse: Day},
	},
	Sorts: map[string]Sort[domain.Holiday]{"date": {"date", func(h *domain.Holiday) any { return h.Date.String() }}},
}

// Users who may sign in.
var Users = &Table[domain.User, *domain.User]{
	Name: "users", What: "user", DefaultSort: "username", Unique: []string{"username"},
	Filters: map[string]Filter{"disabled": eq("users.disabled", Bool), "staff_id": eq("users.staff_id", ID), "unit_id": eq("users.unit_id", ID), "username": eq("users.username", Text)},
	Sorts:   map[string]Sort[domain.User]{"username": {"username", func(u *domain.User) any { return u.Username }}},
	Refs: func(u *domain.User) []Ref {
		return []Ref{{"/staff_id", "staff", u.StaffID}, {"/unit_id", "units", u.UnitID}}
	},
}

// ServiceKeys of other systems.
var ServiceKeys = &Table[domain.ServiceKey, *domain.ServiceKey]{
	Name: "service_keys", What: "service key", DefaultSort: "name",
	Sorts: map[string]Sort[domain.ServiceKey]{"name": {"name", func(k *domain.ServiceKey) any { return k.Name }}},
}

// Proposals of transfers.
var Proposals = &Table[domain.Proposal, *domain.Proposal]{
	Name: "proposals", What: "proposal", DefaultSort: "-number", Unique: []string{"number"}, UnitCols: []string{"from_unit_id", "to_unit_id"}, SelfCol: "staff_id",
	Filters: map[string]Filter{
		"state": in("proposals.state"), "staff_id": eq("proposals.staff_id", ID), "to_position_id": eq("proposals.to_position_id", ID),
		"from_unit_id": eq("proposals.from_unit_id", ID), "to_unit_id": eq("proposals.to_unit_id", ID), "type": in("proposals.type"),
		"initiative": in("proposals.initiative"), "decree_id": eq("proposals.decree_id", ID), "programme_id": eq("proposals.programme_id", ID),
		"plan_id": eq("proposals.plan_id", ID), "ring_id": eq("proposals.ring_id", ID), "number": eq("proposals.number", Text),
		"planned_from": {Where: "proposals.planned_date >= ?", Parse: Day}, "planned_to": {Where: "proposals.planned_date <= ?", Parse: Day},
	},
	Sorts: map[string]Sort[domain.Proposal]{
		"number": {"number", func(p *domain.Proposal) any { return p.Number }}, "planned_date": {"planned_date", func(p *domain.Proposal) any { return p.PlannedDate.String() }},
	},
	Refs: func(p *domain.Proposal) []Ref {
		return []Ref{{"/staff_id", "staff", p.StaffID}, {"/to_position_id", "positions", p.ToPositionID}}
	},
}

// Decrees carry proposals.
var Decrees = &Table[domain.Decree, *domain.Decree]{
	Name: "decrees", What: "decree", DefaultSort: "-effective_date", Unique: []string{"number"},
	Filters: map[string]Filter{"state": in("decrees.state"), "number": eq("decrees.number", Text)},
	Sorts: map[string]Sort[domain.Decree]{
		"effective_date": {"effective_date", func(d *domain.Decree) any { return d.EffectiveDate.String() }},
		"signed_on":      {"signed_on", func(d *domain.Decree) any { return d.SignedOn.String() }}, "number": {"number", func(d *domain.Decree) any { return d.Number }},
	},
}

// Evaluations after transfers.
var Evaluations = &Table[domain.Evaluation, *domain.Evaluation]{
	Name: "evaluations", What: "evaluation", DefaultSort: "due_on", UnitCols: []string{"unit_id"}, SelfCol: "staff_id",
	Filters: map[string]Filter{
		"proposal_id": eq("evaluations.proposal_id", ID), "staff_id": eq("evaluations.staff_id", ID), "unit_id": eq("evaluations.unit_id", ID),
		"stage": in("evaluations.stage"), "submitted": {Where: "(? = (evaluations.submitted_at IS NOT NULL))", Parse: Bool},
		"due_by": {Where: "(evaluations.submitted_at IS NULL AND evaluations.due_on <= ?)", Parse: Day}, // the service's due=true
	},
	Sorts: map[string]Sort[domain.Evaluation]{"due_on": {"due_on", func(e *domain.Evaluation) any { return e.DueOn.String() }}},
}

// FollowUps of evaluations.
var FollowUps = &Table[domain.FollowUp, *domain.FollowUp]{
	Name: "follow_ups", What: "follow-up", DefaultSort: "-created_at", UnitCols: []string{"unit_id"}, SelfCol: "staff_id",
	Filters: map[string]Filter{
		"evaluation_id": eq("follow_ups.evaluation_id", ID), "staff_id": eq("follow_ups.staff_id", ID), "state": in("follow_ups.state"), "unit_id": eq("follow_ups.unit_id", ID),
	},
	Sorts: map[string]Sort[domain.FollowUp]{"created_at": byID[domain.FollowUp]()},
	Refs:  func(f *domain.FollowUp) []Ref { return []Ref{{"/evaluation_id", "evaluations", f.EvaluationID}} },
}

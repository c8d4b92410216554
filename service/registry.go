package service

import (
	"context"

	"mutasi/domain"
	"mutasi/repository"
)

// registry describes the entities of the personnel register.
func (s *Service) registry() {
	s.Units = &Resource[domain.Unit, domain.UnitInput, *domain.Unit, *domain.UnitInput]{
		s: s, table: repository.Units, name: "unit", read: "unit.read", write: "unit.write",
		defaults: domain.UnitInput{Active: true}, before: s.beforeUnit,
	}
	s.Competencies = &Resource[domain.Competency, domain.CompetencyInput, *domain.Competency, *domain.CompetencyInput]{
		s: s, table: repository.Competencies, name: "competency", read: "competency.read", write: "competency.write",
		before: func(_ *repository.Tx, _ domain.Actor, _, c *domain.Competency) error {
			if c != nil {
				c.NameNorm = domain.Norm(c.Name)
			}
			return nil
		},
	}
	s.Positions = &Resource[domain.Position, domain.PositionInput, *domain.Position, *domain.PositionInput]{
		s: s, table: repository.Positions, name: "position", read: "position.read", write: "position.write",
		defaults: domain.PositionInput{Active: true, Quota: 1, Majors: []string{}, Requirements: []domain.Requirement{}},
		before:   s.beforePosition, after: afterPosition, decorate: s.decoratePositions,
	}
	s.Staff = &Resource[domain.Staff, domain.StaffInput, *domain.Staff, *domain.StaffInput]{
		s: s, table: repository.Staff, name: "staff", read: "staff.read", write: "staff.write",
		defaults: domain.StaffInput{Status: domain.StatusActive, LegalStatus: domain.LegalStatusActive},
		before:   s.beforeStaff, after: s.afterStaff, decorate: s.decorateStaff,
	}
	s.Holidays = &Resource[domain.Holiday, domain.HolidayInput, *domain.Holiday, *domain.HolidayInput]{
		s: s, table: repository.Holidays, name: "holiday", read: "holiday.read", write: "holiday.write",
		defaults: domain.HolidayInput{Kind: "national"},
	}
	s.Users = &Resource[domain.User, domain.UserInput, *domain.User, *domain.UserInput]{
		s: s, table: repository.Users, name: "user", read: "user.read", write: "user.write", before: s.beforeUser, after: s.afterUser,
	}
	s.Appointments = own1(s, repository.Appointments, "appointment", "staff.history", false)
	s.Appointments.defaults = domain.AppointmentInput{Kind: domain.Definitive, Assignment: "D"}
	s.Appointments.before, s.Appointments.after = s.beforeAppointment, s.afterAppointment
	s.Assessments = own1(s, repository.Assessments, "assessment", "staff.restricted", true)
	s.Educations = own1(s, repository.Educations, "education", "staff.history", false)
	s.Ratings = own1(s, repository.Ratings, "rating", "staff.history", false)
	s.Ratings.before = func(_ *repository.Tx, _ domain.Actor, _, r *domain.Rating) error {
		if r != nil {
			r.Predicate = domain.PredicateOf(r.Results, r.Behaviour)
		}
		return nil
	}
	s.TrainingRecords = own1(s, repository.TrainingRecords, "training_record", "staff.history", false)
	s.Sanctions = own1(s, repository.Sanctions, "sanction", "staff.restricted", true)
	s.Tests = own1(s, repository.Tests, "test", "staff.restricted", true)
	s.Relations = own1(s, repository.Relations, "relation", "staff.restricted", true)
}

// own1 describes one sub-collection of staff; only hr writes them.
func own1[T, I any, P OwnedRow[T, I]](s *Service, t *repository.Table[T, P], name string, read Perm, restricted bool) *Owned[T, I, P, *I] {
	return &Owned[T, I, P, *I]{restricted: restricted, Resource: &Resource[T, I, P, *I]{s: s, table: t, name: name, read: read, write: "staff.write"}}
}

// beforeUnit keeps the tree a tree and its paths true.
func (s *Service) beforeUnit(tx *repository.Tx, _ domain.Actor, old, u *domain.Unit) error {
	if u == nil {
		return nil
	}
	u.NameNorm = domain.Norm(u.Name)
	if old != nil && old.ParentID == u.ParentID {
		return nil
	}
	// Two moves at once could hang two units below each other: the tree changes one move at a time.
	if _, err := repository.NextNumber(tx, "unit_tree", 0); err != nil {
		return err
	}
	var parent *domain.Unit
	if !u.ParentID.IsZero() {
		p, err := repository.Units.Get(tx, domain.AllRows, u.ParentID)
		if isCode(err, "not_found") {
			return domain.InvalidFields(domain.Fieldf("/parent_id", "unknown_reference", "there is no such row"))
		} else if err != nil {
			return err
		}
		if old != nil && p.Path >= old.Path && p.Path < old.PathEnd {
			return domain.InvalidFields(domain.Fieldf("/parent_id", "cycle", "a unit cannot lie below itself"))
		}
		parent = p
	}
	u.Place(parent)
	height := 0
	if old != nil {
		deepest, err := repository.Depth(tx, old)
		if err != nil {
			return err
		}
		height = deepest - old.Depth
	}
	if u.Depth+height > domain.MaxUnitDepth {
		return domain.InvalidFields(domain.Fieldf("/parent_id", "too_deep", "the tree has at most %d levels below the root", domain.MaxUnitDepth))
	}
	if old == nil {
		return nil
	}
	return repository.Repath(tx, old.Path, old.PathEnd, u.Path, u.Depth-old.Depth)
}

// beforePosition refuses a quota below the holders who are there.
func (s *Service) beforePosition(tx *repository.Tx, _ domain.Actor, old, p *domain.Position) error {
	if p == nil {
		return repository.SetRequirements(tx, old.ID, nil)
	}
	p.TitleNorm = domain.Norm(p.Title)
	ids := make([]domain.ID, len(p.Requirements))
	for i, r := range p.Requirements {
		ids[i] = r.CompetencyID
	}
	known, err := repository.Competencies.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	var c domain.Check
	for i, id := range ids {
		c.That(known[id] != nil, pointerAt("/requirements", i, "/competency_id"), "unknown_reference", "there is no such row")
	}
	if err := c.Err(); err != nil || old == nil {
		return err
	}
	if p.Quota < old.Quota {
		if err := tx.Lock("positions", p.ID); err != nil {
			return err
		}
		held, err := repository.MostHolders(tx, p.ID, s.today(tx))
		if err != nil {
			return err
		}
		promised, err := repository.Promised(tx, p.ID, domain.ID{})
		if err != nil {
			return err
		}
		if p.Quota < held+len(promised) {
			return domain.InvalidFields(domain.Fieldf("/quota", "below_holders", "%d people hold or are promised this position", held+len(promised)))
		}
	}
	if p.UnitID != old.UnitID {
		if n, err := repository.Appointments.Count(tx, "position_id = ?", p.ID); err != nil || n > 0 {
			if err != nil {
				return err
			}
			return domain.InvalidFields(domain.Fieldf("/unit_id", "in_use", "a position with a history stays in its unit: close it and open a new one"))
		}
	}
	return nil
}

func afterPosition(tx *repository.Tx, _ domain.Actor, _, p *domain.Position) error {
	if p == nil {
		return nil
	}
	return repository.SetRequirements(tx, p.ID, p.Requirements)
}

// decoratePositions adds standards and seat counts: two queries a page, whatever its size.
func (s *Service) decoratePositions(tx *repository.Tx, _ domain.Actor, q domain.Query, rows []domain.Position) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	reqs, err := repository.Requirements(tx, ids)
	if err != nil {
		return err
	}
	on := q.AsOf
	if on.IsZero() {
		on = s.today(tx)
	}
	filled, err := repository.Filled(tx, ids, on)
	if err != nil {
		return err
	}
	for i := range rows {
		p := &rows[i]
		p.Requirements = append([]domain.Requirement{}, reqs[p.ID]...)
		p.Filled = filled[p.ID]
		p.Vacant = max(0, p.Quota-p.Filled)
	}
	if !expands(q, "unit") {
		return nil
	}
	return expand(tx, rows, repository.Units, nil, func(p *domain.Position) (domain.ID, **domain.Unit) { return p.UnitID, &p.Unit })
}

func (s *Service) decorateStaff(tx *repository.Tx, _ domain.Actor, q domain.Query, rows []domain.Staff) error {
	for i := range rows {
		rows[i].NIPIssues = domain.NIPIssues(&rows[i].StaffInput)
	}
	if expands(q, "unit") {
		if err := expand(tx, rows, repository.Units, nil, func(v *domain.Staff) (domain.ID, **domain.Unit) { return v.UnitID, &v.Unit }); err != nil {
			return err
		}
	}
	if expands(q, "position") {
		return expand(tx, rows, repository.Positions, s.decoratePositions, func(v *domain.Staff) (domain.ID, **domain.Position) { return v.PositionID, &v.Position })
	}
	return nil
}

func expands(q domain.Query, name string) bool {
	for _, e := range q.Expand {
		if e == name {
			return true
		}
	}
	return false
}

// expand puts the referred rows beside the rows of a page, in one query and with what decorate adds to them.
func expand[T, R any, P repository.Entity[R]](tx *repository.Tx, rows []T, table *repository.Table[R, P],
	decorate func(*repository.Tx, domain.Actor, domain.Query, []R) error, ref func(*T) (domain.ID, **R)) error {
	ids := make([]domain.ID, len(rows))
	for i := range rows {
		ids[i], _ = ref(&rows[i])
	}
	found, err := table.ByIDs(tx, ids)
	if err != nil {
		return err
	}
	if decorate != nil {
		keys, list := make([]domain.ID, 0, len(found)), make([]R, 0, len(found))
		for id, r := range found {
			keys, list = append(keys, id), append(list, *r)
		}
		if err := decorate(tx, domain.Actor{}, domain.Query{}, list); err != nil {
			return err
		}
		for i := range list {
			found[keys[i]] = &list[i]
		}
	}
	for i := range rows {
		id, to := ref(&rows[i])
		*to = found[id]
	}
	return nil
}

// StaffID takes a staff id or an 18-digit NIP, as every path with a staff id does.
func (s *Service) StaffID(ctx context.Context, a domain.Actor, p Perm, text string) (domain.ID, error) {
	sc, err := s.Scope(a, p)
	if err != nil {
		return domain.ID{}, err
	}
	return s.staffID(s.store.Read(ctx), sc, text)
}

func (s *Service) staffID(tx *repository.Tx, sc domain.Scope, text string) (domain.ID, error) {
	if len(text) == 18 {
		return repository.StaffIDByNIP(tx, sc, text)
	}
	id, err := domain.ParseID(text)
	if err != nil {
		return domain.ID{}, domain.ErrNotFound("staff")
	}
	v, err := repository.Staff.Get(tx, sc, id)
	if err != nil {
		return domain.ID{}, err
	}
	return v.ID, nil
}

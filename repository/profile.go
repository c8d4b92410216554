package repository

import (
	"database/sql"
	"iter"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"mutasi/domain"
)

// StaffProfile is one person as the match and the talent map need a whole city of them: a narrow row derived from staff,
// appointments, assessments, ratings, educations and the positions they name. It is written in the transaction that changes
// any of these (see Tx.touch) and never by hand; the doctor compares it with its sources.
type StaffProfile struct {
	StaffID    domain.ID `gorm:"column:staff_id;primaryKey"`
	Status     string    `gorm:"column:status"`
	UnitID     domain.ID `gorm:"column:unit_id"`
	PositionID domain.ID `gorm:"column:position_id"`
	Kind       string    `gorm:"column:kind"`   // of the present position
	Tier       int       `gorm:"column:tier"`   // of the present position (domain.Tier); 0: none
	Family     string    `gorm:"column:family"` // of the present position, plain
	Fields     string    `gorm:"column:fields"` // fields of education, plain, each between bars: "|hukum|manajemen|"
	Education  int       `gorm:"column:education"`
	// Rating1 and Rating2 are the SIASN codes of the newest two annual predicates, 1 the best; 0: none.
	Rating1    int `gorm:"column:rating1"`
	Rating2    int `gorm:"column:rating2"`
	RatingYear int `gorm:"column:rating_year"`
	// PotentialCapped and PotentialRaw are the match with the present position's standard in basis points, by method; nil
	// where it is not complete. AssessedOn is the day of the oldest assessment behind it.
	PotentialCapped *int        `gorm:"column:potential_capped"`
	PotentialRaw    *int        `gorm:"column:potential_raw"`
	AssessedOn      domain.Date `gorm:"column:assessed_on"`
	Data            []byte      `gorm:"column:data"` // fit.Candidate, packed
}

// touched gathers, in one transaction, the rows whose change a profile must follow.
type touched struct{ staff, positions, appointments map[domain.ID]bool }

func touch(set *map[domain.ID]bool, id domain.ID) {
	if id.IsZero() {
		return
	}
	if *set == nil {
		*set = map[domain.ID]bool{}
	}
	(*set)[id] = true
}

func touchStaff(tx *Tx, s *domain.Staff)             { touch(&tx.touched.staff, s.ID) }
func touchAppointment(tx *Tx, a *domain.Appointment) { touch(&tx.touched.staff, a.StaffID) }
func touchAssessment(tx *Tx, a *domain.Assessment)   { touch(&tx.touched.staff, a.StaffID) }
func touchEducation(tx *Tx, e *domain.Education)     { touch(&tx.touched.staff, e.StaffID) }
func touchRating(tx *Tx, r *domain.Rating)           { touch(&tx.touched.staff, r.StaffID) }
func touchPosition(tx *Tx, p *domain.Position)       { touch(&tx.touched.positions, p.ID) }

// profileChunk bounds how many people are worked on at once.
const profileChunk = 256

// sortedIDs are the ids of a set in order.
func sortedIDs(set map[domain.ID]bool) []domain.ID {
	ids := slices.Collect(maps.Keys(set))
	slices.SortFunc(ids, func(a, b domain.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func chunks(ids []domain.ID) iter.Seq[[]domain.ID] { return slices.Chunk(ids, profileChunk) }

// OnTouched sets what brings the profiles of people up to date at the end of a transaction that changed something of them.
func (s *Store) OnTouched(fn func(tx *Tx, people []domain.ID) error) { s.settle.Store(&fn) }

// settleProfiles runs at the end of every transaction. It first takes the row locks of the profiles, in order, so that of two
// transactions that changed the same person the later one sees what the earlier one committed.
func (s *Store) settleProfiles(tx *Tx) error {
	fn := s.settle.Load()
	t := tx.touched
	if fn == nil || len(t.staff)+len(t.positions)+len(t.appointments) == 0 {
		return nil
	}
	for _, q := range []struct {
		of    map[domain.ID]bool
		query string
	}{
		{t.positions, "SELECT staff_id FROM appointments WHERE position_id IN ?"},
		{t.positions, "SELECT id FROM staff WHERE position_id IN ?"},
		{t.appointments, "SELECT staff_id FROM appointments WHERE id IN ?"},
	} {
		for chunk := range chunks(sortedIDs(q.of)) {
			var ids []domain.ID
			if err := tx.db.Raw(q.query, few(chunk)).Scan(&ids).Error; err != nil {
				return translate(err, "profile")
			}
			for _, id := range ids {
				touch(&t.staff, id)
			}
		}
	}
	for chunk := range chunks(sortedIDs(t.staff)) {
		if err := LockProfiles(tx, chunk); err != nil {
			return err
		}
		if err := (*fn)(tx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// LockProfiles takes the row locks of profiles, in the order of the primary key.
func LockProfiles(tx *Tx, people []domain.ID) error {
	_, err := tx.exec("UPDATE staff_profiles SET staff_id = staff_id WHERE staff_id IN ?", few(people))
	return err
}

// SaveProfiles writes profiles, new ones and changed ones alike.
func SaveProfiles(tx *Tx, rows []StaffProfile) error {
	if len(rows) == 0 {
		return nil
	}
	db := tx.bulk().Table("staff_profiles").Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "staff_id"}}, UpdateAll: true})
	return translate(db.CreateInBatches(rows, profileChunk).Error, "profile")
}

// ProfilesOf reads the profiles of people.
func ProfilesOf(tx *Tx, people []domain.ID) (map[domain.ID]StaffProfile, error) {
	found := map[domain.ID]StaffProfile{}
	for chunk := range chunks(people) {
		var rows []StaffProfile
		if err := tx.db.Table("staff_profiles").Where("staff_id IN ?", few(chunk)).Find(&rows).Error; err != nil {
			return nil, translate(err, "profile")
		}
		for _, r := range rows {
			found[r.StaffID] = r
		}
	}
	return found, nil
}

// EachStaffIDs walks the ids of all people in order, a chunk at a time.
func EachStaffIDs(tx *Tx, fn func([]domain.ID) error) error {
	var after domain.ID
	for {
		var ids []domain.ID
		if err := tx.db.Table("staff").Where("id > ?", after[:]).Order("id").Limit(profileChunk).Pluck("id", &ids).Error; err != nil {
			return translate(err, "staff")
		}
		if len(ids) == 0 {
			return nil
		}
		if err := fn(ids); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// Strays counts profiles without their person; the foreign key keeps it at zero.
func Strays(tx *Tx) (int, error) {
	var n int
	err := tx.scan(&n, "SELECT COUNT(*) FROM staff_profiles p LEFT JOIN staff s ON s.id = p.staff_id WHERE s.id IS NULL")
	return n, err
}

// ProfileFilter chooses people. Zero values do not filter.
type ProfileFilter struct {
	Scope              domain.Scope
	Status             string
	UnitID, AncestorID domain.ID
	Kinds              []string  // of the present position
	NotHolding         domain.ID // a position whose holder is no candidate for it
	Pool               bool      // the last two ratings at least baik
	PotentialFrom      int       // with Pool: the least potential, by Method
	AboveFrom          int       // with Pool: the least potential of those whose newest rating is sangat baik
	Method             string
	Plausible          *Plausible
}

// structuralKinds are the kinds of domain.Structural.
const structuralKinds = "'jpt_pratama', 'administrator', 'pengawas'"

// Plausible narrows to people for whom a position is within reach; see docs/fit.md.
type Plausible struct {
	TierFrom, TierTo int
	Education        int
	// Near asks also for a likeness with the position: its family, one of its fields, a structural post where it is one, or its
	// kind where every field fits.
	Near         bool
	Kind, Family string   // of the position; Family is plain
	Fields       []string // plain
}

// potential is the column that holds the potential by a method.
func potential(method string) string {
	if method == "raw" {
		return "p.potential_raw"
	}
	return "p.potential_capped"
}

func (f ProfileFilter) where() (string, []any) {
	conds, args := []string{"1 = 1"}, []any{}
	add := func(cond string, values ...any) {
		conds, args = append(conds, "("+cond+")"), append(args, values...)
	}
	switch f.Scope.Reach {
	case domain.ReachAll:
	case domain.ReachUnit:
		add(Subtree("p.unit_id"), f.Scope.UnitID)
	default:
		add("p.staff_id = ?", f.Scope.StaffID)
	}
	if f.Status != "" {
		add("p.status = ?", f.Status)
	}
	if !f.UnitID.IsZero() {
		add("p.unit_id = ?", f.UnitID)
	}
	if !f.AncestorID.IsZero() {
		add(Subtree("p.unit_id"), f.AncestorID)
	}
	if len(f.Kinds) > 0 {
		add("p.kind IN ?", f.Kinds)
	}
	if !f.NotHolding.IsZero() {
		add("p.position_id IS NULL OR p.position_id <> ?", f.NotHolding)
	}
	if f.Pool {
		col := potential(f.Method)
		add("p.rating1 IN (1, 2) AND p.rating2 IN (1, 2) AND "+col+" >= CASE p.rating1 WHEN 1 THEN ? ELSE ? END", f.AboveFrom, f.PotentialFrom)
	}
	if r := f.Plausible; r != nil {
		add("p.tier = 0 OR p.tier BETWEEN ? AND ?", r.TierFrom, r.TierTo)
		if r.Education > 0 {
			add("p.education >= ?", r.Education)
		}
		near, values := []string{}, []any{}
		if r.Family != "" {
			near, values = append(near, "p.family = ?"), append(values, r.Family)
		}
		if domain.Structural(r.Kind) {
			near = append(near, "p.kind IN ("+structuralKinds+")")
		}
		for _, field := range r.Fields {
			near, values = append(near, "p.fields LIKE ?"), append(values, "%|"+field+"|%") // plain words hold no wildcard
		}
		if len(r.Fields) == 0 {
			near, values = append(near, "p.kind = ?"), append(values, r.Kind)
		}
		if !r.Near {
			near, values = []string{"1 = 1"}, nil
		}
		add(strings.Join(near, " OR "), values...)
	}
	return strings.Join(conds, " AND "), args
}

// EachProfile hands over the packed profile of every person of the filter, in no order. data is valid until fn returns;
// nothing is kept, so memory does not grow with the city.
func EachProfile(tx *Tx, f ProfileFilter, fn func(id domain.ID, data []byte) error) error {
	where, args := f.where()
	rows, err := tx.db.Raw("SELECT p.staff_id, p.data FROM staff_profiles p WHERE "+where, args...).Rows()
	if err != nil {
		return translate(err, "profile")
	}
	defer func() { _ = rows.Close() }()
	var id domain.ID
	var raw, data sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&raw, &data); err != nil {
			return translate(err, "profile")
		}
		copy(id[:], raw)
		if err := fn(id, data); err != nil {
			return err
		}
	}
	return translate(rows.Err(), "profile")
}

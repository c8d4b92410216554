package repository

import (
	"time"

	"mutasi/domain"
)

// promised are the states that hold a seat.
const promised = "state IN ('approved','decreed')"

// SeatPromise is one seat promised to a person who has not moved yet.
type SeatPromise struct {
	ID             domain.ID   `gorm:"column:id"`
	StaffID        domain.ID   `gorm:"column:staff_id"`
	FromPositionID domain.ID   `gorm:"column:from_position_id"`
	PlannedDate    domain.Date `gorm:"column:planned_date"`
}

// Promised reads the promises on seats of a position, without those of one proposal.
func Promised(tx *Tx, position, except domain.ID) ([]SeatPromise, error) {
	var rows []SeatPromise
	err := tx.scan(&rows, "SELECT id, staff_id, from_position_id, COALESCE(effective_on, planned_date) AS planned_date FROM proposals WHERE to_position_id = ? AND "+
		promised+" AND id <> ?", position, except[:])
	return rows, err
}

// Leaving counts the definitive holders of a position on the day who are promised to leave it then or before, and those who
// exchange seats with the proposal: a ring moves together, whatever state its other proposals have reached.
func Leaving(tx *Tx, position domain.ID, p *domain.Proposal, by domain.Date) (int, error) {
	var n int
	err := tx.scan(&n, `SELECT COUNT(*) FROM proposals p JOIN staff s ON s.id = p.staff_id AND s.position_id = p.from_position_id
		WHERE p.from_position_id = ? AND (p.to_position_id IS NULL OR p.to_position_id <> p.from_position_id) AND (p.`+promised+` AND COALESCE(p.effective_on, p.planned_date) <= ?
		OR p.ring_id = ? AND p.open_key IS NOT NULL)
		AND EXISTS (SELECT 1 FROM appointments a WHERE a.staff_id = p.staff_id AND a.position_id = p.from_position_id AND a.kind = 'definitive' AND `+holds+`)`,
		position, by, p.RingID, by, by)
	return n, err
}

// Seats is the occupancy of one position.
type Seats struct{ Quota, Holders, Promised int }

// Free is how many seats nobody holds or is promised.
func (s Seats) Free() int { return s.Quota - s.Holders - s.Promised }

// SeatsOn counts the seats of a proposal's new position on a day as the proposal finds them: without its own promise, and without
// the holders who are promised to have left by then or exchange seats with it.
func SeatsOn(tx *Tx, p *domain.Proposal, on domain.Date) (Seats, error) {
	position, err := Positions.Get(tx, domain.AllRows, p.ToPositionID)
	if err != nil {
		return Seats{}, err
	}
	filled, err := Filled(tx, []domain.ID{position.ID}, on)
	if err != nil {
		return Seats{}, err
	}
	leaving, err := Leaving(tx, position.ID, p, on)
	if err != nil {
		return Seats{}, err
	}
	arriving, err := Promised(tx, position.ID, p.ID)
	return Seats{Quota: position.Quota, Holders: filled[position.ID] - leaving, Promised: len(arriving)}, err
}

// Ring reads the open proposals of exchanges in order of their numbers.
func Ring(tx *Tx, rings ...domain.ID) ([]domain.Proposal, error) {
	if len(rings) == 0 {
		return nil, nil
	}
	return Proposals.Where(tx, "number", "ring_id IN ? AND open_key IS NOT NULL", few(rings))
}

// Bits of a proposal that are written once and never changed.

// AddHistory appends a step to a proposal's timeline.
func AddHistory(tx *Tx, h *domain.HistoryEntry) error {
	return translate(tx.db.Table("proposal_history").Create(h).Error, "step")
}

func partsOf[T any](tx *Tx, table string, proposal domain.ID, order string) ([]T, error) {
	rows := []T{}
	err := tx.db.Table(table).Where("proposal_id = ?", proposal).Order(order).Limit(500).Find(&rows).Error
	return rows, translate(err, table)
}

// History reads a proposal's timeline.
func History(tx *Tx, proposal domain.ID) ([]domain.HistoryEntry, error) {
	return partsOf[domain.HistoryEntry](tx, "proposal_history", proposal, "at, id")
}

// AddConsent stores a consent.
func AddConsent(tx *Tx, c *domain.Consent) error {
	return translate(tx.db.Table("consents").Create(c).Error, "consent")
}

// Consents reads a proposal's consents, oldest first.
func Consents(tx *Tx, proposal domain.ID) ([]domain.Consent, error) {
	return partsOf[domain.Consent](tx, "consents", proposal, "at, id")
}

// VoidConsents removes the consents of a proposal whose content changed; the audit log keeps them.
func VoidConsents(tx *Tx, proposal domain.ID) error {
	_, err := tx.exec("DELETE FROM consents WHERE proposal_id = ?", proposal)
	return err
}

// AddOpinion stores a committee's opinion.
func AddOpinion(tx *Tx, o *domain.Opinion) error {
	return translate(tx.db.Table("opinions").Create(o).Error, "opinion")
}

// Opinions reads a proposal's opinions, oldest first.
func Opinions(tx *Tx, proposal domain.ID) ([]domain.Opinion, error) {
	return partsOf[domain.Opinion](tx, "opinions", proposal, "at, id")
}

// AddComment stores a comment.
func AddComment(tx *Tx, c *domain.Comment) error {
	return translate(tx.db.Table("comments").Create(c).Error, "comment")
}

// Comments reads one page of a proposal's comments, oldest first, after the given id.
func Comments(tx *Tx, proposal, after domain.ID, limit int) ([]domain.Comment, error) {
	rows := []domain.Comment{}
	err := tx.db.Table("comments").Where("proposal_id = ? AND id > ?", proposal, after[:]).Order("id").Limit(limit).Find(&rows).Error
	return rows, translate(err, "comment")
}

// AddDocument stores what is known of an uploaded file.
func AddDocument(tx *Tx, d *domain.Document) error {
	return translate(tx.db.Table("documents").Create(d).Error, "document")
}

// Documents reads a proposal's documents, oldest first.
func Documents(tx *Tx, proposal domain.ID) ([]domain.Document, error) {
	return partsOf[domain.Document](tx, "documents", proposal, "at, id")
}

// GetDocument reads one document of a proposal.
func GetDocument(tx *Tx, proposal, id domain.ID) (*domain.Document, error) {
	var d domain.Document
	err := tx.db.Table("documents").Where("id = ? AND proposal_id = ?", id, proposal).Take(&d).Error
	return &d, translate(err, "document")
}

// EachDocument walks all documents in order of their ids.
func EachDocument(tx *Tx, fn func(domain.Document) error) error {
	var after domain.ID
	for {
		var rows []domain.Document
		if err := tx.db.Table("documents").Where("id > ?", after[:]).Order("id").Limit(500).Find(&rows).Error; err != nil {
			return translate(err, "document")
		}
		for _, d := range rows {
			if err := fn(d); err != nil {
				return err
			}
		}
		if len(rows) < 500 {
			return nil
		}
		after = rows[len(rows)-1].ID
	}
}

// AddOverride stores an override; duplicate where the rule was overridden before.
func AddOverride(tx *Tx, o *domain.Override) error {
	return translate(tx.db.Table("overrides").Create(o).Error, "override")
}

// Overrides reads a proposal's overrides.
func Overrides(tx *Tx, proposal domain.ID) ([]domain.Override, error) {
	return partsOf[domain.Override](tx, "overrides", proposal, "at, id")
}

// AddCheckRun stores an evaluation of the rules.
func AddCheckRun(tx *Tx, r *domain.CheckRun) error {
	return translate(tx.db.Table("check_runs").Create(r).Error, "check run")
}

// CheckRuns reads a proposal's stored evaluations, oldest first.
func CheckRuns(tx *Tx, proposal domain.ID) ([]domain.CheckRun, error) {
	return partsOf[domain.CheckRun](tx, "check_runs", proposal, "at, id")
}

// LastCheckRun is the newest stored evaluation of a proposal; nil where there is none.
func LastCheckRun(tx *Tx, proposal domain.ID) (*domain.CheckRun, error) {
	var rows []domain.CheckRun
	err := tx.db.Table("check_runs").Where("proposal_id = ?", proposal).Order("at DESC, id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, translate(err, "check run")
	}
	return &rows[0], nil
}

// DropDraft removes what hangs on a draft before the draft itself goes.
func DropDraft(tx *Tx, proposal domain.ID) error {
	for _, table := range []string{"proposal_history", "comments", "consents", "documents", "overrides", "check_runs"} {
		if _, err := tx.exec("DELETE FROM "+table+" WHERE proposal_id = ?", proposal); err != nil {
			return err
		}
	}
	_, err := tx.exec("UPDATE plan_moves SET proposal_id = NULL WHERE proposal_id = ?", proposal) // the plan keeps its move
	return err
}

// DueDecrees are the signed decrees whose effective date has come and that may be tried now.
func DueDecrees(tx *Tx, today domain.Date) ([]domain.ID, error) {
	var ids []domain.ID
	err := tx.db.Table("decrees").Where("state = 'signed' AND effective_date <= ? AND (next_try_at IS NULL OR next_try_at <= ?)", today, tx.Now).
		Order("effective_date, id").Limit(50).Pluck("id", &ids).Error
	return ids, translate(err, "decree")
}

// ClaimDecree takes the row lock of a signed decree; false where another instance has made it effective.
func ClaimDecree(tx *Tx, id domain.ID) (bool, error) {
	n, err := tx.exec("UPDATE decrees SET attempts = attempts + 1 WHERE id = ? AND state = 'signed'", id)
	return n == 1, err
}

// PostponeDecree says when to try the blocked rest of a decree again.
func PostponeDecree(tx *Tx, id domain.ID, until time.Time) error {
	_, err := tx.exec("UPDATE decrees SET next_try_at = ? WHERE id = ?", until, id)
	return err
}

// EndAppointment closes an appointment on the day; the day itself is no longer held.
func EndAppointment(tx *Tx, id domain.ID, day domain.Date) error {
	_, err := tx.exec("UPDATE appointments SET valid_to = ?, version = version + 1, updated_at = ? WHERE id = ?", day, tx.Now, id)
	touch(&tx.touched.appointments, id)
	return err
}

// OpenEvaluations counts a proposal's evaluations that are not in yet.
func OpenEvaluations(tx *Tx, proposal domain.ID) (int64, error) {
	return Evaluations.Count(tx, "proposal_id = ? AND submitted_at IS NULL", proposal)
}

// SubtreeIDs lists the units of a subtree.
func SubtreeIDs(tx *Tx, root domain.ID) (map[domain.ID]bool, error) {
	var ids []domain.ID
	if err := tx.db.Table("units").Where(Subtree("id"), root).Pluck("id", &ids).Error; err != nil {
		return nil, translate(err, "unit")
	}
	m := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m, nil
}

// Policies reads all policy sets, newest version first.
func Policies(tx *Tx) ([]domain.PolicySet, error) {
	rows := []domain.PolicySet{}
	err := tx.db.Table("policy_sets").Order("version DESC").Find(&rows).Error
	return rows, translate(err, "policy")
}

// InsertPolicy stores a new policy version.
func InsertPolicy(tx *Tx, p *domain.PolicySet) error {
	return translate(tx.db.Table("policy_sets").Create(p).Error, "policy")
}

// SetPolicyVersion notes the policy that a new or changed draft was judged by.
func SetPolicyVersion(tx *Tx, proposal domain.ID, version int) error {
	_, err := tx.exec("UPDATE proposals SET policy_version = ? WHERE id = ?", version, proposal)
	return err
}

// SetEffective notes the day of a decree on all proposals that it carries, before any is judged: in a chain each counts on the
// seat that another leaves on that day.
func SetEffective(tx *Tx, decree domain.ID, day domain.Date) error {
	_, err := tx.exec("UPDATE proposals SET effective_on = ? WHERE decree_id = ?", day, decree)
	return err
}

// CarriedIDs lists the proposals of decrees, in order of their numbers.
func CarriedIDs(tx *Tx, decrees []domain.ID) (map[domain.ID][]domain.ID, error) {
	m := map[domain.ID][]domain.ID{}
	if len(decrees) == 0 {
		return m, nil
	}
	var rows []struct {
		ID       domain.ID `gorm:"column:id"`
		DecreeID domain.ID `gorm:"column:decree_id"`
	}
	err := tx.scan(&rows, "SELECT id, decree_id FROM proposals WHERE decree_id IN ? ORDER BY number", decrees)
	for _, r := range rows {
		m[r.DecreeID] = append(m[r.DecreeID], r.ID)
	}
	return m, err
}

// PendingProposals reads open proposals in order of their numbers, after the given one.
func PendingProposals(tx *Tx, after string, limit int) ([]domain.Proposal, error) {
	rows := []domain.Proposal{}
	err := tx.db.Table("proposals").Where("open_key IS NOT NULL AND number > ?", after).Order("number").Limit(limit).Find(&rows).Error
	return rows, translate(err, "proposal")
}

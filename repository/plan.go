package repository

import (
	"bytes"
	"compress/gzip"
	"io"
	"strconv"

	"mutasi/domain"
)

// Plans of programmes.
var Plans = &Table[domain.Plan, *domain.Plan]{
	Name: "plans", What: "plan", DefaultSort: "-created_at",
	Filters: map[string]Filter{"programme_id": eq("plans.programme_id", ID), "state": in("plans.state"), "kind": in("plans.kind")},
	Sorts:   map[string]Sort[domain.Plan]{"created_at": byID[domain.Plan]()},
}

// InsertPlanMoves writes the moves of a plan.
func InsertPlanMoves(tx *Tx, moves []domain.PlanMove) error {
	if len(moves) == 0 {
		return nil
	}
	return translate(tx.bulk().Table("plan_moves").CreateInBatches(moves, 200).Error, "move")
}

// PlanMoves reads all moves of a plan in the order in which they can be carried out.
func PlanMoves(tx *Tx, plan domain.ID) ([]domain.PlanMove, error) {
	rows := []domain.PlanMove{}
	err := tx.db.Table("plan_moves").Where("plan_id = ?", plan).Order("number").Find(&rows).Error
	return rows, translate(err, "move")
}

// MoveQuery asks for moves of one plan; zero values ask for nothing.
type MoveQuery struct {
	UnitID domain.ID // where the person leaves or arrives
	Ring   int
	Cursor string
	Limit  int
}

// PlanMovePage reads one page of a plan's moves in the order in which they can be carried out.
func PlanMovePage(tx *Tx, plan domain.ID, q MoveQuery) (domain.Page[domain.PlanMove], error) {
	page := domain.Page[domain.PlanMove]{Items: []domain.PlanMove{}}
	db := tx.db.Table("plan_moves").Where("plan_id = ?", plan)
	if !q.UnitID.IsZero() {
		db = db.Where("(from_unit_id = ? OR to_unit_id = ?)", q.UnitID, q.UnitID)
	}
	if q.Ring > 0 {
		db = db.Where("ring = ?", q.Ring)
	}
	if q.Cursor != "" {
		after, err := strconv.Atoi(q.Cursor)
		if err != nil {
			return page, badParam("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
		}
		db = db.Where("number > ?", after)
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	err := db.Order("number").Limit(q.Limit + 1).Find(&page.Items).Error
	return domain.PageOf(page.Items, q.Limit, func(m *domain.PlanMove) string { return strconv.Itoa(m.Number) }), translate(err, "move")
}

// LinkMove notes which proposal a move of a plan became.
func LinkMove(tx *Tx, move, proposal domain.ID) error {
	_, err := tx.exec("UPDATE plan_moves SET proposal_id = ? WHERE id = ?", proposal, move)
	return err
}

// The texts that are kept of a plan.
const (
	PlanProblem     = "problem"     // problem, plan and certificate as placement.Write has them
	PlanCertificate = "certificate" // the certificate by ids, as JSON
)

// chunkSize keeps a row below what servers take in one packet by default.
const chunkSize = 512 << 10

// planChunk is one row of a compressed text.
type planChunk struct {
	PlanID  domain.ID `gorm:"column:plan_id"`
	Part    string    `gorm:"column:part"`
	Ordinal int       `gorm:"column:ordinal"`
	Content []byte    `gorm:"column:content"`
}

// Compress makes of a text what PutPlanText stores. It takes time: do it before the transaction begins.
func Compress(write func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := write(z); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// PutPlanText stores a compressed text of a plan.
func PutPlanText(tx *Tx, plan domain.ID, part string, packed []byte) error {
	for n := 0; len(packed) > 0; n++ {
		size := min(chunkSize, len(packed))
		if err := tx.bulk().Table("plan_chunks").Create(&planChunk{plan, part, n, packed[:size]}).Error; err != nil {
			return translate(err, "plan")
		}
		packed = packed[size:]
	}
	return nil
}

// PlanText reads a text of a plan as it was compressed, row by row: not_found where there is none.
func PlanText(tx *Tx, plan domain.ID, part string) (io.Reader, error) {
	r := &chunkReader{tx: tx, plan: plan, part: part}
	if err := r.next(); err != nil {
		return nil, err
	}
	if len(r.rest) == 0 {
		return nil, domain.ErrNotFound("plan")
	}
	return r, nil
}

// chunkReader fetches one row after the other, so that a whole plan never lies in memory.
type chunkReader struct {
	tx    *Tx
	plan  domain.ID
	part  string
	index int
	rest  []byte
}

func (r *chunkReader) next() error {
	var rows []planChunk
	if err := r.tx.db.Table("plan_chunks").Where("plan_id = ? AND part = ? AND ordinal = ?", r.plan, r.part, r.index).Find(&rows).Error; err != nil {
		return translate(err, "plan")
	}
	r.index++
	if len(rows) == 1 {
		r.rest = rows[0].Content
	}
	return nil
}

// Read is io.Reader.
func (r *chunkReader) Read(b []byte) (int, error) {
	if len(r.rest) == 0 {
		if err := r.next(); err != nil {
			return 0, err
		}
		if len(r.rest) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

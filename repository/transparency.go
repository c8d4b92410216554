package repository

import "mutasi/domain"

// Consultation counts what a programme's consultation brought together.
type Consultation struct {
	Forums       int `gorm:"column:forums"`
	Participants int `gorm:"column:participants"`
	Attended     int `gorm:"column:attended"`
	Wishing      int `gorm:"column:wishing"` // people with wishes
}

// Consulted counts forums that were held, their participants, and people with wishes.
func Consulted(tx *Tx, programme domain.ID) (Consultation, error) {
	var c Consultation
	err := tx.scan(&c, `SELECT (SELECT COUNT(*) FROM forums f WHERE f.programme_id = ? AND f.state = 'held') AS forums,
		(SELECT COUNT(*) FROM participants p JOIN forums f ON f.id = p.forum_id WHERE f.programme_id = ? AND f.state <> 'cancelled') AS participants,
		(SELECT COUNT(*) FROM participants p JOIN forums f ON f.id = p.forum_id WHERE f.programme_id = ? AND f.state <> 'cancelled' AND p.attended) AS attended,
		(SELECT COUNT(*) FROM aspirations a WHERE a.programme_id = ? AND a.state = 'active') AS wishing`, programme, programme, programme, programme)
	return c, err
}

// QuestionCounts counts the questions of a programme by state.
func QuestionCounts(tx *Tx, programme domain.ID) (map[string]int, error) {
	var rows []struct {
		State string `gorm:"column:state"`
		N     int    `gorm:"column:n"`
	}
	err := tx.scan(&rows, "SELECT state, COUNT(*) AS n FROM questions WHERE programme_id = ? GROUP BY state", programme)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.State] = r.N
	}
	return counts, err
}

// QuestionsBehind reads the questions that caused changes of a programme.
func QuestionsBehind(tx *Tx, programme domain.ID) ([]domain.Question, error) {
	return Questions.Where(tx, "id", "programme_id = ? AND change_id IS NOT NULL", programme)
}

// ShownPlan is the adopted plan of a programme, else the newest that has a result; nil where there is none.
func ShownPlan(tx *Tx, programme domain.ID) (*domain.Plan, error) {
	rows, err := Plans.Where(tx, "CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, id DESC", "programme_id = ? AND state IN ('ready','adopted')", programme)
	return first(rows, err)
}

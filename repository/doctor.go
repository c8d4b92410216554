package repository

import (
	"fmt"

	"mutasi/domain"
)

// invariant is a question whose every answer row is a finding. "@day" stands for today.
type invariant struct{ what, query string }

// invariants must hold between rows at any time, also after a process was killed anywhere.
var invariants = []invariant{
	{"position has more definitive holders than its quota on a day", `
		SELECT p.code AS subject, COUNT(*) AS n FROM appointments a
		JOIN appointments b ON b.position_id = a.position_id AND b.kind = 'definitive' AND b.valid_from <= a.valid_from
			AND (b.valid_to IS NULL OR b.valid_to > a.valid_from)
		JOIN positions p ON p.id = a.position_id
		WHERE a.kind = 'definitive' AND (a.valid_to IS NULL OR a.valid_to > a.valid_from)
		GROUP BY p.id, p.code, p.quota, a.id HAVING COUNT(*) > p.quota`},
	{"person holds two definitive positions on one day", `
		SELECT s.nip AS subject, COUNT(*) AS n FROM appointments a
		JOIN appointments b ON b.staff_id = a.staff_id AND b.id <> a.id AND b.kind = 'definitive' AND b.valid_from <= a.valid_from
			AND (b.valid_to IS NULL OR b.valid_to > a.valid_from)
		JOIN staff s ON s.id = a.staff_id
		WHERE a.kind = 'definitive' AND (a.valid_to IS NULL OR a.valid_to > a.valid_from) GROUP BY s.id, s.nip`},
	{"staff row names another position than the appointment in force", `
		SELECT s.nip AS subject, 1 AS n FROM staff s
		LEFT JOIN appointments a ON a.staff_id = s.id AND a.kind = 'definitive' AND a.valid_from <= @day AND (a.valid_to IS NULL OR a.valid_to > @day)
		WHERE (s.position_id IS NULL) <> (a.position_id IS NULL) OR s.position_id <> a.position_id OR (a.unit_id IS NOT NULL AND s.unit_id <> a.unit_id)
			OR (a.valid_from IS NOT NULL AND s.position_since <> a.valid_from)`},
	{"more seats promised than the position has free", `
		SELECT p.code AS subject, COUNT(*) AS n FROM proposals q JOIN positions p ON p.id = q.to_position_id
		WHERE q.state IN ('approved','decreed') GROUP BY p.id, p.code, p.quota
		HAVING COUNT(*) > p.quota`},
	{"person has several open proposals", `
		SELECT s.nip AS subject, COUNT(*) AS n FROM proposals p JOIN staff s ON s.id = p.staff_id
		WHERE p.state NOT IN ('effective','closed','rejected','withdrawn','cancelled') GROUP BY s.id, s.nip HAVING COUNT(*) > 1`},
	{"open proposal without its key, or a closed one with it", `
		SELECT number AS subject, 1 AS n FROM proposals
		WHERE (open_key IS NULL) <> (state IN ('effective','closed','rejected','withdrawn','cancelled')) OR open_key <> staff_id`},
	{"decreed proposal without a signed decree", `
		SELECT p.number AS subject, 1 AS n FROM proposals p LEFT JOIN decrees d ON d.id = p.decree_id
		WHERE p.state IN ('decreed','effective','closed') AND (d.id IS NULL OR d.state NOT IN ('signed','effective'))`},
	{"effective proposal without its appointment", `
		SELECT p.number AS subject, 1 AS n FROM proposals p LEFT JOIN appointments a ON a.proposal_id = p.id
		WHERE p.state IN ('effective','closed') AND p.direction <> 'out' AND a.id IS NULL`},
	{"proposal took effect more than once", `
		SELECT p.number AS subject, COUNT(*) AS n FROM proposals p JOIN appointments a ON a.proposal_id = p.id GROUP BY p.id, p.number HAVING COUNT(*) > 1`},
	{"effective proposal without its four evaluations", `
		SELECT p.number AS subject, COUNT(e.id) AS n FROM proposals p LEFT JOIN evaluations e ON e.proposal_id = p.id
		WHERE p.state IN ('effective','closed') AND p.direction <> 'out' GROUP BY p.id, p.number HAVING COUNT(e.id) <> 4`},
	{"timeline ends in another state than the proposal", `
		SELECT p.number AS subject, 1 AS n FROM proposals p WHERE NOT EXISTS
			(SELECT 1 FROM proposal_history h WHERE h.proposal_id = p.id AND h.to_state = p.state)`},
	{"proposal without an audit row for its version", `
		SELECT p.number AS subject, 1 AS n FROM proposals p WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject_id = p.id)`},
	{"audit row without its announcement", `
		SELECT a.action AS subject, COUNT(*) AS n FROM audit a LEFT JOIN outbox o ON o.subject_id = a.subject_id AND o.topic = a.action
		WHERE a.action NOT LIKE '%.read' AND o.seq IS NULL GROUP BY a.action`},
	{"unit path does not follow its parent", `
		SELECT u.code AS subject, 1 AS n FROM units u LEFT JOIN units p ON p.id = u.parent_id
		WHERE (u.parent_id IS NULL AND u.depth <> 0) OR (u.parent_id IS NOT NULL AND (u.depth <> p.depth + 1 OR u.path < p.path OR u.path >= p.path_end))`},
	{"workload analysis does not add up to its tasks", `
		SELECT p.code AS subject, w.year AS n FROM workloads w JOIN positions p ON p.id = w.position_id
		LEFT JOIN (SELECT workload_id, COUNT(*) AS tasks, SUM(volume * norm_minutes * CASE period WHEN 'day' THEN 250 WHEN 'week' THEN 50 WHEN 'month' THEN 12 ELSE 1 END) AS total_load
			FROM workload_tasks GROUP BY workload_id) t ON t.workload_id = w.id
		WHERE w.total_load <> COALESCE(t.total_load, 0) OR w.task_count <> COALESCE(t.tasks, 0)`},
	{"need of a workload analysis does not follow from its load", `
		SELECT p.code AS subject, w.year AS n FROM workloads w JOIN positions p ON p.id = w.position_id
		WHERE ABS(w.need_raw * w.effective_minutes - w.total_load) * 2 > w.effective_minutes`},
	{"the newest final analysis of a year is not the one that counts", `
		SELECT p.code AS subject, w.year AS n FROM workloads w JOIN positions p ON p.id = w.position_id
		WHERE (w.counts IS NOT NULL) <> (w.status = 'final' AND NOT EXISTS
			(SELECT 1 FROM workloads x WHERE x.position_id = w.position_id AND x.year = w.year AND x.status = 'final' AND x.version > w.version))`},
	{"the analysis of the newest year is not marked as the latest", `
		SELECT p.code AS subject, w.year AS n FROM workloads w JOIN positions p ON p.id = w.position_id
		WHERE (w.latest IS NOT NULL) <> (w.counts IS NOT NULL AND NOT EXISTS
			(SELECT 1 FROM workloads x WHERE x.position_id = w.position_id AND x.counts = 1 AND x.year > w.year))`},
	{"position and year have several drafts, or a draft under a later version", `
		SELECT p.code AS subject, w.year AS n FROM workloads w JOIN positions p ON p.id = w.position_id
		WHERE w.status = 'draft' AND EXISTS (SELECT 1 FROM workloads x WHERE x.position_id = w.position_id AND x.year = w.year AND x.version > w.version)`},
	{"exchange is approved, decreed, carried out or ended in part", `
		SELECT MIN(number) AS subject, COUNT(*) AS n FROM proposals WHERE ring_id IS NOT NULL GROUP BY ring_id
		HAVING COUNT(DISTINCT CASE WHEN state = 'approved' THEN 1 WHEN state = 'decreed' THEN 2 WHEN state IN ('effective','closed') THEN 3
			WHEN state IN ('rejected','withdrawn','cancelled') THEN 4 ELSE 0 END) > 1`},
	{"forum has more participants than places", `
		SELECT f.title AS subject, COUNT(*) AS n FROM forums f JOIN participants p ON p.forum_id = f.id
		GROUP BY f.id, f.title, f.capacity HAVING COUNT(*) > f.capacity`},
	{"anonymous question names who asked", `
		SELECT f.title AS subject, 1 AS n FROM questions q JOIN forums f ON f.id = q.forum_id
		WHERE q.anonymous AND (q.author_id IS NOT NULL OR q.author_name <> '')`},
	{"question is linked to a change of another programme", `
		SELECT f.title AS subject, 1 AS n FROM questions q JOIN forums f ON f.id = q.forum_id JOIN programme_changes c ON c.id = q.change_id
		WHERE c.programme_id <> q.programme_id OR f.programme_id <> q.programme_id`},
	{"programme takes wishes or is past them without its commitment", `
		SELECT name AS subject, 1 AS n FROM programmes
		WHERE state = 'open' AND phase NOT IN ('needs','forum') AND (frozen_hash = '' OR seed = '' OR frozen_at IS NULL)`},
	{"wishes of a list that is not active, or of another person or programme", `
		SELECT s.nip AS subject, COUNT(*) AS n FROM aspiration_wishes w JOIN aspirations a ON a.id = w.aspiration_id JOIN staff s ON s.id = a.staff_id
		WHERE a.state <> 'active' OR a.staff_id <> w.staff_id OR a.programme_id <> w.programme_id GROUP BY s.id, s.nip`},
	{"active list of wishes whose ranks have a gap", `
		SELECT s.nip AS subject, COUNT(w.wish_rank) AS n FROM aspirations a JOIN staff s ON s.id = a.staff_id LEFT JOIN aspiration_wishes w ON w.aspiration_id = a.id
		WHERE a.state = 'active' GROUP BY a.id, s.nip HAVING COUNT(w.wish_rank) = 0 OR MAX(w.wish_rank) <> COUNT(w.wish_rank)`},
	{"active list of wishes without its key, or a withdrawn one with it", `
		SELECT s.nip AS subject, 1 AS n FROM aspirations a JOIN staff s ON s.id = a.staff_id
		WHERE (a.open_key IS NULL) <> (a.state = 'withdrawn') OR a.open_key <> a.staff_id`},
	{"list of wishes without the step that led to it", `
		SELECT s.nip AS subject, 1 AS n FROM aspirations a JOIN staff s ON s.id = a.staff_id WHERE NOT EXISTS
			(SELECT 1 FROM aspiration_history h WHERE h.aspiration_id = a.id AND h.version = a.version)`},
	{"plan with a result lacks its texts or moves, or one without has some", `
		SELECT p.name AS subject, COUNT(m.id) AS n FROM plans p LEFT JOIN plan_moves m ON m.plan_id = p.id
		GROUP BY p.id, p.name, p.state HAVING (p.state IN ('ready','adopted')) <> (EXISTS (SELECT 1 FROM plan_chunks c WHERE c.plan_id = p.id AND c.part = 'problem')
			AND EXISTS (SELECT 1 FROM plan_chunks c WHERE c.plan_id = p.id AND c.part = 'certificate')) OR p.state NOT IN ('ready','adopted') AND COUNT(m.id) > 0`},
	{"plan waits for a job that has ended, or the other way round", `
		SELECT p.name AS subject, 1 AS n FROM plans p JOIN jobs j ON j.id = p.job_id WHERE (p.state = 'pending') <> (j.state IN ('queued','running'))`},
	{"adopted plan is not the one that its programme names", `
		SELECT p.name AS subject, 1 AS n FROM plans p JOIN programmes g ON g.id = p.programme_id
		WHERE (p.state = 'adopted') <> (g.adopted_plan_id IS NOT NULL AND g.adopted_plan_id = p.id)`},
	{"move of a plan names a proposal that is not of the plan, or of a plan that was not adopted", `
		SELECT p.name AS subject, m.number AS n FROM plan_moves m JOIN plans p ON p.id = m.plan_id JOIN proposals q ON q.id = m.proposal_id
		WHERE p.state <> 'adopted' OR q.plan_id IS NULL OR q.plan_id <> p.id OR q.staff_id <> m.staff_id`},
	{"job that nobody works on has a lease, or one that is worked on has none", `
		SELECT j.kind AS subject, 1 AS n FROM jobs j WHERE (j.state = 'running') <> (j.lease_until IS NOT NULL)`},
	{"decree is overdue", `
		SELECT number AS subject, 1 AS n FROM decrees WHERE state = 'signed' AND effective_date < @day AND attempts = 0`},
}

// Inconsistencies asks every invariant and words the findings.
func Inconsistencies(tx *Tx, today domain.Date) ([]string, error) {
	findings := []string{}
	for _, inv := range invariants {
		query, args := bindDay(inv.query, today)
		var rows []struct {
			Subject string `gorm:"column:subject"`
			N       int    `gorm:"column:n"`
		}
		if err := tx.scan(&rows, query+" LIMIT 100", args...); err != nil {
			return nil, fmt.Errorf("%s: %w", inv.what, err)
		}
		for _, r := range rows {
			findings = append(findings, fmt.Sprintf("%s: %s (%d)", inv.what, r.Subject, r.N))
		}
	}
	return findings, nil
}

// EachCheckRun walks all stored evaluations in order of their ids.
func EachCheckRun(tx *Tx, fn func(domain.CheckRun) error) error {
	var after domain.ID
	for {
		var rows []domain.CheckRun
		if err := tx.db.Table("check_runs").Where("id > ?", after[:]).Order("id").Limit(200).Find(&rows).Error; err != nil {
			return translate(err, "check run")
		}
		for _, r := range rows {
			if err := fn(r); err != nil {
				return err
			}
		}
		if len(rows) < 200 {
			return nil
		}
		after = rows[len(rows)-1].ID
	}
}

package repository

import (
	"mutasi/domain"
)

// workloadTask is one stored task of a workload analysis.
type workloadTask struct {
	WorkloadID  domain.ID         `gorm:"column:workload_id"`
	Ordinal     int               `gorm:"column:ordinal"`
	Name        string            `gorm:"column:name"`
	Output      string            `gorm:"column:output"`
	Period      string            `gorm:"column:period"`
	Volume      domain.Hundredths `gorm:"column:volume"`
	NormMinutes domain.Hundredths `gorm:"column:norm_minutes"`
}

// workloads reads analyses with their tasks.
func workloads(tx *Tx, order string, limit int, where string, args ...any) ([]domain.Workload, error) {
	rows := []domain.Workload{}
	if err := tx.db.Table("workloads").Where(where, args...).Order(order).Limit(limit).Find(&rows).Error; err != nil || len(rows) == 0 {
		return rows, translate(err, "workload")
	}
	ids, at := make([]domain.ID, len(rows)), make(map[domain.ID]int, len(rows))
	for i := range rows {
		ids[i], at[rows[i].ID] = rows[i].ID, i
		rows[i].Tasks = []domain.TaskInput{}
	}
	var tasks []workloadTask
	if err := tx.db.Table("workload_tasks").Where("workload_id IN ?", ids).Order("workload_id, ordinal").Find(&tasks).Error; err != nil {
		return nil, translate(err, "workload")
	}
	for _, t := range tasks {
		w := &rows[at[t.WorkloadID]]
		w.Tasks = append(w.Tasks, domain.TaskInput{Name: t.Name, Output: t.Output, Period: t.Period, Volume: &t.Volume, NormMinutes: &t.NormMinutes})
	}
	return rows, nil
}

// maxVersions is how many versions of analyses one position shows.
const maxVersions = 200

// Workloads lists the versions of a position's analyses, the newest year and version first; year 0 means all years.
func Workloads(tx *Tx, position domain.ID, year int) ([]domain.Workload, error) {
	if year == 0 {
		return workloads(tx, "year DESC, version DESC", maxVersions, "position_id = ?", position)
	}
	return workloads(tx, "version DESC", maxVersions, "position_id = ? AND year = ?", position, year)
}

// NewestWorkload is the newest version of a position and year, draft or final; nil where there is none.
func NewestWorkload(tx *Tx, position domain.ID, year int) (*domain.Workload, error) {
	return first(workloads(tx, "version DESC", 1, "position_id = ? AND year = ?", position, year))
}

// CountingWorkload is the newest final of the position's newest year; nil where there is none.
func CountingWorkload(tx *Tx, position domain.ID) (*domain.Workload, error) {
	return first(workloads(tx, "version DESC", 1, "position_id = ? AND latest = 1", position))
}

func first[T any](rows []T, err error) (*T, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// SaveWorkload writes the next version of a position and year. old is the draft that it replaces, nil where it stands beside
// the earlier versions. The caller holds the lock of the position. A final becomes the one that counts.
func SaveWorkload(tx *Tx, w, old *domain.Workload) error {
	w.UpdatedAt = tx.Now
	if old == nil {
		w.ID, w.CreatedAt = domain.NewID(), tx.Now
		if err := tx.db.Table("workloads").Create(w).Error; err != nil {
			return translate(err, "workload")
		}
	} else {
		w.ID, w.CreatedAt = old.ID, old.CreatedAt
		if _, err := tx.exec("DELETE FROM workload_tasks WHERE workload_id = ?", w.ID); err != nil {
			return err
		}
		if err := tx.db.Table("workloads").Where("id = ?", w.ID).Select("*").Omit("id", "created_at").Updates(w).Error; err != nil {
			return translate(err, "workload")
		}
	}
	if err := insertTasks(tx, []domain.Workload{*w}); err != nil || w.Status != domain.WorkloadFinal {
		return err
	}
	return markCounting(tx, w)
}

// markCounting lets the new final count for its year, and the newest year's final for the position.
func markCounting(tx *Tx, w *domain.Workload) error {
	yes := true
	if _, err := tx.exec("UPDATE workloads SET counts = NULL WHERE position_id = ? AND year = ? AND counts = 1", w.PositionID, w.Year); err != nil {
		return err
	}
	if _, err := tx.exec("UPDATE workloads SET counts = 1 WHERE id = ?", w.ID); err != nil {
		return err
	}
	w.Counts = &yes
	var newest int
	if err := tx.scan(&newest, "SELECT COALESCE(MAX(year), 0) FROM workloads WHERE position_id = ? AND counts = 1", w.PositionID); err != nil || newest != w.Year {
		return err
	}
	if _, err := tx.exec("UPDATE workloads SET latest = NULL WHERE position_id = ? AND latest = 1", w.PositionID); err != nil {
		return err
	}
	w.Latest = &yes
	_, err := tx.exec("UPDATE workloads SET latest = 1 WHERE id = ?", w.ID)
	return err
}

// InsertWorkloads writes many prepared analyses (ids, versions, times and marks set): for imports and sample data.
func InsertWorkloads(tx *Tx, rows []domain.Workload) error {
	if len(rows) == 0 {
		return nil
	}
	if err := tx.bulk().Table("workloads").CreateInBatches(rows, 200).Error; err != nil {
		return translate(err, "workload")
	}
	return insertTasks(tx, rows)
}

func insertTasks(tx *Tx, rows []domain.Workload) error {
	var tasks []workloadTask
	for i := range rows {
		for k, t := range rows[i].Tasks {
			tasks = append(tasks, workloadTask{rows[i].ID, k, t.Name, t.Output, t.Period, *t.Volume, *t.NormMinutes})
		}
	}
	if len(tasks) == 0 {
		return nil
	}
	return translate(tx.bulk().Table("workload_tasks").CreateInBatches(tasks, 500).Error, "workload")
}

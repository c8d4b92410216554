package service

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"time"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/repository"
)

// firstWorkloadYear is the earliest year of an analysis; the latest is next year.
const firstWorkloadYear = 2000

// WorkloadTask is one task as clients see it: load and need can be redone from the numbers beside them.
type WorkloadTask struct {
	Name         string                `json:"name"`
	Output       string                `json:"output"`
	Period       string                `json:"period"`
	PeriodFactor int64                 `json:"period_factor"` // periods in a year
	Volume       domain.Hundredths     `json:"volume"`
	NormMinutes  domain.Hundredths     `json:"norm_minutes"`
	Load         domain.Hundredths     `json:"load"` // volume × period_factor × norm_minutes, in minutes a year
	Need         domain.TenThousandths `json:"need"` // load / effective_minutes
}

// Workload is one version of a position's workload analysis as clients see it, with what it says of the position today.
type Workload struct {
	domain.Meta
	PositionID    domain.ID      `json:"position_id"`
	Year          int            `json:"year"`
	Status        string         `json:"status"`
	Counts        bool           `json:"counts"` // the newest final of its year
	Latest        bool           `json:"latest"` // and of the newest year
	Method        string         `json:"method"`
	Growth        int            `json:"growth"` // basis points a year
	Note          string         `json:"note"`
	Basis         needs.Basis    `json:"basis"`
	PolicyVersion int            `json:"policy_version"`
	Tasks         []WorkloadTask `json:"tasks"`
	needs.Figures
}

// analyse counts an analysis on the basis of the policy in force and keeps the basis with it.
func analyse(w *domain.Workload, structural bool, p Policy) {
	basis := basisOf(p)
	w.EffectiveMinutes, w.Rounding, w.PolicyVersion = basis.EffectiveMinutes, string(basis.Rounding), p.Version
	w.TaskCount, w.TotalLoad = len(w.Tasks), 0
	for _, t := range w.Tasks {
		w.TotalLoad += t.Load()
	}
	post := needs.Post{Structural: structural, Analysed: true, Basis: basis, Load: needs.Load(w.TotalLoad)}
	w.NeedRaw = basis.Raw(post.Load)
	w.Need, _ = post.Need()
}

func basisOf(p Policy) needs.Basis {
	return needs.Basis{EffectiveMinutes: p.Parameters.Needs.EffectiveMinutes, Rounding: needs.Rounding(p.Parameters.Needs.Rounding)}
}

// WorkloadQuery chooses among the versions of a position's analyses.
type WorkloadQuery struct {
	Year int // 0: the one that counts
}

// Workload reads the analysis of a position: the newest version of the year, or without a year the final that counts.
func (s *Service) Workload(ctx context.Context, a domain.Actor, position domain.ID, q WorkloadQuery) (*Workload, error) {
	tx := s.store.Read(ctx)
	p, err := s.workloadPosition(tx, a, position)
	if err != nil {
		return nil, err
	}
	var w *domain.Workload
	if q.Year == 0 {
		w, err = repository.CountingWorkload(tx, position)
	} else {
		w, err = repository.NewestWorkload(tx, position, q.Year)
	}
	if err != nil {
		return nil, err
	}
	if w == nil {
		return nil, domain.ErrNotFound("workload")
	}
	shown, err := s.showWorkloads(tx, p, []domain.Workload{*w})
	if err != nil {
		return nil, err
	}
	return &shown[0], nil
}

// WorkloadVersions lists all versions of a position's analyses, drafts included, the newest year and version first.
func (s *Service) WorkloadVersions(ctx context.Context, a domain.Actor, position domain.ID, q WorkloadQuery) ([]Workload, error) {
	tx := s.store.Read(ctx)
	p, err := s.workloadPosition(tx, a, position)
	if err != nil {
		return nil, err
	}
	rows, err := repository.Workloads(tx, position, q.Year)
	if err != nil {
		return nil, err
	}
	return s.showWorkloads(tx, p, rows)
}

func (s *Service) workloadPosition(tx *repository.Tx, a domain.Actor, id domain.ID) (*domain.Position, error) {
	sc, err := s.Scope(a, "workload.read")
	if err != nil {
		return nil, err
	}
	return repository.Positions.Get(tx, sc, id)
}

// showWorkloads adds tasks' loads and the position's figures of today.
func (s *Service) showWorkloads(tx *repository.Tx, p *domain.Position, rows []domain.Workload) ([]Workload, error) {
	holders, err := repository.HoldersOf(tx, p.ID)
	if err != nil {
		return nil, err
	}
	leave := needs.LeaveFrom(s.today(tx))
	list := make([]Workload, len(rows))
	for i := range rows {
		w := &rows[i]
		basis := needs.Basis{EffectiveMinutes: w.EffectiveMinutes, Rounding: needs.Rounding(w.Rounding)}
		post := needs.Post{Structural: domain.Structural(p.Kind), Analysed: true, Measured: w.TaskCount > 0, Load: needs.Load(w.TotalLoad), Growth: int64(w.Growth),
			Basis: basis, Quota: int64(p.Quota), Age: p.RetirementAgeYears()}
		for _, h := range holders {
			post.Enter(leave, moverOf(h))
		}
		post.Closed = !p.Active
		list[i] = Workload{Meta: w.Meta, PositionID: w.PositionID, Year: w.Year, Status: w.Status, Counts: w.Counts != nil, Latest: w.Latest != nil,
			Method: w.Method, Growth: w.Growth, Note: w.Note, Basis: basis, PolicyVersion: w.PolicyVersion, Tasks: showTasks(w.Tasks, basis), Figures: post.Figures()}
	}
	return list, nil
}

func showTasks(in []domain.TaskInput, basis needs.Basis) []WorkloadTask {
	out := make([]WorkloadTask, len(in))
	for i, t := range in {
		load := needs.Load(t.Load())
		out[i] = WorkloadTask{Name: t.Name, Output: t.Output, Period: t.Period, PeriodFactor: domain.PeriodFactors[t.Period], Volume: *t.Volume,
			NormMinutes: *t.NormMinutes, Load: load.Minutes(), Need: basis.Raw(load)}
	}
	return out
}

// PutWorkload writes the next version of a position's analysis for a year. A draft takes the place of the year's draft, a
// final ends it; a final is never overwritten. The caller names the version that it replaces or follows, where there is one.
// created tells that the year had none.
func (s *Service) PutWorkload(ctx context.Context, a domain.Actor, position domain.ID, m Match, fill Fill[domain.WorkloadInput]) (out *Workload, created bool, err error) {
	if _, err := s.Scope(a, "workload.write"); err != nil {
		return nil, false, err
	}
	err = s.write(ctx, func(tx *repository.Tx) error {
		if err := tx.Lock("positions", position); err != nil {
			return err
		}
		p, err := repository.Positions.Get(tx, domain.AllRows, position)
		if err != nil {
			return err
		}
		w := &domain.Workload{PositionID: position}
		w.WorkloadInput = domain.WorkloadInput{Status: domain.WorkloadDraft, Method: "task"}
		if err := fill(&w.WorkloadInput); err != nil {
			return err
		}
		structural := domain.Structural(p.Kind)
		if err := s.checkWorkload(tx, &w.WorkloadInput, structural); err != nil {
			return err
		}
		newest, err := repository.NewestWorkload(tx, position, w.Year)
		if err != nil {
			return err
		}
		if created = newest == nil; !created {
			if err := m.check(a, newest.Version); err != nil {
				return err
			}
			w.Version = newest.Version
		} else if m.Given && !m.Any {
			return stale(0)
		}
		w.Version++
		policy, err := s.policyNow(tx)
		if err != nil {
			return err
		}
		analyse(w, structural, policy)
		var draft *domain.Workload
		if newest != nil && newest.Status == domain.WorkloadDraft {
			draft = newest
		}
		if err := repository.SaveWorkload(tx, w, draft); err != nil {
			return err
		}
		shown, err := s.showWorkloads(tx, p, []domain.Workload{*w})
		if err != nil {
			return err
		}
		out = &shown[0]
		var before any
		action := "workload.created"
		if draft != nil {
			before, action = storedWorkload(draft), "workload.updated"
		}
		return s.record(tx, a, action, "workload", w.ID, w.Version, before, storedWorkload(w))
	})
	if err != nil {
		return nil, false, err
	}
	return out, created, nil
}

// storedWorkload is what the audit log keeps of an analysis: what was written and what was counted.
func storedWorkload(w *domain.Workload) any {
	return struct {
		ID         domain.ID `json:"id"`
		Version    int       `json:"version"`
		UpdatedAt  time.Time `json:"updated_at"`
		PositionID domain.ID `json:"position_id"`
		domain.WorkloadInput
		Basis         needs.Basis           `json:"basis"`
		PolicyVersion int                   `json:"policy_version"`
		NeedRaw       domain.TenThousandths `json:"need_raw"`
		Need          domain.Hundredths     `json:"need"`
	}{w.ID, w.Version, w.UpdatedAt, w.PositionID, w.WorkloadInput, needs.Basis{EffectiveMinutes: w.EffectiveMinutes, Rounding: needs.Rounding(w.Rounding)},
		w.PolicyVersion, w.NeedRaw, w.Need}
}

// checkWorkload fills in the period of each task and names every bad field.
func (s *Service) checkWorkload(tx *repository.Tx, in *domain.WorkloadInput, structural bool) error {
	trim(reflect.ValueOf(in).Elem())
	for i := range in.Tasks {
		if in.Tasks[i].Period == "" {
			in.Tasks[i].Period = "year"
		}
	}
	var c domain.Check
	var bad *domain.Error
	if err := validate(in); errors.As(err, &bad) {
		c.Add(bad.Fields...)
	} else if err != nil {
		return err
	}
	last := s.today(tx).Year() + 1
	c.That(in.Year == 0 || in.Year >= firstWorkloadYear && in.Year <= last, "/year", "range", "the year lies between %s and %s", strconv.Itoa(firstWorkloadYear), strconv.Itoa(last))
	c.That(in.Status != domain.WorkloadFinal || structural || len(in.Tasks) > 0, "/tasks", "required", "a final analysis needs its tasks")
	return c.Err()
}

func moverOf(r repository.MoverRow) needs.Mover {
	return needs.Mover{Known: true, PNS: r.Employment == domain.EmploymentPNS, Birth: r.BirthDate, PositionID: r.PositionID}
}

package domain

import (
	"strconv"
)

// The states of a workload analysis: only the newest final counts (domain.md 4.2).
const (
	WorkloadDraft = "draft"
	WorkloadFinal = "final"
)

// PeriodFactors turn a volume per period into a volume per year (PermenPANRB 1/2020; domain.md 4.1).
var PeriodFactors = map[string]int64{"day": 250, "week": 50, "month": 12, "year": 1}

// Limits of a workload analysis; they keep every sum of loads inside 64 bits.
const (
	maxVolume      Hundredths = 10_000_000_00 // units of output in a period
	maxNormMinutes Hundredths = 100_000_00    // minutes for one unit
	maxPeople      int64      = 10_000
	maxLoad        int64      = maxPeople * 75_000 * 10_000 // ten-thousandths of a minute in a year
)

// TaskInput is one task of a position (uraian tugas): how often it is done and how long one takes (norma waktu).
type TaskInput struct {
	Name   string `json:"name" validate:"required,max=300"`
	Output string `json:"output,omitempty" validate:"max=120"` // unit of the volume (hasil kerja), such as "berkas"
	Period string `json:"period,omitempty" validate:"omitempty,oneof=day week month year"`
	// Volume of output in the period and NormMinutes for one unit of it, each with at most two decimals.
	Volume      *Hundredths `json:"volume" validate:"required,gte=0"`
	NormMinutes *Hundredths `json:"norm_minutes" validate:"required,gt=0"`
}

// Load is the task's work in a year in ten-thousandths of a minute (waktu penyelesaian volume); 0 where a number is missing.
func (t TaskInput) Load() int64 {
	if t.Volume == nil || t.NormMinutes == nil {
		return 0
	}
	return int64(*t.Volume) * PeriodFactors[t.Period] * int64(*t.NormMinutes)
}

// WorkloadInput is what a client writes of a workload analysis (analisis beban kerja, ABK) of one position and year.
type WorkloadInput struct {
	Year   int    `json:"year" gorm:"column:year" validate:"required"`
	Status string `json:"status" gorm:"column:status" validate:"required,oneof=draft final"`
	// Method is the counting approach (domain.md 4.2): by task, by result, by object or by equipment. All four are written as
	// volume and norm time; a standard of n units per person and year is a norm time of effective minutes / n.
	Method string `json:"method" gorm:"column:method" validate:"required,oneof=task result object equipment"`
	// Growth of the workload in basis points a year, for the five-year projection; negative where work shrinks.
	Growth int         `json:"growth" gorm:"column:growth" validate:"min=-5000,max=10000"`
	Note   string      `json:"note" gorm:"column:note" validate:"max=1000"`
	Tasks  []TaskInput `json:"tasks" gorm:"-" validate:"max=200,dive"`
}

// Check validates across fields: a total load that people could carry.
func (in *WorkloadInput) Check(c *Check) {
	total := int64(0)
	for i, t := range in.Tasks {
		at := "/tasks/" + strconv.Itoa(i)
		okVolume, okNorm := t.Volume == nil || *t.Volume <= maxVolume, t.NormMinutes == nil || *t.NormMinutes <= maxNormMinutes
		c.That(okVolume, at+"/volume", "range", "must lie between %d and %d", 0, int64(maxVolume)/100)
		c.That(okNorm, at+"/norm_minutes", "range", "must lie between %d and %d", 0, int64(maxNormMinutes)/100)
		if okVolume && okNorm && total <= maxLoad {
			l := t.Load()
			c.That(l <= maxLoad, at, "range", "this is more work than %d people can do in a year", maxPeople)
			total += min(l, maxLoad)
		}
	}
	c.That(total <= maxLoad, "/tasks", "range", "this is more work than %d people can do in a year", maxPeople)
}

// Workload is a stored version of the workload analysis of one position and year. The basis, the policy version and the
// results are kept as they were counted.
type Workload struct {
	Meta
	WorkloadInput
	PositionID       ID             `gorm:"column:position_id"`
	EffectiveMinutes int64          `gorm:"column:effective_minutes"` // of one person in a year
	Rounding         string         `gorm:"column:rounding"`
	PolicyVersion    int            `gorm:"column:policy_version"`
	TaskCount        int            `gorm:"column:task_count"`
	TotalLoad        int64          `gorm:"column:total_load"` // ten-thousandths of a minute in a year
	NeedRaw          TenThousandths `gorm:"column:need_raw"`
	Need             Hundredths     `gorm:"column:need"`
	// Counts marks the newest final of its position and year, Latest that of the newest year; nil where not, so that a unique
	// key lets only one be marked.
	Counts *bool `gorm:"column:counts"`
	Latest *bool `gorm:"column:latest"`
}

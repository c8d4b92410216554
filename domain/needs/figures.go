package needs

import "mutasi/domain"

// Figures are the columns of the needs table (domain.md 4.4) of one position or of many. What cannot be told is null, never
// zero: a load without an analysis, an effectiveness without people.
type Figures struct {
	TotalLoad   *domain.Hundredths     `json:"total_load"` // minutes a year
	NeedRaw     *domain.TenThousandths `json:"need_raw"`
	Need        *domain.Hundredths     `json:"need"`
	FilledPNS   int64                  `json:"filled_pns"`
	FilledPPPK  int64                  `json:"filled_pppk"`
	Filled      int64                  `json:"filled"`
	FilledTotal int64                  `json:"filled_total"` // the same, under the name of the official table
	Quota       int64                  `json:"quota"`
	Gap         *domain.Hundredths     `json:"gap"` // filled less need: above zero is surplus, below is shortage
	// Capacity is what the holders of the positions with a known load can do, in minutes a year: EJ is total_load / capacity.
	Capacity int64                  `json:"capacity"`
	EJ       *domain.TenThousandths `json:"ej"`
	Empty    bool                   `json:"empty"` // nobody holds it
	Grade    *string                `json:"grade"`
	Label    *domain.Bilingual      `json:"label"`
	Meaning  *domain.Bilingual      `json:"meaning"`
	// Overdue people should have retired already; Retirements are those of each of the next five years.
	Overdue      int64                     `json:"overdue_retirements"`
	Retirements  [Years]int64              `json:"retirements"`
	ProjectedGap *[Years]domain.Hundredths `json:"projected_gap"`
	Priority     *int                      `json:"priority"` // 1 high, 2 medium, 3 low
}

// Figures words the sum. A sum of one position gives the figures of that position.
func (s *Sum) Figures() Figures {
	f := Figures{FilledPNS: s.PNS, FilledPPPK: s.PPPK, Filled: s.Filled(), FilledTotal: s.Filled(), Quota: s.Quota, Capacity: s.Capacity,
		Empty: s.Filled() == 0, Overdue: s.Leaving[0]}
	for k := range f.Retirements {
		f.Retirements[k] = s.Leaving[k+1] - s.Leaving[k]
	}
	if s.Measured > 0 {
		load := s.Load.Minutes()
		f.TotalLoad, f.NeedRaw = &load, &s.Raw
	}
	if s.Positions > s.Unanalysed {
		gap := s.Surplus - s.Shortage
		priority := Priority(s.Need, s.Counted())
		f.Need, f.Gap, f.Priority, f.ProjectedGap = &s.Need, &gap, &priority, &s.Projected
	}
	if e, ok := s.Effectiveness(); ok {
		g := GradeOf(e)
		f.EJ, f.Grade, f.Label, f.Meaning = &e, &g.Letter, &g.Label, &g.Meaning
	}
	return f
}

// Totals are the figures of many positions with what a reader needs to see that the parts add up: gap = surplus - shortage =
// (filled - uncounted) - need.
type Totals struct {
	Positions  int64 `json:"positions"`
	NoAnalysis int64 `json:"no_analysis"` // positions whose need is not known
	Vacant     int64 `json:"vacant_positions"`
	Figures
	Uncounted int64             `json:"uncounted"` // people on positions whose need is not known
	Surplus   domain.Hundredths `json:"surplus"`
	Shortage  domain.Hundredths `json:"shortage"`
}

// Totals words the sum.
func (s *Sum) Totals() Totals {
	return Totals{Positions: s.Positions, NoAnalysis: s.Unanalysed, Vacant: s.Vacant, Figures: s.Figures(), Uncounted: s.Uncounted,
		Surplus: s.Surplus, Shortage: s.Shortage}
}

// Figures of one position.
func (p *Post) Figures() Figures {
	var s Sum
	s.Add(p)
	return s.Figures()
}

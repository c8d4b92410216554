package service

import (
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/repository"
)

// assessed reads the newest assessed level of each required competency, and the day of the oldest of them.
func assessed(tx *repository.Tx, staff domain.ID, standard []domain.Requirement) (map[domain.ID]int, domain.Date, error) {
	rows, err := repository.Assessments.Where(tx, "assessed_on, id", "staff_id = ?", staff)
	if err != nil {
		return nil, domain.Date{}, err
	}
	levels, days := map[domain.ID]int{}, map[domain.ID]domain.Date{}
	for _, r := range rows {
		levels[r.CompetencyID], days[r.CompetencyID] = r.Level, r.AssessedOn
	}
	var oldest domain.Date
	for _, r := range standard {
		if d := days[r.CompetencyID]; !d.IsZero() && (oldest.IsZero() || d.Before(oldest)) {
			oldest = d
		}
	}
	return levels, oldest, nil
}

// match adds the job-person match to the facts.
func (s *Service) match(tx *repository.Tx, p *domain.Proposal, f *eligibility.Facts) error {
	if f.To == nil {
		return nil
	}
	reqs, err := repository.Requirements(tx, []domain.ID{p.ToPositionID})
	if err != nil {
		return err
	}
	standard := reqs[p.ToPositionID]
	levels, oldest, err := assessed(tx, p.StaffID, standard)
	if err != nil {
		return err
	}
	if jpm, _, known := fit.JPM(standard, levels, fit.Capped); known {
		f.JPM, f.AssessedOn = &jpm, oldest
	}
	return nil
}

// fitOf scores the person of a proposal against its position; nil for a move to another agency.
func fitOf(f *eligibility.Facts, to *domain.Position) *domain.FitSummary {
	if to == nil || f.To == nil {
		return nil
	}
	c := fit.Candidate{EducationLevel: f.Person.EducationLevel, Major: f.Person.Major, Rank: f.Person.Rank}
	if f.JPM != nil {
		c.JPM, c.JPMKnown = *f.JPM, true
	}
	ratings := slices.Clone(f.Ratings)
	slices.SortFunc(ratings, func(a, b eligibility.Rating) int { return b.Year - a.Year })
	for _, r := range ratings {
		c.Predicates = append(c.Predicates, r.Predicate)
	}
	months := 0
	for _, h := range f.History {
		if h.Kind != f.To.Kind || h.Family != f.To.Family {
			continue
		}
		end := h.To
		if end.IsZero() || end.After(f.AsOf) {
			end = f.AsOf
		}
		months += h.From.MonthsUntil(end)
	}
	c.YearsInPost = months / 12
	score := fit.Score(c, to, fit.DefaultWeights)
	return &score
}

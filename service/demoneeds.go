package service

import (
	"crypto/sha256"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/repository"
)

// putWorkloads stores what the sample city's positions have to do as final analyses of the last full year.
func (s *Service) putWorkloads(tx *repository.Tx, c *city.City, demands []city.Demand) error {
	policy, err := s.policyNow(tx)
	if err != nil {
		return err
	}
	at := make(map[domain.ID]*domain.Position, len(c.Positions))
	for i := range c.Positions {
		at[c.Positions[i].ID] = &c.Positions[i]
	}
	yes := true
	rows := make([]domain.Workload, 0, len(demands))
	for _, d := range demands {
		p := at[d.PositionID]
		if p == nil || domain.Structural(p.Kind) {
			continue
		}
		w := domain.Workload{PositionID: p.ID, Counts: &yes, Latest: &yes}
		w.Meta = domain.Meta{ID: idBeside(p.ID, "workload"), Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now}
		w.WorkloadInput = domain.WorkloadInput{Year: s.today(tx).Year() - 1, Status: domain.WorkloadFinal, Method: "task", Growth: growthOf(p), Tasks: city.Tasks(p, d.Hundredths)}
		analyse(&w, false, policy)
		rows = append(rows, w)
	}
	return repository.InsertWorkloads(tx, rows)
}

// growthOf is how the work of the sample city's positions grows, in basis points a year: care of an ageing town grows,
// paper work shrinks as offices go digital.
func growthOf(p *domain.Position) int {
	switch {
	case p.Kind == domain.KindFungsional && p.Family == "Perawat":
		return 300
	case p.Kind == domain.KindPelaksana && p.JobClass <= 5:
		return -200
	}
	return 100
}

// idBeside makes an id of the same age from another one, the same each time.
func idBeside(id domain.ID, what string) domain.ID {
	sum := sha256.Sum256(append(id[:], what...))
	out := id
	copy(out[9:], sum[:7])
	return out
}

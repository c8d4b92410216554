package city

import (
	"testing"

	"mutasi/domain"
)

// Every demand of a city becomes tasks whose loads add up to it exactly.
func TestTasksAddUpToTheDemand(t *testing.T) {
	c := Build(2000, 1, domain.MustDate("2026-11-21"), domain.MustDate("2026-11-21").Time())
	at := map[domain.ID]*domain.Position{}
	for i := range c.Positions {
		at[c.Positions[i].ID] = &c.Positions[i]
	}
	most := 0
	for _, d := range c.Demands {
		p := at[d.PositionID]
		if p == nil || domain.Structural(p.Kind) {
			t.Fatalf("demand of %v", p)
		}
		tasks := Tasks(p, d.Hundredths)
		most = max(most, len(tasks))
		sum := int64(0)
		for _, task := range tasks {
			if *task.Volume <= 0 || *task.NormMinutes <= 0 || task.Name == "" || task.Output == "" {
				t.Fatalf("%s: %+v", p.Title, task)
			}
			sum += task.Load()
		}
		if want := int64(d.Hundredths) * effectiveMinutes / 100 * 10000; sum != want {
			t.Fatalf("%s: %d tasks add up to %d, want %d", p.Title, len(tasks), sum, want)
		}
	}
	if most < 4 || most > 6 {
		t.Errorf("at most %d tasks", most)
	}
}

func TestDutiesKeepTheirShares(t *testing.T) {
	for _, list := range [][]duty{teachingDuties, nursingDuties, expertDuties, clericalDuties, moneyDuties, manualDuties} {
		share := int64(0)
		for _, d := range append(list, report) {
			share += d.share
			if d.norm%3 != 0 || domain.PeriodFactors[d.period] == 0 {
				t.Errorf("%s: %d minutes a %s", d.name, d.norm, d.period)
			}
		}
		if share > 96 {
			t.Errorf("%s: %d per cent leave no room", list[0].name, share)
		}
	}
}

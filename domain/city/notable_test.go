package city

import (
	"slices"
	"strings"
	"testing"

	"mutasi/domain"
)

// TestPairsAreLawful repeats the blocking and the warning rules of domain.md 2.5 on every notable transfer, from the rows alone.
func TestPairsAreLawful(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		staff, positions, units := byID(c.Staff), byID(c.Positions), byID(c.Units)
		filled, seats, held := map[domain.ID]int{}, map[domain.ID]int{}, map[domain.ID]int{}
		for i := range c.Staff {
			filled[c.Staff[i].PositionID]++
			held[c.Staff[i].UnitID]++
		}
		for i := range c.Positions {
			seats[c.Positions[i].UnitID] += c.Positions[i].Quota
		}
		demand := map[domain.ID]int{}
		for _, d := range c.Demands {
			demand[d.PositionID] = d.Hundredths
		}
		good, levels, hours, struck, tested := map[domain.ID]int{}, map[domain.ID]map[domain.ID]int{}, map[domain.ID]int{}, map[domain.ID]bool{}, map[domain.ID]string{}
		for i := range c.Ratings {
			if r := &c.Ratings[i]; r.Predicate.AtLeastGood() && r.Year >= today.Year()-2 {
				good[r.StaffID]++
			}
		}
		for i := range c.Assessments {
			a := &c.Assessments[i]
			if levels[a.StaffID] == nil {
				levels[a.StaffID] = map[domain.ID]int{}
			}
			if a.AssessedOn.MonthsUntil(today) < 36 {
				levels[a.StaffID][a.CompetencyID] = a.Level
			}
		}
		for i := range c.Trainings {
			if r := &c.Trainings[i]; r.CompletedOn.MonthsUntil(today) < 12 {
				hours[r.StaffID] += r.Hours
			}
		}
		for i := range c.Sanctions {
			struck[c.Sanctions[i].StaffID] = true
		}
		for i := range c.Relations {
			struck[c.Relations[i].StaffID] = true
		}
		for i := range c.Tests {
			if r := &c.Tests[i]; r.Passed {
				tested[r.StaffID] = r.Family
			}
		}
		people, arriving, same, inside, within, critical, relief := map[domain.ID]bool{}, map[domain.ID]int{}, 0, 0, 0, 0, 0
		top := units[c.Notable.KepalaUnit].Path
		for _, pair := range c.Notable.Pairs {
			s, p := staff[pair.StaffID], positions[pair.PositionID]
			if people[s.ID] {
				t.Errorf("%s stands in two pairs", s.NIP)
			}
			people[s.ID] = true
			arriving[p.ID]++
			jpm, standard := 0, 0
			for _, r := range p.Requirements {
				jpm += min(levels[s.ID][r.CompetencyID], r.Level)
				standard += r.Level
			}
			rank := domain.RankOrder(s.Rank)
			for what, ok := range map[string]bool{
				"active PNS":     s.Employment == domain.EmploymentPNS && s.Status == domain.StatusActive && s.LegalStatus == "01" && !s.Probation,
				"no case":        s.InCourt != nil && !*s.InCourt && s.UnderExamination != nil && !*s.UnderExamination && !struck[s.ID],
				"no bond":        s.PledgeOn.IsZero() && s.ServiceBondUntil.IsZero(),
				"ties declared":  !s.RelationsDeclaredOn.IsZero(),
				"tenure":         s.PositionSince.MonthsUntil(today) >= 24,
				"ratings":        good[s.ID] == 2,
				"competencies":   jpm*100 >= 80*standard,
				"training":       hours[s.ID] >= 20,
				"education":      domain.EducationOrder(s.EducationLevel) >= max(domain.EducationOrder(p.EducationMin), domain.EducationOrder("slta")),
				"field of study": len(p.Majors) == 0 || slices.Contains(p.Majors, s.Major),
				"rank":           rank >= domain.RankOrder(p.RankMin) && rank <= domain.RankOrder(p.RankMax),
				"retirement":     today.MonthsUntil(domain.RetiresOn(s.BirthDate, p.RetirementAgeYears())) >= 36,
				"test":           p.Kind != domain.KindFungsional || tested[s.ID] == p.Family,
				"age":            p.Kind != domain.KindFungsional || s.Age(today) <= 50,
				"horizontal":     p.Kind == positions[s.PositionID].Kind && p.Level == positions[s.PositionID].Level && p.Special == "",
				"seat":           filled[p.ID]+arriving[p.ID] <= p.Quota,
				"need":           demand[p.ID] >= 100*(filled[p.ID]+arriving[p.ID]),
				"origin's need":  demand[s.PositionID] <= 100*(filled[s.PositionID]-1),
				"units":          pair.FromUnitID == s.UnitID && pair.ToUnitID == p.UnitID,
				"inside":         pair.Inside == (strings.HasPrefix(units[s.UnitID].Path, top) && strings.HasPrefix(units[p.UnitID].Path, top)),
				"no money":       !p.HandlesMoney && !positions[s.PositionID].HandlesMoney,
				"right NIP":      len(domain.NIPIssues(&s.StaffInput)) == 0,
			} {
				if !ok && !(what == "origin's need" && filled[s.PositionID] == 1) {
					t.Errorf("%s to %s: %s", s.NIP, p.Title, what)
				}
			}
			if pair.FromUnitID == c.Notable.IdleHealthCentre && pair.ToUnitID == c.Notable.OverloadedHealthCentre {
				relief++
			}
			if pair.SameUnit() {
				same++
			} else {
				held[s.UnitID]--
				if 5*held[s.UnitID] < 4*seats[s.UnitID] {
					critical++
				}
			}
			if pair.Inside {
				inside++
				if pair.SameUnit() {
					within++
				}
			}
		}
		n := len(c.Notable.Pairs)
		t.Logf("%d pairs, %d in one unit, %d inside kepala's subtree (%d in one unit), %d relieve the overloaded health centre, %d leave a unit with less than 80 %%",
			n, same, inside, within, relief, critical)
		if size == 200 {
			if n < 5 {
				t.Errorf("%d pairs, %d inside", n, inside)
			}
			return
		}
		if n < 30 || same < 4 || n-same < 15 || inside < 8 || inside-within < 6 || n-inside < 15 || relief < 3 {
			t.Errorf("%d pairs, %d in one unit, %d inside, %d relieve", n, same, inside, relief)
		}
		if critical > 0 {
			t.Errorf("%d pairs leave a unit with less than 80 %%", critical)
		}
	})
}

func TestNotableRows(t *testing.T) {
	eachSize(t, func(t *testing.T, c *City, size int) {
		n := c.Notable
		staff, positions, units := byID(c.Staff), byID(c.Positions), byID(c.Units)
		load := func(top domain.ID) (ej, fill float64) {
			work, seats, held := 0, 0, 0
			inside := map[domain.ID]bool{}
			for i := range c.Units {
				if strings.HasPrefix(c.Units[i].Path, units[top].Path) {
					inside[c.Units[i].ID] = true
				}
			}
			counted := map[domain.ID]bool{}
			for _, d := range c.Demands {
				if p := positions[d.PositionID]; inside[p.UnitID] {
					work += d.Hundredths
					seats += p.Quota
					counted[p.ID] = true
				}
			}
			for i := range c.Staff {
				if counted[c.Staff[i].PositionID] {
					held++
				}
			}
			return float64(work) / float64(100*held), float64(held) / float64(seats)
		}
		for what, id := range map[string]domain.ID{"busy": n.OverloadedHealthCentre, "busy division": n.EducationBusyDivision} {
			ej, fill := load(id)
			t.Logf("%s: EJ %.2f, %.0f %% filled", what, ej, 100*fill)
			if ej < 1.2 || fill > 0.85 {
				t.Errorf("%s: EJ %.2f, %.2f filled", what, ej, fill)
			}
		}
		for what, id := range map[string]domain.ID{"idle": n.IdleHealthCentre, "idle division": n.EducationIdleDivision} {
			ej, fill := load(id)
			t.Logf("%s: EJ %.2f, %.0f %% filled", what, ej, 100*fill)
			if ej > 0.7 || fill < 0.97 {
				t.Errorf("%s: EJ %.2f, %.2f filled", what, ej, fill)
			}
		}
		for code, id := range map[string]domain.ID{codeHealth: n.HealthOffice, codeEducation: n.EducationOffice, codePopulation: n.PopulationOffice, codePersonnel: n.PersonnelAgency, codeFinance: n.FinanceAgency, "KOTA": n.Root} {
			if units[id] == nil || units[id].Code != code {
				t.Errorf("%s: %v", code, units[id])
			}
		}
		for title, id := range map[string]domain.ID{"Kepala Dinas Kesehatan": n.Kepala, "Sekretaris Daerah": n.Sekda, "Inspektur": n.Inspector,
			"Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia": n.PersonnelHead} {
			if s := staff[id]; s == nil || positions[s.PositionID].Title != title {
				t.Errorf("%s: %v", title, s)
			}
		}
		top := units[n.KepalaUnit]
		if top.HeadPositionID != staff[n.Kepala].PositionID {
			t.Error("kepala does not head the unit")
		}
		worker := staff[n.Pegawai]
		if worker == nil || size >= 1000 && worker.ID != n.Pairs[0].StaffID || worker.Employment != domain.EmploymentPNS || !strings.HasPrefix(units[worker.UnitID].Path, top.Path) || domain.Structural(positions[worker.PositionID].Kind) {
			t.Errorf("pegawai: %+v", worker)
		}
		a, seat := staff[n.Accountant], positions[n.AccountantSeat]
		if a == nil || a.Major != "Akuntansi" || !strings.HasPrefix(units[seat.UnitID].Path, units[n.FinanceAgency].Path) || !slices.Contains(seat.Majors, "Akuntansi") {
			t.Fatalf("accountant %+v for %+v", a, seat)
		}
		if slices.Contains(positions[a.PositionID].Majors, "Akuntansi") || strings.HasPrefix(units[a.UnitID].Path, units[n.FinanceAgency].Path) {
			t.Errorf("the accountant sits where accounting is asked for: %s", positions[a.PositionID].Title)
		}
		if !slices.ContainsFunc(n.Pairs, func(p Pair) bool { return p.StaffID == a.ID && p.PositionID == seat.ID }) {
			t.Error("the accountant's transfer is no pair")
		}
	})
}

package fit

import (
	"fmt"
	"testing"

	"mutasi/domain"
)

func id(n int) domain.ID { return domain.ID{0: byte(n >> 8), 1: byte(n), 15: 1} }

func standard(levels ...int) []domain.Requirement {
	list := make([]domain.Requirement, len(levels))
	for i, l := range levels {
		list[i] = domain.Requirement{CompetencyID: id(i), Level: l, Weight: 1}
	}
	return list
}

var assessedOn = domain.MustDate("2025-06-01")

func levels(actual ...int) []Level {
	list := []Level{}
	for i, l := range actual {
		if l >= 0 {
			list = append(list, Level{id(i), l, assessedOn})
		}
	}
	return list
}

// The worked example of domain.md 5.2, to the last digit.
func TestWorkedExample(t *testing.T) {
	want, have := standard(3, 3, 3, 3, 3, 3, 3, 3, 3), levels(3, 3, 2, 3, 3, 2, 3, 2, 3)
	for _, method := range []string{Capped, Raw} {
		m := MatchOf(want, have, method, domain.DefaultMatchScales)
		got := fmt.Sprintf("%d/%d %s %s %s", m.Assessed, m.Required, m.Percent, m.Selection, m.Mapping)
		if got != "24/27 88.89 ms cukup_optimal" || !m.Complete || m.BasisPoints() != 8889 {
			t.Errorf("%s: %s", method, got)
		}
	}
}

func TestMatchClassesAtTheirBoundaries(t *testing.T) {
	// Standards of 100 and 300 points reach every boundary and its neighbours exactly.
	for _, c := range []struct {
		have, want         int
		selection, mapping string
	}{
		{80, 100, MS, CukupOptimal}, {79, 100, MMS, CukupOptimal}, {239, 300, MMS, CukupOptimal}, {240, 300, MS, CukupOptimal},
		{68, 100, MMS, KurangOptimal}, {67, 100, KMS, KurangOptimal}, {203, 300, KMS, KurangOptimal}, {204, 300, MMS, KurangOptimal},
		{90, 100, MS, Optimal}, {269, 300, MS, CukupOptimal}, {270, 300, MS, Optimal}, {78, 100, MMS, CukupOptimal}, {233, 300, MMS, KurangOptimal},
		{100, 100, MS, Optimal}, {0, 100, KMS, KurangOptimal},
	} {
		want := make([]int, c.want/5)
		have := make([]int, len(want))
		left := c.have
		for i := range want {
			want[i] = 5
			have[i] = min(5, left)
			left -= have[i]
		}
		m := MatchOf(standard(want...), levels(have...), Capped, domain.DefaultMatchScales)
		if m.Required != c.want || m.Assessed != c.have || m.Selection != c.selection || m.Mapping != c.mapping {
			t.Errorf("%d/%d: %+v, want %s %s", c.have, c.want, m, c.selection, c.mapping)
		}
	}
}

func TestCappedDoesNotLetAFiveHideAOne(t *testing.T) {
	want, have := standard(3, 3), levels(5, 1)
	capped, raw := MatchOf(want, have, Capped, domain.DefaultMatchScales), MatchOf(want, have, Raw, domain.DefaultMatchScales)
	if capped.BasisPoints() != 6667 || raw.BasisPoints() != 10000 || raw.Assessed != 6 {
		t.Errorf("capped %v, raw %v", capped, raw)
	}
	if over := MatchOf(want, levels(5, 5), Raw, domain.DefaultMatchScales); over.BasisPoints() != Full {
		t.Errorf("the total is not capped: %v", over)
	}
}

func TestWhatWasNeverAssessedCountsNothing(t *testing.T) {
	m := MatchOf(standard(3, 3, 3), levels(3, -1, 3), Capped, domain.DefaultMatchScales)
	if m.Complete || m.Selection != "" || m.Mapping != "" || m.BasisPoints() != 6667 {
		t.Errorf("%+v", m)
	}
	if m := MatchOf(nil, levels(3), Capped, domain.DefaultMatchScales); m.Complete || m.BasisPoints() != 0 {
		t.Errorf("no standard: %+v", m)
	}
	if jpm, _ := LegalMatch(standard(3, 3), levels(3, -1)); jpm != nil {
		t.Errorf("the rules see %d of an incomplete match", *jpm)
	}
}

// post wants S-1, law or management, III/a to III/d, and a standard of 3 and 3.
func post() *domain.Position {
	return &domain.Position{PositionInput: domain.PositionInput{Kind: domain.KindPelaksana, Family: "Hukum", EducationMin: "s1",
		Majors: []string{"S-1 ILMU HUKUM", "Manajemen"}, RankMin: "III/a", RankMax: "III/d", Requirements: standard(3, 3)}}
}

var asOf = domain.MustDate("2026-11-02")

func candidate() Candidate {
	return Candidate{
		EducationLevel: "s1", Fields: []string{"ilmu hukum"}, Rank: "III/b", Levels: levels(3, 3),
		Ratings: []Rating{{2025, domain.SangatBaik}, {2024, domain.SangatBaik}},
		Posts:   []Post{{Kind: domain.KindPelaksana, Family: "hukum", From: domain.MustDate("2021-11-02")}},
	}
}

// Everything is full except the wish, of which there is none: 95 %.
func TestFullMatch(t *testing.T) {
	c := candidate()
	b := NewTarget(post(), domain.DefaultParameters.Fit, asOf).Explain(&c)
	if b.Score != 9500 || b.ExperienceMonths != 60 || len(b.Missing) != 0 || b.Method != Capped {
		t.Errorf("%+v", b)
	}
	if w := b.Details[Wish]; w.Value != 0 || w.Reason != ReasonNoWishes {
		t.Errorf("wish: %+v", w)
	}
	full := Full
	if c.Wish = &full; NewTarget(post(), domain.DefaultParameters.Fit, asOf).Score(&c).Total != Full {
		t.Error("a wish that is met does not fill the last part")
	}
}

func TestValuesOfEachPart(t *testing.T) {
	pengawas := func(c *Candidate) { c.Posts[0].Kind = domain.KindPengawas }
	for _, x := range []struct {
		name   string
		part   int
		change func(*Candidate, *domain.Position)
		value  int
		reason string
	}{
		{"one level short", Competency, func(c *Candidate, _ *domain.Position) { c.Levels = levels(3, 2) }, 8333, ReasonGap},
		{"never assessed", Competency, func(c *Candidate, _ *domain.Position) { c.Levels = nil }, 0, MissingAssessments},
		{"no standard", Competency, func(_ *Candidate, p *domain.Position) { p.Requirements = nil }, 0, MissingStandard},
		{"lower education", Education, func(c *Candidate, _ *domain.Position) { c.EducationLevel = "d3" }, 5000, ReasonBelowMinimum},
		{"other field", Education, func(c *Candidate, _ *domain.Position) { c.Fields = []string{"akuntansi"} }, 5000, ReasonOtherField},
		{"no field known", Education, func(c *Candidate, _ *domain.Position) { c.Fields = nil }, 5000, MissingMajor},
		{"second field fits", Education, func(c *Candidate, _ *domain.Position) { c.Fields = []string{"akuntansi", "manajemen"} }, Full, ""},
		{"every field fits", Education, func(c *Candidate, p *domain.Position) { p.Majors, c.Fields = nil, nil }, Full, ""},
		{"nothing known", Education, func(c *Candidate, p *domain.Position) { p.Majors, c.EducationLevel = nil, "" }, 0, MissingEducation},
		{"two good years", Performance, func(c *Candidate, _ *domain.Position) {
			c.Ratings = []Rating{{2025, domain.Baik}, {2024, domain.Baik}}
		}, 8000, ReasonPredicate},
		{"one year", Performance, func(c *Candidate, _ *domain.Position) { c.Ratings = c.Ratings[:1] }, 5000, MissingRatings},
		{"no year", Performance, func(c *Candidate, _ *domain.Position) { c.Ratings = nil }, 0, MissingRatings},
		{"59 months", Experience, func(c *Candidate, _ *domain.Position) { c.Posts[0].From = domain.MustDate("2021-11-03") }, 8000, ReasonShort},
		{"24 months", Experience, func(c *Candidate, _ *domain.Position) { c.Posts[0].From = domain.MustDate("2024-11-02") }, 8000, ReasonShort},
		{"23 months", Experience, func(c *Candidate, _ *domain.Position) { c.Posts[0].From = domain.MustDate("2024-11-03") }, 6000, ReasonShort},
		{"other posts only", Experience, func(c *Candidate, _ *domain.Position) { pengawas(c) }, 0, ReasonNever},
		{"no history", Experience, func(c *Candidate, _ *domain.Position) { c.Posts = nil }, 0, MissingHistory},
		{"below the range", Rank, func(c *Candidate, _ *domain.Position) { c.Rank = "II/d" }, 0, ReasonOutside},
		{"above the range", Rank, func(c *Candidate, _ *domain.Position) { c.Rank = "IV/a" }, 0, ReasonOutside},
		{"at the top", Rank, func(c *Candidate, _ *domain.Position) { c.Rank = "III/d" }, Full, ""},
		{"PPPK", Rank, func(c *Candidate, _ *domain.Position) { c.Rank = "IX" }, 0, ReasonOtherScale},
		{"PPPK without a top", Rank, func(c *Candidate, p *domain.Position) { c.Rank, p.RankMax = "IX", "" }, 0, ReasonOtherScale},
		{"no range", Rank, func(c *Candidate, p *domain.Position) { c.Rank, p.RankMin, p.RankMax = "IX", "", "" }, Full, ""},
		{"no rank", Rank, func(c *Candidate, _ *domain.Position) { c.Rank = "" }, 0, MissingRank},
	} {
		c, p := candidate(), post()
		x.change(&c, p)
		d := NewTarget(p, domain.DefaultParameters.Fit, asOf).Explain(&c).Details[x.part]
		if d.Value != x.value || d.Reason != x.reason || d.Score != d.Weight*d.Value/Full {
			t.Errorf("%s: %+v, want %d %q", x.name, d, x.value, x.reason)
		}
	}
}

func TestGapsShowAgeAndTheHeaviestShortfallFirst(t *testing.T) {
	p := post()
	p.Requirements = []domain.Requirement{{CompetencyID: id(0), Level: 3, Weight: 1}, {CompetencyID: id(1), Level: 4, Weight: 5}, {CompetencyID: id(2), Level: 2, Weight: 9}}
	c := candidate()
	c.Levels = []Level{{id(0), 1, domain.MustDate("2023-11-02")}, {id(1), 3, domain.MustDate("2023-11-01")}}
	g := NewTarget(p, domain.DefaultParameters.Fit, asOf).Gaps(&c)
	if g[0].CompetencyID != id(2) || g[0].Actual != nil || g[0].Gap != nil || g[0].Fresh != nil || !g[0].Short() {
		t.Errorf("never assessed: %+v", g[0])
	}
	if g[1].CompetencyID != id(1) || *g[1].Gap != -1 || *g[1].AgeMonths != 36 || *g[1].Fresh {
		t.Errorf("three years and a day: %+v", g[1])
	}
	if g[2].CompetencyID != id(0) || *g[2].Gap != -2 || !*g[2].Fresh {
		t.Errorf("three years to the day: %+v", g[2])
	}
}

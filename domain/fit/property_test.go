package fit

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mutasi/domain"
)

var (
	drawLevel  = rapid.IntRange(0, 5)
	drawField  = rapid.SampledFrom([]string{"ilmu hukum", "manajemen", "akuntansi", "keperawatan"})
	drawKind   = rapid.SampledFrom([]string{domain.KindPelaksana, domain.KindPengawas, domain.KindFungsional})
	drawFamily = rapid.SampledFrom([]string{"", "hukum", "guru", "perawat"})
	drawRank   = rapid.SampledFrom([]string{"", "II/d", "III/b", "IV/a", "IX"})
	drawSchool = rapid.SampledFrom([]string{"", "slta", "d3", "s1", "s2"})
	drawMark   = rapid.SampledFrom([]domain.Predicate{domain.SangatBaik, domain.Baik, domain.ButuhPerbaikan, domain.Kurang, domain.SangatKurang})
)

func drawDay(t *rapid.T, name string) domain.Date {
	return domain.NewDate(2010, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, name))
}

func drawCandidate(t *rapid.T) Candidate {
	c := Candidate{EducationLevel: drawSchool.Draw(t, "school"), Rank: drawRank.Draw(t, "rank")}
	c.Fields = rapid.SliceOfNDistinct(drawField, 0, 3, rapid.ID).Draw(t, "fields")
	slices.Sort(c.Fields)
	for i := range rapid.IntRange(0, 12).Draw(t, "assessed") {
		if rapid.Bool().Draw(t, "there") {
			c.Levels = append(c.Levels, Level{id(i), drawLevel.Draw(t, "level"), drawDay(t, "assessed on")})
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "years") {
		c.Ratings = append(c.Ratings, Rating{2025 - i, drawMark.Draw(t, "mark")})
	}
	for range rapid.IntRange(0, 4).Draw(t, "posts") {
		p := Post{Kind: drawKind.Draw(t, "kind"), Family: drawFamily.Draw(t, "family"), From: drawDay(t, "from")}
		if rapid.Bool().Draw(t, "ended") {
			p.To = p.From.AddDays(rapid.IntRange(1, 2000).Draw(t, "days"))
		}
		c.Posts = append(c.Posts, p)
	}
	return c
}

func drawTarget(t *rapid.T) (*domain.Position, domain.FitParameters) {
	p := &domain.Position{PositionInput: domain.PositionInput{Kind: drawKind.Draw(t, "post kind"), Family: drawFamily.Draw(t, "post family"),
		EducationMin: drawSchool.Draw(t, "minimum"), RankMin: "III/a", RankMax: "III/d", Majors: rapid.SliceOfNDistinct(drawField, 0, 2, rapid.ID).Draw(t, "majors")}}
	for i := range rapid.IntRange(0, 12).Draw(t, "standard") {
		p.Requirements = append(p.Requirements, domain.Requirement{CompetencyID: id(i), Level: rapid.IntRange(1, 5).Draw(t, "required"), Weight: rapid.IntRange(1, 100).Draw(t, "weight")})
	}
	params := domain.DefaultParameters.Fit
	params.Method = rapid.SampledFrom([]string{Capped, Raw}).Draw(t, "method")
	// Any split of 10000 into six weights.
	cuts := rapid.SliceOfN(rapid.IntRange(0, Full), 5, 5).Draw(t, "cuts")
	slices.Sort(cuts)
	w := append(append([]int{0}, cuts...), Full)
	params.Competency, params.Education, params.Performance, params.Experience, params.Rank, params.Wish = w[1]-w[0], w[2]-w[1], w[3]-w[2], w[4]-w[3], w[5]-w[4], w[6]-w[5]
	return p, params
}

func TestPartsAddUpExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, params := drawTarget(t)
		c := drawCandidate(t)
		b := NewTarget(p, params, asOf).Explain(&c)
		sum, details, weights := 0, 0, 0
		for _, v := range b.Parts {
			sum += v
		}
		for _, d := range b.Details {
			details += d.Score
			weights += d.Weight
			if d.Value < 0 || d.Value > Full || d.Score != b.Parts[d.Name] || (d.Value == Full) != (d.Reason == "") {
				t.Fatalf("%+v", d)
			}
		}
		if sum != b.Score || details != b.Score || weights != Full || b.Score < 0 || b.Score > Full {
			t.Fatalf("%d, parts %d, details %d, weights %d", b.Score, sum, details, weights)
		}
	})
}

func TestOrderOfTheRowsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, params := drawTarget(t)
		c := drawCandidate(t)
		r := Records{Person: &domain.Staff{StaffInput: domain.StaffInput{EducationLevel: c.EducationLevel, Rank: c.Rank}}, Positions: map[domain.ID]*domain.Position{}}
		for _, f := range c.Fields {
			r.Educations = append(r.Educations, domain.Education{EducationInput: domain.EducationInput{Major: f}})
		}
		for _, x := range c.Ratings {
			r.Ratings = append(r.Ratings, domain.Rating{RatingInput: domain.RatingInput{Year: x.Year}, Predicate: x.Predicate})
		}
		for _, l := range c.Levels {
			older := domain.AssessmentInput{CompetencyID: l.CompetencyID, Level: 5 - l.Level, AssessedOn: l.AssessedOn.AddDays(-400)}
			r.Assessments = append(r.Assessments, domain.Assessment{AssessmentInput: older},
				domain.Assessment{AssessmentInput: domain.AssessmentInput{CompetencyID: l.CompetencyID, Level: l.Level, AssessedOn: l.AssessedOn}})
		}
		for i, x := range c.Posts {
			r.Positions[id(100+i)] = &domain.Position{PositionInput: domain.PositionInput{Kind: x.Kind, Family: x.Family}}
			r.Appointments = append(r.Appointments, domain.Appointment{AppointmentInput: domain.AppointmentInput{PositionID: id(100 + i), Kind: domain.Definitive, ValidFrom: x.From, ValidTo: x.To}})
		}
		one := r.Candidate()
		first := NewTarget(p, params, asOf).Explain(&one)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rng.Shuffle(len(r.Educations), func(i, j int) { r.Educations[i], r.Educations[j] = r.Educations[j], r.Educations[i] })
		rng.Shuffle(len(r.Ratings), func(i, j int) { r.Ratings[i], r.Ratings[j] = r.Ratings[j], r.Ratings[i] })
		rng.Shuffle(len(r.Assessments), func(i, j int) { r.Assessments[i], r.Assessments[j] = r.Assessments[j], r.Assessments[i] })
		rng.Shuffle(len(r.Appointments), func(i, j int) { r.Appointments[i], r.Appointments[j] = r.Appointments[j], r.Appointments[i] })
		rng.Shuffle(len(p.Majors), func(i, j int) { p.Majors[i], p.Majors[j] = p.Majors[j], p.Majors[i] })
		rng.Shuffle(len(p.Requirements), func(i, j int) { p.Requirements[i], p.Requirements[j] = p.Requirements[j], p.Requirements[i] })
		two := r.Candidate()
		if second := NewTarget(p, params, asOf).Explain(&two); !reflect.DeepEqual(first, second) || string(one.Pack()) != string(two.Pack()) {
			t.Fatalf("%+v\n%+v", first, second)
		}
	})
}

func TestRaisingALevelNeverLowersTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, params := drawTarget(t)
		c := drawCandidate(t)
		target := NewTarget(p, params, asOf)
		before := target.Score(&c).Total
		at := rapid.IntRange(0, 11).Draw(t, "competency")
		if l := LevelOf(c.Levels, id(at)); l != nil {
			l.Level = min(5, l.Level+1)
		} else { // assessed for the first time
			c.Levels = append(c.Levels, Level{id(at), drawLevel.Draw(t, "first level"), assessedOn})
			slices.SortFunc(c.Levels, func(a, b Level) int { return compareIDs(a.CompetencyID, b.CompetencyID) })
		}
		if after := target.Score(&c).Total; after < before {
			t.Fatalf("%d became %d", before, after)
		}
	})
}

func TestCappedNeverExceedsRaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _ := drawTarget(t)
		c := drawCandidate(t)
		capped, raw := MatchOf(p.Requirements, c.Levels, Capped, domain.DefaultMatchScales), MatchOf(p.Requirements, c.Levels, Raw, domain.DefaultMatchScales)
		if capped.BasisPoints() > raw.BasisPoints() || raw.BasisPoints() > Full || capped.Complete != raw.Complete {
			t.Fatalf("%+v %+v", capped, raw)
		}
	})
}

func TestPackedProfileScoresAsItsPerson(t *testing.T) {
	var u Unpacker
	var back Candidate
	rapid.Check(t, func(t *rapid.T) {
		p, params := drawTarget(t)
		c := drawCandidate(t)
		packed := c.Pack()
		if err := u.Unpack(packed, &back); err != nil {
			t.Fatal(err)
		}
		target := NewTarget(p, params, asOf)
		if target.Score(&c) != target.Score(&back) || string(back.Pack()) != string(packed) {
			t.Fatalf("%+v\n%+v", c, back)
		}
	})
}

func TestDamagedProfileIsAnErrorAndNeverAPanic(t *testing.T) {
	var u Unpacker
	var back Candidate
	rapid.Check(t, func(t *rapid.T) {
		c := drawCandidate(t)
		packed := c.Pack()
		if err := u.Unpack(packed[:rapid.IntRange(0, len(packed)-1).Draw(t, "length")], &back); err == nil {
			t.Fatal("a short profile was read")
		}
		_ = u.Unpack(rapid.SliceOf(rapid.Byte()).Draw(t, "noise"), &back)
	})
}

package eligibility

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"mutasi/domain"
)

// drawCase is one of the cases of the rules, so that what is drawn from it touches every branch of some rule.
func drawCase(t *rapid.T, name string) *world {
	return build(everyCase[rapid.IntRange(0, len(everyCase)-1).Draw(t, name)])
}

// drawFacts mixes cases, starting from one of a rule where it is named: parts of the facts come from another case each. There is
// always a new post.
func drawFacts(t *rapid.T, rule string) Facts {
	f := drawCase(t, "case").f
	if rule != "" && rapid.IntRange(0, 3).Draw(t, "any case") > 0 {
		own := slices.DeleteFunc(slices.Clone(everyCase), func(c tc) bool { return c.code != rule })
		f = build(rapid.SampledFrom(own).Draw(t, "case of the rule")).f
	}
	rare := func(name string) bool { return rapid.IntRange(0, 7).Draw(t, name) == 0 }
	if x := drawCase(t, "move").f; rare("other move") {
		f.On, f.AsOf, f.Type, f.Initiative, f.EarlyGround = x.On, x.AsOf, x.Type, x.Initiative, x.EarlyGround
	}
	if x := drawCase(t, "derived").f; rare("other movement") {
		f.Direction, f.Movement = x.Direction, x.Movement
	}
	if x := drawCase(t, "person").f; rare("other person") {
		f.Person = x.Person
	}
	if x := drawCase(t, "from").f; rare("other present post") {
		f.From = x.From
	}
	if x := drawCase(t, "career").f; rare("other career") {
		f.Ratings, f.Sanctions, f.History, f.Trainings, f.Tests = x.Ratings, x.Sanctions, x.History, x.Trainings, x.Tests
	}
	if x := drawCase(t, "papers").f; rare("other papers") {
		f.Documents, f.Programme, f.Workload, f.TrainingPlanned = x.Documents, x.Programme, x.Workload, x.TrainingPlanned
	}
	if x := drawCase(t, "seats").f; rare("other seats") {
		f.Seats, f.Origin, f.Ties = x.Seats, x.Origin, x.Ties
	}
	if x := drawCase(t, "match").f; rare("other match") {
		f.JPM, f.AssessedOn = x.JPM, x.AssessedOn
	}
	if f.From != nil && rare("functional") {
		from := *f.From
		from.Kind, from.Level, from.Family = domain.KindFungsional, rapid.SampledFrom(domain.JFLevels).Draw(t, "present level"), "Arsiparis"
		f.From = &from
	}
	if f.To == nil || rapid.Bool().Draw(t, "other new post") {
		f.To = drawPost(t)
	}
	if from := f.From; from != nil && rare("same work") {
		f.To.Kind, f.To.Level, f.To.Family, f.To.Title = from.Kind, from.Level, from.Family, from.Title
	}
	return f
}

// drawPost is the new post of a case with some of its fields changed.
func drawPost(t *rapid.T) *Post {
	p := &Post{}
	if to := drawCase(t, "post").f.To; to != nil {
		p = to
	}
	return change(t, p)
}

// change draws some fields of a post again.
func change(t *rapid.T, p *Post) *Post {
	word := func(at *string, name string, pool ...string) {
		if rapid.IntRange(0, 3).Draw(t, "change "+name) == 0 {
			*at = rapid.SampledFrom(pool).Draw(t, name)
		}
	}
	flag := func(at *bool, name string) { *at = *at != (rapid.IntRange(0, 4).Draw(t, "turn "+name) == 0) }
	word(&p.Kind, "kind", "", domain.KindPelaksana, domain.KindPengawas, domain.KindAdministrator, domain.KindJPTPratama, domain.KindFungsional, domain.KindFungsional)
	word(&p.Level, "level", append([]string{""}, domain.JFLevels...)...)
	word(&p.Family, "family", "", "Administrasi", "administrasi", "Guru", "Perawat", "Arsiparis", "S-1 Guru")
	word(&p.Title, "title", "", "Pengolah Data", "pengolah data", "Arsiparis Ahli Muda")
	word(&p.Echelon, "echelon", "", "II.b", "III.a", "IV.a")
	word(&p.RankMin, "lowest rank", "", "II/a", "III/a", "III/d")
	word(&p.RankMax, "highest rank", "", "II/d", "III/d", "IV/c")
	word(&p.EducationMin, "education", "", "slta", "d3", "s1", "s2")
	word(&p.Special, "special", "", domain.SpecialDukcapil, domain.SpecialCamat, domain.SpecialPuskesmasHead)
	flag(&p.HandlesMoney, "money")
	flag(&p.Strategic, "strategic")
	flag(&p.UnitRemote, "remote")
	p.Majors = rapid.SampledFrom([][]string{nil, {"Ilmu Hukum"}, {"Keperawatan", "Kebidanan"}, p.Majors}).Draw(t, "majors")
	p.RetirementAge = rapid.SampledFrom([]int{0, 58, 60, 65}).Draw(t, "retirement age")
	p.UnitActive = rapid.SampledFrom([]*bool{nil, ptr(true), ptr(true), ptr(false)}).Draw(t, "active")
	p.UnitID = rapid.SampledFrom([]domain.ID{{}, unitA, unitB}).Draw(t, "unit")
	p.PositionID = domain.ID{byte(rapid.IntRange(0, 20).Draw(t, "position"))}
	return p
}

// drawPolicy is the default, that of a case, or one with any switches, severities and parameters.
func drawPolicy(t *rapid.T) PolicySet {
	p := drawCase(t, "policy").p
	if rapid.Bool().Draw(t, "as it is") {
		return p
	}
	p.Rules = maps.Clone(p.Rules)
	severities := []domain.Severity{"", domain.Block, domain.Warn, domain.Note}
	truths := []*bool{nil, nil, ptr(true), ptr(false)}
	for i := range Catalogue {
		r := &Catalogue[i]
		if rapid.IntRange(0, 2).Draw(t, "change "+r.Code) > 0 {
			continue
		}
		rp := p.Rules[r.Code]
		rp.Enabled = rapid.SampledFrom(truths).Draw(t, "on")
		rp.Severity = rapid.SampledFrom(severities).Draw(t, "severity")
		rp.UnknownBlocks = rapid.SampledFrom(truths).Draw(t, "unknown blocks")
		rp.Params = maps.Clone(rp.Params)
		for _, q := range r.Params {
			if v := drawValue(t, q); v != nil {
				if rp.Params == nil {
					rp.Params = map[string]any{}
				}
				rp.Params[q.Name] = v
			}
		}
		p.Rules[r.Code] = rp
	}
	return p
}

// drawValue is a value of a parameter, sometimes one that Validate would refuse; nil leaves it as it is.
func drawValue(t *rapid.T, q Param) any {
	if rapid.Bool().Draw(t, "keep "+q.Name) {
		return nil
	}
	switch q.Type {
	case "int":
		return rapid.OneOf(rapid.IntRange(q.Min, q.Max), rapid.IntRange(q.Default.(int)-2, q.Default.(int)+2)).Draw(t, q.Name)
	case "bool":
		return rapid.Bool().Draw(t, q.Name)
	case "severity":
		return rapid.SampledFrom([]string{"block", "block", "warn", "info"}).Draw(t, q.Name)
	case "education":
		return rapid.SampledFrom([]string{"slta", "d3", "s1", "s2", "none"}).Draw(t, q.Name)
	case "words":
		pool := append(slices.Clone(q.Default.([]string)), q.Allowed...)
		if len(pool) > 0 {
			return rapid.SliceOfN(rapid.SampledFrom(pool), 0, 3).Draw(t, q.Name)
		}
	}
	return nil
}

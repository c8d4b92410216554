package eligibility

import (
	"strings"

	"mutasi/domain"
)

var educationRules = []Rule{
	{
		Code: "EDU_LEVEL_MIN", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Pendidikan memenuhi syarat minimum jabatan", "Education meets the minimum of the post"),
		Applies:  both("mutasi ke jabatan di instansi ini", "moves to a post of this agency"),
		Citation: "PP 11/2017 Ps 54(1)b, (3)b, (4)b, (5), (6), 75–76, 107",
		Params: []Param{
			education("jpt_pratama", "s1"), education("administrator", "s1"), education("pengawas", "d3"), education("pelaksana", "slta"),
			education("fungsional_expert", "s1"), education("fungsional_skill", "slta"),
			years("remote_grace_years", 5), severityOf("severity_remote", domain.Warn),
		},
		check: educationLevel,
	},
	{
		Code: "EDU_FIELD_MATCH", Severity: domain.Warn, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Bidang pendidikan sesuai standar jabatan", "Field of education fits the standard of the post"),
		Applies:  both("jabatan tujuan yang mencantumkan bidang pendidikan", "new posts that name fields of education"),
		Citation: "PP 11/2017 Ps 190(4)",
		check: func(in *input) *finding {
			if in.To == nil || len(in.To.Majors) == 0 {
				return nil
			}
			fields := append([]string{}, in.Person.OtherMajors...)
			if in.Person.Major != "" {
				fields = append(fields, in.Person.Major)
			}
			e := ev{"fields": fields, "accepted": in.To.Majors}
			if len(fields) == 0 {
				return missing(e, "person.major")
			}
			for _, have := range list(fields) {
				for _, want := range in.To.Majors {
					if sameWords(have, want) {
						return pass(e, "Bidang pendidikan %s sesuai standar jabatan.", "The field of education %s fits the standard of the post.", have)
					}
				}
			}
			return fail(e, "Bidang pendidikan %s tidak tercantum dalam standar jabatan (%s).", "The field of education %s is not in the standard of the post (%s).", list(fields), list(in.To.Majors))
		},
	},
	{
		Code: "RANK_RANGE", Severity: domain.Block, Gate: GateVerify, Confidence: "V,S", Overridable: true, OverrideRoles: deciders,
		Title:    both("Golongan dalam rentang jabatan", "Rank within the range of the post"),
		Applies:  both("PNS ke jabatan struktural atau fungsional, dan ke pelaksana yang menetapkan rentang golongan", "PNS to structural or functional posts, and to pelaksana posts that set a rank range"),
		Citation: "referensi eselon SIASN; PP 100/2000 Ps 5 jo. PP 13/2002 (dicabut); Per.BKN 3/2023; SE BKN 9/2024",
		Params: []Param{
			rankRange("I.a", "IV/d..IV/e"), rankRange("I.b", "IV/b..IV/e"), rankRange("II.a", "IV/b..IV/d"), rankRange("II.b", "IV/a..IV/c"),
			rankRange("III.a", "III/d..IV/b"), rankRange("III.b", "III/c..IV/a"), rankRange("IV.a", "III/b..III/d"), rankRange("IV.b", "III/a..III/c"),
			rankRange("pemula", "II/a..II/a"), rankRange("terampil", "II/b..II/d"), rankRange("mahir", "III/a..III/b"), rankRange("penyelia", "III/c..III/d"),
			rankRange("ahli_pertama", "III/a..III/b"), rankRange("ahli_muda", "III/c..III/d"), rankRange("ahli_madya", "IV/a..IV/c"), rankRange("ahli_utama", "IV/d..IV/e"),
			severityOf("severity_rotation", domain.Warn), severityOf("severity_jf", domain.Warn), severityOf("severity_pelaksana", domain.Warn),
		},
		check: rankInRange,
	},
}

// educationLevel takes the higher of the position's own minimum and the legal one for its kind.
func educationLevel(in *input) *finding {
	if in.To == nil {
		return nil
	}
	kind := in.To.Kind
	if kind == domain.KindFungsional {
		switch {
		case expert(in.To.Level):
			kind = "fungsional_expert"
		case in.To.Level != "":
			kind = "fungsional_skill"
		}
	}
	least := in.To.EducationMin
	if in.rule.param(kind) != nil {
		if legal := in.word(kind); domain.EducationOrder(legal) > domain.EducationOrder(least) {
			least = legal
		}
	}
	have := in.Person.EducationLevel
	e := ev{"education_level": have, "minimum": least}
	if domain.EducationOrder(have) == 0 || domain.EducationOrder(least) == 0 {
		return missing(e, gaps(domain.EducationOrder(have) == 0, "person.education", domain.EducationOrder(least) == 0, "to.level")...)
	}
	if domain.EducationOrder(have) >= domain.EducationOrder(least) {
		return pass(e, "Pendidikan %s memenuhi syarat minimum %s.", "Education %s meets the minimum %s.", term(have), term(least))
	}
	if in.To.Kind == domain.KindAdministrator && in.To.UnitRemote && !in.On.IsZero() {
		until := in.On.AddYears(in.int("remote_grace_years"))
		e["grace_until"] = until
		return fail(e, "Pendidikan %s di bawah syarat minimum %s; di daerah terpencil atau perbatasan wajib dipenuhi paling lambat %s.", "Education %s is below the minimum %s; in a remote or border area it must be reached by %s.", term(have), term(least), until).as(in.sev("severity_remote"))
	}
	return fail(e, "Pendidikan %s di bawah syarat minimum %s.", "Education %s is below the minimum %s.", term(have), term(least))
}

// rankInRange is law for nobody since 2017 (PP 11/2017 Ps 362) but still what SIASN checks; see docs/rules.md.
func rankInRange(in *input) *finding {
	to := in.To
	if to == nil || in.Person.Employment == domain.EmploymentPPPK {
		return nil // PPPK ranks do not compare with PNS ranks
	}
	var severity domain.Severity
	name := to.Echelon
	switch {
	case domain.Structural(to.Kind):
		severity = in.promotionSeverity("severity_rotation")
	case to.Kind == domain.KindFungsional:
		severity, name = in.sev("severity_jf"), to.Level
	case to.Kind == domain.KindPelaksana && (to.RankMin != "" || to.RankMax != ""):
		severity = in.sev("severity_pelaksana")
	default:
		return nil
	}
	low, high := to.RankMin, to.RankMax
	if in.rule.param(name) != nil && (low == "" || high == "") {
		l, h, _ := strings.Cut(in.word(name), "..")
		if low == "" {
			low = l
		}
		if high == "" {
			high = h
		}
	}
	rank := in.Person.Rank
	e := ev{"rank": rank, "rank_min": low, "rank_max": high}
	if domain.RankOrder(rank) == 0 || low == "" && high == "" {
		return missing(e, gaps(domain.RankOrder(rank) == 0, "person.rank", low == "" && high == "", "to.rank_range")...).as(severity)
	}
	bounds := low + "–" + high
	if domain.RankOrder(rank) < domain.RankOrder(low) || high != "" && domain.RankOrder(rank) > domain.RankOrder(high) {
		return fail(e, "Golongan %s di luar rentang jabatan %s.", "Rank %s is outside the range of the post, %s.", rank, bounds).as(severity)
	}
	return pass(e, "Golongan %s dalam rentang jabatan %s.", "Rank %s is within the range of the post, %s.", rank, bounds).as(severity)
}

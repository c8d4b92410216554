package eligibility

import (
	"strings"

	"mutasi/domain"
)

// exact says how an age limit is counted: false lets a person pass until the birthday after the limit age, true until the
// birthday on which it is reached. The articles say "paling tinggi 56 tahun", which is read both ways.
func exact() Param { return toggle("exact", false) }

var ageRules = []Rule{
	{
		Code: "AGE_MAX_JPTP_56", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Usia paling tinggi 56 tahun untuk masuk JPT pratama", "At most 56 years old on entry into JPT pratama"),
		Applies:  both("masuk JPT pratama", "entry into JPT pratama"),
		Citation: "PP 11/2017 Ps 107 huruf c angka 6",
		Params:   []Param{years("max_age", 56), exact()},
		check: func(in *input) *finding {
			if !in.toKind(domain.KindJPTPratama) || in.fromKind(domain.KindJPTPratama) {
				return nil
			}
			return in.maximumAge(in.int("max_age"))
		},
	},
	{
		Code: "AGE_MAX_JF_TRANSFER", Severity: domain.Block, Gate: GateVerify, Confidence: "V,S",
		Title:    both("Batas usia masuk jabatan fungsional", "Age limit for entry into a functional position"),
		Applies:  both("perpindahan ke jabatan fungsional", "moves into a functional position"),
		Citation: "PP 11/2017 Ps 76(1)h; PermenPANRB 1/2023 (tanya jawab resmi)",
		Params: []Param{
			years("max_age_skill", 53), years("max_age_pertama_muda", 53), years("max_age_madya", 55), years("max_age_utama", 60),
			years("max_age_utama_from_utama", 63), months("utama_months_before_retirement", 12), exact(),
		},
		check: jfAge,
	},
	{
		Code: "JF_EXPERIENCE_2Y", Severity: domain.Block, Gate: GateVerify, Confidence: "V,S",
		Title:    both("Pengalaman 2 tahun di bidang jabatan fungsional", "Two years of work in the field of the functional position"),
		Applies:  both("perpindahan ke jabatan fungsional keahlian", "moves into an expert functional position"),
		Citation: "PP 11/2017 Ps 76(1)f; PermenPANRB 1/2023 (tanya jawab resmi)",
		Params:   []Param{months("months", 24), months("months_strategic", 12)},
		check: func(in *input) *finding {
			switch entry := in.jfEntry(); {
			case entry == jfUnknown:
				return in.jfMissing()
			case !oneOf(entry, jfOther, jfFamily, jfCategory) || in.To.Level != "" && !expert(in.To.Level):
				return nil
			}
			if in.To.Level == "" || in.To.Family == "" || in.On.IsZero() {
				return missing(ev{}, gaps(in.To.Level == "", "to.level", in.To.Family == "", "to.family", in.On.IsZero(), "on")...)
			}
			need := in.int("months")
			if in.To.Strategic {
				need = in.int("months_strategic")
			}
			return in.judgeExperience(in.experienceOf(inFamily(in.To.Family)), need, both("di bidang jabatan fungsional", "in the field of the functional position"))
		},
	},
	{
		Code: "JF_MOVE_MAP", Severity: domain.Block, Gate: GateVerify, Confidence: "V,S",
		Title:    both("Jenjang jabatan fungsional sesuai jabatan asal", "Functional level follows from the present post"),
		Applies:  both("perpindahan ke jabatan fungsional dari jabatan lain atau dari keterampilan ke keahlian", "moves into a functional position from another post or from skill to expert"),
		Citation: "Per.BKN 3/2023 Ps 20; SE BKN 9/2024",
		Params: []Param{
			words("jpt_pratama", "jf_level", domain.JFLevels, "ahli_utama"), words("administrator", "jf_level", domain.JFLevels, "ahli_madya"),
			words("pengawas", "jf_level", domain.JFLevels, "ahli_muda"),
			words("pelaksana", "jf_level", domain.JFLevels, "ahli_pertama", "pemula", "terampil", "mahir", "penyelia"),
			education("expert_education", "s1"), rankRange("expert_ahli_pertama", "III/a..III/b"), rankRange("expert_ahli_muda", "III/c..III/d"),
		},
		check: jfMoveMap,
	},
}

func (in *input) maximumAge(limit int) *finding {
	born := in.Person.BirthDate
	if born.IsZero() || in.On.IsZero() {
		return missing(ev{"max_age": limit}, gaps(born.IsZero(), "person.birth_date", in.On.IsZero(), "on")...)
	}
	age := born.YearsUntil(in.On)
	e := ev{"age": age, "max_age": limit, "on": in.On}
	over := age > limit
	if in.bool("exact") {
		over = in.On.After(born.AddYears(limit))
	}
	if over {
		return fail(e, "Usia pada tanggal mutasi %d tahun, melewati batas %d tahun.", "The age on the day of the move is %d, above the limit of %d.", age, limit)
	}
	return pass(e, "Usia pada tanggal mutasi %d tahun, dalam batas %d tahun.", "The age on the day of the move is %d, within the limit of %d.", age, limit)
}

func jfAge(in *input) *finding {
	switch entry := in.jfEntry(); {
	case entry == jfUnknown:
		return in.jfMissing()
	case !oneOf(entry, jfOther, jfFamily, jfCategory):
		return nil
	}
	switch level := in.To.Level; {
	case level == "":
		return missing(ev{}, "to.level")
	case level == "ahli_madya":
		return in.maximumAge(in.int("max_age_madya"))
	case level != "ahli_utama":
		if expert(level) {
			return in.maximumAge(in.int("max_age_pertama_muda"))
		}
		return in.maximumAge(in.int("max_age_skill"))
	case in.From.Level == "ahli_utama":
		return in.maximumAge(in.int("max_age_utama_from_utama"))
	}
	d := in.maximumAge(in.int("max_age_utama"))
	if d.outcome != domain.OutcomePass {
		return d
	}
	if in.From.RetirementAge == 0 {
		return missing(ev{}, "from.retirement_age")
	}
	// Counted to the birthday on which the limit is reached, not to the month that follows.
	last := in.Person.BirthDate.AddYears(in.From.RetirementAge).AddMonths(-in.int("utama_months_before_retirement"))
	if in.On.After(last) {
		return fail(ev{"on": in.On, "latest": last}, "Perpindahan ke ahli utama paling lambat %s, %s sebelum batas usia pensiun.", "A move to ahli utama must come by %s, %s before the retirement age.", last, span(in.int("utama_months_before_retirement")))
	}
	return d
}

func jfMoveMap(in *input) *finding {
	entry := in.jfEntry()
	switch {
	case entry == jfUnknown:
		return in.jfMissing()
	case oneOf(entry, jfOther, jfCategory, jfFamily) && in.To.Level == "":
		return missing(ev{}, "to.level")
	case entry == jfCategory, entry == jfFamily && !expert(in.From.Level) && expert(in.To.Level):
		return skillToExpert(in)
	case entry != jfOther:
		return nil
	}
	if in.rule.param(in.From.Kind) == nil {
		return missing(ev{}, "from.kind")
	}
	allowed := in.words(in.From.Kind)
	e := ev{"from_kind": in.From.Kind, "to_level": in.To.Level, "allowed": allowed}
	if oneOf(in.To.Level, allowed...) {
		return pass(e, "Dari jabatan %s dapat masuk jenjang %s.", "From the kind of post %s one may enter the level %s.", term(in.From.Kind), term(in.To.Level))
	}
	return fail(e, "Dari jabatan %s tidak dapat masuk jenjang %s; yang dapat: %s.", "From the kind of post %s one may not enter the level %s, only: %s.", term(in.From.Kind), term(in.To.Level), allowed)
}

// skillToExpert (alih kategori) goes by education and rank.
func skillToExpert(in *input) *finding {
	p, least, level := in.Person, in.word("expert_education"), in.To.Level
	e := ev{"education_level": p.EducationLevel, "minimum": least, "rank": p.Rank, "to_level": level}
	name := "expert_" + level
	if in.rule.param(name) == nil {
		return fail(e, "Dari jenjang keterampilan tidak dapat langsung masuk jenjang %s.", "A move from a skill level straight to %s is not allowed.", term(level))
	}
	if domain.EducationOrder(p.EducationLevel) == 0 || domain.RankOrder(p.Rank) == 0 {
		return missing(e, gaps(domain.EducationOrder(p.EducationLevel) == 0, "person.education", domain.RankOrder(p.Rank) == 0, "person.rank")...)
	}
	low, high, _ := strings.Cut(in.word(name), "..")
	e["rank_min"], e["rank_max"] = low, high
	if domain.EducationOrder(p.EducationLevel) < domain.EducationOrder(least) {
		return fail(e, "Alih kategori ke %s memerlukan pendidikan paling rendah %s.", "A move to %s needs education of at least %s.", term(level), term(least))
	}
	if r := domain.RankOrder(p.Rank); r < domain.RankOrder(low) || r > domain.RankOrder(high) {
		return fail(e, "Alih kategori ke %s untuk golongan %s–%s; golongan pegawai %s.", "A move to %s is for ranks %s–%s; the person's rank is %s.", term(level), low, high, p.Rank)
	}
	return pass(e, "Pendidikan dan golongan %s memenuhi syarat alih kategori ke %s.", "Education and rank %s allow the move to %s.", p.Rank, term(level))
}

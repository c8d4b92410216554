package eligibility

import "mutasi/domain"

var experienceRules = []Rule{
	{
		Code: "EXPERIENCE_PENGAWAS_4Y", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Pengalaman 4 tahun untuk jabatan pengawas", "Four years of experience for a pengawas post"),
		Applies:  both("masuk jabatan pengawas dari jabatan nonstruktural", "entry into a pengawas post from a non-structural one"),
		Citation: "PP 11/2017 Ps 54(3)d",
		Params:   []Param{years("years", 4)},
		check: func(in *input) *finding {
			if !in.toKind(domain.KindPengawas) || in.From != nil && domain.Structural(in.From.Kind) {
				return nil
			}
			return in.standing(1, both("sebagai pelaksana atau jabatan fungsional setara", "as pelaksana or in an equal functional position"))
		},
	},
	{
		Code: "EXPERIENCE_ADMIN_3Y", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Pengalaman 3 tahun untuk jabatan administrator", "Three years of experience for an administrator post"),
		Applies:  both("masuk jabatan administrator dari jabatan di bawahnya atau fungsional", "entry into an administrator post from below or from a functional position"),
		Citation: "PP 11/2017 Ps 54(1)d",
		Params:   []Param{years("years", 3)},
		check: func(in *input) *finding {
			if !in.toKind(domain.KindAdministrator) || in.fromKind(domain.KindAdministrator) || in.fromKind(domain.KindJPTPratama) {
				return nil
			}
			return in.standing(2, both("sebagai pengawas atau jabatan fungsional setara", "as pengawas or in an equal functional position"))
		},
	},
	{
		Code: "EXPERIENCE_JPTP_5Y_2Y", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Pengalaman 5 tahun di bidang terkait dan 2 tahun sebagai administrator atau ahli madya", "Five years in the field and two as administrator or ahli madya"),
		Applies:  both("masuk JPT pratama", "entry into JPT pratama"),
		Citation: "PP 11/2017 Ps 107 huruf c angka 3–4",
		Params:   []Param{years("field_years", 5), years("standing_years", 2)},
		check:    jptExperience,
	},
}

func (in *input) standing(tier int, what domain.Bilingual) *finding {
	if in.On.IsZero() {
		return missing(ev{}, "on")
	}
	return in.judgeExperience(in.experienceOf(tierAtLeast(tier)), 12*in.int("years"), what)
}

// jptExperience wants both; a failure of one decides, then what is missing, then the pass of both.
func jptExperience(in *input) *finding {
	if !in.toKind(domain.KindJPTPratama) || in.fromKind(domain.KindJPTPratama) {
		return nil
	}
	if in.On.IsZero() {
		return missing(ev{}, "on")
	}
	standing := in.judgeExperience(in.experienceOf(tierAtLeast(3)), 12*in.int("standing_years"), both("sebagai administrator atau ahli madya", "as administrator or ahli madya"))
	field := in.judgeExperience(in.experienceOf(inFamily(in.To.Family)), 12*in.int("field_years"), both("di bidang tugas terkait", "in the related field"))
	if in.To.Family == "" && field.outcome == domain.OutcomeUnknown {
		field = missing(ev{"months_required": 12 * in.int("field_years")}, "to.family")
	}
	for _, outcome := range []domain.Outcome{domain.OutcomeFail, domain.OutcomeUnknown} {
		for _, d := range []*finding{standing, field} {
			if d.outcome == outcome {
				return d
			}
		}
	}
	field.sentences = append(standing.sentences, field.sentences...)
	for k, v := range standing.evidence {
		field.evidence["standing_"+k] = v
	}
	return field
}

package eligibility

import "mutasi/domain"

var retirementRules = []Rule{
	{
		Code: "RETIREMENT_WINDOW", Severity: domain.Warn, Gate: GateVerify, Confidence: "D", Overridable: true, OverrideRoles: officers,
		Title:    both("Sisa masa kerja sampai pensiun mencukupi", "Enough time left until retirement"),
		Applies:  everyTransfer,
		Citation: "UU 20/2023 Ps 55; PP 11/2017 Ps 239–240; ambang batas kebijakan instansi",
		Params:   []Param{months("months", 12)},
		check: func(in *input) *finding {
			age := 0
			if in.To != nil {
				age = in.To.RetirementAge
			} else if in.From != nil {
				age = in.From.RetirementAge
			}
			born := in.Person.BirthDate
			if age == 0 || born.IsZero() || in.On.IsZero() {
				return missing(ev{}, gaps(age == 0, "retirement_age", born.IsZero(), "person.birth_date", in.On.IsZero(), "on")...)
			}
			retires := domain.RetiresOn(born, age)
			left := span(in.On.MonthsUntil(retires))
			e := ev{"retires_on": retires, "retirement_age": age, "months_left": int(left), "months_required": in.int("months"), "on": in.On}
			if int(left) < in.int("months") {
				return fail(e, "Pegawai pensiun pada %s, %s setelah mutasi; paling sedikit %s.", "The person retires on %s, %s after the move; at least %s is wanted.", retires, left, span(in.int("months")))
			}
			return pass(e, "Pegawai pensiun pada %s, %s setelah mutasi; paling sedikit %s.", "The person retires on %s, %s after the move; at least %s is wanted.", retires, left, span(in.int("months")))
		},
	},
	{
		Code: "AGE_MAX_LOCAL_IN", Severity: domain.Warn, Gate: GateVerify, Confidence: "S", Switch: true, Overridable: true, OverrideRoles: deciders,
		Title:    both("Batas usia dan golongan masuk menurut aturan daerah", "Local age and rank limit for arrivals"),
		Applies:  both("mutasi masuk, bila kebijakan mengaktifkannya", "arrivals from other agencies, where the policy turns it on"),
		Citation: "aturan daerah (contoh: Provinsi Jawa Timur)",
		Params: []Param{
			years("max_age", 40), rank("max_rank", "III/c"), exact(),
			words("exempt_families", "position_family", nil, "Guru", "Dokter", "Dokter Gigi", "Perawat", "Bidan", "Apoteker"),
		},
		check: localLimit,
	},
}

func localLimit(in *input) *finding {
	if in.Direction != domain.DirectionIn || in.To == nil || in.Person.Employment == domain.EmploymentPPPK {
		return nil
	}
	for _, f := range in.words("exempt_families") {
		if in.To.Family != "" && sameWords(f, in.To.Family) {
			return pass(ev{"family": in.To.Family}, "Jabatan %s dikecualikan dari batas usia daerah.", "%s posts are exempt from the local age limit.", in.To.Family)
		}
	}
	d := in.maximumAge(in.int("max_age"))
	have, limit := in.Person.Rank, in.word("max_rank")
	d.evidence["rank"], d.evidence["max_rank"] = have, limit
	switch {
	case d.outcome == domain.OutcomeFail:
	case domain.RankOrder(have) > domain.RankOrder(limit):
		return fail(d.evidence, "Golongan %s melewati batas daerah %s.", "Rank %s is above the local limit %s.", have, limit)
	case domain.RankOrder(have) == 0:
		return missing(ev{"max_rank": limit}, "person.rank")
	}
	return d
}

// covered are the posts whose holders may not be replaced without the interior minister's consent.
func covered(more ...Param) []Param {
	kinds := []string{domain.KindJPTPratama, domain.KindAdministrator, domain.KindPengawas}
	return append(more, words("kinds", "position_kind", append(kinds, domain.KindFungsional, domain.KindPelaksana), kinds...),
		words("specials", "special_post", nil, domain.SpecialPuskesmasHead, domain.SpecialSchoolHead), documents("documents", "mendagri_consent"))
}

var electionRules = []Rule{
	{
		Code: codePilkada, Severity: domain.Block, Gate: GateApprove, Confidence: "V,S",
		Title:    both("Persetujuan Mendagri pada masa pilkada", "Ministerial consent in the election period"),
		Applies:  both("penggantian pejabat struktural, kepala Puskesmas, dan kepala sekolah dalam instansi", "replacement of structural officials and of heads of Puskesmas or schools within the agency"),
		Citation: "UU 10/2016 Ps 71(2), (4); Surat Mendagri 2024",
		// Each election is the day the candidates are fixed and the last day of the term.
		Params: covered(intervals("elections"), months("months_before", 6)),
		check: func(in *input) *finding {
			if !in.consentCovers() {
				return nil
			}
			if in.On.IsZero() || len(in.words("elections")) == 0 {
				return missing(ev{}, gaps(in.On.IsZero(), "on", len(in.words("elections")) == 0, "policy.elections")...)
			}
			until, frozen := in.frozenUntil()
			return in.consent(frozen, until, both("masa pembatasan pilkada", "the election freeze"))
		},
	},
	{
		Code: codeNewHead, Severity: domain.Block, Gate: GateApprove, Confidence: "V",
		Title:    both("Persetujuan Mendagri pada 6 bulan pertama kepala daerah", "Ministerial consent in a new head's first six months"),
		Applies:  both("penggantian pejabat struktural, kepala Puskesmas, dan kepala sekolah dalam instansi", "replacement of structural officials and of heads of Puskesmas or schools within the agency"),
		Citation: "UU 10/2016 Ps 162(3)",
		Params:   covered(day("sworn_in_on", ""), months("months", 6)),
		check: func(in *input) *finding {
			if !in.consentCovers() {
				return nil
			}
			if in.On.IsZero() || in.day("sworn_in_on").IsZero() {
				return missing(ev{}, gaps(in.On.IsZero(), "on", in.day("sworn_in_on").IsZero(), "policy.sworn_in_on")...)
			}
			until, fresh := in.newUntil()
			return in.consent(fresh, until, both("masa awal jabatan kepala daerah", "the new head's first months in office"))
		},
	},
}

// consentCovers reports whether the move takes an official out of a covered post or puts one into it.
func (in *input) consentCovers() bool {
	if in.external() {
		return false
	}
	for _, p := range []*Post{in.From, in.To} {
		if p != nil && (oneOf(p.Kind, in.words("kinds")...) || oneOf(p.Special, in.words("specials")...)) {
			return true
		}
	}
	return false
}

// frozenUntil is the last day of the election freeze that the effective date falls into.
func (in *input) frozenUntil() (domain.Date, bool) {
	var until domain.Date
	for _, election := range in.words("elections") {
		fixed, last, _ := interval(election)
		if !in.On.Before(fixed.AddMonths(-in.int("months_before"))) && !in.On.After(last) {
			until = later(until, last)
		}
	}
	return until, !until.IsZero()
}

// newUntil is the last day of the new head's first months, if the effective date falls into them.
func (in *input) newUntil() (domain.Date, bool) {
	sworn := in.day("sworn_in_on")
	if sworn.IsZero() {
		return domain.Date{}, false
	}
	last := sworn.AddMonths(in.int("months")).AddDays(-1)
	return last, !in.On.Before(sworn) && !in.On.After(last)
}

func (in *input) consent(needed bool, until domain.Date, period domain.Bilingual) *finding {
	e := ev{"on": in.On, "consent_needed": needed, "documents": in.words("documents")}
	if !needed {
		return pass(e, "Tanggal mutasi di luar "+period.Indonesian+".", "The day of the move lies outside "+period.English+".")
	}
	e["until"] = until
	_, found, known := in.paper(in.words("documents"))
	switch {
	case found:
		return pass(e, "Persetujuan tertulis Mendagri sudah ada.", "The interior minister's written consent is on file.")
	case !known:
		return missing(e, "documents")
	}
	return fail(e, "Tanggal mutasi jatuh dalam "+period.Indonesian+" (sampai %s); diperlukan persetujuan tertulis Mendagri.", "The day of the move falls into "+period.English+" (until %s); the interior minister's written consent is needed.", until)
}

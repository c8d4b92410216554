package eligibility

import "mutasi/domain"

// Codes that other rules look up.
const (
	codeTenureMin = "TENURE_MIN_2Y"
	codeJPTEarly  = "TENURE_JPT_EARLY"
	codeFirstJF   = "PERF_GOOD_1Y_JF_FIRST"
	codePilkada   = "PILKADA_FREEZE"
	codeNewHead   = "NEW_HEAD_6M"
	codeJPM       = "COMPETENCY_JPM_MIN"
)

var tenureRules = []Rule{
	{
		Code: codeTenureMin, Severity: domain.Warn, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Paling singkat 2 tahun dalam jabatan", "At least two years in post"),
		Applies:  both("semua mutasi; untuk JPT menghalangi kecuali TENURE_JPT_EARLY terpenuhi", "every transfer; blocks for JPT unless TENURE_JPT_EARLY passes"),
		Citation: "PP 11/2017 Ps 190(3), 132(2); Per.BKN 5/2019 Ps 2",
		Params:   []Param{years("years", 2), severityOf("severity_jpt", domain.Block)},
		check:    tenureMin,
	},
	{
		Code: "TENURE_MIN_6M_BKN2025", Severity: domain.Block, Gate: GateVerify, Confidence: "S", Switch: true, Overridable: true, OverrideRoles: deciders,
		Title:    both("Paling singkat 6 bulan dalam jabatan", "At least six months in post"),
		Applies:  both("semua mutasi, bila kebijakan mengaktifkannya", "every transfer, where the policy turns it on"),
		Citation: "pernyataan Kepala BKN Juli 2025 (aturan tertulis tidak ditemukan)",
		Params:   []Param{months("months", 6)},
		check:    func(in *input) *finding { return in.minimumTenure(in.int("months")) },
	},
	{
		Code: "TENURE_MAX_5Y", Severity: domain.Note, Confidence: "V",
		Title:    both("Paling lama 5 tahun dalam jabatan", "At most five years in post"),
		Applies:  both("semua mutasi; lebih dari 5 tahun berarti waktunya dirotasi", "every transfer; more than five years means rotation is due"),
		Citation: "PP 11/2017 Ps 190(3), 133(1)",
		Params:   []Param{years("years", 5), severityOf("severity_jpt", domain.Warn)},
		check: func(in *input) *finding {
			since := in.since()
			if since.IsZero() || in.On.IsZero() {
				return missing(ev{}, "from.since")
			}
			until := since.AddYears(in.int("years"))
			e := ev{"since": since, "on": in.On, "years": in.int("years")}
			var severity domain.Severity
			if in.fromKind(domain.KindJPTPratama) {
				severity = in.sev("severity_jpt")
			}
			held := span(since.MonthsUntil(in.On))
			if in.On.After(until) {
				return fail(e, "Jabatan sekarang sudah dipegang %s, melewati %d tahun; sudah waktunya dirotasi.", "The present post has been held for %s, more than %d years; rotation is due.", held, in.int("years")).as(severity)
			}
			return pass(e, "Jabatan sekarang dipegang %s, belum melewati %d tahun.", "The present post has been held for %s, not more than %d years.", held, in.int("years")).as(severity)
		},
	},
	{
		Code: codeJPTEarly, Severity: domain.Block, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: deciders,
		Title:    both("Mutasi JPT sebelum 2 tahun beralasan dan disetujui", "Early JPT transfer has a ground and a consent"),
		Applies:  both("pejabat JPT dengan masa jabatan kurang dari 2 tahun", "JPT officials with less than two years in post"),
		Citation: "SE MenPANRB 19/2023",
		Params:   []Param{years("years", 2), months("min_months", 6), documents("documents", "mendagri_consent", "pertek")},
		check:    jptEarly,
	},
	{
		Code: "CPNS_10Y_PLEDGE", Severity: domain.Warn, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("Pernyataan tidak minta pindah selama 10 tahun", "Ten-year pledge not to ask for a move"),
		Applies:  both("permintaan sendiri (APS) oleh PNS", "own requests (APS) by PNS"),
		Citation: "PermenPANRB 27/2021 Ps 52; PermenPANRB 6/2024 Ps 59(2)",
		Params:   []Param{years("years", 10), day("intake_from", "2021-01-01")},
		check:    pledge,
	},
}

// since is the day the person took up the present post, zero where it is not known.
func (in *input) since() domain.Date {
	if in.From == nil {
		return domain.Date{}
	}
	return in.From.Since
}

func (in *input) minimumTenure(months int) *finding {
	since := in.since()
	if since.IsZero() || in.On.IsZero() {
		return missing(ev{"months_required": months}, "from.since")
	}
	from := since.AddMonths(months)
	held := span(since.MonthsUntil(in.On))
	e := ev{"since": since, "on": in.On, "months_required": months, "months_held": int(held), "fulfilled_on": from}
	if in.On.Before(from) {
		return fail(e, "Masa jabatan pada tanggal mutasi baru %s; paling singkat %s, terpenuhi pada %s.", "On the day of the move the post will have been held for %s; the minimum is %s, reached on %s.", held, span(months), from)
	}
	return pass(e, "Masa jabatan pada tanggal mutasi %s, memenuhi paling singkat %s.", "On the day of the move the post will have been held for %s; the minimum is %s.", held, span(months))
}

// tenureMin blocks a JPT official, unless the early transfer is in order: then it is the warning it is for all others.
func tenureMin(in *input) *finding {
	d := in.minimumTenure(12 * in.int("years"))
	if in.fromKind(domain.KindJPTPratama) {
		early := in.with(codeJPTEarly)
		if d.outcome == domain.OutcomeFail && in.policy.enabled(early.rule) {
			if e := jptEarly(early); e != nil && e.outcome == domain.OutcomePass {
				return d
			}
		}
		return d.as(in.sev("severity_jpt"))
	}
	return d
}

func jptEarly(in *input) *finding {
	if !in.fromKind(domain.KindJPTPratama) {
		return nil
	}
	since := in.since()
	if since.IsZero() || in.On.IsZero() {
		return missing(ev{}, "from.since")
	}
	if !in.On.Before(since.AddYears(in.int("years"))) {
		return nil
	}
	floor := since.AddMonths(in.int("min_months"))
	kind, found, known := in.paper(in.words("documents"))
	e := ev{"since": since, "on": in.On, "min_months": in.int("min_months"), "ground_given": in.EarlyGround != "", "documents": in.words("documents")}
	switch {
	case in.On.Before(floor):
		return fail(e, "Pejabat JPT ini belum %s dalam jabatan; tidak ada dasar untuk mutasi sebelum %s.", "This JPT official has been in post for less than %s; nothing allows a move before %s.", span(in.int("min_months")), floor)
	case in.EarlyGround == "":
		return fail(e, "Mutasi JPT sebelum %d tahun memerlukan alasan tertulis.", "A JPT transfer before %d years needs a written ground.", in.int("years"))
	case found:
		e["document"] = kind
		return pass(e, "Mutasi JPT sebelum %d tahun memiliki alasan tertulis dan %s.", "The JPT transfer before %d years has a written ground and a %s.", in.int("years"), term(kind))
	case !known:
		return missing(e, "documents")
	}
	return fail(e, "Mutasi JPT sebelum %d tahun memerlukan salah satu dokumen ini: %s.", "A JPT transfer before %d years needs one of these documents: %s.", in.int("years"), in.words("documents"))
}

// pledge binds those of the intakes that had to sign it; nobody else can have signed.
func pledge(in *input) *finding {
	p := in.Person
	if in.Initiative != domain.InitiativeAPS || p.Employment == domain.EmploymentPPPK {
		return nil
	}
	e := ev{"pledge_on": p.PledgeOn, "pns_since": p.PNSSince, "appointed_on": p.AppointedOn, "years": in.int("years"), "on": in.On}
	intake := in.day("intake_from")
	if !p.PNSSince.IsZero() && !in.On.IsZero() && !in.On.Before(p.PNSSince.AddYears(in.int("years"))) {
		return pass(e, "Sudah %d tahun atau lebih sejak diangkat menjadi PNS.", "The person became PNS %d or more years ago.", in.int("years"))
	}
	if p.PledgeOn.IsZero() {
		if !p.AppointedOn.IsZero() && p.AppointedOn.Before(intake) {
			e["intake_from"] = intake
			return pass(e, "Pegawai diangkat sebelum pernyataan 10 tahun diwajibkan.", "The person was appointed before the ten-year pledge was required.")
		}
		return missing(e, "person.pledge_on")
	}
	if p.PNSSince.IsZero() || in.On.IsZero() {
		return missing(e, "person.pns_since")
	}
	until := p.PNSSince.AddYears(in.int("years"))
	e["bound_until"] = until
	return fail(e, "Pegawai menyatakan tidak akan minta pindah atas alasan pribadi sampai %s.", "The person pledged not to ask for a move for personal reasons before %s.", until)
}

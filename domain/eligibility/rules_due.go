package eligibility

import (
	"slices"
	"time"

	"mutasi/domain"
)

// remedyRules are the further dates of domain.md 2.4: reports, a person's rights, retirement and the succession pool.
var remedyRules = []Rule{
	{
		Code: "PILKADA_REPORT_7WD", Severity: domain.Warn, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("Laporan penggantian pejabat dalam 7 hari kerja", "Replacement of an official reported within 7 working days"),
		Applies:  both("penggantian pejabat pada masa wajib persetujuan Mendagri, setelah SK", "replacements in a period of ministerial consent, once decreed"),
		Citation: "Surat Mendagri 2024 tentang kewenangan kepala daerah", Params: []Param{workingDays(7)},
		check: func(in *input) *finding {
			if in.Decrees == nil || in.Decrees.SignedOn.IsZero() || in.On.IsZero() || !in.with(codePilkada).consentCovers() {
				return nil
			}
			if _, frozen := in.with(codePilkada).frozenUntil(); !frozen {
				if _, fresh := in.with(codeNewHead).newUntil(); !fresh {
					return nil
				}
			}
			return in.workingLimit(both("Laporan kepada Mendagri", "The report to the interior minister"), in.On, in.Decrees.ReportedOn)
		},
	},
	{
		Code: "PERF_OBJ_14D", Severity: domain.Note, Confidence: "V",
		Title:    both("Keberatan atas penilaian kinerja dalam 14 hari", "Objection to the appraisal within 14 days"),
		Applies:  both("sejak penilaian kinerja diterima pegawai", "once the person received the appraisal"),
		Citation: "PP 30/2019 Ps 59(1)", Params: []Param{days("days", 14)},
		check: func(in *input) *finding {
			if in.Appraisal == nil || in.Appraisal.ReceivedOn.IsZero() {
				return nil
			}
			return in.calendarLimit(both("Keberatan atas penilaian kinerja", "An objection to the appraisal"), in.Appraisal.ReceivedOn, in.Appraisal.ObjectedOn)
		},
	},
	{
		Code: "PERF_REPORT_FEB", Severity: domain.Note, Confidence: "V",
		Title:    both("Penilaian kinerja dilaporkan paling lambat akhir Februari", "Appraisals reported by the end of February"),
		Applies:  both("pegawai yang bekerja sepanjang tahun lalu", "people who served all of last year"),
		Citation: "PP 30/2019 Ps 51(1)", Params: []Param{number("month", "month_of_year", 2, 1, 12)},
		check: appraisalReported,
	},
	{
		Code: "SPMT", Severity: domain.Note, Confidence: "G",
		Title:    both("Surat pernyataan melaksanakan tugas (SPMT) terbit", "Start of duty (SPMT) recorded"),
		Applies:  both("setelah SK ditandatangani", "once the decree is signed"),
		Citation: "praktik instansi; tidak ada batas waktu dalam peraturan", Params: []Param{days("days", 30)},
		check: func(in *input) *finding {
			if in.Decrees == nil || in.Decrees.SignedOn.IsZero() || in.To == nil || in.On.IsZero() {
				return nil
			}
			return in.calendarLimit(both("SPMT", "The start of duty (SPMT)"), in.On, in.Decrees.StartedOn)
		},
	},
	{
		Code: "PTUN_90D", Severity: domain.Note, Confidence: "V",
		Title:    both("Gugatan ke PTUN dalam 90 hari", "Suit at the administrative court within 90 days"),
		Applies:  both("setelah SK diterima; upaya administratif harus ditempuh lebih dahulu", "once the decree is received; the administrative remedies come first"),
		Citation: "UU 5/1986 Ps 55 jo. Ps 48(2)", Params: []Param{days("days", 90)},
		check: func(in *input) *finding {
			if in.Decrees == nil || in.Decrees.ReceivedOn.IsZero() {
				return nil
			}
			start := in.Decrees.ReceivedOn
			if in.Objection != nil { // the count starts anew with the decision on the remedy
				start = later(start, in.Objection.DecidedOn)
			}
			return in.calendarLimit(both("Gugatan ke PTUN", "A suit at the administrative court"), start, in.Decrees.SuedOn)
		},
	},
	{
		Code: "RETIRE_LIST_15M", Severity: domain.Note, Confidence: "V",
		Title:    both("Proses pensiun berjalan tepat waktu", "Retirement procedure on time"),
		Applies:  both("pegawai yang mendekati batas usia pensiun", "people close to the retirement age"),
		Citation: "PP 11/2017 Ps 262",
		Params:   []Param{months("list_months", 15), months("propose_months", 3), months("decide_months", 1)},
		check:    retirementProcedure,
	},
	{
		Code: "KRS_YEARLY", Severity: domain.Note, Confidence: "V",
		Title:    both("Kelompok rencana suksesi ditetapkan setiap tahun", "Succession pool set every year"),
		Applies:  both("promosi ke jabatan struktural", "promotions to a structural post"),
		Citation: "PermenPANRB 20/2025 Ps 8C(7)–(8), 25–26; PP 11/2017 Ps 199(1)",
		Params:   []Param{months("months", 12), years("monitoring_years", 3)},
		check: func(in *input) *finding {
			if !in.promotion() || in.To == nil || !domain.Structural(in.To.Kind) {
				return nil
			}
			if in.Succession == nil || in.Succession.PoolSetOn.IsZero() || in.On.IsZero() {
				return missing(ev{}, "succession")
			}
			set := in.Succession.PoolSetOn
			until := set.AddMonths(in.int("months"))
			e := ev{"pool_set_on": set, "valid_until": until, "monitored_until": in.On.AddYears(in.int("monitoring_years"))}
			if in.On.After(until) {
				return fail(e, "Kelompok rencana suksesi terakhir ditetapkan %s dan berlaku sampai %s.", "The succession pool was last set on %s and held until %s.", set, until)
			}
			return pass(e, "Kelompok rencana suksesi ditetapkan %s dan berlaku sampai %s.", "The succession pool was set on %s and holds until %s.", set, until)
		},
	},
}

// appraisalReported looks at the rating of the year before the day of the check.
func appraisalReported(in *input) *finding {
	year := in.AsOf.Year() - 1
	if in.AsOf.IsZero() || in.Person.AppointedOn.After(domain.NewDate(year, time.January, 1)) {
		return nil
	}
	deadline := domain.NewDate(year+1, time.Month(in.int("month")+1), 1).AddDays(-1)
	e := ev{"year": year, "deadline": deadline, "as_of": in.AsOf}
	switch {
	case in.Ratings == nil:
		return missing(e, "ratings")
	case slices.ContainsFunc(in.Ratings, func(r Rating) bool { return r.Year == year }):
		return pass(e, "Penilaian kinerja tahun %d sudah ada.", "The appraisal of %d is there.", year)
	case in.AsOf.After(deadline):
		return fail(e, "Penilaian kinerja tahun %d belum ada; batas waktunya %s.", "The appraisal of %d is not there; it was due on %s.", year, deadline)
	}
	return pass(e, "Penilaian kinerja tahun %d masih dapat dilaporkan sampai %s.", "The appraisal of %d may still be reported until %s.", year, deadline)
}

// retirementProcedure starts when the present post's retirement date comes within the listing time.
func retirementProcedure(in *input) *finding {
	if in.From == nil || in.From.RetirementAge == 0 || in.Person.BirthDate.IsZero() {
		return nil
	}
	retires := domain.RetiresOn(in.Person.BirthDate, in.From.RetirementAge)
	list, decide := retires.AddMonths(-in.int("list_months")), retires.AddMonths(-in.int("decide_months"))
	if in.AsOf.Before(list) {
		return nil
	}
	e := ev{"retires_on": retires, "list_by": list, "decide_by": decide, "as_of": in.AsOf}
	r := in.Retirement
	if r == nil {
		return missing(e, "retirement")
	}
	overdue := func(done, by domain.Date) bool {
		return done.After(by) || done.IsZero() && in.AsOf.After(by)
	}
	late := overdue(r.ListedOn, list) || overdue(r.DecidedOn, decide)
	if !r.ListedOn.IsZero() {
		propose := r.ListedOn.AddMonths(in.int("propose_months"))
		e["propose_by"] = propose
		late = late || overdue(r.ProposedOn, propose)
	}
	if late {
		return fail(e, "Pensiun jatuh pada %s, tetapi proses pensiunnya terlambat.", "Retirement falls on %s, but its procedure is late.", retires)
	}
	return pass(e, "Pensiun jatuh pada %s dan proses pensiunnya tepat waktu.", "Retirement falls on %s and its procedure is on time.", retires)
}

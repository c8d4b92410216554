package eligibility

import (
	"strconv"
	"time"

	"mutasi/domain"
)

var entryLevels = []string{"pemula", "terampil", "ahli_pertama"}

var performanceRules = []Rule{
	{
		Code: "PERF_GOOD_2Y", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Predikat kinerja paling rendah Baik dalam 2 tahun terakhir", "Performance rated at least Baik in the last two years"),
		Applies:  both("mutasi antarinstansi kecuali lulus seleksi terbuka, promosi, masuk jabatan administrator, pengawas, atau fungsional", "transfers between agencies except by open selection, promotions, entry into administrator, pengawas or functional posts"),
		Citation: "Per.BKN 5/2019 Ps 3(1)h; PP 11/2017 Ps 54(1)e, 76(1)g",
		Params:   performanceParams(2),
		check: func(in *input) *finding {
			entry := in.jfEntry()
			structural := in.To != nil && oneOf(in.To.Kind, domain.KindAdministrator, domain.KindPengawas) && !in.fromKind(in.To.Kind)
			switch {
			case in.external() && !in.waived(), in.promotion(), structural, oneOf(entry, jfOther, jfFamily, jfCategory):
				return in.goodYears()
			case entry == jfUnknown:
				return in.jfMissing()
			}
			return nil // also a first appointment, which goes by PERF_GOOD_1Y_JF_FIRST
		},
	},
	{
		Code: codeFirstJF, Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Predikat kinerja paling rendah Baik dalam 1 tahun terakhir", "Performance rated at least Baik in the last year"),
		Applies:  both("pengangkatan pertama dalam jabatan fungsional", "first appointment to a functional position"),
		Citation: "PP 11/2017 Ps 75 huruf f",
		Params:   append(performanceParams(1), months("first_within_months", 24), words("entry_levels", "jf_level", domain.JFLevels, entryLevels...)),
		check: func(in *input) *finding {
			switch in.jfEntry() {
			case jfFirst:
				return in.goodYears()
			case jfOther:
				// Whether this is a first appointment hangs on data that may be missing; a known career says that it is not.
				if oneOf(in.To.Level, in.words("entry_levels")...) && in.Person.Employment == domain.EmploymentPNS && (in.Person.PNSSince.IsZero() || in.History == nil) {
					return missing(ev{}, gaps(in.Person.PNSSince.IsZero(), "person.pns_since", in.History == nil, "history")...)
				}
			}
			return nil
		},
	},
}

func performanceParams(n int) []Param {
	return []Param{
		years("years", n), predicate("minimum", domain.Baik),
		// Until the end of this month last year's rating may still be on its way, and the one before counts as the latest.
		number("report_month", "month_of_year", 2, 1, 12),
	}
}

// goodYears wants an unbroken run of years ending with the latest that can be asked for. A bad year fails even where
// another is missing.
func (in *input) goodYears() *finding {
	if in.Ratings == nil || in.AsOf.IsZero() {
		return missing(ev{}, "ratings")
	}
	worst := map[int]domain.Predicate{} // a year rated twice counts as the worse
	latest := 0
	for _, r := range in.Ratings {
		if r.Predicate.Code() == 0 || r.Year >= in.AsOf.Year() {
			continue
		}
		if r.Predicate.Code() > worst[r.Year].Code() {
			worst[r.Year] = r.Predicate
		}
		latest = max(latest, r.Year)
	}
	due := in.AsOf.Year() - 1
	if in.AsOf.Month() <= time.Month(in.int("report_month")) && latest < due {
		due--
	}
	minimum := domain.Predicate(in.word("minimum"))
	e := ev{"minimum": minimum, "as_of": in.AsOf}
	var wanting, bad []string
	for year := due; year > due-in.int("years"); year-- {
		p, name := worst[year], strconv.Itoa(year)
		switch {
		case p == "":
			wanting = append(wanting, name)
			continue
		case p.Code() > minimum.Code():
			bad = append(bad, name)
		}
		e["year_"+name] = p
	}
	switch {
	case len(bad) > 0:
		return fail(e, "Predikat kinerja tahun %s di bawah %s.", "The performance rating of %s is below %s.", list(bad), term(minimum))
	case len(wanting) > 0:
		e["years_missing"] = wanting
		return unknown(e, []string{"ratings"}, "Predikat kinerja tahun %s belum ada.", "The performance rating of %s is missing.", list(wanting))
	}
	return pass(e, "Predikat kinerja %d tahun terakhir paling rendah %s.", "The performance rating of the last %d year(s) was at least %s.", in.int("years"), term(minimum))
}

package eligibility

import (
	"testing"

	"mutasi/domain"
)

func pppk(w *world) { w.f.Person.Employment, w.f.Person.Rank = domain.EmploymentPPPK, "IX" }
func jpt(w *world)  { w.from(domain.KindJPTPratama, ""); w.to(domain.KindJPTPratama, "") }
func early(w *world) {
	jpt(w)
	w.f.From.Since, w.f.EarlyGround = d("2025-07-01"), "percepatan target"
	w.doc("pertek")
}

var statusCases = []tc{
	{"STATUS_PNS_ACTIVE", "active", yes, "", nil},
	{"STATUS_PNS_ACTIVE", "arriving", yes, "", func(w *world) { w.incoming(domain.TypeIntraProvKK) }},
	{"STATUS_PNS_ACTIVE", "study assignment", no, domain.Block, func(w *world) { w.f.Person.LegalStatus = "03" }},
	{"STATUS_PNS_ACTIVE", "left", no, "", func(w *world) { w.f.Person.Status = domain.StatusLeft }},
	{"STATUS_PNS_ACTIVE", "incoming but moved inside", no, "", func(w *world) { w.f.Person.Status = domain.StatusIncoming }},
	{"STATUS_PNS_ACTIVE", "no legal status", dunno, "", func(w *world) { w.f.Person.LegalStatus = "" }},
	{"STATUS_PNS_ACTIVE", "no employment", dunno, "", func(w *world) { w.f.Person.Employment = "" }},
	{"STATUS_PNS_ACTIVE", "no status", dunno, "", func(w *world) { w.f.Person.Status = "" }},
	{"STATUS_PNS_ACTIVE", "PPPK", none, "", pppk},
	{"NOT_CPNS", "PNS", yes, "", nil},
	{"NOT_CPNS", "CPNS", no, domain.Block, func(w *world) { w.f.Person.Probation, w.f.Person.PNSSince = true, domain.Date{} }},
	{"NOT_CPNS", "PNS on the day", yes, "", func(w *world) { w.f.Person.Probation, w.f.Person.PNSSince = true, d("2026-07-01") }},
	{"NOT_CPNS", "PNS a day later", no, "", func(w *world) { w.f.Person.Probation, w.f.Person.PNSSince = true, d("2026-07-02") }},
	{"NOT_CPNS", "no employment", dunno, "", func(w *world) { w.f.Person.Employment = "" }},
	{"NOT_CPNS", "PPPK", none, "", pppk},
	{"PPPK_NO_INTERAGENCY", "PNS", yes, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"PPPK_NO_INTERAGENCY", "PPPK", no, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK); pppk(w) }},
	{"PPPK_NO_INTERAGENCY", "no employment", dunno, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Person.Employment = "" }},
	{"PPPK_NO_INTERAGENCY", "internal", none, "", pppk},
	{"PPPK_INTERNAL_UNOR_ONLY", "same position, need analysed", yes, domain.Warn, pppk},
	{"PPPK_INTERNAL_UNOR_ONLY", "same position, no analysis", no, domain.Warn, func(w *world) { pppk(w); w.f.Seats.Need = nil }},
	{"PPPK_INTERNAL_UNOR_ONLY", "other title", no, domain.Block, func(w *world) { pppk(w); w.f.To.Title = "Arsiparis" }},
	{"PPPK_INTERNAL_UNOR_ONLY", "other kind", no, domain.Block, func(w *world) { pppk(w); w.to(domain.KindFungsional, "terampil") }},
	{"PPPK_INTERNAL_UNOR_ONLY", "other family", no, domain.Block, func(w *world) { pppk(w); w.f.To.Family = "Perawat" }},
	{"PPPK_INTERNAL_UNOR_ONLY", "no title", dunno, "", func(w *world) { pppk(w); w.f.To.Title = "" }},
	{"PPPK_INTERNAL_UNOR_ONLY", "no kind", dunno, "", func(w *world) { pppk(w); w.f.To.Kind = "" }},
	{"PPPK_INTERNAL_UNOR_ONLY", "no post", dunno, "", func(w *world) { pppk(w); w.f.From, w.f.Direction = nil, domain.DirectionInternal }},
	{"PPPK_INTERNAL_UNOR_ONLY", "PNS", none, "", nil},
	{"PPPK_PART_TIME", "same unit", yes, "", func(w *world) { pppk(w); w.f.Person.PartTime, w.f.To.UnitID = true, unitA }},
	{"PPPK_PART_TIME", "other unit", no, domain.Block, func(w *world) { pppk(w); w.f.Person.PartTime = true }},
	{"PPPK_PART_TIME", "other agency", no, domain.Block, func(w *world) { pppk(w); w.f.Person.PartTime = true; w.outgoing(domain.TypeKKToProv) }},
	{"PPPK_PART_TIME", "no unit", dunno, "", func(w *world) { pppk(w); w.f.Person.PartTime, w.f.To.UnitID = true, domain.ID{} }},
	{"PPPK_PART_TIME", "full time", none, "", pppk},
}

var tenureCases = []tc{
	{codeTenureMin, "day before", no, domain.Warn, func(w *world) { w.f.From.Since = d("2024-07-02") }},
	{codeTenureMin, "on the day", yes, domain.Warn, func(w *world) { w.f.From.Since = d("2024-07-01") }},
	{codeTenureMin, "day after", yes, "", func(w *world) { w.f.From.Since = d("2024-06-30") }},
	{codeTenureMin, "leap day, day before", no, "", func(w *world) { w.f.From.Since, w.f.On = d("2024-02-29"), d("2026-02-27") }},
	{codeTenureMin, "leap day, on the day", yes, "", func(w *world) { w.f.From.Since, w.f.On = d("2024-02-29"), d("2026-02-28") }},
	{codeTenureMin, "other threshold", yes, "", func(w *world) { w.f.From.Since = d("2025-07-01"); w.set(codeTenureMin, "years", 1) }},
	{codeTenureMin, "JPT without ground", no, domain.Block, func(w *world) { early(w); w.f.EarlyGround = "" }},
	{codeTenureMin, "JPT with ground and consent", no, domain.Warn, early},
	{codeTenureMin, "JPT, early rule off", no, domain.Block, func(w *world) {
		early(w)
		w.p.Rules[codeJPTEarly] = RulePolicy{Enabled: ptr(false)}
	}},
	{codeTenureMin, "JPT long enough", yes, domain.Block, jpt},
	{codeTenureMin, "no start", dunno, "", func(w *world) { w.f.From.Since = domain.Date{} }},
	{codeTenureMin, "arrival", dunno, "", func(w *world) { w.incoming(domain.TypeIntraProvKK) }},
	{"TENURE_MIN_6M_BKN2025", "off by default", none, "", nil},
	{"TENURE_MIN_6M_BKN2025", "day before", no, domain.Block, func(w *world) { w.on("TENURE_MIN_6M_BKN2025"); w.f.From.Since = d("2026-01-02") }},
	{"TENURE_MIN_6M_BKN2025", "on the day", yes, "", func(w *world) { w.on("TENURE_MIN_6M_BKN2025"); w.f.From.Since = d("2026-01-01") }},
	{"TENURE_MIN_6M_BKN2025", "no start", dunno, "", func(w *world) { w.on("TENURE_MIN_6M_BKN2025"); w.f.From.Since = domain.Date{} }},
	{"TENURE_MAX_5Y", "on the day", yes, domain.Note, func(w *world) { w.f.From.Since = d("2021-07-01") }},
	{"TENURE_MAX_5Y", "day after", no, domain.Note, func(w *world) { w.f.From.Since = d("2021-06-30") }},
	{"TENURE_MAX_5Y", "JPT", no, domain.Warn, func(w *world) { jpt(w); w.f.From.Since = d("2020-07-01") }},
	{"TENURE_MAX_5Y", "no start", dunno, "", func(w *world) { w.f.From.Since = domain.Date{} }},
	{codeJPTEarly, "ground and consent", yes, domain.Block, early},
	{codeJPTEarly, "no ground", no, domain.Block, func(w *world) { early(w); w.f.EarlyGround = "" }},
	{codeJPTEarly, "no consent", no, "", func(w *world) { early(w); w.f.Documents = []Document{} }},
	{codeJPTEarly, "nobody looked at documents", dunno, "", func(w *world) { early(w); w.f.Documents = nil }},
	{codeJPTEarly, "six months to the day", yes, "", func(w *world) { early(w); w.f.From.Since = d("2026-01-01") }},
	{codeJPTEarly, "a day less than six months", no, "", func(w *world) { early(w); w.f.From.Since = d("2026-01-02") }},
	{codeJPTEarly, "two years to the day", none, "", func(w *world) { early(w); w.f.From.Since = d("2024-07-01") }},
	{codeJPTEarly, "a day less than two years", yes, "", func(w *world) { early(w); w.f.From.Since = d("2024-07-02") }},
	{codeJPTEarly, "no start", dunno, "", func(w *world) { early(w); w.f.From.Since = domain.Date{} }},
	{codeJPTEarly, "not JPT", none, "", nil},
	{"CPNS_10Y_PLEDGE", "bound, day before", no, domain.Warn, func(w *world) { pledged(w, "2016-07-02") }},
	{"CPNS_10Y_PLEDGE", "free on the day", yes, "", func(w *world) { pledged(w, "2016-07-01") }},
	{"CPNS_10Y_PLEDGE", "intake before the pledge", yes, "", func(w *world) {
		w.f.Initiative, w.f.Person.PNSSince, w.f.Person.AppointedOn = domain.InitiativeAPS, d("2021-12-01"), d("2020-12-31")
	}},
	{"CPNS_10Y_PLEDGE", "intake with the pledge, none recorded", dunno, "", func(w *world) {
		w.f.Initiative, w.f.Person.PNSSince, w.f.Person.AppointedOn = domain.InitiativeAPS, d("2022-01-01"), d("2021-01-01")
	}},
	{"CPNS_10Y_PLEDGE", "pledge but no PNS date", dunno, "", func(w *world) { pledged(w, "2016-07-02"); w.f.Person.PNSSince = domain.Date{} }},
	{"CPNS_10Y_PLEDGE", "ordered by the organisation", none, "", func(w *world) { pledged(w, "2020-01-01"); w.f.Initiative = domain.InitiativeDinas }},
	{"CPNS_10Y_PLEDGE", "open selection", none, "", func(w *world) { pledged(w, "2020-01-01"); w.f.Initiative = domain.InitiativeOpenSelection }},
}

func pledged(w *world, since string) {
	w.f.Initiative, w.f.Person.PNSSince, w.f.Person.PledgeOn = domain.InitiativeAPS, d(since), d(since)
}

func promote(w *world) {
	w.to(domain.KindPengawas, "")
	w.f.To.Echelon, w.f.Seats = "IV.b", &Seats{Quota: 1}
}

func freshJF(w *world) {
	w.to(domain.KindFungsional, "ahli_pertama")
	w.f.Person.AppointedOn, w.f.Person.PNSSince = d("2024-01-01"), d("2025-01-01")
	w.career(Service{Kind: domain.KindPelaksana, Family: "Administrasi", From: d("2024-01-01")})
}

var performanceCases = []tc{
	{"PERF_GOOD_2Y", "promotion", yes, domain.Block, promote},
	{"PERF_GOOD_2Y", "leaving", yes, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"PERF_GOOD_2Y", "into JF", yes, "", func(w *world) { w.to(domain.KindFungsional, "ahli_pertama") }},
	{"PERF_GOOD_2Y", "down into pengawas", yes, "", func(w *world) { w.from(domain.KindAdministrator, ""); w.to(domain.KindPengawas, "") }},
	{"PERF_GOOD_2Y", "bad older year", no, "", func(w *world) { promote(w); w.f.Ratings[1].Predicate = domain.ButuhPerbaikan }},
	{"PERF_GOOD_2Y", "bad last year, other missing", no, "", func(w *world) { promote(w); w.f.Ratings = []Rating{{2025, domain.Kurang}} }},
	{"PERF_GOOD_2Y", "bad year too old to matter", yes, "", func(w *world) { promote(w); w.f.Ratings = append(w.f.Ratings, Rating{2023, domain.Kurang}) }},
	{"PERF_GOOD_2Y", "a rating of the running year does not count yet", yes, "", func(w *world) { promote(w); w.f.Ratings = append(w.f.Ratings, Rating{2026, domain.Kurang}) }},
	{"PERF_GOOD_2Y", "one year missing", dunno, "", func(w *world) { promote(w); w.f.Ratings = w.f.Ratings[:1] }},
	{"PERF_GOOD_2Y", "no ratings at all", dunno, "", func(w *world) { promote(w); w.f.Ratings = []Rating{} }},
	{"PERF_GOOD_2Y", "nobody looked", dunno, "", func(w *world) { promote(w); w.f.Ratings = nil }},
	{"PERF_GOOD_2Y", "last year on its way in February", yes, "", func(w *world) {
		promote(w)
		w.f.AsOf, w.f.Ratings = d("2026-02-28"), []Rating{{2024, domain.Baik}, {2023, domain.Baik}}
	}},
	{"PERF_GOOD_2Y", "last year missing in March", dunno, "", func(w *world) {
		promote(w)
		w.f.AsOf, w.f.Ratings = d("2026-03-01"), []Rating{{2024, domain.Baik}, {2023, domain.Baik}}
	}},
	{"PERF_GOOD_2Y", "JF without family", dunno, "", func(w *world) {
		w.from(domain.KindFungsional, "ahli_muda")
		w.to(domain.KindFungsional, "ahli_muda")
		w.f.From.Family = ""
	}},
	{"PERF_GOOD_2Y", "same JF", none, "", func(w *world) { w.from(domain.KindFungsional, "ahli_muda"); w.to(domain.KindFungsional, "ahli_muda") }},
	{"PERF_GOOD_2Y", "first JF appointment", none, "", freshJF},
	{"PERF_GOOD_2Y", "leaving by open selection", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Initiative = domain.InitiativeOpenSelection }},
	{"PERF_GOOD_2Y", "ordinary rotation", none, "", nil},
	{codeFirstJF, "good", yes, domain.Block, freshJF},
	{codeFirstJF, "bad", no, domain.Block, func(w *world) { freshJF(w); w.f.Ratings[0].Predicate = domain.SangatKurang }},
	{codeFirstJF, "missing", dunno, "", func(w *world) { freshJF(w); w.f.Ratings = w.f.Ratings[1:] }},
	{codeFirstJF, "PNS date missing", dunno, "", func(w *world) { freshJF(w); w.f.Person.PNSSince = domain.Date{} }},
	{codeFirstJF, "24 months to the day", none, "", func(w *world) { freshJF(w); w.f.Person.PNSSince = d("2024-07-01") }},
	{codeFirstJF, "a day less than 24 months", yes, "", func(w *world) { freshJF(w); w.f.Person.PNSSince = d("2024-07-02") }},
	{codeFirstJF, "held JF before", none, "", func(w *world) {
		freshJF(w)
		w.f.History = append(w.f.History, Service{Kind: domain.KindFungsional, Level: "terampil", From: d("2024-02-01"), To: d("2024-03-01"), Definitive: true})
	}},
	{codeFirstJF, "old hand", none, "", func(w *world) { w.to(domain.KindFungsional, "ahli_pertama") }},
}

func sanction(level, from, to string) func(*world) {
	return func(w *world) {
		s := Sanction{Level: level, StartsOn: d(from)}
		if to != "" {
			s.EndsOn = d(to)
		}
		w.on("NO_DISCIPLINE_1Y_MS")
		w.f.Sanctions = []Sanction{s}
	}
}

var disciplineCases = []tc{
	{"NO_DISCIPLINE_ACTIVE", "clean", yes, domain.Block, nil},
	{"NO_DISCIPLINE_ACTIVE", "ended the day before the check", yes, "", sanction("heavy", "2025-06-01", "2026-05-31")},
	{"NO_DISCIPLINE_ACTIVE", "last day on the check", no, domain.Block, sanction("heavy", "2025-06-01", "2026-06-01")},
	{"NO_DISCIPLINE_ACTIVE", "ends between check and move", no, "", sanction("light", "2025-06-01", "2026-06-02")},
	{"NO_DISCIPLINE_ACTIVE", "starts on the day of the move", no, "", sanction("light", "2026-07-01", "")},
	{"NO_DISCIPLINE_ACTIVE", "starts a day later", yes, "", sanction("light", "2026-07-02", "")},
	{"NO_DISCIPLINE_ACTIVE", "open end", no, "", sanction("medium", "2020-01-01", "")},
	{"NO_DISCIPLINE_ACTIVE", "revoked", yes, "", func(w *world) { sanction("heavy", "2025-06-01", "")(w); w.f.Sanctions[0].RevokedOn = d("2026-06-01") }},
	{"NO_DISCIPLINE_ACTIVE", "revoked after the check", no, "", func(w *world) { sanction("heavy", "2025-06-01", "")(w); w.f.Sanctions[0].RevokedOn = d("2026-06-02") }},
	{"NO_DISCIPLINE_ACTIVE", "move dated back into a sanction", no, "", func(w *world) { sanction("light", "2026-01-01", "2026-03-01")(w); w.f.On = d("2026-02-01") }},
	{"NO_DISCIPLINE_ACTIVE", "under examination", no, "", func(w *world) { w.f.Person.UnderExamination = ptr(true) }},
	{"NO_DISCIPLINE_ACTIVE", "nobody looked at the case", dunno, "", func(w *world) { w.f.Person.UnderExamination = nil }},
	{"NO_DISCIPLINE_ACTIVE", "nobody looked at the record", dunno, "", func(w *world) { w.f.Sanctions = nil }},
	{"NO_DISCIPLINE_1Y_MS", "off by default", none, "", nil},
	{"NO_DISCIPLINE_1Y_MS", "clean", yes, domain.Warn, func(w *world) { w.on("NO_DISCIPLINE_1Y_MS") }},
	{"NO_DISCIPLINE_1Y_MS", "ended a year ago to the day", yes, "", sanction("medium", "2025-01-01", "2025-07-01")},
	{"NO_DISCIPLINE_1Y_MS", "ended a day later", no, domain.Warn, sanction("medium", "2025-01-01", "2025-07-02")},
	{"NO_DISCIPLINE_1Y_MS", "light", yes, "", sanction("light", "2025-01-01", "2026-01-01")},
	{"NO_DISCIPLINE_1Y_MS", "nobody looked", dunno, "", func(w *world) { w.on("NO_DISCIPLINE_1Y_MS"); w.f.Sanctions = nil }},
	{"NO_DISCIPLINE_1Y_MS", "no date", dunno, "", func(w *world) { w.on("NO_DISCIPLINE_1Y_MS"); w.f.On = domain.Date{} }},
	{"NO_COURT_PROCESS", "clean", yes, domain.Block, nil},
	{"NO_COURT_PROCESS", "in court", no, domain.Block, func(w *world) { w.f.Person.InCourt = ptr(true) }},
	{"NO_COURT_PROCESS", "nobody looked", dunno, "", func(w *world) { w.f.Person.InCourt = nil }},
	{"NO_STUDY_OR_BOND", "statement", yes, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.doc("no_study_bond") }},
	{"NO_STUDY_OR_BOND", "bond over the day before", yes, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Person.ServiceBondUntil = d("2026-06-30") }},
	{"NO_STUDY_OR_BOND", "bond until the day", no, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Person.ServiceBondUntil = d("2026-07-01") }},
	{"NO_STUDY_OR_BOND", "study assignment", no, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Person.LegalStatus = "03" }},
	{"NO_STUDY_OR_BOND", "no statement", dunno, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"NO_STUDY_OR_BOND", "no legal status", dunno, "", func(w *world) {
		w.outgoing(domain.TypeIntraProvKK)
		w.f.Person.LegalStatus = ""
		w.doc("no_study_bond")
	}},
	{"NO_STUDY_OR_BOND", "open selection", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Initiative = domain.InitiativeOpenSelection }},
	{"NO_STUDY_OR_BOND", "internal", none, "", nil},
	{"NOT_CLTN", "active", yes, domain.Block, nil},
	{"NOT_CLTN", "unpaid leave", no, domain.Block, func(w *world) { w.f.Person.LegalStatus = "02" }},
	{"NOT_CLTN", "extended", no, "", func(w *world) { w.f.Person.LegalStatus = "13" }},
	{"NOT_CLTN", "no legal status", dunno, "", func(w *world) { w.f.Person.LegalStatus = "" }},
	{"INSPECTORATE_CLEAR", "letter", yes, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.doc("inspectorate_clear") }},
	{"INSPECTORATE_CLEAR", "valid to the day", yes, "", clearance("2026-06-01")},
	{"INSPECTORATE_CLEAR", "expired the day before", no, domain.Block, clearance("2026-05-31")},
	{"INSPECTORATE_CLEAR", "no letter", no, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"INSPECTORATE_CLEAR", "money inside", no, domain.Warn, func(w *world) { w.f.To.HandlesMoney = true }},
	{"INSPECTORATE_CLEAR", "older than the policy allows", no, "", func(w *world) {
		clearance("")(w)
		w.set("INSPECTORATE_CLEAR", "valid_days", 30)
	}},
	{"INSPECTORATE_CLEAR", "as old as the policy allows", yes, "", func(w *world) {
		clearance("")(w)
		w.set("INSPECTORATE_CLEAR", "valid_days", 31)
	}},
	{"INSPECTORATE_CLEAR", "nobody looked", dunno, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Documents = nil }},
	{"INSPECTORATE_CLEAR", "open selection", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Initiative = domain.InitiativeOpenSelection }},
	{"INSPECTORATE_CLEAR", "ordinary internal", none, "", nil},
}

// clearance is a letter of 1 May 2026, valid until the day.
func clearance(until string) func(*world) {
	return func(w *world) {
		w.outgoing(domain.TypeIntraProvKK)
		doc := Document{Kind: "inspectorate_clear", IssuedOn: d("2026-05-01")}
		if until != "" {
			doc.ValidUntil = d(until)
		}
		w.f.Documents = []Document{doc}
	}
}

func TestStatus(t *testing.T)      { runCases(t, statusCases) }
func TestTenure(t *testing.T)      { runCases(t, tenureCases) }
func TestPerformance(t *testing.T) { runCases(t, performanceCases) }
func TestDiscipline(t *testing.T)  { runCases(t, disciplineCases) }

package eligibility

import (
	"testing"

	"mutasi/domain"
)

func leaving(w *world)  { w.outgoing(domain.TypeIntraProvKK) }
func arriving(w *world) { w.incoming(domain.TypeIntraProvKK) }
func faraway(w *world)  { w.outgoing(domain.TypeInterProvKK) }

func docs(kinds ...string) func(*world) {
	return func(w *world) {
		for _, k := range kinds {
			w.doc(k)
		}
	}
}

func noDocs(w *world)     { w.f.Documents = nil }
func noHolidays(w *world) { w.f.Holidays = nil }

func initiative(i string) func(*world) { return func(w *world) { w.f.Initiative = i } }
func asOf(day string) func(*world)     { return func(w *world) { w.f.AsOf = d(day) } }
func moveOn(day string) func(*world)   { return func(w *world) { w.f.On = d(day) } }

var paperCases = []tc{
	{"DOCUMENTS_COMPLETE", "arrival, all there", yes, domain.Block, all(arriving, docs(listed...), docs("consent_origin"))},
	{"DOCUMENTS_COMPLETE", "arrival, consent missing", no, domain.Block, all(arriving, docs(listed...))},
	{"DOCUMENTS_COMPLETE", "leaving, all there", yes, "", all(leaving, docs(listed...))},
	{"DOCUMENTS_COMPLETE", "leaving, nothing there", no, "", leaving},
	{"DOCUMENTS_COMPLETE", "valid to the day", yes, "", all(leaving, docs(listed...), func(w *world) { w.f.Documents[0].ValidUntil = d("2026-06-01") })},
	{"DOCUMENTS_COMPLETE", "expired the day before", no, "", all(leaving, docs(listed...), func(w *world) { w.f.Documents[0].ValidUntil = d("2026-05-31") })},
	{"DOCUMENTS_COMPLETE", "open selection waives the list", yes, "", all(leaving, initiative(domain.InitiativeOpenSelection), docs("selection_result"))},
	{"DOCUMENTS_COMPLETE", "open selection without result", no, "", all(leaving, initiative(domain.InitiativeOpenSelection))},
	{"DOCUMENTS_COMPLETE", "nobody looked", dunno, "", all(leaving, noDocs)},
	{"DOCUMENTS_COMPLETE", "internal", none, "", nil},
	{"DOCUMENTS_COMPLETE", "own request where the policy asks for a letter", no, "", all(initiative(domain.InitiativeAPS), on("DOCUMENTS_COMPLETE", "internal_aps", []any{"request"}))},
	{"PERTEK_REQUIRED", "letter", yes, domain.Block, all(leaving, docs("pertek"))},
	{"PERTEK_REQUIRED", "given", yes, "", all(leaving, func(w *world) { w.f.Pertek = &Coordination{Approved: ptr(true)} })},
	{"PERTEK_REQUIRED", "refused", no, "", all(leaving, func(w *world) { w.f.Pertek = &Coordination{Approved: ptr(false)} })},
	{"PERTEK_REQUIRED", "not there", no, domain.Block, leaving},
	{"PERTEK_REQUIRED", "nobody looked", dunno, "", all(leaving, noDocs)},
	{"PERTEK_REQUIRED", "to the centre", none, "", func(w *world) { w.outgoing(domain.TypeRegionToCentral) }},
	{"PERTEK_REQUIRED", "internal", none, "", nil},
}

// answered is a request of Monday 4 May 2026 to BKN and Kemendagri. With 14 May a holiday, 15 working days end on 26 May.
func answered(on string) func(*world) {
	return func(w *world) {
		faraway(w)
		w.f.Holidays = []domain.Date{d("2026-05-14")}
		c := &Coordination{RequestedOn: d("2026-05-04")}
		if on != "" {
			c.AnsweredOn = d(on)
		}
		w.f.Pertek, w.f.Kemendagri = c, c
	}
}

func decided(appointment, release string) func(*world) {
	return func(w *world) {
		leaving(w)
		w.f.Decrees = &Decrees{DecisionOn: d("2026-05-02")} // 30 calendar days end on 1 June
		if appointment != "" {
			w.f.Decrees.AppointmentOn = d(appointment)
		}
		if release != "" {
			w.f.Decrees.ReleaseOn = d(release)
		}
	}
}

// received is a decree received on Monday 4 May 2026; 14 working days end on 25 May, 90 days on 2 August.
func received(w *world) {
	w.f.Holidays = []domain.Date{d("2026-05-14")}
	w.f.Decrees = &Decrees{SignedOn: d("2026-05-01"), ReceivedOn: d("2026-05-04")}
}

func objected(o Objection) func(*world) {
	return func(w *world) {
		received(w)
		w.f.Objection = &o
	}
}

var limitCases = []tc{
	{"SLA_PERTEK_15WD", "on the last day", yes, domain.Warn, answered("2026-05-26")},
	{"SLA_PERTEK_15WD", "a day late", no, domain.Warn, answered("2026-05-27")},
	{"SLA_PERTEK_15WD", "running on the last day", yes, "", all(answered(""), asOf("2026-05-26"))},
	{"SLA_PERTEK_15WD", "run out", no, "", all(answered(""), asOf("2026-05-27"))},
	{"SLA_PERTEK_15WD", "in time even without calendar", yes, "", all(answered("2026-05-25"), noHolidays)},
	{"SLA_PERTEK_15WD", "late or not: no calendar", dunno, "", all(answered("2026-05-26"), noHolidays)},
	{"SLA_PERTEK_15WD", "not asked", none, "", faraway},
	{"SLA_DECREES_30CD", "both on the last day", yes, domain.Warn, decided("2026-06-01", "2026-05-10")},
	{"SLA_DECREES_30CD", "one a day late", no, domain.Warn, decided("2026-05-10", "2026-06-02")},
	{"SLA_DECREES_30CD", "running", yes, "", decided("2026-05-10", "")},
	{"SLA_DECREES_30CD", "run out", no, "", all(decided("", ""), asOf("2026-06-02"))},
	{"SLA_DECREES_30CD", "not decided", none, "", leaving},
	{"SLA_KEMENDAGRI_15WD", "on the last day", yes, domain.Note, answered("2026-05-26")},
	{"SLA_KEMENDAGRI_15WD", "silent", no, domain.Note, answered("")},
	{"SLA_KEMENDAGRI_15WD", "no calendar", dunno, "", all(answered("2026-05-27"), noHolidays)},
	{"SLA_OBJ_FILE_14WD", "on the last day", yes, domain.Warn, objected(Objection{FiledOn: d("2026-05-25")})},
	{"SLA_OBJ_FILE_14WD", "a day late", no, domain.Warn, objected(Objection{FiledOn: d("2026-05-26")})},
	{"SLA_OBJ_FILE_14WD", "receipt not known", dunno, "", func(w *world) { w.f.Objection = &Objection{FiledOn: d("2026-05-25")} }},
	{"SLA_OBJ_FILE_14WD", "none filed", none, "", received},
	{"SLA_OBJ_DECIDE_21WD", "on the last day", yes, domain.Warn, objected(Objection{Path: PathPPK, ReceivedOn: d("2026-05-04"), DecidedOn: d("2026-06-03")})},
	{"SLA_OBJ_DECIDE_21WD", "a day late", no, "", objected(Objection{Path: PathPPK, ReceivedOn: d("2026-05-04"), DecidedOn: d("2026-06-04")})},
	{"SLA_OBJ_DECIDE_21WD", "receipt not known", dunno, "", objected(Objection{Path: PathPPK})},
	{"SLA_OBJ_DECIDE_21WD", "other path", none, "", objected(Objection{Path: PathOfficial})},
	{"SLA_OBJ_RESPONSE_6WD", "on the last day", yes, domain.Warn, objected(Objection{Path: PathOfficial, CopyReceivedOn: d("2026-05-04"), AnsweredOn: d("2026-05-12")})},
	{"SLA_OBJ_RESPONSE_6WD", "a day late", no, "", objected(Objection{Path: PathOfficial, CopyReceivedOn: d("2026-05-04"), AnsweredOn: d("2026-05-13")})},
	{"SLA_OBJ_RESPONSE_6WD", "receipt not known", dunno, "", objected(Objection{Path: PathOfficial})},
	{"SLA_SUPERIOR_21WD", "on the last day", yes, domain.Warn, objected(Objection{Path: PathOfficial, ReceivedOn: d("2026-05-04"), DecidedOn: d("2026-06-03")})},
	{"SLA_SUPERIOR_21WD", "a day late", no, "", objected(Objection{Path: PathOfficial, ReceivedOn: d("2026-05-04"), DecidedOn: d("2026-06-04")})},
	{"SLA_SUPERIOR_21WD", "receipt not known", dunno, "", objected(Objection{Path: PathOfficial})},
	{"PILKADA_REPORT_7WD", "on the last day", yes, domain.Warn, all(frozen, reported("2026-07-10"))},
	{"PILKADA_REPORT_7WD", "a day late", no, domain.Warn, all(frozen, reported("2026-07-13"))},
	{"PILKADA_REPORT_7WD", "new head", yes, "", all(structural, reported("2026-07-10"), on(codeNewHead, "sworn_in_on", "2026-06-30"))},
	{"PILKADA_REPORT_7WD", "no calendar", dunno, "", all(frozen, reported("2026-07-13"), noHolidays)},
	{"PILKADA_REPORT_7WD", "no period", none, "", all(structural, reported("2026-07-13"))},
	{"PERF_OBJ_14D", "on the last day", yes, domain.Note, func(w *world) { w.f.Appraisal = &Appraisal{d("2026-02-01"), d("2026-02-15")} }},
	{"PERF_OBJ_14D", "a day late", no, domain.Note, func(w *world) { w.f.Appraisal = &Appraisal{d("2026-02-01"), d("2026-02-16")} }},
	{"PERF_OBJ_14D", "not received", none, "", nil},
	{"PERF_REPORT_FEB", "there", yes, domain.Note, nil},
	{"PERF_REPORT_FEB", "missing on the last day of February", yes, "", func(w *world) { w.f.AsOf, w.f.Ratings = d("2028-02-29"), []Rating{} }},
	{"PERF_REPORT_FEB", "missing in March", no, domain.Note, func(w *world) { w.f.AsOf, w.f.Ratings = d("2028-03-01"), []Rating{} }},
	{"PERF_REPORT_FEB", "nobody looked", dunno, "", func(w *world) { w.f.Ratings = nil }},
	{"PERF_REPORT_FEB", "appointed last year", none, "", func(w *world) { w.f.Person.AppointedOn = d("2025-02-01") }},
	{"SPMT", "on the last day", yes, domain.Note, func(w *world) { received(w); w.f.Decrees.StartedOn = d("2026-07-31") }},
	{"SPMT", "a day late", no, domain.Note, func(w *world) { received(w); w.f.Decrees.StartedOn = d("2026-08-01") }},
	{"SPMT", "not decreed", none, "", nil},
	{"PTUN_90D", "last day", yes, domain.Note, all(received, asOf("2026-08-02"))},
	{"PTUN_90D", "run out", no, domain.Note, all(received, asOf("2026-08-03"))},
	{"PTUN_90D", "counted from the decision on the objection", yes, "", all(objected(Objection{DecidedOn: d("2026-06-01")}), asOf("2026-08-30"))},
	{"PTUN_90D", "not received", none, "", nil},
	{"RETIRE_LIST_15M", "on time", yes, domain.Note, retiring(Retirement{ListedOn: d("2025-12-01"), ProposedOn: d("2026-03-01")})},
	{"RETIRE_LIST_15M", "listed a day late", no, domain.Note, retiring(Retirement{ListedOn: d("2026-01-02"), ProposedOn: d("2026-03-01")})},
	{"RETIRE_LIST_15M", "proposed late", no, "", retiring(Retirement{ListedOn: d("2025-12-01"), ProposedOn: d("2026-03-02")})},
	{"RETIRE_LIST_15M", "not listed", no, "", retiring(Retirement{})},
	{"RETIRE_LIST_15M", "decided late", no, "", retiring(Retirement{ListedOn: d("2025-12-01"), ProposedOn: d("2026-03-01"), DecidedOn: d("2027-03-02")})},
	{"RETIRE_LIST_15M", "not known", dunno, "", func(w *world) { w.f.Person.BirthDate = d("1969-03-15") }},
	{"RETIRE_LIST_15M", "years away", none, "", nil},
	{"KRS_YEARLY", "a year to the day", yes, domain.Note, func(w *world) { promote(w); w.f.Succession.PoolSetOn = d("2025-07-01") }},
	{"KRS_YEARLY", "a day older", no, domain.Note, func(w *world) { promote(w); w.f.Succession.PoolSetOn = d("2025-06-30") }},
	{"KRS_YEARLY", "not set", dunno, "", func(w *world) { promote(w); w.f.Succession = nil }},
	{"KRS_YEARLY", "rotation", none, "", structural},
}

// retiring is somebody who retires on 1 April 2027.
func retiring(r Retirement) func(*world) {
	return func(w *world) { w.f.Person.BirthDate, w.f.Retirement = d("1969-03-15"), &r }
}

func reported(on string) func(*world) {
	return func(w *world) { w.f.Decrees = &Decrees{SignedOn: d("2026-06-20"), ReportedOn: d(on)} }
}

// frozen is a structural move on 1 July 2026; with the candidates fixed on 1 January 2027 the freeze begins that day.
func frozen(w *world) {
	structural(w)
	w.set(codePilkada, "elections", []any{"2027-01-01/2027-06-30"})
}

func sworn(day string) func(*world) { return on(codeNewHead, "sworn_in_on", day) }

var timeCases = []tc{
	{"RETIREMENT_WINDOW", "12 months to the day", yes, domain.Warn, born("1969-06-15")},
	{"RETIREMENT_WINDOW", "a month less", no, domain.Warn, born("1969-05-15")},
	{"RETIREMENT_WINDOW", "leaving", no, "", born("1969-05-15", leaving)},
	{"RETIREMENT_WINDOW", "age limit of the post not known", dunno, "", func(w *world) { w.f.To.RetirementAge = 0 }},
	{"RETIREMENT_WINDOW", "birth date not known", dunno, "", func(w *world) { w.f.Person.BirthDate = domain.Date{} }},
	{"AGE_MAX_LOCAL_IN", "off by default", none, "", arriving},
	{"AGE_MAX_LOCAL_IN", "last day of 40", yes, domain.Warn, born("1985-07-02", arriving, local)},
	{"AGE_MAX_LOCAL_IN", "41st birthday", no, domain.Warn, born("1985-07-01", arriving, local)},
	{"AGE_MAX_LOCAL_IN", "rank above", no, "", born("1990-01-01", arriving, local, func(w *world) { w.f.Person.Rank = "III/d" })},
	{"AGE_MAX_LOCAL_IN", "nurse", yes, "", born("1980-01-01", arriving, local, func(w *world) { w.f.To.Family = "perawat" })},
	{"AGE_MAX_LOCAL_IN", "rank not known", dunno, "", born("1990-01-01", arriving, local, func(w *world) { w.f.Person.Rank = "" })},
	{"AGE_MAX_LOCAL_IN", "birth date not known", dunno, "", all(arriving, local, func(w *world) { w.f.Person.BirthDate = domain.Date{} })},
	{"AGE_MAX_LOCAL_IN", "internal", none, "", local},
	{codePilkada, "first day", no, domain.Block, frozen},
	{codePilkada, "day before", yes, domain.Block, all(frozen, moveOn("2026-06-30"))},
	{codePilkada, "last day", no, "", all(frozen, moveOn("2027-06-30"))},
	{codePilkada, "day after", yes, "", all(frozen, moveOn("2027-07-01"))},
	{codePilkada, "with consent", yes, "", all(frozen, docs("mendagri_consent"))},
	{codePilkada, "head of a school", no, "", func(w *world) {
		frozen(w)
		jf(domain.KindFungsional, "ahli_muda", "ahli_muda", "Administrasi")(w)
		w.f.From.Special = domain.SpecialSchoolHead
	}},
	{codePilkada, "nobody looked at documents", dunno, "", all(frozen, noDocs)},
	{codePilkada, "no election entered", dunno, "", structural},
	{codePilkada, "no date", dunno, "", all(frozen, func(w *world) { w.f.On = domain.Date{} })},
	{codePilkada, "pelaksana", none, "", on(codePilkada, "elections", []any{"2027-01-01/2027-06-30"})},
	{codePilkada, "leaving", none, "", all(frozen, leaving)},
	{codeNewHead, "first day", no, domain.Block, all(structural, sworn("2026-07-01"))},
	{codeNewHead, "day before", yes, "", all(structural, sworn("2026-07-02"))},
	{codeNewHead, "last day", no, "", all(structural, sworn("2026-01-02"))},
	{codeNewHead, "six months later", yes, domain.Block, all(structural, sworn("2026-01-01"))},
	{codeNewHead, "with consent", yes, "", all(structural, sworn("2026-06-01"), docs("mendagri_consent"))},
	{codeNewHead, "nobody looked at documents", dunno, "", all(structural, sworn("2026-06-01"), noDocs)},
	{codeNewHead, "no swearing-in entered", dunno, "", structural},
	{codeNewHead, "pelaksana", none, "", sworn("2026-06-01")},
}

func local(w *world) { w.on("AGE_MAX_LOCAL_IN") }

func opinions(o ...Opinion) func(*world) {
	return func(w *world) { w.f.Opinions = append([]Opinion{}, o...) }
}

func sat(body, opinion string, members int) Opinion {
	return Opinion{Body: body, Opinion: opinion, HeldOn: d("2026-05-20"), Members: members, CandidateSits: ptr(false)}
}

var committeeCases = []tc{
	{"TPK_OPINION_REQUIRED", "five", yes, domain.Block, nil},
	{"TPK_OPINION_REQUIRED", "three", no, "", opinions(sat("tpk", "recommended", 3))},
	{"TPK_OPINION_REQUIRED", "six", no, "", opinions(sat("tpk", "recommended", 6))},
	{"TPK_OPINION_REQUIRED", "six where the policy takes even numbers", yes, "", all(opinions(sat("tpk", "recommended", 6)), on("TPK_OPINION_REQUIRED", "odd", false))},
	{"TPK_OPINION_REQUIRED", "a quorum before a later session without", yes, "", opinions(sat("tpk", "recommended", 5), Opinion{Body: "tpk", HeldOn: d("2026-05-25"), Members: 3})},
	{"TPK_OPINION_REQUIRED", "seven", yes, "", opinions(sat("tpk", "recommended", 7))},
	{"TPK_OPINION_REQUIRED", "none yet", no, domain.Block, opinions()},
	{"TPK_OPINION_REQUIRED", "held tomorrow", no, "", asOf("2026-05-19")},
	{"TPK_OPINION_REQUIRED", "held today", yes, "", asOf("2026-05-20")},
	{"TPK_OPINION_REQUIRED", "talent committee instead", yes, "", opinions(sat("talent_committee", "recommended", 5))},
	{"TPK_OPINION_REQUIRED", "talent committee where TPK is wanted", no, "", all(opinions(sat("talent_committee", "recommended", 5)), on("TPK_OPINION_REQUIRED", "bodies", []any{"tpk"}))},
	{"TPK_OPINION_REQUIRED", "against: the PPK has heard it", yes, "", opinions(sat("tpk", "not_recommended", 5))},
	{"TPK_OPINION_REQUIRED", "nobody looked", dunno, "", func(w *world) { w.f.Opinions = nil }},
	{"TPK_OPINION_REQUIRED", "leaving", none, "", leaving},
	{"TALENT_COMMITTEE_RECO", "recommended", yes, domain.Warn, opinions(sat("talent_committee", "recommended", 5))},
	{"TALENT_COMMITTEE_RECO", "not recommended", no, domain.Warn, opinions(sat("talent_committee", "not_recommended", 5))},
	{"TALENT_COMMITTEE_RECO", "no quorum", no, "", opinions(sat("talent_committee", "recommended", 4))},
	{"TALENT_COMMITTEE_RECO", "TPK only", no, domain.Warn, nil},
	{"TALENT_COMMITTEE_RECO", "regulation in force on the day", no, domain.Block, on("TALENT_COMMITTEE_RECO", "in_force_on", "2026-07-01")},
	{"TALENT_COMMITTEE_RECO", "regulation in force a day later", no, domain.Warn, on("TALENT_COMMITTEE_RECO", "in_force_on", "2026-07-02")},
	{"TALENT_COMMITTEE_RECO", "nobody looked", dunno, "", func(w *world) { w.f.Opinions = nil }},
	{"TALENT_COMMITTEE_RECO", "ahli utama", none, "", jf(domain.KindFungsional, "ahli_utama", "ahli_utama", "X")},
	{"COMMITTEE_NOT_CANDIDATE", "outsiders", yes, domain.Block, nil},
	{"COMMITTEE_NOT_CANDIDATE", "a candidate sat", no, domain.Block, func(w *world) { w.f.Opinions[0].CandidateSits = ptr(true) }},
	{"COMMITTEE_NOT_CANDIDATE", "members known by name only", dunno, "", func(w *world) { w.f.Opinions[0].CandidateSits = nil }},
	{"COMMITTEE_NOT_CANDIDATE", "held again without the candidate", yes, "", func(w *world) {
		again := w.f.Opinions[0]
		again.HeldOn = again.HeldOn.AddDays(1)
		w.f.Opinions[0].CandidateSits = ptr(true)
		w.f.Opinions = append(w.f.Opinions, again)
	}},
	{"COMMITTEE_NOT_CANDIDATE", "no session", none, "", opinions()},
}

func coordination(c Coordination) func(*world) {
	return func(w *world) {
		faraway(w)
		w.f.Holidays = []domain.Date{d("2026-05-14")}
		w.f.Kemendagri = &c
	}
}

var coordinationCases = []tc{
	{"KEMENDAGRI_COORD", "approved", yes, domain.Block, coordination(Coordination{Approved: ptr(true)})},
	{"KEMENDAGRI_COORD", "letter", yes, "", all(faraway, docs("kemendagri_rec"))},
	{"KEMENDAGRI_COORD", "refused", no, domain.Block, coordination(Coordination{Approved: ptr(false)})},
	{"KEMENDAGRI_COORD", "last day of waiting", no, "", all(coordination(Coordination{RequestedOn: d("2026-05-04")}), asOf("2026-05-26"))},
	{"KEMENDAGRI_COORD", "silence", yes, "", all(coordination(Coordination{RequestedOn: d("2026-05-04")}), asOf("2026-05-27"))},
	{"KEMENDAGRI_COORD", "silence or not: no calendar", dunno, "", all(coordination(Coordination{RequestedOn: d("2026-05-04")}), noHolidays)},
	{"KEMENDAGRI_COORD", "not asked", no, "", faraway},
	{"KEMENDAGRI_COORD", "receipt not recorded", no, "", coordination(Coordination{})},
	{"KEMENDAGRI_COORD", "nobody looked", dunno, "", all(faraway, noDocs)},
	{"KEMENDAGRI_COORD", "inside the province", none, "", leaving},
	{"OPEN_SELECTION_RELEASE", "passed", yes, domain.Note, all(leaving, initiative(domain.InitiativeOpenSelection), tested("open_selection", "", "2026-01-01", true))},
	{"OPEN_SELECTION_RELEASE", "failed", no, domain.Note, all(leaving, initiative(domain.InitiativeOpenSelection), tested("open_selection", "", "2026-01-01", false))},
	{"OPEN_SELECTION_RELEASE", "nobody looked", dunno, "", all(leaving, initiative(domain.InitiativeOpenSelection), noDocs)},
	{"OPEN_SELECTION_RELEASE", "own request", none, "", all(leaving, initiative(domain.InitiativeAPS))},
	{"BOTH_DECREES", "both on the last day", yes, domain.Warn, decided("2026-06-01", "2026-06-01")},
	{"BOTH_DECREES", "one a day late", no, domain.Warn, decided("2026-06-02", "2026-06-01")},
	{"BOTH_DECREES", "one still missing", dunno, "", decided("2026-05-20", "")},
	{"BOTH_DECREES", "one missing after the limit", no, "", all(decided("2026-05-20", ""), asOf("2026-06-02"))},
	{"BOTH_DECREES", "not decided", none, "", leaving},
	{"IMUT_REQUIRED", "recorded", yes, domain.Warn, nil},
	{"IMUT_REQUIRED", "not recorded", no, domain.Warn, func(w *world) { w.f.IMutNumber = ptr("") }},
	{"IMUT_REQUIRED", "no proposal yet", dunno, "", func(w *world) { w.f.IMutNumber = nil }},
	{"CONFLICT_OF_INTEREST", "none", yes, domain.Block, nil},
	{"CONFLICT_OF_INTEREST", "decider", no, domain.Block, func(w *world) { w.f.Ties.Deciders = 1 }},
	{"CONFLICT_OF_INTEREST", "new superior", no, "", func(w *world) { w.f.Ties.NewLine = 1 }},
	{"CONFLICT_OF_INTEREST", "nothing found, nothing declared", dunno, "", func(w *world) { w.f.Person.RelationsDeclaredOn = domain.Date{} }},
	{"CONFLICT_OF_INTEREST", "nobody looked", dunno, "", func(w *world) { w.f.Ties = nil }},
}

func special(s string) func(*world) { return func(w *world) { structural(w); w.f.To.Special = s } }

var specialCases = []tc{
	{"DUKCAPIL_SPECIAL", "other post", yes, domain.Block, structural},
	{"DUKCAPIL_SPECIAL", "into Dukcapil", no, domain.Block, special(domain.SpecialDukcapil)},
	{"DUKCAPIL_SPECIAL", "out of Dukcapil", no, "", func(w *world) { structural(w); w.f.From.Special = domain.SpecialDukcapil }},
	{"DUKCAPIL_SPECIAL", "pelaksana of Dukcapil", none, "", func(w *world) { w.f.To.Special = domain.SpecialDukcapil }},
	{"DUKCAPIL_SPECIAL", "kind not known", dunno, "", func(w *world) { structural(w); w.f.From.Kind = "" }},
	{"INSPECTOR_SPECIAL", "other post", yes, domain.Block, structural},
	{"INSPECTOR_SPECIAL", "camat", no, domain.Block, special(domain.SpecialCamat)},
	{"INSPECTOR_SPECIAL", "inspektur", no, "", special(domain.SpecialInspektur)},
	{"INSPECTOR_SPECIAL", "kind not known", dunno, "", func(w *world) { structural(w); w.f.To.Kind = "" }},
	{"INSPECTOR_SPECIAL", "pelaksana", none, "", nil},
	{"PUSKESMAS_SCHOOL_HEAD_TASK", "teacher", yes, domain.Block, func(w *world) {
		jf(domain.KindFungsional, "ahli_muda", "ahli_muda", "Administrasi")(w)
		w.f.To.Special = domain.SpecialSchoolHead
	}},
	{"PUSKESMAS_SCHOOL_HEAD_TASK", "pelaksana", no, domain.Block, func(w *world) { w.f.To.Special = domain.SpecialPuskesmasHead }},
	{"PUSKESMAS_SCHOOL_HEAD_TASK", "arrival", dunno, "", func(w *world) { w.f.To.Special = domain.SpecialSchoolHead; arriving(w) }},
	{"PUSKESMAS_SCHOOL_HEAD_TASK", "other post", none, "", nil},
}

func spouse(w *world) { w.f.Initiative, w.f.ReasonCode = domain.InitiativeAPS, "follow_spouse" }

func signed(asOf string, known bool) func(*world) {
	return func(w *world) {
		received(w)
		w.f.AsOf = d(asOf)
		if !known {
			w.f.Decrees.ReceivedOn = domain.Date{}
		}
	}
}

var effectCases = []tc{
	{"SPOUSE_FOLLOW", "letter", yes, domain.Warn, all(spouse, docs("spouse_assignment"))},
	{"SPOUSE_FOLLOW", "no letter", no, domain.Warn, spouse},
	{"SPOUSE_FOLLOW", "nobody looked", dunno, "", all(spouse, noDocs)},
	{"SPOUSE_FOLLOW", "other reason", none, "", initiative(domain.InitiativeAPS)},
	{"WORKLOAD_BALANCE_GAIN", "better", yes, domain.Warn, nil},
	{"WORKLOAD_BALANCE_GAIN", "the same", yes, "", func(w *world) { w.f.Workload.FromAfter, w.f.Workload.ToAfter = ptr(11000), ptr(14000) }},
	{"WORKLOAD_BALANCE_GAIN", "worse", no, domain.Warn, func(w *world) { w.f.Workload.FromAfter, w.f.Workload.ToAfter = ptr(11000), ptr(14001) }},
	{"WORKLOAD_BALANCE_GAIN", "leaving: only the unit of origin", no, "", func(w *world) { leaving(w); w.f.Workload = &Workload{FromBefore: ptr(10000), FromAfter: ptr(10001)} }},
	{"WORKLOAD_BALANCE_GAIN", "arrival: only the new unit", yes, "", func(w *world) { arriving(w); w.f.Workload = &Workload{ToBefore: ptr(10001), ToAfter: ptr(10000)} }},
	{"WORKLOAD_BALANCE_GAIN", "empty position before", dunno, "", func(w *world) { w.f.Workload.ToBefore = nil }},
	{"WORKLOAD_BALANCE_GAIN", "no analysis", dunno, "", func(w *world) { w.f.Workload = nil }},
	{"TRAINING_BEFORE_MOVE", "planned", yes, domain.Warn, nil},
	{"TRAINING_BEFORE_MOVE", "document", yes, "", all(docs("training_plan"), func(w *world) { w.f.TrainingPlanned = nil })},
	{"TRAINING_BEFORE_MOVE", "no gap", yes, "", func(w *world) { w.f.JPM, w.f.TrainingPlanned = ptr(10000), ptr(false) }},
	{"TRAINING_BEFORE_MOVE", "gap, no plan", no, domain.Warn, func(w *world) { w.f.JPM, w.f.TrainingPlanned = ptr(9999), ptr(false) }},
	{"TRAINING_BEFORE_MOVE", "not assessed", dunno, "", func(w *world) { w.f.JPM = nil }},
	{"TRAINING_BEFORE_MOVE", "nobody looked for a plan", dunno, "", func(w *world) { w.f.TrainingPlanned = nil }},
	{"FORUM_HELD", "one", yes, domain.Warn, func(w *world) { w.f.Programme = &Programme{ptr(1)} }},
	{"FORUM_HELD", "none", no, domain.Warn, func(w *world) { w.f.Programme = &Programme{ptr(0)} }},
	{"FORUM_HELD", "not recorded", dunno, "", func(w *world) { w.f.Programme = &Programme{} }},
	{"FORUM_HELD", "no programme", none, "", nil},
	{"OBJECTION_WINDOW_OPEN", "last day", yes, domain.Note, signed("2026-05-25", true)},
	{"OBJECTION_WINDOW_OPEN", "day after", no, domain.Note, signed("2026-05-26", true)},
	{"OBJECTION_WINDOW_OPEN", "receipt not known", dunno, "", signed("2026-05-10", false)},
	{"OBJECTION_WINDOW_OPEN", "no calendar", dunno, "", all(signed("2026-05-26", true), noHolidays)},
	{"OBJECTION_WINDOW_OPEN", "no decree", none, "", nil},
}

func TestPapers(t *testing.T)       { runCases(t, paperCases) }
func TestLimits(t *testing.T)       { runCases(t, limitCases) }
func TestTimes(t *testing.T)        { runCases(t, timeCases) }
func TestCommittees(t *testing.T)   { runCases(t, committeeCases) }
func TestCoordination(t *testing.T) { runCases(t, coordinationCases) }
func TestSpecial(t *testing.T)      { runCases(t, specialCases) }
func TestEffects(t *testing.T)      { runCases(t, effectCases) }

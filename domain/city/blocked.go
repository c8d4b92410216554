package city

import "mutasi/domain"

// Case is a transfer that one blocking rule of the catalogue stops (package eligibility), with a person of its own who is
// otherwise as clean as the rule allows. They work in units of their own, whose codes begin with CTH ("contoh", example).
type Case struct {
	Rule                 string
	StaffID, PositionID  domain.ID
	ToAgency             string // of a transfer to another agency
	Type, Initiative     string
	EarlyGround          string
	Planned              domain.Date
	Papers               []string // kinds of the documents that lie on the proposal
	CandidateSits        bool     // the person sits in the committee that gives the opinion
	FromUnitID, ToUnitID domain.ID
}

// Days are dates that a policy of the sample city sets, because the law's own are different in every region. Moves of the
// coming four months lie outside them.
type Days struct {
	// Election is the day on which the candidates for mayor are fixed, and the last day of the term.
	Election [2]domain.Date
	// SwornIn is the day on which the new mayor takes office.
	SwornIn domain.Date
	// TalentFrom is the day on which the local talent regulation comes into force.
	TalentFrom domain.Date
}

// daysAfter lays the dates out from the day of the city on.
func daysAfter(today domain.Date) Days {
	sworn := firstOfMonth(today.AddMonths(16))
	return Days{
		Election:   [2]domain.Date{firstOfMonth(today.AddMonths(10)).AddDays(21), sworn.AddDays(-1)},
		SwornIn:    sworn,
		TalentFrom: domain.NewDate(today.Year()+3, 1, 1), // behind the new mayor's first six months
	}
}

// sample is one person of the examples: where they work, where they would go and what is special about them.
type sample struct {
	rule     string // none: a colleague who only holds a seat
	from, to string // keys of examplePosts; none: comes from, goes to another agency
	rank     string
	months   int    // of service; 58 where zero
	tenure   int    // months in the present post; zero: since the appointment
	was      string // the post before it
	with     func(*example)
}

// example is a person of the examples in the making.
type example struct {
	b     *builder
	p     person
	s     domain.Staff
	c     Case
	level int  // assessed level of the nine competencies; zero: what both posts ask for
	bad   bool // last year's performance was below expectation
	tests []domain.TestInput
	// sanctioned says that a disciplinary sanction is being served.
	sanctioned bool
}

// Papers of a transfer between agencies (Per.BKN 5/2019 Ps 3(1)).
var (
	outgoingPapers = []string{"anjab_abk", "request", "proposal_receiver", "no_discipline", "sk_rank_position", "performance_2y", "no_study_bond"}
	clearance      = []string{"inspectorate_clear"}
	originConsent  = []string{"consent_origin"}
)

const ministry = "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"

// leaves sends the person to a ministry, with all papers but the given kinds.
func leaves(lacking ...string) func(*example) {
	return func(x *example) {
		x.c.ToAgency, x.c.Type = ministry, domain.TypeRegionToCentral
		x.c.Papers = without(append(append([]string{}, outgoingPapers...), clearance...), lacking)
	}
}

// arrives brings the person from another agency with all papers of origin and receiver.
func arrives(kind, agency string) func(*example) {
	return func(x *example) {
		x.c.Type, x.s.Agency = kind, agency
		x.c.Papers = append(append(append([]string{}, originConsent...), outgoingPapers...), clearance...)
	}
}

func without(list, drop []string) []string {
	out := []string{}
	for _, s := range list {
		keep := true
		for _, d := range drop {
			keep = keep && s != d
		}
		if keep {
			out = append(out, s)
		}
	}
	return out
}

func yes() *bool { v := true; return &v }

// passed adds a test that the person passed some months ago.
func passed(purpose, family string) func(*example) {
	return func(x *example) {
		x.tests = append(x.tests, domain.TestInput{Purpose: purpose, Family: family, HeldOn: weekday(x.b.today.AddDays(-75)), Passed: true})
	}
}

// aged makes the person so many years and three months old, appointed in the middle of their twenties.
func aged(years int, more func(*example)) func(*example) {
	return func(x *example) {
		x.s.BirthDate = x.b.today.AddYears(-years).AddMonths(-3)
		x.s.AppointedOn = firstOfMonth(x.s.BirthDate.AddYears(26))
		x.s.PNSSince = x.s.AppointedOn.AddMonths(14)
		more(x)
	}
}

// Examples is how many people Build adds to the size it is given: those of Notable.Blocked and their colleagues.
var Examples = len(samples)

// samples are the people of the examples, one for each blocking rule in the order of the catalogue, then their colleagues.
// The posts are those of examplePosts.
var samples = []sample{
	{rule: "DOCUMENTS_COMPLETE", from: "analyst", rank: "III/b", with: leaves("anjab_abk", "sk_rank_position")},
	{rule: "PERTEK_REQUIRED", to: "analyst to", rank: "III/b", with: arrives(domain.TypeIntraProvKK, "Pemerintah Kota Binjai")},
	{rule: "STATUS_PNS_ACTIVE", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) { x.s.LegalStatus = "03" }}, // on a study assignment
	{rule: "NOT_CPNS", from: "analyst", to: "analyst to", rank: "III/a", months: 8, with: func(x *example) { x.s.Probation, x.s.PNSSince = true, domain.Date{} }},
	{rule: "PPPK_NO_INTERAGENCY", from: "analyst", rank: "IX", months: 30, with: leaves()},
	{rule: "PPPK_INTERNAL_UNOR_ONLY", from: "analyst", to: "service to", rank: "IX", months: 30},
	{rule: "PPPK_PART_TIME", from: "office", to: "office to", rank: "V", months: 11, with: func(x *example) { x.s.PartTime = true; x.p.learn(&x.s, school[3:4]) }},
	{rule: "TENURE_MIN_2Y", from: "chief", to: "agency head", rank: "IV/b", months: 290, tenure: 14, was: "archivist 3", with: passed("jpt_rotation", "")},
	{rule: "TENURE_JPT_EARLY", from: "adviser", to: "agency head", rank: "IV/b", months: 290, tenure: 4, was: "archivist 3", with: func(x *example) {
		x.c.EarlyGround = "Target kinerja tahunan tercapai lebih cepat"
		passed("jpt_rotation", "")(x)
	}},
	{rule: "PERF_GOOD_2Y", from: "analyst", to: "subsection", rank: "III/b", with: func(x *example) { x.bad = true }},
	{rule: "PERF_GOOD_1Y_JF_FIRST", from: "analyst", to: "archivist 1", rank: "III/a", months: 30, with: func(x *example) {
		x.bad = true
		passed("jf_entry", "Arsiparis")(x)
	}},
	{rule: "NO_DISCIPLINE_ACTIVE", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) { x.sanctioned = true }},
	{rule: "NO_COURT_PROCESS", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) { x.s.InCourt = yes() }},
	{rule: "NO_STUDY_OR_BOND", from: "analyst", rank: "III/b", with: func(x *example) {
		leaves()(x)
		x.s.ServiceBondUntil = x.b.today.AddMonths(20)
	}},
	{rule: "NOT_CLTN", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) { x.s.LegalStatus = "02" }},
	{rule: "INSPECTORATE_CLEAR", from: "analyst", rank: "III/b", with: leaves("inspectorate_clear")},
	{rule: "FORMATION_AVAILABLE", from: "analyst", to: "full", rank: "III/b"},
	{rule: "ORIGIN_NOT_CRITICAL", from: "team", rank: "III/b", with: leaves()},
	{rule: "STRUCT_SLOT_SINGLE", from: "section 1", to: "held", rank: "III/c", months: 160, tenure: 40, was: "analyst to"},
	{rule: "UNOR_ACTIVE", from: "analyst", to: "closed", rank: "III/b"},
	{rule: "EDU_LEVEL_MIN", from: "office", to: "analyst to", rank: "III/a", months: 190, tenure: 40, was: "office to", with: func(x *example) { x.p.learn(&x.s, school[3:4]) }},
	{rule: "RANK_RANGE", from: "data", to: "subsection", rank: "II/d", with: func(x *example) { x.p.learn(&x.s, []degree{school[3], vocational[3]}) }},
	{rule: "EXPERIENCE_PENGAWAS_4Y", from: "analyst", to: "subsection", rank: "III/a", months: 40},
	{rule: "EXPERIENCE_ADMIN_3Y", from: "section 2", to: "division", rank: "III/c", months: 160, tenure: 29, was: "analyst to"},
	{rule: "EXPERIENCE_JPTP_5Y_2Y", from: "division 1", to: "agency head", rank: "IV/a", months: 230, tenure: 15, was: "archivist 2", with: passed("open_selection", "")},
	{rule: "AGE_MAX_JPTP_56", from: "division 2", to: "agency head", rank: "IV/a", tenure: 49, was: "archivist 2", with: aged(57, passed("open_selection", ""))},
	{rule: "AGE_MAX_JF_TRANSFER", from: "analyst", to: "archivist 1", rank: "III/b", tenure: 50, was: "archivist 1", with: aged(54, passed("jf_entry", "Arsiparis"))},
	{rule: "JF_EXPERIENCE_2Y", from: "policy", to: "archivist 1", rank: "III/b", with: passed("jf_entry", "Arsiparis")},
	{rule: "JF_MOVE_MAP", from: "analyst", to: "archivist 2", rank: "III/c", months: 150, tenure: 50, was: "archivist 1", with: passed("jf_entry", "Arsiparis")},
	{rule: "COMPETENCY_TEST_PASS", from: "analyst", to: "archivist 1", rank: "III/b", months: 110, tenure: 50, was: "archivist 1"},
	{rule: "COMPETENCY_JPM_MIN", from: "analyst", to: "subsection", rank: "III/b", with: func(x *example) { x.level = 1 }},
	{rule: "PILKADA_FREEZE", from: "section 3", to: "subsection", rank: "III/c", months: 160, tenure: 40, was: "analyst to", with: func(x *example) {
		x.c.Planned = x.b.city.Notable.Days.Election[0].AddMonths(-2)
	}},
	{rule: "NEW_HEAD_6M", from: "section 4", to: "subsection", rank: "III/c", months: 160, tenure: 40, was: "analyst to", with: func(x *example) {
		x.c.Planned = x.b.city.Notable.Days.SwornIn.AddMonths(1)
	}},
	{rule: "TPK_OPINION_REQUIRED", from: "analyst", to: "analyst to", rank: "III/b"},
	{rule: "TALENT_COMMITTEE_RECO", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) {
		x.c.Planned = x.b.city.Notable.Days.TalentFrom.AddMonths(1)
	}},
	{rule: "COMMITTEE_NOT_CANDIDATE", from: "analyst", to: "analyst to", rank: "III/b", with: func(x *example) { x.c.CandidateSits = true }},
	{rule: "KEMENDAGRI_COORD", to: "analyst to", rank: "III/b", with: arrives(domain.TypeInterProvKK, "Pemerintah Kota Jambi")},
	{rule: "CONFLICT_OF_INTEREST", from: "analyst", to: "analyst to", rank: "III/b"}, // a brother or sister of the official in "held"
	{rule: "DUKCAPIL_SPECIAL", from: "section 5", to: "population", rank: "III/c", months: 160, tenure: 40, was: "analyst to"},
	{rule: "INSPECTOR_SPECIAL", from: "secretary", to: "inspector", rank: "IV/a", months: 230, tenure: 40, was: "archivist 2"},
	{rule: "PUSKESMAS_SCHOOL_HEAD_TASK", from: "analyst", to: "health centre", rank: "III/b", months: 110, tenure: 50, was: "promoter", with: func(x *example) {
		x.p.learn(&x.s, []degree{school[2], publicHealth})
		passed("jf_entry", promotion)(x)
	}},
	{from: "team", rank: "III/b"}, {from: "team", rank: "III/b"}, {from: "team", rank: "III/b"},
	{from: "full", rank: "III/b"},
	{from: "held", rank: "III/c", months: 160, tenure: 40, was: "analyst to"},
}

package eligibility

import (
	"testing"

	"mutasi/domain"
)

func structural(w *world) {
	w.from(domain.KindPengawas, "")
	w.to(domain.KindPengawas, "")
	w.f.To.Echelon, w.f.Seats = "IV.a", &Seats{Quota: 1}
}

var seatCases = []tc{
	{"FORMATION_AVAILABLE", "one free", yes, domain.Block, nil},
	{"FORMATION_AVAILABLE", "full", no, domain.Block, func(w *world) { w.f.Seats.Holders = 3 }},
	{"FORMATION_AVAILABLE", "last seat promised", no, "", func(w *world) { w.f.Seats.Promised = 1 }},
	{"FORMATION_AVAILABLE", "need below quota", no, "", func(w *world) { w.f.Seats.Need = ptr(2) }},
	{"FORMATION_AVAILABLE", "need above quota", no, "", func(w *world) { w.f.Seats = &Seats{Quota: 2, Need: ptr(9), Holders: 2} }},
	{"FORMATION_AVAILABLE", "no analysis", yes, "", func(w *world) { w.f.Seats.Need = nil }},
	{"FORMATION_AVAILABLE", "analysis left out by policy", yes, "", func(w *world) { w.f.Seats.Need = ptr(2); w.set("FORMATION_AVAILABLE", "use_need", false) }},
	{"FORMATION_AVAILABLE", "nobody counted", dunno, "", func(w *world) { w.f.Seats = nil }},
	{"FORMATION_AVAILABLE", "leaving", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"ORIGIN_NOT_CRITICAL", "on the threshold", yes, domain.Warn, func(w *world) { w.f.Origin.FilledAfter = ptr(8) }},
	{"ORIGIN_NOT_CRITICAL", "below", no, domain.Warn, func(w *world) { w.f.Origin.FilledAfter = ptr(7) }},
	{"ORIGIN_NOT_CRITICAL", "below, leaving", no, domain.Block, func(w *world) { w.outgoing(domain.TypeIntraProvKK); w.f.Origin.FilledAfter = ptr(7) }},
	{"ORIGIN_NOT_CRITICAL", "below, open selection", no, domain.Note, func(w *world) {
		w.outgoing(domain.TypeIntraProvKK)
		w.f.Initiative, w.f.Origin.FilledAfter = domain.InitiativeOpenSelection, ptr(7)
	}},
	{"ORIGIN_NOT_CRITICAL", "by quota", no, "", func(w *world) { w.f.Origin = &Origin{Quota: ptr(10), FilledAfter: ptr(7)} }},
	{"ORIGIN_NOT_CRITICAL", "no need", yes, "", func(w *world) { w.f.Origin = &Origin{Need: ptr(0), FilledAfter: ptr(0)} }},
	{"ORIGIN_NOT_CRITICAL", "nobody counted", dunno, domain.Warn, func(w *world) { w.f.Origin = nil }},
	{"ORIGIN_NOT_CRITICAL", "same unit", none, "", func(w *world) { w.f.To.UnitID = unitA }},
	{"ORIGIN_NOT_CRITICAL", "arrival", none, "", func(w *world) { w.incoming(domain.TypeIntraProvKK) }},
	{"STRUCT_SLOT_SINGLE", "vacant", yes, domain.Block, structural},
	{"STRUCT_SLOT_SINGLE", "held", no, domain.Block, func(w *world) { structural(w); w.f.Seats.Holders = 1 }},
	{"STRUCT_SLOT_SINGLE", "promised", no, "", func(w *world) { structural(w); w.f.Seats.Promised = 1 }},
	{"STRUCT_SLOT_SINGLE", "nobody counted", dunno, "", func(w *world) { structural(w); w.f.Seats = nil }},
	{"STRUCT_SLOT_SINGLE", "pelaksana", none, "", nil},
	{"UNOR_ACTIVE", "active", yes, domain.Block, nil},
	{"UNOR_ACTIVE", "closed", no, domain.Block, func(w *world) { w.f.To.UnitActive = ptr(false) }},
	{"UNOR_ACTIVE", "not known", dunno, "", func(w *world) { w.f.To.UnitActive = nil }},
	{"UNOR_ACTIVE", "leaving", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
}

func needs(kind, level, have string) func(*world) {
	return func(w *world) { w.to(kind, level); w.f.Person.EducationLevel = have }
}

func ranked(kind, level, echelon, rank string) func(*world) {
	return func(w *world) {
		w.to(kind, level)
		w.f.To.Echelon, w.f.Person.Rank = echelon, rank
	}
}

var educationCases = []tc{
	{"EDU_LEVEL_MIN", "pelaksana SLTA", yes, domain.Block, needs(domain.KindPelaksana, "", "slta")},
	{"EDU_LEVEL_MIN", "pelaksana SLTP", no, domain.Block, needs(domain.KindPelaksana, "", "sltp")},
	{"EDU_LEVEL_MIN", "pengawas D-III", yes, "", needs(domain.KindPengawas, "", "d3")},
	{"EDU_LEVEL_MIN", "pengawas D-II", no, "", needs(domain.KindPengawas, "", "d2")},
	{"EDU_LEVEL_MIN", "administrator D-IV", yes, "", needs(domain.KindAdministrator, "", "d4")},
	{"EDU_LEVEL_MIN", "administrator D-III", no, domain.Block, needs(domain.KindAdministrator, "", "d3")},
	{"EDU_LEVEL_MIN", "administrator D-III, remote", no, domain.Warn, func(w *world) {
		needs(domain.KindAdministrator, "", "d3")(w)
		w.f.To.UnitRemote = true
	}},
	{"EDU_LEVEL_MIN", "JPT D-III, remote", no, domain.Block, func(w *world) { needs(domain.KindJPTPratama, "", "d3")(w); w.f.To.UnitRemote = true }},
	{"EDU_LEVEL_MIN", "expert D-III", no, "", needs(domain.KindFungsional, "ahli_muda", "d3")},
	{"EDU_LEVEL_MIN", "skill SLTA", yes, "", needs(domain.KindFungsional, "terampil", "slta")},
	{"EDU_LEVEL_MIN", "the position asks for more", no, "", func(w *world) { w.f.To.EducationMin = "s2" }},
	{"EDU_LEVEL_MIN", "the position asks for less than the law", no, "", func(w *world) {
		needs(domain.KindPengawas, "", "slta")(w)
		w.f.To.EducationMin = "slta"
	}},
	{"EDU_LEVEL_MIN", "education not known", dunno, "", needs(domain.KindPelaksana, "", "")},
	{"EDU_LEVEL_MIN", "level not known", dunno, "", needs(domain.KindFungsional, "", "s1")},
	{"EDU_LEVEL_MIN", "leaving", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"EDU_FIELD_MATCH", "named otherwise", yes, domain.Warn, nil},
	{"EDU_FIELD_MATCH", "second education", yes, "", func(w *world) {
		w.f.Person.Major, w.f.Person.OtherMajors = "Akuntansi", []string{"administrasi negara"}
	}},
	{"EDU_FIELD_MATCH", "other field", no, domain.Warn, func(w *world) { w.f.Person.Major = "D-III Keperawatan" }},
	{"EDU_FIELD_MATCH", "field not known", dunno, "", func(w *world) { w.f.Person.Major = "" }},
	{"EDU_FIELD_MATCH", "any field", none, "", func(w *world) { w.f.To.Majors = nil }},
	{"RANK_RANGE", "lowest", yes, domain.Block, ranked(domain.KindPengawas, "", "IV.b", "III/a")},
	{"RANK_RANGE", "highest", yes, "", ranked(domain.KindPengawas, "", "IV.b", "III/c")},
	{"RANK_RANGE", "one below, promotion", no, domain.Block, ranked(domain.KindPengawas, "", "IV.b", "II/d")},
	{"RANK_RANGE", "one above, promotion", no, domain.Block, ranked(domain.KindPengawas, "", "IV.b", "III/d")},
	{"RANK_RANGE", "below, rotation", no, domain.Warn, func(w *world) { structural(w); w.f.Person.Rank = "III/a" }},
	{"RANK_RANGE", "JF", no, domain.Warn, ranked(domain.KindFungsional, "ahli_muda", "", "III/b")},
	{"RANK_RANGE", "JF within", yes, domain.Warn, ranked(domain.KindFungsional, "ahli_muda", "", "III/c")},
	{"RANK_RANGE", "the position's own range", no, "", func(w *world) { structural(w); w.f.To.RankMin, w.f.To.RankMax = "III/d", "IV/a" }},
	{"RANK_RANGE", "pelaksana with a range", no, domain.Warn, func(w *world) { w.f.To.RankMax = "III/b" }},
	{"RANK_RANGE", "pelaksana without", none, "", nil},
	{"RANK_RANGE", "PPPK", none, "", func(w *world) { structural(w); pppk(w) }},
	{"RANK_RANGE", "rank not known", dunno, "", func(w *world) { structural(w); w.f.Person.Rank = "" }},
	{"RANK_RANGE", "echelon not known", dunno, "", ranked(domain.KindPengawas, "", "", "III/c")},
}

// served sets a career of pelaksana posts and one step on, for someone appointed on the first day of it.
func served(appointed string, steps ...Service) func(*world) {
	return func(w *world) {
		w.f.Person.AppointedOn = d(appointed)
		w.career(steps...)
		last := steps[len(steps)-1]
		w.from(last.Kind, last.Level)
	}
}

func post(kind, level, from string) Service {
	return Service{Kind: kind, Level: level, Family: "Administrasi", From: d(from)}
}

func all(edits ...func(*world)) func(*world) {
	return func(w *world) {
		for _, e := range edits {
			e(w)
		}
	}
}

func toPengawas(w *world)      { w.to(domain.KindPengawas, "") }
func toAdministrator(w *world) { w.to(domain.KindAdministrator, "") }
func toJPT(w *world)           { w.to(domain.KindJPTPratama, "") }

var experienceCases = []tc{
	{"EXPERIENCE_PENGAWAS_4Y", "four years to the day", yes, domain.Block, all(served("2022-07-01", post(domain.KindPelaksana, "", "2022-07-01")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "a day less", no, domain.Block, all(served("2022-07-02", post(domain.KindPelaksana, "", "2022-07-02")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "a day more", yes, "", all(served("2022-06-30", post(domain.KindPelaksana, "", "2022-06-30")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "as JF", yes, "", all(served("2022-07-01", post(domain.KindFungsional, "terampil", "2022-07-01")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "two posts that overlap", no, "", all(served("2022-07-02", post(domain.KindPelaksana, "", "2022-07-02")), func(w *world) {
		w.f.History = append(w.f.History, Service{Kind: domain.KindFungsional, Level: "terampil", From: d("2023-01-01"), To: d("2024-01-01"), Definitive: true})
		toPengawas(w)
	})},
	{"EXPERIENCE_PENGAWAS_4Y", "served before the recorded appointment", yes, "", all(served("2024-01-01", post(domain.KindPelaksana, "", "2022-07-01")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "history has a gap", dunno, "", all(served("2010-01-01", post(domain.KindPelaksana, "", "2023-01-01")), toPengawas)},
	{"EXPERIENCE_PENGAWAS_4Y", "acting does not count, but leaves a gap", dunno, "", func(w *world) {
		w.f.History, w.f.From.Since = []Service{{Kind: domain.KindPelaksana, From: d("2010-01-01"), To: d("2025-01-01")}}, d("2025-01-01")
		toPengawas(w)
	}},
	{"EXPERIENCE_PENGAWAS_4Y", "appointment date not known", dunno, "", func(w *world) {
		served("2023-01-01", post(domain.KindPelaksana, "", "2023-01-01"))(w)
		w.f.Person.AppointedOn = domain.Date{}
		toPengawas(w)
	}},
	{"EXPERIENCE_PENGAWAS_4Y", "no history but the present post", yes, "", func(w *world) { w.f.History = nil; w.f.From.Since = d("2020-01-01"); toPengawas(w) }},
	{"EXPERIENCE_PENGAWAS_4Y", "no date", dunno, "", func(w *world) { w.f.On = domain.Date{}; toPengawas(w) }},
	{"EXPERIENCE_PENGAWAS_4Y", "rotation", none, "", structural},
	{"EXPERIENCE_ADMIN_3Y", "three years to the day", yes, domain.Block, all(served("2010-01-01", post(domain.KindPelaksana, "", "2010-01-01"), post(domain.KindPengawas, "", "2023-07-01")), toAdministrator)},
	{"EXPERIENCE_ADMIN_3Y", "a day less", no, domain.Block, all(served("2010-01-01", post(domain.KindPelaksana, "", "2010-01-01"), post(domain.KindPengawas, "", "2023-07-02")), toAdministrator)},
	{"EXPERIENCE_ADMIN_3Y", "cumulative with ahli muda", yes, "", all(served("2010-01-01", post(domain.KindFungsional, "ahli_muda", "2010-01-01"), post(domain.KindPelaksana, "", "2012-01-01"), post(domain.KindPengawas, "", "2025-06-01")), toAdministrator)},
	{"EXPERIENCE_ADMIN_3Y", "ahli pertama is not equal", no, "", all(served("2010-01-01", post(domain.KindFungsional, "ahli_pertama", "2010-01-01")), toAdministrator)},
	{"EXPERIENCE_ADMIN_3Y", "a JF without level", dunno, "", all(served("2010-01-01", post(domain.KindFungsional, "", "2010-01-01"), post(domain.KindPengawas, "", "2024-01-01")), toAdministrator)},
	{"EXPERIENCE_ADMIN_3Y", "no date", dunno, "", func(w *world) { w.f.On = domain.Date{}; toAdministrator(w) }},
	{"EXPERIENCE_ADMIN_3Y", "rotation", none, "", func(w *world) { w.from(domain.KindAdministrator, ""); toAdministrator(w) }},
	{"EXPERIENCE_JPTP_5Y_2Y", "both to the day", yes, domain.Block, all(served("2021-07-01", post(domain.KindPengawas, "", "2021-07-01"), post(domain.KindAdministrator, "", "2024-07-01")), toJPT)},
	{"EXPERIENCE_JPTP_5Y_2Y", "administrator a day less", no, domain.Block, all(served("2021-07-01", post(domain.KindPengawas, "", "2021-07-01"), post(domain.KindAdministrator, "", "2024-07-02")), toJPT)},
	{"EXPERIENCE_JPTP_5Y_2Y", "field a day less", no, "", all(served("2021-07-02", post(domain.KindPengawas, "", "2021-07-02"), post(domain.KindAdministrator, "", "2024-07-01")), toJPT)},
	{"EXPERIENCE_JPTP_5Y_2Y", "other field", no, "", all(served("2010-01-01", post(domain.KindAdministrator, "", "2010-01-01")), toJPT, func(w *world) { w.f.To.Family = "Kesehatan" })},
	{"EXPERIENCE_JPTP_5Y_2Y", "field of the post not known", dunno, "", all(served("2010-01-01", post(domain.KindAdministrator, "", "2010-01-01")), toJPT, func(w *world) { w.f.To.Family = "" })},
	{"EXPERIENCE_JPTP_5Y_2Y", "history has a gap", dunno, "", all(served("2010-01-01", post(domain.KindAdministrator, "", "2025-07-01")), toJPT)},
	{"EXPERIENCE_JPTP_5Y_2Y", "no date", dunno, "", func(w *world) { w.f.On = domain.Date{}; toJPT(w) }},
	{"EXPERIENCE_JPTP_5Y_2Y", "rotation", none, "", jpt},
}

func jf(fromKind, fromLevel, toLevel, family string) func(*world) {
	return func(w *world) {
		w.from(fromKind, fromLevel)
		w.to(domain.KindFungsional, toLevel)
		w.f.To.Family = family
	}
}

func born(day string, edits ...func(*world)) func(*world) {
	return func(w *world) {
		all(edits...)(w)
		w.f.Person.BirthDate = d(day)
	}
}

func on(code, name string, value any) func(*world) {
	return func(w *world) { w.on(code); w.set(code, name, value) }
}

var jfEntry = jf(domain.KindPelaksana, "", "ahli_pertama", "Administrasi")

var ageCases = []tc{
	{"AGE_MAX_JPTP_56", "last day of 56", yes, domain.Block, born("1969-07-02", toJPT)},
	{"AGE_MAX_JPTP_56", "57th birthday", no, domain.Block, born("1969-07-01", toJPT)},
	{"AGE_MAX_JPTP_56", "exact, 56th birthday", yes, "", born("1970-07-01", toJPT, on("AGE_MAX_JPTP_56", "exact", true))},
	{"AGE_MAX_JPTP_56", "exact, day after", no, "", born("1970-06-30", toJPT, on("AGE_MAX_JPTP_56", "exact", true))},
	{"AGE_MAX_JPTP_56", "birth date not known", dunno, "", func(w *world) { toJPT(w); w.f.Person.BirthDate = domain.Date{} }},
	{"AGE_MAX_JPTP_56", "rotation", none, "", jpt},
	{"AGE_MAX_JF_TRANSFER", "pertama, last day of 53", yes, domain.Block, born("1972-07-02", jfEntry)},
	{"AGE_MAX_JF_TRANSFER", "pertama, 54th birthday", no, domain.Block, born("1972-07-01", jfEntry)},
	{"AGE_MAX_JF_TRANSFER", "skill, 54", no, "", born("1972-07-01", jf(domain.KindPelaksana, "", "terampil", "X"))},
	{"AGE_MAX_JF_TRANSFER", "madya, last day of 55", yes, "", born("1970-07-02", jf(domain.KindAdministrator, "", "ahli_madya", "X"))},
	{"AGE_MAX_JF_TRANSFER", "madya, 56th birthday", no, "", born("1970-07-01", jf(domain.KindAdministrator, "", "ahli_madya", "X"))},
	{"AGE_MAX_JF_TRANSFER", "utama, a year before retirement", yes, "", func(w *world) {
		born("1967-07-01", jf(domain.KindJPTPratama, "", "ahli_utama", "X"))(w)
		w.f.From.RetirementAge = 60
	}},
	{"AGE_MAX_JF_TRANSFER", "utama, a day too late", no, "", func(w *world) {
		born("1967-06-30", jf(domain.KindJPTPratama, "", "ahli_utama", "X"))(w)
		w.f.From.RetirementAge = 60
	}},
	{"AGE_MAX_JF_TRANSFER", "utama, 61", no, "", born("1965-07-01", jf(domain.KindJPTPratama, "", "ahli_utama", "X"))},
	{"AGE_MAX_JF_TRANSFER", "utama, retirement age not known", dunno, "", func(w *world) { jf(domain.KindJPTPratama, "", "ahli_utama", "X")(w); w.f.From.RetirementAge = 0 }},
	{"AGE_MAX_JF_TRANSFER", "utama to utama, 63", yes, "", born("1962-07-02", jf(domain.KindFungsional, "ahli_utama", "ahli_utama", "X"))},
	{"AGE_MAX_JF_TRANSFER", "utama to utama, 64th birthday", no, "", born("1962-07-01", jf(domain.KindFungsional, "ahli_utama", "ahli_utama", "X"))},
	{"AGE_MAX_JF_TRANSFER", "level not known", dunno, "", jf(domain.KindPelaksana, "", "", "X")},
	{"AGE_MAX_JF_TRANSFER", "arrival", dunno, "", func(w *world) { jfEntry(w); w.incoming(domain.TypeIntraProvKK) }},
	{"AGE_MAX_JF_TRANSFER", "same family and level", none, "", born("1968-01-01", jf(domain.KindFungsional, "ahli_muda", "ahli_muda", "administrasi"))},
	{"AGE_MAX_JF_TRANSFER", "next level", none, "", born("1968-01-01", jf(domain.KindFungsional, "ahli_pertama", "ahli_muda", "administrasi"))},
	{"JF_EXPERIENCE_2Y", "two years to the day", yes, domain.Block, all(served("2024-07-01", post(domain.KindPelaksana, "", "2024-07-01")), jfEntry)},
	{"JF_EXPERIENCE_2Y", "a day less", no, domain.Block, all(served("2024-07-02", post(domain.KindPelaksana, "", "2024-07-02")), jfEntry)},
	{"JF_EXPERIENCE_2Y", "strategic, a year to the day", yes, "", all(served("2025-07-01", post(domain.KindPelaksana, "", "2025-07-01")), jfEntry, func(w *world) { w.f.To.Strategic = true })},
	{"JF_EXPERIENCE_2Y", "strategic, a day less", no, "", all(served("2025-07-02", post(domain.KindPelaksana, "", "2025-07-02")), jfEntry, func(w *world) { w.f.To.Strategic = true })},
	{"JF_EXPERIENCE_2Y", "other field", no, "", jf(domain.KindPelaksana, "", "ahli_pertama", "Perawat")},
	{"JF_EXPERIENCE_2Y", "family not known", dunno, "", jf(domain.KindPelaksana, "", "ahli_pertama", "")},
	{"JF_EXPERIENCE_2Y", "arrival", dunno, "", func(w *world) { jfEntry(w); w.incoming(domain.TypeIntraProvKK) }},
	{"JF_EXPERIENCE_2Y", "skill", none, "", jf(domain.KindPelaksana, "", "terampil", "Administrasi")},
	{"JF_MOVE_MAP", "pelaksana to pertama", yes, domain.Block, jfEntry},
	{"JF_MOVE_MAP", "pelaksana to muda", no, domain.Block, jf(domain.KindPelaksana, "", "ahli_muda", "Administrasi")},
	{"JF_MOVE_MAP", "pengawas to muda", yes, "", jf(domain.KindPengawas, "", "ahli_muda", "X")},
	{"JF_MOVE_MAP", "administrator to madya", yes, "", jf(domain.KindAdministrator, "", "ahli_madya", "X")},
	{"JF_MOVE_MAP", "administrator to utama", no, "", jf(domain.KindAdministrator, "", "ahli_utama", "X")},
	{"JF_MOVE_MAP", "skill to muda with III/c", yes, "", jf(domain.KindFungsional, "penyelia", "ahli_muda", "Administrasi")},
	{"JF_MOVE_MAP", "skill to pertama with III/c", no, "", jf(domain.KindFungsional, "mahir", "ahli_pertama", "Administrasi")},
	{"JF_MOVE_MAP", "skill to pertama of another family with III/b", yes, "", func(w *world) {
		jf(domain.KindFungsional, "mahir", "ahli_pertama", "X")(w)
		w.f.Person.Rank = "III/b"
	}},
	{"JF_MOVE_MAP", "skill to expert with D-III", no, "", func(w *world) {
		jf(domain.KindFungsional, "penyelia", "ahli_muda", "Administrasi")(w)
		w.f.Person.EducationLevel = "d3"
	}},
	{"JF_MOVE_MAP", "skill to madya", no, "", jf(domain.KindFungsional, "penyelia", "ahli_madya", "Administrasi")},
	{"JF_MOVE_MAP", "skill to expert, rank not known", dunno, "", func(w *world) {
		jf(domain.KindFungsional, "penyelia", "ahli_muda", "Administrasi")(w)
		w.f.Person.Rank = ""
	}},
	{"JF_MOVE_MAP", "level not known", dunno, "", jf(domain.KindPelaksana, "", "", "X")},
	{"JF_MOVE_MAP", "kind not known", dunno, "", jf("", "", "ahli_muda", "X")},
	{"JF_MOVE_MAP", "kind unheard of", dunno, "", jf("menteri", "", "ahli_muda", "X")},
	{"JF_MOVE_MAP", "between families, same level", none, "", jf(domain.KindFungsional, "ahli_muda", "ahli_muda", "X")},
}

func tested(purpose, family, held string, passed bool) func(*world) {
	return func(w *world) {
		w.f.Tests = append(w.f.Tests, Test{Purpose: purpose, Family: family, HeldOn: d(held), Passed: passed})
	}
}

func match(bp int) func(*world) { return func(w *world) { w.f.JPM = &bp } }

var competenceCases = []tc{
	{"COMPETENCY_TEST_PASS", "JF entry", yes, domain.Block, all(jfEntry, tested("jf_entry", "administrasi", "2026-07-01", true))},
	{"COMPETENCY_TEST_PASS", "JF entry, test after the move", no, "", all(jfEntry, tested("jf_entry", "", "2026-07-02", true))},
	{"COMPETENCY_TEST_PASS", "JF entry, other family", no, domain.Block, all(jfEntry, tested("jf_entry", "Perawat", "2026-01-01", true))},
	{"COMPETENCY_TEST_PASS", "failed, then passed", yes, "", all(jfEntry, tested("jf_entry", "", "2026-01-01", true), tested("jf_entry", "", "2025-01-01", false))},
	{"COMPETENCY_TEST_PASS", "failed", no, "", all(jfEntry, tested("jf_entry", "", "2026-01-01", false))},
	{"COMPETENCY_TEST_PASS", "not taken", no, "", jfEntry},
	{"COMPETENCY_TEST_PASS", "valid to the day", yes, "", all(jfEntry, tested("jf_entry", "", "2024-07-01", true), on("COMPETENCY_TEST_PASS", "valid_months", 24))},
	{"COMPETENCY_TEST_PASS", "a day too old", no, "", all(jfEntry, tested("jf_entry", "", "2024-06-30", true), on("COMPETENCY_TEST_PASS", "valid_months", 24))},
	{"COMPETENCY_TEST_PASS", "next JF level", yes, "", all(jf(domain.KindFungsional, "ahli_pertama", "ahli_muda", "Administrasi"), tested("jf_promotion", "", "2026-01-01", true))},
	{"COMPETENCY_TEST_PASS", "JPT rotation", yes, "", all(jpt, tested("jpt_rotation", "", "2026-01-01", true))},
	{"COMPETENCY_TEST_PASS", "JPT promotion by rotation test", no, "", all(toJPT, tested("jpt_rotation", "", "2026-01-01", true))},
	{"COMPETENCY_TEST_PASS", "JPT promotion by open selection", yes, "", all(toJPT, tested("open_selection", "", "2026-01-01", true))},
	{"COMPETENCY_TEST_PASS", "nobody looked", dunno, "", all(jpt, func(w *world) { w.f.Tests = nil })},
	{"COMPETENCY_TEST_PASS", "arrival into JF", dunno, "", func(w *world) { jfEntry(w); w.incoming(domain.TypeIntraProvKK) }},
	{"COMPETENCY_TEST_PASS", "ordinary", none, "", nil},
	{codeJPM, "80.00", yes, domain.Warn, match(8000)},
	{codeJPM, "79.99", no, domain.Warn, match(7999)},
	{codeJPM, "68.00 on promotion", no, domain.Warn, all(promote, match(6800))},
	{codeJPM, "67.99 on promotion", no, domain.Block, all(promote, match(6799))},
	{codeJPM, "67.99 on rotation", no, domain.Warn, match(6799)},
	{codeJPM, "not assessed", dunno, "", func(w *world) { w.f.JPM = nil }},
	{codeJPM, "leaving", none, "", func(w *world) { w.outgoing(domain.TypeIntraProvKK) }},
	{"ASSESSMENT_VALID_3Y", "three years to the day", yes, domain.Warn, func(w *world) { promote(w); w.f.AssessedOn = d("2023-07-01") }},
	{"ASSESSMENT_VALID_3Y", "a day older", no, domain.Warn, func(w *world) { promote(w); w.f.AssessedOn = d("2023-06-30") }},
	{"ASSESSMENT_VALID_3Y", "strategic post", yes, "", func(w *world) { w.f.To.Strategic = true }},
	{"ASSESSMENT_VALID_3Y", "not assessed", dunno, "", func(w *world) { promote(w); w.f.AssessedOn = domain.Date{} }},
	{"ASSESSMENT_VALID_3Y", "rotation", none, "", nil},
	{"DEV_HOURS_20JP", "20", yes, domain.Warn, promote},
	{"DEV_HOURS_20JP", "19", no, domain.Warn, func(w *world) { promote(w); w.f.Trainings[0].Hours = 11 }},
	{"DEV_HOURS_20JP", "a year ago to the day", no, "", func(w *world) { promote(w); w.f.Trainings[0].CompletedOn = d("2025-06-01") }},
	{"DEV_HOURS_20JP", "a day younger", yes, "", func(w *world) { promote(w); w.f.Trainings[0].CompletedOn = d("2025-06-02") }},
	{"DEV_HOURS_20JP", "after the check", no, "", func(w *world) { promote(w); w.f.Trainings[0].CompletedOn = d("2026-06-02") }},
	{"DEV_HOURS_20JP", "nobody looked", dunno, "", func(w *world) { promote(w); w.f.Trainings = nil }},
	{"DEV_HOURS_20JP", "rotation", none, "", nil},
}

func TestSeat(t *testing.T)       { runCases(t, seatCases) }
func TestEducation(t *testing.T)  { runCases(t, educationCases) }
func TestExperience(t *testing.T) { runCases(t, experienceCases) }
func TestAge(t *testing.T)        { runCases(t, ageCases) }
func TestCompetence(t *testing.T) { runCases(t, competenceCases) }

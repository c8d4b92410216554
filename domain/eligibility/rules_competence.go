package eligibility

import (
	"slices"

	"mutasi/domain"
)

var competenceRules = []Rule{
	{
		Code: "COMPETENCY_TEST_PASS", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Lulus uji kompetensi atau seleksi terbuka", "Competency test or open selection passed"),
		Applies:  both("masuk dan naik jenjang jabatan fungsional, mutasi dan promosi JPT", "entry into and rise within functional positions, JPT transfers and promotions"),
		Citation: "PP 11/2017 Ps 75e, 76e, 132(1), 198(4)",
		Params:   []Param{months("valid_months", 0)},
		check:    testPassed,
	},
	{
		Code: codeJPM, Severity: domain.Warn, Gate: GateVerify, Confidence: "V,S", Overridable: true, OverrideRoles: deciders,
		Title:    both("Kecocokan kompetensi (JPM) memenuhi syarat", "Job-person match (JPM) meets the standard"),
		Applies:  both("mutasi ke jabatan di instansi ini", "moves to a post of this agency"),
		Citation: "Per.BKN 26/2019 lampiran III",
		Params:   []Param{basisPoints("meets", 8000), basisPoints("still_meets", 6800), severityOf("severity_promotion_low", domain.Block)},
		check: func(in *input) *finding {
			if in.To == nil {
				return nil
			}
			if in.JPM == nil {
				return missing(ev{}, "jpm")
			}
			jpm, meets, still := *in.JPM, in.int("meets"), in.int("still_meets")
			e := ev{"jpm": jpm, "meets": meets, "still_meets": still, "category": "MS"}
			switch {
			case jpm >= meets:
				return pass(e, "JPM %s memenuhi syarat (paling rendah %s).", "The job-person match of %s meets the standard (at least %s).", percent(jpm), percent(meets))
			case jpm >= still:
				e["category"] = "MMS"
				return fail(e, "JPM %s masih memenuhi syarat, tetapi di bawah %s.", "The job-person match of %s still meets the standard, but lies below %s.", percent(jpm), percent(meets))
			}
			e["category"] = "KMS"
			d := fail(e, "JPM %s kurang memenuhi syarat (di bawah %s).", "The job-person match of %s falls short of the standard (below %s).", percent(jpm), percent(still))
			if in.promotion() {
				d.as(in.sev("severity_promotion_low"))
			}
			return d
		},
	},
	{
		Code: "ASSESSMENT_VALID_3Y", Severity: domain.Warn, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("Penilaian kompetensi paling lama 3 tahun", "Competency assessment at most three years old"),
		Applies:  both("promosi dan jabatan strategis", "promotions and strategic posts"),
		Citation: "praktik manajemen talenta",
		Params:   []Param{years("years", 3)},
		check: func(in *input) *finding {
			if in.To == nil || !in.promotion() && !in.To.Strategic {
				return nil
			}
			if in.AssessedOn.IsZero() || in.On.IsZero() {
				return missing(ev{}, gaps(in.AssessedOn.IsZero(), "assessed_on", in.On.IsZero(), "on")...)
			}
			until := in.AssessedOn.AddYears(in.int("years"))
			e := ev{"assessed_on": in.AssessedOn, "valid_until": until, "on": in.On}
			if in.On.After(until) {
				return fail(e, "Penilaian kompetensi tanggal %s berlaku sampai %s.", "The competency assessment of %s was valid until %s.", in.AssessedOn, until)
			}
			return pass(e, "Penilaian kompetensi tanggal %s berlaku sampai %s.", "The competency assessment of %s is valid until %s.", in.AssessedOn, until)
		},
	},
	{
		Code: "DEV_HOURS_20JP", Severity: domain.Warn, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Pengembangan kompetensi 20 JP dalam 12 bulan", "Twenty lesson hours of development in twelve months"),
		Applies:  both("promosi", "promotions"),
		Citation: "PP 11/2017 Ps 203(4), 199(2)b",
		Params:   []Param{number("hours", "lesson_hours", 20, 0, 2000), months("months", 12)},
		check: func(in *input) *finding {
			if !in.promotion() {
				return nil
			}
			if in.Trainings == nil || in.AsOf.IsZero() {
				return missing(ev{}, "trainings")
			}
			since, hours := in.AsOf.AddMonths(-in.int("months")), 0
			for _, t := range in.Trainings {
				if t.CompletedOn.After(since) && !t.CompletedOn.After(in.AsOf) {
					hours += t.Hours
				}
			}
			e := ev{"hours": hours, "hours_required": in.int("hours"), "since": since, "as_of": in.AsOf}
			if hours < in.int("hours") {
				return fail(e, "Pengembangan kompetensi sejak %s baru %d JP dari %d JP.", "Development since %s adds up to %d of %d lesson hours.", since, hours, in.int("hours"))
			}
			return pass(e, "Pengembangan kompetensi sejak %s %d JP, memenuhi %d JP.", "Development since %s adds up to %d lesson hours; %d are required.", since, hours, in.int("hours"))
		},
	},
}

// testPurposes says which test the move needs; none means that it needs no test.
func (in *input) testPurposes() (purposes []string, unclear bool) {
	switch in.jfEntry() {
	case jfUnknown:
		return nil, true
	case jfOther, jfFamily, jfCategory, jfFirst:
		return []string{"jf_entry"}, false
	case jfLevel:
		if in.promotion() {
			return []string{"jf_promotion"}, false
		}
	}
	if !in.toKind(domain.KindJPTPratama) {
		return nil, false
	}
	if in.From != nil && !in.fromKind(domain.KindJPTPratama) {
		return []string{"open_selection"}, false
	}
	return []string{"jpt_rotation", "open_selection"}, false
}

func testPassed(in *input) *finding {
	purposes, unclear := in.testPurposes()
	if unclear {
		return in.jfMissing()
	}
	if len(purposes) == 0 {
		return nil
	}
	e := ev{"purposes": purposes, "on": in.On}
	if in.Tests == nil || in.On.IsZero() {
		return missing(e, gaps(in.Tests == nil, "tests", in.On.IsZero(), "on")...)
	}
	var passed, latest domain.Date
	for _, t := range in.Tests {
		family := t.Family == "" || in.To.Family == "" || in.toKind(domain.KindJPTPratama) || sameWords(t.Family, in.To.Family)
		valid := in.int("valid_months") == 0 || !in.On.After(t.HeldOn.AddMonths(in.int("valid_months")))
		if !slices.Contains(purposes, t.Purpose) || !family || t.HeldOn.After(in.On) {
			continue
		}
		latest = later(latest, t.HeldOn)
		if t.Passed && valid {
			passed = later(passed, t.HeldOn)
		}
	}
	e["held_on"] = passed
	switch {
	case !passed.IsZero():
		return pass(e, "Lulus %s pada %s.", "Passed on %[2]s: %[1]s.", purposes, passed)
	case !latest.IsZero():
		e["held_on"] = latest
		return fail(e, "Belum lulus, atau hasilnya tidak berlaku lagi: %s.", "Not passed, or no longer valid: %s.", purposes)
	}
	return fail(e, "Belum mengikuti %s.", "Not taken yet: %s.", purposes)
}

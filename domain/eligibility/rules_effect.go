package eligibility

import "mutasi/domain"

var effectRules = []Rule{
	{
		Code: "SPOUSE_FOLLOW", Severity: domain.Warn, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("Bukti penugasan suami atau istri", "Proof of the spouse's assignment"),
		Applies:  both("permintaan sendiri dengan alasan ikut suami/istri", "own requests to follow the spouse"),
		Citation: "praktik instansi",
		Params:   []Param{documents("documents", "spouse_assignment")},
		check: func(in *input) *finding {
			if in.Initiative != domain.InitiativeAPS || in.ReasonCode != "follow_spouse" {
				return nil
			}
			_, found, known := in.paper(in.words("documents"))
			e := ev{"documents": in.words("documents")}
			switch {
			case found:
				return pass(e, "Surat penugasan suami/istri sudah ada.", "The spouse's assignment letter is on file.")
			case !known:
				return missing(e, "documents")
			}
			return fail(e, "Alasan ikut suami/istri memerlukan surat penugasan suami/istri.", "Following the spouse needs the spouse's assignment letter.")
		},
	},
	{
		Code: "WORKLOAD_BALANCE_GAIN", Severity: domain.Warn, Gate: GateVerify, Confidence: "D", Overridable: true, OverrideRoles: officers,
		Title:    both("Beban kerja tidak menjadi lebih timpang", "Workload does not get less balanced"),
		Applies:  everyTransfer,
		Citation: "PermenPANRB 1/2020; kebutuhan daerah",
		Params:   []Param{basisPoints("full_load", 10000), basisPoints("tolerance", 0)},
		check:    balanceGain,
	},
	{
		Code: "TRAINING_BEFORE_MOVE", Severity: domain.Warn, Gate: GateVerify, Confidence: "D", Overridable: true, OverrideRoles: officers,
		Title:    both("Rencana pelatihan sebelum mutasi", "Training plan before the move"),
		Applies:  both("mutasi ke jabatan di instansi ini", "moves to a post of this agency"),
		Citation: "kebutuhan daerah; PP 11/2017 Ps 203",
		Params:   []Param{basisPoints("full_match", 10000), documents("documents", "training_plan")},
		check: func(in *input) *finding {
			if in.To == nil {
				return nil
			}
			if in.JPM == nil {
				return missing(ev{}, "jpm")
			}
			_, found, _ := in.paper(in.words("documents"))
			planned := found || in.TrainingPlanned != nil && *in.TrainingPlanned
			e := ev{"jpm": *in.JPM, "full_match": in.int("full_match"), "planned": planned}
			switch {
			case *in.JPM >= in.int("full_match"):
				return pass(e, "Tidak ada kesenjangan kompetensi.", "There is no competency gap.")
			case planned:
				return pass(e, "Rencana pelatihan untuk menutup kesenjangan kompetensi sudah ada.", "A training plan for the competency gap exists.")
			case in.TrainingPlanned == nil:
				return missing(e, "training_planned")
			}
			return fail(e, "Ada kesenjangan kompetensi (JPM %s) tanpa rencana pelatihan.", "There is a competency gap (job-person match %s) and no training plan.", percent(*in.JPM))
		},
	},
	{
		Code: "FORUM_HELD", Severity: domain.Warn, Gate: GateVerify, Confidence: "D", Overridable: true, OverrideRoles: officers,
		Title:    both("Forum sosialisasi sudah diadakan", "An information forum was held"),
		Applies:  both("mutasi dalam program", "moves that belong to a programme"),
		Citation: "kebutuhan daerah",
		Params:   []Param{number("min_forums", "forums", 1, 0, 100)},
		check: func(in *input) *finding {
			if in.Programme == nil {
				return nil
			}
			if in.Programme.Forums == nil {
				return missing(ev{}, "programme.forums")
			}
			held, least := *in.Programme.Forums, in.int("min_forums")
			e := ev{"forums": held, "min_forums": least}
			if held < least {
				return fail(e, "Program baru mengadakan %d forum dari paling sedikit %d.", "The programme has held %d of at least %d forum(s).", held, least)
			}
			return pass(e, "Program sudah mengadakan %d forum.", "The programme has held %d forum(s).", held)
		},
	},
	{
		Code: "OBJECTION_WINDOW_OPEN", Severity: domain.Note, Confidence: "V",
		Title:    both("Waktu mengajukan keberatan masih terbuka", "The time for an objection is still open"),
		Applies:  both("setelah SK ditandatangani", "once the decree is signed"),
		Citation: "PP 79/2021 Ps 4(2)",
		Params:   []Param{workingDays(14)},
		check: func(in *input) *finding {
			if in.Decrees == nil || in.Decrees.SignedOn.IsZero() {
				return nil
			}
			received := in.Decrees.ReceivedOn
			if received.IsZero() {
				return missing(ev{}, "decrees.received_on")
			}
			last := in.workingDeadline(received, in.int("working_days"))
			e := ev{"received_on": received, "deadline": last, "as_of": in.AsOf}
			switch {
			case !in.AsOf.After(last):
				return pass(e, "Keberatan dapat diajukan sampai %s.", "An objection may be filed until %s.", last)
			case in.Holidays == nil:
				return missing(e, "holidays")
			}
			return fail(e, "Waktu mengajukan keberatan berakhir pada %s.", "The time for an objection ended on %s.", last)
		},
	},
}

// balanceGain adds up how far the position effectiveness EJ lies from a full load on the sides that belong to this agency.
func balanceGain(in *input) *finding {
	w := in.Workload
	if w == nil {
		return missing(ev{}, "workload")
	}
	before, after := 0, 0
	e := ev{"full_load": in.int("full_load"), "tolerance": in.int("tolerance")}
	add := func(side string, b, a *int) bool {
		if b == nil || a == nil {
			return false
		}
		before += distance(*b, in.int("full_load"))
		after += distance(*a, in.int("full_load"))
		e["ej_"+side+"_before"], e["ej_"+side+"_after"] = *b, *a
		return true
	}
	known := true
	if in.Direction != domain.DirectionIn {
		known = add("from", w.FromBefore, w.FromAfter)
	}
	if in.Direction != domain.DirectionOut {
		known = add("to", w.ToBefore, w.ToAfter) && known
	}
	if !known {
		return missing(e, "workload")
	}
	e["imbalance_before"], e["imbalance_after"] = before, after
	if after > before+in.int("tolerance") {
		return fail(e, "Ketimpangan beban kerja naik dari %s menjadi %s.", "The imbalance of workload rises from %s to %s.", percent(before), percent(after))
	}
	return pass(e, "Ketimpangan beban kerja tidak naik (%s menjadi %s).", "The imbalance of workload does not rise (%s to %s).", percent(before), percent(after))
}

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

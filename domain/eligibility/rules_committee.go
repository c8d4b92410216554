package eligibility

import (
	"cmp"
	"slices"

	"mutasi/domain"
)

func quorum(more ...Param) []Param {
	return append(more, number("min_members", "people", 5, 1, 99), toggle("odd", true))
}

var committees = []string{"tpk", "talent_committee"}

var committeeRules = []Rule{
	{
		Code: "TPK_OPINION_REQUIRED", Severity: domain.Block, Gate: GateApprove, Confidence: "V",
		Title:    both("Pertimbangan Tim Penilai Kinerja (TPK) ada", "Opinion of the assessment team (TPK) is there"),
		Applies:  internalOnly,
		Citation: "PP 11/2017 Ps 191, 201; Per.BKN 5/2019 Ps 5",
		// Which body signs where both exist is left to the local regulation, hence either by default.
		Params: quorum(words("bodies", "committee", committees, committees...)),
		check: func(in *input) *finding {
			if in.external() {
				return nil
			}
			e := ev{"bodies": in.words("bodies"), "min_members": in.int("min_members"), "odd": in.bool("odd")}
			if in.Opinions == nil {
				return missing(e, "opinions")
			}
			o, quorate := in.lastOpinion(in.words("bodies"))
			if o == nil {
				return fail(e, "Pertimbangan Tim Penilai Kinerja belum ada.", "The opinion of the assessment team is not there yet.")
			}
			e["body"], e["held_on"], e["members"], e["opinion"] = o.Body, o.HeldOn, o.Members, o.Opinion
			if !quorate {
				return in.noQuorum(e, o)
			}
			return pass(e, "Pertimbangan %s ada: %s, %d anggota.", "The opinion of the %s is there: %s, %d members.", term(o.Body), term(o.Opinion), o.Members)
		},
	},
	{
		Code: "TALENT_COMMITTEE_RECO", Severity: domain.Warn, Gate: GateApprove, Confidence: "V,D", Overridable: true, OverrideRoles: deciders,
		Title:    both("Rekomendasi Komite Talenta ada", "Recommendation of the talent committee is there"),
		Applies:  both("mutasi dalam instansi, kecuali ke ahli utama", "transfers within the agency, except to ahli utama"),
		Citation: "PermenPANRB 20/2025 Ps 8(3), 8C(4)–(5), 8D",
		// From the day the local talent regulation is in force the recommendation binds.
		Params: quorum(day("in_force_on", ""), severityOf("severity_in_force", domain.Block)),
		check:  talentCommittee,
	},
	{
		Code: "COMMITTEE_NOT_CANDIDATE", Severity: domain.Block, Gate: GateApprove, Confidence: "V,D",
		Title:    both("Anggota tim bukan calon", "No committee member is a candidate"),
		Applies:  both("bila tim atau komite sudah bersidang", "once a committee has met"),
		Citation: "PermenPANRB 20/2025 Ps 8A–8F",
		check: func(in *input) *finding {
			if len(in.Opinions) == 0 {
				return nil
			}
			// A session that was held again without the candidate replaces the one before.
			last := map[string]domain.Date{}
			for _, o := range in.Opinions {
				if o.HeldOn.After(last[o.Body]) {
					last[o.Body] = o.HeldOn
				}
			}
			known := true
			for _, o := range in.Opinions {
				if o.HeldOn != last[o.Body] {
					continue
				}
				if o.CandidateSits != nil && *o.CandidateSits {
					return fail(ev{"candidate_sits": true}, "Seorang calon ikut bersidang sebagai anggota; sidang harus diulang tanpa calon.", "A candidate sat as a member; the session must be held again without.")
				}
				known = known && o.CandidateSits != nil
			}
			if !known {
				return missing(ev{}, "opinions.candidate")
			}
			return pass(ev{"candidate_sits": false}, "Tidak ada calon yang ikut bersidang.", "No candidate sat in the session.")
		},
	},
}

// lastOpinion is the latest opinion of the bodies up to the day of the check, one with a quorum before one without.
func (in *input) lastOpinion(bodies []string) (o *Opinion, quorate bool) {
	all := slices.DeleteFunc(slices.Clone(in.Opinions), func(o Opinion) bool {
		return !oneOf(o.Body, bodies...) || o.HeldOn.After(in.AsOf)
	})
	if len(all) == 0 {
		return nil, false
	}
	full := func(o Opinion) int {
		if o.Members >= in.int("min_members") && (!in.bool("odd") || o.Members%2 == 1) {
			return 1
		}
		return 0
	}
	last := slices.MaxFunc(all, func(a, b Opinion) int {
		return cmp.Or(full(a)-full(b), a.HeldOn.Compare(b.HeldOn), cmp.Compare(a.Opinion, b.Opinion), cmp.Compare(a.Body, b.Body), a.Members-b.Members)
	})
	return &last, full(last) == 1
}

func (in *input) noQuorum(e ev, o *Opinion) *finding {
	id, en := "Sidang %s dihadiri %d anggota; kuorum paling sedikit %d", "%[2]d members of the %[1]s sat; the quorum is at least %[3]d"
	if in.bool("odd") {
		id, en = id+" dan berjumlah ganjil", en+" and an odd number"
	}
	return fail(e, id+".", en+".", term(o.Body), o.Members, in.int("min_members"))
}

func talentCommittee(in *input) *finding {
	if in.external() || in.To == nil || in.To.Level == "ahli_utama" {
		return nil
	}
	var severity domain.Severity
	if force := in.day("in_force_on"); !force.IsZero() && !in.On.Before(force) {
		severity = in.sev("severity_in_force")
	}
	e := ev{"in_force_on": in.day("in_force_on")}
	if in.Opinions == nil {
		return missing(e, "opinions").as(severity)
	}
	o, quorate := in.lastOpinion([]string{"talent_committee"})
	if o == nil {
		return fail(e, "Rekomendasi Komite Talenta belum ada.", "The recommendation of the talent committee is not there yet.").as(severity)
	}
	e["held_on"], e["members"], e["opinion"] = o.HeldOn, o.Members, o.Opinion
	switch {
	case !quorate:
		return in.noQuorum(e, o).as(severity)
	case o.Opinion != "recommended":
		return fail(e, "Komite Talenta tidak merekomendasikan mutasi ini; keputusan lain harus disertai alasan.", "The talent committee does not recommend the move; deciding otherwise needs a recorded reason.").as(severity)
	}
	return pass(e, "Komite Talenta merekomendasikan mutasi ini.", "The talent committee recommends the move.").as(severity)
}

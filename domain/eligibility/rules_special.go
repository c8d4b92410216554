package eligibility

import "mutasi/domain"

var specialRules = []Rule{
	{
		Code: "DUKCAPIL_SPECIAL", Severity: domain.Block, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: deciders,
		Title:    both("Pejabat Dukcapil melalui jalur khusus", "Dukcapil officials go by a special route"),
		Applies:  structuralPost,
		Citation: "UU 24/2013 Ps 83A(2); I-Mut 502/512",
		Params:   []Param{words("specials", "special_post", nil, domain.SpecialDukcapil)},
		check: func(in *input) *finding {
			return in.specialRoute(both("Pejabat struktural Dukcapil diangkat dan diberhentikan Mendagri atas usul kepala daerah melalui gubernur; PPK tidak dapat menetapkan SK. Gunakan jalur khusus.",
				"Structural officials of Dukcapil are appointed and dismissed by the interior minister on proposal of the head of region through the governor; the PPK cannot sign. Use the special route."))
		},
	},
	{
		Code: "INSPECTOR_SPECIAL", Severity: domain.Block, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: deciders,
		Title:    both("Inspektur, Sekda, Sekwan, Kasatpol PP, dan Camat melalui jalur khusus", "Inspectors, Sekda, Sekwan, head of Satpol PP and camat go by a special route"),
		Applies:  structuralPost,
		Citation: "I-Mut 4122, 4213–4216",
		Params: []Param{words("specials", "special_post", nil, domain.SpecialInspektur, domain.SpecialSekda, domain.SpecialSekwan,
			domain.SpecialKasatpolPP, domain.SpecialCamat)},
		check: func(in *input) *finding {
			return in.specialRoute(both("Jabatan ini mempunyai jalur pengusulan sendiri di I-Mut. Gunakan jalur khusus.",
				"This post has a route of its own in I-Mut. Use the special route."))
		},
	},
	{
		Code: "PUSKESMAS_SCHOOL_HEAD_TASK", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Kepala Puskesmas dan kepala sekolah adalah tugas tambahan pejabat fungsional", "Heads of Puskesmas and schools are functional officials with an additional duty"),
		Applies:  both("penugasan sebagai kepala Puskesmas atau kepala sekolah", "assignment as head of a Puskesmas or school"),
		Citation: "PP 18/2016 Ps 95(7), (9)",
		Params:   []Param{words("specials", "special_post", nil, domain.SpecialPuskesmasHead, domain.SpecialSchoolHead)},
		check: func(in *input) *finding {
			if in.To == nil || !oneOf(in.To.Special, in.words("specials")...) {
				return nil
			}
			if in.From == nil || in.From.Kind == "" {
				return missing(ev{"special": in.To.Special}, "from.kind")
			}
			e := ev{"special": in.To.Special, "from_kind": in.From.Kind}
			if in.From.Kind != domain.KindFungsional {
				return fail(e, "%s harus pejabat fungsional; jabatan pegawai sekarang %s.", "The %s must be a functional official; the person's post is %s.", term(in.To.Special), term(in.From.Kind))
			}
			return pass(e, "Pegawai adalah pejabat fungsional.", "The person is a functional official.")
		},
	},
}

// specialRoute fails for the rule's special posts. All structural moves are asked, so that the answer is on record.
func (in *input) specialRoute(route domain.Bilingual) *finding {
	var structural, unclear bool
	for _, p := range []*Post{in.From, in.To} {
		if p == nil {
			continue
		}
		unclear = unclear || p.Kind == ""
		if !domain.Structural(p.Kind) {
			continue
		}
		structural = true
		if oneOf(p.Special, in.words("specials")...) {
			return fail(ev{"special": p.Special, "route": "special"}, route.Indonesian, route.English)
		}
	}
	switch {
	case unclear:
		return missing(ev{}, gaps(in.From != nil && in.From.Kind == "", "from.kind", in.To != nil && in.To.Kind == "", "to.kind")...)
	case !structural:
		return nil
	}
	return pass(ev{"specials": in.words("specials")}, "Jabatan ini tidak memerlukan jalur khusus.", "The post needs no special route.")
}

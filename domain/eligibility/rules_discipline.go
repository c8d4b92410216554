package eligibility

import (
	"mutasi/domain"
)

var disciplineRules = []Rule{
	{
		Code: "NO_DISCIPLINE_ACTIVE", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Tidak sedang diperiksa atau menjalani hukuman disiplin", "Not under examination and serving no discipline"),
		Applies:  everyTransfer,
		Citation: "Per.BKN 5/2019 Ps 3(1)f, 10; PP 94/2021 Ps 8",
		check:    noDiscipline,
	},
	{
		Code: "NO_DISCIPLINE_1Y_MS", Severity: domain.Warn, Gate: GateVerify, Confidence: "S", Switch: true, Overridable: true, OverrideRoles: officers,
		Title:    both("Bebas hukuman disiplin sedang atau berat dalam 1 tahun terakhir", "No medium or heavy discipline in the last year"),
		Applies:  both("semua mutasi, bila kebijakan mengaktifkannya", "every transfer, where the policy turns it on"),
		Citation: "praktik instansi",
		Params:   []Param{months("months", 12), words("levels", "discipline_level", []string{"light", "medium", "heavy"}, "medium", "heavy")},
		check:    recentDiscipline,
	},
	{
		Code: "NO_COURT_PROCESS", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Tidak dalam proses peradilan", "Not in a court process"),
		Applies:  everyTransfer,
		Citation: "Per.BKN 5/2019 Ps 3(1)f, 10",
		check: func(in *input) *finding {
			if in.Person.InCourt == nil {
				return missing(ev{}, "person.in_court")
			}
			e := ev{"in_court": *in.Person.InCourt}
			if *in.Person.InCourt {
				return fail(e, "Pegawai sedang dalam proses peradilan.", "The person is in a court process.")
			}
			return pass(e, "Pegawai tidak dalam proses peradilan.", "The person is in no court process.")
		},
	},
	{
		Code: "NO_STUDY_OR_BOND", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Tidak sedang tugas belajar atau ikatan dinas", "Not on study assignment or service bond"),
		Applies:  both("mutasi antarinstansi kecuali lulus seleksi terbuka", "transfers between agencies except by open selection"),
		Citation: "Per.BKN 5/2019 Ps 3(1)i, 12",
		Params:   []Param{words("study_statuses", "siasn_kedudukan_hukum", nil, "03"), documents("documents", "no_study_bond")},
		check:    noStudyOrBond,
	},
	{
		Code: "NOT_CLTN", Severity: domain.Block, Gate: GateVerify, Confidence: "V,D",
		Title:    both("Tidak sedang cuti di luar tanggungan negara", "Not on unpaid leave (CLTN)"),
		Applies:  everyTransfer,
		Citation: "referensi SIASN kedudukan hukum 02 dan 13",
		Params:   []Param{words("leave_statuses", "siasn_kedudukan_hukum", nil, "02", "13")},
		check: func(in *input) *finding {
			status := in.Person.LegalStatus
			if status == "" {
				return missing(ev{}, "person.legal_status")
			}
			e := ev{"legal_status": status, "leave_statuses": in.words("leave_statuses")}
			if oneOf(status, in.words("leave_statuses")...) {
				return fail(e, "Pegawai sedang cuti di luar tanggungan negara (CLTN).", "The person is on unpaid leave (CLTN).")
			}
			return pass(e, "Pegawai tidak sedang cuti di luar tanggungan negara.", "The person is not on unpaid leave.")
		},
	},
	{
		Code: "INSPECTORATE_CLEAR", Severity: domain.Block, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: deciders,
		Title:    both("Bebas temuan inspektorat", "Cleared by the inspectorate"),
		Applies:  both("mutasi antarinstansi kecuali lulus seleksi terbuka; dalam instansi untuk jabatan pengelola keuangan", "transfers between agencies except by open selection; within the agency for posts that handle money"),
		Citation: "Per.BKN 5/2019 Ps 3(1)j",
		Params:   []Param{documents("documents", "inspectorate_clear"), days("valid_days", 0), severityOf("severity_internal", domain.Warn)},
		check:    inspectorateClear,
	},
}

// noDiscipline looks at every day from the check to the move: serving on either is serving.
func noDiscipline(in *input) *finding {
	first, last := in.AsOf, in.On
	if last.IsZero() {
		last = first
	}
	if last.Before(first) { // a move dated back
		first, last = last, first
	}
	if in.Person.UnderExamination != nil && *in.Person.UnderExamination {
		return fail(ev{"under_examination": true}, "Pegawai sedang diperiksa karena dugaan pelanggaran disiplin.", "The person is being examined for a breach of discipline.")
	}
	var levels []string
	for _, s := range in.Sanctions {
		begun := !s.StartsOn.After(last)
		over := !s.EndsOn.IsZero() && s.EndsOn.Before(first)
		revoked := !s.RevokedOn.IsZero() && !s.RevokedOn.After(first)
		if begun && !over && !revoked {
			levels = append(levels, s.Level)
		}
	}
	e := ev{"serving": levels, "from": first, "to": last}
	if in.Person.UnderExamination != nil {
		e["under_examination"] = false
	}
	if len(levels) > 0 {
		return fail(e, "Pegawai sedang menjalani hukuman disiplin tingkat %s.", "The person is serving a disciplinary sanction (%s).", list(levels))
	}
	if in.Sanctions == nil || in.Person.UnderExamination == nil {
		return missing(e, gaps(in.Sanctions == nil, "sanctions", in.Person.UnderExamination == nil, "person.under_exam")...)
	}
	return pass(e, "Pegawai tidak sedang diperiksa dan tidak menjalani hukuman disiplin.", "The person is neither under examination nor serving a sanction.")
}

// recentDiscipline looks at the months up to the move; a revoked sanction counts as never given.
func recentDiscipline(in *input) *finding {
	if in.On.IsZero() {
		return missing(ev{}, "on")
	}
	since := in.On.AddMonths(-in.int("months"))
	e := ev{"since": since, "on": in.On, "levels": in.words("levels")}
	var found []string
	for _, s := range in.Sanctions {
		over := !s.EndsOn.IsZero() && !s.EndsOn.After(since)
		if oneOf(s.Level, in.words("levels")...) && !s.StartsOn.After(in.On) && !over && s.RevokedOn.IsZero() {
			found = append(found, s.Level)
		}
	}
	switch {
	case len(found) > 0:
		e["found"] = found
		return fail(e, "Ada hukuman disiplin tingkat %s setelah %s.", "There was a disciplinary sanction (%s) after %s.", list(found), since)
	case in.Sanctions == nil:
		return missing(e, "sanctions")
	}
	return pass(e, "Tidak ada hukuman disiplin tingkat tersebut setelah %s.", "There was no such disciplinary sanction after %s.", since)
}

func noStudyOrBond(in *input) *finding {
	if in.internal() || in.waived() {
		return nil
	}
	p := in.Person
	_, stated, _ := in.paper(in.words("documents"))
	e := ev{"legal_status": p.LegalStatus, "service_bond_until": p.ServiceBondUntil, "statement": stated, "on": in.On}
	switch {
	case oneOf(p.LegalStatus, in.words("study_statuses")...):
		return fail(e, "Pegawai sedang tugas belajar.", "The person is on a study assignment.")
	case !p.ServiceBondUntil.IsZero() && !in.On.After(p.ServiceBondUntil):
		return fail(e, "Pegawai terikat ikatan dinas sampai %s.", "The person is under a service bond until %s.", p.ServiceBondUntil)
	case p.LegalStatus == "" || p.ServiceBondUntil.IsZero() && !stated || in.On.IsZero():
		// No bond on record is not the same as no bond: the statement of Ps 3(1)i is what proves it.
		return missing(e, gaps(p.LegalStatus == "", "person.legal_status", p.ServiceBondUntil.IsZero() && !stated, "person.service_bond", in.On.IsZero(), "on")...)
	}
	return pass(e, "Pegawai tidak sedang tugas belajar dan tidak terikat ikatan dinas.", "The person is neither on a study assignment nor under a service bond.")
}

func inspectorateClear(in *input) *finding {
	var severity domain.Severity
	switch {
	case in.waived():
		return nil
	case in.external():
	case in.To != nil && in.To.HandlesMoney:
		severity = in.sev("severity_internal")
	default:
		return nil
	}
	kinds, limit := in.words("documents"), in.int("valid_days")
	e := ev{"documents": kinds, "as_of": in.AsOf}
	if in.Documents == nil {
		return missing(e, "documents").as(severity)
	}
	expired := domain.Date{}
	for _, d := range in.Documents {
		if !oneOf(d.Kind, kinds...) {
			continue
		}
		until := d.ValidUntil
		if until.IsZero() && limit > 0 && !d.IssuedOn.IsZero() {
			until = d.IssuedOn.AddDays(limit)
		}
		if until.IsZero() || !in.AsOf.After(until) {
			return pass(e, "Surat keterangan bebas temuan ada dan masih berlaku.", "The clearance letter is there and still valid.").as(severity)
		}
		expired = later(expired, until)
	}
	if !expired.IsZero() {
		e["expired_on"] = expired
		return fail(e, "Surat keterangan bebas temuan berlaku sampai %s dan harus diperbarui.", "The clearance letter was valid until %s and must be renewed.", expired).as(severity)
	}
	return fail(e, "Surat keterangan bebas temuan dari inspektorat asal belum ada.", "The clearance letter of the inspectorate of origin is missing.").as(severity)
}

package eligibility

import (
	"mutasi/domain"
)

var statusRules = []Rule{
	{
		Code: "STATUS_PNS_ACTIVE", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Berstatus PNS dengan kedudukan hukum aktif", "PNS whose legal status is active"),
		Applies:  both("semua PNS", "every PNS"),
		Citation: "Per.BKN 5/2019 Ps 3(1)a; referensi SIASN kedudukan hukum",
		Params:   []Param{words("legal_statuses", "siasn_kedudukan_hukum", nil, domain.LegalStatusActive)},
		check:    statusActive,
	},
	{
		Code: "NOT_CPNS", Severity: domain.Block, Gate: GateVerify, Confidence: "V,G",
		Title:    both("Bukan CPNS dalam masa percobaan", "Not on probation (CPNS)"),
		Applies:  both("semua PNS", "every PNS"),
		Citation: "Per.BKN 5/2019 Ps 3(1)a",
		check: func(in *input) *finding {
			p := in.Person
			if p.Employment == domain.EmploymentPPPK {
				return nil
			}
			if p.Employment == "" {
				return missing(ev{}, "person.employment")
			}
			e := ev{"probation": p.Probation, "pns_since": p.PNSSince, "on": in.On}
			if p.Probation && (p.PNSSince.IsZero() || p.PNSSince.After(in.On)) {
				return fail(e, "Pegawai masih CPNS; CPNS belum dapat dimutasi.", "The person is still on probation (CPNS) and cannot be transferred.")
			}
			return pass(e, "Pegawai bukan CPNS pada tanggal mutasi.", "The person is not on probation on the day of the move.")
		},
	},
	{
		Code: "PPPK_NO_INTERAGENCY", Severity: domain.Block, Gate: GateVerify, Confidence: "S",
		Title:    both("PPPK tidak dapat pindah instansi selama kontrak", "PPPK cannot change agency during the contract"),
		Applies:  externalOnly,
		Citation: "PP 49/2018 (tidak mengatur mutasi); penjelasan BKN",
		check: func(in *input) *finding {
			e := ev{"employment": in.Person.Employment, "type": in.Type}
			switch {
			case in.internal():
				return nil
			case in.Person.Employment == "":
				return missing(e, "person.employment")
			case in.Person.Employment == domain.EmploymentPPPK:
				return fail(e, "PPPK tidak dapat pindah ke instansi lain selama kontrak; permintaan pindah dianggap mengundurkan diri.", "A PPPK cannot move to another agency during the contract; asking to do so counts as resigning.")
			}
			return pass(e, "Pegawai berstatus PNS, sehingga dapat pindah instansi.", "The person is a PNS and may change agency.")
		},
	},
	{
		Code: "PPPK_INTERNAL_UNOR_ONLY", Severity: domain.Block, Gate: GateVerify, Confidence: "S", Overridable: true, OverrideRoles: deciders,
		Title:    both("PPPK hanya pindah unit dengan jabatan tetap", "PPPK change unit only, not position"),
		Applies:  both("PPPK dalam instansi", "PPPK within the agency"),
		Citation: "penjelasan BKN November 2025 dan 27 Januari 2026; I-Mut 57/571; PP 49/2018 Ps 68",
		Params:   []Param{severityOf("severity_unchanged", domain.Warn)},
		check:    pppkUnitOnly,
	},
	{
		Code: "PPPK_PART_TIME", Severity: domain.Block, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: deciders,
		Title:    both("PPPK paruh waktu tetap di unitnya", "Part-time PPPK stay in their unit"),
		Applies:  both("PPPK paruh waktu", "part-time PPPK"),
		Citation: "PermenPANRB 9/2026 Ps 22–23; KepmenPANRB 16/2025 diktum 25",
		check: func(in *input) *finding {
			if !in.Person.PartTime {
				return nil
			}
			e := ev{"part_time": true, "type": in.Type}
			if in.external() {
				return fail(e, "PPPK paruh waktu yang meminta pindah instansi dianggap mengundurkan diri.", "A part-time PPPK who asks to change agency counts as resigned.")
			}
			switch same, known := in.sameUnit(); {
			case !known:
				return missing(e, "from.unit_id", "to.unit_id")
			case same:
				return pass(e, "PPPK paruh waktu tetap di unit yang sama.", "The part-time PPPK stays in the same unit.")
			}
			return fail(e, "PPPK paruh waktu hanya dapat pindah unit karena perubahan organisasi, oleh PPK setelah persetujuan Menteri PANRB.", "A part-time PPPK changes unit only when the organisation changes, by the PPK after approval of the PANRB minister.")
		},
	},
}

func statusActive(in *input) *finding {
	p := in.Person
	if p.Employment == domain.EmploymentPPPK {
		return nil
	}
	e := ev{"employment": p.Employment, "status": p.Status, "legal_status": p.LegalStatus, "accepted": in.words("legal_statuses")}
	arriving := p.Status == domain.StatusIncoming && in.Direction == domain.DirectionIn
	switch {
	case p.Status != "" && p.Status != domain.StatusActive && !arriving:
		return fail(e, "Pegawai tidak aktif pada instansi ini.", "The person is not in active service here.")
	case p.LegalStatus != "" && !oneOf(p.LegalStatus, in.words("legal_statuses")...):
		return fail(e, "Kedudukan hukum pegawai (kode %s) bukan aktif.", "The person's legal status (code %s) is not active.", p.LegalStatus)
	case p.Employment == "":
		return missing(e, "person.employment")
	case p.LegalStatus == "":
		return missing(e, "person.legal_status")
	case p.Status == "":
		return missing(e, "person.status")
	}
	return pass(e, "Pegawai berstatus PNS aktif.", "The person is a PNS in active service.")
}

// pppkUnitOnly warns even where the position stays the same, unless the workload analysis behind the move is known: BKN
// lets the PPK redistribute on an updated analysis only.
func pppkUnitOnly(in *input) *finding {
	from, to := in.From, in.To
	if in.external() || in.Person.Employment != domain.EmploymentPPPK || to == nil {
		return nil
	}
	if from == nil {
		return missing(ev{}, "from")
	}
	e := ev{"from_title": from.Title, "to_title": to.Title, "from_kind": from.Kind, "to_kind": to.Kind}
	switch {
	case from.Kind == "" || to.Kind == "":
		return missing(e, gaps(from.Kind == "", "from.kind", to.Kind == "", "to.kind")...)
	case from.Kind != to.Kind || from.Level != to.Level || !sameWords(from.Family, to.Family):
	case from.Title == "" || to.Title == "":
		return missing(e, gaps(from.Title == "", "from.title", to.Title == "", "to.title")...)
	case sameWords(from.Title, to.Title):
		if in.Seats != nil && in.Seats.Need != nil {
			e["need"] = *in.Seats.Need
			return pass(e, "Jabatan PPPK tetap dan kebutuhan unit tujuan sudah dihitung.", "The PPPK keeps the position and the need of the new unit has been analysed.").as(in.sev("severity_unchanged"))
		}
		return fail(e, "Jabatan PPPK tetap, tetapi pemindahan harus didasarkan pada anjab dan ABK terbaru yang belum tercatat.", "The PPPK keeps the position, but the move must rest on an updated job and workload analysis, and none is recorded.").as(in.sev("severity_unchanged"))
	}
	return fail(e, "PPPK hanya dapat dipindahkan antarunit tanpa mengubah jabatan.", "A PPPK may be moved between units only without a change of position.")
}

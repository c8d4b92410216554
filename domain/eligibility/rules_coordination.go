package eligibility

import (
	"slices"

	"mutasi/domain"
)

var coordinationRules = []Rule{
	{
		Code: "KEMENDAGRI_COORD", Severity: domain.Block, Gate: GateDecree, Confidence: "S",
		Title:    both("Koordinasi Kemendagri selesai", "Coordination with Kemendagri is done"),
		Applies:  both("mutasi antarprovinsi", "transfers between provinces"),
		Citation: "Permendagri 58/2019 Ps 3–4",
		Params:   []Param{words("types", "transfer_type", transferTypes, interProvince...), documents("documents", "kemendagri_rec"), workingDays(15)},
		check:    kemendagri,
	},
	{
		Code: "OPEN_SELECTION_RELEASE", Severity: domain.Note, Confidence: "V",
		Title:    both("Lulus seleksi terbuka: instansi asal wajib melepas", "Open selection passed: the agency of origin must release"),
		Applies:  both("mutasi karena lulus seleksi terbuka; daftar berkas Pasal 3(1) tidak berlaku", "moves by open selection; the document list of Article 3(1) is waived"),
		Citation: "Per.BKN 5/2019 Ps 12",
		Params:   []Param{documents("documents", "selection_result")},
		check: func(in *input) *finding {
			if !in.waived() {
				return nil
			}
			_, found, known := in.paper(in.words("documents"))
			passed := slices.ContainsFunc(in.Tests, func(t Test) bool { return t.Purpose == "open_selection" && t.Passed })
			e := ev{"document": found, "passed": passed}
			switch {
			case found || passed:
				return pass(e, "Pegawai lulus seleksi terbuka; instansi asal wajib melepas dan daftar berkas Pasal 3(1) tidak berlaku.", "The person passed an open selection; the agency of origin must release and the document list of Article 3(1) is waived.")
			case !known || in.Tests == nil:
				return missing(e, gaps(!known, "documents", in.Tests == nil, "tests")...)
			}
			return fail(e, "Hasil seleksi terbuka belum ada.", "There is no result of an open selection.")
		},
	},
	{
		Code: "BOTH_DECREES", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("SK pengangkatan dan SK pelepasan ada dan tepat waktu", "Appointment and release decrees are there and on time"),
		Applies:  both("mutasi antarinstansi sejak keputusan mutasi ditetapkan", "transfers between agencies once the mutation decision is set"),
		Citation: "Per.BKN 5/2019 Ps 4 huruf p",
		Params:   []Param{days("days", 30)},
		check:    bothDecrees,
	},
	{
		Code: "IMUT_REQUIRED", Severity: domain.Warn, Gate: GateDecree, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("Usulan tercatat di I-Mut sebelum SK", "Proposal recorded in I-Mut before the decree"),
		Applies:  everyTransfer,
		Citation: "SE Kepala BKN 7/2024",
		check: func(in *input) *finding {
			if in.IMutNumber == nil {
				return missing(ev{}, "imut_number")
			}
			if *in.IMutNumber == "" {
				return fail(ev{}, "Nomor usulan I-Mut belum dicatat.", "No I-Mut number is recorded.")
			}
			return pass(ev{"imut_number": *in.IMutNumber}, "Usulan tercatat di I-Mut dengan nomor %s.", "The proposal is recorded in I-Mut as %s.", *in.IMutNumber)
		},
	},
	{
		Code: "CONFLICT_OF_INTEREST", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Tidak ada konflik kepentingan", "No conflict of interest"),
		Applies:  everyTransfer,
		Citation: "PP 11/2017 Ps 190(5), penjelasan Ps 117",
		check: func(in *input) *finding {
			t := in.Ties
			if t == nil {
				return missing(ev{}, "ties")
			}
			e := ev{"deciders": t.Deciders, "new_line": t.NewLine, "declared_on": in.Person.RelationsDeclaredOn}
			switch {
			case t.Deciders > 0:
				return fail(e, "Pegawai mempunyai hubungan keluarga atau kepentingan dengan pejabat yang memutus.", "The person has a family or business tie to an official who decides.")
			case t.NewLine > 0:
				return fail(e, "Mutasi menempatkan pegawai dalam satu garis atasan–bawahan dengan keluarganya.", "The move puts the person into one reporting line with a relative.")
			case in.Person.RelationsDeclaredOn.IsZero():
				return missing(e, "person.relations")
			}
			return pass(e, "Tidak ditemukan hubungan keluarga atau kepentingan.", "No family or business tie was found.")
		},
	},
}

// kemendagri counts silence after the time limit as a way on: the receiver then goes to BKN. It is no approval, and the
// evidence says so.
func kemendagri(in *input) *finding {
	if !oneOf(in.Type, in.words("types")...) {
		return nil
	}
	_, found, known := in.paper(in.words("documents"))
	if found {
		return pass(ev{"approved": true}, "Persetujuan koordinasi Kemendagri sudah ada.", "Kemendagri's approval is on file.")
	}
	c := in.Kemendagri
	switch {
	case c == nil && !known:
		return missing(ev{}, "kemendagri", "documents")
	case c != nil && c.Approved != nil && *c.Approved:
		return pass(ev{"approved": true, "answered_on": c.AnsweredOn}, "Kemendagri menyetujui koordinasi.", "Kemendagri has approved.")
	case c != nil && c.Approved != nil:
		return fail(ev{"approved": false, "answered_on": c.AnsweredOn}, "Kemendagri menolak koordinasi.", "Kemendagri has refused.")
	case c == nil || c.RequestedOn.IsZero():
		return fail(ev{}, "Permohonan koordinasi ke Kemendagri belum tercatat.", "No coordination request to Kemendagri is recorded.")
	}
	deadline := in.workingDeadline(c.RequestedOn, in.int("working_days"))
	e := ev{"requested_on": c.RequestedOn, "deadline": deadline, "as_of": in.AsOf, "silent": in.AsOf.After(deadline)}
	switch {
	case !in.AsOf.After(deadline):
		return fail(e, "Jawaban Kemendagri masih ditunggu sampai %s.", "Kemendagri's answer is awaited until %s.", deadline)
	case in.Holidays == nil:
		return missing(e, "holidays")
	}
	return pass(e, "Kemendagri tidak menjawab sampai %s; berkas dapat diteruskan ke BKN.", "Kemendagri did not answer by %s; the file may go on to BKN.", deadline)
}

func bothDecrees(in *input) *finding {
	d := in.Decrees
	if in.internal() || d == nil || d.DecisionOn.IsZero() {
		return nil
	}
	deadline := d.DecisionOn.AddDays(in.int("days"))
	e := ev{"decision_on": d.DecisionOn, "appointment_on": d.AppointmentOn, "release_on": d.ReleaseOn, "deadline": deadline}
	lacking := gaps(d.AppointmentOn.IsZero(), "decrees.appointment", d.ReleaseOn.IsZero(), "decrees.release")
	switch {
	case d.AppointmentOn.After(deadline) || d.ReleaseOn.After(deadline):
		return fail(e, "SK pengangkatan atau SK pelepasan ditetapkan setelah %s.", "The appointment or release decree was issued after %s.", deadline)
	case len(lacking) > 0 && in.AsOf.After(deadline):
		return fail(e, "Belum ada sampai %[2]s: %[1]s.", "Not there by %[2]s: %[1]s.", list(lacking), deadline)
	case len(lacking) > 0:
		return missing(e, lacking...)
	}
	return pass(e, "SK pengangkatan dan SK pelepasan ada dalam batas waktu %s.", "The appointment and release decrees came by %s.", deadline)
}

package siasn

import (
	"slices"
	"strconv"
	"strings"

	"mutasi/domain"
)

// Retirement ages outside these bounds are nobody's: the law has 58 to 70 (UU 20/2023 Ps 55; PP 11/2017 Ps 239–240).
const (
	minRetirementAge = 50
	maxRetirementAge = 75
)

// rank reads golonganPns: the rank must be the one that the law table in domain has under this id.
func rank(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Name: r.text("nama"), Level: domain.EmploymentPNS, Active: true}
	title := r.text("namaPangkat")
	i := slices.IndexFunc(domain.Ranks, func(k domain.Rank) bool { return k.Code == e.Name })
	switch {
	case e.Name == "":
	case i < 0:
		r.bad("nama", "%q is no golongan of PNS", e.Name)
	case domain.Ranks[i].SiasnID != e.Code:
		r.bad("id", "golongan %s has the id %s, not %q", e.Name, domain.Ranks[i].SiasnID, e.Code)
	}
	e.Ordinal = domain.RankOrder(e.Name)
	e.Attributes = map[string]any{"nama_pangkat": title}
	return e
}

// echelonLevels are our words for SIASN's jabatanAsn (UU 20/2023; PP 11/2017 Ps 54, 107).
var echelonLevels = map[string]string{"JPT UTAMA": "jpt_utama", "JPT MADYA": "jpt_madya", "JPT PRATAMA": domain.KindJPTPratama,
	"ADMINISTRATOR": domain.KindAdministrator, "PENGAWAS": domain.KindPengawas}

const (
	echelonNotFilled     = "00" // SIASN's placeholder, a row without a name
	echelonNonStructural = "99"
)

// echelon reads eselon. A row without jabatanAsn is obsolete (V.a, V.b), but for the one that says "non-structural". The
// placeholder 00 has no name at the source: it keeps its id as name, for staff records refer to it.
func echelon(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Ordinal: number(r.fields["id"])}
	if e.Code == echelonNotFilled && r.optional("nama") == nil {
		e.Name = e.Code
	} else {
		e.Name = r.text("nama")
	}
	position := r.optional("jabatanAsn")
	if s, ok := position.(string); ok {
		if e.Level = echelonLevels[s]; e.Level == "" {
			r.bad("jabatanAsn", "%q is no managerial position: JPT UTAMA, JPT MADYA, JPT PRATAMA, ADMINISTRATOR, PENGAWAS or null", s)
		}
	}
	e.Active = position != nil || e.Code == echelonNonStructural
	e.Attributes = map[string]any{"jabatan_asn": position}
	return e
}

// sanctionLevels are the levels of PP 94/2021 Ps 8: ringan, sedang, berat.
var sanctionLevels = map[string]string{"R": "light", "S": "medium", "B": "heavy"}

// sanction reads jenisHukuman.
func sanction(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Name: r.text("nama"), Active: true, Ordinal: number(r.fields["id"])}
	level := r.text("jenisTingkatHukumanId")
	if e.Level = sanctionLevels[level]; e.Level == "" && level != "" {
		r.bad("jenisTingkatHukumanId", "%q is no level: R, S or B", level)
	}
	return e
}

// legalStatus reads kedudukanHukum.
func legalStatus(r *row) domain.ReferenceEntry {
	return domain.ReferenceEntry{Code: r.code("id"), Name: r.text("nama"), Active: true, Ordinal: number(r.fields["id"])}
}

// trainingKind reads jenisDiklat; the key of the certificate's kind is misspelt at the source.
func trainingKind(r *row) domain.ReferenceEntry {
	return domain.ReferenceEntry{Code: r.code("id"), Name: r.text("jenis"), Active: true, Ordinal: number(r.fields["id"]),
		Attributes: map[string]any{"jenis_kursus_sertifikat": r.text("jenisKursusSetifikat")}}
}

// documentName is the key under which the source keeps the name of every document: a slip of theirs.
const documentName = "Dokumen Evaluasi Kinerja"

// documentKind reads dokumen.
func documentKind(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Name: r.text(documentName), Active: true, Ordinal: number(r.fields["id"])}
	mandatory := r.text("mandatory")
	if mandatory != "" && mandatory != "true" && mandatory != "false" {
		r.bad("mandatory", "%q is neither true nor false", mandatory)
	}
	e.Attributes = map[string]any{"detail_layanan_nama": r.text("detailLayananNama"), "file_tipe": r.optional("fileTipe"),
		"link_proses": r.optional("linkProses"), "mandatory": mandatory == "true"}
	return e
}

// jenjangs are the codes of domain.JFLevels, in the same order (PP 11/2017 Ps 69).
var jenjangs = []string{"PM", "TR", "MH", "PY", "PT", "MU", "MA", "UT"}

// noJenjang marks positions from before the levels, such as Juru Sita.
const noJenjang = "XX"

// functionalPosition reads jabatanFungsional. Its usiaBup stands above what the level would give; 0 means that the source
// does not know it.
func functionalPosition(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Name: r.text("nama"), Parent: r.code("kelompokJabatanId")}
	jenjang := r.text("jenjang")
	i := slices.Index(jenjangs, jenjang)
	switch {
	case i >= 0:
		e.Level, e.Ordinal = domain.JFLevels[i], i+1
	case jenjang != noJenjang && jenjang != "":
		r.bad("jenjang", "%q is no level: %s, or %s for none", jenjang, strings.Join(jenjangs, ", "), noJenjang)
	}
	if age := r.text("usiaBup"); age != "" && age != "0" {
		n, err := strconv.ParseUint(age, 10, 31)
		if err != nil || n < minRetirementAge || n > maxRetirementAge {
			r.bad("usiaBup", "%q is no retirement age: %d to %d, or 0 where it is not known", age, minRetirementAge, maxRetirementAge)
		}
		years := int(n)
		e.RetirementAge = &years
	}
	switch status := r.text("status"); status {
	case "N":
		e.Active = true
	case "O", "": // old; empty is reported already
	default:
		r.bad("status", "%q is neither N (in force) nor O (old)", status)
	}
	e.Attributes = map[string]any{"jenjang": jenjang, "kode_cepat": r.optional("kodeCepat")}
	return e
}

// educationLevels are our words for SIASN's tingkat pendidikan. Vocational schools stand with the general ones; specialists
// stand with S-2 and subspecialists with S-3, where the source kept them before it had levels of their own.
var educationLevels = map[string]string{"05": "sd", "10": "sltp", "12": "sltp", "15": "slta", "17": "slta", "18": "slta", "20": "d1", "25": "d2",
	"30": "d3", "35": "d4", "40": "s1", "42": "profesi", "45": "s2", "47": "s2", "49": "s3", "50": "s3"}

// deletedName begins the names of rows that the source has struck out but whose ids live on in staff records.
const deletedName = "#DELETE#"

// education reads pendidikan; Parent is the SIASN id of the level. Newer rows have no status: they are in use.
func education(r *row) domain.ReferenceEntry {
	e := domain.ReferenceEntry{Code: r.code("id"), Name: r.text("nama"), Parent: r.code("tingkatPendidikanId"), Active: true}
	if e.Level = educationLevels[e.Parent]; e.Level == "" && e.Parent != "" {
		r.bad("tingkatPendidikanId", "%q is no level of education", e.Parent)
	}
	e.Ordinal = domain.EducationOrder(e.Level)
	switch status := r.optional("status"); status {
	case nil, "1":
	case "0":
		e.Active = false
	default:
		r.bad("status", "%q is neither 0, 1 nor null", status)
	}
	if strings.HasPrefix(e.Name, deletedName) {
		e.Active = false
	}
	return e
}

// number orders tables by their ids, which are short numbers; 0 where one is not.
func number(id any) int {
	s, _ := id.(string)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || len(s) > 9 {
		return 0
	}
	return n
}

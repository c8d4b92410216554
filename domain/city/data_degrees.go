package city

// degree is a completed education as titles and position standards know it. Majors carry no level: "Ilmu Hukum" may be an
// S-1 or an S-2.
type degree struct {
	level, major   string
	prefix, suffix string // titles (gelar)
	institution    []string
}

var (
	universities = []string{"Universitas Sumatera Utara", "Universitas Islam Negeri Sumatera Utara", "Universitas Medan Area",
		"Universitas HKBP Nommensen", "Universitas Muhammadiyah Sumatera Utara", "Universitas Andalas", "Universitas Terbuka", "Universitas Riau"}
	teacherColleges = []string{"Universitas Negeri Medan", "Universitas Muslim Nusantara", "Universitas Negeri Padang", "Universitas HKBP Nommensen", "Universitas Terbuka"}
	polytechnics    = []string{"Politeknik Negeri Medan", "Politeknik Negeri Sriwijaya", "Universitas Sumatera Utara"}
	healthColleges  = []string{"Poltekkes Kemenkes Medan", "Poltekkes Kemenkes Padang", "Poltekkes Kemenkes Aceh"}
	civilAcademies  = []string{"Institut Pemerintahan Dalam Negeri"}
	highSchools     = []string{"SMA Negeri 1 Medan", "SMA Negeri 4 Medan", "SMA Negeri 7 Medan", "SMA Negeri 2 Binjai", "SMA Negeri 3 Pematangsiantar", "SMA Negeri 1 Lubuk Pakam"}
	tradeSchools    = []string{"SMK Negeri 1 Medan", "SMK Negeri 6 Medan", "SMK Negeri 2 Binjai", "SMK Negeri 1 Pematangsiantar"}
	primarySchools  = []string{"SD Negeri Sukamaju", "SD Negeri Harapan", "SD Negeri Tegal Mulia"}
	middleSchools   = []string{"SMP Negeri Sukadamai", "SMP Negeri Harapan", "SMP Negeri Bandar Setia"}
)

// bachelors are the S-1 degrees outside the professions (domain.md 13.4).
var bachelors = []degree{
	{"s1", "Ilmu Hukum", "", "S.H.", universities},
	{"s1", "Akuntansi", "", "S.Ak.", universities},
	{"s1", "Manajemen", "", "S.E.", universities},
	{"s1", "Ekonomi Pembangunan", "", "S.E.", universities},
	{"s1", "Ilmu Pemerintahan", "", "S.IP.", universities},
	{"s1", "Administrasi Negara", "", "S.AP.", universities},
	{"s1", "Administrasi Publik", "", "S.AP.", universities},
	{"s1", "Ilmu Komunikasi", "", "S.I.Kom.", universities},
	{"s1", "Teknik Informatika", "", "S.Kom.", universities},
	{"s1", "Sistem Informasi", "", "S.Kom.", universities},
	{"s1", "Teknik Sipil", "", "S.T.", universities},
	{"s1", "Arsitektur", "", "S.T.", universities},
	{"s1", "Perencanaan Wilayah dan Kota", "", "S.T.", universities},
	{"s1", "Teknik Lingkungan", "", "S.T.", universities},
	{"s1", "Kesehatan Masyarakat", "", "S.K.M.", universities},
	{"s1", "Agribisnis", "", "S.P.", universities},
	{"s1", "Agroteknologi", "", "S.P.", universities},
	{"s1", "Kehutanan", "", "S.Hut.", universities},
	{"s1", "Peternakan", "", "S.Pt.", universities},
	{"s1", "Psikologi", "", "S.Psi.", universities},
	{"s1", "Statistika", "", "S.Stat.", universities},
	{"s1", "Sosiologi", "", "S.Sos.", universities},
	{"s1", "Kesejahteraan Sosial", "", "S.Sos.", universities},
}

// teaching are the S-1 degrees of teachers.
var teaching = []degree{
	{"s1", "Pendidikan Guru Sekolah Dasar", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Jasmani", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Agama", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Matematika", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Bahasa Indonesia", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Bahasa Inggris", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Ilmu Pengetahuan Alam", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Ilmu Pengetahuan Sosial", "", "S.Pd.", teacherColleges},
	{"s1", "Pendidikan Pancasila dan Kewarganegaraan", "", "S.Pd.", teacherColleges},
	{"s1", "Bimbingan dan Konseling", "", "S.Pd.", teacherColleges},
}

// vocational are the diplomas outside the professions, with the civil service academy's D-IV.
var vocational = []degree{
	{"d3", "Akuntansi", "", "A.Md.Ak.", polytechnics},
	{"d3", "Teknik Sipil", "", "A.Md.T.", polytechnics},
	{"d3", "Manajemen Informatika", "", "A.Md.Kom.", polytechnics},
	{"d3", "Administrasi Perkantoran", "", "A.Md.", polytechnics},
	{"d3", "Hubungan Masyarakat", "", "A.Md.I.Kom.", polytechnics},
}

var (
	civilAcademy   = degree{"d4", "Pemerintahan", "", "S.STP.", civilAcademies}
	accounting     = bachelors[1]
	nursing        = degree{"s1", "Keperawatan", "", "S.Kep.", universities}
	nurse          = degree{"profesi", "Ners", "", "S.Kep., Ns.", universities}
	midwife        = degree{"d4", "Kebidanan", "", "S.Tr.Keb.", healthColleges}
	physician      = degree{"profesi", "Dokter", "dr.", "", universities}
	dentist        = degree{"profesi", "Dokter Gigi", "drg.", "", universities}
	pharmacist     = degree{"profesi", "Apoteker", "apt.", "S.Farm.", universities}
	clinicalPsy    = degree{"profesi", "Psikologi Klinis", "", "M.Psi., Psikolog", universities}
	veterinarian   = degree{"profesi", "Dokter Hewan", "drh.", "", universities}
	publicHealth   = bachelors[14]
	nursingDiploma = degree{"d3", "Keperawatan", "", "A.Md.Kep.", healthColleges}
	midwifeDiploma = degree{"d3", "Kebidanan", "", "A.Md.Keb.", healthColleges}
)

// school are the degrees below university. Those of tradeSchools count as SLTA.
var school = []degree{
	{"sd", "", "", "", primarySchools},
	{"sltp", "", "", "", middleSchools},
	{"slta", "IPA", "", "", highSchools},
	{"slta", "IPS", "", "", highSchools},
	{"slta", "Akuntansi", "", "", tradeSchools},
	{"slta", "Administrasi Perkantoran", "", "", tradeSchools},
}

// masters gives the S-2 that follows an S-1 or D-IV: the same field where it has one, else public administration.
var masters = map[string]degree{
	"Ilmu Hukum":           {"s2", "Ilmu Hukum", "", "M.H.", universities},
	"Akuntansi":            {"s2", "Manajemen", "", "M.M.", universities},
	"Manajemen":            {"s2", "Manajemen", "", "M.M.", universities},
	"Ekonomi Pembangunan":  {"s2", "Studi Pembangunan", "", "M.Si.", universities},
	"Teknik Sipil":         {"s2", "Teknik Sipil", "", "M.T.", universities},
	"Arsitektur":           {"s2", "Teknik Sipil", "", "M.T.", universities},
	"Teknik Informatika":   {"s2", "Teknik Informatika", "", "M.Kom.", universities},
	"Sistem Informasi":     {"s2", "Teknik Informatika", "", "M.Kom.", universities},
	"Kesehatan Masyarakat": {"s2", "Kesehatan Masyarakat", "", "M.Kes.", universities},
	"Keperawatan":          {"s2", "Kesehatan Masyarakat", "", "M.Kes.", universities},
}

var publicMaster = degree{"s2", "Administrasi Publik", "", "M.A.P.", universities}

// masterOf is the S-2 that a person with the degree would take.
func masterOf(d degree) degree {
	for _, t := range teaching {
		if t.major == d.major {
			return degree{"s2", d.major, "", "M.Pd.", teacherColleges}
		}
	}
	if m, ok := masters[d.major]; ok {
		return m
	}
	return publicMaster
}

// named looks up S-1 degrees by their majors; a name that no table has is a mistake in the data.
func named(majors ...string) []degree {
	out := make([]degree, 0, len(majors))
	for _, m := range majors {
		found := false
		for _, table := range [][]degree{bachelors, teaching, {nursing}} {
			for _, d := range table {
				if d.major == m {
					out, found = append(out, d), true
				}
			}
		}
		if !found {
			panic("city: no degree named " + m)
		}
	}
	return out
}

package city

import "mutasi/domain"

// group is the kind of work by which the city is staffed.
type group int

const (
	structural group = iota
	teacher
	health
	specialist
	clerk
	groups
)

// job is what positions of one sort have in common.
type job struct {
	title, kind, level, echelon, family string
	special                             string
	class                               int
	rankMin, rankMax, education         string
	degrees                             []degree // first choice; their majors are the position's list unless open
	open                                bool     // no list of majors
	standard                            int      // level of the nine competencies (5.1)
	retirement                          int      // own retirement age; 0 follows kind and level
	women, pppk                         float64  // shares among holders
	strategic, money                    bool
}

// level of functional positions (3.5, 3.7, 5.1).
type jfLevel struct {
	code, suffix, rankMin, rankMax, education string
	class, standard                           int
}

var jfLevels = map[string]jfLevel{
	"pemula":       {"pemula", "Pemula", "II/a", "II/a", "slta", 5, 1},
	"terampil":     {"terampil", "Terampil", "II/b", "II/d", "d3", 6, 1},
	"mahir":        {"mahir", "Mahir", "III/a", "III/b", "d3", 7, 1},
	"penyelia":     {"penyelia", "Penyelia", "III/c", "III/d", "d3", 8, 2},
	"ahli_pertama": {"ahli_pertama", "Ahli Pertama", "III/a", "III/b", "s1", 8, 2},
	"ahli_muda":    {"ahli_muda", "Ahli Muda", "III/c", "III/d", "s1", 10, 3},
	"ahli_madya":   {"ahli_madya", "Ahli Madya", "IV/a", "IV/c", "s1", 12, 4},
}

// family is one functional family with the degrees of its two categories; without skill or expert degrees it has none.
type family struct {
	name       string
	skill      []degree
	expert     []degree
	education  string // minimum of expert levels where it is not S-1
	retirement int
	women      float64
}

var families = func() map[string]family {
	m := map[string]family{}
	for _, f := range healthFamilies {
		m[f.name] = f
	}
	for _, f := range specialistFamilies {
		m[f.name] = f
	}
	return m
}()

func healthDiploma(major, suffix string) []degree {
	return []degree{{"d3", major, "", suffix, healthColleges}}
}

var healthFamilies = []family{
	{name: "Dokter", expert: []degree{physician}, education: "profesi", retirement: 60, women: 0.58},
	{name: "Dokter Gigi", expert: []degree{dentist}, education: "profesi", retirement: 60, women: 0.75},
	{name: "Perawat", skill: []degree{nursingDiploma}, expert: []degree{nurse}, education: "profesi", women: 0.73},
	{name: "Bidan", skill: []degree{midwifeDiploma}, expert: []degree{midwife}, education: "d4", women: 1},
	{name: "Apoteker", expert: []degree{pharmacist}, education: "profesi", women: 0.75},
	{name: "Nutrisionis", skill: healthDiploma("Gizi", "A.Md.Gz."), expert: []degree{{"d4", "Gizi", "", "S.Tr.Gz.", healthColleges}}, education: "d4", women: 0.8},
	{name: "Tenaga Sanitasi Lingkungan", skill: healthDiploma("Kesehatan Lingkungan", "A.Md.KL."), expert: []degree{publicHealth}, women: 0.55},
	{name: "Tenaga Promosi Kesehatan dan Ilmu Perilaku", expert: []degree{publicHealth}, women: 0.7},
	{name: "Epidemiolog Kesehatan", expert: []degree{publicHealth}, women: 0.6},
	{name: "Pranata Laboratorium Kesehatan", skill: healthDiploma("Teknologi Laboratorium Medis", "A.Md.Kes."), women: 0.65},
	{name: "Perekam Medis", skill: healthDiploma("Rekam Medis dan Informasi Kesehatan", "A.Md.RMIK."), women: 0.6},
	{name: "Terapis Gigi dan Mulut", skill: healthDiploma("Kesehatan Gigi", "A.Md.Kes."), women: 0.75},
	{name: "Radiografer", skill: healthDiploma("Teknik Radiodiagnostik", "A.Md.Rad."), women: 0.45},
	{name: "Fisioterapis", skill: healthDiploma("Fisioterapi", "A.Md.Fis."), women: 0.55},
	{name: "Psikolog Klinis", expert: []degree{clinicalPsy}, education: "profesi", women: 0.7},
}

var specialistFamilies = []family{
	{name: "Pengawas Sekolah", expert: teaching, retirement: 60},
	{name: "Pamong Belajar", expert: teaching[:2]},
	{name: "Penilik", expert: teaching},
	{name: "Administrator Database Kependudukan", expert: named("Sistem Informasi", "Teknik Informatika")},
	{name: "Pranata Komputer", skill: vocational[2:3], expert: named("Teknik Informatika", "Sistem Informasi")},
	{name: "Analis SDM Aparatur", expert: named("Administrasi Publik", "Manajemen", "Ilmu Hukum", "Psikologi")},
	{name: "Asesor SDM Aparatur", expert: named("Psikologi", "Manajemen")},
	{name: "Pranata SDM Aparatur", skill: vocational[2:4]},
	{name: "Analis Keuangan Pusat dan Daerah", expert: named("Akuntansi", "Ekonomi Pembangunan")},
	{name: "Analis Anggaran", expert: named("Akuntansi", "Ekonomi Pembangunan", "Manajemen")},
	{name: "Auditor", expert: named("Akuntansi", "Ilmu Hukum", "Teknik Sipil")},
	{name: "Pengawas Penyelenggaraan Urusan Pemerintahan Daerah", expert: named("Ilmu Pemerintahan", "Administrasi Negara", "Ilmu Hukum")},
	{name: "Pranata Hubungan Masyarakat", skill: vocational[4:5], expert: named("Ilmu Komunikasi")},
	{name: "Statistisi", expert: named("Statistika")},
	{name: "Sandiman", expert: named("Teknik Informatika")},
	{name: "Pekerja Sosial", expert: named("Kesejahteraan Sosial")},
	{name: "Penyuluh Sosial", expert: named("Kesejahteraan Sosial", "Sosiologi")},
	{name: "Pengendali Dampak Lingkungan", expert: named("Teknik Lingkungan")},
	{name: "Penyuluh Lingkungan Hidup", expert: named("Teknik Lingkungan", "Kehutanan")},
	{name: "Polisi Pamong Praja", skill: vocational[3:4], expert: named("Ilmu Hukum", "Ilmu Pemerintahan"), women: 0.2},
	{name: "Penata Kelola Jalan dan Jembatan", expert: named("Teknik Sipil"), women: 0.3},
	{name: "Pengelola Sumber Daya Air", expert: named("Teknik Sipil", "Teknik Lingkungan"), women: 0.3},
	{name: "Penata Perizinan", expert: named("Administrasi Publik", "Ilmu Hukum", "Manajemen")},
	{name: "Perancang Peraturan Perundang-undangan", expert: named("Ilmu Hukum")},
	{name: "Penyuluh Hukum", expert: named("Ilmu Hukum")},
	{name: "Perencana", expert: named("Ekonomi Pembangunan", "Perencanaan Wilayah dan Kota", "Statistika")},
	{name: "Analis Kebijakan", expert: named("Administrasi Publik", "Ilmu Pemerintahan", "Ekonomi Pembangunan", "Sosiologi")},
	{name: "Pengelola Pengadaan Barang/Jasa", expert: named("Teknik Sipil", "Ilmu Hukum", "Manajemen", "Ekonomi Pembangunan")},
	{name: "Penata Ruang", expert: named("Perencanaan Wilayah dan Kota", "Arsitektur")},
	{name: "Analis Kebakaran", expert: named("Teknik Lingkungan", "Teknik Sipil"), women: 0.15},
	{name: "Mediator Hubungan Industrial", expert: named("Ilmu Hukum", "Manajemen")},
	{name: "Pengantar Kerja", expert: named("Psikologi", "Manajemen")},
	{name: "Instruktur", skill: vocational[1:3]},
	{name: "Pengawas Koperasi", expert: named("Manajemen", "Akuntansi")},
	{name: "Penera", skill: vocational[1:2]},
	{name: "Pengawas Perdagangan", expert: named("Ekonomi Pembangunan", "Manajemen")},
	{name: "Pustakawan", expert: named("Ilmu Komunikasi", "Sistem Informasi")},
	{name: "Arsiparis", skill: vocational[3:4], expert: named("Administrasi Publik", "Sistem Informasi")},
	{name: "Analis Kebencanaan", expert: named("Teknik Lingkungan", "Perencanaan Wilayah dan Kota")},
	{name: "Penyuluh Keluarga Berencana", expert: named("Kesehatan Masyarakat", "Sosiologi"), women: 0.7},
	{name: "Penata Kependudukan dan KB", expert: named("Statistika", "Sosiologi", "Kesehatan Masyarakat")},
	{name: "Penyuluh Pertanian", expert: named("Agribisnis", "Agroteknologi")},
	{name: "Medik Veteriner", expert: []degree{veterinarian}, education: "profesi"},
	{name: "Penyuluh Perikanan", expert: named("Agribisnis", "Peternakan")},
}

// Clerical jobs (pelaksana; 3.4, 3.7, 13.2). Those with open education fields take any major.
var (
	analyst       = clerkJob("Penelaah Teknis Kebijakan", 7, "s1", "III/a", "III/d")
	governance    = clerkJob("Penata Kelola Pemerintahan", 7, "s1", "III/a", "III/d")
	systems       = clerkJob("Penata Kelola Sistem dan Teknologi Informasi", 7, "s1", "III/a", "III/d")
	serviceExpert = clerkJob("Penata Layanan Operasional", 7, "s1", "III/a", "III/d")
	facilitator   = clerkJob("Fasilitator Pemerintahan", 7, "s1", "III/a", "III/d")
	dataClerk     = clerkJob("Pengolah Data dan Informasi", 6, "d3", "II/c", "III/c")
	serviceClerk  = clerkJob("Pengelola Layanan Operasional", 6, "d3", "II/c", "III/c")
	healthClerk   = clerkJob("Pengelola Layanan Kesehatan", 6, "d3", "II/c", "III/c")
	lawClerk      = clerkJob("Dokumentalis Hukum", 6, "d3", "II/c", "III/c")
	financeClerk  = clerkJob("Pengelola Keuangan", 6, "d3", "II/c", "III/c")
	treasurer     = clerkJob("Bendahara", 7, "d3", "II/c", "III/d")
	operator      = clerkJob("Operator Layanan Operasional", 5, "slta", "II/a", "III/b")
	healthOper    = clerkJob("Operator Layanan Kesehatan", 5, "slta", "II/a", "III/b")
	officeClerk   = clerkJob("Pengadministrasi Perkantoran", 5, "slta", "II/a", "III/b")
	cashClerk     = clerkJob("Pengadministrasi Keuangan", 5, "slta", "II/a", "III/b")
	technician    = clerkJob("Teknisi Sarana dan Prasarana", 5, "slta", "II/a", "III/b")
	labourer      = clerkJob("Pengelola Umum Operasional", 1, "sd", "I/a", "II/d")
)

func clerkJob(title string, class int, education, rankMin, rankMax string) job {
	j := job{title: title, kind: domain.KindPelaksana, class: class, education: education, rankMin: rankMin, rankMax: rankMax, standard: 1, women: 0.43}
	switch education {
	case "s1":
		j.degrees, j.pppk = named("Administrasi Publik", "Administrasi Negara", "Manajemen", "Ilmu Pemerintahan"), 0.25
	case "d3":
		j.degrees, j.pppk = vocational, 0.35
	case "slta":
		j.degrees, j.pppk, j.open = school[2:], 0.36, true
	default:
		j.degrees, j.pppk, j.open = school[:2], 0.5, true
	}
	switch title {
	case "Pengelola Keuangan", "Bendahara":
		j.degrees = vocational[:1]
	case "Pengelola Layanan Kesehatan":
		j.degrees = append(append([]degree{}, healthDiploma("Rekam Medis dan Informasi Kesehatan", "A.Md.RMIK.")...), vocational[2:4]...)
		j.women = 0.65
	case "Penata Kelola Sistem dan Teknologi Informasi":
		j.degrees = named("Teknik Informatika", "Sistem Informasi")
	case "Dokumentalis Hukum":
		j.open = true
	}
	j.money = title == "Bendahara"
	return j
}

// echelon of structural posts (3.4, 3.7).
type echelonFacts struct {
	kind, rankMin, rankMax, education string
	standard                          int
	women                             float64
}

var echelons = map[string]echelonFacts{
	"II.a":  {domain.KindJPTPratama, "IV/b", "IV/d", "s1", 4, 0.2},
	"II.b":  {domain.KindJPTPratama, "IV/a", "IV/c", "s1", 4, 0.26},
	"III.a": {domain.KindAdministrator, "III/d", "IV/b", "s1", 3, 0.36},
	"III.b": {domain.KindAdministrator, "III/c", "IV/a", "s1", 3, 0.38},
	"IV.a":  {domain.KindPengawas, "III/b", "III/d", "d3", 2, 0.42},
	"IV.b":  {domain.KindPengawas, "III/a", "III/c", "d3", 2, 0.44},
}

// healthFamily tells the health professions: they need their own profession, not a master of another field.
func healthFamily(name string) bool {
	for _, f := range healthFamilies {
		if f.name == name {
			return true
		}
	}
	return false
}

package city

import "mutasi/domain"

const cityName = "Kota Medan"

// agency is one perangkat daerah of the first level below the city.
type agency struct {
	code, name, kind string
	from             int    // smallest city that has it
	head             string // title of the head; "Kepala " and the name where empty
	special          string // path of the head's appointment
	word             string // what its divisions are called; "Bidang" where empty
	divisions        []string
	families         []string // functional families of its divisions
	degrees          []string // majors that fit it best
	field            bool     // much outdoor work: operators rather than analysts
	weight           float64  // size of its clerical staff against others; 1 where zero
	women            float64  // share of women among clerks; 0 means the usual one
}

// Codes of agencies that the code points at.
const (
	codeEducation  = "DISDIK"
	codeHealth     = "DINKES"
	codePopulation = "DUKCAPIL"
	codePersonnel  = "BKPSDM"
	codeFinance    = "BKAD"
	codeInspector  = "INSPEKTORAT"
	codeCouncil    = "SETWAN"
	codeDistricts  = "KEC"
)

var agencies = []agency{
	{code: codeEducation, name: "Dinas Pendidikan dan Kebudayaan", kind: "dinas",
		divisions: []string{"Pembinaan Sekolah Dasar", "Pembinaan Sekolah Menengah Pertama", "Pembinaan Guru dan Tenaga Kependidikan", "Kebudayaan"},
		families:  []string{"Pengawas Sekolah", "Pamong Belajar", "Penilik"}, weight: 1.4,
		degrees: []string{"Pendidikan Guru Sekolah Dasar", "Pendidikan Matematika", "Pendidikan Bahasa Indonesia", "Manajemen"}},
	{code: codeHealth, name: "Dinas Kesehatan", kind: "dinas",
		divisions: []string{"Kesehatan Masyarakat", "Pencegahan dan Pengendalian Penyakit", "Pelayanan Kesehatan", "Sumber Daya Kesehatan"},
		degrees:   []string{"Kesehatan Masyarakat", "Keperawatan", "Psikologi"}},
	{code: codePopulation, name: "Dinas Kependudukan dan Pencatatan Sipil", kind: "dinas", special: domain.SpecialDukcapil,
		divisions: []string{"Pelayanan Pendaftaran Penduduk", "Pelayanan Pencatatan Sipil", "Pengelolaan Informasi Administrasi Kependudukan", "Pemanfaatan Data dan Inovasi Pelayanan"},
		families:  []string{"Administrator Database Kependudukan", "Pranata Komputer"}, weight: 1.6,
		degrees: []string{"Sistem Informasi", "Teknik Informatika", "Administrasi Publik", "Statistika"}},
	{code: codePersonnel, name: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", kind: "badan",
		divisions: []string{"Mutasi dan Promosi", "Pengembangan Kompetensi", "Penilaian Kinerja dan Penghargaan", "Pengadaan dan Informasi Kepegawaian"},
		families:  []string{"Analis SDM Aparatur", "Asesor SDM Aparatur", "Pranata SDM Aparatur"},
		degrees:   []string{"Administrasi Publik", "Psikologi", "Manajemen", "Ilmu Hukum"}},
	{code: codeFinance, name: "Badan Keuangan dan Aset Daerah", kind: "badan",
		divisions: []string{"Akuntansi dan Pelaporan", "Anggaran", "Perbendaharaan", "Aset Daerah"},
		families:  []string{"Analis Keuangan Pusat dan Daerah", "Analis Anggaran"},
		degrees:   []string{"Akuntansi", "Ekonomi Pembangunan", "Manajemen"}},
	{code: codeInspector, name: "Inspektorat", kind: "inspektorat", head: "Inspektur", special: domain.SpecialInspektur, word: "Inspektur Pembantu",
		divisions: []string{"I", "II", "III", "Khusus"},
		families:  []string{"Auditor", "Pengawas Penyelenggaraan Urusan Pemerintahan Daerah"},
		degrees:   []string{"Akuntansi", "Ilmu Hukum", "Teknik Sipil", "Administrasi Negara"}},
	{code: "KOMINFO", name: "Dinas Komunikasi dan Informatika", kind: "dinas", from: 1000,
		divisions: []string{"Aplikasi Informatika", "Informasi dan Komunikasi Publik", "Statistik dan Persandian", "Infrastruktur Teknologi Informasi"},
		families:  []string{"Pranata Komputer", "Pranata Hubungan Masyarakat", "Statistisi", "Sandiman"},
		degrees:   []string{"Teknik Informatika", "Sistem Informasi", "Ilmu Komunikasi", "Statistika"}},
	{code: "DINSOS", name: "Dinas Sosial", kind: "dinas", from: 1000,
		divisions: []string{"Rehabilitasi Sosial", "Perlindungan dan Jaminan Sosial", "Pemberdayaan Sosial", "Penanganan Fakir Miskin"},
		families:  []string{"Pekerja Sosial", "Penyuluh Sosial"}, degrees: []string{"Kesejahteraan Sosial", "Sosiologi", "Psikologi"}},
	{code: "DLH", name: "Dinas Lingkungan Hidup", kind: "dinas", from: 1000, field: true, weight: 1.5,
		divisions: []string{"Pengelolaan Sampah dan Limbah", "Pengendalian Pencemaran", "Tata Lingkungan", "Penaatan dan Peningkatan Kapasitas"},
		families:  []string{"Pengendali Dampak Lingkungan", "Penyuluh Lingkungan Hidup"}, degrees: []string{"Teknik Lingkungan", "Kehutanan", "Kesehatan Masyarakat"}},
	{code: "DISHUB", name: "Dinas Perhubungan", kind: "dinas", from: 1000, field: true, weight: 1.5, women: 0.2,
		divisions: []string{"Lalu Lintas", "Angkutan", "Pengembangan dan Keselamatan", "Perparkiran"},
		degrees:   []string{"Teknik Sipil", "Perencanaan Wilayah dan Kota", "Administrasi Publik"}},
	{code: "SATPOLPP", name: "Satuan Polisi Pamong Praja", kind: "satuan", from: 1000, special: domain.SpecialKasatpolPP, field: true, weight: 2, women: 0.18,
		divisions: []string{"Ketertiban Umum", "Penegakan Perundang-undangan Daerah", "Perlindungan Masyarakat", "Sumber Daya Aparatur"},
		families:  []string{"Polisi Pamong Praja"}, degrees: []string{"Ilmu Hukum", "Ilmu Pemerintahan", "Sosiologi"}},
	{code: "SDABMBK", name: "Dinas Sumber Daya Air, Bina Marga dan Bina Konstruksi", kind: "dinas", from: 1000, field: true, women: 0.25,
		divisions: []string{"Bina Marga", "Sumber Daya Air", "Bina Konstruksi", "Pemeliharaan"},
		families:  []string{"Penata Kelola Jalan dan Jembatan", "Pengelola Sumber Daya Air"}, degrees: []string{"Teknik Sipil", "Teknik Lingkungan", "Perencanaan Wilayah dan Kota"}},
	{code: "DPMPTSP", name: "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", kind: "dinas", from: 1000,
		divisions: []string{"Pelayanan Perizinan", "Penanaman Modal", "Pengendalian Pelaksanaan", "Data dan Pengaduan"},
		families:  []string{"Penata Perizinan"}, degrees: []string{"Administrasi Publik", "Manajemen", "Ilmu Hukum"}},
	{code: codeCouncil, name: "Sekretariat Dewan Perwakilan Rakyat Daerah", kind: "setwan", from: 1000, head: "Sekretaris Dewan Perwakilan Rakyat Daerah", special: domain.SpecialSekwan, word: "Bagian",
		divisions: []string{"Persidangan dan Perundang-undangan", "Umum Sekretariat Dewan", "Keuangan Sekretariat Dewan", "Fasilitasi Pengawasan"},
		families:  []string{"Perancang Peraturan Perundang-undangan"}, degrees: []string{"Ilmu Hukum", "Ilmu Pemerintahan", "Ilmu Komunikasi"}},
	{code: "BAPPEDA", name: "Badan Perencanaan Pembangunan Daerah", kind: "badan", from: 1500,
		divisions: []string{"Perencanaan dan Evaluasi", "Pemerintahan dan Pembangunan Manusia", "Perekonomian", "Infrastruktur dan Kewilayahan"},
		families:  []string{"Perencana", "Analis Kebijakan"}, degrees: []string{"Ekonomi Pembangunan", "Perencanaan Wilayah dan Kota", "Statistika"}},
	{code: "BAPENDA", name: "Badan Pendapatan Daerah", kind: "badan", from: 3000, weight: 1.4,
		divisions: []string{"Pajak Bumi dan Bangunan", "Pajak Daerah", "Penagihan dan Keberatan", "Pengembangan Pendapatan"},
		families:  []string{"Analis Keuangan Pusat dan Daerah"}, degrees: []string{"Akuntansi", "Manajemen", "Ekonomi Pembangunan"}},
	{code: "PKPCKTR", name: "Dinas Perumahan, Kawasan Permukiman, Cipta Karya dan Tata Ruang", kind: "dinas", from: 3000,
		divisions: []string{"Cipta Karya", "Perumahan dan Permukiman", "Tata Ruang", "Pertanahan"},
		families:  []string{"Penata Ruang"}, degrees: []string{"Arsitektur", "Perencanaan Wilayah dan Kota", "Teknik Sipil"}},
	{code: "DAMKAR", name: "Dinas Pemadam Kebakaran dan Penyelamatan", kind: "dinas", from: 3000, field: true, weight: 2, women: 0.1,
		divisions: []string{"Pemadaman", "Penyelamatan", "Pencegahan", "Sarana dan Prasarana"},
		families:  []string{"Analis Kebakaran"}, degrees: []string{"Teknik Lingkungan", "Teknik Sipil", "Kesehatan Masyarakat"}},
	{code: "DISNAKER", name: "Dinas Ketenagakerjaan", kind: "dinas", from: 3000,
		divisions: []string{"Hubungan Industrial", "Penempatan Tenaga Kerja", "Pelatihan dan Produktivitas", "Perluasan Kesempatan Kerja"},
		families:  []string{"Mediator Hubungan Industrial", "Pengantar Kerja", "Instruktur"}, degrees: []string{"Ilmu Hukum", "Manajemen", "Psikologi"}},
	{code: "KUKMPP", name: "Dinas Koperasi, Usaha Kecil Menengah, Perindustrian dan Perdagangan", kind: "dinas", from: 4000,
		divisions: []string{"Perdagangan", "Koperasi", "Usaha Kecil Menengah", "Perindustrian"},
		families:  []string{"Pengawas Koperasi", "Penera", "Pengawas Perdagangan"}, degrees: []string{"Manajemen", "Ekonomi Pembangunan", "Akuntansi"}},
	{code: "DISPUSIP", name: "Dinas Perpustakaan dan Kearsipan", kind: "dinas", from: 4000,
		divisions: []string{"Perpustakaan", "Kearsipan", "Pembudayaan Kegemaran Membaca", "Layanan Arsip"},
		families:  []string{"Pustakawan", "Arsiparis"}, degrees: []string{"Ilmu Komunikasi", "Administrasi Publik", "Sistem Informasi"}},
	{code: "KESBANGPOL", name: "Badan Kesatuan Bangsa dan Politik", kind: "badan", from: 5000,
		divisions: []string{"Ideologi dan Wawasan Kebangsaan", "Politik Dalam Negeri", "Ketahanan Ekonomi, Sosial dan Budaya", "Kewaspadaan Nasional"},
		families:  []string{"Analis Kebijakan"}, degrees: []string{"Ilmu Pemerintahan", "Sosiologi", "Ilmu Hukum"}},
	{code: "BPBD", name: "Badan Penanggulangan Bencana Daerah", kind: "badan", from: 5000, field: true, women: 0.25,
		divisions: []string{"Kedaruratan dan Logistik", "Pencegahan dan Kesiapsiagaan", "Rehabilitasi dan Rekonstruksi", "Data Kebencanaan"},
		families:  []string{"Analis Kebencanaan"}, degrees: []string{"Teknik Sipil", "Teknik Lingkungan", "Perencanaan Wilayah dan Kota"}},
	{code: "P3APMP2KB", name: "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pemberdayaan Masyarakat, Pengendalian Penduduk dan Keluarga Berencana", kind: "dinas", from: 6000, women: 0.65,
		divisions: []string{"Pengendalian Penduduk dan Keluarga Berencana", "Perlindungan Anak", "Pemberdayaan Perempuan", "Pemberdayaan Masyarakat"},
		families:  []string{"Penyuluh Keluarga Berencana", "Penata Kependudukan dan KB"}, degrees: []string{"Psikologi", "Kesejahteraan Sosial", "Kesehatan Masyarakat", "Sosiologi"}},
	{code: "KPPP", name: "Dinas Ketahanan Pangan, Pertanian dan Perikanan", kind: "dinas", from: 6000,
		divisions: []string{"Pertanian", "Ketahanan Pangan", "Perikanan", "Peternakan dan Kesehatan Hewan"},
		families:  []string{"Penyuluh Pertanian", "Medik Veteriner", "Penyuluh Perikanan"}, degrees: []string{"Agribisnis", "Agroteknologi", "Peternakan"}},
	{code: "DISPORA", name: "Dinas Pemuda dan Olahraga", kind: "dinas", from: 8000,
		divisions: []string{"Pembudayaan Olahraga", "Pemberdayaan Pemuda", "Prestasi Olahraga", "Sarana Olahraga"},
		families:  []string{"Analis Kebijakan"}, degrees: []string{"Sosiologi", "Manajemen", "Ilmu Komunikasi"}},
	{code: "DISPAR", name: "Dinas Pariwisata", kind: "dinas", from: 8000,
		divisions: []string{"Destinasi Pariwisata", "Pemasaran Pariwisata", "Ekonomi Kreatif", "Industri Pariwisata"},
		families:  []string{"Pranata Hubungan Masyarakat"}, degrees: []string{"Manajemen", "Ilmu Komunikasi", "Ekonomi Pembangunan"}},
	{code: "BRIDA", name: "Badan Riset dan Inovasi Daerah", kind: "badan", from: 10000, weight: 0.7,
		divisions: []string{"Riset Sosial dan Pemerintahan", "Inovasi Daerah", "Riset Ekonomi dan Infrastruktur", "Diseminasi"},
		families:  []string{"Analis Kebijakan", "Perencana"}, degrees: []string{"Statistika", "Ekonomi Pembangunan", "Administrasi Publik"}},
}

// technicalUnit is a UPT of an agency.
type technicalUnit struct {
	agency, code, name string
	from               int
	weight             float64
}

var technicalUnits = []technicalUnit{
	{"DLH", "UPT-SAMPAH-1", "UPT Pengelolaan Sampah Wilayah I", 1500, 14},
	{"DISHUB", "UPT-PKB", "UPT Pengujian Kendaraan Bermotor", 1500, 5},
	{codeHealth, "UPT-LABKES", "UPT Laboratorium Kesehatan Daerah", 3000, 4},
	{"SDABMBK", "UPT-ALAT", "UPT Peralatan dan Perbengkelan", 3000, 7},
	{"DLH", "UPT-SAMPAH-2", "UPT Pengelolaan Sampah Wilayah II", 4000, 14},
	{"KUKMPP", "UPT-METRO", "UPT Metrologi Legal", 4000, 4},
	{"DISNAKER", "UPT-BLK", "UPT Pelatihan Kerja", 5000, 4},
	{"PKPCKTR", "UPT-RUSUN", "UPT Pengelolaan Rumah Susun", 6000, 5},
	{"P3APMP2KB", "UPT-PPA", "UPT Perlindungan Perempuan dan Anak", 6000, 3},
	{"KPPP", "UPT-RPH", "UPT Rumah Potong Hewan", 8000, 4},
	{"DLH", "UPT-SAMPAH-3", "UPT Pengelolaan Sampah Wilayah III", 10000, 14},
	{"DLH", "UPT-SAMPAH-4", "UPT Pengelolaan Sampah Wilayah IV", 15000, 14},
	{codePopulation, "UPT-DUKCAPIL-1", "UPT Pelayanan Kependudukan Wilayah Utara", 15000, 5},
	{codePopulation, "UPT-DUKCAPIL-2", "UPT Pelayanan Kependudukan Wilayah Selatan", 15000, 5},
	{"BAPENDA", "UPT-PAJAK-1", "UPT Pajak Daerah Wilayah I", 15000, 6},
	{"BAPENDA", "UPT-PAJAK-2", "UPT Pajak Daerah Wilayah II", 15000, 6},
}

// districtNames are the kecamatan of Medan (domain.md 13.1), written behind "Medan".
var districtNames = []string{
	"Kota", "Barat", "Timur", "Helvetia", "Johor", "Sunggal", "Denai", "Amplas", "Area", "Baru", "Petisah", "Polonia",
	"Selayang", "Tembung", "Tuntungan", "Perjuangan", "Maimun", "Deli", "Marelan", "Labuhan", "Belawan",
}

// wardWords are names of kelurahan as any city might have them; a second round adds a Roman number.
var wardWords = []string{
	"Sukamaju", "Sukadamai", "Sidorejo", "Tanjung Sari", "Titi Rantai", "Padang Bulan", "Kampung Durian", "Sei Rambai",
	"Pulo Indah", "Harapan Baru", "Mekar Jaya", "Bandar Setia", "Karang Rejo", "Tegal Mulia", "Sumber Makmur", "Simpang Limau",
	"Rengas Hijau", "Tangkahan Baru", "Gedung Kuning", "Pasar Lama", "Pasar Merah Muda", "Bukit Intan", "Cinta Damai",
	"Dwi Karya", "Gang Buntu", "Hilir Jaya", "Indra Kasih", "Jati Luhur", "Kenanga", "Ladang Bambu", "Mangga Dua",
	"Nelayan Jaya", "Oma Deli", "Pahlawan Muda", "Rambutan", "Sempakata Baru", "Teladan Raya", "Umbul Sari", "Wono Asri",
	"Yos Permai", "Anggrek", "Bantan Jaya", "Cempaka", "Damar Wulan", "Flamboyan", "Gaharu Indah", "Kota Bangun Baru",
	"Mawar", "Melati", "Sei Kera Indah",
}

// bureauNames are the bagian of the Sekretariat Daerah, the most needed first, each with the assistant above it.
var bureauNames = []struct {
	name      string
	assistant int
	degrees   []string
}{
	{"Organisasi", 2, []string{"Administrasi Publik", "Manajemen", "Ilmu Pemerintahan"}},
	{"Hukum", 0, []string{"Ilmu Hukum"}},
	{"Umum", 2, []string{"Administrasi Publik", "Manajemen"}},
	{"Tata Pemerintahan", 0, []string{"Ilmu Pemerintahan", "Administrasi Negara"}},
	{"Pengadaan Barang dan Jasa", 1, []string{"Teknik Sipil", "Ilmu Hukum", "Manajemen"}},
	{"Kesejahteraan Rakyat", 0, []string{"Kesejahteraan Sosial", "Sosiologi"}},
	{"Perekonomian dan Sumber Daya Alam", 1, []string{"Ekonomi Pembangunan", "Agribisnis"}},
	{"Administrasi Pembangunan", 1, []string{"Ekonomi Pembangunan", "Teknik Sipil"}},
	{"Protokol dan Komunikasi Pimpinan", 2, []string{"Ilmu Komunikasi"}},
	{"Kerja Sama", 0, []string{"Ilmu Hukum", "Ilmu Pemerintahan"}},
	{"Perencanaan dan Keuangan", 2, []string{"Akuntansi", "Ekonomi Pembangunan"}},
}

var assistantNames = []string{"Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan", "Administrasi Umum"}

var expertStaffNames = []string{"Pemerintahan, Hukum dan Politik", "Ekonomi, Keuangan dan Pembangunan", "Kemasyarakatan dan Sumber Daya Manusia"}

var hospitalNames = []string{"RSUD Kota Medan", "RSUD Medan Utara", "RSUD Medan Selatan", "RSUD Medan Timur"}

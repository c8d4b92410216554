package city

// Names are combined at random (domain.md 13.5); no row stands for a real person.
var (
	maleNames = []string{"Ahmad", "Andi", "Arif", "Bambang", "Budi", "Dedi", "Eko", "Fajar", "Hendra", "Irfan", "Joko", "Luhut",
		"Mangatas", "Parlin", "Poltak", "Rizky", "Roni", "Saut", "Surya", "Togar", "Yohanes", "Yosef", "Melkianus", "Marthen", "Simon",
		"Zulkifli", "Syahrul", "Hasan", "Rahmat", "Yusuf", "Zainal", "Syafrudin", "Suparman", "Sutrisno", "Hidayat", "Abidin"}
	femaleNames = []string{"Ani", "Dewi", "Dian", "Eka", "Elfrida", "Fitri", "Indah", "Kartika", "Lestari", "Maria", "Mariana", "Nur",
		"Putri", "Ratna", "Rosmaida", "Sari", "Sri", "Tiurma", "Wati", "Yanti", "Yuliana", "Agustina", "Yustina", "Zahra", "Halimah",
		"Rohani", "Siti", "Aisyah", "Nurhayati", "Wahyuni"}
	batakNames = []string{"Siregar", "Harahap", "Nasution", "Lubis", "Simanjuntak", "Sinaga", "Saragih", "Purba", "Damanik", "Sihombing",
		"Hutabarat", "Manurung", "Tampubolon", "Ginting", "Tarigan", "Sembiring", "Nainggolan", "Pasaribu", "Situmorang", "Silalahi",
		"Girsang", "Sitorus"}
	easternNames = []string{"Bessie", "Bria", "Fanggidae", "Foenay", "Haning", "Kale", "Lado", "Lay", "Manafe", "Messakh", "Nalle", "Ndolu",
		"Nope", "Pello", "Radja", "Riwu", "Saba", "Seran", "Tallo", "Taolin", "Thonak", "Tukan"}
)

// otherAgencies are where incoming people come from and where leaving people go.
var otherAgencies = []string{"Pemerintah Kabupaten Deli Serdang", "Pemerintah Kota Binjai", "Pemerintah Kabupaten Langkat",
	"Pemerintah Provinsi Sumatera Utara", "Pemerintah Kota Pematangsiantar", "Pemerintah Kabupaten Karo", "Pemerintah Kota Jambi"}

// training is one course with its SIASN jenisDiklat id (11.4) and the usual lesson hours.
type training struct {
	title, kind string
	hours       int
}

// courses are open to everybody; the field courses below go to those who work there (domain.md 13.6).
var (
	shortCourses = []training{
		{"Sosialisasi Mutasi dan Pola Karier", "7", 4}, {"Coaching dan Mentoring bagi Atasan", "14", 8}, {"E-learning Literasi Digital ASN", "16", 10},
		{"Bimtek e-Kinerja", "8", 8}, {"Orientasi Tugas Jabatan Baru", "24", 12}, {"Penilaian Kompetensi (assessment centre)", "13", 6},
	}
	longCourses = []training{
		{"Bimtek Penyusunan Anjab dan ABK", "8", 24}, {"Pelatihan Pelayanan Prima", "3", 30}, {"Pelatihan Arsip Dinamis", "3", 32},
		{"Pelatihan SPBE dan Keamanan Informasi", "3", 30}, {"Bimtek Penyusunan SOP", "8", 24}, {"Pelatihan Pengadaan Barang/Jasa Level-1", "3", 40},
	}
	financeCourses    = []training{{"Pelatihan Pengelolaan Keuangan Daerah (SIPD)", "3", 40}}
	populationCourses = []training{{"Pelatihan Administrasi Kependudukan (SIAK)", "3", 32}}
	healthCourses     = []training{{"Pelatihan BTCLS", "2", 50}, {"Pelatihan Manajemen Puskesmas", "3", 40}, {"Pelatihan Pelayanan Prima", "3", 30}}
	teacherCourses    = []training{{"Pelatihan Kurikulum dan Pembelajaran", "2", 32}, {"Pelatihan Asesmen Kelas", "2", 24}, {"E-learning Literasi Digital ASN", "16", 20}}
	civilBasics       = training{"Latsar CPNS", "13", 200}
	leadership        = map[string]training{
		"jpt_pratama":   {"Pelatihan Kepemimpinan Nasional Tingkat II (PKN II)", "1", 900},
		"administrator": {"Pelatihan Kepemimpinan Administrator (PKA)", "1", 900},
		"pengawas":      {"Pelatihan Kepemimpinan Pengawas (PKP)", "1", 900},
	}
)

// competencyNames are the nine common competencies (5.1).
var competencyNames = []struct{ code, name, cluster string }{
	{"M.01", "Integritas", "managerial"}, {"M.02", "Kerja Sama", "managerial"}, {"M.03", "Komunikasi", "managerial"},
	{"M.04", "Orientasi pada Hasil", "managerial"}, {"M.05", "Pelayanan Publik", "managerial"},
	{"M.06", "Pengembangan Diri dan Orang Lain", "managerial"}, {"M.07", "Mengelola Perubahan", "managerial"},
	{"M.08", "Pengambilan Keputusan", "managerial"}, {"SK.01", "Perekat Bangsa", "sociocultural"},
}

// sanctionKinds are the sanctions of PP 94/2021 Ps 8 with the SIASN id and the months they last here.
var sanctionKinds = []struct {
	level, kind string
	months      int
	weight      float64
}{
	{"light", "1", 6, 20}, {"light", "2", 6, 30}, {"light", "3", 6, 10}, {"medium", "23", 6, 15}, {"medium", "24", 9, 8},
	{"medium", "25", 12, 7}, {"heavy", "27", 12, 6}, {"heavy", "28", 12, 4},
}

var sanctionReasons = map[string]string{
	"light": "Tidak masuk kerja tanpa alasan yang sah selama 3 sampai 10 hari", "medium": "Tidak masuk kerja tanpa alasan yang sah selama 11 sampai 20 hari",
	"heavy": "Tidak masuk kerja tanpa alasan yang sah selama 21 sampai 27 hari",
}

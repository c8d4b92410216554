package city

import (
	"strings"

	"mutasi/domain"
)

// duty is one kind of task of the sample city. Norm times are whole multiples of three minutes: Tasks relies on it.
type duty struct {
	name, output, period string
	norm                 int64 // minutes
	share                int64 // of the position's work, in per cent
}

// rest is the task that takes what the others leave, to the hundredth of an hour's work.
const restTask, restOutput, restNorm = "Melaksanakan tugas kedinasan lain yang diberikan pimpinan", "jam", 60

// report is in every list: a monthly report of half a day.
var report = duty{"Menyusun laporan bulanan pelaksanaan tugas", "laporan", "month", 240, 0}

var (
	teachingDuties = []duty{
		{"Menyusun perangkat pembelajaran", "perangkat", "year", 360, 14}, {"Melaksanakan pembelajaran tatap muka", "jam pelajaran", "year", 45, 46},
		{"Menilai dan mengevaluasi hasil belajar", "berkas nilai", "year", 30, 22}, {"Membimbing peserta didik", "kegiatan", "week", 60, 10},
	}
	nursingDuties = []duty{
		{"Melakukan asuhan kepada pasien", "pasien", "year", 18, 52}, {"Mendokumentasikan hasil asuhan pada rekam medis", "rekam medis", "year", 6, 18},
		{"Melaksanakan kunjungan dan penyuluhan kesehatan", "kegiatan", "month", 180, 12}, {"Menyiapkan alat dan bahan pelayanan", "kali", "day", 15, 8},
	}
	expertDuties = []duty{
		{"Menelaah bahan dan menyusun rekomendasi", "telaahan", "year", 480, 38}, {"Mengumpulkan dan mengolah data", "dokumen data", "year", 120, 26},
		{"Melaksanakan pendampingan dan konsultasi", "kegiatan", "month", 180, 16}, {"Menghadiri rapat koordinasi dan menyusun notula", "notula", "month", 150, 8},
	}
	clericalDuties = []duty{
		{"Memeriksa kelengkapan berkas permohonan", "berkas", "year", 15, 34}, {"Memasukkan data dan mencetak dokumen", "dokumen", "year", 12, 28},
		{"Melayani permintaan informasi di loket", "orang", "year", 9, 18}, {"Mengarsipkan berkas", "berkas", "year", 3, 10},
	}
	moneyDuties = []duty{
		{"Memverifikasi dokumen pertanggungjawaban", "dokumen", "year", 30, 40}, {"Mencatat transaksi pada buku kas", "transaksi", "year", 6, 26},
		{"Menyusun surat permintaan pembayaran", "SPP", "month", 60, 18},
	}
	manualDuties = []duty{
		{"Melaksanakan layanan operasional lapangan", "kegiatan", "year", 60, 58}, {"Memelihara sarana dan prasarana kantor", "unit", "month", 90, 20},
	}
)

// duties of a position by its kind and title.
func duties(p *domain.Position) []duty {
	switch {
	case p.Kind == domain.KindFungsional && strings.HasPrefix(p.Family, "Guru"), p.Family == "Guru":
		return teachingDuties
	case p.Kind == domain.KindFungsional && healthFamily(p.Family):
		return nursingDuties
	case p.Kind == domain.KindFungsional:
		return expertDuties
	case strings.Contains(p.Title, "Keuangan"), strings.Contains(p.Title, "Bendahara"):
		return moneyDuties
	case strings.Contains(p.Title, "Umum Operasional"), strings.Contains(p.Title, "Sarana"):
		return manualDuties
	}
	return clericalDuties
}

// effectiveMinutes is one person's working year in the sample city (domain.md 4.1).
const effectiveMinutes = 75000

// Tasks makes a few believable tasks for a position whose loads add up to exactly its demand, in hundredths of a working year
// of one person. The same demand gives the same tasks.
func Tasks(p *domain.Position, hundredths int) []domain.TaskInput {
	total := int64(hundredths) * effectiveMinutes / 100
	left := total
	var tasks []domain.TaskInput
	add := func(d duty, volume int64) {
		v, n := domain.Hundredths(volume*100), domain.Hundredths(d.norm*100)
		tasks = append(tasks, domain.TaskInput{Name: d.name, Output: d.output, Period: d.period, Volume: &v, NormMinutes: &n})
		left -= volume * domain.PeriodFactors[d.period] * d.norm
	}
	for _, d := range duties(p) {
		if volume := total * d.share / 100 / (domain.PeriodFactors[d.period] * d.norm); volume > 0 {
			add(d, volume)
		}
	}
	if left >= 12*report.norm {
		add(report, 1)
	}
	if left > 0 { // a multiple of three minutes, so a whole number of hundredths of an hour
		v, n := domain.Hundredths(left*100/restNorm), domain.Hundredths(restNorm*100)
		tasks = append(tasks, domain.TaskInput{Name: restTask, Output: restOutput, Period: "year", Volume: &v, NormMinutes: &n})
	}
	return tasks
}

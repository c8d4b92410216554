package city

import (
	"math/rand/v2"
	"strings"

	"mutasi/domain"
)

// planUnit plans the posts of one unit, its head first.
func (b *builder) planUnit(rng *rand.Rand, u int) {
	f := &b.units[u]
	name := b.city.Units[u].Name
	degrees := clerkDegrees
	if len(f.degrees) > 0 {
		degrees = append(named(f.degrees...), clerkDegrees...)
	}
	switch f.sort {
	case sortSecretariat:
		b.planSecretariat(u, degrees)
	case sortAssistant:
		b.structural(u, name, "II.b", 14, "", clerkDegrees, false)
	case sortBureau:
		b.structural(u, "Kepala "+name, "III.a", 12, "", degrees, false)
		b.team(u, specialist, bureauFamily(name), 1)
		b.office(rng, u)
	case sortAgency:
		title := f.agency.head
		if title == "" {
			title = "Kepala " + name
		}
		b.structural(u, title, "II.b", 14, f.agency.special, degrees, sureHead[f.agency.code])
	case sortAgencySecretariat:
		title := "Sekretaris " + strings.TrimPrefix(name, "Sekretariat ")
		b.structural(u, title, "III.a", 12, "", degrees, false)
		if f.weight > 0 {
			b.moneyOffice(rng, u)
		}
	case sortSubsection:
		b.structural(u, "Kepala "+name, "IV.a", 9, "", clerkDegrees, false)
		b.subsection(rng, u, name)
	case sortDivision:
		b.planDivision(rng, u, name, degrees)
	case sortSection:
		b.structural(u, "Kepala "+name, "IV.a", 9, "", degrees, false)
		b.office(rng, u)
	case sortTeam:
		b.office(rng, u)
	case sortTechnical:
		b.structural(u, "Kepala "+name, "IV.a", 9, "", degreesOf(f.agency), false)
		if b.size >= 8000 {
			b.structural(u, "Kepala Subbagian Tata Usaha "+name, "IV.b", 8, "", clerkDegrees, false)
		}
		if f.code == "UPT-LABKES" {
			b.team(u, health, "Pranata Laboratorium Kesehatan", 0.3)
		}
		b.fieldWork(rng, u)
	case sortHealthCentre:
		b.planHealthCentre(rng, u, name)
	case sortHospital:
		b.structural(u, "Direktur "+name, "II.b", 14, "", []degree{publicHealth, nursing}, false)
		for _, m := range hospitalMix {
			b.team(u, health, m.family, f.weight*m.share)
		}
	case sortHospitalPart:
		b.structural(u, "Kepala "+name, "III.b", 11, "", []degree{publicHealth, nursing}, false)
		b.clerks(rng, u, []job{healthClerk, healthOper, officeClerk, labourer, treasurer}, []float64{4, 4, 3, 2, 0.3})
	case sortPrimarySchool, sortMiddleSchool:
		b.planSchool(rng, u, name)
	case sortDistrict:
		b.structural(u, "Camat "+strings.TrimPrefix(name, "Kecamatan "), "III.a", 12, domain.SpecialCamat, withAcademy(degrees), false)
		if b.size >= 1000 {
			b.structural(u, "Sekretaris "+name, "III.b", 11, "", withAcademy(degrees), false)
		}
		if b.size >= 3000 {
			b.structural(u, "Kepala Subbagian Umum dan Kepegawaian "+name, "IV.b", 8, "", clerkDegrees, false)
			b.structural(u, "Kepala Subbagian Program dan Keuangan "+name, "IV.b", 8, "", clerkDegrees, false)
		}
		b.clerks(rng, u, []job{serviceExpert, governance, dataClerk, officeClerk, treasurer}, []float64{3, 2, 2, 4, 0.6})
	case sortDistrictPart:
		b.structural(u, "Kepala "+name, "IV.a", 9, "", withAcademy(degrees), false)
		b.clerks(rng, u, []job{governance, serviceClerk, operator}, []float64{2, 1, 2})
	case sortWard:
		b.planWard(rng, u, name, degrees)
	}
}

// sureHead are the agencies whose heads the demo needs.
var sureHead = map[string]bool{codeEducation: true, codeHealth: true, codePopulation: true, codePersonnel: true, codeFinance: true, codeInspector: true}

func withAcademy(d []degree) []degree { return append([]degree{civilAcademy}, d...) }

func degreesOf(a *agency) []degree { return append(named(a.degrees...), clerkDegrees...) }

func (b *builder) planSecretariat(u int, degrees []degree) {
	b.structural(u, "Sekretaris Daerah", "II.a", 15, domain.SpecialSekda, withAcademy(degrees), true)
	if b.plan.assistants {
		for _, field := range expertStaffNames {
			b.structural(u, "Staf Ahli Wali Kota Bidang "+field, "II.b", 13, "", degrees, false)
		}
	}
	b.clerks(b.stream(streamPosts+1000), u, []job{officeClerk, operator}, []float64{1, 1})
}

func bureauFamily(name string) string {
	switch {
	case strings.HasSuffix(name, "Hukum"):
		return "Perancang Peraturan Perundang-undangan"
	case strings.HasSuffix(name, "Pengadaan Barang dan Jasa"):
		return "Pengelola Pengadaan Barang/Jasa"
	case strings.HasSuffix(name, "Protokol dan Komunikasi Pimpinan"):
		return "Pranata Hubungan Masyarakat"
	}
	return "Analis Kebijakan"
}

func (b *builder) planDivision(rng *rand.Rand, u int, name string, degrees []degree) {
	a := b.units[u].agency
	echelon, class, title := "III.b", 11, "Kepala "+name
	if a.word != "" { // inspektur pembantu and the divisions of the council's secretariat rank higher
		echelon, class = "III.a", 12
	}
	if a.code == codeInspector {
		title = name
	}
	b.structural(u, title, echelon, class, "", degrees, false)
	if a.code == codeHealth {
		for _, f := range []string{"Epidemiolog Kesehatan", "Tenaga Promosi Kesehatan dan Ilmu Perilaku", "Tenaga Sanitasi Lingkungan", "Apoteker"} {
			b.team(u, health, f, 0.06)
		}
	}
	if n := len(a.families); n > 0 {
		at := int(b.units[u].code[len(b.units[u].code)-1] - '1')
		b.team(u, specialist, a.families[at%n], 1.5)
	}
	if a.code == codeFinance {
		b.money(rng, u)
		return
	}
	b.office(rng, u)
}

// office plans the clerks of an ordinary office.
func (b *builder) office(rng *rand.Rand, u int) {
	a := b.units[u].agency
	switch {
	case a != nil && a.field:
		b.fieldWork(rng, u)
	case a != nil && a.code == codeFinance:
		b.money(rng, u)
	case a != nil && (a.code == "KOMINFO" || a.code == codePopulation):
		b.clerks(rng, u, []job{systems, analyst, dataClerk, officeClerk}, []float64{2, 1, 3, 3})
	case strings.HasSuffix(b.city.Units[u].Name, "Hukum"):
		b.clerks(rng, u, []job{analyst, lawClerk, officeClerk}, []float64{3, 2, 2})
	case chance(rng, 0.5):
		b.clerks(rng, u, []job{analyst, dataClerk, officeClerk}, []float64{3, 2, 3})
	default:
		b.clerks(rng, u, []job{serviceExpert, officeClerk, operator}, []float64{3, 2, 2})
	}
}

// money plans the clerks of the finance agency. Its first office keeps a seat free for the accountant in the wrong place.
func (b *builder) money(rng *rand.Rand, u int) {
	at := len(b.posts)
	j := analyst
	j.degrees = named("Akuntansi", "Ekonomi Pembangunan")
	f := &b.units[u]
	b.clerks(rng, u, []job{financeClerk, cashClerk, treasurer}, []float64{2, 2, 0.3})
	b.posts = append(b.posts, post{job: j, unit: u, group: clerk, weight: 0.4 * f.weight, pull: f.vacancy})
	if !b.accountantSeatPlanned(at) {
		b.posts[len(b.posts)-1].reserve = 1
	}
}

func (b *builder) accountantSeatPlanned(before int) bool {
	for i := range b.posts[:before] {
		if b.posts[i].reserve > 0 {
			return true
		}
	}
	return false
}

// moneyOffice plans a sekretariat that has no subbagian.
func (b *builder) moneyOffice(rng *rand.Rand, u int) {
	b.clerks(rng, u, []job{analyst, officeClerk, financeClerk, treasurer, operator}, []float64{2, 3, 1, 0.5, 2})
}

func (b *builder) subsection(rng *rand.Rand, u int, name string) {
	switch {
	case strings.Contains(name, " Keuangan "):
		b.clerks(rng, u, []job{financeClerk, cashClerk, treasurer}, []float64{2, 2, 0.8})
	case strings.Contains(name, " Program"):
		b.clerks(rng, u, []job{analyst, dataClerk, officeClerk}, []float64{3, 2, 1})
	case b.plan.subsections == 1: // the only one: people, goods and money
		b.moneyOffice(rng, u)
	default:
		b.clerks(rng, u, []job{serviceExpert, officeClerk, operator, labourer}, []float64{1.5, 3, 2, 2})
	}
}

func (b *builder) fieldWork(rng *rand.Rand, u int) {
	b.clerks(rng, u, []job{serviceExpert, serviceClerk, operator, technician, labourer}, []float64{1, 1.5, 5, 1, 3})
}

func (b *builder) planWard(rng *rand.Rand, u int, name string, degrees []degree) {
	ward := strings.TrimPrefix(name, "Kelurahan ")
	b.structural(u, "Lurah "+ward, "IV.a", 9, "", withAcademy(degrees), false)
	posts := []string{"Sekretaris Lurah", "Kepala Seksi Pemerintahan", "Kepala Seksi Ketenteraman dan Ketertiban", "Kepala Seksi Kesejahteraan Sosial"}
	for _, title := range posts[:b.plan.wardPosts] {
		b.structural(u, title+" "+ward, "IV.b", 8, "", withAcademy(degrees), false)
	}
	b.clerks(rng, u, []job{governance, officeClerk, operator}, []float64{1.2, 2, 2})
}

// Staffing of health centres and hospitals by family.
var (
	centreMix = []struct {
		family string
		share  float64
	}{{"Perawat", 0.32}, {"Bidan", 0.3}, {"Dokter", 0.11}, {"Dokter Gigi", 0.04}, {"Apoteker", 0.04}, {"Nutrisionis", 0.04},
		{"Tenaga Sanitasi Lingkungan", 0.04}, {"Pranata Laboratorium Kesehatan", 0.04}, {"Perekam Medis", 0.03},
		{"Terapis Gigi dan Mulut", 0.02}, {"Tenaga Promosi Kesehatan dan Ilmu Perilaku", 0.02}}
	hospitalMix = []struct {
		family string
		share  float64
	}{{"Perawat", 0.46}, {"Dokter", 0.16}, {"Bidan", 0.1}, {"Apoteker", 0.06}, {"Pranata Laboratorium Kesehatan", 0.06}, {"Radiografer", 0.05},
		{"Fisioterapis", 0.03}, {"Perekam Medis", 0.04}, {"Nutrisionis", 0.03}, {"Psikolog Klinis", 0.01}}
)

func (b *builder) planHealthCentre(rng *rand.Rand, u int, name string) {
	f := &b.units[u]
	head := functional(families["Dokter"], "ahli_madya", "", []degree{physician})
	head.title, head.special, head.strategic, head.pppk = "Kepala "+name, domain.SpecialPuskesmasHead, true, 0
	b.posts = append(b.posts, post{job: head, unit: u, group: health, pull: b.headPull(f.vacancy), head: true})
	if b.size >= 15000 {
		b.structural(u, "Kepala Subbagian Tata Usaha "+name, "IV.b", 8, "", []degree{publicHealth, nursing}, false)
	}
	for _, m := range centreMix {
		b.team(u, health, m.family, f.weight*m.share)
	}
	share := f.weight
	f.weight *= 5
	b.clerks(rng, u, []job{healthClerk, officeClerk, operator}, []float64{2, 2, 1})
	f.weight = share
}

// headPull keeps the two notable health centres headed; elsewhere one head in nine is missing as with other seats.
func (b *builder) headPull(vacancy float64) float64 {
	if vacancy == 1 {
		return 0.6
	}
	return 0
}

// schoolLevels are the levels of teachers with their shares; many older teachers are ahli madya.
var schoolLevels = []struct {
	level string
	share float64
	pppk  float64
}{{"ahli_pertama", 0.54, 0.76}, {"ahli_muda", 0.21, 0.06}, {"ahli_madya", 0.25, 0}}

// Levels at which a subject has seats in one school, the most usual first: two for large subjects, one for small ones.
var (
	levelPairs = [][]int{{0, 2}, {0, 1}, {1, 2}}
	oneLevel   = [][]int{{0}, {1}, {2}}
)

// subjects of middle schools with the index of the teaching degree and the hours' share.
var subjects = []struct {
	title  string
	degree int
	share  float64
}{{"Guru Matematika", 3, 5}, {"Guru Bahasa Indonesia", 4, 5}, {"Guru Bahasa Inggris", 5, 4}, {"Guru IPA", 6, 5}, {"Guru IPS", 7, 4},
	{"Guru PPKn", 8, 3}, {"Guru PJOK", 1, 3}, {"Guru Pendidikan Agama", 2, 3}, {"Guru Bimbingan dan Konseling", 9, 2}}

func (b *builder) planSchool(rng *rand.Rand, u int, name string) {
	f := &b.units[u]
	guru := family{name: "Guru", retirement: 60, women: 0.65}
	head := functional(guru, "ahli_madya", "", teaching)
	head.title, head.special, head.pppk = "Kepala "+name, domain.SpecialSchoolHead, 0
	b.posts = append(b.posts, post{job: head, unit: u, group: teacher, pull: 0.6, head: true})
	add := func(title string, d degree, share float64, levels []int) {
		sum := 0.0
		for _, i := range levels {
			sum += schoolLevels[i].share
		}
		for _, i := range levels {
			l := schoolLevels[i]
			j := functional(guru, l.level, title, []degree{d})
			j.pppk = l.pppk
			if title == "Guru PJOK" {
				j.women = 0.3
			}
			b.posts = append(b.posts, post{job: j, unit: u, group: teacher, weight: f.weight * share * l.share / sum, pull: f.vacancy * (0.5 + rng.Float64())})
		}
	}
	if f.sort == sortPrimarySchool {
		add("Guru Kelas", teaching[0], 0.74, []int{0, 1, 2})
		add("Guru PJOK", teaching[1], 0.13, oneLevel[weighted(rng, 0.54, 0.21, 0.25)])
		add("Guru Pendidikan Agama", teaching[2], 0.13, oneLevel[weighted(rng, 0.54, 0.21, 0.25)])
	} else {
		for _, s := range subjects {
			levels := levelPairs[weighted(rng, 0.45, 0.35, 0.2)]
			if s.share < 4 {
				levels = oneLevel[weighted(rng, 0.54, 0.21, 0.25)]
			}
			add(s.title, teaching[s.degree], s.share/34, levels)
		}
	}
	weight := f.weight
	f.weight = 1.8 * weight
	b.clerks(rng, u, []job{officeClerk, pick(rng, []job{operator, operator, labourer})}, []float64{2, 1.5})
	f.weight = weight
}

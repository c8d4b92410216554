package city

import (
	"fmt"

	"mutasi/domain"
)

// unitFacts is what the builder knows about a unit beside its row.
type unitFacts struct {
	parent  int     // index, -1 for the root
	agency  *agency // nil above and beside the agencies
	code    string
	sort    unitSort
	weight  float64  // size of its clerical staff against other units
	degrees []string // majors that fit, where the unit is narrower than its agency
	// vacancy is the pull of the unit's seats to stay vacant: 1 as usual, 0 for a unit that is full.
	vacancy float64
	seq     int // positions so far, for their codes
}

// unitSort tells which posts a unit gets.
type unitSort int

const (
	sortRoot unitSort = iota
	sortSecretariat
	sortAssistant
	sortBureau
	sortAgency
	sortAgencySecretariat
	sortSubsection
	sortDivision
	sortSection
	sortTeam
	sortTechnical
	sortHealthCentre
	sortHospital
	sortHospitalPart
	sortPrimarySchool
	sortMiddleSchool
	sortDistrict
	sortDistrictPart
	sortWard
)

// unit adds a unit below parent and returns its index.
func (b *builder) unit(parent int, f unitFacts, name, kind string) int {
	f.parent = parent
	if f.vacancy == 0 {
		f.vacancy = 1
	}
	u := domain.Unit{Meta: b.meta(), NameNorm: domain.Norm(name)}
	u.Code, u.Name, u.Kind, u.Active = f.code, name, kind, true
	var above *domain.Unit
	if parent >= 0 {
		above = &b.city.Units[parent]
		u.ParentID = above.ID
		if f.agency == nil {
			f.agency = b.units[parent].agency
		}
	}
	u.Place(above)
	b.city.Units = append(b.city.Units, u)
	b.units = append(b.units, f)
	return len(b.units) - 1
}

func (b *builder) buildUnits() {
	root := b.unit(-1, unitFacts{code: "KOTA", sort: sortRoot}, "Pemerintah "+cityName, "pemda")
	b.city.Notable.Root = b.city.Units[root].ID
	b.buildSecretariat(root)
	for i := range agencies {
		if b.size >= agencies[i].from {
			b.buildAgency(root, &agencies[i])
		}
	}
	b.buildDistricts(root)
}

func (b *builder) buildSecretariat(root int) {
	top := b.unit(root, unitFacts{code: "SETDA", sort: sortSecretariat, weight: 2}, "Sekretariat Daerah", "setda")
	parents := []int{top, top, top}
	if b.plan.assistants {
		for i, name := range assistantNames {
			parents[i] = b.unit(top, unitFacts{code: fmt.Sprintf("SETDA-A%d", i+1), sort: sortAssistant}, "Asisten "+name, "asisten")
		}
	}
	for i, bureau := range bureauNames[:b.plan.bureaus] {
		f := unitFacts{code: fmt.Sprintf("SETDA-B%02d", i+1), sort: sortBureau, weight: 5, degrees: bureau.degrees}
		at := b.unit(parents[bureau.assistant], f, "Bagian "+bureau.name, "bagian")
		if b.plan.subsections < 3 {
			continue
		}
		for k, name := range []string{"Tata Usaha Bagian", "Program Bagian", "Layanan Bagian"} {
			b.unit(at, unitFacts{code: fmt.Sprintf("%s-S%d", f.code, k+1), sort: sortSubsection, weight: 2, degrees: bureau.degrees},
				"Subbagian "+name+" "+bureau.name, "subbagian")
		}
	}
}

// subsectionNames are the subbagian of an agency's sekretariat; the second looks after money.
var subsectionNames = []string{"Umum dan Kepegawaian", "Keuangan", "Program"}

func (b *builder) buildAgency(root int, a *agency) {
	scale := a.weight
	if scale == 0 {
		scale = 1
	}
	top := b.unit(root, unitFacts{code: a.code, sort: sortAgency, agency: a, degrees: a.degrees}, a.name, a.kind)
	if a.code != codeCouncil {
		f := unitFacts{code: a.code + "-SEK", sort: sortAgencySecretariat, degrees: a.degrees}
		if b.plan.subsections == 0 {
			f.weight = 6
		}
		office := b.unit(top, f, "Sekretariat "+a.name, "sekretariat")
		for i, name := range subsectionNames[:b.plan.subsections] {
			b.unit(office, unitFacts{code: fmt.Sprintf("%s-S%d", f.code, i+1), sort: sortSubsection, weight: 4 * scale},
				"Subbagian "+name+" "+a.name, "subbagian")
		}
	}
	b.buildDivisions(top, a, scale)
	for _, u := range technicalUnits {
		if u.agency == a.code && b.size >= u.from {
			b.unit(top, unitFacts{code: u.code, sort: sortTechnical, weight: u.weight}, u.name, "upt")
		}
	}
	switch a.code {
	case codeHealth:
		b.buildHealthCentres(top)
	case codeEducation:
		b.buildSchools(top)
	}
}

func (b *builder) buildDivisions(top int, a *agency, scale float64) {
	n, word := b.plan.divisions, a.word
	switch a.code { // the demo needs two divisions of the education office and the finance agency's first
	case codeEducation:
		n = max(n, 2)
	case codeFinance:
		n = max(n, 1)
	}
	if word == "" {
		word = "Bidang"
	}
	kind := map[string]string{"Bidang": "bidang", "Bagian": "bagian"}[word]
	if kind == "" {
		kind = "irban"
	}
	for i, name := range a.divisions[:n] {
		f := unitFacts{code: fmt.Sprintf("%s-B%d", a.code, i+1), sort: sortDivision, weight: 1.5 * scale, degrees: a.degrees}
		if b.plan.sections+b.plan.teams == 0 {
			f.weight = 4 * scale
		}
		f.vacancy = b.educationLoad(a, i)
		at := b.unit(top, f, word+" "+name, kind)
		if a.code == codeEducation && i == 0 {
			b.city.Notable.EducationBusyDivision = b.city.Units[at].ID
		}
		if a.code == codeEducation && i == 1 {
			b.city.Notable.EducationIdleDivision = b.city.Units[at].ID
		}
		part := name
		if kind == "irban" {
			part = word + " " + name
		}
		b.buildDivisionParts(at, f, part, scale)
	}
}

// buildDivisionParts adds the seksi or the kelompok of a division, which share its load.
func (b *builder) buildDivisionParts(at int, f unitFacts, name string, scale float64) {
	for k, part := range []string{"Perencanaan dan Pelaksanaan", "Pembinaan dan Evaluasi"}[:b.plan.sections] {
		b.unit(at, unitFacts{code: fmt.Sprintf("%s-S%d", f.code, k+1), sort: sortSection, weight: 4 * scale, vacancy: f.vacancy, degrees: f.degrees},
			"Seksi "+part+" "+name, "seksi")
	}
	for k, part := range []string{"Teknis", "Data dan Pelaporan"}[:b.plan.teams] {
		b.unit(at, unitFacts{code: fmt.Sprintf("%s-K%d", f.code, k+1), sort: sortTeam, weight: 3 * scale, vacancy: f.vacancy, degrees: f.degrees},
			"Kelompok "+part+" "+name, "kelompok")
	}
}

// Pulls of vacancies in the units whose load is uneven on purpose.
const (
	pullBusy   = 7.0
	pullIdle   = 1e-9
	pullRemote = 1.8
)

// educationLoad makes the first division of the education office short of people and the second one full.
func (b *builder) educationLoad(a *agency, division int) float64 {
	if a.code == codeEducation && division < 2 {
		return []float64{pullBusy, pullIdle}[division]
	}
	return 1
}

func (b *builder) buildHealthCentres(top int) {
	rng := b.stream(streamUnits)
	for i := range b.plan.healthCentres {
		name := "Puskesmas Medan " + districtNames[i%len(districtNames)]
		if i >= len(districtNames) {
			name += " II"
		}
		f := unitFacts{code: fmt.Sprintf("PKM-%02d", i+1), sort: sortHealthCentre, weight: 0.75 + 0.5*rng.Float64(), vacancy: 1}
		switch i { // the case of Pematangsiantar: two neighbours of one size, one overloaded and one idle
		case 0:
			f.weight, f.vacancy = 1.4, pullBusy
		case 1:
			f.weight, f.vacancy = 1.4, pullIdle
		}
		at := b.unit(top, f, name, "puskesmas")
		switch i {
		case 0:
			b.city.Notable.OverloadedHealthCentre = b.city.Units[at].ID
		case 1:
			b.city.Notable.IdleHealthCentre = b.city.Units[at].ID
		}
	}
	for i, name := range hospitalNames[:min(b.plan.hospitals, len(hospitalNames))] {
		f := unitFacts{code: fmt.Sprintf("RSUD-%d", i+1), sort: sortHospital, weight: 0.5 * float64(b.plan.healthCentres) / float64(b.plan.hospitals)}
		at := b.unit(top, f, name, "rsud")
		b.unit(at, unitFacts{code: f.code + "-TU", sort: sortHospitalPart, weight: 12}, "Bagian Tata Usaha "+name, "bagian")
		if b.plan.divisions >= 4 {
			b.unit(at, unitFacts{code: f.code + "-YAN", sort: sortHospitalPart, weight: 8}, "Bidang Pelayanan Medik "+name, "bidang")
			b.unit(at, unitFacts{code: f.code + "-KEP", sort: sortHospitalPart, weight: 8}, "Bidang Keperawatan "+name, "bidang")
		}
	}
}

// buildSchools makes seven primary schools to every three middle schools; schools at the edge of the city lack teachers.
func (b *builder) buildSchools(top int) {
	rng := b.stream(streamUnits + 1000)
	primary, middle := 0, 0
	for i := range b.plan.schools {
		f := unitFacts{weight: 0.7 + 0.6*rng.Float64(), vacancy: 1}
		if i%9 == 8 {
			f.vacancy = pullRemote
		}
		if i%10 == 2 || i%10 == 5 || i%10 == 8 {
			middle++
			f.code, f.sort, f.weight = fmt.Sprintf("SMPN-%03d", middle), sortMiddleSchool, 2.4*f.weight
			b.unit(top, f, fmt.Sprintf("SMP Negeri %d Medan", middle), "sekolah")
			continue
		}
		primary++
		f.code, f.sort = fmt.Sprintf("SDN-%03d", primary), sortPrimarySchool
		b.unit(top, f, fmt.Sprintf("SD Negeri %d Medan", primary), "sekolah")
	}
}

func (b *builder) buildDistricts(root int) {
	degrees := []string{"Ilmu Pemerintahan", "Administrasi Publik", "Administrasi Negara"}
	ward := 0
	for i, name := range districtNames[:b.plan.districts] {
		name = "Medan " + name
		f := unitFacts{code: fmt.Sprintf("%s-%02d", codeDistricts, i+1), sort: sortDistrict, weight: 6, degrees: degrees}
		if i >= 18 {
			f.vacancy = pullRemote
		}
		at := b.unit(root, f, "Kecamatan "+name, "kecamatan")
		parts := []string{"Pemerintahan", "Ketenteraman dan Ketertiban", "Kesejahteraan Sosial", "Pemberdayaan Masyarakat", "Pelayanan Umum"}
		for k, part := range parts[:b.plan.districtParts] {
			b.unit(at, unitFacts{code: fmt.Sprintf("%s-S%d", f.code, k+1), sort: sortDistrictPart, weight: 2, degrees: degrees, vacancy: f.vacancy},
				"Seksi "+part+" Kecamatan "+name, "seksi")
		}
		for k := range b.plan.wards {
			title := wardWords[ward%len(wardWords)]
			if round := ward / len(wardWords); round > 0 {
				title += []string{"", " II", " III", " IV"}[round]
			}
			ward++
			b.unit(at, unitFacts{code: fmt.Sprintf("KEL-%02d-%02d", i+1, k+1), sort: sortWard, weight: 5, degrees: degrees, vacancy: f.vacancy},
				"Kelurahan "+title, "kelurahan")
		}
	}
}

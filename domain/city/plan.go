package city

import "math"

// plan is the shape of the organisation for a number of staff. It keeps structural posts near 6 % of staff between 2,000
// and 25,000; above that the tree stays as it is and units grow.
type plan struct {
	districts     int // kecamatan
	wards         int // kelurahan in each
	wardPosts     int // structural posts of a ward beside the lurah
	districtParts int // seksi of a district
	divisions     int // bidang of an agency
	sections      int // seksi of a bidang
	teams         int // kelompok of a bidang: units without a head of their own, where there are few seksi
	subsections   int // subbagian of a sekretariat
	bureaus       int // bagian of the Sekretariat Daerah
	assistants    bool
	schools       int
	healthCentres int
	hospitals     int
}

func planFor(size int) plan {
	f := float64(size)
	p := plan{
		districts:     clamp(int(math.Round(2+f/1300)), 1, len(districtNames)),
		wards:         clamp(int(math.Round(2.4+f/5000)), 1, 7),
		wardPosts:     1,
		districtParts: 2,
		divisions:     2,
		teams:         2,
		subsections:   1,
		bureaus:       3,
		schools:       clamp(int(math.Round(f*shareTeachers/25.5)), 4, 590),
		healthCentres: clamp(int(math.Round(3+f/650)), 2, 2*len(districtNames)-1),
		hospitals:     1 + size/30000,
	}
	if size < 1000 {
		p.districts, p.wards, p.wardPosts, p.districtParts = 1, 1, 0, 0
		p.divisions, p.teams, p.subsections, p.bureaus = 0, 0, 0, 0
		p.healthCentres, p.hospitals = 2, 0
	}
	if size >= 3000 {
		p.divisions, p.sections, p.teams, p.subsections, p.bureaus, p.districtParts = 3, 1, 1, 2, 6, 3
	}
	if size >= 5000 {
		p.wardPosts, p.assistants = 2, true
	}
	if size >= 8000 {
		p.divisions = 4
	}
	if size >= 15000 {
		p.sections, p.teams, p.subsections, p.bureaus, p.districtParts, p.wardPosts = 2, 0, 3, len(bureauNames), 5, 4
	}
	return p
}

// Shares of staff by kind of work (domain.md 13.3); administrative staff (pelaksana) are what is left, about 31 %.
const (
	shareTeachers    = 0.472
	shareHealth      = 0.135
	shareSpecialists = 0.025
	// seatsPerHolder of posts that are not structural; with the structural ones the city has 1.10 to 1.15 seats per person.
	seatsPerHolder = 1.13
	// vacantStructural is the share of structural posts without a definitive holder.
	vacantStructural = 0.06
)

package domain

import (
	"slices"
	"strings"
)

// Rank is one golongan with its SIASN id; PPPK ranks have no SIASN id and no name (domain.md 3.3).
type Rank struct {
	Code    string
	SiasnID string
	Name    string
}

// Ranks are the PNS ranks in rising order (SIASN golonganPns).
var Ranks = []Rank{
	{"I/a", "11", "Juru Muda"}, {"I/b", "12", "Juru Muda Tingkat I"}, {"I/c", "13", "Juru"}, {"I/d", "14", "Juru Tingkat I"},
	{"II/a", "21", "Pengatur Muda"}, {"II/b", "22", "Pengatur Muda Tingkat I"}, {"II/c", "23", "Pengatur"}, {"II/d", "24", "Pengatur Tingkat I"},
	{"III/a", "31", "Penata Muda"}, {"III/b", "32", "Penata Muda Tingkat I"}, {"III/c", "33", "Penata"}, {"III/d", "34", "Penata Tingkat I"},
	{"IV/a", "41", "Pembina"}, {"IV/b", "42", "Pembina Tingkat I"}, {"IV/c", "43", "Pembina Utama Muda"}, {"IV/d", "44", "Pembina Utama Madya"},
	{"IV/e", "45", "Pembina Utama"},
}

// PPPKRanks are the PPPK golongan I to XVII in rising order (Perpres 98/2020): Roman numerals without a letter.
var PPPKRanks = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"}

const pppkRankBase = 100

// RankOrder gives ranks an order: PNS 1 to 17, PPPK 101 to 117, 0 for what is no rank. PNS and PPPK ranks do not compare.
func RankOrder(code string) int {
	if i := slices.IndexFunc(Ranks, func(r Rank) bool { return r.Code == code }); i >= 0 {
		return i + 1
	}
	if i := slices.Index(PPPKRanks, code); i >= 0 {
		return pppkRankBase + i + 1
	}
	return 0
}

// PPPKRank reports whether the order belongs to a PPPK rank.
func PPPKRank(order int) bool { return order >= pppkRankBase }

// EducationLevel is one level of education with its SIASN tingkat pendidikan id.
type EducationLevel struct {
	Code    string
	SiasnID string
	Order   int
}

// EducationLevels in rising order. A profession degree (profesi) stands on S-1 and does not reach S-2 (KKNI 7 and 8).
var EducationLevels = []EducationLevel{
	{"sd", "05", 1}, {"sltp", "10", 2}, {"slta", "15", 3}, {"d1", "20", 4}, {"d2", "25", 5}, {"d3", "30", 6},
	{"d4", "35", 7}, {"s1", "40", 7}, {"profesi", "42", 8}, {"s2", "45", 9}, {"s3", "50", 10},
}

// EducationOrder gives education levels an order; D-IV equals S-1. 0 for what is no level.
func EducationOrder(code string) int {
	for _, l := range EducationLevels {
		if l.Code == code {
			return l.Order
		}
	}
	return 0
}

// Tier groups positions of equal standing across the career paths, following the map of Per.BKN 3/2023 Ps 20: JPT and ahli
// utama 4, administrator and ahli madya 3, pengawas, ahli muda and penyelia 2, all others 1. 0 where it cannot be told.
func Tier(kind, level string) int {
	switch kind {
	case KindJPTPratama:
		return 4
	case KindAdministrator:
		return 3
	case KindPengawas:
		return 2
	case KindPelaksana:
		return 1
	case KindFungsional:
		switch level {
		case "ahli_utama":
			return 4
		case "ahli_madya":
			return 3
		case "ahli_muda", "penyelia":
			return 2
		case "":
			return 0
		}
		return 1
	}
	return 0
}

// JFLevels are the levels of functional positions in rising order (PP 11/2017 Ps 69), skill then expert.
var JFLevels = []string{"pemula", "terampil", "mahir", "penyelia", "ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama"}

// Movement shapes (PP 11/2017 Ps 189(3)).
const (
	Horizontal = "horizontal"
	VerticalUp = "vertical_up"
	DiagonalUp = "diagonal_up"
	Down       = "down"
)

// MovementOf derives the shape of a move; empty where one side is missing. Equal tiers are horizontal, a higher tier is
// vertical inside one group (administration, functional, JPT) and diagonal across groups.
func MovementOf(fromKind, fromLevel, toKind, toLevel string) string {
	a, b := Tier(fromKind, fromLevel), Tier(toKind, toLevel)
	if a == 0 || b == 0 {
		return ""
	}
	if a == b && fromKind == KindFungsional && toKind == KindFungsional && expert(fromLevel) == expert(toLevel) {
		a, b = slices.Index(JFLevels, fromLevel), slices.Index(JFLevels, toLevel)
	}
	switch {
	case b < a:
		return Down
	case b == a:
		return Horizontal
	case group(fromKind) == group(toKind):
		return VerticalUp
	}
	return DiagonalUp
}

func expert(level string) bool { return strings.HasPrefix(level, "ahli_") }

func group(kind string) string {
	switch kind {
	case KindJPTPratama:
		return "jpt"
	case KindFungsional:
		return "functional"
	}
	return "administration"
}

// RetirementAgeYears is the age limit (batas usia pensiun) of a position: what the row says, else by kind and level
// (UU 20/2023 Ps 55; PP 11/2017 Ps 239–240). 0 where it cannot be told.
func (p *Position) RetirementAgeYears() int {
	if p.PositionInput.RetirementAge > 0 {
		return p.PositionInput.RetirementAge
	}
	switch p.Kind {
	case KindJPTPratama:
		return 60
	case KindFungsional:
		switch p.Level {
		case "ahli_utama":
			return 65
		case "ahli_madya":
			return 60
		case "":
			return 0
		}
	}
	return 58
}

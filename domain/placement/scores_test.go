package placement

import (
	"testing"

	"mutasi/domain"
)

func TestTenureGrowsFromTwoToFiveYears(t *testing.T) {
	for months, want := range map[int]int16{0: 0, 23: 0, 24: 0, 25: 138, 33: 1250, 42: 2500, 59: 4861, 60: 5000, 61: 5000, 400: 5000} {
		if got := Tenure(months); got != want {
			t.Errorf("%d months: %d, want %d", months, got, want)
		}
	}
}

func TestGrowthIsAStepUpOrAnotherField(t *testing.T) {
	clerk, archivist := Standing{Kind: domain.KindPelaksana, Family: "administrasi"}, Standing{Kind: domain.KindPelaksana, Family: "arsip"}
	nurse := func(level string) Standing {
		return Standing{Kind: domain.KindFungsional, Level: level, Family: "perawat"}
	}
	midwife := Standing{Kind: domain.KindFungsional, Level: "mahir", Family: "bidan"}
	for _, c := range []struct {
		name     string
		from, to Standing
		want     int16
	}{
		{"the same post elsewhere", clerk, clerk, 0},
		{"another field", clerk, archivist, 5000},
		{"no field named", Standing{Kind: domain.KindPelaksana}, clerk, 0},
		{"no field named by the new post", clerk, Standing{Kind: domain.KindPelaksana}, 0},
		{"the next level", nurse("terampil"), nurse("mahir"), 5000},
		{"a level below", nurse("mahir"), nurse("terampil"), 0},
		{"another family at the same level", nurse("mahir"), midwife, 5000},
		{"a level below in another family", nurse("penyelia"), midwife, 0},
		{"up the ladder of offices", clerk, Standing{Kind: domain.KindPengawas}, 5000},
		{"down the ladder of offices", Standing{Kind: domain.KindAdministrator}, Standing{Kind: domain.KindPengawas}, 0},
		{"from an office to a higher functional post", Standing{Kind: domain.KindPengawas}, Standing{Kind: domain.KindFungsional, Level: "ahli_madya", Family: "auditor"}, 5000},
		{"no present post", Standing{}, clerk, 0},
	} {
		if got := Growth(c.from, c.to); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

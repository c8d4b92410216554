package eligibility

import (
	"math/rand/v2"
	"testing"
)

// TestSameWordsIsEqualityOfTheNormalForms draws words from few pieces, so that many are nearly the same.
func TestSameWordsIsEqualityOfTheNormalForms(t *testing.T) {
	pieces := []string{"", " ", "-", "S-1", "s 1", "D", "IV", "d iv", "Profesi", "SMA", "smk", "Hukum", "HUKUM", "hukum", "Ilmu", "K", "é", "3"}
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func() string {
		s := ""
		for range rng.IntN(4) {
			s += pieces[rng.IntN(len(pieces))]
			if rng.IntN(2) == 0 {
				s += " "
			}
		}
		return s
	}
	same := 0
	for range 200_000 {
		a, b := draw(), draw()
		want := normal(a) == normal(b)
		if sameWords(a, b) != want {
			t.Fatalf("%q and %q: %v, want %v", a, b, !want, want)
		}
		if want && a != b {
			same++
		}
	}
	if same < 1000 {
		t.Errorf("only %d are the same in other words", same)
	}
}

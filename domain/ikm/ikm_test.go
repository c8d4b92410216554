package ikm

import (
	"testing"

	"mutasi/domain"
)

// The worked example of domain.md 8, to the last digit, with the three weights.
func TestWorkedExample(t *testing.T) {
	sums := [Elements]int64{105, 101, 100, 116, 102, 105, 106, 105, 115}
	averages := [Elements]string{"3.6207", "3.4828", "3.4483", "4.0000", "3.5172", "3.6207", "3.6552", "3.6207", "3.9655"}
	for _, x := range []struct {
		mode  WeightMode
		index string
	}{{Ninth, "91.48"}, {Weight111, "91.38"}, {Weight11, "90.56"}} {
		r, err := Of(sums, 29, x.mode)
		if err != nil {
			t.Fatal(err)
		}
		if r.Index.String() != x.index || r.Grade.Letter != "A" || r.Mode != x.mode {
			t.Errorf("%s: %s %s, want %s A", x.mode, r.Index, r.Grade.Letter, x.index)
		}
		for i, want := range averages {
			if r.Averages[i].String() != want {
				t.Errorf("U%d: %s, want %s", i+1, r.Averages[i], want)
			}
		}
		if x.mode == Ninth && r.Mean.String() != "3.6590" {
			t.Errorf("mean %s", r.Mean)
		}
	}
}

func TestGradesHaveNoGaps(t *testing.T) {
	for index, want := range map[domain.Hundredths]string{2500: "D", 6499: "D", 6500: "C", 7660: "C", 7661: "B", 8830: "B", 8831: "A", 10000: "A"} {
		if g := GradeOf(index).Letter; g != want {
			t.Errorf("%s is %s, want %s", index, g, want)
		}
	}
}

// An index of 88.305 exactly lies between the printed intervals of B and A; rounded to 88.31 it is A.
func TestClassifiesTheRoundedIndex(t *testing.T) {
	r, err := Of([Elements]int64{17661, 17661, 17661, 17661, 17661, 17661, 17661, 17661, 17661}, 5000, Ninth)
	if err != nil || r.Index != 8831 || r.Grade.Letter != "A" {
		t.Errorf("%+v %v", r, err)
	}
}

func TestRefusesWhatCannotBe(t *testing.T) {
	ok := [Elements]int64{2, 2, 2, 2, 2, 2, 2, 2, 2}
	high, low := ok, ok
	high[3], low[8] = 9, 1
	for name, f := range map[string]func() (Result, error){
		"no respondents": func() (Result, error) { return Of(ok, 0, Ninth) },
		"too high":       func() (Result, error) { return Of(high, 2, Ninth) },
		"too low":        func() (Result, error) { return Of(low, 2, Ninth) },
		"mode":           func() (Result, error) { return Of(ok, 2, "0.12") },
	} {
		if _, err := f(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

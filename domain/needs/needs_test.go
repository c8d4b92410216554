package needs

import (
	"testing"

	"mutasi/domain"
)

// The worked example of domain.md 4.3, to the last digit.
func TestWorkedExampleOfThePopulationOffice(t *testing.T) {
	tasks := []struct {
		volume, norm domain.Hundredths
		minutes      string
		need         string
	}{
		{900000, 1500, "135000.00", "1.8000"}, {900000, 1000, "90000.00", "1.2000"}, {600000, 800, "48000.00", "0.6400"},
		{1200, 60000, "7200.00", "0.0960"}, {900000, 300, "27000.00", "0.3600"},
	}
	var total Load
	for i, x := range tasks {
		l := Task{Volume: x.volume, Period: "year", NormMinutes: x.norm}.Load()
		if l.Minutes().String() != x.minutes || DefaultBasis.Raw(l).String() != x.need {
			t.Errorf("task %d: %s minutes, %s people", i, l.Minutes(), DefaultBasis.Raw(l))
		}
		total += l
	}
	ej, ok := DefaultBasis.Effectiveness(total, 3)
	if total.Minutes().String() != "307200.00" || DefaultBasis.Raw(total).String() != "4.0960" || DefaultBasis.Need(total) != 400 || !ok || ej.String() != "1.3653" {
		t.Errorf("total %s, raw %s, need %s, EJ %s", total.Minutes(), DefaultBasis.Raw(total), DefaultBasis.Need(total), ej)
	}
	if g := GradeOf(ej); g.Letter != "A" || g.Meaning.English[:8] != "overload" {
		t.Errorf("grade %+v", g)
	}
	old := Basis{EffectiveMinutes: 72000, Rounding: HalfUp}
	if old.Raw(total).String() != "4.2667" || old.Need(total) != 400 || (Basis{72000, Ceil}).Need(total) != 500 || (Basis{75000, None}).Need(total) != 410 {
		t.Errorf("72,000 minutes: %s, %s, %s", old.Raw(total), old.Need(total), Basis{72000, Ceil}.Need(total))
	}
}

func TestGradesHaveNoGaps(t *testing.T) {
	for e, want := range map[domain.TenThousandths]string{0: "E", 4999: "E", 5000: "D", 6999: "D", 7000: "C", 8999: "C", 9000: "B", 10000: "B", 10001: "A", 50000: "A"} {
		if g := GradeOf(e).Letter; g != want {
			t.Errorf("%s is %s, want %s", e, g, want)
		}
	}
}

func TestNobodyThereIsNotDividedByZero(t *testing.T) {
	if _, ok := DefaultBasis.Effectiveness(Minute, 0); ok {
		t.Error("an empty position has no effectiveness")
	}
}

func TestGrowth(t *testing.T) {
	if l := Grow(100*Minute, 1000, 2); l != 121*Minute {
		t.Errorf("10 %% twice: %d", l)
	}
	if l := Grow(100*Minute, -1000, 1); l != 90*Minute {
		t.Errorf("minus 10 %%: %d", l)
	}
}

func TestPriority(t *testing.T) {
	for _, x := range []struct {
		need   domain.Hundredths
		filled int64
		want   int
	}{{400, 0, 1}, {400, 1, 1}, {400, 2, 2}, {400, 3, 2}, {400, 4, 3}, {0, 0, 3}, {50, 0, 1}} {
		if p := Priority(x.need, x.filled); p != x.want {
			t.Errorf("need %s filled %d: %d, want %d", x.need, x.filled, p, x.want)
		}
	}
}

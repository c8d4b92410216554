package talent

import (
	"slices"
	"testing"

	"mutasi/domain"
)

func TestBoxes(t *testing.T) {
	p := func(n int) *int { return &n }
	for _, x := range []struct {
		rating    domain.Predicate
		potential int
		want      int
	}{
		{domain.SangatBaik, 7700, 9}, {domain.SangatBaik, 7699, 7}, {domain.SangatBaik, 6799, 4},
		{domain.Baik, 10000, 8}, {domain.Baik, 6800, 5}, {domain.Baik, 0, 2},
		{domain.ButuhPerbaikan, 7700, 6}, {domain.Kurang, 6800, 3}, {domain.SangatKurang, 6799, 1},
	} {
		box, missing := Box(Person{[]domain.Predicate{x.rating, domain.Baik}, p(x.potential)}, domain.DefaultParameters.Talent)
		if box != x.want || missing != nil {
			t.Errorf("%s at %d: box %d %v, want %d", x.rating, x.potential, box, missing, x.want)
		}
	}
	if box, missing := Box(Person{}, domain.DefaultParameters.Talent); box != 0 || !slices.Equal(missing, []string{NoRating, NoPotential}) {
		t.Errorf("nothing known: %d %v", box, missing)
	}
}

func TestPoolWantsTwoGoodYears(t *testing.T) {
	good, bad := domain.Baik, domain.ButuhPerbaikan
	for _, x := range []struct {
		box  int
		list []domain.Predicate
		want bool
	}{{9, []domain.Predicate{good, good}, true}, {7, []domain.Predicate{good, good, bad}, true}, {6, []domain.Predicate{good, good}, false}, {9, []domain.Predicate{good, bad}, false}, {9, []domain.Predicate{good}, false}} {
		if InPool(x.box, x.list) != x.want {
			t.Errorf("box %d with %v", x.box, x.list)
		}
	}
}

func TestEveryBoxIsDescribedOnce(t *testing.T) {
	for i, c := range Cells() {
		if c.Box != i+1 || len(c.Recommendations) == 0 {
			t.Errorf("box %d: %+v", i+1, c)
		}
		for _, r := range c.Recommendations {
			if r.Text.Indonesian == "" || r.Text.English == "" {
				t.Errorf("box %d: %s has no text", c.Box, r.Code)
			}
		}
	}
}

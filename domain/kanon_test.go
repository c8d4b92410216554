package domain_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"mutasi/domain"
)

func cellsText(shown []*int, total *int) string {
	s := ""
	for _, c := range append(shown, total) {
		if c == nil {
			s += "- "
		} else {
			s += fmt.Sprint(*c, " ")
		}
	}
	return s
}

func TestSmallGroupsAreHidden(t *testing.T) {
	for _, c := range []struct {
		cells []int
		want  string // the cells, then the total
	}{
		{[]int{}, "- "},
		{[]int{4}, "- - "},
		{[]int{5}, "5 5 "},
		{[]int{0, 0}, "- - - "},
		{[]int{9, 0, 7}, "9 - 7 16 "},      // nobody is hidden
		{[]int{9, 3, 7}, "9 - - 19 "},      // 19 - 16 would tell the 3
		{[]int{9, 2, 1, 7}, "9 - - - 19 "}, // 3 people in two cells are too few
		{[]int{9, 3, 3, 7}, "9 - - 7 22 "}, // 6 in two cells: each may be 2, 3 or 4
		{[]int{9, 4, 4, 7}, "9 - - - 24 "}, // 8 in two cells below 5 are 4 and 4
		{[]int{9, 4, 0}, "- - - 13 "},
		{[]int{4, 4}, "- - - "}, // nothing else to hide
		{[]int{4, 3, 3}, "- - - 10 "},
	} {
		if got := cellsText(domain.Suppress(c.cells, 5)); got != c.want {
			t.Errorf("%v: %s, want %s", c.cells, got, c.want)
		}
	}
}

// TestTotalDoesNotGiveAHiddenCellAway looks for every table that would have been published alike: no cell below k with people
// in it has the same value in all of them.
func TestTotalDoesNotGiveAHiddenCellAway(t *testing.T) {
	const k = 3
	alike := map[string][][]int{}
	for a := range 9 {
		for b := range 9 {
			for c := range 9 {
				for d := range 9 {
					cells := []int{a, b, c, d}
					text := cellsText(domain.Suppress(cells, k))
					alike[text] = append(alike[text], cells)
				}
			}
		}
	}
	for text, tables := range alike {
		for i := range 4 {
			n, only := tables[0][i], true
			for _, other := range tables {
				only = only && other[i] == n
			}
			if only && n > 0 && n < k {
				t.Errorf("%s tells that cell %d is %d: %v", text, i, n, tables)
			}
		}
	}
}

func TestWhatIsShownIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		cells := make([]int, r.IntN(8))
		all := 0
		for i := range cells {
			cells[i] = r.IntN(15)
			all += cells[i]
		}
		shown, total := domain.Suppress(cells, domain.SmallestGroup)
		for i, c := range shown {
			if c != nil && (*c != cells[i] || *c < domain.SmallestGroup) {
				t.Fatalf("%v: cell %d is shown as %d", cells, i, *c)
			}
		}
		if total != nil && (*total != all || all < domain.SmallestGroup) {
			t.Fatalf("%v: the total is shown as %d", cells, *total)
		}
	}
}

package eligibility

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mutasi/domain"
)

// both makes a text in both languages of the API.
func both(indonesian, english string) domain.Bilingual {
	return domain.Bilingual{Indonesian: indonesian, English: english}
}

// Values in messages that read differently in the two languages.
type (
	term    string // a word of the vocabulary below
	span    int    // months
	percent int    // basis points
)

var monthNames = [2][12]string{
	{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// say fills one message in both languages with the same values.
func say(indonesian, english string, args []any) domain.Bilingual {
	fill := func(format string, language int) string {
		if len(args) == 0 {
			return format
		}
		out := make([]any, len(args))
		for i, a := range args {
			out[i] = render(a, language)
		}
		return fmt.Sprintf(format, out...)
	}
	return both(fill(indonesian, 0), fill(english, 1))
}

func render(a any, language int) any {
	switch v := a.(type) {
	case domain.Date:
		return fmt.Sprintf("%d %s %d", v.Day(), monthNames[language][v.Month()-1], v.Year())
	case term:
		return v.in(language)
	case []string:
		out := make([]string, len(v))
		for i, w := range v {
			out[i] = term(w).in(language)
		}
		return strings.Join(out, ", ")
	case span:
		return v.in(language)
	case percent:
		s := strconv.FormatFloat(float64(v)/100, 'f', 2, 64)
		if language == 0 {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s + "%"
	}
	return a
}

func (t term) in(language int) string {
	w, ok := vocabulary[string(t)]
	switch {
	case !ok:
		return string(t)
	case language == 0:
		return w.Indonesian
	}
	return w.English
}

func (s span) in(language int) string {
	y, m := int(s)/12, int(s)%12
	count := func(n int, indonesian, english string) string {
		switch {
		case language == 0:
			return strconv.Itoa(n) + " " + indonesian
		case n == 1:
			return "1 " + english
		}
		return strconv.Itoa(n) + " " + english + "s"
	}
	switch {
	case y == 0:
		return count(m, "bulan", "month")
	case m == 0:
		return count(y, "tahun", "year")
	}
	return count(y, "tahun", "year") + " " + count(m, "bulan", "month")
}

// list sorts a copy, so that the order of the input never shows.
func list(l []string) []string {
	out := append([]string{}, l...) // never nil: evidence says [] for none
	slices.Sort(out)
	return out
}

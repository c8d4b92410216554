package domain

import (
	"fmt"
	"strconv"
	"strings"
)

// Hundredths is a decimal number with two places, kept as an integer so that sums are exact: 12.5 is 1250.
type Hundredths int64

func (h Hundredths) String() string { return decimal(int64(h), 2) }

// MarshalJSON writes a number with two places.
func (h Hundredths) MarshalJSON() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalJSON reads a number with at most two places.
func (h *Hundredths) UnmarshalJSON(b []byte) error {
	n, err := parseDecimal(string(b), 2)
	*h = Hundredths(n)
	return err
}

// TenThousandths is a ratio with four places: 1.3653 is 13653.
type TenThousandths int64

func (t TenThousandths) String() string { return decimal(int64(t), 4) }

// MarshalJSON writes a number with four places.
func (t TenThousandths) MarshalJSON() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalJSON reads a number with at most four places.
func (t *TenThousandths) UnmarshalJSON(b []byte) error {
	n, err := parseDecimal(string(b), 4)
	*t = TenThousandths(n)
	return err
}

func decimal(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	base := int64(1)
	for range places {
		base *= 10
	}
	return fmt.Sprintf("%s%d.%0*d", sign, n/base, places, n%base)
}

func parseDecimal(s string, places int) (int64, error) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(frac) > places || len(whole) > 13 {
		return 0, fmt.Errorf("a number has at most %d decimal places", places)
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("this is not a plain decimal number")
	}
	return n, nil
}

// Ratio is num/den with four places, rounded half up; den must be positive.
func Ratio(num, den int64) TenThousandths {
	return TenThousandths(RoundHalfUp(num*10000, den))
}

// RoundHalfUp divides and rounds half up (towards plus infinity); den must be positive.
func RoundHalfUp(num, den int64) int64 {
	n := 2*num + den
	q := n / (2 * den)
	if n%(2*den) < 0 {
		q--
	}
	return q
}

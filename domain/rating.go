package domain

// Predicate is the annual performance predicate (SIASN kuadran kinerja).
type Predicate string

// The predicates, best first.
const (
	SangatBaik     Predicate = "sangat_baik"
	Baik           Predicate = "baik"
	ButuhPerbaikan Predicate = "butuh_perbaikan"
	Kurang         Predicate = "kurang"
	SangatKurang   Predicate = "sangat_kurang"
)

// predicates is the matrix of PermenPANRB 6/2022: rows are results, columns behaviour; 1 above, 2 meets, 3 below expectation.
var predicates = [3][3]Predicate{
	{SangatBaik, Baik, Kurang},
	{Baik, Baik, Kurang},
	{ButuhPerbaikan, ButuhPerbaikan, SangatKurang},
}

// PredicateOf reads the matrix; empty outside 1 to 3.
func PredicateOf(results, behaviour int) Predicate {
	if results < 1 || results > 3 || behaviour < 1 || behaviour > 3 {
		return ""
	}
	return predicates[results-1][behaviour-1]
}

// AtLeastGood reports a predicate of Baik or better.
func (p Predicate) AtLeastGood() bool { return p == SangatBaik || p == Baik }

// PredicateByCode is the predicate with the SIASN number; empty for what is none.
func PredicateByCode(code int) Predicate {
	list := [...]Predicate{1: SangatBaik, 2: Baik, 3: ButuhPerbaikan, 4: Kurang, 5: SangatKurang}
	if code < 1 || code >= len(list) {
		return ""
	}
	return list[code]
}

// Code is the SIASN number of the predicate, 1 to 5; 0 for none.
func (p Predicate) Code() int {
	for i, v := range []Predicate{SangatBaik, Baik, ButuhPerbaikan, Kurang, SangatKurang} {
		if p == v {
			return i + 1
		}
	}
	return 0
}

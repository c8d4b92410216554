package eligibility

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"mutasi/domain"
)

// Param is one threshold or switch of a rule. In JSON a value is an integer, true or false, a text, or a list of texts.
type Param struct {
	Name string `json:"name"`
	// Type is int, bool, date ("" for none), severity, education, predicate, rank, rank_range ("III/a..III/d"), words
	// (a list of words) or intervals (a list of "YYYY-MM-DD/YYYY-MM-DD").
	Type    string `json:"type"`
	Unit    string `json:"unit"`
	Default any    `json:"default"`
	Min     int    `json:"min"` // int only
	Max     int    `json:"max"` // int only
	// Allowed are the words a list may hold; none: any word.
	Allowed []string `json:"allowed,omitempty"`
}

func number(name, unit string, def, low, high int) Param {
	return Param{Name: name, Type: "int", Unit: unit, Default: def, Min: low, Max: high}
}
func years(name string, def int) Param       { return number(name, "years", def, 0, 80) }
func months(name string, def int) Param      { return number(name, "months", def, 0, 600) }
func days(name string, def int) Param        { return number(name, "days", def, 0, 3660) }
func workingDays(def int) Param              { return number("working_days", "working_days", def, 0, 1000) }
func basisPoints(name string, def int) Param { return number(name, "basis_points", def, 0, 10000) }

func toggle(name string, def bool) Param { return Param{Name: name, Type: "bool", Default: def} }
func day(name, def string) Param         { return Param{Name: name, Type: "date", Unit: "date", Default: def} }
func severityOf(name string, def domain.Severity) Param {
	return Param{Name: name, Type: "severity", Unit: "severity", Default: string(def)}
}
func education(name, def string) Param {
	return Param{Name: name, Type: "education", Unit: "education_level", Default: def}
}
func predicate(name string, def domain.Predicate) Param {
	return Param{Name: name, Type: "predicate", Unit: "predicate", Default: string(def)}
}
func rank(name, def string) Param { return Param{Name: name, Type: "rank", Unit: "rank", Default: def} }
func rankRange(name, def string) Param {
	return Param{Name: name, Type: "rank_range", Unit: "rank", Default: def}
}
func words(name, unit string, allowed []string, def ...string) Param {
	return Param{Name: name, Type: "words", Unit: unit, Default: append([]string{}, def...), Allowed: allowed}
}
func intervals(name string) Param {
	return Param{Name: name, Type: "intervals", Unit: "date_interval", Default: []string{}}
}
func documents(name string, def ...string) Param {
	return words(name, "document_kind", domain.DocumentKinds, def...)
}

// problem says what is wrong with a value of a policy.
type problem struct {
	code string
	text domain.Bilingual
}

func wrong(code, indonesian, english string) *problem {
	return &problem{code, both(indonesian, english)}
}

// read turns a value, as Go or as JSON has it, into the type of the parameter.
func (p Param) read(v any) (any, *problem) {
	switch p.Type {
	case "int":
		n, ok := asInt(v)
		if !ok {
			return nil, wrong("type", "harus berupa bilangan bulat", "must be an integer")
		}
		if n < p.Min || n > p.Max {
			return nil, wrong("range", "di luar batas yang diizinkan", "is outside the allowed range")
		}
		return n, nil
	case "bool":
		b, ok := v.(bool)
		if !ok {
			return nil, wrong("type", "harus true atau false", "must be true or false")
		}
		return b, nil
	case "words", "intervals":
		return p.readList(v)
	}
	s, ok := v.(string)
	if !ok {
		return nil, wrong("type", "harus berupa teks", "must be a text")
	}
	switch p.Type {
	case "date":
		if _, err := domain.ParseDate(s); s != "" && err != nil {
			return nil, wrong("format", "harus tanggal YYYY-MM-DD atau kosong", "must be a day as YYYY-MM-DD, or empty")
		}
	case "severity":
		if !knownSeverity(domain.Severity(s)) {
			return nil, wrong("unknown_severity", "harus block, warn, atau info", "must be block, warn or info")
		}
	case "education":
		if domain.EducationOrder(s) == 0 {
			return nil, wrong("unknown_word", "bukan tingkat pendidikan", "is no level of education")
		}
	case "predicate":
		if domain.Predicate(s).Code() == 0 {
			return nil, wrong("unknown_word", "bukan predikat kinerja", "is no performance predicate")
		}
	case "rank":
		if pnsRank(s) == 0 {
			return nil, wrong("unknown_word", "bukan golongan PNS", "is no PNS rank")
		}
	case "rank_range":
		if low, high, ok := strings.Cut(s, ".."); !ok || pnsRank(low) == 0 || pnsRank(low) > pnsRank(high) {
			return nil, wrong("format", "harus rentang golongan seperti III/a..III/d", "must be a range of ranks such as III/a..III/d")
		}
	}
	return s, nil
}

func (p Param) readList(v any) (any, *problem) {
	list, ok := asWords(v)
	if !ok {
		return nil, wrong("type", "harus berupa daftar teks", "must be a list of texts")
	}
	for _, s := range list {
		if p.Type == "intervals" {
			if _, _, ok := interval(s); !ok {
				return nil, wrong("format", "harus selang YYYY-MM-DD/YYYY-MM-DD", "must be intervals as YYYY-MM-DD/YYYY-MM-DD")
			}
		} else if s == "" || p.Allowed != nil && !slices.Contains(p.Allowed, s) {
			return nil, wrong("unknown_word", "memuat kata yang tidak dikenal", "holds a word that is not known")
		}
	}
	return list, nil
}

// asInt accepts what Go code and the JSON decoders hand over for a whole number.
func asInt(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case int64:
		return int(n), true
	case float64:
		if n == math.Trunc(n) && math.Abs(n) < 1<<52 {
			return int(n), true
		}
	case json.Number:
		i, err := n.Int64()
		return int(i), err == nil
	}
	return 0, false
}

func asWords(v any) ([]string, bool) {
	switch l := v.(type) {
	case []string:
		return l, true
	case []any:
		out := make([]string, len(l))
		for i, e := range l {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}

// interval reads "first/last", both days included.
func interval(s string) (first, last domain.Date, ok bool) {
	a, b, cut := strings.Cut(s, "/")
	first, err1 := domain.ParseDate(a)
	last, err2 := domain.ParseDate(b)
	return first, last, cut && err1 == nil && err2 == nil && !last.Before(first)
}

// pnsRank is the order of a PNS rank, 0 for what is none; PPPK ranks do not compare with them.
func pnsRank(s string) int {
	if r := domain.RankOrder(s); r <= len(domain.Ranks) {
		return r
	}
	return 0
}

func knownSeverity(s domain.Severity) bool {
	return s == domain.Block || s == domain.Warn || s == domain.Note
}

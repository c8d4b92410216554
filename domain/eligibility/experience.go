package eligibility

import (
	"slices"
	"strings"
	"unicode"

	"mutasi/domain"
)

// sameWords compares names of families and fields without regard to case, punctuation and a leading level of education:
// "S-1 ILMU HUKUM" equals "Ilmu Hukum".
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	if simple(a) && simple(b) { // nearly all are: a Screen compares millions
		return strings.EqualFold(a, b)
	}
	return normal(a) == normal(b)
}

// simple words are normal but for their case.
func simple(s string) bool {
	letter := false
	for i := range len(s) {
		c := s[i] | 0x20
		switch {
		case c >= 'a' && c <= 'z':
			letter = true
		case s[i] != ' ' || !letter || i == len(s)-1:
			return false
		default:
			letter = false
		}
	}
	return !slices.ContainsFunc(levelPrefixes, func(p string) bool { return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) })
}

// Plain is the form in which families and fields are compared: lower case, letters and digits only, without a leading level
// of education. Others that compare them use it too, so that all agree on what fits.
func Plain(s string) string { return normal(s) }

var levelPrefixes = []string{"s 1 ", "s 2 ", "s 3 ", "d i ", "d ii ", "d iii ", "d iv ", "s1 ", "s2 ", "s3 ", "d1 ", "d2 ", "d3 ", "d4 ", "profesi ", "sma ", "smk "}

func normal(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	for _, p := range levelPrefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

// relevance of one post held for an experience rule.
type relevance int

const (
	unclear relevance = iota // the data do not tell
	counts
	countsNot
)

// stretch is the days [from, to).
type stretch struct{ from, to domain.Date }

// experience is how much time in relevant posts is proven before the effective date, and how much more there may be.
type experience struct {
	proven   int  // days
	possible int  // days: proven and whatever the record does not tell
	bounded  bool // false: the appointment date is missing, so possible has no upper end
}

// experienceOf adds up definitive posts, each day once. Days since the appointment that no known post covers are possible:
// an incomplete history must not turn into a refusal.
func (in *input) experienceOf(judge func(Service) relevance) experience {
	services := slices.Clone(in.History)
	if p := in.From; p != nil && !p.Since.IsZero() {
		services = append(services, Service{Kind: p.Kind, Level: p.Level, Family: p.Family, From: p.Since, Definitive: true})
	}
	var relevant, told []stretch
	for _, s := range services {
		r := judge(s)
		if !s.Definitive || s.From.IsZero() || r == unclear {
			continue
		}
		end := s.To
		if end.IsZero() || end.After(in.On) {
			end = in.On
		}
		told = append(told, stretch{s.From, end})
		if r == counts {
			relevant = append(relevant, stretch{s.From, end})
		}
	}
	e := experience{proven: union(relevant), bounded: !in.Person.AppointedOn.IsZero()}
	if e.bounded {
		// Told posts before the appointment date would hide gaps behind it, hence the union with the span itself.
		span := stretch{in.Person.AppointedOn, in.On}
		inside := make([]stretch, 0, len(told))
		for _, t := range told {
			if t.from.Before(span.from) {
				t.from = span.from
			}
			inside = append(inside, t)
		}
		e.possible = e.proven + max(0, union([]stretch{span})-union(inside))
	}
	return e
}

// union counts the days that at least one stretch covers.
func union(all []stretch) int {
	all = slices.DeleteFunc(slices.Clone(all), func(s stretch) bool { return !s.from.Before(s.to) })
	slices.SortFunc(all, func(a, b stretch) int { return a.from.Compare(b.from) })
	total, end := 0, domain.Date{}
	for _, s := range all {
		if !end.IsZero() && s.from.Before(end) {
			s.from = end
		}
		if s.from.Before(s.to) {
			total, end = total+s.to.DaysSince(s.from), s.to
		}
	}
	return total
}

// judgeExperience compares with months of service. The requirement is the number of days from that many months before the
// effective date, so that one unbroken post is judged by its anniversary, leap years included.
func (in *input) judgeExperience(e experience, months int, what domain.Bilingual) *finding {
	need := in.On.DaysSince(in.On.AddMonths(-months))
	proven := span(in.On.AddDays(-e.proven).MonthsUntil(in.On))
	evidence := ev{"months_required": months, "months_proven": int(proven), "days_proven": e.proven, "on": in.On}
	switch {
	case e.proven >= need:
		return pass(evidence, "Pengalaman "+what.Indonesian+" %s memenuhi paling sedikit %s.", "Experience "+what.English+" of %s meets the minimum of %s.", proven, span(months))
	case !e.bounded:
		return missing(evidence, "history", "person.appointed_on")
	case e.possible >= need:
		return missing(evidence, "history")
	}
	return fail(evidence, "Pengalaman "+what.Indonesian+" baru %s, sedangkan syaratnya paling sedikit %s.", "Experience "+what.English+" is only %s; at least %s is required.", proven, span(months))
}

// tierAtLeast judges posts by their standing (domain.Tier).
func tierAtLeast(tier int) func(Service) relevance {
	return func(s Service) relevance {
		switch t := domain.Tier(s.Kind, s.Level); {
		case t == 0:
			return unclear
		case t >= tier:
			return counts
		}
		return countsNot
	}
}

// inFamily judges posts by their family or field of work.
func inFamily(family string) func(Service) relevance {
	return func(s Service) relevance {
		switch {
		case s.Family == "" || family == "":
			return unclear
		case sameWords(s.Family, family):
			return counts
		}
		return countsNot
	}
}

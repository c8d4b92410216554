package eligibility

import (
	"fmt"
	"slices"

	"mutasi/domain"
)

// input is what one check sees: the facts, and its own parameters.
type input struct {
	*Facts
	policy *PolicySet
	rule   *Rule
	values map[*Param]any // what policy says, read before; nil: not read yet
}

// finding is what one check says. Its sentences are filled in where somebody reads them; a Screen does not.
type finding struct {
	outcome   domain.Outcome
	severity  domain.Severity // where this case has another severity than the rule
	evidence  ev
	sentences []sentence
}

// sentence of a message in both languages, with the values that belong into it.
type sentence struct {
	indonesian, english string
	args                []any
}

// message says all sentences.
func (d *finding) message() domain.Bilingual {
	var out domain.Bilingual
	for i, x := range d.sentences {
		b := say(x.indonesian, x.english, x.args)
		if i > 0 {
			out.Indonesian, out.English = out.Indonesian+" ", out.English+" "
		}
		out.Indonesian, out.English = out.Indonesian+b.Indonesian, out.English+b.English
	}
	return out
}

// ev is the evidence of a finding: the values and thresholds used. A zero Date is left out.
type ev map[string]any

func (e ev) plain() map[string]any {
	out := make(map[string]any, len(e)+1)
	for k, v := range e {
		switch x := v.(type) {
		case domain.Date:
			if !x.IsZero() {
				out[k] = x.String()
			}
		case []string:
			out[k] = list(x)
		case string, int, bool:
			out[k] = x
		default:
			out[k] = fmt.Sprint(x) // named words such as domain.Predicate
		}
	}
	return out
}

func pass(e ev, indonesian, english string, args ...any) *finding {
	return &finding{outcome: domain.OutcomePass, evidence: e, sentences: []sentence{{indonesian, english, args}}}
}

func fail(e ev, indonesian, english string, args ...any) *finding {
	return &finding{outcome: domain.OutcomeFail, evidence: e, sentences: []sentence{{indonesian, english, args}}}
}

func unknown(e ev, missing []string, indonesian, english string, args ...any) *finding {
	e["missing"] = missing
	return &finding{outcome: domain.OutcomeUnknown, evidence: e, sentences: []sentence{{indonesian, english, args}}}
}

// missing is the usual unknown: it names the data that are wanted.
func missing(e ev, fields ...string) *finding {
	return unknown(e, fields, "Belum dapat dinilai karena data ini belum ada: %s.", "This cannot be judged yet; these data are missing: %s.", list(fields))
}

// gaps takes pairs of a condition and a field name and returns the names whose condition holds.
func gaps(pairs ...any) []string {
	var fields []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i].(bool) {
			fields = append(fields, pairs[i+1].(string))
		}
	}
	return fields
}

// as sets the severity of this case.
func (d *finding) as(s domain.Severity) *finding {
	if d != nil && s != "" {
		d.severity = s
	}
	return d
}

// with looks at the same facts through the parameters of another rule.
func (in *input) with(code string) *input {
	return &input{Facts: in.Facts, policy: in.policy, rule: index[code], values: in.values}
}

func (in *input) value(name string) any {
	q := in.rule.param(name)
	if in.values != nil {
		return in.values[q]
	}
	return in.policy.value(in.rule, *q)
}

func (in *input) int(name string) int        { return in.value(name).(int) }
func (in *input) bool(name string) bool      { return in.value(name).(bool) }
func (in *input) word(name string) string    { return in.value(name).(string) }
func (in *input) words(name string) []string { return list(in.value(name).([]string)) }
func (in *input) sev(name string) domain.Severity {
	return domain.Severity(in.word(name))
}

func (in *input) day(name string) domain.Date {
	d, _ := domain.ParseDate(in.word(name)) // "" is no date
	return d
}

// complete derives what the caller left empty and can be told from the rest.
func (f *Facts) complete() {
	if f.Direction == "" {
		switch {
		case f.To == nil && f.From != nil:
			f.Direction = domain.DirectionOut
		case f.Type == domain.TypeInternal:
			f.Direction = domain.DirectionInternal
		default:
			f.Direction = domain.DirectionIn
		}
	}
	if f.Movement == "" && f.From != nil && f.To != nil {
		f.Movement = domain.MovementOf(f.From.Kind, f.From.Level, f.To.Kind, f.To.Level)
	}
	if f.AsOf.IsZero() {
		f.AsOf = f.On
	}
}

func (f *Facts) internal() bool { return f.Type == domain.TypeInternal }
func (f *Facts) external() bool { return f.Type != domain.TypeInternal }

// waived reports an open selection, which turns the document list of Per.BKN 5/2019 Ps 3(1) off (Ps 12).
func (f *Facts) waived() bool { return f.Initiative == domain.InitiativeOpenSelection }

func (f *Facts) promotion() bool {
	return f.Movement == domain.VerticalUp || f.Movement == domain.DiagonalUp
}

func (f *Facts) fromKind(kind string) bool { return f.From != nil && f.From.Kind == kind }
func (f *Facts) toKind(kind string) bool   { return f.To != nil && f.To.Kind == kind }

// sameUnit is known only where both units are.
func (f *Facts) sameUnit() (same, known bool) {
	if f.From == nil || f.To == nil {
		return false, true
	}
	known = !f.From.UnitID.IsZero() && !f.To.UnitID.IsZero()
	return known && f.From.UnitID == f.To.UnitID, known
}

// promotionSeverity is the severity of domain.md where a rule is harder on promotions.
func (in *input) promotionSeverity(other string) domain.Severity {
	if in.promotion() {
		return ""
	}
	return in.sev(other)
}

// paper looks for a document of one of the kinds that is valid on the day of the check. Without any document list it is
// not known.
func (f *Facts) paper(kinds []string) (kind string, found, known bool) {
	for _, k := range list(kinds) {
		for _, d := range f.Documents {
			if d.Kind == k && (d.ValidUntil.IsZero() || !f.AsOf.After(d.ValidUntil)) {
				return k, true, true
			}
		}
	}
	return "", false, f.Documents != nil
}

// The ways into a functional position (jabatan fungsional, JF).
const (
	jfNone     = ""         // not a functional position
	jfSame     = "same"     // the same family and level: not an entry
	jfLevel    = "level"    // another level of the same family and category
	jfCategory = "category" // from skill to expert (alih kategori)
	jfFamily   = "family"   // from a functional position of another family
	jfOther    = "other"    // from another kind of post (PP 11/2017 Ps 76)
	jfFirst    = "first"    // first appointment (Ps 74–75)
	jfUnknown  = "unknown"  // the data do not tell
)

// jfEntry classifies the move. A first appointment is the one into an entry level by somebody who never held a functional
// position and became PNS only recently; everybody else goes by the rules for moves from another post.
func (in *input) jfEntry() string {
	to, from := in.To, in.From
	if to == nil || to.Kind != domain.KindFungsional {
		return jfNone
	}
	if from == nil || from.Kind == "" {
		return jfUnknown
	}
	if from.Kind != domain.KindFungsional {
		first := in.with(codeFirstJF)
		entry := slices.Contains(first.words("entry_levels"), to.Level)
		fresh := !in.Person.PNSSince.IsZero() && in.On.Before(in.Person.PNSSince.AddMonths(first.int("first_within_months")))
		never := in.History != nil && !slices.ContainsFunc(in.History, func(s Service) bool { return s.Kind == domain.KindFungsional })
		if entry && fresh && never {
			return jfFirst
		}
		return jfOther
	}
	switch {
	case from.Family == "" || to.Family == "" || from.Level == "" || to.Level == "":
		return jfUnknown
	case !sameWords(from.Family, to.Family):
		return jfFamily
	case from.Level == to.Level:
		return jfSame
	case !expert(from.Level) && expert(to.Level):
		return jfCategory
	}
	return jfLevel
}

// jfMissing names what jfEntry would have needed.
func (in *input) jfMissing() *finding {
	if in.From == nil || in.From.Kind == "" {
		return missing(ev{}, "from.kind")
	}
	return missing(ev{}, gaps(in.From.Family == "", "from.family", in.To.Family == "", "to.family",
		in.From.Level == "", "from.level", in.To.Level == "", "to.level")...)
}

func expert(level string) bool {
	return oneOf(level, "ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama")
}

func oneOf(s string, set ...string) bool { return slices.Contains(set, s) }

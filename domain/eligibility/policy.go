package eligibility

import (
	"maps"
	"slices"
	"strings"

	"mutasi/domain"
)

// PolicySet is one version of the thresholds. It may be partial: rules and parameters it does not name are as in
// DefaultPolicy. Store Effective() with a version that proposals are judged by, so that later defaults cannot change it.
type PolicySet struct {
	Version   int                   `json:"version"`
	ValidFrom domain.Date           `json:"valid_from"`
	Rules     map[string]RulePolicy `json:"rules"`
}

// RulePolicy sets one rule. A nil or empty field means: as by default.
type RulePolicy struct {
	Enabled  *bool           `json:"enabled,omitempty"`
	Severity domain.Severity `json:"severity,omitempty"`
	// UnknownBlocks makes missing data stop the gate as a failure would; it works where the severity is block.
	UnknownBlocks *bool          `json:"unknown_blocks,omitempty"`
	Params        map[string]any `json:"params,omitempty"`
}

// defaultValidFrom is the day UU 20/2023 came into force.
var defaultValidFrom = domain.NewDate(2023, 10, 31)

// DefaultPolicy is version 1 with every rule and parameter of the catalogue written out. Severities are those of domain.md
// 2.5, except that IMUT_REQUIRED and TALENT_COMMITTEE_RECO only warn; switch rules are off; unknown blocks nowhere.
func DefaultPolicy() PolicySet {
	return PolicySet{Version: 1, ValidFrom: defaultValidFrom}.Effective()
}

// Effective writes out every rule and parameter, the policy's own where it names them, else the default.
func (p PolicySet) Effective() PolicySet {
	out := PolicySet{Version: p.Version, ValidFrom: p.ValidFrom, Rules: make(map[string]RulePolicy, len(Catalogue))}
	for i := range Catalogue {
		r := &Catalogue[i]
		enabled, unknown := p.enabled(r), p.unknownBlocks(r)
		rp := RulePolicy{Enabled: &enabled, Severity: p.severity(r), UnknownBlocks: &unknown, Params: map[string]any{}}
		for _, q := range r.Params {
			v := p.value(r, q)
			if l, ok := v.([]string); ok {
				v = slices.Clone(l)
			}
			rp.Params[q.Name] = v
		}
		out.Rules[r.Code] = rp
	}
	return out
}

// Validate names every unknown rule and parameter, wrong type, value out of range and unknown severity, with pointers such
// as /rules/TENURE_MIN_2Y/params/years.
func (p PolicySet) Validate() []domain.FieldError {
	var bad []domain.FieldError
	add := func(pointer string, w *problem) {
		bad = append(bad, domain.FieldError{Pointer: pointer, Code: w.code, Format: w.text.English, Indonesian: w.text.Indonesian})
	}
	if p.Version < 1 {
		add("/version", wrong("range", "versi dimulai dari 1", "versions start at 1"))
	}
	if p.ValidFrom.IsZero() {
		add("/valid_from", wrong("required", "tanggal mulai berlaku harus diisi", "the day it comes into force is required"))
	}
	for _, code := range slices.Sorted(maps.Keys(p.Rules)) {
		at, rp, r := "/rules/"+escape(code), p.Rules[code], index[code]
		if r == nil {
			add(at, wrong("unknown_rule", "aturan ini tidak dikenal", "no such rule"))
			continue
		}
		if rp.Severity != "" && !knownSeverity(rp.Severity) {
			add(at+"/severity", wrong("unknown_severity", "harus block, warn, atau info", "must be block, warn or info"))
		}
		for _, name := range slices.Sorted(maps.Keys(rp.Params)) {
			q := r.param(name)
			if q == nil {
				add(at+"/params/"+escape(name), wrong("unknown_param", "parameter ini tidak dikenal", "no such parameter"))
			} else if _, w := q.read(rp.Params[name]); w != nil {
				add(at+"/params/"+escape(name), w)
			}
		}
	}
	jpm := &input{policy: &p, rule: index[codeJPM]}
	if jpm.int("still_meets") > jpm.int("meets") {
		add("/rules/"+codeJPM+"/params/still_meets", wrong("order", "tidak boleh melebihi meets", "must not exceed meets"))
	}
	return bad
}

// escape writes a member name into a JSON pointer (RFC 6901).
func escape(s string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(s) }

func (r *Rule) param(name string) *Param {
	for i := range r.Params {
		if r.Params[i].Name == name {
			return &r.Params[i]
		}
	}
	return nil
}

func (p PolicySet) enabled(r *Rule) bool {
	if e := p.Rules[r.Code].Enabled; e != nil {
		return *e
	}
	return !r.Switch
}

func (p PolicySet) unknownBlocks(r *Rule) bool {
	u := p.Rules[r.Code].UnknownBlocks
	return u != nil && *u
}

func (p PolicySet) severity(r *Rule) domain.Severity {
	if s := p.Rules[r.Code].Severity; knownSeverity(s) {
		return s
	}
	return r.Severity
}

// value is what the policy sets for the parameter. What Validate would refuse counts as not set, so that Evaluate has a
// threshold whatever the policy holds.
func (p PolicySet) value(r *Rule, q Param) any {
	if set, ok := p.Rules[r.Code].Params[q.Name]; ok {
		if v, w := q.read(set); w == nil {
			return v
		}
	}
	return q.Default
}

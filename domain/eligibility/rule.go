package eligibility

import (
	"slices"

	"mutasi/domain"
)

// The workflow actions at which a rule can stop a proposal. Each gate also stops at what an earlier one stops at, so that
// a sanction imposed after verification still stops approval and decree.
const (
	GateNone    = ""        // never stops: information and warnings
	GateVerify  = "verify"  // the person, the posts and the papers
	GateApprove = "approve" // what committees and ministers must have said before the PPK decides
	GateDecree  = "decree"  // what must be there before the decree is signed
)

var gates = []string{GateVerify, GateApprove, GateDecree}

// Rule is one entry of the catalogue.
type Rule struct {
	Code     string           `json:"code"`
	Title    domain.Bilingual `json:"title"`
	Applies  domain.Bilingual `json:"applies"`
	Citation string           `json:"citation"`
	// Confidence is the mark of domain.md: V verified in the text, S secondary source, G general knowledge, D own design.
	Confidence string `json:"confidence"`
	// Severity is the default; a policy may set another, and parameters named severity_… set it for special cases.
	Severity domain.Severity `json:"severity"`
	Gate     string          `json:"gate"`
	// Switch marks a rule that is off until a policy turns it on.
	Switch        bool          `json:"switch"`
	Overridable   bool          `json:"overridable"`
	OverrideRoles []domain.Role `json:"override_roles"`
	Params        []Param       `json:"params"`

	check func(*input) *finding // nil finding: the rule does not apply
}

// Who may let a failing rule pass: deciders for blocks, officers also for warnings, whose written justification it is.
var (
	deciders = []domain.Role{domain.RolePYB, domain.RolePPK}
	officers = []domain.Role{domain.RoleHR, domain.RolePYB, domain.RolePPK}
)

// Catalogue lists every rule in the order of domain.md 2.3 to 2.5. It is read-only.
var Catalogue = slices.Concat(
	paperRules, limitRules, remedyRules, statusRules, tenureRules, performanceRules, disciplineRules, seatRules,
	educationRules, experienceRules, ageRules, competenceRules, retirementRules, electionRules, committeeRules,
	coordinationRules, specialRules, effectRules,
)

// index is filled in init, not where it is declared: the checks look rules up in it and the catalogue holds the checks.
var index map[string]*Rule

func init() {
	index = make(map[string]*Rule, len(Catalogue))
	for i := range Catalogue {
		r := &Catalogue[i]
		if r.Params == nil {
			r.Params = []Param{}
		}
		if r.OverrideRoles == nil {
			r.OverrideRoles = []domain.Role{}
		}
		index[r.Code] = r
	}
}

// Find returns the rule with the code.
func Find(code string) (Rule, bool) {
	if r := index[code]; r != nil {
		return *r, true
	}
	return Rule{}, false
}

// Evaluate judges the facts by every enabled rule that applies, in catalogue order, and never stops at the first failure.
// A policy may be partial: what it does not name is as in DefaultPolicy.
func Evaluate(f Facts, p PolicySet) []domain.CheckResult {
	f.complete()
	results := make([]domain.CheckResult, 0, len(Catalogue))
	for i := range Catalogue {
		r := &Catalogue[i]
		if !p.enabled(r) {
			continue
		}
		in := &input{Facts: &f, policy: &p, rule: r}
		d := r.check(in)
		if d == nil {
			continue
		}
		severity := p.severity(r)
		if d.severity != "" {
			severity = d.severity
		}
		results = append(results, domain.CheckResult{
			Code: r.Code, Severity: severity, Outcome: d.outcome, Message: d.message(), Citation: r.Citation, Evidence: d.evidence.plain(),
		})
	}
	return results
}

// MayOverride reports whether a holder of the role may let the result pass. What blocks is for the deciders, also where the
// rule only warns in other cases, as TENURE_MIN_2Y does.
func MayOverride(res domain.CheckResult, role domain.Role) bool {
	r := index[res.Code]
	if r == nil || !r.Overridable || !slices.Contains(r.OverrideRoles, role) {
		return false
	}
	return res.Severity != domain.Block || slices.Contains(deciders, role)
}

// ApplyOverrides turns failures into overridden ones where an override was noted and the rule allows it. Whether the one
// who noted it may do so is for the caller to check (MayOverride).
func ApplyOverrides(results []domain.CheckResult, overrides map[string]domain.OverrideNote) []domain.CheckResult {
	out := slices.Clone(results)
	for i := range out {
		note, noted := overrides[out[i].Code]
		r := index[out[i].Code]
		if noted && r != nil && r.Overridable && out[i].Outcome == domain.OutcomeFail {
			out[i].Outcome, out[i].Override = domain.OutcomeOverridden, &note
		}
	}
	return out
}

// Blocking returns the results that stop the gate: severity block, and failed, or unknown where the policy says that
// unknown blocks. Approve also stops at what verify stops at, and decree at what either does.
func Blocking(results []domain.CheckResult, p PolicySet, gate string) []domain.CheckResult {
	var out []domain.CheckResult
	for _, res := range results {
		r := index[res.Code]
		if r == nil || r.Gate == GateNone || res.Severity != domain.Block || slices.Index(gates, r.Gate) > slices.Index(gates, gate) {
			continue
		}
		if res.Outcome == domain.OutcomeFail || res.Outcome == domain.OutcomeUnknown && p.unknownBlocks(r) {
			out = append(out, res)
		}
	}
	return out
}

// The verdicts of a Summary.
const (
	Eligible     = "eligible"
	NotEligible  = "not_eligible"
	Undetermined = "undetermined"
)

// Totals sums up a run.
type Totals struct {
	Verdict    string `json:"verdict"`
	Pass       int    `json:"pass"`
	Fail       int    `json:"fail"`
	Unknown    int    `json:"unknown"`
	Overridden int    `json:"overridden"`
	// Blocking counts the failures of severity block at any gate, Warnings those of severity warn.
	Blocking int `json:"blocking"`
	Warnings int `json:"warnings"`
}

// Summary counts outcomes and says whether the person may be moved: not_eligible where a blocking rule of the verify gate
// fails, undetermined where one of them is unknown, eligible otherwise. What only later steps can bring, such as the
// committee's opinion, is counted but does not make a person ineligible.
func Summary(results []domain.CheckResult) Totals {
	t := Totals{Verdict: Eligible}
	for _, res := range results {
		verify := res.Severity == domain.Block && index[res.Code] != nil && index[res.Code].Gate == GateVerify
		switch res.Outcome {
		case domain.OutcomePass:
			t.Pass++
		case domain.OutcomeOverridden:
			t.Overridden++
		case domain.OutcomeUnknown:
			t.Unknown++
			if verify && t.Verdict == Eligible {
				t.Verdict = Undetermined
			}
		case domain.OutcomeFail:
			t.Fail++
			switch res.Severity {
			case domain.Block:
				t.Blocking++
			case domain.Warn:
				t.Warnings++
			}
			if verify {
				t.Verdict = NotEligible
			}
		}
	}
	return t
}

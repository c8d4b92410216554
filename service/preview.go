package service

import (
	"context"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/repository"
)

// Flip is one pending proposal that a policy would judge differently, with every rule that changes.
type Flip struct {
	ProposalID domain.ID    `json:"proposal_id"`
	Number     string       `json:"number"`
	State      domain.State `json:"state"`
	Before     string       `json:"verdict_before"`
	After      string       `json:"verdict_after"`
	Changes    []RuleChange `json:"changes"`
}

// RuleChange is one rule's result under the policy in force and under the one that is previewed; nil: the rule is off there.
type RuleChange struct {
	Code   string              `json:"code"`
	Before *domain.CheckResult `json:"before"`
	After  *domain.CheckResult `json:"after"`
}

// Preview is what a policy would change.
type Preview struct {
	Items      []Flip  `json:"items"`
	NextCursor *string `json:"next_cursor"`
	Judged     int     `json:"judged"` // pending proposals looked at for this page
}

// PreviewPolicy judges every pending proposal under the policy in force and under the one that is sent, on the same facts,
// and lists those whose outcome changes. Nothing is stored. cursor is the number of the last proposal looked at.
func (s *Service) PreviewPolicy(ctx context.Context, a domain.Actor, in PolicyInput, cursor string, limit int) (*Preview, error) {
	if _, err := s.Scope(a, "policy.preview"); err != nil {
		return nil, err
	}
	if err := validate(&in); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	rows, err := repository.Policies(tx)
	if err != nil {
		return nil, err
	}
	base, err := policyOn(rows, in.ValidFrom)
	if err != nil {
		return nil, err
	}
	next := merge(base.set(), in.Rules)
	next.Version, next.ValidFrom = rows[0].Version+1, in.ValidFrom
	if bad := next.Validate(); len(bad) > 0 {
		return nil, domain.InvalidFields(bad...)
	}
	out := &Preview{Items: []Flip{}}
	for {
		page, err := repository.PendingProposals(tx, cursor, dossierBatch)
		if err != nil {
			return nil, err
		}
		flips, err := s.flips(tx, page, base.set(), next)
		if err != nil {
			return nil, err
		}
		for i, f := range flips {
			out.Judged++
			cursor = page[i].Number
			if len(f.Changes) == 0 {
				continue
			}
			if out.Items = append(out.Items, f); len(out.Items) == limit {
				out.NextCursor = &cursor
				return out, nil
			}
		}
		if len(page) < dossierBatch {
			return out, nil
		}
	}
}

// flips compares both policies on each proposal.
func (s *Service) flips(tx *repository.Tx, list []domain.Proposal, now, next eligibility.PolicySet) ([]Flip, error) {
	transfers, ids := make([]transfer, len(list)), make([]domain.ID, len(list))
	for i := range list {
		transfers[i], ids[i] = transfer{p: &list[i], on: list[i].PlannedDate}, list[i].ID
	}
	dossiers, err := s.dossiers(tx, transfers)
	if err != nil {
		return nil, err
	}
	overrides, err := repository.OverridesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	flips := make([]Flip, len(list))
	for i, d := range dossiers {
		notes := notesOf(overrides[ids[i]])
		before := eligibility.ApplyOverrides(eligibility.Evaluate(d.Facts, now), notes)
		after := eligibility.ApplyOverrides(eligibility.Evaluate(d.Facts, next), notes)
		flips[i] = Flip{ProposalID: ids[i], Number: list[i].Number, State: list[i].State, Before: eligibility.Summary(before).Verdict,
			After: eligibility.Summary(after).Verdict, Changes: changes(before, after)}
	}
	return flips, nil
}

// changes pairs the results of two runs by rule, in the order of the catalogue, and keeps those that differ in outcome or
// severity.
func changes(before, after []domain.CheckResult) []RuleChange {
	find := func(list []domain.CheckResult, code string) *domain.CheckResult {
		for i := range list {
			if list[i].Code == code {
				return &list[i]
			}
		}
		return nil
	}
	var out []RuleChange
	for _, r := range eligibility.Catalogue {
		b, a := find(before, r.Code), find(after, r.Code)
		if b == nil && a == nil || b != nil && a != nil && b.Outcome == a.Outcome && b.Severity == a.Severity {
			continue
		}
		out = append(out, RuleChange{r.Code, b, a})
	}
	return out
}

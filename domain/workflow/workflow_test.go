package workflow_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mutasi/domain"
	"mutasi/domain/workflow"
)

var update = flag.Bool("update", false, "write the golden matrix anew")

// all actions, those of people first.
var actions = append(slices.Clone(workflow.Actions), workflow.Decree, workflow.Activate)

// person is somebody with one role who has nothing to do with the proposal beside that.
func person(role domain.Role) domain.Actor {
	return domain.Actor{UserID: domain.ID{9}, StaffID: domain.ID{8}, UnitID: domain.ID{7}, Roles: []domain.Role{role}}
}

// proposal in a state that somebody else drafted, submitted and verified.
func proposal(s domain.State) *domain.Proposal {
	p := &domain.Proposal{State: s, CreatedBy: domain.ID{1}, SubmittedBy: domain.ID{2}, VerifiedBy: domain.ID{3}, Direction: domain.DirectionInternal}
	p.StaffID = domain.ID{4}
	p.Initiative = domain.InitiativeDinas
	return p
}

// verdict is one cell: where the step leads, or why it is refused.
func verdict(p *domain.Proposal, a domain.Actor, act workflow.Action, inToUnit bool) string {
	step, ok := workflow.Lookup(p.State, act)
	if !ok {
		return "-"
	}
	if err := workflow.Permit(p, a, act, step, inToUnit); err != nil {
		return domain.CodeOf(err)
	}
	return string(step.To)
}

// TestMatrix holds every state × action × role, for a stranger and for whoever made the proposal, against a reviewed table.
func TestMatrix(t *testing.T) {
	var b strings.Builder
	fmt.Fprintln(&b, "state action: role=verdict; a verdict is the next state or the refusal; * marks the one who made the proposal. Impossible steps are not listed.")
	for _, s := range domain.States {
		for _, act := range actions {
			if _, ok := workflow.Lookup(s, act); !ok {
				continue
			}
			cells := []string{}
			for _, r := range domain.Roles {
				p, a := proposal(s), person(r)
				cells = append(cells, string(r)+"="+verdict(p, a, act, true))
				p.CreatedBy = a.UserID
				if own := verdict(p, a, act, true); string(r)+"="+own != cells[len(cells)-1] {
					cells = append(cells, string(r)+"*="+own)
				}
			}
			fmt.Fprintf(&b, "%s %s: %s\n", s, act, strings.Join(cells, " "))
		}
	}
	golden := filepath.Join("testdata", "matrix.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the matrix changed; if that is meant: go test ./domain/workflow -update\n%s", b.String())
	}
}

func TestEveryStateIsReachedAndTheEndsAreEnds(t *testing.T) {
	reached := map[domain.State]bool{domain.Draft: true}
	for range domain.States {
		for _, s := range domain.States {
			for _, act := range actions {
				if step, ok := workflow.Lookup(s, act); ok && reached[s] {
					reached[step.To] = true
				}
			}
		}
	}
	for _, s := range domain.States {
		if !reached[s] {
			t.Errorf("no road leads to %s", s)
		}
		exits := 0
		for _, act := range actions {
			if _, ok := workflow.Lookup(s, act); ok {
				exits++
			}
		}
		end := slices.Contains([]domain.State{domain.Closed, domain.Rejected, domain.Withdrawn, domain.Cancelled}, s)
		if end != (exits == 0) {
			t.Errorf("%s has %d exits", s, exits)
		}
		if end && s.Open() {
			t.Errorf("%s still occupies its person", s)
		}
	}
}

func TestDecreeAndActivationAreNobodysAction(t *testing.T) {
	for _, act := range []workflow.Action{workflow.Decree, workflow.Activate} {
		if slices.Contains(workflow.Actions, act) {
			t.Errorf("%s is offered to people", act)
		}
		for _, s := range domain.States {
			if step, ok := workflow.Lookup(s, act); ok {
				for _, r := range domain.Roles {
					if workflow.Permit(proposal(s), person(r), act, step, true) == nil {
						t.Errorf("%s may %s", r, act)
					}
				}
			}
		}
	}
}

func TestNobodyDecidesOnTheirOwnProposal(t *testing.T) {
	for _, s := range domain.States {
		for _, act := range workflow.Actions {
			step, ok := workflow.Lookup(s, act)
			if !ok {
				continue
			}
			for _, r := range step.Roles {
				a := person(r)
				for name, hand := range map[string]func(*domain.Proposal){
					"subject":   func(p *domain.Proposal) { p.StaffID = a.StaffID },
					"submitter": func(p *domain.Proposal) { p.SubmittedBy = a.UserID },
					"verifier":  func(p *domain.Proposal) { p.VerifiedBy = a.UserID },
				} {
					p := proposal(s)
					hand(p)
					got := verdict(p, a, act, true)
					refused := step.Decides || name == "subject" && !step.Proposer
					if (got == "separation_of_duties") != refused {
						t.Errorf("%s %s by a %s who is the %s: %s", s, act, r, name, got)
					}
				}
			}
		}
	}
}

func TestOnlyTheReceivingHeadStartsAndOnce(t *testing.T) {
	head := person(domain.RoleUnitHead)
	p := proposal(domain.Effective)
	if got := verdict(p, head, workflow.Start, true); got != "effective" {
		t.Errorf("receiving head: %s", got)
	}
	if got := verdict(p, head, workflow.Start, false); got != "transition_not_allowed" {
		t.Errorf("releasing head: %s", got)
	}
	p.StartedOn = domain.MustDate("2026-11-02")
	if got := verdict(p, head, workflow.Start, true); got != "transition_not_allowed" {
		t.Errorf("a second time: %s", got)
	}
	out := proposal(domain.Effective)
	out.Direction = domain.DirectionOut
	if got := verdict(out, head, workflow.Start, true); got != "transition_not_allowed" {
		t.Errorf("who leaves the agency: %s", got)
	}
}

func TestPersonWithdrawsOnlyTheirOwnRequest(t *testing.T) {
	a := person(domain.RoleStaff)
	p := proposal(domain.Submitted)
	p.StaffID = a.StaffID
	if got := verdict(p, a, workflow.Withdraw, false); got != "not_proposer" {
		t.Errorf("a move by the agency: %s", got)
	}
	p.Initiative = domain.InitiativeAPS
	if got := verdict(p, a, workflow.Withdraw, false); got != "withdrawn" {
		t.Errorf("the own request: %s", got)
	}
}

// TestAllowedIsExactlyWhatPasses: for any proposal and actor, Allowed lists the steps that exist and that Permit lets pass.
func TestAllowedIsExactlyWhatPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Custom(func(t *rapid.T) domain.ID {
			return domain.ID{rapid.Byte().Filter(func(b byte) bool { return b < 4 }).Draw(t, "id")}
		})
		p := &domain.Proposal{State: rapid.SampledFrom(domain.States).Draw(t, "state"), CreatedBy: id.Draw(t, "created"), SubmittedBy: id.Draw(t, "submitted"), VerifiedBy: id.Draw(t, "verified"),
			Direction: rapid.SampledFrom([]string{domain.DirectionIn, domain.DirectionOut, domain.DirectionInternal}).Draw(t, "direction")}
		p.StaffID, p.Initiative = id.Draw(t, "person"), rapid.SampledFrom(domain.Initiatives).Draw(t, "initiative")
		a := domain.Actor{UserID: id.Draw(t, "user"), StaffID: id.Draw(t, "staff"), Roles: rapid.SliceOfDistinct(rapid.SampledFrom(domain.Roles), func(r domain.Role) domain.Role { return r }).Draw(t, "roles")}
		in := rapid.Bool().Draw(t, "inToUnit")
		var want []string
		for _, act := range workflow.Actions {
			if step, ok := workflow.Lookup(p.State, act); ok && workflow.Permit(p, a, act, step, in) == nil {
				want = append(want, string(act))
			}
		}
		got := workflow.Allowed(p, a, in)
		if !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
		if len(a.Roles) == 0 && len(got) > 0 {
			t.Fatalf("nobody may %v", got)
		}
	})
}

func TestRefusalNamesStateAndWhatIsAllowed(t *testing.T) {
	err := workflow.Refuse(proposal(domain.Endorsed), person(domain.RolePPK), workflow.Verify, false)
	e, ok := err.(*domain.Error)
	if !ok || e.Kind != domain.Conflict || e.Code != "transition_not_allowed" || e.Extra["state"] != domain.Endorsed || fmt.Sprint(e.Extra["allowed_actions"]) != "[approve reject]" {
		t.Errorf("%#v", err)
	}
}

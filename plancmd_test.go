package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mutasi/domain/placement"
	"mutasi/domain/placement/feasible"
	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

// exportedPlan is the file of a solved problem.
func exportedPlan(t *testing.T, limit int) (*placement.Problem, *placement.Plan, string) {
	t.Helper()
	p := placementtest.Shape(placementtest.Demo, 200, 80, 10, 1)
	p.Limit = limit
	start, err := feasible.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := solver.Solve(context.Background(), p, start, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p, plan, planFile(t, p, plan)
}

func planFile(t *testing.T, p *placement.Problem, plan *placement.Plan) string {
	t.Helper()
	var b bytes.Buffer
	if err := placement.Write(&b, p, plan); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlanCheckVerifiesAFile(t *testing.T) {
	p, plan, text := exportedPlan(t, -1)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	plain, packed := filepath.Join(t.TempDir(), "plan.txt"), filepath.Join(t.TempDir(), "plan.txt.gz")
	for name, data := range map[string][]byte{plain: []byte(text), packed: zipped.Bytes()} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := mustRun(t, "", "plan", "check", plain)
	for _, want := range []string{"people       200, each on one lawful seat\n", "positions    80, no quota exceeded\n", "units        3, none below its floor\n", "pairs        2000 lawful moves",
		", without a limit\n", " basis points: fit ", "optimal      yes: ", "input        " + plan.Certificate.InputHash + "\n", "certificate  " + plan.Certificate.Digest + "\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if other := mustRun(t, "", "plan", "check", packed); other != out {
		t.Errorf("gzip says\n%s", other)
	}
	if other := mustRun(t, text, "plan", "check", "-"); other != out {
		t.Errorf("standard input says\n%s", other)
	}
	home := &placement.Plan{Certificate: plan.Certificate} // lawful, not the best, and says so
	for i := range p.People {
		home.Seats = append(home.Seats, p.People[i].Home)
	}
	mustFail(t, "bad_plan_hash: ", planFile(t, p, home), "plan", "check", "-")
}

// TestPlanCheckSaysTheGap rounds it up: a gap is never said to be smaller than it is.
func TestPlanCheckSaysTheGap(t *testing.T) {
	for units, want := range map[int64]string{1: "0.01", 99: "0.10", 100: "0.10", 999: "1.00", 1000: "1.00", 12_345: "12.35"} {
		var out bytes.Buffer
		if err := printProof(&out, &placement.Problem{Limit: 3}, &placement.Certificate{Scale: 1000, Gap: units}); err != nil {
			t.Fatal(err)
		}
		if line := "optimal      not proven: no lawful plan is worth more than " + want + " basis points above this one\n"; !strings.Contains(out.String(), line) {
			t.Errorf("%d: no %q in\n%s", units, line, out.String())
		}
	}
}

func TestPlanCheckRefuses(t *testing.T) {
	p, plan, text := exportedPlan(t, 7)
	out := mustRun(t, text, "plan", "check", "-")
	if !strings.Contains(out, "moves        7 of at most 7\n") {
		t.Errorf("%s", out)
	}
	mustFail(t, "no plan", planFile(t, p, nil), "plan", "check", "-")
	mustFail(t, "line 1: ", "", "plan", "check", "-")
	mustFail(t, "line 1: ", "\x1f", "plan", "check", "-")
	mustFail(t, "gzip: ", "\x1f\x8bnonsense and more of it", "plan", "check", "-")
	mustFail(t, "no such file", "", "plan", "check", filepath.Join(t.TempDir(), "nowhere"))
	mustFail(t, "bad_digest: ", strings.Replace(text, "\nmoves 7\n", "\nmoves 6\n", 1), "plan", "check", "-")
	mustFail(t, "bad_input_hash: ", strings.Replace(text, "\nlimit 7\n", "\nlimit 8\n", 1), "plan", "check", "-")
	plan.Certificate.Bound--
	plan.Certificate.Seal()
	mustFail(t, "bound_wrong: ", planFile(t, p, plan), "plan", "check", "-")
}

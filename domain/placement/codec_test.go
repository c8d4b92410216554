package placement_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
)

// file is the text of a problem and a plan.
func file(tb testing.TB, p *placement.Problem, plan *placement.Plan) string {
	tb.Helper()
	var b bytes.Buffer
	if err := placement.Write(&b, p, plan); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func hexOf(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// tiny is a problem small enough to be written out.
const tiny = `mutasi-placement 1
seed 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
weights 4000 2000 2000 1000 1000
limit 2
units 2
01000000-0000-0000-0000-000000000001 0
01000000-0000-0000-0000-000000000002 1
posts 3
02000000-0000-0000-0000-000000000001 0 2 1 150
02000000-0000-0000-0000-000000000002 1 1 0 -
02000000-0000-0000-0000-000000000003 1 3 0 0
people 3 3
03000000-0000-0000-0000-000000000001 0 8000 1:9000,10000,0,2500 2:1,2,3,4
03000000-0000-0000-0000-000000000002 - 0
03000000-0000-0000-0000-000000000003 2 10000 1:0,0,0,0
`

const tinyPlan = `plan 3
1
-
2
certificate
input_hash 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
plan_hash 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
scale 256
objective -12
bound 9223372036854775807
gap 0
optimal yes
parts 1 2 -3 4 -5
moves 1
move_price 0
post_prices 3
-7
0
7
floor_prices 2
0
12
digest 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
`

func TestFileOfAProblem(t *testing.T) {
	p, plan, err := placement.Read(strings.NewReader(tiny))
	if err != nil || plan != nil {
		t.Fatal(plan, err)
	}
	if got := file(t, p, nil); got != tiny {
		t.Errorf("written again:\n%s", got)
	}
	if len(p.Units) != 2 || p.Posts[1].Need != -1 || p.People[1].Home != placement.None || len(p.PairsOf(0)) != 2 || len(p.PairsOf(1)) != 0 {
		t.Errorf("%+v", p)
	}
	want := placement.Pair{Post: 1, Fit: 9000, Wish: 10000, Cost: 2500}
	if got := p.PairOf(0, 1); got == nil || *got != want {
		t.Errorf("pair %+v", got)
	}
	if p.Limit != 2 || p.Weights != (placement.Weights{Fit: 4000, Wish: 2000, Need: 2000, Development: 1000, Cost: 1000}) {
		t.Errorf("limit %d, weights %+v", p.Limit, p.Weights)
	}
	if bad := placement.Validate(p); bad != nil {
		t.Errorf("%v", bad)
	}
	_, plan, err = placement.Read(strings.NewReader(tiny + tinyPlan))
	if err != nil {
		t.Fatal(err)
	}
	if c := plan.Certificate; !reflect.DeepEqual(plan.Seats, []int32{1, placement.None, 2}) || c.Objective != -12 || !c.Optimal || c.Parts.Cost != -5 || c.PostPrices[0] != -7 || c.FloorPrices[1] != 12 {
		t.Errorf("%+v", plan)
	}
	if got := file(t, p, plan); got != tiny+tinyPlan {
		t.Errorf("written again:\n%s", got)
	}
}

// TestHashesAreThoseOfTheLines: what docs/placement.md says to verify with sha256sum.
func TestHashesAreThoseOfTheLines(t *testing.T) {
	p, plan, err := placement.Read(strings.NewReader(tiny + tinyPlan))
	if err != nil {
		t.Fatal(err)
	}
	seats, certificate, _ := strings.Cut(tinyPlan, "certificate\n")
	above, _, _ := strings.Cut("certificate\n"+certificate, "digest ")
	if got := placement.InputHash(p); got != hexOf(tiny) {
		t.Errorf("input hash %s, not %s", got, hexOf(tiny))
	}
	if got := placement.PlanHash(plan.Seats); got != hexOf(seats) {
		t.Errorf("plan hash %s, not %s", got, hexOf(seats))
	}
	if plan.Certificate.Sealed() {
		t.Error("a wrong digest passes")
	}
	if plan.Certificate.Seal(); plan.Certificate.Digest != hexOf(above) || !plan.Certificate.Sealed() {
		t.Errorf("digest %s, not %s", plan.Certificate.Digest, hexOf(above))
	}
}

func TestEveryProblemIsReadAsWritten(t *testing.T) {
	for n := range uint64(500) {
		p := placementtest.Random(rand.New(rand.NewPCG(n, 1)), 8, 8)
		text := file(t, p, nil)
		got, _, err := placement.Read(iotest.OneByteReader(strings.NewReader(text)))
		if err != nil {
			t.Fatal(n, err)
		}
		if len(p.Pairs) == 0 {
			p.Pairs = []placement.Pair{}
		}
		if !reflect.DeepEqual(got, p) {
			t.Fatalf("%d: read %+v\nwritten %+v", n, got, p)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, x := range []struct{ old, new, want string }{
		{"mutasi-placement 1", "mutasi-placement 2", `line 1: "mutasi-placement 1" expected, not "mutasi-placement 2"`},
		{"seed 0011", "seed 001G", "line 2: 64 hexadecimal digits expected"},
		{"seed 0011", "seed 00", "line 2: 64 hexadecimal digits expected"},
		{"weights 4000 2000 2000 1000 1000", "weights 4000 2000 2000 1000 -100", "line 3: a number from 0 to 10000 expected, not \"-100\""},
		{"weights 4000 2000 2000 1000 1000", "weights 4000 2000 2000 1000", "line 3: ' ' expected, not \"\""},
		{"weights 4000", "weights 04000", "line 3: a number from 0 to 10000 expected"},
		{"weights 4000", "weights  4000", "line 3: a number from 0 to 10000 expected"},
		{"1000\nlimit", "1000 \nlimit", "line 3: the line should end before \" \""},
		{"1000\nlimit", "1000\r\nlimit", "line 3: the line should end before \"\\r\""},
		{"limit 2", "limit -1", "line 4: the line should end before \"1\""},
		{"limit 2", "limit +2", "line 4: a number from 0"},
		{"units 2", "units 3", "line 8: an id expected"},
		{"units 2", "units 1", "line 7: \"posts \" expected"},
		{"units 2", "units 100001", "line 5: a number from 0 to 100000 expected"},
		{"units 2", "units 99999999999999999999", "line 5: a number from 0 to 100000 expected"},
		{"000000000002 1\nposts", "000000000001 1\nposts", "line 7: the ids are not in rising order"},
		{"01000000-0000-0000-0000-000000000001 0", "0100000000000-0000-0000-000000000001 0", "line 6: an id expected"},
		{"01000000-0000-0000-0000-000000000001 0", "01000000-0000-0000-0000-00000000000A 0", "line 6: an id expected"},
		{"0 2 1 150", "2 2 1 150", "line 9: a number from 0 to 1 expected, not \"2 2 1 150\""},
		{"0 2 1 150", "0 2 1 1.50", "line 9: the line should end before \".50\""},
		{"people 3 3", "people 3 4", "line 15: 3 pairs, the head has 4"},
		{"people 3 3", "people 3 2", "line 15: more than the 2 pairs of the head"},
		{"people 3 3", "people 4 3", "line 16: an id expected, not \"plan 3\""},
		{"2:1,2,3,4", "1:1,2,3,4", "line 13: the posts of a person are not in rising order"},
		{"2:1,2,3,4", "3:1,2,3,4", "line 13: a number from 0 to 2 expected"},
		{"2:1,2,3,4", "2:1,2,3,10001", "line 13: a number from 0 to 10000 expected"},
		{"2:1,2,3,4", "2:1,2,3", "line 13: ',' expected, not \"\""},
		{"2:1,2,3,4", "2:1,2,3,4 ", "line 13: a number from 0 to 2 expected, not \"\""},
		{"plan 3", "plan 2", "line 16: 2, the problem has 3"},
		{"\n-\n", "\n3\n", "line 18: a number from 0 to 2 expected"},
		{"objective -12", "objective -0", "line 24: a number from 0"},
		{"objective -12", "objective -", "line 24: a number from 0"},
		{"9223372036854775807", "9223372036854775808", "line 25: a number from 0"},
		{"optimal yes", "optimal true", "line 27: \"no\" expected"},
		{"optimal yes", "optimal no ", "line 27: the line should end"},
		{"post_prices 3", "post_prices 4", "line 31: 4, the problem has 3"},
		{"digest 0011", "digest 11", "line 38: 64 hexadecimal digits expected"},
		{tinyPlan, tinyPlan + "\n", "line 39: nothing may follow the digest"},
		{tinyPlan, strings.TrimSuffix(tinyPlan, "\n"), "line 38: the file ends within the line"},
		{tinyPlan, strings.Split(tinyPlan, "optimal")[0], "line 27: the file ends too early"},
		{tinyPlan, "\n", "line 16: \"plan \" expected, not \"\""},
	} {
		text := strings.Replace(tiny+tinyPlan, x.old, x.new, 1)
		if text == tiny+tinyPlan {
			t.Fatalf("%q is not there", x.old)
		}
		if p, _, err := placement.Read(strings.NewReader(text)); err == nil || p != nil || !strings.HasPrefix(err.Error(), x.want) {
			t.Errorf("%q for %q: %v, want %s", x.new, x.old, err, x.want)
		}
	}
	for _, text := range []string{"", "\n", "mutasi-placement 1", strings.Repeat("x", 5<<20)} {
		if _, _, err := placement.Read(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), "line 1: ") {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if _, _, err := placement.Read(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(tiny)))); err == nil || err.Error() != "line 1: timeout" {
		t.Errorf("a broken reader: %v", err)
	}
}

// FuzzRead: whatever the file holds, Read answers; what it takes it writes again byte for byte, and Check answers too.
func FuzzRead(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte(tiny + tinyPlan))
	for n := range uint64(10) {
		p := placementtest.Random(rand.New(rand.NewPCG(n, 2)), 5, 5)
		f.Add([]byte(file(f, p, atHome(p))))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, plan, err := placement.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		if got := file(t, p, plan); got != string(text) {
			t.Fatalf("read %q, wrote %q", text, got)
		}
		if plan == nil {
			return
		}
		if placement.Check(p, plan) == nil && !honest(p, plan) {
			t.Fatalf("a wrong plan passes: %q", text)
		}
	})
}

// atHome is the plan in which nobody moves, with the bound that no prices give.
func atHome(p *placement.Problem) *placement.Plan {
	plan := &placement.Plan{}
	for i := range p.People {
		plan.Seats = append(plan.Seats, p.People[i].Home)
	}
	c := &plan.Certificate
	c.PostPrices, c.FloorPrices = make([]int64, len(p.Posts)), make([]int64, len(p.Units))
	account(p, plan)
	return plan
}

func BenchmarkFile(b *testing.B) {
	p := placementtest.Shape(placementtest.Demo, 25_000, 10_000, 60, 1)
	plan := atHome(p)
	text := file(b, p, plan)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if err := placement.Write(discard{}, p, plan); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := placement.Read(strings.NewReader(text)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hash", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			placement.InputHash(p)
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if err := placement.Check(p, plan); err != nil {
				b.Fatal(err)
			}
		}
	})
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

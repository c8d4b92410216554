package fit

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"mutasi/domain"
)

// Whatever was asked before, of which positions and in which order, a batch gives the score, the field and the match of a Target.
func TestBatchScoresAsTargetsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, params := drawTarget(t)
		b := NewBatch(params, asOf)
		posts := make([]*domain.Position, rapid.IntRange(1, 8).Draw(t, "posts"))
		targets := make([]*BatchTarget, len(posts))
		for i := range posts {
			posts[i], _ = drawTarget(t)
			if i > 0 { // some ask for the same
				last := posts[i-1]
				for _, copied := range []func(){
					func() { posts[i].Requirements = last.Requirements }, func() { posts[i].EducationMin, posts[i].Majors = last.EducationMin, last.Majors },
					func() { posts[i].Kind, posts[i].Family = last.Kind, last.Family }, func() { posts[i].RankMin, posts[i].RankMax = last.RankMin, "" },
				} {
					if rapid.Bool().Draw(t, "same") {
						copied()
					}
				}
			}
			targets[i] = b.Target(posts[i])
		}
		for range 2 {
			c := drawCandidate(t)
			s := b.Person(&c)
			for range 12 {
				i := rapid.IntRange(0, len(posts)-1).Draw(t, "which")
				if rapid.Bool().Draw(t, "wished") {
					wish := rapid.IntRange(-1, Full+1).Draw(t, "wish")
					c.Wish = &wish
				}
				plain := NewTarget(posts[i], params, asOf)
				if got, want := s.Score(targets[i]), plain.Score(&c); got != want {
					t.Fatalf("%+v, want %+v", got, want)
				}
				if got, want := s.FieldFits(targets[i]), plain.FieldFits(&c); got != want {
					t.Fatalf("field fits: %v, want %v", got, want)
				}
				jpm, oldest := s.LegalMatch(targets[i])
				wantJPM, wantOldest := LegalMatch(posts[i].Requirements, c.Levels)
				if !reflect.DeepEqual(jpm, wantJPM) || oldest != wantOldest {
					t.Fatalf("match %v of %v, want %v of %v", jpm, oldest, wantJPM, wantOldest)
				}
			}
		}
	})
}

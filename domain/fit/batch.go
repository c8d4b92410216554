package fit

import (
	"encoding/binary"
	"strings"

	"mutasi/domain"
)

// Batch scores many people against many positions. Positions share what they ask for: a person is held against each standard,
// each range of ranks and each field once, and the answer serves all positions that ask for the same. Targets are prepared
// first, by one goroutine; people may then be scored by many.
type Batch struct {
	params domain.FitParameters
	asOf   domain.Date
	ids    [questions]map[string]int32 // of what positions ask for, by kind of question
}

// What a person is asked once for all positions that want the same.
const (
	askStandard = iota
	askEducation
	askExperience
	askRank
	questions
)

// NewBatch scores by the parameters; asOf is the day up to which experience counts.
func NewBatch(params domain.FitParameters, asOf domain.Date) *Batch {
	b := &Batch{params: params, asOf: asOf}
	for i := range b.ids {
		b.ids[i] = map[string]int32{}
	}
	return b
}

// BatchTarget is a Target of a Batch.
type BatchTarget struct {
	*Target
	asks [questions]int32
}

// Target prepares a position with its standard.
func (b *Batch) Target(p *domain.Position) *BatchTarget {
	t := &BatchTarget{Target: NewTarget(p, b.params, b.asOf)}
	var standard []byte
	for _, r := range t.standard {
		standard = append(standard, r.CompetencyID[:]...)
		standard = binary.AppendVarint(standard, int64(r.Level))
	}
	number := func(n int) string { return string(binary.AppendVarint(nil, int64(n))) }
	for i, key := range [questions]string{
		askStandard:   string(standard),
		askEducation:  number(t.educationMin) + number(len(t.fields)) + strings.Join(t.fields, "\x00"),
		askExperience: t.kind + "\x00" + t.family,
		askRank:       number(t.rankMin) + number(t.rankMax),
	} {
		id, known := b.ids[i][key]
		if !known {
			id = int32(len(b.ids[i]))
			b.ids[i][key] = id
		}
		t.asks[i] = id
	}
	return t
}

// Scorer scores one person against targets of a Batch. It is for one goroutine at a time.
type Scorer struct {
	c           *Candidate
	performance int
	values      [questions][]int16 // by question; one more than the value, 0 where not asked yet
	fits        []int8             // by field question: 0 not asked yet, 1 no, 2 yes
	matches     []match            // by standard
}

// match is a legal match with one standard.
type match struct {
	asked  bool
	jpm    *int
	oldest domain.Date
}

// Person prepares a person; c must not change while the scorer is in use, but for its Wish.
func (b *Batch) Person(c *Candidate) *Scorer {
	s := &Scorer{c: c}
	s.performance, _ = performance(c.Ratings)
	total := 0
	for i := range b.ids {
		total += len(b.ids[i])
	}
	all := make([]int16, total)
	for i := range b.ids {
		s.values[i], all = all[:len(b.ids[i])], all[len(b.ids[i]):]
	}
	return s
}

// Score is Target.Score.
func (s *Scorer) Score(t *BatchTarget) Score {
	wish, _ := t.value(Wish, s.c)
	values := [parts]int{
		Competency: s.value(askStandard, Competency, t), Education: s.value(askEducation, Education, t), Performance: s.performance,
		Experience: s.value(askExperience, Experience, t), Rank: s.value(askRank, Rank, t), Wish: wish,
	}
	var out Score
	for i, v := range values {
		out.Parts[i] = t.weights[i] * v / Full
		out.Total += out.Parts[i]
	}
	return out
}

// value of one part, asked once.
func (s *Scorer) value(question, part int, t *BatchTarget) int {
	at := &s.values[question][t.asks[question]]
	if *at == 0 {
		v, _ := t.value(part, s.c)
		*at = int16(v) + 1
	}
	return int(*at) - 1
}

// FieldFits is Target.FieldFits.
func (s *Scorer) FieldFits(t *BatchTarget) bool {
	id := t.asks[askEducation]
	if s.fits == nil {
		s.fits = make([]int8, len(s.values[askEducation]))
	}
	if s.fits[id] == 0 {
		s.fits[id] = 1
		if t.Target.FieldFits(s.c) {
			s.fits[id] = 2
		}
	}
	return s.fits[id] == 2
}

// LegalMatch is the function of that name for the target's standard. The caller must not change what the match points at.
func (s *Scorer) LegalMatch(t *BatchTarget) (jpm *int, oldest domain.Date) {
	if s.matches == nil {
		s.matches = make([]match, len(s.values[askStandard]))
	}
	m := &s.matches[t.asks[askStandard]]
	if !m.asked {
		m.asked = true
		m.jpm, m.oldest = LegalMatch(t.standard, s.c.Levels)
	}
	return m.jpm, m.oldest
}

package placement

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"mutasi/domain"
)

// maxLine is enough for a person with a pair for each of the most posts.
const maxLine = 4 << 20

// Read reads what Write wrote; the plan is nil where the file ends with the problem. It is strict: one text per problem,
// counts that are kept, indexes that exist, ids and posts in rising order. An error names the line. What a problem must hold
// beyond that says Validate, and whether a plan is right says Check.
func Read(r io.Reader) (*Problem, *Plan, error) {
	s := &scanner{r: bufio.NewReaderSize(r, maxLine)}
	p := s.problem()
	var plan *Plan
	if s.next() {
		plan = s.plan(p)
		if s.next() {
			s.fail("nothing may follow the digest")
		}
	}
	if s.err != nil {
		return nil, nil, s.err
	}
	return p, plan, nil
}

// scanner reads a file word by word. After its first error it reads nothing more and answers zero.
type scanner struct {
	r    *bufio.Reader
	rest []byte // what is left of the line
	line int
	err  error
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("line %d: %s", s.line, fmt.Sprintf(format, args...))
	}
	s.rest = nil
}

// next goes to the next line; false at the end of the file or after an error.
func (s *scanner) next() bool {
	if s.err != nil {
		return false
	}
	b, err := s.r.ReadSlice('\n')
	if errors.Is(err, io.EOF) && len(b) == 0 {
		return false
	}
	s.line++
	switch {
	case err == nil:
		s.rest = b[:len(b)-1]
		return true
	case errors.Is(err, io.EOF):
		s.fail("the file ends within the line")
	case errors.Is(err, bufio.ErrBufferFull):
		s.fail("longer than %d bytes", maxLine)
	default:
		s.err = fmt.Errorf("line %d: %w", s.line, err)
	}
	return false
}

// open goes to the next line, which must be there.
func (s *scanner) open() {
	if !s.next() && s.err == nil {
		s.line++
		s.fail("the file ends too early")
	}
}

// word demands a text.
func (s *scanner) word(w string) {
	if s.err == nil {
		if len(s.rest) < len(w) || string(s.rest[:len(w)]) != w {
			s.fail("%q expected, not %.40q", w, s.rest)
			return
		}
		s.rest = s.rest[len(w):]
	}
}

// close demands that the line ends here.
func (s *scanner) close() {
	if s.err == nil && len(s.rest) > 0 {
		s.fail("the line should end before %.40q", s.rest)
	}
}

// number reads an integer from 0 to most.
func (s *scanner) number(most int64) int64 {
	b := s.rest
	n, k := int64(0), 0
	for ; k < len(b) && k < 19; k++ {
		d := b[k] - '0'
		if d > 9 {
			break
		}
		if n = n*10 + int64(d); n > most || n < 0 {
			break
		}
	}
	if k == 0 || n > most || n < 0 || k > 1 && b[0] == '0' {
		s.fail("a number from 0 to %d expected, not %.40q", most, b)
		return 0
	}
	s.rest = b[k:]
	return n
}

// after reads a number after one character.
func (s *scanner) after(c byte, most int64) int64 {
	if len(s.rest) == 0 || s.rest[0] != c {
		s.fail("%q expected, not %.40q", c, s.rest)
		return 0
	}
	s.rest = s.rest[1:]
	return s.number(most)
}

// orNone reads a number or "-" for -1.
func (s *scanner) orNone(most int64) int64 {
	if len(s.rest) > 0 && s.rest[0] == '-' {
		s.rest = s.rest[1:]
		return None
	}
	return s.number(most)
}

// signed reads an integer that may be negative.
func (s *scanner) signed() int64 {
	if len(s.rest) > 1 && s.rest[0] == '-' && s.rest[1] != '0' {
		s.rest = s.rest[1:]
		return -s.number(math.MaxInt64)
	}
	return s.number(math.MaxInt64)
}

// hash reads 64 hexadecimal digits.
func (s *scanner) hash() string {
	if len(s.rest) < 64 || !isHash(string(s.rest[:64])) {
		s.fail("64 hexadecimal digits expected, not %.70q", s.rest)
		return ""
	}
	h := string(s.rest[:64])
	s.rest = s.rest[64:]
	return h
}

func isHash(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// id reads a UUID that comes after the last one of its section.
func (s *scanner) id(last domain.ID, first bool) (id domain.ID) {
	const width = 36
	if len(s.rest) < width {
		s.fail("an id expected, not %.40q", s.rest)
		return id
	}
	b := s.rest[:width]
	s.rest = s.rest[width:]
	var digits [32]byte
	n, ok := 0, true
	for k, c := range b {
		if k == 8 || k == 13 || k == 18 || k == 23 {
			ok = ok && c == '-'
			continue
		}
		ok = ok && (c >= '0' && c <= '9' || c >= 'a' && c <= 'f')
		digits[n] = c
		n++
	}
	if _, err := hex.Decode(id[:], digits[:]); err != nil || !ok {
		s.fail("an id expected, not %.40q", b)
	}
	if !first && bytes.Compare(id[:], last[:]) <= 0 {
		s.fail("the ids are not in rising order")
	}
	return id
}

// count reads the head of a section.
func (s *scanner) count(head string, most int64) int {
	s.open()
	s.word(head + " ")
	n := s.number(most)
	s.close()
	return int(n)
}

func (s *scanner) problem() *Problem {
	p := &Problem{}
	s.open()
	s.word(fileHead)
	s.close()
	s.open()
	s.word("seed ")
	p.Seed = s.hash()
	s.close()
	s.open()
	s.word("weights")
	w := &p.Weights
	for _, x := range []*int{&w.Fit, &w.Wish, &w.Need, &w.Development, &w.Cost} {
		*x = int(s.after(' ', Full))
	}
	s.close()
	s.open()
	s.word("limit ")
	p.Limit = int(s.orNone(maxPeople))
	s.close()
	s.units(p, s.count("units", maxUnits))
	s.posts(p, s.count("posts", maxPosts))
	s.people(p)
	return p
}

// room is how much is set aside for a count before its lines have been seen.
func room(n int) int { return min(n, 1<<21) }

func (s *scanner) units(p *Problem, n int) {
	p.Units = make([]Unit, 0, room(n))
	var last domain.ID
	for i := 0; i < n && s.err == nil; i++ {
		s.open()
		last = s.id(last, i == 0)
		p.Units = append(p.Units, Unit{ID: last, Floor: int32(s.after(' ', maxSeats))})
		s.close()
	}
}

func (s *scanner) posts(p *Problem, n int) {
	p.Posts = make([]Post, 0, room(n))
	var last domain.ID
	for i := 0; i < n && s.err == nil; i++ {
		s.open()
		last = s.id(last, i == 0)
		x := Post{ID: last, Unit: int32(s.after(' ', int64(len(p.Units))-1)), Quota: int32(s.after(' ', maxSeats)), Taken: int32(s.after(' ', maxSeats))}
		s.word(" ")
		x.Need = domain.Hundredths(s.orNone(maxNeed))
		s.close()
		p.Posts = append(p.Posts, x)
	}
}

func (s *scanner) people(p *Problem) {
	s.open()
	s.word("people ")
	n := int(s.number(maxPeople))
	pairs := int(s.after(' ', maxPairs))
	s.close()
	p.People, p.Pairs = make([]Person, 0, room(n)), make([]Pair, 0, room(pairs))
	last := int64(len(p.Posts)) - 1
	var id domain.ID
	for i := 0; i < n && s.err == nil; i++ {
		s.open()
		id = s.id(id, i == 0)
		s.word(" ")
		x := Person{ID: id, Home: int32(s.orNone(last)), Pairs: int32(len(p.Pairs))}
		x.Stay = int16(s.after(' ', Full))
		p.People = append(p.People, x)
		before := int32(None)
		for len(s.rest) > 0 {
			pair := Pair{Post: int32(s.after(' ', last)), Fit: int16(s.after(':', Full)), Wish: int16(s.after(',', Full)),
				Development: int16(s.after(',', Full)), Cost: int16(s.after(',', Full))}
			if pair.Post <= before {
				s.fail("the posts of a person are not in rising order")
			}
			if len(p.Pairs) == pairs {
				s.fail("more than the %d pairs of the head", pairs)
			}
			before = pair.Post
			p.Pairs = append(p.Pairs, pair)
		}
	}
	if s.err == nil && len(p.Pairs) != pairs {
		s.fail("%d pairs, the head has %d", len(p.Pairs), pairs)
	}
}

// plan reads the seats and the certificate; the current line is the head of the seats.
func (s *scanner) plan(p *Problem) *Plan {
	plan := &Plan{}
	s.word("plan ")
	s.exactly(len(p.People))
	plan.Seats = make([]int32, 0, room(len(p.People)))
	for i := 0; i < len(p.People) && s.err == nil; i++ {
		s.open()
		plan.Seats = append(plan.Seats, int32(s.orNone(int64(len(p.Posts))-1)))
		s.close()
	}
	c := &plan.Certificate
	s.open()
	s.word("certificate")
	s.close()
	c.InputHash, c.PlanHash = s.named("input_hash"), s.named("plan_hash")
	c.Scale, c.Objective, c.Bound, c.Gap = s.figure("scale"), s.figure("objective"), s.figure("bound"), s.figure("gap")
	s.open()
	s.word("optimal ")
	if c.Optimal = string(s.rest) == "yes"; !c.Optimal {
		s.word("no")
		s.close()
	}
	s.open()
	s.word("parts")
	for _, x := range []*int64{&c.Parts.Fit, &c.Parts.Wish, &c.Parts.Need, &c.Parts.Development, &c.Parts.Cost} {
		s.word(" ")
		*x = s.signed()
	}
	s.close()
	s.open()
	s.word("moves ")
	c.Moves = int(s.number(maxPeople))
	s.close()
	c.MovePrice = s.figure("move_price")
	c.PostPrices = s.prices("post_prices ", len(p.Posts))
	c.FloorPrices = s.prices("floor_prices ", len(p.Units))
	c.Digest = s.named("digest")
	return plan
}

// exactly demands a count that the problem gives.
func (s *scanner) exactly(n int) {
	if got := s.number(math.MaxInt32); got != int64(n) {
		s.fail("%d, the problem has %d", got, n)
	}
	s.close()
}

func (s *scanner) named(name string) string {
	s.open()
	s.word(name + " ")
	h := s.hash()
	s.close()
	return h
}

func (s *scanner) figure(name string) int64 {
	s.open()
	s.word(name + " ")
	n := s.signed()
	s.close()
	return n
}

func (s *scanner) prices(head string, n int) []int64 {
	s.open()
	s.word(head)
	s.exactly(n)
	list := make([]int64, 0, room(n))
	for i := 0; i < n && s.err == nil; i++ {
		s.open()
		list = append(list, s.signed())
		s.close()
	}
	return list
}

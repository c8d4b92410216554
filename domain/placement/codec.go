package placement

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"

	"mutasi/domain"
)

// The file of a problem, with or without a plan, is lines of plain text that people can read and that one problem has one of
// (docs/placement.md): sections with a count in their head, numbers without leading zeros, one space between words. A file
// that Read takes is byte for byte what Write makes of it, so the three hashes of a certificate are hashes of its lines.
const fileHead = "mutasi-placement 1"

// Sizes that a problem may have.
const (
	maxUnits  = 100_000
	maxPosts  = 100_000
	maxPeople = 1_000_000
	maxPairs  = 1 << 25
	maxSeats  = 1_000_000     // quota, taken and floor
	maxNeed   = 1_000_000_000 // hundredths
	maxOpen   = 1 << 24       // seats of all posts that are not taken
)

// Write writes the problem and, where there is one, the plan with its certificate. The errors are those of w.
func Write(w io.Writer, p *Problem, plan *Plan) error {
	e := encoder{w: w}
	e.problem(p)
	if plan != nil {
		e.seats(plan.Seats)
		e.certificate(&plan.Certificate)
		e.text("digest ").text(plan.Certificate.Digest).line()
	}
	e.flush()
	return e.err
}

// InputHash is the SHA-256 of the problem's lines, hexadecimal.
func InputHash(p *Problem) string { return hashOf(func(e *encoder) { e.problem(p) }) }

// PlanHash is the SHA-256 of the lines of the seats, hexadecimal.
func PlanHash(seats []int32) string { return hashOf(func(e *encoder) { e.seats(seats) }) }

// Seal sets the digest: the SHA-256 of the certificate's lines above it, hexadecimal.
func (c *Certificate) Seal() { c.Digest = c.digest() }

// Sealed reports whether the digest is that of the other figures.
func (c *Certificate) Sealed() bool { return c.Digest == c.digest() }

func (c *Certificate) digest() string { return hashOf(func(e *encoder) { e.certificate(c) }) }

func hashOf(write func(*encoder)) string {
	h := sha256.New()
	e := encoder{w: h}
	write(&e)
	e.flush()
	return hex.EncodeToString(h.Sum(nil))
}

// chunk is how many bytes are handed on at a time.
const chunk = 1 << 16

// encoder gathers text and hands it on in chunks; after an error it writes no more.
type encoder struct {
	w   io.Writer
	b   []byte
	err error
}

func (e *encoder) flush() {
	if e.err == nil {
		_, e.err = e.w.Write(e.b)
	}
	e.b = e.b[:0]
}

func (e *encoder) text(s string) *encoder {
	e.b = append(e.b, s...)
	return e
}

// number writes an integer after a space.
func (e *encoder) number(n int64) *encoder {
	e.b = strconv.AppendInt(append(e.b, ' '), n, 10)
	return e
}

// index writes an index or "-" for None after a space.
func (e *encoder) index(n int64) *encoder {
	if n < 0 {
		return e.text(" -")
	}
	return e.number(n)
}

func (e *encoder) id(id *domain.ID) *encoder {
	b := hex.AppendEncode(e.b, id[:4])
	for i := 4; i <= 8; i += 2 {
		b = hex.AppendEncode(append(b, '-'), id[i:i+2])
	}
	e.b = hex.AppendEncode(append(b, '-'), id[10:])
	return e
}

func (e *encoder) line() {
	if e.b = append(e.b, '\n'); len(e.b) >= chunk {
		e.flush()
	}
}

func (e *encoder) problem(p *Problem) {
	e.text(fileHead).line()
	e.text("seed ").text(p.Seed).line()
	w := &p.Weights
	e.text("weights").number(int64(w.Fit)).number(int64(w.Wish)).number(int64(w.Need)).number(int64(w.Development)).number(int64(w.Cost)).line()
	e.text("limit").index(int64(p.Limit)).line()
	e.text("units").number(int64(len(p.Units))).line()
	for i := range p.Units {
		e.id(&p.Units[i].ID).number(int64(p.Units[i].Floor)).line()
	}
	e.text("posts").number(int64(len(p.Posts))).line()
	for i := range p.Posts {
		x := &p.Posts[i]
		e.id(&x.ID).number(int64(x.Unit)).number(int64(x.Quota)).number(int64(x.Taken))
		if x.Need < 0 {
			e.text(" -").line()
		} else {
			e.number(int64(x.Need)).line()
		}
	}
	e.text("people").number(int64(len(p.People))).number(int64(len(p.Pairs))).line()
	for i := range p.People {
		x := &p.People[i]
		e.id(&x.ID).index(int64(x.Home)).number(int64(x.Stay))
		e.pairs(p.PairsOf(i))
		e.line()
	}
}

// pairs is where nearly all of the text is made.
func (e *encoder) pairs(list []Pair) {
	b := e.b
	for i := range list {
		x := &list[i]
		b = strconv.AppendInt(append(b, ' '), int64(x.Post), 10)
		b = strconv.AppendInt(append(b, ':'), int64(x.Fit), 10)
		b = strconv.AppendInt(append(b, ','), int64(x.Wish), 10)
		b = strconv.AppendInt(append(b, ','), int64(x.Development), 10)
		b = strconv.AppendInt(append(b, ','), int64(x.Cost), 10)
	}
	e.b = b
}

func (e *encoder) seats(seats []int32) {
	e.text("plan").number(int64(len(seats))).line()
	for _, s := range seats {
		if s < 0 {
			e.b = append(e.b, '-')
		} else {
			e.b = strconv.AppendInt(e.b, int64(s), 10)
		}
		e.line()
	}
}

func (e *encoder) certificate(c *Certificate) {
	e.text("certificate").line()
	e.text("input_hash ").text(c.InputHash).line()
	e.text("plan_hash ").text(c.PlanHash).line()
	e.text("scale").number(c.Scale).line()
	e.text("objective").number(c.Objective).line()
	e.text("bound").number(c.Bound).line()
	e.text("gap").number(c.Gap).line()
	if c.Optimal {
		e.text("optimal yes").line()
	} else {
		e.text("optimal no").line()
	}
	e.text("parts").number(c.Parts.Fit).number(c.Parts.Wish).number(c.Parts.Need).number(c.Parts.Development).number(c.Parts.Cost).line()
	e.text("moves").number(int64(c.Moves)).line()
	e.text("move_price").number(c.MovePrice).line()
	e.prices("post_prices", c.PostPrices)
	e.prices("floor_prices", c.FloorPrices)
}

func (e *encoder) prices(head string, list []int64) {
	e.text(head).number(int64(len(list))).line()
	for _, x := range list {
		e.b = strconv.AppendInt(e.b, x, 10)
		e.line()
	}
}

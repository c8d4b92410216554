package fit

import (
	"encoding/binary"
	"errors"

	"mutasi/domain"
)

// A profile is a Candidate packed into a few hundred bytes, so that a whole city can be scored in one pass over narrow rows.
// Wishes are not part of it: they belong to a programme.

// ProfileFormat changes with the packing; stored profiles of another format are built again.
const ProfileFormat = 1

var errProfile = errors.New("fit: this is no profile")

// Pack writes a profile. The same candidate gives the same bytes.
func (c *Candidate) Pack() []byte {
	b := make([]byte, 0, 64+20*len(c.Levels)+32*len(c.Posts))
	b = append(b, ProfileFormat)
	b = putText(b, c.EducationLevel)
	b = putText(b, c.Rank)
	b = binary.AppendUvarint(b, uint64(len(c.Fields)))
	for _, f := range c.Fields {
		b = putText(b, f)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Levels)))
	for _, l := range c.Levels {
		b = append(b, l.CompetencyID[:]...)
		b = append(b, byte(l.Level))
		b = putDay(b, l.AssessedOn)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Ratings)))
	for _, r := range c.Ratings {
		b = binary.AppendVarint(b, int64(r.Year))
		b = append(b, byte(r.Predicate.Code()))
	}
	b = binary.AppendUvarint(b, uint64(len(c.Posts)))
	for _, p := range c.Posts {
		b = putText(b, p.Kind)
		b = putText(b, p.Family)
		b = putDay(b, p.From)
		b = putDay(b, p.To)
	}
	return b
}

func putText(b []byte, s string) []byte { return append(binary.AppendUvarint(b, uint64(len(s))), s...) }

var epoch = domain.NewDate(1970, 1, 1)

// putDay writes 0 for no day, else the days since 1970, zigzag, plus one.
func putDay(b []byte, d domain.Date) []byte {
	if d.IsZero() {
		return append(b, 0)
	}
	n := int64(d.DaysSince(epoch))
	return binary.AppendUvarint(b, uint64(n<<1)^uint64(n>>63)+1)
}

// Unpacker reads profiles. It keeps the words that it has met, so that a city with few families and fields costs no memory
// per person; it is for one goroutine.
type Unpacker struct {
	words map[string]string
	b     []byte
	bad   bool
}

// maxWords bounds what an Unpacker keeps: a register with more distinct words than that has free text in its families.
const maxWords = 4096

// Unpack reads a profile into c, reusing its lists. c is valid until the next call.
func (u *Unpacker) Unpack(b []byte, c *Candidate) error {
	if u.words == nil {
		u.words = map[string]string{}
	}
	if len(b) == 0 || b[0] != ProfileFormat {
		return errProfile
	}
	u.b, u.bad = b[1:], false
	c.Wish = nil
	c.EducationLevel, c.Rank = u.text(), u.text()
	c.Fields = c.Fields[:0]
	for range u.count(1) {
		c.Fields = append(c.Fields, u.text())
	}
	c.Levels = c.Levels[:0]
	for range u.count(18) {
		var l Level
		copy(l.CompetencyID[:], u.take(16))
		l.Level, l.AssessedOn = int(u.byte()), u.day()
		c.Levels = append(c.Levels, l)
	}
	c.Ratings = c.Ratings[:0]
	for range u.count(2) {
		year := int(u.signed())
		c.Ratings = append(c.Ratings, Rating{year, domain.PredicateByCode(int(u.byte()))})
	}
	c.Posts = c.Posts[:0]
	for range u.count(4) {
		c.Posts = append(c.Posts, Post{u.text(), u.text(), u.day(), u.day()})
	}
	if u.bad || len(u.b) != 0 {
		return errProfile
	}
	return nil
}

// take cuts n bytes off; a short profile marks the whole as bad.
func (u *Unpacker) take(n uint64) []byte {
	if u.bad || n > uint64(len(u.b)) {
		u.bad = true
		return nil
	}
	b := u.b[:n]
	u.b = u.b[n:]
	return b
}

func (u *Unpacker) byte() byte {
	if b := u.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (u *Unpacker) unsigned() uint64 {
	v, n := binary.Uvarint(u.b)
	if n <= 0 {
		u.bad = true
		return 0
	}
	u.b = u.b[n:]
	return v
}

func (u *Unpacker) signed() int64 {
	v, n := binary.Varint(u.b)
	if n <= 0 {
		u.bad = true
		return 0
	}
	u.b = u.b[n:]
	return v
}

// count reads the length of a list whose entries have at least least bytes.
func (u *Unpacker) count(least int) int {
	n := u.unsigned()
	if u.bad || n > uint64(len(u.b)/least) {
		u.bad = true
		return 0
	}
	return int(n)
}

func (u *Unpacker) day() domain.Date {
	v := u.unsigned()
	if v == 0 {
		return domain.Date{}
	}
	v--
	return epoch.AddDays(int(int64(v>>1) ^ -int64(v&1)))
}

func (u *Unpacker) text() string {
	b := u.take(u.unsigned())
	if len(b) == 0 {
		return ""
	}
	if s, ok := u.words[string(b)]; ok { // the compiler looks this up without a copy
		return s
	}
	s := string(b)
	if len(u.words) < maxWords {
		u.words[s] = s
	}
	return s
}

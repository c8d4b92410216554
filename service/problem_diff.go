package service

import (
	"bytes"
	"fmt"

	"mutasi/domain"
	"mutasi/domain/placement"
)

// InputChange is one thing that a plan rests on and that has changed since. No sentence holds a score.
type InputChange struct {
	Kind string           `json:"kind"`
	ID   domain.ID        `json:"id"` // of the unit, position or person
	Text domain.Bilingual `json:"text"`
}

// The kinds of change.
const (
	changeFloor       = "floor_changed"
	changePostNew     = "position_new"
	changePostLeft    = "position_left"
	changePostMoved   = "position_moved"
	changeQuota       = "quota_changed"
	changeNeed        = "need_changed"
	changePersonNew   = "person_new"
	changePersonLeft  = "person_left"
	changePersonMoved = "person_moved"
	changeScore       = "score_changed"
	changeWishes      = "wishes_changed"
	changeUnlawful    = "no_longer_lawful"
	changeLawful      = "newly_lawful"
)

// maxChanges is how many changes are told one by one.
const maxChanges = 200

// diffProblems tells what differs between two problems of one programme: units, then positions, then people, each by id. The list
// ends after maxChanges; total counts all. A move that the shortlist takes up or drops counts as lawful or not: it is worth more or
// less than before.
func diffProblems(old, now *placement.Problem) (list []InputChange, total int) {
	c := comparison{old: old, now: now}
	both(old.Units, now.Units, func(u *placement.Unit) *domain.ID { return &u.ID }, c.unit)
	both(old.Posts, now.Posts, func(x *placement.Post) *domain.ID { return &x.ID }, c.post)
	both(old.People, now.People, func(x *placement.Person) *domain.ID { return &x.ID }, c.person)
	return c.list, c.total
}

// both walks two lists in order of their ids side by side.
func both[T any](old, now []T, id func(*T) *domain.ID, fn func(i, j int)) {
	sameRows(len(old), len(now), func(i, j int) int { return bytes.Compare(id(&old[i])[:], id(&now[j])[:]) }, fn)
}

// sameRows hands over the indexes of rows that are the same in two ordered lists; -1 where a list has no such row.
func sameRows(old, now int, compare func(i, j int) int, fn func(i, j int)) {
	for i, j := 0, 0; i < old || j < now; {
		order := 0
		switch {
		case i == old:
			order = 1
		case j == now:
			order = -1
		default:
			order = compare(i, j)
		}
		switch {
		case order < 0:
			fn(i, -1)
			i++
		case order > 0:
			fn(-1, j)
			j++
		default:
			fn(i, j)
			i, j = i+1, j+1
		}
	}
}

type comparison struct {
	old, now *placement.Problem
	list     []InputChange
	total    int
}

func (c *comparison) add(kind string, id domain.ID, indonesian, english string, args ...any) {
	if c.total++; len(c.list) < maxChanges {
		c.list = append(c.list, InputChange{kind, id, domain.Bilingual{Indonesian: fmt.Sprintf(indonesian, args...), English: fmt.Sprintf(english, args...)}})
	}
}

func (c *comparison) unit(i, j int) {
	var was, is int32
	var id domain.ID
	if i >= 0 {
		id, was = c.old.Units[i].ID, c.old.Units[i].Floor
	}
	if j >= 0 {
		id, is = c.now.Units[j].ID, c.now.Units[j].Floor
	}
	if was != is {
		c.add(changeFloor, id, "Jumlah minimum pegawai unit ini berubah dari %d menjadi %d.", "The least number of people of this unit changed from %d to %d.", was, is)
	}
}

func (c *comparison) post(i, j int) {
	switch {
	case i < 0:
		c.add(changePostNew, c.now.Posts[j].ID, "Jabatan ini sekarang termasuk dalam program.", "This position now belongs to the programme.")
		return
	case j < 0:
		c.add(changePostLeft, c.old.Posts[i].ID, "Jabatan ini tidak lagi termasuk dalam program.", "This position no longer belongs to the programme.")
		return
	}
	a, b := &c.old.Posts[i], &c.now.Posts[j]
	if c.old.Units[a.Unit].ID != c.now.Units[b.Unit].ID {
		c.add(changePostMoved, b.ID, "Jabatan ini sekarang berada di unit lain.", "This position now belongs to another unit.")
	}
	if a.Quota != b.Quota || a.Taken != b.Taken {
		c.add(changeQuota, b.ID, "Kursi jabatan ini berubah: %d kursi dengan %d sudah terpakai menjadi %d dengan %d.",
			"The seats of this position changed: %d seats with %d taken became %d with %d.", a.Quota, a.Taken, b.Quota, b.Taken)
	}
	if a.Need != b.Need {
		c.add(changeNeed, b.ID, "Kebutuhan pegawai jabatan ini berubah.", "The need of this position changed.")
	}
}

func (c *comparison) person(i, j int) {
	switch {
	case i < 0:
		c.add(changePersonNew, c.now.People[j].ID, "Pegawai ini sekarang ikut diperhitungkan.", "This person now takes part.")
		return
	case j < 0:
		c.add(changePersonLeft, c.old.People[i].ID, "Pegawai ini tidak lagi ikut diperhitungkan.", "This person no longer takes part.")
		return
	}
	a, b := &c.old.People[i], &c.now.People[j]
	if homeOf(c.old, a) != homeOf(c.now, b) {
		c.add(changePersonMoved, b.ID, "Pegawai ini sekarang memegang jabatan lain.", "This person now holds another position.")
		return
	}
	c.pairs(i, j)
}

func homeOf(p *placement.Problem, x *placement.Person) domain.ID {
	if x.Home == placement.None {
		return domain.ID{}
	}
	return p.Posts[x.Home].ID
}

// pairs compares the lawful moves of one person.
func (c *comparison) pairs(i, j int) {
	a, b, id := c.old.PairsOf(i), c.now.PairsOf(j), c.now.People[j].ID
	gone, come, scores, wishes := 0, 0, 0, 0
	if c.old.People[i].Stay != c.now.People[j].Stay {
		scores++
	}
	sameRows(len(a), len(b), func(x, y int) int { return bytes.Compare(c.old.Posts[a[x].Post].ID[:], c.now.Posts[b[y].Post].ID[:]) }, func(x, y int) {
		switch {
		case y < 0:
			gone++
		case x < 0:
			come++
		default:
			p, q := &a[x], &b[y]
			if p.Wish != q.Wish {
				wishes++
			}
			if p.Fit != q.Fit || p.Development != q.Development || p.Cost != q.Cost {
				scores++
			}
		}
	})
	if scores > 0 {
		c.add(changeScore, id, "Nilai pegawai ini berubah untuk %d jabatan.", "This person's scores changed for %d positions.", scores)
	}
	if wishes > 0 {
		c.add(changeWishes, id, "Keinginan pegawai ini berubah untuk %d jabatan.", "This person's wishes changed for %d positions.", wishes)
	}
	if gone > 0 {
		c.add(changeUnlawful, id, "Mutasi pegawai ini ke %d jabatan tidak lagi diperbolehkan atau tidak lagi diperhitungkan.",
			"Moves of this person to %d positions are no longer lawful or no longer considered.", gone)
	}
	if come > 0 {
		c.add(changeLawful, id, "Mutasi pegawai ini ke %d jabatan sekarang diperbolehkan dan diperhitungkan.",
			"Moves of this person to %d positions are now lawful and considered.", come)
	}
}

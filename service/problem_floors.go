package service

import (
	"bytes"
	"maps"
	"slices"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/domain/placement"
)

// loadedUnit is a unit of the programme with what its figures rest on.
type loadedUnit struct {
	id    domain.ID
	kind  string
	fixed needs.Sum // of the positions that are no posts of the problem
	posts []int32
}

// headcount is the people of one unit on the day, those promised to it included: in posts of the problem and elsewhere, and of both
// those whose position has a known need, whom minimums count.
type headcount struct{ inside, outside, countedInside, countedOutside int }

// setFloors lists the units with the people that each has to keep. A floor that the programme names counts everybody in the unit's
// own positions. Any other unit keeps what /needs/balance calls its minimum, or what it has where that is less: a unit that
// is short already need not be filled, but gives nobody away.
func (d *drafting) setFloors() {
	sums, heads := map[domain.ID]*needs.Sum{}, map[domain.ID]*headcount{}
	for id, p := range d.positions {
		h := heads[p.UnitID]
		if h == nil {
			h = &headcount{}
			heads[p.UnitID] = h
		}
		n, known := d.needs[id]
		if known {
			sumOf(sums, p.UnitID).Add(&n)
			_, known = n.Need()
		}
		people := d.occupied(id)
		if _, post := d.postAt[id]; post {
			h.inside += people
			if known {
				h.countedInside += people
			}
		} else {
			h.outside += people
			if known {
				h.countedOutside += people
			}
		}
	}
	floors := map[domain.ID]int{}
	for _, post := range d.p.Posts {
		unit := d.positions[post.ID].UnitID
		h, least := heads[unit], 0
		if sum := sums[unit]; sum != nil {
			least = int(needs.Minimum(sum.Need, d.policy.Parameters.Needs.MinimumFill))
		}
		floors[unit] = max(0, min(least-h.countedOutside, h.countedInside))
	}
	for _, f := range d.pr.Limits.Floors {
		outside := 0
		if h := heads[f.UnitID]; h != nil {
			outside = h.outside
		}
		if _, ours := floors[f.UnitID]; ours || f.Minimum > outside {
			floors[f.UnitID] = max(0, f.Minimum-outside)
		}
	}
	ids := slices.SortedFunc(maps.Keys(floors), func(a, b domain.ID) int { return bytes.Compare(a[:], b[:]) })
	d.unitAt, d.p.Units = make(map[domain.ID]int32, len(ids)), make([]placement.Unit, len(ids))
	for u, id := range ids {
		d.unitAt[id], d.p.Units[u] = int32(u), placement.Unit{ID: id, Floor: int32(floors[id])}
	}
	for j := range d.p.Posts {
		d.p.Posts[j].Unit = d.unitAt[d.positions[d.p.Posts[j].ID].UnitID]
	}
}

// result is the problem with what its figures are told from.
func (d *drafting) result() *built {
	b := &built{Problem: d.p, PolicyVersion: d.policy.Version, Full: d.full, leave: d.leave,
		posts: make([]needs.Post, len(d.p.Posts)), people: make([]needs.Mover, len(d.members))}
	for i, person := range d.members {
		b.people[i] = needs.Mover{Known: true, PNS: person.Employment == domain.EmploymentPNS, Birth: person.BirthDate, PositionID: person.PositionID}
	}
	units := map[domain.ID]*loadedUnit{}
	of := func(id domain.ID) *loadedUnit {
		u := units[id]
		if u == nil {
			u = &loadedUnit{id: id, kind: d.units[id].Kind}
			units[id] = u
		}
		return u
	}
	for j, post := range d.p.Posts {
		b.posts[j] = d.needs[post.ID]
		u := of(d.positions[post.ID].UnitID)
		u.posts = append(u.posts, int32(j))
	}
	for id, n := range d.needs {
		p := d.positions[id]
		if _, post := d.postAt[id]; !post && d.inside[p.UnitID] {
			of(p.UnitID).fixed.Add(&n)
		}
	}
	for _, u := range units {
		b.units = append(b.units, *u)
	}
	slices.SortFunc(b.units, func(x, y loadedUnit) int { return bytes.Compare(x.id[:], y.id[:]) })
	return b
}

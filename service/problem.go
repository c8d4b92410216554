package service

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"mutasi/domain"
	"mutasi/domain/needs"
	"mutasi/domain/placement"
	"mutasi/repository"
)

// built is the problem of a plan with what its figures and moves are told from.
type built struct {
	Problem       *placement.Problem
	PolicyVersion int
	// Full is how many people have as many pairs as the shortlist allows: there may be more lawful moves of theirs.
	Full int

	leave  needs.Leave
	posts  []needs.Post  // beside Problem.Posts
	people []needs.Mover // beside Problem.People
	units  []loadedUnit  // those of the programme, by id
}

// The stages of building a problem, as a job shows them.
const (
	stageRegister = "register" // tables read
	stagePeople   = "people"   // people judged and scored
)

// buildProblem makes the problem of a programme's plan from the register; docs/plans.md says what goes into it. asOf is the day of
// the register and of the scores, in.PlannedDate the one by which rules judge and on which seats are counted. The same
// register, programme and input give the same problem. Caps and floors of the programme stand in it as they were written:
// placement.Validate names those that cannot hold.
func (s *Service) buildProblem(ctx context.Context, tx *repository.Tx, pr *domain.Programme, in domain.PlanInput, asOf domain.Date, report Progress) (*built, error) {
	policy, err := s.policyNow(tx)
	if err != nil {
		return nil, err
	}
	var c *census
	if err := s.store.Snapshot(ctx, func(tx *repository.Tx) (err error) {
		c, err = s.readCensus(tx, pr.ID, asOf, report)
		return err
	}); err != nil {
		return nil, err
	}
	d := &drafting{census: c, pr: pr, policy: policy, on: in.PlannedDate, day: c.seatDay(in.PlannedDate),
		p: &placement.Problem{Seed: pr.Seed, Weights: pr.Weights, Limit: moveLimit(pr.Limits.Moves, in.Moves)}}
	d.chooseUnits()
	d.choosePeople()
	d.choosePosts()
	d.setFloors()
	d.housePeople()
	if err := d.addPairs(ctx, report); err != nil {
		return nil, err
	}
	return d.result(), nil
}

// moveLimit is the smaller of two limits; negative where there is none.
func moveLimit(limits ...*int) int {
	least := -1
	for _, l := range limits {
		if l != nil && (least < 0 || *l < least) {
			least = *l
		}
	}
	return least
}

// drafting is a problem on its way.
type drafting struct {
	*census
	pr     *domain.Programme
	policy Policy
	on     domain.Date // by which rules judge
	day    domain.Date // on which seats are counted: on, today where that is past
	p      *placement.Problem

	inside  map[domain.ID]bool      // units of the programme
	held    map[domain.ID]domain.ID // by person: the position of the definitive appointment on the day
	members []*domain.Staff         // people of the problem, by id
	homes   map[domain.ID]int       // by position: people of the problem who hold it
	taken   map[domain.ID]int       // by position: seats held by or promised to others
	postAt  map[domain.ID]int32
	unitAt  map[domain.ID]int32
	takesIn []bool // by post

	full int // people whose shortlist is full
}

// occupied is how many people are in a position on the day, those promised to it included.
func (d *drafting) occupied(position domain.ID) int { return d.homes[position] + d.taken[position] }

// chooseUnits marks the programme's units with all that lies below them.
func (d *drafting) chooseUnits() {
	d.inside = make(map[domain.ID]bool, len(d.units))
	for id, u := range d.units {
		d.inside[id] = len(d.pr.Limits.UnitIDs) == 0 || slices.ContainsFunc(line(u), func(above domain.ID) bool {
			return slices.Contains(d.pr.Limits.UnitIDs, above)
		})
	}
}

// about reports whether a position belongs to what the programme is about.
func (d *drafting) about(p *domain.Position) bool {
	return p != nil && d.inside[p.UnitID] && d.pr.Limits.Has(p.Kind)
}

// choosePeople finds those who may move and counts the seats of all others. Nobody moves who has an open proposal or whose
// seat on the day is not the present one: there a change is under way already. Whoever holds no seat takes part where the programme is
// about the whole agency.
func (d *drafting) choosePeople() {
	busy := make(map[domain.ID]bool, len(d.open))
	for i := range d.open {
		busy[d.open[i].StaffID] = true
	}
	d.held, d.homes, d.taken = map[domain.ID]domain.ID{}, map[domain.ID]int{}, map[domain.ID]int{}
	for id, list := range d.history {
		for i := range list {
			if a := &list[i]; a.Kind == domain.Definitive && a.Holds(d.day) {
				d.held[id] = a.PositionID
			}
		}
	}
	for id, person := range d.staff {
		at := d.held[id]
		whole := at.IsZero() && len(d.pr.Limits.UnitIDs) == 0
		if person.Status == domain.StatusActive && !busy[id] && at == person.PositionID && (whole || d.about(d.positions[at])) {
			d.members = append(d.members, person)
			if !at.IsZero() {
				d.homes[at]++
			}
		} else if !at.IsZero() {
			d.taken[at]++
		}
	}
	slices.SortFunc(d.members, func(a, b *domain.Staff) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	d.countPromises()
}

// countPromises moves the seats of people who were promised others, as repository.SeatBook counts them: the new seat is taken at
// once, the old one until they leave it.
func (d *drafting) countPromises() {
	for i := range d.open {
		m := &d.open[i]
		if !m.State.Promised() || m.FromPositionID == m.ToPositionID {
			continue
		}
		if !m.ToPositionID.IsZero() {
			d.taken[m.ToPositionID]++
		}
		person := d.staff[m.StaffID]
		if from := m.FromPositionID; !from.IsZero() && d.held[m.StaffID] == from && person.PositionID == from && !m.Day.After(d.day) {
			d.taken[from]--
		}
	}
}

// choosePosts lists the seats: open positions that the programme is about, and closed ones that somebody in scope still holds. A
// register with more holders than seats is taken as it is; a cap of the programme that is too low for those who are there is not.
func (d *drafting) choosePosts() {
	var list []*domain.Position
	for id, p := range d.positions {
		if d.about(p) && (p.Active || d.homes[id] > 0) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *domain.Position) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	caps := make(map[domain.ID]int, len(d.pr.Limits.Quotas))
	for _, q := range d.pr.Limits.Quotas {
		caps[q.PositionID] = q.Quota
	}
	d.postAt, d.p.Posts, d.takesIn = make(map[domain.ID]int32, len(list)), make([]placement.Post, len(list)), make([]bool, len(list))
	for j, p := range list {
		d.postAt[p.ID] = int32(j)
		occupied := d.occupied(p.ID)
		quota := max(p.Quota, occupied)
		if q, capped := caps[p.ID]; capped && q < quota {
			quota = q
		}
		// An overfull post takes nobody in; nor does one whose every seat is taken for good.
		d.takesIn[j] = p.Active && occupied <= min(quota, p.Quota) && d.taken[p.ID] < quota
		post := placement.Post{ID: p.ID, Quota: int32(quota), Taken: int32(d.taken[p.ID]), Need: -1}
		if n, counted := d.needs[p.ID]; counted {
			if need, known := n.Need(); known {
				post.Need = need
			}
		}
		d.p.Posts[j] = post
	}
}

// housePeople writes the people with their present seats.
func (d *drafting) housePeople() {
	d.p.People = make([]placement.Person, len(d.members))
	for i, person := range d.members {
		d.p.People[i] = placement.Person{ID: person.ID, Home: placement.None}
		if !person.PositionID.IsZero() {
			d.p.People[i].Home = d.postAt[person.PositionID]
		}
	}
}

// gauge tells how far a stage has come, from several goroutines.
type gauge struct {
	mu     sync.Mutex
	report Progress
	stage  string
	done   int
	total  int
}

func (g *gauge) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done += n
	g.report(g.stage, g.done, g.total)
}

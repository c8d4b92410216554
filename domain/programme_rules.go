package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// needed are the phases without which another makes no sense: wishes that no plan reads, a plan that nobody decides on.
var needed = map[string]string{PhaseWishes: PhasePlan, PhasePlan: PhaseDecision, PhaseExecution: PhaseDecision, PhaseEvaluation: PhaseExecution}

// Check holds the rules across the fields of a programme.
func (p *ProgrammeInput) Check(c *Check) {
	c.That(p.EndsOn.IsZero() || !p.EndsOn.Before(p.StartsOn), "/ends_on", "order", "ends_on lies before starts_on")
	for i, x := range p.Phases {
		at := fmt.Sprintf("/phases/%d", i)
		if x.StartsOn.IsZero() || x.EndsOn.IsZero() {
			continue // reported as missing
		}
		c.That(!x.EndsOn.Before(x.StartsOn), at+"/ends_on", "order", "ends_on lies before starts_on")
		c.That(!x.StartsOn.Before(p.StartsOn), at+"/starts_on", "outside_dates", "this day lies outside the programme's dates")
		c.That(p.EndsOn.IsZero() || !x.EndsOn.After(p.EndsOn), at+"/ends_on", "outside_dates", "this day lies outside the programme's dates")
		if other, ok := needed[x.Name]; ok {
			_, there := p.PhaseNamed(other)
			c.That(there, at+"/name", "needs_phase", "the phase %q needs the phase %q", x.Name, other)
		}
		if i == 0 {
			continue
		}
		before := p.Phases[i-1]
		c.That(slices.Index(Phases, x.Name) > slices.Index(Phases, before.Name), at+"/name", "phase_order", "the phases stand in their binding order, each once")
		c.That(!x.StartsOn.Before(before.StartsOn), at+"/starts_on", "order", "a phase neither begins nor ends before the one ahead of it")
		c.That(!x.EndsOn.Before(before.EndsOn), at+"/ends_on", "order", "a phase neither begins nor ends before the one ahead of it")
	}
	w := p.Weights
	sum := w.Fit + w.Wish + w.Need + w.Development + w.Cost
	c.That(sum == 10000, "/weights", "sum", "the weights add up to %d, not 10000", sum)
}

// Reached reports whether the programme is in the phase or past it.
func (p *Programme) Reached(phase string) bool {
	return p.State == ProgrammeClosed || p.State == ProgrammeOpen && slices.Index(Phases, p.Phase) >= slices.Index(Phases, phase)
}

// Next is the phase that comes next; none behind the last one.
func (p *Programme) Next() (Phase, bool) {
	next := 1 + slices.IndexFunc(p.Phases, func(x Phase) bool { return x.Name == p.Phase }) // a draft is in no phase: the first one
	if p.State == ProgrammeClosed || next == len(p.Phases) {
		return Phase{}, false
	}
	return p.Phases[next], true
}

// Advance announces a draft, takes an open programme into its next phase, and closes it behind the last one: phase_not_due
// before the day on which the phase begins, transition_not_allowed once it is closed.
func (p *Programme) Advance(today Date) error {
	if p.State == ProgrammeClosed {
		return Errorf(Conflict, "transition_not_allowed", "%q is not possible while the programme is %q", "advance", p.State).
			With("state", p.State).With("allowed_actions", []string{})
	}
	next, more := p.Next()
	switch {
	case !more:
		p.State = ProgrammeClosed
	case today.Before(next.StartsOn):
		return Errorf(Conflict, "phase_not_due", "the phase %q begins on %s", next.Name, next.StartsOn).With("phase", next.Name).With("phases", []Phase{next}).With("today", today)
	default:
		p.State, p.Phase = ProgrammeOpen, next.Name
	}
	return nil
}

// Freeze commits to weights, limits, criteria and seed: what the plan will be computed by is known before anybody's wishes are.
func (p *Programme) Freeze(seed string, at time.Time) (err error) {
	p.Seed, p.FrozenAt = seed, &at
	p.FrozenHash, err = FrozenHash(&p.ProgrammeInput, seed)
	return err
}

// SeedShown reports whether the seed may be told: it is drawn when wishes open and kept until they are closed.
func (p *Programme) SeedShown() bool {
	return p.FrozenAt != nil && (p.State == ProgrammeClosed || p.Phase != PhaseWishes)
}

// FrozenHash is the SHA-256, in hexadecimal, of the object {criteria, limits, seed, weights} as the API shows its members, in
// canonical JSON (RFC 8785).
func FrozenHash(p *ProgrammeInput, seed string) (string, error) {
	b, err := json.Marshal(map[string]any{"criteria": p.Criteria, "limits": p.Limits, "seed": seed, "weights": p.Weights})
	if err != nil {
		return "", err
	}
	v := jsontext.Value(b)
	if err := v.Canonicalize(); err != nil {
		return "", err
	}
	sum := sha256.Sum256(v)
	return hex.EncodeToString(sum[:]), nil
}

// Amend refuses what an announced programme no longer admits: weights, limits and criteria after the freeze (frozen), and the
// dates of phases that have begun (phase_begun), save that the end of the present one may move, to today at the earliest.
func (p *Programme) Amend(old *Programme, today Date) error {
	names := func(list []Phase) (names []string) {
		for _, x := range list {
			names = append(names, x.Name)
		}
		return names
	}
	var c Check
	if old.FrozenAt != nil {
		for _, x := range []struct {
			same    bool
			pointer string
		}{
			{p.Weights == old.Weights, "/weights"}, {reflect.DeepEqual(p.Limits, old.Limits), "/limits"}, {p.Criteria == old.Criteria, "/criteria"},
			{slices.Equal(names(p.Phases), names(old.Phases)), "/phases"},
		} {
			c.That(x.same, x.pointer, "frozen", "this was frozen when wishes opened")
		}
	}
	if bad := c.Fields(); len(bad) > 0 {
		return &Error{Kind: Conflict, Code: "frozen", Format: "this was frozen when wishes opened", Fields: bad}
	}
	for i, x := range old.Phases {
		same := i < len(p.Phases) && p.Phases[i].Name == x.Name && p.Phases[i].StartsOn == x.StartsOn
		if same && p.Phases[i].EndsOn != x.EndsOn {
			same = x.Name == old.Phase && !p.Phases[i].EndsOn.Before(today)
		}
		c.That(same, fmt.Sprintf("/phases/%d", i), "phase_begun", "a phase that has begun keeps its dates")
		if x.Name == old.Phase {
			break
		}
	}
	if bad := c.Fields(); len(bad) > 0 {
		return &Error{Kind: Conflict, Code: "phase_begun", Format: "a phase that has begun keeps its dates", Fields: bad}
	}
	return nil
}

// ProgrammeChange is what one change of an announced programme replaced: the members that differ, before and after.
type ProgrammeChange struct {
	ID          ID                         `json:"id" gorm:"column:id;primaryKey"`
	ProgrammeID ID                         `json:"programme_id" gorm:"column:programme_id"`
	At          time.Time                  `json:"at" gorm:"column:at"`
	ActorID     ID                         `json:"actor_id" gorm:"column:actor_id"`
	Before      map[string]json.RawMessage `json:"before" gorm:"column:before_json;serializer:json"`
	After       map[string]json.RawMessage `json:"after" gorm:"column:after_json;serializer:json"`
	Note        string                     `json:"note" gorm:"column:note"`
}

// Difference gives the members of a programme that a change replaced. The note on the change is no part of it.
func Difference(old, now *ProgrammeInput) (before, after map[string]json.RawMessage, err error) {
	if before, err = membersOf(old); err != nil {
		return nil, nil, err
	}
	if after, err = membersOf(now); err != nil {
		return nil, nil, err
	}
	for name := range before {
		if name == "change_note" || string(before[name]) == string(after[name]) {
			delete(before, name)
			delete(after, name)
		}
	}
	return before, after, nil
}

func membersOf(p *ProgrammeInput) (map[string]json.RawMessage, error) {
	b, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	m := map[string]json.RawMessage{}
	return m, json.Unmarshal(b, &m)
}

// Check holds the rules across the wishes of a list.
func (a *AspirationInput) Check(c *Check) {
	ranks, places := map[int]bool{}, map[ID]bool{}
	for i, w := range a.Wishes {
		at := fmt.Sprintf("/wishes/%d", i)
		place, field := w.Place()
		c.That(w.PositionID.IsZero() != w.UnitID.IsZero(), at, "position_or_unit", "a wish names a position or a unit, one of the two")
		c.That(w.Rank <= len(a.Wishes) && !ranks[w.Rank], at+"/rank", "rank_order", "the ranks run from 1 without a gap, each once")
		c.That(place.IsZero() || !places[place], at+field, "duplicate", "this place is wished for twice")
		ranks[w.Rank], places[place] = true, true
	}
}

// Place is the position or unit that a wish names, and the field that holds it.
func (w *Wish) Place() (id ID, field string) {
	if w.PositionID.IsZero() {
		return w.UnitID, "/unit_id"
	}
	return w.PositionID, "/position_id"
}

// AspirationStep is one step in the life of a list of wishes, with the list as it was then.
type AspirationStep struct {
	ID           ID        `json:"id" gorm:"column:id;primaryKey"`
	AspirationID ID        `json:"aspiration_id" gorm:"column:aspiration_id"`
	Version      int       `json:"version" gorm:"column:version"`
	At           time.Time `json:"at" gorm:"column:at"`
	ActorID      ID        `json:"actor_id" gorm:"column:actor_id"`
	ActorName    string    `json:"actor_name" gorm:"column:actor_name"`
	Action       string    `json:"action" gorm:"column:action"` // create, update or withdraw
	Wishes       []Wish    `json:"wishes" gorm:"column:wishes;serializer:json"`
	Note         string    `json:"note" gorm:"column:note"`
}

package service

import (
	"context"
	"encoding/json"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// Transparency is what a programme publishes about itself. A figure that counts fewer than K people is null, and so is what
// would tell it.
type Transparency struct {
	ProgrammeID   domain.ID              `json:"programme_id"`
	Name          string                 `json:"name"`
	Goal          string                 `json:"goal"`
	State         string                 `json:"state"`
	Phase         string                 `json:"phase"`
	Phases        []domain.Phase         `json:"phases"`
	Criteria      string                 `json:"criteria"`
	Weights       domain.PlanWeights     `json:"weights"`
	FrozenHash    string                 `json:"frozen_hash"`
	FrozenAt      *time.Time             `json:"frozen_at"`
	Seed          string                 `json:"seed"` // once wishes are closed
	K             int                    `json:"k"`
	ForumsHeld    int                    `json:"forums_held"`
	Participants  *int                   `json:"participants"` // places taken in forums: who comes twice counts twice
	Attended      *int                   `json:"attended"`
	Questions     QuestionFigures        `json:"questions"`
	Concerns      *domain.ConcernSummary `json:"concerns"`
	PeopleWishing *int                   `json:"people_wishing"`
	// Plan is the adopted plan, else the newest one with a result; null before the phase opinion.
	Plan    *PublishedPlan    `json:"plan"`
	Changes []ConsultedChange `json:"changes"`
}

// QuestionFigures count questions by state.
type QuestionFigures struct {
	Open     int `json:"open"`
	Answered int `json:"answered"`
	TakenUp  int `json:"taken_up"`
	Declined int `json:"declined"`
}

// PublishedPlan is what everybody may know of a plan.
type PublishedPlan struct {
	PlanID  domain.ID `json:"plan_id"`
	Name    string    `json:"name"`
	Kind    string    `json:"kind"`
	State   string    `json:"state"`
	Moves   *int      `json:"moves"`
	Wished  *int      `json:"wished"` // moves to a seat that the person wished for
	Optimal bool      `json:"optimal"`
	// WishesMet is the share of the people with wishes who get a seat that they wished for.
	WishesMet *domain.TenThousandths `json:"wishes_met"`
	Before    domain.PlanBalance     `json:"before"`
	After     domain.PlanBalance     `json:"after"`
}

// ConsultedChange is a change of the announced programme with the questions that caused it.
type ConsultedChange struct {
	ID        domain.ID                  `json:"id"`
	At        time.Time                  `json:"at"`
	Before    map[string]json.RawMessage `json:"before"`
	After     map[string]json.RawMessage `json:"after"`
	Note      string                     `json:"note"`
	Questions []CausingQuestion          `json:"questions"`
}

// CausingQuestion is a question without its author.
type CausingQuestion struct {
	ID     domain.ID `json:"id"`
	Body   string    `json:"body"`
	Answer string    `json:"answer"`
}

// shownChanges is how many changes of a programme are published.
const shownChanges = 200

// Transparency gathers the published figures of an announced programme.
func (s *Service) Transparency(ctx context.Context, a domain.Actor, id domain.ID) (*Transparency, error) {
	if _, err := s.Scope(a, "transparency.read"); err != nil {
		return nil, err
	}
	tx := s.store.Read(ctx)
	p, err := repository.Programmes.Get(tx, domain.Scope{Reach: domain.ReachPublished}, id)
	if err != nil {
		return nil, err
	}
	out := &Transparency{ProgrammeID: id, Name: p.Name, Goal: p.Goal, State: p.State, Phase: p.Phase, Phases: p.Phases, Criteria: p.Criteria, Weights: p.Weights,
		FrozenHash: p.FrozenHash, FrozenAt: p.FrozenAt, K: domain.SmallestGroup}
	if p.SeedShown() {
		out.Seed = p.Seed
	}
	if err := consultation(tx, out); err != nil {
		return nil, err
	}
	if p.Reached(domain.PhaseOpinion) {
		if out.Plan, err = publishedPlan(tx, id, out.PeopleWishing); err != nil {
			return nil, err
		}
	}
	out.Changes, err = consultedChanges(tx, id)
	return out, err
}

// consultation counts what forums, questions, concerns and wishes brought together.
func consultation(tx *repository.Tx, out *Transparency) error {
	c, err := repository.Consulted(tx, out.ProgrammeID)
	if err != nil {
		return err
	}
	out.ForumsHeld, out.PeopleWishing = c.Forums, domain.AtLeast(c.Wishing, domain.SmallestGroup)
	// Who came and who did not add up to who was registered.
	present, all := domain.Suppress([]int{c.Attended, c.Participants - c.Attended}, domain.SmallestGroup)
	out.Attended, out.Participants = present[0], all
	n, err := repository.QuestionCounts(tx, out.ProgrammeID)
	if err != nil {
		return err
	}
	out.Questions = QuestionFigures{Open: n["open"], Answered: n["answered"], TakenUp: n["taken_up"], Declined: n["declined"]}
	people, err := repository.PeopleByConcern(tx, out.ProgrammeID)
	if err != nil {
		return err
	}
	out.Concerns = domain.SummariseConcerns(out.ProgrammeID, people)
	return nil
}

// publishedPlan sums up the plan that the programme goes by; wishing are the people with wishes where that may be told.
func publishedPlan(tx *repository.Tx, programme domain.ID, wishing *int) (*PublishedPlan, error) {
	p, err := repository.ShownPlan(tx, programme)
	if err != nil || p == nil {
		return nil, err
	}
	f := p.Figures
	out := &PublishedPlan{PlanID: p.ID, Name: p.Name, Kind: p.Kind, State: p.State, Optimal: f.Optimal, Before: f.Before, After: f.After}
	wished, moves := domain.Suppress([]int{f.Wished, f.Moves - f.Wished}, domain.SmallestGroup)
	out.Wished, out.Moves = wished[0], moves
	if out.Wished != nil && wishing != nil {
		if left := *wishing - *out.Wished; left > 0 && left < domain.SmallestGroup { // those whose wishes are not met
			out.Wished = nil
			return out, nil
		}
		share := domain.TenThousandths(min(10000, 10000**out.Wished / *wishing))
		out.WishesMet = &share
	}
	return out, nil
}

// consultedChanges puts the questions that caused changes beside them.
func consultedChanges(tx *repository.Tx, programme domain.ID) ([]ConsultedChange, error) {
	changes, err := repository.ProgrammeChanges(tx, programme, domain.ID{}, shownChanges)
	if err != nil {
		return nil, err
	}
	asked, err := repository.QuestionsBehind(tx, programme)
	if err != nil {
		return nil, err
	}
	list := make([]ConsultedChange, len(changes))
	for i, c := range changes {
		list[i] = ConsultedChange{ID: c.ID, At: c.At, Before: c.Before, After: c.After, Note: c.Note, Questions: []CausingQuestion{}}
		for _, q := range asked {
			if q.ChangeID == c.ID {
				list[i].Questions = append(list[i].Questions, CausingQuestion{q.ID, q.Body, q.Answer})
			}
		}
	}
	return list, nil
}

package domain

import (
	"net/url"
	"time"
)

// The states of a forum.
const (
	ForumPlanned   = "planned"
	ForumHeld      = "held" // stays on record: the rule FORUM_HELD counts it
	ForumCancelled = "cancelled"
)

// ForumPhases are the phases of a programme in which its forums are planned and held: before the opinion, so that what is
// said there can still change the plan.
var ForumPhases = []string{PhaseNeeds, PhaseForum, PhaseWishes, PhasePlan}

// ForumInput is what a client writes of a forum.
type ForumInput struct {
	Title    string    `json:"title" gorm:"column:title" validate:"required,max=200"`
	Kind     string    `json:"kind" gorm:"column:kind" validate:"required,oneof=socialisation workshop hearing"`
	HeldAt   time.Time `json:"held_at" gorm:"column:held_at" validate:"required"` // when it begins; kept to the second
	Place    string    `json:"place" gorm:"column:place" validate:"max=200"`
	Link     string    `json:"link" gorm:"column:link" validate:"max=500"`
	Capacity *int      `json:"capacity" gorm:"column:capacity" validate:"omitempty,min=1,max=100000"` // people; null: no limit
	Minutes  string    `json:"minutes" gorm:"column:minutes" validate:"max=20000"`
	State    string    `json:"state" gorm:"column:state" validate:"required,oneof=planned held cancelled"`
}

// Check validates across fields.
func (in *ForumInput) Check(c *Check) {
	c.That(in.Place != "" || in.Link != "", "/place", "required", "a forum has a place or a link")
	u, err := url.Parse(in.Link)
	c.That(in.Link == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "", "/link", "link", "a link begins with https:// and names a host")
}

// Forum is a meeting of a programme with those whom it concerns (forum sosialisasi).
type Forum struct {
	Meta
	ForumInput
	ProgrammeID ID   `json:"programme_id" gorm:"column:programme_id"`
	HeldOn      Date `json:"held_on" gorm:"column:held_on"` // the day of HeldAt in the configured zone
	ForumCounts
	AllowedActions []string `json:"allowed_actions" gorm:"-"`
}

// ForumCounts are what lies on a forum.
type ForumCounts struct {
	Participants  int `json:"participants" gorm:"-"`
	Attended      int `json:"attended" gorm:"-"`
	Questions     int `json:"questions" gorm:"-"`
	OpenQuestions int `json:"open_questions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (f *Forum) Input() *ForumInput { return &f.ForumInput }

// Parent is the programme.
func (f *Forum) Parent() *ID { return &f.ProgrammeID }

// Full reports whether nobody more can take part.
func (f *Forum) Full(participants int) bool { return f.Capacity != nil && participants >= *f.Capacity }

// Becomes reports whether a forum may go from its state to another one: what was held stays held.
func (f *Forum) Becomes(state string) bool { return f.State == state || f.State != ForumHeld }

// ParticipantInput is what a client writes of a participant: a civil servant, or the name of a guest.
type ParticipantInput struct {
	StaffID  ID     `json:"staff_id" gorm:"column:staff_id"`
	Guest    string `json:"guest" gorm:"column:guest" validate:"max=120"`
	Attended bool   `json:"attended" gorm:"column:attended"`
}

// Check validates across fields.
func (in *ParticipantInput) Check(c *Check) {
	c.That(in.StaffID.IsZero() != (in.Guest == ""), "/staff_id", "exclusive", "a participant is a civil servant or a guest with a name, not both")
}

// Participant is somebody registered for a forum; Attended is set by who keeps the list on the day.
type Participant struct {
	Meta
	ParticipantInput
	ForumID ID `json:"forum_id" gorm:"column:forum_id"`
	UnitID  ID `json:"unit_id" gorm:"column:unit_id"` // where the person worked at registration; null for a guest
}

// Input gives generic code access to the written part.
func (p *Participant) Input() *ParticipantInput { return &p.ParticipantInput }

// Parent is the forum.
func (p *Participant) Parent() *ID { return &p.ForumID }

// QuestionOpen is the state of a question without an answer. The others are answered, taken_up (something is changed because
// of it) and declined; each of them comes with an answer.
const QuestionOpen = "open"

// QuestionInput is what clients write of a question: who asks writes body and anonymous, hr the rest.
type QuestionInput struct {
	Body      string `json:"body" gorm:"column:body" validate:"required,max=2000"`
	Anonymous bool   `json:"anonymous" gorm:"column:anonymous"`
	Owner     string `json:"owner" gorm:"column:owner" validate:"max=120"` // the person or office that sees to the answer
	State     string `json:"state" gorm:"column:state" validate:"required,oneof=open answered taken_up declined"`
	Answer    string `json:"answer" gorm:"column:answer" validate:"max=4000"`
	ChangeID  ID     `json:"change_id" gorm:"column:change_id"` // the change of the programme that the question caused
}

// Check validates across fields.
func (in *QuestionInput) Check(c *Check) {
	c.That(in.State == QuestionOpen || in.Answer != "", "/answer", "required", "a question that is closed has an answer")
}

// Question is asked in or about a forum. An anonymous one has no author at all: nothing that is stored leads back to who
// asked (docs/forums.md).
type Question struct {
	Meta
	QuestionInput
	ForumID     ID         `json:"forum_id" gorm:"column:forum_id"`
	ProgrammeID ID         `json:"programme_id" gorm:"column:programme_id"`
	AuthorID    ID         `json:"author_id" gorm:"column:author_id"`
	AuthorName  string     `json:"author_name" gorm:"column:author_name"`
	AnsweredAt  *time.Time `json:"answered_at" gorm:"column:answered_at"`
	AnsweredBy  ID         `json:"answered_by" gorm:"column:answered_by"`
	// AllowedActions are what the caller may do: edit the question, answer it.
	AllowedActions []string `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (q *Question) Input() *QuestionInput { return &q.QuestionInput }

// Unsigned reports whether the row names nobody who wrote it.
func (q *Question) Unsigned() bool { return q.Anonymous }

// Parent is the forum.
func (q *Question) Parent() *ID { return &q.ForumID }

// ConcernReasons are why people fear a transfer (domain.md 13.7, resistance reasons).
var ConcernReasons = []string{"comfort_zone", "fear_of_punishment", "income_loss", "distance", "unfamiliar_task", "family", "other"}

// ConcernOpen is the state of a concern that nobody has answered; the others are answered and resolved.
const ConcernOpen = "open"

// ConcernInput is what clients write of a concern: who voices it writes reason and note, hr state and answer.
type ConcernInput struct {
	StaffID ID     `json:"staff_id" gorm:"column:staff_id"` // whose it is; none where hr notes what was said in a forum
	ForumID ID     `json:"forum_id" gorm:"column:forum_id"` // where it was voiced
	Reason  string `json:"reason" gorm:"column:reason" validate:"required,oneof=comfort_zone fear_of_punishment income_loss distance unfamiliar_task family other"`
	Note    string `json:"note" gorm:"column:note" validate:"max=2000"`
	State   string `json:"state" gorm:"column:state" validate:"required,oneof=open answered resolved"`
	Answer  string `json:"answer" gorm:"column:answer" validate:"max=4000"`
}

// Check validates across fields.
func (in *ConcernInput) Check(c *Check) {
	c.That(in.State == ConcernOpen || in.Answer != "", "/answer", "required", "a concern that is closed has an answer")
}

// Concern is a reason for which somebody resists a programme (needs 002 to 004), kept as data.
type Concern struct {
	Meta
	ConcernInput
	ProgrammeID    ID         `json:"programme_id" gorm:"column:programme_id"`
	CreatedBy      ID         `json:"created_by" gorm:"column:created_by"`
	AnsweredAt     *time.Time `json:"answered_at" gorm:"column:answered_at"`
	AnsweredBy     ID         `json:"answered_by" gorm:"column:answered_by"`
	AllowedActions []string   `json:"allowed_actions" gorm:"-"`
}

// Input gives generic code access to the written part.
func (x *Concern) Input() *ConcernInput { return &x.ConcernInput }

// Parent is the programme.
func (x *Concern) Parent() *ID { return &x.ProgrammeID }

// ConcernSummary counts the people behind each reason; null hides fewer than K.
type ConcernSummary struct {
	ProgrammeID ID             `json:"programme_id"`
	K           int            `json:"k"`
	Total       *int           `json:"total"` // the sum of the reasons: who has two counts twice
	Reasons     []ConcernCount `json:"reasons"`
}

// ConcernCount is one reason of a summary.
type ConcernCount struct {
	Reason string `json:"reason"`
	People *int   `json:"people"`
}

// SummariseConcerns makes the published table of the people behind each reason.
func SummariseConcerns(programme ID, people map[string]int) *ConcernSummary {
	cells := make([]int, len(ConcernReasons))
	for i, r := range ConcernReasons {
		cells[i] = people[r]
	}
	shown, total := Suppress(cells, SmallestGroup)
	out := &ConcernSummary{ProgrammeID: programme, K: SmallestGroup, Total: total, Reasons: make([]ConcernCount, len(cells))}
	for i, r := range ConcernReasons {
		out.Reasons[i] = ConcernCount{Reason: r, People: shown[i]}
	}
	return out
}

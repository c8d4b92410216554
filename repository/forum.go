package repository

import "mutasi/domain"

// Forums of programmes.
var Forums = &Table[domain.Forum, *domain.Forum]{
	Name: "forums", What: "forum", DefaultSort: "held_on",
	Filters: map[string]Filter{
		"programme_id": eq("forums.programme_id", ID), "state": in("forums.state"), "kind": in("forums.kind"),
		"from": {Where: "forums.held_on >= ?", Parse: Day}, "to": {Where: "forums.held_on <= ?", Parse: Day},
	},
	Sorts: map[string]Sort[domain.Forum]{"held_on": {"held_on", func(f *domain.Forum) any { return f.HeldOn.String() }}},
}

// Participants of forums.
var Participants = &Table[domain.Participant, *domain.Participant]{
	Name: "participants", What: "participant", DefaultSort: "created_at", UnitCols: []string{"unit_id"}, SelfCol: "staff_id",
	Filters: map[string]Filter{
		"forum_id": eq("participants.forum_id", ID), "staff_id": eq("participants.staff_id", ID), "unit_id": eq("participants.unit_id", ID),
		"attended": eq("participants.attended", Bool),
	},
	Sorts: map[string]Sort[domain.Participant]{"created_at": byID[domain.Participant]()},
}

// Questions asked in forums.
var Questions = &Table[domain.Question, *domain.Question]{
	Name: "questions", What: "question", DefaultSort: "created_at",
	Filters: map[string]Filter{
		"forum_id": eq("questions.forum_id", ID), "state": in("questions.state"), "owner": eq("questions.owner", Text), "change_id": eq("questions.change_id", ID),
	},
	Sorts: map[string]Sort[domain.Question]{"created_at": byID[domain.Question]()},
}

// Concerns about programmes.
var Concerns = &Table[domain.Concern, *domain.Concern]{
	Name: "concerns", What: "concern", DefaultSort: "created_at", SelfCol: "staff_id",
	Filters: map[string]Filter{
		"programme_id": eq("concerns.programme_id", ID), "forum_id": eq("concerns.forum_id", ID), "staff_id": eq("concerns.staff_id", ID),
		"reason": in("concerns.reason"), "state": in("concerns.state"),
	},
	Sorts: map[string]Sort[domain.Concern]{"created_at": byID[domain.Concern]()},
}

// CountOnForums counts what lies on forums: two queries, however many forums.
func CountOnForums(tx *Tx, forums []domain.ID) (map[domain.ID]domain.ForumCounts, error) {
	counts := make(map[domain.ID]domain.ForumCounts, len(forums))
	if len(forums) == 0 {
		return counts, nil
	}
	var rows []struct {
		ForumID domain.ID `gorm:"column:forum_id"`
		N       int       `gorm:"column:n"`
		Part    int       `gorm:"column:part"`
	}
	if err := tx.scan(&rows, `SELECT forum_id, COUNT(*) AS n, SUM(CASE WHEN attended THEN 1 ELSE 0 END) AS part
		FROM participants WHERE forum_id IN ? GROUP BY forum_id`, few(forums)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		counts[r.ForumID] = domain.ForumCounts{Participants: r.N, Attended: r.Part}
	}
	rows = nil
	err := tx.scan(&rows, `SELECT forum_id, COUNT(*) AS n, SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS part
		FROM questions WHERE forum_id IN ? GROUP BY forum_id`, few(forums))
	for _, r := range rows {
		c := counts[r.ForumID]
		c.Questions, c.OpenQuestions = r.N, r.Part
		counts[r.ForumID] = c
	}
	return counts, err
}

// ForumsOf tells for which of the forums a person is registered.
func ForumsOf(tx *Tx, person domain.ID, forums []domain.ID) (map[domain.ID]bool, error) {
	var ids []domain.ID
	err := tx.scan(&ids, "SELECT forum_id FROM participants WHERE staff_id = ? AND forum_id IN ?", person, few(forums))
	registered := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		registered[id] = true
	}
	return registered, err
}

// ForumsHeld counts the forums that programmes had held by the day.
func ForumsHeld(tx *Tx, programmes []domain.ID, by domain.Date) (map[domain.ID]int, error) {
	held := make(map[domain.ID]int, len(programmes))
	if len(programmes) == 0 {
		return held, nil
	}
	var rows []struct {
		ProgrammeID domain.ID `gorm:"column:programme_id"`
		N           int       `gorm:"column:n"`
	}
	err := tx.scan(&rows, "SELECT programme_id, COUNT(*) AS n FROM forums WHERE programme_id IN ? AND held_on <= ? AND state = 'held' GROUP BY programme_id", few(programmes), by)
	for _, r := range rows {
		held[r.ProgrammeID] = r.N
	}
	return held, err
}

// ChangeOfProgramme reports whether the programme has the change.
func ChangeOfProgramme(tx *Tx, programme, change domain.ID) (bool, error) {
	var n int
	err := tx.scan(&n, "SELECT COUNT(*) FROM programme_changes WHERE id = ? AND programme_id = ?", change, programme)
	return n == 1, err
}

// PeopleByConcern counts who named each reason for a programme. A person counts once for a reason, a concern that nobody's
// name stands on is one person's.
func PeopleByConcern(tx *Tx, programme domain.ID) (map[string]int, error) {
	var rows []struct {
		Reason string `gorm:"column:reason"`
		N      int    `gorm:"column:n"`
	}
	err := tx.scan(&rows, `SELECT reason, COUNT(DISTINCT staff_id) + SUM(CASE WHEN staff_id IS NULL THEN 1 ELSE 0 END) AS n
		FROM concerns WHERE programme_id = ? GROUP BY reason`, programme)
	people := make(map[string]int, len(rows))
	for _, r := range rows {
		people[r.Reason] = r.N
	}
	return people, err
}

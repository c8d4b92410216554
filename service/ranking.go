package service

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
)

// place is where a scored row stands in a ranking: the higher score first, then the lower id.
type place struct {
	Score int
	ID    domain.ID
}

// before reports whether p stands above q.
func (p place) before(q place) bool {
	if p.Score != q.Score {
		return p.Score > q.Score
	}
	return slices.Compare(p.ID[:], q.ID[:]) < 0
}

// best keeps the highest places of a stream that stand below a given one: memory for limit rows, however long the stream.
type best struct {
	limit int
	after *place
	heap  placeHeap
}

func (b *best) offer(p place) {
	if b.after != nil && !b.after.before(p) {
		return
	}
	if len(b.heap) < b.limit {
		heap.Push(&b.heap, p)
	} else if p.before(b.heap[0]) {
		b.heap[0] = p
		heap.Fix(&b.heap, 0)
	}
}

// hopeless reports that no score up to this one can still get in.
func (b *best) hopeless(score int) bool {
	return len(b.heap) == b.limit && score < b.heap[0].Score
}

// list is the ranking, best first.
func (b *best) list() []place {
	out := slices.Clone([]place(b.heap))
	slices.SortFunc(out, func(p, q place) int {
		if c := cmp.Compare(q.Score, p.Score); c != 0 {
			return c
		}
		return slices.Compare(p.ID[:], q.ID[:])
	})
	return out
}

// placeHeap has the lowest place on top.
type placeHeap []place

func (h placeHeap) Len() int           { return len(h) }
func (h placeHeap) Less(i, j int) bool { return h[j].before(h[i]) }
func (h placeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *placeHeap) Push(x any)        { *h = append(*h, x.(place)) }
func (h *placeHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// RankingQuery is what lists of candidates and matches have in common.
type RankingQuery struct {
	Type       string      `json:"type"`
	Initiative string      `json:"initiative"`
	On         domain.Date `json:"on"`        // effective date to judge by; zero: today
	Eligible   *bool       `json:"eligible"`  // nil: everybody; true: verdict eligible; false: any other verdict
	MinScore   int         `json:"min_score"` // basis points
	All        bool        `json:"all"`       // also who or what is not plausible (docs/fit.md)
	Limit      int         `json:"limit"`
	Cursor     string      `json:"cursor"`
}

// Ranked is the ranked part of a row: the score with its parts and gaps, and what the rules say.
type Ranked struct {
	Fit     domain.FitSummary `json:"fit"`
	Gaps    []fit.Gap         `json:"gaps"` // short ones only
	Missing []string          `json:"missing"`
	Verdict string            `json:"verdict"` // eligible, not_eligible or undetermined
	// Blocking are the rules that stop the move, Failing all that fail, Unknown those whose data are missing; by code.
	Blocking []string `json:"blocking"`
	Failing  []string `json:"failing"`
	Unknown  []string `json:"unknown"`
}

// RankingPage is one page of a ranking.
type RankingPage[T any] struct {
	Items         []T         `json:"items"`
	NextCursor    *string     `json:"next_cursor"`
	On            domain.Date `json:"on"`
	PolicyVersion int         `json:"policy_version"`
	Method        string      `json:"method"`
	Considered    int         `json:"considered"` // rows that were scored for this page
	Judged        int         `json:"judged"`     // rows that every rule was applied to
}

// judgedAtMost bounds the work of one page with a filter on the verdict: a page may then be short, and its cursor goes on.
const judgedAtMost = 1000

// judgeBatch is how many rows are judged at once where a filter on the verdict drops some of them.
const judgeBatch = 100

// rank fills one page. scan returns the best rows below a place, at most limit; show judges them and makes them items.
func rank[T any](q RankingQuery, after *place, scan func(limit int, after *place) ([]place, error), show func([]place) ([]T, []string, error)) (items []T, next *place, judged int, err error) {
	items = []T{}
	batch := q.Limit + 1
	if q.Eligible != nil {
		batch = max(batch, judgeBatch)
	}
	for judged < judgedAtMost {
		places, err := scan(batch, after)
		if err != nil {
			return nil, nil, judged, err
		}
		more := len(places) == batch
		if q.Eligible == nil && more {
			places = places[:q.Limit]
		}
		rows, verdicts, err := show(places)
		if err != nil {
			return nil, nil, judged, err
		}
		judged += len(rows)
		for i := range rows {
			if q.Eligible != nil && (verdicts[i] == eligibility.Eligible) != *q.Eligible {
				continue
			}
			items = append(items, rows[i])
			if len(items) == q.Limit {
				if more || i+1 < len(rows) {
					next = &places[i]
				}
				return items, next, judged, nil
			}
		}
		if !more {
			return items, nil, judged, nil
		}
		after = &places[len(places)-1]
	}
	return items, after, judged, nil
}

// rankingCursor is what a cursor holds; Of binds it to the list, its subject and filters.
type rankingCursor struct {
	Of    string    `json:"o"`
	Score int       `json:"s"`
	Box   int       `json:"b,omitempty"`
	ID    domain.ID `json:"i"`
}

// fingerprint names a list with its filters; what is paged through must not change on the way.
func fingerprint(parts ...any) string {
	b, err := json.Marshal(parts)
	must(err)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

func writeRankingCursor(c rankingCursor) *string {
	b, err := json.Marshal(c)
	must(err)
	s := base64.RawURLEncoding.EncodeToString(b)
	return &s
}

func readRankingCursor(text, of string) (*rankingCursor, error) {
	if text == "" {
		return nil, nil
	}
	var c rankingCursor
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Of != of {
		return nil, badQuery("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
	}
	return &c, nil
}

func badQuery(name, code, format string, args ...any) error {
	e := domain.Errorf(domain.Malformed, code, format, args...)
	e.Fields = []domain.FieldError{domain.Fieldf("?"+name, code, format, args...)}
	return e
}

package explain

import (
	"mutasi/domain"
	"mutasi/domain/placement"
)

// Anonymity is the fewest people whose lowest score is published: below that it would be the score of somebody known.
const Anonymity = domain.SmallestGroup

// Cutoff is the price of a seat in the scores of people, in basis points: what a seat takes from the rest of the plan, less what
// filling it is worth. It may be negative: a seat that is much needed asks for less than nothing.
//
// With the margins
//
//	Score.Total − Keep of the present post     for staying
//	Score.Total − Enter of the post            for a move
//	Score.Total − Keep of the post             for a first seat
//	0                                          for remaining without a seat
//
// a best plan gives everybody one of their greatest margin: prices at which nobody would choose another lawful seat clear the market
// (Ahuja, Magnanti and Orlin 1993, complementary slackness, theorem 9.4). Cut-offs are rounded up and lots left out, so a
// margin elsewhere may be greater by 1, never by more. Without rounding it is exact: with the certificate's prices, Total·scale + lot −
// p_j, for a move less λ, of the own seat is at least that of every other.
type Cutoff struct {
	Post int32 `json:"-"`
	// Keep is p_j rounded up, Enter p_j + λ rounded up.
	Keep  int64 `json:"keep"`
	Enter int64 `json:"enter"`
	// Seats are those of the post in all, Held of them are when the plan is carried out, by Entrants who did not hold one before.
	Seats    int `json:"seats"`
	Held     int `json:"held"`
	Entrants int `json:"entrants"`
	// LowestAdmitted is the least total among the entrants; nil where there are fewer than Anonymity.
	LowestAdmitted *int64 `json:"lowest_admitted"`
}

// Cutoffs of a plan by post. They hold for a plan proven best at its prices; for one with a gap the margins may fail by as
// much as the gap for all people together.
func Cutoffs(p *placement.Problem, plan *placement.Plan) []Cutoff {
	c, scale := &plan.Certificate, p.Scale()
	list := make([]Cutoff, len(p.Posts))
	lowest := make([]int64, len(p.Posts))
	for j := range p.Posts {
		list[j] = Cutoff{Post: int32(j), Keep: ceil(c.PostPrices[j], scale), Enter: ceil(c.PostPrices[j]+c.MovePrice, scale),
			Seats: int(p.Posts[j].Quota), Held: int(p.Posts[j].Taken)}
	}
	for i, j := range plan.Seats {
		if j == placement.None {
			continue
		}
		list[j].Held++
		if j == p.People[i].Home {
			continue
		}
		total := p.MoveParts(p.PairOf(i, j)).Total()
		if list[j].Entrants == 0 || total < lowest[j] {
			lowest[j] = total
		}
		list[j].Entrants++
	}
	for j := range list {
		if list[j].Entrants >= Anonymity {
			list[j].LowestAdmitted = &lowest[j]
		}
	}
	return list
}

package placement

import "fmt"

// Plan is an assignment with its proof.
type Plan struct {
	// Seats is the post of each person of the problem, in its order; None: left without, which only somebody who has no present
	// seat can be.
	Seats       []int32
	Certificate Certificate
}

// Certificate proves a plan: by weak duality no plan is worth more than Bound, whatever way it was found. Values and prices
// are scaled (Problem.Scale).
//
// With seat prices p, floor prices g ≥ 0 and the price λ ≥ 0 of a move,
//
//	Bound = Σ_i max( stay_i − p_home , max_pairs( value_ij − λ − p_j ) )        (0 instead of staying for people without a seat)
//	      + Σ_j max over y from 0 to quota_j − taken_j of ( Σ_{k=1..y} scale·SeatValue(j, taken_j+k) + (p_j + g_unit(j)) · y )
//	      − Σ_u g_u · ( floor_u − Σ_{j in u} taken_j )
//	      + λ · limit                                                       (nothing without a limit, and then λ is 0)
//
// A move is every pair of somebody who has a present seat; a first seat costs no λ.
type Certificate struct {
	InputHash string `json:"input_hash"` // SHA-256 of the problem's text (codec.go), hexadecimal
	PlanHash  string `json:"plan_hash"`  // SHA-256 of the seats' text
	Scale     int64  `json:"scale"`
	Objective int64  `json:"objective"` // scaled, lots included
	Bound     int64  `json:"bound"`
	Gap       int64  `json:"gap"` // Bound - Objective
	Optimal   bool   `json:"optimal"`
	Parts     Parts  `json:"parts"` // of the objective, in basis points
	Moves     int    `json:"moves"`
	// MovePrice is λ, PostPrices are p by post, FloorPrices g by unit.
	MovePrice   int64   `json:"move_price"`
	PostPrices  []int64 `json:"post_prices"`
	FloorPrices []int64 `json:"floor_prices"`
	// Digest is the SHA-256 of everything above, so that no figure of it can be changed unseen.
	Digest string `json:"digest"`
}

// Optimal plans have no gap; with a limit on moves that no price meets exactly, the gap says how much better a plan could be
// at most.

// Progress is how far a solver has come.
type Progress struct {
	Stage string // feasible, scaling, limit, proof
	Done  int
	Of    int
}

// Infeasible says that no plan exists. No constraint of the conflict can be left out: the others hold together.
type Infeasible struct{ Conflict []Constraint }

func (e *Infeasible) Error() string {
	return fmt.Sprintf("infeasible: %d constraints conflict", len(e.Conflict))
}

//go:build bench

// Oracle writes placement problems with what our solver makes of them, for compare.py to solve again with OR-Tools and SciPy.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"mutasi/domain/placement"
	"mutasi/domain/placement/placementtest"
	"mutasi/domain/placement/solver"
)

func main() {
	out := flag.String("out", "", "folder for the problems")
	count := flag.Int("count", 40, "problems of each shape")
	people := flag.Int("people", 0, "people of each problem; 0: 100 to 2000")
	demo := flag.Bool("demo", false, "the shape of a city too")
	flag.Parse()
	shapes := placementtest.Shapes
	if *demo {
		shapes = append([]string{placementtest.Demo}, shapes...)
	}
	for _, shape := range shapes {
		for k := range *count {
			n, each := *people, 60
			if n == 0 {
				n, each = 100 + k*1900 / *count, 5+k
			}
			name := filepath.Join(*out, fmt.Sprintf("%s-%03d.problem", shape, k))
			if err := write(name, shape, placementtest.Shape(shape, n, n*2/5, each, uint64(k+1))); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// header is the first line of a file.
type header struct {
	Shape  string `json:"shape"`
	People int    `json:"people"`
	Posts  int    `json:"posts"`
	Units  int    `json:"units"`
	Pairs  int    `json:"pairs"`
	Seats  int    `json:"seats"`
	// What it is worth and how long that took, by the clock and in processor time.
	Objective int64      `json:"objective"`
	Seconds   [2]float64 `json:"seconds"`
	// The same without floors, which SciPy cannot express.
	FreeObjective int64      `json:"free_objective"`
	FreeSeconds   [2]float64 `json:"free_seconds"`
}

// processor is the time that processors have worked for this process.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		log.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// solve a problem and have the proof checked.
func solve(p *placement.Problem) (objective int64, took [2]float64, err error) {
	start := make([]int32, len(p.People))
	for i := range start {
		start[i] = p.People[i].Home
	}
	runtime.GC() // the problem's own making
	began, busy := time.Now(), processor()
	plan, err := solver.Solve(context.Background(), p, start, nil)
	took = [2]float64{time.Since(began).Seconds(), (processor() - busy).Seconds()}
	if err != nil {
		return 0, took, err
	}
	if err := placement.Check(p, plan); err != nil {
		return 0, took, err
	}
	if !plan.Certificate.Optimal {
		return 0, took, fmt.Errorf("a gap of %d without a limit", plan.Certificate.Gap)
	}
	return plan.Certificate.Objective, took, nil
}

func write(name, shape string, p *placement.Problem) (err error) {
	h := header{Shape: shape, People: len(p.People), Posts: len(p.Posts), Units: len(p.Units), Pairs: len(p.Pairs)}
	if h.Objective, h.Seconds, err = solve(p); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	wanted := make([]int64, len(p.Units))
	for u := range p.Units {
		wanted[u] = int64(p.Units[u].Floor)
		p.Units[u].Floor = 0
	}
	if h.FreeObjective, h.FreeSeconds, err = solve(p); err != nil {
		return fmt.Errorf("%s without floors: %w", name, err)
	}
	lots, scale := p.Lottery(), p.Scale()
	var first, post, value, home, stay, seats, worth, unit []int64
	for i := range p.People {
		first = append(first, int64(len(post)))
		home, stay = append(home, int64(p.People[i].Home)), append(stay, p.StayValue(i))
		list := p.PairsOf(i)
		for k := range list {
			post, value = append(post, int64(list[k].Post)), append(value, p.MoveValue(lots, i, &list[k]))
		}
	}
	for j := range p.Posts {
		x := &p.Posts[j]
		seats, unit = append(seats, int64(len(worth))), append(unit, int64(x.Unit))
		wanted[x.Unit] -= int64(x.Taken)
		for k := x.Taken; k < x.Quota; k++ {
			worth = append(worth, scale*p.SeatValue(int32(j), k+1))
		}
	}
	for u := range wanted {
		wanted[u] = max(0, wanted[u])
	}
	h.Seats = len(worth)
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := json.NewEncoder(f).Encode(&h); err != nil {
		return err
	}
	return writeAll(f, append(first, int64(len(post))), post, value, home, stay, append(seats, int64(len(worth))), worth, unit, wanted)
}

func writeAll(w io.Writer, lists ...[]int64) error {
	for _, list := range lists {
		if err := binary.Write(w, binary.LittleEndian, list); err != nil {
			return err
		}
	}
	return nil
}

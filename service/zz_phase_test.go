package service

import (
	"fmt"
	"testing"
	"time"

	"mutasi/domain"
)

func BenchmarkPhases(b *testing.B) {
	s := benchCity(b)
	for name, posts := range benchPosts(b, s) {
		var t [6]time.Duration
		n := 0
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				t0 := time.Now()
				sc, _ := s.Scope(benchActor, "candidates.read")
				c, err := s.contest(b.Context(), sc, posts[n*7919%len(posts)].ID, RankingQuery{Type: "internal", Initiative: "dinas", Limit: 50})
				if err != nil {
					b.Fatal(err)
				}
				t1 := time.Now()
				pl, err := c.scan(51, nil)
				if err != nil {
					b.Fatal(err)
				}
				t2 := time.Now()
				list := []transfer{}
				for _, p := range pl[:min(50, len(pl))] {
					list = append(list, c.q.transfer(p.ID, c.to.ID))
				}
				r, err := s.readRegister(c.tx, list)
				if err != nil {
					b.Fatal(err)
				}
				_ = r
				t3 := time.Now()
				if _, _, err := c.show(pl[:min(50, len(pl))]); err != nil {
					b.Fatal(err)
				}
				t4 := time.Now()
				_ = s.logList(b.Context(), benchActor, "candidates", "position", domain.NewID(), c.q)
				t5 := time.Now()
				for i, d := range []time.Duration{t1.Sub(t0), t2.Sub(t1), t3.Sub(t2), t4.Sub(t3), t5.Sub(t4)} {
					t[i] += d
				}
				n++
			}
		})
		fmt.Println(name, "contest", t[0]/time.Duration(n), "scan", t[1]/time.Duration(n), "register", t[2]/time.Duration(n), "show", t[3]/time.Duration(n), "log", t[4]/time.Duration(n))
	}
}

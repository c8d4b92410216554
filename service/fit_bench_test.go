package service

import (
	"context"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/repository/dbtest"
)

// benchEnv names a database for the figures of a whole city, such as mysql://root@127.0.0.1:3306/mutasi_bench: the sample city
// of 25,000 is built in it once and stays. Without it they use a database of that name on the tests' server.
const benchEnv = "MUTASI_BENCH_DSN"

func benchCity(b *testing.B) *Service {
	b.Helper()
	dsn := os.Getenv(benchEnv)
	if dsn == "" {
		var err error
		if dsn, err = dbtest.Database("mutasi_bench"); err != nil {
			b.Fatal(err)
		}
	}
	st, err := repository.Open(b.Context(), dsn, repository.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	if err := st.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		b.Fatal(err)
	}
	s, err := New(b.Context(), st, Config{Zone: zone, FilesDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Demo(b.Context(), 25000, func(string, int, int) {}); err != nil {
		b.Fatal(err)
	}
	return s
}

// benchPosts are positions of every sort: the kinds that most people could hold come first.
func benchPosts(b *testing.B, s *Service) map[string][]domain.Position {
	b.Helper()
	posts := map[string][]domain.Position{}
	for name, where := range map[string]string{
		"pelaksana": "kind = 'pelaksana' AND majors = '[]' AND active", "teacher": "family = 'Guru' AND level = 'ahli_pertama' AND active",
		"nurse": "family = 'Perawat' AND active", "pengawas": "kind = 'pengawas' AND active", "administrator": "kind = 'administrator' AND active",
		"jpt": "kind = 'jpt_pratama' AND active",
	} {
		rows, err := repository.Positions.Where(s.store.Read(b.Context()), "code", where)
		if err != nil || len(rows) == 0 {
			b.Fatal(name, err)
		}
		posts[name] = rows
	}
	return posts
}

// p95 reports the 95th percentile beside the mean.
func p95(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100])/1e6, "p95-ms")
	b.ReportMetric(float64(took[len(took)/2])/1e6, "median-ms")
}

var benchActor = domain.Actor{UserID: domain.NewID(), Username: "hr", Roles: []domain.Role{domain.RoleHR}}

// BenchmarkCandidates reads the first page of candidates, scored and judged by every rule, each time of another position.
func BenchmarkCandidates(b *testing.B) {
	s := benchCity(b)
	yes := true
	for name, posts := range benchPosts(b, s) {
		for variant, q := range map[string]RankingQuery{"first": {}, "eligible": {Eligible: &yes}, "all": {All: true}} {
			q.Type, q.Initiative, q.Limit = domain.TypeInternal, domain.InitiativeDinas, 50
			b.Run(name+"/"+variant, func(b *testing.B) {
				b.ReportAllocs()
				var took []time.Duration
				considered, i := 0, 0
				for b.Loop() {
					start := time.Now()
					page, err := s.Candidates(context.Background(), benchActor, posts[i*7919%len(posts)].ID, CandidateQuery{RankingQuery: q})
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
					considered = max(considered, page.Considered)
					i++
				}
				p95(b, took)
				b.ReportMetric(float64(considered), "considered")
			})
		}
	}
}

// BenchmarkMatches reads the first page of positions for a person.
func BenchmarkMatches(b *testing.B) {
	s := benchCity(b)
	people, err := repository.Staff.Where(s.store.Read(b.Context()), "nip", "status = 'active' AND position_id IS NOT NULL")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var took []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		q := MatchQuery{Vacant: true, RankingQuery: RankingQuery{Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, Limit: 50}}
		if _, err := s.Matches(context.Background(), benchActor, people[i*7919%len(people)].NIP, q); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		i++
	}
	p95(b, took)
}

// BenchmarkTalent reads the map of the whole city with the first page of box 9.
func BenchmarkTalent(b *testing.B) {
	s := benchCity(b)
	nine := 9
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := s.Talent(context.Background(), benchActor, TalentQuery{Box: &nine, Limit: 50}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	p95(b, took)
	runtime.GC()
}

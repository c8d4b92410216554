//go:build bench

package main

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/golang-jwt/jwt/v5"

	"mutasi/domain"
)

// bareSecret signs the tokens of the bare handler.
var bareSecret = []byte("a secret of the benchmark, 32 B.")

const bareColumns = `id, version, created_at, updated_at, nip, name, title_prefix, title_suffix, employment, sex, birth_date, rank_code, rank_since,
	education_level, major, unit_id, position_id, position_since, status, email, phone, legal_status, probation, part_time, appointed_on, pns_since,
	pledge_on, service_bond_until, in_court, under_examination, agency, relations_declared_on, siasn_id, name_norm`

// bare is the least that answers the two measured requests with the same bytes: net/http, database/sql with prepared
// statements, encoding/json, and a check of an HS256 token. It has no roles, no scope, no request id, no metrics, no log, no
// time limit and no compression.
type bare struct {
	one, list *sql.Stmt
	parser    *jwt.Parser
}

// runBare serves the bare handler, a process of its own.
func runBare(args []string) error {
	fs := flag.NewFlagSet("bare", flag.ExitOnError)
	dsn, addr := fs.String("db", "", "mysql://… of the seeded database"), fs.String("addr", "", "host:port to listen on")
	if err := fs.Parse(args); err != nil {
		return err
	}
	db, err := openSQL(*dsn, false)
	if err != nil {
		return err
	}
	b := &bare{parser: jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired())}
	if b.one, err = db.Prepare("SELECT " + bareColumns + " FROM staff WHERE id = ?"); err != nil {
		return err
	}
	if b.list, err = db.Prepare("SELECT " + bareColumns + " FROM staff WHERE unit_id = ? ORDER BY name_norm, id LIMIT ?"); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/staff/{id}", b.get)
	mux.HandleFunc("GET /v1/staff", b.page)
	return http.ListenAndServe(*addr, mux)
}

// openSQL opens the database of a mysql:// address as the program does.
func openSQL(dsn string, interpolate bool) (*sql.DB, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, err
	}
	cfg := mysql.NewConfig()
	cfg.Net, cfg.Addr, cfg.User, cfg.DBName, cfg.ParseTime = "tcp", u.Host, u.User.Username(), strings.TrimPrefix(u.Path, "/"), true
	cfg.Passwd, _ = u.User.Password()
	cfg.InterpolateParams = interpolate
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(40)
	db.SetMaxIdleConns(40)
	return db, db.PingContext(context.Background())
}

func (b *bare) allowed(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return false
	}
	_, err := b.parser.Parse(token, func(*jwt.Token) (any, error) { return bareSecret, nil })
	return err == nil
}

func fields(s *domain.Staff) []any {
	return []any{&s.ID, &s.Version, &s.CreatedAt, &s.UpdatedAt, &s.NIP, &s.Name, &s.TitlePrefix, &s.TitleSuffix, &s.Employment, &s.Sex, &s.BirthDate, &s.Rank,
		&s.RankSince, &s.EducationLevel, &s.Major, &s.UnitID, &s.PositionID, &s.PositionSince, &s.Status, &s.Email, &s.Phone, &s.LegalStatus, &s.Probation,
		&s.PartTime, &s.AppointedOn, &s.PNSSince, &s.PledgeOn, &s.ServiceBondUntil, &s.InCourt, &s.UnderExamination, &s.Agency, &s.RelationsDeclaredOn,
		&s.SiasnID, &s.NameNorm}
}

func (b *bare) get(w http.ResponseWriter, r *http.Request) {
	if !b.allowed(r) {
		http.Error(w, "", http.StatusUnauthorized)
		return
	}
	id, err := domain.ParseID(r.PathValue("id"))
	if err != nil {
		http.Error(w, "", http.StatusNotFound)
		return
	}
	var s domain.Staff
	if err := b.one.QueryRowContext(r.Context(), id[:]).Scan(fields(&s)...); errors.Is(err, sql.ErrNoRows) {
		http.Error(w, "", http.StatusNotFound)
		return
	} else if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.NIPIssues = domain.NIPIssues(&s.StaffInput)
	w.Header().Set("ETag", `"`+strconv.Itoa(s.Version)+`"`)
	answer(w, s)
}

func (b *bare) page(w http.ResponseWriter, r *http.Request) {
	if !b.allowed(r) {
		http.Error(w, "", http.StatusUnauthorized)
		return
	}
	q := r.URL.Query()
	unit, err := domain.ParseID(q.Get("unit_id"))
	limit, err2 := strconv.Atoi(q.Get("limit"))
	if err := errors.Join(err, err2); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	rows, err := b.list.QueryContext(r.Context(), unit[:], limit+1)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer func() { _ = rows.Close() }()
	page := domain.Page[domain.Staff]{Items: make([]domain.Staff, 0, limit+1)}
	for rows.Next() {
		var s domain.Staff
		if err := rows.Scan(fields(&s)...); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		s.NIPIssues = domain.NIPIssues(&s.StaffInput)
		page.Items = append(page.Items, s)
	}
	if err := rows.Err(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := &page.Items[limit-1]
		cursor, _ := json.Marshal(struct {
			Sort string    `json:"s"`
			Last string    `json:"l"`
			ID   domain.ID `json:"i"`
		}{"name", last.NameNorm, last.ID})
		next := base64.RawURLEncoding.EncodeToString(cursor)
		page.NextCursor = &next
	}
	answer(w, page)
}

func answer(w http.ResponseWriter, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

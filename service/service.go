// Package service holds the use cases: each authorises, opens a transaction, applies a pure rule, saves, and writes the
// audit row and the announcement in the same transaction.
package service

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// Config is what the use cases need to know of the installation.
type Config struct {
	Zone      *time.Location // "today" is a day in this zone
	FilesDir  string         // where documents lie
	Issuer    string         // iss and aud of access tokens
	AccessTTL time.Duration
	// SigningKey is the Ed25519 private key of access tokens in PEM; empty: a key kept in the database, shared by all instances.
	SigningKey string
	Hash       HashCost
	// Indonesian words an error for those who read later why a job failed; nil: in English.
	Indonesian func(format string, args []any) string
	Log        *slog.Logger
}

// Service is the set of all use cases on one database.
type Service struct {
	Config
	store   *repository.Store
	auth    *authState
	files   *fileStore
	holiday *holidayCache
	jobs    *jobQueue
	plans   *planCache

	Units        *Resource[domain.Unit, domain.UnitInput, *domain.Unit, *domain.UnitInput]
	Competencies *Resource[domain.Competency, domain.CompetencyInput, *domain.Competency, *domain.CompetencyInput]
	Positions    *Resource[domain.Position, domain.PositionInput, *domain.Position, *domain.PositionInput]
	Staff        *Resource[domain.Staff, domain.StaffInput, *domain.Staff, *domain.StaffInput]
	Holidays     *Resource[domain.Holiday, domain.HolidayInput, *domain.Holiday, *domain.HolidayInput]
	ServiceKeys  *Resource[domain.ServiceKey, domain.ServiceKeyInput, *domain.ServiceKey, *domain.ServiceKeyInput]
	Users        *Resource[domain.User, domain.UserInput, *domain.User, *domain.UserInput]
	Proposals    *Resource[domain.Proposal, domain.ProposalInput, *domain.Proposal, *domain.ProposalInput]
	Decrees      *Resource[domain.Decree, domain.DecreeInput, *domain.Decree, *domain.DecreeInput]
	FollowUps    *Resource[domain.FollowUp, domain.FollowUpInput, *domain.FollowUp, *domain.FollowUpInput]
	Plans        *Resource[domain.Plan, domain.PlanInput, *domain.Plan, *domain.PlanInput]

	Forums       *Below[domain.Forum, domain.ForumInput, *domain.Forum, *domain.ForumInput]
	Participants *Below[domain.Participant, domain.ParticipantInput, *domain.Participant, *domain.ParticipantInput]
	Questions    Questions
	Concerns     Concerns
	Programmes   *Resource[domain.Programme, domain.ProgrammeInput, *domain.Programme, *domain.ProgrammeInput]
	Aspirations  *Resource[domain.Aspiration, domain.AspirationInput, *domain.Aspiration, *domain.AspirationInput]

	Appointments    *Owned[domain.Appointment, domain.AppointmentInput, *domain.Appointment, *domain.AppointmentInput]
	Assessments     *Owned[domain.Assessment, domain.AssessmentInput, *domain.Assessment, *domain.AssessmentInput]
	Educations      *Owned[domain.Education, domain.EducationInput, *domain.Education, *domain.EducationInput]
	Ratings         *Owned[domain.Rating, domain.RatingInput, *domain.Rating, *domain.RatingInput]
	TrainingRecords *Owned[domain.TrainingRecord, domain.TrainingRecordInput, *domain.TrainingRecord, *domain.TrainingRecordInput]
	Sanctions       *Owned[domain.Sanction, domain.SanctionInput, *domain.Sanction, *domain.SanctionInput]
	Tests           *Owned[domain.Test, domain.TestInput, *domain.Test, *domain.TestInput]
	Relations       *Owned[domain.Relation, domain.RelationInput, *domain.Relation, *domain.RelationInput]
}

// New wires the use cases to an open, migrated database.
func New(ctx context.Context, store *repository.Store, cfg Config) (*Service, error) {
	if cfg.Zone == nil {
		cfg.Zone = time.UTC
	}
	if cfg.Issuer == "" {
		cfg.Issuer = "mutasi"
	}
	if cfg.AccessTTL == 0 {
		cfg.AccessTTL = 15 * time.Minute
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{Config: cfg, store: store, holiday: &holidayCache{}, jobs: newJobQueue(), plans: newPlanCache()}
	var err error
	if s.files, err = openFiles(cfg.FilesDir); err != nil {
		return nil, err
	}
	s.registry()
	s.serviceKeys()
	s.transfers()
	s.consultation()
	s.programmes()
	s.planning()
	if s.auth, err = newAuth(ctx, s); err != nil {
		return nil, err
	}
	if err := s.firstPolicy(ctx); err != nil {
		return nil, err
	}
	store.OnTouched(refreshProfiles)
	return s, s.firstProfiles(ctx)
}

// Today is the day in the configured zone.
func (s *Service) Today() domain.Date { return domain.DateOf(s.store.Now().In(s.Zone)) }

// today is the day of a transaction's instant.
func (s *Service) today(tx *repository.Tx) domain.Date { return domain.DateOf(tx.Now.In(s.Zone)) }

// Ready says which dependency is down; nil where all is well.
func (s *Service) Ready(ctx context.Context) map[string]error {
	checks := map[string]error{"database": s.store.Ping(ctx), "documents": s.files.writable()}
	if checks["database"] == nil {
		checks["schema"] = s.store.SchemaCurrent(ctx)
	}
	return checks
}

// Claim is an Idempotency-Key that a request brought: the first change of the request takes it in the same transaction.
type Claim struct {
	Key, Body [32]byte
	taken     bool
}

// NewClaim binds a key to its caller, operation and body.
func NewClaim(caller domain.ID, operation, key string, body []byte) *Claim {
	return &Claim{Key: sha256.Sum256([]byte(caller.String() + "\n" + operation + "\n" + key)), Body: sha256.Sum256(body)}
}

type claimKey struct{}

// WithClaim puts the claim where writes find it.
func WithClaim(ctx context.Context, c *Claim) context.Context {
	return context.WithValue(ctx, claimKey{}, c)
}

// Replay is the stored answer to an earlier request with the same key.
type Replay struct {
	Status  int
	Headers map[string]string
	Body    []byte
}

// FindReplay looks an Idempotency-Key up: nil where it is new; idempotency_mismatch where the body differs.
func (s *Service) FindReplay(ctx context.Context, c *Claim) (*Replay, error) {
	row, err := repository.FindIdempotency(s.store.Read(ctx), c.Key[:])
	if err != nil || row == nil {
		return nil, err
	}
	if string(row.BodyHash) != string(c.Body[:]) {
		return nil, domain.Errorf(domain.Invalid, "idempotency_mismatch", "this Idempotency-Key was used with another body")
	}
	if row.Status == 0 {
		e := domain.Errorf(domain.Conflict, "idempotency_in_progress", "the first request with this Idempotency-Key was carried out, its answer is not stored")
		return nil, e.With("subject_type", row.SubjectType).With("subject_id", row.SubjectID)
	}
	r := &Replay{Status: row.Status, Body: row.Response}
	return r, json.Unmarshal([]byte(row.Headers), &r.Headers)
}

// SaveReplay stores the answer of a request whose claim was taken.
func (s *Service) SaveReplay(ctx context.Context, c *Claim, r Replay) error {
	if !c.taken {
		return nil
	}
	headers, err := json.Marshal(r.Headers)
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		return repository.FinishIdempotency(tx, c.Key[:], r.Status, string(headers), r.Body)
	})
}

// write runs fn in one transaction and takes the request's idempotency claim in it.
func (s *Service) write(ctx context.Context, fn func(*repository.Tx) error) error {
	claim, _ := ctx.Value(claimKey{}).(*Claim)
	if claim == nil || claim.taken {
		return s.store.Write(ctx, fn)
	}
	err := s.store.Write(ctx, func(tx *repository.Tx) error {
		if err := repository.ClaimIdempotency(tx, claim.Key[:], claim.Body[:]); err != nil {
			if repository.IsDuplicate(err) {
				return domain.Errorf(domain.Conflict, "idempotency_in_progress", "a request with this Idempotency-Key is under way")
			}
			return err
		}
		return fn(tx)
	})
	if err == nil {
		claim.taken = true
	}
	return err
}

// record writes the audit row and the announcement of one change. before and after are the row as JSON; nil where it did
// not exist before or exists no longer.
func (s *Service) record(tx *repository.Tx, a domain.Actor, action, subject string, id domain.ID, version int, before, after any) error {
	b, err := snapshot(before)
	if err != nil {
		return err
	}
	aft, err := snapshot(after)
	if err != nil {
		return err
	}
	if err := repository.AddAudit(tx, &domain.AuditEntry{
		ID: domain.NewID(), At: tx.Now, ActorID: a.UserID, ActorName: a.Username, Action: action, SubjectType: subject, SubjectID: id,
		SubjectVersion: version, Before: b, After: aft, RequestID: a.RequestID, Address: a.Address,
	}); err != nil {
		return err
	}
	payload, err := json.Marshal(map[string]any{"action": action, "subject_type": subject, "subject_id": id, "version": version})
	if err != nil {
		return err
	}
	if err := repository.AddOutbox(tx, &domain.OutboxEntry{
		ID: domain.NewID(), At: tx.Now, Topic: action, SubjectType: subject, SubjectID: id, Payload: string(payload),
	}); err != nil {
		return err
	}
	if claim, ok := tx.Context().Value(claimKey{}).(*Claim); ok && claim != nil {
		return repository.NoteIdempotencySubject(tx, claim.Key[:], subject, id)
	}
	return nil
}

func snapshot(v any) (*string, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	s := string(b)
	return &s, nil
}

// logRead notes that somebody read another person's restricted data (UU 27/2022 Ps 31).
func (s *Service) logRead(ctx context.Context, a domain.Actor, what string, staff domain.ID) error {
	if staff == a.StaffID {
		return nil
	}
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		return repository.AddAudit(tx, &domain.AuditEntry{
			ID: domain.NewID(), At: tx.Now, ActorID: a.UserID, ActorName: a.Username, Action: what + ".read", SubjectType: "staff",
			SubjectID: staff, RequestID: a.RequestID, Address: a.Address,
		})
	})
}

// logList notes that somebody read a list of people's restricted data: one line with what was asked for.
func (s *Service) logList(ctx context.Context, a domain.Actor, what, subject string, id domain.ID, filter any) error {
	asked, err := snapshot(filter)
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx *repository.Tx) error {
		return repository.AddAudit(tx, &domain.AuditEntry{
			ID: domain.NewID(), At: tx.Now, ActorID: a.UserID, ActorName: a.Username, Action: what + ".read", SubjectType: subject, SubjectID: id,
			After: asked, RequestID: a.RequestID, Address: a.Address,
		})
	})
}

// Match is the caller's If-Match.
type Match struct {
	Given   bool
	Any     bool // "*": the administrator's "whatever it is now"
	Version int
}

// check compares the row's version with what the caller read.
func (m Match) check(a domain.Actor, version int) error {
	switch {
	case !m.Given, m.Any && !a.Has(domain.RoleAdmin):
		return domain.Errorf(domain.Required, "precondition_required", "send If-Match with the ETag that you read")
	case !m.Any && m.Version != version:
		return stale(version)
	}
	return nil
}

func stale(current int) error {
	return domain.Errorf(domain.Stale, "version_mismatch", "the row changed since you read it").With("current_version", current)
}

// isCode reports whether err carries the machine code.
func isCode(err error, code string) bool {
	var e *domain.Error
	return errors.As(err, &e) && e.Code == code
}

package service

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/repository"
)

// ReferenceKinds are the government's reference tables that Mutasi keeps.
var ReferenceKinds = []string{"ranks", "echelons", "functional_levels", "functional_positions", "educations", "education_levels", "sanctions", "document_kinds", "legal_statuses", "training_kinds"}

// References reads one page of a reference table.
func (s *Service) References(ctx context.Context, a domain.Actor, kind, q, level, cursor string, limit int) (domain.Page[domain.ReferenceEntry], error) {
	page := domain.Page[domain.ReferenceEntry]{}
	if _, err := s.Scope(a, "reference.read"); err != nil {
		return page, err
	}
	if !slices.Contains(ReferenceKinds, kind) {
		return page, domain.ErrNotFound("reference table")
	}
	var ordinal int
	code := ""
	if cursor != "" {
		if text, after, ok := strings.Cut(cursor, "|"); ok {
			code = after
			ordinal, _ = strconv.Atoi(text)
		}
		if code == "" {
			return page, domain.Errorf(domain.Malformed, "bad_cursor", "this cursor does not belong to this list and sort")
		}
	}
	rows, err := repository.ListReferences(s.store.Read(ctx), kind, q, level, ordinal, code, limit+1)
	return domain.PageOf(rows, limit, func(r *domain.ReferenceEntry) string { return fmt.Sprintf("%d|%s", r.Ordinal, r.Code) }), err
}

// Rules is the catalogue of legality rules.
func (s *Service) Rules(_ context.Context, a domain.Actor) ([]eligibility.Rule, error) {
	if _, err := s.Scope(a, "rule.read"); err != nil {
		return nil, err
	}
	return eligibility.Catalogue, nil
}

// AuditItem is one line of the audit log with the row before and after the change.
type AuditItem struct {
	domain.AuditEntry
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// AuditFilter narrows the audit log.
type AuditFilter struct {
	ActorID, SubjectID domain.ID
	Action             string
	From, To           domain.Date // days in the configured zone, both included
	Before             int64
	Limit              int
}

// confided are the subjects whose rows stay out of the audit log for those who may not read them: that something was done is shown,
// not what it was about.
var confided = map[string]Perm{"aspiration": "aspiration.read", "concern": "concern.read"}

// Audit reads the audit log, newest first. next is the cursor of the following page, 0 at the end.
func (s *Service) Audit(ctx context.Context, a domain.Actor, f AuditFilter) (items []AuditItem, next int64, err error) {
	if _, err := s.Scope(a, "audit.read"); err != nil {
		return nil, 0, err
	}
	q := repository.AuditQuery{ActorID: f.ActorID, SubjectID: f.SubjectID, Action: f.Action, Before: f.Before, Limit: f.Limit + 1}
	if !f.From.IsZero() {
		q.From = s.midnight(f.From)
	}
	if !f.To.IsZero() {
		q.To = s.midnight(f.To.AddDays(1))
	}
	rows, err := repository.ListAudit(s.store.Read(ctx), q)
	if err != nil {
		return nil, 0, err
	}
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[f.Limit-1].Seq
	}
	items = make([]AuditItem, len(rows))
	for i, r := range rows {
		items[i] = AuditItem{AuditEntry: r, Before: rawOrNull(r.Before), After: rawOrNull(r.After)}
		if p, ok := confided[r.SubjectType]; ok && !may(a, p) {
			items[i].Before, items[i].After = rawOrNull(nil), rawOrNull(nil)
		}
	}
	return items, next, nil
}

func (s *Service) midnight(d domain.Date) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, s.Zone).UTC()
}

func rawOrNull(s *string) json.RawMessage {
	if s == nil {
		return json.RawMessage("null")
	}
	return json.RawMessage(*s)
}

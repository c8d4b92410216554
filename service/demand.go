package service

import (
	"context"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"mutasi/domain"
	"mutasi/repository"
)

// DemandQuery asks what is wished for in a programme.
type DemandQuery struct {
	GroupBy string // position or unit
	Limit   int
	Cursor  string
}

// Demand reads one page of what people wish for in a programme, by code, from the day on which wishes open: outside_phase
// before. It names places, nobody who wishes for them.
func (s *Service) Demand(ctx context.Context, a domain.Actor, programme domain.ID, q DemandQuery) (domain.Page[domain.Demand], error) {
	page := domain.Page[domain.Demand]{}
	tx := s.store.Read(ctx)
	p, err := s.programmeIn(tx, a, programme)
	if err != nil {
		return page, err
	}
	if !p.Reached(domain.PhaseWishes) {
		return page, p.Within(s.today(tx), domain.PhaseWishes)
	}
	after, err := readCodeCursor(q.Cursor, q.GroupBy)
	if err != nil {
		return page, err
	}
	read := repository.PositionDemand
	if q.GroupBy == "unit" {
		read = repository.UnitDemand
	}
	rows, err := read(tx, programme, s.today(tx), after, q.Limit+1)
	if err != nil {
		return page, err
	}
	page = domain.PageOf(rows, q.Limit, func(d *domain.Demand) string {
		return base64.RawURLEncoding.EncodeToString([]byte(q.GroupBy + "|" + d.Code))
	})
	caps := map[domain.ID]int{}
	for _, l := range p.Limits.Quotas {
		caps[l.PositionID] = l.Quota
	}
	for i := range page.Items {
		d := &page.Items[i]
		if most, ok := caps[d.PositionID]; ok {
			d.Seats = min(d.Seats, most)
		}
	}
	return page, nil
}

// readCodeCursor gives the code behind which a list by code goes on.
func readCodeCursor(cursor, group string) (string, error) {
	if cursor == "" {
		return "", nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	of, code, ok := strings.Cut(string(text), "|")
	if err != nil || !ok || of != group || !utf8.ValidString(code) {
		return "", badQuery("cursor", "bad_cursor", "this cursor does not belong to this list and sort")
	}
	return code, nil
}

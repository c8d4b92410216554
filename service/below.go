package service

import (
	"context"

	"mutasi/domain"
	"mutasi/repository"
)

// ChildRow is a row that lies below another one.
type ChildRow[T, I any] interface {
	Row[T, I]
	Parent() *domain.ID
}

// Below is the operations on what lies below another row: listed and created there, read and changed by its own id. seen is
// not_found where the caller does not see the row above.
type Below[T, I any, P ChildRow[T, I], IP Ptr[I]] struct {
	*Resource[T, I, P, IP]
	filter string // of the table: the row above
	seen   func(tx *repository.Tx, a domain.Actor, above domain.ID) error
}

// List reads one page of what lies below a row. A wrong parameter is told before a row that is not there, as everywhere.
func (b *Below[T, I, P, IP]) List(ctx context.Context, a domain.Actor, above domain.ID, q domain.Query) (domain.Page[T], error) {
	q.Filters[b.filter] = []string{above.String()}
	page, err := b.Resource.List(ctx, a, q)
	if err != nil {
		return page, err
	}
	if err := b.seen(b.s.store.Read(ctx), a, above); err != nil {
		return domain.Page[T]{}, err
	}
	return page, nil
}

// Get reads one row.
func (b *Below[T, I, P, IP]) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*T, error) {
	v, err := b.Resource.Get(ctx, a, id, q)
	if err != nil {
		return nil, err
	}
	if err := b.seen(b.s.store.Read(ctx), a, *P(v).Parent()); isCode(err, "not_found") {
		return nil, domain.ErrNotFound(b.table.What)
	} else if err != nil {
		return nil, err
	}
	return v, nil
}

// Create adds a row below another one.
func (b *Below[T, I, P, IP]) Create(ctx context.Context, a domain.Actor, above domain.ID, fill Fill[I]) (*T, error) {
	if err := b.seen(b.s.store.Read(ctx), a, above); err != nil {
		return nil, err
	}
	with := *b.Resource
	with.before = func(tx *repository.Tx, a domain.Actor, old, v P) error {
		*v.Parent() = above
		return b.hook(b.before, tx, a, old, v)
	}
	return with.Create(ctx, a, fill)
}

package service

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"

	"mutasi/domain"
	"mutasi/repository"
)

// Row is a stored entity whose written part is an input.
type Row[T, I any] interface {
	*T
	Head() *domain.Meta
	Input() *I
}

// Ptr is a pointer to an input.
type Ptr[I any] interface{ *I }

// Fill puts what the client sent over an input that holds defaults (create) or the present values (patch).
type Fill[I any] func(*I) error

// Resource is the five operations on one entity. Before may refuse or derive; After writes what goes with the row; Decorate
// adds what is computed on reading. The new row is nil when a row is deleted, the old one when it is created.
type Resource[T, I any, P Row[T, I], IP Ptr[I]] struct {
	s           *Service
	table       *repository.Table[T, P]
	name        string
	read, write Perm
	defaults    I
	before      func(tx *repository.Tx, a domain.Actor, old, v P) error
	after       func(tx *repository.Tx, a domain.Actor, old, v P) error
	decorate    func(tx *repository.Tx, a domain.Actor, q domain.Query, rows []T) error
}

// List reads one page.
func (r *Resource[T, I, P, IP]) List(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[T], error) {
	sc, err := r.s.Scope(a, r.read)
	if err != nil {
		return domain.Page[T]{}, err
	}
	tx := r.s.store.Read(ctx)
	page, err := r.table.List(tx, sc, q)
	if err != nil || r.decorate == nil {
		return page, err
	}
	return page, r.decorate(tx, a, q, page.Items)
}

// Get reads one row.
func (r *Resource[T, I, P, IP]) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*T, error) {
	sc, err := r.s.Scope(a, r.read)
	if err != nil {
		return nil, err
	}
	tx := r.s.store.Read(ctx)
	v, err := r.table.GetAsOf(tx, sc, id, q.AsOf)
	if err != nil {
		return nil, err
	}
	return r.shown(tx, a, q, v)
}

func (r *Resource[T, I, P, IP]) shown(tx *repository.Tx, a domain.Actor, q domain.Query, v *T) (*T, error) {
	if r.decorate == nil {
		return v, nil
	}
	rows := []T{*v}
	if err := r.decorate(tx, a, q, rows); err != nil {
		return nil, err
	}
	return &rows[0], nil
}

// Create writes a new row.
func (r *Resource[T, I, P, IP]) Create(ctx context.Context, a domain.Actor, fill Fill[I]) (*T, error) {
	if _, err := r.s.Scope(a, r.write); err != nil {
		return nil, err
	}
	var out *T
	err := r.s.write(ctx, func(tx *repository.Tx) error {
		v := P(new(T))
		v.Head().ID = domain.NewID()
		*v.Input() = clone(r.defaults)
		if err := r.fill(v, fill); err != nil {
			return err
		}
		if err := r.hook(r.before, tx, a, nil, v); err != nil {
			return err
		}
		if err := r.table.Insert(tx, v); err != nil {
			return err
		}
		if err := r.hook(r.after, tx, a, nil, v); err != nil {
			return err
		}
		out = v
		return r.s.record(tx, a, r.name+".created", r.name, v.Head().ID, 1, nil, v)
	})
	if err != nil {
		return nil, err
	}
	return r.shown(r.s.store.Read(ctx), a, domain.Query{}, out)
}

// Patch changes a row that the caller has read.
func (r *Resource[T, I, P, IP]) Patch(ctx context.Context, a domain.Actor, id domain.ID, m Match, fill Fill[I]) (*T, error) {
	sc, err := r.s.Scope(a, r.write)
	if err != nil {
		return nil, err
	}
	var out *T
	err = r.s.write(ctx, func(tx *repository.Tx) error {
		old, err := r.load(tx, a, sc, id, m)
		if err != nil {
			return err
		}
		v := P(new(T))
		*v = *old
		*v.Input() = clone(*P(old).Input())
		if err := r.fill(v, fill); err != nil {
			return err
		}
		if err := r.hook(r.before, tx, a, old, v); err != nil {
			return err
		}
		if err := r.table.Update(tx, v); err != nil {
			return err
		}
		if err := r.hook(r.after, tx, a, old, v); err != nil {
			return err
		}
		out = v
		return r.s.record(tx, a, r.name+".updated", r.name, id, v.Head().Version, old, v)
	})
	if err != nil {
		return nil, err
	}
	return r.shown(r.s.store.Read(ctx), a, domain.Query{}, out)
}

// Delete removes a row that the caller has read; in_use where others refer to it.
func (r *Resource[T, I, P, IP]) Delete(ctx context.Context, a domain.Actor, id domain.ID, m Match) error {
	sc, err := r.s.Scope(a, r.write)
	if err != nil {
		return err
	}
	return r.s.write(ctx, func(tx *repository.Tx) error {
		old, err := r.load(tx, a, sc, id, m)
		if err != nil {
			return err
		}
		if err := r.hook(r.before, tx, a, old, nil); err != nil {
			return err
		}
		if err := r.table.Delete(tx, old); err != nil {
			return err
		}
		if err := r.hook(r.after, tx, a, old, nil); err != nil {
			return err
		}
		return r.s.record(tx, a, r.name+".deleted", r.name, id, P(old).Head().Version, old, nil)
	})
}

func (r *Resource[T, I, P, IP]) load(tx *repository.Tx, a domain.Actor, sc domain.Scope, id domain.ID, m Match) (*T, error) {
	old, err := r.table.Get(tx, sc, id)
	if err != nil {
		return nil, err
	}
	if err := m.check(a, P(old).Head().Version); err != nil {
		return nil, err
	}
	// The before hook and the audit row want what decorate adds to the input, such as requirements.
	if r.decorate != nil {
		return r.shown(tx, a, domain.Query{}, old)
	}
	return old, nil
}

func (r *Resource[T, I, P, IP]) fill(v P, fill Fill[I]) error {
	shape := fill(v.Input())
	if shape != nil && !isCode(shape, "validation_failed") {
		return shape
	}
	trim(reflect.ValueOf(v.Input()).Elem())
	return merged(shape, validate(v.Input()))
}

// merged reports the members that could not be read together with the fields that are not valid: all bad fields at once.
func merged(shape, values error) error {
	var a, b *domain.Error
	if shape == nil || !errors.As(shape, &a) {
		return values
	}
	if values == nil || !errors.As(values, &b) {
		return shape
	}
	all := slices.Clone(a.Fields)
	for _, f := range b.Fields {
		if !slices.ContainsFunc(a.Fields, func(x domain.FieldError) bool {
			return x.Pointer == f.Pointer || strings.HasPrefix(x.Pointer, f.Pointer+"/")
		}) {
			all = append(all, f)
		}
	}
	return domain.InvalidFields(all...)
}

func (r *Resource[T, I, P, IP]) hook(h func(*repository.Tx, domain.Actor, P, P) error, tx *repository.Tx, a domain.Actor, old, v P) error {
	if h == nil {
		return nil
	}
	return h(tx, a, old, v)
}

// clone copies an input deeply, so that a retried transaction starts clean.
func clone[I any](in I) I {
	b, err := json.Marshal(in)
	must(err)
	var out I
	must(json.Unmarshal(b, &out))
	return out
}

// trim cuts white space around every text of an input and turns nil lists into empty ones.
func trim(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Name != "Password" {
				trim(v.Field(i))
			}
		}
	case reflect.String:
		v.SetString(strings.TrimSpace(v.String()))
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			trim(v.Index(i))
		}
	}
}

// OwnedRow is a row that belongs to one person.
type OwnedRow[T, I any] interface {
	Row[T, I]
	Owner() *domain.ID
}

// Owned is the operations on what belongs to one person, below /staff/{id}.
type Owned[T, I any, P OwnedRow[T, I], IP Ptr[I]] struct {
	*Resource[T, I, P, IP]
	restricted bool // each look at another person's rows is logged
}

// owner finds the person in the caller's scope of the permission.
func (o *Owned[T, I, P, IP]) owner(ctx context.Context, a domain.Actor, p Perm, staff string) (domain.ID, error) {
	sc, err := o.s.Scope(a, p)
	if err != nil {
		return domain.ID{}, err
	}
	return o.s.staffID(o.s.store.Read(ctx), sc, staff)
}

// List reads one page of a person's rows.
func (o *Owned[T, I, P, IP]) List(ctx context.Context, a domain.Actor, staff string, q domain.Query) (domain.Page[T], error) {
	id, err := o.owner(ctx, a, o.read, staff)
	if err != nil {
		return domain.Page[T]{}, err
	}
	if o.restricted {
		if err := o.s.logRead(ctx, a, o.name, id); err != nil {
			return domain.Page[T]{}, err
		}
	}
	q.Filters = map[string][]string{"staff_id": {id.String()}}
	return o.table.List(o.s.store.Read(ctx), domain.AllRows, q)
}

// Get reads one of a person's rows.
func (o *Owned[T, I, P, IP]) Get(ctx context.Context, a domain.Actor, staff string, id domain.ID) (*T, error) {
	person, err := o.owner(ctx, a, o.read, staff)
	if err != nil {
		return nil, err
	}
	v, err := o.table.Get(o.s.store.Read(ctx), domain.AllRows, id)
	if err != nil {
		return nil, err
	}
	if *P(v).Owner() != person {
		return nil, domain.ErrNotFound(o.table.What)
	}
	if o.restricted {
		return v, o.s.logRead(ctx, a, o.name, person)
	}
	return v, nil
}

// Create adds a row to a person.
func (o *Owned[T, I, P, IP]) Create(ctx context.Context, a domain.Actor, staff string, fill Fill[I]) (*T, error) {
	id, err := o.owner(ctx, a, o.write, staff)
	if err != nil {
		return nil, err
	}
	with := *o.Resource
	with.before = func(tx *repository.Tx, a domain.Actor, old, v P) error {
		*v.Owner() = id
		return o.hook(o.before, tx, a, old, v)
	}
	return with.Create(ctx, a, fill)
}

// Patch changes a person's row.
func (o *Owned[T, I, P, IP]) Patch(ctx context.Context, a domain.Actor, staff string, id domain.ID, m Match, fill Fill[I]) (*T, error) {
	if err := o.belongs(ctx, a, staff, id); err != nil {
		return nil, err
	}
	return o.Resource.Patch(ctx, a, id, m, fill)
}

// Delete removes a person's row.
func (o *Owned[T, I, P, IP]) Delete(ctx context.Context, a domain.Actor, staff string, id domain.ID, m Match) error {
	if err := o.belongs(ctx, a, staff, id); err != nil {
		return err
	}
	return o.Resource.Delete(ctx, a, id, m)
}

func (o *Owned[T, I, P, IP]) belongs(ctx context.Context, a domain.Actor, staff string, id domain.ID) error {
	person, err := o.owner(ctx, a, o.write, staff)
	if err != nil {
		return err
	}
	v, err := o.table.Get(o.s.store.Read(ctx), domain.AllRows, id)
	if err != nil {
		return err
	}
	if *P(v).Owner() != person {
		return domain.ErrNotFound(o.table.What)
	}
	return nil
}

package domain

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an Error is; the API maps each kind to one HTTP status.
type Kind int

// The kinds with their HTTP status.
const (
	Internal        Kind = iota // 500
	Malformed                   // 400
	Unauthenticated             // 401
	Forbidden                   // 403
	NotFound                    // 404, also for rows outside the caller's scope
	Conflict                    // 409
	Stale                       // 412
	TooLarge                    // 413
	Unsupported                 // 415
	Invalid                     // 422
	Required                    // 428
	RateLimited                 // 429
	Unavailable                 // 503
)

// Error is the one error value of Mutasi. Code is a stable machine word listed in docs/errors.md. Format and Args are the
// English detail; the API translates Format (see api/messages.go) before it fills in Args.
type Error struct {
	Kind   Kind
	Code   string
	Format string
	Args   []any
	Fields []FieldError
	// Extra are further members of the problem document, such as state and allowed_actions.
	Extra map[string]any
	// RetryAfter is in seconds, for RateLimited and Unavailable.
	RetryAfter int
	Err        error
}

// FieldError names one bad field. Pointer is an RFC 6901 path such as /nip, or the name of a query parameter behind "?".
// Indonesian is the finished translation where the finder has one (field checks, rules); otherwise Format is translated.
type FieldError struct {
	Pointer    string
	Code       string
	Format     string
	Args       []any
	Indonesian string
}

// Text is the English detail of the field error.
func (f FieldError) Text() string { return fmt.Sprintf(f.Format, f.Args...) }

// Detail is the English detail of the error.
func (e *Error) Detail() string { return fmt.Sprintf(e.Format, e.Args...) }

func (e *Error) Error() string {
	s := e.Code + ": " + e.Detail()
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s %s: %s]", f.Pointer, f.Code, f.Text())
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// With adds a member to the problem document.
func (e *Error) With(name string, value any) *Error {
	if e.Extra == nil {
		e.Extra = map[string]any{}
	}
	e.Extra[name] = value
	return e
}

// Errorf makes an Error with an English detail.
func Errorf(k Kind, code, format string, args ...any) *Error {
	return &Error{Kind: k, Code: code, Format: format, Args: args}
}

// Fieldf makes a FieldError with an English detail.
func Fieldf(pointer, code, format string, args ...any) FieldError {
	return FieldError{Pointer: pointer, Code: code, Format: format, Args: args}
}

// ErrNotFound is the answer for a row that does not exist or that the caller may not see.
func ErrNotFound(what string) *Error { return Errorf(NotFound, "not_found", "no such %s", what) }

// InvalidFields is the 422 for bad fields.
func InvalidFields(f ...FieldError) *Error {
	return &Error{Kind: Invalid, Code: "validation_failed", Format: "some fields are not valid", Fields: f}
}

// CodeOf returns the machine code of err, "internal" where it has none.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}

// Check gathers every bad field of one input.
type Check struct{ fields []FieldError }

// That records a field error unless ok.
func (c *Check) That(ok bool, pointer, code, format string, args ...any) {
	if !ok {
		c.fields = append(c.fields, Fieldf(pointer, code, format, args...))
	}
}

// Add appends field errors found elsewhere.
func (c *Check) Add(f ...FieldError) { c.fields = append(c.fields, f...) }

// Fields are the bad fields so far.
func (c *Check) Fields() []FieldError { return c.fields }

// Err is nil, or one Invalid error with all fields.
func (c *Check) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return InvalidFields(c.fields...)
}

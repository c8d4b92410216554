package service

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"mutasi/domain"
)

// HashCost is the price of argon2id. The zero value means 19 MiB and two passes; tests take less.
type HashCost struct {
	MemoryKiB uint32
	Passes    uint32
}

func (c HashCost) orDefault() HashCost {
	if c.MemoryKiB == 0 {
		return HashCost{MemoryKiB: 19 * 1024, Passes: 2}
	}
	return c
}

// hasher hashes passwords, two at a time: each hash holds its memory, and a burst of sign-ins must not take it all.
type hasher struct {
	cost HashCost
	slot chan struct{}
	// decoy is checked where there is no such user, so that both answers take the same time.
	decoy string
}

func newHasher(c HashCost) *hasher {
	h := &hasher{cost: c.orDefault(), slot: make(chan struct{}, 2)}
	h.decoy = h.encode("no password hashes to this", make([]byte, 16))
	return h
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	return h.encode(password, salt), nil
}

func (h *hasher) encode(password string, salt []byte) string {
	key := argon2.IDKey([]byte(password), salt, h.cost.Passes, h.cost.MemoryKiB, 1, 32)
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", h.cost.MemoryKiB, h.cost.Passes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

// verify compares in constant time; an empty hash never matches but costs the same.
func (h *hasher) verify(ctx context.Context, hash, password string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return false, fmt.Errorf("stored password hash is malformed")
	}
	var m, t uint32
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &m, &t); err != nil {
		return false, fmt.Errorf("stored password hash is malformed")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("stored password hash is malformed")
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("stored password hash is malformed")
	}
	got := argon2.IDKey([]byte(password), salt, t, m, 1, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.slot <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &domain.Error{Kind: domain.Unavailable, Code: "busy", Format: "too many people are signing in; try again", RetryAfter: 1, Err: ctx.Err()}
	}
}

func (h *hasher) leave() { <-h.slot }

// RandomPassword makes a password for a first account.
func RandomPassword() string {
	b := make([]byte, 15)
	if _, err := rand.Read(b); err != nil {
		panic(err) // crypto/rand does not fail on supported systems
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

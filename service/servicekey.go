package service

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// keyPrefix tells a service key from an access token, also to scanners for leaked secrets.
const keyPrefix = "mutasi_sk_"

// keyTrust is how long a key that was looked up counts without another look: a withdrawn key dies within this time.
const keyTrust = 5 * time.Second

// ServiceScopes are the permissions that a key may carry: reading, and keeping the register in step. No key decides.
var ServiceScopes = []Perm{
	"unit.read", "unit.write", "competency.read", "competency.write", "position.read", "position.write", "holiday.read", "holiday.write", "reference.read",
	"rule.read", "policy.read", "staff.read", "staff.write", "staff.history", "eligibility.check", "proposal.read", "decree.read", "evaluation.read", "followup.read",
	"workload.read", "workload.write", "needs.read", "fit.read", "candidates.read", "programme.read",
}

func (s *Service) serviceKeys() {
	s.ServiceKeys = &Resource[domain.ServiceKey, domain.ServiceKeyInput, *domain.ServiceKey, *domain.ServiceKeyInput]{
		s: s, table: repository.ServiceKeys, name: "service_key", read: "servicekey.read", write: "servicekey.write", before: beforeServiceKey,
	}
}

func beforeServiceKey(_ *repository.Tx, _ domain.Actor, _, k *domain.ServiceKey) error {
	if k == nil {
		return nil
	}
	var c domain.Check
	for i, scope := range k.Scopes {
		c.That(slices.Contains(ServiceScopes, Perm(scope)), pointerAt("/scopes", i, ""), "oneof", "a key cannot carry the permission %q", scope)
	}
	return c.Err()
}

// CreateServiceKey makes a key and shows it this once.
func (s *Service) CreateServiceKey(ctx context.Context, a domain.Actor, fill Fill[domain.ServiceKeyInput]) (*domain.ServiceKey, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	key := keyPrefix + base64.RawURLEncoding.EncodeToString(secret)
	hash := sha256.Sum256([]byte(key))
	with := *s.ServiceKeys
	with.before = func(tx *repository.Tx, a domain.Actor, old, k *domain.ServiceKey) error {
		k.KeyHash = hash[:]
		return beforeServiceKey(tx, a, old, k)
	}
	row, err := with.Create(ctx, a, fill)
	if err != nil {
		return nil, err
	}
	row.Key = key
	return row, nil
}

// authenticateKey turns a service key into an actor that holds its scopes.
func (s *Service) authenticateKey(ctx context.Context, key string) (domain.Actor, error) {
	hash := sha256.Sum256([]byte(key))
	now := s.store.Now()
	s.auth.mu.RLock()
	v, known := s.auth.verified[hash]
	s.auth.mu.RUnlock()
	if known && now.Before(v.expires) {
		return v.actor, nil
	}
	row, err := repository.ServiceKeys.GetBy(s.store.Read(ctx), domain.AllRows, "key_hash", hash[:])
	switch {
	case isCode(err, "not_found"):
		return domain.Actor{}, tokenError("token_invalid", "the access token is not valid")
	case err != nil:
		return domain.Actor{}, err
	case row.Disabled || !row.ExpiresOn.IsZero() && s.Today().After(row.ExpiresOn):
		return domain.Actor{}, tokenError("token_revoked", "this session has ended")
	}
	actor := domain.Actor{UserID: row.ID, Username: row.Name, Roles: []domain.Role{domain.RoleService}, Scopes: row.Scopes}
	s.auth.remember(hash, actor, now.Add(keyTrust))
	return actor, nil
}

func isServiceKey(token string) bool { return strings.HasPrefix(token, keyPrefix) }

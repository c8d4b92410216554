package service

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"mutasi/domain"
	"mutasi/repository"
)

const (
	refreshTTL = 14 * 24 * time.Hour
	// revocationPoll keeps a revoked session alive on another instance for at most this long.
	revocationPoll = 4 * time.Second
	maxVerified    = 20000
)

// claims is what an access token carries: who, in which session, with which roles, for which unit.
type claims struct {
	jwt.RegisteredClaims
	Session domain.ID     `json:"sid"`
	Name    string        `json:"name"`
	Roles   []domain.Role `json:"roles"`
	Staff   domain.ID     `json:"staff"`
	Unit    domain.ID     `json:"unit"`
}

// authState is what sign-in keeps in memory: keys, verified tokens, revoked sessions, throttles. Nothing in it is lost with
// the process that the database does not have.
type authState struct {
	s        *Service
	hash     *hasher
	throttle *throttle
	kid      string
	private  ed25519.PrivateKey
	parser   *jwt.Parser

	mu       sync.RWMutex
	keysRead time.Time
	public   map[string]ed25519.PublicKey
	verified map[[32]byte]verifiedToken // a signature costs 60 µs to check: once per token, not per request
	revoked  map[domain.ID]time.Time    // session → when its last access token has expired
}

type verifiedToken struct {
	actor   domain.Actor
	expires time.Time
}

func newAuth(ctx context.Context, s *Service) (*authState, error) {
	a := &authState{s: s, hash: newHasher(s.Hash), throttle: newThrottle(s.store.Now), public: map[string]ed25519.PublicKey{},
		verified: map[[32]byte]verifiedToken{}, revoked: map[domain.ID]time.Time{}}
	a.parser = jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(s.Issuer), jwt.WithAudience(s.Issuer),
		jwt.WithExpirationRequired(), jwt.WithNotBeforeRequired(), jwt.WithLeeway(5*time.Second), jwt.WithTimeFunc(s.store.Now))
	if err := a.loadKeys(ctx); err != nil {
		return nil, err
	}
	return a, a.refreshRevoked(ctx)
}

// loadKeys takes the configured key, else the newest in the database, else makes the first one.
func (a *authState) loadKeys(ctx context.Context) error {
	if a.s.SigningKey != "" {
		block, _ := pem.Decode([]byte(a.s.SigningKey))
		if block == nil {
			return errors.New("the signing key is not PEM")
		}
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return fmt.Errorf("the signing key is not PKCS#8: %w", err)
		}
		private, ok := key.(ed25519.PrivateKey)
		if !ok {
			return errors.New("the signing key is not Ed25519")
		}
		a.use(private)
		return nil
	}
	err := a.s.store.Write(ctx, func(tx *repository.Tx) error {
		keys, err := repository.SigningKeys(tx)
		if err != nil || len(keys) > 0 {
			return err
		}
		return newSigningKey(tx)
	})
	if err != nil {
		return err
	}
	return a.readKeys(ctx)
}

func newSigningKey(tx *repository.Tx) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	return repository.InsertSigningKey(tx, &repository.SigningKey{Kid: kidOf(private), PrivateKey: private, CreatedAt: tx.Now})
}

// RotateKey makes a new signing key. Tokens that the old ones have signed stay good until they expire.
func (s *Service) RotateKey(ctx context.Context) error {
	err := s.store.Write(ctx, func(tx *repository.Tx) error {
		if err := repository.RetireSigningKeys(tx, tx.Now.Add(s.AccessTTL+time.Minute)); err != nil {
			return err
		}
		if err := newSigningKey(tx); err != nil {
			return err
		}
		return s.record(tx, domain.System, "signing_key.rotated", "signing_key", domain.NewID(), 1, nil, nil)
	})
	if err != nil {
		return err
	}
	return s.auth.readKeys(ctx)
}

// readKeys reads the shared keys: all instances sign with the newest and verify with every one that is not retired.
func (a *authState) readKeys(ctx context.Context) error {
	keys, err := repository.SigningKeys(a.s.store.Read(ctx))
	if err != nil {
		return err
	}
	public := map[string]ed25519.PublicKey{}
	for _, k := range keys {
		if len(k.PrivateKey) != ed25519.PrivateKeySize {
			return fmt.Errorf("signing key %s in the database is damaged", k.Kid)
		}
		public[k.Kid] = ed25519.PrivateKey(k.PrivateKey).Public().(ed25519.PublicKey)
	}
	if len(keys) == 0 {
		return errors.New("the database holds no signing key")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kid, a.private, a.public = keys[0].Kid, keys[0].PrivateKey, public
	a.keysRead = a.s.store.Now()
	return nil
}

func kidOf(k ed25519.PrivateKey) string {
	sum := sha256.Sum256(k.Public().(ed25519.PublicKey))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

func (a *authState) use(private ed25519.PrivateKey) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kid, a.private = kidOf(private), private
	a.public[a.kid] = private.Public().(ed25519.PublicKey)
}

// JWKS is the set of public keys for other systems that verify our tokens.
func (s *Service) JWKS() map[string]any {
	s.auth.mu.RLock()
	defer s.auth.mu.RUnlock()
	keys := []map[string]string{}
	for kid, k := range s.auth.public {
		keys = append(keys, map[string]string{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": base64.RawURLEncoding.EncodeToString(k)})
	}
	return map[string]any{"keys": keys}
}

func (a *authState) sign(u *domain.User, session domain.ID, now time.Time) (string, error) {
	c := claims{Session: session, Name: u.Username, Roles: u.Roles, Staff: u.StaffID, Unit: u.UnitID, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: a.s.Issuer, Audience: jwt.ClaimStrings{a.s.Issuer}, Subject: u.ID.String(), ID: domain.NewID().String(),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(a.s.AccessTTL)),
	}}
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	a.mu.RLock()
	defer a.mu.RUnlock()
	t.Header["kid"] = a.kid
	return t.SignedString(a.private)
}

// Authenticate turns an access token into an actor, without a query; a service key is looked up every few seconds.
func (s *Service) Authenticate(ctx context.Context, token string) (domain.Actor, error) {
	if isServiceKey(token) {
		return s.authenticateKey(ctx, token)
	}
	a := s.auth
	now := s.store.Now()
	key := sha256.Sum256([]byte(token))
	a.mu.RLock()
	v, known := a.verified[key]
	_, gone := a.revoked[v.actor.SessionID]
	a.mu.RUnlock()
	if known && now.Before(v.expires) {
		if gone {
			return domain.Actor{}, tokenError("token_revoked", "this session has ended")
		}
		return v.actor, nil
	}
	var c claims
	_, err := a.parser.ParseWithClaims(token, &c, a.key)
	if errors.Is(err, errUnknownKey) && a.learnKeys(ctx) {
		c = claims{}
		_, err = a.parser.ParseWithClaims(token, &c, a.key)
	}
	if errors.Is(err, jwt.ErrTokenExpired) {
		return domain.Actor{}, tokenError("token_expired", "the access token has expired; refresh it")
	} else if err != nil {
		return domain.Actor{}, tokenError("token_invalid", "the access token is not valid")
	}
	user, err := domain.ParseID(c.Subject)
	if err != nil {
		return domain.Actor{}, tokenError("token_invalid", "the access token is not valid")
	}
	actor := domain.Actor{UserID: user, SessionID: c.Session, Username: c.Name, Roles: c.Roles, StaffID: c.Staff, UnitID: c.Unit}
	a.mu.RLock()
	_, gone = a.revoked[c.Session]
	a.mu.RUnlock()
	if gone {
		return domain.Actor{}, tokenError("token_revoked", "this session has ended")
	}
	a.remember(key, actor, c.ExpiresAt.Time)
	return actor, nil
}

// remember keeps a verified token until it expires.
func (a *authState) remember(key [32]byte, actor domain.Actor, until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.verified) >= maxVerified {
		clear(a.verified) // rare, and every token can be checked again
	}
	a.verified[key] = verifiedToken{actor, until}
}

func (a *authState) key(t *jwt.Token) (any, error) {
	kid, _ := t.Header["kid"].(string)
	a.mu.RLock()
	defer a.mu.RUnlock()
	if k, ok := a.public[kid]; ok {
		return k, nil
	}
	return nil, errUnknownKey
}

var errUnknownKey = errors.New("unknown key")

// learnKeys reads the keys again, at most once a second: another instance may have made a new one a moment ago.
func (a *authState) learnKeys(ctx context.Context) bool {
	a.mu.RLock()
	recent := a.s.store.Now().Sub(a.keysRead) < time.Second
	a.mu.RUnlock()
	return a.s.SigningKey == "" && !recent && a.readKeys(ctx) == nil
}

func tokenError(code, text string) *domain.Error {
	return domain.Errorf(domain.Unauthenticated, code, "%s", text)
}

// refreshRevoked replaces the set of revoked sessions by what the database says.
func (a *authState) refreshRevoked(ctx context.Context) error {
	rows, err := repository.LiveRevocations(a.s.store.Read(ctx))
	if err != nil {
		return err
	}
	next := make(map[domain.ID]time.Time, len(rows))
	for _, r := range rows {
		next[r.SessionID] = r.ExpiresAt
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.revoked = next
	now := a.s.store.Now()
	for k, v := range a.verified {
		if !now.Before(v.expires) {
			delete(a.verified, k)
		}
	}
	return nil
}

// forget makes revocations count on this instance at once.
func (a *authState) forget(rows []repository.Revocation) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range rows {
		a.revoked[r.SessionID] = r.ExpiresAt
	}
}

package service

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// Credentials sign a user in.
type Credentials struct {
	Username string `json:"username" validate:"required,max=60"`
	Password string `json:"password" validate:"required,max=200"`
}

// RefreshInput carries a refresh token.
type RefreshInput struct {
	RefreshToken string `json:"refresh_token" validate:"required,max=200"`
}

// PasswordInput changes one's own password.
type PasswordInput struct {
	Current string `json:"current_password" validate:"required,max=200"`
	New     string `json:"new_password" validate:"required,min=10,max=200"`
}

// Tokens is the answer to a sign-in or a refresh.
type Tokens struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"` // seconds
	RefreshToken string `json:"refresh_token"`
}

// Me is the caller's own account.
type Me struct {
	User        *domain.User  `json:"user"`
	Staff       *domain.Staff `json:"staff"`
	Permissions []string      `json:"permissions"`
}

func badCredentials() *domain.Error {
	return domain.Errorf(domain.Unauthenticated, "bad_credentials", "the user name or the password is wrong")
}

// Login signs a user in. Unknown users, wrong passwords and disabled accounts get the same answer after the same work.
func (s *Service) Login(ctx context.Context, c Credentials, address, agent string) (*Tokens, error) {
	if err := validate(&c); err != nil {
		return nil, err
	}
	if err := s.auth.throttle.allow(c.Username, address); err != nil {
		return nil, err
	}
	hash := ""
	u, err := repository.Users.GetBy(s.store.Read(ctx), domain.AllRows, "username", c.Username)
	if err == nil && !u.Disabled {
		hash = u.PasswordHash
	} else if err != nil && !isCode(err, "not_found") {
		return nil, err
	}
	ok, err := s.auth.hash.verify(ctx, hash, c.Password)
	if err != nil {
		return nil, err
	}
	if !ok {
		s.auth.throttle.failed(c.Username, address)
		return nil, badCredentials()
	}
	s.auth.throttle.succeeded(c.Username)
	var t *Tokens
	err = s.store.Write(ctx, func(tx *repository.Tx) error {
		session := &domain.Session{ID: domain.NewID(), UserID: u.ID, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(refreshTTL), Address: cut(address, 60), Agent: cut(agent, 200)}
		if err := repository.InsertSession(tx, session); err != nil {
			return err
		}
		if t, err = s.issue(tx, u, session.ID); err != nil {
			return err
		}
		who := domain.Actor{UserID: u.ID, Username: u.Username, Address: session.Address}
		return s.record(tx, who, "session.created", "session", session.ID, 1, nil, map[string]any{"user_id": u.ID, "agent": session.Agent})
	})
	return t, err
}

func cut(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}

// issue makes the next pair of tokens of a session.
func (s *Service) issue(tx *repository.Tx, u *domain.User, session domain.ID) (*Tokens, error) {
	access, err := s.auth.sign(u, session, tx.Now)
	if err != nil {
		return nil, err
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	hash := sha256.Sum256(secret)
	if err := repository.InsertRefresh(tx, &domain.RefreshToken{Hash: hash[:], SessionID: session, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(refreshTTL)}); err != nil {
		return nil, err
	}
	return &Tokens{AccessToken: access, TokenType: "Bearer", ExpiresIn: int(s.AccessTTL / time.Second), RefreshToken: base64.RawURLEncoding.EncodeToString(secret)}, nil
}

// Refresh trades a refresh token for the next pair. A token that was used before ends its whole family: somebody has a copy.
func (s *Service) Refresh(ctx context.Context, in RefreshInput) (*Tokens, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	invalid := domain.Errorf(domain.Unauthenticated, "refresh_invalid", "the refresh token is not valid; sign in again")
	secret, err := base64.RawURLEncoding.DecodeString(in.RefreshToken)
	if err != nil {
		return nil, invalid
	}
	hash := sha256.Sum256(secret)
	var t *Tokens
	var ended []repository.Revocation
	err = s.store.Write(ctx, func(tx *repository.Tx) error {
		t, ended = nil, nil
		r, err := repository.FindRefresh(tx, hash[:])
		if err != nil || r == nil || !tx.Now.Before(r.ExpiresAt) {
			return err
		}
		first, err := repository.UseRefresh(tx, hash[:])
		if err != nil {
			return err
		}
		if !first {
			ended, err = s.revoke(tx, domain.System, "id = ?", r.SessionID)
			return err
		}
		session, err := repository.GetSession(tx, r.SessionID)
		if err != nil || session.RevokedAt != nil {
			return err
		}
		u, err := repository.Users.Get(tx, domain.AllRows, session.UserID)
		if err != nil || u.Disabled {
			return err
		}
		t, err = s.issue(tx, u, session.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.auth.forget(ended)
	if t == nil {
		return nil, invalid
	}
	return t, nil
}

// Logout ends the caller's session.
func (s *Service) Logout(ctx context.Context, a domain.Actor) error {
	return s.endSessions(ctx, a, "id = ?", a.SessionID)
}

func (s *Service) endSessions(ctx context.Context, a domain.Actor, where string, args ...any) error {
	var ended []repository.Revocation
	err := s.store.Write(ctx, func(tx *repository.Tx) (err error) {
		ended, err = s.revoke(tx, a, where, args...)
		return err
	})
	if err == nil {
		s.auth.forget(ended)
	}
	return err
}

// Me describes the caller.
func (s *Service) Me(ctx context.Context, a domain.Actor) (*Me, error) {
	tx := s.store.Read(ctx)
	u, err := repository.Users.Get(tx, domain.AllRows, a.UserID)
	if err != nil {
		return nil, err
	}
	me := &Me{User: u, Permissions: permissions(a)}
	if !u.StaffID.IsZero() {
		if me.Staff, err = s.Staff.Get(ctx, domain.Actor{Roles: []domain.Role{domain.RoleStaff}, StaffID: u.StaffID}, u.StaffID, domain.Query{}); err != nil {
			return nil, err
		}
	}
	return me, nil
}

func permissions(a domain.Actor) []string {
	held := []string{}
	for _, p := range sortedPerms {
		if may(a, p) {
			held = append(held, string(p))
		}
	}
	return held
}

// ChangePassword changes the caller's own password and ends all other sessions.
func (s *Service) ChangePassword(ctx context.Context, a domain.Actor, in PasswordInput) error {
	if err := validate(&in); err != nil {
		return err
	}
	if err := s.auth.throttle.allow(a.Username, a.Address); err != nil {
		return err
	}
	u, err := repository.Users.Get(s.store.Read(ctx), domain.AllRows, a.UserID)
	if err != nil {
		return err
	}
	ok, err := s.auth.hash.verify(ctx, u.PasswordHash, in.Current)
	if err != nil {
		return err
	}
	if !ok {
		s.auth.throttle.failed(a.Username, a.Address)
		return domain.InvalidFields(domain.Fieldf("/current_password", "wrong_password", "the current password is wrong"))
	}
	hash, err := s.auth.hash.hash(ctx, in.New)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(tx *repository.Tx) error {
		now, err := repository.Users.Get(tx, domain.AllRows, a.UserID)
		if err != nil {
			return err
		}
		now.PasswordHash, now.MustChange = hash, false
		if err := repository.Users.Update(tx, now); err != nil {
			return err
		}
		return s.record(tx, a, "user.password_changed", "user", now.ID, now.Version, nil, nil)
	})
	if err != nil {
		return err
	}
	return s.endSessions(ctx, a, "user_id = ? AND id <> ?", a.UserID, a.SessionID[:])
}

// revoke ends sessions, with an audit row for each.
func (s *Service) revoke(tx *repository.Tx, a domain.Actor, where string, args ...any) ([]repository.Revocation, error) {
	ended, err := repository.RevokeSessions(tx, tx.Now.Add(s.AccessTTL+time.Minute), where, args...)
	if err != nil {
		return nil, err
	}
	for _, r := range ended {
		if err := s.record(tx, a, "session.ended", "session", r.SessionID, 1, nil, nil); err != nil {
			return nil, err
		}
	}
	return ended, nil
}

// beforeUser hashes a new password; the plain one goes no further.
func (s *Service) beforeUser(tx *repository.Tx, _ domain.Actor, old, u *domain.User) error {
	if u == nil {
		return nil
	}
	if u.Password == "" {
		if old == nil {
			return domain.InvalidFields(domain.Fieldf("/password", "required", "a new account needs a password"))
		}
		return nil
	}
	hash, err := s.auth.hash.hash(tx.Context(), u.Password)
	if err != nil {
		return err
	}
	u.PasswordHash, u.Password, u.MustChange = hash, "", true
	return nil
}

// afterUser ends the sessions of an account whose rights changed: its tokens carry the old ones.
func (s *Service) afterUser(tx *repository.Tx, a domain.Actor, old, _ *domain.User) error {
	if old == nil {
		return nil
	}
	ended, err := s.revoke(tx, a, "user_id = ?", old.ID)
	if err != nil {
		return err
	}
	s.auth.forget(ended) // should the transaction fail, these users sign in again: no harm
	return nil
}

// CreateUser makes an account without a caller, for the command line.
func (s *Service) CreateUser(ctx context.Context, in domain.UserInput) (*domain.User, error) {
	system := domain.System
	system.Roles = []domain.Role{domain.RoleAdmin}
	return s.Users.Create(ctx, system, func(to *domain.UserInput) error { *to = in; return nil })
}

package api_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/service"
)

func (w *World) login(name, secret string) *Call {
	return w.Anyone().POST("/v1/auth/login", M{"username": name, "password": secret})
}

func (w *World) refresh(token string) *Call {
	return w.Anyone().POST("/v1/auth/refresh", M{"refresh_token": token})
}

// userOf reads an account as the administrator does.
func (w *World) userOf(name string) *Answer {
	w.t.Helper()
	id := w.As("admin").GET("/v1/users?username=" + name).Want(200).Text("items/0/id")
	return w.As("admin").GET("/v1/users/" + id).Want(200)
}

func TestBadCredentialsGetOneAnswer(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		gone := w.userOf("ppk")
		w.As("admin").PATCH("/v1/users/"+gone.ID(), M{"disabled": true}).If(gone).Want(200)
		var first string
		for _, try := range [][2]string{{"hr", "salah-sekali"}, {"tidak.ada", password}, {"ppk", password}} {
			a := w.login(try[0], try[1]).Refused(401, "bad_credentials")
			if a.Header.Get("WWW-Authenticate") == "" {
				t.Error("no WWW-Authenticate")
			}
			text := strings.ReplaceAll(string(a.Body), a.Text("instance"), "")
			if first == "" {
				first = text
			} else if text != first {
				t.Errorf("%s hears %s, others %s", try[0], text, first)
			}
		}
	})
}

func TestGuessingIsThrottledPerAccountAndPerAddress(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		for range 5 {
			w.login("hr", "salah-sekali").Refused(401, "bad_credentials")
		}
		a := w.login("hr", password).Refused(429, "too_many_attempts") // the right password does not help
		if a.Header.Get("Retry-After") != "30" {
			t.Errorf("Retry-After %q", a.Header.Get("Retry-After"))
		}
		w.login("pyb", password).Want(200) // others are not held up
		w.clock.Add(31 * time.Second)
		w.login("hr", password).Want(200)
		for i := range 40 {
			if w.login(fmt.Sprintf("orang%d", i), "salah-sekali").Do().Code == 429 {
				if i < 20 {
					t.Errorf("after %d tries", i)
				}
				w.login("pyb", password).Refused(429, "too_many_attempts") // the address is what failed
				return
			}
		}
		t.Error("one address may guess for ever")
	})
}

func TestRefreshTokenIsGoodOnceAndAReplayEndsTheFamily(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		one := w.login("hr", password).Want(200)
		two := w.refresh(one.Text("refresh_token")).Want(200).Each(M{"token_type": "Bearer", "expires_in": 900})
		w.Bearer(two.Text("access_token")).GET("/v1/me").Want(200).Each(M{"user/username": "hr"})
		other := w.login("hr", password).Want(200) // another family

		w.refresh(one.Text("refresh_token")).Refused(401, "refresh_invalid")
		w.refresh(two.Text("refresh_token")).Refused(401, "refresh_invalid")
		for _, a := range []*Answer{one, two} {
			w.Bearer(a.Text("access_token")).GET("/v1/me").Refused(401, "token_revoked")
		}
		w.Bearer(other.Text("access_token")).GET("/v1/me").Want(200)
		w.refresh("not-a-token").Refused(401, "refresh_invalid")
		w.refresh("=").Refused(401, "refresh_invalid")

		w.clock.Add(15 * 24 * time.Hour)
		w.refresh(other.Text("refresh_token")).Refused(401, "refresh_invalid") // two weeks unused
	})
}

func TestOneOfManySimultaneousRefreshesWins(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		one := w.login("hr", password).Want(200)
		got := tally(race(12, func(int) int { return w.refresh(one.Text("refresh_token")).Do().Code }))
		if got[200] > 1 || got[200]+got[401] != 12 {
			t.Errorf("%v", got)
		}
	})
}

func TestLogoutEndsTheSessionAndNoOther(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		one, two := w.login("hr", password).Want(200), w.login("hr", password).Want(200)
		w.Bearer(one.Text("access_token")).POST("/v1/auth/logout", nil).Want(204)
		w.Bearer(one.Text("access_token")).GET("/v1/me").Refused(401, "token_revoked")
		w.refresh(one.Text("refresh_token")).Refused(401, "refresh_invalid")
		w.Bearer(two.Text("access_token")).GET("/v1/me").Want(200)
	})
}

func TestLostRightsEndSessionsOnEveryInstanceWithinSeconds(t *testing.T) {
	t.Parallel() // it waits for the clock on the wall
	each(t, func(t *testing.T, w *World) {
		second := w.Service(service.Config{})
		held := map[string]*Answer{}
		for _, name := range []string{"pyb", "ppk"} {
			held[name] = w.login(name, password).Want(200)
			if _, err := second.Authenticate(t.Context(), held[name].Text("access_token")); err != nil {
				t.Fatal(err)
			}
		}
		stop := startRun(t, second.Run)
		defer stop()
		for name, change := range map[string]M{"pyb": {"disabled": true}, "ppk": {"roles": []string{"auditor"}}} {
			u := w.userOf(name)
			w.As("admin").PATCH("/v1/users/"+u.ID(), change).If(u).Want(200)
			w.Bearer(held[name].Text("access_token")).GET("/v1/me").Refused(401, "token_revoked")
			w.refresh(held[name].Text("refresh_token")).Refused(401, "refresh_invalid")
		}
		for name := range held {
			until(t, 10*time.Second, "revoked on the second instance", func() bool {
				_, err := second.Authenticate(t.Context(), held[name].Text("access_token"))
				return domain.CodeOf(err) == "token_revoked"
			})
		}
		w.login("pyb", password).Refused(401, "bad_credentials")
		w.Forget("ppk")
		w.As("ppk").GET("/v1/audit").Want(200) // the new role counts
		w.As("ppk").POST("/v1/decrees/"+domain.NewID().String()+"/sign", nil).If(1).Refused(403, "permission_missing")
	})
}

func TestForgedTokensAreRefused(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		keys, err := repository.SigningKeys(w.st.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		private := ed25519.PrivateKey(keys[0].PrivateKey)
		now := w.clock.Now()
		good := func() jwt.MapClaims {
			return jwt.MapClaims{"iss": "mutasi", "aud": "mutasi", "sub": w.Actor("hr").UserID.String(), "sid": domain.NewID().String(), "name": "hr", "roles": []string{"hr"},
				"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(time.Minute).Unix()}
		}
		sign := func(method jwt.SigningMethod, k any, c jwt.MapClaims) string {
			tok := jwt.NewWithClaims(method, c)
			tok.Header["kid"] = keys[0].Kid
			s, err := tok.SignedString(k)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		but := func(name string, v any) string {
			c := good()
			if v == nil {
				delete(c, name)
			} else {
				c[name] = v
			}
			return sign(jwt.SigningMethodEdDSA, private, c)
		}
		w.Bearer(sign(jwt.SigningMethodEdDSA, private, good())).GET("/v1/units").Want(200) // the recipe is right
		_, stranger, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		whole := w.token("auditor")
		parts := strings.Split(whole, ".")
		payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
		raised := parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), `"auditor"`, `"admin"`, 1))) + "." + parts[2]
		for what, forged := range map[string]string{
			"none":                sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, good()),
			"HMAC of public key":  sign(jwt.SigningMethodHS256, []byte(private.Public().(ed25519.PublicKey)), good()),
			"another key":         sign(jwt.SigningMethodEdDSA, stranger, good()),
			"another issuer":      but("iss", "evil"),
			"another audience":    but("aud", "evil"),
			"no issuer":           but("iss", nil),
			"no audience":         but("aud", nil),
			"no expiry":           but("exp", nil),
			"no nbf":              but("nbf", nil),
			"not yet":             but("nbf", now.Add(time.Hour).Unix()),
			"subject is no id":    but("sub", "hr"),
			"roles raised":        raised,
			"signature cut":       parts[0] + "." + parts[1] + ".",
			"noise":               "abc.def.ghi",
			"a refresh token":     w.login("hr", password).Want(200).Text("refresh_token"),
			"unknown service key": "mutasi_sk_" + strings.Repeat("A", 43),
		} {
			a := w.Bearer(forged).GET("/v1/units").Do()
			if a.Code != 401 || a.Text("code") != "token_invalid" {
				t.Errorf("%s: %d %s", what, a.Code, a.Body)
			}
		}
		w.Bearer(but("exp", now.Add(-time.Minute).Unix())).GET("/v1/units").Refused(401, "token_expired")
		old := w.login("hr", password).Want(200).Text("access_token")
		w.Bearer(old).GET("/v1/units").Want(200)
		w.clock.Add(16 * time.Minute)
		w.Bearer(old).GET("/v1/units").Refused(401, "token_expired")
		w.Anyone().GET("/v1/units").Refused(401, "token_missing")
		w.Anyone().GET("/v1/units").Header("Authorization", "Basic aHI6eA==").Refused(401, "token_missing")
	})
}

func TestOthersCanVerifyTokensWithThePublishedKeys(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		set := w.Anyone().GET("/.well-known/jwks.json").Want(200)
		set.Each(M{"keys/0/kty": "OKP", "keys/0/crv": "Ed25519", "keys/0/alg": "EdDSA", "keys/0/use": "sig"})
		if strings.Contains(string(set.Body), `"d"`) {
			t.Fatal("a private key is published")
		}
		x, err := base64.RawURLEncoding.DecodeString(set.Text("keys/0/x"))
		if err != nil {
			t.Fatal(err)
		}
		var c jwt.MapClaims
		tok, err := jwt.ParseWithClaims(w.token("hr"), &c, func(tok *jwt.Token) (any, error) { return ed25519.PublicKey(x), nil },
			jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithTimeFunc(w.clock.Now), jwt.WithIssuer("mutasi"), jwt.WithAudience("mutasi"))
		if err != nil || tok.Header["kid"] != set.Text("keys/0/kid") {
			t.Errorf("%v %v", err, tok.Header)
		}
		second := w.Service(service.Config{}) // another instance signs with the same key
		if got, want := second.JWKS(), w.svc.JWKS(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, %v", got, want)
		}
	})
}

func TestConfiguredSigningKeyIsUsedAndABrokenOneRefused(t *testing.T) {
	lite(t, func(t *testing.T, w *World) {
		_, private, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(crypto.PrivateKey(private))
		if err != nil {
			t.Fatal(err)
		}
		text := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
		s := w.Service(service.Config{SigningKey: text})
		want := base64.RawURLEncoding.EncodeToString(private.Public().(ed25519.PublicKey))
		b, err := json.Marshal(s.JWKS())
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s %v", b, err)
		}
		for _, bad := range []string{"nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
			if _, err := service.New(t.Context(), w.st, service.Config{SigningKey: bad, FilesDir: t.TempDir()}); err == nil {
				t.Errorf("%q was taken", bad)
			}
		}
	})
}

func TestChangingThePasswordEndsTheOtherSessions(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		here, there := w.login("hr", password).Want(200), w.login("hr", password).Want(200)
		me := w.Bearer(here.Text("access_token"))
		me.PUT("/v1/me/password", M{"current_password": "salah-sekali", "new_password": "kata-sandi-baru"}).Refused(422, "validation_failed", "/current_password wrong_password")
		me.PUT("/v1/me/password", M{"current_password": password, "new_password": "pendek"}).Wrong().Refused(422, "validation_failed", "/new_password min")
		me.GET("/v1/me").Want(200).Each(M{"user/must_change_password": true}) // an administrator chose it
		me.PUT("/v1/me/password", M{"current_password": password, "new_password": "kata-sandi-baru"}).Want(204)
		me.GET("/v1/me").Want(200).Each(M{"user/must_change_password": false})
		w.Bearer(there.Text("access_token")).GET("/v1/me").Refused(401, "token_revoked")
		w.login("hr", password).Refused(401, "bad_credentials")
		w.login("hr", "kata-sandi-baru").Want(200)
		for range 4 {
			me.PUT("/v1/me/password", M{"current_password": "salah-sekali", "new_password": "kata-sandi-baru"}).Do()
		}
		me.PUT("/v1/me/password", M{"current_password": "salah-sekali", "new_password": "kata-sandi-baru"}).Do()
		me.PUT("/v1/me/password", M{"current_password": "kata-sandi-baru", "new_password": "kata-sandi-lain"}).Refused(429, "too_many_attempts")
	})
}

func TestPasswordsAndHashesAreNeverShownOrLogged(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		u := w.As("admin").POST("/v1/users", M{"username": "baru", "roles": []string{"auditor"}, "password": "kata-sandi-rahasia"}).Want(201)
		list := w.As("admin").GET("/v1/users").Want(200)
		trail := w.As("auditor").GET("/v1/audit").Want(200)
		for _, a := range []*Answer{u, list, trail} {
			if s := string(a.Body); strings.Contains(s, "argon2") || strings.Contains(s, "kata-sandi") || strings.Contains(s, password) || strings.Contains(s, `"password"`) {
				t.Errorf("%s shows a password: %.300s", a.what, s)
			}
		}
	})
}

func TestCallerSeesOwnAccountAndPermissions(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		me := w.As("andi").GET("/v1/me").Want(200).Each(M{"user/username": "andi", "staff/id": s.andi, "staff/name": "Andi"})
		perms := []string{}
		for _, p := range me.List("permissions") {
			perms = append(perms, p.(string))
		}
		for perm, grants := range service.Grants {
			if want := grants[domain.RoleStaff] != domain.ReachNone; slices.Contains(perms, string(perm)) != want {
				t.Errorf("%s: %v", perm, !want)
			}
		}
		w.As("hr").GET("/v1/me").Want(200).Each(M{"staff": nil})
	})
}

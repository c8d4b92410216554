package api_test

import (
	"strings"
	"testing"
	"time"
)

func TestServiceKeyOpensWhatItsScopesNameAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		w.As("admin").POST("/v1/service-keys", M{"name": "SIASN", "scopes": []string{"proposal.approve"}}).Refused(422, "validation_failed", "/scopes/0 oneof")
		k := w.As("admin").POST("/v1/service-keys", M{"name": "SIASN", "scopes": []string{"staff.read", "unit.read"}, "expires_on": w.In(30)}).Want(201)
		secret := k.Text("key")
		if !strings.HasPrefix(secret, "mutasi_sk_") || len(secret) < 40 {
			t.Fatalf("key %q", secret)
		}
		siasn := w.Bearer(secret)
		siasn.GET("/v1/staff?count=true").Want(200).Each(M{"total": 3})
		siasn.GET("/v1/units").Want(200)
		siasn.GET("/v1/positions").Refused(403, "permission_missing")
		siasn.GET("/v1/staff/"+s.andi+"/sanctions").Refused(403, "permission_missing")
		siasn.PATCH("/v1/staff/"+s.andi, M{"phone": "0812"}).If(1).Refused(403, "permission_missing")
		siasn.POST("/v1/proposals", s.move(s.andi)).Refused(403, "permission_missing")

		keyed := func() *Answer {
			return w.As("admin").POST("/v1/service-keys", M{"name": "e-Kinerja", "scopes": []string{"unit.read"}}).Header("Idempotency-Key", "kunci-1").Want(201)
		}
		first, again := keyed(), keyed()
		if first.ID() != again.ID() || first.Text("key") == "" || again.Text("key") != "" {
			t.Errorf("a replay shows %q", again.Text("key"))
		}
		if n := w.count("SELECT COUNT(*) FROM idempotency_keys WHERE response LIKE ?", "%"+first.Text("key")+"%"); n != 0 {
			t.Error("the key lies among the stored answers")
		}

		shown := w.As("admin").GET("/v1/service-keys/" + k.ID()).Want(200)
		for _, a := range []*Answer{shown, w.As("auditor").GET("/v1/service-keys").Want(200), w.As("auditor").GET("/v1/audit?subject_id=" + k.ID()).Want(200)} {
			if strings.Contains(string(a.Body), secret) || strings.Contains(string(a.Body), "key_hash") {
				t.Errorf("%s shows the key again", a.what)
			}
		}
		if n := w.count("SELECT COUNT(*) FROM audit WHERE after_json LIKE ?", "%"+secret+"%"); n != 0 {
			t.Error("the key lies in the audit log")
		}
		w.As("admin").PATCH("/v1/service-keys/"+k.ID(), M{"disabled": true}).If(k).Want(200)
		w.clock.Add(6 * time.Second)
		siasn.GET("/v1/units").Refused(401, "token_revoked")
		shown = w.As("admin").PATCH("/v1/service-keys/"+k.ID(), M{"disabled": false}).If(2).Want(200)
		siasn.GET("/v1/units").Want(200)
		w.clock.Add(31 * 24 * time.Hour)
		siasn.GET("/v1/units").Refused(401, "token_revoked") // past its last day
		w.As("admin").DELETE("/v1/service-keys/" + k.ID()).If(shown).Want(204)
		w.clock.Add(6 * time.Second)
		siasn.GET("/v1/units").Refused(401, "token_invalid")
	})
}

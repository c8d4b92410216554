package api_test

import (
	"testing"

	"mutasi/domain"
)

// TestPreviewNamesExactlyThePendingProposalsThatFlip compares what the preview says with what the checks say before and
// after the policy is really stored.
func TestPreviewNamesExactlyThePendingProposalsThatFlip(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		pending := s.propose("hr", s.move(s.andi))
		done := s.propose("hr", s.move(s.budi))
		done.act("hr", "submit", M{})
		done.act("hr", "withdraw", M{"note": "Batal"})

		same := M{"title": "Sama", "citation": "Perwal 1/2026", "valid_from": w.In(1)}
		if a := w.As("hr").POST("/v1/policies/preview", same).Want(200); len(a.List("items")) != 0 || a.Int("judged") != 1 {
			t.Fatalf("a policy that changes nothing: %s", a.Body)
		}
		strict := M{"title": "Ketat", "citation": "Perwal 2/2026", "valid_from": w.In(0), "rules": M{"TENURE_MIN_2Y": M{"severity": "block", "params": M{"years": 40}}}}
		a := w.As("hr").POST("/v1/policies/preview", strict).Want(200)
		if len(a.List("items")) != 1 || a.At("items/0/proposal_id") != pending.id || len(a.At("items/0/changes").([]any)) != 1 ||
			a.At("items/0/changes/0/code") != "TENURE_MIN_2Y" || a.At("items/0/changes/0/after/outcome") != "fail" || a.At("items/0/verdict_after") != "not_eligible" {
			t.Fatalf("a stricter policy: %s", a.Body)
		}
		before := w.As("hr").GET(pending.path("checks")).Want(200)
		w.As("admin").POST("/v1/policies", strict).Want(201)
		after := w.As("hr").GET(pending.path("checks")).Want(200)
		if before.Text("verdict") != a.At("items/0/verdict_before") || after.Text("verdict") != a.At("items/0/verdict_after") {
			t.Fatalf("the checks say %s and %s, the preview said %s", before.Text("verdict"), after.Text("verdict"), a.Body)
		}
		w.As("hr").POST("/v1/policies/preview", with(strict, M{"rules": M{"NO_SUCH": M{"enabled": true}}})).Refused(422, "validation_failed", "/rules/NO_SUCH unknown_rule")
		w.As("auditor").POST("/v1/policies/preview", same).Refused(403, "permission_missing")
	})
}

// TestPreviewPagesThroughMany reads one flip a page.
func TestPreviewPagesThroughMany(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		s := w.stage()
		want := map[string]bool{s.propose("hr", s.move(s.andi)).id: true, s.propose("hr", s.move(s.budi)).id: true}
		off := M{"title": "Longgar", "citation": "Perwal 3/2026", "valid_from": w.In(0), "rules": M{"EDU_FIELD_MATCH": M{"enabled": false}, "TENURE_MIN_2Y": M{"enabled": false}}}
		cursor, pages := "", 0
		for ; pages < 5; pages++ {
			a := w.As("ppk").POST("/v1/policies/preview?limit=1"+cursor, off).Want(200)
			for _, item := range a.List("items") {
				delete(want, item.(M)["proposal_id"].(string))
			}
			if a.At("next_cursor") == nil {
				break
			}
			cursor = "&cursor=" + a.Text("next_cursor")
		}
		if len(want) != 0 || pages == 0 {
			t.Fatalf("after %d pages %v are missing", pages, want)
		}
	})
}

// TestANewSigningKeyKeepsOldTokensGood rotates the key on one instance while another has not heard of it.
func TestANewSigningKeyKeepsOldTokensGood(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		old := w.token("hr")
		other := w.svc
		w.clock.Add(2e9)
		w.svc = w.Service(configOf(t))
		if err := w.svc.RotateKey(t.Context()); err != nil {
			t.Fatal(err)
		}
		if keys := w.svc.JWKS()["keys"].([]map[string]string); len(keys) != 2 {
			t.Fatalf("%d keys are published, want the new and the old", len(keys))
		}
		tokens, err := w.svc.Login(t.Context(), credentials("hr"), "", "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.svc.Authenticate(t.Context(), old); err != nil {
			t.Errorf("an old token on the new instance: %v", err)
		}
		if _, err := other.Authenticate(t.Context(), tokens.AccessToken); err != nil {
			t.Errorf("a new token on the old instance: %v", err)
		}
		w.clock.Add(17 * 60e9)
		fresh := w.Service(configOf(t))
		if _, err := fresh.Authenticate(t.Context(), old); domain.CodeOf(err) == "" || err == nil {
			t.Errorf("an old token after its key retired: %v", err)
		}
	})
}

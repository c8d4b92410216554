package api_test

import (
	"strings"
	"testing"

	"mutasi/domain"
	"mutasi/repository"
	"mutasi/service"
)

func TestBalance(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		// A fourth unit has work and nobody to do it.
		lab := w.Unit("LAB", x.dinkes).ID()
		w.final(w.Position(lab, M{"code": "F-LAB"}).ID(), 2026, 150000)
		b := w.As("hr").GET("/v1/needs/balance").Want(200).Names("unit_code", "DINKES", "DISDIK", "LAB", "PUSK1", "PUSK2")
		b.Each(M{"items/3/total_load": 375000, "items/3/heads": 5, "items/3/load_per_head": 75000, "items/3/eu": 1, "items/3/grade": "B", "items/3/need": 5, "items/3/minimum": 4, "items/3/spare": 1, "items/3/can_release": 1,
			"items/4/load_per_head": 225000, "items/4/eu": 3, "items/4/minimum": 3, "items/4/below_minimum": true, "items/4/can_release": 0, "items/4/meaning/en": "overload: more work than the people can do",
			"items/2/empty": true, "items/2/eu": nil, "items/2/load_per_head": nil, "items/1/total_load": nil, "items/1/uncounted": 2,
			// Loads per head 75,000 and 225,000: mean 150,000, deviation 75,000; mean difference of all pairs 75,000.
			"spread/units": 2, "spread/mean": 150000, "spread/cv": 0.5, "spread/gini": 0.25,
			"most_overloaded/0/unit_code": "PUSK2", "idlest/0/unit_code": "PUSK1", "unstaffed/0/unit_code": "LAB", "donors/0/unit_code": "PUSK1", "would_fall_below": []any{}})
		w.As("hr").GET("/v1/needs/balance?kind=pelaksana").Want(200).Names("unit_code", "DISDIK", "LAB", "PUSK1").Each(M{"items/2/eu": 0.5, "spread/units": 1, "spread/cv": 0, "spread/gini": 0})
		w.As("hr").GET("/v1/needs/balance?ancestor_id="+x.pusk2).Want(200).Names("unit_code", "PUSK2")
		if got := w.pages("/v1/needs/balance?limit=2", "unit_code"); strings.Join(got, " ") != "DINKES DISDIK LAB PUSK1 PUSK2" {
			t.Errorf("%v", got)
		}
		// Of six people in need of seven, one clerk is spare; without anybody to lose, the unit would fall below six.
		w.As("hr").PUT(workloadPath(x.nurses1), M{"year": 2026, "status": "final", "tasks": []M{task(450000, 1)}}).If(1).Want(200)
		w.As("hr").GET("/v1/needs/balance").Want(200).Each(M{"donors": []any{}, "would_fall_below/0/unit_code": "PUSK1", "would_fall_below/0/spare": 1, "would_fall_below/0/minimum": 6, "would_fall_below/0/can_release": 0})
	})
}

func TestWhatIf(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		stored := w.rows()
		balance := w.As("hr").GET("/v1/needs/balance").Want(200)
		ask := func(moves ...M) *Call { return w.As("hr").POST("/v1/needs/what-if", M{"moves": moves}) }
		move := func(staff, position string) M { return M{"staff_id": staff, "position_id": position} }
		a := ask(move(x.ani, x.nurses2), move(x.dodi, x.free)).Want(200)
		for _, name := range []string{"totals", "spread"} {
			if !same(a.At("before/"+name), balance.At(name)) {
				t.Errorf("%s before: %v, the balance has %v", name, a.At("before/"+name), balance.At(name))
			}
		}
		a.Each(M{"moves": 2, "before/spread/cv": 0.5, "after/spread/units": 2, "after/totals/filled": 8, "after/totals/gap": -4, "after/totals/uncounted": 3, "after/totals/total_load": 600000})
		codes := []string{}
		for _, p := range a.List("positions") {
			codes = append(codes, p.(M)["position_code"].(string))
		}
		if strings.Join(codes, " ") != "B-NURSE1 C-CLERK D-NURSE2 E-ANALYST" {
			t.Errorf("touched %v", codes)
		}
		a.Each(M{"positions/0/before/filled": 3, "positions/0/after/filled": 2, "positions/0/after/ej": 2, "positions/0/after/gap": -2, "positions/1/after/ej": 1, "positions/1/after/retirements": []int{0, 1, 0, 0, 0},
			"positions/2/after/filled": 2, "positions/2/after/ej": 1.5, "positions/2/before/ej": 3, "positions/3/after/filled": 3, "positions/3/after/retirements": []int{1, 0, 0, 0, 0},
			"units/0/unit_code": "DISDIK", "units/1/unit_code": "PUSK1", "units/1/before/filled": 5, "units/1/after/filled": 3, "units/1/after/load_per_head": 125000, "units/2/after/load_per_head": 112500,
			"warnings/0/code": "below_minimum", "warnings/0/unit_code": "PUSK1", "warnings/0/minimum": 4, "warnings/0/filled_before": 5, "warnings/0/filled_after": 3})
		if len(a.List("warnings")) != 1 || len(a.List("units")) != 3 {
			t.Errorf("%v", a.At("warnings"))
		}
		// The order of the moves changes nothing, and a circle of three trades places.
		if again := ask(move(x.dodi, x.free), move(x.ani, x.nurses2)).Want(200); string(again.Body) != string(a.Body) {
			t.Errorf("the order matters: %s\n%s", again.Body, a.Body)
		}
		circle := ask(move(x.ani, x.clerks), move(x.dodi, x.nurses1)).Want(200)
		if !same(circle.At("before/totals/filled"), circle.At("after/totals/filled")) || !same(circle.At("before/spread"), circle.At("after/spread")) {
			t.Errorf("%s", circle.Body)
		}
		if now := w.rows(); !mapsEqual(now, stored) {
			t.Errorf("a what-if stored something: %v, before %v", now, stored)
		}
		w.As("hr").POST("/v1/needs/what-if", M{"year": 2026, "moves": []M{move(x.ani, x.nurses2)}}).Want(200).Each(M{"basis/year": 2026})
		w.As("hr").POST("/v1/needs/what-if", M{"year": 2019, "moves": []M{move(x.ani, x.nurses2)}}).Refused(422, "validation_failed", "?year no_data")
	})
}

func TestWhatIfNamesEveryBadRow(t *testing.T) {
	each(t, func(t *testing.T, w *World) {
		x := w.town()
		shut := w.Position(x.disdik, M{"code": "Z-SHUT", "quota": 5, "active": false}).ID()
		idle := w.Staff("Tanpa Jabatan", "").ID()
		nobody := domain.NewID().String()
		move := func(staff, position string) M { return M{"staff_id": staff, "position_id": position} }
		ask := func(moves ...M) *Call { return w.As("hr").POST("/v1/needs/what-if", M{"moves": moves}) }
		ask(move(x.ani, x.nurses2), move(x.ani, x.free), move(nobody, x.free), move(x.budi, nobody), move(idle, x.nurses2), move(x.cici, x.nurses1), move(x.dodi, shut), move(x.eka, x.head), move(x.fani, x.head)).
			Refused(422, "validation_failed", "/moves/1/staff_id duplicate", "/moves/2/staff_id unknown_reference", "/moves/3/position_id unknown_reference", "/moves/4/staff_id no_position",
				"/moves/5/position_id same_position", "/moves/6/position_id inactive", "/moves/8/position_id position_full")
		// Two seats of two are taken; one who leaves makes room for one.
		ask(move(x.ani, x.clerks)).Refused(422, "validation_failed", "/moves/0/position_id position_full")
		ask(move(x.ani, x.clerks), move(x.eka, x.nurses1)).Want(200)
		ask(move(x.ani, x.clerks), move(x.budi, x.clerks), move(x.eka, x.nurses1)).Refused(422, "validation_failed", "/moves/1/position_id position_full")
		ask().Wrong().Refused(422, "validation_failed", "/moves null")
		w.As("hr").POST("/v1/needs/what-if", M{}).Wrong().Refused(422, "validation_failed", "/moves required")
		w.As("hr").POST("/v1/needs/what-if", M{"moves": []M{}}).Wrong().Refused(422, "validation_failed", "/moves min")
		w.As("hr").POST("/v1/needs/what-if", M{"moves": []M{{"staff_id": "x", "position_id": x.free}}}).Wrong().Refused(422, "validation_failed", "/moves/0/staff_id wrong_type")
		w.As("hr").POST("/v1/needs/what-if", M{"moves": []M{{"staff_id": x.ani}}}).Wrong().Refused(422, "validation_failed", "/moves/0/position_id required")
		many := make([]M, 1001)
		for i := range many {
			many[i] = move(x.ani, x.free)
		}
		ask(many...).Wrong().Refused(422, "validation_failed", "/moves max")
		// A what-if changes nothing, so that it never holds a key itself; a key that an earlier change holds is refused.
		a := w.Actor("hr")
		claim := service.NewClaim(a.UserID, "askWhatIf /v1/needs/what-if", "kunci", []byte(`{}`))
		if err := w.st.Write(t.Context(), func(tx *repository.Tx) error {
			return repository.ClaimIdempotency(tx, claim.Key[:], claim.Body[:])
		}); err != nil {
			t.Fatal(err)
		}
		w.As("hr").POST("/v1/needs/what-if", `{}`).Wrong().Header("Idempotency-Key", "kunci").Refused(409, "idempotency_in_progress")
	})
}

package eligibility

import "mutasi/domain"

var seatRules = []Rule{
	{
		Code: "FORMATION_AVAILABLE", Severity: domain.Block, Gate: GateVerify, Confidence: "V",
		Title:    both("Formasi jabatan tujuan tersedia", "A seat is free in the new post"),
		Applies:  both("mutasi ke jabatan di instansi ini", "moves to a post of this agency"),
		Citation: "PP 11/2017 Ps 190(4); Per.BKN 5/2019 Ps 6–8",
		Params:   []Param{number("min_free", "seats", 1, 0, 100), toggle("use_need", true)},
		check:    formation,
	},
	{
		Code: "ORIGIN_NOT_CRITICAL", Severity: domain.Block, Gate: GateVerify, Confidence: "V,D", Overridable: true, OverrideRoles: deciders,
		Title:    both("Unit asal tidak menjadi kekurangan pegawai", "The unit of origin keeps enough staff"),
		Applies:  both("mutasi yang meninggalkan unit", "moves that leave a unit"),
		Citation: "Per.BKN 5/2019 Ps 6–8; ambang batas kebijakan instansi",
		Params: []Param{
			number("min_fill_percent", "percent", 80, 0, 100), severityOf("severity_internal", domain.Warn),
			// Whoever passes an open selection must be released (Per.BKN 5/2019 Ps 12).
			severityOf("severity_open_selection", domain.Note),
		},
		check: originNotCritical,
	},
	{
		Code: "STRUCT_SLOT_SINGLE", Severity: domain.Block, Gate: GateVerify, Confidence: "S",
		Title:    both("Satu pemegang definitif per jabatan struktural", "One definitive holder per structural post"),
		Applies:  both("mutasi ke jabatan struktural", "moves to a structural post"),
		Citation: "indikator kualitas data SIASN TIM_4",
		Params:   []Param{number("max_holders", "people", 1, 1, 10)},
		check: func(in *input) *finding {
			if in.To == nil || !domain.Structural(in.To.Kind) {
				return nil
			}
			if in.Seats == nil {
				return missing(ev{}, "seats")
			}
			e := ev{"holders": in.Seats.Holders, "promised": in.Seats.Promised, "max_holders": in.int("max_holders")}
			if in.Seats.Holders+in.Seats.Promised >= in.int("max_holders") {
				return fail(e, "Jabatan struktural tujuan masih dipegang atau dijanjikan kepada pejabat lain.", "The structural post is still held by, or promised to, another official.")
			}
			return pass(e, "Jabatan struktural tujuan tidak dipegang pejabat lain.", "Nobody else holds the structural post.")
		},
	},
	{
		Code: "UNOR_ACTIVE", Severity: domain.Block, Gate: GateVerify, Confidence: "S",
		Title:    both("Unit tujuan aktif", "The new unit is active"),
		Applies:  both("mutasi ke jabatan di instansi ini", "moves to a post of this agency"),
		Citation: "indikator kualitas data SIASN TIM_1",
		check: func(in *input) *finding {
			if in.To == nil {
				return nil
			}
			if in.To.UnitActive == nil {
				return missing(ev{}, "to.unit_active")
			}
			e := ev{"unit_active": *in.To.UnitActive}
			if !*in.To.UnitActive {
				return fail(e, "Unit tujuan sudah tidak aktif.", "The new unit is no longer active.")
			}
			return pass(e, "Unit tujuan aktif.", "The new unit is active.")
		},
	},
}

// formation takes the smaller of the seats on the position map and the analysed need: BKN refuses a move for which the
// verified need does not leave room, and no need makes a seat that the map does not have.
func formation(in *input) *finding {
	if in.To == nil {
		return nil
	}
	s := in.Seats
	if s == nil {
		return missing(ev{}, "seats")
	}
	seats, basis := s.Quota, "quota"
	if s.Need != nil && in.bool("use_need") && *s.Need < seats {
		seats, basis = *s.Need, "need"
	}
	free := seats - s.Holders - s.Promised
	e := ev{"quota": s.Quota, "holders": s.Holders, "promised": s.Promised, "free": free, "basis": basis, "min_free": in.int("min_free"), "on": in.On}
	if s.Need != nil {
		e["need"] = *s.Need
	}
	if free < in.int("min_free") {
		return fail(e, "Formasi tidak tersedia: kebutuhan %d, terisi %d, dijanjikan kepada pegawai lain %d.", "No seat is free: %d needed, %d filled, %d promised to others.", seats, s.Holders, s.Promised)
	}
	return pass(e, "Formasi tersedia: kebutuhan %d, terisi %d, dijanjikan kepada pegawai lain %d.", "A seat is free: %d needed, %d filled, %d promised to others.", seats, s.Holders, s.Promised)
}

// originNotCritical has nothing to say on an arrival: the unit of origin belongs to the other agency, whose need BKN verifies.
func originNotCritical(in *input) *finding {
	if in.Direction == domain.DirectionIn || in.From == nil && in.Origin == nil {
		return nil
	}
	if same, known := in.sameUnit(); same && known {
		return nil
	}
	var severity domain.Severity
	switch {
	case in.waived():
		severity = in.sev("severity_open_selection")
	case in.internal():
		severity = in.sev("severity_internal")
	}
	o := in.Origin
	if o == nil || o.FilledAfter == nil || o.Need == nil && o.Quota == nil {
		return missing(ev{}, "origin").as(severity)
	}
	need, basis := o.Quota, "quota"
	if o.Need != nil {
		need, basis = o.Need, "need"
	}
	least := in.int("min_fill_percent")
	e := ev{"filled_after": *o.FilledAfter, "need": *need, "basis": basis, "min_fill_percent": least}
	if *o.FilledAfter*100 < *need*least {
		return fail(e, "Setelah mutasi unit asal hanya terisi %d dari kebutuhan %d, di bawah %d persen.", "After the move the unit of origin has %d of the %d people it needs, below %d percent.", *o.FilledAfter, *need, least).as(severity)
	}
	return pass(e, "Setelah mutasi unit asal masih terisi %d dari kebutuhan %d, paling sedikit %d persen.", "After the move the unit of origin still has %d of the %d people it needs, at least %d percent.", *o.FilledAfter, *need, least).as(severity)
}

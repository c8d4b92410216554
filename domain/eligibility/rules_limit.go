package eligibility

import "mutasi/domain"

var limitRules = []Rule{
	{
		Code: "SLA_PERTEK_15WD", Severity: domain.Warn, Confidence: "S", Overridable: true, OverrideRoles: officers,
		Title:    both("BKN menjawab dalam 15 hari kerja", "BKN answers within 15 working days"),
		Applies:  both("sejak berkas lengkap diterima BKN", "once BKN has received the complete file"),
		Citation: "pernyataan BKN 2019 dan 2021 tentang Per.BKN 5/2019", Params: []Param{workingDays(15)},
		check: func(in *input) *finding { return in.answer(in.Pertek, both("Jawaban BKN", "BKN's answer")) },
	},
	{
		Code: "SLA_DECREES_30CD", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("SK pengangkatan dan SK pelepasan dalam 30 hari kalender", "Appointment and release decrees within 30 calendar days"),
		Applies:  both("mutasi antarinstansi sejak keputusan mutasi ditetapkan", "transfers between agencies once the mutation decision is set"),
		Citation: "Per.BKN 5/2019 Ps 4 huruf p", Params: []Param{days("days", 30)},
		check: func(in *input) *finding {
			d := in.Decrees
			if in.internal() || d == nil || d.DecisionOn.IsZero() {
				return nil
			}
			var done domain.Date // of the later one, once both are there
			if !d.AppointmentOn.IsZero() && !d.ReleaseOn.IsZero() {
				done = later(d.AppointmentOn, d.ReleaseOn)
			}
			return in.calendarLimit(both("Penetapan kedua SK", "The issue of both decrees"), d.DecisionOn, done)
		},
	},
	{
		Code: "SLA_KEMENDAGRI_15WD", Severity: domain.Note, Confidence: "S",
		Title:    both("Kemendagri menjawab koordinasi dalam 15 hari kerja", "Kemendagri answers the coordination request within 15 working days"),
		Applies:  both("mutasi antarprovinsi sejak permohonan lengkap diterima", "inter-province transfers once the complete request was received"),
		Citation: "Permendagri 58/2019 Ps 4", Params: []Param{workingDays(15)},
		check: func(in *input) *finding {
			return in.answer(in.Kemendagri, both("Jawaban Kemendagri", "Kemendagri's answer"))
		},
	},
	{
		Code: "SLA_OBJ_FILE_14WD", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Keberatan diajukan dalam 14 hari kerja", "Objection filed within 14 working days"),
		Applies:  both("bila keberatan diajukan", "where an objection was filed"),
		Citation: "PP 79/2021 Ps 4(2)–(3)", Params: []Param{workingDays(14)},
		check: func(in *input) *finding {
			if in.Objection == nil || in.Objection.FiledOn.IsZero() {
				return nil
			}
			if in.Decrees == nil || in.Decrees.ReceivedOn.IsZero() {
				return missing(ev{"filed_on": in.Objection.FiledOn}, "decrees.received_on")
			}
			return in.workingLimit(both("Pengajuan keberatan", "The objection"), in.Decrees.ReceivedOn, in.Objection.FiledOn)
		},
	},
	{
		Code: "SLA_OBJ_DECIDE_21WD", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("PPK memutus keberatan dalam 21 hari kerja", "The PPK decides an objection within 21 working days"),
		Applies:  both("keberatan terhadap keputusan PPK", "objections against a decision of the PPK"),
		Citation: "PP 79/2021 Ps 5(1)", Params: []Param{workingDays(21)},
		check: func(in *input) *finding {
			return in.remedy(PathPPK, both("Keputusan PPK atas keberatan", "The PPK's decision on the objection"), func(o *Objection) (domain.Date, domain.Date, string) {
				return o.ReceivedOn, o.DecidedOn, "objection.received_on"
			})
		},
	},
	{
		Code: "SLA_OBJ_RESPONSE_6WD", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Pejabat menanggapi keberatan dalam 6 hari kerja", "The official answers within 6 working days"),
		Applies:  both("keberatan terhadap keputusan pejabat di bawah PPK", "objections against a decision made under delegation"),
		Citation: "PP 79/2021 Ps 8(3)", Params: []Param{workingDays(6)},
		check: func(in *input) *finding {
			return in.remedy(PathOfficial, both("Tanggapan pejabat", "The official's answer"), func(o *Objection) (domain.Date, domain.Date, string) {
				return o.CopyReceivedOn, o.AnsweredOn, "objection.copy"
			})
		},
	},
	{
		Code: "SLA_SUPERIOR_21WD", Severity: domain.Warn, Confidence: "V", Overridable: true, OverrideRoles: officers,
		Title:    both("Atasan pejabat memutus dalam 21 hari kerja", "The superior decides within 21 working days"),
		Applies:  both("keberatan terhadap keputusan pejabat di bawah PPK", "objections against a decision made under delegation"),
		Citation: "PP 79/2021 Ps 8(4)", Params: []Param{workingDays(21)},
		check: func(in *input) *finding {
			return in.remedy(PathOfficial, both("Keputusan atasan pejabat", "The superior's decision"), func(o *Objection) (domain.Date, domain.Date, string) {
				return o.ReceivedOn, o.DecidedOn, "objection.received_on"
			})
		},
	},
}

// answer judges the answer to a request made to BKN or Kemendagri; before the request there is nothing to judge.
func (in *input) answer(c *Coordination, what domain.Bilingual) *finding {
	if in.internal() || c == nil || c.RequestedOn.IsZero() {
		return nil
	}
	return in.workingLimit(what, c.RequestedOn, c.AnsweredOn)
}

// remedy judges one step on an objection. An open objection whose clock has no recorded start is unknown.
func (in *input) remedy(path string, what domain.Bilingual, step func(*Objection) (start, done domain.Date, field string)) *finding {
	if in.Objection == nil || in.Objection.Path != path {
		return nil
	}
	start, done, field := step(in.Objection)
	if start.IsZero() {
		return missing(ev{"done": done}, field)
	}
	return in.workingLimit(what, start, done)
}

// workingLimit judges a step by the rule's working_days. Without the calendar the deadline can only lie later than
// counted, so a step in time is sure and a late one is not.
func (in *input) workingLimit(what domain.Bilingual, start, done domain.Date) *finding {
	return in.limit(what, start, done, in.workingDeadline(start, in.int("working_days")), in.Holidays != nil)
}

// workingDeadline is the day n working days after start.
func (in *input) workingDeadline(start domain.Date, n int) domain.Date {
	calendar := make(domain.Calendar, len(in.Holidays))
	for _, h := range in.Holidays {
		calendar[h] = true
	}
	return calendar.AddWorkingDays(start, n)
}

// calendarLimit judges a step by the rule's days.
func (in *input) calendarLimit(what domain.Bilingual, start, done domain.Date) *finding {
	return in.limit(what, start, done, start.AddDays(in.int("days")), true)
}

// limit judges a step that must be done by the deadline; a step still open passes until the deadline is over.
func (in *input) limit(what domain.Bilingual, start, done, deadline domain.Date, exact bool) *finding {
	e := ev{"start": start, "done": done, "deadline": deadline, "as_of": in.AsOf}
	late := done.After(deadline) || done.IsZero() && in.AsOf.After(deadline)
	switch {
	case late && !exact:
		return missing(e, "holidays")
	case late && done.IsZero():
		return fail(e, what.Indonesian+" belum ada; batas waktunya %s sudah lewat.", what.English+" is not there; its time limit %s has passed.", deadline)
	case late:
		return fail(e, what.Indonesian+" baru pada %s, melewati batas waktu %s.", what.English+" came on %s, after the time limit %s.", done, deadline)
	case done.IsZero():
		return pass(e, what.Indonesian+" masih dalam batas waktu sampai %s.", what.English+" is within its time limit, which ends on %s.", deadline)
	}
	return pass(e, what.Indonesian+" pada %s, dalam batas waktu %s.", what.English+" came on %s, within the time limit %s.", done, deadline)
}

func later(a, b domain.Date) domain.Date {
	if a.After(b) {
		return a
	}
	return b
}

package domain_test

import (
	"slices"
	"testing"

	"mutasi/domain"
)

func TestNIPHasTheShapeOfABirthAnAppointmentASexAndANumber(t *testing.T) {
	for nip, want := range map[string][2]bool{ // valid for pns, for pppk
		"198503122010011001": {true, true}, "200002292024122999": {true, true},
		"198503122010131001": {false, true}, // a thirteenth month: PPPK count there
		"198502302010011001": {false, false}, "198503122010013001": {false, false}, "198503122010011000": {false, false}, "188503122010011001": {false, false},
		"19850312201001100": {false, false}, "1985031220100110011": {false, false}, "19850312201001100x": {false, false}, "198503121810011001": {false, false}, "": {false, false},
	} {
		for i, employment := range []string{domain.EmploymentPNS, domain.EmploymentPPPK} {
			if got := domain.NIPFormat(nip, employment); got != want[i] {
				t.Errorf("%s as %s: %v", nip, employment, got)
			}
		}
	}
}

func TestNIPIssuesNameEachMismatch(t *testing.T) {
	good := domain.StaffInput{NIP: "198503122010011001", Employment: "pns", Sex: "male", BirthDate: domain.MustDate("1985-03-12"), AppointedOn: domain.MustDate("2010-01-01")}
	codes := func(in domain.StaffInput) []string {
		list := []string{}
		for _, i := range domain.NIPIssues(&in) {
			list = append(list, i.Code)
		}
		return list
	}
	for name, c := range map[string]struct {
		change func(*domain.StaffInput)
		want   []string
	}{
		"none":               {func(*domain.StaffInput) {}, []string{}},
		"birth date":         {func(in *domain.StaffInput) { in.BirthDate = domain.MustDate("1985-03-13") }, []string{"nip_birth_date"}},
		"sex":                {func(in *domain.StaffInput) { in.Sex = "female" }, []string{"nip_sex"}},
		"appointment":        {func(in *domain.StaffInput) { in.AppointedOn = domain.MustDate("2010-02-01") }, []string{"nip_appointed_on"}},
		"unknown day":        {func(in *domain.StaffInput) { in.AppointedOn = domain.Date{} }, []string{}},
		"appointed at 15":    {func(in *domain.StaffInput) { in.NIP = "198503122000011001" }, []string{"nip_appointment_age", "nip_appointed_on"}},
		"no NIP in any case": {func(in *domain.StaffInput) { in.NIP = "123" }, []string{}},
		"PPPK with a wave":   {func(in *domain.StaffInput) { in.Employment, in.NIP = "pppk", "198503122010211001" }, []string{}},
	} {
		in := good
		c.change(&in)
		if got := codes(in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestMovementFollowsTheTiers(t *testing.T) {
	for _, c := range []struct{ fromKind, fromLevel, toKind, toLevel, want string }{
		{"pelaksana", "", "pelaksana", "", domain.Horizontal}, {"pelaksana", "", "pengawas", "", domain.VerticalUp}, {"pengawas", "", "administrator", "", domain.VerticalUp},
		{"administrator", "", "jpt_pratama", "", domain.DiagonalUp}, {"administrator", "", "pengawas", "", domain.Down}, {"pelaksana", "", "fungsional", "ahli_muda", domain.DiagonalUp},
		{"fungsional", "ahli_pertama", "fungsional", "ahli_muda", domain.VerticalUp}, {"fungsional", "ahli_muda", "fungsional", "ahli_pertama", domain.Down},
		{"fungsional", "ahli_madya", "administrator", "", domain.Horizontal}, {"fungsional", "", "pelaksana", "", ""}, {"", "", "pelaksana", "", ""},
		{"fungsional", "terampil", "fungsional", "mahir", domain.VerticalUp}, {"fungsional", "penyelia", "fungsional", "ahli_muda", domain.Horizontal},
	} {
		if got := domain.MovementOf(c.fromKind, c.fromLevel, c.toKind, c.toLevel); got != c.want {
			t.Errorf("%s %s to %s %s: %q, want %q", c.fromKind, c.fromLevel, c.toKind, c.toLevel, got, c.want)
		}
	}
}

func TestRanksRiseAndDoNotMix(t *testing.T) {
	for i := 1; i < len(domain.Ranks); i++ {
		if domain.RankOrder(domain.Ranks[i-1].Code) >= domain.RankOrder(domain.Ranks[i].Code) {
			t.Errorf("%s is not below %s", domain.Ranks[i-1].Code, domain.Ranks[i].Code)
		}
	}
	if domain.RankOrder("IX") <= domain.RankOrder("IV/e") || domain.RankOrder("iii/a") != 0 || domain.RankOrder("") != 0 {
		t.Error("PPPK ranks mix with those of PNS")
	}
}

func TestPredicateMatrixOfPermenPANRB6Of2022(t *testing.T) {
	want := [3][3]domain.Predicate{
		{domain.SangatBaik, domain.Baik, domain.Kurang}, {domain.Baik, domain.Baik, domain.Kurang}, {domain.ButuhPerbaikan, domain.ButuhPerbaikan, domain.SangatKurang},
	}
	for r := range 5 {
		for b := range 5 {
			var w domain.Predicate
			if r >= 1 && r <= 3 && b >= 1 && b <= 3 {
				w = want[r-1][b-1]
			}
			if got := domain.PredicateOf(r, b); got != w {
				t.Errorf("results %d, behaviour %d: %q, want %q", r, b, got, w)
			}
		}
	}
}

func TestRetirementBeginsOnTheFirstOfTheNextMonth(t *testing.T) {
	for birth, want := range map[string]string{"1968-11-02": "2026-12-01", "1968-12-31": "2027-01-01", "1968-11-01": "2026-12-01", "1968-02-29": "2026-03-01"} {
		if got := domain.RetiresOn(domain.MustDate(birth), 58).String(); got != want {
			t.Errorf("born %s: %s, want %s", birth, got, want)
		}
	}
	for _, c := range []struct {
		in   domain.PositionInput
		want int
	}{
		{domain.PositionInput{Kind: "pelaksana"}, 58}, {domain.PositionInput{Kind: "jpt_pratama"}, 60}, {domain.PositionInput{Kind: "fungsional", Level: "ahli_madya"}, 60},
		{domain.PositionInput{Kind: "fungsional", Level: "ahli_utama"}, 65}, {domain.PositionInput{Kind: "fungsional"}, 0}, {domain.PositionInput{Kind: "pelaksana", RetirementAge: 60}, 60},
	} {
		p := domain.Position{PositionInput: c.in}
		if got := p.RetirementAgeYears(); got != c.want {
			t.Errorf("%+v: %d, want %d", c.in, got, c.want)
		}
	}
}

func TestAppointmentIsHeldUpToItsLastDayAndNotOnTheNext(t *testing.T) {
	a := domain.Appointment{AppointmentInput: domain.AppointmentInput{ValidFrom: domain.MustDate("2024-01-01"), ValidTo: domain.MustDate("2024-02-01")}}
	for day, want := range map[string]bool{"2023-12-31": false, "2024-01-01": true, "2024-01-31": true, "2024-02-01": false} {
		if a.Holds(domain.MustDate(day)) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
	s := domain.Sanction{SanctionInput: domain.SanctionInput{StartsOn: domain.MustDate("2024-01-01"), EndsOn: domain.MustDate("2024-01-31"), RevokedOn: domain.MustDate("2024-01-20")}}
	for day, want := range map[string]bool{"2023-12-31": false, "2024-01-01": true, "2024-01-19": true, "2024-01-20": false, "2024-01-31": false} {
		if s.Active(domain.MustDate(day)) != want {
			t.Errorf("sanction on %s: %v", day, !want)
		}
	}
}

func TestSearchWordsAreFoldedAndDistinct(t *testing.T) {
	if got := domain.Words("Dr. Étienne O'Brien-étienne", "NIP 1985"); !slices.Equal(got, []string{"dr", "étienne", "o", "brien", "nip", "1985"}) {
		t.Errorf("%q", got)
	}
	if got := domain.Norm("  SITI \t Nur  "); got != "siti nur" {
		t.Errorf("%q", got)
	}
}

func TestIDsAreReadInOneFormOnly(t *testing.T) {
	id := domain.NewID()
	back, err := domain.ParseID(id.String())
	if err != nil || back != id {
		t.Errorf("%s %v", back, err)
	}
	for _, s := range []string{"", "12", "{" + id.String() + "}", "urn:uuid:" + id.String(), id.Hex(), id.String() + "0"} {
		if _, err := domain.ParseID(s); err == nil {
			t.Errorf("%q is read", s)
		}
	}
	older, newer := domain.NewID(), domain.NewID()
	if slices.Compare(older[:], newer[:]) >= 0 {
		t.Error("ids do not rise with time")
	}
	var none domain.ID
	if v, err := none.Value(); v != nil || err != nil {
		t.Errorf("%v %v", v, err)
	}
	for _, src := range []any{[]byte("short"), 7, "x"} {
		if none.Scan(src) == nil {
			t.Errorf("%v is scanned", src)
		}
	}
}

func TestCheckReportsEveryBadField(t *testing.T) {
	var c domain.Check
	if c.Err() != nil {
		t.Error("nothing is wrong yet")
	}
	c.That(true, "/a", "x", "fine")
	c.That(false, "/b", "order", "%d lies before %d", 1, 2)
	c.Add(domain.Fieldf("/c", "required", "missing"))
	e, ok := c.Err().(*domain.Error)
	if !ok || e.Kind != domain.Invalid || len(e.Fields) != 2 || e.Fields[0].Text() != "1 lies before 2" || domain.CodeOf(e) != "validation_failed" {
		t.Errorf("%v", e)
	}
}

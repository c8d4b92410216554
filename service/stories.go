package service

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/domain/eligibility"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// story is one sample transfer: it began so many days ago and went so far.
type story struct {
	ends    domain.State
	daysAgo int // when it was drafted; each step takes a day or two
	reports int // evaluations that were submitted
	refused bool
}

// stories leave proposals in every state, some with late evaluations. Ages are chosen so that the past ones have run their
// course: 400 days is a year and a month, 200 days puts the six-month evaluation behind its day.
var stories = []story{
	{ends: domain.Closed, daysAgo: 420, reports: 4},
	{ends: domain.Effective, daysAgo: 230, reports: 2}, // m6 is late
	{ends: domain.Effective, daysAgo: 130, reports: 1}, // m3 is late
	{ends: domain.Effective, daysAgo: 40, reports: 0},  // baseline is late
	{ends: domain.Decreed, daysAgo: 25},
	{ends: domain.Approved, daysAgo: 20},
	{ends: domain.Endorsed, daysAgo: 18},
	{ends: domain.Reviewed, daysAgo: 15},
	{ends: domain.Verified, daysAgo: 12},
	{ends: domain.Submitted, daysAgo: 10},
	{ends: domain.Submitted, daysAgo: 9, refused: true}, // one side refuses
	{ends: domain.Returned, daysAgo: 14},
	{ends: domain.Draft, daysAgo: 3},
	{ends: domain.Rejected, daysAgo: 60},
	{ends: domain.Withdrawn, daysAgo: 45},
	{ends: domain.Cancelled, daysAgo: 50},
}

// teller carries stories out through the real use cases, with a clock that it moves.
type teller struct {
	*Service
	ctx   context.Context
	at    time.Time
	who   map[string]domain.Actor
	city  *city.City
	today domain.Date // the real one
}

// demoStories tells every story on a pair of its own. Persons who have a proposal already are passed over, so that an
// interrupted start can go on.
func (s *Service) demoStories(ctx context.Context, c *city.City, report Progress) error {
	t := &teller{ctx: ctx, city: c, today: s.Today()}
	store := *s.store
	store.Now = func() time.Time { return t.at }
	copied := *s
	copied.store, copied.holiday = &store, &holidayCache{}
	copied.registry()
	copied.transfers()
	copied.consultation()
	copied.programmes()
	t.Service = &copied
	var err error
	if t.who, err = s.demoActors(ctx); err != nil {
		return err
	}
	pairs := c.Notable.Pairs
	if len(pairs) > 0 {
		pairs = pairs[1:] // the first is left for the reader's own try, and for the account pegawai
	}
	told := 0 // by a start that was interrupted
	for _, p := range pairs {
		n, err := repository.Proposals.Count(s.store.Read(ctx), "staff_id = ?", p.StaffID)
		if err != nil {
			return err
		}
		told += int(n)
	}
	total := min(len(stories), len(pairs))
	for i, st := range stories[:total] {
		if i < told {
			continue
		}
		t.at = s.store.Now().AddDate(0, 0, -st.daysAgo)
		pair, err := t.choose(pairs)
		if err != nil {
			return err
		}
		if pair != nil {
			if err := t.tell(i, st, *pair); err != nil {
				return fmt.Errorf("story %d (%s): %w", i, st.ends, err)
			}
		}
		report("proposals", i+1, total)
	}
	t.at = s.store.Now()
	if err := t.tellBlocked(report); err != nil {
		return err
	}
	return t.tellProgramme(s.store.Now(), report)
}

// choose finds the first pair that nobody has proposed yet and whose move was lawful, with a free seat ever since, when the
// story begins; nil where none is left.
func (t *teller) choose(pairs []city.Pair) (*city.Pair, error) {
	tx := t.store.Read(t.ctx)
	day := domain.DateOf(t.at.In(t.Zone))
	for i := range pairs {
		p := &pairs[i]
		known, err := repository.Proposals.Count(tx, "staff_id = ?", p.StaffID)
		if err != nil {
			return nil, err
		}
		if known > 0 {
			continue
		}
		seat, err := repository.Positions.Get(tx, domain.AllRows, p.PositionID)
		if err != nil {
			return nil, err
		}
		held, err := repository.MostHolders(tx, p.PositionID, day)
		if err != nil {
			return nil, err
		}
		verdict, err := t.StaffEligibility(t.ctx, t.who["hr"], p.StaffID.String(), EligibilityQuery{PositionID: p.PositionID,
			Type: domain.TypeInternal, Initiative: domain.InitiativeDinas, On: day.AddDays(30)})
		if err != nil {
			return nil, err
		}
		if held < seat.Quota && verdict.Verdict != eligibility.NotEligible {
			return p, nil
		}
	}
	return nil, nil
}

func (s *Service) demoActors(ctx context.Context) (map[string]domain.Actor, error) {
	who := map[string]domain.Actor{}
	for _, a := range DemoAccounts {
		u, err := repository.Users.GetBy(s.store.Read(ctx), domain.AllRows, "username", a.Username)
		if err != nil {
			return nil, err
		}
		who[a.Username] = domain.Actor{UserID: u.ID, Username: u.Username, Roles: u.Roles, StaffID: u.StaffID, UnitID: u.UnitID}
	}
	return who, nil
}

func (t *teller) later(days int) { t.at = t.at.AddDate(0, 0, days).Add(37 * time.Minute) }

// act takes one step a day later.
func (t *teller) act(who string, p *domain.Proposal, act workflow.Action, in ActionInput) error {
	t.later(1)
	next, err := t.Act(t.ctx, t.who[who], p.ID, Match{Given: true, Version: p.Version}, act, in)
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	*p = *next
	return nil
}

func (t *teller) tell(i int, st story, pair city.Pair) error {
	planned := domain.DateOf(t.at.In(t.Zone)).AddDays(30)
	p, err := t.CreateProposal(t.ctx, t.who["hr"], func(in *domain.ProposalInput) error {
		*in = domain.ProposalInput{StaffID: pair.StaffID, ToPositionID: pair.PositionID, Type: domain.TypeInternal, Initiative: domain.InitiativeDinas,
			Reason: "Penataan pegawai sesuai kebutuhan unit dan kompetensi", PlannedDate: planned}
		return nil
	})
	if err != nil {
		return err
	}
	if st.ends == domain.Draft {
		return nil
	}
	if err := t.act("hr", p, workflow.Submit, ActionInput{}); err != nil {
		return err
	}
	if st.ends == domain.Submitted && !st.refused {
		return nil
	}
	if err := t.consents(p, pair, st.refused); err != nil || st.refused {
		return err
	}
	if st.ends == domain.Returned {
		return t.act("hr", p, workflow.Return, ActionInput{Note: "Lengkapi alasan kebutuhan organisasi"})
	}
	if err := t.act("hr", p, workflow.Verify, ActionInput{}); err != nil || st.ends == domain.Verified {
		return err
	}
	if st.ends == domain.Withdrawn {
		return t.act("hr", p, workflow.Withdraw, ActionInput{Note: "Kebutuhan unit berubah"})
	}
	if p, err = t.review(p, domain.Member{Name: "Asisten Administrasi Umum", Office: "Asisten Administrasi Umum"}); err != nil || st.ends == domain.Reviewed {
		return err
	}
	if err := t.act("pyb", p, workflow.Endorse, ActionInput{Note: "Setuju diteruskan"}); err != nil || st.ends == domain.Endorsed {
		return err
	}
	if st.ends == domain.Rejected {
		return t.act("ppk", p, workflow.Reject, ActionInput{Note: "Unit asal masih membutuhkan"})
	}
	if err := t.act("ppk", p, workflow.Approve, ActionInput{}); err != nil || st.ends == domain.Approved {
		return err
	}
	if st.ends == domain.Cancelled {
		return t.act("hr", p, workflow.Cancel, ActionInput{Note: "Jabatan tujuan dihapus dalam penataan organisasi"})
	}
	return t.decree(i, st, p)
}

func (t *teller) consents(p *domain.Proposal, pair city.Pair, refused bool) error {
	if pair.SameUnit() {
		return nil
	}
	who, document := "kepala", domain.ID{}
	if !pair.Inside {
		who = "hr" // given on paper
		d, err := t.AddDocument(t.ctx, t.who["hr"], p.ID, Upload{Kind: "unit_consent", FileName: "persetujuan.pdf", IssuedOn: domain.DateOf(t.at.In(t.Zone)), Content: bytes.NewReader(samplePDF)})
		if err != nil {
			return err
		}
		document = d.ID
	}
	for _, side := range []string{domain.Releasing, domain.Receiving} {
		t.later(0)
		decision, note := domain.Agree, ""
		if refused && side == domain.Releasing {
			decision, note = domain.Refuse, "Belum ada pengganti"
		}
		if _, err := t.Consent(t.ctx, t.who[who], p.ID, domain.ConsentInput{Side: side, Decision: decision, Note: note, DocumentID: document}); err != nil {
			return err
		}
	}
	return nil
}

// review records the session of the committee of four officials and the fifth member.
func (t *teller) review(p *domain.Proposal, fifth domain.Member) (*domain.Proposal, error) {
	t.later(1)
	n := &t.city.Notable
	return t.Review(t.ctx, t.who["hr"], p.ID, Match{Given: true, Version: p.Version}, domain.ReviewInput{
		Body: "tpk", Opinion: "recommended", HeldOn: domain.DateOf(t.at.In(t.Zone)),
		Members: []domain.Member{
			{Name: "Sekretaris Daerah", Office: "Sekretaris Daerah", StaffID: n.Sekda}, {Name: "Kepala BKPSDM", Office: "Kepala BKPSDM", StaffID: n.PersonnelHead},
			{Name: "Inspektur", Office: "Inspektur", StaffID: n.Inspector}, {Name: "Kepala Dinas Kesehatan", Office: "Kepala Dinas Kesehatan", StaffID: n.Kepala},
			fifth,
		},
	})
}

// decree carries an approved proposal to its effective date and, for past ones, through its evaluations.
func (t *teller) decree(i int, st story, p *domain.Proposal) error {
	t.later(2)
	day := domain.DateOf(t.at.In(t.Zone))
	effective := day.AddDays(3)
	if st.ends == domain.Decreed {
		effective = t.today.AddDays(20)
	}
	d, err := t.Decrees.Create(t.ctx, t.who["hr"], func(in *domain.DecreeInput) error {
		*in = domain.DecreeInput{Number: fmt.Sprintf("824/%03d/BKPSDM/%d", i+1, day.Year()), SignedOn: day, EffectiveDate: effective, ProposalIDs: []domain.ID{p.ID}}
		return nil
	})
	if err != nil {
		return err
	}
	t.later(0)
	if _, err := t.SignDecree(t.ctx, t.who["ppk"], d.ID, Match{Given: true, Version: d.Version}); err != nil || st.ends == domain.Decreed {
		return err
	}
	t.later(3)
	if err := t.ActivateDue(t.ctx); err != nil {
		return err
	}
	if p, err = t.Proposal(t.ctx, t.who["hr"], p.ID, domain.Query{}); err != nil {
		return err
	}
	if p.State != domain.Effective {
		return fmt.Errorf("the move did not take effect: %s", p.Blocked)
	}
	return t.evaluate(st, p)
}

// evaluate starts the person and submits the first reports, on their days.
func (t *teller) evaluate(st story, p *domain.Proposal) error {
	head := domain.Actor{UserID: t.who["kepala"].UserID, Username: "kepala", Roles: []domain.Role{domain.RoleUnitHead}, UnitID: p.ToUnitID}
	t.later(1)
	next, err := t.Act(t.ctx, head, p.ID, Match{Given: true, Version: p.Version}, workflow.Start, ActionInput{StartedOn: domain.DateOf(t.at.In(t.Zone))})
	if err != nil {
		return err
	}
	page, err := t.Evaluations(t.ctx, head, domain.Query{Filters: map[string][]string{"proposal_id": {p.ID.String()}}}, false)
	if err != nil {
		return err
	}
	marks := []domain.EvaluationInput{
		{Results: 2, Behaviour: 2, Adaptation: 3, Note: "Masih menyesuaikan diri", Action: "mentoring"},
		{Results: 2, Behaviour: 2, Adaptation: 4, Note: "Tugas pokok dikuasai", Action: "none"},
		{Results: 1, Behaviour: 2, Adaptation: 4, Note: "Target terlampaui", Action: "none"},
		{Results: 1, Behaviour: 1, Adaptation: 5, Note: "Menjadi rujukan rekan kerja", Action: "none"},
	}
	for i, e := range page.Items[:st.reports] {
		t.at = e.DueOn.Time().Add(5 * time.Hour)
		if e.Stage == domain.Stages[0] {
			t.at = t.at.AddDate(0, 0, 5)
		}
		if _, err := t.SubmitEvaluation(t.ctx, head, e.ID, Match{Given: true, Version: e.Version}, func(in *domain.EvaluationInput) error { *in = marks[i]; return nil }); err != nil {
			return err
		}
	}
	if st.ends != domain.Closed {
		return nil
	}
	return t.act("hr", next, workflow.Close, ActionInput{})
}

// samplePDF is a small real PDF, the paper of a consent in the sample city.
var samplePDF = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
	"4 0 obj<</Length 66>>stream\nBT /F1 14 Tf 72 760 Td (Persetujuan unit kerja \\(contoh\\)) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

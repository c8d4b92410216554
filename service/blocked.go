package service

import (
	"bytes"
	"fmt"
	"time"

	"mutasi/domain"
	"mutasi/domain/city"
	"mutasi/domain/eligibility"
	"mutasi/domain/workflow"
	"mutasi/repository"
)

// examplePolicy is the title of the sample city's own policy version.
const examplePolicy = "Contoh: Pilkada, kepala daerah baru, dan Komite Talenta"

// tellBlocked leaves proposals that the law stops, one for each blocking rule. Persons who have a proposal already are
// passed over.
func (t *teller) tellBlocked(report Progress) error {
	now := t.at
	if err := t.policy(); err != nil {
		return err
	}
	cases := t.city.Notable.Blocked
	for i, c := range cases {
		known, err := repository.Proposals.Count(t.store.Read(t.ctx), "staff_id = ?", c.StaffID)
		if err != nil {
			return err
		}
		if known == 0 {
			t.at = now
			if err := t.block(c); err != nil {
				return fmt.Errorf("example of %s: %w", c.Rule, err)
			}
		}
		report("examples", i+1, len(cases))
	}
	t.at = now
	return nil
}

// policy stores the version that the rules on elections, a new mayor and the talent committee need to block: the days they
// go by differ in every region and are empty at first. The days lie so far off that no move of the next months is touched.
func (t *teller) policy() error {
	have, err := repository.Policies(t.store.Read(t.ctx))
	if err != nil {
		return err
	}
	for _, p := range have {
		if p.Title == examplePolicy {
			return nil
		}
	}
	d := t.city.Notable.Days
	set := func(name string, v any) eligibility.RulePolicy {
		return eligibility.RulePolicy{Params: map[string]any{name: v}}
	}
	_, err = t.CreatePolicy(t.ctx, t.who["admin"], PolicyInput{
		Title: examplePolicy, Citation: "UU 10/2016 Ps 71(2), 162(3); PermenPANRB 20/2025 Ps 8; tanggal contoh", ValidFrom: t.today,
		Rules: map[string]eligibility.RulePolicy{
			"PILKADA_FREEZE":        set("elections", []string{d.Election[0].String() + "/" + d.Election[1].String()}),
			"NEW_HEAD_6M":           set("sworn_in_on", d.SwornIn.String()),
			"TALENT_COMMITTEE_RECO": set("in_force_on", d.TalentFrom.String()),
		},
	})
	return err
}

// block drafts the proposal of a case and puts its papers on it, after which it is judged again.
func (t *teller) block(c city.Case) error {
	if c.CandidateSits {
		t.at = t.at.AddDate(0, 0, -12)
	}
	rule, ok := eligibility.Find(c.Rule)
	if !ok {
		return fmt.Errorf("no such rule")
	}
	p, err := t.CreateProposal(t.ctx, t.who["hr"], func(in *domain.ProposalInput) error {
		*in = domain.ProposalInput{StaffID: c.StaffID, ToPositionID: c.PositionID, ToAgency: c.ToAgency, Type: c.Type, Initiative: c.Initiative,
			EarlyGround: c.EarlyGround, PlannedDate: c.Planned, Reason: "Contoh usulan yang tertahan aturan " + c.Rule + " (" + rule.Title.Indonesian + ")"}
		return nil
	})
	if err != nil || len(c.Papers) == 0 && !c.CandidateSits {
		return err
	}
	if c.CandidateSits {
		return t.reviewedByCandidate(c, p)
	}
	for _, kind := range c.Papers {
		up := Upload{Kind: kind, FileName: kind + ".pdf", IssuedOn: domain.DateOf(t.at.In(t.Zone)).AddDays(-20), Content: bytes.NewReader(samplePDF)}
		if _, err := t.AddDocument(t.ctx, t.who["hr"], p.ID, up); err != nil {
			return err
		}
	}
	t.at = t.at.Add(time.Millisecond) // of the two runs this is the newer one
	_, err = t.PatchProposal(t.ctx, t.who["hr"], p.ID, Match{Given: true, Version: p.Version}, func(in *domain.ProposalInput) error {
		in.IMutNumber = "IMUT-" + p.Number
		return nil
	})
	return err
}

// reviewedByCandidate carries the proposal to a session in which its own candidate sat. The secretary of the city returns
// it; submitted and verified again it is held up until a session without the candidate.
func (t *teller) reviewedByCandidate(c city.Case, p *domain.Proposal) error {
	if err := t.act("hr", p, workflow.Submit, ActionInput{}); err != nil {
		return err
	}
	if err := t.consents(p, city.Pair{StaffID: c.StaffID, PositionID: c.PositionID, FromUnitID: c.FromUnitID, ToUnitID: c.ToUnitID}, false); err != nil {
		return err
	}
	if err := t.act("hr", p, workflow.Verify, ActionInput{}); err != nil {
		return err
	}
	person, err := repository.Staff.Get(t.store.Read(t.ctx), domain.AllRows, c.StaffID)
	if err != nil {
		return err
	}
	reviewed, err := t.review(p, domain.Member{Name: person.FullName(), Office: "Anggota", StaffID: c.StaffID})
	if err != nil {
		return err
	}
	if err := t.act("pyb", reviewed, workflow.Return, ActionInput{Note: "Calon ikut bersidang; ulangi sidang tanpa calon"}); err != nil {
		return err
	}
	if err := t.act("hr", reviewed, workflow.Submit, ActionInput{}); err != nil {
		return err
	}
	return t.act("hr", reviewed, workflow.Verify, ActionInput{})
}

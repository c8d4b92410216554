package service

import (
	"fmt"
	"time"

	"mutasi/domain"
	"mutasi/repository"
)

// The sample programme evens out the load of the health centres (the case of Pematangsiantar). It has been announced, discussed
// and wished for; plans can be computed today, and opinion and decision may follow on the same day.
const (
	demoGuests = 30 // invited to the forum
	demoWishes = 40 // lists of wishes at most
)

// programmeTeller tells the story of the sample programme.
type programmeTeller struct {
	*teller
	now       time.Time // the real one
	programme *domain.Programme
	people    []*domain.Staff              // of the health office and below it
	posts     map[string][]domain.Position // of the same units, by title
}

// tellProgramme tells it once; an interrupted start leaves it where it was.
func (t *teller) tellProgramme(now time.Time, report Progress) error {
	n, err := repository.Programmes.Count(t.store.Read(t.ctx), "state <> ?", domain.ProgrammeDraft)
	if err != nil || n > 0 {
		return err
	}
	p := &programmeTeller{teller: t, now: now, posts: map[string][]domain.Position{}}
	if err := p.gather(); err != nil {
		return err
	}
	steps := []func() error{p.announce, p.consult, p.collectWishes, func() error { return p.advance(0) }}
	for i, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("sample programme: %w", err)
		}
		report("programme", i+1, len(steps))
	}
	return nil
}

// gather finds people and posts of the health office and of the units below it.
func (p *programmeTeller) gather() error {
	inside := map[domain.ID]bool{p.city.Notable.HealthOffice: true}
	for i := range p.city.Units { // parents come before their children
		u := &p.city.Units[i]
		inside[u.ID] = inside[u.ID] || inside[u.ParentID]
	}
	kinds := map[domain.ID]string{}
	for _, post := range p.city.Positions {
		kinds[post.ID] = post.Kind
		if inside[post.UnitID] && !domain.Structural(post.Kind) {
			p.posts[post.Title] = append(p.posts[post.Title], post)
		}
	}
	var ids []domain.ID
	for i := range p.city.Staff {
		if s := &p.city.Staff[i]; inside[s.UnitID] && !domain.Structural(kinds[s.PositionID]) {
			ids = append(ids, s.ID)
		}
	}
	now, err := repository.Staff.ByIDs(p.store.Read(p.ctx), ids) // the other stories have moved some
	for _, id := range ids {
		if s := now[id]; s != nil && s.Status == domain.StatusActive && inside[s.UnitID] && !s.PositionID.IsZero() {
			p.people = append(p.people, s)
		}
	}
	return err
}

// on sets the clock to the morning of a day, so many days from today, and never ahead of the real one.
func (p *programmeTeller) on(days int) domain.Date {
	day := p.today.AddDays(days)
	midnight := day.Time()
	p.at = time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 10, 0, 0, 0, p.Zone)
	if p.at.After(p.now) {
		p.at = p.now
	}
	return day
}

// advance takes the programme to its next phase.
func (p *programmeTeller) advance(days int) (err error) {
	p.on(days)
	p.programme, err = p.AdvanceProgramme(p.ctx, p.who["hr"], p.programme.ID, Match{Given: true, Version: p.programme.Version})
	return err
}

func (p *programmeTeller) announce() (err error) {
	start := p.on(-60)
	days := func(from, to int) (domain.Date, domain.Date) { return p.today.AddDays(from), p.today.AddDays(to) }
	var phases []domain.Phase
	for _, x := range []struct {
		name     string
		from, to int
	}{{domain.PhaseNeeds, -60, -46}, {domain.PhaseForum, -45, -31}, {domain.PhaseWishes, -30, -1}, {domain.PhasePlan, 0, 30}, {domain.PhaseOpinion, 0, 45},
		{domain.PhaseDecision, 0, 60}, {domain.PhaseTraining, 0, 90}, {domain.PhaseExecution, 0, 120}, {domain.PhaseEvaluation, 30, 500}} {
		from, to := days(x.from, x.to)
		phases = append(phases, domain.Phase{Name: x.name, StartsOn: from, EndsOn: to})
	}
	moves := 60
	p.programme, err = p.Programmes.Create(p.ctx, p.who["hr"], func(in *domain.ProgrammeInput) error {
		*in = domain.ProgrammeInput{
			Name: fmt.Sprintf("Penataan Mutasi Tahap I %d", p.today.Year()), Goal: "workload_balance", StartsOn: start, EndsOn: phases[len(phases)-1].EndsOn, Phases: phases,
			Criteria: "Pemerataan beban kerja puskesmas. Kecocokan jabatan, minat pegawai, kebutuhan jabatan, pengembangan karier, dan jarak perpindahan dinilai dengan bobot yang diumumkan; " +
				"tidak ada puskesmas yang turun di bawah jumlah minimumnya.",
			Weights: domain.PlanWeights{Fit: 2500, Wish: 1000, Need: 5000, Development: 500, Cost: 1000},
			Limits:  domain.PlanLimits{Moves: &moves, UnitIDs: []domain.ID{p.city.Notable.HealthOffice}, Kinds: []string{}, Floors: []domain.UnitFloor{}, Quotas: []domain.PositionQuota{}},
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.advance(-60)
}

// consult holds a forum whose questions change the weights: wishes count for more, distance for less.
func (p *programmeTeller) consult() error {
	if err := p.advance(-45); err != nil {
		return err
	}
	held := p.today.AddDays(-38).Time().Add(2 * time.Hour)
	hr := p.who["hr"]
	forum, err := p.Forums.Create(p.ctx, hr, p.programme.ID, func(in *domain.ForumInput) error {
		*in = domain.ForumInput{Title: "Sosialisasi penataan pegawai puskesmas", Kind: "socialisation", HeldAt: held, Place: "Aula Dinas Kesehatan", State: domain.ForumPlanned}
		return nil
	})
	if err != nil {
		return err
	}
	for i, person := range p.people[:min(demoGuests, len(p.people))] {
		_, err := p.Participants.Create(p.ctx, hr, forum.ID, func(in *domain.ParticipantInput) error {
			*in = domain.ParticipantInput{StaffID: person.ID, Attended: i%6 != 5}
			return nil
		})
		if err != nil {
			return err
		}
	}
	p.on(-37)
	if _, err := p.Forums.Patch(p.ctx, hr, forum.ID, Match{Given: true, Version: forum.Version}, func(in *domain.ForumInput) error {
		in.State, in.Minutes = domain.ForumHeld, "Kriteria dan bobot dijelaskan. Peserta meminta agar minat pegawai lebih diperhitungkan. Mutasi bukan hukuman."
		return nil
	}); err != nil {
		return err
	}
	asked, err := p.ask(forum.ID, "Mengapa minat pegawai hanya berbobot 10 persen?", "Bagaimana jika suami atau istri bekerja di kecamatan lain?", "Apakah mutasi ini hukuman?")
	if err != nil {
		return err
	}
	if err := p.voice(forum.ID); err != nil {
		return err
	}
	return p.answer(asked)
}

func (p *programmeTeller) ask(forum domain.ID, bodies ...string) (asked []*domain.Question, err error) {
	for _, body := range bodies {
		q, err := p.Questions.Create(p.ctx, p.who["pegawai"], forum, func(in *domain.QuestionInput) error {
			in.Body, in.Anonymous, in.State = body, true, domain.QuestionOpen
			return nil
		})
		if err != nil {
			return nil, err
		}
		asked = append(asked, q)
	}
	return asked, nil
}

// voice notes what people fear.
func (p *programmeTeller) voice(forum domain.ID) error {
	reasons := []string{"distance", "distance", "family", "income_loss", "distance", "family", "unfamiliar_task"}
	for i, person := range p.people[:min(21, len(p.people))] {
		_, err := p.Concerns.Create(p.ctx, p.who["hr"], p.programme.ID, func(in *domain.ConcernInput) error {
			*in = domain.ConcernInput{StaffID: person.ID, ForumID: forum, Reason: reasons[i%len(reasons)], State: domain.ConcernOpen}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// answer changes the weights because of the first question and answers all of them.
func (p *programmeTeller) answer(asked []*domain.Question) (err error) {
	p.on(-34)
	hr := p.who["hr"]
	p.programme, err = p.PatchProgramme(p.ctx, hr, p.programme.ID, Match{Given: true, Version: p.programme.Version}, func(in *domain.ProgrammeInput) error {
		in.Weights.Wish, in.Weights.Cost = 1500, 500
		in.ChangeNote = "Hasil sosialisasi: bobot minat dinaikkan"
		return nil
	})
	if err != nil {
		return err
	}
	changes, err := p.ProgrammeChanges(p.ctx, hr, p.programme.ID, domain.ID{}, 1)
	if err != nil {
		return err
	}
	answers := []string{"Bobot minat dinaikkan menjadi 15 persen.", "Sampaikan sebagai alasan minat: follow_spouse.", "Bukan. Mutasi menata beban kerja; setiap usulan disertai alasannya."}
	for i, q := range asked {
		_, err := p.Questions.Patch(p.ctx, hr, q.ID, Match{Given: true, Version: q.Version}, func(in *domain.QuestionInput) error {
			in.Owner, in.State, in.Answer = "Bidang Mutasi BKPSDM", "answered", answers[i]
			if i == 0 {
				in.State, in.ChangeID = "taken_up", changes.Items[0].ID
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// collectWishes takes lists of people who would do the same work in another unit.
func (p *programmeTeller) collectWishes() error {
	if err := p.advance(-30); err != nil {
		return err
	}
	titles := map[domain.ID]string{}
	for title, posts := range p.posts {
		for i := range posts {
			titles[posts[i].ID] = title
		}
	}
	written := 0
	for i, person := range p.people {
		wishes := p.wishesOf(person, titles[person.PositionID], i)
		if i%3 != 0 || len(wishes) == 0 || written == demoWishes {
			continue
		}
		p.on(-28 + written/2)
		written++
		_, err := p.Aspirations.Create(p.ctx, p.who["hr"], func(in *domain.AspirationInput) error {
			*in = domain.AspirationInput{StaffID: person.ID, ProgrammeID: p.programme.ID, Wishes: wishes}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *programmeTeller) wishesOf(person *domain.Staff, title string, turn int) (wishes []domain.Wish) {
	posts := p.posts[title]
	for k := range posts {
		post := &posts[(turn+k)%len(posts)]
		if post.UnitID == person.UnitID || post.ID == person.PositionID {
			continue
		}
		reason := domain.WishReasons[(turn+len(wishes))%len(domain.WishReasons)]
		if wishes = append(wishes, domain.Wish{PositionID: post.ID, Rank: len(wishes) + 1, Reason: reason}); len(wishes) == 2 {
			break
		}
	}
	return wishes
}

// Package city makes the demo city: a complete, made-up personnel register of one Indonesian city (domain.md 13). It is
// pure and deterministic: the same size, seed, day and instant give the same rows, byte for byte. Names of persons are
// random combinations; the unit tree follows the city of Medan and shrinks with the number of staff.
package city

import (
	"math/rand/v2"
	"time"

	"mutasi/domain"
)

// City holds all rows of the register, ready to be stored as they are: ids, versions, search columns and caches are set.
type City struct {
	Name         string
	Units        []domain.Unit // parents before children
	Competencies []domain.Competency
	Positions    []domain.Position
	Staff        []domain.Staff
	Appointments []domain.Appointment
	Assessments  []domain.Assessment
	Educations   []domain.Education
	Ratings      []domain.Rating
	Trainings    []domain.TrainingRecord
	Sanctions    []domain.Sanction
	Tests        []domain.Test
	Relations    []domain.Relation
	Holidays     []domain.Holiday
	// Demands say how much work each functional and administrative (pelaksana) position has; workloads are made from them.
	Demands []Demand
	Notable Notable
}

// Demand is the yearly work of one position in hundredths of a full working year of one person (4.2: need_raw × 100).
type Demand struct {
	PositionID domain.ID
	Hundredths int
}

// Pair is a civil servant and a vacant seat to which a lawful internal transfer leads: PNS, active, two years in post, good
// ratings, no sanction, education, field of study, rank and competencies as the position asks, far from retirement.
type Pair struct {
	StaffID    domain.ID
	PositionID domain.ID
	FromUnitID domain.ID
	ToUnitID   domain.ID
	// Inside says that both units lie in the subtree of Notable.KepalaUnit.
	Inside bool
}

// SameUnit reports whether the transfer stays in its unit.
func (p Pair) SameUnit() bool { return p.FromUnitID == p.ToUnitID }

// Notable names the rows that the demo, the tests and the guides point at.
type Notable struct {
	Root domain.ID // the city's root unit

	HealthOffice     domain.ID // units of the first level
	EducationOffice  domain.ID
	PopulationOffice domain.ID
	PersonnelAgency  domain.ID
	FinanceAgency    domain.ID

	OverloadedHealthCentre domain.ID // much work, many vacant seats (the case of Pematangsiantar)
	IdleHealthCentre       domain.ID // every seat filled, work for little more than half of them
	EducationBusyDivision  domain.ID // the same inside the education office
	EducationIdleDivision  domain.ID

	Accountant     domain.ID // a graduate in accounting who sits in an office that has no use for it
	AccountantSeat domain.ID // the vacant position of the finance agency that asks for it

	Kepala     domain.ID // staff: head of the health office, for the account "kepala"
	KepalaUnit domain.ID
	Pegawai    domain.ID // staff: a plain civil servant of that subtree; the person of Pairs[0] from 1,000 staff on

	Sekda         domain.ID // staff, for the account "pyb"
	PersonnelHead domain.ID // staff: head of the personnel agency
	Inspector     domain.ID // staff: head of the inspectorate

	Pairs         []Pair
	NIPMismatches []domain.ID // staff whose NIP disagrees with the record, for data-quality reports

	Blocked []Case // one transfer for each blocking rule
	Days    Days   // what a policy must say so that the rules on elections and on the talent committee block theirs
}

// Build makes a city with size rows of staff as it stands on the day today, and behind them the few dozen people of
// Notable.Blocked and their colleagues. Rows carry now as their time of creation. Sizes below 200 are raised to 200, the
// least for which every notable row exists.
func Build(size int, seed uint64, today domain.Date, now time.Time) *City {
	b := newBuilder(max(size, MinSize), seed, today, now)
	b.buildOrdinary()
	b.buildExamples()
	return b.city
}

// buildOrdinary makes the city without the examples.
func (b *builder) buildOrdinary() {
	b.buildCompetencies()
	b.buildUnits()
	b.buildPosts()
	b.fillPosts()
	b.buildOutsiders()
	b.chooseNotable()
	b.buildCareers()
	b.buildRecords()
	b.buildRelations()
	b.buildHolidays()
	b.buildDemands()
}

// MinSize is the smallest city.
const MinSize = 200

// builder carries what the building blocks share. Slices that run beside a slice of the city have the same index.
type builder struct {
	city  *City
	size  int
	seed  uint64
	today domain.Date
	now   time.Time
	ids   *idSource
	plan  plan

	units []unitFacts // beside city.Units
	posts []post
	// people runs beside city.Staff.
	people []person
	nips   map[string]int // last sequence number given for the first 15 digits of a NIP
	index  postIndex
}

func newBuilder(size int, seed uint64, today domain.Date, now time.Time) *builder {
	b := &builder{
		city: &City{Name: cityName}, size: size, seed: seed, today: today, now: now,
		plan: planFor(size), nips: make(map[string]int, size),
	}
	b.ids = newIDSource(b.stream(streamIDs), now)
	return b
}

// The streams of random numbers: one per building block, so that a change of one block leaves the others as they were.
const (
	streamIDs uint64 = iota + 1
	streamUnits
	streamPosts
	streamVacancies
	streamPeople
	streamOutsiders
	streamNotable
	streamCareers
	streamRecords
	streamRelations
	streamDemands
	streamExamples
)

func (b *builder) stream(n uint64) *rand.Rand {
	return rand.New(rand.NewPCG(b.seed, n*0x9e3779b97f4a7c15))
}

package eligibility

import (
	"math/bits"
	"slices"
	"strings"

	"mutasi/domain"
)

// reads is a set of things that a rule looks at, of the new post and of the pair. What a rule looks at of the person and of the
// present post is not told: a Screened is for one person.
type reads uint32

const (
	readsKind reads = 1 << iota
	readsLevel
	readsFamily
	readsTitle
	readsEchelon
	readsRanks
	readsEducation
	readsMajors
	readsSpecial
	readsMoney
	readsStrategic
	readsRetirement
	readsActive
	readsRemote
	readsUnit     // only whether the unit is that of the present post
	readsMatch    // PairFacts.JPM
	readsAssessed // PairFacts.AssessedOn
	readsLine     // PairFacts.NewLine

	readsMovement = readsKind | readsLevel // it follows from kind and level of both posts
	readsEntry    = readsKind | readsLevel | readsFamily
	readsPair     = readsUnit | readsMatch | readsAssessed | readsLine
	readsAll      = readsLine<<1 - 1
)

// fineness orders readers by how many posts they tell apart, roughly: a city has more titles than anything else.
func (what reads) fineness() int {
	n := bits.OnesCount32(uint32(what))
	if what&readsTitle != 0 {
		n += 32
	}
	return n
}

// readBy tells what each rule of the verify gate looks at. A test draws posts that differ in everything else and sees no rule
// change its mind; a rule that is not named here is taken to look at everything, which is right but slow.
var readBy = map[string]reads{
	"DOCUMENTS_COMPLETE": 0, "STATUS_PNS_ACTIVE": 0, "NOT_CPNS": 0, "PPPK_NO_INTERAGENCY": 0,
	"PPPK_INTERNAL_UNOR_ONLY": readsEntry | readsTitle, "PPPK_PART_TIME": readsUnit,
	codeTenureMin: 0, "TENURE_MIN_6M_BKN2025": 0, codeJPTEarly: 0, "CPNS_10Y_PLEDGE": 0,
	"PERF_GOOD_2Y": readsEntry, codeFirstJF: readsKind | readsLevel,
	"NO_DISCIPLINE_ACTIVE": 0, "NO_DISCIPLINE_1Y_MS": 0, "NO_COURT_PROCESS": 0, "NO_STUDY_OR_BOND": 0, "NOT_CLTN": 0, "INSPECTORATE_CLEAR": readsMoney,
	"FORMATION_AVAILABLE": 0, "ORIGIN_NOT_CRITICAL": readsUnit, "STRUCT_SLOT_SINGLE": readsKind, "UNOR_ACTIVE": readsActive,
	"EDU_LEVEL_MIN": readsKind | readsLevel | readsEducation | readsRemote, "EDU_FIELD_MATCH": readsMajors,
	"RANK_RANGE":             readsMovement | readsEchelon | readsRanks,
	"EXPERIENCE_PENGAWAS_4Y": readsKind, "EXPERIENCE_ADMIN_3Y": readsKind, "EXPERIENCE_JPTP_5Y_2Y": readsKind | readsFamily,
	"AGE_MAX_JPTP_56": readsKind, "AGE_MAX_JF_TRANSFER": readsEntry, "JF_EXPERIENCE_2Y": readsEntry | readsStrategic, "JF_MOVE_MAP": readsEntry,
	"COMPETENCY_TEST_PASS": readsEntry, codeJPM: readsMovement | readsMatch, "ASSESSMENT_VALID_3Y": readsMovement | readsStrategic | readsAssessed,
	"DEV_HOURS_20JP": readsMovement, "RETIREMENT_WINDOW": readsRetirement, "AGE_MAX_LOCAL_IN": readsFamily,
	"CONFLICT_OF_INTEREST": readsLine,
	"DUKCAPIL_SPECIAL":     readsKind | readsSpecial, "INSPECTOR_SPECIAL": readsKind | readsSpecial, "PUSKESMAS_SCHOOL_HEAD_TASK": readsSpecial,
	"SPOUSE_FOLLOW": 0, "WORKLOAD_BALANCE_GAIN": 0, "TRAINING_BEFORE_MOVE": readsMatch, "FORUM_HELD": 0,
}

// readsOf is what a rule looks at.
func readsOf(r *Rule) reads {
	if what, ok := readBy[r.Code]; ok {
		return what
	}
	return readsAll
}

// view is what is left of a post where only some of it is looked at. Posts with the same view are one post to the rules that
// look at no more.
type view struct {
	kind, level, family, title, echelon, rankMin, rankMax, education, majors, special string
	retirement                                                                        int
	active                                                                            int8 // 0 unknown, 1 no, 2 yes
	money, strategic, remote                                                          bool
}

// of is what the reader sees of a post. Ids are not part of it.
func (what reads) of(p *Post) view {
	var v view
	text := func(bit reads, at *string, s string) {
		if what&bit != 0 {
			*at = s
		}
	}
	text(readsKind, &v.kind, p.Kind)
	text(readsLevel, &v.level, p.Level)
	text(readsFamily, &v.family, p.Family)
	text(readsTitle, &v.title, p.Title)
	text(readsEchelon, &v.echelon, p.Echelon)
	text(readsRanks, &v.rankMin, p.RankMin)
	text(readsRanks, &v.rankMax, p.RankMax)
	text(readsEducation, &v.education, p.EducationMin)
	text(readsSpecial, &v.special, p.Special)
	if what&readsMajors != 0 {
		majors := slices.Clone(p.Majors) // their order tells rules nothing
		slices.Sort(majors)
		v.majors = strings.Join(majors, "\x00")
		if len(majors) > 0 {
			v.majors += "\x00" // one empty field is not none
		}
	}
	if what&readsRetirement != 0 {
		v.retirement = p.RetirementAge
	}
	if what&readsActive != 0 && p.UnitActive != nil {
		v.active = 1
		if *p.UnitActive {
			v.active = 2
		}
	}
	v.money = what&readsMoney != 0 && p.HandlesMoney
	v.strategic = what&readsStrategic != 0 && p.Strategic
	v.remote = what&readsRemote != 0 && p.UnitRemote
	return v
}

// PairFacts is what hangs on the person and the new post together.
type PairFacts struct {
	JPM        *int        // as in Facts
	AssessedOn domain.Date // as in Facts
	NewLine    int         // as in Ties; without effect where the person's Ties are unknown
}

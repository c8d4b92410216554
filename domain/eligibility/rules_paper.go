package eligibility

import "mutasi/domain"

var (
	listed         = []string{"anjab_abk", "request", "proposal_receiver", "no_discipline", "sk_rank_position", "performance_2y", "no_study_bond"}
	withPertek     = []string{domain.TypeIntraProvKK, domain.TypeProvToKK, domain.TypeKKToProv, domain.TypeInterProvKK, domain.TypeInterProvMixed}
	interProvince  = []string{domain.TypeInterProvKK, domain.TypeInterProvMixed}
	transferTypes  = append([]string{domain.TypeInternal, domain.TypeRegionToCentral, domain.TypeCentralToRegion}, withPertek...)
	everyTransfer  = both("semua mutasi", "every transfer")
	externalOnly   = both("mutasi antarinstansi", "transfers between agencies")
	internalOnly   = both("mutasi dalam instansi", "transfers within the agency")
	structuralPost = both("mutasi dari atau ke jabatan struktural", "moves from or to a structural post")
)

var paperRules = []Rule{
	{
		Code: "DOCUMENTS_COMPLETE", Severity: domain.Block, Gate: GateVerify, Confidence: "V", Overridable: true, OverrideRoles: deciders,
		Title:    both("Berkas persyaratan lengkap", "Required documents are complete"),
		Applies:  both("mutasi antarinstansi; mutasi dalam instansi bila kebijakan mensyaratkan berkas", "transfers between agencies; within the agency where the policy lists documents"),
		Citation: "Per.BKN 5/2019 Ps 3(1) b–i, Ps 12",
		Params: []Param{
			documents("incoming", append([]string{"consent_origin"}, listed...)...),
			// The consent of origin is what this agency decides on an outgoing transfer, so it cannot be asked for before.
			documents("outgoing", listed...),
			documents("internal"), documents("internal_aps"), documents("open_selection", "selection_result"),
		},
		check: documentsComplete,
	},
	{
		Code: "PERTEK_REQUIRED", Severity: domain.Block, Gate: GateDecree, Confidence: "V",
		Title:    both("Pertimbangan teknis BKN telah terbit", "BKN's technical consideration (pertek) has been given"),
		Applies:  both("mutasi antarinstansi dalam satu provinsi dan antarprovinsi", "transfers between agencies inside one province and between provinces"),
		Citation: "PP 11/2017 Ps 192–193; Per.BKN 5/2019 Ps 6–7; SE Kepala BKN 3/SE/VIII/2019",
		Params:   []Param{words("types", "transfer_type", transferTypes, withPertek...), documents("documents", "pertek")},
		check:    pertekRequired,
	},
}

func documentsComplete(in *input) *finding {
	set := "internal"
	switch {
	case in.waived():
		set = "open_selection"
	case in.external() && in.Direction == domain.DirectionOut:
		set = "outgoing"
	case in.external():
		set = "incoming"
	case in.Initiative == domain.InitiativeAPS:
		set = "internal_aps"
	}
	required := in.words(set)
	if len(required) == 0 {
		return nil
	}
	var lacking []string
	for _, kind := range required {
		_, found, known := in.paper([]string{kind})
		if !known {
			return missing(ev{"required": required}, "documents")
		}
		if !found {
			lacking = append(lacking, kind)
		}
	}
	e := ev{"required": required, "lacking": lacking, "as_of": in.AsOf}
	if len(lacking) > 0 {
		return fail(e, "Berkas ini belum ada atau sudah tidak berlaku: %s.", "These documents are missing or no longer valid: %s.", lacking)
	}
	return pass(e, "Semua berkas yang disyaratkan sudah ada: %s.", "All required documents are there: %s.", required)
}

func pertekRequired(in *input) *finding {
	if !oneOf(in.Type, in.words("types")...) {
		return nil
	}
	kind, found, known := in.paper(in.words("documents"))
	if found {
		return pass(ev{"document": kind}, "Pertimbangan teknis BKN sudah ada.", "BKN's technical consideration is on file.")
	}
	if p := in.Pertek; p != nil && p.Approved != nil {
		e := ev{"answered_on": p.AnsweredOn, "approved": *p.Approved}
		if *p.Approved {
			return pass(e, "BKN telah memberi pertimbangan teknis.", "BKN has given its technical consideration.")
		}
		return fail(e, "BKN menolak memberi pertimbangan teknis.", "BKN has refused its technical consideration.")
	}
	if !known {
		return missing(ev{}, "documents")
	}
	return fail(ev{}, "Pertimbangan teknis BKN belum ada.", "BKN's technical consideration is not there yet.")
}

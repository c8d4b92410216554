package api

// These tests hold openapi.yaml and the program together where no request is needed: routes, permissions, members, words,
// filters. The rest of the suite holds every request and answer against the same file.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"mutasi/domain"
	"mutasi/domain/eligibility"
	"mutasi/domain/fit"
	"mutasi/domain/needs"
	"mutasi/domain/placement/explain"
	"mutasi/domain/talent"
	"mutasi/domain/workflow"
	"mutasi/repository"
	"mutasi/service"
)

// publicOperations may be called without a token.
var publicOperations = []string{"getContractJSON", "getContractYAML", "getDocs", "getErrorCodes", "getHealth", "getJWKS", "getMetrics", "getReadiness", "login", "refresh"}

// outsideTheContract are routes that no client programs against: the way to the docs and the parts of their page.
var outsideTheContract = []string{"GET /", "GET /docs/init.js", "GET /docs/swagger-ui-bundle.js", "GET /docs/swagger-ui.css"}

var contractFile = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../openapi.yaml") })

func contract(t *testing.T) *openapi3.T {
	t.Helper()
	raw, err := contractFile()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// contractServer has every route; without a service behind it, it only serves to be looked at.
func contractServer(t *testing.T, svc *service.Service) *Server {
	t.Helper()
	raw, err := contractFile()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(svc, Options{Spec: raw})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// contractOp is one operation of the contract.
type contractOp struct {
	*openapi3.Operation
	method, path string
	params       openapi3.Parameters // those of the path too
}

func (o contractOp) in(where string) map[string]*openapi3.Parameter {
	m := map[string]*openapi3.Parameter{}
	for _, p := range o.params {
		if p.Value.In == where {
			m[p.Value.Name] = p.Value
		}
	}
	return m
}

func (o contractOp) has(status int) bool { return o.Responses.Status(status) != nil }

// contractOps gives the operations of the contract by "METHOD /path".
func contractOps(doc *openapi3.T) map[string]contractOp {
	ops := map[string]contractOp{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			ops[method+" "+path] = contractOp{op, method, path, append(slices.Clone(item.Parameters), op.Parameters...)}
		}
	}
	return ops
}

func byID(doc *openapi3.T) map[string]contractOp {
	m := map[string]contractOp{}
	for _, op := range contractOps(doc) {
		m[op.OperationID] = op
	}
	return m
}

// sameSet reports what one list has and the other has not.
func sameSet(t *testing.T, what string, got, want []string) {
	t.Helper()
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%s: openapi.yaml has %q, the program has not", what, g)
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s: the program has %q, openapi.yaml has not", what, w)
		}
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(got)))); n != len(got) {
		t.Errorf("%s: openapi.yaml names something twice: %q", what, got)
	}
}

func TestContractIsValidOpenAPI(t *testing.T) {
	doc := contract(t)
	if err := doc.Validate(context.Background()); err != nil { // with every example
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.0.3" {
		t.Errorf("openapi is %s: check kin-openapi before going further than 3.0.3", doc.OpenAPI)
	}
	raw, err := contractFile()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`\$ref: '#/components/([a-zA-Z]+/[A-Za-z]+)'`).FindAllSubmatch(raw, -1) {
		used[string(m[1])] = true
	}
	for kind, names := range map[string][]string{
		"schemas": slices.Collect(maps.Keys(doc.Components.Schemas)), "parameters": slices.Collect(maps.Keys(doc.Components.Parameters)),
		"responses": slices.Collect(maps.Keys(doc.Components.Responses)), "headers": slices.Collect(maps.Keys(doc.Components.Headers)),
		"examples": slices.Collect(maps.Keys(doc.Components.Examples)),
	} {
		for _, name := range names {
			if !used[kind+"/"+name] {
				t.Errorf("components/%s/%s is never used", kind, name)
			}
		}
	}
}

func TestContractNamesEveryRoute(t *testing.T) {
	doc := contract(t)
	ops := contractOps(doc)
	s := contractServer(t, &service.Service{})
	braces := regexp.MustCompile(`:([a-z_]+)`)
	var routes []string
	for _, r := range s.echo.Routes() {
		if key := r.Method + " " + braces.ReplaceAllString(r.Path, "{$1}"); !slices.Contains(outsideTheContract, key) {
			routes = append(routes, key)
		}
	}
	sameSet(t, "operations", slices.Collect(maps.Keys(ops)), routes)
	for _, r := range s.Routes() {
		key := r.Method + " " + braces.ReplaceAllString(r.Path, "{$1}")
		op, ok := ops[key]
		if !ok {
			continue // reported above
		}
		if op.OperationID != r.ID {
			t.Errorf("%s: operationId is %s, the route's is %s", key, op.OperationID, r.ID)
		}
		if perm, _ := op.Extensions["x-permission"].(string); perm != string(r.Perm) {
			t.Errorf("%s: x-permission is %q, the route's permission is %q", key, perm, r.Perm)
		}
	}
	if len(doc.Servers) != 1 || doc.Servers[0].URL != "/" {
		t.Error("the contract is served by the server it describes: servers is /")
	}
}

func TestContractPermissionsAreThePolicy(t *testing.T) {
	doc := contract(t)
	used, public := map[service.Perm]bool{}, []string{}
	for key, op := range contractOps(doc) {
		perm, marked := op.Extensions["x-permission"].(string)
		switch {
		case op.Security == nil && !marked:
			t.Errorf("%s: neither x-permission nor security: []", key)
		case op.Security == nil:
			used[service.Perm(perm)] = true
			if len(service.Grants[service.Perm(perm)]) == 0 {
				t.Errorf("%s: nobody is granted %q", key, perm)
			}
		case len(*op.Security) > 0 || marked:
			t.Errorf("%s: an operation has x-permission, or security: [] and no x-permission", key)
		default:
			public = append(public, op.OperationID)
		}
	}
	for perm := range service.Grants {
		if !used[perm] {
			t.Errorf("the policy grants %q, which no operation needs", perm)
		}
	}
	sameSet(t, "public operations", public, publicOperations)
	if len(doc.Security) != 1 || doc.Security[0]["bearer"] == nil {
		t.Error("security of the whole contract must be the bearer token")
	}
}

// TestContractAnswersAreComplete wants of every operation the answers that follow from its shape.
func TestContractAnswersAreComplete(t *testing.T) {
	for key, op := range contractOps(contract(t)) {
		want := func(status int, because string, when bool) {
			if op.has(status) != when {
				t.Errorf("%s: %d is documented: %v, but %s: %v", key, status, op.has(status), because, when)
			}
		}
		for code, ref := range op.Responses.Map() {
			status, err := strconv.Atoi(code)
			if err != nil {
				t.Errorf("%s: %q is no status", key, code)
			}
			if status < 400 || op.OperationID == "getReadiness" || status == http.StatusRequestedRangeNotSatisfiable {
				continue // the range is net/http's own answer
			}
			m := ref.Value.Content["application/problem+json"]
			if len(ref.Value.Content) != 1 || m == nil || m.Schema.Ref != "#/components/schemas/Problem" {
				t.Errorf("%s: %s is no problem document", key, code)
			}
		}
		if !strings.HasPrefix(op.path, "/v1/") {
			continue
		}
		query, header := op.in("query"), op.in("header")
		private := op.Security == nil
		body := op.RequestBody != nil
		want(401, "it takes a token or credentials", true)
		want(403, "it needs a permission", private)
		want(404, "its path names a row", len(op.in("path")) > 0)
		want(412, "it takes If-Match", header["If-Match"] != nil)
		want(428, "it takes If-Match", header["If-Match"] != nil)
		want(304, "it takes If-None-Match", header["If-None-Match"] != nil)
		want(413, "it takes a body", body)
		want(415, "it takes a body", body)
		want(400, "it reads something, or takes a query, a body or If-Match", op.method == "GET" || len(query) > 0 || body || header["If-Match"] != nil)
		want(500, "always", true)
		want(503, "always", true)
		if body && !op.has(422) || body && header["Idempotency-Key"] != nil && !op.has(409) {
			t.Errorf("%s: a body can be invalid (422) and a key be under way (409)", key)
		}
		if (header["Idempotency-Key"] != nil) != (op.method == "POST" && private && body) {
			t.Errorf("%s: Idempotency-Key goes with every POST with a token and a body", key)
		}
		if ok := op.method == "PATCH" || op.method == "DELETE" || op.method == "PUT" && len(op.in("path")) > 0; ok && header["If-Match"] == nil {
			t.Errorf("%s: changing a row needs If-Match", key)
		}
		if created := op.Responses.Status(201); created != nil && created.Value.Headers["Location"] == nil {
			t.Errorf("%s: 201 without Location", key)
		}
		if op.method == "DELETE" && !op.has(204) {
			t.Errorf("%s: DELETE answers 204", key)
		}
	}
}

// answers are the Go types behind the schemas that the server sends.
var answers = map[string]reflect.Type{
	"Appointment": reflect.TypeFor[domain.Appointment](), "Assessment": reflect.TypeFor[domain.Assessment](), "AuditEntry": reflect.TypeFor[service.AuditItem](),
	"Bilingual": reflect.TypeFor[domain.Bilingual](), "CheckResult": reflect.TypeFor[domain.CheckResult](), "CheckRun": reflect.TypeFor[service.CheckRun](),
	"Comment": reflect.TypeFor[domain.Comment](), "Competency": reflect.TypeFor[domain.Competency](), "Consent": reflect.TypeFor[domain.Consent](),
	"Decree": reflect.TypeFor[domain.Decree](), "Document": reflect.TypeFor[domain.Document](), "Education": reflect.TypeFor[domain.Education](),
	"Eligibility": reflect.TypeFor[service.Eligibility](), "Evaluation": reflect.TypeFor[domain.Evaluation](), "FieldError": reflect.TypeFor[fieldProblem](),
	"FitSummary": reflect.TypeFor[domain.FitSummary](), "FollowUp": reflect.TypeFor[domain.FollowUp](), "HistoryEntry": reflect.TypeFor[domain.HistoryEntry](),
	"Holiday": reflect.TypeFor[domain.Holiday](), "Me": reflect.TypeFor[service.Me](), "Member": reflect.TypeFor[domain.Member](),
	"NipIssue": reflect.TypeFor[domain.NIPIssue](), "Opinion": reflect.TypeFor[domain.Opinion](), "Override": reflect.TypeFor[domain.Override](),
	"OverrideNote": reflect.TypeFor[domain.OverrideNote](), "Param": reflect.TypeFor[eligibility.Param](), "Policy": reflect.TypeFor[service.Policy](),
	"Position": reflect.TypeFor[domain.Position](), "Proposal": reflect.TypeFor[domain.Proposal](), "Rating": reflect.TypeFor[domain.Rating](),
	"ReferenceEntry": reflect.TypeFor[domain.ReferenceEntry](), "Relation": reflect.TypeFor[domain.Relation](), "Requirement": reflect.TypeFor[domain.Requirement](),
	"Rule": reflect.TypeFor[eligibility.Rule](), "RulePolicy": reflect.TypeFor[eligibility.RulePolicy](), "Sanction": reflect.TypeFor[domain.Sanction](),
	"ServiceKey": reflect.TypeFor[domain.ServiceKey](), "Staff": reflect.TypeFor[domain.Staff](), "Test": reflect.TypeFor[domain.Test](), "Tokens": reflect.TypeFor[service.Tokens](),
	"TrainingRecord": reflect.TypeFor[domain.TrainingRecord](), "Unit": reflect.TypeFor[domain.Unit](), "User": reflect.TypeFor[domain.User](),
	"Preview": reflect.TypeFor[service.Preview](), "Flip": reflect.TypeFor[service.Flip](), "RuleChange": reflect.TypeFor[service.RuleChange](),
	"Parameters": reflect.TypeFor[domain.Parameters](), "NeedsParameters": reflect.TypeFor[domain.NeedsParameters](),
	"FitParameters": reflect.TypeFor[domain.FitParameters](), "TalentParameters": reflect.TypeFor[domain.TalentParameters](),
	"Balance": reflect.TypeFor[service.Balance](), "Move": reflect.TypeFor[needs.Move](), "NeedPosition": reflect.TypeFor[service.NeedPosition](),
	"NeedUnit": reflect.TypeFor[service.NeedUnit](), "NeedsBasis": reflect.TypeFor[service.NeedsBasis](), "NeedsFigures": reflect.TypeFor[needs.Figures](),
	"NeedsPage": reflect.TypeFor[service.NeedsPage](), "NeedsTotals": reflect.TypeFor[needs.Totals](), "PositionChange": reflect.TypeFor[service.PositionChange](),
	"Spread": reflect.TypeFor[needs.Spread](), "Task": reflect.TypeFor[domain.TaskInput](), "UnitBalance": reflect.TypeFor[service.UnitBalance](),
	"UnitChange": reflect.TypeFor[service.UnitChange](), "UsedBasis": reflect.TypeFor[service.UsedBasis](), "WhatIf": reflect.TypeFor[service.WhatIf](),
	"WhatIfFigures": reflect.TypeFor[service.WhatIfFigures](), "WhatIfWarning": reflect.TypeFor[service.WhatIfWarning](), "Workload": reflect.TypeFor[service.Workload](),
	"WorkloadBasis": reflect.TypeFor[needs.Basis](), "WorkloadTask": reflect.TypeFor[service.WorkloadTask](),
	"MatchScales": reflect.TypeFor[domain.MatchScales](), "Cut": reflect.TypeFor[domain.Cut](),
	"Fit": reflect.TypeFor[service.Fit](), "FitPart": reflect.TypeFor[fit.Part](), "FitGap": reflect.TypeFor[fit.Gap](), "Jpm": reflect.TypeFor[fit.JPM](),
	"JobMatch": reflect.TypeFor[fit.Match](), "Post": reflect.TypeFor[service.PostBrief](), "CandidatePage": reflect.TypeFor[service.CandidatePage](),
	"Candidate": reflect.TypeFor[service.CandidateRow](), "MatchPage": reflect.TypeFor[service.MatchPage](), "Match": reflect.TypeFor[service.MatchRow](),
	"Placement": reflect.TypeFor[service.Placement](), "TalentPerson": reflect.TypeFor[service.TalentRow](), "TalentMap": reflect.TypeFor[service.TalentMap](),
	"TalentCell": reflect.TypeFor[service.TalentCell](), "Recommendation": reflect.TypeFor[talent.Recommendation](), "Unplaced": reflect.TypeFor[service.Unplaced](),
	"TalentPool": reflect.TypeFor[service.TalentPool](),
	"Programme":  reflect.TypeFor[domain.Programme](), "Phase": reflect.TypeFor[domain.Phase](), "PlanWeights": reflect.TypeFor[domain.PlanWeights](),
	"PlanLimits": reflect.TypeFor[domain.PlanLimits](), "UnitFloor": reflect.TypeFor[domain.UnitFloor](), "PositionQuota": reflect.TypeFor[domain.PositionQuota](),
	"ProgrammeChange": reflect.TypeFor[domain.ProgrammeChange](), "Demand": reflect.TypeFor[domain.Demand](), "Wish": reflect.TypeFor[domain.Wish](),
	"Aspiration": reflect.TypeFor[domain.Aspiration](), "AspirationStep": reflect.TypeFor[domain.AspirationStep](),
	"Forum": reflect.TypeFor[domain.Forum](), "Participant": reflect.TypeFor[domain.Participant](), "Question": reflect.TypeFor[domain.Question](),
	"Concern": reflect.TypeFor[domain.Concern](), "ConcernSummary": reflect.TypeFor[domain.ConcernSummary](), "ConcernCount": reflect.TypeFor[domain.ConcernCount](),
	"Plan": reflect.TypeFor[domain.Plan](), "PlanFigures": reflect.TypeFor[domain.PlanFigures](), "PlanParts": reflect.TypeFor[domain.PlanParts](),
	"PlanBalance": reflect.TypeFor[domain.PlanBalance](), "SpreadFigures": reflect.TypeFor[domain.SpreadFigures](), "PlanConflict": reflect.TypeFor[domain.PlanConflict](),
	"PlanMove": reflect.TypeFor[service.PlanMoveRow](), "PlanProof": reflect.TypeFor[service.PlanProof](), "PositionPrice": reflect.TypeFor[service.PositionPrice](),
	"FloorPrice": reflect.TypeFor[service.FloorPrice](), "PlanScore": reflect.TypeFor[explain.Score](), "PlanChange": reflect.TypeFor[explain.Change](),
	"PlanCutoff": reflect.TypeFor[service.PlanCutoff](), "PlanExplanation": reflect.TypeFor[service.PlanExplanation](), "Job": reflect.TypeFor[domain.Job](),
	"QuestionFigures": reflect.TypeFor[service.QuestionFigures](), "PublishedPlan": reflect.TypeFor[service.PublishedPlan](), "CausingQuestion": reflect.TypeFor[service.CausingQuestion](),
	"ConsultedChange": reflect.TypeFor[service.ConsultedChange](), "Transparency": reflect.TypeFor[service.Transparency](),
}

// inputs are the Go types behind the schemas that the server reads.
var inputs = map[string]reflect.Type{
	"ActionInput": reflect.TypeFor[service.ActionInput](), "AppointmentPatch": reflect.TypeFor[domain.AppointmentInput](), "AssessmentPatch": reflect.TypeFor[domain.AssessmentInput](),
	"CommentInput": reflect.TypeFor[domain.CommentInput](), "CompetencyPatch": reflect.TypeFor[domain.CompetencyInput](), "ConsentInput": reflect.TypeFor[domain.ConsentInput](),
	"Credentials": reflect.TypeFor[service.Credentials](), "DecreePatch": reflect.TypeFor[domain.DecreeInput](), "EducationPatch": reflect.TypeFor[domain.EducationInput](),
	"EmptyInput": reflect.TypeFor[struct{}](), "EvaluationInput": reflect.TypeFor[domain.EvaluationInput](), "FollowUpPatch": reflect.TypeFor[domain.FollowUpInput](),
	"HolidayPatch": reflect.TypeFor[domain.HolidayInput](), "Member": reflect.TypeFor[domain.Member](), "Requirement": reflect.TypeFor[domain.Requirement](),
	"OverrideInput": reflect.TypeFor[domain.OverrideInput](), "PasswordInput": reflect.TypeFor[service.PasswordInput](),
	"PolicyInput": reflect.TypeFor[service.PolicyInput](), "PositionPatch": reflect.TypeFor[domain.PositionInput](), "ProposalPatch": reflect.TypeFor[domain.ProposalInput](),
	"RatingPatch": reflect.TypeFor[domain.RatingInput](), "RefreshInput": reflect.TypeFor[service.RefreshInput](), "RelationPatch": reflect.TypeFor[domain.RelationInput](),
	"ReviewInput": reflect.TypeFor[domain.ReviewInput](), "SanctionPatch": reflect.TypeFor[domain.SanctionInput](), "ServiceKeyPatch": reflect.TypeFor[domain.ServiceKeyInput](), "StaffPatch": reflect.TypeFor[domain.StaffInput](),
	"TestPatch": reflect.TypeFor[domain.TestInput](), "TrainingRecordPatch": reflect.TypeFor[domain.TrainingRecordInput](), "UnitPatch": reflect.TypeFor[domain.UnitInput](),
	"UserPatch": reflect.TypeFor[domain.UserInput](), "WorkloadInput": reflect.TypeFor[domain.WorkloadInput](), "Task": reflect.TypeFor[domain.TaskInput](),
	"WhatIfInput": reflect.TypeFor[service.WhatIfInput](), "Move": reflect.TypeFor[needs.Move](),
	"ProgrammePatch": reflect.TypeFor[domain.ProgrammeInput](), "Phase": reflect.TypeFor[domain.Phase](), "GivenWeights": reflect.TypeFor[domain.PlanWeights](),
	"GivenLimits": reflect.TypeFor[domain.PlanLimits](), "UnitFloor": reflect.TypeFor[domain.UnitFloor](), "PositionQuota": reflect.TypeFor[domain.PositionQuota](),
	"AspirationPatch": reflect.TypeFor[domain.AspirationInput](), "GivenWish": reflect.TypeFor[domain.Wish](),
	"ForumPatch": reflect.TypeFor[domain.ForumInput](), "ParticipantPatch": reflect.TypeFor[domain.ParticipantInput](),
	"QuestionPatch": reflect.TypeFor[domain.QuestionInput](), "ConcernPatch": reflect.TypeFor[domain.ConcernInput](),
	"PlanInput": reflect.TypeFor[domain.PlanInput](), "AdoptInput": reflect.TypeFor[service.AdoptInput](),
}

// neverNull are ids and days without validate:"required" that the server sets whatever the client writes.
var neverNull = map[string][]string{
	"NeedPosition": {"position_id", "unit_id"}, "NeedUnit": {"unit_id"}, "NeedsBasis": {"as_of"}, "PositionChange": {"position_id", "unit_id"},
	"UnitBalance": {"unit_id"}, "UnitChange": {"unit_id"}, "WhatIfWarning": {"unit_id"}, "Workload": {"id", "position_id"},
	"Programme": {"id", "created_by"}, "ProgrammeChange": {"id", "programme_id", "actor_id"}, "Demand": {"unit_id"}, "Aspiration": {"id"},
	"AspirationStep": {"id", "aspiration_id", "actor_id"},
	"Flip":           {"proposal_id"}, "Forum": {"id", "programme_id", "held_on"}, "Participant": {"id", "forum_id"}, "Question": {"id", "forum_id", "programme_id"},
	"Concern": {"id", "programme_id", "created_by"}, "ConcernSummary": {"programme_id"},
	"Plan": {"id", "programme_id", "job_id", "as_of", "created_by"}, "PlanMove": {"id", "plan_id", "staff_id", "to_position_id", "to_unit_id"}, "PlanProof": {"plan_id"},
	"PositionPrice": {"position_id"}, "FloorPrice": {"unit_id"}, "PlanCutoff": {"position_id"}, "PlanExplanation": {"plan_id", "staff_id", "position_id"},
	"Job": {"id", "subject_id", "created_by"}, "PublishedPlan": {"plan_id"}, "CausingQuestion": {"id"}, "ConsultedChange": {"id"}, "Transparency": {"programme_id"},
	"Fit": {"staff_id", "position_id", "as_of"}, "FitGap": {"competency_id"}, "Post": {"id", "unit_id"}, "Candidate": {"staff_id"}, "CandidatePage": {"on"},
	"Match": {"position_id", "unit_id"}, "MatchPage": {"staff_id", "on"}, "TalentPerson": {"staff_id"}, "TalentMap": {"as_of"}, "TalentPool": {"as_of"},
	"Appointment": {"id", "staff_id", "unit_id"}, "Assessment": {"id", "staff_id"}, "AuditEntry": {"id", "subject_id"}, "CheckRun": {"id"},
	"Comment": {"id", "proposal_id", "author_id"}, "Competency": {"id"}, "Consent": {"id", "proposal_id", "given_by"}, "Decree": {"id"},
	"Document": {"id", "proposal_id", "uploaded_by"}, "Education": {"id", "staff_id"}, "Eligibility": {"staff_id", "on"},
	"Evaluation": {"id", "proposal_id", "staff_id", "unit_id", "due_on"}, "FollowUp": {"id", "staff_id", "unit_id"}, "HistoryEntry": {"id"}, "Holiday": {"id"},
	"Me": {"user"}, "Opinion": {"id", "proposal_id", "held_on", "recorded_by"}, "Override": {"id", "proposal_id", "document_id", "by"}, "OverrideNote": {"by", "document_id"},
	"Policy": {"id", "valid_from"}, "Position": {"id"}, "Proposal": {"id", "created_by"}, "Rating": {"id", "staff_id"}, "Relation": {"id", "staff_id"},
	"Sanction": {"id", "staff_id"}, "ServiceKey": {"id"}, "Staff": {"id"}, "Test": {"id", "staff_id"}, "TrainingRecord": {"id", "staff_id"}, "Unit": {"id"}, "User": {"id"},
}

// emptyUntilSubmitted are words of an input that the stored row does not have from the beginning.
var emptyUntilSubmitted = map[string]string{"Evaluation": "action"}

// member is one JSON member of a Go type.
type member struct {
	reflect.StructField
	optional bool // left out where empty
}

func goMembers(t reflect.Type) map[string]member {
	m := map[string]member{}
	for name, index := range members(t) {
		f := t.FieldByIndex(index)
		_, opt, _ := strings.Cut(f.Tag.Get("json"), ",")
		m[name] = member{f, opt == "omitempty" || opt == "omitzero"}
	}
	return m
}

// rules are the checks of a member itself and, behind dive, of its elements.
func (m member) rules() (own, each map[string]string) {
	own, each = map[string]string{}, map[string]string{}
	to := own
	for tag := range strings.SplitSeq(m.Tag.Get("validate"), ",") {
		name, value, _ := strings.Cut(tag, "=")
		if name == "dive" {
			to = each
			continue
		}
		to[name] = value
	}
	return own, each
}

// plain follows the allOf with one part that gives a $ref a description.
func plain(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	for len(ref.Value.AllOf) == 1 && len(ref.Value.Properties) == 0 && len(ref.Value.Required) == 0 {
		ref = ref.Value.AllOf[0]
	}
	return ref
}

func nullableHere(ref *openapi3.SchemaRef) bool {
	return ref.Value.Nullable || len(ref.Value.AllOf) == 1 && ref.Value.AllOf[0].Value.Nullable
}

// misfit says why a schema does not describe a Go type; empty where it does.
func misfit(ref *openapi3.SchemaRef, t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s := plain(ref)
	is := func(kind, format string) string {
		if !s.Value.Type.Is(kind) || format != "" && s.Value.Format != format {
			return fmt.Sprintf("is %v %s, want %s %s", s.Value.Type, s.Value.Format, kind, format)
		}
		return ""
	}
	switch t {
	case reflect.TypeFor[domain.ID]():
		return is("string", "uuid")
	case reflect.TypeFor[domain.Date]():
		return is("string", "date")
	case reflect.TypeFor[time.Time]():
		return is("string", "date-time")
	case reflect.TypeFor[json.RawMessage]():
		return is("object", "")
	case reflect.TypeFor[domain.Hundredths](), reflect.TypeFor[domain.TenThousandths]():
		return is("number", "")
	}
	switch t.Kind() {
	case reflect.String:
		return is("string", "")
	case reflect.Bool:
		return is("boolean", "")
	case reflect.Int, reflect.Int64:
		return is("integer", "")
	case reflect.Slice:
		if bad := is("array", ""); bad != "" {
			return bad
		}
		return misfit(s.Value.Items, t.Elem())
	case reflect.Map:
		if bad := is("object", ""); bad != "" || s.Value.AdditionalProperties.Schema == nil { // names spelt out, or any value
			return bad
		}
		return misfit(s.Value.AdditionalProperties.Schema, t.Elem())
	case reflect.Struct:
		if name := strings.TrimPrefix(s.Ref, "#/components/schemas/"); answers[name] != t && inputs[name] != t {
			return fmt.Sprintf("is %q, want the schema of %s", s.Ref, t)
		}
	}
	return ""
}

func words(s *openapi3.Schema) []string {
	list := []string{}
	for _, v := range s.Enum {
		list = append(list, fmt.Sprint(v))
	}
	return list
}

// wantWords are the words that the checks of a member allow; nil where any text is.
func wantWords(rules map[string]string) []string {
	var list []string
	switch _, rank := rules["rank"]; {
	case rules["oneof"] != "":
		list = strings.Fields(rules["oneof"])
	case rank:
		list = ranks()
	default:
		if _, ok := rules["education"]; !ok {
			return nil
		}
		for _, l := range domain.EducationLevels {
			list = append(list, l.Code)
		}
	}
	if _, ok := rules["omitempty"]; ok {
		list = append([]string{""}, list...)
	}
	return list
}

func ranks() []string {
	var list []string
	for _, r := range domain.Ranks {
		list = append(list, r.Code)
	}
	return append(list, domain.PPPKRanks...)
}

func checkWords(t *testing.T, at string, ref *openapi3.SchemaRef, m member, more ...string) {
	t.Helper()
	own, each := m.rules()
	if want := wantWords(own); want != nil {
		sameSet(t, at, words(plain(ref).Value), append(slices.Clone(more), want...))
	}
	if want := wantWords(each); want != nil {
		sameSet(t, at, words(plain(plain(ref).Value.Items).Value), want)
	}
}

func closed(s *openapi3.Schema) bool {
	return s.Type.Is("object") && s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has
}

func TestContractDescribesWhatTheServerSends(t *testing.T) {
	doc := contract(t)
	for name, typ := range answers {
		ref := doc.Components.Schemas[name]
		if ref == nil {
			t.Errorf("openapi.yaml has no schema %s for %s", name, typ)
			continue
		}
		s, fields := ref.Value, goMembers(typ)
		if !closed(s) {
			t.Errorf("%s: want an object with additionalProperties: false", name)
		}
		var names, required []string
		for field, m := range fields {
			if name == "User" && field == "password" {
				continue // written, never read
			}
			names = append(names, field)
			if !m.optional {
				required = append(required, field)
			}
			p := s.Properties[field]
			if p == nil {
				continue // reported below
			}
			at := name + "." + field
			if bad := misfit(p, m.Type); bad != "" {
				t.Errorf("%s: %s", at, bad)
			}
			own, _ := m.rules()
			_, set := own["required"]
			can := nullable(m.Type) || m.Type == reflect.TypeFor[json.RawMessage]()
			if want := can && !set && !m.optional && !slices.Contains(neverNull[name], field); nullableHere(p) != want {
				t.Errorf("%s: nullable is %v, want %v", at, nullableHere(p), want)
			}
			if emptyUntilSubmitted[name] == field {
				checkWords(t, at, p, m, "")
			} else {
				checkWords(t, at, p, m)
			}
		}
		sameSet(t, name, slices.Collect(maps.Keys(s.Properties)), names)
		sameSet(t, name+" required", s.Required, required)
	}
	for name, list := range neverNull {
		for _, field := range list {
			if _, ok := goMembers(answers[name])[field]; !ok {
				t.Errorf("neverNull names %s.%s, which is gone", name, field)
			}
		}
	}
}

func TestContractDescribesWhatTheServerReads(t *testing.T) {
	doc := contract(t)
	for name, typ := range inputs {
		ref := doc.Components.Schemas[name]
		if ref == nil {
			t.Errorf("openapi.yaml has no schema %s for %s", name, typ)
			continue
		}
		s, fields := ref.Value, goMembers(typ)
		if !closed(s) {
			t.Errorf("%s: want an object with additionalProperties: false", name)
		}
		sameSet(t, name, slices.Collect(maps.Keys(s.Properties)), slices.Collect(maps.Keys(fields)))
		for field, m := range fields {
			p := s.Properties[field]
			if p == nil {
				continue // reported above
			}
			at := name + "." + field
			if bad := misfit(p, m.Type); bad != "" {
				t.Errorf("%s: %s", at, bad)
			}
			own, each := m.rules()
			_, set := own["required"]
			if want := nullable(m.Type) && !set && !m.optional; nullableHere(p) != want {
				t.Errorf("%s: nullable is %v, want %v", at, nullableHere(p), want)
			}
			checkWords(t, at, p, m)
			checkLimits(t, at, p, m.Type, own)
			if m.Type.Kind() == reflect.Slice {
				checkLimits(t, at+"[]", plain(p).Value.Items, m.Type.Elem(), each)
			}
		}
		base, patch := strings.CutSuffix(name, "Patch")
		if !patch {
			continue
		}
		if len(s.Required) > 0 {
			t.Errorf("%s: a merge patch requires nothing", name)
		}
		whole := doc.Components.Schemas[base+"Input"]
		if whole == nil || len(whole.Value.AllOf) != 1 || whole.Value.AllOf[0].Ref != "#/components/schemas/"+name {
			t.Errorf("%sInput must be %s with what a new row must have", base, name)
		}
	}
}

// checkLimits compares lengths and ranges with the validate tag.
func checkLimits(t *testing.T, at string, ref *openapi3.SchemaRef, typ reflect.Type, rules map[string]string) {
	t.Helper()
	s := plain(ref).Value
	if len(s.Enum) > 0 || s.Format != "" {
		return // shorter than any limit
	}
	number := func(tag string) (int, bool) {
		n, err := strconv.Atoi(rules[tag])
		return n, err == nil
	}
	low, hasLow := number("min")
	high, hasHigh := number("max")
	_, omit := rules["omitempty"]
	_, required := rules["required"]
	var gotLow, gotHigh *int
	whole := func(f *float64) *int {
		if f == nil {
			return nil
		}
		n := int(*f)
		return &n
	}
	count := func(u *uint64) *int {
		if u == nil {
			return nil
		}
		n := int(*u)
		return &n
	}
	switch typ.Kind() {
	case reflect.String:
		gotLow, gotHigh = count(&s.MinLength), count(s.MaxLength)
		if required && !hasLow && s.Pattern == "" {
			low, hasLow = 1, true
		}
	case reflect.Int:
		gotLow, gotHigh = whole(s.Min), whole(s.Max)
		if omit && hasLow {
			low = 0
		}
	case reflect.Slice:
		gotLow, gotHigh = count(&s.MinItems), count(s.MaxItems)
	case reflect.Map:
		gotLow, gotHigh = count(&s.MinProps), count(s.MaxProps)
	default:
		return
	}
	if hasLow && (gotLow == nil || *gotLow != low) {
		t.Errorf("%s: the lower limit is not %d", at, low)
	}
	if hasHigh != (gotHigh != nil) || hasHigh && *gotHigh != high {
		t.Errorf("%s: the upper limit is not max=%s", at, rules["max"])
	}
}

func TestContractWordsAreTheProgrammes(t *testing.T) {
	doc := contract(t)
	text := func(list ...any) []string {
		var out []string
		for _, v := range list {
			out = append(out, fmt.Sprint(v))
		}
		return out
	}
	all := func(v any) []string {
		var out []string
		for i := range reflect.ValueOf(v).Len() {
			out = append(out, fmt.Sprint(reflect.ValueOf(v).Index(i)))
		}
		return out
	}
	predicates := map[string]bool{}
	for r := 1; r <= 3; r++ {
		for b := 1; b <= 3; b++ {
			predicates[string(domain.PredicateOf(r, b))] = true
		}
	}
	marks := slices.Sorted(maps.Keys(predicates))
	for name, want := range map[string][]string{
		"State": all(domain.States), "Role": all(domain.Roles), "DocumentKind": domain.DocumentKinds, "ReferenceKind": service.ReferenceKinds, "Stage": domain.Stages,
		"Rank": append([]string{""}, ranks()...), "FunctionalLevel": append([]string{""}, domain.JFLevels...), "Predicate": marks,
		"Direction":    text(domain.DirectionInternal, domain.DirectionIn, domain.DirectionOut),
		"Movement":     text("", domain.Horizontal, domain.VerticalUp, domain.DiagonalUp, domain.Down),
		"Severity":     text(domain.Block, domain.Warn, domain.Note),
		"Outcome":      text(domain.OutcomePass, domain.OutcomeFail, domain.OutcomeUnknown, domain.OutcomeOverridden),
		"Verdict":      text(eligibility.Eligible, eligibility.NotEligible, eligibility.Undetermined),
		"Gate":         text(eligibility.GateNone, eligibility.GateVerify, eligibility.GateApprove, eligibility.GateDecree),
		"PlanState":    text(domain.PlanPending, domain.PlanReady, domain.PlanInfeasible, domain.PlanFailed, domain.PlanCancelled, domain.PlanAdopted),
		"JobState":     text(domain.JobQueued, domain.JobRunning, domain.JobDone, domain.JobFailed, domain.JobCancelled),
		"PlanOutcome":  service.PlanOutcomes,
		"ServiceScope": all(service.ServiceScopes), "MatchMethod": text(fit.Capped, fit.Raw),
		"PhaseName": domain.Phases, "WishReason": domain.WishReasons, "AspirationState": text(domain.AspirationActive, domain.AspirationWithdrawn),
		"ProgrammeState": text(domain.ProgrammeDraft, domain.ProgrammeOpen, domain.ProgrammeClosed),
		// A decree has no way to be cancelled yet.
		"DecreeState": text(domain.DecreeDraft, domain.DecreeSigned, domain.DecreeEffective),
	} {
		sameSet(t, name, words(doc.Components.Schemas[name].Value), want)
	}
	actions := all(workflow.Actions)
	property := func(schema, name string) *openapi3.Schema {
		p := plain(doc.Components.Schemas[schema].Value.Properties[name]).Value
		if p.Items != nil {
			p = plain(p.Items).Value
		}
		return p
	}
	for _, c := range []struct {
		schema, name string
		want         []string
	}{
		{"Programme", "phase", append(slices.Clone(domain.Phases), "")},
		{"Proposal", "allowed_actions", append(slices.Clone(actions), "update", "delete", "consent")},
		{"HistoryEntry", "action", append(slices.Clone(actions), "create", "update", string(workflow.Decree), string(workflow.Activate))},
		{"HistoryEntry", "from", append(all(domain.States), "")},
		{"Evaluation", "predicate", append(slices.Clone(marks), "")},
		{"CheckRun", "gate", text("draft", "submit", eligibility.GateVerify, eligibility.GateApprove, eligibility.GateDecree)},
	} {
		sameSet(t, c.schema+"."+c.name, words(property(c.schema, c.name)), c.want)
	}
	kinds := words(property("Param", "type"))
	for _, r := range eligibility.Catalogue {
		for _, p := range r.Params {
			if !slices.Contains(kinds, p.Type) {
				t.Errorf("rule %s has a parameter of type %q, which openapi.yaml does not know", r.Code, p.Type)
			}
		}
	}
}

// list is what a table lets clients ask of a list.
type list struct {
	filters      map[string]repository.Filter
	sorts        []string
	sort         string
	search, asOf bool
}

func listOf[T any, P repository.Entity[T]](t *repository.Table[T, P]) list {
	return list{t.Filters, slices.Collect(maps.Keys(t.Sorts)), t.DefaultSort, t.Words != nil, t.AsOf != ""}
}

func ownedList[T any, P repository.Entity[T]](t *repository.Table[T, P]) list {
	l := listOf(t)
	l.filters = nil // the person stands in the path
	return l
}

// listUnder is a list whose filter on the row above stands in the path.
func listUnder[T any, P repository.Entity[T]](t *repository.Table[T, P], above string) list {
	l := listOf(t)
	l.filters = maps.Clone(l.filters)
	delete(l.filters, above)
	return l
}

func TestContractListsTakeWhatTheTablesDo(t *testing.T) {
	due := listOf(repository.Evaluations)
	due.filters = maps.Clone(due.filters)
	delete(due.filters, "due_by") // clients say due=true
	due.filters["due"] = repository.Filter{Parse: repository.Bool}
	tables := map[string]list{
		"listUsers": listOf(repository.Users), "listServiceKeys": listOf(repository.ServiceKeys), "listUnits": listOf(repository.Units), "listCompetencies": listOf(repository.Competencies),
		"listPositions": listOf(repository.Positions), "listStaff": listOf(repository.Staff), "listHolidays": listOf(repository.Holidays),
		"listProposals": listOf(repository.Proposals), "listProgrammes": listOf(repository.Programmes), "listAspirations": listOf(repository.Aspirations), "listDecrees": listOf(repository.Decrees), "listEvaluations": due, "listFollowUps": listOf(repository.FollowUps),
		"listStaffAppointments": ownedList(repository.Appointments), "listStaffAssessments": ownedList(repository.Assessments),
		"listStaffEducations": ownedList(repository.Educations), "listStaffRatings": ownedList(repository.Ratings), "listStaffTrainings": ownedList(repository.TrainingRecords),
		"listForums": listUnder(repository.Forums, "programme_id"), "listParticipants": listUnder(repository.Participants, "forum_id"),
		"listPlans": listUnder(repository.Plans, "programme_id"), "listJobs": listOf(repository.Jobs),
		"listQuestions": listUnder(repository.Questions, "forum_id"), "listConcerns": listUnder(repository.Concerns, "programme_id"),
		"listStaffSanctions": ownedList(repository.Sanctions), "listStaffTests": ownedList(repository.Tests), "listStaffRelations": ownedList(repository.Relations),
	}
	ops := byID(contract(t))
	for id, op := range ops {
		if op.in("query")["sort"] != nil && tables[id].sort == "" {
			t.Errorf("%s is a list of a table: name the table in this test", id)
		}
	}
	for id, l := range tables {
		op, ok := ops[id]
		if !ok {
			t.Errorf("openapi.yaml has no operation %s", id)
			continue
		}
		query := op.in("query")
		delete(query, "expand") // TestContractParametersAreTaken asks the server
		want := append(slices.Collect(maps.Keys(l.filters)), "limit", "cursor", "count", "fields", "sort")
		if l.search {
			want = append(want, "q")
		}
		if l.asOf {
			want = append(want, "as_of")
		}
		sameSet(t, id, slices.Collect(maps.Keys(query)), want)
		var sorts []string
		for _, s := range l.sorts {
			sorts = append(sorts, s, "-"+s)
		}
		if p := query["sort"]; p != nil {
			sameSet(t, id+" sort", words(p.Schema.Value), sorts)
			if p.Schema.Value.Default != l.sort {
				t.Errorf("%s: the default sort is %v, want %s", id, p.Schema.Value.Default, l.sort)
			}
		}
		if p := query["limit"]; p != nil && (p.Schema.Value.Default != float64(repository.DefaultLimit) || *p.Schema.Value.Max != repository.MaxLimit) {
			t.Errorf("%s: limit is not %d, at most %d", id, repository.DefaultLimit, repository.MaxLimit)
		}
		for name, f := range l.filters {
			if p := query[name]; p != nil {
				checkFilter(t, id+" "+name, p, f)
			}
		}
	}
}

func checkFilter(t *testing.T, at string, p *openapi3.Parameter, f repository.Filter) {
	t.Helper()
	s := p.Schema
	if many := strings.Contains(f.Where, "IN ?"); many != s.Value.Type.Is("array") || many && (p.Explode == nil || *p.Explode) {
		t.Errorf("%s: takes several values separated by commas: %v", at, many)
	} else if many {
		s = s.Value.Items
	}
	is := func(a repository.Parser) bool {
		return reflect.ValueOf(f.Parse).Pointer() == reflect.ValueOf(a).Pointer()
	}
	kind, format := "string", ""
	switch {
	case is(repository.ID):
		format = "uuid"
	case is(repository.Day):
		format = "date"
	case is(repository.Bool):
		kind = "boolean"
	case is(repository.Int):
		kind = "integer"
	}
	if v := plain(s).Value; !v.Type.Is(kind) || v.Format != format {
		t.Errorf("%s: is %v %s, want %s %s", at, v.Type, v.Format, kind, format)
	}
}

// contractWorld is a server on a fresh SQLite file, with the token of somebody who may read everything.
func contractWorld(t *testing.T) (*Server, *service.Service, string) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	st, err := repository.Open(ctx, "sqlite:"+filepath.Join(dir, "contract.db"), repository.Options{Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	svc, err := service.New(ctx, st, service.Config{FilesDir: filepath.Join(dir, "files"), Hash: service.HashCost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	roles := []domain.Role{domain.RoleAdmin, domain.RoleHR, domain.RolePYB, domain.RolePPK, domain.RoleAuditor}
	if _, err := svc.CreateUser(ctx, domain.UserInput{Username: "all", Password: "semua-boleh", Roles: roles}); err != nil {
		t.Fatal(err)
	}
	tokens, err := svc.Login(ctx, service.Credentials{Username: "all", Password: "semua-boleh"}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	return contractServer(t, svc), svc, tokens.AccessToken
}

// TestContractParametersAreTaken sends every documented query parameter, and some that are not documented.
func TestContractParametersAreTaken(t *testing.T) {
	s, svc, token := contractWorld(t)
	person, err := svc.Staff.Create(context.Background(), domain.Actor{Roles: domain.Roles}, func(in *domain.StaffInput) error {
		in.NIP, in.Name, in.Employment, in.Sex, in.BirthDate = "199003152015042003", "Siti Rahmawati", "pns", "female", domain.MustDate("1990-03-15")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	unknown := []string{"unknown_parameter", "unknown_filter", "unknown_sort", "unknown_name"}
	ask := func(op contractOp, query string) (int, string) {
		path := strings.NewReplacer("/staff/{id}", "/staff/"+person.NIP, "{kind}", service.ReferenceKinds[0]).Replace(op.path)
		path = regexp.MustCompile(`\{[a-z_]+\}`).ReplaceAllString(path, domain.NewID().String())
		for name, p := range op.in("query") {
			// An internal move, the default, leads to a position.
			needed := p.Required || name == "position_id" && op.OperationID == "getEligibility"
			if needed && !strings.HasPrefix(query, name+"=") {
				query += "&" + name + "=" + samples(p)[0]
			}
		}
		r := httptest.NewRequest(op.method, path+"?"+query, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		s.echo.ServeHTTP(w, r)
		var doc struct {
			Code string `json:"code"`
		}
		_ = json.Unmarshal(w.Body.Bytes(), &doc) // a page has no code
		return w.Code, doc.Code
	}
	for key, op := range contractOps(contract(t)) {
		if op.method != http.MethodGet || !strings.HasPrefix(op.path, "/v1/") {
			continue
		}
		query := op.in("query")
		for name, p := range query {
			for _, v := range samples(p) {
				if status, code := ask(op, name+"="+v); status >= 500 || slices.Contains(unknown, code) || code == "bad_value" && name != "cursor" {
					t.Errorf("%s?%s=%s is documented, the answer is %d %s", key, name, v, status, code)
				}
			}
		}
		for _, bad := range []string{"nonsense=1", "q=a", "as_of=2026-11-02", "sort=name", "expand=unit", "expand=nonsense", "count=true", "cursor=x", "limit=1", "fields=id"} {
			name, _, _ := strings.Cut(bad, "=")
			if query[name] != nil {
				continue
			}
			if status, _ := ask(op, bad); (status == 400) != op.has(400) {
				t.Errorf("%s?%s is not documented, the answer is %d, 400 is documented: %v", key, bad, status, op.has(400))
			}
		}
	}
}

// samples are values that a parameter takes.
func samples(p *openapi3.Parameter) []string {
	s := plain(p.Schema).Value
	if s.Type.Is("array") {
		s = plain(s.Items).Value
	}
	switch {
	case len(s.Enum) > 0:
		return words(s)
	case p.Name == "fields":
		return []string{"id"}
	case s.Format == "uuid":
		return []string{domain.NewID().String()}
	case s.Format == "date":
		return []string{"2026-11-02"}
	case s.Type.Is("boolean"):
		return []string{"true", "false"}
	case s.Type.Is("integer"):
		return []string{"1"}
	}
	return []string{"1"}
}

// missing are the members that a use case names when it is given nothing but its defaults.
func missing(err error) []string {
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != domain.Invalid {
		return []string{fmt.Sprint("no field errors but: ", err)}
	}
	names := []string{}
	for _, f := range e.Fields {
		if name := strings.TrimPrefix(f.Pointer, "/"); (f.Code == "required" || f.Code == "min") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// creates calls the create of a resource with a fill that leaves the defaults as they are.
func creates[T, I any](r interface {
	Create(context.Context, domain.Actor, service.Fill[I]) (*T, error)
}) func(context.Context, domain.Actor) error {
	return func(ctx context.Context, a domain.Actor) error {
		_, err := r.Create(ctx, a, func(*I) error { return nil })
		return err
	}
}

// TestContractRequiresWhatTheUseCasesDo gives every use case nothing but its own defaults and compares what it misses.
func TestContractRequiresWhatTheUseCasesDo(t *testing.T) {
	_, svc, _ := contractWorld(t)
	doc, ctx := contract(t), context.Background()
	everything := domain.Actor{UserID: domain.NewID(), Roles: domain.Roles}
	office, err := svc.Units.Create(ctx, everything, func(in *domain.UnitInput) error { in.Code, in.Name = "DINKES", "Dinas Kesehatan"; return nil })
	if err != nil {
		t.Fatal(err)
	}
	post, err := svc.Positions.Create(ctx, everything, func(in *domain.PositionInput) error {
		in.Code, in.Title, in.UnitID, in.Kind = "J1", "Analis", office.ID, domain.KindPelaksana
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	use := map[string]func(context.Context, domain.Actor) error{
		"UserInput": creates(svc.Users), "ServiceKeyInput": creates(svc.ServiceKeys), "UnitInput": creates(svc.Units), "CompetencyInput": creates(svc.Competencies), "PositionInput": creates(svc.Positions),
		"StaffInput": creates(svc.Staff), "HolidayInput": creates(svc.Holidays), "ProposalInput": creates(svc.Proposals), "DecreeInput": creates(svc.Decrees),
		"FollowUpInput": creates(svc.FollowUps), "AppointmentInput": creates(svc.Appointments.Resource), "AssessmentInput": creates(svc.Assessments.Resource),
		"EducationInput": creates(svc.Educations.Resource), "RatingInput": creates(svc.Ratings.Resource), "TrainingRecordInput": creates(svc.TrainingRecords.Resource),
		"SanctionInput": creates(svc.Sanctions.Resource), "TestInput": creates(svc.Tests.Resource), "RelationInput": creates(svc.Relations.Resource),
		"Credentials": func(ctx context.Context, _ domain.Actor) error {
			_, err := svc.Login(ctx, service.Credentials{}, "", "")
			return err
		},
		"RefreshInput": func(ctx context.Context, _ domain.Actor) error {
			_, err := svc.Refresh(ctx, service.RefreshInput{})
			return err
		},
		"PasswordInput": func(ctx context.Context, a domain.Actor) error {
			return svc.ChangePassword(ctx, a, service.PasswordInput{})
		},
		"PolicyInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.CreatePolicy(ctx, a, service.PolicyInput{})
			return err
		},
		"ReviewInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.Review(ctx, a, domain.NewID(), service.Match{}, domain.ReviewInput{})
			return err
		},
		"ConsentInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.Consent(ctx, a, domain.NewID(), domain.ConsentInput{})
			return err
		},
		"OverrideInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.Override(ctx, a, domain.NewID(), domain.OverrideInput{})
			return err
		},
		"WorkloadInput": func(ctx context.Context, a domain.Actor) error {
			_, _, err := svc.PutWorkload(ctx, a, post.ID, service.Match{}, func(*domain.WorkloadInput) error { return nil })
			return err
		},
		"WhatIfInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.WhatIf(ctx, a, service.WhatIfInput{})
			return err
		},
		"ProgrammeInput": creates(svc.Programmes), "AspirationInput": creates(svc.Aspirations),
		"ForumInput": creates(svc.Forums.Resource), "ParticipantInput": creates(svc.Participants.Resource),
		"QuestionInput": creates(svc.Questions.Resource), "ConcernInput": creates(svc.Concerns.Resource),
		"PlanInput": creates(svc.Plans),
		"AdoptInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.AdoptPlan(ctx, a, domain.NewID(), service.Match{}, service.AdoptInput{})
			return err
		},
		"CommentInput": func(ctx context.Context, a domain.Actor) error {
			_, err := svc.AddComment(ctx, a, domain.NewID(), domain.CommentInput{})
			return err
		},
	}
	// What validate tags cannot say: a password is needed for a new account only; a proposal names a position or an agency, a forum a place or a link.
	also := map[string][]string{"UserInput": {"password"}}
	either := map[string][]string{"ProposalInput": {"to_position_id"}, "ForumInput": {"place"}}
	for name, call := range use {
		want := slices.DeleteFunc(append(missing(call(ctx, everything)), also[name]...), func(s string) bool { return slices.Contains(either[name], s) })
		sameSet(t, name+" required", doc.Components.Schemas[name].Value.Required, want)
	}
	for name := range doc.Components.Schemas {
		covered := use[name] != nil || slices.Contains([]string{"ActionInput", "ReasonInput", "StartInput", "EmptyInput", "EvaluationInput"}, name)
		if strings.HasSuffix(name, "Input") && !covered {
			t.Errorf("name the use case of %s in this test", name)
		}
	}
	sameSet(t, "EvaluationInput required", doc.Components.Schemas["EvaluationInput"].Value.Required, []string{"results", "behaviour", "adaptation"})
}

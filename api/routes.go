package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/domain/workflow"
	"mutasi/service"
)

// operations is the route table: every operation of the contract with its permission.
func (s *Server) operations() {
	s.add("POST", "/auth/login", "login", "", s.login)
	s.add("POST", "/auth/refresh", "refresh", "", s.refresh)
	s.add("POST", "/auth/logout", "logout", "self.write", s.logout)
	s.add("GET", "/me", "getMe", "self.read", s.me)
	s.add("PUT", "/me/password", "changePassword", "self.write", s.changePassword)

	mount(s, view{path: "/users", name: "User", plural: "Users", read: "user.read", write: "user.write"}, s.svc.Users)
	mount(s, view{path: "/service-keys", name: "ServiceKey", plural: "ServiceKeys", read: "servicekey.read", write: "servicekey.write"}, serviceKeys{s.svc.ServiceKeys, s.svc})
	mount(s, view{path: "/units", name: "Unit", plural: "Units", read: "unit.read", write: "unit.write", asOf: true}, s.svc.Units)
	mount(s, view{path: "/competencies", name: "Competency", plural: "Competencies", read: "competency.read", write: "competency.write"}, s.svc.Competencies)
	mount(s, view{path: "/positions", name: "Position", plural: "Positions", read: "position.read", write: "position.write", asOf: true, volatile: true, expand: []string{"unit"}}, s.svc.Positions)
	mount(s, view{path: "/staff", name: "Staff", plural: "Staff", read: "staff.read", write: "staff.write", asOf: true, expand: []string{"unit", "position"}, lookup: s.staffKey}, s.svc.Staff)
	mount(s, view{path: "/holidays", name: "Holiday", plural: "Holidays", read: "holiday.read", write: "holiday.write"}, s.svc.Holidays)

	s.add("GET", "/positions/:id/workload", "getWorkload", "workload.read", s.workload)
	s.add("PUT", "/positions/:id/workload", "putWorkload", "workload.write", s.putWorkload)
	s.add("GET", "/needs", "listNeeds", "needs.read", s.needs)
	s.add("GET", "/needs/balance", "getBalance", "needs.read", s.balance)
	s.add("POST", "/needs/what-if", "askWhatIf", "needs.read", s.whatIf)

	mountOwned(s, "appointments", "Appointment", "staff.history", s.svc.Appointments)
	mountOwned(s, "competencies", "Assessment", "staff.restricted", s.svc.Assessments)
	mountOwned(s, "educations", "Education", "staff.history", s.svc.Educations)
	mountOwned(s, "ratings", "Rating", "staff.history", s.svc.Ratings)
	mountOwned(s, "trainings", "Training", "staff.history", s.svc.TrainingRecords)
	mountOwned(s, "sanctions", "Sanction", "staff.restricted", s.svc.Sanctions)
	mountOwned(s, "tests", "Test", "staff.restricted", s.svc.Tests)
	mountOwned(s, "relations", "Relation", "staff.restricted", s.svc.Relations)
	s.add("GET", "/staff/:id/eligibility", "getEligibility", "eligibility.check", s.eligibility)
	s.add("GET", "/staff/:id/fit", "getFit", "fit.read", s.fit)
	s.add("GET", "/staff/:id/matches", "listMatches", "fit.read", s.matches)
	s.add("GET", "/positions/:id/candidates", "listCandidates", "candidates.read", s.candidates)
	s.add("GET", "/talent", "getTalent", "talent.read", s.talent)
	s.add("GET", "/talent/pool", "listTalentPool", "talent.read", s.talentPool)

	s.add("GET", "/references/:kind", "listReferences", "reference.read", s.references)
	s.add("GET", "/rules", "listRules", "rule.read", s.rules)
	s.add("GET", "/policies", "listPolicies", "policy.read", s.policies)
	s.add("POST", "/policies", "createPolicy", "policy.write", s.createPolicy)
	s.add("POST", "/policies/preview", "previewPolicy", "policy.preview", s.previewPolicy)
	s.add("GET", "/policies/:id", "getPolicy", "policy.read", s.policy)

	mount(s, view{path: "/proposals", name: "Proposal", plural: "Proposals", read: "proposal.read", write: "proposal.write", volatile: true, expand: []string{"staff", "to_position"}}, proposals{s.svc})
	for _, act := range workflow.Actions {
		if act != workflow.Review {
			s.add("POST", "/proposals/:id/"+string(act), string(act)+"Proposal", service.Perm("proposal."+string(act)), s.act(act))
		}
	}
	s.add("POST", "/proposals/:id/review", "reviewProposal", "proposal.review", s.review)
	s.add("GET", "/proposals/:id/checks", "getProposalChecks", "proposal.read", s.checks)
	s.add("GET", "/proposals/:id/check-runs", "listCheckRuns", "proposal.read", s.checkRuns)
	s.add("GET", "/proposals/:id/history", "listProposalHistory", "proposal.read", s.history)
	s.add("GET", "/proposals/:id/comments", "listComments", "proposal.read", s.comments)
	s.add("POST", "/proposals/:id/comments", "createComment", "proposal.comment", s.createComment)
	s.add("GET", "/proposals/:id/consents", "listConsents", "proposal.read", s.consents)
	s.add("POST", "/proposals/:id/consents", "createConsent", "proposal.consent", s.createConsent)
	s.add("GET", "/proposals/:id/overrides", "listOverrides", "proposal.read", s.overrides)
	s.add("POST", "/proposals/:id/overrides", "createOverride", "proposal.override", s.createOverride)
	s.add("GET", "/proposals/:id/documents", "listDocuments", "proposal.read", s.documents)
	s.add("POST", "/proposals/:id/documents", "uploadDocument", "document.write", s.upload)
	s.add("GET", "/proposals/:id/documents/:document", "downloadDocument", "proposal.read", s.download)

	mount(s, view{path: "/decrees", name: "Decree", plural: "Decrees", read: "decree.read", write: "decree.write", volatile: true}, s.svc.Decrees)
	s.add("POST", "/decrees/:id/sign", "signDecree", "decree.sign", s.signDecree)

	s.add("GET", "/evaluations", "listEvaluations", "evaluation.read", s.evaluations)
	s.add("GET", "/evaluations/:id", "getEvaluation", "evaluation.read", s.evaluation)
	s.add("PUT", "/evaluations/:id", "submitEvaluation", "evaluation.write", s.submitEvaluation)
	mount(s, view{path: "/follow-ups", name: "FollowUp", plural: "FollowUps", read: "followup.read", write: "followup.write"}, s.svc.FollowUps)

	s.programmeOperations()

	s.forumOperations()

	s.planOperations()

	s.add("GET", "/audit", "listAudit", "audit.read", s.audit)
}

// staffKey takes a staff id or an 18-digit NIP.
func (s *Server) staffKey(c echo.Context, perm service.Perm) (domain.ID, error) {
	text := c.Param("id")
	if len(text) != 18 {
		return pathID(c, "id", "staff")
	}
	return s.svc.StaffID(c.Request().Context(), actor(c), perm, text)
}

// serviceKeys shows a new key once.
type serviceKeys struct {
	*service.Resource[domain.ServiceKey, domain.ServiceKeyInput, *domain.ServiceKey, *domain.ServiceKeyInput]
	svc *service.Service
}

func (k serviceKeys) Create(ctx context.Context, a domain.Actor, fill service.Fill[domain.ServiceKeyInput]) (*domain.ServiceKey, error) {
	return k.svc.CreateServiceKey(ctx, a, fill)
}

// proposals shows single proposals with their checks, fit and timeline.
type proposals struct{ *service.Service }

func (p proposals) List(ctx context.Context, a domain.Actor, q domain.Query) (domain.Page[domain.Proposal], error) {
	return p.Proposals.List(ctx, a, q)
}

func (p proposals) Get(ctx context.Context, a domain.Actor, id domain.ID, q domain.Query) (*domain.Proposal, error) {
	return p.Proposal(ctx, a, id, q)
}

func (p proposals) Create(ctx context.Context, a domain.Actor, fill service.Fill[domain.ProposalInput]) (*domain.Proposal, error) {
	return p.CreateProposal(ctx, a, fill)
}

func (p proposals) Patch(ctx context.Context, a domain.Actor, id domain.ID, m service.Match, fill service.Fill[domain.ProposalInput]) (*domain.Proposal, error) {
	return p.PatchProposal(ctx, a, id, m, fill)
}

func (p proposals) Delete(ctx context.Context, a domain.Actor, id domain.ID, m service.Match) error {
	return p.Proposals.Delete(ctx, a, id, m)
}

from django.urls import path, register_converter

from initiatives.approval_urls import APPROVAL
from initiatives.coordination_sections import WRITTEN as COORDINATION_WRITTEN
from initiatives.plan_sections import WRITTEN as PLAN_WRITTEN
from initiatives.sections import AMENDED_SECTIONS, SECTIONS
from initiatives.urls_agenda import AGENDA
from initiatives.urls_assessment import ASSESSMENT
from initiatives.urls_call import CALL
from initiatives.urls_governance import GOVERNANCE
from initiatives.urls_investment import INVESTMENT
from initiatives.urls_member_list import MEMBER_LIST
from initiatives.urls_organisation import ORGANISATION
from initiatives.urls_support import SUPPORT
from initiatives.views import (
    amendment,
    amendment_text,
    answer,
    confirmation,
    coordination,
    coordination_text,
    council,
    country,
    document,
    initiative,
    institution,
    invitation,
    issue,
    lifecycle,
    member_return,
    membership,
    naming,
    plan,
    plan_text,
    portfolio,
    preview,
    project,
    project_page,
    project_part,
    returns,
    scan,
    section,
    target,
    work,
)


class SectionName:
    regex = "|".join(SECTIONS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class PlanSectionName(SectionName):
    regex = "|".join(PLAN_WRITTEN)


class AmendedSectionName(SectionName):
    regex = "|".join(AMENDED_SECTIONS)


class CoordinationSectionName(SectionName):
    regex = "|".join(COORDINATION_WRITTEN)


register_converter(SectionName, "section")
register_converter(PlanSectionName, "plan_section")
register_converter(AmendedSectionName, "amended_section")
register_converter(CoordinationSectionName, "coordination_section")

INITIATIVE = [
    path("work/", work.Work.as_view(), name="work"),
    path("initiatives/new/", initiative.Create.as_view(), name="initiative_new"),
    path("scan/<str:region>/<str:activity>/invite/", scan.Invite.as_view(), name="scan_invite"),
    path("initiatives/<int:pk>/", initiative.Show.as_view(), name="initiative"),
    path("initiatives/<int:pk>/history/", initiative.History.as_view(), name="initiative_history"),
    path("initiatives/<int:pk>/preview/", preview.Preview.as_view(), name="initiative_preview"),
    path("initiatives/<int:pk>/figures/", preview.Figures.as_view(), name="initiative_figures"),
    path("initiatives/<int:pk>/findable/", initiative.MakeFindable.as_view(), name="initiative_findable"),
    path("initiatives/<int:pk>/languages/", naming.Naming.as_view(), name="initiative_naming"),
    path("initiatives/<int:pk>/sections/", section.Sections.as_view(), name="initiative_sections"),
    path("initiatives/<int:pk>/sections/<section:section>/", section.Edit.as_view(), name="initiative_section"),
    path(
        "initiatives/<int:pk>/sections/<section:section>/autosave/",
        section.Autosave.as_view(),
        name="initiative_section_autosave",
    ),
    path(
        "initiatives/<int:pk>/sections/<section:section>/conflict/",
        section.Conflict.as_view(),
        name="initiative_section_conflict",
    ),
    path("codes/<slug:kind>/", section.SearchCodes.as_view(), name="code_search"),
]

LIFECYCLE = [
    path("initiatives/<int:pk>/check/", lifecycle.Check.as_view(), name="initiative_check"),
    path("initiatives/<int:pk>/transitions/<slug:name>/", lifecycle.Advance.as_view(), name="initiative_transition"),
    path("remarks/<int:pk>/settle/", lifecycle.Settle.as_view(), name="remark_settle"),
]

PLAN = [
    path("initiatives/<int:pk>/plan/", plan.Plan.as_view(), name="plan"),
    path("initiatives/<int:pk>/plan/draft/", plan.Draft.as_view(), name="plan_draft"),
    path("plans/<int:pk>/", plan.Version.as_view(), name="plan_version"),
    path("plans/<int:pk>/targets/", target.Targets.as_view(), name="plan_targets"),
    path("plans/<int:pk>/hand-in/", plan.HandIn.as_view(), name="plan_hand_in"),
    path("plans/<int:pk>/withdraw/", plan.Withdraw.as_view(), name="plan_withdraw"),
    path("plans/<int:pk>/drop/", plan.Drop.as_view(), name="plan_drop"),
    path("plans/<int:pk>/changes/", plan.Compare.as_view(), name="plan_compare"),
    path("plans/<int:pk>/<plan_section:section>/", plan_text.Edit.as_view(), name="plan_section"),
    path("plans/<int:pk>/<plan_section:section>/autosave/", plan_text.Autosave.as_view(), name="plan_section_autosave"),
    path("plans/<int:pk>/<plan_section:section>/conflict/", plan_text.Conflict.as_view(), name="plan_section_conflict"),
    path("targets/<int:pk>/", target.Change.as_view(), name="target"),
    path("targets/<int:pk>/remove/", target.Remove.as_view(), name="target_remove"),
]

INSTITUTION = [
    path("initiatives/<int:pk>/institution/", institution.Ladder.as_view(), name="institution"),
    path("initiatives/<int:pk>/institution/evidence/", institution.Note.as_view(), name="rung_evidence"),
    path("initiatives/<int:pk>/institution/agreement/", institution.Propose.as_view(), name="agreement_propose"),
    path("initiatives/<int:pk>/institution/hand-in/", institution.HandIn.as_view(), name="rung_hand_in"),
    path("rung-evidence/<int:pk>/remove/", institution.TakeAway.as_view(), name="rung_evidence_remove"),
    path("agreements/<int:pk>/", institution.Sign.as_view(), name="agreement"),
]

COORDINATION = [
    path("initiatives/<int:pk>/coordination/", coordination.Show.as_view(), name="coordination"),
    path("initiatives/<int:pk>/coordination/partners/", coordination.Partners.as_view(), name="coordination_partners"),
    path("initiatives/<int:pk>/coordination/draft/", coordination.Draft.as_view(), name="coordination_draft"),
    path("coordination-agreements/<int:pk>/", coordination.Agreement.as_view(), name="coordination_agreement"),
    path("coordination-agreements/<int:pk>/hand-in/", coordination.HandIn.as_view(), name="coordination_hand_in"),
    path("coordination-agreements/<int:pk>/withdraw/", coordination.Withdraw.as_view(), name="coordination_withdraw"),
    path(
        "coordination-agreements/<int:pk>/<coordination_section:section>/",
        coordination_text.Edit.as_view(),
        name="coordination_section",
    ),
    path(
        "coordination-agreements/<int:pk>/<coordination_section:section>/conflict/",
        coordination_text.Conflict.as_view(),
        name="coordination_conflict",
    ),
]

AMENDMENT = [
    path("initiatives/<int:pk>/amendments/", amendment.Amendments.as_view(), name="amendments"),
    path("initiatives/<int:pk>/amendments/draft/", amendment.Draft.as_view(), name="amendment_draft"),
    path("amendments/<int:pk>/", amendment.Show.as_view(), name="amendment"),
    path("amendments/<int:pk>/hand-in/", amendment.HandIn.as_view(), name="amendment_hand_in"),
    path("amendments/<int:pk>/withdraw/", amendment.Withdraw.as_view(), name="amendment_withdraw"),
    path("amendments/<int:pk>/drop/", amendment.Drop.as_view(), name="amendment_drop"),
    path("amendments/<int:pk>/<amended_section:section>/", amendment_text.Edit.as_view(), name="amendment_section"),
    path(
        "amendments/<int:pk>/<amended_section:section>/conflict/",
        amendment_text.Conflict.as_view(),
        name="amendment_conflict",
    ),
    path("amendments/<int:pk>/<amended_section:section>/base/", amendment.Rebase.as_view(), name="amendment_rebase"),
]

COUNCIL = [
    path("initiatives/<int:pk>/council/", council.Council.as_view(), name="council"),
    path("initiatives/<int:pk>/council/people/", council.Name.as_view(), name="council_name"),
    path("delegates/<int:pk>/end/", council.EndSeat.as_view(), name="delegate_end"),
    path("initiatives/<int:pk>/council/meetings/new/", council.Call.as_view(), name="council_meeting_new"),
    path("council-meetings/<int:pk>/", council.Meeting.as_view(), name="council_meeting"),
    path("council-meetings/<int:pk>/minutes/", council.Minutes.as_view(), name="council_minutes"),
    path("council-meetings/<int:pk>/confirm/", council.Confirm.as_view(), name="council_confirm"),
    path("council-meetings/<int:pk>/cancel/", council.Cancel.as_view(), name="council_cancel"),
    path("council-meetings/<int:pk>/decisions/", council.Decide.as_view(), name="council_decide"),
    path("council-decisions/<int:pk>/done/", council.Complete.as_view(), name="council_decision_done"),
]

ISSUE = [
    path("initiatives/<int:pk>/issues/", issue.Issues.as_view(), name="issues"),
    path("initiatives/<int:pk>/issues/new/", issue.Raise.as_view(), name="issue_new"),
    path("issues/<int:pk>/", issue.Show.as_view(), name="issue"),
    path("issues/<int:pk>/ways/<slug:name>/", issue.Take.as_view(), name="issue_way"),
    path("issues/<int:pk>/owners/", issue.NameOwners.as_view(), name="issue_owners"),
]

CONFIRMATION = [
    path("confirmations/", confirmation.Waiting.as_view(), name="confirmations"),
    path("confirmations/<int:pk>/", confirmation.Confirm.as_view(), name="confirmation"),
    path("confirmations/<int:pk>/decline/", confirmation.Decline.as_view(), name="confirmation_decline"),
    path("confirmations/people/<int:pk>/", confirmation.Person.as_view(), name="confirmation_person"),
]

MEMBERSHIP = [
    path("initiatives/<int:pk>/members/", membership.Members.as_view(), name="members"),
    path("initiatives/<int:pk>/apply/", membership.Apply.as_view(), name="membership_apply"),
    path("memberships/<int:pk>/", membership.Show.as_view(), name="membership"),
    path("memberships/<int:pk>/commit/", membership.Commit.as_view(), name="membership_commit"),
    path("memberships/<int:pk>/admit/", membership.Admit.as_view(), name="membership_admit"),
    path("memberships/<int:pk>/decline/", membership.Decline.as_view(), name="membership_decline"),
    path("memberships/<int:pk>/leave/", membership.Leave.as_view(), name="membership_leave"),
    path("memberships/<int:pk>/role/", membership.SetRole.as_view(), name="membership_role"),
]

INVITATION = [
    path("initiatives/<int:pk>/invitations/", invitation.Invite.as_view(), name="invite"),
    path("invitations/<int:pk>/renew/", invitation.Renew.as_view(), name="invitation_renew"),
    path("invitations/<int:pk>/revoke/", invitation.Revoke.as_view(), name="invitation_revoke"),
    path("invitations/<int:pk>/", answer.ReadBound.as_view(), name="invitation_answer"),
    path("invitations/<int:pk>/join/", answer.JoinBound.as_view(), name="bound_join"),
    path("invitations/<int:pk>/decline/", answer.DeclineBound.as_view(), name="bound_decline"),
    path("invitations/<int:pk>/ask/", answer.AskBound.as_view(), name="bound_ask"),
]

PORTFOLIO = [
    path("country/", country.Show.as_view(), name="country"),
    path("portfolio/", portfolio.Show.as_view(), name="portfolio"),
    path("initiatives/<int:pk>/projects/", project.Board.as_view(), name="projects"),
    path("initiatives/<int:pk>/projects/timeline/", project.Timeline.as_view(), name="projects_timeline"),
    path("initiatives/<int:pk>/projects/budget/", project.Budget.as_view(), name="projects_budget"),
    path("initiatives/<int:pk>/projects/new/", project.Create.as_view(), name="project_new"),
    path("projects/<int:pk>/", project_page.Show.as_view(), name="project"),
    path("projects/<int:pk>/edit/", project_page.Edit.as_view(), name="project_edit"),
    path("projects/<int:pk>/money/", project_page.Budget.as_view(), name="project_money"),
    path("projects/<int:pk>/ways/<slug:name>/", project_page.Advance.as_view(), name="project_advance"),
    path("projects/<int:pk>/partners/", project_page.Join.as_view(), name="project_join"),
    path("projects/<int:pk>/score/", project_part.Score.as_view(), name="project_score"),
    path("projects/<int:pk>/milestones/new/", project_part.AddMilestone.as_view(), name="milestone_new"),
    path("projects/<int:pk>/risks/new/", project_part.AddRisk.as_view(), name="risk_new"),
    path("projects/<int:pk>/contributions/new/", project_part.Expect.as_view(), name="contribution_new"),
    path("project-partners/<int:pk>/leave/", project_page.PartWith.as_view(), name="project_partner_leave"),
    path("milestones/<int:pk>/", project_part.ChangeMilestone.as_view(), name="milestone"),
    path("milestones/<int:pk>/drop/", project_part.DropMilestone.as_view(), name="milestone_drop"),
    path("risks/<int:pk>/", project_part.ChangeRisk.as_view(), name="risk"),
    path("risks/<int:pk>/close/", project_part.CloseRisk.as_view(), name="risk_close"),
    path("contributions/<int:pk>/remove/", project_part.RemoveContribution.as_view(), name="contribution_remove"),
]

DOCUMENT = [
    path("initiatives/<int:pk>/documents/", document.Documents.as_view(), name="documents"),
    path("documents/<int:pk>/", document.Show.as_view(), name="document"),
    path("document-versions/<int:pk>/file/", document.Open.as_view(), name="document_file"),
]

RETURNS = [
    path("initiatives/<int:pk>/returns/", returns.Show.as_view(), name="returns"),
    path("initiatives/<int:pk>/returns/open/", returns.Open.as_view(), name="campaign_open"),
    path("initiatives/<int:pk>/returns.csv", returns.Sheet.as_view(), name="returns_sheet"),
    path("campaigns/<int:pk>/remind/", returns.Remind.as_view(), name="campaign_remind"),
    path("campaigns/<int:pk>/close/", returns.Close.as_view(), name="campaign_close"),
    path("returns/<int:pk>/", member_return.Fill.as_view(), name="return"),
    path("returns/<int:pk>/autosave/", member_return.Autosave.as_view(), name="return_autosave"),
    path("returns/<int:pk>/history/", member_return.History.as_view(), name="return_history"),
    path("returns/<int:pk>/sheet.csv", member_return.Sheet.as_view(), name="return_sheet"),
]

urlpatterns = [
    *INITIATIVE,
    *GOVERNANCE,
    *LIFECYCLE,
    *APPROVAL,
    *PLAN,
    *AMENDMENT,
    *INSTITUTION,
    *COORDINATION,
    *COUNCIL,
    *ISSUE,
    *CONFIRMATION,
    *ORGANISATION,
    *MEMBERSHIP,
    *MEMBER_LIST,
    *AGENDA,
    *INVITATION,
    *PORTFOLIO,
    *INVESTMENT,
    *SUPPORT,
    *DOCUMENT,
    *RETURNS,
    *ASSESSMENT,
    *CALL,
]

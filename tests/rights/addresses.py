"""Every address of the portal by its name, and what it names: a kind of thing of the small world."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.world import World

# What an address is about; an address without parameters is not named here.
KINDS = {
    "initiative": (
        "initiative",
        "initiative_history",
        "initiative_findable",
        "initiative_naming",
        "initiative_sections",
        "initiative_managing",
        "initiative_leaders",
        "vote_open",
        "initiative_check",
        "initiative_preview",
        "initiative_figures",
        "plan",
        "plan_draft",
        "amendments",
        "amendment_draft",
        "institution",
        "rung_evidence",
        "agreement_propose",
        "rung_hand_in",
        "profile",
        "documents",
        "printouts",
        "members",
        "members_sheet",
        "members_excel_sheet",
        "member_list_new",
        "invite",
        "membership_apply",
        "projects",
        "projects_timeline",
        "projects_budget",
        "project_new",
        "returns",
        "campaign_open",
        "returns_sheet",
    ),
    "list": ("list_file",),
    "list name": ("saved_view_keep",),
    "picture": ("regions_map",),
    "part of list": ("part_file",),
    "export": ("export", "export_progress", "export_file"),
    "saved view": ("saved_view", "saved_view_drop"),
    "campaign": ("campaign_remind", "campaign_close"),
    "return": ("return", "return_autosave", "return_history", "return_sheet"),
    "project": (
        "project",
        "project_edit",
        "project_money",
        "project_join",
        "project_score",
        "milestone_new",
        "risk_new",
        "contribution_new",
        "api-project-detail",
    ),
    "project way": ("project_advance",),
    "project partner": ("project_partner_leave",),
    "milestone": ("milestone", "milestone_drop"),
    "risk": ("risk", "risk_close"),
    "contribution": ("contribution_remove",),
    "document": ("document",),
    "document version": ("document_file",),
    "print": ("printout_issue",),
    "code": ("verify_code", "printout_file"),
    "section": ("initiative_section", "initiative_section_autosave", "initiative_section_conflict"),
    "transition": ("initiative_transition",),
    "appointment": (
        "appointment",
        "appointment_take_back",
        "appointment_change",
        "succession_hand_in",
        "succession_withdraw",
    ),
    "vote": ("vote", "vote_cancel"),
    "leader": ("leader_confirm", "leader_dismiss"),
    "plan": ("plan_version", "plan_targets", "plan_hand_in", "plan_withdraw", "plan_drop", "plan_compare"),
    "plan section": ("plan_section", "plan_section_autosave", "plan_section_conflict"),
    "amendment": ("amendment", "amendment_hand_in", "amendment_withdraw", "amendment_drop"),
    "amendment section": ("amendment_section", "amendment_conflict", "amendment_rebase"),
    "target": ("target", "target_remove"),
    "rung evidence": ("rung_evidence_remove",),
    "agreement": ("agreement",),
    "shared": (
        "coordination",
        "coordination_partners",
        "coordination_draft",
        "council",
        "council_name",
        "council_meeting_new",
        "issues",
        "issue_new",
    ),
    "coordination agreement": ("coordination_agreement", "coordination_hand_in", "coordination_withdraw"),
    "coordination text": ("coordination_section", "coordination_conflict"),
    "delegate": ("delegate_end",),
    "council meeting": (
        "council_meeting",
        "council_minutes",
        "council_confirm",
        "council_cancel",
        "council_decide",
    ),
    "council decision": ("council_decision_done",),
    "issue": ("issue", "issue_owners"),
    "issue way": ("issue_way",),
    "remark": ("remark_settle",),
    "round": ("round", "letter_issue"),
    "body": ("deputies", "controls"),
    "control": ("control_answer",),
    "rejection": ("appeal", "appeal_answer"),
    "seat": (
        "seat",
        "seat_next",
        "seat_figures",
        "seat_draft",
        "seat_phrase",
        "seat_numbers",
        "seat_give",
        "seat_question",
        "seat_hearing",
        "seat_assign",
        "seat_conflict",
        "seat_find_authority",
    ),
    "inquiry": ("inquiry_reply",),
    "rule pack": (
        "rule_pack",
        "rule_pack_compare",
        "rule_pack_draft",
        "rule_pack_edit",
        "rule_pack_simulation",
        "rule_pack_in_force",
        "rule_pack_take_back",
        "rule_pack_drop",
    ),
    "authority": ("confirmation", "confirmation_decline"),
    "official": ("confirmation_person",),
    "organisation": (
        "organisation",
        "organisation_edit",
        "organisation_units",
        "organisation_ask",
        "organisation_people",
        "offer_new",
    ),
    "offer": ("offer", "offer_edit", "offer_prolong", "offer_withdraw", "offer_ask", "api-offer-detail"),
    "offer question": ("offer_answer",),
    "offer file": ("offer_file",),
    "merge": ("organisation_merge",),
    "paper list": ("paper_list", "paper_list_record", "paper_list_discard"),
    "representative": ("representative_confirm", "representative_end", "representative_role"),
    "membership": (
        "membership",
        "membership_commit",
        "membership_admit",
        "membership_decline",
        "membership_leave",
        "membership_role",
    ),
    "member list": ("member_list", "member_list_record", "member_list_discard", "member_list_links"),
    "invitation": ("invitation_renew", "invitation_revoke"),
    "bound": ("invitation_answer", "bound_join", "bound_decline", "bound_ask"),
    "token": ("invitation", "invitation_join", "invitation_decline", "invitation_ask", "invitation_forward"),
    "notice": ("open_notice",),
    "calendar": ("calendar",),
    "reset key": ("account_reset_password_from_key",),
    "email key": ("account_confirm_email",),
    "passkey": ("mfa_remove_webauthn", "mfa_edit_webauthn"),
    "kind": ("code_search",),
    "figure": (
        "figure",
        "figure_cite",
        "figure_inputs",
        "figure_chart",
        "figure_compare",
        "figure_check",
        "figure_doubt",
    ),
    "scan cell": ("scan_cell", "scan_dismiss", "scan_restore", "scan_invite"),
    "doubt": ("doubt_answer",),
    "doubt token": ("doubt",),
    "source": ("source_due",),
    "api initiative": ("api-initiative-detail",),
    "api organisation": ("api-organisation-detail",),
    "region": ("region", "api-region-detail"),
    "flow": ("sdmx_data",),
    "structure": ("sdmx_structure",),
    "activity": ("api-activity-detail",),
    "measure": ("api-measure-detail",),
    "indicator": ("api-indicator-detail",),
    "index": ("index", "index_csv", "index_stability", "index_recipe", "index_edit"),
    "index region": ("index_region",),
    "definition": ("indicator", "indicator_edit", "indicator_publish", "indicator_discard", "indicator_retire"),
    "release": (
        "api-release-detail",
        "release",
        "release_progress",
        "release_outlook",
        "release_words",
        "release_answers",
        "release_accept",
        "release_second",
        "release_withdraw",
        "release_file",
        "release_marked",
    ),
}
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}

# Django's admin asks for staff on every page of its own; its index stands for them all.
NOT_OURS = ("admin:", "None")
ADMIN = "admin:index"


def names() -> list[str]:
    found = dict.fromkeys(name for name, _pattern in patterns())
    return [*(name for name in found if not name.startswith(NOT_OURS)), ADMIN]


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, f"{space}{inside}")
        else:
            yield f"{space}{pattern.name}", pattern


def address(world: World, name: str, label: str) -> str:
    return reverse(name, kwargs=values(world, name, label))


def values(world: World, name: str, label: str) -> dict[str, Any]:
    return world.things[KIND_OF[name]][label] if name in KIND_OF else {}

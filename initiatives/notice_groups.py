"""Which notices a person chooses about together. What decides about somebody's own file is told at once."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Delivery
from accounts.notices import Group, arrange
from indicators.verbs import FIGURES

arrange(
    "decisions",
    [
        *("round_registered", "round_returned", "round_rejected"),
        *("strategic_plan_approved", "strategic_plan_returned", "strategic_plan_rejected"),
        *("institutional_rung_approved", "institutional_rung_returned", "institutional_rung_rejected"),
        *("amendment_approved", "amendment_returned", "amendment_rejected"),
        *("coordination_approved", "coordination_returned", "coordination_rejected"),
        *("succession_approved", "succession_returned", "succession_rejected", "managing_changed"),
        *("support_approved", "support_returned", "support_rejected", "support_paid", "support_payment_reversed"),
        *("appeal_granted", "appeal_dismissed", "authority_confirmed", "authority_declined"),
        *("control_confirmed", "control_declined"),
        *("initiative_recorded", "initiative_suspended", "initiative_resumed", "initiative_closed"),
        *("membership_admitted", "membership_declined", "membership_excluded"),
        *("assessment_begun", "assessment_compared", "assessment_finished", "assessment_withdrawn"),
        *("call_ranked", "call_cancelled"),
    ],
    Group(
        _("Decisions about you"),
        _("What was decided on the thing that you handed in, returned or asked for."),
        Delivery.AT_ONCE,
    ),
)
arrange(
    "hearings",
    ["question_asked", "hearing_opened"],
    Group(
        _("Questions and hearings"),
        _("An authority asks you, or hears you before it rejects. The days that you have to answer are running."),
        Delivery.AT_ONCE,
    ),
)
arrange(
    "invitations",
    [
        *("managing_asked", "scan_invited", "membership_to_sign", "agreement_to_sign"),
        *("deputy_named", "seat_handed_over", "vote_asked", "investor_contact_asked"),
        *("survey_asked", "assessment_asked", "call_scoring"),
    ],
    Group(
        _("Invitations and signatures"),
        _("You are asked to join, to run, to sign or to stand in for somebody."),
        Delivery.AT_ONCE,
    ),
)
arrange(
    "investors",
    ["enquiry_asked", "enquiry_answered", "enquiry_late", "enquiry_passed_on", "investment_unconfirmed"],
    Group(
        _("Enquiries of investors"),
        _("What is asked of your cluster or your region, its answers, and open projects that nobody confirms."),
        Delivery.AT_ONCE,
    ),
)
arrange(
    "cases",
    [
        *("seat_waits", "seat_assigned", "seat_without_authority", "round_over", "round_withdrawn"),
        *("inquiry_replied", "appeal_lodged", "authority_asks", "control_declared", "competence_entered"),
        "call_entered",
    ],
    Group(_("Files that wait for you"), _("For officials: what was handed in, answered or withdrawn.")),
)
arrange(
    "deadlines",
    [
        *("seat_reminder", "seat_late", "return_asked", "return_reminder", "returns_due"),
        *("mandate_ends", "mandate_ended", "decision_due", "issue_due", "minutes_missing"),
        *("leader_term_ends", "vote_reminder"),
    ],
    Group(_("Deadlines"), _("What is due soon or late: answers, returns, terms, tasks of the council.")),
)
arrange(
    "council",
    [
        *("meeting_called", "meeting_cancelled", "minutes_to_confirm", "decision_noted"),
        *("issue_raised", "issue_answered", "issue_disputed", "issue_taken_up", "issue_escalated", "issue_closed"),
    ],
    Group(_("Council and issues between regions"), _("Meetings, minutes, and issues that you own or have raised.")),
)
arrange(
    "people",
    [
        *("vote_over", "vote_cancelled", "survey_cancelled"),
        *("succession_consented", "managing_accepted", "managing_declined", "membership_asked", "membership_left"),
        *("invitation_link_asked", "invitation_join", "invitation_not_now", "invitation_not_my_firm"),
        *("representative_asks", "representative_confirmed", "representative_declined", "representative_ended"),
        *("offer_asked", "offer_answered", "organisation_merged"),
    ],
    Group(_("Members and people"), _("Who joins, leaves, answers an invitation or asks to act for your organisation.")),
)
arrange("figures", ["figure_above", "figure_below", "target_light_changed"], FIGURES)

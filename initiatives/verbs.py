"""What the timeline says after a person's name, and what people are told; by topic."""

from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts import verbs as spoken
from accounts.notices import Kind
from initiatives.approval_verbs import APPROVAL_MORE, APPROVAL_NOTICES
from initiatives.assessment_verbs import ASSESSMENT, ASSESSMENT_NOTICES
from initiatives.call_verbs import CALL, CALL_NOTICES
from initiatives.coordination_verbs import COORDINATION, COORDINATION_NOTICES
from initiatives.governance_verbs import GOVERNANCE, GOVERNANCE_NOTICES
from initiatives.investment_verbs import INVESTMENT, INVESTMENT_NOTICES
from initiatives.member_list_words import MEMBER_LIST
from initiatives.organisation_verbs import ORGANISATION_MORE, ORGANISATION_NOTICES
from initiatives.support_verbs import SUPPORT, SUPPORT_NOTICES

INITIATIVE = {
    "initiative.drafted": _("opened the initiative for %(initiator)s"),
    "initiative.section_saved": _("worked on “%(title)s”"),
    "initiative.made_findable": _("made the draft findable"),
    "initiative.hidden": _("took the draft out of the search"),
    "initiative.named": _("said in another language what it is called: %(name)s"),
    "rules.adopted": _("adopted the rule pack “%(name)s”, version %(version)s"),
}

LIFECYCLE = {
    "initiative.submit": _("handed in (round %(round)s)"),
    "initiative.withdraw": _("withdrew the handing-in"),
    "initiative.register": _("registered under number %(number)s"),
    "initiative.return": _("returned with all remarks"),
    "initiative.reject": _("rejected"),
    "initiative.suspend": _("suspended"),
    "initiative.resume": _("resumed"),
    "initiative.close": _("closed"),
    "remark.settled": _("answered a remark"),
    "initiative.abandon": _("gave up the draft"),
}

APPROVAL = {
    "round.opened": _("opened round %(round)s with %(seats)s seats"),
    "round.answer_stands": _("let the agreement of %(authority)s stand: nothing it answered for has changed"),
    "round.answer_lifted": _("lifted the agreement of %(authority)s: changed since then: %(sections)s"),
    "round.agreed": _("agreed for %(authority)s"),
    "round.returned": _("returned with remarks for %(authority)s"),
    "round.rejected": _("rejected for %(authority)s"),
    "round.closed": _("closed round %(round)s"),
    "round.withdrawn": _("withdrew round %(round)s"),
    "round.question_asked": _("asked a question for %(authority)s"),
    "round.hearing_opened": _("sent the draft reasons of %(authority)s for a hearing"),
    "round.replied": _("replied to the authority"),
    "round.assigned": _("gave the file of %(authority)s to %(to)s"),
    "round.conflict_declared": _("declared a conflict of interest and handed over for %(authority)s"),
    "round.authority_found": _("gave the vacant seat to %(authority)s"),
    "round.numbered": _("entered the numbers of %(authority)s: %(numbers)s"),
    "phrase.kept": _("kept the remark “%(text)s” in the phrase book"),
    "phrase.removed": _("removed the remark “%(text)s” from the phrase book"),
}

CONFIRMATION = {
    "authority.confirmed": _("confirmed the authority"),
    "authority.declined": _("declined to confirm the authority"),
    "authority.person_confirmed": _("confirmed %(person)s as a person of the authority"),
    "authority.person_declined": _("declined %(person)s as a person of the authority"),
    "authority.jurisdiction_granted": _("gave it the decision for %(region)s"),
}

ORGANISATION = {
    "organisation.registered": _("registered the organisation"),
    "organisation.revised": _("changed what the organisation says of itself"),
    "organisation.unit_added": _("added the unit %(unit)s"),
    "organisation.unit_renamed": _("renamed the unit %(former)s to %(unit)s"),
    "representative.asked": _("asked to act for the organisation"),
    "representative.confirmed": _("confirmed %(person)s as a person of the organisation"),
    "representative.declined": _("declined the request of %(person)s"),
    "representative.ended": _("ended the part of %(person)s in the organisation"),
    "representative.role_set": _("changed the role of %(person)s"),
}

MEMBERSHIP = {
    "membership.asked": _("asked to join for %(organisation)s"),
    "membership.committed": _("committed %(organisation)s"),
    "membership.admitted": _("admitted %(organisation)s"),
    "membership.declined": _("declined a request to join"),
    "membership.left": _("left for %(organisation)s"),
    "membership.excluded": _("excluded %(organisation)s"),
    "membership.role_set": _("changed a member's role in the value chain"),
    "invitation.made": _("invited %(organisation)s"),
    "invitation.renewed": _("made a new invitation link for %(organisation)s"),
    "invitation.revoked": _("took back the invitation of %(organisation)s"),
    "invitation.join": _("joined by invitation: %(organisation)s"),
    "invitation.not_now": _("answered the invitation of %(organisation)s: not now"),
    "invitation.not_my_firm": _("answered that the invitation of %(organisation)s went to the wrong firm"),
}

INSTITUTION = {
    "rung.evidence_noted": _("noted evidence for “%(rung)s”"),
    "rung.evidence_removed": _("took evidence for “%(rung)s” away"),
    "rung.handed_in": _("handed in “%(rung)s” for confirmation"),
    "rung.confirmed": _("confirmed “%(rung)s”"),
    "rung.returned": _("returned “%(rung)s” with all remarks"),
    "rung.rejected": _("did not confirm “%(rung)s”"),
    "agreement.proposed": _("proposed a text of the cooperation agreement"),
    "agreement.signed": _("signed the cooperation agreement for %(organisation)s"),
}

PLAN = {
    "plan.drafted": _("opened version %(number)s of the strategic plan"),
    "plan.handed_in": _("handed in version %(number)s of the strategic plan"),
    "plan.withdrawn": _("withdrew version %(number)s of the strategic plan"),
    "plan.dropped": _("gave up version %(number)s of the strategic plan"),
    "plan.approved": _("put version %(number)s of the strategic plan in force"),
    "plan.returned": _("returned version %(number)s of the strategic plan with all remarks"),
    "plan.rejected": _("rejected version %(number)s of the strategic plan"),
    "plan.target_set": _("set a target for %(year)s (%(indicator)s)"),
    "plan.target_changed": _("changed a target for %(year)s (%(indicator)s)"),
    "plan.target_removed": _("removed a target for %(year)s (%(indicator)s)"),
}

PORTFOLIO = {
    "project.drafted": _("noted the project “%(title)s”"),
    "project.described": _("changed the description of the project"),
    "project.propose": _("proposed the project “%(title)s”"),
    "project.recall": _("took the project “%(title)s” back to an idea"),
    "project.select": _("selected the project “%(title)s”"),
    "project.start": _("started the project “%(title)s”"),
    "project.complete": _("completed the project “%(title)s”"),
    "project.stop": _("stopped the project “%(title)s”"),
    "project.partner_joined": _("took %(organisation)s in as a partner"),
    "project.partner_left": _("ended the part of %(organisation)s in the project"),
    "project.budget_entered": _("entered the budget: planned %(planned)s ₸, spent %(spent)s ₸"),
    "project.milestone_added": _("set the milestone “%(title)s” for %(due_on)s"),
    "project.milestone_changed": _("changed the milestone “%(title)s”, due on %(due_on)s"),
    "project.milestone_met": _("met the milestone “%(title)s”"),
    "project.milestone_dropped": _("dropped the milestone “%(title)s”"),
    "project.risk_raised": _("raised the risk “%(title)s” (%(rating)s of 25)"),
    "project.risk_changed": _("changed the risk “%(title)s” (%(rating)s of 25)"),
    "project.risk_closed": _("closed the risk “%(title)s”"),
    "project.contribution_expected": _("expects %(value)s of %(indicator)s in %(year)s"),
    "project.contribution_removed": _("took back what was expected of %(indicator)s in %(year)s"),
    "project.scored": _("scored the proposal for %(organisation)s"),
}

RETURNS = {
    "returns.opened": _("asked %(asked)s members for their return of %(year)s, due on %(due_on)s"),
    "returns.reminded": _("reminded %(count)s members of their return of %(year)s"),
    "returns.closed": _("closed the returns of %(year)s: %(returned)s of %(asked)s, %(withheld)s sums withheld"),
    "return.sent": _("sent the return of %(organisation)s for %(year)s"),
}

VERBS = {**INITIATIVE, **LIFECYCLE, **GOVERNANCE, **APPROVAL, **CONFIRMATION, **ORGANISATION, **MEMBERSHIP}

NOTICES = {
    "initiative_suspended": Kind(_("“%(initiative)s” has been suspended")),
    "initiative_resumed": Kind(_("“%(initiative)s” counts again as registered")),
    "initiative_closed": Kind(_("“%(initiative)s” has been closed")),
}

NOTICES |= {
    "seat_waits": Kind(_("“%(initiative)s” waits for your decision"), "email/initiatives/seat_waits.txt"),
    "seat_without_authority": Kind(_("“%(initiative)s”: no authority answers for one of its regions")),
    "seat_reminder": Kind(
        _("“%(initiative)s” waits for you: day %(day)s of %(limit)s"), "email/initiatives/seat_waits.txt"
    ),
    "seat_assigned": Kind(_("%(person)s gave you the file “%(initiative)s”"), "email/initiatives/seat_waits.txt"),
    "seat_handed_over": Kind(_("“%(initiative)s”: %(person)s has a conflict of interest, please take over")),
    "round_over": Kind(_("“%(initiative)s”: all have answered"), "email/initiatives/round_over.txt"),
    "round_withdrawn": Kind(_("“%(initiative)s” has been withdrawn; you need not answer any more")),
    "round_registered": Kind(_("“%(initiative)s” is registered"), "email/initiatives/round_closed.txt"),
    "round_returned": Kind(
        _("“%(initiative)s” came back with all remarks (%(count)s)"), "email/initiatives/round_closed.txt"
    ),
    "round_rejected": Kind(_("“%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"),
    "question_asked": Kind(_("%(authority)s asks about “%(initiative)s”"), "email/initiatives/inquiry.txt"),
    "hearing_opened": Kind(
        _("%(authority)s means to reject “%(initiative)s” and hears you first"), "email/initiatives/inquiry.txt"
    ),
    "inquiry_replied": Kind(_("“%(initiative)s”: the applicant has replied"), "email/initiatives/inquiry_replied.txt"),
    "authority_confirmed": Kind(_("The ministry has confirmed %(organisation)s")),
    "authority_declined": Kind(_("The ministry has not confirmed %(organisation)s"), "email/initiatives/declined.txt"),
}

NOTICES |= {
    "representative_asks": Kind(_("%(person)s asks to act for %(organisation)s")),
    "authority_asks": Kind(_("%(organisation)s asks to be confirmed as an authority")),
    "representative_confirmed": Kind(_("You act for %(organisation)s from now on")),
    "representative_declined": Kind(_("%(organisation)s has declined your request to act for it")),
    "representative_ended": Kind(_("You do not act for %(organisation)s any more")),
    "membership_to_sign": Kind(_("%(organisation)s asks to join “%(initiative)s” and waits for your signature")),
    "membership_left": Kind(_("%(organisation)s has left “%(initiative)s”")),
    "membership_excluded": Kind(_("“%(initiative)s” has excluded %(organisation)s")),
    "membership_asked": Kind(_("%(organisation)s asks to join “%(initiative)s”")),
    "membership_admitted": Kind(_("“%(initiative)s” has admitted %(organisation)s")),
    "membership_declined": Kind(_("“%(initiative)s” has declined %(organisation)s")),
    "invitation_link_asked": Kind(_("%(organisation)s asks for a new invitation link to “%(initiative)s”")),
    "invitation_join": Kind(_("%(organisation)s joined “%(initiative)s”")),
    "invitation_not_now": Kind(_("%(organisation)s answered your invitation to “%(initiative)s”: not now")),
    "invitation_not_my_firm": Kind(_("The invitation to “%(initiative)s” reached the wrong firm: %(organisation)s")),
}

NOTICES |= {
    "strategic_plan_approved": Kind(
        _("The strategic plan of “%(initiative)s” is in force"), "email/initiatives/round_closed.txt"
    ),
    "strategic_plan_returned": Kind(
        _("The strategic plan of “%(initiative)s” came back with all remarks (%(count)s)"),
        "email/initiatives/round_closed.txt",
    ),
    "strategic_plan_rejected": Kind(
        _("The strategic plan of “%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"
    ),
}

NOTICES |= {
    "return_asked": Kind(_("“%(initiative)s” asks %(organisation)s for its return of %(year)s, due on %(due_on)s")),
    "return_reminder": Kind(_("The return of %(organisation)s for %(year)s is due on %(due_on)s (“%(initiative)s”)")),
    "returns_due": Kind(_("“%(initiative)s”: the returns of %(year)s are due, see who has sent")),
}

VERBS |= RETURNS
AMENDMENT = {
    "amendment.drafted": _("opened amendment %(number)s"),
    "amendment.handed_in": _("handed in amendment %(number)s"),
    "amendment.withdrawn": _("withdrew amendment %(number)s"),
    "amendment.dropped": _("gave up amendment %(number)s"),
    "amendment.approved": _("put amendment %(number)s in force"),
    "amendment.returned": _("returned amendment %(number)s with all remarks"),
    "amendment.rejected": _("rejected amendment %(number)s"),
    "amendment.section_taken_over": _("took “%(title)s” over from amendment %(number)s"),
    "amendment.section_left_out": _(
        "left “%(title)s” as it was: it changed while amendment %(number)s was being decided"
    ),
}

VERBS |= AMENDMENT
VERBS |= PORTFOLIO | PLAN | INSTITUTION | COORDINATION

NOTICES |= {
    "agreement_to_sign": Kind(_("The cooperation agreement of “%(initiative)s” waits for your signature")),
    "institutional_rung_approved": Kind(
        _("A rung of “%(initiative)s” is confirmed"), "email/initiatives/round_closed.txt"
    ),
    "institutional_rung_returned": Kind(
        _("A rung of “%(initiative)s” came back with all remarks (%(count)s)"), "email/initiatives/round_closed.txt"
    ),
    "institutional_rung_rejected": Kind(
        _("A rung of “%(initiative)s” was not confirmed"), "email/initiatives/round_closed.txt"
    ),
}

NOTICES |= {
    "amendment_approved": Kind(
        _("The amendment of “%(initiative)s” is in force"), "email/initiatives/round_closed.txt"
    ),
    "amendment_returned": Kind(
        _("The amendment of “%(initiative)s” came back with all remarks (%(count)s)"),
        "email/initiatives/round_closed.txt",
    ),
    "amendment_rejected": Kind(
        _("The amendment of “%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"
    ),
}

DOCUMENT = {
    "document.added": _("handed in the document “%(title)s”"),
    "document.replaced": _("handed in version %(number)s of the document “%(title)s”"),
    "document.found_clean": _("found no virus in “%(title)s”"),
    "document.found_infected": _("found a virus in “%(title)s” and locked it away"),
    "printout.issued": _("issued a printed document: %(title)s"),
}

VERBS |= DOCUMENT
NOTICES |= {"document_infected": Kind(_("“%(title)s” carries a virus (%(found)s) and is locked away"))}

VERBS |= APPROVAL_MORE
NOTICES |= COORDINATION_NOTICES | APPROVAL_NOTICES | GOVERNANCE_NOTICES

NOTICES |= {
    "figure_above": Kind(_("“%(initiative)s”: %(indicator)s of %(period)s is now above %(line)s")),
    "figure_below": Kind(_("“%(initiative)s”: %(indicator)s of %(period)s is no longer above %(line)s")),
    "target_light_changed": Kind(_("“%(initiative)s”: the target for %(year)s (%(indicator)s) is now: %(light)s")),
}

VERBS |= {"scan.invited": _("asked %(organisation)s to open an initiative in the cell %(cell)s of the scan")}
NOTICES |= {"scan_invited": Kind(_("%(authority)s asks you to open an initiative: %(activity)s, strong in %(region)s"))}
VERBS |= MEMBER_LIST | ORGANISATION_MORE | SUPPORT | INVESTMENT
NOTICES |= ORGANISATION_NOTICES | SUPPORT_NOTICES | INVESTMENT_NOTICES
VERBS |= ASSESSMENT | CALL
NOTICES |= ASSESSMENT_NOTICES | CALL_NOTICES

spoken.register(VERBS)
notices.register(NOTICES)

"""What the trail and the notices say of who runs and who leads an initiative."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

GOVERNANCE = {
    "managing.proposed": _("asked %(organisation)s to run the initiative"),
    "managing.accepted": _("accepted for %(organisation)s, which runs the initiative from %(starts_on)s"),
    "managing.declined": _("declined for %(organisation)s"),
    "managing.taken_back": _("took back the proposal to %(organisation)s"),
    "leader.named": _("nominated a leader"),
    "leader.confirmed": _("confirmed a leader"),
    "leader.dismissed": _("ended a leader's term"),
}

GOVERNANCE |= {
    "succession.consented": _("agreed for %(organisation)s to run the initiative; the authorities decide"),
    "succession.changed": _("proposed other terms to %(organisation)s"),
    "succession.handed_in": _("handed in the change of managing organisation to %(organisation)s"),
    "succession.withdrawn": _("withdrew the change of managing organisation to %(organisation)s"),
    "succession.approved": _("let %(organisation)s run the initiative from %(starts_on)s, after %(before)s"),
    "succession.returned": _("returned the change of managing organisation to %(organisation)s with all remarks"),
    "succession.rejected": _("rejected the change of managing organisation to %(organisation)s"),
    "succession.too_late": _("ended the proposal to %(organisation)s: its term was over before the decision"),
}

GOVERNANCE |= {
    "vote.opened": _("asked %(members)s members to vote on their leaders until %(ends_on)s"),
    "vote.cast": _("voted for %(organisation)s"),
    "vote.elected": _("counted the vote: elected (%(cast)s of %(members)s members voted)"),
    "vote.nobody": _("counted the vote: not elected (%(cast)s of %(members)s members voted)"),
    "vote.tie": _("counted the vote: a tie (%(cast)s of %(members)s members voted)"),
    "vote.no_quorum": _("counted the vote: quorum not met (%(cast)s of %(members)s members voted)"),
    "vote.cancelled": _("cancelled the vote of the members"),
    "leader.elected": _("confirmed a leader by the vote of the members"),
}

GOVERNANCE_NOTICES = {
    "managing_asked": Kind(_("%(organisation)s is asked to run “%(initiative)s”")),
    "managing_accepted": Kind(_("%(organisation)s runs “%(initiative)s” from now on")),
    "managing_declined": Kind(_("%(organisation)s declined to run “%(initiative)s”")),
    "managing_changed": Kind(_("%(organisation)s runs “%(initiative)s” from %(starts_on)s on")),
    "succession_consented": Kind(_("%(organisation)s agrees to run “%(initiative)s”: hand the change in")),
    "mandate_ends": Kind(_("“%(initiative)s”: the term of %(organisation)s ends on %(ends_on)s")),
    "mandate_ended": Kind(_("“%(initiative)s”: the term of %(organisation)s has ended and nobody follows")),
}

GOVERNANCE_NOTICES |= {
    "succession_approved": Kind(
        _("The change of managing organisation of “%(initiative)s” is approved"), "email/initiatives/round_closed.txt"
    ),
    "succession_returned": Kind(
        _("The change of managing organisation of “%(initiative)s” came back with all remarks (%(count)s)"),
        "email/initiatives/round_closed.txt",
    ),
    "succession_rejected": Kind(
        _("The change of managing organisation of “%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"
    ),
}

GOVERNANCE_NOTICES |= {
    "vote_asked": Kind(_("The members of “%(initiative)s” vote on their leaders until %(ends_on)s")),
    "vote_reminder": Kind(_("“%(initiative)s”: your vote on the leaders is asked for until %(ends_on)s")),
    "vote_over": Kind(_("The vote on the leaders of “%(initiative)s” is counted")),
    "vote_cancelled": Kind(_("The vote on the leaders of “%(initiative)s” is cancelled")),
    "leader_term_ends": Kind(_("“%(initiative)s”: the term of the leader %(leader)s ends on %(ends_on)s")),
}

"""What the trail and the notices say of appeals, deputies, relations of control and rule packs."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

APPROVAL_MORE = {
    "round.seat_given": _("gave the seat of %(former)s to %(authority)s, because of its relations of control"),
    "control.entered": _("entered a relation of control"),
    "control.declared": _("declared a relation of control"),
    "control.confirmed": _("confirmed a declared relation of control"),
    "control.declined": _("did not confirm a declared relation of control"),
    "control.ended": _("ended a relation of control"),
    "competence.entered": _("gave it a word in activity %(activity)s from %(starts_on)s"),
    "competence.ended": _("ended its word in activity %(activity)s"),
    "competence.taken_back": _("took back its word in activity %(activity)s before the first day"),
    "deputy.named": _("named %(deputy)s to sign for %(absent)s from %(since)s to %(until)s"),
    "deputy.ended": _("ended the deputy %(deputy)s"),
    "appeal.lodged": _("appealed to the ministry against the rejection"),
    "appeal.granted": _("granted the appeal: the same text may be handed in again"),
    "appeal.dismissed": _("dismissed the appeal: the rejection stands"),
    "rules.drafted": _("drafted version %(version)s of “%(name)s”"),
    "rules.saved": _("changed the draft of “%(name)s”, version %(version)s"),
    "rules.brought_in_force": _("brought “%(name)s”, version %(version)s, in force from %(starts_on)s"),
    "rules.taken_back": _("took back “%(name)s”, version %(version)s, before its first day"),
    "rules.dropped": _("gave up the draft of “%(name)s”, version %(version)s"),
}

APPROVAL_NOTICES = {
    "seat_late": Kind(_("%(authority)s is late with “%(initiative)s”: the limit was %(due_on)s")),
    "deputy_named": Kind(_("You sign for %(absent)s from %(since)s to %(until)s")),
    "control_declared": Kind(_("A relation of control with %(organisation)s is declared: say whether it is so")),
    "control_confirmed": Kind(_("The relation of %(named)s with %(organisation)s is confirmed")),
    "control_declined": Kind(
        _("The relation of %(named)s with %(organisation)s is not confirmed"), "email/initiatives/declined.txt"
    ),
    "competence_entered": Kind(_("%(authority)s is asked about initiatives of activity %(activity)s")),
    "rules_change_draft": Kind(_("Other rules from %(starts_on)s for “%(initiative)s”: %(changes)s")),
    "rules_change_round": Kind(
        _("Other rules from %(starts_on)s; the round of “%(initiative)s” keeps those with which it was opened")
    ),
    "rules_change_files": Kind(
        _("Other rules from %(starts_on)s for what is handed in then; open files keep theirs. Changed: %(changes)s")
    ),
    "rules_change_off": Kind(_("The rules that were to come in force on %(starts_on)s do not come")),
    "appeal_lodged": Kind(_("“%(initiative)s” appeals against its rejection")),
    "appeal_granted": Kind(_("The appeal of “%(initiative)s” is granted: hand it in again")),
    "appeal_dismissed": Kind(_("The appeal of “%(initiative)s” is dismissed")),
}

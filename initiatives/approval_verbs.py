"""What the trail and the notices say of appeals, deputies and relations of control."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

APPROVAL_MORE = {
    "round.seat_given": _("gave the seat of %(former)s to %(authority)s, because of its relations of control"),
    "control.entered": _("entered a relation of control: %(who)s"),
    "control.ended": _("ended a relation of control: %(who)s"),
    "deputy.named": _("named %(deputy)s to sign for %(absent)s from %(since)s to %(until)s"),
    "deputy.ended": _("ended the deputy %(deputy)s"),
    "appeal.lodged": _("appealed to the ministry against the rejection"),
    "appeal.granted": _("granted the appeal: the same text may be handed in again"),
    "appeal.dismissed": _("dismissed the appeal: the rejection stands"),
}

APPROVAL_NOTICES = {
    "seat_late": Kind(_("%(authority)s is late with “%(initiative)s”: the limit was %(due_on)s")),
    "deputy_named": Kind(_("You sign for %(absent)s from %(since)s to %(until)s")),
    "appeal_lodged": Kind(_("“%(initiative)s” appeals against its rejection")),
    "appeal_granted": Kind(_("The appeal of “%(initiative)s” is granted: hand it in again")),
    "appeal_dismissed": Kind(_("The appeal of “%(initiative)s” is dismissed")),
}

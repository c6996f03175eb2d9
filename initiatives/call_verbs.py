"""What the trail and the notices say of calls for initiatives."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

CALL = {
    "call.drafted": _("drafted the call “%(call)s”"),
    "call.changed": _("changed the draft of the call “%(call)s”"),
    "call.announce": _("announced the call “%(call)s”"),
    "call.begin": _("began the scoring of the call “%(call)s”"),
    "call.close": _("closed the call “%(call)s” with its ranking"),
    "call.cancel": _("cancelled the call “%(call)s”"),
    "call.entered": _("joined the call “%(call)s”, open until %(last)s"),
    "call.scored": _("scored “%(initiative)s”"),
    "call.recused": _("declared a conflict of interest and keeps out of “%(initiative)s”"),
    "call.opinion_given": _("gave the operator's opinion on “%(initiative)s”"),
    "call.ranked": _("came to place %(place)s of %(of)s in the call “%(call)s” with a score of %(score)s: %(verdict)s"),
    "call.given_back": _("was given back because the call “%(call)s” was cancelled: %(reason)s"),
}

CALL_NOTICES = {
    "call_entered": Kind(_("“%(initiative)s” has joined the call “%(call)s”")),
    "call_scoring": Kind(_("The call “%(call)s” is being scored: scores and opinions until %(due_on)s")),
    "call_ranked": Kind(_("“%(initiative)s” is on place %(place)s of %(of)s in the call “%(call)s”: %(verdict)s")),
    "call_cancelled": Kind(_("“%(initiative)s” was given back: the call “%(call)s” is cancelled. %(reason)s")),
}

"""What the timeline says after a person's name, and what people are told; by topic."""

from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts import verbs as spoken
from accounts.notices import Kind

INITIATIVE = {
    "initiative.drafted": _("opened the initiative for %(initiator)s"),
    "initiative.section_saved": _("worked on “%(title)s”"),
    "initiative.made_findable": _("made the draft findable"),
    "initiative.hidden": _("took the draft out of the search"),
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
    "initiative.abandon": _("gave up the draft"),
}

GOVERNANCE = {
    "managing.proposed": _("asked %(organisation)s to run the initiative"),
    "managing.accepted": _("accepted for %(organisation)s, which runs the initiative from %(starts_on)s"),
    "managing.declined": _("declined for %(organisation)s"),
    "managing.taken_back": _("took back the proposal to %(organisation)s"),
    "leader.named": _("nominated a leader"),
    "leader.confirmed": _("confirmed a leader"),
    "leader.dismissed": _("ended a leader's term"),
}

VERBS = {**INITIATIVE, **LIFECYCLE, **GOVERNANCE}

NOTICES = {
    "managing_asked": Kind(_("%(organisation)s is asked to run “%(initiative)s”")),
    "managing_accepted": Kind(_("%(organisation)s runs “%(initiative)s” from now on")),
    "managing_declined": Kind(_("%(organisation)s declined to run “%(initiative)s”")),
    "initiative_suspended": Kind(_("“%(initiative)s” has been suspended")),
    "initiative_resumed": Kind(_("“%(initiative)s” counts again as registered")),
    "initiative_closed": Kind(_("“%(initiative)s” has been closed")),
}

spoken.register(VERBS)
notices.register(NOTICES)

"""What the timeline says about the deeds of this app, after the name of who did them."""

from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts import verbs as spoken
from accounts.notices import Group, Kind

SENTENCES = {
    "classification.adopted": _("adopted the classification %(edition)s"),
    "indicator.published": _("put version %(number)s of the indicator in force"),
    "indicator.opened": _("opened a new indicator"),
    "indicator.drafted": _("wrote draft %(number)s of the indicator"),
    "indicator.draft_discarded": _("threw the draft of the indicator away"),
    "indicator.retired": _("took the indicator out of force"),
    "source.adopted": _("made the source known"),
    "source.due_announced": _("noted %(day)s as the announced day of the next release"),
    "subject.opened": _("began to measure it"),
    "subject.regrouped": _("changed what is measured"),
    "subject.closed": _("stopped measuring it"),
    "scan.rules_adopted": _("put version %(number)s of the scan rules “%(code)s” in force"),
    "scan.cell_dismissed": _("set the cell %(cell)s of the scan aside"),
    "scan.cell_restored": _("took the cell %(cell)s back into the scan"),
    "doubt.reported": _("reported a doubt about a figure"),
    "doubt.answered": _("answered the doubt"),
    "doubt.mailed": _("sent the answer"),
    "release.received": _("handed in the file %(filename)s"),
    "release.mapping_confirmed": _("confirmed how the file is read"),
    "release.question_answered": _("answered a question (%(answer)s)"),
    "release.checked": _("checked the file"),
    "release.refused": _("could not read the file"),
    "release.accepted": _("accepted the release"),
    "release.seconded": _("accepted the release as the second person (%(turned)s verdicts turn)"),
    "release.published": _("published the release"),
    "release.withdrawn": _("withdrew the release"),
}

NOTICES = {
    "release_asks": Kind(_("%(filename)s: please say what some of its words mean")),
    "release_checked": Kind(_("%(filename)s has been checked and waits for you")),
    "release_published": Kind(_("%(filename)s counts from now on")),
    "doubt_answered": Kind(_("Your doubt about %(indicator)s has been answered")),
    "release_needs_second": Kind(_("%(filename)s turns %(turned)s verdicts and waits for you as the second person")),
    "figures_differ": Kind(_("Stored figures differ from computed ones (%(count)s): %(example)s")),
}

spoken.register(SENTENCES)
notices.register(NOTICES)
notices.arrange(
    "releases",
    set(NOTICES) - {"doubt_answered"},
    Group(_("Releases"), _("Questions about a file, a check that is done, a publication.")),
)
FIGURES = Group(
    _("Figures and targets"), _("A figure that turned its verdict, a target's light, an answer to your doubt.")
)
notices.arrange("figures", ["doubt_answered"], FIGURES)

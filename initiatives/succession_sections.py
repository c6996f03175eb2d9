"""What the authorities read of a change of the managing organisation: who follows, and whom."""

from django.utils.translation import gettext_lazy as _

from initiatives.sections import Section

SUCCESSOR, PREDECESSOR = "successor", "predecessor"

SUCCESSION_SECTIONS = {
    section.key: section
    for section in (
        Section(SUCCESSOR, _("Successor"), _("Who runs the initiative next, from when, and with what mandate."), 3),
        Section(PREDECESSOR, _("In office until then"), _("Who hands the initiative over, or who did so last."), 1),
    )
}

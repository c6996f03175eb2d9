"""What the authorities read of a request for support: what it is for, and how much from whom."""

from django.utils.translation import gettext_lazy as _

from initiatives.sections import Section

PURPOSE, MONEY = "support_purpose", "support_money"

SUPPORT_SECTIONS = {
    section.key: section
    for section in (
        Section(PURPOSE, _("What the support is for"), _("The project or measure, and why it needs support."), 5),
        Section(MONEY, _("Support asked for"), _("From whom, and how much in which year, in whole tenge."), 3),
    )
}

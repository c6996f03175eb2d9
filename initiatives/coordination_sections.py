"""What an agreement between authorities says: the question groups, and the parties, which follow from the regions."""

from django.utils.translation import gettext_lazy as _

from initiatives.sections import Field, Section

PARTIES = "coordination_parties"

COORDINATION_SECTIONS = {
    section.key: section
    for section in (
        Section(
            PARTIES,
            _("Parties"),
            _("The authorities of every region that the initiative touches; each of them signs."),
            1,
        ),
        Section(
            "coordination_subject",
            _("What is coordinated"),
            _("What the regions do together, and why one of them alone cannot."),
            5,
            (
                Field("subject", _("Subject"), _("What the agreement is about, in a few sentences.")),
                Field("goals", _("Goals"), _("What shall be reached together. One a line.")),
            ),
        ),
        Section(
            "coordination_duties",
            _("Who does what"),
            _("What each authority contributes: land, roads, water, money, people, permits."),
            5,
            (
                Field("duties", _("Duties of each authority"), _("One a line: who, what, until when.")),
                Field("money", _("Shared money"), _("Who pays for what, and from which year."), is_needed=False),
            ),
        ),
        Section(
            "coordination_rules",
            _("How we decide"),
            _("The council, how often it meets, and what happens when the authorities disagree."),
            3,
            (
                Field("rules", _("Council and its rules"), _("Who sits on it, how often it meets, how it decides.")),
                Field("disputes", _("When we disagree"), _("By when an issue goes to the ministry.")),
            ),
        ),
    )
}
WRITTEN = tuple(key for key, section in COORDINATION_SECTIONS.items() if section.is_written)

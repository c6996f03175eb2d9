"""What is asked of a cluster from outside: the limit of an answer, its state, and how long answers take. Pure."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from initiatives.calendar import add_working_days

LIMIT = 5
# Fewer answers than this say nothing about the next one.
ENOUGH = 5
# What an enquirer said of himself stays so long after the answer, unless he erases it before.
KEPT = dt.timedelta(days=180)
# And so long where nobody answers at all.
KEPT_UNANSWERED = dt.timedelta(days=365)

LANGUAGES = (
    ("kk", _("Kazakh")),
    ("ru", _("Russian")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("tr", _("Turkish")),
    ("de", _("German")),
    ("ko", _("Korean")),
    ("ar", _("Arabic")),
)


class EnquiryState(TextChoices):
    WAITS = "waits", _("waits for an answer")
    LATE = "late", _("late")
    PASSED_ON = "passed_on", _("passed to the region")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("erased without an answer")

    @property
    def tone(self) -> str:
        return TONES[self]

    @property
    def is_open(self) -> bool:
        return self in OPEN


TONES = {
    EnquiryState.WAITS: "info",
    EnquiryState.LATE: "warn",
    EnquiryState.PASSED_ON: "warn",
    EnquiryState.ANSWERED: "good",
    EnquiryState.WITHDRAWN: "muted",
}
OPEN = frozenset({EnquiryState.WAITS, EnquiryState.LATE, EnquiryState.PASSED_ON})


def due_on(asked_on: dt.date) -> dt.date:
    """The last day of the limit, in working days."""
    return add_working_days(asked_on, LIMIT)


def is_late(due: dt.date, *, on: dt.date) -> bool:
    return on > due


def state(*, due: dt.date, is_answered: bool, is_erased: bool, is_passed_on: bool, on: dt.date) -> EnquiryState:
    if is_answered:
        return EnquiryState.ANSWERED
    if is_erased:
        return EnquiryState.WITHDRAWN
    if is_passed_on:
        return EnquiryState.PASSED_ON
    return EnquiryState.LATE if is_late(due, on=on) else EnquiryState.WAITS


def median_days(taken: Sequence[int]) -> Fraction | None:
    """The middle of the answers' working days; None while there are too few of them to say."""
    if len(taken) < ENOUGH:
        return None
    ordered, middle = sorted(taken), len(taken) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)

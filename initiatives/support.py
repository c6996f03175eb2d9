"""Support in whole tenge, year by year: what was promised, what was paid, what is still open. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from initiatives.budget import known_sum

YEARS_AHEAD = 4


class Kind(TextChoices):
    GRANT = "grant", _("grant")
    STATE_ORDER = "state_order", _("state order")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")
    TRAINING = "training", _("training")
    TAX_PREFERENCE = "tax_preference", _("tax preference")
    LOAN = "loan", _("loan on easy terms")


class State(TextChoices):
    """Where the promise of one year stands."""

    PAID = "paid", _("paid in full")
    OPEN = "open", _("open")
    LATE = "late", _("late")

    @property
    def tone(self) -> str:
        return {"paid": "good", "open": "info", "late": "warn"}[self.value]


@dataclass(frozen=True)
class Year:
    """The promise of one year; `paid` is None where nobody has recorded a payment, which is not zero."""

    year: int
    promised: int
    paid: int | None = None

    @property
    def open(self) -> int:
        return max(0, self.promised - (self.paid or 0))

    def state(self, on: dt.date) -> State:
        if self.open == 0:
            return State.PAID
        return State.LATE if self.year < on.year else State.OPEN


@dataclass(frozen=True)
class Sum:
    """Several promises together; None where there is none, or nothing was recorded."""

    promised: int | None
    paid: int | None
    open: int
    late: int


def add(years: Iterable[Year], *, on: dt.date) -> Sum:
    rows = list(years)
    return Sum(
        promised=known_sum(row.promised for row in rows),
        paid=known_sum(row.paid for row in rows),
        open=sum(row.open for row in rows),
        late=sum(row.open for row in rows if row.state(on) == State.LATE),
    )


def beyond(*, promised: int, paid: int | None, amount: int) -> int:
    """By how much the promise is exceeded once `amount` is paid too."""
    return max(0, (paid or 0) + amount - promised)

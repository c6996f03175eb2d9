"""What an investor is told of an open project, how long it holds, and what it is in dollars. Pure: no database."""

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOLDS_MONTHS = 6
MONTHS = 12
# A rate that nobody has renewed for so long is still shown, but never without saying so.
RATE_HOLDS = dt.timedelta(days=30)
THOUSAND, MILLION = 1_000, 1_000_000


class Readiness(TextChoices):
    """How far a project is on its way, as an investor asks."""

    IDEA = "idea", _("an idea with first figures")
    STUDIED = "studied", _("feasibility studied")
    PERMITTED = "permitted", _("land and permits are there")
    BUILDING = "building", _("under construction")
    WORKING = "working", _("working, to be enlarged")


@dataclass(frozen=True)
class Fact:
    """One thing that is said of an open project, always with its source and date."""

    label: str | Promise
    help: str | Promise


FACTS = {
    "amount": Fact(_("Sum asked"), _("In tenge. What the project needs from outside, not its whole cost.")),
    "share": Fact(_("Share open"), _("Percent of the project that an investor can own, at most.")),
    "stage": Fact(_("Stage"), _("How far it is today.")),
    "site": Fact(_("Site"), _("Where it stands or will stand, and what is there: roads, rail, water.")),
    "energy": Fact(_("Energy"), _("Power and gas that are there, with the point of connection and its capacity.")),
    "land": Fact(_("Land"), _("Plot, area, right of use and until when.")),
    "incentives": Fact(_("Incentives"), _("What the state gives here, with the act that grants it.")),
}
# Without these nobody can judge whether to ask.
NEEDED = ("amount", "share", "stage")


# A source that is known here is told in the reader's language; any other as it was entered.
RATE_SOURCES = {"National Bank of Kazakhstan": _("National Bank of Kazakhstan")}


@dataclass(frozen=True)
class Rate:
    """The official rate of one day: so many tenge for one unit of the currency."""

    tenge: Decimal
    on: dt.date
    source: str

    @property
    def told_source(self) -> str:
        return str(RATE_SOURCES.get(self.source, self.source))

    def is_old(self, on: dt.date) -> bool:
        return on - self.on > RATE_HOLDS


@dataclass(frozen=True)
class Dollars:
    """A sum as it is at one rate, rounded, for it is an aid and not an offer."""

    value: Decimal
    rate: Rate
    is_rate_old: bool

    @property
    def millions(self) -> Decimal | None:
        return self.value / MILLION if self.value >= MILLION else None


def dollars(amount: int | None, rate: Rate | None, *, on: dt.date) -> Dollars | None:
    """None where there is nothing to convert or nothing to convert it by."""
    if amount is None or rate is None:
        return None
    exact = Decimal(amount) / rate.tenge
    step = Decimal(THOUSAND) if exact >= THOUSAND else Decimal(1)
    value = (exact / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step
    return Dollars(value, rate, rate.is_old(on))


def holds_until(confirmed_on: dt.date) -> dt.date:
    """The last day of the six months; the 31st becomes the last day of a shorter month."""
    month = confirmed_on.month - 1 + HOLDS_MONTHS
    year, month = confirmed_on.year + month // MONTHS, month % MONTHS + 1
    return dt.date(year, month, min(confirmed_on.day, calendar.monthrange(year, month)[1]))


def is_confirmed(confirmed_on: dt.date | None, *, on: dt.date) -> bool:
    return confirmed_on is not None and on <= holds_until(confirmed_on)


def unconfirmed_since(confirmed_on: dt.date) -> dt.date:
    return holds_until(confirmed_on) + dt.timedelta(days=1)

"""Members' returns of three registered initiatives: two full years, four returns only, and one being collected."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import campaign as campaigns
from initiatives.actions import returns
from initiatives.models import Campaign, Initiative, ReturnRequest
from initiatives.plausibility import problems
from initiatives.queries import returns as asked
from initiatives.queries.initiative import people


@dataclass(frozen=True)
class Collected:
    """One year of one initiative: how many years ago, how many members answered, whether it is closed."""

    name: str
    years_ago: int
    answered: int
    is_closed: bool = True


YEARS = (
    # Twelve members in both years and five that answered only in the second: recruiting is not growth.
    Collected("Tobol Grain and Flour", 2, 12),
    Collected("Tobol Grain and Flour", 1, 17),
    Collected("Almaty Software and Fintech", 1, 4),
    Collected("Southern Textiles", 1, 9, is_closed=False),
)
PACE, LASTS = dt.timedelta(hours=7), dt.timedelta(days=30)
DUE_IN = 12


def play_all() -> None:
    for each in YEARS:
        initiative = Initiative.objects.filter(name=each.name, is_synthetic=True, stage="registered").first()
        year = timezone.localdate().year - each.years_ago
        if initiative and not Campaign.objects.filter(initiative=initiative, year=year).exists():
            with transaction.atomic():
                _collect(initiative, year, each)


def _collect(initiative: Initiative, year: int, each: Collected) -> None:
    by = people(initiative, on=timezone.localdate()).order_by("pk")[0]
    at = _opened_at(each)
    due_on = timezone.localdate(at + LASTS) if each.is_closed else timezone.localdate() + dt.timedelta(days=DUE_IN)
    opened = campaigns.open(initiative=initiative, year=year, due_on=due_on, by=by, at=at)
    requests = list(opened.requests.select_related("organisation", "membership", "campaign").order_by("pk"))
    for place, request in enumerate(_senders(requests, each.answered)):
        _send(request, place, year, at + PACE * (place + 1))
    if each.is_closed:
        campaigns.close(campaign=opened, by=by, at=at + LASTS)


def _opened_at(each: Collected) -> dt.datetime:
    """What is closed was asked for in the spring after its year; what is open, three weeks ago."""
    today = timezone.localdate()
    if not each.is_closed:
        return timezone.now() - dt.timedelta(days=21)
    asked_on = dt.date(today.year - each.years_ago + 1, 2, 3)
    # At the turn of a year the last year was asked for only now.
    asked_on = min(asked_on, today - LASTS)
    return timezone.make_aware(dt.datetime.combine(max(asked_on, dt.date(asked_on.year, 1, 3)), dt.time(10)))


def _senders(requests: list[ReturnRequest], count: int) -> list[ReturnRequest]:
    """Firms and farms answer first; a university takes its time."""
    return sorted(requests, key=lambda request: (request.organisation.kind == "university", request.pk))[:count]


def _send(request: ReturnRequest, place: int, year: int, at: dt.datetime) -> None:
    answers = _answers(place, year)
    case = asked.form(request).case(answers)
    by: User = request.organisation.representatives.order_by("pk")[0].user
    confirmed = [problem.code for problem in problems(case)]
    returns.send(request=request, answers=answers, confirmed=confirmed, by=by, at=at)


def _answers(place: int, year: int) -> dict[str, Decimal | None]:
    """Always the same of the same member, with a growth of its own from year to year."""
    grown = 1 + (timezone.localdate().year - year == 1) * (place % 7 - 1) * 0.03
    turnover = (90 + place * 37 % 160) * grown
    purchases = turnover * (0.52 + place % 5 * 0.03)
    shares = {
        "turnover": turnover,
        "purchases": purchases,
        "value_added": turnover - purchases,
        "exports": turnover * (place % 4) * 0.08,
        "investment": turnover * 0.07 * (1 + place % 3),
        "rnd": turnover * 0.004 * (place % 3) if place % 6 else None,
        "fixed_assets": turnover * 0.9,
        "purchases_from_members": purchases * (0.12 + place % 4 * 0.07),
        "wages": turnover * 0.18,
        "energy": turnover * 6.5 if place % 5 else None,
        "water": turnover * 0.9 if place % 4 else None,
    }
    told = {key: None if value is None else round(Decimal(value), 1) for key, value in shares.items()}
    return told | {"jobs": Decimal(14 + place * 11 % 60), "new_technology": Decimal(place % 3)}

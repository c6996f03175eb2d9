"""Support of many initiatives at once: every promise with what was paid of it, and what they make together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from initiatives import support
from initiatives.budget import Source, known_sum
from initiatives.models import Initiative, SupportPromise
from initiatives.queries import portfolio
from initiatives.queries.organisation import Person

LONGEST = 32
STANDING = Q(payments__reverses=None, payments__reversal=None)


@dataclass(frozen=True)
class Row:
    """The promise of one year, with where its initiative is at home."""

    promise: SupportPromise
    money: support.Year
    regions: tuple[str, ...]

    @property
    def initiative(self) -> Initiative:
        return self.promise.request.initiative


@dataclass(frozen=True)
class Choice:
    """What the address asks for; empty asks for all."""

    region: str = ""
    year: str = ""
    kind: str = ""
    source: str = ""
    state: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Choice":
        return cls(**{name: params.get(name, "")[:LONGEST] for name in cls.__dataclass_fields__})

    def takes(self, row: Row, on: dt.date) -> bool:
        request = row.promise.request
        return (
            (not self.region or self.region in row.regions)
            and self.year in ("", str(row.promise.year))
            and self.kind in ("", request.kind)
            and self.source in ("", request.source)
            and self.state in ("", row.money.state(on))
        )


@dataclass(frozen=True)
class Public:
    """What the public reads of one initiative: the sums of a year and a source, and when the last was noted."""

    year: int
    source: Source
    promised: int
    paid: int | None
    noted_on: dt.date


def rows(user: Person, *, on: dt.date) -> list[Row]:
    """The same number of looks for one promise and for a thousand."""
    held = list(portfolio.held_by(user, on=on).order_by().values_list("pk", flat=True))
    return of(held)


def of(keys: Sequence[int]) -> list[Row]:
    promises = list(_promises(keys).order_by("-year", "request__initiative__sort_name", "request__number"))
    regions = portfolio.regions_of({one.request.initiative_id for one in promises})
    return [Row(one, _money(one), regions.get(one.request.initiative_id, ())) for one in promises]


def years(keys: Sequence[int]) -> list[support.Year]:
    """Without anything else, in one look."""
    return [_money(one) for one in _promises(keys)]


def public(initiative: Initiative) -> list[Public]:
    """By year and source, the newest first."""
    found: dict[tuple[int, str], list[SupportPromise]] = {}
    for one in _promises([initiative.pk]):
        found.setdefault((-one.year, one.request.source), []).append(one)
    return [_public(found[key]) for key in sorted(found)]


def _public(promises: Sequence[SupportPromise]) -> Public:
    one, money = promises[0], [_money(each) for each in promises]
    noted = [moment for each in promises for moment in (each.promised_at, each.noted_at) if moment]
    return Public(
        year=one.year,
        source=Source(one.request.source),
        promised=sum(each.promised for each in money),
        paid=known_sum(each.paid for each in money),
        noted_on=timezone.localdate(max(noted)),
    )


def _promises(keys: Sequence[int]) -> QuerySet[SupportPromise]:
    chosen = SupportPromise.objects.filter(request__initiative__in=keys)
    return chosen.select_related("request__initiative", "authority").annotate(
        paid=Sum("payments__amount", filter=STANDING), noted_at=Max("payments__recorded_at")
    )


def _money(one: SupportPromise) -> support.Year:
    return support.Year(one.year, one.amount, None if one.paid is None else int(one.paid))

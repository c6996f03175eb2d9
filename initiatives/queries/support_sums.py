"""Support of many initiatives at once: every promise with what was paid of it, and what they make together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone

from initiatives import support
from initiatives.budget import Source, known_sum
from initiatives.models import Initiative, SupportPayment, SupportPromise
from initiatives.queries import portfolio
from initiatives.queries.organisation import Person, edited_by

LONGEST = 32
Told = Mapping[str, Any]
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
    return [Row(one, money(one), regions.get(one.request.initiative_id, ())) for one in promises]


def held_by(user: Person, *, on: dt.date) -> QuerySet[SupportPromise]:
    """Every promise to an initiative that `user` holds, each with what was paid of it."""
    return _promises(portfolio.held_by(user, on=on).order_by().values("pk"))


def owed_by(user: Person) -> QuerySet[SupportPromise]:
    """What authorities of `user` have promised and not paid in full; the oldest year first."""
    own = SupportPromise.objects.filter(request__authority__in=edited_by(user).values("pk"))
    found = own.select_related("request__initiative", "authority").annotate(
        paid=Sum("payments__amount", filter=STANDING)
    )
    return found.filter(Q(paid=None) | Q(paid__lt=F("amount"))).order_by("year", "pk")


def told() -> ArraySubquery:
    """Every promise of an initiative, within the look that finds it."""
    paid = SupportPayment.objects.filter(promise=OuterRef("pk")).order_by().values("promise")
    promises = SupportPromise.objects.filter(request__initiative=OuterRef("pk")).order_by("-year", "request__source")
    said = JSONObject(
        year="year",
        source="request__source",
        promised="amount",
        promised_at="promised_at",
        paid=Subquery(paid.filter(reverses=None, reversal=None).annotate(sum=Sum("amount")).values("sum")),
        noted_at=Subquery(paid.annotate(last=Max("recorded_at")).values("last")),
    )
    return ArraySubquery(promises.values(said=said))


def years(said: Sequence[Told]) -> list[support.Year]:
    return [support.Year(one["year"], one["promised"], one["paid"]) for one in said]


def public(said: Sequence[Told]) -> list[Public]:
    """By year and source, the newest first."""
    keys = dict.fromkeys((one["year"], one["source"]) for one in said)
    return [_public([one for one in said if (one["year"], one["source"]) == key]) for key in keys]


def _public(said: Sequence[Told]) -> Public:
    noted = [moment for one in said for moment in (one["promised_at"], one["noted_at"]) if moment]
    return Public(
        year=said[0]["year"],
        source=Source(said[0]["source"]),
        promised=sum(one["promised"] for one in said),
        paid=known_sum(one["paid"] for one in said),
        noted_on=timezone.localdate(max(dt.datetime.fromisoformat(moment) for moment in noted)),
    )


def _promises(keys: Sequence[int] | QuerySet[Any]) -> QuerySet[SupportPromise]:
    chosen = SupportPromise.objects.filter(request__initiative__in=keys)
    return chosen.select_related("request__initiative", "authority").annotate(
        paid=Sum("payments__amount", filter=STANDING)
    )


def money(one: SupportPromise) -> support.Year:
    return support.Year(one.year, one.amount, None if one.paid is None else int(one.paid))

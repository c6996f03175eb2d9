"""Which rule pack is in force, and which versions there are."""

import datetime as dt

from django.db.models import F, Max, QuerySet
from django.utils import timezone

from indicators.queries import held
from initiatives.models import RulePack
from initiatives.rules import DEFAULT_PACK, Pack, read


def in_force(on: dt.date | None = None) -> RulePack | None:
    on = on or timezone.localdate()
    return held.once(("rules in force", on), lambda: RulePack.objects.in_force(on).first())


def pack(*, on: dt.date | None = None) -> Pack:
    """The rules in force; the portal's default where the ministry has adopted none."""
    adopted = in_force(on)
    return read(adopted.content if adopted else DEFAULT_PACK)


def next_version(code: str) -> int:
    return (RulePack.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0) + 1


def versions() -> QuerySet[RulePack]:
    """Every version, the newest first; drafts before those that have their days."""
    found = RulePack.objects.select_related("saved_by", "brought_by").defer("text")
    return found.order_by(F("valid").desc(nulls_first=True), "-pk")


def former(pack: RulePack) -> RulePack | None:
    """With what a version is compared first: what is in force, or for that itself the one before it."""
    standing = in_force()
    if standing and standing.pk != pack.pk:
        return standing
    return RulePack.objects.public().filter(valid__endswith=pack.valid.lower).first() if pack.valid else None

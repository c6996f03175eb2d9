"""Seats of open rounds that nobody can fill as things stand, why, and who can act. Never a silent pass."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.models import Code, Correspondence
from initiatives.decisions import Capacity
from initiatives.models import Jurisdiction, Organisation, Representative, Seat
from initiatives.queries import approval as approvals


@dataclass(frozen=True)
class Vacancy:
    """One seat, what is wrong with it, who can act, and to whom the ministry can hand it today."""

    seat: Seat
    reason: str
    who: str
    successor: Organisation | None = None


def vacancies(*, on: dt.date) -> list[Vacancy]:
    """In the same number of queries for one and for many."""
    waiting = judged(Seat.objects.waiting().filter(capacity=Capacity.DECIDES), on)
    rows = waiting.select_related("round__initiative", "authority", "region").order_by("due_on", "pk")
    seats = [seat for seat in rows if not seat.is_held or not seat.is_signed or _is_over(seat.region, on)]
    deciding = approvals.deciding_authorities([seat.region for seat in seats if seat.region], on=on) if seats else {}
    parts = _parts([seat.region for seat in seats if seat.region and _is_over(seat.region, on)])
    found = (_vacancy(seat, deciding.get(seat.region_id), parts) for seat in seats)
    return [each for each in found if each]


def has_lost(seat: Seat, *, on: dt.date) -> bool:
    """The authority answered for the seat's region once and does not any more: dissolved, or its region is gone.

    A seat because of activities is frozen with its round, whatever the table says since.
    """
    if seat.because:
        return False
    ever = Jurisdiction.objects.filter(authority=seat.authority_id, region=seat.region_id)
    return ever.exists() and not ever.filter(valid__contains=on).exists()


def judged(seats: QuerySet[Seat], on: dt.date) -> QuerySet[Seat]:
    """Whether each seat's authority still answers there, where it ever did, and has somebody who signs for it."""
    ever = Jurisdiction.objects.annotate(place=Coalesce("region_id", 0)).filter(
        authority=OuterRef("authority"), place=Coalesce(OuterRef("region_id"), 0)
    )
    signing = Representative.objects.signatories(on=on).filter(organisation=OuterRef("authority"))
    return seats.annotate(
        is_held=Exists(ever.filter(valid__contains=on)) | ~Exists(ever) | ~Q(because=[]),
        is_signed=Exists(signing),
    )


def _vacancy(seat: Any, successor: Organisation | None, parts: dict[int, list[str]]) -> Vacancy | None:
    who = _("%(authority)s answers today; give it the seat.") % {"authority": successor} if successor else ""
    if seat.authority is None:
        return Vacancy(seat, _("No authority answers."), who or _nobody(), successor)
    if not seat.is_held:
        told = _("%(authority)s does not answer for it any more.") % {"authority": seat.authority}
        return Vacancy(seat, f"{told} {_split(seat, parts)}".strip(), who or _gone(seat, parts), successor)
    if not seat.is_signed:
        told = _("%(authority)s has no signatory.") % {"authority": seat.authority}
        return Vacancy(seat, told, _("The ministry confirms a signatory of the authority."))
    if split := _split(seat, parts):
        return Vacancy(seat, split, _("%(authority)s answers as handed in.") % {"authority": seat.authority})
    return None


def _nobody() -> str:
    return _("The ministry confirms an authority for this region; the seat is its own at once.")


def _gone(seat: Seat, parts: dict[int, list[str]]) -> str:
    if parts.get(seat.region_id):
        return _("The applicant withdraws it and hands it in anew with the new regions.")
    return _nobody()


def _split(seat: Seat, parts: dict[int, list[str]]) -> str:
    if seat.region_id not in parts or seat.region is None:
        return ""
    return _("%(region)s ended on %(day)s: %(parts)s.") % {
        "region": seat.region.name,
        "day": date_format(seat.region.valid_to),
        "parts": ", ".join(parts[seat.region_id]) or "–",
    }


def _is_over(region: Code | None, on: dt.date) -> bool:
    return region is not None and region.valid_to is not None and region.valid_to <= on


def _parts(regions: Iterable[Code]) -> dict[int, list[str]]:
    """What became of each region that is no more."""
    found: dict[int, list[str]] = {region.pk: [] for region in regions}
    became = Correspondence.objects.filter(predecessor__in=found).select_related("successor")
    for each in became.order_by("successor__code") if found else ():
        found[each.predecessor_id].append(each.successor.name)
    return found

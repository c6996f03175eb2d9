"""The official figures of what was handed in, as they were known on the day of handing in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.models import ClassificationVersion
from indicators.period import Kind, Period
from indicators.queries import definition
from indicators.queries.definition import Definition, UnknownIndicator
from indicators.queries.figure import Figure, UnknownSubject, evaluated, periods_with_data, subject_of
from initiatives.models import Round

SHOWN = ("location_quotient", "sector_lead", "share_in_grp", "productivity")
YEARS = 3


@dataclass(frozen=True)
class CaseFigures:
    """`is_of_the_day`: known when it was handed in; else nothing was published then, and these are today's."""

    subject: str
    figures: list[Figure]
    is_of_the_day: bool


def subject_text(snapshot: Mapping[str, Any]) -> str:
    """`KZ-43+KZ-61:011+10`; empty where regions or activities are missing."""
    place = snapshot.get("place", {})
    regions, activities = ([code["code"] for code in place.get(key, ())] for key in ("regions", "activities"))
    return f"{'+'.join(regions)}:{'+'.join(activities)}" if regions and activities else ""


def of(round_: Round) -> CaseFigures | None:
    """None where nothing can be computed at all."""
    subject = subject_text(round_.snapshot) if round_.is_registration else f"initiative:{round_.initiative_id}"
    if not subject or not ClassificationVersion.objects.exists():
        return None
    try:
        then = _newest(subject, round_.opened_at)
        found = then or _newest(subject, None)
    except UnknownSubject:
        return None
    return CaseFigures(subject, found, is_of_the_day=bool(then)) if found else None


def _newest(subject: str, at: dt.datetime | None) -> list[Figure]:
    found = (_of_indicator(one, subject, at) for one in _definitions())
    return [figure for figures in found for figure in figures]


def _definitions() -> list[Definition]:
    known = []
    for code in SHOWN:
        try:
            known.append(definition.find(code))
        except UnknownIndicator:
            continue
    return known


def _of_indicator(one: Definition, subject: str, at: dt.datetime | None) -> list[Figure]:
    """The newest year that has a value; without one nothing, as a page of gaps helps nobody here."""
    years: list[Period] = [period for period in periods_with_data(one) if period.kind == Kind.YEAR][-YEARS:]
    if not years:
        return []
    figures = evaluated(one, {subject: subject_of(subject, at=at)}, years, at=at)
    newest = max((figure.period.year for figure in figures if figure.status.has_value), default=None)
    return [figure for figure in figures if figure.period.year == newest]

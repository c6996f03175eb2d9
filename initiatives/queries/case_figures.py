"""The official figures of what was handed in, as they were known on the day of handing in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.models import ClassificationVersion
from indicators.period import Kind
from indicators.queries import definition
from indicators.queries.figure import Figure, UnknownSubject, periods_by_definition, reading, subject_of
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
    """In the newest year that has a value, by indicator; a page of gaps helps nobody here."""
    known = definition.definitions()
    chosen = [known.find(code) for code in SHOWN if code in known.versions]
    wanted = [
        (one, periods[-YEARS:])
        for one, periods in zip(chosen, periods_by_definition(chosen, Kind.YEAR), strict=True)
        if periods
    ]
    asked = {subject: subject_of(subject, at=at, book=known.book)}
    seen = reading(wanted, at=at)
    return [figure for one, periods in wanted for figure in _of_newest_year(seen.figures(one, asked, periods))]


def _of_newest_year(figures: list[Figure]) -> list[Figure]:
    newest = max((figure.period.year for figure in figures if figure.status.has_value), default=None)
    return [figure for figure in figures if figure.period.year == newest]

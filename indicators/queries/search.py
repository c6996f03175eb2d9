"""Regions and activities found by everyday words, names in three languages, other spellings and codes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from indicators import reference, words
from indicators.models import Classification, Code, Indicator, IndicatorVersion
from indicators.models.folding import folded
from indicators.queries import classification, region
from indicators.queries.matching import matching

MOST = 20
KINDS = (Classification.REGION, Classification.ACTIVITY)


@dataclass(frozen=True)
class Codes:
    regions: list[Code]
    activities: list[Code]


def both(query: str, *, on: dt.date, limit: int = MOST) -> Codes:
    """Regions and activities in one look, the nearest first."""
    edition = classification.book().edition
    near = {}
    for kind in KINDS:
        rows = _rows(kind, edition)
        hits = (rows[hit.code] for hit in _finder(kind, edition).find(query, limit=limit))
        near[kind] = [row for row in hits if row.is_valid(on)]
    return Codes(near[Classification.REGION], near[Classification.ACTIVITY])


def regions_present() -> tuple[Code, ...]:
    """Regions that exist now; the rows speak whichever language is the reader's."""
    return _present(classification.book().edition)


@lru_cache(maxsize=2)
def _present(edition: int) -> tuple[Code, ...]:  # noqa: ARG001 another edition is another list
    return tuple(region.present())


def indicators(query: str) -> QuerySet[Indicator]:
    """Those in force, by their names in three languages and by their code."""
    in_force = Indicator.objects.filter(pk__in=IndicatorVersion.objects.in_force().values("indicator"))
    parts = [part for name in ("name_kk", "name_ru", "name_en", "code") for part in (F(name), Value(" "))]
    said = in_force.annotate(said=Concat(*parts, output_field=CharField()))
    return matching(said.annotate(folded=folded(F("said"))), query, name="said")


def codes(kind: str, query: str, *, on: dt.date, limit: int = MOST) -> list[Code]:
    """The codes meant, the nearest first, each with `because`: the word or name that answered."""
    hits = _finder(kind, classification.book().edition).find(query, limit=2 * limit)
    rows = Code.objects.filter(classification__code=kind, code__in=[hit.code for hit in hits]).valid(on)
    found = {row.code: row for row in rows}
    nearest = [hit for hit in hits if hit.code in found][:limit]
    for hit in nearest:
        found[hit.code].because = hit.because
    return [found[hit.code] for hit in nearest]


def activities(query: str, *, on: dt.date, limit: int = MOST) -> list[Code]:
    return codes(Classification.ACTIVITY, query, on=on, limit=limit)


def regions(query: str, *, on: dt.date, limit: int = MOST) -> list[Code]:
    return codes(Classification.REGION, query, on=on, limit=limit)


@lru_cache(maxsize=4)
def _rows(kind: str, edition: int) -> dict[str, Code]:  # noqa: ARG001 another edition is another list
    coded = Code.objects.filter(classification__code=kind, kind=Code.Kind.CODE).select_related("parent")
    return {row.code: row for row in coded}


@lru_cache(maxsize=4)
def _finder(kind: str, edition: int) -> words.Finder:
    rows = _rows(kind, edition).values()
    entries = [
        words.Entry(
            code=row.code,
            parent=row.parent.code if row.parent else "",
            level=row.level,
            names=tuple(name for name in (row.name_kk, row.name_ru, row.name_en) if name),
            # Above the classes a description tells of neighbours as much as of the activity itself.
            description=row.description if row.level >= words.CLASS_LEVEL else "",
        )
        for row in rows
    ]
    return words.Finder(entries, _spoken(kind, rows))


def _spoken(kind: str, rows: Iterable[Code]) -> list[tuple[str, str]]:
    if kind == Classification.ACTIVITY:
        return [(row["word"], row["code"]) for row in reference.rows("activity_words")]
    return [(word, row.code) for row in rows for word in row.spellings]

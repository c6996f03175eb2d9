"""Regions and activities found by everyday words, names in three languages, other spellings and codes."""

import datetime as dt
from functools import lru_cache

from indicators import reference, words
from indicators.models import Classification, Code
from indicators.queries import classification

MOST = 20


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
def _finder(kind: str, edition: int) -> words.Finder:  # noqa: ARG001 another edition is another index
    rows = list(Code.objects.filter(classification__code=kind, kind=Code.Kind.CODE).select_related("parent"))
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


def _spoken(kind: str, rows: list[Code]) -> list[tuple[str, str]]:
    if kind == Classification.ACTIVITY:
        return [(row["word"], row["code"]) for row in reference.rows("activity_words")]
    return [(word, row.code) for row in rows for word in row.spellings]

"""Registered initiatives as everybody may search them."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from indicators.models import Classification, Code
from indicators.queries import search
from initiatives.models import Initiative, InitiativePart, SectionText
from initiatives.queries import initiative as initiatives
from initiatives.queries import organisation as organisations

PAGE = 12
LIKE_ENOUGH = 0.5
CODES_FOR_WORDS = 6
DIVISION = 2


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty means everything."""

    words: str = ""
    region: str = ""
    section: str = ""
    stage: str = ""
    after: str = ""


@dataclass(frozen=True)
class Entry:
    initiative: Initiative
    summary: str
    language: str
    regions: Sequence[Code]
    activities: Sequence[Code]


@dataclass(frozen=True)
class Found:
    """One page of entries; `after` leads to the next one."""

    entries: Sequence[Entry]
    total: int
    after: str
    because: Sequence[Code]


def find(asked: Asked, *, on: dt.date) -> Found:
    """By name, by everyday words of their activities, by region, section and stage; a page at a time."""
    because = _meant(asked, on)
    rows = _filtered(asked, [code.code for code in because])
    total = rows.count()
    listed = list(_after(rows, asked.after).order_by("sort_name", "pk")[: PAGE + 1])
    shown = listed[:PAGE]
    after = f"{shown[-1].pk}" if len(listed) > PAGE else ""
    return Found(entries(shown), total, after, because if shown else [])


def chosen(asked: Asked, *, on: dt.date) -> QuerySet[Initiative]:
    """All that fit, in the order of the pages."""
    return _filtered(asked, [code.code for code in _meant(asked, on)]).order_by("sort_name", "pk")


def newest(*, limit: int) -> list[Entry]:
    return entries(list(Initiative.objects.public().select_related("act").order_by("-registered_on", "-pk")[:limit]))


def total() -> int:
    return Initiative.objects.public().count()


def in_region(code: str) -> list[Entry]:
    """Registered initiatives that work in this region."""
    return entries(list(_in(Initiative.objects.public().select_related("act"), [code]).order_by("sort_name", "pk")))


def counts() -> Mapping[str, int]:
    """Region → its registered initiatives."""
    parts = InitiativePart.objects.filter(
        initiative__in=Initiative.objects.public(), code__classification__code=Classification.REGION
    )
    return dict(parts.values_list("code__code").annotate(number=Count("initiative", distinct=True)))


def entries(rows: Sequence[Initiative]) -> list[Entry]:
    """What a card shows, for many at once."""
    texts = initiatives.texts(rows, section="about")
    parts = InitiativePart.objects.filter(initiative__in=[row.pk for row in rows]).select_related("code")
    regions: dict[int, list[Code]] = {}
    activities: dict[int, list[Code]] = {}
    for part in parts.annotate(kind=F("code__classification__code")).order_by("code__code"):
        is_region = part.kind == Classification.REGION
        (regions if is_region else activities).setdefault(part.initiative_id, []).append(part.code)
    return [
        Entry(row, *summary(row, texts.get(row.pk, {})), regions.get(row.pk, []), activities.get(row.pk, []))
        for row in rows
    ]


def summary(initiative: Initiative, texts: Mapping[str, SectionText]) -> tuple[str, str]:
    """In the reader's language where there is one, else as it was written; and the language that it is in."""
    reader = get_language() or initiative.language
    said = initiative.summaries.get(reader)
    if said and reader != initiative.language:
        return said, reader
    about = texts.get("about")
    return str(about.content.get("summary", "")) if about else "", initiative.language


def _meant(asked: Asked, on: dt.date) -> list[Code]:
    return search.activities(asked.words, on=on, limit=CODES_FOR_WORDS) if asked.words else []


def _filtered(asked: Asked, codes: Collection[str]) -> QuerySet[Initiative]:
    rows = Initiative.objects.public().select_related("act")
    if asked.words:
        likeness = TrigramWordSimilarity(asked.words, "name")
        about = Q(name__icontains=asked.words) | Q(likeness__gte=LIKE_ENOUGH) | organisations.called(asked.words)
        rows = rows.annotate(likeness=likeness)
        rows = rows.filter(about | Q(Exists(parts_touching(codes)))) if codes else rows.filter(about)
    if asked.region:
        rows = _in(rows, [asked.region])
    if asked.section:
        rows = rows.filter(Exists(_parts_below(_divisions(asked.section))))
    return rows.filter(stage=asked.stage) if asked.stage else rows


def parts_touching(codes: Collection[str]) -> QuerySet[InitiativePart]:
    """Parts at or below one of these codes, and parts that contain it: whoever makes 10.6 makes 10.61."""
    above = {code[:length] for code in codes if code.isdigit() for length in range(DIVISION, len(code))}
    parts = InitiativePart.objects.filter(initiative=OuterRef("pk"), code__classification__code=Classification.ACTIVITY)
    return parts.filter(_at_or_below(codes) | Q(code__code__in=above))


def _parts_below(codes: Collection[str]) -> QuerySet[InitiativePart]:
    """Parts whose code is one of these or lies below one of them, as OKED codes begin with their parents'."""
    parts = InitiativePart.objects.filter(initiative=OuterRef("pk"), code__classification__code=Classification.ACTIVITY)
    return parts.filter(_at_or_below(codes))


def _at_or_below(codes: Collection[str]) -> Q:
    chosen = Q(pk=None)
    for code in codes:
        chosen |= Q(code__code__startswith=code) if code.isdigit() else Q(code__code=code)
    return chosen


def _divisions(section: str) -> list[str]:
    below = Code.objects.activities().filter(parent__code=section).values_list("code", flat=True)
    return [section, *below]


def _in(rows: QuerySet[Initiative], codes: Collection[str]) -> QuerySet[Initiative]:
    return rows.filter(Exists(InitiativePart.objects.filter(initiative=OuterRef("pk"), code__code__in=codes)))


def _after(rows: QuerySet[Initiative], number: str) -> QuerySet[Initiative]:
    """What comes after the last one shown, so that a deep page costs no more than the first."""
    last = Initiative.objects.public().filter(pk=int(number)).first() if number.isdecimal() else None
    if last is None:
        return rows
    return rows.filter(Q(sort_name__gt=last.sort_name) | Q(sort_name=last.sort_name, pk__gt=last.pk))

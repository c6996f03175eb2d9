"""Codes as the kernels need them, loaded once per edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from indicators.cube import Aggregation, MeasureFacts
from indicators.formats.lexicon import Lexicon
from indicators.models import Classification, Code, CompleteSet, Correspondence, Measure
from indicators.queries import held, vocabulary
from indicators.resolution import Activities, Codes
from indicators.resolution import CompleteSet as Complete
from indicators.territory import Region, Regions

COUNTRY = "KZ"

EDITION = """
    SELECT coalesce((SELECT max(extract(epoch FROM adopted_at) * 1000000)::bigint
                     FROM indicators_classificationversion), 0)
           + (SELECT count(*) + coalesce(max(id), 0) * 100003 FROM indicators_code)
           + (SELECT count(*) + coalesce(max(id), 0) * 1009 FROM indicators_measure)
"""


@dataclass(frozen=True)
class Book:
    """All codes of one edition. `edition` changes whenever a classification is adopted."""

    edition: int
    codes: Codes
    code_of: Mapping[int, str]
    region_ids: Mapping[str, int]
    activity_ids: Mapping[str, int]
    measure_ids: Mapping[str, int]
    successor_ids: frozenset[int]


class _Shelf:
    book: Book | None = None


def book() -> Book:
    """The codes in force; one small query tells whether those at hand still are."""
    return held.once("book", _current)


def _current() -> Book:
    edition = held.once(EDITION, _edition)
    if _Shelf.book is None or _Shelf.book.edition != edition:
        _Shelf.book = _load(edition)
    return _Shelf.book


def _edition() -> int:
    with connection.cursor() as cursor:
        cursor.execute(EDITION)
        found: int = cursor.fetchone()[0]
    return found


def lexicon() -> Lexicon:
    """What the words of a file mean, in the edition in force."""
    return vocabulary.lexicon_of(book().edition)


def _load(edition: int) -> Book:
    rows = list(Code.objects.select_related("classification", "parent"))
    regions = [row for row in rows if row.classification.code == Classification.REGION]
    activities = [row for row in rows if row.classification.code == Classification.ACTIVITY]
    successions = list(Correspondence.objects.select_related("predecessor", "successor"))
    return Book(
        edition=edition,
        codes=Codes(_measures(), _activities(activities), _regions(regions, successions)),
        code_of={row.pk: row.code for row in rows},
        region_ids={row.code: row.pk for row in regions},
        activity_ids={row.code: row.pk for row in activities},
        measure_ids=dict(Measure.objects.values_list("code", "pk")),
        successor_ids=frozenset(succession.successor_id for succession in successions),
    )


def _measures() -> dict[str, MeasureFacts]:
    return {
        row.code: MeasureFacts(
            code=row.code,
            unit=row.unit,
            decimals=row.decimals,
            aggregation=Aggregation(row.aggregation),
            weight=row.weight.code if row.weight else None,
            weight_lag=row.weight_lag,
            valuation=row.valuation,
            price_basis=row.price_basis,
            place=row.place,
        )
        for row in Measure.objects.select_related("weight")
    }


def _activities(rows: list[Code]) -> Activities:
    parents = {row.code: row.parent.code if row.parent else None for row in rows if row.kind == Code.Kind.CODE}
    sets: dict[str, list[Complete]] = {}
    found = CompleteSet.objects.select_related("whole").prefetch_related("completesetpart_set__part").order_by("pk")
    for one in found:
        roles: dict[str, list[str]] = {}
        for part in one.completesetpart_set.all():
            roles.setdefault(part.role, []).append(part.part.code)
        sets.setdefault(one.whole.code, []).append(
            Complete(*(tuple(sorted(roles.get(role, ()))) for role in ("member", "optional", "subtracted")))
        )
    return Activities(parents, {code: tuple(found) for code, found in sets.items()})


def _regions(rows: list[Code], successions: list[Correspondence]) -> Regions:
    predecessors: dict[str, list[str]] = {}
    for succession in successions:
        predecessors.setdefault(succession.successor.code, []).append(succession.predecessor.code)
    # The whole is the country, or the continent of an instance that holds one.
    return Regions(
        next((row.code for row in rows if row.kind == Code.Kind.TOTAL), COUNTRY),
        tuple(
            Region(row.code, row.valid_from, row.valid_to, tuple(sorted(predecessors.get(row.code, ()))))
            for row in rows
            if row.kind != Code.Kind.TOTAL
        ),
    )

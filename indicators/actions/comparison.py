"""Stored figures held against a computation from nothing: they must agree to the last bit."""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from accounts import notices
from accounts.models import User
from indicators.actions import figure as figures
from indicators.models import Comparison, FigureSlice
from indicators.period import parse
from indicators.queries import cell
from indicators.queries import figure as queries
from indicators.queries.cross_section import Ranking
from indicators.queries.keeper import keepers

log = logging.getLogger(__name__)

Row = tuple[str, str, float | None, str]
SHOWN = 5


@dataclass(frozen=True)
class Difference:
    """A stored figure that the engine answers otherwise now."""

    indicator: str
    period: str
    subject: str
    stored: float | None
    computed: float | None

    def __str__(self) -> str:
        return f"{self.indicator} {self.subject} {self.period}: stored {self.stored!r}, computed {self.computed!r}"


def differences() -> Iterator[Difference]:
    """Every stored figure that is not stale and differs, slice by slice."""
    for number in FigureSlice.objects.filter(stale_since=None).order_by("pk").values_list("pk", flat=True):
        yield from of_slice(number)


def of_slice(number: int) -> list[Difference]:
    """What differs in one slice, computed from nothing that this process remembers."""
    row = (
        FigureSlice.objects.filter(pk=number, stale_since=None).select_related("version__indicator", "measure").first()
    )
    one = figures.definition_of(row) if row else None
    if row is None or one is None:
        return []
    cell.forget()
    queries.forget()
    now = queries.evaluated(one, queries.listed_subjects(), [parse(row.period)])
    stored: list[Row] = list(zip(row.subjects, row.cells, row.figures, row.statuses, strict=True))
    fresh: list[Row] = [(each.subject, each.cell, each.value, str(each.status)) for each in now]
    ranking = figures.ranking(one, parse(row.period))
    if (stored, row.cross_section) == (fresh, ranking) or _has_moved(row):
        return []
    return [
        Difference(one.code, row.period, subject, _value(stored, subject, answering), _value(fresh, subject, answering))
        for subject, answering in sorted({pair[:2] for pair in set(stored) ^ set(fresh)})
    ] + _moved_places(one.code, row, ranking or {})


def _moved_places(code: str, row: FigureSlice, ranking: Ranking) -> list[Difference]:
    stored = row.cross_section or {}
    return [
        Difference(code, row.period, f"{region} {name}", stored.get(region, {}).get(name), value)
        for region, columns in ranking.items()
        for name, value in columns.items()
        if name != "score" and stored.get(region, {}).get(name) != value
    ]


def begin(*, at: dt.datetime) -> Comparison:
    """A new run; one that was broken off stays unfinished and says so."""
    return Comparison.objects.create(begun_at=at)


def compare_next(*, run: Comparison, at: dt.datetime) -> bool:
    """Compare the next stored slice; False when none is left. A repeated message counts nothing twice."""
    run.refresh_from_db()
    waiting = FigureSlice.objects.filter(stale_since=None, pk__gt=run.reached).order_by("pk")
    number = waiting.values_list("pk", flat=True).first()
    if number is None:
        Comparison.objects.filter(pk=run.pk, finished_at=None).update(finished_at=at)
        return False
    found = of_slice(number)
    mine = Comparison.objects.filter(pk=run.pk, reached__lt=number)
    if mine.update(reached=number, slices=F("slices") + 1, differences=F("differences") + len(found)) and found:
        alarm(found=found, at=at)
    return True


def alarm(*, found: Sequence[Difference], at: dt.datetime) -> None:
    """Tell the administrators and the statisticians, once a day, that stored figures are wrong."""
    for one in found:
        log.error("stored figure differs: %s", one)
    notices.notify(
        users=User.objects.filter(Q(is_staff=True) | Q(pk__in=keepers().values("pk")), is_active=True),
        kind="figures_differ",
        at=at,
        occasion=f"{at:%Y-%m-%d}",
        count=len(found),
        example="; ".join(str(one) for one in found[:SHOWN]),
    )


def _has_moved(row: FigureSlice) -> bool:
    """A release or a worker may have come in between; what is stale meanwhile is no difference."""
    now = FigureSlice.objects.filter(pk=row.pk).values_list("stale_since", "computed_at").first()
    return now != (None, row.computed_at)


def _value(rows: Sequence[Row], subject: str, answering: str) -> float | None:
    return next((value for name, held, value, _ in rows if (name, held) == (subject, answering)), None)

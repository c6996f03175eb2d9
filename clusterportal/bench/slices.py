"""One slice from the table to the stored figure: read, compute, store."""

from collections.abc import Iterator

from django.utils import timezone

from accounts.models import User
from clusterportal.bench.aside import empty_database
from clusterportal.bench.clock import best, each
from clusterportal.demo import continental, delivery, people
from clusterportal.demo.panel import Panel, cells
from indicators import formula
from indicators.actions import figure as figures
from indicators.actions import subject as subjects
from indicators.models import FigureSlice, Subject
from indicators.period import Period
from indicators.queries import cell, classification, definition
from indicators.queries import figure as answers

SIZES = ((20, 100, 0.005), (3_000, 300, 0.5))
YEAR, INDICATOR = 2010, "location_quotient"
TRIES, TIMES = 9, 40


def lines() -> Iterator[str]:
    for regions, activities, mark in SIZES:
        with empty_database():
            panel = continental.continent(regions, activities, ("jobs", "gva"))
            _fill(panel)
            yield f"{regions:,} × {activities} (mark: {mark * 1000:.0f} ms in all)"
            yield from _measured(panel)


def _fill(panel: Panel) -> None:
    people.open_accounts()
    continental.adopt_codes(panel)
    source = delivery.source("bench", "Invented statistics for a measurement")
    by = User.objects.get(email="statistician@demo.kz")
    values = panel.values(YEAR)
    delivery.deliver(source=source, period=str(YEAR), about="bench", cells=lambda: cells(panel, values), by=by)
    region = panel.regions[0]
    subjects.open(
        code=region,
        kind=Subject.Kind.CLUSTER,
        region_codes=[region],
        activity_codes=list(panel.activities[:2]),
        by=None,
        at=timezone.now(),
    )


def _measured(panel: Panel) -> Iterator[str]:
    row = FigureSlice.objects.get(version__indicator__code=INDICATOR, period=str(YEAR))
    key = ("gva", Period(YEAR))
    cold = best(lambda: _read_anew(key))
    warm = best(lambda: cell.current([key]))
    yield f"  read, nothing at hand: {cold}"
    yield f"  read, at hand in this version: {warm}"
    known, one = classification.book().codes, definition.find(INDICATOR, measure="gva")
    cube = cell.current([key]).cube
    across = best(
        lambda: formula.panel(one.expression, key[1], panel.regions, panel.activities, known, cube), times=TRIES
    )
    yield f"  compute the whole cross-section, nothing stored: {across}"
    stored = best(lambda: _computed(row), times=TRIES)
    yield f"  read at hand, compute a listed subject, store: {stored}"
    anew = best(lambda: _computed_anew(row), times=TRIES)
    yield f"  read anew, compute a listed subject, store: {anew}"
    yield f"  in all, nothing at hand, the cross-section beside it: {anew + across}"
    many = each(lambda: _computed(row), times=TIMES)
    yield f"  with what was read at hand, {TIMES} times, on average: {many}"


def _read_anew(key: tuple[str, Period]) -> None:
    cell.forget()
    cell.current([key])


def _computed(row: FigureSlice) -> None:
    answers.forget()
    figures.compute(slice_id=row.pk, at=timezone.now())


def _computed_anew(row: FigureSlice) -> None:
    cell.forget()
    _computed(row)

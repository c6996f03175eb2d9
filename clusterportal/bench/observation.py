"""One revised value in the database as it stands: what is written, and how long until no figure is stale.

Everything happens in one transaction that is taken back at the end.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.bench.clock import once
from clusterportal.demo import delivery
from indicators.actions import figure as figures
from indicators.models import FigureSlice, Observation

WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname
"""
NUMBERS = ("indicators_observation", "indicators_slice")


def lines() -> Iterator[str]:
    found = newest()
    if found is None:
        yield "no value added by class is published here: seed the national scale first"
        return
    with transaction.atomic():
        yield from _revised(found)
        transaction.set_rollback(True)


def newest() -> Observation | None:
    """A value added of one class, of the newest period."""
    rows = Observation.objects.current().filter(measure__code="gva", activity__level=4)
    return rows.select_related("measure", "region", "activity").order_by("-period").first()


def _revised(one: Observation) -> Iterator[str]:
    revised = (one.measure.code, one.region.code, one.activity.code, (one.value or 0) + 1)
    source, by = delivery.source("bench", "One invented value"), User.objects.get(email="statistician@demo.kz")
    yield f"{figures_stale()} figure slices are stale before"
    # A worker has the slices at hand; this process reads them first.
    FigureSlice.objects.filter(period=one.period).update(stale_since=timezone.now())
    _recompute()
    before = _written()
    published = once(
        lambda: delivery.deliver(source=source, period=one.period, about="one", cells=lambda: [revised], by=by)
    )
    after = _written()
    stale = figures_stale()
    numbers = sum(after.get(table, 0) - before.get(table, 0) for table in NUMBERS)
    yield f"accepted and published: {published}"
    yield f"rows written: {numbers} for the value and its slice, {stale} figure slices marked (mark: 4, and those)"
    fresh = once(_recompute)
    yield f"all figures fresh again: {fresh}"
    yield f"from acceptance until fresh: {published + fresh} (mark: 1 s, with a worker)"


def figures_stale() -> int:
    return FigureSlice.objects.stale().count()


def _recompute() -> None:
    while figures.recompute_next(at=timezone.now()):
        pass


def _written() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())

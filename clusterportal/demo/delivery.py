"""Synthetic values through the one gate: staged, accepted and published as a release like any other."""

import io
from collections.abc import Callable, Iterable

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo.panel import Cell
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import Release, Source
from indicators.queries import classification
from indicators.status import Status
from initiatives.actions import campaign

State = Release.State
Tell = Callable[[str], None]
COPY = (
    "COPY indicators_stagedobservation"
    " (release_id, measure_id, period, region_id, activity_id, value, status, sheet) FROM STDIN"
)
# A worker counts its stale slices now and then, not after each.
TOLD_EVERY = 40


def refuse_real_figures() -> None:
    """Invented and real figures never stand in one country."""
    if Release.objects.published().filter(source__is_synthetic=False).exists():
        raise CommandError("This portal holds published statistics. Invented ones need an instance of their own.")


def refuse_invented_figures() -> None:
    invented = Release.objects.published().filter(source__is_synthetic=True)
    # What invented members return is of the demo itself, and no statistics.
    if invented.exclude(source__code=campaign.INVENTED.code).exists():
        raise CommandError("This portal holds invented statistics. Real ones need an instance of their own.")


def source(code: str, name: str) -> Source:
    defaults = {"name_en": name, "publisher_en": "Nobody: invented by a generator of random numbers"}
    found, _ = Source.objects.get_or_create(code=code, defaults=defaults | {"is_synthetic": True})
    return found


def deliver(*, source: Source, period: str, about: str, cells: Callable[[], Iterable[Cell]], by: User) -> bool:
    """Publish the values of one period, once; whether there was anything to do."""
    release = _staged(source, period, about, cells, by)
    if release.state == State.CHECKED:
        releases.accept(release=release, publish_at=None, by=by, at=timezone.now())
        release.refresh_from_db()
    if release.state != State.ACCEPTED:
        return False
    releases.publish(release=release, at=timezone.now())
    return True


def recompute(tell: Tell) -> None:
    done = 0
    while figures.recompute_next(at=timezone.now()):
        done += 1
        if done % TOLD_EVERY == 0:
            tell(f"{done} figure slices computed")
    tell(f"{done} figure slices computed; none is stale.")


@transaction.atomic
def _staged(source: Source, period: str, about: str, cells: Callable[[], Iterable[Cell]], by: User) -> Release:
    """The release of one period. Its file says how the values came about, so the same seed is the same content."""
    try:
        release = releases.receive(
            file=io.BytesIO(about.encode()),
            filename=f"{source.code}_{period}.txt",
            source=source,
            by=by,
            at=timezone.now(),
        )
    except releases.AlreadyReceived as error:
        return error.release
    release.rows_staged = release.rows_read = release.rows_expected = _copy(release, period, cells())
    release.state, release.checked_at = State.CHECKED, timezone.now()
    release.note = about
    release.save()
    return release


def _copy(release: Release, period: str, cells: Iterable[Cell]) -> int:
    book = classification.book()
    with connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            for measure, region, activity, value in cells:
                place = (book.measure_ids[measure], period, book.region_ids[region], book.activity_ids[activity])
                copy.write_row((release.pk, *place, value, str(Status.OK), 0))
        return cursor.rowcount

"""Sources: who delivers what, the confirmed way to read it, and when the next release is due."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.models import User
from indicators import reference, rhythm
from indicators.models import Release, Source


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Make the shipped sources known; the codes of those that are new. What a person has confirmed stands."""
    mappings = reference.document("source_mappings")
    return [row["code"] for row in reference.rows("sources") if _adopt(row, mappings.get(row["code"]), by=by, at=at)]


def _adopt(row: dict[str, str], mapping: dict[str, object] | None, *, by: User | None, at: dt.datetime) -> bool:
    source, is_new = Source.objects.update_or_create(code=row["code"], defaults=_facts(row))
    if mapping is not None and source.mapping_confirmed_by_id is None and source.mapping != mapping:
        source.mapping, source.mapping_confirmed_at = mapping, at
        source.save(update_fields=["mapping", "mapping_confirmed_at"])
    if is_new:
        audit.record(verb="source.adopted", target=source, by=by, at=at)
    await_next(source=source, at=at)
    return is_new


@transaction.atomic
def announce(*, source: Source, due_on: dt.date, by: User, at: dt.datetime) -> Source:
    """The office has named the day of its next release; it counts until that release is out."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    source.next_due_on, source.is_due_announced = due_on, True
    source.save(update_fields=["next_due_on", "is_due_announced"])
    audit.record(verb="source.due_announced", target=source, by=by, at=at, day=due_on.isoformat())
    return source


@transaction.atomic
def await_next(*, source: Source, at: dt.datetime) -> Source:
    """When the release after the last one is due, by the source's own rhythm or as the office has announced."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    last = Release.objects.published().filter(source=source).aggregate(at=Max("published_at"))["at"]
    due = _due(source, timezone.localdate(last) if last else None, timezone.localdate(at))
    if due != (source.next_due_on, source.is_due_announced):
        source.next_due_on, source.is_due_announced = due
        source.save(update_fields=["next_due_on", "is_due_announced"])
    return source


def _due(source: Source, last_on: dt.date | None, on: dt.date) -> tuple[dt.date | None, bool]:
    announced = source.next_due_on if source.is_due_announced else None
    if announced and (last_on is None or not rhythm.is_served(announced, last_on)):
        return announced, True
    if last_on:
        return rhythm.due_after(source.due_days, last_on), False
    # Nothing has come yet: a day that has passed without a release stays, and is overdue.
    return source.next_due_on or rhythm.next_due(source.due_days, on), False


def _facts(row: dict[str, str]) -> dict[str, str | list[str] | None]:
    translated = {"name": "name", "publisher": "publisher", "terms": "licence", "calendar": "due_note"}
    return {"url": row["page_url"], "due_days": row["due_days"].split()} | {
        f"{field}_{language}": row[f"{column}_{language}"]
        for column, field in translated.items()
        for language in reference.LANGUAGES
    }

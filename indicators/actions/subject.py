"""What is measured and listed: opened once, regrouped by superseding its parts."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from accounts import audit
from accounts.models import User
from indicators.actions import figure as figures
from indicators.models import Subject, SubjectPart
from indicators.queries import classification


@transaction.atomic
def open(  # noqa: A001 the call reads `subject.open`
    *,
    code: str,
    kind: str,
    region_codes: Collection[str],
    activity_codes: Collection[str],
    by: User | None,
    at: dt.datetime,
) -> Subject:
    """Start to measure these regions × activities under `code`. Opening an open subject regroups it."""
    subject, is_new = Subject.objects.get_or_create(code=code, defaults={"kind": kind, "opened_at": at})
    changed = _set_parts(subject, _part_ids(region_codes, activity_codes), at)
    if is_new or changed:
        audit.record(verb="subject.opened" if is_new else "subject.regrouped", target=subject, by=by, at=at)
        figures.invalidate_all(at=at)
    return subject


@transaction.atomic
def close(*, subject: Subject, by: User | None, at: dt.datetime) -> None:
    subject = Subject.objects.select_for_update().get(pk=subject.pk)
    if subject.closed_at is None:
        subject.closed_at = at
        subject.save(update_fields=["closed_at"])
        audit.record(verb="subject.closed", target=subject, by=by, at=at)
        figures.invalidate_all(at=at)


def _part_ids(region_codes: Collection[str], activity_codes: Collection[str]) -> set[int]:
    book = classification.book()
    return {book.region_ids[code] for code in region_codes} | {book.activity_ids[code] for code in activity_codes}


def _set_parts(subject: Subject, wanted: set[int], at: dt.datetime) -> bool:
    standing = set(subject.parts.current().select_for_update().values_list("code_id", flat=True))
    subject.parts.current().filter(code__in=standing - wanted).update(superseded_at=at)
    SubjectPart.objects.bulk_create(
        SubjectPart(subject=subject, code_id=code, recorded_at=at) for code in sorted(wanted - standing)
    )
    return standing != wanted

"""What is measured: the regions and activities behind a text such as `KZ-23:B` or `initiative:7`."""

import datetime as dt
from collections.abc import Collection

from django.db import connection

from indicators.models import Subject as ListedSubject
from indicators.models import SubjectPart
from indicators.queries import classification, held
from indicators.resolution import Subject

# More regions or activities than any initiative has; a longer text is a mistake or an attack.
MOST_CODES = 200


# Every change of a row gives it another xmin.
STATE = """
    SELECT (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM indicators_subject)
        || '/' || (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM indicators_subjectpart)
"""


class UnknownSubject(LookupError):
    """The text names no subject, or a region or an activity in it is unknown."""


def subject_of(text: str, *, at: dt.datetime | None = None, book: classification.Book | None = None) -> Subject:
    """`KZ`, `KZ-23:B`, `KZ-61+KZ-43:A+C`, or a listed one such as `initiative:7` as it was at a moment."""
    book = book or classification.book()
    subject = Subject.parse(text)
    unknown = {code for code in subject.regions if code not in book.region_ids} | {
        code for code in subject.activities if code not in book.activity_ids
    }
    if subject.regions and not unknown and len(subject.regions) + len(subject.activities) <= MOST_CODES:
        return subject
    if "\0" in text:
        raise UnknownSubject(text)
    initiatives = ListedSubject.objects.filter(kind=ListedSubject.Kind.CLUSTER)
    listed = held.once(("subject", text, at), lambda: _listed([text], at, book, initiatives))
    if text not in listed:
        # Where no region of it is known, the text as a whole means nothing, as `initiative:99`.
        raise UnknownSubject(", ".join(sorted(unknown)) if subject.regions - unknown and unknown else text)
    return listed[text]


def listed_subjects(*, at: dt.datetime | None = None) -> dict[str, Subject]:
    """Code → what it covers, of every listed subject: the country, the regions, the initiatives."""
    if at is not None:
        return _all_listed(at)
    state = (held.once(STATE, _state), classification.book().edition)
    standing = _Standing.held
    if standing is None or standing[0] != state:
        standing = _Standing.held = (state, _all_listed(None))
    return dict(standing[1])


class _Standing:
    """The listed subjects, as this process read them last."""

    # One pair, so that two threads never mix what belongs together.
    held: tuple[tuple[str, int], dict[str, Subject]] | None = None


def _state() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        found: str = cursor.fetchone()[0]
    return found


def _all_listed(at: dt.datetime | None) -> dict[str, Subject]:
    listed = ListedSubject.objects.listed()
    codes = list(listed.order_by("pk").values_list("code", flat=True))
    return _listed(codes, at, classification.book(), listed)


def clusters(codes: Collection[str], *, book: classification.Book) -> dict[str, Subject]:
    """What several listed subjects cover now."""
    return _listed(codes, None, book, ListedSubject.objects.all())


def _listed(codes: Collection[str], at: dt.datetime | None, book: classification.Book, among) -> dict[str, Subject]:
    parts = SubjectPart.objects.as_of(at) if at else SubjectPart.objects.current()
    regions: dict[str, set[str]] = {code: set() for code in codes}
    activities: dict[str, set[str]] = {code: set() for code in codes}
    region_ids = set(book.region_ids.values())
    chosen = parts.filter(subject__in=among, subject__code__in=codes)
    for code, part in chosen.values_list("subject__code", "code_id"):
        (regions if part in region_ids else activities)[code].add(book.code_of[part])
    return {code: Subject(frozenset(regions[code]), frozenset(activities[code])) for code in codes if regions[code]}

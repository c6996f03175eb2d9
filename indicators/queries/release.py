"""Releases as pages and actions ask for them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from indicators import checks
from indicators.formats import row
from indicators.models import Observation, Release, ReleaseProblem, Source
from indicators.queries import held

LAST = 5
PLACES_SHOWN = 25
# After an hour the time since arrival says nothing about the speed of reading.
LONG_AGO = 3600
# The words that a person can give a meaning to: which kind of the mapping a problem of an unknown word belongs to.
WORDS = {"unknown_region": "regions", "ambiguous_region": "regions", "unknown_activity": "items"}
MOST_WORDS = 20


def with_content(*, source: Source, digest: str) -> Release | None:
    """The release of this source that holds the same content, where one counts or is on its way."""
    ended = (Release.State.REFUSED, Release.State.WITHDRAWN)
    return Release.objects.filter(source=source, digest=digest).exclude(state__in=ended).first()


def published_values(*, measure: str, period: str) -> dict[tuple[str, str], float]:
    """(region, activity) → value, of one slice as it counts now."""
    rows = Observation.objects.current().filter(measure__code=measure, period=period, value__isnull=False)
    return {
        (region, activity): value
        for region, activity, value in rows.values_list("region__code", "activity__code", "value")
    }


def listed(user: User | AnonymousUser) -> QuerySet[Release]:
    """Newest first; until they are published only for those who answer for releases."""
    return Release.objects.visible_to(user).select_related("source").order_by("-received_at", "-pk")


def at_work(user: User | AnonymousUser) -> list[Release]:
    """What waits for a person or a worker, and the last ones."""
    open_states = (
        Release.State.RECEIVED,
        Release.State.RECOGNISED,
        Release.State.CHECKED,
        Release.State.ACCEPTED,
    )
    asked = Count("problems", filter=Q(problems__severity=row.QUESTION, problems__answer=""))
    found = listed(user).filter(state__in=open_states).annotate(unanswered=asked)
    return held.once(("releases at work", user.pk), lambda: list(found[: LAST * 4]))


@dataclass(frozen=True)
class Expected:
    source: Source
    last_at: dt.datetime | None
    is_overdue: bool


def expected(*, on: dt.date) -> list[Expected]:
    """Each source with its last publication, the late ones first."""
    last = Max("releases__published_at", filter=Q(releases__state=Release.State.PUBLISHED))
    found = [
        Expected(source, source.last_at, source.is_overdue(on=on)) for source in Source.objects.annotate(last_at=last)
    ]
    never = dt.date.max
    return sorted(found, key=lambda each: (each.source.next_due_on or never, each.source.code))


@dataclass(frozen=True)
class Word:
    """An unknown word with its likely meaning, and in how many places it stands."""

    kind: str
    word: str
    guess: str
    choices: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Group:
    """Problems of one cause."""

    cause: str
    severity: str
    count: int
    problems: Sequence[ReleaseProblem]
    words: Sequence[Word]

    @property
    def label(self) -> str:
        return checks.label(self.cause)


def groups(release: Release, problems: Sequence[ReleaseProblem]) -> list[Group]:
    """By cause: errors first, then what is only told; with the whole count, however few were kept."""
    order = {row.ERROR: 0, row.QUESTION: 1, row.WARNING: 2}
    causes: dict[tuple[str, str], list[ReleaseProblem]] = {}
    for problem in problems:
        if problem.cause != checks.JUMP:
            causes.setdefault((problem.severity, problem.cause), []).append(problem)
    found = [
        Group(
            cause=cause,
            severity=severity,
            count=max(release.problem_counts.get(cause, 0), len(listed)),
            problems=listed[:PLACES_SHOWN],
            words=_words(cause, listed),
        )
        for (severity, cause), listed in causes.items()
    ]
    return sorted(found, key=lambda group: (order[group.severity], -group.count, group.cause))


def _words(cause: str, problems: Sequence[ReleaseProblem]) -> list[Word]:
    kind = WORDS.get(cause)
    if kind is None:
        return []
    places: dict[str, list[ReleaseProblem]] = {}
    for problem in problems:
        places.setdefault(str(problem.parameters.get("word", "")), []).append(problem)
    found = [
        Word(
            kind=kind,
            word=word,
            guess=listed[0].parameters.get("code", ""),
            choices=tuple(listed[0].parameters.get("choices", ())),
            places=len(listed),
        )
        for word, listed in places.items()
        if word
    ]
    return sorted(found, key=lambda each: -each.places)[:MOST_WORDS]

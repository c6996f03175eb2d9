"""Inter-regional coordination: when it applies, what an issue may become and when the ministry hears of it. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.calendar import working_days_between
from initiatives.lifecycle import TaskState

HOME = "KZ"


class Ground(TextChoices):
    """Why an initiative touches more than one region or country."""

    REGIONS = "regions", _("it names more than one region")
    MEMBERS = "members", _("members come from other regions")
    ABROAD = "abroad", _("members come from abroad")


@dataclass(frozen=True)
class Scope:
    """The regions that an initiative names, and where its members come from."""

    regions: frozenset[str] = frozenset()
    member_regions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    @property
    def concerned(self) -> frozenset[str]:
        """Regions whose authorities have a say."""
        return self.regions | self.member_regions

    @property
    def abroad(self) -> frozenset[str]:
        return self.countries - {HOME}

    @property
    def grounds(self) -> tuple[Ground, ...]:
        holds = {
            Ground.REGIONS: len(self.regions) > 1,
            Ground.MEMBERS: bool(self.regions) and bool(self.member_regions - self.regions),
            Ground.ABROAD: bool(self.regions) and bool(self.abroad),
        }
        return tuple(ground for ground in Ground if holds[ground])

    @property
    def is_shared(self) -> bool:
        return bool(self.grounds)


@dataclass(frozen=True)
class Pace:
    """Limits of coordination in working days, but `silence` in days; a rule pack may set others."""

    # Working days before a due day on which its owners are reminded.
    reminders: tuple[int, ...] = (5, 1, 0)
    # Working days after its due day until an issue goes to the ministry.
    blocking_days: int = 3
    other_days: int = 15
    # Calendar days without a meeting after which the council no longer counts as alive.
    silence: int = 366

    def grace(self, *, is_blocking: bool) -> int:
        return self.blocking_days if is_blocking else self.other_days


def pace(content: Mapping[str, Any]) -> Pace:
    """What the rule pack says under `coordination`; what it does not say is the portal's default."""
    told = content.get("coordination", {})
    known = {field.name: told[field.name] for field in fields(Pace) if field.name in told}
    if "reminders" in known:
        known["reminders"] = tuple(known["reminders"])
    return Pace(**known)


class IssueState(TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    ESCALATED = "escalated", _("with the ministry")
    CLOSED = "closed", _("closed")

    @property
    def tone(self) -> str:
        return {"open": "warn", "answered": "info", "escalated": "bad", "closed": "muted"}[self.value]


class Part(TextChoices):
    """In what part a person acts on an issue."""

    RAISER = "raiser", _("whoever raised it")
    OWNER = "owner", _("its owners")
    MINISTRY = "ministry", _("the ministry")
    PORTAL = "portal", _("the portal, when it is overdue")


@dataclass(frozen=True)
class IssueWay:
    """One way from a state to another; `asks` labels the text that goes with it."""

    name: str
    label: Promise
    asks: Promise
    sources: frozenset[IssueState]
    target: IssueState
    parts: frozenset[Part]


def _way(
    name: str, label: Promise, asks: Promise, sources: set[IssueState], target: IssueState, *parts: Part
) -> IssueWay:
    return IssueWay(name, label, asks, frozenset(sources), target, frozenset(parts))


_RUNNING = {IssueState.OPEN, IssueState.ANSWERED}

ISSUE_WAYS: Mapping[str, IssueWay] = {
    way.name: way
    for way in (
        _way(
            "answer",
            _("Answer"),
            _("What you will do, and until when"),
            {IssueState.OPEN, IssueState.ESCALATED},
            IssueState.ANSWERED,
            Part.OWNER,
            Part.MINISTRY,
        ),
        _way(
            "dispute",
            _("Not solved"),
            _("What is still open"),
            {IssueState.ANSWERED},
            IssueState.OPEN,
            Part.RAISER,
        ),
        _way(
            "escalate",
            _("Take it to the ministry"),
            _("Why it cannot be solved among the authorities"),
            _RUNNING,
            IssueState.ESCALATED,
            Part.RAISER,
            Part.OWNER,
            Part.PORTAL,
        ),
        _way(
            "close",
            _("Close with a result"),
            _("Result"),
            {*_RUNNING, IssueState.ESCALATED},
            IssueState.CLOSED,
            Part.RAISER,
            Part.MINISTRY,
        ),
    )
}


def issue_ways(state: str, parts: frozenset[Part]) -> list[IssueWay]:
    """The ways open from `state` to somebody who acts in each of `parts`."""
    return [way for way in ISSUE_WAYS.values() if state in way.sources and parts & way.parts]


def days_left(due_on: dt.date, on: dt.date) -> int:
    """Working days up to and with the due day; negative once it has passed."""
    return working_days_between(on, due_on) if due_on >= on else -max(working_days_between(due_on, on), 1)


def is_to_escalate(due_on: dt.date, *, is_blocking: bool, on: dt.date, rule: Pace) -> bool:
    """Whether an issue that nobody has answered goes to the ministry by itself."""
    return on > due_on and working_days_between(due_on, on) >= rule.grace(is_blocking=is_blocking)


class Lack(StrEnum):
    """What the task of coordination lacks, gravest first."""

    PLACE = "place"
    BLOCKED = "blocked"
    OVERDUE = "overdue"
    MINUTES = "minutes"
    RETURNED = "returned"
    UNSIGNED = "unsigned"
    WAITS = "waits"
    AGREEMENT = "agreement"
    DRAFT = "draft"
    COUNCIL = "council"
    MEETING = "meeting"
    SILENT = "silent"


@dataclass(frozen=True)
class Standing:
    """The evidence of one initiative on a day. `unsigned` is None while no agreement is in force."""

    scope: Scope = Scope()
    unsigned: int | None = None
    has_draft: bool = False
    is_waiting: bool = False
    is_returned: bool = False
    unseated: int = 0
    has_council: bool = False
    last_meeting_on: dt.date | None = None
    without_minutes: int = 0
    blocking: int = 0
    overdue: int = 0
    issues: int = 0

    @property
    def has_begun(self) -> bool:
        return self.has_draft or self.has_council or self.issues > 0 or self.last_meeting_on is not None


def judge(standing: Standing, *, on: dt.date, rule: Pace) -> tuple[TaskState, Lack | None]:
    """The state of the task and what it lacks; done only where nothing is lacking."""
    if not standing.scope.regions:
        return TaskState.NOT_STARTED, Lack.PLACE
    if not standing.scope.is_shared:
        return TaskState.NOT_NEEDED, None
    lacking = [lack for lack, holds in _lacks(standing, on, rule) if holds]
    if not lacking:
        return TaskState.DONE, None
    lack = lacking[0]
    if lack in URGENT:
        return TaskState.ATTENTION, lack
    if lack == Lack.WAITS:
        return TaskState.WAITS, lack
    return (TaskState.IN_PROGRESS if standing.has_begun else TaskState.NOT_STARTED), lack


URGENT = frozenset({Lack.BLOCKED, Lack.OVERDUE, Lack.MINUTES, Lack.RETURNED, Lack.UNSIGNED, Lack.SILENT})


def _lacks(standing: Standing, on: dt.date, rule: Pace) -> list[tuple[Lack, bool]]:
    last, signed = standing.last_meeting_on, standing.unsigned is not None
    return [
        (Lack.BLOCKED, standing.blocking > 0),
        (Lack.OVERDUE, standing.overdue > 0),
        (Lack.MINUTES, standing.without_minutes > 0),
        (Lack.RETURNED, standing.is_returned),
        (Lack.WAITS, standing.is_waiting),
        (Lack.UNSIGNED, bool(standing.unsigned)),
        (Lack.DRAFT, not signed and standing.has_draft),
        (Lack.AGREEMENT, not signed),
        (Lack.COUNCIL, standing.unseated > 0 or not standing.has_council),
        (Lack.MEETING, last is None),
        (Lack.SILENT, last is not None and (on - last).days > rule.silence),
    ]

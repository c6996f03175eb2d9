"""Every value of a rule pack: what it is called, its unit, what it may be and why not more or less. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.decisions import Quorum
from initiatives.lifecycle import Need


class Group(TextChoices):
    """What the values of a pack are about, in the order of a page."""

    GATES = "gates", _("What handing in needs")
    DECIDING = "deciding", _("How authorities decide")
    LIMITS = "limits", _("Limits and reminders")
    COORDINATION = "coordination", _("Coordination between regions")
    VOTES = "votes", _("Secret votes of members")
    DISCLOSURE = "disclosure", _("When sums of returns are shown")


class Kind(StrEnum):
    """How a value is written."""

    WHOLE = "whole"
    SHARE = "share"
    MARKS = "marks"
    QUORUM = "quorum"
    RECOGNITION = "recognition"
    YES_NO = "yes_no"
    SECTIONS = "sections"


class Unit(TextChoices):
    NONE = "", ""
    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("days")
    ANSWERS = "answers", _("answers")
    PERCENT = "percent", _("% of the sum")


QUORUMS: Mapping[str, Promise] = {
    Quorum.ALL: _("all seats that decide"),
    Quorum.MAJORITY: _("the majority of the seats that decide"),
    Quorum.LEAD: _("the lead region, where nobody objects in time"),
}


@dataclass(frozen=True)
class Value:
    """One value; `key` is its way through the content, `why` the reason for its range."""

    key: str
    group: Group
    kind: Kind
    label: Promise
    unit: Unit = Unit.NONE
    low: int = 1
    high: int = 365
    why: Promise | str = ""

    def of(self, content: Mapping[str, Any]) -> Any:
        found: Any = content
        for name in self.key.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def put(self, content: dict[str, Any], value: Any) -> None:
        *outer, last = self.key.split(".")
        for name in outer:
            content = content.setdefault(name, {})
        content[last] = value


@dataclass(frozen=True)
class GateRange:
    """What a pack may ask of one need; `high` 1 is there or not."""

    need: Need
    high: int
    is_whole: bool = True

    @property
    def is_yes_or_no(self) -> bool:
        return self.high == 1


GATE_RANGES = {
    each.need: each
    for each in (
        GateRange(Need.PLACE, 1),
        GateRange(Need.MEMBERS, 500),
        # Business, knowledge, finance, associations and the rest: more kinds there are not.
        GateRange(Need.KINDS, 5),
        GateRange(Need.MANAGING, 1),
        GateRange(Need.STAFF, 20, is_whole=False),
        GateRange(Need.LEADERS, 2),
        GateRange(Need.VISION, 1),
        GateRange(Need.MANDATE, 1),
        GateRange(Need.LETTERS, 500),
    )
}

VALUES: Mapping[str, Value] = {
    value.key: value
    for value in (
        Value("recognition", Group.DECIDING, Kind.RECOGNITION, _("How an initiative enters the register")),
        Value("quorum", Group.DECIDING, Kind.QUORUM, _("Whose agreement suffices")),
        Value("signing.by_attorney", Group.DECIDING, Kind.YES_NO, _("Who has a power of attorney may sign")),
        Value("signing.by_deputy", Group.DECIDING, Kind.YES_NO, _("A deputy named for an absence may sign")),
        Value(
            "sections.region",
            Group.DECIDING,
            Kind.SECTIONS,
            _("Sections that regions answer for"),
            why=_("Their decisions stand in the next round while these sections are unchanged."),
        ),
        Value(
            "sections.ministry",
            Group.DECIDING,
            Kind.SECTIONS,
            _("Sections that the ministry answers for"),
            why=_("Its decision stands in the next round while these sections are unchanged."),
        ),
        Value(
            "decision_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("Limit of a decision"),
            Unit.WORKING_DAYS,
            low=3,
            high=60,
            why=_("A file cannot be read in less than three days, and nobody should wait for more than sixty."),
        ),
        Value(
            "object_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("Time to object where the lead region decides"),
            Unit.WORKING_DAYS,
            high=60,
            why=_("Not longer than the limit of the decision."),
        ),
        Value(
            "hearing_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("Hearing before a rejection"),
            Unit.WORKING_DAYS,
            low=3,
            high=30,
            why=_("The applicant has at least three working days to answer."),
        ),
        Value(
            "appeal_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("Time to appeal"),
            Unit.DAYS,
            low=14,
            high=120,
            why=_("At least two weeks, so that an appeal can be written."),
        ),
        Value(
            "reminder_days",
            Group.LIMITS,
            Kind.MARKS,
            _("A seat is reminded before its limit"),
            Unit.WORKING_DAYS,
            low=0,
            high=60,
        ),
        Value(
            "late_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("A late seat is reminded every"),
            Unit.WORKING_DAYS,
            high=20,
        ),
        Value(
            "mandate_warning_days",
            Group.LIMITS,
            Kind.WHOLE,
            _("First warning before a mandate ends"),
            Unit.DAYS,
            low=7,
            why=_("A successor needs at least a week."),
        ),
        Value(
            "mandate_reminder_days",
            Group.LIMITS,
            Kind.MARKS,
            _("Further reminders before a mandate ends"),
            Unit.DAYS,
            low=0,
        ),
        Value(
            "coordination.blocking_days",
            Group.COORDINATION,
            Kind.WHOLE,
            _("A blocking issue goes to the ministry after"),
            Unit.WORKING_DAYS,
            high=60,
        ),
        Value(
            "coordination.other_days",
            Group.COORDINATION,
            Kind.WHOLE,
            _("Another issue goes to the ministry after"),
            Unit.WORKING_DAYS,
            high=120,
            why=_("Not sooner than a blocking one."),
        ),
        Value(
            "coordination.reminders",
            Group.COORDINATION,
            Kind.MARKS,
            _("Owners are reminded before the day"),
            Unit.WORKING_DAYS,
            low=0,
            high=60,
        ),
        Value(
            "coordination.silence",
            Group.COORDINATION,
            Kind.WHOLE,
            _("Without a meeting the council counts as silent after"),
            Unit.DAYS,
            low=30,
            high=1100,
        ),
        Value(
            "vote_ballots",
            Group.VOTES,
            Kind.WHOLE,
            _("Ballots that a result needs"),
            low=3,
            high=50,
            why=_("Of fewer, the result would tell what single members said."),
        ),
        Value(
            "disclosure.at_least",
            Group.DISCLOSURE,
            Kind.WHOLE,
            _("Answers that a sum needs"),
            Unit.ANSWERS,
            low=3,
            high=50,
            why=_("Of two, each could work out the other."),
        ),
        Value(
            "disclosure.largest",
            Group.DISCLOSURE,
            Kind.SHARE,
            _("Largest member, at most"),
            Unit.PERCENT,
            low=20,
            high=95,
            why=_("Where one member is nearly the whole sum, the sum gives that member away."),
        ),
        Value(
            "disclosure.two_largest",
            Group.DISCLOSURE,
            Kind.SHARE,
            _("Two largest members together, at most"),
            Unit.PERCENT,
            low=20,
            high=99,
            why=_("Not less than the largest alone."),
        ),
        Value(
            "disclosure.at_least_changed",
            Group.DISCLOSURE,
            Kind.WHOLE,
            _("Answers that change before a published sum is replaced"),
            Unit.ANSWERS,
            low=2,
            high=50,
            why=_("The difference of two sums must not be one member's answer."),
        ),
    )
}

"""The life of a cluster initiative: its stages, every way from one to the next, and what each way needs."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    NASCENT = "nascent", _("nascent")
    UNDER_REVIEW = "under_review", _("under review")
    REGISTERED = "registered", _("registered")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")

    @property
    def tone(self) -> str:
        return STAGE_TONES[self]


STAGE_TONES = {
    Stage.NASCENT: "neutral",
    Stage.UNDER_REVIEW: "info",
    Stage.REGISTERED: "good",
    Stage.SUSPENDED: "warn",
    Stage.CLOSED: "muted",
}


class Actor(TextChoices):
    """Who may take a transition."""

    MANAGER = "manager", _("the initiative's managers")
    MINISTRY = "ministry", _("the ministry")
    SYSTEM = "system", _("the portal, when all seats have decided")


class Need(TextChoices):
    """What a transition checks; the thresholds and articles stand in the rule pack."""

    PLACE = "place", _("Regions and activities")
    MEMBERS = "members", _("Committed members")
    KINDS = "kinds", _("Kinds of member besides authorities")
    MANAGING = "managing", _("Managing organisation that has accepted")
    STAFF = "staff", _("Full-time equivalents of management")
    LEADERS = "leaders", _("Leaders from business and from science or education")
    VISION = "vision", _("Vision")
    MANDATE = "mandate", _("Mandate document, uploaded")
    LETTERS = "letters", _("Commitment letters of members, uploaded")
    CHANGED = "changed", _("Changes since the rejection")


@dataclass(frozen=True)
class Transition:
    name: str
    label: Promise
    sources: frozenset[Stage]
    target: Stage
    actor: Actor
    needs: tuple[Need, ...] = ()
    asks_reason: bool = False


class TransitionRefused(Exception):
    """The initiative cannot take this transition; the message says why and who can."""


def _transition(
    name: str, label: Promise, sources: set[Stage], target: Stage, actor: Actor, *needs: Need, asks_reason: bool = False
) -> Transition:
    return Transition(name, label, frozenset(sources), target, actor, needs, asks_reason)


HANDING_IN = tuple(Need)

TRANSITIONS = {
    transition.name: transition
    for transition in (
        _transition("submit", _("Hand in"), {Stage.NASCENT}, Stage.UNDER_REVIEW, Actor.MANAGER, *HANDING_IN),
        _transition("withdraw", _("Withdraw"), {Stage.UNDER_REVIEW}, Stage.NASCENT, Actor.MANAGER, asks_reason=True),
        _transition("register", _("Register"), {Stage.UNDER_REVIEW}, Stage.REGISTERED, Actor.SYSTEM),
        _transition("return", _("Return with remarks"), {Stage.UNDER_REVIEW}, Stage.NASCENT, Actor.SYSTEM),
        _transition("reject", _("Reject"), {Stage.UNDER_REVIEW}, Stage.NASCENT, Actor.SYSTEM),
        _transition("suspend", _("Suspend"), {Stage.REGISTERED}, Stage.SUSPENDED, Actor.MINISTRY, asks_reason=True),
        _transition("resume", _("Resume"), {Stage.SUSPENDED}, Stage.REGISTERED, Actor.MINISTRY, asks_reason=True),
        _transition(
            "close",
            _("Close"),
            {Stage.NASCENT, Stage.REGISTERED, Stage.SUSPENDED},
            Stage.CLOSED,
            Actor.MINISTRY,
            asks_reason=True,
        ),
        _transition("abandon", _("Give up the draft"), {Stage.NASCENT}, Stage.CLOSED, Actor.MANAGER, asks_reason=True),
    )
}


def from_stage(stage: str) -> list[Transition]:
    """The transitions that leave `stage`, whoever may take them."""
    return [transition for transition in TRANSITIONS.values() if stage in transition.sources]


def available(stage: str, actors: Collection[Actor]) -> list[Transition]:
    """The transitions open from `stage` to somebody who is each of `actors`."""
    return [transition for transition in from_stage(stage) if transition.actor in actors]


class TaskState(TextChoices):
    """Where one of the six tasks stands; computed, never typed."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITS = "waits", _("waits for a decision")
    DONE = "done", _("done")
    ATTENTION = "attention", _("needs attention")
    NOT_NEEDED = "not_needed", _("not needed")

    @property
    def tone(self) -> str:
        return TASK_TONES[self]


TASK_TONES = {
    TaskState.NOT_STARTED: "neutral",
    TaskState.IN_PROGRESS: "info",
    TaskState.WAITS: "info",
    TaskState.DONE: "good",
    TaskState.ATTENTION: "warn",
    TaskState.NOT_NEEDED: "muted",
}


class Task(StrEnum):
    MANAGING = "managing"
    LEADERS = "leaders"
    INSTITUTION = "institution"
    PORTFOLIO = "portfolio"
    PLAN = "plan"
    COORDINATION = "coordination"

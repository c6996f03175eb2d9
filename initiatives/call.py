"""A call for initiatives: its stages, every way from one to the next, and what each way needs. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.lifecycle import Actor

# Fewer complete sheets are one person's opinion.
FEWEST_SHEETS = 2
MOST_CRITERIA, MOST_COMMISSIONERS = 8, 9


class CallStage(TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    SCORING = "scoring", _("being scored")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")

    @property
    def tone(self) -> str:
        return CALL_TONES[self]

    @property
    def is_over(self) -> bool:
        return self in OVER


CALL_TONES = {
    CallStage.DRAFT: "neutral",
    CallStage.ANNOUNCED: "good",
    CallStage.SCORING: "info",
    CallStage.CLOSED: "neutral",
    CallStage.CANCELLED: "muted",
}
OVER = frozenset({CallStage.CLOSED, CallStage.CANCELLED})


class CallNeed(TextChoices):
    """What a way checks before it is taken."""

    RULES = "rules", _("Rules in force on its first day that recognise by call")
    WINDOW = "window", _("A window that has not ended")
    WEIGHTS = "weights", _("Criteria whose weights add up to 100")
    COMMISSION = "commission", _("A commission of at least two persons")
    WINDOW_OVER = "window_over", _("The window is over")
    ENTRIES = "entries", _("At least one entry")
    OPINIONS = "opinions", _("The operator's opinion on every entry")
    SHEETS = "sheets", _("At least two complete score sheets on every entry")


@dataclass(frozen=True)
class CallWay:
    name: str
    label: Promise
    sources: frozenset[CallStage]
    target: CallStage
    needs: tuple[CallNeed, ...] = ()
    asks_reason: bool = False
    actor: Actor = Actor.MINISTRY


Stage, Need = CallStage, CallNeed

CALL_WAYS = {
    way.name: way
    for way in (
        CallWay(
            "announce",
            _("Announce"),
            frozenset({Stage.DRAFT}),
            Stage.ANNOUNCED,
            (Need.RULES, Need.WINDOW, Need.WEIGHTS, Need.COMMISSION),
        ),
        CallWay(
            "begin",
            _("Begin the scoring"),
            frozenset({Stage.ANNOUNCED}),
            Stage.SCORING,
            (Need.WINDOW_OVER, Need.ENTRIES),
        ),
        CallWay(
            "close",
            _("Close with the ranking"),
            frozenset({Stage.SCORING}),
            Stage.CLOSED,
            (Need.OPINIONS, Need.SHEETS),
        ),
        CallWay("cancel", _("Cancel"), frozenset(Stage) - OVER, Stage.CANCELLED, asks_reason=True),
    )
}


def available(stage: str, actors: Collection[Actor] = (Actor.MINISTRY,)) -> list[CallWay]:
    """The ways open from `stage` to somebody who is each of `actors`."""
    return [way for way in CALL_WAYS.values() if stage in way.sources and way.actor in actors]

"""What an evaluation hands back: values with their status, and why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.status import GRAVITY, Status
from indicators.territory import Territory


def _(sentence: str) -> str:
    return sentence


BORDERS_DIFFER = _("The territory was not counted by itself in %(period)s: %(regions)s had other borders.")
NOT_PUBLISHED = _("%(measure)s of %(activities)s is not published for %(period)s.")
NOT_ADDITIVE = _("Values of %(measure)s cannot be put together.")
NO_PARTS = _("No complete breakdown is published for %(period)s.")
NOT_A_NUMBER = _("The result is no number: the values are negative or too large for this function.")


@dataclass(frozen=True)
class Reason:
    """`template % params` is the sentence, to be translated at the edge."""

    template: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template % self.params


class Outcome(NamedTuple):
    """The value of a part of a formula. `disclosed` of `seen` cells had a value."""

    value: float | None
    status: Status = Status.OK
    seen: int = 0
    disclosed: int = 0
    reason: Reason | None = None


@dataclass(frozen=True)
class Gap:
    """Why no published cells answer."""

    status: Status
    reason: Reason


@dataclass(frozen=True)
class Figure:
    """What is answered for a subject and period.

    `activities` is what the value speaks of. Where that is coarser than what was asked, `coarser_for` names the
    activities of the subject that are only known inside it; such figures stand one beside the other, never added.
    """

    value: float | None
    status: Status
    activities: tuple[str, ...]
    coarser_for: tuple[str, ...] = ()
    territory: Territory = frozenset()
    coverage: float = 1.0
    reason: Reason | None = None


def gravest(*outcomes: Outcome) -> tuple[Status, int, int, Reason | None]:
    """Status, seen, disclosed and reason of something made of these; the first of the gravest gives the reason."""
    worst = max(outcomes, key=lambda outcome: GRAVITY[outcome.status])
    seen, disclosed = sum(o.seen for o in outcomes), sum(o.disclosed for o in outcomes)
    return worst.status, seen, disclosed, worst.reason

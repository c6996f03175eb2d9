"""How the decisions of several authorities make one outcome. Pure; knows neither rows nor the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Decision(TextChoices):
    """What one seat answers."""

    AGREED = "agreed", _("agreed")
    RETURNED = "returned", _("returned with remarks")
    REJECTED = "rejected", _("rejected")

    @property
    def tone(self) -> str:
        return {"agreed": "good", "returned": "warn", "rejected": "bad"}[self.value]


class Outcome(TextChoices):
    """How a round ends."""

    REGISTERED = "registered", _("registered")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned with remarks")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        tones = {"returned": "warn", "rejected": "bad", "withdrawn": "muted"}
        return tones.get(self.value, "good")


class Quorum(StrEnum):
    """Which answers suffice; the rule pack names one."""

    ALL = "all"
    MAJORITY = "majority"
    LEAD = "lead"


class Capacity(TextChoices):
    DECIDES = "decides", _("decides")
    ADVISES = "advises", _("advises")


@dataclass(frozen=True)
class Ballot:
    """One seat as the outcome sees it. `decision` is None while the seat has not answered."""

    decision: Decision | None
    capacity: Capacity = Capacity.DECIDES
    is_lead: bool = False


def outcome(ballots: Sequence[Ballot], *, quorum: Quorum, may_object_still: bool = True) -> Outcome | None:
    """The outcome of a round, or None while it is open. Seats that advise never weigh; no seats never approve.

    `may_object_still`: with a lead region, whether the date until which others may object has not passed.
    """
    deciding = [ballot for ballot in ballots if ballot.capacity == Capacity.DECIDES]
    if not deciding:
        return None
    return {Quorum.ALL: _by_all, Quorum.MAJORITY: _by_majority, Quorum.LEAD: _by_lead}[quorum](
        deciding, may_object_still=may_object_still
    )


def _by_all(deciding: list[Ballot], *, may_object_still: bool) -> Outcome | None:  # noqa: ARG001 one signature for all quorums
    # The last answer decides, so that the manager gets all remarks at once and not one a month.
    if any(ballot.decision is None for ballot in deciding):
        return None
    return _gravest(deciding)


def _by_majority(deciding: list[Ballot], *, may_object_still: bool) -> Outcome | None:  # noqa: ARG001 the same
    agreed = sum(ballot.decision == Decision.AGREED for ballot in deciding)
    if any(ballot.decision is None for ballot in deciding):
        return None
    return Outcome.REGISTERED if 2 * agreed > len(deciding) else _gravest(deciding)


def _by_lead(deciding: list[Ballot], *, may_object_still: bool) -> Outcome | None:
    leads = [ballot for ballot in deciding if ballot.is_lead]
    if not leads or any(ballot.decision is None for ballot in leads):
        return None
    others_may_answer = any(ballot.decision is None for ballot in deciding) and may_object_still
    return None if others_may_answer else _gravest(deciding)


def _gravest(deciding: list[Ballot]) -> Outcome:
    given = {ballot.decision for ballot in deciding}
    if Decision.REJECTED in given:
        return Outcome.REJECTED
    return Outcome.RETURNED if Decision.RETURNED in given else Outcome.REGISTERED

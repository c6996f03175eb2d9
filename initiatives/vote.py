"""A secret vote of the members on who leads: what was cast makes one result. Pure; knows neither rows nor voters."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DEFAULT_QUORUM = 50
# Fewer than three votes are not secret: each of two voters knows what the other one said. Rules may ask for more.
FEWEST_VOTERS, MOST_NOMINEES, MOST_DAYS = 3, 12, 60


class Choice(TextChoices):
    NOMINEE = "nominee", _("for")
    AGAINST = "against", _("against")
    ABSTAIN = "abstain", _("abstain")


class Result(TextChoices):
    """How a vote ends."""

    ELECTED = "elected", _("elected")
    NOBODY = "nobody", _("not elected")
    TIE = "tie", _("tie")
    NO_QUORUM = "no_quorum", _("quorum not met")
    CANCELLED = "cancelled", _("cancelled")

    @property
    def tone(self) -> str:
        return {"elected": "good", "nobody": "bad", "cancelled": "muted"}.get(self.value, "warn")


@dataclass(frozen=True)
class Count:
    result: Result
    cast: int
    needed: int
    elected: int | None = None


def needed(electorate: int, quorum: int, fewest: int = 1) -> int:
    """How many of so many members must vote, where `quorum` per cent are asked for; never fewer than `fewest`."""
    return max(-(-electorate * quorum // 100), fewest)


def count(
    votes: Mapping[int, int], *, against: int, abstained: int, electorate: int, quorum: int, fewest: int = 1
) -> Count:
    """`votes` by nominee. Who abstains is there for the quorum; the most votes decide, more than against all."""
    cast, least = sum(votes.values()) + against + abstained, needed(electorate, quorum, fewest)
    if cast < least:
        return Count(Result.NO_QUORUM, cast, least)
    most = max([against, *votes.values()])
    ahead = [nominee for nominee, given in votes.items() if given == most]
    if most == 0 or not ahead:
        return Count(Result.NOBODY, cast, least)
    if len(ahead) > 1 or against == most:
        return Count(Result.TIE, cast, least)
    return Count(Result.ELECTED, cast, least, ahead[0])

"""Scores on weighted criteria, and the ranking that they make. Pure; knows neither projects nor calls."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The weights of all criteria together, and the best score that there is.
WHOLE = 100


class Verdict(TextChoices):
    """Why an entry stands above the line or below it."""

    ABOVE = "above", _("within the places")
    TIED = "tied", _("shares the last place, so it is above the line with all who share it")
    BELOW = "below", _("all places went to higher scores")
    WEAK = "weak", _("below the least score")
    UNSCORED = "unscored", _("has no complete score")

    @property
    def is_above(self) -> bool:
        return self in (Verdict.ABOVE, Verdict.TIED)

    @property
    def tone(self) -> str:
        return "good" if self.is_above else "warn"


@dataclass(frozen=True)
class Ranked:
    """One entry of a ranking. Without a score it has no place, which is not the last one."""

    key: int
    value: Fraction | None
    place: int | None
    is_shared: bool
    verdict: Verdict


def score(points: Mapping[str, int], weights: Mapping[str, int], best: int) -> Fraction | None:
    """One scorer's answer on a scale of 100; None while a criterion is open."""
    if set(points) != set(weights):
        return None
    return sum((Fraction(weights[key] * given, best) for key, given in points.items()), Fraction())


def mean(scores: Iterable[Fraction | None]) -> Fraction | None:
    """The mean of the complete answers."""
    complete = [one for one in scores if one is not None]
    return sum(complete, Fraction()) / len(complete) if complete else None


def rank(scores: Mapping[int, Sequence[Fraction | None]], *, places: int, least: int = 0) -> list[Ranked]:
    """Best first, equals on one place; who shares the last place enters with all who share it."""
    values = {key: mean(given) for key, given in scores.items()}
    known = [value for value in values.values() if value is not None]
    found = [_ranked(key, value, known, places, least) for key, value in values.items()]
    return sorted(found, key=lambda each: (each.place is None, each.place or 0, each.key))


def _ranked(key: int, value: Fraction | None, known: Sequence[Fraction], places: int, least: int) -> Ranked:
    if value is None:
        return Ranked(key, None, None, is_shared=False, verdict=Verdict.UNSCORED)
    place, equal = 1 + sum(other > value for other in known), known.count(value)
    return Ranked(key, value, place, is_shared=equal > 1, verdict=_verdict(value, place, equal, places, least))


def _verdict(value: Fraction, place: int, equal: int, places: int, least: int) -> Verdict:
    if value < least:
        return Verdict.WEAK
    if place > places:
        return Verdict.BELOW
    return Verdict.TIED if place + equal - 1 > places else Verdict.ABOVE

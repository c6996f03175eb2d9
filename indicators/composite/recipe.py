"""A recipe: which indicators, turned which way, on which scale, with which weights, put together how.

It is kept as plain data in a version of an indicator; `readable` and `written` carry it there and back.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

ROOT = ""
FEWEST_PARTS = 2
MOST_PARTS = 40
MOST_DRAWS = 5000
ENDLESS = 20


def _(sentence: str) -> str:
    return sentence


class Normalisation(StrEnum):
    GOALPOSTS = "goalposts"
    MIN_MAX = "min_max"
    Z_SCORE = "z_score"
    RANK = "rank"
    PERCENTILE_RANK = "percentile_rank"
    BEST = "best"
    TARGET = "target"

    @property
    def keeps_years_comparable(self) -> bool:
        return self is Normalisation.GOALPOSTS


class Aggregation(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"


class Outliers(StrEnum):
    KEPT = "kept"
    DRAWN_IN = "drawn_in"


@dataclass(frozen=True)
class Part:
    """One indicator. `low` and `high` are its fixed ends in its own unit; `group` the pillar in which it counts."""

    indicator: str
    direction: int = 1
    weight: float = 1.0
    low: float | None = None
    high: float | None = None
    group: str = ROOT


@dataclass(frozen=True)
class Group:
    """A pillar, named in three languages for its readers."""

    code: str
    weight: float = 1.0
    parent: str = ROOT
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class Recipe:
    parts: tuple[Part, ...]
    groups: tuple[Group, ...] = ()
    outliers: Outliers = Outliers.KEPT
    normalisation: Normalisation = Normalisation.GOALPOSTS
    aggregation: Aggregation = Aggregation.ARITHMETIC
    least_known: float = 0.66
    seed: int = 2026
    draws: int = 1000

    @property
    def indicators(self) -> frozenset[str]:
        return frozenset(part.indicator for part in self.parts)

    @property
    def has_goalposts(self) -> bool:
        return all(part.low is not None and part.high is not None for part in self.parts)


@dataclass(frozen=True)
class Problem:
    """`template % params` is the sentence; `part` the place of the indicator that it speaks of."""

    template: str
    params: Mapping[str, object]
    part: int | None = None

    def __str__(self) -> str:
        return self.template % self.params


UNKNOWN_INDICATOR = _("“%(code)s” is no indicator in force.")
TWICE = _("“%(code)s” stands in the recipe twice.")
NO_WEIGHT = _("The weight of “%(code)s” must be a number above zero.")
NO_DIRECTION = _("Say for “%(code)s” whether more or less is better.")
REVERSED = _("The goalposts of “%(code)s” are the wrong way round: %(low)s is not below %(high)s.")
NO_GOALPOSTS = _("Fixed goalposts need a lowest and a highest value for “%(code)s”.")
NO_TARGET = _("The distance to a target needs a highest value for “%(code)s”.")
UNKNOWN_GROUP = _("“%(code)s” counts in the pillar “%(group)s”, which the recipe does not have.")
EMPTY_GROUP = _("Nothing counts in the pillar “%(group)s”.")
GROUPS_IN_A_CIRCLE = _("The pillar “%(group)s” lies inside itself.")
TOO_FEW = _("An index needs at least two indicators.")
TOO_MANY = _("An index takes at most %(limit)s indicators.")
NEEDS_POSITIVE = _("A geometric or harmonic mean needs values above zero, which z-scores are not.")
BAD_SHARE = _("The share that must be known lies above 0 and is at most 1.")
BAD_DRAWS = _("Draw between 100 and %(limit)s times.")


def problems(recipe: Recipe, known: Collection[str]) -> list[Problem]:
    """Everything that stands against the recipe, at once."""
    return [*_of_parts(recipe, known), *_of_groups(recipe), *_of_choices(recipe)]


def _of_parts(recipe: Recipe, known: Collection[str]) -> Iterator[Problem]:
    times = Counter(part.indicator for part in recipe.parts)
    groups = {ROOT, *(group.code for group in recipe.groups)}
    for place, part in enumerate(recipe.parts):
        named = {"code": part.indicator, "low": part.low, "high": part.high, "group": part.group}
        found = [
            (UNKNOWN_INDICATOR, part.indicator not in known),
            (TWICE, times[part.indicator] > 1),
            (NO_WEIGHT, not (math.isfinite(part.weight) and part.weight > 0)),
            (NO_DIRECTION, part.direction not in {-1, 1}),
            (REVERSED, part.low is not None and part.high is not None and not part.low < part.high),
            (NO_GOALPOSTS, recipe.normalisation is Normalisation.GOALPOSTS and None in {part.low, part.high}),
            (NO_TARGET, recipe.normalisation is Normalisation.TARGET and part.high is None),
            (UNKNOWN_GROUP, part.group not in groups),
        ]
        yield from (Problem(template, named, place) for template, is_wrong in found if is_wrong)


def _of_groups(recipe: Recipe) -> Iterator[Problem]:
    parents = {group.code: group.parent for group in recipe.groups}
    used = {part.group for part in recipe.parts} | set(parents.values())
    for group in recipe.groups:
        named = {"code": group.code, "group": group.code}
        above, steps = group.code, 0
        while above != ROOT and steps <= ENDLESS:
            above, steps = parents.get(above, ROOT), steps + 1
        found = [
            (NO_WEIGHT, not (math.isfinite(group.weight) and group.weight > 0)),
            (EMPTY_GROUP, group.code not in used),
            (GROUPS_IN_A_CIRCLE, steps > ENDLESS),
        ]
        yield from (Problem(template, named) for template, is_wrong in found if is_wrong)


def _of_choices(recipe: Recipe) -> Iterator[Problem]:
    needs_positive = recipe.aggregation is not Aggregation.ARITHMETIC
    found: list[tuple[str, dict[str, object], bool]] = [
        (TOO_FEW, {}, len(recipe.parts) < FEWEST_PARTS),
        (TOO_MANY, {"limit": MOST_PARTS}, len(recipe.parts) > MOST_PARTS),
        (NEEDS_POSITIVE, {}, needs_positive and recipe.normalisation is Normalisation.Z_SCORE),
        (BAD_SHARE, {}, not 0 < recipe.least_known <= 1),
        (BAD_DRAWS, {"limit": MOST_DRAWS}, not 100 <= recipe.draws <= MOST_DRAWS),  # noqa: PLR2004
    ]
    return (Problem(template, params) for template, params, is_wrong in found if is_wrong)


def written(recipe: Recipe) -> dict[str, Any]:
    return asdict(recipe) | {
        "parts": [asdict(part) for part in recipe.parts],
        "groups": [asdict(group) for group in recipe.groups],
        "outliers": str(recipe.outliers),
        "normalisation": str(recipe.normalisation),
        "aggregation": str(recipe.aggregation),
    }


def readable(text: Mapping[str, Any]) -> Recipe:
    return Recipe(
        **{
            **text,
            "parts": tuple(Part(**part) for part in text["parts"]),
            "groups": tuple(Group(**group) for group in text.get("groups", ())),
            "outliers": Outliers(text["outliers"]),
            "normalisation": Normalisation(text["normalisation"]),
            "aggregation": Aggregation(text["aggregation"]),
        }
    )

"""Rule sets as data: grades from the lowest to the highest, each with conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

COMPARISONS = (">", ">=", "<", "<=")
KINDS = ("line", "quantile", "top", "rising", "mean")


class RulesError(ValueError):
    """What is written is no rule set; the message says where."""


class Doubt(StrEnum):
    """Where the margin of a quotient comes from."""

    NONE = ""
    SAMPLING = "sampling"  # of counts: how far the quotient moves when the counts are drawn again
    WAYS = "ways"  # of values: the same quotient on other bases, measures and over three years


@dataclass(frozen=True)
class Condition:
    """A column against a number, or against what the other regions have in the same activity.

    `kind` says against what: a `line`; the `quantile` of type 7 over regions where there is something at all; the
    `top` share of regions, equal values included; the `mean` over regions; or `rising`, above itself in each of so
    many years before.
    """

    column: str
    comparison: str
    kind: str
    number: float


@dataclass(frozen=True)
class Grade:
    """All of `conditions` hold, and at least `at_least` of `counted`."""

    code: str
    names: Mapping[str, str]
    conditions: tuple[Condition, ...]
    counted: tuple[Condition, ...] = ()
    at_least: int = 0

    @property
    def every(self) -> tuple[Condition, ...]:
        return self.conditions + self.counted


@dataclass(frozen=True)
class RuleSet:
    """`asked` is the grade at which the answer on a cell is yes."""

    code: str
    names: Mapping[str, str]
    told: Mapping[str, str]
    source: str
    is_portal_default: bool
    measure: str
    grades: tuple[Grade, ...]
    asked: str
    doubt: Doubt
    draws: int
    seed: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(dict.fromkeys(each for grade in self.grades for each in grade.every))

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.column for each in self.conditions))

    @property
    def years_back(self) -> int:
        return max((int(each.number) for each in self.conditions if each.kind == "rising"), default=0)


def read(written: Mapping[str, Any]) -> RuleSet:
    """What stands in the data file or in a row; refuses what cannot be judged."""
    try:
        found = _read(written)
    except (KeyError, TypeError, AttributeError) as error:
        raise RulesError(f"{written.get('code', '?')}: {error!r}") from error
    if found.asked not in {grade.code for grade in found.grades}:
        raise RulesError(f"{found.code}: there is no grade {found.asked}")
    return found


def _read(written: Mapping[str, Any]) -> RuleSet:
    doubt = written.get("doubt", {})
    return RuleSet(
        code=str(written["code"]),
        names=dict(written["names"]),
        told=dict(written["told"]),
        source=str(written["source"]),
        is_portal_default=bool(written["is_portal_default"]),
        measure=str(written["measure"]),
        grades=tuple(_grade(each) for each in written["grades"]),
        asked=str(written["asked"]),
        doubt=Doubt(doubt.get("of", "")),
        draws=int(doubt.get("draws", 0)),
        seed=int(doubt.get("seed", 0)),
    )


def _grade(written: Mapping[str, Any]) -> Grade:
    counted = tuple(_condition(each) for each in written.get("counted", ()))
    grade = Grade(
        str(written["code"]),
        dict(written["names"]),
        tuple(_condition(each) for each in written.get("conditions", ())),
        counted,
        int(written.get("at_least", 0)),
    )
    if not grade.every or bool(counted) != (1 <= grade.at_least <= len(counted)):
        raise RulesError(f"{grade.code}: nothing to judge by, or more asked for than is counted")
    return grade


def _condition(written: Mapping[str, Any]) -> Condition:
    kinds = [kind for kind in KINDS if kind in written]
    comparison = str(written.get("comparison", ">"))
    if len(kinds) != 1 or comparison not in COMPARISONS:
        raise RulesError(f"{written}: one of {', '.join(KINDS)} and one of {', '.join(COMPARISONS)}")
    return Condition(str(written["column"]), comparison, kinds[0], float(cast("float", written[kinds[0]])))

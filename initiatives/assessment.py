"""Score, labels and agreement of an assessment: what two assessors gave makes one result. Pure; knows no rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from initiatives.criteria import CRITERIA, HIGHEST, LABELS, Label
from initiatives.wordlists import rows, spoken

Levels = Mapping[str, int]
Weight = Callable[[int, int], Fraction]
ASSESSORS = 2


@dataclass(frozen=True)
class Score:
    points: int
    most: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.points, self.most) if self.most else Fraction()

    @property
    def percent(self) -> float:
        return float(100 * self.share)


@dataclass(frozen=True)
class Judged:
    """What a label asks for, and what it lacks."""

    label: Label
    score: Score
    below: tuple[str, ...]

    @property
    def is_earned(self) -> bool:
        return not self.below and self.score.share * 100 >= self.label.percent


@dataclass(frozen=True)
class Agreement:
    """Of two assessors over the same indicators. Kappa has no value where chance alone would agree wholly."""

    equal: int
    of: int
    farthest: int
    kappa: Fraction | None

    @property
    def share(self) -> Fraction:
        return Fraction(self.equal, self.of) if self.of else Fraction()


def quadratic(one: int, other: int) -> Fraction:
    """Two levels apart weigh four times as much as one."""
    return Fraction((one - other) ** 2)


def score(levels: Levels, codes: Sequence[str] | None = None) -> Score:
    """The sum over the maximum; every indicator that is asked for must have its level."""
    asked = tuple(CRITERIA) if codes is None else codes
    return Score(sum(levels[code] for code in asked), HIGHEST * len(asked))


def judge(levels: Levels, label: Label) -> Judged:
    below = tuple(code for code in label.criteria if levels[code] < CRITERIA[code].minimum)
    return Judged(label, score(levels, label.criteria), below)


def labels(levels: Levels) -> list[Judged]:
    return [judge(levels, label) for label in LABELS.values()]


def differing(first: Levels, second: Levels) -> list[str]:
    """The indicators on which the two do not agree, in the order of the list."""
    return [code for code in CRITERIA if first[code] != second[code]]


def may_settle(level: int, first: int, second: int) -> bool:
    """Nobody settles on a level that lies outside of what both gave."""
    return min(first, second) <= level <= max(first, second)


def agreement(first: Levels, second: Levels) -> Agreement:
    pairs = [(first[code], second[code]) for code in first if code in second]
    table = [[0] * (HIGHEST + 1) for _each in range(HIGHEST + 1)]
    for one, other in pairs:
        table[one][other] += 1
    return Agreement(
        equal=sum(one == other for one, other in pairs),
        of=len(pairs),
        farthest=max((abs(one - other) for one, other in pairs), default=0),
        kappa=weighted_kappa(table),
    )


def weighted_kappa(table: Sequence[Sequence[int]], weight: Weight = quadratic) -> Fraction | None:
    """Cohen 1968: one minus disagreement seen over disagreement by chance; `table[i][j]` counts i against j."""
    total = sum(map(sum, table))
    firsts = [sum(line) for line in table]
    seconds = [sum(column) for column in zip(*table, strict=True)]
    places = [(i, j) for i in range(len(table)) for j in range(len(table))]
    by_chance = sum((weight(i, j) * firsts[i] * seconds[j] for i, j in places), Fraction())
    if not by_chance:
        return None
    seen = sum((weight(i, j) * table[i][j] for i, j in places), Fraction())
    return 1 - seen * total / by_chance


def in_words(kappa: Fraction | float | None) -> str:
    """The band of Landis and Koch that a kappa falls into; nothing where it has no value."""
    if kappa is None:
        return ""
    return str(next(spoken(row) for row in reversed(rows("agreement_bands")) if kappa >= Fraction(row["from"])))

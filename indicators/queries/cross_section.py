"""A composite index over all present regions at once: from the figures of its inputs to scores, ranks and intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from indicators import composite
from indicators.composite.robustness import Choice, change_holds, choices
from indicators.composite.table import Table
from indicators.formula import Reason
from indicators.status import Status, combine
from indicators.territory import Territory

Ranking = dict[str, dict[str, float | None]]  # region → score, rank, and the ends and middle of its interval


def _(sentence: str) -> str:
    return sentence


TOO_LITTLE_KNOWN = _("Only %(known)s %% of the weights of this index are known; at least %(least)s %% are needed.")
NO_SCALE = _("The values of the regions do not differ, or a mean of them does not exist.")
WHOLE_REGIONS_ONLY = _("This index compares the present regions as wholes; it is not computed for other subjects.")


@dataclass(frozen=True)
class Input:
    """The figure of one indicator for one region."""

    value: float | None
    status: Status
    territory: Territory = frozenset()


@dataclass(frozen=True)
class Answer:
    """The score of one region."""

    value: float | None
    status: Status
    coverage: float
    reason: Reason | None
    territory: Territory


@dataclass(frozen=True)
class CrossSection:
    """`inputs[region]` runs in the order of the parts of the recipe; regions in the order of the tables."""

    recipe: composite.Recipe
    inputs: Mapping[str, Sequence[Input]]

    @property
    def regions(self) -> list[str]:
        return list(self.inputs)

    @cached_property
    def table(self) -> Table:
        rows = [[np.nan if each.value is None else each.value for each in row] for row in self.inputs.values()]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.recipe.parts))

    @cached_property
    def index(self) -> composite.Index:
        return composite.composed(self.recipe, self.table)

    @property
    def robustness(self) -> composite.Robustness:
        return _robustness(self.recipe, self.table.tobytes(), len(self.inputs))

    def choices(self) -> list[Choice]:
        return choices(self.recipe, self.table)

    def change_holds(self, before: "CrossSection") -> Mapping[str, float | None]:
        """The share of admissible indices in which the score moves the same way as here, region by region."""
        held = change_holds(self.recipe, before.table, self.table)
        return {
            region: None if np.isnan(share) else float(share) for region, share in zip(self.inputs, held, strict=True)
        }

    def place(self, region: str) -> int | None:
        rank = self.index.ranks[self.regions.index(region)]
        return None if np.isnan(rank) else int(rank)

    def answer(self, region: str) -> Answer:
        place = self.regions.index(region)
        inputs = self.inputs[region]
        score, coverage = float(self.index.scores[place]), float(self.index.coverage[place])
        territory = next((each.territory for each in inputs if each.value is not None), frozenset[str]())
        if not np.isnan(score):
            status = combine(each.status for each in inputs if each.value is not None)
            return Answer(score, status, coverage, None, territory)
        known = sum(each.value is not None for each in inputs) / len(inputs)
        if known >= self.recipe.least_known:
            return Answer(None, Status.UNDEFINED_DENOMINATOR, coverage, Reason(NO_SCALE), territory)
        shares = {"known": round(100 * coverage), "least": round(100 * self.recipe.least_known)}
        return Answer(None, Status.MISSING_INPUT, coverage, Reason(TOO_LITTLE_KNOWN, shares), territory)

    def kept(self) -> Ranking:
        """What is stored of it: the whole ranking with its intervals."""
        robust, index = self.robustness, self.index
        columns = {
            "score": index.scores,
            "rank": index.ranks,
            "low": robust.low,
            "median": robust.median,
            "high": robust.high,
        }
        return {
            region: {
                name: None if np.isnan(column[place]) else float(column[place]) for name, column in columns.items()
            }
            for place, region in enumerate(self.inputs)
        }


NOT_COMPARED = Answer(None, Status.NOT_APPLICABLE, 0.0, Reason(WHOLE_REGIONS_ONLY), frozenset())


@lru_cache(maxsize=200)
def _robustness(recipe: composite.Recipe, values: bytes, units: int) -> composite.Robustness:
    """A thousand draws for the same numbers are drawn once."""
    table = np.frombuffer(values, dtype=np.float64).reshape(units, len(recipe.parts))
    return composite.robustness(recipe, table)

"""Invented values of a whole country: the same for the same seed, whatever the machine and the order of asking."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

SEED = 367  # the number of the order on clusters
INFLATION = 0.08
# How much of value added is what; the rest of output is bought in.
OUTPUT, WAGES, EXPORTS, TENGE_PER_DOLLAR = (1.6, 2.8), (0.2, 0.6), (0.0, 0.5), 450
DECIMALS = {"jobs": 0, "establishments": 0}


@dataclass(frozen=True)
class Panel:
    """Regions × activities, a year at a time. `jobs` is how many people work in the first year."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    measures: tuple[str, ...]
    first_year: int
    jobs: float
    seed: int = SEED
    empty: float = 0.2

    @property
    def shape(self) -> tuple[int, int]:
        return (len(self.regions), len(self.activities))

    def values(self, year: int) -> dict[str, Values]:
        """Measure → [region, activity]; a cell without work is a true zero in every measure."""
        jobs = np.rint(self._structure["jobs"] * self._growth(year))
        price = (1 + INFLATION) ** (year - self.first_year)
        gva = jobs * self._structure["productivity"] * price * self._noise(year, 1)
        found = {
            "jobs": jobs,
            "gva": gva,
            "output": gva * self._structure["output"],
            "wages": gva * self._structure["wages"],
            "establishments": np.ceil(jobs / self._structure["size"]),
            "exports": gva * self._structure["exports"] * self._noise(year, 2) / TENGE_PER_DOLLAR,
        }
        return {measure: np.round(found[measure], DECIMALS.get(measure, 1)) for measure in self.measures}

    @cached_property
    def _structure(self) -> dict[str, Values]:
        """What does not change over the years."""
        rng = np.random.default_rng(self.seed)
        region = rng.lognormal(0, 0.6, (self.shape[0], 1))
        activity = rng.lognormal(0, 1.2, (1, self.shape[1]))
        jobs = region * activity * rng.lognormal(0, 0.8, self.shape) * (rng.random(self.shape) >= self.empty)
        across = (1, self.shape[1])
        return {
            "jobs": jobs / jobs.sum() * self.jobs,
            "productivity": rng.lognormal(0.8, 0.6, across) * rng.lognormal(0, 0.15, self.shape),
            "output": rng.uniform(*OUTPUT, across),
            "wages": rng.uniform(*WAGES, across),
            "exports": rng.uniform(*EXPORTS, across) * (rng.random(across) < 0.4),  # noqa: PLR2004 two of five sell abroad
            "size": rng.lognormal(3, 0.7, across),
            "trend": rng.normal(0.01, 0.03, across) + rng.normal(0, 0.01, (self.shape[0], 1)),
        }

    def _growth(self, year: int) -> Values:
        return np.exp(self._structure["trend"] * (year - self.first_year)) * self._noise(year, 0)

    def _noise(self, year: int, kind: int) -> Values:
        """Each year has a generator of its own, so that one year is the same without the others."""
        return np.exp(np.random.default_rng((self.seed, year, kind)).normal(0, 0.04, self.shape))


Cell = tuple[str, str, str, float]


def cells(panel: Panel, values: dict[str, Values]) -> Iterator[Cell]:
    """Measure, region, activity and value of every cell of one year."""
    for measure, plane in values.items():
        for region, row in zip(panel.regions, plane.tolist(), strict=True):
            for activity, value in zip(panel.activities, row, strict=True):
                yield measure, region, activity, value

"""How far a location quotient of counts moves when the counts are drawn again."""

from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
ENDS = (0.025, 0.975)


class Sampled(NamedTuple):
    """The 2.5 % and the 97.5 % quantile of the quotients that were drawn."""

    low: float
    high: float


def interval(
    part: float, region: float, industry: float, economy: float, *, cell: str, draws: int, seed: int
) -> Sampled | None:
    """Draws the cell within its region and the industry within the rest of the country.

    Each cell has its own stream of numbers, so that its interval does not hang on which others are looked at.
    """
    rest, others = economy - region, industry - part
    if not 0 <= part <= region or not 0 <= others <= rest or region == 0 or industry == 0:
        return None
    chance = np.random.default_rng([seed, crc32(cell.encode())])
    here = chance.binomial(round(region), part / region, draws)
    there = chance.binomial(round(rest), others / rest, draws) if rest else np.zeros(draws)
    whole = here + there
    drawn = (here[whole > 0] / region) / (whole[whole > 0] / economy)
    low, high = np.quantile(drawn, ENDS) if drawn.size else (0.0, np.inf)
    return Sampled(float(low), float(high))

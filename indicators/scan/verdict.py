"""What is said of a cell, and how verdicts are put together."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Verdicts = npt.NDArray[np.int8]


class Verdict(IntEnum):
    """In this order the least is the verdict on several conditions that must all hold."""

    NO = 0
    NOT_JUDGED = 1
    POSSIBLE = 2
    YES = 3

    @property
    def word(self) -> str:
        return self.name.lower()


def all_of(verdicts: Sequence[Verdicts]) -> Verdicts:
    least: Verdicts = np.minimum.reduce(list(verdicts))
    return least


def at_least(number: int, verdicts: Sequence[Verdicts]) -> Verdicts:
    """The best verdict that so many of them reach."""
    ordered: Verdicts = np.sort(np.stack(verdicts), axis=0)
    found: Verdicts = ordered[len(verdicts) - number]
    return found

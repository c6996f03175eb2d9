"""How far a value can be trusted, or why there is none."""

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """From the lightest to the gravest: the gravest status of its inputs is the status of a value."""

    OK = "ok"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    STALE = "stale"
    INCONSISTENT = "inconsistent"
    TOO_FEW_UNITS = "too_few_units"
    UNDEFINED_DENOMINATOR = "undefined_denominator"
    SUPPRESSED = "suppressed"
    MISSING_INPUT = "missing_input"
    NOT_APPLICABLE = "not_applicable"

    @property
    def has_value(self) -> bool:
        return GRAVITY[self] <= GRAVITY[Status.INCONSISTENT]


ABSENT = 0  # the number of a cell that nobody has published, in arrays of statuses
BY_GRAVITY: tuple[Status, ...] = tuple(Status)
GRAVITY: dict[Status, int] = {status: place for place, status in enumerate(BY_GRAVITY, start=1)}


def combine(statuses: Iterable[Status]) -> Status:
    return max(statuses, key=GRAVITY.__getitem__, default=Status.OK)


def of_gravity(number: int) -> Status:
    return BY_GRAVITY[number - 1]

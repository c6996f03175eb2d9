"""Lines at which a figure begins to mean something, as data: who drew them, and which are the portal's own."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from indicators import reference

COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True)
class Threshold:
    """Strict and not strict exactly as the source has them."""

    indicator: str
    comparison: str
    value: float
    meanings: Mapping[str, str]
    source: str
    is_portal_default: bool

    @property
    def meaning(self) -> str:
        return self.meanings.get(get_language() or "en", self.meanings["en"])

    def holds(self, value: float | None) -> bool:
        return value is not None and COMPARE[self.comparison](value, self.value)


def of(indicator: str) -> list[Threshold]:
    return [threshold for threshold in _all() if threshold.indicator == indicator]


@cache
def _all() -> tuple[Threshold, ...]:
    return tuple(
        Threshold(
            row["indicator"],
            row["operator"],
            float(row["value"]),
            {language: row[f"meaning_{language}"] for language in reference.LANGUAGES},
            row["source"],
            row["is_portal_default"] == "yes",
        )
        for row in reference.rows("thresholds")
    )

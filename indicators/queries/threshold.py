"""Lines at which a figure begins to mean something, as data: who drew them, and which are the portal's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from indicators import formula, reference
from indicators.formula import Interval, Verdict


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
        return self.verdict(value) is Verdict.CERTAIN

    def verdict(self, value: float | None, bounds: Interval | None = None) -> Verdict:
        """Of a value, or of one that is withheld and only known to lie between bounds."""
        return formula.verdict(value, bounds, self.comparison, self.value)


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

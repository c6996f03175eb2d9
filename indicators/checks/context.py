from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.formats.lexicon import Lexicon
from indicators.formats.row import ERROR, Problem, Row
from indicators.formats.sheet import column_name

Cell = tuple[str, str]
COUNTED = frozenset({"persons", "units"})


@dataclass
class Context:
    """What the rules know beside the rows; one for each release."""

    lexicon: Lexicon
    sheets: Sequence[str] = ()
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def country(self) -> str:
        return next((code for code, region in self.lexicon.regions.items() if not region.parent), "")

    def problem(self, cause: str, row: Row, severity: str = ERROR, **parameters: Any) -> Problem:
        sheet = self.sheets[row.sheet] if row.sheet < len(self.sheets) else ""
        return Problem(cause, severity, sheet, row.line, column_name(row.column), parameters)

    def first_time(self, kind: str, code: str, period: str) -> bool:
        """Validity is a fact about code and period, so each pair is judged once, however many rows have it."""
        pair = (kind, code, period)
        if pair in self.seen:
            return False
        self.seen.add(pair)
        return True

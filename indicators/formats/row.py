from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

OK, PROVISIONAL, ESTIMATED = "ok", "provisional", "estimated"
SUPPRESSED, MISSING = "suppressed", "missing_input"

ERROR, WARNING, QUESTION = "error", "warning", "question"

PROBLEMS_KEPT = 1000
FIRST_OF_A_CAUSE = 5


class Row(NamedTuple):
    """One candidate observation and where it stands. Value is None exactly where status says why.

    `low` and `high`: between what a withheld value lies, where its source tells.
    """

    sheet: int
    line: int
    column: int
    measure: str
    region: str
    activity: str
    period: str
    value: float | None
    status: str
    raw: str
    low: float | None = None
    high: float | None = None

    @property
    def cell(self) -> tuple[str, str, str, str]:
        return self.measure, self.period, self.region, self.activity


@dataclass(frozen=True)
class Problem:
    """One thing wrong, with its place. Sentences are made from cause and parameters when shown (checks.what)."""

    cause: str
    severity: str = ERROR
    sheet: str = ""
    line: int | None = None
    column: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Unreadable(Exception):
    """The file as a whole cannot be read; the problem says why and what to do."""

    def __init__(self, cause: str, **parameters: Any) -> None:
        super().__init__(cause)
        self.problem = Problem(cause, parameters=parameters)


class Problems:
    """The first problems of each cause, and how many there are of every cause."""

    def __init__(self, *, limit: int = PROBLEMS_KEPT) -> None:
        self.limit = limit
        self.kept: list[Problem] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        self._repeated: dict[tuple[str, str, str], Problem] = {}

    def add(self, problem: Problem) -> None:
        key = (problem.severity, problem.cause)
        self.counts[key] += 1
        # A flood of one cause must not hide the others, so each cause always has room for its first few, and a question
        # that nobody sees could never be answered.
        room = self.limit if problem.severity == QUESTION else FIRST_OF_A_CAUSE
        if len(self.kept) < self.limit or self.counts[key] <= room:
            self.kept.append(problem)

    def once(self, problem: Problem, *, key: str) -> None:
        """One problem for all places that share its key; its parameters count them."""
        known = self._repeated.get((problem.cause, problem.sheet, key))
        if known is not None:
            known.parameters["rows"] += 1
            return
        problem.parameters["rows"] = 1
        self._repeated[problem.cause, problem.sheet, key] = problem
        self.add(problem)

    def count(self, severity: str) -> int:
        return sum(number for (each, _), number in self.counts.items() if each == severity)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)

    def __len__(self) -> int:
        return self.counts.total()

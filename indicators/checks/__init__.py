"""What must hold among the rows of a release. CHECKS is the index: one function a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from indicators.formats.row import Problem, Problems, Row

from .context import Cell, Context
from .corrections import Correction, corrected, corrections
from .jumps import JUMP, JumpRule, jumps
from .row_rules import before_validity, index_far_from_100, negative_count, outdated_activity, outdated_region
from .sentences import cure, label, what
from .slice_rules import (
    cell_twice,
    part_above_whole,
    predecessor_with_successors,
    regions_do_not_add_up,
    sections_do_not_add_up,
    thousandfold,
)

__all__ = [
    "CHECKS",
    "HISTORY_CHECKS",
    "JUMP",
    "ROW_CHECKS",
    "SLICE_CHECKS",
    "Cell",
    "Context",
    "Correction",
    "JumpRule",
    "by_slice",
    "corrected",
    "corrections",
    "cure",
    "in_rows",
    "in_slice",
    "jumps",
    "label",
    "tell",
    "what",
]  # fmt: skip

ROW_CHECKS = (outdated_region, outdated_activity, before_validity, negative_count, index_far_from_100)
SLICE_CHECKS = (
    cell_twice,
    part_above_whole,
    regions_do_not_add_up,
    sections_do_not_add_up,
    predecessor_with_successors,
)
HISTORY_CHECKS = (thousandfold,)
CHECKS = (*ROW_CHECKS, *SLICE_CHECKS, *HISTORY_CHECKS)

# Said once for all the cells that share this parameter, with their number.
SAID_ONCE = {
    "outdated_region": "region",
    "outdated_activity": "activity",
    "region_before_validity": "region",
    "predecessor_with_successors": "region",
    "slice_thousandfold": "measure",
    "slice_is_computed": "measure",
    "zero_of_nothing": "region",
}


def in_rows(rows: Sequence[Row], context: Context, log: Problems) -> None:
    """The rules that a row breaks by itself; chunk by chunk, while the file is read."""
    for check in ROW_CHECKS:
        tell(check(rows, context), log)


def in_slice(
    rows: Sequence[Row], context: Context, log: Problems, *, before: Mapping[Cell, float] | None = None
) -> None:
    """The rules among all rows of one measure and period; before holds the last published values."""
    for check in SLICE_CHECKS:
        tell(check(rows, context), log)
    for compare in HISTORY_CHECKS:
        tell(compare(rows, context, before or {}), log)


def by_slice(rows: Sequence[Row]) -> Iterator[list[Row]]:
    for _, group in groupby(sorted(rows, key=lambda row: row.cell), key=lambda row: (row.measure, row.period)):
        yield list(group)


def tell(problems: Iterable[Problem], log: Problems) -> None:
    for problem in problems:
        if shared := SAID_ONCE.get(problem.cause):
            log.once(problem, key=str(problem.parameters[shared]))
        else:
            log.add(problem)

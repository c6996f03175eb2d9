"""Money of projects by year and source, and project by project; empty stays empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from initiatives import budget
from initiatives.budget import Source, Sum
from initiatives.models import BudgetLine, Project
from initiatives.queries.project import Shown


@dataclass(frozen=True)
class Money:
    """All lines of some projects, summed in every direction."""

    years: tuple[int, ...]
    by_year: dict[int, Sum]
    by_source: dict[Source, Sum]
    cells: dict[tuple[str, int], Sum]
    whole: Sum
    cofinancing: float | None


def money(shown: Iterable[Shown]) -> Money:
    return of_lines([line for one in shown for line in one.project.budget_lines.all()])


def of_lines(lines: Sequence[BudgetLine]) -> Money:
    years = tuple(sorted({line.year for line in lines}))
    share = budget.cofinancing(lines)
    return Money(
        years=years,
        by_year={year: budget.add(line for line in lines if line.year == year) for year in years},
        by_source={source: budget.add(line for line in lines if line.source == source) for source in Source},
        cells={
            (source, year): budget.add(line for line in lines if (line.source, line.year) == (source, year))
            for source in Source
            for year in years
        },
        whole=budget.add(lines),
        cofinancing=None if share is None else float(share),
    )


def years_of(project: Project, *, this_year: int) -> list[int]:
    """The years that the project's budget is asked for: those of its days, and any that has money already."""
    first = project.starts_on.year if project.starts_on else this_year
    last = project.ends_on.year if project.ends_on else first + 2
    return sorted({*range(first, last + 1), *(line.year for line in project.budget_lines.all())})

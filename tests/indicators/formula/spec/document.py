"""docs/formulas.md from the tables: `python -m tests.indicators.formula.spec.document` writes it."""

from pathlib import Path

from . import answering, composites, missing, parts, profiles, scopes, years
from .table import Table

TABLES: tuple[Table, ...] = (
    *scopes.TABLES,
    *years.TABLES,
    *missing.TABLES,
    *answering.TABLES,
    *profiles.TABLES,
    *parts.TABLES,
)
PATH = Path(__file__).parents[4] / "docs" / "formulas.md"
HEAD = """# The language of formulas

Generated from the tables in `tests/indicators/formula/spec`, which are tests; not edited by hand. They speak of a
small country: regions R1, R2 (cut out of R1 in 2002), R3, R4 and R5 (OLD until 2001); activities A (01, 02; 01 is
011 and 012), B, C, and B-C, which is both. `jobs` and `gva` are sums, `volume` is an index weighted by the `gva` of
the year before, `rate` cannot be put together. A subject is written regions`:`activities.
"""


def document() -> str:
    return "\n".join([HEAD, *(line for table in TABLES for line in lines(table)), *composites.lines()])


def lines(table: Table) -> list[str]:
    published = (line.split() for line in table.published.strip().splitlines())
    return [
        f"## {table.title}",
        "",
        table.says,
        "",
        "| published | period | region | activity | value |",
        "|---|---|---|---|---|",
        *(
            f"| {measure} | {at} | {region} | {code} | {' '.join(value)} |"
            for measure, at, region, code, *value in published
        ),
        "",
        "| formula | subject | period | answer |",
        "|---|---|---|---|",
        *(f"| `{one.formula}` | {one.subject} | {one.period} | {one.answer} |" for one in table.examples),
        "",
    ]


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")

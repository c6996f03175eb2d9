"""What stands out in the official figures of an initiative's territory and activities, each in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from indicators.models import Code
from indicators.queries import definition, name, series
from indicators.queries.series import Asked, Series
from indicators.resolution import Subject
from indicators.shown import cards, sentences
from initiatives.models import Initiative

# Above which value an indicator is a strength; a quotient near 1 is like the country's.
# Growth at current prices leads nobody, so it is not among them.
LINES = {"location_quotient": 1.1, "grp_lead_real": 0.0, "employment_growth": 0.0}
OF_CLUSTER = ("location_quotient", "employment_growth")
OF_REGION = ("grp_lead_real",)
YEARS = 10
MOST = 6


@dataclass(frozen=True)
class Strengths:
    shown: Sequence[dict[str, Any]]
    vintage: datetime | None
    # What the figures say in one line; empty where nothing stands out.
    first: str = ""
    value: str = ""
    label: str = ""


def of(initiative: Initiative, regions: Sequence[Code]) -> Strengths:
    if not initiative.subject_id:
        return Strengths((), None)
    known = definition.definitions()
    rows = series.base_figures(initiative.subject.code)
    places = {code.code: Subject.parse(code.code) for code in regions}
    (table,) = series.together([Asked(places, series.chosen(known, OF_REGION), YEARS)])
    found = sorted((row for row in (*rows, *table.rows) if is_strength(row)), key=_rank)[:MOST]
    names = name.of_subjects({Subject.parse(row.cell) for row in found}) if found else {}
    shown = [_shown(row, names) for row in found]
    vintage = max((row.latest.vintage for row in found if row.latest.vintage), default=None)
    if not shown:
        return Strengths((), vintage)
    first = shown[0]
    return Strengths(shown, vintage, first["sentence"], first["card"]["value"], first["card"]["label"])


def is_strength(row: Series) -> bool:
    line, value = LINES.get(row.definition.code), row.latest.value
    return line is not None and value is not None and value > line


def _rank(row: Series) -> tuple[int, float]:
    """In the order of the table; within an indicator the largest first."""
    return list(LINES).index(row.definition.code), -(row.latest.value or 0.0)


def _shown(row: Series, names: name.Names) -> dict[str, Any]:
    subject = Subject.parse(row.cell)
    said = sentences.sentence(
        row.latest,
        regions=name.regions(subject, names),
        activities=name.activities(subject, names),
        period=cards.period(row.latest.period),
    )
    return {"sentence": said, "card": cards.card(row), "note": cards.coarser(row.latest)}

"""The page "Why this number": in words, with its numbers, with every input."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.formats import delimited
from indicators.formula import ExplainedCell, ExplainedLeaf, Explanation
from indicators.models import Citation, FigureSlice, Source
from indicators.queries import name, provenance
from indicators.queries.explanation import Explained
from indicators.queries.figure import Figure
from indicators.queries.name import Names
from indicators.queries.nearest import Nearest
from indicators.queries.provenance import Origin
from indicators.resolution import Subject
from indicators.shown import addresses, age, cards, cite, sentences, stands, texts

Shown = dict[str, Any]
HEADER = ("measure", "scope", "period", "region", "activity", "sign", "value", "status", "release", "file", "sheet",
          "row", "column", "recorded_at")  # fmt: skip
LETTERS = 26
# A sum over the country has thousands of inputs; the file of all of them is one link away.
MOST = 30
PAGES = ("inputs", "chart", "cite", "compare", "check", "doubt")


@dataclass(frozen=True)
class Beside:
    """What a page knows beside the figure itself: what waits, what was cited, who delivers, what stands nearest."""

    awaited: FigureSlice | None
    cited: Citation | None
    sources: Sequence[Source]
    nearest: Nearest | None


def page(
    found: Explained,
    *,
    now: Sequence[Figure],
    beside: Beside,
    listed: dict[str, dict[str, str]],
    on: dt.datetime,
) -> Shown:
    names = names_of(found)
    one = found.definition
    owner = listed.get(found.main.subject, {})
    told = [answer(found, each, names) for each in zip(found.figures, found.explanations, strict=True)]
    return {
        "found": found,
        "one": one,
        "subject_name": owner.get("name") or name.of(found.subject, names),
        "subject_href": owner.get("href", ""),
        "period": cards.period(found.period),
        "answers": told,
        "unit": texts.unit(one),
        "price_basis": texts.price_basis(one),
        "has_price_change": texts.has_price_change(one),
        "notes": notes(found),
        "chart": chart(found, names),
        "stands": stands.stands(found),
        "changed": changed(found, now),
        "age": age.age(found.vintage, on),
        "due": age.due(beside.sources, on),
        "nearest": age.nearest(beside.nearest, found),
        "awaited": age.waiting(found, beside.awaited, on),
        "citation": cite.words(found, owner.get("name", "")),
        "cited": cite.kept(found, beside.cited),
        "pages": _links(found),
        "years": _years(found),
        **_heads(),
    }


def head(found: Explained) -> Shown:
    """Which figure a page is about, and what it says."""
    names = names_of(found)
    listed = name.of_clusters([found.main.subject])
    return {
        "found": found,
        "one": found.definition,
        "subject_name": listed.get(found.main.subject, {}).get("name") or name.of(found.subject, names),
        "period": cards.period(found.period),
        "answers": [answer(found, each, names) for each in zip(found.figures, found.explanations, strict=True)],
        "figure": addresses.address(found.definition, found.main.subject, str(found.period), at=found.at),
    }


def _heads() -> Shown:
    value = {"label": _("Value"), "numeric": True}
    return {
        "input_head": [_("Cell"), _("Period"), value, _("Where it stands"), _("Status")],
    }


def names_of(found: Explained) -> dict[str, str]:
    """Codes and measures in the reader's language."""
    return name.spoken(found.codes) | {code: measure.name for code, measure in found.measures.items()}


def answer(found: Explained, pair: tuple[Figure, Explanation], names: Names) -> Shown:
    figure, explanation = pair
    subject = Subject.parse(figure.cell)
    regions = name.regions(subject, names)
    said = sentences.sentence(
        figure, regions=regions, activities=name.activities(subject, names), period=cards.period(found.period)
    )
    return {
        "figure": figure,
        "sentence": said,
        "heading": cards.heading(figure.cell, names),
        "value": texts.value(figure),
        "exact": "" if figure.value is None else repr(figure.value),
        "precise": texts.value(figure, extra=3),
        "status": texts.status(figure.status),
        "meaning": texts.MEANINGS[figure.status],
        "coarser": cards.coarser(figure),
        "reason": texts.reason(figure, names),
        "coverage": texts.percent(figure.coverage, 0) if figure.coverage < 1 else "",
        "formula": found.definition.version.formula,
        "written": explanation.text,
        "filled": explanation.filled,
        "leaves": [leaf(each, found, names) for each in explanation.leaves],
    }


def leaf(one: ExplainedLeaf, found: Explained, names: Names) -> Shown:
    measure = found.measures[one.measure]
    cells = provenance.cells_of(one)
    return {
        "text": one.text,
        "name": names.get(one.measure, one.measure),
        "period": str(one.period),
        "value": texts.measured(one.value, measure),
        "status": "" if one.status == "ok" else texts.status(one.status),
        "count": len(cells),
        "rows": [cell_row(cell, found, names) for cell in cells[:MOST]],
        "left": max(0, len(cells) - MOST),
    }


def cell_row(cell: ExplainedCell, found: Explained, names: Names) -> list[Any]:
    origin = found.origins.get((cell.measure, str(cell.period), cell.region, cell.activity))
    value = texts.measured(cell.value, found.measures[cell.measure])
    return [
        f"{names.get(cell.region, cell.region)}, {names.get(cell.activity, cell.activity)}",
        str(cell.period),
        {"text": f"−{value}" if cell.sign < 0 else value, "numeric": True},
        _place(origin),
        texts.status(cell.status),
    ]


def input_rows(found: Explained) -> Iterator[Sequence[object]]:
    """For a machine: full precision, codes, and the place of each input in its file."""
    yield HEADER
    for explanation in found.explanations:
        for one in explanation.leaves:
            for cell in provenance.cells_of(one):
                origin = found.origins.get((cell.measure, str(cell.period), cell.region, cell.activity))
                value = "" if cell.value is None else repr(cell.value)
                head = (cell.measure, one.scope, cell.period, cell.region, cell.activity, cell.sign, value, cell.status)
                yield (*head, *_origin_columns(origin))


def chart(found: Explained, names: Names | None = None) -> Shown:
    names = names_of(found) if names is None else names
    return cards.chart(found.history[0], names=names) if found.history else {}


def notes(found: Explained) -> list[str]:
    """What must be said before anybody compares: kinds of place, comparator, edges of the definition."""
    one = found.definition
    measures = [found.measures[code] for code in sorted(one.measures)]
    told = []
    if {"work", "residence"} <= {measure.place for measure in measures}:
        told.append(_("Mixes two kinds of place: people are counted where they live, value added where they work."))
    if {"basic", "market"} <= {measure.valuation for measure in measures}:
        told.append(_("Mixes two valuations: value added at basic prices, gross product at market prices with taxes."))
    return [*told, *filter(None, [one.indicator.edge_note])]


def changed(found: Explained, now: Sequence[Figure]) -> Shown:
    """What the figure is today, where the reader looks at the past and it was otherwise."""
    then = [(one.cell, one.value, one.status) for one in found.figures]
    if not found.at or then == [(one.cell, one.value, one.status) for one in now]:
        return {}
    return {"value": texts.value(now[0]), "href": addresses.of_figure(now[0])}


def _links(found: Explained) -> Shown:
    asked = (found.definition, found.main.subject, str(found.period))
    return {
        "now": addresses.address(*asked),
        "permanent": addresses.address(*asked, at=found.vintage) if found.vintage else "",
        **{page: addresses.address(*asked, at=found.at, page=f"figure_{page}") for page in PAGES},
    }


def _years(found: Explained) -> list[Shown]:
    return [
        {
            "label": str(each),
            "href": addresses.address(found.definition, found.main.subject, str(each), at=found.at),
            "is_current": each == found.period,
        }
        for each in list(found.periods)[-12:]
    ]


def _place(origin: Origin | None) -> str:
    if origin is None:
        return texts.NOTHING
    told = [_("release %(number)s") % {"number": origin.release.pk}, origin.release.filename]
    if origin.sheet:
        told.append(_("sheet %(name)s") % {"name": origin.sheet})
    if origin.line:
        told.append(_("row %(line)s, column %(column)s") % {"line": origin.line, "column": letters(origin.column)})
    return ", ".join(told)


def _origin_columns(origin: Origin | None) -> tuple[object, ...]:
    if origin is None:
        return ("",) * 6
    # Files and sheets are called as whoever handed them in liked.
    file, sheet = map(delimited.escaped, (origin.release.filename, origin.sheet))
    return (origin.release.pk, file, sheet, origin.line, letters(origin.column), origin.recorded_at.isoformat())


def letters(column: int | None) -> str:
    """3 is C, as spreadsheets count."""
    text = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        text = chr(ord("A") + rest) + text
    return text

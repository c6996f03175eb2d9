"""One indicator of several subjects, as the components of the page take it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from indicators.drawing import series as lines
from indicators.models import Code
from indicators.queries import name
from indicators.queries.compare import MOST_OTHERS, Compared
from indicators.queries.figure import Figure
from indicators.queries.series import Series
from indicators.resolution import Subject
from indicators.shown import addresses, cards, texts
from indicators.status import Status

Shown = dict[str, Any]


def page(found: Compared, places: Sequence[Code], country: str) -> Shown:
    listed = name.of_clusters(found.subjects)
    called = {text: _called(text, subject, found, listed) for text, subject in found.subjects.items()}
    short = called if listed or not _is_one_activity(found) else _regions(found)
    first, *others = found.subjects
    rows = [_row(one, short, found) for one in found.figures]
    has_remarks = any(row[-1] for row in rows)
    head = [_("Subject"), {"label": _("Value"), "numeric": True}, _("Status"), _("Remarks")]
    return {
        "found": found,
        "one": found.definition,
        "subject_name": called[first],
        "period": cards.period(found.period),
        "unit": texts.unit(found.definition),
        "figure": addresses.address(found.definition, first, str(found.period), at=found.at),
        "head": head if has_remarks else head[:-1],
        "rows": rows if has_remarks else [row[:-1] for row in rows],
        "chart": chart(found, short),
        "choices": choices(found, places, country),
        "other": next((text for text in others if not _is_choice(text, found, places, country)), ""),
        "unknown": ", ".join(found.unknown),
        "left_out": ", ".join(found.left_out),
        "most": MOST_OTHERS,
    }


def choices(found: Compared, places: Sequence[Code], country: str) -> list[Shown]:
    """The same activities in every region that exists now, and in the whole country."""
    first = next(iter(found.subjects.values()))
    listed = [(country, _("The whole country")), *((row.code, row.short_name or row.name) for row in places)]
    return [
        {"value": text, "label": label, "is_chosen": text in found.subjects}
        for text, label in ((beside(first, code), label) for code, label in listed)
        if text != str(first)
    ]


def beside(subject: Subject, region: str) -> str:
    return str(Subject(frozenset({region}), subject.activities))


def chart(found: Compared, called: Mapping[str, str]) -> Shown:
    one = found.definition
    rows = _first_of_each(found.rows)
    periods = sorted({each.period for row in rows for each in row.figures}, key=lambda each: each.sort_key)
    written = texts.formatter(one)
    picture = lines.draw(
        [lines.Line(called[row.subject], _points(row), tone) for tone, row in enumerate(rows, start=1)],
        title=f"{one.indicator.name}, {periods[0]}–{periods[-1]}" if periods else one.indicator.name,
        number=texts.axis(one),
        breaks=[(str(each), _("borders of %(year)s") % {"year": each.year}) for row in rows for each in row.breaks],
    )
    values = {(row.subject, each.period): each.value for row in rows for each in row.figures}
    return {
        "svg": picture,
        "legend": [{"tone": tone, "label": called[row.subject]} for tone, row in enumerate(rows, start=1)],
        "head": [_("Period"), *({"label": called[row.subject], "numeric": True} for row in rows)],
        "rows": [
            [cards.period(each), *({"text": written(values.get((row.subject, each))), "numeric": True} for row in rows)]
            for each in reversed(periods)
        ],
    }


def _first_of_each(rows: Sequence[Series]) -> list[Series]:
    """A subject that is answered by several cells is drawn by its newest; the table names them all."""
    found: dict[str, Series] = {}
    for row in rows:
        held = found.get(row.subject)
        if held is None or row.latest.period.sort_key > held.latest.period.sort_key:
            found[row.subject] = row
    return list(found.values())


def _points(row: Series) -> list[lines.Point]:
    return [lines.Point(str(each.period), each.value, each.status == Status.PROVISIONAL) for each in row.figures]


def _row(figure: Figure, called: Mapping[str, str], found: Compared) -> list[Any]:
    remarks = filter(None, [cards.coarser(figure), texts.reason(figure, found.names)])
    return [
        {"text": called[figure.subject], "href": addresses.of_figure(figure, at=found.at)},
        {"text": texts.value(figure), "numeric": True},
        texts.status(figure.status),
        " ".join(remarks),
    ]


def _called(text: str, subject: Subject, found: Compared, listed: Mapping[str, Mapping[str, str]]) -> str:
    return listed[text]["name"] if text in listed else name.of(subject, found.names)


def _is_one_activity(found: Compared) -> bool:
    """Then the page says it once, and its lines are told apart by their regions alone."""
    return len({subject.activities for subject in found.subjects.values()}) == 1


def _regions(found: Compared) -> dict[str, str]:
    return {text: name.regions(subject, found.names) for text, subject in found.subjects.items()}


def _is_choice(text: str, found: Compared, places: Sequence[Code], country: str) -> bool:
    first = next(iter(found.subjects.values()))
    return text in {beside(first, code) for code in (country, *(row.code for row in places))}

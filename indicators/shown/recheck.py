"""A figure worked out anew, as the page says it."""

from typing import Any

from django.utils.translation import gettext as _

from indicators.queries import name
from indicators.queries.recheck import Answer, Checked, Recheck
from indicators.resolution import Subject
from indicators.shown import addresses, cards, texts

Shown = dict[str, Any]


def page(found: Recheck) -> Shown:
    text = found.checked[0].figure.subject if found.checked else str(found.subject)
    names = name.of_subjects([found.subject, *(Subject.parse(each.figure.cell) for each in found.checked)])
    listed = name.of_clusters([text])
    return {
        "found": found,
        "one": found.definition,
        "subject_name": listed[text]["name"] if text in listed else name.of(found.subject, names),
        "period": cards.period(found.period),
        "observations": texts.number(found.observations),
        "head": [_("Which"), {"label": _("Value"), "numeric": True}, _("Status")],
        "answers": [_answer(each, names) for each in found.checked],
        "figure": addresses.address(found.definition, text, str(found.period), at=found.at),
    }


def _answer(each: Checked, names: name.Names) -> Shown:
    rows = [
        [_("shown on the page"), *_cells((each.figure.value, each.figure.status))],
        [_("worked out anew"), *(_cells(each.again) if each.again else ["–", _("no answer")])],
    ]
    if each.kept:
        rows.append([_("kept by the worker"), *_cells(each.kept)])
    return {"heading": cards.heading(each.figure.cell, names), "rows": rows, "is_equal": each.is_equal}


def _cells(answer: Answer) -> list[Any]:
    value, status = answer
    return [{"text": texts.NOTHING if value is None else repr(value), "numeric": True}, texts.status(status)]

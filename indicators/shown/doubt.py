"""Doubts about figures as the components of the pages take them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from indicators import period as periods
from indicators.models import Doubt
from indicators.queries import doubt as doubts
from indicators.queries.definition import Definitions
from indicators.shown import addresses, cards, texts

Shown = dict[str, Any]


def page(doubt: Doubt, known: Definitions) -> Shown:
    """What it is about, with what the page of the figure showed then."""
    shown = {"value": _value(doubt, known), "status": texts.status(doubt.status)}
    return shown | told(doubt, doubts.subject_names([doubt]))


def told(doubt: Doubt, names: Mapping[str, str]) -> Shown:
    return {
        "doubt": doubt,
        "indicator": doubt.indicator.name,
        "subject": names.get(doubt.subject, doubt.subject),
        "period": cards.period(periods.parse(doubt.period)),
        "figure": _address("figure", doubt),
        "check": _address("figure_check", doubt),
    }


def rows(found: Sequence[Doubt]) -> list[Shown]:
    names = doubts.subject_names(list(found))
    return [told(one, names) | {"href": _answer(one)} for one in found]


def reporter(doubt: Doubt) -> str:
    if doubt.reported_by:
        return doubt.reported_by.name or _("A person without a name")
    return _("A reader without an account")


def _value(doubt: Doubt, known: Definitions) -> str:
    if doubt.value is None or doubt.indicator.code not in known.versions:
        return texts.NOTHING if doubt.value is None else texts.number(doubt.value, 4)
    one = known.find(doubt.indicator.code, doubt.measure.code if doubt.measure else None)
    return texts.formatter(one)(doubt.value)


def _address(page: str, doubt: Doubt) -> str:
    path = reverse(page, kwargs={"indicator": doubt.indicator.code, "subject": doubt.subject, "period": doubt.period})
    asked = {"measure": doubt.measure.code} if doubt.measure else {}
    if doubt.as_of:
        asked["as_of"] = addresses.written(doubt.as_of)
    return f"{path}?{urlencode(asked)}" if asked else path


def _answer(doubt: Doubt) -> str:
    return reverse("doubt_answer", kwargs={"pk": doubt.pk})

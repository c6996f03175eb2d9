"""Where a figure is explained."""

import datetime as dt
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from indicators.queries.definition import Definition
from indicators.queries.figure import Figure


def of_figure(figure: Figure, *, at: dt.datetime | None = None) -> str:
    return address(figure.definition, figure.subject, str(figure.period), at=at)


def address(one: Definition, subject: str, period: str, *, at: dt.datetime | None = None, page: str = "figure") -> str:
    path = _path(get_language(), get_script_prefix(), page, one.code, subject, period)
    asked = query(one, at)
    return f"{path}?{asked}" if asked else path


@lru_cache(maxsize=20_000)
def _path(_language: str | None, _prefix: str, page: str, indicator: str, subject: str, period: str) -> str:
    """Kept for each language: a table leads to hundreds of figures."""
    return reverse(page, kwargs={"indicator": indicator, "subject": subject, "period": period})


def of_index(one: Definition, region: str, period: str, *, at: dt.datetime | None = None) -> str:
    """Where one region of a composite index is taken apart."""
    path = reverse("index_region", kwargs={"code": one.code, "region": region})
    return f"{path}?{urlencode({'period': period} | ({'as_of': written(at)} if at else {}))}"


def query(one: Definition, at: dt.datetime | None) -> str:
    """What must be asked beside the path: a measure that is not the default one, and the moment."""
    asked: dict[str, str] = {}
    if one.takes_measure and one.measure and one.measure.pk != one.indicator.default_measure_id:
        asked["measure"] = one.measure.code
    if at:
        asked["as_of"] = written(at)
    return urlencode(asked)


def written(at: dt.datetime) -> str:
    """A moment as addresses carry it: to the microsecond, as vintages differ by less than a second."""
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")

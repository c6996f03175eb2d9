"""Support as tables and lines of pages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from initiatives import support as kernel
from initiatives.models import SupportPayment
from initiatives.queries.project import grouped
from initiatives.queries.support import Line, Shown, is_standing
from initiatives.queries.support_sums import Row

Cell = Any


def _numeric(*labels: Any) -> list[Cell]:
    return [{"label": label, "numeric": True} for label in labels]


MONEY_HEAD = _numeric(_("Promised, ₸"), _("Paid, ₸"), _("Still open, ₸"))
LIST_HEAD = [_("Request"), _("Kind of support"), _("Asked of"), _("Where it stands")]
LIST_HEAD += [*_numeric(_("Asked, ₸")), *MONEY_HEAD]
YEAR_HEAD = [_("Year"), *MONEY_HEAD, _("State")]
REQUEST_HEAD = [_("Year"), *_numeric(_("Asked, ₸")), *MONEY_HEAD, _("State")]


def by_region_and_year(
    rows: Sequence[Row], names: Mapping[str, str], on: dt.date
) -> tuple[list[Cell], list[list[Cell]]]:
    """Head and lines: one cell a year, in millions, that opens its list; the last line counts each promise once."""
    years = sorted({row.money.year for row in rows})
    codes = sorted({code for row in rows for code in row.regions}, key=lambda code: names.get(code, code))
    lines = [
        _country_line(names.get(code, code), [row for row in rows if code in row.regions], years, {"region": code}, on)
        for code in codes
    ]
    head = [_("Region"), *_numeric(*(str(year) for year in years), _("all years"))]
    return head, [*lines, _country_line(_("Country"), rows, years, {}, on)]


def _country_line(
    label: Any, rows: Sequence[Row], years: Sequence[int], choice: Mapping[str, str], on: dt.date
) -> list[Cell]:
    each = [([row for row in rows if row.money.year == year], {**choice, "year": str(year)}) for year in years]
    return [label, *(_country_cell(chosen, asked, on) for chosen, asked in [*each, (rows, choice)])]


def _country_cell(rows: Sequence[Row], choice: Mapping[str, str], on: dt.date) -> Cell:
    if not rows:
        return {"text": "–", "numeric": True}
    whole = kernel.add([row.money for row in rows], on=on)
    there = f"{reverse('support')}?{urlencode(choice)}" if choice else reverse("support")
    return {"text": f"{millions(whole.paid)} / {millions(whole.promised)}", "href": there, "numeric": True}


def millions(amount: int | None) -> str:
    """Of an overview; the lists say it to the last tenge."""
    return "–" if amount is None else number_format(Decimal(amount) / 1_000_000, decimal_pos=1)


def tenge(amount: int | None) -> Cell:
    return {"text": grouped(amount), "numeric": True}


def request_row(one: Shown, on: dt.date) -> list[Cell]:
    whole = kernel.add(one.money, on=on)
    request = one.request
    return [
        {"text": request.title, "href": reverse("support_request", kwargs={"pk": request.pk})},
        request.get_kind_display(),
        request.authority.called,
        {"badge": one.label, "tone": one.tone},
        tenge(one.asked),
        tenge(whole.promised),
        tenge(whole.paid),
        _open(whole),
    ]


def year_rows(money: Sequence[kernel.Year], on: dt.date) -> list[list[Cell]]:
    """Per year what all requests together were promised and paid; late as soon as one of them is."""
    rows = []
    for year in sorted({one.year for one in money}):
        whole = kernel.add([one for one in money if one.year == year], on=on)
        rows.append([str(year), tenge(whole.promised), tenge(whole.paid), _open(whole), state(_state(whole))])
    return rows


def line(each: Line, on: dt.date) -> list[Cell]:
    money = each.money
    if money is None:
        return [str(each.year), tenge(each.asked), *[tenge(None)] * 3, "–"]
    numbers = [tenge(amount) for amount in (each.asked, money.promised, money.paid, money.open)]
    return [str(each.year), *numbers, state(money.state(on))]


def state(found: kernel.State) -> Cell:
    return {"badge": found.label, "tone": found.tone}


def payments(found: Shown) -> list[dict[str, Any]]:
    """Every entry, also those that were reversed."""
    years = {line.promise.pk: line.year for line in found.lines if line.promise}
    return [_payment(one, years[one.promise_id]) for one in found.payments]


def _payment(one: SupportPayment, year: int) -> dict[str, Any]:
    return {
        "entry": one,
        "sum": grouped(one.amount),
        "beyond": grouped(one.beyond) if one.beyond else "",
        "year": str(year),
        "is_standing": is_standing(one),
        "is_reversal": one.reverses_id is not None,
    }


def _open(whole: kernel.Sum) -> Cell:
    return tenge(None if whole.promised is None else whole.open)


def _state(whole: kernel.Sum) -> kernel.State:
    if whole.open == 0:
        return kernel.State.PAID
    return kernel.State.LATE if whole.late else kernel.State.OPEN

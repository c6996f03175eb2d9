"""Support promised and paid by the authorities: each promise of a year is a row, and cells of other pages lead here."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from indicators.models import Code
from initiatives import support as kernel
from initiatives.budget import PUBLIC
from initiatives.permissions import support as permissions
from initiatives.queries import support_sums
from initiatives.queries.support_sums import Choice, Row
from initiatives.views import support_shown as shown
from initiatives.views.portfolio import group

PAGE = 50


class Show(Guarded, View):
    may = staticmethod(permissions.may_see_list)
    why = gettext_lazy("Support promised and paid is read as a list by the authorities of a region or of the country.")
    who = gettext_lazy("People of an authority that the ministry has confirmed.")

    def get(self, request: HttpRequest) -> HttpResponse:
        on, choice = timezone.localdate(), Choice.read(request.GET)
        held = support_sums.rows(request.user, on=on)
        chosen = [row for row in held if choice.takes(row, on)]
        names = region_names({code for row in held for code in row.regions})
        page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
        context = {
            "held": held,
            "chosen": chosen,
            "whole": kernel.add([row.money for row in chosen], on=on),
            "page": page,
            "query": request.GET,
            "head": HEAD,
            "rows": [_line(row, names, on) for row in page],
            "groups": _groups(held, choice, names),
            "reset_url": reverse("support") if choice != Choice() else "",
        }
        return render(request, "initiatives/support/held.html", context)


HEAD = [
    gettext_lazy("Request"),
    gettext_lazy("Initiative"),
    gettext_lazy("Regions"),
    gettext_lazy("Kind of support"),
    gettext_lazy("Promised by"),
    {"label": gettext_lazy("Year"), "numeric": True},
    *shown.MONEY_HEAD,
    gettext_lazy("State"),
]


def region_names(codes: set[str]) -> dict[str, str]:
    rows = Code.objects.regions().filter(code__in=codes)
    return {row.code: row.short_name or getattr(row, f"name_{get_language() or 'en'}", "") or row.name for row in rows}


def _line(row: Row, names: dict[str, str], on: dt.date) -> list[Any]:
    request, money = row.promise.request, row.money
    return [
        {"text": request.title, "href": reverse("support_request", kwargs={"pk": request.pk})},
        row.initiative.called,
        ", ".join(names.get(code, code) for code in row.regions),
        request.get_kind_display(),
        row.promise.authority.called,
        {"text": str(money.year), "numeric": True},
        *(shown.tenge(amount) for amount in (money.promised, money.paid, money.open)),
        shown.state(money.state(on)),
    ]


def _groups(held: Sequence[Row], choice: Choice, names: dict[str, str]) -> list[dict[str, Any]]:
    regions = sorted({code for row in held for code in row.regions}, key=lambda code: names.get(code, code))
    years = sorted({row.money.year for row in held}, reverse=True)
    sources = [(one.value, one.label) for one in sorted(PUBLIC)]
    return [
        group(_("Region"), "region", [(code, names.get(code, code)) for code in regions], choice.region),
        group(_("Year"), "year", [(str(year), str(year)) for year in years], choice.year),
        group(_("Kind of support"), "kind", kernel.Kind.choices, choice.kind),
        group(_("Source"), "source", sources, choice.source),
        group(_("State"), "state", kernel.State.choices, choice.state),
    ]

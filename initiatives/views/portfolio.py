"""The portfolio of initiatives that a region or the ministry holds."""

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
from initiatives.lifecycle import Stage
from initiatives.permissions import portfolio as permissions
from initiatives.queries import portfolio
from initiatives.queries.portfolio import Balance, Choice, Row
from initiatives.queries.project import grouped

PAGE = 50
MATTERS = (
    ("late", gettext_lazy("with late milestones")),
    ("risk", gettext_lazy("with a serious risk")),
    ("overspent", gettext_lazy("more spent than planned")),
    ("no_plan", gettext_lazy("no plan entered")),
)


class Held(Guarded):
    """The page needs an authority; what stands on it is what that authority may open."""

    may = staticmethod(permissions.may_hold_portfolio)
    why = gettext_lazy("A portfolio of initiatives is held by the authorities of a region or of the country.")
    who = gettext_lazy("People of an authority that the ministry has confirmed.")

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    @property
    def choice(self) -> Choice:
        return Choice.read(self.request.GET)


class Show(Held, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        held, choice = portfolio.rows(request.user, on=self.on), self.choice
        chosen = [row for row in held if choice.takes(row)]
        codes = {code for row in held for code in (*row.regions, *row.sections)}
        names = _names(codes)
        page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
        context = {
            "held": held,
            "chosen": chosen,
            "page": page,
            "query": request.GET,
            "head": _head(),
            "rows": [_line(row, names) for row in page],
            "groups": _groups(held, choice, names),
            "reset_url": reverse("portfolio") if choice != Choice() else "",
            "stages": [_balance(each, Stage(each.key).label) for each in portfolio.by_stage(chosen)],
            "sections": [_balance(each, names.get(each.key, each.key)) for each in portfolio.by_section(chosen)],
            "balance_head": _balance_head(),
            "totals": _totals(chosen),
        }
        return render(request, "initiatives/portfolio/held.html", context)


def _names(codes: set[str]) -> dict[str, str]:
    rows = Code.objects.filter(code__in=codes)
    return {row.code: getattr(row, f"name_{get_language() or 'en'}", "") or row.name for row in rows}


def _head() -> list[Any]:
    return [
        _("Initiative"),
        _("Stage"),
        _("Regions"),
        _("Sections"),
        {"label": _("Projects"), "numeric": True},
        {"label": _("Planned, ₸"), "numeric": True},
        {"label": _("Spent, ₸"), "numeric": True},
        {"label": _("Late"), "numeric": True},
        {"label": _("Worst risk"), "numeric": True},
    ]


def _line(row: Row, names: dict[str, str]) -> list[Any]:
    initiative = row.initiative
    late = {"badge": row.late, "tone": "warn"} if row.late else {"text": "0", "numeric": True}
    risk = {"badge": row.risk, "tone": "warn"} if row.is_risky else {"text": row.risk, "numeric": True}
    return [
        {"text": initiative.called, "href": reverse("projects", kwargs={"pk": initiative.pk})},
        {"badge": initiative.stage_enum.label, "tone": initiative.stage_enum.tone},
        ", ".join(names.get(code, code) for code in row.regions),
        ", ".join(row.sections),
        {"text": f"{row.running} / {row.projects}", "numeric": True},
        {"text": grouped(row.planned), "numeric": True},
        {"badge": grouped(row.spent), "tone": "bad"}
        if row.is_overspent
        else {"text": grouped(row.spent), "numeric": True},
        late if row.projects else {"text": "–", "numeric": True},
        risk,
    ]


def _groups(held: Sequence[Row], choice: Choice, names: dict[str, str]) -> list[dict[str, Any]]:
    regions = sorted({code for row in held for code in row.regions})
    sections = sorted({code for row in held for code in row.sections})
    return [
        group(_("Stage"), "stage", [(stage.value, stage.label) for stage in Stage], choice.stage),
        group(_("Region"), "region", [(code, names.get(code, code)) for code in regions], choice.region),
        group(_("Section"), "section", [(code, f"{code} {names.get(code, '')}") for code in sections], choice.section),
        group(_("What is the matter"), "matter", MATTERS, choice.matter),
    ]


def group(label: str, name: str, options: Sequence[tuple[Any, Any]], chosen: str) -> dict[str, Any]:
    listed = [{"value": value, "label": text, "is_chosen": value == chosen} for value, text in options]
    return {"label": label, "name": name, "options": listed}


def _balance_head() -> list[Any]:
    numbers = (_("Initiatives"), _("Planned, ₸"), _("Spent, ₸"), _("Late milestones"), _("Serious risks"))
    return [_("Group"), *({"label": label, "numeric": True} for label in numbers)]


def _balance(each: Balance, label: str) -> list[Any]:
    numbers = (each.initiatives, grouped(each.planned), grouped(each.spent), each.late, each.risky)
    return [str(label), *({"text": str(number), "numeric": True} for number in numbers)]


def _totals(chosen: Sequence[Row]) -> dict[str, Any]:
    return {
        "planned": portfolio.known_sum(row.planned for row in chosen),
        "spent": portfolio.known_sum(row.spent for row in chosen),
        "late": sum(row.late for row in chosen),
        "risky": sum(row.is_risky for row in chosen),
    }

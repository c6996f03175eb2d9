"""Country today: one page for the ministry, printed on two sheets."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.guards import Guarded
from indicators.models import Code
from initiatives.lifecycle import Stage
from initiatives.permissions.country import may_see_country
from initiatives.queries import country, portfolio
from initiatives.queries.country import Aims, Country, Waiting
from initiatives.queries.portfolio import Row
from initiatives.targets import Light
from initiatives.views import support_shown

Cell = dict[str, Any] | str


class Show(Guarded, TemplateView):
    template_name = "initiatives/country/show.html"
    may = staticmethod(may_see_country)
    why = gettext_lazy("The whole country at once is for the ministry in charge of clusters.")
    who = gettext_lazy("People of the ministry.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        on = timezone.localdate(now)
        found = country.country(self.request.user, on=on)
        names = _names({code for row in found.rows for code in (*row.regions, *row.sections)})
        sections = sorted({code for row in found.rows for code in row.sections})
        support_head, support = support_shown.by_region_and_year(found.support, names, on)
        asked = self.request.GET.get("section", "")
        section = asked if asked in sections else ""
        return super().get_context_data(**kwargs) | {
            "found": found,
            "at": now,
            "digest": found.digest(on),
            "planned": portfolio.known_sum(row.planned for row in found.rows),
            "spent": portfolio.known_sum(row.spent for row in found.rows),
            "met": found.lights[Light.REACHED] + found.lights[Light.ON_PATH],
            "targets": found.lights.total(),
            "stage_head": [_("Region"), *_stage_head()],
            "regions": _by_region(found, names, section),
            "groups": [_choice(sections, names, section)],
            "section": f"{section} {names.get(section, '')}".strip(),
            "section_head": [_("Section"), *_stage_head(), *_numeric(_("Planned, mln ₸"), _("Spent, mln ₸"))],
            "sections": _with_money(found, names),
            "support_head": support_head,
            "support": support if found.support else [],
            "waiting_head": [_("Authority"), *_numeric(_("Files"), _("Longest, working days"), _("Beyond the limit"))],
            "waiting": [_waits(number, one) for number, one in enumerate(found.waiting)],
            "aims_head": [_("Initiative"), *_numeric(*(light.label for light in Light))],
            "aims": [_aims(one) for one in found.aims],
        }


def _stage_head() -> list[Cell]:
    return _numeric(*(stage.label for stage in Stage), _("all"))


def _numeric(*labels: Any) -> list[Cell]:
    return [{"label": label, "numeric": True} for label in labels]


def _choice(sections: Sequence[str], names: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [
        {"value": code, "label": f"{code} {names.get(code, '')}", "is_chosen": code == chosen} for code in sections
    ]
    return {"name": "section", "label": _("Section of the economy"), "options": options}


def _by_region(found: Country, names: dict[str, str], section: str) -> list[list[Cell]]:
    """One row per region, one cell per stage, of one section where one is chosen; each cell opens its list."""
    rows = [row for row in found.rows if not section or section in row.sections]
    also = {"section": section} if section else {}
    codes = sorted({code for row in rows for code in row.regions}, key=lambda code: names.get(code, code))
    lines = [_line(code, "region", names, [row for row in rows if code in row.regions], also) for code in codes]
    return [*lines, [_("Country"), *_counts(rows, also)]]


def _line(
    code: str, kind: str, names: dict[str, str], rows: Sequence[Row], also: dict[str, str] | None = None
) -> list[Cell]:
    return [names.get(code, code), *_counts(rows, {kind: code} | (also or {}))]


def _counts(rows: Sequence[Row], choice: dict[str, str]) -> list[Cell]:
    numbers = [(stage.value, sum(row.initiative.stage == stage for row in rows)) for stage in Stage]
    return [
        _number(number, choice | ({"stage": stage} if stage else {})) for stage, number in [*numbers, ("", len(rows))]
    ]


def _number(number: int, choice: dict[str, str]) -> Cell:
    """A number that opens its list in the portfolio."""
    there = f"{reverse('portfolio')}?{urlencode(choice)}" if choice else reverse("portfolio")
    return {"text": number, "href": there, "numeric": True} if number else {"text": "–", "numeric": True}


def _with_money(found: Country, names: dict[str, str]) -> list[list[Cell]]:
    lines = []
    for one in portfolio.by_section(found.rows):
        named = {one.key: f"{one.key} {names.get(one.key, '')}"}
        line = _line(one.key, "section", named, [row for row in found.rows if one.key in row.sections])
        money = (support_shown.millions(amount) for amount in (one.planned, one.spent))
        lines.append([*line, *({"text": amount, "numeric": True} for amount in money)])
    return lines


def _waits(number: int, one: Waiting) -> list[Cell]:
    name = str(one.authority) if one.authority else _("Nobody holds the seat")
    late = {"badge": one.late, "tone": "bad", "numeric": True} if one.late else {"text": "–", "numeric": True}
    files = {"text": len(one.files), "href": f"#waits-{number}", "numeric": True}
    return [name, files, {"text": one.longest, "numeric": True}, late]


def _aims(one: Aims) -> list[Cell]:
    there = reverse("plan", kwargs={"pk": one.initiative.pk})
    numbers = [{"text": one.lights[light] or "–", "numeric": True} for light in Light]
    return [{"text": one.initiative.called, "href": there}, *numbers]


def _names(codes: Collection[str]) -> dict[str, str]:
    rows = Code.objects.filter(code__in=codes)
    return {row.code: row.short_name or getattr(row, f"name_{get_language() or 'en'}", "") or row.name for row in rows}

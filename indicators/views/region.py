"""The regions side by side, and one region with its figures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views import View

from indicators.forms import figure as asked
from indicators.models import Code
from indicators.period import Period, PeriodError
from indicators.queries import definition, name, region
from indicators.queries.definition import Definition, Definitions
from indicators.shown import pictures
from indicators.shown import regions as shown
from indicators.views import unknown

FIRST_INDICATOR = "grp_growth_real"
FIRST_ACTIVITY = "A"
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


class Index(View):
    """The map in the shades of a chosen indicator, and its table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        known = definition.definitions()
        found, one, activity = side_by_side(known, request.GET)
        rows = {row.code: row for row in region.present()}
        context = shown.index(found, rows, known, self._sections(one), activity=activity)
        return render(request, "indicators/region/index.html", context | {"chosen": one})

    def _sections(self, one: Definition | None) -> dict[str, str]:
        return name.names([*region.SECTIONS, *region.GROUPS]) if one and one.sees_activities else {}


def side_by_side(known: Definitions, params: QueryDict) -> tuple[region.RegionsFigures | None, Definition | None, str]:
    """The figures that the address asks for, of which indicator and activity they are."""
    one = _definition(known, params.get("indicator", ""))
    activity = _activity(known, one, params.get("activity", ""))
    period = _period(params.get("period", ""))
    found = region.of_all(known, one, asked=period, activity=activity) if one else None
    return found, one, activity


def _definition(known: Definitions, text: str) -> Definition | None:
    code = text if text in known.versions else FIRST_INDICATOR
    return known.find(code) if code in known.versions else next(iter(known.all()), None)


def _activity(known: Definitions, one: Definition | None, text: str) -> str:
    if one is None or not one.sees_activities:
        return ""
    return text if text in known.book.activity_ids else FIRST_ACTIVITY


def _period(text: str) -> Period | None:
    try:
        return asked.period(text)
    except PeriodError:
        return None


class Picture(View):
    """The map alone, with its colours in it, as the address asks for it."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        known = definition.definitions()
        found, one, _activity = side_by_side(known, request.GET)
        if kind not in PICTURES:
            raise Http404
        # Before anything is published the regions stand there without a shade.
        figures, named = (found.figures, f"{one.code}-{found.period}") if found and one else ((), "regions")
        drawn = shown.country_map(figures, {row.code: row for row in region.present()}, chosen="")["svg"]
        content = pictures.as_png(drawn) if kind == "png" else pictures.standing_alone(drawn)
        answer = HttpResponse(content, content_type=PICTURES[kind])
        answer["Content-Disposition"] = f'attachment; filename="{named}.{kind}"'
        return answer


class Show(View):
    """One region. Whoever mounts it may add what is known of the region further up."""

    template_name = "indicators/region/show.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        row = None if "\0" in code else Code.objects.regions().filter(code=code).first()
        if row is None:
            return unknown.answer(request, "region", code)
        neighbours = {one.code: one for one in region.present()}
        found = region.of_region(code)
        context = shown.page(row, found, neighbours, self._successors(row)) | self.more(row)
        return render(request, self.template_name, context)

    def more(self, row: Code) -> dict[str, Any]:
        """What else stands on the page of this region."""
        return {}

    def _successors(self, row: Code) -> list[Code]:
        """What became of a region that no longer exists."""
        if row.valid_to is None:
            return []
        return [one.successor for one in row.successions.select_related("successor").order_by("successor__code")]

"""All indicators with their formulas, and a form that leads to any figure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from indicators.forms import figure as forms
from indicators.period import Kind, PeriodError
from indicators.queries import definition, name, region
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.shown import addresses
from indicators.shown import indicators as shown


class Index(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        known = definition.definitions()
        one = self._definition(known)
        if one and request.GET.get("go"):
            return self._lead(known, one)
        (published,) = figures.periods_by_definition([one], Kind.YEAR) if one else [[]]
        places = {row.code: row.short_name or row.name for row in region.present()}
        context = shown.index(known, one, published, places, name.names([*region.SECTIONS, *region.GROUPS]))
        return render(request, "indicators/figure/index.html", context | {"asked": request.GET})

    def _definition(self, known: Definitions) -> Definition | None:
        asked = self.request.GET.get("indicator", "")
        measure = self.request.GET.get("measure") or None
        try:
            return known.find(asked or "location_quotient", measure)
        except definition.UnknownIndicator:
            return known.find(asked) if asked in known.versions else next(iter(known.all()), None)

    def _lead(self, known: Definitions, one: Definition) -> HttpResponse:
        """To the figure that was asked for; the newest period where none was."""
        asked: Any = self.request.GET
        place = asked.get("region") or known.book.codes.regions.country
        activity = asked.get("activity", "") if one.sees_activities else ""
        subject = (asked.get("subject") or "").strip().replace(" ", "+") or f"{place}:{activity}".rstrip(":")
        published = figures.periods_with_data(one)
        newest = [each for each in published if each.kind == Kind.YEAR] or published
        period = asked.get("period") or (str(newest[-1]) if newest else "")
        if not self._is_period(period):
            period = str(newest[-1]) if newest else "–"
        return redirect(addresses.address(one, subject.replace("/", " "), period))

    def _is_period(self, text: str) -> bool:
        try:
            forms.period(text)
        except PeriodError:
            return False
        return True

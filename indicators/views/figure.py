"""Why this number: one figure with its formula, its inputs and its history."""

import csv
import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from indicators import period as periods
from indicators.actions import citation as citations
from indicators.forms import figure as asked
from indicators.models import Citation
from indicators.queries import citation, definition, explanation, interval, nearest, source
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.explanation import Explained
from indicators.shown import addresses, pictures, why
from indicators.shown import interval as intervals
from indicators.views import unknown


class Missing(LookupError):
    """Nothing can be shown; `kind` says which part of the address is wrong."""

    def __init__(self, kind: str, text: str, known: Definitions | None = None) -> None:
        super().__init__(text)
        self.kind, self.text, self.known = kind, text, known


class OfFigure(View):
    """A page about one figure. Whoever mounts it may teach it the names of listed subjects."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Missing as missing:
            return unknown.answer(request, missing.kind, missing.text, missing.known)

    def explained(self, indicator: str, subject: str, period: str, *, most: int | None = None) -> Explained:
        at = self.asked_moment()
        known = definition.definitions(at)
        one = self._definition(known, indicator)
        try:
            return explanation.explained(known, one, subject, asked.period(period), at=at, most=most)
        except periods.PeriodError as error:
            raise Missing("period", period, known) from error
        except figures.UnknownSubject as error:
            raise Missing("subject", subject, known) from error

    def asked_moment(self) -> dt.datetime | None:
        text = self.request.GET.get("as_of", "")
        try:
            return asked.moment(text) if text else None
        except asked.UnreadableMoment as error:
            raise Missing("moment", text) from error

    def subject_names(self, subjects: list[str]) -> dict[str, dict[str, str]]:
        """Listed subject → {name, href}; an initiative's name is known further up."""
        return {}

    def _definition(self, known: Definitions, indicator: str) -> Definition:
        try:
            return known.find(indicator, self.request.GET.get("measure") or None)
        except definition.UnknownIndicator as error:
            is_past = "as_of" in self.request.GET and not known.versions
            raise Missing("then" if is_past else "indicator", indicator, known) from error


class Show(OfFigure):
    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        one = self._definition(definition.definitions(self.asked_moment()), indicator)
        if one.recipe is not None:
            return redirect(addresses.of_index(one, subject, period, at=self.asked_moment()))
        found = self.explained(indicator, subject, period, most=why.MOST)
        now = explanation.value_now(found) if found.at else found.figures
        known = definition.definitions(found.at)
        beside = why.Beside(
            awaited=explanation.awaited(found.definition, found.period),
            cited=citation.of(found),
            sources=source.of_measures(found.definition.measures),
            nearest=nearest.nearest(known, found),
        )
        page = why.page(found, now=now, beside=beside, listed=self.subject_names([subject]), on=timezone.now())
        intervals.put_beside(page["answers"], interval.of(found.figures, at=found.at))
        address = {"indicator": indicator, "subject": subject, "period": period}
        return render(request, "indicators/figure/show.html", page | {"address": address})


class Cite(OfFigure):
    """Keeps what the permanent address answers now, once."""

    def post(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        found = self.explained(indicator, subject, period)
        if found.vintage is None:
            raise Missing("period", period)
        cited: Citation = citations.cite(explained=found, at=timezone.now())
        address = addresses.address(found.definition, subject, str(found.period), at=cited.as_of)
        return redirect(f"{address}#cite")


class Inputs(OfFigure):
    """Every input of the figure as CSV, each with its place in a file."""

    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        found = self.explained(indicator, subject, period)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"{indicator}-{subject}-{period}-inputs.csv".replace(":", "-").replace("+", "-")
        response["Content-Disposition"] = f'attachment; filename="{ascii_only(name)}"'
        csv.writer(response, lineterminator="\r\n").writerows(why.input_rows(found))
        return response


class Chart(OfFigure):
    """The chart alone, with its colours in it."""

    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        found = self.explained(indicator, subject, period, most=0)
        if not found.history:
            raise Missing("period", period)
        response = HttpResponse(pictures.standing_alone(why.chart(found)["svg"]), content_type="image/svg+xml")
        response["Content-Disposition"] = f'attachment; filename="{ascii_only(indicator)}.svg"'
        return response


def ascii_only(text: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in text)

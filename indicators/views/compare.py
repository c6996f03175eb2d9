"""A figure beside the same figure of other regions or subjects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators import period as periods
from indicators.forms import figure as asked
from indicators.queries import compare, definition, region
from indicators.queries import figure as figures
from indicators.shown import compare as shown
from indicators.views.figure import Missing, OfFigure


class Compare(OfFigure):
    """What stands beside it is asked for in the address, so that it can be passed on."""

    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        at = self.asked_moment()
        known = definition.definitions(at)
        one = self._definition(known, indicator)
        others = [text.strip().replace(" ", "+") for text in request.GET.getlist("with") if text.strip()]
        try:
            found = compare.compared(known, one, [subject, *others], asked.period(period), at=at)
        except periods.PeriodError as error:
            raise Missing("period", period, known) from error
        except figures.UnknownSubject as error:
            raise Missing("subject", subject, known) from error
        page = shown.page(found, list(region.present()), known.book.codes.regions.country)
        return render(request, "indicators/figure/compare.html", page)

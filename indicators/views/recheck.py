"""A figure worked out anew while the reader waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators import period as periods
from indicators.forms import figure as asked
from indicators.queries import definition, recheck
from indicators.queries import figure as figures
from indicators.shown import recheck as shown
from indicators.views.figure import Missing, OfFigure


class Check(OfFigure):
    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        at = self.asked_moment()
        known = definition.definitions(at)
        one = self._definition(known, indicator)
        try:
            found = recheck.recheck(known, one, subject, asked.period(period), at=at)
        except periods.PeriodError as error:
            raise Missing("period", period, known) from error
        except figures.UnknownSubject as error:
            raise Missing("subject", subject, known) from error
        return render(request, "indicators/figure/check.html", shown.page(found))

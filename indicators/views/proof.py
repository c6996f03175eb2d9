"""What this installation answers to published examples."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts.guards import Guarded
from indicators import permissions
from indicators.queries import proof
from indicators.shown import proof as shown
from indicators.views.definition import KEEPERS


class Show(Guarded, View):
    may = permissions.may_prove
    who = KEEPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "indicators/proof/show.html", shown.page(proof.run(), at=timezone.now()))

"""What a region could turn to, from what it is good at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from indicators.models import Code
from indicators.queries import definition, region, relatedness
from indicators.shown import related
from indicators.views import unknown


class Show(View):
    """The activities related to the strengths of one region."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        row = None if "\0" in code else Code.objects.regions().filter(code=code).first()
        if row is None:
            return unknown.answer(request, "region", code)
        known = definition.definitions()
        found = relatedness.newest(known)
        page = {}
        if found is not None and code in found.regions:
            page = related.page(found, code, known, {one.code: one for one in region.present()})
        return render(request, "indicators/region/related.html", page | {"region": row})

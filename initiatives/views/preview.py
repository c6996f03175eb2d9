"""What the initiative's people see before anybody else does: the case as the officials find it, and its figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from initiatives.queries.base import territorial_base
from initiatives.queries.preview import preview
from initiatives.views.initiative import OfInitiative


class Preview(OfInitiative, TemplateView):
    """The case page as the official will see it, without the answer."""

    template_name = "initiatives/approval/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = preview(self.thing, on=self.on)
        shown = [
            {"part": part, "lines": [{"line": line} for line in part.lines], "is_open": True} for part in found.parts
        ]
        more = self.context(_("As the official sees it"), case=found, parts=shown)
        return super().get_context_data(**kwargs) | more


class Figures(OfInitiative, View):
    """A part of the home that comes after it, so that the home opens at once; a page of its own without script."""

    related = ("initiator", "subject")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = self.context(_("Territorial base"), base=territorial_base(self.thing))
        name = "_figures" if request.htmx else "figures"
        return render(request, f"initiatives/initiative/{name}.html", context)

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from indicators.drawing import region_map
from indicators.queries import source
from indicators.shown import texts

UNWELCOME = ("/accounts/", "/admin/", "/i/", "/calendar/", "/demo/")


class Data(TemplateView):
    """Where the numbers come from, how old they are, what their marks mean."""

    template_name = "pages/about_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "sources": source.overview(on=timezone.localdate()),
            "statuses": [(label, texts.MEANINGS[status]) for status, label in texts.STATUSES.items()],
            "credit": region_map.CREDIT,
            "examples": ["KZ", "KZ-23", "KZ-23:B", "KZ-61+KZ-43:A+C"],
        }


class Privacy(TemplateView):
    template_name = "pages/privacy.html"


class Robots(View):
    """Public pages are for everybody; sign-in, invitations and administration are for nobody's index."""

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = [
            "User-agent: *",
            *(f"Disallow: {path}" for path in UNWELCOME),
            "Disallow: /*/work/",
            "Disallow: /*/asked/",
            "",
        ]
        lines.append(f"# {request.build_absolute_uri(reverse('about_data'))}")
        return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""While ./run fills the database, whoever opens a page is told so, and that page opens itself again."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

RETRY_SECONDS = 3
# Answered as ever: what the page itself needs, and the question whether all is well.
OPEN = ("/static/", "/health/", "/robots.txt")
FOR_PROGRAMS = ("/api/", "/sdmx/")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Preparing:
    """The application, behind a file that is there as long as it must wait."""

    def __init__(self, application: Application, *, mark: Path) -> None:
        self.application, self.mark = application, mark

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(OPEN) or not self.mark.exists():
            return self.application(environ, start_response)
        answer = told(WSGIRequest(environ))
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]


def told(request: WSGIRequest) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        answer = _sentence() if request.path.startswith(FOR_PROGRAMS) else _page()
    answer["Retry-After"], answer["Cache-Control"] = str(RETRY_SECONDS), "no-store"
    answer["Content-Security-Policy"] = "default-src 'self'"
    return answer


def _page() -> HttpResponse:
    content = render_to_string("preparing.html", {"seconds": RETRY_SECONDS})
    return HttpResponse(content, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _sentence() -> HttpResponse:
    return JsonResponse({"detail": _("The portal is being prepared.")}, status=HTTPStatus.SERVICE_UNAVAILABLE)

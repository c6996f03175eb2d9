"""The page of what broke: of a part that is away for a moment, which comes back by itself, and of a mistake of ours."""

import sys
from http import HTTPStatus

import kombu.exceptions
import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import unsent, writers

RETRY_SECONDS = 3
FOR_PROGRAMS = ("/api/", "/sdmx/")
AWAY = (OperationalError, InterfaceError, redis.ConnectionError, redis.TimeoutError, kombu.exceptions.OperationalError)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the cache, since they may be what is away."""
    is_away = isinstance(sys.exception(), AWAY)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_away else HTTPStatus.INTERNAL_SERVER_ERROR
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        answer = _answer(request, is_away=is_away, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'self'"
    if is_away:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _answer(request: HttpRequest, *, is_away: bool, status: HTTPStatus) -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        told = _("The portal is away for a moment.") if is_away else _("Something broke on our side")
        return JsonResponse({"detail": told}, status=status)
    posted = _posted(request)
    pairs = unsent.typed(request.path, posted)
    context = {
        "is_sent": request.method == "POST",
        "is_file": request.content_type == "multipart/form-data",
        "pairs": pairs,
        "words": unsent.words(pairs),
        "address": request.get_full_path(),
        "csrf_token": posted.get("csrfmiddlewaretoken", ""),
        "seconds": RETRY_SECONDS,
    }
    return HttpResponse(render_to_string("503.html" if is_away else "500.html", context), status=status)


def _posted(request: HttpRequest) -> QueryDict:
    """What a page of ours sent; a form of another site is not shown, or one click would send it as ours."""
    if request.method != "POST" or not writers.is_own_page(request):
        return QueryDict()
    try:
        return request.POST
    except OSError:
        return QueryDict()

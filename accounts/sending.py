"""A form is sent once: the second click of a double click gets the answer of the first."""

import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

import redis
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from accounts import secret, unsent, writers
from accounts.guards import page_of, wants_json
from accounts.middleware import ALWAYS_OPEN

# As long as a deed may take; who waits for it holds one thread of the server.
UNDER_WAY_SECONDS = 30
WAIT_SECONDS = 15
LOOK_SECONDS = 0.05
# Back, and the same once more: within this time it is the same sending.
REMEMBERED_SECONDS = 600
# A deed that answers with a page of its own, such as a link that is shown once, answers both clicks with it.
PAGE, PAGE_SECONDS, PAGE_BYTES = "page:", 15, 500_000
UNDER_WAY = ""
SHOWN_AGAIN = (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)


class SendingMiddleware(MiddlewareMixin):
    """Each page has a token of its own, so the same token with the same text is the same sending."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        if not _is_form(request) or getattr(view, "csrf_exempt", False):
            return None
        key = _key(request)
        try:
            if place := _place_of_first(key):
                return _told_again(request, place)
        except redis.RedisError:
            return None
        request.sending = key
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        writers.remember(request, response)
        if key := getattr(request, "sending", ""):
            _remember(key, response)
            _forget_unsent(request, response)
        return response


def _is_form(request: HttpRequest) -> bool:
    is_ours = request.method == "POST" and not request.path.startswith((*ALWAYS_OPEN, "/api/"))
    is_page = not request.headers.get("HX-Request") and not wants_json(request)
    return is_ours and is_page and bool(request.POST.get("csrfmiddlewaretoken"))


def _place_of_first(key: str) -> str | None:
    """None for the first; where the first led, for the second, which waits until that is known."""
    end = time.monotonic() + WAIT_SECONDS
    while not cache.add(key, UNDER_WAY, UNDER_WAY_SECONDS):
        if place := cache.get(key):
            return place
        if time.monotonic() > end:
            return "."
        time.sleep(LOOK_SECONDS)
    return None


def _told_again(request: HttpRequest, place: str) -> HttpResponse:
    if place == ".":
        messages.info(request, _("It has arrived and is still being worked on. Look again in a moment."))
        return redirect(page_of(request))
    if place.startswith(PAGE):
        return HttpResponse(secret.decrypt(place.removeprefix(PAGE)))
    messages.info(request, _("This had arrived already, and is recorded once."))
    return redirect(place)


def _remember(key: str, response: HttpResponse) -> None:
    """Only what led on was done; a form that came back with its mistakes may be sent again as it is."""
    place = response.headers.get("Location", "")
    is_done = bool(place) and not place.startswith(resolve_url("account_login"))
    try:
        if is_done:
            cache.set(key, place, REMEMBERED_SECONDS)
        elif _is_page(response):
            cache.set(key, PAGE + secret.encrypt(response.content.decode()), PAGE_SECONDS)
        else:
            cache.delete(key)
    except redis.RedisError:
        return


def _is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    is_whole = response.status_code == HTTPStatus.OK and not response.streaming
    return is_html and is_whole and len(response.content) <= PAGE_BYTES


def _forget_unsent(request: HttpRequest, response: HttpResponse) -> None:
    """It was taken, or stands in the form again beside what is wrong with it."""
    key = request.POST.get("unsent", "")
    is_taken = response.status_code < HTTPStatus.BAD_REQUEST or response.status_code in SHOWN_AGAIN
    if is_taken and key.isascii() and key.isdecimal() and request.user.is_authenticated:
        unsent.forget(person=request.user, key=int(key[:9]))


def _key(request: HttpRequest) -> str:
    digest = blake2b(digest_size=20)
    for part in _parts(request):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"sending:{digest.hexdigest()}"


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield request.get_full_path().encode()
    for name, values in sorted(request.POST.lists()):
        yield from (part.encode() for part in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        yield name.encode()
        for file in files:
            yield from file.chunks()
            file.seek(0)

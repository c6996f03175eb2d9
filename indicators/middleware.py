"""A page that only reads takes one look at what is in force."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from indicators.queries import held

READING = ("GET", "HEAD")


class OneLookMiddleware:
    """Without it each part of a page asks anew whether codes and formulas are still the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with held.one_look():
            return self.get_response(request)

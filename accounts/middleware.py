from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from accounts import factors
from accounts.guards import keep_for_writer

# How long a session may go on after it was found to need no second factor: a right given meanwhile counts then.
ASKED_AGAIN_AFTER = 15 * 60
ALWAYS_OPEN = ("/accounts/", "/static/", "/health/")


class LanguageMiddleware(LocaleMiddleware):
    """The address names the language; where it does not: the person's choice, the cookie, the browser's list."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if translation.get_language_from_path(request.path_info) or not request.user.is_authenticated:
            return
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # Who reads a page in a language has chosen it also for the pages whose address names none.
        read = translation.get_language_from_path(request.path_info)
        if read and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != read:
            remember(response, read)
        return super().process_response(request, response)


def remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


class SecondFactorMiddleware(MiddlewareMixin):
    """Officials set up their second factor before anything else."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated or request.path_info.startswith(ALWAYS_OPEN):
            return None
        now = timezone.now().timestamp()
        if request.session.get("factor_found_at", 0) > now - ASKED_AGAIN_AFTER:
            return None
        if factors.must_have(request.user) and not factors.are_set_up(request.user):
            messages.warning(request, _("You decide for an authority, so please set up a second factor first."))
            if request.method == "POST" and keep_for_writer(request):
                messages.info(request, _("What you typed is kept among your texts that were not sent."))
            return redirect("mfa_index")
        request.session["factor_found_at"] = now
        return None

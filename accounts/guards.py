from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from accounts import unsent, writers
from accounts.models import Unsent


class Refused(PermissionDenied):
    """Not this person, or not now: why, and who can act instead."""

    def __init__(self, reason: str | Promise, who: str | Promise = "") -> None:
        super().__init__(reason)
        self.reason, self.who = reason, who


class SignedIn:
    """A view for people who have signed in."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)


class Guarded:
    """Loads the thing that the address names and asks one permission; nothing else of the view runs before."""

    request: HttpRequest
    model: type[Model] | None = None
    lookup: dict[str, str] = {"pk": "pk"}
    related: tuple[str, ...] = ()
    may: Callable[..., bool]
    why: str | Promise = _("Your account does not have the right to open this page.")
    who: str | Promise = ""
    thing: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.thing = self.load()
            self.check_access()
        except (Http404, Refused):
            # Who has not signed in learns nothing of what exists.
            if request.user.is_authenticated:
                raise
            return ask_to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> Model | None:
        if self.model is None:
            return None
        values = {field: self.kwargs[name] for field, name in self.lookup.items()}
        try:
            return self.visible().get(**values)
        except self.model.DoesNotExist as missing:
            raise Http404 from missing

    def visible(self) -> QuerySet:
        things = self.model.objects.all()
        if hasattr(things, "visible_to"):
            things = things.visible_to(self.request.user)
        return things.select_related(*self.related) if self.related else things

    def check_access(self) -> None:
        may = type(self).may
        about = () if self.model is None else (self.thing,)
        if not may(self.request.user, *about):
            raise Refused(self.why, self.who_may())

    def who_may(self) -> str | Promise:
        return self.who


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    address = _way_to_sign_in(page_of(request))
    # A script that saves in the background must not lose the page with the text; it shows the link instead.
    if wants_json(request):
        return JsonResponse({"sign_in": address}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    if request.method == "POST" and unsent.KEPT_ON_DEVICE not in request.POST and keep_for_writer(request):
        told = _("Your session had ended, so nothing was recorded. What you typed is kept: sign in, and it comes back.")
        messages.info(request, told, fail_silently=True)
        return redirect(_way_to_sign_in(f"{resolve_url('unsent')}?{urlencode({'next': page_of(request)})}"))
    return redirect(address)


def keep_for_writer(request: HttpRequest) -> Unsent | None:
    """The text of a form that cannot be taken now, for who opened the form's page."""
    writer = writers.of(request)
    if writer is None:
        return None
    return unsent.keep(request=request, writer=writer, page=page_of(request), at=timezone.now())


def _way_to_sign_in(page: str) -> str:
    return f"{resolve_url('account_login')}?{urlencode({'next': page})}"


def wants_json(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers or "application/json" in request.headers.get("Accept", "")


def page_of(request: HttpRequest) -> str:
    """The page to come back to: a form's target alone often cannot be opened."""
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_page = request.method == "GET" and not request.headers.get("HX-Request")
    if is_page or not url_has_allowed_host_and_scheme(shown, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(shown)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

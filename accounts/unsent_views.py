"""What becomes of a form that comes too late: its text stays, and nothing is done with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from accounts import unsent, writers
from accounts.guards import Refused, SignedIn, ask_to_sign_in, keep_for_writer, page_of, wants_json
from accounts.middleware import ALWAYS_OPEN


class Waiting(SignedIn, View):
    """What one typed and could not send: to be sent now, or thrown away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        entries = unsent.of(request.user)
        page = request.GET.get("next", "")
        # Another person signed in, or it was sent from another window.
        if not entries and url_has_allowed_host_and_scheme(page, {request.get_host()}):
            return redirect(page)
        return render(request, "accounts/unsent.html", {"entries": entries})

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("key", "")
        if key.isascii() and key.isdecimal():
            unsent.forget(person=request.user, key=int(key[:9]))
        return redirect("unsent")


def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page stood open while somebody signed in or out, or another site sent the form."""
    if wants_json(request):
        return JsonResponse({"message": _("Please sign in again.")}, status=403)
    if not writers.is_own_page(request):
        refusal = Refused(_("The form was not sent from a page of this portal, so nothing was done."))
        return render(request, "403.html", {"refusal": refusal}, status=403)
    pairs = unsent.typed(request.path, request.POST)
    if request.path.startswith(ALWAYS_OPEN) or not unsent.is_typed(pairs):
        messages.warning(request, _not_done(reason))
        return redirect(page_of(request))
    return _not_taken(request, pairs, reason)


def _not_taken(request: HttpRequest, pairs: unsent.Pairs, reason: str) -> HttpResponse:
    writer = writers.of(request)
    if writer and not request.user.is_authenticated:
        return ask_to_sign_in(request)
    if writer and writer != request.user.pk:
        is_kept = keep_for_writer(request) is not None
        return render(request, "accounts/unsent_of_another.html", {"is_kept": is_kept}, status=403)
    if writer and keep_for_writer(request):
        return redirect("unsent")
    told = {"pairs": pairs, "words": unsent.words(pairs), "has_files": bool(request.FILES)}
    return render(request, "accounts/send_again.html", told | {"why": _not_done(reason)}, status=403)


def _not_done(reason: str) -> str:
    if reason == REASON_NO_CSRF_COOKIE:
        return _("Nothing was done: your browser keeps no cookies of this portal. Allow them, then try again.")
    return _("Nothing was done: the page stood open while the sign-in in this browser changed. Please try again.")

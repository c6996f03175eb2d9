"""A person's dates: as a page, and at a secret address for his calendar program."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View

from accounts import wording
from accounts.guards import SignedIn
from accounts.models import User
from initiatives import icalendar, tries
from initiatives.actions import agenda as deeds
from initiatives.models import CalendarFeed
from initiatives.queries import agenda as dates
from initiatives.queries.agenda import Entry

GUESSES, WHILE = 20, 600
SOON = dt.timedelta(days=7)


class Agenda(SignedIn, View):
    """What is late, what is due within a week, and what comes later."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request)


class OpenFeed(SignedIn, View):
    """Shows the new address, which nobody can open again; hence an answer to the form and no redirect."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        token = deeds.open_feed(user=request.user, at=timezone.now())
        response = page(request, address=request.build_absolute_uri(reverse("calendar", kwargs={"token": token})))
        response["Cache-Control"] = "no-store, private"
        return response


class RevokeFeed(SignedIn, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        deeds.revoke_feed(user=request.user, at=timezone.now())
        messages.success(request, _("Revoked: the address of your calendar answers no more."))
        return redirect("agenda")


class Calendar(View):
    """The address is the right: no session, no sign-in, nothing but dates, names and links."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        feed = dates.feed(token)
        if feed is None:
            is_guessing = tries.count("calendar", request.META.get("REMOTE_ADDR", ""), seconds=WHILE) > GUESSES
            return HttpResponse(status=429 if is_guessing else 404)
        response = HttpResponse(written(feed, at=timezone.now()), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="dates.ics"'
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response


def written(feed: CalendarFeed, *, at: dt.datetime) -> str:
    """In the language of whom it belongs to."""
    language = feed.user.language or settings.LANGUAGE_CODE
    with override(language):
        events = [_event(entry, feed.user, language) for entry in dates.agenda(feed.user, at=at)]
        return icalendar.calendar(_("Cluster portal"), events, at=at)


def page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    now = timezone.now()
    entries = [entry for entry in dates.agenda(request.user, at=now) if _is_ahead(entry, now)]
    context = {
        "parts": _parts(entries, timezone.localdate(now)),
        "address": address,
        "feed": CalendarFeed.objects.standing().filter(user=request.user).first(),
    }
    return render(request, "initiatives/agenda/show.html", context)


def _is_ahead(entry: Entry, now: dt.datetime) -> bool:
    """A meeting that is over or cancelled stays in the calendar only."""
    return entry.starts_at is None or (entry.starts_at > now and not entry.is_cancelled)


def _parts(entries: Sequence[Entry], on: dt.date) -> list[dict[str, Any]]:
    late = [entry for entry in entries if entry.day < on]
    soon = [entry for entry in entries if on <= entry.day <= on + SOON]
    later = [entry for entry in entries if entry.day > on + SOON]
    named = ((_("Late"), late, "bad"), (_("Within a week"), soon, "warn"), (_("Later"), later, "neutral"))
    return [{"title": title, "entries": found, "tone": tone} for title, found, tone in named if found]


def _event(entry: Entry, user: User, language: str) -> icalendar.Event:
    host = settings.PORTAL_URL.partition("://")[2]
    return icalendar.Event(
        uid=f"{entry.key}-{user.pk}@{host}",
        title=f"{entry.title}: {entry.about}",
        day=entry.day,
        url=settings.PORTAL_URL + wording.address_in(language, entry.href),
        text=settings.PORTAL_URL + wording.address_in(language, entry.href),
        starts_at=entry.starts_at,
        place=entry.place,
        is_cancelled=entry.is_cancelled,
    )

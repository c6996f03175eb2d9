"""A page of one version of what an initiative says, of a plan as of an amendment."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.permissions.initiative import may_manage
from initiatives.queries import initiative as initiatives
from initiatives.views.initiative import OfInitiative, crumbs


class OfVersion(Guarded, View):
    """Whoever may not know of the initiative does not find it."""

    related = ("initiative", "initiative__initiator", "drafted_by")
    why = gettext_lazy("Only the initiative's people read and write a draft, and not while the authorities decide.")
    # What templates call it, the pages of all versions and of one, and how these are headed.
    called = ""
    all_page, one_page = "", ""
    all_title: str | Promise = ""
    one_title: str | Promise = ""

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def visible(self) -> QuerySet:
        known = initiatives.visible_to(self.request.user, on=self.on).values("pk")
        return super().visible().filter(initiative__in=known)

    def who_may(self) -> str:
        return initiatives.runner(self.thing.initiative, on=self.on).name

    @property
    def is_own(self) -> bool:
        """Whether the reader runs the initiative; everybody else reads a draft as it was handed in."""
        return may_manage(self.request.user, self.thing.initiative, self.on)

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        version = self.thing
        trail = crumbs(version.initiative, str(self.all_title))
        trail[-1]["href"] = reverse(self.all_page, kwargs={"pk": version.initiative_id})
        name = self.one_title % {"number": version.number}
        if page:
            trail.append({"label": name, "href": reverse(self.one_page, kwargs={"pk": version.pk})})
        trail.append({"label": page or name, "href": ""})
        return {"initiative": version.initiative, self.called: version, "crumbs": trail, **more}


class Draft(OfInitiative, View):
    """Opens the next version."""

    http_method_names = ("post",)
    refused: type[Exception]
    all_page, one_page = "", ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            made = self.draft(initiative=self.thing, by=request.user, at=timezone.now())
        except self.refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.all_page, pk=pk)
        return redirect(self.one_page, pk=made.pk)

    def draft(self, **how: Any) -> Any:
        raise NotImplementedError

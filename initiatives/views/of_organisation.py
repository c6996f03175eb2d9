"""Pages of one organisation; the address of one that was merged leads to the one that stands."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import Guarded
from initiatives.models import Organisation
from initiatives.permissions import organisation as permissions
from initiatives.queries import merge as merges
from initiatives.queries import organisation as organisations


class Moved(Exception):
    """The organisation was merged: its old address leads to the one that stands."""


class OfOrganisation(Guarded):
    model = Organisation
    related = ("region",)
    may = permissions.may_see

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Moved as moved:
            there = {"pk": moved.args[0]}
            return redirect(request.resolver_match.url_name, **(kwargs | there), permanent=True)

    def load(self) -> Organisation:
        try:
            return super().load()
        except Http404:
            if survivor := merges.survivor_of(self.kwargs["pk"]):
                raise Moved(survivor.pk) from None
            raise

    def visible(self) -> QuerySet[Organisation]:
        return organisations.visible_to(self.request.user).select_related(*self.related)

    def who_may(self) -> str:
        return _("its administrators")

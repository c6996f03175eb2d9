"""Keeping the filters of a list under a name; renaming and deleting what one has kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded, SignedIn
from clusterportal import saved as deeds
from clusterportal.exports.lists import LISTS
from clusterportal.exports.table import Asked
from clusterportal.models import LONGEST_QUERY, SavedView


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=80)
    query = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput)


class Views(SignedIn, View):
    """Everything that one has kept, list by list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = SavedView.objects.filter(user=request.user, list_name__in=LISTS)
        return render(request, "pages/saved_views.html", {"groups": by_list(kept)})


class Keep(SignedIn, View):
    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        table = LISTS.get(name)
        query, now = QueryDict(request.POST.get("query", "")[:LONGEST_QUERY]), timezone.now()
        # Without the number of whatever a list belongs to, the view would lead nowhere.
        if table is None or bool(table.of) != bool(Asked(request.user, query, now).number("thing")):
            raise Http404
        form = NameForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Give the view a name of at most 80 letters."))
            return redirect(table.address(query))
        told = {"name": form.cleaned_data["name"], "query": query, "by": request.user, "at": now}
        try:
            view = deeds.keep(table=table, **told)
        except deeds.SavedViewRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kept as “%(name)s”; it stands under the list and on your work.") % told)
            query = QueryDict(view.query)
        return redirect(table.address(query))


class OfView(Guarded, View):
    """What somebody keeps is his own; others do not learn that it exists."""

    model = SavedView

    def visible(self) -> QuerySet[SavedView]:
        user: Any = self.request.user
        own = SavedView.objects.filter(list_name__in=LISTS)
        return own.filter(user=user) if user.is_authenticated else own.none()

    @staticmethod
    def may(user: Any, view: SavedView) -> bool:
        return bool(view.user_id == user.pk)


class Rename(OfView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(NameForm(initial={"name": self.thing.name}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.rename(view=self.thing, name=form.cleaned_data["name"], by=request.user)
        except deeds.SavedViewRefused as refusal:
            form.add_error("name", str(refusal))
            return self.page(form, status=422)
        return redirect("saved_views")

    def page(self, form: NameForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "view": self.thing, "title": LISTS[self.thing.list_name].title}
        return render(self.request, "pages/saved_view.html", context, status=status)


class Drop(OfView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        deeds.drop(view=self.thing, by=request.user)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": self.thing.name})
        return redirect("saved_views")


def by_list(kept: QuerySet[SavedView]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for view in kept:
        groups.setdefault(view.list_name, []).append({"view": view, "href": address(view)})
    return [{"title": LISTS[name].title, "views": views} for name, views in groups.items()]


def address(view: SavedView) -> str:
    return LISTS[view.list_name].address(QueryDict(view.query))

"""The ministry looks at organisations that are here twice, sees what merging would do, and merges."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import merge as deeds
from initiatives.forms.merge import PairForm
from initiatives.models import Organisation
from initiatives.permissions import merge as permissions
from initiatives.queries import merge as merges
from initiatives.views.organisation import described


class Duplicates(Guarded, View):
    """Organisations of one name or number, and two fields for any two others."""

    may = permissions.may_merge

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(PairForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PairForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        given = form.cleaned_data
        return redirect("organisation_merge", pk=given["survivor"].pk, merged=given["merged"].pk)

    def page(self, form: PairForm, status: int = 200) -> HttpResponse:
        groups = [_group(group) for group in merges.duplicates()]
        return render(self.request, "initiatives/merge/list.html", {"groups": groups, "form": form}, status=status)


class Merge(Guarded, View):
    """Two side by side: what moves, what stays behind, what keeps them from being merged."""

    may = permissions.may_merge

    def get(self, request: HttpRequest, pk: int, merged: int) -> HttpResponse:
        return self.page(pk, merged)

    def post(self, request: HttpRequest, pk: int, merged: int) -> HttpResponse:
        survivor, other = self.two(pk, merged)
        how = {"seen": request.POST.get("seen", ""), "by": request.user, "at": timezone.now()}
        try:
            deeds.merge(merged=other, survivor=survivor, **how)
        except deeds.MergeRefused as refusal:
            return self.page(pk, merged, refusal=refusal, status=409)
        told = {"merged": other.name, "survivor": survivor.name}
        messages.success(request, _("Merged: “%(merged)s” is “%(survivor)s” from now on.") % told)
        return redirect("organisation", pk=pk)

    def page(self, pk: int, merged: int, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        survivor, other = self.two(pk, merged)
        planned = merges.plan(other, survivor)
        people = merges.people_of((survivor, other))
        own = permissions.own_refusal(self.request.user, (survivor, other))
        reasons = [*planned.reasons, own] if own else planned.reasons
        context = {
            "plan": planned,
            "reasons": reasons,
            "mark": merges.mark(planned),
            "sides": [_side(one, people[one.pk]) for one in (survivor, other)],
            "refusal": refusal,
        }
        return render(self.request, "initiatives/merge/show.html", context, status=status)

    def two(self, pk: int, merged: int) -> tuple[Organisation, Organisation]:
        found = merges.pair((pk, merged))
        if pk not in found or merged not in found:
            raise Http404
        return found[pk], found[merged]


def _side(organisation: Organisation, people: list[Any]) -> dict[str, Any]:
    return {"organisation": organisation, "note": described(organisation), "people": people}


def _group(group: list[Organisation]) -> dict[str, Any]:
    """The oldest is proposed to stand."""
    first, *others = group
    return {
        "first": first,
        "note": described(first),
        "others": [{"one": one, "note": described(one)} for one in others],
    }

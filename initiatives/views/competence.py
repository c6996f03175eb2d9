"""Which central body has a word in which activity: everybody reads it, the ministry keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import SignedIn
from initiatives.actions import competence as deeds
from initiatives.actions.competence import DAY, CompetenceRefused
from initiatives.forms.competence import CompetenceForm
from initiatives.models import Competence
from initiatives.permissions.competence import may_keep_competences
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries import competence as competences
from initiatives.rules import NO_ARTICLE
from initiatives.views.rules import STATES
from initiatives.views.typed import number


class Competences(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, form() if is_of_ministry(request.user) else None)


class Keep(SignedIn, View):
    """Enters a row, or ends one."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        may_keep_competences(request.user)
        if chosen := request.POST.get("end", ""):
            return self.end(number(chosen))
        filled = form(request.POST)
        if not filled.is_valid():
            return page(request, filled, status=422)
        try:
            made = deeds.enter(**filled.cleaned_data, by=request.user, at=timezone.now())
        except CompetenceRefused as refused:
            filled.add_error(None, str(refused))
            return page(request, filled, status=409)
        messages.success(request, _("%(authority)s is asked from then on.") % {"authority": made.authority})
        return redirect("competences")

    def end(self, key: int) -> HttpResponse:
        row = get_object_or_404(competences.table(), pk=key)
        try:
            deeds.end(competence=row, by=self.request.user, at=timezone.now())
        except CompetenceRefused as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, _("Today is its last day; rounds that are open keep their seats."))
        return redirect("competences")


def form(data: Any = None) -> CompetenceForm:
    on = timezone.localdate()
    return CompetenceForm(data, bodies=list(competences.central_bodies(on=on)), initial={"starts_on": on})


def page(request: HttpRequest, filled: CompetenceForm | None, status: int = 200) -> HttpResponse:
    rows = [_shown(row) for row in competences.table()]
    context = {
        "standing": [row for row in rows if row["state"] != "past"],
        "past": [row for row in rows if row["state"] == "past"],
        "form": filled,
        "writes": filled is not None,
    }
    return render(request, "initiatives/competence/list.html", context, status=status)


def _shown(row: Competence) -> dict[str, Any]:
    state = row.state(timezone.localdate())
    label, tone = STATES[state]
    return {
        "row": row,
        "state": state,
        "label": label,
        "tone": tone,
        "article": row.article or NO_ARTICLE,
        "last_on": row.valid.upper - DAY if row.valid.upper else None,
        "is_endable": row.valid.upper is None,
    }

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.actions import leader as deeds
from initiatives.actions.governance import GovernanceRefused
from initiatives.forms.governance import LeaderForm
from initiatives.models import Leader
from initiatives.permissions.initiative import may_manage
from initiatives.queries import evidence
from initiatives.queries import vote as votes
from initiatives.views.initiative import OfInitiative, OfPart

DEEDS = {"confirm": deeds.confirm, "dismiss": deeds.dismiss}


class Leaders(OfInitiative, View):
    may = may_manage

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(LeaderForm(initiative=self.thing))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = LeaderForm(request.POST, initiative=self.thing)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.name(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("initiative_leaders", pk=pk)

    def page(self, form: LeaderForm, status: int = 200) -> HttpResponse:
        shown = evidence.of(self.thing, on=self.on)
        held = list(votes.of_initiative(self.thing))
        asked = {option.leader_id: vote for vote in held if not vote.closed_at for option in vote.options.all()}
        context = self.context(
            _("Leaders"),
            form=form,
            shown=shown,
            leaders=[{"leader": one, "vote": asked.get(one.pk)} for one in shown.leaders],
            votes=[{"vote": vote, "title": votes.title(vote)} for vote in held],
            may_vote=any(one.confirmed_at is None and one.pk not in asked for one in shown.leaders),
        )
        return render(self.request, "initiatives/governance/leaders.html", context, status=status)


class Change(OfPart, View):
    """Confirm a nominee, or end a leader's term."""

    model = Leader
    related = ("initiative",)
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, leader: Leader) -> bool:
        return may_manage(user, leader.initiative)

    def post(self, request: HttpRequest, pk: int, deed: str) -> HttpResponse:
        try:
            DEEDS[deed](leader=self.thing, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("initiative_leaders", pk=self.thing.initiative_id)

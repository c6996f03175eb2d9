import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import Refused
from initiatives.actions import lifecycle as deeds
from initiatives.actions import remark as remarks
from initiatives.actions.governance import GovernanceRefused
from initiatives.forms.lifecycle import ReasonForm, ReplyForm
from initiatives.lifecycle import TRANSITIONS, Actor, Transition, TransitionRefused
from initiatives.models import Remark
from initiatives.permissions.initiative import may_manage
from initiatives.permissions.lifecycle import actors
from initiatives.queries import call as calls
from initiatives.queries import matter as matters
from initiatives.queries.home import home
from initiatives.queries.lifecycle import as_shown, failing, who_may
from initiatives.queries.summary import summary
from initiatives.views.initiative import OfInitiative, OfPart

CONSEQUENCES = {
    "submit": gettext_lazy("Your text is frozen, and the authorities of your regions and the ministry are told."),
    "withdraw": gettext_lazy("The authorities stop. You can change everything and hand in again."),
    "suspend": gettext_lazy("The initiative stays public and is marked suspended until the ministry resumes it."),
    "resume": gettext_lazy("The initiative counts as registered again."),
    "close": gettext_lazy("It ends for good: nothing can be changed afterwards, and its figures end."),
    "abandon": gettext_lazy("The draft ends for good. What you wrote stays readable to you."),
}


class Check(OfInitiative, TemplateView):
    """Everything that will be handed in, as the officials see it, with one button at the end."""

    template_name = "initiatives/lifecycle/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = home(self.thing, on=self.on)
        is_mine = Actor.MANAGER in actors(self.request.user, self.thing, self.on)
        may_change = is_mine and self.thing.is_editable
        lacking = failing(TRANSITIONS["submit"], found.gates)
        return super().get_context_data(**kwargs) | self.context(
            _("Check your answers"),
            gates=as_shown(found.gates, initiative=self.thing if may_change else None),
            passed=found.passed,
            sections=summary(self.thing, on=self.on, is_editable=may_change),
            may_change=may_change,
            lacking=[f"{gate.need.label}: {gate.reason}" for gate in lacking],
            consequence=CONSEQUENCES["submit"],
            **_call(self.on, may_change=may_change),
            remarks=[line for line in found.remarks if line.remark.settled_at is None],
        )


def _call(on: dt.date, *, may_change: bool) -> dict[str, Any]:
    """The call that a handing-in joins, or why there is none to join."""
    if not (may_change and calls.is_by_call(on=on)):
        return {}
    return {"call": calls.open_call(on=on), "no_call": calls.no_call(on=on)}


class Advance(OfInitiative, View):
    """One transition: the page that says what follows and asks for a reason, and the deed itself."""

    def check_access(self) -> None:
        super().check_access()
        if self.way.actor not in actors(self.request.user, self.thing, self.on):
            raise Refused(
                _("“%(deed)s” is not yours to do.") % {"deed": self.way.label},
                who_may(self.way, self.thing, on=self.on),
            )

    @property
    def way(self) -> Transition:
        if (name := self.kwargs["name"]) not in TRANSITIONS:
            raise Http404
        return TRANSITIONS[name]

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        return redirect("initiative_check", pk=pk) if name == "submit" else self.page(ReasonForm())

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        form = ReasonForm(request.POST)
        if self.way.asks_reason and not form.is_valid():
            return self.page(form, status=422)
        reason = form.cleaned_data["reason"] if self.way.asks_reason else ""
        try:
            deeds.advance(initiative=self.thing, transition=self.way, by=request.user, at=timezone.now(), reason=reason)
        except TransitionRefused as refusal:
            return self.refused(refusal)
        messages.success(request, _("Done: %(deed)s.") % {"deed": self.way.label})
        return redirect("initiative", pk=pk)

    def refused(self, refusal: TransitionRefused) -> HttpResponse:
        self.thing.refresh_from_db()
        is_there = self.thing.stage == self.way.target and self.thing.stage not in self.way.sources
        if is_there:
            # The second half of a double click: what was wanted has happened, once.
            messages.info(self.request, _("This has been done already."))
            return redirect("initiative", pk=self.thing.pk)
        return self.page(ReasonForm(), refusal=str(refusal), status=409)

    def page(self, form: ReasonForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
        context = self.context(
            str(self.way.label),
            way=self.way,
            form=form,
            refusal=refusal,
            consequence=CONSEQUENCES.get(self.way.name, ""),
        )
        return render(self.request, "initiatives/lifecycle/advance.html", context, status=status)


class Settle(OfPart, View):
    """The initiative's people mark a remark as answered."""

    model = Remark
    path = "answer__round__initiative"
    related = (path,)
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, remark: Remark) -> bool:
        return may_manage(user, remark.answer.round.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReplyForm(request.POST)
        reply = form.cleaned_data["reply"] if form.is_valid() else ""
        try:
            remarks.settle(remark=self.thing, reply=reply, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(matters.home_address(self.thing.answer.round))

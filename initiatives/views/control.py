from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded, Refused, SignedIn
from initiatives.actions import control as deeds
from initiatives.forms.approval import TextForm
from initiatives.forms.control import ControlForm, OwnControlForm
from initiatives.models import Control
from initiatives.permissions import control as permissions
from initiatives.permissions.approval import refusal
from initiatives.permissions.confirmation import ministry_names
from initiatives.queries import control as controls
from initiatives.views.organisation import OfOrganisation
from initiatives.views.typed import number


class Controls(OfOrganisation, View):
    """The register of who owns, founded, heads or is paid by this organisation."""

    may = permissions.may_enter_control

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ControlForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if chosen := request.POST.get("end", ""):
            return self.end(number(chosen))
        form = ControlForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        try:
            made = deeds.enter(
                organisation=self.thing, body=said.pop("bin"), **said, by=request.user, at=timezone.now()
            )
        except deeds.ControlRefused as refused:
            form.add_error(None, str(refused))
            return self.page(form, status=409)
        messages.success(request, _told(made))
        return redirect("controls", pk=pk)

    def end(self, key: int) -> HttpResponse:
        control = get_object_or_404(controls.of(self.thing), pk=key)
        try:
            deeds.end(control=control, on=timezone.localdate(), by=self.request.user, at=timezone.now())
        except deeds.ControlRefused as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, _("Ended today; the past stays in the register."))
        return redirect("controls", pk=self.thing.pk)

    def page(self, form: ControlForm, status: int = 200) -> HttpResponse:
        speaks = not refusal(permissions.may_settle_control, self.request.user, Control(organisation=self.thing))
        rows = [{"control": each, "may_end": speaks or each.is_waiting} for each in controls.of(self.thing)]
        context = {
            "organisation": self.thing,
            "form": form,
            "rows": rows,
            "counts_at_once": speaks,
            "ministry": ministry_names(),
        }
        return render(self.request, "initiatives/control/list.html", context, status=status)


class Own(SignedIn, View):
    """What ties the signed-in person, or an authority that he answers for: declared, confirmed, declined."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        body, organisation = said.pop("who"), said.pop("bin")
        who = {"body": body} if body else {"email": request.user.email}
        try:
            deeds.enter(organisation=organisation, **who, **said, by=request.user, at=timezone.now())
        except deeds.ControlRefused as refused:
            form.add_error(None, str(refused))
            return self.page(form, status=409)
        messages.success(request, _("Declared. It counts from now on where decisions are made."))
        return redirect("own_relations")

    def form(self, typed: Any = None) -> OwnControlForm:
        authorities = controls.answered_for(self.request.user, on=timezone.localdate()).order_by("sort_name", "pk")
        return OwnControlForm(typed, authorities=list(authorities))

    def page(self, form: OwnControlForm, status: int = 200) -> HttpResponse:
        found = controls.about(self.request.user, on=timezone.localdate())
        context = {"form": form, "controls": found, "ministry": ministry_names()}
        return render(self.request, "initiatives/control/own.html", context, status=status)


class Answer(Guarded, View):
    """Says that a declared relation is so, or that it is not."""

    model = Control
    related = ("organisation", "body", "person")
    may = permissions.may_confirm_control
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        how = {"control": self.thing, "by": request.user, "at": timezone.now()}
        form = TextForm(request.POST)
        try:
            if request.POST.get("answer") == "decline":
                deeds.decline(**how, reason=form.cleaned_data["text"] if form.is_valid() else "")
                messages.success(request, _("Not confirmed; whoever declared it has been told why."))
            else:
                deeds.confirm(**how)
                messages.success(request, _("Confirmed. It counts from now on where decisions are made."))
        except (deeds.ControlRefused, Refused) as refused:
            messages.error(request, str(refused))
        speaks = not refusal(permissions.may_settle_control, request.user, self.thing)
        return redirect("confirmations" if speaks else "own_relations")


def _told(made: Control) -> str:
    if made.is_in_effect:
        return _("Entered. It counts as a conflict of interest where decisions are made.")
    return _("Declared. It counts once the ministry or the one named confirms it; until then it waits.")

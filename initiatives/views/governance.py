from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import governance as deeds
from initiatives.forms.governance import AppointmentForm, DeclineForm
from initiatives.forms.plan import WithdrawForm
from initiatives.lifecycle import Stage
from initiatives.models import Appointment, Round
from initiatives.permissions import governance as permissions
from initiatives.permissions import initiative as initiative_permissions
from initiatives.permissions import succession as succession_permissions
from initiatives.queries import evidence, remark, succession
from initiatives.queries.governance import appointments
from initiatives.views.initiative import OfInitiative, OfPart


class Managing(OfInitiative, View):
    """Who runs the initiative, who is asked, who did before; proposing somebody."""

    may = initiative_permissions.may_manage

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(AppointmentForm(initiative=self.thing, on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AppointmentForm(request.POST, initiative=self.thing, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.appoint(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.GovernanceRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("initiative_managing", pk=pk)

    def page(self, form: AppointmentForm, status: int = 200) -> HttpResponse:
        shown = evidence.appointments(self.thing, on=self.on)
        proposal = shown.get("proposal")
        for one in shown.values():
            one.initiative = self.thing
        standing = succession.standing(self.thing, proposal, on=self.on) if proposal else None
        context = self.context(
            _("Managing organisation"),
            form=form,
            shown=shown,
            former=appointments(self.thing, on=self.on),
            may_answer=proposal and permissions.may_answer_appointment(self.request.user, proposal, self.on),
            is_registered=self.thing.stage in (Stage.REGISTERED, Stage.SUSPENDED),
            standing=standing,
            remarks=remark.of_last_round(self.thing, matter=Round.Matter.SUCCESSION)
            if standing and standing.round and standing.round.closed_at
            else [],
            withdraw_form=WithdrawForm(),
        )
        return render(self.request, "initiatives/governance/managing.html", context, status=status)


class OfAppointment(OfPart):
    model = Appointment
    related = ("initiative", "organisation", "proposed_by")
    may = permissions.may_answer_appointment
    why = gettext_lazy("Only an administrator or signatory of the organisation that was asked can answer.")

    def who_may(self) -> str:
        return self.thing.organisation.called


class Answer(OfAppointment, View):
    """The page on which the organisation that was asked accepts or declines."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(DeclineForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.answer(form, request)
        except deeds.GovernanceRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        return redirect("initiative", pk=self.thing.initiative_id) if self.is_accepting else redirect("work")

    @property
    def is_accepting(self) -> bool:
        return self.request.POST.get("answer") == "accept"

    def answer(self, form: DeclineForm, request: HttpRequest) -> None:
        told = {"appointment": self.thing, "by": request.user, "at": timezone.now()}
        if self.is_accepting:
            is_done = deeds.accept(**told).accepted_at is not None
            said = _("%(organisation)s runs the initiative.") if is_done else _("Agreed. The authorities decide next.")
            messages.success(request, said % {"organisation": self.thing.organisation})
        else:
            deeds.decline(**told, reason=form.cleaned_data["reason"])
            messages.success(request, _("Declined. The initiative's people have been told."))

    def page(self, form: DeclineForm, status: int = 200) -> HttpResponse:
        appointment, on = self.thing, timezone.localdate()
        context = {
            "appointment": appointment,
            "initiative": appointment.initiative,
            "form": form,
            "is_decided": succession.is_decided(appointment.initiative, appointment.organisation, on=on),
            "may_decline": appointment.is_open and not succession.open_round(appointment),
            "may_consent": succession_permissions.may_consent(self.request.user, appointment, on),
        }
        return render(self.request, "initiatives/governance/answer.html", context, status=status)


class TakeBack(OfPart, View):
    """The initiative's people take an unanswered proposal back."""

    model = Appointment
    related = ("initiative", "organisation")
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, appointment: Appointment) -> bool:
        return initiative_permissions.may_manage(user, appointment.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.withdraw(appointment=self.thing, by=request.user, at=timezone.now())
        except deeds.GovernanceRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("initiative_managing", pk=self.thing.initiative_id)

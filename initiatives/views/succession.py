"""A proposed successor on its way: other terms, the handing in to the authorities, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import succession as deeds
from initiatives.actions.collision import Collision, seen_of
from initiatives.actions.governance import GovernanceRefused
from initiatives.forms.governance import TermsForm
from initiatives.forms.plan import WithdrawForm
from initiatives.models import Appointment, Round
from initiatives.permissions import succession as permissions
from initiatives.queries import reading, remark, succession
from initiatives.views import collision
from initiatives.views.initiative import OfPart, crumbs


class OfProposal(OfPart, View):
    """A page of one proposed successor, for those who run the initiative."""

    model = Appointment
    related = ("initiative", "initiative__initiator", "organisation", "manager")
    may = permissions.may_change
    why = gettext_lazy("The change of the managing organisation is handed in by those who run the initiative.")

    @property
    def on(self) -> Any:
        return timezone.localdate()

    def managing(self) -> HttpResponse:
        return redirect("initiative_managing", pk=self.thing.initiative_id)

    def context(self, page: str, **more: Any) -> dict[str, Any]:
        trail = crumbs(self.thing.initiative, _("Managing organisation"))
        trail[-1]["href"] = reverse("initiative_managing", kwargs={"pk": self.thing.initiative_id})
        trail.append({"label": page, "href": ""})
        return {"initiative": self.thing.initiative, "appointment": self.thing, "crumbs": trail, **more}


class Change(OfProposal):
    """Other terms of the same successor, who is then asked anew."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one = self.thing
        if not one.is_open or succession.open_round(one):
            return self.managing()
        said = succession.said(one)
        return self.page(TermsForm(initial=said | {"seen": seen_of(said)}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TermsForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            to, told = deeds.Mandate(**form.terms()), {"by": request.user, "at": timezone.now()}
            changed = deeds.change(appointment=self.thing, to=to, seen=form.cleaned_data["seen"], **told)
        except Collision as met:
            said = succession.said(self.visible().get(pk=pk))
            collision.show(form, said, told=str(met), seen=seen_of(said))
            return self.page(form, status=409)
        except GovernanceRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        if changed.consented_at is None:
            told = _("%(organisation)s is asked anew.") % {"organisation": changed.organisation}
            messages.success(request, told)
        return self.managing()

    def page(self, form: TermsForm, status: int = 200) -> HttpResponse:
        asked = remark.of_last_round(self.thing.initiative, matter=Round.Matter.SUCCESSION)
        context = self.context(_("Change the terms"), form=form, remarks=[each for each in asked if each.section])
        return render(self.request, "initiatives/succession/change.html", context, status=status)


class HandIn(OfProposal):
    """The change as the authorities will read it, beside who is in office; and the button."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.thing.is_open or succession.open_round(self.thing):
            return self.managing()
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            round_ = deeds.hand_in(appointment=self.thing, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            return self.page(refusal, status=409)
        messages.success(request, _("Handed in. The authorities have been told."))
        return redirect("round", pk=round_.pk)

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        initiative = self.thing.initiative
        frozen = succession.snapshot(initiative, self.thing, on=self.on)
        context = self.context(
            _("Hand in"),
            refusal=refusal,
            lacking=succession.lacking(initiative, self.thing, on=self.on),
            parts=reading.parts(frozen, succession.before(frozen))[:1],
            has_predecessor=succession.predecessor(initiative, on=self.on) is not None,
        )
        return render(self.request, "initiatives/succession/hand_in.html", context, status=status)


class Withdraw(OfProposal):
    """Takes the change back from the authorities; the proposal stays."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.withdraw(appointment=self.thing, reason=reason, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            messages.error(request, str(refusal))
        return self.managing()

"""The ladder of institutionalisation, and the agreement that the members sign."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import institution as deeds
from initiatives.forms.institution import AgreementForm, EvidenceForm, SignForm
from initiatives.models import Agreement, Round, RungEvidence
from initiatives.permissions import initiative as initiative_permissions
from initiatives.permissions import institution as permissions
from initiatives.queries import institution, remark
from initiatives.views.initiative import OfInitiative, OfPart


class Ladder(OfInitiative, View):
    """Every rung, what shows it, and what the next one lacks."""

    may = initiative_permissions.may_open_home

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return ladder_page(self, EvidenceForm(), AgreementForm(initial=_text(self.thing)))


class Note(OfInitiative, View):
    may = permissions.may_climb
    why = gettext_lazy("The ladder follows the registration and is climbed by those who run the initiative.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = EvidenceForm(request.POST)
        agreement = AgreementForm(initial=_text(self.thing))
        if not form.is_valid():
            return ladder_page(self, form, agreement, status=422)
        said = dict(form.cleaned_data)
        rung = said.pop("rung")
        try:
            deeds.note(initiative=self.thing, rung=rung, piece=deeds.Piece(**said), by=request.user, at=timezone.now())
        except deeds.InstitutionRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return ladder_page(self, form, agreement, status=422)
        return redirect("institution", pk=pk)


class Propose(OfInitiative, View):
    may = permissions.may_climb
    why = gettext_lazy("The ladder follows the registration and is climbed by those who run the initiative.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AgreementForm(request.POST)
        if not form.is_valid():
            return ladder_page(self, EvidenceForm(), form, status=422)
        try:
            made = deeds.propose(
                initiative=self.thing, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
        except deeds.InstitutionRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return ladder_page(self, EvidenceForm(), form, status=422)
        messages.success(request, _("The members' signatories have been asked to sign."))
        return redirect("agreement", pk=made.pk)


class HandIn(OfInitiative, View):
    may = permissions.may_climb
    why = gettext_lazy("The ladder follows the registration and is climbed by those who run the initiative.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rung = request.POST.get("rung", "")
        try:
            round_ = deeds.hand_in(initiative=self.thing, rung=rung, by=request.user, at=timezone.now())
        except deeds.InstitutionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("institution", pk=pk)
        messages.success(request, _("Handed in. The authorities have been told."))
        return redirect("round", pk=round_.pk)


class TakeAway(OfPart, View):
    model = RungEvidence
    path = "rung__initiative"
    related = ("rung__initiative",)
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, evidence: RungEvidence) -> bool:
        return permissions.may_climb(user, evidence.rung.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.take_away(evidence=self.thing, by=request.user, at=timezone.now())
        except deeds.InstitutionRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("institution", pk=self.thing.rung.initiative_id)


class Sign(OfPart, View):
    """The text, who has signed it, and the button for a member's signatory."""

    model = Agreement
    related = ("initiative", "proposed_by")
    may = permissions.may_read_agreement
    why = gettext_lazy("The people, the members and the authorities of the initiative read its agreement.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, on = SignForm(request.POST), timezone.localdate()
        own = institution.signing_for(request.user, self.thing, on=on)
        organisation = own.filter(pk=form.cleaned_data.get("organisation")).first() if form.is_valid() else None
        if organisation is None:
            return self.page(_("A signatory of a member that has not signed yet signs here."), status=409)
        try:
            deeds.sign(
                agreement=self.thing,
                organisation=organisation,
                seen_digest=form.cleaned_data["seen_digest"],
                by=request.user,
                at=timezone.now(),
            )
        except deeds.InstitutionRefused as refusal:
            return self.page(str(refusal), status=409)
        messages.success(request, _("Signed for %(organisation)s.") % {"organisation": organisation})
        return redirect("agreement", pk=pk)

    def page(self, refusal: str = "", status: int = 200) -> HttpResponse:
        context = {
            "agreement": self.thing,
            "initiative": self.thing.initiative,
            "signatures": institution.signatures(self.thing),
            "signing": institution.signing_for(self.request.user, self.thing, on=timezone.localdate()),
            "refusal": refusal,
        }
        return render(self.request, "initiatives/institution/agreement.html", context, status=status)


def ladder_page(
    view: OfInitiative, evidence: EvidenceForm, agreement: AgreementForm, status: int = 200
) -> HttpResponse:
    initiative, user = view.thing, view.request.user
    found = institution.ladder(initiative)
    standing = institution.current_agreement(initiative)
    context = view.context(
        _("Institutionalisation"),
        ladder=found,
        agreement=standing,
        signed=standing.signatures.count() if standing else 0,
        may_climb=permissions.may_climb(user, initiative, view.on),
        may_sign=standing and institution.signing_for(user, standing, on=view.on).exists(),
        remarks=remark.of_last_round(initiative, matter=Round.Matter.INSTITUTIONAL_RUNG),
        form=evidence,
        agreement_form=agreement,
    )
    return render(view.request, "initiatives/institution/ladder.html", context, status=status)


def _text(initiative: Any) -> dict[str, str]:
    standing = institution.current_agreement(initiative)
    return {"text": standing.text} if standing else {}

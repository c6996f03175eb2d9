"""Inter-regional coordination: whether it applies, the agreement of the authorities, and what is on its way."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import coordination as deeds
from initiatives.coordination import judge
from initiatives.coordination_sections import COORDINATION_SECTIONS, WRITTEN
from initiatives.forms.plan import WithdrawForm
from initiatives.models import CoordinationAgreement, Initiative, Round
from initiatives.permissions import coordination as permissions
from initiatives.queries import case, coordination, coordination_state, council, issue, partner, reading, remark
from initiatives.views.initiative import OfInitiative, OfPart, crumbs


class OfCoordination(OfInitiative):
    """A page of the coordination: also authorities that only members bring in find it."""

    may = permissions.may_read
    why = gettext_lazy("The people, the members and the authorities of the initiative read its coordination.")

    def visible(self) -> QuerySet[Initiative]:
        return coordination.known_to(self.request.user, on=self.on).select_related(*self.related)

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        return {"initiative": self.thing, "crumbs": trail(self.thing, *([page] if page else [])), **more}


class OfCoordinationPart(OfPart):
    """An agreement, a meeting or an issue of an initiative whose coordination one may read."""

    why = OfCoordination.why

    def visible(self) -> QuerySet:
        known = coordination.known_to(self.request.user, on=timezone.localdate()).values("pk")
        return Guarded.visible(self).filter(**{f"{self.path}__in": known})


def trail(initiative: Initiative, *pages: Any) -> list[dict[str, str]]:
    """`pages` below the page of coordination: labels, or pairs of label and address."""
    found = crumbs(initiative, _("Inter-regional coordination"))
    if pages:
        found[-1]["href"] = reverse("coordination", kwargs={"pk": initiative.pk})
    for page in pages:
        label, href = page if isinstance(page, tuple) else (page, "")
        found.append({"label": str(label), "href": href})
    return found


class Show(OfCoordination, View):
    """What the task is about and how far it is; where it does not apply, why not."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        initiative, on, user = self.thing, self.on, request.user
        standing = coordination_state.standing(initiative, on=on)
        state, lack = judge(standing, on=on, rule=coordination.pace())
        context = self.context(
            standing=standing,
            state=state,
            lack=coordination_state.LACKS[lack] if lack else "",
            grounds=standing.scope.grounds,
        )
        if standing.scope.is_shared:
            current = coordination.versions(initiative)
            context |= {
                "parties": coordination.parties(initiative, on=on),
                "abroad": sorted(standing.scope.abroad),
                "versions": current,
                "may_work": permissions.may_work(user, initiative, on),
                "delegates": council.seated(initiative),
                "next_meeting": council.next_meeting(initiative, on=on),
                "issues": issue.open_issues(initiative),
                "decisions": council.decisions(initiative),
                "today": on,
            }
        return render(request, "initiatives/coordination/show.html", context)


class Partners(OfCoordination, View):
    """Neighbouring regions that could take part, each with its reason."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = partner.proposed(self.thing, on=self.on)
        context = self.context(_("Partner regions"), proposals=found)
        return render(request, "initiatives/coordination/partners.html", context)


class Draft(OfCoordination, View):
    """Opens the next version of the agreement."""

    may = permissions.may_work
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            agreement = deeds.draft(initiative=self.thing, by=request.user, at=timezone.now())
        except deeds.CoordinationRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("coordination", pk=pk)
        return redirect("coordination_agreement", pk=agreement.pk)


class OfAgreement(OfCoordinationPart, View):
    model = CoordinationAgreement
    related = ("initiative", "initiative__initiator", "drafted_by")

    @staticmethod
    def may(user: Any, agreement: CoordinationAgreement) -> bool:
        return permissions.may_read(user, agreement.initiative)

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        agreement = self.thing
        version = _("Agreement, version %(number)s") % {"number": agreement.number}
        address = reverse("coordination_agreement", kwargs={"pk": agreement.pk})
        below = [(version, address), page] if page else [version]
        found = trail(agreement.initiative, *below)
        return {"initiative": agreement.initiative, "agreement": agreement, "crumbs": found, **more}


class Agreement(OfAgreement):
    """A draft as the list of its groups; any other version as it reads, with who has signed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        agreement, user = self.thing, self.request.user
        round_ = coordination.last_round(agreement)
        may_write = permissions.may_write(user, agreement, self.on)
        said = remark.of_last_round(agreement.initiative, matter=Round.Matter.COORDINATION)
        context = self.context(
            refusal=refusal,
            round=round_,
            seats=case.seats_shown(case.full_round(round_.pk)) if round_ else [],
            parts=reading.parts(coordination.content(agreement)),
            sections=[COORDINATION_SECTIONS[key] for key in WRITTEN] if may_write else [],
            lacking=coordination.lacking(agreement) if agreement.is_draft else [],
            remarks=said if agreement.is_draft else [],
            may_write=may_write,
            may_hand_in=may_write and permissions.may_hand_in(user, agreement, self.on),
            may_withdraw=permissions.may_withdraw(user, agreement, self.on),
            form=WithdrawForm(),
            all_versions=coordination.all_versions(agreement.initiative),
        )
        return render(self.request, "initiatives/coordination/agreement.html", context, status=status)


class HandIn(Agreement):
    """Asks every authority concerned to sign."""

    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, agreement: CoordinationAgreement) -> bool:
        return permissions.may_run(user, agreement.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            round_ = deeds.hand_in(agreement=self.thing, by=request.user, at=timezone.now())
        except deeds.CoordinationRefused as refusal:
            return self.page(refusal, status=409)
        messages.success(request, _("Every authority concerned has been asked to sign."))
        return redirect("round", pk=round_.pk)


class Withdraw(HandIn):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.withdraw(agreement=self.thing, reason=reason, by=request.user, at=timezone.now())
        except deeds.CoordinationRefused as refusal:
            return self.page(refusal, status=409)
        return redirect("coordination_agreement", pk=pk)

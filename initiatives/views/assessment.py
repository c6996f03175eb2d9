"""Assessments of an initiative's management: history, appointing two persons, comparison, and what came out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View

from initiatives.actions import assessment as deeds
from initiatives.actions.assessment import AssessmentRefused
from initiatives.assessment import in_words
from initiatives.criteria import SOURCE
from initiatives.forms.assessment import AppointForm, SettleForm
from initiatives.forms.plan import WithdrawForm
from initiatives.models import Assessment, Assessor
from initiatives.permissions import assessment as permissions
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.permissions.returns import COLLECTING
from initiatives.queries import assessment as assessments
from initiatives.views.initiative import OfInitiative, OfPart, crumbs

TITLE = gettext_lazy("Quality of management")


class Assessments(OfInitiative, View):
    """The results of all years."""

    may = permissions.may_follow

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = list(assessments.of_initiative(self.thing))
        context = self.context(
            str(TITLE),
            lines=[{"assessment": one, "state": state(one)} for one in found],
            source=SOURCE,
            may_appoint=self.thing.stage in COLLECTING and is_of_ministry(request.user, self.on),
        )
        return render(request, "initiatives/assessment/list.html", context)


class Appoint(OfInitiative, View):
    may = permissions.may_appoint

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(AppointForm(on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AppointForm(request.POST, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        asked = form.cleaned_data
        told = {"year": asked["year"], "due_on": asked["due_on"], "persons": [asked["first"], asked["second"]]}
        try:
            made = deeds.appoint(initiative=self.thing, **told, by=request.user, at=timezone.now())
        except AssessmentRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("Both assessors have been asked."))
        return redirect("assessment", pk=made.pk)

    def page(self, form: AppointForm, status: int = 200) -> HttpResponse:
        trail = crumbs(self.thing, _("Appoint assessors"))
        before = {"label": TITLE, "href": reverse("assessments", kwargs={"pk": self.thing.pk})}
        context = {"initiative": self.thing, "form": form, "crumbs": [*trail[:-1], before, trail[-1]]}
        return render(self.request, "initiatives/assessment/appoint.html", context, status=status)


class OfAssessment(OfPart):
    model = Assessment
    related = ("initiative", "initiative__initiator")
    thing: Assessment

    def who_may(self) -> str:
        return ministry_names()

    def refused(self, refusal: AssessmentRefused) -> None:
        messages.error(self.request, str(refusal))


class Show(OfAssessment, View):
    """What one may see of it: an assessor his own form, both when both are in, everybody inside the result."""

    may = permissions.may_read
    why = gettext_lazy("The assessors, and the people, members and authorities of the initiative read this.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        assessment, user = self.thing, self.request.user
        mine = assessments.seat_of(user, assessment)
        levels = assessments.comparison(assessment) if permissions.may_read_levels(user, assessment) else None
        is_ministry = is_of_ministry(user)
        context = {
            "initiative": assessment.initiative,
            "assessment": assessment,
            "state": state(assessment),
            "crumbs": _crumbs(self, assessment),
            "source": SOURCE,
            "mine": mine,
            "tasks": [_task(mine, line) for line in assessments.progress(mine)] if _fills(mine, assessment) else [],
            "seats": _seats(assessment) if permissions.may_read_names(user, assessment) else [],
            "comparison": levels,
            "words": in_words(levels.agreement.kappa) if levels else "",
            "kappa": float(levels.agreement.kappa) if levels and levels.agreement.kappa is not None else None,
            "may_settle": mine is not None and levels is not None and assessment.is_under_way,
            "may_run": is_ministry and assessment.is_under_way,
            "withdraw_form": WithdrawForm(),
            **more,
        }
        return render(self.request, "initiatives/assessment/show.html", context, status=status)


class Settle(Show):
    may = permissions.may_settle
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SettleForm(request.POST)
        if not form.is_valid():
            return self.page(422, refusal=_("Choose a level and say why."), kept=request.POST)
        try:
            deeds.settle(assessment=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except AssessmentRefused as refusal:
            return self.page(409, refusal=str(refusal), kept=request.POST)
        return redirect(f"{reverse('assessment', kwargs={'pk': pk})}#to-settle")


class Finish(OfAssessment, View):
    may = permissions.may_run
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.finish(assessment=self.thing, by=request.user, at=timezone.now())
        except AssessmentRefused as refusal:
            self.refused(refusal)
        return redirect("assessment", pk=pk)


class Withdraw(OfAssessment, View):
    may = permissions.may_run
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.withdraw(assessment=self.thing, reason=reason, by=request.user, at=timezone.now())
        except AssessmentRefused as refusal:
            self.refused(refusal)
        return redirect("assessment", pk=pk)


def state(assessment: Assessment) -> dict[str, Any]:
    """A word and its colour."""
    if assessment.finished_at:
        return {"label": pgettext("assessment", "final"), "tone": "good"}
    if assessment.withdrawn_at:
        return {"label": pgettext("assessment", "withdrawn"), "tone": "muted"}
    return {"label": _("under way"), "tone": "info"}


def _fills(mine: Assessor | None, assessment: Assessment) -> bool:
    return mine is not None and mine.handed_in_at is None and assessment.is_under_way


def _seats(assessment: Assessment) -> list[dict[str, Any]]:
    seats = Assessor.objects.filter(assessment=assessment).select_related("person").order_by("seat")
    return [{"person": seat.person, "handed_in_at": seat.handed_in_at} for seat in seats]


def _task(mine: Assessor, line: assessments.BlockLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "href": reverse("assessor_section", kwargs={"pk": mine.pk, "section": line.key}),
        "state_label": _("done") if line.is_done else _("%(done)s of %(of)s") % {"done": line.done, "of": line.of},
        "tone": "good" if line.is_done else "neutral",
        "hint": "",
    }


def _crumbs(view: Show, assessment: Assessment) -> list[dict[str, Any]]:
    trail = crumbs(assessment.initiative, f"{assessment.year}")
    if not permissions.may_follow(view.request.user, assessment.initiative):
        return trail
    before = {"label": TITLE, "href": reverse("assessments", kwargs={"pk": assessment.initiative_id})}
    return [*trail[:-1], before, trail[-1]]

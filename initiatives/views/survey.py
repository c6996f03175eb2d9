"""Surveys of members: asking, answering for a member, and what came out when it is over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import survey as deeds
from initiatives.actions.survey import SurveyRefused
from initiatives.forms.plan import WithdrawForm
from initiatives.forms.survey import AnswerForm, SurveyForm
from initiatives.models import Survey
from initiatives.permissions import survey as permissions
from initiatives.queries import survey as surveys
from initiatives.queries.vote import electorate
from initiatives.survey import FEWEST_ANSWERS, QUESTIONS, Opinion, Response
from initiatives.views.initiative import OfInitiative, OfPart, crumbs

TITLE = gettext_lazy("Surveys of members")


class Surveys(OfInitiative, View):
    may = permissions.may_follow

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = surveys.of_initiative(self.thing)
        context = self.context(
            str(TITLE),
            lines=[{"survey": one, "state": state(one, self.on), "rate": _rate(one)} for one in found],
            may_open=permissions.may_open(request.user, self.thing, self.on),
        )
        return render(request, "initiatives/survey/list.html", context)


class Open(OfInitiative, View):
    """Those who run the initiative, or the ministry, ask the members."""

    may = permissions.may_open

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(SurveyForm(on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SurveyForm(request.POST, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            opened = deeds.open_(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except SurveyRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("The members have been asked."))
        return redirect("survey", pk=opened.pk)

    def page(self, form: SurveyForm, status: int = 200) -> HttpResponse:
        context = self.context(
            _("Ask the members"),
            form=form,
            members=electorate(self.thing).count(),
            fewest=FEWEST_ANSWERS,
            questions=list(QUESTIONS.values()),
        )
        context["crumbs"] = _crumbs(self.thing, _("Ask the members"))
        return render(self.request, "initiatives/survey/open.html", context, status=status)


class Show(OfPart, View):
    """The form of each member that one acts for, and what came out when it is over."""

    model = Survey
    related = ("initiative", "initiative__initiator")
    may = permissions.may_read
    why = gettext_lazy("The people, the members and the authorities of the initiative read its surveys.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        number = form.cleaned_data.get("organisation") if form.is_valid() else None
        own = self.thing.respondents.select_related("organisation").filter(organisation=number).first()
        if own is None:
            return self.page(_("Answer for a member that you act for."), status=422)
        told = {"organisation": own.organisation, "given": form.given()}
        try:
            deeds.answer(survey=self.thing, **told, by=request.user, at=timezone.now())
        except SurveyRefused as refusal:
            return self.page(str(refusal), status=409)
        said = _("%(organisation)s has answered. Nobody can read what.") % {"organisation": own.organisation}
        messages.success(request, said)
        return redirect("survey", pk=pk)

    def page(self, refusal: str = "", status: int = 200) -> HttpResponse:
        survey, user, on = self.thing, self.request.user, timezone.localdate()
        waiting, found = surveys.answers_for(user, survey, on=on), surveys.findings(survey, on=on)
        context = {
            "initiative": survey.initiative,
            "survey": survey,
            "state": state(survey, on),
            "crumbs": _crumbs(survey.initiative, _("Survey")),
            "response": surveys.response(survey),
            "findings": [_shown(one) for one in found],
            "is_shown": any(one.mean.is_shown for one in found),
            "is_open": survey.is_open(on),
            "is_over": survey.is_over(on),
            "fewest": FEWEST_ANSWERS,
            "forms": [(own, AnswerForm(auto_id=f"id_{own.pk}_%s", initial=_for(own))) for own in waiting],
            "may_cancel": permissions.may_cancel(user, survey, on) and not survey.cancelled_at and on <= survey.ends_on,
            "cancel_form": WithdrawForm(),
            "lowest": Opinion.NOT_AT_ALL,
            "highest": Opinion.WHOLLY,
            "refusal": refusal,
        }
        return render(self.request, "initiatives/survey/show.html", context, status=status)


class Cancel(OfPart, View):
    model = Survey
    related = ("initiative", "initiative__initiator")
    may = permissions.may_cancel
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.cancel(survey=self.thing, reason=reason, by=request.user, at=timezone.now())
        except SurveyRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("survey", pk=pk)


def state(survey: Survey, on: Any) -> dict[str, str]:
    """A word and its colour."""
    if survey.cancelled_at:
        return {"label": _("cancelled"), "tone": "muted"}
    if survey.is_over(on):
        return {"label": _("over"), "tone": "neutral"}
    return {"label": _("open"), "tone": "info"} if survey.is_open(on) else {"label": _("not begun"), "tone": "neutral"}


def _for(own: Any) -> dict[str, int]:
    return {"organisation": own.organisation_id}


def _rate(survey: Any) -> Response:
    return Response(survey.answered, survey.asked)


def _shown(found: surveys.Finding) -> dict[str, Any]:
    value = found.mean.value
    return {
        "question": found.question,
        "value": float(value) if value is not None else None,
        "answers": found.mean.answers,
        "is_at_least": found.mean.is_at_least,
        "is_at_most": found.mean.is_at_most,
    }


def _crumbs(initiative: Any, page: str) -> list[dict[str, Any]]:
    trail = crumbs(initiative, page)
    before = {"label": TITLE, "href": reverse("surveys", kwargs={"pk": initiative.pk})}
    return [*trail[:-1], before, trail[-1]]

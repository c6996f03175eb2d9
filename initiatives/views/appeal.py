"""The appeal against a rejection: the applicant lodges it, the ministry answers on the same page."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded, Refused
from initiatives.actions import appeal as deeds
from initiatives.actions import approval
from initiatives.forms.appeal import AppealAnswerForm, AppealForm
from initiatives.models import Appeal, Round
from initiatives.permissions import appeal as permissions
from initiatives.permissions.approval import refusal as refusal_of
from initiatives.queries import appeal as appeals
from initiatives.queries import approval as approvals
from initiatives.queries import case as cases

EXPECTED = (approval.Refused, Refused)


class OfRound(Guarded, View):
    model = Round
    may = permissions.may_open_appeal

    def visible(self) -> QuerySet[Round]:
        open_ = approvals.rounds_open_to(self.request.user, on=timezone.localdate())
        return open_.select_related("initiative", "rule_pack").defer("snapshot")

    def page(self, *, form: Any = None, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        user, round_ = self.request.user, cases.full_round(self.thing.pk)
        appeal = appeals.of(round_)
        if appeal:
            appeal.round = round_
        cannot_lodge = None if appeal else refusal_of(permissions.may_lodge, user, round_)
        cannot_answer = refusal_of(permissions.may_answer_appeal, user, appeal) if appeal else Refused("")
        context = {
            "round": round_,
            "appeal": appeal,
            "until": appeals.until(round_),
            "rejections": [each for each in cases.seats_shown(round_) if each["tone"] == "bad"],
            "cannot_lodge": cannot_lodge,
            "cannot_answer": cannot_answer,
            "lodge_form": None if appeal or cannot_lodge else (form or AppealForm()),
            "answer_form": None if cannot_answer else (form or AppealAnswerForm()),
            "refusal": refusal,
        }
        return render(self.request, "initiatives/appeal/show.html", context, status=status)


class Show(OfRound):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        permissions.may_lodge(request.user, self.thing)
        form = AppealForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            deeds.lodge(round_=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.page(form=form, refusal=refusal, status=409)
        messages.success(request, _("Lodged. The ministry has been told and answers here."))
        return redirect("appeal", pk=pk)


class Answer(OfRound):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        appeal = appeals.of(self.thing)
        if appeal is None:
            return self.page(refusal=Refused(_("Nobody has appealed against this rejection.")), status=409)
        appeal.round = self.thing
        permissions.may_answer_appeal(request.user, appeal)
        form = AppealAnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            given: Appeal = deeds.answer(appeal=appeal, **form.cleaned_data, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.page(form=form, refusal=refusal, status=409)
        messages.success(request, _("Recorded: %(answer)s.") % {"answer": given.get_answer_display()})
        return redirect("appeal", pk=pk)

"""The member's side: one yearly form, kept while it is typed, and what the organisation has said so far."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import returns as deeds
from initiatives.forms.returns import ReturnForm, initial_of, token, written
from initiatives.models import Return, ReturnDraft, ReturnRequest
from initiatives.permissions import returns as permissions
from initiatives.queries import returns
from initiatives.questionnaire import QUESTIONS
from initiatives.views.sheet import sheet


class OfRequest(Guarded):
    """What an organisation is asked; nobody else knows of it."""

    model = ReturnRequest
    related = ("organisation", "membership", "campaign__initiative")
    may = permissions.may_read
    why = gettext_lazy("Only who edits for the organisation sends its return.")

    def visible(self) -> QuerySet[ReturnRequest]:
        return returns.open_to(self.request.user).select_related(*self.related)

    def who_may(self) -> str:
        return self.thing.organisation.called

    def context(self, **more: Any) -> dict[str, Any]:
        campaign = self.thing.campaign
        return {
            "asked": self.thing,
            "campaign": campaign,
            "initiative": campaign.initiative,
            "organisation": self.thing.organisation,
            "before": campaign.year - 1,
            **more,
        }


class Fill(OfRequest, View):
    """Three minutes on a phone; works without a script, and nothing typed is lost."""

    may = permissions.may_send

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = returns.form(self.thing)
        return self.page(self.form(found, initial=initial_of(found) | _marks(found)), found)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = returns.form(self.thing)
        form = self.form(found, data=request.POST)
        is_valid = form.is_valid()
        try:
            self.keep(form)
        except deeds.DraftConflict as conflict:
            return self.page(form, found, status=409, met=conflict.theirs)
        if not is_valid:
            return self.page(form, found, status=422)
        if self.has_met_another(form, found):
            return self.page(form, found, status=409, sent=found.standing.source)
        return self.send(form, found)

    def send(self, form: ReturnForm, found: returns.Form) -> HttpResponse:
        told = {"answers": form.answers(), "share": form.share(), "confirmed": form.confirmed()}
        told["reason"] = form.why()
        try:
            deeds.send(request=self.thing, **told, by=self.request.user, at=timezone.now())
        except deeds.ReturnDoubted as doubted:
            for problem in doubted.problems:
                if problem.is_error:
                    form.add_error(problem.key, str(problem.text))
            return self.page(form, found, status=422, doubts=doubted.problems)
        except deeds.ReturnRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.page(form, found, status=422)
        thanks = _("Thank you: the return for %(year)s is sent. You can change it at any time.")
        messages.success(self.request, thanks % {"year": self.thing.campaign.year})
        return redirect("return_history", pk=self.thing.pk)

    def keep(self, form: ReturnForm) -> None:
        deeds.keep(
            request=self.thing,
            content=form.typed(),
            seen_revision=_number(form.data.get("version", "")),
            by=self.request.user,
            at=timezone.now(),
        )

    def has_met_another(self, form: ReturnForm, found: returns.Form) -> bool:
        """A colleague has sent this return since the page was opened."""
        standing = found.standing.source if found.standing else None
        is_other = standing is not None and standing.sent_by_id != self.request.user.pk
        return is_other and _number(form.data.get("seen", "")) != standing.pk

    def form(self, found: returns.Form, **kwargs: Any) -> ReturnForm:
        return ReturnForm(asked=found, **kwargs)

    def page(
        self,
        form: ReturnForm,
        found: returns.Form,
        *,
        status: int = 200,
        doubts: Any = (),
        met: ReturnDraft | None = None,
        sent: Return | None = None,
    ) -> HttpResponse:
        draft = met or returns.draft(self.thing)
        context = self.context(
            form=form,
            found=found,
            draft=draft,
            version=draft.revision if draft else 0,
            seen=found.standing.source_id if found.standing else 0,
            problems=_listed(doubts),
            doubts=[_doubt(problem, form) for problem in doubts if not problem.is_error],
            met=met,
            met_rows=_differences(met, form) if met else [],
            sent=sent,
        )
        return render(self.request, "initiatives/returns/fill.html", context, status=status)


class Autosave(Fill):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        form = self.form(returns.form(self.thing), data=request.POST)
        address = reverse("return", kwargs={"pk": pk})
        try:
            self.keep(form)
        except deeds.DraftConflict as conflict:
            return JsonResponse({"message": str(conflict), "url": address}, status=409)
        except deeds.ReturnRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        kept = returns.draft(self.thing)
        saved_at = kept.saved_at if kept else timezone.now()
        return JsonResponse({"saved_at": saved_at.isoformat(), "version": str(kept.revision if kept else 0)})


class History(OfRequest, View):
    """What the organisation has said to this initiative, year by year, and what it has replaced."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        said = returns.history(self.thing)
        standing = [part for part in said if part.source.superseded_at is None]
        rows = [
            {"question": question, "cells": [part.answers[key] for part in standing]}
            for key, question in QUESTIONS.items()
            if any(part.answers[key] is not None for part in standing)
        ]
        context = self.context(
            said=said,
            years=[part.source.year for part in standing],
            rows=rows,
            shares=[part.share for part in standing] if any(part.share != 100 for part in standing) else [],  # noqa: PLR2004 percent
            has_sent=any(part.source.year == self.thing.campaign.year for part in standing),
            may_send=permissions.may_send(request.user, self.thing),
        )
        return render(request, "initiatives/returns/history.html", context)


class Sheet(OfRequest, View):
    """The organisation's own answers as a sheet; the name of the file says whose and which year."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        head = [_("Year"), _("Sent"), _("Replaced"), _("Question"), _("Unit"), _("Answer"), _("Share, percent")]
        rows = (
            [
                part.source.year,
                part.source.recorded_at.isoformat(timespec="minutes"),
                part.source.superseded_at.isoformat(timespec="minutes") if part.source.superseded_at else "",
                question.label,
                question.unit.label,
                None if part.answers[key] is None else written(part.answers[key]),
                written(part.share),
            ]
            for part in returns.history(self.thing)
            for key, question in QUESTIONS.items()
        )
        return sheet(f"return-{self.thing.organisation_id}-{self.thing.campaign.year}.csv", head, rows)


def _marks(found: returns.Form) -> dict[str, int]:
    return {
        "version": found.draft.revision if found.draft else 0,
        "seen": found.standing.source_id if found.standing else 0,
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 18 else 0  # noqa: PLR2004 fits a bigint


def _listed(doubts: Any) -> list[dict[str, str]]:
    return [{"text": f"{problem.text} {problem.cure}", "href": f"#id_{problem.key}"} for problem in doubts]


def _doubt(problem: Any, form: ReturnForm) -> dict[str, Any]:
    ticked = form.confirmed()
    value = token(problem, form.answers())
    return {"code": problem.code, "text": problem.text, "value": value, "is_ticked": problem.code in ticked}


def _differences(met: ReturnDraft, form: ReturnForm) -> list[dict[str, Any]]:
    mine = form.typed()
    return [
        {"label": form.fields[name].label, "theirs": met.content.get(name, ""), "mine": text}
        for name, text in mine.items()
        if met.content.get(name, "") != text
    ]

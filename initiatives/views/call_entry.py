"""One entry of a call: the commission scores it, the operator writes its opinion, its people read both at the end."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import call_scoring as deeds
from initiatives.actions.call import CallRefused
from initiatives.forms.call import OpinionForm, RecuseForm, SheetForm
from initiatives.models import CallEntry
from initiatives.permissions import call as permissions
from initiatives.permissions.approval import refusal
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries import call as calls
from initiatives.views.call import crumbs


class OfEntry(Guarded):
    model = CallEntry
    may = permissions.may_read
    why = gettext_lazy("An entry is read by the ministry, the operator and the commission of its call.")

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def visible(self) -> QuerySet[CallEntry]:
        return calls.open_to(self.request.user, is_of_ministry=is_of_ministry(self.request.user, self.on))

    def sheet_form(self, *args: Any, **kwargs: Any) -> SheetForm:
        call = self.thing.call
        return SheetForm(*args, criteria=calls.criteria(call), best=call.best, **kwargs)

    def show(self, status: int = 200, **forms: Form) -> HttpResponse:
        entry, user = self.thing, self.request.user
        seat, operates = calls.seat_of(user, entry.call), calls.operates(user, entry.call)
        own = calls.own_sheet(entry, seat) if seat else None
        context = {
            "entry": entry,
            "call": entry.call,
            "initiative": entry.initiative,
            "crumbs": crumbs(entry.call, entry.initiative.called),
            "seat": seat,
            "own": own,
            "writes_opinion": operates and not entry.call.stage_enum.is_over,
            "score_refusal": refusal(permissions.may_score, user, entry) if seat else None,
            "opine_refusal": refusal(permissions.may_opine, user, entry) if operates else None,
            "may_recuse": bool(seat) and refusal(permissions.may_recuse, user, entry) is None,
            "sheets": calls.read_sheets(entry),
            "sheet_form": forms.get("sheet") or (self.sheet_form(initial=calls.initial_of(own)) if seat else None),
            "opinion_form": forms.get("opinion") or OpinionForm(initial={"text": entry.opinion}),
            "recuse_form": forms.get("recuse") or RecuseForm(),
        }
        return render(self.request, "initiatives/call/entry.html", context, status=status)


class Show(OfEntry, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()


class Writes(OfEntry, View):
    """One of the three forms of the page."""

    http_method_names = ("post",)
    form_name = ""
    done = ""

    def form(self, data: Any) -> Form:
        raise NotImplementedError

    def write(self, form: Form) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(422, **{self.form_name: form})
        try:
            self.write(form)
        except CallRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            return self.show(409, **{self.form_name: form})
        messages.success(request, self.done)
        return redirect("call_entry", pk=pk)


class Score(Writes):
    may = permissions.may_score
    form_name, done = "sheet", gettext_lazy("Your sheet is kept. You may change it until the call is closed.")

    def form(self, data: Any) -> Form:
        return self.sheet_form(data)

    def write(self, form: Any) -> None:
        told = {"points": form.points(), "reasons": form.cleaned_data["reasons"]}
        deeds.score(entry=self.thing, **told, by=self.request.user, at=timezone.now())


class Recuse(Writes):
    may = permissions.may_recuse
    form_name, done = "recuse", gettext_lazy("You keep out of this entry; the others score it.")

    def form(self, data: Any) -> Form:
        return RecuseForm(data)

    def write(self, form: Form) -> None:
        deeds.recuse(entry=self.thing, reason=form.cleaned_data["reason"], by=self.request.user, at=timezone.now())


class Opine(Writes):
    may = permissions.may_opine
    form_name, done = "opinion", gettext_lazy("The opinion is kept.")

    def form(self, data: Any) -> Form:
        return OpinionForm(data)

    def write(self, form: Form) -> None:
        deeds.opine(entry=self.thing, text=form.cleaned_data["text"], by=self.request.user, at=timezone.now())

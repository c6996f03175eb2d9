"""Calls for initiatives: everybody reads what is announced and ranked; the ministry drafts, announces and closes."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts import audit
from accounts.guards import Guarded
from initiatives.actions import call as deeds
from initiatives.actions.call import CallRefused, CallText
from initiatives.call import CALL_WAYS, CallStage, available
from initiatives.forms.call import CallForm, CancelForm, initial_of
from initiatives.models import Call
from initiatives.permissions import call as permissions
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries import call as calls
from initiatives.rule_texts import told
from initiatives.rule_values import Group
from initiatives.rules import read
from initiatives.views import call_shown as shown

CONSEQUENCES = {
    "announce": gettext_lazy("Everybody reads it from now on, and nothing of it can be changed."),
    "begin": gettext_lazy("The commission and the operator are told; each scores for himself."),
    "close": gettext_lazy(
        "The ranking becomes public. Who is above the line enters the register; the others are given back."
    ),
}


class Calls(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        writes, on = is_of_ministry(request.user), timezone.localdate()
        found = calls.visible_to(request.user, is_of_ministry=writes)
        context = {
            "lines": [shown.line(one, on) for one in found],
            "is_by_call": calls.is_by_call(on=on),
            "writes": writes,
        }
        return render(request, "initiatives/call/list.html", context)


class OfCall(Guarded):
    """A page or a deed about one call."""

    model = Call
    may = permissions.may_read

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def visible(self) -> QuerySet[Call]:
        return calls.visible_to(self.request.user, is_of_ministry=is_of_ministry(self.request.user))

    def show(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        call, user, on = self.thing, self.request.user, self.on
        writes = is_of_ministry(user)
        seat = calls.seat_of(user, call)
        pack = call.rule_pack or calls.rules_on(call.opens_on)
        entries = list(calls.with_sheets(calls.entries(call)))
        context = {
            "call": call,
            "crumbs": crumbs(call),
            "state": shown.state(call, on),
            "criteria": [(one.name, {"text": f"{one.weight} %", "numeric": True}) for one in calls.criteria(call)],
            "criteria_head": [_("Criterion"), {"label": _("Weight"), "numeric": True}],
            "gates": told(read(pack.content))[Group.GATES] if pack else [],
            "pack": pack,
            "count": len(entries),
            "ranking": [shown.ranked(one) for one in entries] if call.stage == CallStage.CLOSED else [],
            "ranking_head": shown.RANKING_HEAD,
            "commission": _commission(call) if writes or seat or call.stage == CallStage.CLOSED else [],
            "lines": [shown.entry(one) for one in entries] if writes or seat or calls.operates(user, call) else [],
            "ways": [self.way(one) for one in available(call.stage)] if writes else [],
            "cancel_form": CancelForm(),
            "entries": audit.history(call) if writes else [],
            "writes": writes,
            "refusal": refusal,
        }
        return render(self.request, "initiatives/call/show.html", context, status=status)

    def way(self, one: Any) -> dict[str, Any]:
        return {
            "way": one,
            "action": reverse("call_way", kwargs={"pk": self.thing.pk, "name": one.name}),
            "missing": calls.lacking(self.thing, one, on=self.on),
            "consequence": CONSEQUENCES.get(one.name, ""),
        }


class Show(OfCall, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()


class Go(OfCall, View):
    """One way of the table."""

    may = permissions.may_keep
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        if name not in CALL_WAYS:
            raise Http404
        form = CancelForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.advance(call=self.thing, way=name, by=request.user, at=timezone.now(), reason=reason)
        except CallRefused as refusal:
            self.thing = self.visible().get(pk=pk)
            return self.show(refusal, status=409)
        messages.success(request, _("Done: %(deed)s.") % {"deed": CALL_WAYS[name].label})
        return redirect("call", pk=pk)


class Writing:
    """A page with the form of a call."""

    request: HttpRequest

    def form(self, *args: Any, **kwargs: Any) -> CallForm:
        return CallForm(*args, offices=calls.offices(), **kwargs)

    def page(self, form: CallForm, call: Call | None = None, status: int = 200) -> HttpResponse:
        title = _("Change the draft") if call else _("New call")
        back = call.get_absolute_url() if call else reverse("calls")
        context = {"form": form, "title": title, "back": back, "crumbs": crumbs(call, title)}
        return render(self.request, "initiatives/call/form.html", context, status=status)

    def refused(self, form: CallForm, refusal: CallRefused, call: Call | None = None) -> HttpResponse:
        form.add_error(refusal.field or None, str(refusal))
        return self.page(form, call, status=409)


class Create(Writing, Guarded, View):
    may = permissions.may_keep_calls

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            made = deeds.draft(said=CallText(**form.said()), by=request.user, at=timezone.now())
        except CallRefused as refusal:
            return self.refused(form, refusal)
        return redirect("call", pk=made.pk)


class Edit(Writing, OfCall, View):
    may = permissions.may_change

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(initial=initial_of(self.thing)), self.thing)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, self.thing, status=422)
        told = {"seen_revision": form.cleaned_data["revision"], "by": request.user, "at": timezone.now()}
        try:
            deeds.change(call=self.thing, said=CallText(**form.said()), **told)
        except CallRefused as refusal:
            return self.refused(form, refusal, self.thing)
        return redirect("call", pk=pk)


def crumbs(call: Call | None, page: str = "") -> list[dict[str, str]]:
    trail = [{"label": _("Calls for initiatives"), "href": reverse("calls")}]
    if call:
        trail.append({"label": call.title, "href": call.get_absolute_url() if page else ""})
    return [*trail, {"label": page, "href": ""}] if page else trail


def _commission(call: Call) -> list[Any]:
    return list(call.commission.select_related("person"))

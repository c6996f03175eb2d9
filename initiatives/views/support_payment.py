"""The authority that promised records what it has paid, and reverses an entry that was wrong."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import support_payment as deeds
from initiatives.actions.support import SupportRefused
from initiatives.forms.support import PaymentForm, ReverseForm
from initiatives.models import SupportPayment, SupportPromise
from initiatives.permissions import support as permissions
from initiatives.queries import support as supports
from initiatives.queries.project import grouped
from initiatives.views import support_shown as shown
from initiatives.views.initiative import OfPart
from initiatives.views.support import OfRequest

WHY = gettext_lazy("Payments are recorded by the people of the authority that has promised the support.")


class Pay(OfRequest, View):
    may = permissions.may_pay
    why = WHY

    def who_may(self) -> str:
        return self.thing.authority.called

    @property
    def promises(self) -> QuerySet[SupportPromise]:
        return SupportPromise.objects.filter(request=self.thing).order_by("year")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        lines = [line for line in supports.shown(self.thing).lines if line.money]
        first = next((line.promise for line in lines if line.money.open), None)
        return self.page(PaymentForm(promises=self.promises, initial={"promise": first, "paid_on": self.on}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PaymentForm(request.POST, promises=self.promises)
        if not form.is_valid():
            return self.page(form, status=422)
        told = dict(form.cleaned_data)
        promise = told.pop("promise")
        try:
            deeds.record(promise=promise, paid=deeds.Paid(**told), by=request.user, at=timezone.now())
        except SupportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(f"{self.address()}#payments")

    def page(self, form: PaymentForm, status: int = 200) -> HttpResponse:
        rows = [shown.line(each, self.on) for each in supports.shown(self.thing).lines if each.money]
        context = self.context(_("Record a payment"), form=form, head=shown.REQUEST_HEAD, rows=rows)
        return render(self.request, "initiatives/support/pay.html", context, status=status)


class Reverse(OfPart, View):
    """A page of its own, because the reason is kept for ever."""

    model = SupportPayment
    path = "promise__request__initiative"
    related = ("promise__request__initiative__initiator", "promise__request__authority")
    may = permissions.may_reverse
    why = WHY

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def who_may(self) -> str:
        return self.thing.promise.request.authority.called

    def address(self) -> str:
        return reverse("support_request", kwargs={"pk": self.thing.promise.request_id})

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ReverseForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReverseForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            reason = form.cleaned_data["reason"]
            deeds.reverse(payment=self.thing, reason=reason, by=request.user, at=timezone.now())
        except SupportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(f"{self.address()}#payments")

    def page(self, form: ReverseForm, status: int = 200) -> HttpResponse:
        one = self.thing
        context: dict[str, Any] = {
            "payment": one,
            "sum": grouped(one.amount),
            "asked": one.promise.request,
            "initiative": one.promise.request.initiative,
            "form": form,
            "back": self.address(),
        }
        return render(self.request, "initiatives/support/reverse.html", context, status=status)

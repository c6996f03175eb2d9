"""Support of an initiative: what was asked, promised and paid; a request on its way to the authorities."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from initiatives import support as kernel
from initiatives.actions import support as deeds
from initiatives.forms.plan import WithdrawForm
from initiatives.forms.support import SupportForm, initial_of
from initiatives.models import Initiative, SupportRequest
from initiatives.permissions import support as permissions
from initiatives.permissions.initiative import may_manage
from initiatives.queries import reading, remark
from initiatives.queries import support as supports
from initiatives.views import collision
from initiatives.views import support_shown as shown
from initiatives.views.initiative import OfInitiative, OfPart, crumbs


class Support(OfInitiative, TemplateView):
    """Every request of the initiative, and its money by year."""

    template_name = "initiatives/support/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_mine = may_manage(self.request.user, self.thing, self.on)
        # A draft is its authors' until it has been handed in.
        found = [one for one in supports.of_initiative(self.thing) if one.round or is_mine]
        money = [year for one in found for year in one.money]
        return super().get_context_data(**kwargs) | self.context(
            _("Support"),
            found=found,
            may_ask=permissions.may_ask(self.request.user, self.thing, self.on),
            whole=kernel.add(money, on=self.on),
            head=shown.LIST_HEAD,
            rows=[shown.request_row(one, self.on) for one in found],
            year_head=shown.YEAR_HEAD,
            years=shown.year_rows(money, self.on),
        )


class Asking:
    """A page with the form of a request."""

    on: dt.date
    request: HttpRequest

    def form(self, initiative: Initiative, *args: Any, **kwargs: Any) -> SupportForm:
        return SupportForm(
            *args,
            payers=supports.payers(initiative, on=self.on),
            projects=supports.projects(initiative),
            measures=supports.measures(initiative),
            years=range(self.on.year, self.on.year + kernel.YEARS_AHEAD + 1),
            **kwargs,
        )


class Create(Asking, OfInitiative, View):
    may = permissions.may_ask
    why = gettext_lazy("Support is asked for by the people who run the initiative, once it is registered.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(self.thing, initial={"project": request.GET.get("project", "")}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(self.thing, request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            made = deeds.draft(
                initiative=self.thing, wish=deeds.Wish(**form.said()), by=request.user, at=timezone.now()
            )
        except deeds.SupportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("support_request", pk=made.pk)

    def page(self, form: SupportForm, status: int = 200) -> HttpResponse:
        back = reverse("initiative_support", kwargs={"pk": self.thing.pk})
        context = self.context(_("Ask for support"), form=form, title=_("Ask for support"), back=back)
        return render(self.request, "initiatives/support/form.html", context, status=status)


class OfRequest(OfPart):
    """A page of one request, for those who run the initiative."""

    model = SupportRequest
    related = ("initiative__initiator", "authority", "project")
    may = permissions.may_change
    why = gettext_lazy("A request is changed by those who run the initiative, until it is decided or given up.")

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def address(self) -> str:
        return reverse("support_request", kwargs={"pk": self.thing.pk})

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        trail = crumbs(self.thing.initiative, _("Support"))
        trail[-1]["href"] = reverse("initiative_support", kwargs={"pk": self.thing.initiative_id})
        trail.append({"label": self.thing.title, "href": self.address() if page else ""})
        if page:
            trail.append({"label": page, "href": ""})
        known = {"asked": self.thing, "initiative": self.thing.initiative, "back": self.address()}
        return {**known, "crumbs": trail, **more}


class Show(OfRequest, View):
    """What was asked, promised and paid of one request, and whose turn it is."""

    may = permissions.may_see
    why = gettext_lazy("A request for support is read by the initiative's people and its authorities.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found, user = supports.shown(self.thing), request.user
        may_change = permissions.may_change(user, self.thing, self.on)
        may_pay = permissions.may_pay(user, self.thing, self.on)
        context = self.context(
            found=found,
            whole=kernel.add(found.money, on=self.on),
            head=shown.REQUEST_HEAD,
            rows=[shown.line(each, self.on) for each in found.lines],
            payments=shown.payments(found),
            letter=supports.letter(self.thing) if self.thing.promised_at else None,
            may_change=may_change,
            may_pay=may_pay,
            lacking=supports.lacking(self.thing, on=self.on) if may_change and found.is_editable else [],
            remarks=remark.of_round(found.round) if may_change else [],
            withdraw_form=WithdrawForm(),
        )
        return render(request, "initiatives/support/show.html", context)


class Edit(Asking, OfRequest, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not supports.shown(self.thing).is_editable:
            return redirect(self.address())
        return self.page(self.form(self.thing.initiative, initial=initial_of(self.thing)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(self.thing.initiative, request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        told = {"seen_revision": form.cleaned_data["revision"], "by": request.user, "at": timezone.now()}
        try:
            deeds.change(request=self.thing, wish=deeds.Wish(**form.said()), **told)
        except deeds.SupportCollision as met:
            standing = initial_of(self.thing.__class__.objects.get(pk=pk))
            collision.show(form, standing, told=str(met), revision=standing["revision"])
            return self.page(form, status=409)
        except deeds.SupportRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(self.address())

    def page(self, form: SupportForm, status: int = 200) -> HttpResponse:
        remarks = [each for each in remark.of_round(supports.last_round(self.thing)) if each.section]
        context = self.context(_("Change"), form=form, title=_("Change the request"), remarks=remarks)
        return render(self.request, "initiatives/support/form.html", context, status=status)


class HandIn(OfRequest, View):
    """The request as the authorities will read it, and the button."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page() if supports.shown(self.thing).is_editable else redirect(self.address())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            round_ = deeds.hand_in(request=self.thing, by=request.user, at=timezone.now())
        except deeds.SupportRefused as refusal:
            return self.page(refusal, status=409)
        messages.success(request, _("Handed in. The authorities have been told."))
        return redirect("round", pk=round_.pk)

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        context = self.context(
            _("Hand in"),
            refusal=refusal,
            lacking=supports.lacking(self.thing, on=self.on),
            parts=reading.parts(supports.snapshot(self.thing)),
        )
        return render(self.request, "initiatives/support/hand_in.html", context, status=status)


class Withdraw(OfRequest, View):
    """Takes the request back from the authorities; it stays as a draft."""

    may = permissions.may_withdraw
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.withdraw(request=self.thing, reason=reason, by=request.user, at=timezone.now())
        except deeds.SupportRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.address())


class Drop(OfRequest, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.drop(request=self.thing, by=request.user, at=timezone.now())
        except deeds.SupportRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.address())
        return redirect("initiative_support", pk=self.thing.initiative_id)

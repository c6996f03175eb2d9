"""The ministry's list of authorities and people to confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import Guarded, Refused
from initiatives.actions import confirmation
from initiatives.forms.approval import TextForm
from initiatives.forms.confirmation import ConfirmForm
from initiatives.models import Organisation, Representative
from initiatives.permissions import confirmation as permissions
from initiatives.queries import control as controls
from initiatives.queries.confirmation import waiting
from initiatives.queries.vacancy import vacancies

EXPECTED = (confirmation.ConfirmationRefused, Refused)


class Waiting(Guarded, TemplateView):
    may = permissions.may_see_confirmations
    template_name = "initiatives/confirmation/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "waiting": waiting(),
            "vacancies": vacancies(on=timezone.localdate()),
            "controls": controls.waiting(self.request.user),
            "may_answer": permissions.is_of_ministry(self.request.user),
        }


class OfAuthority(Guarded, View):
    model = Organisation
    related = ("region", "registered_by")
    may = permissions.may_confirm

    def page(
        self, form: ConfirmForm, *, refusal: Exception | None = None, reason: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            "organisation": self.thing,
            "form": form,
            "refusal": refusal,
            "reason": reason,
            "people": self.thing.representatives.filter(ended_at=None).select_related("user"),
            "held": self.thing.jurisdictions.select_related("region"),
            "words": self.thing.competences.select_related("activity").order_by("activity__code", "pk"),
        }
        return render(self.request, "initiatives/confirmation/confirm.html", context, status=status)


class Confirm(OfAuthority):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ConfirmForm(initial={"regions": [self.thing.region_id] if self.thing.region_id else []}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            confirmation.confirm(organisation=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.page(form, refusal=refusal, status=409)
        messages.success(request, _("%s is confirmed.") % self.thing)
        return redirect("confirmations")


class Decline(OfAuthority):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TextForm(request.POST)
        reason = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            confirmation.decline(organisation=self.thing, reason=reason, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.page(ConfirmForm(), refusal=refusal, reason=request.POST.get("text", ""), status=409)
        messages.success(request, _("%s is not confirmed; whoever asked has been told why.") % self.thing)
        return redirect("confirmations")


class Person(Guarded, View):
    """Confirms or declines one person of an authority."""

    model = Representative
    related = ("organisation", "user")
    may = permissions.may_confirm_person
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        how = {"representative": self.thing, "by": request.user, "at": timezone.now()}
        form = TextForm(request.POST)
        reason = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            if request.POST.get("answer") == "confirm":
                confirmation.confirm_person(**how)
                messages.success(request, _("%s is confirmed.") % self.thing.user)
            else:
                confirmation.decline_person(**how, reason=reason)
                messages.success(request, _("%s is not confirmed and has been told why.") % self.thing.user)
        except EXPECTED as refusal:
            messages.error(request, str(refusal))
        return redirect("confirmations")

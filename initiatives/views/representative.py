from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import representative as deeds
from initiatives.forms.organisation import RoleForm, SigningForm
from initiatives.models import Representative
from initiatives.permissions import organisation as permissions
from initiatives.queries import organisation as organisations
from initiatives.views.organisation import OfOrganisation, signing


class Ask(OfOrganisation, View):
    """Asking to act for an organisation that is here already."""

    may = permissions.may_ask_to_represent

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(SigningForm(on=timezone.localdate()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SigningForm(request.POST, on=timezone.localdate())
        if not form.is_valid():
            return self.page(form, status=422)
        deeds.ask(
            organisation=self.thing,
            position=form.cleaned_data["position"],
            signing=signing(form),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Asked. You are told as soon as it is answered."))
        return redirect("organisation", pk=pk)

    def page(self, form: SigningForm, status: int = 200) -> HttpResponse:
        context = {"organisation": self.thing, "form": form}
        return render(self.request, "initiatives/organisation/ask.html", context, status=status)


class People(OfOrganisation, View):
    """Who acts for it, who signs and on what basis, who asks."""

    may = permissions.may_open_record
    why = gettext_lazy("Only the people of this organisation see who acts for it.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        people = Representative.objects.filter(organisation=self.thing, ended_at=None).select_related("user")
        people = list(people.order_by("asked_at", "pk"))
        administers = permissions.may_administer(request.user, self.thing)
        context = {
            "organisation": self.thing,
            "asking": [one for one in people if one.confirmed_at is None],
            "acting": [one for one in people if one.confirmed_at],
            "may_administer": administers,
            "may_answer": administers and not self.thing.is_authority,
        }
        return render(request, "initiatives/organisation/people.html", context)


class OfRepresentative(Guarded):
    model = Representative
    related = ("organisation", "user")
    why = gettext_lazy("Only an administrator of the organisation does this.")

    def visible(self) -> QuerySet[Representative]:
        known = organisations.visible_to(self.request.user).values("pk")
        return super().visible().filter(organisation__in=known)

    def who_may(self) -> str:
        return _("its administrators")


class Deed(OfRepresentative, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.act(representative=self.thing, by=request.user, at=timezone.now())
        except deeds.OrganisationRefused as refusal:
            messages.error(request, str(refusal))
        return after(request, self.thing)


class Confirm(Deed):
    may, act = permissions.may_answer_request, staticmethod(deeds.confirm)


class End(Deed):
    may, act = permissions.may_end, staticmethod(deeds.end)


class SetRole(OfRepresentative, View):
    may = permissions.may_set_role

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        names = ("role", "signs_by", "power_number", "signs_until")
        initial = {name: getattr(self.thing, name) for name in names}
        return self.page(RoleForm(on=timezone.localdate(), initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RoleForm(request.POST, on=timezone.localdate())
        if not form.is_valid():
            return self.page(form, status=422)
        role = form.cleaned_data["role"]
        try:
            deeds.set_role(
                representative=self.thing, role=role, signing=signing(form), by=request.user, at=timezone.now()
            )
        except deeds.OrganisationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return after(request, self.thing)

    def page(self, form: RoleForm, status: int = 200) -> HttpResponse:
        context = {"representative": self.thing, "organisation": self.thing.organisation, "form": form}
        return render(self.request, "initiatives/organisation/role.html", context, status=status)


def after(request: HttpRequest, representative: Representative) -> HttpResponse:
    may_stay = permissions.may_open_record(request.user, representative.organisation)
    return redirect("organisation_people" if may_stay else "organisation", pk=representative.organisation_id)

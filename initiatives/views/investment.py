"""What a project offers to investors, as those who run the initiative say it; and who is named to investors."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import investment as deeds
from initiatives.actions.project import PortfolioRefused, ProjectCollision
from initiatives.forms.investment import ContactForm, InvestmentForm, initial_of
from initiatives.models import InvestorContact
from initiatives.permissions import investment as permissions
from initiatives.queries import investment as investments
from initiatives.views import collision
from initiatives.views.initiative import OfInitiative
from initiatives.views.project import OfProject


class Edit(OfProject, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        initial = initial_of(investments.of_project(self.project))
        return self.page(InvestmentForm(initial=initial, on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = InvestmentForm(request.POST, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        facts = {name: deeds.Told(*told) for name, told in form.facts().items()}
        said = {"is_open": form.cleaned_data["is_open"], "seen_revision": form.cleaned_data["revision"]}
        try:
            deeds.describe(project=self.project, facts=facts, **said, by=request.user, at=timezone.now())
        except ProjectCollision as met:
            standing = initial_of(investments.of_project(self.project))
            collision.show(form, standing, told=str(met), revision=standing["revision"])
            return self.page(form, status=409)
        except (PortfolioRefused, deeds.InvestmentRefused) as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("Saved and confirmed for today.") if said["is_open"] else _("Saved."))
        return redirect("project_investment", pk=pk)

    def page(self, form: InvestmentForm, status: int = 200) -> HttpResponse:
        offer = investments.of_project(self.project)
        context = self.context(_("For investors"), form=form, offer=offer)
        context["is_confirmed"] = bool(offer and offer.is_confirmed(self.on))
        return render(self.request, "initiatives/investment/edit.html", context, status=status)


class Confirm(OfProject, View):
    """Nothing has changed: it is confirmed for another six months."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.confirm(project=self.project, by=request.user, at=timezone.now())
        except PortfolioRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Confirmed for today; investors see the date."))
        return redirect("project_investment", pk=pk)


class Contact(OfInitiative, View):
    """Whom investors find named: chosen here, shown only after that person's own yes."""

    may = permissions.may_name_contact
    why = gettext_lazy("The contact for investors is named by the people who run the initiative.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        standing = investments.named(self.thing)
        told = (
            {"person": standing.person_id, "role": standing.role, "languages": standing.languages} if standing else {}
        )
        return self.page(self.form(initial=told))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.name_contact(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.InvestmentRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("Saved."))
        return redirect("investor_contact", pk=pk)

    def form(self, *args: Any, **kwargs: Any) -> ContactForm:
        return ContactForm(*args, people=investments.nameable(self.thing, on=self.on), **kwargs)

    def page(self, form: ContactForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Contact for investors"), form=form, standing=investments.named(self.thing))
        return render(self.request, "initiatives/investment/contact.html", context, status=status)


class AnswerContact(Guarded, View):
    """Who was named says yes or no himself, and may take the yes back."""

    model = InvestorContact
    related = ("initiative", "named_by", "person")
    may = permissions.may_consent
    why = gettext_lazy("Only the one who was named says yes or no.")

    def visible(self) -> QuerySet[InvestorContact]:
        """Who has not said yes yet is told to nobody else, not even in a refusal."""
        return super().visible().filter(ended_at=None, person=self.request.user.pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = {"contact": self.thing, "initiative": self.thing.initiative}
        return render(request, "initiatives/investment/consent.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        is_yes = request.POST.get("answer") == "yes"
        try:
            deeds.answer_contact(contact=self.thing, is_yes=is_yes, by=request.user, at=timezone.now())
        except deeds.InvestmentRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You are named to investors.") if is_yes else _("You are not named anywhere."))
        return redirect("work")

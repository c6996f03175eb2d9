"""What an initiative or an organisation is called in other languages than its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from initiatives.actions import naming as deeds
from initiatives.forms.naming import NamingForm, OrganisationNamingForm
from initiatives.permissions import initiative as permissions
from initiatives.permissions import organisation as organisation_permissions
from initiatives.views.initiative import OfInitiative
from initiatives.views.of_organisation import OfOrganisation


class Names(FormView):
    """The form and the deed for each language; what is named says the rest."""

    def form_valid(self, form: Any) -> HttpResponse:
        now = timezone.now()
        try:
            for language, said in form.said().items():
                self.call(language=language, **said, by=self.request.user, at=now)
        except deeds.NamingRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Readers of these languages see it at once."))
        return super().form_valid(form)

    def call(self, **said: Any) -> None:
        raise NotImplementedError


class Naming(OfInitiative, Names):
    may = permissions.may_manage
    why = gettext_lazy("Those who run the initiative do this.")
    template_name = "initiatives/naming/edit.html"
    form_class = NamingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initiative": self.thing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.context(_("In other languages"), **super().get_context_data(**kwargs))

    def call(self, **said: Any) -> None:
        deeds.call(initiative=self.thing, **said)

    def get_success_url(self) -> str:
        return reverse("initiative", kwargs={"pk": self.thing.pk})


class OrganisationNaming(OfOrganisation, Names):
    may = organisation_permissions.may_edit
    why = gettext_lazy("Only the people of this organisation change what it says of itself.")
    template_name = "initiatives/naming/organisation.html"
    form_class = OrganisationNamingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisation": self.thing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.thing, **kwargs)

    def call(self, **said: Any) -> None:
        deeds.call_organisation(organisation=self.thing, **said)

    def get_success_url(self) -> str:
        return reverse("organisation", kwargs={"pk": self.thing.pk})

"""What an initiative is called in other languages than its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from initiatives.actions import naming as deeds
from initiatives.forms.naming import NamingForm
from initiatives.permissions import initiative as permissions
from initiatives.views.initiative import OfInitiative


class Naming(OfInitiative, FormView):
    may = permissions.may_manage
    why = gettext_lazy("Those who run the initiative do this.")
    template_name = "initiatives/naming/edit.html"
    form_class = NamingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initiative": self.thing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.context(_("In other languages"), **super().get_context_data(**kwargs))

    def form_valid(self, form: NamingForm) -> HttpResponse:
        now = timezone.now()
        try:
            for language, said in form.said().items():
                deeds.call(initiative=self.thing, language=language, **said, by=self.request.user, at=now)
        except deeds.NamingRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Readers of these languages see it at once."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("initiative", kwargs={"pk": self.thing.pk})

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import unit as deeds
from initiatives.forms.unit import UnitForm
from initiatives.models import OrganisationUnit
from initiatives.permissions import organisation as permissions
from initiatives.views.organisation import OfOrganisation
from initiatives.views.typed import number


class Units(OfOrganisation, View):
    """The units that may join on its behalf: one form adds, one beside each unit renames it."""

    may = permissions.may_edit
    why = gettext_lazy("Only the people of this organisation name its units.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(UnitForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = UnitForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.keep(form.cleaned_data["name"])
        except deeds.UnitRefused as refusal:
            form.add_error("name", str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("Kept: %(name)s.") % form.cleaned_data)
        return redirect("organisation_units", pk=pk)

    def keep(self, name: str) -> None:
        told = {"name": name, "by": self.request.user, "at": timezone.now()}
        chosen = self.request.POST.get("unit", "")
        if not chosen:
            deeds.add(organisation=self.thing, **told)
            return
        units = OrganisationUnit.objects.filter(organisation=self.thing)
        deeds.rename(unit=get_object_or_404(units, pk=number(chosen)), **told)

    def page(self, form: UnitForm, status: int = 200) -> HttpResponse:
        units = self.thing.units.order_by("name", "pk")
        context = {"organisation": self.thing, "form": form, "units": units}
        return render(self.request, "initiatives/organisation/units.html", context, status=status)

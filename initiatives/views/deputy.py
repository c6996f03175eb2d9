from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.actions import deputy as deeds
from initiatives.forms.deputy import DeputyForm
from initiatives.permissions.deputy import may_name_deputy
from initiatives.queries import deputy as deputies
from initiatives.views.organisation import OfOrganisation
from initiatives.views.typed import number


class Deputies(OfOrganisation, View):
    """Who signs for the authority in whose place, and until when."""

    may = may_name_deputy

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if chosen := request.POST.get("end", ""):
            return self.end(number(chosen))
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        absent = deputies.may_be_absent(self.thing, on=timezone.localdate()).get(pk=said.pop("absent"))
        deputy = deputies.may_stand_in(self.thing).get(pk=said.pop("deputy"))
        try:
            deeds.name(authority=self.thing, absent=absent, deputy=deputy, **said, by=request.user, at=timezone.now())
        except deeds.DeputyRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, _("%(person)s signs in these days, and has been told.") % {"person": deputy})
        return redirect("deputies", pk=pk)

    def end(self, key: int) -> HttpResponse:
        standing = deputies.named(self.thing, on=timezone.localdate())
        deeds.end(deputy=get_object_or_404(standing, pk=key), by=self.request.user, at=timezone.now())
        messages.success(self.request, _("Ended from this moment."))
        return redirect("deputies", pk=self.thing.pk)

    def form(self, data: Any = None) -> DeputyForm:
        absent = list(deputies.may_be_absent(self.thing, on=timezone.localdate()))
        return DeputyForm(data, absent=absent, deputies=list(deputies.may_stand_in(self.thing)))

    def page(self, form: DeputyForm, status: int = 200) -> HttpResponse:
        named = [
            {"deputy": each, "last_on": each.during.upper - deeds.DAY}
            for each in deputies.named(self.thing, on=timezone.localdate())
        ]
        context = {"organisation": self.thing, "form": form, "named": named}
        return render(self.request, "initiatives/deputy/list.html", context, status=status)

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.actions import control as deeds
from initiatives.forms.control import ControlForm
from initiatives.permissions.control import may_enter_control
from initiatives.queries import control as controls
from initiatives.views.organisation import OfOrganisation
from initiatives.views.typed import number


class Controls(OfOrganisation, View):
    """The register of who owns, founded, heads or is paid by this organisation."""

    may = may_enter_control

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ControlForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if chosen := request.POST.get("end", ""):
            return self.end(number(chosen))
        form = ControlForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        named = {"body": said.pop("bin"), "person": said.pop("email")}
        try:
            deeds.enter(organisation=self.thing, **named, **said, by=request.user, at=timezone.now())
        except deeds.ControlRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, _("Entered. It counts as a conflict of interest where decisions are made."))
        return redirect("controls", pk=pk)

    def end(self, key: int) -> HttpResponse:
        control = get_object_or_404(controls.of(self.thing), pk=key)
        try:
            deeds.end(control=control, on=timezone.localdate(), by=self.request.user, at=timezone.now())
        except deeds.ControlRefused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, _("Ended today; the past stays in the register."))
        return redirect("controls", pk=self.thing.pk)

    def page(self, form: ControlForm, status: int = 200) -> HttpResponse:
        rows: list[dict[str, Any]] = [
            {"control": each, "last_on": each.during.upper - deeds.DAY if each.during.upper else None}
            for each in controls.of(self.thing)
        ]
        context = {"organisation": self.thing, "form": form, "rows": rows}
        return render(self.request, "initiatives/control/list.html", context, status=status)

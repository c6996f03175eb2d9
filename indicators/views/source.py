"""What an office has announced about its next release."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from indicators import permissions
from indicators.actions import source as sources
from indicators.forms import release as forms
from indicators.models import Source

KEEPERS = gettext_lazy("the statisticians of the office that keeps the figures")


class Due(Guarded, View):
    http_method_names = ("post",)
    model = Source
    may = permissions.may_announce
    who = KEEPERS

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = forms.DueForm(request.POST)
        if form.is_valid():
            sources.announce(source=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Noted. The figures of this source say so from now on."))
        else:
            messages.error(request, _("Choose the day."))
        return redirect(f"{reverse('releases')}#expected")

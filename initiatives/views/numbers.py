from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import approval
from initiatives.actions import numbers as deeds
from initiatives.forms.numbers import NumbersForm
from initiatives.views.approval import EXPECTED, OfSeat


class Enter(OfSeat):
    """The incoming and outgoing number of the authority, with their dates."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NumbersForm(request.POST)
        typed = {"numbers": {name: request.POST.get(name, "") for name in form.fields}}
        if not form.is_valid():
            return self.page(
                typed=typed, refusal=approval.Refused(_("Write dates as a day, a month and a year.")), status=409
            )
        try:
            deeds.enter(seat=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.page(typed=typed, refusal=refusal, status=409)
        except IntegrityError:
            # A colleague gave the same number in the same moment; the database keeps one.
            taken = approval.Refused(_("This number was given a moment ago. Take the next one."))
            return self.page(typed=typed, refusal=taken, status=409)
        messages.success(request, _("The numbers are kept; they stand in the decision letter."))
        return redirect("seat", pk=pk)

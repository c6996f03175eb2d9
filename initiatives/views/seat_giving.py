from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from initiatives.actions import case
from initiatives.queries import approval as approvals
from initiatives.views.approval import EXPECTED, OfSeat
from initiatives.views.typed import number


class Give(OfSeat):
    """The ministry gives the seat of an authority in conflict to another one."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        others = approvals.others(self.thing, on=timezone.localdate())
        to = others.filter(pk=number(request.POST.get("to", "")))
        try:
            case.give(seat=self.thing, to=to.first(), by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(None, refusal)
        return redirect("round", pk=self.thing.round_id)

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from initiatives.actions import case
from initiatives.queries import approval as approvals
from initiatives.views.approval import EXPECTED, OfSeat


class Give(OfSeat):
    """The ministry gives the seat of an authority in conflict to another one."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        chosen = request.POST.get("to", "")
        to = approvals.others(self.thing, on=timezone.localdate()).filter(pk=int(chosen) if chosen.isdecimal() else 0)
        try:
            case.give(seat=self.thing, to=to.first(), by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(None, refusal)
        return redirect("round", pk=self.thing.round_id)

"""Several simple files on one page, agreed with one signature each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import SignedIn
from initiatives.actions import together as deeds
from initiatives.queries import together
from initiatives.queries.together import File
from initiatives.views.typed import number, plain

DIGEST = 64


class Together(SignedIn, View):
    """What waits for his seats, side by side; what is simple is agreed together, the rest says why not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = dict.fromkeys(number(each) for each in request.POST.getlist("seat")[: together.LIMIT])
        seen = [self.seen(key) for key in chosen if key]
        if not seen:
            return self.page(problem=_("Choose at least one file."), status=422)
        told = deeds.agree(seen=seen, by=request.user, at=timezone.now())
        if not told:
            return redirect("together")
        context = {"told": told, "agreed": sum(each.is_agreed for each in told), "total": len(told)}
        return render(request, "initiatives/approval/together_done.html", context)

    def seen(self, key: int) -> deeds.Seen:
        answers = self.request.POST.get(f"answers-{key}", "").split(",")
        digest = plain(self.request.POST.get(f"digest-{key}", ""))[:DIGEST]
        return deeds.Seen(key, digest, tuple(filter(None, (number(each) for each in answers))))

    def page(self, problem: str = "", status: int = 200) -> HttpResponse:
        asked = [number(each) for each in self.request.GET.getlist("seat")[: together.LIMIT]]
        found = together.files(self.request.user, on=timezone.localdate(), chosen=asked or None)
        context: dict[str, Any] = {
            "simple": [shown(file) for file in found if file.is_simple],
            "others": [shown(file) for file in found if not file.is_simple],
            "asked": asked,
            "problem": problem,
        }
        return render(self.request, "initiatives/approval/together.html", context, status=status)


def shown(file: File) -> dict[str, Any]:
    return {
        "file": file,
        "row": file.row,
        "number": str(file.row.seat.pk),
        "answers": ",".join(str(each) for each in file.seen_answers),
        "others": [seat for seat in file.seats if not seat["is_mine"]],
    }

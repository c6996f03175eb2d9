"""One round as the applicant, the authorities and the ministry read it: answers, remarks, questions, what happened."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts import audit
from accounts.guards import Guarded, Refused
from initiatives.actions import approval, inquiry
from initiatives.decisions import Outcome
from initiatives.forms.approval import TextForm
from initiatives.models import Inquiry, Remark, Round
from initiatives.permissions import approval as permissions
from initiatives.permissions.initiative import may_manage
from initiatives.queries import appeal as appeals
from initiatives.queries import approval as approvals
from initiatives.queries import call as calls
from initiatives.queries import case as cases
from initiatives.queries import matter as matters
from initiatives.queries import printout as printouts

# What the applicant learns only when the round is over, so that all remarks come at once.
KEPT_BACK = {"round.agreed", "round.returned", "round.rejected", "round.conflict_declared", "round.assigned"}


class Show(Guarded, View):
    model = Round
    may = permissions.may_see_round

    def visible(self) -> QuerySet[Round]:
        return approvals.rounds_open_to(self.request.user, on=timezone.localdate()).select_related("initiative")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return page(request, self.thing)


class Reply(Guarded, View):
    """The applicant's people answer a question or a hearing."""

    model = Inquiry
    related = ("round__initiative", "seat")
    may = permissions.may_reply
    http_method_names = ("post",)

    def visible(self) -> QuerySet[Inquiry]:
        open_ = approvals.rounds_open_to(self.request.user, on=timezone.localdate())
        return Inquiry.objects.filter(round__in=open_.values("pk")).select_related(*self.related)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TextForm(request.POST)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            inquiry.reply(inquiry=self.thing, text=text, by=request.user, at=timezone.now())
        except (approval.Refused, Refused) as refusal:
            typed = {"inquiry": self.thing.pk, "text": request.POST.get("text", "")}
            return page(request, self.thing.round, refusal=refusal, typed=typed, status=409)
        messages.success(request, _("Your reply is sent."))
        return redirect("round", pk=self.thing.round_id)


def page(
    request: HttpRequest,
    round_: Round,
    *,
    refusal: Exception | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = cases.full_round(round_.pk)
    on = timezone.localdate()
    is_applicant = may_manage(request.user, shown.initiative, on)
    is_told = shown.closed_at is not None or not is_applicant
    context = {
        "round": shown,
        "clock": approvals.clock(shown, on=on),
        "seats": cases.seats_shown(shown, with_answers=is_told),
        "vacant": [seat for seat in shown.seats.all() if seat.is_vacant and not shown.closed_at],
        "remarks": _remarks(shown) if is_told else [],
        "inquiries": shown.inquiries.all(),
        "is_applicant": is_applicant,
        "may_reply": is_applicant and shown.closed_at is None,
        "entries": timeline(shown, is_told=is_told),
        "letters": printouts.letters_of(shown) if shown.closed_at else [],
        "appeal_until": appeals.until(shown) if shown.outcome == Outcome.REJECTED else None,
        "may_appeal": is_applicant and appeals.may_still(shown, on=on),
        "appeal": appeals.of(shown) if shown.outcome == Outcome.REJECTED else None,
        "call_entry": calls.entry_of(shown) if shown.is_registration else None,
        "refusal": refusal,
        "typed": typed or {},
    }
    return render(request, "initiatives/approval/round.html", context, status=status)


def timeline(round_: Round, *, is_told: bool = True) -> list[audit.Entry]:
    return [entry for entry in audit.history(round_) if is_told or entry.verb not in KEPT_BACK]


def _remarks(round_: Round) -> list[dict[str, Any]]:
    """Every remark, each linked to the field that it is about."""
    return [
        {"remark": cases.remark_shown(remark), "href": _address(round_, remark)}
        for seat in round_.seats.all()
        for answer in seat.given
        for remark in _with_place(answer)
    ]


def _with_place(answer: Any) -> list[Remark]:
    remarks = list(answer.remarks.all())
    for remark in remarks:
        remark.answer = answer
    return remarks


def _address(round_: Round, remark: Remark) -> str:
    return matters.remark_address(round_, remark.section, remark.field)

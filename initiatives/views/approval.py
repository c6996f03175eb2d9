"""The official's pages: what waits, and one file with everything needed to answer it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded, Refused
from initiatives.actions import approval, case, inquiry, lifecycle
from initiatives.decisions import Decision
from initiatives.forms.approval import CHOICES, AnswerForm, AssignForm, DraftForm, TextForm, remark_name
from initiatives.forms.numbers import NumbersForm
from initiatives.lifecycle import TransitionRefused
from initiatives.matters import ALL_SECTIONS
from initiatives.models import Answer, Conflict, Inquiry, Organisation, Seat
from initiatives.permissions import approval as permissions
from initiatives.queries import approval as approvals
from initiatives.queries import case as cases
from initiatives.queries import case_figures
from initiatives.queries import phrase as phrases
from initiatives.queries import printout as printouts
from initiatives.queries.inbox import inbox

EXPECTED = (approval.Refused, Refused, TransitionRefused)
HINTS = {
    Decision.AGREED: gettext_lazy("What was handed in stands as it is."),
    Decision.RETURNED: gettext_lazy("The applicant gets all remarks of all authorities at once."),
    Decision.REJECTED: gettext_lazy("Only with reasons that the applicant could answer first."),
}
DONE = {
    Decision.AGREED: gettext_lazy("Recorded: agreed."),
    Decision.RETURNED: gettext_lazy("Recorded: returned with remarks."),
    Decision.REJECTED: gettext_lazy("Recorded: rejected."),
}

CHOICES_SHOWN = [
    {"value": choice.value, "tone": choice.tone, "label": label, "hint": HINTS[choice]} for choice, label in CHOICES
]


class OfSeat(Guarded, View):
    """A page or a deed about one seat, open to the people of its authority and to the ministry."""

    model = Seat
    related = ("round__initiative", "round__rule_pack", "authority", "region")
    may = permissions.may_open_case

    def visible(self) -> QuerySet[Seat]:
        return cases.seats_open_to(self.request.user, on=timezone.localdate()).select_related(*self.related)

    def page(
        self, *, typed: dict[str, Any] | None = None, refusal: Exception | None = None, status: int = 200
    ) -> HttpResponse:
        shown = cases.case(self.thing, user=self.request.user, on=timezone.localdate())
        typed = typed or dict(shown.draft.get("content", {}))
        context = {
            "case": shown,
            "today": timezone.localdate(),
            "choices": CHOICES_SHOWN,
            "typed": typed,
            "parts": _parts(shown, typed.get("remarks", {}), phrases.of_seat(shown.seat)),
            "letters": printouts.letters_of(shown.round) if shown.round.closed_at else [],
            "numbers": NumbersForm(typed.get("numbers"), initial=vars(shown.seat)),
            "refusal": refusal,
            "theirs": _answer_shown(getattr(refusal, "theirs", None)),
            **self.rights(shown),
        }
        return render(self.request, "initiatives/approval/case.html", context, status=status)

    def rights(self, shown: cases.Case) -> dict[str, Any]:
        user, seat = self.request.user, shown.seat
        cannot_decide = permissions.refusal(permissions.may_decide, user, seat)
        cannot_prepare = cannot_decide and permissions.refusal(permissions.may_prepare, user, seat)
        cannot_assign = cannot_decide and permissions.refusal(permissions.may_assign, user, seat)
        is_over = cannot_prepare and seat.round.closed_at
        return {
            "may_number": not (
                permissions.refusal(permissions.may_enter_numbers, user, seat) if is_over else cannot_prepare
            ),
            "cannot_decide": cannot_decide,
            "cannot_prepare": cannot_prepare,
            "colleagues": [] if cannot_assign else cases.colleagues(seat),
            "takers": self.takers(cannot_prepare, seat),
            "can_find_authority": seat.authority_id is None and not shown.round.closed_at,
        }

    def takers(self, cannot_prepare: Refused | None, seat: Seat) -> list[Organisation]:
        """To whom the ministry can give the seat of an authority in conflict."""
        is_theirs = seat.authority_id and not seat.round.closed_at and cannot_prepare
        if not is_theirs or permissions.refusal(permissions.may_give_seat, self.request.user, seat):
            return []
        return list(approvals.others(seat, on=timezone.localdate()))

    def again(self, form: Any, refusal: Exception, **typed: Any) -> HttpResponse:
        """The page once more, with the refusal above and everything that was typed."""
        return self.page(typed=typed | (form.typed() if hasattr(form, "typed") else {}), refusal=refusal, status=409)


class Show(OfSeat):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = self.page()
        case.look(seat=self.thing, by=request.user, at=timezone.now())
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST, parts=cases.reading.parts(self.thing.round.snapshot))
        if not form.is_valid():
            return self.again(form, approval.Refused(_first_error(form)))
        said = form.cleaned_data
        try:
            answer = lifecycle.decide(
                seat=self.thing,
                decision=said["decision"],
                reasons=said["reasons"],
                remarks=[approval.RemarkText(*remark) for remark in form.remarks()],
                seen_digest=said["seen_digest"],
                seen_answers=said["seen_answers"],
                by=request.user,
                at=timezone.now(),
            )
        except EXPECTED as refusal:
            return self.again(form, refusal)
        messages.success(request, f"{self.thing.round.initiative}: {DONE[Decision(answer.decision)]}")
        return redirect("seat_next", pk=pk)


class Next(OfSeat):
    """The file that waits longest besides this one; the inbox where none does."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seat = inbox(request.user, on=timezone.localdate()).after(self.thing)
        return redirect("seat", pk=seat.pk) if seat else redirect("inbox")


class Figures(OfSeat):
    """A part of the case page that comes after it, so that the file opens at once; a page of its own without script."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = {"seat": self.thing, "round": self.thing.round, "found": case_figures.of(self.thing.round)}
        name = "_figures" if request.htmx else "figures"
        return render(request, f"initiatives/approval/{name}.html", context)


class Draft(OfSeat):
    """Keeps the prepared answer, by button or while it is typed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DraftForm(request.POST, parts=cases.reading.parts(self.thing.round.snapshot))
        is_typing = "X-Autosave" in request.headers
        if not form.is_valid():
            problem = _first_error(form)
            return _said(problem, 422) if is_typing else self.again(form, approval.Refused(problem))
        try:
            seat = case.draft(
                seat=self.thing,
                content=form.typed(),
                seen_version=form.cleaned_data["version"] or 0,
                by=request.user,
                at=timezone.now(),
            )
        except EXPECTED as refusal:
            return _said(str(refusal), 409, url=request.path) if is_typing else self.again(form, refusal)
        if is_typing:
            return JsonResponse({"saved_at": seat.draft["at"], "version": str(seat.draft["version"])})
        messages.success(request, _("The draft is kept for whoever signs."))
        return redirect("seat", pk=pk)


class Ask(OfSeat):
    """A question, or the draft reasons of a rejection, to the applicant; the clock stands."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        is_hearing = kind == Inquiry.Kind.HEARING
        form = DraftForm(request.POST, parts=cases.reading.parts(self.thing.round.snapshot))
        text = request.POST.get("reasons" if is_hearing else "text", "")
        try:
            asked = inquiry.ask(seat=self.thing, kind=kind, text=text, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(form, refusal, question=text)
        due = asked.due_on.strftime("%d.%m.%Y")
        sent = (
            _("Your draft reasons are sent; the applicant may answer until %s.")
            if is_hearing
            else _("Your question is sent; the clock stands until the reply, at most until %s.")
        )
        messages.success(request, sent % due)
        return redirect("seat", pk=pk)


class Assign(OfSeat):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        people = cases.colleagues(self.thing)
        form = AssignForm(request.POST, people=people)
        if not form.is_valid():
            return self.again(form, approval.Refused(_first_error(form)))
        to = next(person for person in people if person.pk == form.cleaned_data["to"])
        try:
            case.assign(seat=self.thing, to=to, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(form, refusal)
        messages.success(request, _("%s has the file now.") % to)
        return redirect("loads") if request.POST.get("from") == "loads" else redirect("seat", pk=pk)


class DeclareConflict(OfSeat):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = TextForm(request.POST)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            declared: Conflict = case.declare_conflict(seat=self.thing, reason=text, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(form, refusal, conflict=request.POST.get("text", ""))
        messages.success(request, _("Recorded. Another signatory of %s answers.") % declared.seat.authority)
        return redirect("inbox")


class FindAuthority(OfSeat):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            seat = case.find_authority(seat=self.thing, by=request.user, at=timezone.now())
        except EXPECTED as refusal:
            return self.again(None, refusal)
        if seat.authority_id:
            messages.success(request, _("%s answers from now on.") % seat.authority)
        else:
            messages.warning(request, _("Still nobody: confirm an authority for this region first."))
        return redirect("round", pk=seat.round_id)


def _parts(shown: cases.Case, typed: dict[str, str], book: list[phrases.Line]) -> list[dict[str, Any]]:
    """Sections with the remark field of each line and what was asked about it before."""
    return [
        {
            "part": part,
            "lines": [
                {
                    "line": line,
                    "name": remark_name(part.key, line.key),
                    "text": typed.get(remark_name(part.key, line.key), ""),
                    "phrases": [phrase for phrase in book if phrase.suits(part.key)],
                    "former": [
                        remark
                        for remark in shown.former_remarks
                        if (remark.section, remark.field) == (part.key, line.key)
                    ],
                }
                for line in part.lines
            ],
            # The first look opens everything; later looks open what has changed, was asked about or is being remarked.
            "is_open": part.is_changed is not False
            or any(remark.section == part.key for remark in shown.former_remarks)
            or any(name.startswith(remark_name(part.key, "")) for name in typed),
        }
        for part in shown.parts
    ]


def _answer_shown(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    remarks = [f"{ALL_SECTIONS[remark.section].title}: {remark.text}" for remark in answer.remarks.all()]
    return {
        "authority": answer.seat.authority,
        "who": answer.decided_by,
        "at": answer.decided_at,
        "label": answer.get_decision_display(),
        "tone": answer.tone,
        "texts": [text for text in (answer.reasons, *remarks) if text],
    }


def _first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


def _said(text: str, status: int, **more: str) -> JsonResponse:
    return JsonResponse({"message": text, **more}, status=status)

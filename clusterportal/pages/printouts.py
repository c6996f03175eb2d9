"""What the portal prints, and the page on which anyone sees whether a printed document is genuine."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded, Refused, ask_to_sign_in
from clusterportal.printing import letter, press
from initiatives import typesetting
from initiatives.models import Initiative, Printout, Round
from initiatives.permissions import printout as permissions
from initiatives.queries import approval as approvals
from initiatives.queries import plan as plans
from initiatives.queries import printout as printouts
from initiatives.queries.initiative import runner
from initiatives.views.initiative import OfInitiative

SAID = {
    Printout.Kind.PASSPORT: gettext_lazy("One to two pages: what it is, who runs it, how far it is, what figures say."),
    Printout.Kind.PLAN: gettext_lazy("The version in force with its targets beside the official figures."),
    Printout.Kind.REGISTER: gettext_lazy("Every member with its role and dates; not for the public."),
}
MOST_BYTES = 20_000_000
LANGUAGES = dict(settings.LANGUAGES)


class Prints(OfInitiative, View):
    """The documents that can be printed, and those that were."""

    why = gettext_lazy("Of a draft only its people print documents.")

    @staticmethod
    def may(user: Any, initiative: Initiative) -> bool:
        return any(permissions.may_print(user, initiative, kind) for kind in SAID)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = request.user
        offered = [
            {"kind": kind, "label": kind.label, "text": text}
            for kind, text in SAID.items()
            if permissions.may_print(user, self.thing, kind, self.on) and has(self.thing, kind)
        ]
        issued = printouts.of_initiative(self.thing, user, on=self.on)
        context = self.context(_("Documents to print"), offered=offered, issued=issued, spoken=settings.LANGUAGES)
        if not user.is_authenticated:
            context["crumbs"] = []
        return render(request, "pages/printouts.html", context)


class Issue(OfInitiative, View):
    """Print one of them now: what it says is frozen with its digest."""

    http_method_names = ("post",)
    why = gettext_lazy("Only the people, members and authorities of the initiative print this document.")

    def check_access(self) -> None:
        kind = self.kwargs["kind"]
        if kind not in press.BUILDERS:
            raise Http404
        if not permissions.may_print(self.request.user, self.thing, kind, self.on):
            raise Refused(self.why, self.who_may())

    def post(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        if not has(self.thing, kind):
            raise Refused(_("There is no strategic plan in force yet."), self.who_may())
        issued = press.of_initiative(
            initiative=self.thing, kind=kind, language=wanted(request), by=somebody(request), at=timezone.now()
        )
        return redirect("printout_file", code=issued.code)


class Letter(Guarded, View):
    """The letter about a round that is over, in the language that was asked for."""

    model = Round
    may = permissions.may_print_letter
    why = gettext_lazy("A letter follows when the round is over.")
    http_method_names = ("post",)

    def visible(self) -> QuerySet[Round]:
        return approvals.rounds_open_to(self.request.user, on=timezone.localdate()).select_related("initiative")

    def who_may(self) -> str:
        return runner(self.thing.initiative, on=timezone.localdate()).name

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.thing.outcome not in letter.SENT:
            raise Refused(_("A round that was withdrawn ends without a letter."), self.who_may())
        issued = press.of_round(round_=self.thing, language=wanted(request), by=somebody(request), at=timezone.now())
        return redirect("printout_file", code=issued.code)


class Verify(View):
    """Where the code is typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("code", "")
        if code := typesetting.read_code(typed):
            return redirect("verify_code", code=code)
        problem = _("A code has twelve letters and digits, such as ABCD-EFGH-2345.") if typed else ""
        return render(request, "pages/verify.html", {"typed": typed, "problem": problem})


class VerifyCode(View):
    """Whether the document is genuine, what it says in short, and who signed it when; no account is needed."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.page(code)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Hold a file against the one that was issued."""
        file = request.FILES.get("file")
        if file is None or file.size > MOST_BYTES:
            return self.page(code, problem=_("Choose the PDF that you were given."), status=422)
        return self.page(code, file=file.read())

    def page(self, code: str, *, file: bytes | None = None, problem: str = "", status: int = 200) -> HttpResponse:
        checked = printouts.by_code(typesetting.read_code(code))
        if checked.printout is None:
            context = {"typed": code, "checked": checked}
            return render(self.request, "pages/verify.html", context, status=404)
        printout = checked.printout
        context = {
            "checked": checked,
            "printout": printout,
            "code": typesetting.grouped(printout.code),
            "language": LANGUAGES[printout.language],
            "authentic_code": typesetting.grouped(printout.authentic.code) if printout.authentic else "",
            "compared": printouts.by_file(file, printout) if file is not None else "",
            "problem": problem,
            "may_have_file": permissions.may_have_file(self.request.user, printout),
        }
        return render(self.request, "pages/verify_code.html", context, status=status)


class PrintoutFile(View):
    """The file as it was issued, to the last byte."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        printout = get_object_or_404(Printout, code=typesetting.read_code(code))
        if not permissions.may_have_file(request.user, printout):
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            raise Refused(
                _("This document is for the people, members and authorities of the initiative."),
                runner(printout.initiative, on=timezone.localdate()).name,
            )
        answer = HttpResponse(bytes(printout.pdf), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{printout.kind}-{printout.code}.pdf"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def has(initiative: Initiative, kind: str) -> bool:
    return kind != Printout.Kind.PLAN or plans.standing(initiative).in_force is not None


def wanted(request: HttpRequest) -> str:
    language = request.POST.get("language", "")
    return language if language in LANGUAGES else str(request.LANGUAGE_CODE)


def somebody(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None

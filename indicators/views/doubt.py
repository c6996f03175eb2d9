"""Doubts about figures: anybody reports one, whoever keeps the figures answers, the reporter reads the answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from accounts.sender import sender
from indicators import permissions, tasks
from indicators.actions import doubt as deeds
from indicators.forms import doubt as forms
from indicators.models import Doubt
from indicators.queries import definition
from indicators.queries import doubt as doubts
from indicators.queries.explanation import Explained
from indicators.shown import doubt as shown
from indicators.shown import why
from indicators.views.figure import OfFigure

PER_PAGE = 25
KEEPERS = gettext_lazy("the statisticians of the office that keeps the figures")


class Report(OfFigure):
    def get(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        return self.page(self.explained(indicator, subject, period, most=why.MOST), forms.ReportForm())

    def post(self, request: HttpRequest, indicator: str, subject: str, period: str) -> HttpResponse:
        found = self.explained(indicator, subject, period, most=why.MOST)
        form = forms.ReportForm(request.POST)
        if not form.is_valid():
            return self.page(found, form, status=422)
        now = timezone.now()
        told = {
            "sender": sender(request, topic="indicators.doubt", day=f"{now:%Y-%m-%d}"),
            "language": get_language() or "en",
        }
        by = request.user if request.user.is_authenticated else None
        try:
            doubt = deeds.report(explained=found, **form.cleaned_data, **told, by=by, at=now)
        except deeds.DoubtRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(found, form, status=429)
        messages.success(request, _("Thank you. Keep the address of this page: the answer will stand here."))
        return redirect("doubt", token=doubt.token)

    def page(self, found: Explained, form: forms.ReportForm, status: int = 200) -> HttpResponse:
        return render(self.request, "indicators/doubt/report.html", why.head(found) | {"form": form}, status=status)


class Show(View):
    """For whoever has the link: what was doubted, and the answer."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        doubt = doubts.with_token(token)
        if doubt is None:
            raise Http404
        page = shown.page(doubt, definition.definitions())
        response = render(request, "indicators/doubt/show.html", page)
        # The link is the reporter's; nothing passes it on.
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response


class Doubts(Guarded, View):
    may = permissions.may_answer
    who = KEEPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(doubts.listed(), PER_PAGE).get_page(request.GET.get("page"))
        rows = shown.rows(list(page))
        return render(request, "indicators/doubt/list.html", {"page": page, "rows": rows})


class Answer(Guarded, View):
    model = Doubt
    related = doubts.RELATED
    may = permissions.may_answer
    who = KEEPERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(forms.AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = forms.AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.answer(doubt=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.DoubtRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("doubt_answer", pk=pk)
        tasks.mail_doubt_answers.delay_on_commit()
        messages.success(request, _("Answered. The reporter finds the answer on the page of the doubt."))
        return redirect("doubts")

    def page(self, form: forms.AnswerForm, status: int = 200) -> HttpResponse:
        context = shown.page(self.thing, definition.definitions()) | {"form": form}
        context["reporter"] = shown.reporter(self.thing)
        return render(self.request, "indicators/doubt/answer.html", context, status=status)

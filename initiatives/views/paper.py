"""The ministry records what was registered on paper: one by one, or from a sheet that is looked through first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from indicators.models import Classification
from initiatives import tasks
from initiatives.actions import paper as deeds
from initiatives.forms.paper import PaperForm, PaperListForm, RecordForm
from initiatives.models import DocumentVersion, Initiative, PaperList
from initiatives.paper_words import PROBLEMS
from initiatives.permissions import paper as permissions
from initiatives.queries import code as codes
from initiatives.queries import paper as papers
from initiatives.views.member_list import SHOWN, problem_groups
from initiatives.views.organisation import pick_activities

ON_THE_PAGE = 50


class Papers(Guarded, View):
    """What has been recorded so far, and the two ways to record more."""

    may = permissions.may_record

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"acts": papers.recorded()[:ON_THE_PAGE], "waiting": papers.waiting(request.user)}
        return render(request, "initiatives/paper/list.html", context)


class Record(Guarded, View):
    may = permissions.may_record

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(PaperForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PaperForm(request.POST, request.FILES)
        if "search" in request.POST:
            return self.page(form, is_searching=True)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            recorded = deeds.record(
                paper=paper(form), scan=form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
        except deeds.PaperRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.page(form, status=422)
        ring(recorded)
        messages.success(request, _("Recorded: %(name)s.") % {"name": recorded.name})
        return redirect("profile", pk=recorded.pk)

    def page(self, form: PaperForm, status: int = 200, **more: Any) -> HttpResponse:
        pick = pick_activities(form, self.request) | {"error": next(iter(form["activities"].errors), "")}
        return render(
            self.request, "initiatives/paper/record.html", {"form": form, "pick": pick, **more}, status=status
        )


class Bring(Guarded, View):
    """Bring in a sheet; what it says stands on the next page, and nothing is recorded yet."""

    may = permissions.may_record

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(PaperListForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PaperListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            received = deeds.receive(**form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.PaperRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("paper_list", pk=received.pk)

    def page(self, form: PaperListForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "waiting": papers.waiting(self.request.user)}
        return render(self.request, "initiatives/paper/bring.html", context, status=status)


class OfList(Guarded, View):
    model = PaperList
    related = ("received_by", "recorded_by")
    may = permissions.may_bring

    def page(self, form: RecordForm, status: int = 200) -> HttpResponse:
        checked = papers.checked(self.thing, at=timezone.now())
        context = {
            "list": self.thing,
            "form": form,
            "good": len(checked.good),
            "first": checked.good[:SHOWN],
            "more": max(len(checked.good) - SHOWN, 0),
            "unused": ", ".join(papers.content(self.thing).unused),
            "groups": list(problem_groups(checked.problems, PROBLEMS)),
            "kept_out": len({problem.line for problem in checked.problems}),
        }
        return render(self.request, "initiatives/paper/show.html", context, status=status)


class Show(OfList):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(RecordForm())


class RecordList(OfList):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RecordForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.record_list(paper_list=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.PaperRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("paper_list", pk=pk)


class Discard(OfList):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        deeds.discard(paper_list=self.thing, by=request.user, at=timezone.now())
        messages.success(request, _("Thrown away: nothing of this sheet was recorded."))
        return redirect("papers")


def paper(form: PaperForm) -> deeds.Paper:
    given = form.cleaned_data
    return deeds.Paper(
        name=given["name"],
        language=given["language"],
        act=given["act"],
        act_number=given["act_number"],
        act_on=given["act_on"],
        initiator=given["number"],
        regions=tuple(codes.chosen(Classification.REGION, given["regions"])),
        activities=tuple(codes.chosen(Classification.ACTIVITY, given["activities"])),
        register_number=given["register_number"],
    )


def ring(recorded: Initiative) -> None:
    for version in DocumentVersion.objects.filter(document__initiative=recorded):
        tasks.scan_document.delay_on_commit(version_id=version.pk)

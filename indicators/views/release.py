"""Releases: what came, what it would change, and what counts. Statisticians work here; everybody reads here."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_htmx.http import HttpResponseClientRefresh

from accounts import audit
from accounts.guards import Guarded, Refused, ask_to_sign_in
from indicators import permissions, reference, tasks
from indicators.actions import question as questions
from indicators.actions import release as releases
from indicators.forms import release as forms
from indicators.models import Release
from indicators.queries import doubt as doubts
from indicators.queries import release as found
from indicators.shown import acceptance as seconds
from indicators.shown import outlook as outlooks
from indicators.shown import release as shown

SAMPLE = "gva_by_region_section_2025.csv"
PER_PAGE = 25
KEEPERS = gettext_lazy("the statisticians of the office that keeps the figures")


class Releases(View):
    """For everybody what has been published; for statisticians also what waits, and where to drop a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(forms.DropForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not permissions.may_upload(request.user):
            raise Refused(_("Only people of an office that keeps statistics hand in releases."), KEEPERS)
        form = forms.DropForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        try:
            release = releases.receive(file=file, filename=file.name, source=source, by=request.user, at=timezone.now())
        except releases.AlreadyReceived as refusal:
            messages.warning(request, str(refusal))
            return redirect("release", pk=refusal.release.pk)
        tasks.check_release.delay_on_commit(release_id=release.pk)
        return redirect("release", pk=release.pk)

    def page(self, form: forms.DropForm, status: int = 200) -> HttpResponse:
        user = self.request.user
        is_keeper = permissions.may_upload(user)
        published = found.listed(user).exclude(published_at=None)
        pages = Paginator(published, PER_PAGE)
        context: dict[str, Any] = {"is_keeper": is_keeper, "page": pages.get_page(self.request.GET.get("page"))}
        if is_keeper:
            context |= {
                "form": form,
                "waiting": [shown.waiting(release) for release in found.at_work(user)],
                "expected": found.expected(on=timezone.localdate()),
                "doubts": doubts.waiting(),
            }
        context["rows"] = shown.published_rows(context["page"])
        return render(self.request, "indicators/release/list.html", context, status=status)


class Sample(Guarded, View):
    """A real file to try the way with."""

    may = permissions.may_upload
    who = KEEPERS

    def get(self, request: HttpRequest) -> FileResponse:
        path = reference.DATA / "statistics" / SAMPLE
        return FileResponse(path.open("rb"), as_attachment=True, filename=SAMPLE)


class OfRelease(Guarded, View):
    """A page or a deed about one release."""

    model = Release
    related = ("source", "received_by", "accepted_by", "seconded_by", "withdrawn_by")
    may = permissions.may_see
    who = KEEPERS

    def page(self, *, status: int = 200, **forms_again: Any) -> HttpResponse:
        release, user = self.thing, self.request.user
        is_keeper = permissions.may_upload(user)
        context = {"release": release, "is_keeper": is_keeper, "crumbs": shown.crumbs(release)}
        if is_keeper:
            context |= shown.desk(release, at=timezone.now())
            context |= {
                "may_publish": permissions.may_publish(user),
                "second": seconds.second(release, user),
                "accept_form": forms.AcceptForm(),
                "withdraw_form": forms.WithdrawForm(),
                "history": audit.history(release, limit=50),
            } | forms_again
        context["facts"] = shown.facts(release, is_keeper=is_keeper)
        return render(self.request, "indicators/release/show.html", context, status=status)


class Show(OfRelease):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()


class Progress(OfRelease):
    """How far the reading is; the whole page anew when it is done."""

    may = permissions.may_upload

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not shown.is_being_read(self.thing):
            return HttpResponseClientRefresh()
        context = {"progress": shown.progress(self.thing, at=timezone.now())}
        return render(request, "indicators/release/_progress.html", context)


class Outlook(OfRelease):
    """What the release changes: before it counts a dry run, afterwards the revision report."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = "_outlook" if request.htmx else "outlook"
        context = {"release": self.thing, "crumbs": shown.crumbs(self.thing), "outlook": outlooks.outlook(self.thing)}
        return render(request, f"indicators/release/{template}.html", context)


class Deed(OfRelease):
    """One step of a release by a person who may take it."""

    http_method_names = ("post",)
    may = permissions.may_upload
    why = gettext_lazy("Only people of an office that keeps statistics work on releases.")

    def back(self) -> HttpResponse:
        return redirect("release", pk=self.thing.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return self.act(request)
        except releases.ReleaseRefused as refusal:
            messages.error(request, str(refusal))
            return self.back()

    def act(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError


class Words(Deed):
    """What the words of the file mean; the source keeps it, and the file is read anew."""

    def act(self, request: HttpRequest) -> HttpResponse:
        answers = forms.answers_in(request.POST)
        if not answers:
            messages.warning(request, _("Choose a meaning first."))
            return self.back()
        questions.confirm_mapping(release=self.thing, answers=answers, by=request.user, at=timezone.now())
        tasks.check_release.delay_on_commit(release_id=self.thing.pk)
        return self.back()


class Answers(Deed):
    """Whether a jump is real."""

    def act(self, request: HttpRequest) -> HttpResponse:
        form = forms.AnswerForm(request.POST, release=self.thing)
        if not form.is_valid():
            messages.warning(request, _("Choose an answer."))
            return self.back()
        questions.answer(release=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        return redirect(f"{self.back().url}#jumps")


class Accept(Deed):
    may = permissions.may_publish

    def act(self, request: HttpRequest) -> HttpResponse:
        form = forms.AcceptForm(request.POST)
        if not form.is_valid():
            return self.page(status=422, accept_form=form)
        release = releases.accept(
            release=self.thing,
            publish_at=forms.minute(form.cleaned_data["publish_at"]),
            is_provisional=form.is_provisional,
            by=request.user,
            at=timezone.now(),
        )
        tasks.publish_release.delay_on_commit(release_id=release.pk)
        return self.back()


class Second(Deed):
    """Another person accepts as well what turns many verdicts."""

    may = permissions.may_publish

    def act(self, request: HttpRequest) -> HttpResponse:
        release = questions.second(release=self.thing, by=request.user, at=timezone.now())
        tasks.publish_release.delay_on_commit(release_id=release.pk)
        return self.back()


class Withdraw(Deed):
    may = permissions.may_publish

    def act(self, request: HttpRequest) -> HttpResponse:
        form = forms.WithdrawForm(request.POST)
        if not form.is_valid():
            return self.page(status=422, withdraw_form=form)
        releases.withdraw(release=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        tasks.recompute_stale.delay_on_commit()
        messages.success(request, _("Withdrawn. What it had replaced counts again."))
        return self.back()


class Original(OfRelease):
    """The file as the office sent it."""

    may = permissions.may_read_file

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return FileResponse(self.thing.file.open("rb"), as_attachment=True, filename=self.thing.filename)


class Marked(OfRelease):
    """The file back as a workbook, with the problems written at the cells."""

    may = permissions.may_upload

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = HttpResponse(content_type=kind)
        answer["Content-Disposition"] = f'attachment; filename="release-{self.thing.pk}-marked.xlsx"'
        shown.marked(self.thing, answer)
        return answer

"""Any list as a file: at once where it is short, else made by a worker while its owner looks on or goes away."""

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import HttpResponseClientRefresh

from accounts.guards import Guarded, Refused, SignedIn, ask_to_sign_in
from clusterportal import tasks
from clusterportal.exports import export as deeds
from clusterportal.exports import writing
from clusterportal.exports.lists import LISTS
from clusterportal.exports.table import Asked, Cell, Chosen, Table, chosen
from clusterportal.models import Export
from indicators.shown.texts import number

ROWS = 500
PER_PAGE = 25


class Take(View):
    """One list as its own address asks for it; `thing` says of what, where a list belongs to something."""

    query: QueryDict

    def get(self, request: HttpRequest, name: str, kind: str, thing: int | None = None) -> HttpResponseBase:
        table, found = self.found(name, kind, thing)
        if len(found.keys) > deeds.AT_ONCE:
            return self.offer(table, found, kind)
        head = table.head(is_for_programs="heads" in request.GET)
        lines = _pieces(found, get_language() or "en")
        return _workbook(table, head, lines) if kind == Export.Kind.XLSX else _text(table, head, lines)

    def post(self, request: HttpRequest, name: str, kind: str, thing: int | None = None) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        table, found = self.found(name, kind, thing)
        told = {"rows": len(found.keys), "language": get_language() or "en", "by": request.user, "at": timezone.now()}
        try:
            made = deeds.ask(table=table, query=self.query, kind=kind, **told)
        except deeds.ExportRefused as refusal:
            return self.offer(table, found, kind, refusal=str(refusal), status=409)
        tasks.produce_export.delay_on_commit(export_id=made.pk)
        return redirect("export", pk=made.pk)

    def found(self, name: str, kind: str, thing: int | None) -> tuple[Table, Chosen]:
        table = LISTS.get(name)
        if table is None or kind not in Export.Kind.values or bool(table.of) != (thing is not None):
            raise Http404
        self.query = self.request.GET.copy()
        self.query.pop("thing", None)
        if thing is not None:
            self.query["thing"] = str(thing)
        return table, chosen(table, Asked(self.request.user, self.query, timezone.now()))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, Refused):
            # Who has not signed in learns nothing of what exists.
            if request.user.is_authenticated or kwargs["name"] not in LISTS:
                raise
            return ask_to_sign_in(request)

    def offer(self, table: Table, found: Chosen, kind: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
        context = {
            "table": table,
            "rows": len(found.keys),
            "kind": Export.Kind(kind),
            "back": table.address(self.query),
            "days": deeds.KEPT.days,
            "refusal": refusal,
        }
        return render(self.request, "pages/export_long.html", context, status=status)


class Exports(SignedIn, View):
    """The files that one has asked for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = Export.objects.visible_to(request.user).defer("keys")
        page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
        rows = [{"export": each, "title": _title(each)} for each in page]
        return render(request, "pages/exports.html", {"page": page, "rows": rows})


def _title(export: Export) -> str:
    """Also of a list that the portal does not keep any more."""
    table = LISTS.get(export.list_name)
    return str(table.title) if table else export.list_name


class OfExport(Guarded, View):
    """A file belongs to whoever asked for it, and to nobody else."""

    model = Export
    may = staticmethod(deeds.may_fetch)


class Show(OfExport):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context: dict[str, Any] = {"export": self.thing, "progress": progress(self.thing)}
        if self.thing.list_name in LISTS:
            table, asked = deeds.asked_of(self.thing)
            context |= {"table": table, "back": table.address(asked.query)}
        return render(request, "pages/export.html", context)


class Progress(OfExport):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.thing.state != Export.State.WAITING:
            return HttpResponseClientRefresh()
        return render(request, "indicators/release/_progress.html", {"progress": progress(self.thing)})


class File(OfExport):
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        export = self.thing
        if export.state != Export.State.READY or export.expires_at <= timezone.now():
            return redirect("export", pk=pk)
        deeds.check_right(export, at=timezone.now())
        name = f"{export.list_name}.{export.kind}"
        answer = FileResponse(export.file.open("rb"), as_attachment=True, filename=name)
        answer["Content-Type"] = writing.MEDIA_TYPES[export.kind]
        return _private(answer)


def progress(export: Export) -> dict[str, Any]:
    """For components/progress.html. Works by a link where no script runs."""
    total = export.row_count or 0
    told = {"done": number(export.done), "total": number(total)}
    is_written = export.done >= total
    return {
        "value": export.done,
        "max": total or 1,
        "label": _("The file is put together.") if is_written else _("%(done)s of %(total)s rows.") % told,
        "note": _("You can leave this page: a notice tells you when the file is ready."),
        "poll_url": reverse("export_progress", kwargs={"pk": export.pk}),
    }


def _pieces(found: Chosen, language: str) -> Iterator[Sequence[Sequence[Cell]]]:
    for first in range(0, len(found.keys), ROWS):
        # The middleware has set the language back by the time that the rows are sent.
        with override(language):
            yield found.piece(found.keys[first : first + ROWS])


def _text(table: Table, head: list[str], pieces: Iterator[Sequence[Sequence[Cell]]]) -> HttpResponseBase:
    answer = StreamingHttpResponse(writing.delimited_file(head, pieces), content_type=writing.MEDIA_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    return _private(answer)


def _workbook(table: Table, head: list[str], pieces: Iterator[Sequence[Sequence[Cell]]]) -> HttpResponseBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it when it has been sent
    writing.workbook(head, pieces, file, title=str(table.title))
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{table.name}.xlsx")
    answer["Content-Type"] = writing.MEDIA_TYPES["xlsx"]
    return _private(answer)


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

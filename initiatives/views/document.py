"""The documents of an initiative: list, hand in, versions, and the one way to a file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Refused
from initiatives import tasks
from initiatives.actions import document as deeds
from initiatives.forms.document import DocumentForm, FileForm
from initiatives.models import Document, DocumentVersion
from initiatives.models.upload import Upload
from initiatives.permissions import document as permissions
from initiatives.queries import document as documents
from initiatives.views.initiative import OfInitiative, OfPart, crumbs

READERS = gettext_lazy("The people, the members and the authorities of the initiative read its documents.")
# A file that people handed in runs nothing, loads nothing and is no page of the portal.
SANDBOX = "sandbox; default-src 'none'"


class Documents(OfInitiative, View):
    """What is there, by what it belongs to, and handing in another one."""

    may = permissions.may_list
    why = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(initial={"belongs_to": request.GET.get("for"), "language": get_language()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not permissions.may_add(request.user, self.thing, self.on):
            raise Refused(_("Documents are handed in by those who run the initiative."), self.who_may())
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            added = deeds.add(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.AlreadyThere as refusal:
            messages.warning(request, str(refusal))
            return redirect("document", pk=refusal.document.pk)
        except deeds.DocumentRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        received(request, added)
        return redirect("documents", pk=pk)

    def kinds(self) -> tuple[str, ...]:
        return permissions.kinds_of(self.request.user, self.thing, self.on)

    def form(self, *args: Any, **kwargs: Any) -> DocumentForm:
        return DocumentForm(*args, choices=documents.choices(self.thing, self.kinds()), **kwargs)

    def page(self, form: DocumentForm, status: int = 200) -> HttpResponse:
        found = documents.of_initiative(self.thing)
        chosen = self.request.GET.get("of", "")
        kinds = [
            (kind, label) for kind, (label, *_rest) in documents.THINGS.items() if any(d.kind == kind for d in found)
        ]
        context = self.context(
            _("Documents"),
            rows=[row(each) for each in found if chosen in ("", each.kind)],
            tabs=tabs(found, kinds, chosen),
            form=form,
            may_add=permissions.may_add(self.request.user, self.thing, self.on),
        )
        return render(self.request, "initiatives/document/list.html", context, status=status)


class Show(OfPart, View):
    """One document with its versions, and replacing its file."""

    model = Document
    related = ("initiative", *documents.RELATED)
    may = permissions.may_read
    why = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(FileForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not permissions.may_replace(request.user, self.thing):
            raise Refused(_("Documents are handed in by those who run the initiative."), self.who_may())
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.replace(document=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.DocumentRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        received(request, self.thing)
        return redirect("document", pk=pk)

    def page(self, form: FileForm, status: int = 200) -> HttpResponse:
        document = self.thing
        versions = list(document.versions.select_related("uploaded_by"))
        context = {
            "document": document,
            "initiative": document.initiative,
            "crumbs": crumbs(document.initiative, document.title),
            "kind": documents.kind_label(document.kind),
            "belongs_to": documents.name(document.kind, document.belongs_to),
            "versions": versions,
            "same": documents.same_file(document, versions[0].digest),
            "form": form,
            "may_replace": permissions.may_replace(self.request.user, document),
        }
        return render(self.request, "initiatives/document/show.html", context, status=status)


class Open(OfPart, View):
    """The file itself, to be kept and never to be run as a page."""

    model = DocumentVersion
    path = "document__initiative"
    related = ("document__initiative",)
    may = permissions.may_read_file
    why = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        return served(self.thing)


def served(upload: Upload, *, is_shown: bool = False) -> FileResponse:
    """What was handed in, never before it may be read; `is_shown` for a picture on a page."""
    if not upload.may_be_read:
        raise Refused(not_now(upload), _("The portal scans again by itself."))
    answer = FileResponse(
        upload.file.open("rb"), as_attachment=not is_shown, filename=upload.name, content_type=upload.media_type
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def not_now(upload: Upload) -> str:
    if upload.scan == Upload.Scan.INFECTED:
        return _("A virus was found in this file (%(found)s). It is locked away.") % {"found": upload.scan_note}
    return _("This file has not been scanned for viruses yet. Come back in a minute.")


def received(request: HttpRequest, document: Document) -> None:
    version = document.versions.current().get()
    tasks.scan_document.delay_on_commit(version_id=version.pk)
    messages.success(request, _("Kept. Its digest begins with %(digest)s.") % {"digest": version.digest[:12]})


def row(document: Document) -> dict[str, Any]:
    return {
        "document": document,
        "kind": documents.kind_label(document.kind),
        "belongs_to": documents.name(document.kind, document.belongs_to),
    }


def tabs(found: list[Document], kinds: list[tuple[str, Any]], chosen: str) -> list[dict[str, Any]]:
    every = {"label": _("All"), "href": "?", "is_current": not chosen, "count": len(found)}
    return [every] + [
        {
            "label": label,
            "href": f"?of={kind}",
            "is_current": kind == chosen,
            "count": sum(document.kind == kind for document in found),
        }
        for kind, label in kinds
    ]

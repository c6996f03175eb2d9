"""Hand in documents and new versions of them, and have them scanned. Nothing is ever deleted."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Model
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import clamav, uploads
from initiatives.actions import scanning
from initiatives.models import Document, DocumentVersion, Initiative
from initiatives.permissions import document as permissions
from initiatives.queries import document as documents
from initiatives.queries import initiative as initiatives


class DocumentRefused(Exception):
    """The document is not taken so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AlreadyThere(DocumentRefused):
    """The same file stands there already."""

    def __init__(self, document: Document) -> None:
        super().__init__(_("The same file stands here already as “%(title)s”.") % {"title": document.title}, "file")
        self.document = document


@dataclass(frozen=True)
class Received:
    """A file whose content has been looked at."""

    file: File
    name: str
    kind: str
    digest: str


@transaction.atomic
def add(
    *, initiative: Initiative, belongs_to: str, title: str, language: str, file: File, by: User, at: dt.datetime
) -> Document:
    """`belongs_to` names a thing of the initiative, such as `project-7`."""
    initiative = _locked(initiative, by, at)
    found = documents.find(initiative, belongs_to)
    if found is None:
        raise DocumentRefused(_("Choose what the document belongs to."), "belongs_to")
    kind, thing = found
    _check_kind(initiative, kind, by, at)
    _check_not_decided_now(kind, thing)
    received = receive(file)
    alike = DocumentVersion.objects.current().filter(digest=received.digest, **{f"document__{kind}": thing})
    if standing := alike.select_related("document").first():
        raise AlreadyThere(standing.document)
    how = {"title": title, "language": language, "received": received, "by": by, "at": at}
    return attach(initiative=initiative, belongs_to={kind: thing}, **how)


def attach(
    *,
    initiative: Initiative,
    belongs_to: dict[str, Model],
    title: str,
    language: str,
    received: Received,
    by: User,
    at: dt.datetime,
) -> Document:
    """The first version of a new document; the caller has asked whether it may."""
    document = Document.objects.create(
        initiative=initiative, title=title.strip() or received.name, language=language, **belongs_to
    )
    _keep(document, received, 1, by, at)
    told = {"title": document.title, "digest": received.digest, "of": next(iter(belongs_to))}
    audit.record(verb="document.added", target=initiative, by=by, at=at, **told)
    return document


@transaction.atomic
def replace(*, document: Document, file: File, by: User, at: dt.datetime) -> DocumentVersion:
    """The former versions stay, and can be read."""
    initiative = _locked(document.initiative, by, at)
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    _check_kind(initiative, document.kind, by, at)
    _check_not_decided_now(document.kind, document.belongs_to)
    received = receive(file)
    current = document.versions.current()
    if current.filter(digest=received.digest).exists():
        raise AlreadyThere(document)
    number = 1 + (document.versions.aggregate(last=Max("number"))["last"] or 0)
    current.update(replaced_at=at)
    version = _keep(document, received, number, by, at)
    told = {"title": document.title, "number": number, "digest": received.digest}
    audit.record(verb="document.replaced", target=initiative, by=by, at=at, **told)
    return version


def receive(file: File) -> Received:
    """Look at what the file is; DocumentRefused says why it is not taken."""
    check_size(file)
    try:
        kind = uploads.recognise(file, file.name or "")
    except uploads.UploadRefused as refusal:
        raise DocumentRefused(str(refusal), "file") from refusal
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Received(file, uploads.cleaned_name(file.name or "", kind), kind.key, digest)


def check_size(file: File) -> None:
    if file.size > settings.DOCUMENT_MAX_BYTES:
        sizes = {"size": filesizeformat(file.size), "most": filesizeformat(settings.DOCUMENT_MAX_BYTES)}
        raise DocumentRefused(
            _("The file has %(size)s, at most %(most)s are taken. Scan it in fewer dots or in parts.") % sizes, "file"
        )


def waiting(*, at: dt.datetime) -> list[int]:
    return scanning.waiting(DocumentVersion.objects.all(), at=at)


def scan(*, version: DocumentVersion, at: dt.datetime) -> bool:
    """Ask the scanner about one file. Twice is once: whoever comes second finds it taken."""
    verdict = scanning.ask(file=version, at=at)
    if verdict is not None:
        _conclude(version, verdict, at)
    return verdict is not None


@transaction.atomic
def _conclude(version: DocumentVersion, verdict: clamav.Verdict, at: dt.datetime) -> None:
    version = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if not scanning.keep(file=version, verdict=verdict, at=at):
        return
    initiative = version.document.initiative
    told = {"title": version.document.title, "number": version.number}
    if verdict.is_clean:
        audit.record(verb="document.found_clean", target=initiative, by=None, at=at, **told)
        return
    audit.record(verb="document.found_infected", target=initiative, by=None, at=at, **told, found=verdict.found)
    people = initiatives.people(initiative, on=timezone.localdate(at))
    notices.notify(
        users={*people, version.uploaded_by},
        kind="document_infected",
        at=at,
        occasion=f"document:{version.pk}",
        url=reverse("document", kwargs={"pk": version.document_id}),
        title=version.document.title,
        found=verdict.found,
    )


def kept(received: Received, *, by: User, at: dt.datetime) -> dict[str, Any]:
    """What every row of an uploaded file says, with the file in its place."""
    return {
        "file": _stored(received),
        "digest": received.digest,
        "size": received.file.size,
        "kind": received.kind,
        "name": received.name,
        "uploaded_by": by,
        "uploaded_at": at,
    }


def _keep(document: Document, received: Received, number: int, by: User, at: dt.datetime) -> DocumentVersion:
    return DocumentVersion.objects.create(document=document, number=number, **kept(received, by=by, at=at))


def _stored(received: Received) -> str:
    """The same content is kept once, under its digest and never under the name it came with."""
    place = f"documents/{received.digest[:2]}/{received.digest}"
    # A file that was cut off by a full disk is not the same content.
    if default_storage.exists(place) and default_storage.size(place) == received.file.size:
        return place
    received.file.seek(0)
    return default_storage.save(place, received.file)


def _locked(initiative: Initiative, by: User, at: dt.datetime) -> Initiative:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not permissions.may_add(by, initiative, on):
        name = initiatives.runner(initiative, on=on).name
        raise DocumentRefused(_("Only the people of %(name)s can change this.") % {"name": name})
    return initiative


def _check_kind(initiative: Initiative, kind: str, by: User, at: dt.datetime) -> None:
    if kind not in permissions.kinds_of(by, initiative, timezone.localdate(at)):
        raise DocumentRefused(_("Authorities of the council add papers to its meetings only."), "belongs_to")


def _check_not_decided_now(kind: str, thing: object) -> None:
    if documents.is_before_authorities(kind, thing):
        raise DocumentRefused(_("The authorities have this before them: its documents stand as handed in."))

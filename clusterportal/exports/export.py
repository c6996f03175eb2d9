"""Long lists as files: asked for as a row, made piece by piece by workers, and deleted after some days."""

import datetime as dt
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import audit, notices
from accounts.guards import Refused
from accounts.models import User
from clusterportal.exports import writing
from clusterportal.exports.lists import LISTS
from clusterportal.exports.table import Asked, Cell, Table, chosen, tidy
from clusterportal.models import LONGEST_QUERY, Export, ExportPiece
from indicators.shown import addresses

# Up to so many rows a list is answered at once.
AT_ONCE = 5000
PIECE = 5000
# A workbook is put together in one go, and longer ones take a worker longer than a task may.
MOST_IN_WORKBOOK = 100_000
KEPT = dt.timedelta(days=7)
MOST_WAITING = 5
# A step that is broken off is begun anew with the next minute, but not for ever.
MOST_ATTEMPTS = 5


class ExportRefused(Exception):
    """The file is not made; the message says why."""


@transaction.atomic
def ask(*, table: Table, query: QueryDict, kind: str, rows: int, language: str, by: User, at: dt.datetime) -> Export:
    """The same list is not made twice at a time: whoever asks again is led to what is being made."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    filters = tidy(query)
    if len(filters) > LONGEST_QUERY:
        raise ExportRefused(_("The filters are too long to be kept. Take some of them off."))
    same = {"list_name": table.name, "query": filters, "kind": kind, "language": language}
    waiting = Export.objects.visible_to(by).waiting()
    if standing := waiting.filter(**same).first():
        return standing
    if kind == Export.Kind.XLSX and rows > MOST_IN_WORKBOOK:
        raise ExportRefused(_("A workbook takes at most %(most)s rows; take CSV.") % {"most": MOST_IN_WORKBOOK})
    if waiting.count() >= MOST_WAITING:
        raise ExportRefused(_("Five of your files are being made. Ask again when one of them is ready."))
    export = Export.objects.create(user=by, asked_at=at, row_count=rows, **same)
    audit.record(verb="export.asked", target=export, by=by, at=at, list=table.name, rows=rows)
    return export


def produce(*, export: Export, at: dt.datetime) -> bool:
    """Makes the next piece, or the file when all pieces are there; False where nothing is left to make."""
    return _begin(export, at) and _step(export, at)


def drop_expired(*, at: dt.datetime) -> int:
    """The files of exports whose days are over; the rows stay and say so."""
    gone = list(Export.objects.expired(at))
    for export in gone:
        name = export.file.name
        export.state, export.file = Export.State.GONE, ""
        export.save(update_fields=["state", "file"])
        default_storage.delete(name)
    return len(gone)


def may_fetch(user: User, export: Export) -> bool:
    """Nobody has the file of another, an administrator neither."""
    return export.user_id == user.pk


def check_right(export: Export, *, at: dt.datetime) -> None:
    """Refuses as the list would today: who has lost its right has lost the files of it too."""
    table, asked = asked_of(export)
    table.rows(replace(asked, at=at))


def asked_of(export: Export) -> tuple[Table, Asked]:
    """What was asked for, of the day on which it was asked for, with the rights that its owner has now."""
    if export.list_name not in LISTS:
        raise Refused(_("The portal does not keep this list any more."))
    table, query = LISTS[export.list_name], QueryDict(export.query, mutable=True)
    if table.pinned_by and not query.get(table.pinned_by):
        query[table.pinned_by] = addresses.written(export.asked_at)
    return table, Asked(export.user, query, export.asked_at)


@transaction.atomic
def _begin(export: Export, at: dt.datetime) -> bool:
    """Counts the step before it is taken: one that runs out of its time takes back all that it wrote."""
    found = _locked(export, "keys")
    if found is None:
        return False
    if found.attempts >= MOST_ATTEMPTS:
        with override(found.language):
            told = _("%(count)s attempts to make the file have failed; it is probably too large. Ask for less of it.")
            _give_up(found, told % {"count": MOST_ATTEMPTS}, at)
        return False
    found.attempts += 1
    found.save(update_fields=["attempts"])
    return True


@transaction.atomic
def _step(export: Export, at: dt.datetime) -> bool:
    found = _locked(export)
    if found is None:
        return False
    with override(found.language):
        try:
            return _next(found, at)
        except (Refused, Http404) as refusal:
            _give_up(found, str(refusal), at)
            return False


def _locked(export: Export, *unread: str) -> Export | None:
    """The export alone: its owner must be able to go on working while a piece is made."""
    waiting = Export.objects.waiting().select_related("user").filter(pk=export.pk).defer(*unread)
    return waiting.select_for_update(skip_locked=True, of=("self",), no_key=True).first()


def _next(export: Export, at: dt.datetime) -> bool:
    if not export.user.is_active:
        raise Refused(_("The account has been closed."))
    table, asked = asked_of(export)
    found = chosen(table, asked, export.keys or None)
    if not export.keys:
        export.keys, export.row_count = list(found.keys), len(found.keys)
    if export.done >= len(export.keys):
        _finish(export, table, at)
        return False
    # A list that is put together anew each time has its rows elsewhere tomorrow: it is taken in one go.
    size = PIECE if isinstance(found.rows, QuerySet) or table.pinned_by else len(export.keys)
    keys = export.keys[export.done : export.done + size]
    content = gzip.compress(json.dumps(found.piece(keys)).encode(), compresslevel=1)
    ExportPiece.objects.create(export=export, first=export.done, content=content)
    export.done += len(keys)
    export.attempts = 0
    export.save(update_fields=["keys", "row_count", "done", "attempts"])
    return True


def _finish(export: Export, table: Table, at: dt.datetime) -> None:
    with tempfile.TemporaryFile() as file:
        digest = _write(export, table, file)
        export.size = file.tell()
        file.seek(0)
        # What an attempt left that was broken off behind its file goes with the next one.
        default_storage.delete(_place(export))
        export.file.name = default_storage.save(_place(export), File(file))
    export.state, export.digest = Export.State.READY, digest
    export.ready_at, export.expires_at, export.keys = at, at + KEPT, []
    export.save()
    export.pieces.all().delete()
    _tell(export, "export_ready", table, at)


def _place(export: Export) -> str:
    """One place for all attempts, which nobody can guess."""
    secret = salted_hmac("clusterportal.export", f"{export.pk} {export.asked_at.isoformat()}", algorithm="sha256")
    return f"exports/{export.asked_at:%Y/%m}/{secret.hexdigest()}.{export.kind}"


def _write(export: Export, table: Table, file: IO[bytes]) -> str:
    head, pieces = table.head(is_for_programs="heads=" in export.query), _pieces(export)
    if export.kind == Export.Kind.XLSX:
        writing.workbook(head, pieces, file, title=str(table.title))
    else:
        file.writelines(writing.delimited_file(head, pieces))
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _pieces(export: Export) -> Iterator[Sequence[Sequence[Cell]]]:
    for number in export.pieces.values_list("pk", flat=True):
        yield json.loads(gzip.decompress(bytes(ExportPiece.objects.get(pk=number).content)))


def _give_up(export: Export, why: str, at: dt.datetime) -> None:
    export.state, export.keys = Export.State.REFUSED, []
    export.refusal = why[:300] or _("There is no such list for you any more.")
    export.save(update_fields=["state", "keys", "refusal"])
    export.pieces.all().delete()
    default_storage.delete(_place(export))
    _tell(export, "export_refused", LISTS.get(export.list_name), at)


def _tell(export: Export, kind: str, table: Table | None, at: dt.datetime) -> None:
    notices.notify(
        users=[export.user],
        kind=kind,
        at=at,
        occasion=f"export {export.pk}",
        url=reverse("export", kwargs={"pk": export.pk}),
        list=str(table.title) if table else export.list_name,
    )

"""Who reads the documents of an initiative, and who hands them in."""

import datetime as dt

from initiatives.models import Document, DocumentVersion, Initiative
from initiatives.models.document import THINGS
from initiatives.permissions import coordination
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries.organisation import Person

MINUTES = ("meeting",)


def may_list(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Its people, its members, its authorities and the ministry."""
    return may_open_home(user, initiative, on)


def may_add(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return bool(kinds_of(user, initiative, on))


def kinds_of(user: Person, initiative: Initiative, on: dt.date | None = None) -> tuple[str, ...]:
    """To what a person may add papers: who runs it to everything, the authorities of the council to its meetings."""
    if may_manage(user, initiative, on):
        return THINGS
    return MINUTES if coordination.may_work(user, initiative, on) else ()


def may_read(user: Person, document: Document, on: dt.date | None = None) -> bool:
    return may_open_home(user, document.initiative, on)


def may_replace(user: Person, document: Document, on: dt.date | None = None) -> bool:
    return document.kind in kinds_of(user, document.initiative, on)


def may_read_file(user: Person, version: DocumentVersion, on: dt.date | None = None) -> bool:
    """Whether the file may be served at all is for the version to say."""
    return may_read(user, version.document, on)

"""The documents of an initiative: what they belong to, which are there, and where the same file stands already."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import (
    Appointment,
    CouncilMeeting,
    Document,
    DocumentVersion,
    Initiative,
    Inquiry,
    Leader,
    Membership,
    Project,
    RegisterAct,
    Remark,
    Round,
    RungEvidence,
)
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import Person

# For each key of a document: what it is called, its table, the way from there to the initiative, what comes with it.
THINGS: dict[str, tuple[str | Promise, type[Model], str, tuple[str, ...]]] = {
    "appointment": (gettext_lazy("Mandate"), Appointment, "initiative", ("organisation",)),
    "leader": (gettext_lazy("Leader"), Leader, "initiative", ()),
    "evidence": (gettext_lazy("Institutionalisation"), RungEvidence, "rung__initiative", ("rung",)),
    "project": (gettext_lazy("Project"), Project, "initiative", ()),
    "meeting": (gettext_lazy("Council meeting"), CouncilMeeting, "initiative", ()),
    "membership": (gettext_lazy("Member"), Membership, "initiative", ("organisation",)),
    "remark": (gettext_lazy("Reply to a remark"), Remark, "answer__round__initiative", ()),
    "inquiry": (gettext_lazy("Reply to a question"), Inquiry, "round__initiative", ()),
    "act": (gettext_lazy("Act on paper"), RegisterAct, "initiative", ()),
}
LONGEST = 80
RELATED = (*THINGS, *(f"{kind}__{path}" for kind, thing in THINGS.items() for path in thing[3]))

Attached = dict[tuple[str, int], list[Document]]


def of_initiative(initiative: Initiative) -> list[Document]:
    """Each with the version that counts, as `file`, and what it belongs to: one query."""
    current = (
        DocumentVersion.objects.current().filter(document__initiative=initiative).order_by("document__title", "pk")
    )
    found = []
    for version in current.select_related("uploaded_by", "document", *(f"document__{path}" for path in RELATED)):
        version.document.file = version
        found.append(version.document)
    return found


def by_thing(initiative: Initiative) -> Attached:
    """{(kind, number): documents}, as pages show them beside what they belong to."""
    found: Attached = defaultdict(list)
    for document in of_initiative(initiative):
        found[document.kind, document.belongs_to.pk].append(document)
    return found


def open_to(user: Person, *, on: dt.date) -> QuerySet[Document]:
    return Document.objects.filter(initiative__in=initiatives.open_to(user, on=on).values("pk"))


def versions_open_to(user: Person, *, on: dt.date) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document__initiative__in=initiatives.open_to(user, on=on).values("pk"))


def choices(initiative: Initiative, kinds: Collection[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a document can be given to, grouped, as a select shows it."""
    groups = []
    for kind in (each for each in THINGS if each in kinds):
        label = THINGS[kind][0]
        if options := [(f"{kind}-{thing.pk}", name(kind, thing)) for thing in _things(initiative, kind)]:
            groups.append((str(label), options))
    return groups


def find(initiative: Initiative, chosen: str) -> tuple[str, Model] | None:
    """The thing of this initiative that a choice names."""
    kind, _dash, number = chosen.partition("-")
    if kind not in THINGS or not number.isdecimal():
        return None
    thing = _things(initiative, kind).filter(pk=int(number)).first()
    return (kind, thing) if thing else None


def name(kind: str, thing: Model) -> str:
    """What a thing is called in a list of documents."""
    said = {
        "appointment": lambda: f"{thing.organisation.name}, {thing.term.lower:%Y}",
        "membership": lambda: thing.organisation.name,
        "evidence": lambda: f"{thing.rung.table.title}: {thing.title}",
        "meeting": lambda: (
            _("No. %(number)s, %(day)s") % {"number": thing.number, "day": f"{thing.starts_at:%d.%m.%Y}"}
        ),
        "project": lambda: thing.title,
        "leader": lambda: thing.name,
        "act": lambda: str(thing),
    }.get(kind, lambda: thing.text)()
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"


def kind_label(kind: str) -> str:
    return str(THINGS[kind][0])


def same_file(document: Document, digest: str) -> list[Document]:
    """Other documents of the initiative with the same file now."""
    others = Document.objects.filter(initiative=document.initiative_id).exclude(pk=document.pk)
    alike = DocumentVersion.objects.current().filter(digest=digest)
    return list(others.filter(versions__in=alike).order_by("pk").distinct())


def is_before_authorities(kind: str, thing: Model) -> bool:
    """What is being decided stands as it was handed in: evidence of a rung, the mandate of a successor."""
    if kind == "appointment":
        return Round.objects.open().filter(appointment=thing.pk).exists()
    return kind == "evidence" and Round.objects.open().filter(rung=thing.rung_id).exists()


def _things(initiative: Initiative, kind: str) -> QuerySet[Model]:
    _label, model, path, related = THINGS[kind]
    things = model.objects.filter(**{path: initiative})
    if kind == "remark":
        # What the authorities ask for is told when all have answered.
        things = things.filter(answer__round__closed_at__isnull=False, answer__replaced_at=None)
    if kind == "evidence":
        things = things.filter(removed_at=None)
    return things.select_related(*related).order_by("-pk") if related else things.order_by("-pk")

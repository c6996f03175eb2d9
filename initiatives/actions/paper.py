"""What had been registered on paper: recorded singly or from a sheet. No round decided on it here, so none is made."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.actions import subject as subjects
from indicators.models import Code, Subject
from initiatives import paper_list as kernel
from initiatives.actions import document, sheets
from initiatives.actions import initiative as initiatives
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Organisation, PaperList, RegisterAct
from initiatives.permissions import paper as permissions
from initiatives.queries import paper as papers
from initiatives.queries.initiative import people
from initiatives.queries.organisation import represented_by

LONGEST_NAME = 150


class PaperRefused(sheets.SheetRefused):
    """It cannot be recorded so; the message says why, `field` where."""


@dataclass(frozen=True)
class Paper:
    """What the act on paper says."""

    name: str
    language: str
    act: str
    act_number: str
    act_on: dt.date
    initiator: Organisation
    regions: tuple[Code, ...]
    activities: tuple[Code, ...]
    register_number: str = ""


@transaction.atomic
def record(*, paper: Paper, scan: File | None = None, by: User, at: dt.datetime) -> Initiative:
    """The initiative stands registered since the day of its act, and is measured from now on."""
    permissions.may_record(by, timezone.localdate(at))
    _check(paper, timezone.localdate(at))
    _check_not_own(paper, by)
    received = _received(scan)
    initiative = _opened(paper, by, at)
    act = _keep_act(initiative, paper, by, at)
    _write(initiative, paper, by, at)
    _enter_register(initiative, paper, by, at)
    if received is not None:
        how = {"title": str(act), "language": paper.language, "received": received, "by": by, "at": at}
        document.attach(initiative=initiative, belongs_to={"act": act}, **how)
    told = {"act": str(act), "day": paper.act_on.strftime("%d.%m.%Y")}
    audit.record(verb="initiative.recorded_from_paper", target=initiative, by=by, at=at, **told)
    _tell(initiative, at)
    return initiative


@transaction.atomic
def receive(*, file: File, by: User, at: dt.datetime) -> PaperList:
    """Keep the rows of a sheet until they are recorded; one that waited before gives way."""
    permissions.may_record(by, timezone.localdate(at))
    content, read = sheets.read(file, kernel.read, refused=PaperRefused)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    PaperList.objects.open().filter(received_by=by).update(discarded_at=at, content="")
    return PaperList.objects.create(
        filename=(file.name or "")[:LONGEST_NAME],
        digest=hashlib.sha256(content).hexdigest(),
        content=papers.sealed(read),
        row_count=len(read.rows),
        received_at=at,
        received_by=by,
    )


@transaction.atomic
def record_list(*, paper_list: PaperList, language: str, by: User, at: dt.datetime) -> PaperList:
    """Record every row that is right; recording twice is recording once."""
    paper_list = _locked(paper_list, by, at)
    if paper_list.recorded_at is not None:
        return paper_list
    if paper_list.discarded_at is not None:
        raise PaperRefused(_("This sheet was thrown away, or a newer one took its place: bring it in again."))
    checked = papers.checked(paper_list, at=at)
    if not checked.good:
        raise PaperRefused(_("No row of this sheet can be recorded: put right what is named below."))
    for paper in _papers(checked.good, language, at):
        record(paper=paper, by=by, at=at)
    paper_list.recorded_at, paper_list.recorded_by = at, by
    paper_list.recorded_count = len(checked.good)
    paper_list.kept_out_count = paper_list.row_count - len(checked.good)
    paper_list.content = ""
    paper_list.save()
    return paper_list


@transaction.atomic
def discard(*, paper_list: PaperList, by: User, at: dt.datetime) -> PaperList:
    paper_list = _locked(paper_list, by, at)
    if paper_list.is_open:
        paper_list.discarded_at, paper_list.content = at, ""
        paper_list.save(update_fields=["discarded_at", "content"])
    return paper_list


def _papers(rows: list[kernel.Row], language: str, at: dt.datetime) -> list[Paper]:
    firms, (regions, activities) = papers.organisations(rows), papers.codes(rows, on=timezone.localdate(at))
    return [
        Paper(
            name=row.name,
            language=row.language.lower() or language,
            act=row.act,
            act_number=row.act_number,
            act_on=row.on or timezone.localdate(at),
            initiator=firms[row.bin],
            regions=_meant(row.regions, regions),
            activities=_meant(row.activities, activities),
            register_number=row.register_number,
        )
        for row in rows
    ]


def _meant(words: tuple[str, ...], known: dict[str, Code]) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(known[kernel.folded(word)] for word in words))


def _check(paper: Paper, on: dt.date) -> None:
    if paper.act_on > on:
        raise PaperRefused(_("This day is still to come."), "act_on")
    if paper.initiator.is_authority:
        raise PaperRefused(_("An authority decides on initiatives and does not open one."), "number")
    if paper.initiator.merged_into_id or paper.initiator.confirmed_at is None:
        raise PaperRefused(_("This organisation is not in the register, or was merged into another one."), "number")
    if not paper.regions:
        raise PaperRefused(_("Say in which regions."), "regions")
    if not paper.activities:
        raise PaperRefused(_("Say in which activities."), "activities")
    if paper.register_number:
        _check_number(paper)


def _check_number(paper: Paper) -> None:
    found = Initiative.objects.filter(register_number=paper.register_number)
    if (taken := found.select_related("act__recorded_by").first()) is None:
        return
    told = _("This number stands in the register for “%(name)s”.") % {"name": taken}
    raise PaperRefused(f"{told} {_recorded(getattr(taken, 'act', None))}".strip(), "register_number")


def _recorded(act: RegisterAct | None) -> str:
    """Who has done it already, and on which day."""
    if act is None:
        return ""
    day = date_format(timezone.localdate(act.recorded_at), "DATE_FORMAT")
    return _("%(person)s recorded it on %(day)s.") % {"person": act.recorded_by, "day": day}


def _opened(paper: Paper, by: User, at: dt.datetime) -> Initiative:
    """The database decides where two enter the same number of the register at the same moment."""
    row = Initiative(name=paper.name, language=paper.language, initiator=paper.initiator, opened_at=at, opened_by=by)
    row.stage_since, row.register_number = at, paper.register_number
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        _check_number(paper)
        raise
    return row


def _check_not_own(paper: Paper, by: User) -> None:
    """A register that somebody enters himself into says nothing."""
    if represented_by(by).contains(paper.initiator):
        told = _("You act for %(organisation)s yourself: a colleague of the ministry records this.")
        raise PaperRefused(told % {"organisation": paper.initiator.name}, "number")


def _keep_act(initiative: Initiative, paper: Paper, by: User, at: dt.datetime) -> RegisterAct:
    """The database decides where two record the same act at the same moment."""
    act = RegisterAct(initiative=initiative, title=paper.act, number=paper.act_number, on=paper.act_on)
    act.recorded_at, act.recorded_by = at, by
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError as twice:
        same = RegisterAct.objects.annotate(upper=Upper("number")).filter(upper=paper.act_number.upper())
        standing = same.filter(on=paper.act_on).select_related("initiative", "recorded_by").first()
        name = standing.initiative.name if standing else "–"
        told = _("This act is recorded already, for “%(name)s”.") % {"name": name}
        raise PaperRefused(f"{told} {_recorded(standing)}".strip(), "act_number") from twice
    return act


def _write(initiative: Initiative, paper: Paper, by: User, at: dt.datetime) -> None:
    regions, activities = [code.code for code in paper.regions], [code.code for code in paper.activities]
    sections = {
        "about": {"name": paper.name, "language": paper.language},
        "place": {"regions": regions, "activities": activities, "lead_region": regions[0]},
    }
    for section, content in sections.items():
        initiatives.put_in_force(initiative=initiative, section=section, content=content, by=by, at=at)


def _enter_register(initiative: Initiative, paper: Paper, by: User, at: dt.datetime) -> None:
    initiative.refresh_from_db()
    initiative.subject = subjects.open(
        code=f"initiative:{initiative.pk}",
        kind=Subject.Kind.CLUSTER,
        region_codes=[code.code for code in paper.regions],
        activity_codes=[code.code for code in paper.activities],
        by=by,
        at=at,
    )
    initiative.stage, initiative.registered_on = Stage.REGISTERED, paper.act_on
    initiative.save(update_fields=["subject", "stage", "registered_on"])


def _received(scan: File | None) -> document.Received | None:
    try:
        return document.receive(scan) if scan is not None else None
    except document.DocumentRefused as refusal:
        raise PaperRefused(str(refusal), refusal.field) from refusal


def _tell(initiative: Initiative, at: dt.datetime) -> None:
    notices.notify(
        users=people(initiative, on=timezone.localdate(at)),
        kind="initiative_recorded",
        at=at,
        occasion=f"initiative recorded:{initiative.pk}",
        url=reverse("initiative", kwargs={"pk": initiative.pk}),
        initiative=initiative.told,
    )


def _locked(paper_list: PaperList, by: User, at: dt.datetime) -> PaperList:
    rows = PaperList.objects.select_for_update(no_key=True, of=("self",)).select_related("received_by")
    paper_list = rows.get(pk=paper_list.pk)
    permissions.may_bring(by, paper_list, timezone.localdate(at))
    return paper_list

"""A delivery's way from its arrival to its publication. Reading shows its progress, so it commits step by step."""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.db import DataError, IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import audit, notices
from accounts.models import User
from indicators.actions import acceptance, lease, staging
from indicators.actions import figure as figures
from indicators.actions import observation as observations
from indicators.actions import source as sources
from indicators.formats import mapping as mappings
from indicators.formats import recognition, row
from indicators.models import Release, ReleaseProblem, Source
from indicators.queries import acceptance as rules
from indicators.queries import classification
from indicators.queries import release as releases

State = Release.State
logger = logging.getLogger(__name__)
# A mistake of ours that a file brings to light; what is away for a moment is no such thing.
BROKEN_OFF = (ArithmeticError, LookupError, TypeError, ValueError, DataError)
REAL, RECLASSIFIED, ERROR = "real", "reclassified", "error"


class ReleaseRefused(Exception):
    """The release cannot take this step; the message says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class AlreadyReceived(ReleaseRefused):
    """The same content came before."""

    def __init__(self, release: Release) -> None:
        super().__init__(_("Same file as release %(number)s: nothing recorded.") % {"number": release.pk})
        self.release = release


def receive(*, file: BinaryIO, filename: str, source: Source, by: User | None, at: dt.datetime) -> Release:
    """Keep the file. The same content received twice is one release: the second time raises AlreadyReceived."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    try:
        with transaction.atomic():
            release = Release(source=source, filename=filename[:200], digest=digest, size=size)
            release.received_by, release.received_at, release.mapping = by, at, source.mapping
            release.file.save(f"{digest[:16]}", File(file), save=False)
            release.save(force_insert=True)
            audit.record(verb="release.received", target=release, by=by, at=at, filename=filename, digest=digest)
    except IntegrityError as error:
        release.file.storage.delete(release.file.name)
        standing = releases.with_content(source=source, digest=digest)
        if standing is None:
            raise
        raise AlreadyReceived(standing) from error
    return release


def check(*, release: Release, at: dt.datetime) -> Release:
    """Recognise, read into staging and check. Safe to repeat: it begins anew where it was broken off."""
    held = lease.taken(release, at)
    if held is None:
        return release
    release.refresh_from_db()
    try:
        return _read_or_refuse(release, held, at)
    except lease.Lost:
        # Another worker thought this one dead and reads the file now; what is staged is its.
        release.refresh_from_db()
        return release


def _read_or_refuse(release: Release, held: lease.Lease, at: dt.datetime) -> Release:
    try:
        return _read(release, held, at)
    except BROKEN_OFF:
        # Begun anew it would break off at the same place, minute by minute.
        logger.exception("Release %s could not be read", release.pk)
        staging.clear(release=release)
        return _refuse(release, held, row.Problem("reading_broke_off"), at)


def _read(release: Release, held: lease.Lease, at: dt.datetime) -> Release:
    log = row.Problems()
    words = classification.lexicon()
    try:
        found = recognition.recognise(
            Path(release.file.path),
            words,
            confirmed=mappings.Mapping.from_json(release.mapping) if release.mapping else None,
        )
    except row.Unreadable as error:
        return _refuse(release, held, error.problem, at)
    for problem in found.problems:
        log.add(problem)
    _recognised(release, held, found, log)
    if found.questions:
        _tell(release, "release_asks", at)
        return release
    staging.fill(release=release, found=found, words=words, log=log, on=at.date(), held=held)
    return _checked(release, held, log, at)


@transaction.atomic
def accept(
    *,
    release: Release,
    publish_at: dt.datetime | None,
    by: User | None,
    at: dt.datetime,
    is_provisional: bool = False,
) -> Release:
    """Let the release count from `publish_at` on, at once where none is given."""
    release = locked(release)
    if reason := _why_not(release):
        raise ReleaseRefused(reason)
    release.turned_verdicts = rules.turned(release)
    release.needs_second = release.turned_verdicts > rules.line()
    if release.needs_second and by is None:
        raise ReleaseRefused(_alone(release))
    release.state, release.accepted_by, release.accepted_at = State.ACCEPTED, by, at
    release.publish_at, release.is_provisional = max(publish_at or at, at), is_provisional
    release.save()
    acceptance.ask(release=release, at=at)
    audit.record(verb="release.accepted", target=release, by=by, at=at, publish_at=release.publish_at)
    return release


@transaction.atomic
def publish(*, release: Release, at: dt.datetime) -> Release:
    """Make an accepted release count, in one transaction, once its minute has come."""
    release = locked(release)
    if release.state != State.ACCEPTED or release.publish_at is None or release.publish_at > at:
        return release
    if release.awaits_second:
        return release
    recorded = observations.record(release=release)
    release.state, release.published_at, release.recorded_at = State.PUBLISHED, at, recorded.vintage
    release.save(update_fields=["state", "published_at", "recorded_at"])
    staging.clear(release=release)
    staging.declare_breaks(release=release, at=recorded.vintage)
    _compare_anew(release, recorded.vintage)
    sources.await_next(source=release.source, at=at)
    _tell(release, "release_published", at)
    audit.record(
        verb="release.published", target=release, by=None, at=at, written=recorded.written, slices=len(recorded.slices)
    )
    return release


@transaction.atomic
def withdraw(*, release: Release, reason: str, by: User, at: dt.datetime) -> Release:
    """Take a release back. What it superseded counts again, where nothing newer stands."""
    release = locked(release)
    if release.state == State.WITHDRAWN:
        raise ReleaseRefused(_("The release has been withdrawn already."))
    if release.state == State.PUBLISHED:
        recorded = observations.withdraw(release=release)
        _compare_anew(release, recorded.vintage)
        release.breaks.filter(superseded_at=None).update(superseded_at=recorded.vintage)
    staging.clear(release=release)
    release.state, release.withdrawn_by, release.withdrawn_at = State.WITHDRAWN, by, at
    release.leased_until = None
    release.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "leased_until"])
    sources.await_next(source=release.source, at=at)
    audit.record(verb="release.withdrawn", target=release, by=by, at=at, personal={"reason": reason})
    return release


def _compare_anew(release: Release, at: dt.datetime) -> None:
    """Figures of any later year may look across a break, so that all of its measure are computed again."""
    broken = list(release.breaks.filter(superseded_at=None).values_list("measure_id", "period"))
    figures.invalidate(slices=broken, redrawn={measure for measure, _ in broken}, at=at)


def locked(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).select_related("source").get(pk=release.pk)


def _why_not(release: Release) -> str | Promise:
    """Why the release cannot be accepted now; nothing where it can."""
    if release.state != State.CHECKED:
        return _("The release is %(state)s, so there is nothing to accept.") % {"state": release.get_state_display()}
    if release.errors:
        return _("The file has errors. Put them right and drop it again; nothing has been recorded.")
    questions = release.problems.filter(severity=row.QUESTION)
    if questions.filter(answer=ERROR).exists():
        return _("A value was answered to be an error. Ask the office for a corrected file.")
    if questions.filter(answer="").exists():
        return _("Some questions are not answered yet.")
    return ""


def _alone(release: Release) -> str:
    told = {"turned": release.turned_verdicts, "line": rules.line()}
    return _("%(turned)s verdicts would turn, more than %(line)s: two people must accept it, each on its page.") % told


def _tell(release: Release, kind: str, at: dt.datetime) -> None:
    people = {person.pk: person for person in (release.received_by, release.accepted_by) if person}
    if not people:
        return
    url = reverse("release", kwargs={"pk": release.pk})
    told = {"filename": release.filename, "errors": release.errors}
    notices.notify(
        users=people.values(), kind=kind, at=at, occasion=f"{kind} {release.pk} {at.isoformat()}", url=url, **told
    )


@transaction.atomic
def _refuse(release: Release, held: lease.Lease, problem: row.Problem, at: dt.datetime) -> Release:
    held.end()
    release.state, release.errors = State.REFUSED, 1
    release.problem_counts = {problem.cause: 1}
    release.save(update_fields=["state", "errors", "problem_counts"])
    _keep_problems(release, [problem])
    audit.record(verb="release.refused", target=release, by=None, at=at, cause=problem.cause)
    return release


@transaction.atomic
def _recognised(release: Release, held: lease.Lease, found: recognition.Recognition, log: row.Problems) -> None:
    held.end() if found.questions else held.renew()
    release.state, release.mapping, release.sheets = State.RECOGNISED, found.mapping.as_json(), list(found.sheets)
    release.rows_expected, release.rows_read = found.rows_expected, 0
    release.questions = [asdict(each) for each in found.questions]
    release.save(update_fields=["state", "mapping", "sheets", "rows_expected", "rows_read", "questions"])
    if found.questions:
        _keep_problems(release, log)


@transaction.atomic
def _checked(release: Release, held: lease.Lease, log: row.Problems, at: dt.datetime) -> Release:
    held.end()
    release.state, release.checked_at = State.CHECKED, at
    release.rows_staged = release.staged.count()
    if not release.rows_staged and not log.count(row.ERROR):
        log.add(row.Problem("nothing_read"))
    release.errors, release.warnings = log.count(row.ERROR), log.count(row.WARNING)
    release.problem_counts = {cause: number for (_severity, cause), number in log.counts.items()}
    release.save(update_fields=["state", "checked_at", "errors", "warnings", "rows_staged", "problem_counts"])
    _keep_problems(release, log)
    _tell(release, "release_checked", at)
    audit.record(verb="release.checked", target=release, by=None, at=at, errors=release.errors)
    return release


def _keep_problems(release: Release, problems: Iterable[row.Problem]) -> None:
    """The problems of this reading; what a person has answered about the same thing stands."""
    answered = {
        _about(problem): problem for problem in release.problems.exclude(answer="").select_related("answered_by")
    }
    release.problems.all().delete()
    ReleaseProblem.objects.bulk_create(
        _problem(release, number, problem, answered) for number, problem in enumerate(problems, start=1)
    )


def _problem(
    release: Release, number: int, problem: row.Problem, answered: dict[str, ReleaseProblem]
) -> ReleaseProblem:
    known = answered.get(_about(problem))
    return ReleaseProblem(
        release=release,
        number=number,
        severity=problem.severity,
        cause=problem.cause,
        sheet=problem.sheet[:100],
        line=problem.line,
        column=problem.column[:100],
        parameters=problem.parameters,
        answer=known.answer if known else "",
        answered_by=known.answered_by if known else None,
        answered_at=known.answered_at if known else None,
    )


def _about(problem: row.Problem | ReleaseProblem) -> str:
    return json.dumps([problem.cause, problem.parameters], sort_keys=True)

"""A delivery's way from its arrival to its publication. Reading shows its progress, so it commits step by step."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import User
from indicators.actions import observation as observations
from indicators.actions import staging
from indicators.formats import mapping as mappings
from indicators.formats import recognition, row
from indicators.models import Release, ReleaseProblem, Source
from indicators.queries import classification
from indicators.queries import release as releases

State = Release.State
LEASE = dt.timedelta(seconds=90)


class ReleaseRefused(Exception):
    """The release cannot take this step; the message says why."""


class AlreadyReceived(ReleaseRefused):
    """The same content came before."""

    def __init__(self, release: Release) -> None:
        super().__init__(release.pk)
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
    if not _lease(release, at):
        return release
    release.refresh_from_db()
    log = row.Problems()
    words = classification.lexicon()
    try:
        found = recognition.recognise(
            Path(release.file.path),
            words,
            confirmed=mappings.Mapping.from_json(release.mapping) if release.mapping else None,
        )
    except row.Unreadable as error:
        return _refuse(release, error.problem, at)
    for problem in found.problems:
        log.add(problem)
    _recognised(release, found, log)
    if found.questions:
        return release
    staging.fill(release=release, found=found, words=words, log=log, on=at.date())
    return _checked(release, log, at)


@transaction.atomic
def confirm_mapping(*, release: Release, answers: dict[tuple[str, str], str], by: User, at: dt.datetime) -> Release:
    """Take a person's answers to what was unsure; the source keeps them, so that it asks once."""
    release = _locked(release)
    if release.state not in (State.RECEIVED, State.RECOGNISED, State.CHECKED):
        raise ReleaseRefused(release.state)
    mapping = mappings.Mapping.from_json(release.mapping)
    for (kind, word), answer in answers.items():
        mapping = mapping.with_answer(kind, word, answer)
    release.mapping, release.state, release.leased_until = mapping.as_json(), State.RECEIVED, None
    release.save(update_fields=["mapping", "state", "leased_until"])
    Source.objects.filter(pk=release.source_id).update(
        mapping=release.mapping, mapping_confirmed_by=by, mapping_confirmed_at=at
    )
    audit.record(verb="release.mapping_confirmed", target=release, by=by, at=at)
    return release


@transaction.atomic
def answer(*, problem: ReleaseProblem, answer: str, by: User, at: dt.datetime) -> int:
    """Answer a question, and with it all of the same cause and parameters in this release."""
    problem = ReleaseProblem.objects.select_related("release").get(pk=problem.pk)
    same = ReleaseProblem.objects.filter(
        release=problem.release_id, cause=problem.cause, parameters=problem.parameters, answer=""
    )
    audit.record(verb="release.question_answered", target=problem.release, by=by, at=at, answer=answer)
    return same.update(answer=answer, answered_by=by, answered_at=at)


@transaction.atomic
def accept(*, release: Release, publish_at: dt.datetime | None, by: User | None, at: dt.datetime) -> Release:
    """Let the release count from `publish_at` on, at once where none is given."""
    release = _locked(release)
    if release.state != State.CHECKED:
        raise ReleaseRefused(release.state)
    if release.errors:
        raise ReleaseRefused("errors")
    if release.problems.filter(severity=row.QUESTION, answer="").exists():
        raise ReleaseRefused("questions")
    release.state, release.accepted_by, release.accepted_at = State.ACCEPTED, by, at
    release.publish_at = publish_at or at
    release.save(update_fields=["state", "accepted_by", "accepted_at", "publish_at"])
    audit.record(verb="release.accepted", target=release, by=by, at=at, publish_at=release.publish_at)
    return release


@transaction.atomic
def publish(*, release: Release, at: dt.datetime) -> Release:
    """Make an accepted release count, in one transaction, once its minute has come."""
    release = _locked(release)
    if release.state != State.ACCEPTED or release.publish_at > at:
        return release
    recorded = observations.record(release=release)
    release.state, release.published_at, release.recorded_at = State.PUBLISHED, at, recorded.vintage
    release.save(update_fields=["state", "published_at", "recorded_at"])
    release.staged.all().delete()
    audit.record(
        verb="release.published", target=release, by=None, at=at, written=recorded.written, slices=len(recorded.slices)
    )
    return release


@transaction.atomic
def withdraw(*, release: Release, reason: str, by: User, at: dt.datetime) -> Release:
    """Take a release back. What it superseded counts again, where nothing newer stands."""
    release = _locked(release)
    if release.state == State.WITHDRAWN:
        raise ReleaseRefused(release.state)
    if release.state == State.PUBLISHED:
        observations.withdraw(release=release)
    release.staged.all().delete()
    release.state, release.withdrawn_by, release.withdrawn_at = State.WITHDRAWN, by, at
    release.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])
    audit.record(verb="release.withdrawn", target=release, by=by, at=at, personal={"reason": reason})
    return release


def _locked(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).select_related("source").get(pk=release.pk)


def _lease(release: Release, at: dt.datetime) -> bool:
    """One worker at a time; a dead one's lease runs out."""
    return bool(Release.objects.waiting(at).filter(pk=release.pk).update(leased_until=at + LEASE))


@transaction.atomic
def _refuse(release: Release, problem: row.Problem, at: dt.datetime) -> Release:
    release.state, release.errors, release.leased_until = State.REFUSED, 1, None
    release.save(update_fields=["state", "errors", "leased_until"])
    _keep_problems(release, [problem])
    audit.record(verb="release.refused", target=release, by=None, at=at, cause=problem.cause)
    return release


@transaction.atomic
def _recognised(release: Release, found: recognition.Recognition, log: row.Problems) -> None:
    release.state, release.mapping, release.sheets = State.RECOGNISED, found.mapping.as_json(), list(found.sheets)
    release.rows_expected, release.rows_read = found.rows_expected, 0
    release.leased_until = None if found.questions else release.leased_until
    release.questions = [
        {"kind": each.kind, "word": each.word, "guess": each.guess, "choices": list(each.choices)}
        for each in found.questions
    ]
    release.save(
        update_fields=["state", "mapping", "sheets", "rows_expected", "rows_read", "leased_until", "questions"]
    )
    _keep_problems(release, log)


@transaction.atomic
def _checked(release: Release, log: row.Problems, at: dt.datetime) -> Release:
    release.state, release.checked_at, release.leased_until = State.CHECKED, at, None
    release.errors, release.warnings = log.count(row.ERROR), log.count(row.WARNING)
    release.rows_staged = release.staged.count()
    release.save(update_fields=["state", "checked_at", "leased_until", "errors", "warnings", "rows_staged"])
    _keep_problems(release, log)
    audit.record(verb="release.checked", target=release, by=None, at=at, errors=release.errors)
    return release


def _keep_problems(release: Release, problems: Iterable[row.Problem]) -> None:
    release.problems.all().delete()
    ReleaseProblem.objects.bulk_create(
        ReleaseProblem(
            release=release,
            number=number,
            severity=problem.severity,
            cause=problem.cause,
            sheet=problem.sheet[:100],
            line=problem.line,
            column=problem.column[:100],
            parameters=problem.parameters,
        )
        for number, problem in enumerate(problems, start=1)
    )

"""What only a person can tell about a release: the meaning of its words, and whether a jump is real."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User
from indicators.actions.release import ERROR, REAL, RECLASSIFIED, ReleaseRefused, locked
from indicators.formats import mapping as mappings
from indicators.formats import row
from indicators.models import Release, Source
from indicators.queries import acceptance

State = Release.State
READABLE = (State.RECEIVED, State.RECOGNISED, State.CHECKED)
ANSWERS = frozenset({REAL, RECLASSIFIED, ERROR})


@transaction.atomic
def confirm_mapping(*, release: Release, answers: Mapping[tuple[str, str], str], by: User, at: dt.datetime) -> Release:
    """Take a person's answers to what was unsure; the source keeps them, so that it asks once. Read anew after it."""
    release = locked(release)
    if release.state not in READABLE:
        raise ReleaseRefused(
            _("The release is %(state)s; how it is read cannot change any more.")
            % {"state": release.get_state_display()}
        )
    mapping = mappings.Mapping.from_json(release.mapping)
    for (kind, word), answer in answers.items():
        mapping = mapping.with_answer(kind, word, answer)
    release.mapping, release.state, release.leased_until = mapping.as_json(), State.RECEIVED, None
    release.questions, release.rows_read = [], 0
    release.save(update_fields=["mapping", "state", "leased_until", "questions", "rows_read"])
    Source.objects.filter(pk=release.source_id).update(
        mapping=release.mapping, mapping_confirmed_by=by, mapping_confirmed_at=at
    )
    audit.record(verb="release.mapping_confirmed", target=release, by=by, at=at)
    return release


@transaction.atomic
def second(*, release: Release, by: User, at: dt.datetime) -> Release:
    """Accept what another person has accepted; from then on its minute counts."""
    release = locked(release)
    if not release.awaits_second:
        raise ReleaseRefused(_("The release waits for no second person."))
    if release.accepted_by_id == by.pk:
        raise ReleaseRefused(
            _("You have accepted it yourself. The second person must be another one: %(people)s.")
            % {"people": ", ".join(person.name for person in acceptance.seconds(release)) or _("nobody yet")}
        )
    release.seconded_by, release.seconded_at = by, at
    release.save(update_fields=["seconded_by", "seconded_at"])
    audit.record(verb="release.seconded", target=release, by=by, at=at, turned=release.turned_verdicts)
    return release


@transaction.atomic
def answer(*, release: Release, numbers: Collection[int], answer: str, by: User, at: dt.datetime) -> int:
    """Answer some questions of a release alike. A given answer may be changed until the release is accepted."""
    release = locked(release)
    if answer not in ANSWERS:
        raise ReleaseRefused(_("Choose real, reclassified or error."))
    if release.state != State.CHECKED:
        raise ReleaseRefused(
            _("The release is %(state)s; its questions are closed.") % {"state": release.get_state_display()}
        )
    asked = release.problems.filter(severity=row.QUESTION, number__in=numbers).exclude(answer=answer)
    answered = asked.update(answer=answer, answered_by=by, answered_at=at)
    if answered:
        audit.record(verb="release.question_answered", target=release, by=by, at=at, answer=answer, number=answered)
    return answered

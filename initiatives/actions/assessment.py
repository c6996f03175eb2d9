"""Two persons assess the management of an initiative, each blind to the other, and settle where they differ.

Whoever changes an assessment locks it first, so that two who hand in at once both see the other.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.guards import Refused
from accounts.models import User
from initiatives import assessment as rules
from initiatives.actions import text as texts
from initiatives.assessment import ASSESSORS
from initiatives.criteria import ASSESSMENT_SECTIONS, CRITERIA
from initiatives.models import AgreedLevel, Assessment, AssessmentText, Assessor, Grade, Initiative
from initiatives.permissions import assessment as permissions
from initiatives.queries import assessment as assessments
from initiatives.queries.initiative import people
from initiatives.sections import tidy


class AssessmentRefused(Exception):
    """The assessment cannot go on so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def appoint(
    *, initiative: Initiative, year: int, persons: Sequence[User], due_on: dt.date, by: User, at: dt.datetime
) -> Assessment:
    """Ask two different persons who have no part in the initiative."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    _allow(permissions.may_appoint, by, initiative, on)
    standing = assessments.of_initiative(initiative).standing().filter(year=year).first()
    if standing and standing.appointed_by_id == by.pk and standing.is_under_way:
        return standing
    if standing:
        raise AssessmentRefused(_("There is an assessment of %(year)s already.") % {"year": year}, "year")
    if not on.year - 1 <= year <= on.year:
        raise AssessmentRefused(_("An assessment is of this year or the last one."), "year")
    if due_on < on:
        raise AssessmentRefused(_("This day is over already."), "due_on")
    _check_persons(persons, initiative, on)
    made = Assessment.objects.create(initiative=initiative, year=year, due_on=due_on, appointed_at=at, appointed_by=by)
    Assessor.objects.bulk_create(
        Assessor(assessment=made, seat=seat, person=person) for seat, person in enumerate(persons, start=1)
    )
    audit.record(verb="assessment.appointed", target=initiative, by=by, at=at, year=year, due_on=due_on)
    _tell(made, "assessment_asked", persons, at, due_on=due_on)
    _tell(made, "assessment_begun", people(initiative, on=on), at)
    return made


def save_section(
    *,
    assessor: Assessor,
    section: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
    by: User,
    at: dt.datetime,
) -> AssessmentText:
    """Save one block of the form upon `seen_revision`; raises TextConflict where another window saved meanwhile."""
    asked = ASSESSMENT_SECTIONS[section]
    saved = _save(assessor, section, content, seen_revision, by, at)
    return texts.told(assessments.sheet(assessor, section), saved, title=asked.title)


@transaction.atomic
def keep_saved(*, assessor: Assessor, section: str, by: User, at: dt.datetime) -> None:
    """Choose the text that stands; the other one stays in the history, set aside."""
    _filling(assessor, by)
    texts.settle(assessments.sheet(assessor, section), by=by, at=at)


@transaction.atomic
def hand_in(*, assessor: Assessor, by: User, at: dt.datetime) -> Assessor:
    """From now on the form is closed. The second one to hand in opens both to both."""
    assessment = _locked(assessor.assessment)
    assessor = Assessor.objects.select_for_update().get(pk=assessor.pk)
    assessor.assessment = assessment
    if assessor.handed_in_at and assessor.person_id == by.pk:
        return assessor
    assessor = _filling(assessor, by)
    _check_no_part(by, assessment.initiative, at)
    content = assessments.written(assessor)
    if missing := assessments.lacking(content):
        named = ", ".join(f"{one.code} {one.name}" for one in missing[:5])
        raise AssessmentRefused(
            _("%(count)s indicators have no level or no evidence yet: %(named)s.")
            % {"count": len(missing), "named": named + (" …" if missing[5:] else "")}
        )
    Grade.objects.bulk_create(assessments.grades(content, assessor))
    assessor.handed_in_at = at
    assessor.save(update_fields=["handed_in_at"])
    # With the assessment and not with the initiative, whose people shall not read who assesses.
    audit.record(verb="assessment.handed_in", target=assessment, by=by, at=at, year=assessment.year)
    if assessments.both_are_in(assessment):
        _open_both(assessment, at)
    return assessor


@transaction.atomic
def settle(
    *, assessment: Assessment, criterion: str, level: int, reason: str, by: User, at: dt.datetime
) -> AgreedLevel:
    """One of the two writes down on which level they have agreed, and why; it may be settled anew until the end."""
    assessment = _locked(assessment)
    _allow(permissions.may_settle, by, assessment)
    _check_compared(assessment)
    _check_no_part(by, assessment.initiative, at)
    first, second = (levels.get(criterion) for levels in assessments.given(assessment))
    if first is None or second is None or first == second:
        raise AssessmentRefused(_("Both gave the same level here; nothing is to be settled."))
    if not rules.may_settle(level, first, second):
        raise AssessmentRefused(_("Settle on a level between the two that were given."), "level")
    if not reason.strip():
        raise AssessmentRefused(_("Say why: the reason is kept and shown."), "reason")
    settled, _made = AgreedLevel.objects.update_or_create(
        assessment=assessment,
        criterion=criterion,
        defaults={"level": level, "reason": reason.strip(), "settled_by": by, "settled_at": at},
    )
    audit.record(
        verb="assessment.settled",
        target=assessment,
        by=by,
        at=at,
        year=assessment.year,
        indicator=criterion,
        level=level,
    )
    return settled


@transaction.atomic
def finish(*, assessment: Assessment, by: User, at: dt.datetime) -> Assessment:
    """Make the agreed levels final. From now on nobody changes them, and everybody reads the result."""
    assessment = _locked(assessment)
    if assessment.finished_at:
        return assessment
    _allow(permissions.may_run, by, assessment, timezone.localdate(at))
    _check_compared(assessment)
    levels = assessments.agreed(assessment)
    if left := len(CRITERIA) - len(levels):
        raise AssessmentRefused(_("The assessors still have to settle %(count)s indicators.") % {"count": left})
    found, score = rules.agreement(*assessments.given(assessment)), rules.score(levels)
    assessment.points, assessment.most, assessment.equal = score.points, score.most, found.equal
    assessment.kappa = None if found.kappa is None else round(float(found.kappa), 4)
    assessment.labels = [judged.label.code for judged in rules.labels(levels) if judged.is_earned]
    assessment.finished_at, assessment.finished_by = at, by
    assessment.save()
    told = {"year": assessment.year, "points": score.points, "most": score.most}
    audit.record(verb="assessment.finished", target=assessment.initiative, by=by, at=at, **told)
    _tell(assessment, "assessment_finished", people(assessment.initiative, on=timezone.localdate(at)), at, **told)
    return assessment


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, by: User, at: dt.datetime) -> Assessment:
    assessment = _locked(assessment)
    _allow(permissions.may_run, by, assessment, timezone.localdate(at))
    if not assessment.is_under_way:
        raise AssessmentRefused(_("This assessment is over."))
    if not reason.strip():
        raise AssessmentRefused(_("Say why: the reason is kept and shown."), "reason")
    assessment.withdrawn_at, assessment.withdrawn_because = at, reason.strip()
    assessment.save(update_fields=["withdrawn_at", "withdrawn_because"])
    told = {"year": assessment.year, "personal": {"reason": reason.strip()}}
    audit.record(verb="assessment.withdrawn", target=assessment.initiative, by=by, at=at, **told)
    concerned = {seat.person for seat in assessment.assessors.select_related("person")}
    concerned |= set(people(assessment.initiative, on=timezone.localdate(at)))
    _tell(assessment, "assessment_withdrawn", concerned, at)
    return assessment


@transaction.atomic
def _save(
    assessor: Assessor, section: str, content: Mapping[str, Any], seen: int | None, by: User, at: dt.datetime
) -> AssessmentText:
    assessor = _filling(assessor, by)
    asked = ASSESSMENT_SECTIONS[section]
    written = tidy(asked, content)
    if found := texts.too_long(asked, written):
        raise AssessmentRefused(*found)
    return texts.write(assessments.sheet(assessor, section), content=written, seen=seen, by=by, at=at)


def _filling(assessor: Assessor, by: User) -> Assessor:
    assessment = _locked(assessor.assessment)
    assessor = Assessor.objects.select_for_update().get(pk=assessor.pk)
    assessor.assessment = assessment
    _allow(permissions.may_fill, by, assessor)
    if not assessment.is_under_way:
        raise AssessmentRefused(_("This assessment is over."))
    if assessor.handed_in_at:
        raise AssessmentRefused(_("You have handed in; what differs is settled with the other assessor."))
    return assessor


def _locked(assessment: Assessment) -> Assessment:
    found = Assessment.objects.select_related("initiative__initiator")
    return found.select_for_update(of=("self",)).get(pk=assessment.pk)


def _open_both(assessment: Assessment, at: dt.datetime) -> None:
    """Where both gave the same, that is the level; the rest is for the two to settle."""
    first, second = assessments.given(assessment)
    AgreedLevel.objects.bulk_create(
        AgreedLevel(assessment=assessment, criterion=code, level=first[code], settled_at=at)
        for code in CRITERIA
        if first[code] == second[code]
    )
    left = len(rules.differing(first, second))
    audit.record(
        verb="assessment.compared", target=assessment.initiative, by=None, at=at, year=assessment.year, left=left
    )
    assessors = [seat.person for seat in assessment.assessors.select_related("person")]
    _tell(assessment, "assessment_compared", [*assessors, assessment.appointed_by], at, left=left)


def _check_compared(assessment: Assessment) -> None:
    if not assessment.is_under_way:
        raise AssessmentRefused(_("This assessment is over."))
    if not assessments.both_are_in(assessment):
        raise AssessmentRefused(_("Not both assessors have handed in yet; until then each works for himself."))


def _check_persons(persons: Sequence[User], initiative: Initiative, on: dt.date) -> None:
    if len({person.pk for person in persons}) != ASSESSORS:
        raise AssessmentRefused(_("Name two different persons."), "second")
    for field, person in zip(("first", "second"), persons, strict=True):
        if reason := assessments.tie(person, initiative, on=on):
            raise AssessmentRefused(reason, field)


def _check_no_part(person: User, initiative: Initiative, at: dt.datetime) -> None:
    """Asked once more: since the day on which he was appointed he may have taken part."""
    if reason := assessments.tie(person, initiative, on=timezone.localdate(at)):
        raise AssessmentRefused(
            _("%(reason)s The ministry withdraws this assessment and appoints others.") % {"reason": reason}
        )


def _allow(may: Any, *asked: Any) -> None:
    try:
        may(*asked)
    except Refused as refused:
        raise AssessmentRefused(refused.reason) from refused


def _tell(assessment: Assessment, kind: str, users: Any, at: dt.datetime, **told: Any) -> None:
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        occasion=f"{kind}:{assessment.pk}",
        url=reverse("assessment", kwargs={"pk": assessment.pk}),
        initiative=assessment.initiative.told,
        **({"year": assessment.year} | told),
    )

"""How two clusters are managed: one assessed and one half-way, and what members say where enough of them do."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo.people import person
from initiatives.actions import assessment, survey
from initiatives.criteria import ASSESSMENT_SECTIONS, CRITERIA
from initiatives.models import Assessment, Assessor, Initiative, Organisation, Survey
from initiatives.queries import survey as surveys
from initiatives.queries.initiative import people
from initiatives.queries.organisation import ministries
from initiatives.survey import QUESTIONS

ASSESSED, HALF_WAY = "Almaty Software and Fintech", "Tobol Grain and Flour"
PERSONS = (("assessor1@demo.kz", "Dina Mukhanova"), ("assessor2@demo.kz", "Sergey Lee"))
# What the two gave where it is not 3, and on what they settled.
FIRST = {"1.1.0": 4, "1.2": 4, "2.4": 4, "2.6": 4, "4.1.1": 4, "4.3": 4, "4.6.2": 4, "3.1": 2, "5.1": 2}
SECOND = {"1.1.0": 4, "1.2": 4, "2.4": 3, "2.6": 4, "4.1.1": 4, "4.3": 4, "4.6.2": 4, "3.1": 1, "5.1": 2, "4.5": 4}
SETTLED = {
    "2.4": (4, "The minutes show that the members elected the board themselves."),
    "3.1": (2, "A second source was confirmed in writing after the visit."),
    "4.5": (3, "Three groups met, two of them without minutes."),
}
EVIDENCE = "Conversation at the office, papers of “{name}” shown."
# What members said, question by question alike; too few in the second one.
ENOUGH, TOO_FEW = (5, 4, 4, 3, 4, 5, 2), (4, 3)


def play_all() -> None:
    official = _official()
    for name, is_whole in ((ASSESSED, True), (HALF_WAY, False)):
        initiative = Initiative.objects.filter(name=name, is_synthetic=True, stage="registered").first()
        if initiative and official and not Assessment.objects.filter(initiative=initiative).exists():
            with transaction.atomic():
                _assess(initiative, official, is_whole=is_whole)
        if initiative and not Survey.objects.filter(initiative=initiative).exists():
            with transaction.atomic():
                _ask(initiative, ENOUGH if is_whole else TOO_FEW)


def _assess(initiative: Initiative, by: User, *, is_whole: bool) -> None:
    at = timezone.now() - dt.timedelta(days=30 if is_whole else 4)
    on = timezone.localdate(at)
    asked = [person(email, name) for email, name in PERSONS]
    told = {"year": on.year, "persons": asked, "due_on": on + dt.timedelta(days=21)}
    made = assessment.appoint(initiative=initiative, **told, by=by, at=at)
    first, second = Assessor.objects.select_related("person").filter(assessment=made).order_by("seat")
    _hand_in(first, FIRST, at + dt.timedelta(days=3))
    if not is_whole:
        return
    _hand_in(second, SECOND, at + dt.timedelta(days=5))
    for criterion, (level, reason) in SETTLED.items():
        told = {"criterion": criterion, "level": level, "reason": reason, "by": first.person}
        assessment.settle(assessment=made, **told, at=at + dt.timedelta(days=7))
    assessment.finish(assessment=made, by=by, at=at + dt.timedelta(days=8))


def _hand_in(seat: Assessor, other: Mapping[str, int], at: dt.datetime) -> None:
    given = {}
    for one in CRITERIA.values():
        given[one.level_field] = str(other.get(one.code, 3))
        given[one.evidence_field] = EVIDENCE.format(name=one.name)
    for block in ASSESSMENT_SECTIONS:
        told = {"section": block, "content": given, "seen_revision": None, "by": seat.person}
        assessment.save_section(assessor=seat, **told, at=at)
    assessment.hand_in(assessor=seat, by=seat.person, at=at)


def _ask(initiative: Initiative, opinions: tuple[int, ...]) -> None:
    """A survey that ended a week ago."""
    at = timezone.now() - dt.timedelta(days=21)
    first = timezone.localdate(at)
    by = people(initiative, on=first).order_by("pk")[0]
    days = {"starts_on": first, "ends_on": first + dt.timedelta(days=14)}
    asked = survey.open_(initiative=initiative, **days, by=by, at=at)
    acting: dict[int, tuple[Organisation, User]] = {}
    for one in surveys.acting(asked, on=first).order_by("organisation", "pk"):
        acting.setdefault(one.organisation_id, (one.organisation, one.user))
    for place, (opinion, (organisation, head)) in enumerate(zip(opinions, acting.values(), strict=False)):
        # Not all questions alike, so that the means differ.
        given = {question: max(1, min(5, opinion - (place + number) % 2)) for number, question in enumerate(QUESTIONS)}
        told = {"organisation": organisation, "given": given, "by": head}
        survey.answer(survey=asked, **told, at=at + dt.timedelta(days=place))


def _official() -> User | None:
    ministry = ministries(on=timezone.localdate()).first()
    return ministry and ministry.representatives.order_by("pk")[0].user

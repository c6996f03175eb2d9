"""A registered initiative whose management two persons assess, and whose members are asked what they think."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.models import User
from initiatives.actions import assessment as deeds
from initiatives.actions import survey as surveys
from initiatives.criteria import ASSESSMENT_SECTIONS, of_block
from initiatives.models import Assessment, Assessor, Initiative, Organisation, Respondent, Survey
from initiatives.survey import QUESTIONS
from tests.factories import initiatives as made
from tests.factories import returns
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY


@dataclass
class Assessing:
    initiative: Initiative
    ministry: User
    manager: User
    persons: list[User] = field(default_factory=lambda: [UserFactory(name="Asel"), UserFactory(name="Bolat")])
    assessment: Assessment | None = None

    def appoint(self, *, at: dt.datetime = MONDAY, **how) -> "Assessing":
        on = timezone.localdate(at)
        how = {"year": on.year, "persons": self.persons, "due_on": on + dt.timedelta(days=21)} | how
        by = how.pop("by", self.ministry)
        self.assessment = deeds.appoint(initiative=self.initiative, **how, by=by, at=at)
        return self

    def seat(self, number: int) -> Assessor:
        return Assessor.objects.select_related("assessment__initiative").get(assessment=self.assessment, seat=number)

    def fill(self, number: int, level: int = 3, *, at: dt.datetime = MONDAY, **other) -> Assessor:
        """Every indicator on `level`, without those that are named otherwise: `i1_1_0=4`."""
        seat, by = self.seat(number), self.persons[number - 1]
        for block in ASSESSMENT_SECTIONS:
            written = content(block, level, other)
            deeds.save_section(assessor=seat, section=block, content=written, seen_revision=None, by=by, at=at)
        return seat

    def hand_in(self, number: int, level: int = 3, *, at: dt.datetime = MONDAY, **other) -> Assessor:
        return deeds.hand_in(assessor=self.fill(number, level, at=at, **other), by=self.persons[number - 1], at=at)

    def settle(self, criterion: str, level: int, reason: str = "Both saw the minutes.", **how):
        told = {"criterion": criterion, "level": level, "reason": reason, "by": self.persons[0], "at": MONDAY} | how
        return deeds.settle(assessment=self.assessment, **told)

    def finish(self, *, at: dt.datetime = MONDAY) -> Assessment:
        return deeds.finish(assessment=self.assessment, by=self.ministry, at=at)


def content(block: str, level: int, other: dict[str, int] | None = None) -> dict[str, str]:
    other = other or {}
    given = {}
    for one in of_block(block):
        given[one.level_field] = str(other.get(f"i{one.key}", level))
        given[one.evidence_field] = f"Seen: {one.code}"
    return given


def assessing(*, members: int = 6) -> tuple[Assessing, returns.Cluster]:
    cluster = returns.cluster(members=members)
    return Assessing(cluster.initiative, cluster.officials["KZ"], cluster.manager), cluster


def surveyed(cluster: returns.Cluster, *, at: dt.datetime = MONDAY, days: int = 10) -> Survey:
    first = timezone.localdate(at)
    told = {"starts_on": first, "ends_on": first + dt.timedelta(days=days), "by": cluster.manager, "at": at}
    return surveys.open_(initiative=cluster.initiative, **told)


def answered(survey: Survey, cluster: returns.Cluster, *opinions: int, at: dt.datetime = MONDAY) -> list[Respondent]:
    """The first members answer, each all questions alike."""
    return [
        surveys.answer(
            survey=survey,
            organisation=Organisation.objects.get(pk=key),
            given=dict.fromkeys(QUESTIONS, opinion),
            by=editor,
            at=at,
        )
        for opinion, (key, editor) in zip(opinions, cluster.editors.items(), strict=False)
    ]


def in_world(world: Any, side: Any, at: dt.datetime) -> None:
    """One that waits for both, and one that is over; a survey in which the member has not answered."""
    ministry, initiative = world.people["ministry"], side.things["registered"]
    over = Assessing(initiative, ministry, side.manager).appoint(at=at, year=timezone.localdate(at).year - 1)
    for number in (1, 2):
        over.hand_in(number, at=at)
    over.finish(at=at)
    waits = Assessing(initiative, ministry, side.manager)
    if side.word == "own":
        waits.persons[0] = world.people["nobody"]
    waits.appoint(at=at)
    world.add("assessment", f"{side.word} finished", pk=over.assessment.pk)
    world.add("assessment", f"{side.word} waiting", pk=waits.assessment.pk)
    seat = waits.seat(1)
    world.add("assessor", side.word, pk=seat.pk)
    world.add("assessor block", side.word, pk=seat.pk, section="structure")
    first = timezone.localdate(at)
    days = {"starts_on": first, "ends_on": first + dt.timedelta(days=10)}
    made.members(initiative, by=side.manager, firms=5, universities=0)
    survey = surveys.open_(initiative=initiative, **days, by=side.manager, at=at)
    world.add("survey", side.word, pk=survey.pk)

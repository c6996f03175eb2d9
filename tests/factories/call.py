"""A ministry that lets initiatives into the register by call, with a commission of three and an operator."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from initiatives.actions import call as deeds
from initiatives.actions import call_scoring, lifecycle
from initiatives.actions.call import CallText
from initiatives.models import Call, CallEntry, Commissioner, Initiative, Organisation, Round
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, authority, drafted, organisation, region, rule_pack

FIRST = MONDAY.date()
LAST, SCORED_BY = FIRST + dt.timedelta(days=20), FIRST + dt.timedelta(days=40)
AFTERWARDS = MONDAY + dt.timedelta(days=21)
CRITERIA = (("Effect", 60), ("Readiness", 40))


@dataclass
class Calling:
    ministry: User
    operator: Organisation
    office: User
    akimat: User
    persons: list[User] = field(default_factory=lambda: [UserFactory(name=name) for name in ("Asel", "Bolat", "Dina")])
    call: Call | None = None
    managers: dict[int, User] = field(default_factory=dict)

    def said(self, **other: Any) -> CallText:
        told = {
            "title": "Call of the autumn",
            "text": "Clusters that export.",
            "opens_on": FIRST,
            "closes_on": LAST,
            "score_by": SCORED_BY,
            "places": 1,
            "operator": self.operator,
            "criteria": CRITERIA,
            "commission": [(person, "Outside expert") for person in self.persons],
        }
        return CallText(**(told | other))

    def draft(self, **other: Any) -> Call:
        self.call = deeds.draft(said=self.said(**other), by=self.ministry, at=MONDAY)
        return self.call

    def announce(self, **other: Any) -> "Calling":
        self.draft(**other)
        return self.go("announce", at=MONDAY)

    def go(self, way: str, *, at: dt.datetime = AFTERWARDS, **how: Any) -> "Calling":
        self.call = deeds.advance(call=self.call, way=way, **({"by": self.ministry} | how), at=at)
        return self

    def hand_in(self, name: str, *, at: dt.datetime = MONDAY) -> Initiative:
        made, manager, _firm = drafted(name=name, regions=("KZ-61",))
        self.managers[made.pk] = manager
        return lifecycle.advance(initiative=made, transition="submit", by=manager, at=at)

    def entry(self, initiative: Initiative) -> CallEntry:
        found = CallEntry.objects.select_related("call__operator", "round__initiative__initiator")
        return found.filter(round__initiative=initiative).latest("pk")

    def score(self, initiative: Initiative, number: int, *points: int, at: dt.datetime = AFTERWARDS, **how: Any):
        given = {one.pk: each for one, each in zip(self.call.criteria.all(), points, strict=False)}
        told = {"reasons": "Seen on the spot.", "by": self.persons[number]} | how
        return call_scoring.score(entry=self.entry(initiative), points=given, **told, at=at)

    def opine(self, initiative: Initiative, *, at: dt.datetime = AFTERWARDS):
        return call_scoring.opine(entry=self.entry(initiative), text="Sound.", by=self.office, at=at)

    def judge(self, initiative: Initiative, *sheets: tuple[int, int]) -> None:
        """The operator's opinion, and a sheet of as many commissioners as there are pairs of points."""
        self.opine(initiative)
        for number, points in enumerate(sheets):
            self.score(initiative, number, *points)


def calling() -> Calling:
    rule_pack(recognition="call")
    akimat = acting_for(authority("Akimat of Turkistan", region()))
    ministry = acting_for(authority("Ministry of Industry", None))
    operator = organisation("Fund of clusters", Organisation.Kind.ASSOCIATION)
    return Calling(ministry, operator, acting_for(operator, name="Officer of the fund"), akimat)


def in_world(world: Any, side: Any, at: dt.datetime) -> None:
    """A draft, and one that is being scored with an entry of each side."""
    ministry, on = world.people["ministry"], at.date()
    columns = {"text": "Text", "places": 1, "stage_since": at, "drafted_by": ministry, "drafted_at": at}
    office = ministry.represents.get().organisation
    days = {"opens_on": on - dt.timedelta(days=30), "closes_on": on - dt.timedelta(days=9)}
    days["score_by"] = on + dt.timedelta(days=9)
    if side.word == "own":
        draft = Call.objects.create(title="Drafted", operator=office, **columns, **days)
        pack = world.things["rule pack"]["in force"]["pk"]
        told = {"stage": "scoring", "announced_at": at, "rule_pack_id": pack, "operator": office}
        scored = Call.objects.create(title="Scored", **told, **columns, **days)
        scored.criteria.create(number=1, name="Effect", weight=100)
        Commissioner.objects.create(call=scored, person=world.people["statistician"], speaks_for="Expert")
        world.add("call", "drafted", pk=draft.pk)
        world.add("call", "scored", pk=scored.pk)
        for label, key in (("drafted", draft.pk), ("scored", scored.pk)):
            world.add("call way", label, pk=key, name="announce")
    round_ = Round.objects.open().get(initiative=side.things["under review"], matter="registration")
    entry = CallEntry.objects.create(call=Call.objects.get(title="Scored"), round=round_, entered_at=at)
    world.add("call entry", side.word, pk=entry.pk)

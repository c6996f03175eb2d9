"""A registered initiative whose members are asked for their returns."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from accounts.models import User
from indicators.actions import classification
from indicators.models import Code
from indicators.resolution import ALL_ACTIVITIES
from initiatives.actions import campaign as campaigns
from initiatives.actions import returns
from initiatives.models import Campaign, Initiative, Return, ReturnRequest
from tests.factories import approval, portfolio
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation

YEAR = MONDAY.year - 1
DUE = MONDAY.date() + dt.timedelta(days=28)
LATER = MONDAY + dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
PLAIN = {"jobs": Decimal(20), "turnover": Decimal(100), "value_added": Decimal(40), "exports": Decimal(10)}


def vocabulary() -> None:
    """The measures of the returns, and the code of all activities together."""
    classification.adopt_measures(by=None, at=approval.SINCE)
    if not Code.objects.filter(code=ALL_ACTIVITIES).exists():
        activity = approval.activity()
        Code.objects.create(classification=activity.classification, code=ALL_ACTIVITIES, kind="total", name="All")


@dataclass
class Cluster:
    initiative: Initiative
    manager: User
    officials: dict[str, User]
    editors: dict[int, User] = field(default_factory=dict)

    def join(self, name: str = "", **fields) -> User:
        """A new member, and the person who edits for it."""
        number = len(self.editors) + 1
        body = organisation(name or f"{self.initiative.name} member {number}", **fields)
        made.member(self.initiative, by=self.manager, organisation=body)
        self.editors[body.pk] = acting_for(body, name=f"Editor {number}", signs=False)
        return self.editors[body.pk]

    def open(self, year: int = YEAR, *, at: dt.datetime = MONDAY, **how) -> Campaign:
        due_on = how.pop("due_on", at.date() + dt.timedelta(days=28))
        return campaigns.open(initiative=self.initiative, year=year, due_on=due_on, by=self.manager, at=at, **how)

    def requests(self, campaign: Campaign) -> list[ReturnRequest]:
        return list(campaign.requests.order_by("pk"))

    def send(self, request: ReturnRequest, *, at: dt.datetime = LATER, share: object = 100, **answers) -> Return:
        """With every warning confirmed, so that a test says only what it is about."""
        told = PLAIN | {key: None if value is None else Decimal(str(value)) for key, value in answers.items()}
        codes = {"same:all", "size:jobs", "zero:jobs", "unit:turnover", "above:value_added", "above:wages"}
        codes |= {f"jump:{key}" for key in told}
        by = self.editors[request.organisation_id]
        sent = {"answers": told, "share": Decimal(str(share)), "confirmed": codes, "by": by, "at": at}
        return returns.send(request=request, **sent, reason="The accounts were audited")

    def send_all(self, campaign: Campaign, values: list[object], *, key: str = "turnover", at: dt.datetime = LATER):
        """One value a member, in the order in which they joined."""
        for request, value in zip(self.requests(campaign), values, strict=False):
            self.send(request, at=at, **{key: value, "exports": 0})

    def close(self, campaign: Campaign, *, at: dt.datetime = LATER + HOUR) -> Campaign:
        return campaigns.close(campaign=campaign, by=self.manager, at=at)


def cluster(*, name: str = "Esil Dairy", members: int = 6) -> Cluster:
    vocabulary()
    case = portfolio.registered(name=name, members=0)
    found = Cluster(case.initiative, case.manager, case.officials)
    for _number in range(members):
        found.join()
    return found


def another(first: Cluster, *, name: str) -> Cluster:
    """A second cluster of the same country."""
    regions = tuple(code for code in first.officials if code != "KZ")
    holder = portfolio.Portfolio(first.initiative, first.manager, first.initiative.initiator, officials=first.officials)
    initiative = portfolio.registered_elsewhere(holder, name=name, regions=regions)
    manager = initiative.opened_by
    return Cluster(initiative, manager, first.officials)


def in_world(world: Any, side: Any, at: dt.datetime) -> None:
    """For the table of rights: a side's member is asked, and the year before is closed."""
    initiative, year = side.things["registered"], at.year - 1
    told = {"by": side.manager, "at": at}
    for asked in (year - 1, year):
        due_on = at.date() + dt.timedelta(days=20)
        opened = campaigns.open(initiative=initiative, year=asked, due_on=due_on, **told)
        request = opened.requests.get(organisation=side.member)
        if asked < year:
            sender = acting_for(side.member, signs=False)
            returns.send(request=request, answers=PLAIN, by=sender, at=at)
            campaigns.close(campaign=opened, **told)
    world.add("campaign", side.word, pk=opened.pk)
    world.add("return", side.word, pk=request.pk)
    side.things["campaign"] = opened


def in_crowd(world: Any, at: dt.datetime) -> None:
    """Many members more are asked, and some of them answer."""
    opened = world.own.things["campaign"]
    campaigns.remind(campaign=opened, by=None, at=at)
    for request in opened.requests.exclude(organisation=world.own.member)[:10]:
        returns.send(request=request, answers=PLAIN, by=acting_for(request.organisation, signs=False), at=at)

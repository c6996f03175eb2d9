"""A registered initiative with a project that has everything a project can have."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.models import User
from indicators.models import Indicator, IndicatorVersion
from initiatives.actions import budget, contribution, milestone, project, risk
from initiatives.models import Initiative, Membership, Organisation, Project
from tests.factories import approval, investment
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation

TODAY = timezone.localdate(MONDAY)
MLN = 1_000_000
YEARS = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2027, 12, 31)}


@dataclass
class Portfolio:
    initiative: Initiative
    manager: User
    runner: Organisation
    members: list[Membership] = field(default_factory=list)
    editors: list[User] = field(default_factory=list)
    officials: dict[str, User] = field(default_factory=dict)

    def told(self) -> dict[str, object]:
        return {"by": self.manager, "at": MONDAY}

    def idea(self, title: str = "Cooling points", kind: str = "infrastructure", **more) -> Project:
        return project.draft(initiative=self.initiative, kind=kind, title=title, **more, **self.told())

    def planned(self, title: str = "Cooling points", **more) -> Project:
        """Ready to be proposed: described, with partners, money, a milestone and what it is to move."""
        described = {"summary": "Milk is cooled where it is milked.", "responsible_name": "Aigul Sadykova"} | YEARS
        made_of = self.idea(title, responsible=self.members[0].organisation, **(described | more))
        project.join(project=made_of, organisation=self.members[1].organisation, role="executor", **self.told())
        lines = {("state", 2026): (40 * MLN, 10 * MLN), ("private", 2027): (60 * MLN, None)}
        budget.enter(project=made_of, lines=lines, total=100 * MLN, **self.told())
        milestone.add(project=made_of, title="Land", due_on=dt.date(2027, 3, 1), **self.told())
        contribution.expect(project=made_of, indicator=indicator().code, year=2027, value="1.5", **self.told())
        made_of.refresh_from_db()
        return made_of

    def at(self, stage: str, title: str = "Cooling points", **more) -> Project:
        made_of = self.planned(title, **more)
        for way in {"proposed": ("propose",), "selected": ("propose", "select")}.get(
            stage, ("propose", "select", "start")
        ):
            made_of = project.advance(project=made_of, way=way, **self.told())
        return made_of


def indicator(code: str = "productivity", unit: str = "mln KZT / persons") -> Indicator:
    found, _is_new = Indicator.objects.get_or_create(code=code, defaults={"name": code, "name_en": code.title()})
    if not found.versions.exists():
        IndicatorVersion.objects.create(
            indicator=found, number=1, formula="1", unit=unit, drafted_at=approval.SINCE, published_at=approval.SINCE
        )
    return found


def registered(*, name: str = "Esil Dairy", members: int = 3) -> Portfolio:
    """Registered by its two regions and the ministry, with members that have an editor each."""
    case = approval.handed_in(name=name)
    for code in case.officials:
        case.decide(code)
    case.initiative.refresh_from_db()
    joined = [
        made.member(case.initiative, by=case.manager, organisation=organisation(f"{name} member {number}"))
        for number in range(1, members + 1)
    ]
    editors = [acting_for(one.organisation, name=f"Editor of {one.organisation}") for one in joined]
    return Portfolio(case.initiative, case.manager, case.firm, joined, editors, case.officials)


def registered_elsewhere(world: Portfolio, *, name: str, regions: tuple[str, ...]) -> Initiative:
    """Another one that the same ministry has registered."""
    officials = {code: world.officials[code] for code in world.officials if code in (*regions, "KZ")}
    for code in set(regions) - set(officials):
        officials[code] = acting_for(approval.authority(f"Akimat of {code}", approval.region(code, code)))
    case = approval.handed_in(name=name, regions=regions, officials=officials)
    for code in officials:
        case.decide(code)
    case.initiative.refresh_from_db()
    return case.initiative


def in_world(world: Any, side: Any, at: dt.datetime) -> None:
    """For the table of rights: a hidden and a public proposal of a side's registered initiative, with its parts."""
    told, initiative = {"by": side.manager, "at": at}, side.things["registered"]
    for label in ("hidden", "public"):
        drafted = project.draft(
            initiative=initiative, kind="training", title=f"A {label} school", is_public=label == "public", **told
        )
        Project.objects.filter(pk=drafted.pk).update(stage="proposed")
        world.add("project", f"{side.word} {label}", pk=drafted.pk)
        world.add("project way", f"{side.word} {label}", pk=drafted.pk, name="stop")
    hidden = Project.objects.get(initiative=initiative, is_public=False)
    parts = {
        "milestone": milestone.add(project=hidden, title="Licence", due_on=at.date(), **told),
        "risk": risk.add(project=hidden, title="No teachers", likelihood=3, impact=3, **told),
        "contribution": hidden.contributions.create(indicator=indicator(), year=2027, value=1),
        "project partner": project.join(project=hidden, organisation=side.firm, role="executor", **told),
    }
    for kind, part in parts.items():
        world.add(kind, side.word, pk=part.pk)
    investment.in_world(world, side, at)

"""Open projects, a named contact and enquiries of investors; for tests, the small world and its crowd."""

import datetime as dt
from decimal import Decimal
from typing import Any

from accounts.models import User
from initiatives.actions import dialogue as asking
from initiatives.actions import investment as deeds
from initiatives.models import Initiative, InvestmentOffer, InvestorContact, Project

PLAN = "Business plan of the members"


def facts(*, amount: int = 900_000_000, on: dt.date, **more: Any) -> dict[str, deeds.Told]:
    values = {"amount": amount, "share": Decimal(40), "stage": "permitted", "site": "Plot 12, rail 2 km away"} | more
    return {name: deeds.Told(value, PLAN, on) for name, value in values.items()}


def opened(project: Project, *, by: User, at: dt.datetime, **more: Any) -> InvestmentOffer:
    said = facts(on=at.date() - dt.timedelta(days=30), **more)
    return deeds.describe(project=project, facts=said, is_open=True, by=by, at=at)


def named(initiative: Initiative, person: User, *, by: User, at: dt.datetime) -> InvestorContact:
    said = {"role": "Head of investment", "languages": ["en", "kk"]}
    return deeds.name_contact(initiative=initiative, person=person, **said, by=by, at=at)


def asked(
    initiative: Initiative,
    *,
    at: dt.datetime,
    text: str = "Is there gas on the plot?",
    sender: str = "somebody",
    by: User | None = None,
    project: Project | None = None,
    email: str = "li@example.com",
) -> asking.Received:
    words = asking.Words(
        name="Li Wei", email=email, text=text, language="en", organisation_name="Li Foods", country="China"
    )
    return asking.ask(initiative=initiative, project=project, words=words, sender=sender, told_in="en", by=by, at=at)


def in_world(world: Any, side: Any, at: dt.datetime) -> None:
    """One that waits and one that is late; the late one has gone to the side's own region."""
    initiative, manager = side.things["registered"], side.manager
    project = Project.objects.get(initiative=initiative, is_public=True)
    opened(project, by=manager, at=at)
    world.add("investor contact", side.word, pk=named(initiative, manager, by=manager, at=at).pk)
    fresh = asked(initiative, at=at, project=project)
    late = asked(initiative, at=at - dt.timedelta(days=30), text="And power?")
    asking.pass_on(enquiry=late.enquiry, at=at)
    world.add("enquiry", side.word, pk=fresh.enquiry.pk)
    world.add("enquiry", f"{side.word} late", pk=late.enquiry.pk)
    world.add("share card", f"{side.word} registered", pk=initiative.pk)
    world.add("share card", f"{side.word} draft", pk=side.things["draft"].pk)
    if side.word == "own":
        world.add("enquiry token", "any", token=fresh.token)


def in_crowd(world: Any, at: dt.datetime, many: int) -> None:
    initiative, manager = world.own.things["registered"], world.own.manager
    told = {"initiative": initiative, "stage_since": at, "opened_at": at, "opened_by": manager, "is_public": True}
    for number in range(many):
        project = Project.objects.create(kind="export", title=f"Crowd's mill {number}", stage="proposed", **told)
        opened(project, by=manager, at=at)
        received = asked(initiative, at=at, text=f"Crowd asks {number}", sender=f"crowd {number}", project=project)
        asking.answer(enquiry=received.enquiry, text="Yes.", by=manager, at=at)

"""A small world with one of each: every role, and for every kind of thing one of one's own and one of others."""

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from accounts import notices
from accounts.models import User
from indicators import reference
from indicators.actions import classification, composite, indicator, scan, source
from initiatives import lifecycle as table
from initiatives.actions import agenda, appeal, inquiry, leader
from initiatives.actions import initiative as initiatives
from initiatives.actions.approval import RemarkText
from initiatives.actions.invitation import invite
from initiatives.models import Answer, Initiative, Inquiry, Leader, Organisation, Representative
from tests.factories import amendment as amended
from tests.factories import (
    approval,
    assessment,
    call,
    coordinated,
    institution,
    listed,
    measured,
    member_list,
    merge,
    offer,
    paper,
    papers,
    portfolio,
    returns,
    support,
    vote,
)
from tests.factories import initiatives as made
from tests.factories import plan as planned
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, authority, organisation, region

ROLES = (
    "anonymous",
    "nobody",
    "viewer",
    "editor",
    "manager",
    "official",
    "other official",
    "ministry",
    "statistician",
    "administrator",
)
FILE = reference.DATA / "statistics" / "gva_by_region_section_2010_2024.csv"
HERE, ELSEWHERE, FOREIGN = measured.HERE, "KZ-61", "KZ-43"


@dataclass
class Side:
    """The initiatives of one managing organisation and all that hangs on them, `own` or `foreign`."""

    word: str
    region: str
    initiator: User
    firm: Organisation
    office: Organisation
    manager: User
    member: Organisation
    official: User
    things: dict[str, Model] = field(default_factory=dict)


@dataclass
class World:
    people: dict[str, User | None]
    own: Side
    foreign: Side
    things: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def add(self, what: str, label: str, **address: Any) -> None:
        self.things.setdefault(what, {})[label] = address


def build(*, at: dt.datetime | None = None) -> World:
    at = at or timezone.now()
    _statistics(at)
    packs = {"in force": approval.rule_pack(), "draft": approval.drafted_pack()}
    codes = {code: region(code, name) for code, name in ((HERE, "Esil"), (ELSEWHERE, "Turkistan"), (FOREIGN, "Qyzyl"))}
    officials = {code: acting_for(authority(f"Akimat of {code}", place)) for code, place in codes.items()}
    ministry = acting_for(authority("Ministry of Industry", None), name="Official of the ministry")
    office = authority("Bureau of Statistics", region("KZ-71", "Astana"), capacity="advises", keeps_statistics=True)
    own, foreign = (_side(word, code, officials[code]) for word, code in (("own", HERE), ("foreign", FOREIGN)))
    world = World(
        {
            "anonymous": None,
            "nobody": UserFactory(name="Person without organisation"),
            "viewer": acting_for(own.member, name="Member's viewer", role="viewer", signs=False),
            "editor": acting_for(own.member, name="Member's editor", signs=False),
            "manager": own.manager,
            "official": officials[HERE],
            "other official": officials[ELSEWHERE],
            "ministry": ministry,
            "statistician": acting_for(office, name="Statistician", signs=False),
            "administrator": UserFactory(name="Administrator", is_staff=True, is_superuser=True),
        },
        own,
        foreign,
    )
    for label, pack in packs.items():
        world.add("rule pack", label, pk=pack.pk)
    for side in (own, foreign):
        _fill(world, side, ministry, at)
    offer.questions_in_world(world, at)
    paper.in_world(world, at)
    _guests_of_the_other_side(world, at)
    measured.in_world(world, at)
    listed.in_world(world, at)
    return world


def _fill(world: World, side: Side, ministry: User, at: dt.datetime) -> None:
    _initiatives(world, side, ministry, at)
    portfolio.in_world(world, side, at)
    coordinated.in_world(world, side, _drafted(side, "shared"), ministry, at)
    returns.in_world(world, side, at)
    papers.in_world(world, side, at)
    support.in_world(world, side, ministry, at)
    offer.in_world(world, side, at)
    merge.in_world(world, side)
    assessment.in_world(world, side, at)
    call.in_world(world, side, at)
    _people(world, side, at)


def _statistics(at: dt.datetime) -> None:
    """The shipped classifications, and one official file."""
    for topic in (classification.adopt_all, indicator.adopt, composite.adopt, source.adopt, scan.adopt):
        topic(by=None, at=at)
    call_command("load_release", FILE, source="kaz_gva", publish=True, stdout=io.StringIO(), stderr=io.StringIO())


def _side(word: str, place: str, official: User) -> Side:
    name = word.title()
    firm = organisation(f"{name} initiator", region=region(place))
    office = organisation(f"{name} cluster office", Organisation.Kind.ASSOCIATION, region=region(place))
    member = organisation(f"{name} member", region=region(place))
    initiator = acting_for(firm, name=f"{name} initiator's editor")
    manager = acting_for(office, name=f"{name} manager", role="administrator")
    return Side(word, place, initiator, firm, office, manager, member, official)


def _drafted(side: Side, name: str) -> Initiative:
    drawn = initiatives.draft(
        name=f"{side.word.title()} {name}", language="en", initiator=side.firm, by=side.initiator, at=made.MONDAY
    )
    codes = {"regions": [side.region], "activities": [approval.activity().code], "lead": side.region}
    initiatives.set_parts(initiative=drawn, **codes, by=side.initiator, at=made.MONDAY)
    approval.write(drawn, "vision", side.initiator, vision="Milk that stays.", goals="A plant.")
    made.member(drawn, by=side.initiator, organisation=side.member)
    appointment = made.proposed(drawn, side.office, by=side.initiator)
    made.governance.accept(appointment=appointment, by=side.manager, at=made.MONDAY)
    return drawn


def _handed_in(side: Side, name: str, ministry: User, at: dt.datetime) -> approval.Case:
    officials = {side.region: side.official, "KZ": ministry}
    return approval.submitted(_drafted(side, name), side.manager, side.office, officials, at)


def _initiatives(world: World, side: Side, ministry: User, at: dt.datetime) -> None:
    draft, findable = _drafted(side, "draft"), _drafted(side, "findable draft")
    initiatives.make_findable(initiative=findable, is_findable=True, by=side.manager, at=at)
    review = _handed_in(side, "under review", ministry, at)
    returned = _handed_in(side, "returned", ministry, at)
    registered = _handed_in(side, "registered", ministry, at)
    for code in (side.region, "KZ"):
        registered.decide(code, at=at)
        remarks = [RemarkText("vision", "vision", "Say more.")]
        returned.decide(code, "returned", at=at, remarks=remarks)
    _plans(world, side, registered, _handed_in(side, "planned", ministry, at), at)
    rejected = _handed_in(side, "rejected", ministry, at)
    rejected.decide("KZ", at=at)
    rejected.reject(side.region, at=at)
    authority = rejected.seat(side.region).authority
    world.add("body", side.word, pk=authority.pk)
    world.add("control", side.word, pk=approval.declared(side.member, body=authority).pk)
    world.add("rejection", side.word, pk=rejected.round.pk)
    if side.word == "foreign":
        appeal.lodge(round_=rejected.round, text="The wells are deep.", by=side.manager, at=at)
    stages = {"draft": draft, "findable": findable, "under review": review.initiative}
    stages |= {"returned": returned.initiative, "registered": registered.initiative}
    for stage, initiative in stages.items():
        initiative.refresh_from_db()
        side.things[stage] = initiative
        world.add("initiative", f"{side.word} {stage}", pk=initiative.pk)
        world.add("api initiative", f"{side.word} {stage}", pk=initiative.pk)
    _sections_and_ways(world, side)
    _decisions(world, side, review, returned, at)
    _governance(world, side, draft, at)
    _membership(world, side, draft, at)


def _plans(world: World, side: Side, drafting: approval.Case, deciding: approval.Case, at: dt.datetime) -> None:
    for code in (side.region, "KZ"):
        deciding.decide(code, at=at)
    drafting.initiative.refresh_from_db()
    world.add("rung evidence", side.word, pk=institution.note(drafting, "memorandum").pk)
    world.add("agreement", side.word, pk=institution.propose(drafting).pk)
    for label, case in (("draft", drafting), ("handed in", deciding)):
        case.initiative.refresh_from_db()
        drafted = planned.drafted(case)
        aim = drafted.plan.targets.get()
        if label == "handed in":
            drafted.hand_in(at=at)
        world.add("plan", f"{side.word} {label}", pk=drafted.plan.pk)
        world.add("plan section", f"{side.word} {label}", pk=drafted.plan.pk, section="plan_vision")
        world.add("target", f"{side.word} {label}", pk=aim.pk)
        amending = amended.drafted(case)
        if label == "handed in":
            amending.hand_in(at=at)
        world.add("amendment", f"{side.word} {label}", pk=amending.amendment.pk)
        world.add("amendment section", f"{side.word} {label}", pk=amending.amendment.pk, section="vision")


def _sections_and_ways(world: World, side: Side) -> None:
    for stage in ("draft", "under review", "registered"):
        pk = side.things[stage].pk
        world.add("section", f"{side.word} {stage}", pk=pk, section="vision")
        for name in table.TRANSITIONS:
            world.add("transition", f"{side.word} {stage} {name}", pk=pk, name=name)


def _decisions(world: World, side: Side, review: approval.Case, returned: approval.Case, at: dt.datetime) -> None:
    seat = review.seat(side.region)
    kind = {"seat": seat, "kind": Inquiry.Kind.QUESTION, "text": "How much milk?"}
    asked = inquiry.ask(**kind, by=side.official, at=at)
    remark = Answer.objects.filter(round=returned.round).first().remarks.get()
    side.things |= {"round": review.round, "seat": seat, "inquiry": asked}
    world.add("round", f"{side.word} open", pk=review.round.pk)
    world.add("round", f"{side.word} returned", pk=returned.round.pk)
    world.add("seat", f"{side.word} region", pk=seat.pk)
    world.add("seat", f"{side.word} ministry", pk=review.seat(None).pk)
    world.add("inquiry", side.word, pk=asked.pk)
    world.add("remark", side.word, pk=remark.pk)


def _governance(world: World, side: Side, draft: Initiative, at: dt.datetime) -> None:
    term = {"starts_on": made.TODAY + dt.timedelta(days=1000), "ends_on": made.TODAY + dt.timedelta(days=2000)}
    named = made.proposed(draft, side.office, by=side.manager, **term)
    nominee = {"name": "Aigul", "origin": Leader.Origin.SCIENCE, "by": side.manager, "at": at}
    world.add("appointment", side.word, pk=named.pk)
    world.add("leader", side.word, pk=leader.name(initiative=draft, **nominee).pk)
    side.things["vote"] = vote.asked(draft, by=side.manager, at=at)
    world.add("vote", side.word, pk=side.things["vote"].pk)


def _membership(world: World, side: Side, draft: Initiative, at: dt.datetime) -> None:
    applicant = organisation(f"{side.word.title()} applicant")
    asks = made.member(draft, by=side.manager, organisation=applicant, committed=False, admitted=False)
    invited = invite(initiative=draft, organisation_name="Farm by the river", language="en", by=side.manager, at=at)
    world.add("membership", f"{side.word} asked", pk=asks.pk)
    world.add("membership", f"{side.word} admitted", pk=draft.memberships.get(organisation=side.member).pk)
    world.add("invitation", side.word, pk=invited.invitation.pk)
    world.add("member list", side.word, pk=member_list.received(draft, by=side.manager, at=at).pk)
    world.add("token", side.word, token=invited.token)


def _guests_of_the_other_side(world: World, at: dt.datetime) -> None:
    for side, other in ((world.own, world.foreign), (world.foreign, world.own)):
        guest = organisation(f"{side.word.title()} guest")
        invited = invite(initiative=other.things["draft"], organisation=guest, language="en", by=other.manager, at=at)
        world.add("bound", side.word, pk=invited.invitation.pk)
        for role in ("viewer", "editor") if side is world.own else ():
            approval.represent(world.people[role], guest, role=role, signs=False)


def _people(world: World, side: Side, at: dt.datetime) -> None:
    hidden = organisation(f"{side.word.title()} hidden", is_public=False)
    for role in ("viewer", "editor", "manager") if side.word == "own" else ():
        approval.represent(world.people[role], hidden, role="administrator" if role == "manager" else role, signs=False)
    for label, body in (("office", side.office), ("member", side.member), ("hidden", hidden)):
        asks = Representative.objects.create(user=UserFactory(), organisation=body, role="viewer", asked_at=at)
        acts = approval.represent(UserFactory(), body, role="viewer", signs=False)
        world.add("organisation", f"{side.word} {label}", pk=body.pk)
        world.add("api organisation", f"{side.word} {label}", pk=body.pk)
        for does, row in (("asks", asks), ("acts", acts)):
            world.add("representative", f"{side.word} {label} {does}", pk=row.pk)
    known = {"confirmed_at": None, "registered_by": side.manager}
    waiting = approval.organisation(f"{side.word.title()} waiting akimat", "state_authority", **known)
    world.add("authority", side.word, pk=waiting.pk)
    waits = Representative.objects.create(user=UserFactory(), organisation=waiting, role="editor", asked_at=at)
    world.add("official", side.word, pk=waits.pk)
    notices.notify(users=[side.manager], kind="membership_asked", at=at, occasion=f"test {side.word}", url="/en/work/")
    world.add("calendar", side.word, token=agenda.open_feed(user=side.manager, at=at))
    world.add("calendar", "unknown", token="no-such-calendar-was-ever-made")
    world.add("notice", side.word, pk=side.manager.notices.order_by("-pk").first().pk)

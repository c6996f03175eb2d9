"""Three hundred invented initiatives, each brought to its stage by the deeds of people; members come in bulk."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import organisations
from clusterportal.demo.crowd import BINS
from clusterportal.demo.delivery import Tell
from clusterportal.demo.panel import SEED
from clusterportal.demo.people import person
from indicators.models import Code
from initiatives.actions import governance, leader, lifecycle
from initiatives.actions import initiative as initiatives
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Jurisdiction, Membership, Organisation, Seat

HOW_MANY, HEADS, TOLD_EVERY = 300, 60, 25
MANAGERS = "190340"
RETURNED = "returned"
# Of every twenty initiatives.
STAGES = (Stage.NASCENT,) * 4 + (Stage.UNDER_REVIEW,) * 3 + (RETURNED,) + (Stage.REGISTERED,) * 11 + (Stage.SUSPENDED,)
ROLES = tuple(role for role in Membership.Role.values if role != Membership.Role.SUPPORT)
TERM, DECIDING = dt.timedelta(days=1460), dt.timedelta(days=6)


@dataclass(frozen=True)
class Land:
    """What the initiatives choose from."""

    regions: list[Code]
    activities: list[Code]
    firms: dict[int, list[int]]
    scholars: list[int]
    heads: list[User]


@dataclass(frozen=True)
class Life:
    """One initiative: who runs it, where, in what, and since when."""

    number: int
    stage: str
    name: str
    regions: list[Code]
    activities: list[Code]
    manager: User
    managing: Organisation
    opened_at: dt.datetime


def play_all(tell: Tell) -> int:
    land, played = _land(), 0
    for number in range(HOW_MANY):
        if not Initiative.objects.filter(name=_name(number, land), is_synthetic=True).exists():
            with transaction.atomic():
                _play(number, land)
            played += 1
            if played % TOLD_EVERY == 0:
                tell(f"{number + 1} of {HOW_MANY} initiatives")
    return played


def _land() -> Land:
    crowd = Organisation.objects.filter(is_synthetic=True).order_by("pk")
    firms: dict[int, list[int]] = {}
    for key, region in crowd.filter(kind__in=Organisation.BUSINESS_KINDS).values_list("pk", "region_id"):
        firms.setdefault(region, []).append(key)
    return Land(
        regions=list(Code.objects.regions().filter(kind=Code.Kind.CODE, valid_to=None).order_by("code")),
        activities=list(Code.objects.activities().filter(level=3, is_traded=True).order_by("code")),
        firms=firms,
        scholars=list(
            crowd.filter(bin__startswith=BINS, kind__in=Organisation.KNOWLEDGE_KINDS).values_list("pk", flat=True)
        ),
        heads=[person(f"head{number + 1}@demo.kz", f"Head {number + 1}") for number in range(HEADS)],
    )


def _chosen(number: int, land: Land) -> tuple[np.random.Generator, list[Code], list[Code]]:
    """An initiative has a generator of its own, so that it is the same without the others."""
    rng = np.random.default_rng((SEED, number))
    places = rng.choice(len(land.regions), rng.choice((1, 2, 3), p=(0.6, 0.3, 0.1)), replace=False)
    trades = rng.choice(len(land.activities), rng.integers(1, 4), replace=False)
    return rng, [land.regions[place] for place in places], [land.activities[place] for place in trades]


def _name(number: int, land: Land) -> str:
    _, regions, activities = _chosen(number, land)
    home = regions[0].short_name_en or regions[0].name_en
    return f"{home} cluster {number + 1}: {activities[0].name_en}"[:200]


def _play(number: int, land: Land) -> None:
    rng, regions, activities = _chosen(number, land)
    opened_at = timezone.now() - dt.timedelta(days=int(rng.integers(60, 900)))
    manager = person(f"manager{number + 1}@demo.kz", f"Manager {number + 1}")
    managing = organisations.organisation(
        number=_manager_number(number),
        name=f"Cluster office {number + 1}",
        kind=Organisation.Kind.CLUSTER,
        email=manager.email,
        person_name=manager.name,
        region=regions[0],
        at=opened_at,
    )
    stage = STAGES[number % len(STAGES)]
    life = Life(number, stage, _name(number, land), regions, activities, manager, managing, opened_at)
    initiative = _drafted(life)
    _govern(life, initiative)
    _gather(life, initiative, land, rng)
    if stage != Stage.NASCENT:
        _hand_in(life, initiative)
    Organisation.objects.filter(pk=managing.pk).update(is_synthetic=True)
    Initiative.objects.filter(pk=initiative.pk).update(is_synthetic=True)


def _manager_number(number: int) -> str:
    """The first valid one that begins so; no two initiatives share a beginning."""
    return next(organisations.numbers(f"{MANAGERS}{number:03d}"))


def _drafted(life: Life) -> Initiative:
    by, at = life.manager, life.opened_at
    initiative = initiatives.draft(name=life.name, language="en", initiator=life.managing, by=by, at=at)
    codes = {"regions": [one.code for one in life.regions], "activities": [one.code for one in life.activities]}
    initiatives.set_parts(initiative=initiative, **codes, lead=life.regions[0].code, by=by, at=at)
    trade = life.activities[0].name_en
    about = {
        "name": life.name,
        "language": "en",
        "summary": f"Firms of {life.regions[0].name_en} work together: {trade}.",
        "why": "Invented, to see how the portal works at the size of a country.",
        "products": trade,
        "markets": "The country and its neighbours.",
    }
    vision = {"vision": "Twice the value added in ten years.", "goals": "Shared laboratory. Common brand. Training."}
    for section, content in (("about", about), ("vision", vision)):
        initiatives.save_section(
            initiative=initiative, section=section, content=content, seen_revision=None, by=by, at=at
        )
    return initiative


def _govern(life: Life, initiative: Initiative) -> None:
    by, at = life.manager, life.opened_at + dt.timedelta(days=3)
    appointment = governance.appoint(
        initiative=initiative,
        organisation=life.managing,
        starts_on=timezone.localdate(at),
        ends_on=timezone.localdate(at + TERM),
        staff=Decimal("1.0"),
        manager_name=str(by),
        manager=by,
        mandate="Decision of the founders No. 1",
        by=by,
        at=at,
    )
    governance.accept(appointment=appointment, by=by, at=at)
    for origin in ("business", "science"):
        nominee = leader.name(initiative=initiative, name=f"Leader from {origin}", origin=origin, by=by, at=at)
        leader.confirm(leader=nominee, by=by, at=at)


def _gather(life: Life, initiative: Initiative, land: Land, rng: np.random.Generator) -> None:
    """Some twenty to two hundred firms of the regions, and two of the universities and institutes."""
    near = [key for region in life.regions for key in land.firms.get(region.pk, ())]
    size = min(len(near), 20 + int(rng.lognormal(3.2, 0.8)))
    chosen = rng.choice(near, size, replace=False).tolist() + rng.choice(land.scholars, 2, replace=False).tolist()
    roles = rng.choice(ROLES, len(chosen)).tolist()
    days = np.sort(rng.integers(4, 40, len(chosen))).tolist()
    Membership.objects.bulk_create(
        _member(life, initiative, land, place, key, roles[place], life.opened_at + dt.timedelta(days=days[place]))
        for place, key in enumerate(chosen)
    )


def _member(
    life: Life, initiative: Initiative, land: Land, place: int, key: int, role: str, at: dt.datetime
) -> Membership:
    head = land.heads[place % len(land.heads)]
    return Membership(
        initiative=initiative,
        organisation_id=key,
        role=role,
        asked_at=at,
        asked_by=head,
        committed_at=at,
        committed_by=head,
        admitted_at=at,
        admitted_by=life.manager,
    )


def _hand_in(life: Life, initiative: Initiative) -> None:
    at = life.opened_at + dt.timedelta(days=45)
    lifecycle.advance(initiative=initiative, transition="submit", by=life.manager, at=at)
    seats = list(Seat.objects.filter(round__initiative=initiative).select_related("round", "authority").order_by("pk"))
    # The first seat keeps the others waiting, or sends the file back.
    if life.stage == Stage.UNDER_REVIEW:
        seats = seats[1:]
    for place, seat in enumerate(seats):
        _answer(seat, "returned" if life.stage == RETURNED and place == 0 else "agreed", at + DECIDING)
    if life.stage == Stage.SUSPENDED:
        ministry = Jurisdiction.objects.get(region=None).authority.representatives.get().user
        reason = "No report for two years."
        lifecycle.advance(initiative=initiative, transition="suspend", by=ministry, at=timezone.now(), reason=reason)


def _answer(seat: Seat, decision: str, at: dt.datetime) -> None:
    official = seat.authority.representatives.get().user
    reasons = "Say who pays for the laboratory." if decision == "returned" else ""
    lifecycle.decide(seat=seat, decision=decision, reasons=reasons, seen_digest=seat.round.digest, by=official, at=at)

"""Twelve invented initiatives, each brought to its stage by the deeds of people, with the dates of then."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import names, organisations
from clusterportal.demo.people import RECTOR
from initiatives import calendar
from initiatives.actions import appeal, governance, inquiry, invitation, leader, lifecycle, membership
from initiatives.actions import initiative as initiatives
from initiatives.models import Initiative, Inquiry, Organisation, Seat
from initiatives.queries.initiative import people

ENTRIES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("initiatives.json").read_text(encoding="utf-8"))
SECTOR = "sectoral body"
DECIDING = dt.timedelta(days=6)


@dataclass(frozen=True)
class Cast:
    """Who acts in one entry, and on which days."""

    entry: dict[str, Any]
    managing: Organisation
    manager: User
    members: list[Organisation]
    opened_at: dt.datetime
    handed_in_at: dt.datetime


def play_all() -> None:
    for place, entry in enumerate(ENTRIES, start=1):
        if not Initiative.objects.filter(name=entry["name"], is_synthetic=True).exists():
            with transaction.atomic():
                _play(place, entry)
    ask_the_university()


def ask_the_university() -> None:
    """The university of one initiative is invited to another, where it has not answered yet."""
    university = Organisation.objects.get(representatives__user__email=RECTOR.email)
    initiative = Initiative.objects.get(name="Astana Engineering and Research Services", is_synthetic=True)
    if initiative.invitations.filter(organisation=university).exists():
        return
    invitation.invite(
        initiative=initiative,
        organisation=university,
        email=RECTOR.email,
        language="en",
        role="knowledge",
        message="Your laboratory tests what our engineers draw. Join us, so that both are asked together.",
        by=people(initiative, on=timezone.localdate()).order_by("pk")[0],
        at=timezone.now() - dt.timedelta(days=3),
    )


def _play(place: int, entry: dict[str, Any]) -> None:
    cast = _cast(place, entry)
    initiative = _drafted(cast)
    _govern(cast, initiative)
    _gather(cast, initiative)
    SCENES[entry["stage"]](cast, initiative)
    Initiative.objects.filter(pk=initiative.pk).update(is_synthetic=True)


def _cast(place: int, entry: dict[str, Any]) -> Cast:
    opened_at = _moment(entry, "opened")
    region = organisations.code(entry["lead"])
    activities = tuple(organisations.code(code) for code in entry["activities"])
    is_managers_own = entry["key"] == "esil"
    managing = organisations.organisation(
        number=next(organisations.numbers(f"2101400{place:02d}")),
        name=entry["manager"],
        kind=Organisation.Kind.CLUSTER,
        email="manager@demo.kz" if is_managers_own else f"{entry['key']}.manager@demo.kz",
        person_name="Aigerim Seitkali" if is_managers_own else f"Manager of {entry['manager']}",
        region=region,
        at=opened_at,
    )
    members = organisations.members(
        key=entry["key"],
        place=place,
        size=entry["members"] - ("foreign" in entry),
        farms=entry["farms"],
        region=region,
        activities=activities,
        at=opened_at,
        rector=RECTOR if "has_university_account" in entry else None,
    )
    if "foreign" in entry:
        members.append(organisations.foreign(**entry["foreign"], at=opened_at))
    manager = managing.representatives.get().user
    return Cast(entry, managing, manager, members, opened_at, _moment(entry, "handed_in"))


def _drafted(cast: Cast) -> Initiative:
    entry, by, at = cast.entry, cast.manager, cast.opened_at
    initiative = initiatives.draft(name=entry["name"], language="en", initiator=cast.managing, by=by, at=at)
    place = {"regions": entry["regions"], "activities": entry["activities"], "lead": entry["lead"]}
    initiatives.set_parts(initiative=initiative, **place, by=by, at=at)
    about = {field: entry[field] for field in ("name", "summary", "why", "products", "markets")} | {"language": "en"}
    sections = {"about": about}
    if entry["key"] != "polymers":
        sections["vision"] = {"vision": entry["vision"], "goals": entry["goals"]}
    for section, content in sections.items():
        initiatives.save_section(
            initiative=initiative, section=section, content=content, seen_revision=None, by=by, at=at
        )
    names.name(initiative, by=by, at=at)
    initiative.refresh_from_db()
    if entry.get("is_findable"):
        initiatives.make_findable(initiative=initiative, is_findable=True, by=by, at=at)
    return initiative


def _govern(cast: Cast, initiative: Initiative) -> None:
    at, by = cast.opened_at + dt.timedelta(days=3), cast.manager
    ends_on = timezone.localdate() + dt.timedelta(days=cast.entry.get("term_ends_in", 400))
    appointment = governance.appoint(
        initiative=initiative,
        organisation=cast.managing,
        starts_on=timezone.localdate(at),
        ends_on=ends_on,
        staff=Decimal("1.5"),
        manager_name=str(by),
        manager=by,
        mandate="Decision of the founders No. 1",
        by=by,
        at=at,
    )
    governance.accept(appointment=appointment, by=by, at=at)
    if cast.entry["key"] == "polymers":
        return
    scholar = RECTOR.name if "has_university_account" in cast.entry else "Dina Rakhimova"
    for name, origin in (("Bolat Serikov", "business"), (scholar, "science")):
        nominee = leader.name(initiative=initiative, name=name, origin=origin, by=by, at=at)
        leader.confirm(leader=nominee, by=by, at=at)


def _gather(cast: Cast, initiative: Initiative) -> None:
    for days, organisation in enumerate(cast.members, start=4):
        at = min(cast.opened_at + dt.timedelta(days=days), timezone.now())
        head = organisation.representatives.get().user
        asked = membership.apply(initiative=initiative, organisation=organisation, role="producer", by=head, at=at)
        membership.admit(membership=asked, by=cast.manager, at=at)


def _stay_nascent(cast: Cast, initiative: Initiative) -> None:
    if cast.entry["key"] != "esil":
        return
    creamery = organisations.organisation(
        number=next(organisations.numbers("180340077")),
        name="LLP “Esil Creamery”",
        kind=Organisation.Kind.FIRM,
        email="firm@demo.kz",
        person_name="Viktor Kim",
        region=organisations.code("KZ-59"),
        activities=(organisations.code("105"),),
        at=cast.opened_at,
    )
    invitation.invite(
        initiative=initiative,
        organisation=creamery,
        email="firm@demo.kz",
        language="en",
        role="processor",
        message="Your creamery buys milk from four of our farms. Join us, so that we plan the cooling points together.",
        by=cast.manager,
        at=timezone.now() - dt.timedelta(days=2),
    )


def _hand_in(cast: Cast, initiative: Initiative) -> list[Seat]:
    lifecycle.advance(initiative=initiative, transition="submit", by=cast.manager, at=cast.handed_in_at)
    return list(Seat.objects.filter(round__initiative=initiative).select_related("round", "region", "authority"))


def _wait(cast: Cast, initiative: Initiative) -> None:
    for seat in _hand_in(cast, initiative):
        place = seat.region.code if seat.region else SECTOR if seat.because else "ministry"
        if place in cast.entry["agreed"]:
            _answer(seat, "agreed", cast.handed_in_at + DECIDING)
        elif place in cast.entry.get("returned", ()):
            _answer(seat, "returned", cast.handed_in_at + DECIDING, cast.entry["return_reason"])


def _register(cast: Cast, initiative: Initiative) -> None:
    for seat in _hand_in(cast, initiative):
        _answer(seat, "agreed", cast.handed_in_at + DECIDING)


def _suspend(cast: Cast, initiative: Initiative) -> None:
    _register(cast, initiative)
    official = Organisation.objects.get(name="Ministry of Industry and Clusters").representatives.get().user
    at = timezone.now() - dt.timedelta(days=12)
    lifecycle.advance(
        initiative=initiative, transition="suspend", by=official, at=at, reason=cast.entry["suspend_reason"]
    )


def _reject(cast: Cast, initiative: Initiative) -> None:
    reason = cast.entry["reject_reason"]
    for seat in _hand_in(cast, initiative):
        if seat.region is None:
            _answer(seat, "agreed", cast.handed_in_at + DECIDING)
            continue
        official = seat.authority.representatives.get().user
        inquiry.ask(seat=seat, kind=Inquiry.Kind.HEARING, text=reason, by=official, at=cast.handed_in_at + DECIDING)
        on = calendar.add_working_days(timezone.localdate(cast.handed_in_at + DECIDING), 5)
        _answer(seat, "rejected", timezone.make_aware(dt.datetime.combine(on, dt.time(16))), reason)
    rejected = initiative.rounds.get()
    at = rejected.closed_at + dt.timedelta(days=9)
    appeal.lodge(round_=rejected, text=cast.entry["appeal"], by=cast.manager, at=at)


def _answer(seat: Seat, decision: str, at: dt.datetime, reasons: str = "") -> None:
    official = seat.authority.representatives.get().user
    lifecycle.decide(seat=seat, decision=decision, reasons=reasons, seen_digest=seat.round.digest, by=official, at=at)


def _moment(entry: dict[str, Any], deed: str) -> dt.datetime:
    """The morning of the day in the entry: a date, days ago, or working days ago."""
    today = timezone.localdate()
    if f"{deed}_on" in entry:
        day = dt.date.fromisoformat(entry[f"{deed}_on"])
    elif f"{deed}_working_days_ago" in entry:
        day, wanted = today, entry[f"{deed}_working_days_ago"]
        while calendar.working_days_between(day, today) < wanted:
            day -= dt.timedelta(days=1)
    else:
        day = today - dt.timedelta(days=entry.get(f"{deed}_days_ago", 0))
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))


SCENES = {
    "nascent": _stay_nascent,
    "under_review": _wait,
    "registered": _register,
    "suspended": _suspend,
    "rejected": _reject,
}

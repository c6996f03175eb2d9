"""What each matter freezes when it is handed in, and where its parts are edited."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.urls import reverse

from initiatives.decisions import Capacity
from initiatives.matters import (
    ALL_SECTIONS,
    AMENDMENT,
    COORDINATION,
    INSTITUTIONAL_RUNG,
    MATTERS,
    REGISTRATION,
    STRATEGIC_PLAN,
    SUCCESSION,
    SUPPORT,
)
from initiatives.models import Initiative, Round
from initiatives.queries import amendment as amendments
from initiatives.queries import approval, coordination, institution, succession, support
from initiatives.queries import plan as plans
from initiatives.queries import snapshot as initiatives
from initiatives.queries.call import is_by_call

Snapshot = dict[str, dict[str, Any]]


def snapshot(matter: str, initiative: Initiative, thing: Model | None, *, on: dt.date) -> Snapshot:
    """{section: {field: value}}, JSON-able, of what is handed in."""
    return SNAPSHOTS[matter](initiative, thing, on)


def seats(matter: str, initiative: Initiative, *, on: dt.date) -> list[approval.DerivedSeat]:
    """Who answers: the authorities of the initiative's regions, for coordination those of its members' regions too."""
    beyond = coordination.beyond(initiative, on=on) if matter == COORDINATION else ()
    derived = approval.seats(initiative, on=on, beyond=beyond)
    return advising(derived) if matter == REGISTRATION and is_by_call(on=on) else derived


def advising(seats: Iterable[approval.DerivedSeat]) -> list[approval.DerivedSeat]:
    """Where a call decides, authorities give their opinion, each once for a region."""
    asked: dict[tuple[Any, Any], approval.DerivedSeat] = {}
    for seat in seats:
        asked.setdefault((seat.authority, seat.region), replace(seat, capacity=Capacity.ADVISES))
    return list(asked.values())


def in_force(round_: Round) -> Snapshot | None:
    """What the thing handed in would replace, where it is a copy of that."""
    if round_.matter == SUCCESSION:
        return succession.before(round_.snapshot)
    return amendments.before(round_.amendment) if round_.matter == AMENDMENT else None


def thing_of(round_: Round) -> Model | None:
    """What the round decides on, besides the initiative itself."""
    name = MATTERS[round_.matter].thing
    return getattr(round_, name) if name else None


def remark_address(round_: Round, section: str, field: str = "") -> str:
    """The page on which a remark is answered, at its field."""
    if section not in ALL_SECTIONS:
        return ""
    address = ADDRESSES[round_.matter](round_, section)
    return f"{address}#id_{field}" if field else address


def home_address(round_: Round) -> str:
    """Where the applicant goes on with what was decided."""
    return HOMES[round_.matter](round_)


def _of_initiative(initiative: Initiative, _thing: Model | None, on: dt.date) -> Snapshot:
    return initiatives.snapshot(initiative, on=on)


def _of_plan(_initiative: Initiative, plan: Model | None, _on: dt.date) -> Snapshot:
    return plans.snapshot(plan)


def _of_rung(_initiative: Initiative, rung: Model | None, _on: dt.date) -> Snapshot:
    return institution.snapshot(rung)


def _of_coordination(_initiative: Initiative, agreement: Model | None, on: dt.date) -> Snapshot:
    return coordination.snapshot(agreement, on=on)


def _of_amendment(_initiative: Initiative, amendment: Model | None, _on: dt.date) -> Snapshot:
    return amendments.snapshot(amendment)


def _of_succession(initiative: Initiative, appointment: Model | None, on: dt.date) -> Snapshot:
    return succession.snapshot(initiative, appointment, on=on)


def _of_support(_initiative: Initiative, request: Model | None, _on: dt.date) -> Snapshot:
    return support.snapshot(request)


def _initiative_section(round_: Round, section: str) -> str:
    return reverse("initiative_section", kwargs={"pk": round_.initiative_id, "section": section})


def _plan_section(round_: Round, section: str) -> str:
    return plans.section_address(round_.plan_id, section)


def _initiative_home(round_: Round) -> str:
    return reverse("initiative", kwargs={"pk": round_.initiative_id})


def _plan_home(round_: Round) -> str:
    return reverse("plan_version", kwargs={"pk": round_.plan_id})


def _rung_section(round_: Round, _section: str) -> str:
    return _rung_home(round_)


def _rung_home(round_: Round) -> str:
    return reverse("institution", kwargs={"pk": round_.initiative_id})


def _coordination_section(round_: Round, section: str) -> str:
    return coordination.section_address(round_.coordination_id, section)


def _coordination_home(round_: Round) -> str:
    return reverse("coordination_agreement", kwargs={"pk": round_.coordination_id})


def _amendment_section(round_: Round, section: str) -> str:
    return amendments.section_address(round_.amendment_id, section)


def _amendment_home(round_: Round) -> str:
    return reverse("amendment", kwargs={"pk": round_.amendment_id})


def _succession_section(round_: Round, _section: str) -> str:
    return reverse("appointment_change", kwargs={"pk": round_.appointment_id})


def _succession_home(round_: Round) -> str:
    return reverse("initiative_managing", kwargs={"pk": round_.initiative_id})


def _support_section(round_: Round, _section: str) -> str:
    return reverse("support_edit", kwargs={"pk": round_.support_id})


def _support_home(round_: Round) -> str:
    return reverse("support_request", kwargs={"pk": round_.support_id})


SNAPSHOTS: dict[str, Callable[[Initiative, Model | None, dt.date], Snapshot]] = {
    REGISTRATION: _of_initiative,
    STRATEGIC_PLAN: _of_plan,
    INSTITUTIONAL_RUNG: _of_rung,
    COORDINATION: _of_coordination,
    AMENDMENT: _of_amendment,
    SUCCESSION: _of_succession,
    SUPPORT: _of_support,
}
ADDRESSES: dict[str, Callable[[Round, str], str]] = {
    REGISTRATION: _initiative_section,
    STRATEGIC_PLAN: _plan_section,
    INSTITUTIONAL_RUNG: _rung_section,
    COORDINATION: _coordination_section,
    AMENDMENT: _amendment_section,
    SUCCESSION: _succession_section,
    SUPPORT: _support_section,
}
HOMES: dict[str, Callable[[Round], str]] = {
    REGISTRATION: _initiative_home,
    STRATEGIC_PLAN: _plan_home,
    INSTITUTIONAL_RUNG: _rung_home,
    COORDINATION: _coordination_home,
    AMENDMENT: _amendment_home,
    SUCCESSION: _succession_home,
    SUPPORT: _support_home,
}

"""What an initiative still lacks for its next stage, and whose turn it is."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.decisions import Capacity
from initiatives.lifecycle import TRANSITIONS, Actor, Need, Stage, Transition, available
from initiatives.models import Appointment, Initiative, Leader, Round, Seat
from initiatives.queries import evidence, rules
from initiatives.queries.appeal import is_granted
from initiatives.queries.evidence import Evidence
from initiatives.queries.initiative import runner
from initiatives.queries.organisation import ministries
from initiatives.queries.snapshot import digests, snapshot
from initiatives.rules import Gate, Pack, judge

SECTION_OF_NEED = {
    Need.PLACE: "place",
    Need.MEMBERS: "members",
    Need.KINDS: "members",
    Need.MANAGING: "managing",
    Need.STAFF: "managing",
    Need.LEADERS: "leaders",
    Need.VISION: "vision",
    Need.MANDATE: "managing",
    Need.LETTERS: "members",
    Need.CHANGED: "about",
}


# What is there or not; a count would only repeat the sign before it.
YES_OR_NO = frozenset({Need.PLACE, Need.MANAGING, Need.VISION, Need.MANDATE, Need.CHANGED})


@dataclass(frozen=True)
class Turn:
    """Who has to act now, since when, and until when."""

    who: str
    since: dt.datetime
    due_on: dt.date | None = None


def gates(
    initiative: Initiative, *, on: dt.date, pack: Pack | None = None, shown: Evidence | None = None
) -> list[Gate]:
    """Each need of handing in with pass or fail; `shown` where the evidence is at hand already."""
    pack = pack or rules.pack(on=on)
    shown = shown or evidence.of(initiative, on=on)
    have, reasons = counted(shown), missing(shown, pack)
    found = judge(pack, have, reasons)
    return [*found, _changed(initiative, shown, on)] if shown.is_rejected else found


def counted(shown: Evidence) -> dict[Need, Decimal]:
    vision = shown.content("vision")["vision"]
    return {
        Need.PLACE: Decimal(bool(shown.regions and shown.activities)),
        Need.MEMBERS: Decimal(shown.members),
        Need.KINDS: Decimal(len(shown.kinds)),
        Need.MANAGING: Decimal(shown.appointment is not None),
        Need.STAFF: shown.staff,
        Need.LEADERS: Decimal(len(shown.leader_origins)),
        Need.VISION: Decimal(bool(vision)),
        Need.MANDATE: Decimal(shown.has_mandate_paper),
        Need.LETTERS: Decimal(shown.letters),
    }


def missing(shown: Evidence, pack: Pack) -> dict[Need, str]:
    """Why each need is not met, in a few words that say what to do."""
    members = max(int(pack.threshold(Need.MEMBERS) or 0) - shown.members, 0)
    return {
        Need.PLACE: _missing_place(shown),
        Need.MEMBERS: ngettext(
            "%(count)s more must commit and be admitted.", "%(count)s more must commit and be admitted.", members
        )
        % {"count": members},
        Need.KINDS: _("Besides firms and authorities: a university, an institute or a bank."),
        Need.MANAGING: _missing_managing(shown),
        Need.STAFF: _missing_staff(shown),
        Need.LEADERS: _missing_leaders(shown),
        Need.VISION: _("Write where you want to be in ten years."),
        Need.MANDATE: _("Upload the document that appoints the managing organisation."),
        Need.LETTERS: _("Upload the letter of each member beside its membership."),
    }


def _missing_place(shown: Evidence) -> str:
    if shown.regions:
        return _("Choose at least one activity.")
    return _("Choose at least one region.") if shown.activities else _("Say where and what.")


def _missing_managing(shown: Evidence) -> str:
    if shown.proposal:
        return _("%(organisation)s has not accepted yet.") % {"organisation": shown.proposal.organisation.called}
    return _("The mandate has ended: appoint one.") if shown.lapsed else _("Propose one; it accepts by itself.")


def _missing_staff(shown: Evidence) -> str:
    if shown.appointment:
        return _("More full-time equivalents of management are needed.")
    if shown.proposal:
        return _("%(count)s counts from the acceptance on.") % {"count": _number(shown.proposal.staff)}
    return _("Comes with the managing organisation.")


def _missing_leaders(shown: Evidence) -> str:
    lacking = {Leader.Origin.BUSINESS, Leader.Origin.SCIENCE} - shown.leader_origins
    if len(lacking) == 1:
        is_business = Leader.Origin.BUSINESS in lacking
        return _("One from business is missing.") if is_business else _("One from science or education is missing.")
    return _("Confirm one from business, one from science.")


def _changed(initiative: Initiative, shown: Evidence, on: dt.date) -> Gate:
    has_changed = shown.last_round is None or digests(snapshot(initiative, on=on)) != shown.last_round.digests
    # The ministry found the rejection wrong: then the same text is decided on once more.
    has_changed = has_changed or is_granted(shown.last_round)
    reason = "" if has_changed else _("Nothing has changed since the rejection.")
    return Gate(Need.CHANGED, Decimal(1), Decimal(has_changed), has_changed, "", reason)


def failing(transition: Transition, found: Sequence[Gate]) -> list[Gate]:
    return [gate for gate in found if gate.need in transition.needs and not gate.is_passed]


def open_transitions(
    initiative: Initiative, *, actors: Collection[Actor], on: dt.date, found: Sequence[Gate] | None = None
) -> list[tuple[Transition, list[Gate]]]:
    """What somebody who is `actors` may take from here, each with what is missing."""
    ways = available(initiative.stage, actors)
    if found is None:
        found = gates(initiative, on=on) if any(way.needs for way in ways) else []
    return [(way, failing(way, found)) for way in ways]


def who_may(transition: Transition, initiative: Initiative, *, on: dt.date) -> str:
    """Names of those who may take this transition, for a refusal that helps."""
    if transition.actor == Actor.MANAGER:
        return runner(initiative, on=on).name
    if transition.actor == Actor.MINISTRY:
        return ", ".join(ministries(on=on).values_list("name", flat=True)) or str(Actor.MINISTRY.label)
    return str(Actor.SYSTEM.label)


def whose_turn(initiative: Initiative, *, on: dt.date, shown: Evidence | None = None) -> Turn | None:
    """Who has to act, or None where nobody has."""
    if initiative.stage == Stage.CLOSED:
        return None
    if initiative.stage == Stage.UNDER_REVIEW:
        return _turn_of_seats(initiative, shown)
    if initiative.stage == Stage.SUSPENDED:
        return Turn(who_may(TRANSITIONS["resume"], initiative, on=on), initiative.stage_since)
    proposal = shown.proposal if shown else Appointment.objects.proposed().filter(initiative=initiative).first()
    if proposal and initiative.stage == Stage.NASCENT:
        return Turn(proposal.organisation.called, proposal.proposed_at)
    managing = shown.appointment if shown else None
    name = managing.organisation.called if managing else runner(initiative, on=on).name
    return Turn(name, initiative.stage_since)


def _turn_of_seats(initiative: Initiative, shown: Evidence | None) -> Turn:
    open_rounds = Round.objects.open().filter(initiative=initiative, matter=Round.Matter.REGISTRATION)
    round_ = shown.last_round if shown else open_rounds.defer("snapshot").first()
    if round_ is None or round_.closed_at is not None:
        return Turn(str(Actor.SYSTEM.label), initiative.stage_since)
    seats = Seat.objects.waiting().filter(round=round_, capacity=Capacity.DECIDES).select_related("authority", "region")
    names = [seat.authority.called if seat.authority else _("nobody yet (no authority)") for seat in seats]
    return Turn(", ".join(names) or str(Actor.SYSTEM.label), round_.opened_at, round_.due_on)


def as_shown(found: Sequence[Gate], *, initiative: Initiative | None = None) -> list[dict[str, Any]]:
    """Gates as components/gates.html takes them; with the initiative each leads to where it is met."""
    return [
        {
            "label": gate.need.label,
            "is_passed": gate.is_passed,
            "have": _number(gate.have),
            "need": "" if gate.need in YES_OR_NO else _number(gate.threshold),
            "reason": gate.reason,
            "article": gate.article,
            "href": section_address(initiative, SECTION_OF_NEED[gate.need]) if initiative else "",
        }
        for gate in found
    ]


def section_address(initiative: Initiative, section: str) -> str:
    return reverse("initiative_section", kwargs={"pk": initiative.pk, "section": section})


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"

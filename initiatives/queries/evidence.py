"""What an initiative has to show, counted for many at once: the base of gates, tasks and next steps."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from indicators.models import Classification
from initiatives.coordination import Scope
from initiatives.decisions import Outcome
from initiatives.models import (
    Appointment,
    DocumentVersion,
    Initiative,
    InitiativePart,
    Leader,
    Membership,
    Organisation,
    Round,
)
from initiatives.queries import initiative as initiatives
from initiatives.queries.institution import Ladder, ladders
from initiatives.queries.plan import Standing, standing_of_each
from initiatives.sections import SECTIONS, tidy

# Three kinds of firm are one kind of member, so that two farms do not make a triple helix.
KIND_GROUPS = {
    **dict.fromkeys(Organisation.BUSINESS_KINDS, "business"),
    **dict.fromkeys(Organisation.KNOWLEDGE_KINDS, "knowledge"),
}


@dataclass(frozen=True)
class Evidence:
    """What one initiative has on a day."""

    on: dt.date
    regions: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    member_kinds: Mapping[str, int] = field(default_factory=dict)
    member_countries: frozenset[str] = frozenset()
    member_regions: frozenset[str] = frozenset()
    member_ids: frozenset[int] = frozenset()
    appointment: Appointment | None = None
    proposal: Appointment | None = None
    lapsed: Appointment | None = None
    leaders: tuple[Leader, ...] = ()
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    letters: int = 0
    last_round: Round | None = None
    # The last round of each thing that was ever handed in.
    rounds: tuple[Round, ...] = ()
    ladder: Ladder = field(default_factory=Ladder)
    plan: Standing = field(default_factory=Standing)

    @property
    def members(self) -> int:
        return sum(self.member_kinds.values())

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of committed member besides authorities, firms of every form counted as one."""
        besides = (kind for kind in self.member_kinds if kind not in Organisation.AUTHORITY_KINDS)
        return frozenset(KIND_GROUPS.get(kind, kind) for kind in besides)

    @property
    def leader_origins(self) -> frozenset[str]:
        led = {leader.origin for leader in self.leaders if leader.confirmed_at}
        return frozenset(led & {Leader.Origin.BUSINESS, Leader.Origin.SCIENCE})

    @property
    def staff(self) -> Decimal:
        return self.appointment.staff if self.appointment else Decimal()

    @property
    def has_mandate_paper(self) -> bool:
        return bool(self.appointment and self.appointment.has_paper)

    @property
    def is_rejected(self) -> bool:
        return self.last_round is not None and self.last_round.outcome == Outcome.REJECTED

    @property
    def is_returned(self) -> bool:
        return self.last_round is not None and self.last_round.outcome == Outcome.RETURNED

    @property
    def scope(self) -> Scope:
        return Scope(frozenset(self.regions), self.member_regions, self.member_countries)

    def content(self, section: str) -> dict[str, str | list[str]]:
        return tidy(SECTIONS[section], self.texts.get(section, {}))


def of(initiative: Initiative, *, on: dt.date) -> Evidence:
    """With plan and ladder, which only pages of one initiative tell; both follow the registration."""
    shown = of_each([initiative], on=on)[initiative.pk]
    if not initiative.registered_on:
        return shown
    plans, institution = standing_of_each([initiative], shown.rounds), ladders([initiative], shown.rounds)
    return replace(shown, plan=plans[initiative.pk], ladder=institution[initiative.pk])


def of_each(chosen: Iterable[Initiative], *, on: dt.date) -> dict[int, Evidence]:
    """The same queries for one and for a thousand."""
    chosen = list(chosen)
    keys = [initiative.pk for initiative in chosen]
    parts, members = _parts(keys), _members(keys, on)
    appointments, leaders = _appointments(keys, on), _leaders(keys, on)
    texts, rounds = initiatives.texts(chosen), _last_rounds(keys)
    return {
        key: Evidence(
            on=on,
            regions=tuple(parts[key][Classification.REGION]),
            activities=tuple(parts[key][Classification.ACTIVITY]),
            member_kinds=Counter(member.kind for member in members[key]),
            member_countries=frozenset(member.country for member in members[key] if not member.is_authority),
            member_regions=frozenset(member.region for member in members[key] if member.region),
            member_ids=frozenset(member.organisation for member in members[key]),
            letters=sum(member.has_letter for member in members[key]),
            leaders=tuple(leaders[key]),
            texts={section: text.content for section, text in texts.get(key, {}).items()},
            last_round=next((each for each in rounds[key] if each.is_registration), None),
            rounds=tuple(rounds[key]),
            **appointments[key],
        )
        for key in keys
    }


def _parts(keys: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = InitiativePart.objects.filter(initiative__in=keys).order_by("code__code")
    for key, classification, code in rows.values_list("initiative", "code__classification__code", "code__code"):
        found[key][classification].append(code)
    return found


@dataclass(frozen=True)
class _Member:
    """What of a committed member counts. An authority is at home everywhere, so it brings no region in."""

    organisation: int
    kind: str
    country: str
    region: str
    has_letter: bool = False

    @property
    def is_authority(self) -> bool:
        return self.kind in Organisation.AUTHORITY_KINDS


def _members(keys: list[int], on: dt.date) -> dict[int, list[_Member]]:
    found: dict[int, list[_Member]] = defaultdict(list)
    rows = Membership.objects.committed().filter(initiative__in=keys).annotate(has_letter=has_paper("membership"))
    told = ("kind", "country", "region__code", "region__valid_to")
    for key, organisation, has_letter, kind, country, region, ended_on in rows.values_list(
        "initiative", "organisation", "has_letter", *(f"organisation__{name}" for name in told)
    ):
        is_gone = ended_on is not None and ended_on <= on
        counts = region and not is_gone and kind not in Organisation.AUTHORITY_KINDS
        found[key].append(_Member(organisation, kind, country, region if counts else "", has_letter))
    return found


def has_paper(kind: str) -> Exists:
    """Whether a document that may be read is handed in for this row."""
    there = DocumentVersion.objects.current().readable()
    return Exists(there.filter(**{f"document__{kind}": OuterRef("pk")}))


def appointments(initiative: Initiative, *, on: dt.date) -> dict[str, Appointment]:
    """Who is in office as `appointment`, who is asked as `proposal`, who was last as `lapsed`."""
    return _appointments([initiative.pk], on)[initiative.pk]


def _appointments(keys: list[int], on: dt.date) -> dict[int, dict[str, Appointment]]:
    found: dict[int, dict[str, Appointment]] = defaultdict(dict)
    rows = Appointment.objects.filter(initiative__in=keys, declined_at=None).with_round()
    rows = rows.select_related("organisation", "manager")
    for appointment in rows.annotate(has_paper=has_paper("appointment")).order_by("pk"):
        if place := _place(appointment, on):
            found[appointment.initiative_id][place] = appointment
    return found


def _place(appointment: Appointment, on: dt.date) -> str:
    if appointment.accepted_at is None:
        return "" if appointment.ended_at else "proposal"
    if on in appointment.term:
        return "appointment"
    is_over = appointment.term.isempty or (appointment.term.upper is not None and appointment.term.upper <= on)
    return "lapsed" if is_over else ""


def _leaders(keys: list[int], on: dt.date) -> dict[int, list[Leader]]:
    found: dict[int, list[Leader]] = defaultdict(list)
    for leader in Leader.objects.present(on).filter(initiative__in=keys).select_related("organisation").order_by("pk"):
        found[leader.initiative_id].append(leader)
    return found


def _last_rounds(keys: list[int]) -> dict[int, list[Round]]:
    found: dict[int, list[Round]] = defaultdict(list)
    thing = ("initiative_id", "matter", "plan_id", "rung_id", "coordination_id", "amendment_id", "appointment_id")
    rows = Round.objects.filter(initiative__in=keys).order_by(*thing, "-number").distinct(*thing)
    for round_ in rows.defer("snapshot"):
        found[round_.initiative_id].append(round_)
    return found

"""How far coordination is: whom it concerns, the versions of the agreement, and what the task lacks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from indicators.models import Code
from indicators.queries import held
from initiatives.coordination import Pace, Scope
from initiatives.coordination_sections import COORDINATION_SECTIONS, PARTIES, WRITTEN
from initiatives.decisions import Decision, Outcome
from initiatives.lifecycle import Stage
from initiatives.models import (
    Answer,
    CoordinationAgreement,
    CoordinationText,
    Delegate,
    Initiative,
    Jurisdiction,
    Membership,
    Organisation,
    Representative,
    Round,
)
from initiatives.queries import approval, council, rules
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import Person, edited_by, represented_by
from initiatives.queries.text import Sheet
from initiatives.sections import Section, missing, tidy


@dataclass(frozen=True)
class Party:
    """A region that is touched, and its authority; without one the ministry has to name it."""

    region: Code
    authority: Organisation | None
    is_named: bool
    has_signed: bool = False


@dataclass(frozen=True)
class Lacking:
    """What a draft still needs before it can be handed in, and where."""

    section: Section
    text: str
    href: str


@dataclass(frozen=True)
class Versions:
    """The versions of the agreement that matter today."""

    in_force: CoordinationAgreement | None = None
    draft: CoordinationAgreement | None = None
    round: Round | None = None

    @property
    def is_waiting(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def is_returned(self) -> bool:
        return self.round is not None and self.round.outcome in (Outcome.RETURNED, Outcome.REJECTED)


def scope(initiative: Initiative, *, on: dt.date, known: Scope | None = None) -> Scope:
    """Where the initiative is, and where its members come from; `known` where somebody has looked already."""
    return held.once(("coordination scope", initiative.pk, on), lambda: known or _scope(initiative, on))


def _scope(initiative: Initiative, on: dt.date) -> Scope:
    """Authorities are at home everywhere: they bring no region in."""
    members = Membership.objects.committed().filter(initiative=initiative)
    members = members.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS)
    told = ("region__code", "region__kind", "region__valid_to", "country")
    rows = list(members.values_list(*(f"organisation__{name}" for name in told)))
    # A member may still stand under a region that was split; its successors have no say through it.
    present = {
        code for code, kind, gone_on, _land in rows if kind == Code.Kind.CODE and not (gone_on and gone_on <= on)
    }
    return Scope(
        frozenset(initiatives.regions(initiative).values_list("code", flat=True)),
        frozenset(present),
        frozenset(country for _code, _kind, _gone, country in rows),
    )


def beyond(initiative: Initiative, *, on: dt.date) -> list[Code]:
    """Regions that only members bring in."""
    found = scope(initiative, on=on)
    return list(Code.objects.regions().filter(code__in=found.concerned - found.regions).order_by("code"))


def parties(initiative: Initiative, *, on: dt.date) -> list[Party]:
    """Every region concerned with the authority that decides for it today."""
    return held.once(("coordination parties", initiative.pk, on), lambda: _parties(initiative, on))


def _parties(initiative: Initiative, on: dt.date) -> list[Party]:
    found = scope(initiative, on=on)
    deciding = _deciding(initiative, on)
    standing = in_force(initiative)
    signed = set(standing.signed_by) if standing else set()
    return [
        Party(
            region,
            deciding.get(region.pk),
            region.code in found.regions,
            has_signed=region.pk in deciding and deciding[region.pk].pk in signed,
        )
        for region in _regions(initiative, on)
    ]


def _regions(initiative: Initiative, on: dt.date) -> list[Code]:
    codes = scope(initiative, on=on).concerned
    found = Code.objects.regions().filter(code__in=codes).order_by("code")
    return held.once(("coordination regions", initiative.pk, on), lambda: list(found))


def _deciding(initiative: Initiative, on: dt.date) -> dict[int | None, Organisation]:
    """Who decides for the regions concerned, and under None for the country."""
    question = ("coordination deciding", initiative.pk, on)
    concerned = scope(initiative, on=on).concerned
    return held.once(question, lambda: approval.deciding_in(concerned, on=on))


def unsigned(initiative: Initiative, *, on: dt.date) -> int | None:
    """Regions concerned whose authority has not agreed to what is in force; None where nothing is."""
    standing = in_force(initiative)
    if standing is None:
        return None
    signed = sum(one.pk in standing.signed_by for region, one in _deciding(initiative, on).items() if region)
    return len(scope(initiative, on=on).concerned) - signed


def versions(initiative: Initiative, rounds: Sequence[Round] | None = None) -> Versions:
    """`rounds` where the last ones are at hand already."""
    draft = next((each for each in _present(initiative) if each.is_draft), None)
    if draft is None:
        return Versions(in_force(initiative))
    known = (each for each in rounds or () if each.coordination_id == draft.pk)
    return Versions(in_force(initiative), draft, last_round(draft) if rounds is None else next(known, None))


def in_force(initiative: Initiative) -> CoordinationAgreement | None:
    return next((each for each in _present(initiative) if each.is_in_force), None)


def _present(initiative: Initiative) -> list[CoordinationAgreement]:
    """Each with the authorities that agreed to it, as `signed_by`."""
    approved = Answer.objects.current().filter(decision=Decision.AGREED, round__outcome=Outcome.APPROVED)
    agreed = approved.filter(round__coordination=OuterRef("pk")).order_by().values("seat__authority")
    found = CoordinationAgreement.objects.filter(initiative=initiative, superseded_at=None)
    found = found.annotate(signed_by=ArraySubquery(agreed))
    return held.once(("coordination agreements", initiative.pk), lambda: list(found))


def all_versions(initiative: Initiative) -> QuerySet[CoordinationAgreement]:
    return CoordinationAgreement.objects.filter(initiative=initiative).order_by("-number")


def last_round(agreement: CoordinationAgreement) -> Round | None:
    return Round.objects.filter(coordination=agreement).defer("snapshot").order_by("-number").first()


def open_round(agreement: CoordinationAgreement) -> Round | None:
    standing = Round.objects.open().filter(coordination=agreement)
    return held.once(("coordination round", agreement.pk), standing.first)


def sheet(agreement: CoordinationAgreement, section: str) -> Sheet:
    return Sheet(CoordinationText, {"agreement": agreement, "section": section})


def content(agreement: CoordinationAgreement) -> dict[str, dict[str, Any]]:
    """What each written group says now, every field present."""
    return held.once(("coordination texts", agreement.pk), lambda: _content(agreement))


def _content(agreement: CoordinationAgreement) -> dict[str, dict[str, Any]]:
    current = CoordinationText.objects.filter(agreement=agreement, is_aside=False)
    saved = {text.section: text for text in current.order_by("section", "-revision").distinct("section")}
    return {key: tidy(COORDINATION_SECTIONS[key], saved[key].content if key in saved else {}) for key in WRITTEN}


def snapshot(agreement: CoordinationAgreement, *, on: dt.date) -> dict[str, dict[str, Any]]:
    """The whole version as it is handed in, readable by itself for ever."""
    told = [_party(party) for party in parties(agreement.initiative, on=on)]
    abroad = sorted(scope(agreement.initiative, on=on).abroad)
    return {PARTIES: {"parties": told, "abroad": abroad}, **content(agreement)}


def _party(party: Party) -> dict[str, Any]:
    region, authority = party.region, party.authority
    names = {language: getattr(region, f"name_{language}") or region.name for language, _name in settings.LANGUAGES}
    return {
        "region": {"code": region.code, "printed": region.printed_code, "name": names},
        "authority": {"id": authority.pk, "name": authority.name} if authority else None,
    }


def lacking(agreement: CoordinationAgreement) -> list[Lacking]:
    """Everything at once, each with its place."""
    said = content(agreement)
    return [
        Lacking(section, str(field.label), f"{section_address(agreement.pk, section.key)}#id_{field.key}")
        for section in COORDINATION_SECTIONS.values()
        for field in missing(section, said.get(section.key, {}))
    ]


def section_address(agreement: int, section: str) -> str:
    if section == PARTIES:
        return reverse("coordination_agreement", kwargs={"pk": agreement})
    return reverse("coordination_section", kwargs={"pk": agreement, "section": section})


def known_to(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """What exists for `user`, also where he has a part in its coordination alone."""
    known = initiatives.visible_to(user, on=on).values("pk")
    return Initiative.objects.filter(Q(pk__in=known) | _has_part(user, on))


def open_to(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """Initiatives whose coordination `user` may read."""
    inside = initiatives.open_to(user, on=on).values("pk")
    return Initiative.objects.filter(Q(pk__in=inside) | _has_part(user, on))


def _has_part(user: Person, on: dt.date) -> Q:
    """Sits on the council, or answers for a region that only members bring in; never of a draft."""
    if not user.is_authenticated:
        return Q(pk__in=())
    mine = represented_by(user).values("pk")
    seated = Delegate.objects.present().filter(organisation__in=mine).values("initiative")
    held = Jurisdiction.objects.filter(authority__in=mine, valid__contains=on, region__isnull=False).values("region")
    joined = Membership.objects.committed().filter(organisation__region__in=held)
    joined = joined.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS).values("initiative")
    return (Q(pk__in=seated) | Q(pk__in=joined)) & ~Q(stage=Stage.NASCENT)


def acting(user: Person, initiative: Initiative, *, on: dt.date) -> QuerySet[Organisation]:
    """For whom `user` acts in the coordination: authorities concerned, who runs it, the council, the ministry."""
    return edited_by(user).filter(pk__in=_taking_part(initiative, on))


def _taking_part(initiative: Initiative, on: dt.date) -> set[int]:
    ministry = _deciding(initiative, on).get(None)
    seated = {delegate.organisation_id for delegate in council.seated(initiative)}
    return {*needed(initiative, on=on), *seated} | ({ministry.pk} if ministry else set())


def needed(initiative: Initiative, *, on: dt.date) -> dict[int, Organisation]:
    """Who must sit on the council: every authority concerned, and whoever runs the initiative."""
    runs = held.once(("coordination runner", initiative.pk, on), lambda: initiatives.runner(initiative, on=on))
    concerned = _deciding(initiative, on).items()
    return {runs.pk: runs} | {authority.pk: authority for region, authority in concerned if region is not None}


def people_of(organisations: Any) -> QuerySet[User]:
    """Editors of these organisations: those who act for them here."""
    acts = Representative.objects.editors().filter(organisation__in=organisations)
    return User.objects.filter(is_active=True, pk__in=acts.values("user"))


def pace(*, on: dt.date | None = None) -> Pace:
    return rules.pack(on=on).coordination

"""The whole initiative as it is handed in: one part per section, readable by itself for ever."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from indicators.models import Classification, Code
from initiatives import digest
from initiatives.models import (
    Appointment,
    DocumentVersion,
    Initiative,
    InitiativePart,
    Leader,
    Membership,
    Organisation,
    SectionText,
)
from initiatives.queries.initiative import texts
from initiatives.sections import SECTIONS, tidy

LANGUAGES = ("kk", "ru", "en")


def snapshot(initiative: Initiative, *, on: dt.date) -> dict[str, dict[str, Any]]:
    """{section: {field: value}}, JSON-able; codes and organisations with their names of the day."""
    written = texts([initiative]).get(initiative.pk, {})
    return {
        "place": _place(initiative),
        "about": _content(written, "about") | {"name": initiative.name, "language": initiative.language},
        "vision": _content(written, "vision"),
        "managing": _managing(initiative, on),
        "leaders": {"leaders": [_leader(leader) for leader in _leaders(initiative, on)]},
        "members": {"members": [_member(membership) for membership in _members(initiative)]},
    }


def digests(frozen: dict[str, dict[str, Any]]) -> dict[str, str]:
    return digest.per_section(frozen)


def changed_sections(initiative: Initiative, *, since: dict[str, str], on: dt.date) -> list[str]:
    """The sections that differ from what was handed in with the digests `since`, in their order."""
    differing = digest.changed(since, digests(snapshot(initiative, on=on)))
    return [section for section in SECTIONS if section in differing]


def _content(written: dict[str, SectionText], section: str) -> dict[str, Any]:
    return tidy(SECTIONS[section], written[section].content if section in written else {})


def _place(initiative: Initiative) -> dict[str, Any]:
    parts = list(
        InitiativePart.objects.filter(initiative=initiative)
        .select_related("code__classification")
        .order_by("code__code")
    )
    lead = next((part.code for part in parts if part.is_lead), None)
    return {
        "regions": _codes(parts, Classification.REGION),
        "activities": _codes(parts, Classification.ACTIVITY),
        "lead_region": frozen_code(lead) if lead else None,
    }


def _codes(parts: list[InitiativePart], classification: str) -> list[dict[str, Any]]:
    return [frozen_code(part.code) for part in parts if part.code.classification.code == classification]


def frozen_code(code: Code) -> dict[str, Any]:
    """A code with its names of the day, JSON-able."""
    names = {language: getattr(code, f"name_{language}") or code.name for language in LANGUAGES}
    return {"code": code.code, "printed": code.printed_code, "name": names}


def _managing(initiative: Initiative, on: dt.date) -> dict[str, Any]:
    in_force = Appointment.objects.in_force(on).filter(initiative=initiative).annotate(papers=_papers("appointment"))
    appointment = in_force.select_related("organisation", "manager").first()
    return mandate(appointment) | _with_papers(appointment) if appointment else {"organisation": None}


def mandate(appointment: Appointment) -> dict[str, Any]:
    """Who runs it, for how long, with whom and by what document."""
    return {
        "organisation": _organisation(appointment.organisation),
        "from": day(appointment.term.lower),
        "until": day(appointment.term.upper),
        "staff": str(appointment.staff.normalize()),
        "manager": appointment.manager_name or str(appointment.manager or ""),
        "mandate": appointment.mandate,
    }


def _organisation(organisation: Organisation) -> dict[str, Any]:
    # An owner's IIN never leaves its row, so a farm is told apart by its key alone.
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "kind": organisation.kind,
        "bin": organisation.bin,
        "country": organisation.country,
    }


def _leaders(initiative: Initiative, on: dt.date) -> list[Leader]:
    present = Leader.objects.present(on).filter(initiative=initiative, confirmed_at__isnull=False)
    return list(present.select_related("organisation").order_by("named_at", "pk"))


def _leader(leader: Leader) -> dict[str, Any]:
    return {
        "name": leader.name,
        "origin": leader.origin,
        "organisation": leader.organisation.name if leader.organisation else "",
        "field": leader.field,
        "until": day(leader.term_ends_on),
    }


def _members(initiative: Initiative) -> list[Membership]:
    committed = Membership.objects.committed().filter(initiative=initiative).annotate(papers=_papers("membership"))
    return list(committed.select_related("organisation", "unit").order_by("organisation__sort_name", "organisation"))


def _member(membership: Membership) -> dict[str, Any]:
    told = {
        "unit": membership.unit.name if membership.unit else "",
        "role": membership.role,
        "committed": day(membership.committed_at),
        "admitted": day(membership.admitted_at),
    }
    return _organisation(membership.organisation) | told | _with_papers(membership)


def _papers(kind: str) -> ArraySubquery:
    """The digests of the files that are handed in for a row."""
    there = DocumentVersion.objects.current().readable().filter(**{f"document__{kind}": OuterRef("pk")})
    return ArraySubquery(there.order_by("digest").values("digest"))


def _with_papers(row: Any) -> dict[str, list[str]]:
    return {"papers": row.papers} if row.papers else {}


def day(moment: dt.date | None) -> str | None:
    if isinstance(moment, dt.datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else None

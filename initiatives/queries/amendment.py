"""The versions of what a registered initiative says: what is in force, what is proposed, what came between them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from initiatives.models import Amendment, AmendmentText, Initiative, Round, SectionText
from initiatives.queries import initiative as initiatives
from initiatives.queries import reading
from initiatives.queries.organisation import Person
from initiatives.queries.text import Sheet
from initiatives.sections import AMENDED_SECTIONS, Section, missing, tidy

Snapshot = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Side:
    """One section in both texts. `is_overtaken`: the text in force changed after it was copied."""

    section: Section
    part: reading.Part
    is_changed: bool
    is_overtaken: bool
    lacks: tuple[str, ...] = ()


def open_to(user: Person, *, on: dt.date) -> QuerySet[Amendment]:
    """Amendments of the initiatives whose home `user` may open."""
    return Amendment.objects.filter(initiative__in=initiatives.open_to(user, on=on).values("pk"))


def versions(initiative: Initiative, *, with_draft: bool) -> QuerySet[Amendment]:
    """Every amendment, newest first, without those that were given up, nor one that was never handed in."""
    all_of_them = Amendment.objects.filter(initiative=initiative, dropped_at=None).select_related("drafted_by")
    is_out = Exists(Round.objects.filter(amendment=OuterRef("pk")))
    return all_of_them if with_draft else all_of_them.filter(is_out)


def draft(initiative: Initiative) -> Amendment | None:
    return Amendment.objects.drafts().filter(initiative=initiative).first()


def open_round(amendment: Amendment) -> Round | None:
    return Round.objects.open().filter(amendment=amendment).first()


def last_round(amendment: Amendment) -> Round | None:
    return Round.objects.filter(amendment=amendment).order_by("-number").first()


def sheet(amendment: Amendment, section: str) -> Sheet[AmendmentText]:
    return Sheet(AmendmentText, {"amendment": amendment, "section": section})


def texts(amendment: Amendment) -> dict[str, AmendmentText]:
    """What the copy says now, section by section."""
    current = AmendmentText.objects.filter(amendment=amendment, is_aside=False).order_by("section", "-revision")
    return {text.section: text for text in current.distinct("section").select_related("saved_by")}


def snapshot(amendment: Amendment) -> Snapshot:
    """The whole copy as it is handed in, readable by itself for ever."""
    return _content(texts(amendment))


def in_force(initiative: Initiative) -> dict[str, SectionText]:
    return initiatives.texts([initiative]).get(initiative.pk, {})


def before(amendment: Amendment) -> Snapshot:
    """What the copy is read against: the text in force, for a settled amendment the text that it was copied from."""
    return _content(_read_against(amendment))


def revisions(standing: Mapping[str, SectionText]) -> dict[str, int]:
    return {key: standing[key].revision if key in standing else 0 for key in AMENDED_SECTIONS}


def overtaken(amendment: Amendment, standing: Mapping[str, SectionText]) -> list[str]:
    """Sections whose text in force is no longer the one that was copied."""
    return [key for key, revision in revisions(standing).items() if revision != amendment.bases.get(key, 0)]


def handed_in(amendment: Amendment) -> Snapshot | None:
    """What the authorities have had last; what is written since is its writers' alone."""
    round_ = last_round(amendment)
    return round_.snapshot if round_ else None


def sides(amendment: Amendment, proposed: Snapshot) -> list[Side]:
    """Each section in both texts, in their order; `proposed`: the copy as its reader may see it."""
    standing = _read_against(amendment)
    stood = _content(standing)
    late = overtaken(amendment, standing) if amendment.is_draft else amendment.left_out
    return [
        Side(
            section=AMENDED_SECTIONS[part.key],
            part=part,
            is_changed=proposed[part.key] != stood[part.key],
            is_overtaken=part.key in late,
            lacks=_emptied(AMENDED_SECTIONS[part.key], proposed[part.key], stood[part.key]),
        )
        for part in reading.parts(proposed, stood)
    ]


def _emptied(section: Section, proposed: dict[str, Any], stood: dict[str, Any]) -> tuple[str, ...]:
    """Needed fields that say something today and would say nothing; what was never said is asked of nobody."""
    said = [field for field in missing(section, proposed) if stood.get(field.key)]
    return tuple(str(field.label) for field in said)


def section_address(amendment: int, section: str) -> str:
    return reverse("amendment_section", kwargs={"pk": amendment, "section": section})


def _read_against(amendment: Amendment) -> dict[str, SectionText]:
    return in_force(amendment.initiative) if amendment.is_draft else _copied(amendment)


def _copied(amendment: Amendment) -> dict[str, SectionText]:
    rows = SectionText.objects.filter(initiative=amendment.initiative_id, section__in=AMENDED_SECTIONS)
    return {row.section: row for row in rows if row.revision == amendment.bases.get(row.section)}


def _content(said: Mapping[str, SectionText | AmendmentText]) -> Snapshot:
    return {key: tidy(section, said[key].content if key in said else {}) for key, section in AMENDED_SECTIONS.items()}

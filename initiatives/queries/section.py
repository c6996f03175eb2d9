"""The task list of sections, a readable form of each, and how two texts of one differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from initiatives.lifecycle import TaskState
from initiatives.models import Initiative, SectionText
from initiatives.queries import rules
from initiatives.queries.evidence import Evidence
from initiatives.queries.initiative import texts
from initiatives.queries.lifecycle import SECTION_OF_NEED, counted, missing, section_address
from initiatives.queries.next_step import members_address
from initiatives.queries.text import changed_meanwhile
from initiatives.rules import judge
from initiatives.sections import SECTIONS, Section
from initiatives.sections import missing as missing_fields


@dataclass(frozen=True)
class SectionLine:
    section: Section
    title: str | Promise
    state: TaskState
    hint: str
    href: str


@dataclass(frozen=True)
class Aside:
    """A text of the reader that met a newer one: what happened, and where to choose."""

    told: str
    href: str


@dataclass(frozen=True)
class Difference:
    mine: str
    theirs: str


def lines(initiative: Initiative, shown: Evidence) -> list[SectionLine]:
    pack = rules.pack(on=shown.on)
    judged = judge(pack, counted(shown), missing(shown, pack))
    failing = {SECTION_OF_NEED[gate.need]: str(gate.reason) for gate in reversed(judged) if not gate.is_passed}
    return [_line(initiative, section, shown, failing.get(section.key, "")) for section in SECTIONS.values()]


def _line(initiative: Initiative, section: Section, shown: Evidence, lacking: str) -> SectionLine:
    state, hint = _written(section, shown) if section.is_written else _kept(section, shown, lacking)
    if state == TaskState.NOT_STARTED:
        hint = _minutes(section.minutes)
    is_members = section.key == "members"
    href = members_address(initiative) if is_members else section_address(initiative, section.key)
    return SectionLine(section, section.title, state, hint, href)


def _written(section: Section, shown: Evidence) -> tuple[TaskState, str]:
    content = shown.content(section.key)
    empty = missing_fields(section, content)
    if not empty:
        return TaskState.DONE, ""
    filled = [field for field in section.fields if content.get(field.key) and field.key not in ("name", "language")]
    state = TaskState.IN_PROGRESS if filled else TaskState.NOT_STARTED
    return state, _("Still empty: %(fields)s") % {"fields": ", ".join(str(field.label) for field in empty)}


def _kept(section: Section, shown: Evidence, lacking: str) -> tuple[TaskState, str]:
    if not lacking:
        return TaskState.DONE, ""
    waits = section.key == "managing" and shown.proposal is not None
    begun = {"managing": shown.appointment, "leaders": shown.leaders, "members": shown.members}[section.key]
    if waits:
        return TaskState.WAITS, lacking
    return (TaskState.IN_PROGRESS if begun else TaskState.NOT_STARTED), lacking


def asides(initiative: Initiative, user: User) -> list[Aside]:
    """Every section in which the reader has yet to choose between two texts."""
    waiting = SectionText.objects.filter(initiative=initiative, is_aside=True, saved_by=user, settled_at=None)
    keys = list(waiting.order_by("section").values_list("section", flat=True).distinct())
    standing = texts([initiative]).get(initiative.pk, {}) if keys else {}
    return [_aside(initiative, standing[key]) for key in keys if key in standing]


def _aside(initiative: Initiative, theirs: SectionText) -> Aside:
    return Aside(
        changed_meanwhile(SECTIONS[theirs.section].title, theirs.saved_at),
        reverse("initiative_section_conflict", kwargs={"pk": initiative.pk, "section": theirs.section}),
    )


def _minutes(minutes: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def difference(section: Section, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Difference:
    """Both texts of the fields in which they differ."""
    differing = [field for field in section.fields if mine.get(field.key) != theirs.get(field.key)]
    return Difference(
        "\n\n".join(f"{field.label}:\n{_readable(mine.get(field.key))}" for field in differing),
        "\n\n".join(f"{field.label}:\n{_readable(theirs.get(field.key))}" for field in differing),
    )


def _readable(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "–")

"""The one thing that an initiative's people do next, with its minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives.decisions import Outcome
from initiatives.lifecycle import Need, Stage, TaskState
from initiatives.models import Appointment, Initiative
from initiatives.queries.evidence import Evidence
from initiatives.queries.lifecycle import SECTION_OF_NEED, section_address
from initiatives.queries.task import TaskLine
from initiatives.rules import Gate
from initiatives.sections import SECTIONS


@dataclass(frozen=True)
class NextStep:
    title: str | Promise
    text: str | Promise
    label: str | Promise
    href: str
    minutes: int


MINUTES_OF_TASK = 5

# What is quick comes first, and what others have to do is started early.
ORDER = (
    Need.PLACE,
    Need.MEMBERS,
    Need.MANAGING,
    Need.VISION,
    Need.LEADERS,
    Need.KINDS,
    Need.STAFF,
    Need.MANDATE,
    Need.LETTERS,
    Need.CHANGED,
)


def next_step(initiative: Initiative, shown: Evidence, found: Sequence[Gate], open_remarks: int = 0) -> NextStep | None:
    """None where the initiative's people have nothing to do now."""
    if initiative.stage != Stage.NASCENT:
        return _succession(initiative, shown) if initiative.stage in (Stage.REGISTERED, Stage.SUSPENDED) else None
    if open_remarks:
        return _remarks(initiative, open_remarks)
    failing = {gate.need: gate for gate in found if not gate.is_passed}
    waiting = {Need.MANAGING, Need.STAFF} if shown.proposal else set()
    for need in ORDER:
        if need in failing and need not in waiting:
            return _for(initiative, failing[need])
    if failing:
        return None
    return NextStep(
        _("Check your answers and hand in"),
        _("Everything that is asked for is there."),
        _("Check and hand in"),
        reverse("initiative_check", kwargs={"pk": initiative.pk}),
        3,
    )


def of_tasks(lines: Sequence[TaskLine]) -> NextStep | None:
    """What went wrong comes before what is only on its way."""
    for state in (TaskState.ATTENTION, TaskState.IN_PROGRESS):
        for line in lines:
            if line.state == state and line.href and line.missing:
                return NextStep(line.title, line.missing, _("Go on"), line.href, MINUTES_OF_TASK)
    return None


def _for(initiative: Initiative, gate: Gate) -> NextStep:
    section = SECTIONS[SECTION_OF_NEED[gate.need]]
    if gate.need == Need.LETTERS:
        return NextStep(
            gate.need.label,
            gate.reason,
            _("Go on"),
            reverse("documents", kwargs={"pk": initiative.pk}),
            section.minutes,
        )
    if section.key == "members":
        return NextStep(
            _("Invite members"), gate.reason, _("Invite"), members_address(initiative, "invite"), section.minutes
        )
    return NextStep(section.title, gate.reason, _("Go on"), section_address(initiative, section.key), section.minutes)


def _remarks(initiative: Initiative, count: int) -> NextStep:
    return NextStep(
        _("Answer the remarks"),
        _("Each leads to the field that it is about. Then hand in again."),
        _("See the remarks"),
        reverse("initiative", kwargs={"pk": initiative.pk}) + "#remarks",
        5 * count,
    )


def _succession(initiative: Initiative, shown: Evidence) -> NextStep | None:
    if shown.proposal:
        return _change(initiative, shown.proposal)
    if shown.appointment:
        return None
    return NextStep(
        _("Appoint a managing organisation"),
        _("The mandate has ended and nobody follows."),
        _("Propose one"),
        section_address(initiative, "managing"),
        SECTIONS["managing"].minutes,
    )


def _change(initiative: Initiative, proposal: Appointment) -> NextStep | None:
    """The successor has agreed, or what was handed in came back; else others have to act first."""
    if proposal.consented_at is None or proposal.is_before_authorities:
        return None
    address = reverse("initiative_managing", kwargs={"pk": initiative.pk})
    if proposal.outcome in (Outcome.RETURNED, Outcome.REJECTED):
        told = _("The change of managing organisation came back.")
        return NextStep(_("Answer the remarks"), told, _("See the remarks"), address, 5)
    told = _("%(organisation)s has agreed to follow; the authorities decide.") % {"organisation": proposal.organisation}
    return NextStep(_("Hand in the change"), told, _("Check and hand in"), address, 3)


def members_address(initiative: Initiative, name: str = "members") -> str:
    """The pages of the membership topic; the section's own page where there is none."""
    try:
        return reverse(name, kwargs={"pk": initiative.pk})
    except NoReverseMatch:
        return section_address(initiative, "members")

"""The lists that belong to one initiative; `thing` in the address says to which."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.guards import Refused
from clusterportal.exports.clusters import activities, joined, place
from clusterportal.exports.table import Asked, Column, Rows, Table
from initiatives.models import Initiative
from initiatives.permissions import coordination as coordination_permissions
from initiatives.permissions import document as document_permissions
from initiatives.permissions import membership as membership_permissions
from initiatives.permissions import portfolio as portfolio_permissions
from initiatives.permissions.initiative import may_open_home
from initiatives.queries import coordination, document, issue
from initiatives.queries import initiative as initiatives
from initiatives.queries import membership as memberships
from initiatives.queries import project as projects
from initiatives.views.issue import chosen_state


def known(
    asked: Asked, may: Callable[..., bool], why: str | Promise, *, seen: Any = initiatives.visible_to
) -> Initiative:
    """The initiative whose list it is, with the answer that its own page would give."""
    initiative = seen(asked.user, on=asked.on).select_related("initiator").filter(pk=asked.number("thing")).first()
    if initiative is None:
        raise Http404
    if not may(asked.user, initiative):
        raise Refused(why, initiatives.runner(initiative, on=asked.on).name)
    return initiative


def _members(asked: Asked) -> Rows:
    initiative = known(asked, membership_permissions.may_see_members, _("Of a draft only its people see the members."))
    return memberships.members(initiative).prefetch_related("organisation__activities__activity")


MEMBERS = Table(
    name="members",
    title=_("Register of members"),
    page="members",
    of="pk",
    rows=_members,
    columns=(
        Column("bin", _("BIN"), lambda row: row.organisation.bin),
        Column("organisation", _("Organisation"), lambda row: row.organisation.called),
        Column("unit", _("Part of it"), lambda row: row.unit),
        Column("kind_code", _("Kind, code"), lambda row: row.organisation.kind),
        Column("kind", _("Kind"), lambda row: row.organisation.get_kind_display()),
        Column("role_code", _("In the value chain, code"), lambda row: row.role),
        Column("role", _("In the value chain"), lambda row: row.get_role_display()),
        Column("region_code", _("Region, code"), lambda row: place(row.organisation).code),
        Column("region", _("Region"), lambda row: place(row.organisation).name),
        Column("activity_codes", _("Activities, codes"), joined("code", lambda row: activities(row.organisation))),
        Column("committed_on", _("Committed"), lambda row: timezone.localdate(row.committed_at)),
        Column("admitted_on", _("Admitted"), lambda row: timezone.localdate(row.admitted_at)),
    ),
)


def _projects(asked: Asked) -> Rows:
    why = _("Of a draft only its people see the projects.")
    initiative = known(asked, portfolio_permissions.may_see_projects, why)
    found = projects.of_initiative(initiative, asked.user, on=asked.on)
    is_inside = may_open_home(asked.user, initiative, asked.on)
    return [(one, asked.on, is_inside) for one in found]


def _inside(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Who is responsible, what threatens and what is the matter is for the people of the initiative."""
    return lambda row: value(row[0]) if row[2] else ""


PROJECTS = Table(
    name="projects",
    title=_("Projects"),
    page="projects",
    of="pk",
    rows=_projects,
    columns=(
        Column("number", _("Number"), lambda row: row[0].project.pk),
        Column("title", _("Title"), lambda row: row[0].project.title),
        Column("kind_code", _("Kind, code"), lambda row: row[0].project.kind),
        Column("kind", _("Kind"), lambda row: row[0].project.get_kind_display()),
        Column("stage_code", _("Stage, code"), lambda row: row[0].project.stage),
        Column("stage", _("Stage"), lambda row: row[0].project.stage_enum.label),
        Column("since", _("Since"), lambda row: timezone.localdate(row[0].project.stage_since)),
        Column("responsible", _("Responsible"), lambda row: row[0].project.responsible),
        Column("person", _("Responsible person"), _inside(lambda one: one.project.responsible_name)),
        Column("starts_on", _("First day"), lambda row: row[0].project.starts_on),
        Column("ends_on", _("Last day"), lambda row: row[0].project.ends_on),
        Column("total_kzt", _("Total, ₸"), lambda row: row[0].project.total),
        Column("planned_kzt", _("Planned, ₸"), lambda row: row[0].money.planned),
        Column("spent_kzt", _("Spent, ₸"), lambda row: row[0].money.spent),
        Column("milestones", _("Milestones"), lambda row: len(row[0].project.milestones.all())),
        Column(
            "late_milestones",
            _("Late milestones"),
            lambda row: sum(each.is_late(row[1]) for each in row[0].project.milestones.all()),
        ),
        Column("worst_risk", _("Worst risk"), _inside(lambda one: one.worst_risk or "")),
        Column("attention", _("Needs attention"), _inside(lambda one: "; ".join(c.text for c in one.concerns))),
    ),
)


def _documents(asked: Asked) -> Rows:
    why = _("The people, the members and the authorities of the initiative read its documents.")
    kind = asked.text("of")
    found = document.of_initiative(known(asked, document_permissions.may_list, why))
    return [one for one in found if kind in ("", one.kind)]


DOCUMENTS = Table(
    name="documents",
    title=_("Documents"),
    page="documents",
    of="pk",
    rows=_documents,
    columns=(
        Column("number", _("Number"), lambda row: row.pk),
        Column("title", _("Title"), lambda row: row.title),
        Column("language", _("Language"), lambda row: row.language),
        Column("belongs_to_code", _("Belongs to, code"), lambda row: row.kind),
        Column("belongs_to", _("Belongs to"), lambda row: document.name(row.kind, row.belongs_to)),
        Column("version", _("Version"), lambda row: row.file.number),
        Column("file", _("File"), lambda row: row.file.name),
        Column("bytes", _("Size in bytes"), lambda row: row.file.size),
        Column("sha256", _("SHA-256 of the file"), lambda row: row.file.digest),
        Column("handed_in_at", _("Received"), lambda row: row.file.uploaded_at),
        Column("scan", _("Virus scan"), lambda row: row.file.get_scan_display()),
    ),
)


def _issues(asked: Asked) -> Rows:
    why = _("The people, the members and the authorities of the initiative read its coordination.")
    initiative = known(asked, coordination_permissions.may_read, why, seen=coordination.known_to)
    return issue.filtered(
        issue.register(initiative),
        state=chosen_state(asked.query),
        owner=asked.number("owner"),
        kind=asked.text("kind"),
    )


ISSUES = Table(
    name="issues",
    title=_("Critical issues"),
    page="issues",
    of="pk",
    rows=_issues,
    columns=(
        Column("number", _("Number"), lambda row: row.pk),
        Column("title", _("Title"), lambda row: row.title),
        Column("state_code", _("State, code"), lambda row: row.state),
        Column("state", _("State"), lambda row: row.state_enum.label),
        Column("is_blocking", _("blocking"), lambda row: row.is_blocking),
        Column("raised_for", _("Raised for"), lambda row: row.raised_for),
        Column("owners", _("Owner"), joined("organisation", lambda row: row.standing_owners)),
        Column("raised_on", _("Raised on"), lambda row: timezone.localdate(row.raised_at)),
        Column("due_on", _("Due on"), lambda row: row.due_on),
        Column("result", _("Result"), lambda row: row.result),
    ),
)


TABLES = (MEMBERS, PROJECTS, DOCUMENTS, ISSUES)

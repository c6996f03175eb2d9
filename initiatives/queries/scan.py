"""Which cells of the scan have an initiative, who works in a cell, and who has been invited to open one there."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Classification, Code
from indicators.queries import classification
from initiatives.models import (
    Initiative,
    InitiativePart,
    Jurisdiction,
    Organisation,
    OrganisationActivity,
    Representative,
    ScanInvitation,
)
from initiatives.queries.organisation import Person, edited_by, visible_to

Cell = tuple[str, str]
MOST = 50
DIVISION = 2


@dataclass
class Covered:
    """One public initiative with its regions, its activities, and the sections that these belong to."""

    initiative: Initiative
    regions: list[Code] = field(default_factory=list)
    activities: list[Code] = field(default_factory=list)
    sections: set[str] = field(default_factory=set)

    @property
    def cells(self) -> list[Cell]:
        return [(region.code, section) for region in self.regions for section in sorted(self.sections)]

    def covers(self, cell: Cell) -> bool:
        """Whether the initiative works in the cell, in something finer, or in something that contains it."""
        region, activity = cell
        if region not in {code.code for code in self.regions}:
            return False
        own = {code.code for code in self.activities}
        if not activity.isdigit():
            return activity in self.sections
        return any(activity.startswith(code) or code.startswith(activity) for code in own if code.isdigit())


def covered(found: QuerySet[Initiative] | None = None) -> list[Covered]:
    """Every public initiative, by name."""
    rows = {row.pk: Covered(row) for row in (found or Initiative.objects.public()).order_by("sort_name", "pk")}
    parts = InitiativePart.objects.filter(initiative__in=rows).select_related("code__classification")
    tree = classification.book().codes.activities
    for part in parts.order_by("code__code"):
        one = rows[part.initiative_id]
        if part.code.classification.code == Classification.REGION:
            one.regions.append(part.code)
        else:
            one.activities.append(part.code)
            above = {part.code.code, *tree.ancestors(part.code.code)}
            one.sections |= {code for code in above if len(code) == 1}
    return list(rows.values())


def organisations(cell: Cell, *, user: Person) -> list[Organisation]:
    """Those of the region whose activity lies in the cell, and that may open an initiative."""
    inside = _codes(cell[1])
    doing = OrganisationActivity.objects.filter(organisation=OuterRef("pk"), activity__code__in=inside)
    acting = Representative.objects.editors().filter(organisation=OuterRef("pk"))
    rows = visible_to(user).filter(Exists(doing), region__code=cell[0], confirmed_at__isnull=False)
    rows = rows.exclude(kind__in=Organisation.AUTHORITY_KINDS).annotate(has_people=Exists(acting))
    return list(rows.order_by("sort_name", "pk")[:MOST])


def _codes(activity: str) -> Collection[str]:
    """The activity and everything inside it."""
    children: Mapping[str, Sequence[str]] = classification.book().codes.activities.children
    found, waiting = [activity], [activity]
    while waiting:
        inside = children.get(waiting.pop(), ())
        found.extend(inside)
        waiting.extend(inside)
    return found


def invited(cell: Cell) -> dict[int, ScanInvitation]:
    """Organisation → the newest invitation to this cell."""
    rows = ScanInvitation.objects.filter(region__code=cell[0], activity__code=cell[1])
    return {row.organisation_id: row for row in rows.select_related("authority").order_by("invited_at")}


def inviting(user: Person, region: str, *, on: dt.date) -> Organisation | None:
    """The authority for whose region, or for the whole country, `user` may invite."""
    held = Jurisdiction.objects.filter(authority=OuterRef("pk"), valid__contains=on)
    here = held.filter(region__code=region) | held.filter(region=None)
    mine = edited_by(user).authorities().confirmed().filter(Exists(here))
    return mine.order_by("pk").first()


def place(region: str, activity: str) -> list[Code]:
    """The two codes, where both are in force; else nothing."""
    here = Code.objects.regions().filter(code=region, valid_to=None, kind=Code.Kind.CODE).first()
    what = Code.objects.activities().filter(code=activity, valid_to=None, kind=Code.Kind.CODE).first()
    return [here, what] if here and what else []

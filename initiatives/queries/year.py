"""What the organisations of a person did in one year: joining, signing, working on projects, sending returns."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Membership, ProjectPartner, ReturnPart, Signature
from initiatives.queries.organisation import Person, represented_by

KINDS: dict[str, str | Promise] = {
    "asked": _("asked to join"),
    "committed": _("committed"),
    "admitted": _("admitted"),
    "left": _("left"),
    "signed": _("signed the agreement"),
    "project": _("joined the project"),
    "return": _("sent the return"),
}


@dataclass(frozen=True)
class Event:
    """One thing on one day; `about` names what it was about beside the initiative."""

    at: dt.datetime
    kind: str
    organisation: str
    initiative: str
    about: str = ""

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


def year_of(user: Person, year: int) -> list[Event]:
    """In the order of the days; the same four looks for one organisation and for many."""
    found = [*_memberships(user), *_signatures(user), *_projects(user), *_returns(user)]
    return sorted((each for each in found if timezone.localdate(each.at).year == year), key=lambda each: each.at)


def _memberships(user: Person) -> Iterator[Event]:
    rows = Membership.objects.filter(organisation__in=represented_by(user).values("pk"))
    for row in rows.select_related("organisation", "initiative"):
        for kind in ("asked", "committed", "admitted", "left"):
            if moment := getattr(row, f"{kind}_at"):
                yield Event(moment, kind, row.organisation.name, row.initiative.name, row.get_role_display())


def _signatures(user: Person) -> Iterator[Event]:
    rows = Signature.objects.filter(organisation__in=represented_by(user).values("pk"))
    for row in rows.select_related("organisation", "agreement__initiative"):
        yield Event(row.signed_at, "signed", row.organisation.name, row.agreement.initiative.name, row.digest)


def _projects(user: Person) -> Iterator[Event]:
    rows = ProjectPartner.objects.filter(organisation__in=represented_by(user).values("pk"))
    for row in rows.select_related("organisation", "project__initiative"):
        named = f"{row.project.title}: {row.get_role_display()}"
        yield Event(row.joined_at, "project", row.organisation.name, row.project.initiative.name, named)


def _returns(user: Person) -> Iterator[Event]:
    mine = represented_by(user).values("pk")
    rows = ReturnPart.objects.filter(source__organisation__in=mine)
    for row in rows.select_related("source__organisation", "request__campaign__initiative"):
        campaign = row.request.campaign
        sent = row.source.recorded_at
        yield Event(sent, "return", row.source.organisation.name, campaign.initiative.name, str(campaign.year))

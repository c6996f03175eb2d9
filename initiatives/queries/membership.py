"""The register of an initiative's members: who is in, who waits and for whom, who has left."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, Membership, Organisation, Representative
from initiatives.queries.initiative import open_to, visible_to
from initiatives.queries.organisation import Person, represented_by

GROUPS = (
    (_("business"), Organisation.BUSINESS_KINDS),
    (_("science and education"), Organisation.KNOWLEDGE_KINDS),
    (_("authorities"), Organisation.AUTHORITY_KINDS),
)
OTHERS = _("others")


@dataclass(frozen=True)
class Register:
    members: list[Membership]
    to_admit: list[Membership]
    to_commit: list[Membership]
    past: list[Membership]

    @property
    def groups(self) -> list[tuple[str | Promise, int]]:
        """How many members of each helix."""
        counted = Counter(_group(membership.organisation.kind) for membership in self.members)
        return [(label, counted[label]) for label in (*(label for label, _kinds in GROUPS), OTHERS)]


def register(initiative: Initiative, *, on: dt.date) -> Register:
    rows = list(_rows().filter(initiative=initiative).order_by("organisation__sort_name", "pk"))
    is_open = [row for row in rows if row.left_at is None and row.declined_at is None]
    waiting = [row for row in is_open if row.committed_at is None]
    _name_signatories(waiting, on)
    return Register(
        members=[row for row in is_open if row.admitted_at and row.committed_at],
        to_admit=[row for row in is_open if row.committed_at and row.admitted_at is None],
        to_commit=waiting,
        past=[row for row in rows if row.left_at or row.declined_at],
    )


def members(initiative: Initiative) -> QuerySet[Membership]:
    """Who is in, in the order of the register."""
    return _rows().committed().filter(initiative=initiative).order_by("organisation__sort_name", "pk")


def signatories(organisation: Organisation, *, on: dt.date) -> str:
    """The names of those who can commit the organisation today."""
    return _signatory_names([organisation.pk], on).get(organisation.pk, "")


def known_to(user: Person, *, on: dt.date) -> QuerySet[Membership]:
    """His organisations' own, those of initiatives whose home he opens, and what is public."""
    if not user.is_authenticated:
        return Membership.objects.none()
    own = Q(organisation__in=represented_by(user).values("pk"))
    inside = Q(initiative__in=open_to(user, on=on).values("pk"))
    public = Q(initiative__in=Initiative.objects.public().values("pk"), admitted_at__isnull=False)
    return Membership.objects.filter(own | inside | public)


def of_organisation(organisation: Organisation, user: Person, *, on: dt.date) -> QuerySet[Membership]:
    """What it takes part in, as far as `user` may know of it."""
    joined = Membership.objects.committed().filter(organisation=organisation)
    known = joined.filter(initiative__in=visible_to(user, on=on).values("pk"))
    return known.select_related("initiative").order_by("initiative__sort_name", "pk")


def _rows() -> QuerySet[Membership]:
    return Membership.objects.select_related("organisation__region", "initiative", "unit", "left_by", "declined_by")


def _name_signatories(waiting: Iterable[Membership], on: dt.date) -> None:
    waiting = list(waiting)
    names = _signatory_names([row.organisation_id for row in waiting], on)
    for row in waiting:
        row.signatories = names.get(row.organisation_id, "")


def _signatory_names(organisation_ids: list[int], on: dt.date) -> dict[int, str]:
    signing = Representative.objects.signatories(on=on).filter(organisation__in=organisation_ids)
    names: dict[int, list[str]] = {}
    for key, name, email in signing.order_by("pk").values_list("organisation", "user__name", "user__email"):
        names.setdefault(key, []).append(name or email)
    return {key: ", ".join(each) for key, each in names.items()}


def _group(kind: str) -> str | Promise:
    return next((label for label, kinds in GROUPS if kind in kinds), OTHERS)

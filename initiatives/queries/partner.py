"""Neighbouring regions that could take part, proposed with their reason: what is strong there, who is from there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from indicators import reference
from indicators.models import Code
from indicators.period import Kind
from indicators.queries import definition, threshold
from indicators.queries.definition import UnknownIndicator
from indicators.queries.figure import Figure, UnknownSubject, periods_by_definition, reading, subject_of
from initiatives.models import Initiative, Membership, Organisation
from initiatives.queries import approval
from initiatives.queries import initiative as initiatives

QUOTIENT = "location_quotient"
# Where the portal has no line of its own for the quotient.
STRONG = 1.25
NAMED = 5


@dataclass(frozen=True)
class Proposal:
    """One region, the quotients that are high there, and the members that come from it."""

    region: Code
    figures: tuple[Figure, ...] = ()
    members: tuple[str, ...] = ()
    is_neighbour: bool = True
    authority: Organisation | None = None

    @property
    def listed(self) -> str:
        """The first members by name."""
        more = ", …" if len(self.members) > NAMED else ""
        return ", ".join(self.members[:NAMED]) + more

    @property
    def weight(self) -> tuple[int, float]:
        return len(self.members), max((figure.value or 0 for figure in self.figures), default=0)


def proposed(initiative: Initiative, *, on: dt.date) -> list[Proposal]:
    """Regions with a reason only, those with members first, then by how strong they are."""
    own = set(initiatives.regions(initiative).values_list("code", flat=True))
    near = {code for region in own for code in neighbours().get(region, ())} - own
    joined = _members(initiative, own)
    strong = _strong(sorted(near), initiative)
    wanted = {*joined, *strong}
    there = Code.objects.regions().filter(code__in=wanted, kind=Code.Kind.CODE).exclude(valid_to__lte=on)
    regions = list(there.order_by("code"))
    deciding = approval.deciding_authorities(regions, on=on)
    found = [
        Proposal(
            region,
            tuple(strong.get(region.code, ())),
            tuple(joined.get(region.code, ())),
            region.code in near,
            deciding.get(region.pk),
        )
        for region in regions
    ]
    return sorted(found, key=lambda proposal: (proposal.weight, proposal.region.code), reverse=True)


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Regions with a common border, both ways."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in reference.rows("neighbours"):
        found[row["region"]].add(row["neighbour"])
        found[row["neighbour"]].add(row["region"])
    return {code: frozenset(others) for code, others in found.items()}


def _members(initiative: Initiative, own: Iterable[str]) -> dict[str, list[str]]:
    members = Membership.objects.committed().filter(initiative=initiative, organisation__region__isnull=False)
    members = members.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS).exclude(
        organisation__region__code__in=list(own)
    )
    found: dict[str, list[str]] = defaultdict(list)
    rows = members.order_by("organisation__sort_name").values_list("organisation__region__code", "organisation__name")
    for code, name in rows:
        found[code].append(name)
    return dict(found)


def _strong(codes: list[str], initiative: Initiative) -> dict[str, list[Figure]]:
    """{region: high quotients of the initiative's activities in the newest published year}"""
    activities = "+".join(initiatives.activities(initiative).values_list("code", flat=True))
    if not codes or not activities:
        return {}
    try:
        known = definition.definitions()
        one = known.find(QUOTIENT)
        subjects = {code: subject_of(f"{code}:{activities}", book=known.book) for code in codes}
    except (UnknownIndicator, UnknownSubject):
        return {}
    years = periods_by_definition([one], Kind.YEAR)[0][-1:]
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in reading([(one, years)]).figures(one, subjects, years):
        if _is_high(figure.value):
            found[figure.subject].append(figure)
    return dict(found)


def _is_high(value: float | None) -> bool:
    lines = threshold.of(QUOTIENT)
    return value is not None and value >= min((line.value for line in lines if line.value > 1), default=STRONG)

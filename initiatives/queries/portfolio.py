"""The initiatives that an authority answers for: stage, section, risk, money and lateness, for all at once."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from indicators.models import Classification, Code
from initiatives.budget import known_sum
from initiatives.lifecycle import Stage
from initiatives.models import BudgetLine, Initiative, InitiativePart, Jurisdiction, Milestone, Project, Risk
from initiatives.models.portfolio import SERIOUS
from initiatives.projects import ProjectStage
from initiatives.queries.initiative import open_to
from initiatives.queries.organisation import Person, represented_by

LONGEST = 32


@dataclass(frozen=True)
class Row:
    """One initiative of the portfolio; an amount that nobody entered is None."""

    initiative: Initiative
    regions: tuple[str, ...]
    sections: tuple[str, ...]
    projects: int
    running: int
    planned: int | None
    spent: int | None
    is_overspent: bool
    late: int
    risk: int | None

    @property
    def is_risky(self) -> bool:
        return self.risk is not None and self.risk >= SERIOUS


@dataclass(frozen=True)
class Choice:
    """What the address asks for; empty asks for all."""

    stage: str = ""
    region: str = ""
    section: str = ""
    matter: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Choice":
        return cls(**{name: params.get(name, "")[:LONGEST] for name in ("stage", "region", "section", "matter")})

    def takes(self, row: Row) -> bool:
        return (
            self.stage in ("", row.initiative.stage)
            and (not self.region or self.region in row.regions)
            and (not self.section or self.section in row.sections)
            and MATTERS.get(self.matter, lambda _row: True)(row)
        )


MATTERS = {
    "late": lambda row: row.late > 0,
    "risk": lambda row: row.is_risky,
    "overspent": lambda row: row.is_overspent,
    "no_plan": lambda row: row.planned is None,
}


@dataclass(frozen=True)
class Balance:
    """Initiatives of one stage or section; an initiative of two sections stands in both."""

    key: str
    initiatives: int
    planned: int | None
    spent: int | None
    late: int
    risky: int


def held_by(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """Initiatives in the regions that `user`'s authorities answer for; for the whole country all that is open."""
    mine = represented_by(user).filter(confirmed_at__isnull=False)
    given = Jurisdiction.objects.filter(authority__in=mine.values("pk"), valid__contains=on)
    regions = list(given.values_list("region", flat=True))
    known = open_to(user, on=on)
    if None in regions:
        return known
    parts = InitiativePart.objects.filter(code__in=regions)
    return known.filter(pk__in=parts.values("initiative"))


def rows(user: Person, *, on: dt.date) -> list[Row]:
    """The same number of looks for one initiative and for a thousand."""
    held = list(held_by(user, on=on).select_related("initiator").order_by("sort_name", "pk"))
    keys = [initiative.pk for initiative in held]
    regions, sections = _parts(keys)
    counts, sums, delays, risk = _counts(keys), money(keys), late(keys, on), _risk(keys)
    return [
        Row(
            initiative=initiative,
            regions=tuple(regions[initiative.pk]),
            sections=tuple(sections[initiative.pk]),
            projects=counts[initiative.pk]["all"],
            running=counts[initiative.pk]["running"],
            planned=sums.get(initiative.pk, NO_MONEY)[0],
            spent=sums.get(initiative.pk, NO_MONEY)[1],
            is_overspent=sums.get(initiative.pk, NO_MONEY)[2],
            late=delays.get(initiative.pk, 0),
            risk=risk.get(initiative.pk),
        )
        for initiative in held
    ]


def by_stage(found: Sequence[Row]) -> list[Balance]:
    """In the order of the lifecycle."""
    grouped = {stage.value: [row for row in found if row.initiative.stage == stage] for stage in Stage}
    return [_balance(key, chosen) for key, chosen in grouped.items() if chosen]


def by_section(found: Sequence[Row]) -> list[Balance]:
    keys = sorted({section for row in found for section in row.sections})
    return [_balance(key, [row for row in found if key in row.sections]) for key in keys]


def _balance(key: str, chosen: list[Row]) -> Balance:
    return Balance(
        key=key,
        initiatives=len(chosen),
        planned=known_sum(row.planned for row in chosen),
        spent=known_sum(row.spent for row in chosen),
        late=sum(row.late for row in chosen),
        risky=sum(row.is_risky for row in chosen),
    )


def _parts(keys: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    regions: dict[int, list[str]] = defaultdict(list)
    sections: dict[int, list[str]] = defaultdict(list)
    wanted = InitiativePart.objects.filter(initiative__in=keys).order_by("code__code")
    section_of = sections_of_codes()
    for key, kind, code in wanted.values_list("initiative", "code__classification__code", "code__code"):
        if kind == Classification.REGION:
            regions[key].append(code)
        elif (section := section_of.get(code, code)) not in sections[key]:
            sections[key].append(section)
    return regions, sections


def regions_of(keys: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Initiative → the codes of its regions."""
    found: dict[int, tuple[str, ...]] = {}
    parts = InitiativePart.objects.filter(initiative__in=keys, code__classification__code=Classification.REGION)
    for key, code in parts.order_by("code__code").values_list("initiative", "code__code"):
        found[key] = (*found.get(key, ()), code)
    return found


def sections_of_codes() -> dict[str, str]:
    """Each activity code with the uppermost code above it."""
    parents = dict(Code.objects.activities().filter(kind=Code.Kind.CODE).values_list("code", "parent__code"))
    found: dict[str, str] = {}
    for code in parents:
        top = code
        # The whole economy stands above the sections and is none.
        while parents[top] in parents:
            top = parents[top]
        found[code] = top
    return found


def _counts(keys: list[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = Project.objects.filter(initiative__in=keys).values_list("initiative", "stage")
    for key, stage, number in counted.annotate(number=Count("pk")):
        found[key]["all"] += number
        found[key][stage] += number
    return found


NO_MONEY = (None, None, False)


def money(keys: Sequence[int]) -> dict[int, tuple[int | None, int | None, bool]]:
    lines = BudgetLine.objects.filter(project__initiative__in=keys).exclude(project__stage=ProjectStage.STOPPED)
    over = Q(spent__gt=F("planned")) | Q(spent__gt=0, planned=None)
    summed = lines.values("project__initiative").annotate(
        planned_sum=Sum("planned"), spent_sum=Sum("spent"), over=Count("pk", filter=over)
    )
    return {
        each["project__initiative"]: (_whole(each["planned_sum"]), _whole(each["spent_sum"]), bool(each["over"]))
        for each in summed
    }


def _whole(amount: int | None) -> int | None:
    return None if amount is None else int(amount)


def late(keys: Sequence[int], on: dt.date) -> dict[int, int]:
    missed = Milestone.objects.late(on).filter(project__initiative__in=keys)
    return dict(missed.values_list("project__initiative").annotate(Count("pk")))


def _risk(keys: list[int]) -> dict[int, int]:
    standing = Risk.objects.open().filter(project__initiative__in=keys)
    living = standing.exclude(project__stage__in=(ProjectStage.STOPPED, ProjectStage.COMPLETED))
    return dict(living.values_list("project__initiative").annotate(worst=Max(F("likelihood") * F("impact"))))

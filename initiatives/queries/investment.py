"""Projects that are open to investors, who is named to them, and at which rate tenge become dollars."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from indicators.models import Classification, Code
from initiatives import investment
from initiatives.investment import FACTS, Dollars, Rate, Readiness
from initiatives.models import (
    ExchangeRate,
    Initiative,
    InitiativePart,
    InvestmentOffer,
    InvestorContact,
    Organisation,
    Project,
    Representative,
)
from initiatives.models.investment import DOLLAR
from initiatives.queries import catalogue
from initiatives.queries.initiative import runner

ON_A_PAGE = 20
MLN, BLN = 10**6, 10**9
# Whole sums as investors sort themselves: from, up to; tenge.
BANDS: Mapping[str, tuple[int, int | None]] = {
    "500m": (0, 500 * MLN),
    "2bn": (500 * MLN, 2 * BLN),
    "10bn": (2 * BLN, 10 * BLN),
    "more": (10 * BLN, None),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty means everything."""

    region: str = ""
    section: str = ""
    band: str = ""
    stage: str = ""
    page: str = ""

    @property
    def is_everything(self) -> bool:
        return not (self.region or self.section or self.band or self.stage)


@dataclass(frozen=True)
class Said:
    """One fact as it stands, ready to be read."""

    name: str
    value: str
    source: str
    on: dt.date

    @property
    def label(self) -> str:
        return str(FACTS[self.name].label)


@dataclass(frozen=True)
class Open:
    """One open project as an investor reads it on a day."""

    offer: InvestmentOffer
    regions: Sequence[Code]
    dollars: Dollars | None
    is_confirmed: bool

    @property
    def project(self) -> Project:
        return self.offer.project

    @property
    def initiative(self) -> Initiative:
        return self.offer.project.initiative

    @property
    def texts(self) -> list[Said]:
        """The facts that are words; the numbers stand by themselves on the page."""
        words = [name for name in FACTS if name not in ("amount", "share", "stage")]
        return [self.said(name) for name in words if getattr(self.offer, name)]

    def said(self, name: str) -> Said:
        offer = self.offer
        value = str(getattr(offer, name))
        return Said(name, value, getattr(offer, f"{name}_source"), getattr(offer, f"{name}_on"))


def find(asked: Asked, *, on: dt.date) -> tuple[list[Open], Page]:
    """What was confirmed last stands first, so what nobody confirms any more sinks below."""
    page = Paginator(_filtered(asked, on).order_by("-confirmed_on", "pk"), ON_A_PAGE).get_page(asked.page)
    return opened(page.object_list, on=on), page


def of_initiative(initiative: Initiative, regions: Sequence[Code], *, on: dt.date) -> list[Open]:
    rows = _whole(InvestmentOffer.objects.public()).filter(project__initiative=initiative)
    return _opened(list(rows.order_by("-confirmed_on", "pk")), {initiative.pk: regions}, on)


def of_project(project: Project) -> InvestmentOffer | None:
    return InvestmentOffer.objects.filter(project=project).select_related("confirmed_by").first()


def opened(rows: Iterable[InvestmentOffer], *, on: dt.date) -> list[Open]:
    found = list(rows)
    return _opened(found, _regions(row.project.initiative_id for row in found), on)


def _opened(rows: Sequence[InvestmentOffer], where: Mapping[int, Sequence[Code]], on: dt.date) -> list[Open]:
    today = rate(on=on) if rows else None
    return [
        Open(
            row,
            where.get(row.project.initiative_id, []),
            investment.dollars(row.amount, today, on=on),
            row.is_confirmed(on),
        )
        for row in rows
    ]


def rate(*, on: dt.date) -> Rate | None:
    """The newest official rate that is known here and holds by then; tomorrow's is set the day before."""
    newest = ExchangeRate.objects.filter(currency=DOLLAR, on__lte=on).order_by("-on").first()
    return newest.rate if newest else None


def contact(initiative: Initiative, by: Organisation) -> InvestorContact | None:
    """Who is named to the world: he has said yes, and still acts for `by`, who runs the initiative."""
    rows = (
        InvestorContact.objects.shown().filter(initiative=initiative, person__is_active=True).exclude(person__name="")
    )
    here = Representative.objects.active().filter(organisation=by).values("user")
    return rows.filter(person__in=here).select_related("person").first()


def named(initiative: Initiative) -> InvestorContact | None:
    """Who stands named, whether he has said yes or not."""
    rows = InvestorContact.objects.standing().filter(initiative=initiative)
    return rows.select_related("person", "named_by").first()


def nameable(initiative: Initiative, *, on: dt.date) -> QuerySet[User]:
    """People of the organisation that runs it; without a name there is nothing to show but an address."""
    here = Representative.objects.active().filter(organisation=runner(initiative, on=on))
    return User.objects.filter(is_active=True, pk__in=here.values("user")).exclude(name="").order_by("name", "pk")


def members_by_kind(organisations: Iterable[Organisation]) -> list[tuple[str, list[Organisation]]]:
    """In the order of the kinds; a kind without a member is left out."""
    listed = list(organisations)
    found = [(str(label), [one for one in listed if one.kind == kind]) for kind, label in Organisation.Kind.choices]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))


def grown_old(*, on: dt.date) -> QuerySet[InvestmentOffer]:
    """Open to the public, and not confirmed for more than the six months; a wide net, judged row by row."""
    since = on - dt.timedelta(days=180)
    return _whole(InvestmentOffer.objects.public()).filter(confirmed_on__lt=since)


def _filtered(asked: Asked, on: dt.date) -> QuerySet[InvestmentOffer]:
    rows = _whole(InvestmentOffer.objects.public())
    if asked.region or asked.section:
        fitting = catalogue.chosen(catalogue.Asked(region=asked.region, section=asked.section), on=on)
        rows = rows.filter(project__initiative__in=fitting.order_by().values("pk"))
    if asked.stage in Readiness.values:
        rows = rows.filter(stage=asked.stage)
    if asked.band in BANDS:
        least, most = BANDS[asked.band]
        rows = rows.filter(amount__gt=least)
        rows = rows.filter(amount__lte=most) if most else rows
    return rows


def _whole(rows: QuerySet[InvestmentOffer]) -> QuerySet[InvestmentOffer]:
    return rows.select_related("project__initiative__initiator", "project__responsible")


def _regions(initiatives: Iterable[int]) -> dict[int, list[Code]]:
    numbers = set(initiatives)
    if not numbers:
        return {}
    parts = InitiativePart.objects.filter(initiative__in=numbers, code__classification__code=Classification.REGION)
    found: dict[int, list[Code]] = {}
    for part in parts.select_related("code").order_by("-is_lead", "code__code"):
        found.setdefault(part.initiative_id, []).append(part.code)
    return found

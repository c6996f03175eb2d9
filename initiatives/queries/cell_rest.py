"""The rest of the members' cell: the published territory less the members' disclosed sums, never their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models import Release
from indicators.period import Period
from indicators.queries import definition
from indicators.queries.figure import Figure, reading
from indicators.queries.subject import UnknownSubject, subject_of
from initiatives.models import Initiative
from initiatives.queries.cluster_figures import YearSums

TAKEN = ("gva", "jobs")
SHOWN_FOR = "productivity"


@dataclass(frozen=True)
class Rest:
    """Value added for each person outside the members, in the one cell that answers for both measures."""

    cell: str = ""
    value: Decimal | None = None
    reason: str = ""


def productivity(initiative: Initiative, year: YearSums) -> Rest | None:
    """None where the members' own is withheld, so that there is nothing to hold it against."""
    own, people = year.sums["value_added"].value, year.sums["jobs"].value
    if own is None or people is None or initiative.subject is None:
        return None
    if initiative.is_synthetic and _has_real_statistics():
        return Rest(reason=_("the members are invented and the statistics are not: the two are never mixed"))
    found = _published(initiative.subject.code, year.campaign.year)
    if any(figure.value is None for figures in found for figure in figures) or not all(found):
        return Rest(reason=_("not published for %(year)s") % {"year": year.campaign.year})
    cells = {figure.cell for figures in found for figure in figures}
    if len(cells) > 1:
        return Rest(reason=_("value added and jobs are published for different cells, so nothing can be taken off"))
    (gva,), (jobs,) = ([Decimal(str(figure.value)) for figure in figures] for figures in found)
    if jobs <= people or gva <= own:
        return Rest(cells.pop(), reason=_("the members add up to more than the published cell"))
    return Rest(cells.pop(), (gva - own) / (jobs - people))


def _has_real_statistics() -> bool:
    """Real statistics, whatever else is published here."""
    return Release.objects.published().filter(source__is_synthetic=False).exists()


def _published(subject: str, year: int) -> list[Sequence[Figure]]:
    known = definition.definitions()
    if SHOWN_FOR not in known.versions or not set(TAKEN) <= set(known.measures):
        return [(), ()]
    wanted = [known.variant(SHOWN_FOR, measure, measure) for measure in TAKEN]
    periods = [Period(year)]
    try:
        named = {subject: subject_of(subject, book=known.book)}
    except UnknownSubject:
        return [(), ()]
    seen = reading([(one, periods) for one in wanted])
    return [seen.figures(one, named, periods) for one in wanted]

"""What a project is expected to add to the indicators in force."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from indicators.queries import definition
from initiatives.actions.project import PortfolioRefused, locked
from initiatives.models import Contribution, Project


@transaction.atomic
def expect(*, project: Project, indicator: str, year: int, value: Decimal, by: User, at: dt.datetime) -> Contribution:
    """The later answer for the same indicator and year replaces the earlier one."""
    project = locked(project, by, at)
    try:
        found = definition.find(indicator)
    except definition.UnknownIndicator:
        raise PortfolioRefused(_("No indicator “%(code)s” is in force.") % {"code": indicator}, "indicator") from None
    if project.starts_on and year < project.starts_on.year:
        raise PortfolioRefused(_("The year lies before the project."), "year")
    contribution, _is_new = Contribution.objects.update_or_create(
        project=project, indicator=found.indicator, year=year, defaults={"value": value}
    )
    told = {"indicator": found.indicator.code, "year": year, "value": str(value)}
    audit.record(verb="project.contribution_expected", target=project, by=by, at=at, **told)
    return contribution


@transaction.atomic
def remove(*, contribution: Contribution, by: User, at: dt.datetime) -> None:
    project = locked(contribution.project, by, at)
    gone, _rows = Contribution.objects.filter(pk=contribution.pk).delete()
    if gone:
        told = {"indicator": contribution.indicator.code, "year": contribution.year}
        audit.record(verb="project.contribution_removed", target=project, by=by, at=at, **told)

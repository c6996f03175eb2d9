"""What a person has for himself: what his organisations did in a year."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.guards import Refused
from clusterportal.exports.table import Asked, Column, Rows, Table
from initiatives.queries.year import year_of


def _year(asked: Asked) -> Rows:
    if not asked.user.is_authenticated:
        raise Refused(_("Sign in to have your own year."))
    return year_of(asked.user, asked.number("year") or asked.on.year)


MY_YEAR = Table(
    name="my_year",
    title=_("My year"),
    page="work",
    rows=_year,
    columns=(
        Column("day", _("Day"), lambda row: timezone.localdate(row.at)),
        Column("kind_code", _("What, code"), lambda row: row.kind),
        Column("kind", _("What"), lambda row: row.label),
        Column("organisation", _("Organisation"), lambda row: row.organisation),
        Column("initiative", _("Initiative"), lambda row: row.initiative),
        Column("about", _("More"), lambda row: row.about),
    ),
)

TABLES = (MY_YEAR,)

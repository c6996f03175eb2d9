"""Who edits the rules: the people of the ministry; a signatory of the ministry brings them in force."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import RulePack
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries.organisation import Person, ministries, signed_by


def may_read_rules(user: Person, pack: RulePack, on: dt.date | None = None) -> bool:
    """Everybody reads what is, was or will be in force; drafts are the ministry's."""
    return not pack.is_draft or is_of_ministry(user, on)


def may_edit(user: Person, _pack: RulePack | None = None, on: dt.date | None = None) -> bool:
    if is_of_ministry(user, on):
        return True
    raise Refused(_("Only the ministry writes the rules of the portal."), _ministry(on))


def may_bring_in_force(user: Person, _pack: RulePack | None = None, on: dt.date | None = None) -> bool:
    on = on or timezone.localdate()
    if ministries(on=on).filter(pk__in=signed_by(user, on=on).values("pk")).exists():
        return True
    raise Refused(_("Only a signatory of the ministry brings rules in force."), _ministry(on))


def _ministry(on: dt.date | None) -> str:
    return ", ".join(ministries(on=on or timezone.localdate()).values_list("name", flat=True)) or _("the ministry")

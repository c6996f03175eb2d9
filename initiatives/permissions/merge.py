"""Who says that two organisations are one: the ministry."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries.organisation import Person


def may_merge(user: Person, on: dt.date | None = None) -> bool:
    if user.is_authenticated and is_of_ministry(user, on):
        return True
    raise Refused(_("The ministry merges organisations that are here twice."), ministry_names(on))

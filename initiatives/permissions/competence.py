"""Who keeps the table of central bodies: the people of the ministry in charge of clusters."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries.organisation import Person


def may_keep_competences(user: Person, on: dt.date | None = None) -> bool:
    if is_of_ministry(user, on):
        return True
    raise Refused(_("Only the ministry says which body has a word in which activity."), ministry_names(on))

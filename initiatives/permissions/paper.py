"""Who records what was registered on paper: the ministry."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import PaperList
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries.organisation import Person


def may_record(user: Person, on: dt.date | None = None) -> bool:
    if user.is_authenticated and is_of_ministry(user, on):
        return True
    raise Refused(_("The ministry records what was registered on paper."), ministry_names(on))


def may_bring(user: Person, paper_list: PaperList, on: dt.date | None = None) -> bool:
    may_record(user, on)
    if paper_list.received_by_id != user.pk:
        raise Refused(_("Whoever brought the sheet records it."), str(paper_list.received_by))
    return True

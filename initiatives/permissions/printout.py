"""Who has a document printed, and who may have the file of one."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Initiative, Printout, Round
from initiatives.permissions.approval import may_see_round
from initiatives.permissions.initiative import may_open_home
from initiatives.queries import printout as printouts
from initiatives.queries.organisation import Person


def may_print(user: Person, initiative: Initiative, kind: str, on: dt.date | None = None) -> bool:
    """What is public everybody; the register its people, its members and its authorities."""
    if kind in printouts.PUBLIC and Initiative.objects.public().contains(initiative):
        return True
    return may_open_home(user, initiative, on)


def may_print_letter(user: Person, round_: Round, on: dt.date | None = None) -> bool:
    return round_.closed_at is not None and may_see_round(user, round_, on)


def may_have_file(user: Person, printout: Printout, on: dt.date | None = None) -> bool:
    return printouts.open_to(user, on=on or timezone.localdate()).filter(pk=printout.pk).exists()

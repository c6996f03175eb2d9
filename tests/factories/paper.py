"""What was registered on paper, for the small world."""

import datetime as dt

from django.core.files.base import ContentFile

from accounts.models import User
from initiatives.actions import paper as deeds
from initiatives.models import Initiative, Organisation, PaperList
from tests.factories import approval

ACT_ON = dt.date(2020, 5, 6)
HEAD = "Name;Act;Act number;Act date;BIN;Regions;Activities;Register number\n"


def recorded(initiator: Organisation, *, by: User, at: dt.datetime, scan=None, **said) -> Initiative:
    words = {
        "name": "Wool of the steppe",
        "language": "en",
        "act": "Order of the minister",
        "act_number": "367-п",
        "act_on": ACT_ON,
        "regions": (approval.region(),),
        "activities": (approval.activity(),),
    } | said
    return deeds.record(paper=deeds.Paper(initiator=initiator, **words), scan=scan, by=by, at=at)


def received(text: str, *, by: User, at: dt.datetime) -> PaperList:
    return deeds.receive(file=ContentFile((HEAD + text).encode(), "papers.csv"), by=by, at=at)


def in_world(world, at) -> None:
    """Two people of the ministry, each with a sheet that waits."""
    ministry = world.people["ministry"]
    colleague = approval.acting_for(ministry.represents.get().organisation, name="Colleague in the ministry")
    for label, person in (("own", ministry), ("foreign", colleague)):
        world.add("paper list", label, pk=received("A;Order;1;2020-01-01;;;;\n", by=person, at=at).pk)

"""Lists of firms as somebody brings them."""

import datetime as dt

from django.core.files.base import ContentFile

from accounts.models import User
from initiatives.actions import member_list
from initiatives.identifiers import check_digit
from initiatives.models import Initiative, MemberList

FARMS = "name\nFarm on the hill\nFarm in the valley\n"


def numbers(count: int) -> list[str]:
    """So many numbers of firms whose check digits fit."""
    found, serial = [], 0
    while len(found) < count:
        eleven = f"94014{serial:06d}"
        digit, serial = check_digit(eleven), serial + 1
        if digit is not None:
            found.append(f"{eleven}{digit}")
    return found


def received(initiative: Initiative, text: str = FARMS, *, by: User, at: dt.datetime) -> MemberList:
    return member_list.receive(initiative=initiative, file=ContentFile(text.encode(), "list.csv"), by=by, at=at)

"""Who may invite organisations of a cell to open an initiative there."""

import datetime as dt

from django.utils import timezone

from initiatives.queries import scan
from initiatives.queries.organisation import Person


def may_invite(user: Person, region: str, on: dt.date | None = None) -> bool:
    """People of an authority with a jurisdiction over the region or the whole country, who may write for it."""
    return scan.inviting(user, region, on=on or timezone.localdate()) is not None

"""A sectoral ministry: its opinion is asked on farming and on food."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import organisations
from initiatives.actions import competence, confirmation
from initiatives.models import Competence, Organisation

NAME = "Ministry of Agriculture"
ACTIVITIES = ("A", "10")
# After what the twelve went through before, so that only the newest rounds ask it.
SINCE = dt.timedelta(days=45)


@transaction.atomic
def play_all() -> None:
    if Competence.objects.exists():
        return
    at = timezone.now() - SINCE
    ministry = User.objects.get(email="ministry@demo.kz")
    body = organisations.organisation(
        number=next(organisations.numbers("2207409")),
        name=NAME,
        kind=Organisation.Kind.STATE_AUTHORITY,
        email="agriculture@demo.kz",
        person_name="Kuanysh Baibek",
        region=None,
        at=organisations.AUTHORITIES_SINCE,
    )
    for code in ACTIVITIES:
        competence.enter(
            authority=body,
            activity=organisations.code(code),
            capacity="advises",
            starts_on=timezone.localdate(at),
            by=ministry,
            at=at,
        )
    confirmation.confirm(organisation=body, by=ministry, at=at)

"""Who says what is open to investors, and who is named to them."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Initiative, InvestorContact
from initiatives.permissions.initiative import may_manage
from initiatives.permissions.portfolio import WORKING_STAGES
from initiatives.queries.organisation import Person


def may_name_contact(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiative.stage in WORKING_STAGES and may_manage(user, initiative, on or timezone.localdate())


def may_consent(user: Person, contact: InvestorContact) -> bool:
    """Nobody agrees for somebody else to be named to the world."""
    return contact.ended_at is None and contact.person_id == user.pk

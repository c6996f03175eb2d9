"""Who climbs the ladder, and who signs the agreement."""

import datetime as dt

from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Agreement, Initiative, Organisation
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries import institution
from initiatives.queries.organisation import Person


def may_climb(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs a registered initiative."""
    return initiative.stage == Stage.REGISTERED and may_manage(user, initiative, on)


def may_sign(user: Person, agreement: Agreement, organisation: Organisation, on: dt.date | None = None) -> bool:
    """Signs for a member that has not signed this text."""
    return institution.signing_for(user, agreement, on=on or timezone.localdate()).contains(organisation)


def may_read_agreement(user: Person, agreement: Agreement, on: dt.date | None = None) -> bool:
    """The initiative's people, its members and its authorities."""
    return may_open_home(user, agreement.initiative, on)

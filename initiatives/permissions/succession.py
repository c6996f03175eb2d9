"""Who changes the managing organisation of a registered initiative: who proposes, who agrees, who hands it in."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Appointment
from initiatives.permissions.initiative import may_manage
from initiatives.queries import succession
from initiatives.queries.organisation import Person, signed_by


def may_change(user: Person, appointment: Appointment, on: dt.date | None = None) -> bool:
    """Runs the initiative; whether the proposal can still be changed is asked by the deed."""
    return may_manage(user, appointment.initiative, on)


def may_consent(user: Person, appointment: Appointment, on: dt.date | None = None) -> bool:
    """Signs for the organisation that was asked."""
    return signed_by(user, on=on or timezone.localdate()).contains(appointment.organisation)


def may_withdraw(user: Person, appointment: Appointment, on: dt.date | None = None) -> bool:
    """Runs the initiative whose change is before the authorities."""
    return succession.open_round(appointment) is not None and may_manage(user, appointment.initiative, on)

"""Who may answer for an organisation that was asked to run an initiative."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.models import Appointment, Organisation
from initiatives.queries.organisation import Person, administered_by, signed_by


def may_answer_appointment(user: Person, appointment: Appointment, on: dt.date | None = None) -> bool:
    return binds(user, on).contains(appointment.organisation)


def binds(user: Person, on: dt.date | None = None) -> QuerySet[Organisation]:
    """Organisations that `user` can commit: he administers them, or signs for them."""
    on = on or timezone.localdate()
    return (administered_by(user) | signed_by(user, on=on)).distinct()

"""What authorities ask of applicants while their clock stands."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from initiatives.models import Inquiry
from initiatives.queries.initiative import managed_by


def asked_of(user: User, *, on: dt.date) -> QuerySet[Inquiry]:
    """Open questions and hearings of the initiatives that `user` runs, the nearest limit first."""
    asked = Inquiry.objects.open(on).filter(round__initiative__in=managed_by(user, on=on))
    return (
        asked.select_related("round__initiative", "seat__authority").defer("round__snapshot").order_by("due_on", "pk")
    )

"""Who reads and answers what investors ask of a cluster."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Enquiry
from initiatives.queries import dialogue
from initiatives.queries.organisation import Person


def may_answer(user: Person, enquiry: Enquiry, on: dt.date | None = None) -> bool:
    return dialogue.open_to(user, on=on or timezone.localdate()).contains(enquiry)

"""Which relations of control stand, and which of them tie a seat to who hands in or gains."""

import datetime as dt

from django.db.models import Q, QuerySet

from initiatives.models import Control, Organisation, Seat
from initiatives.queries.organisation import Person


def of(organisation: Organisation) -> QuerySet[Control]:
    """All that were ever entered, those that stand first."""
    found = Control.objects.filter(organisation=organisation).select_related("body", "person", "entered_by")
    return found.order_by("-during", "pk")


def tying(user: Person, seat: Seat, *, on: dt.date) -> QuerySet[Control]:
    """What the official or his authority has over an organisation, or has from it."""
    theirs = Q(person=user.pk) | Q(body=seat.authority_id) if seat.authority_id else Q(person=user.pk)
    return Control.objects.filter(theirs, during__contains=on)


def binds_authority(seat: Seat, gaining: QuerySet[Organisation], *, on: dt.date) -> bool:
    """Whether the seat as such is in conflict, whoever signs for its authority."""
    return Control.objects.filter(body=seat.authority_id, organisation__in=gaining, during__contains=on).exists()

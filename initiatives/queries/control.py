"""Which relations of control are declared, which are in effect, and which tie a seat to who hands in or gains."""

import datetime as dt

from django.db.models import Q, QuerySet

from initiatives.models import Control, Organisation, Seat
from initiatives.queries.organisation import Person, administered_by, represented_by, signed_by


def of(organisation: Organisation) -> QuerySet[Control]:
    """All that were ever entered, those that stand first."""
    return _told().filter(organisation=organisation).order_by("-during", "pk")


def about(user: Person, *, on: dt.date) -> QuerySet[Control]:
    """What names a person, or an authority that he administers or signs for."""
    theirs = is_person(user) | Q(body__in=answered_for(user, on=on).values("pk"))
    return _told().filter(theirs).order_by("-during", "pk")


def answered_for(user: Person, *, on: dt.date) -> QuerySet[Organisation]:
    """The authorities whose conflicts a person may declare."""
    return (administered_by(user) | signed_by(user, on=on)).filter(kind__in=Organisation.AUTHORITY_KINDS)


def is_about(user: Person, control: Control, *, on: dt.date) -> bool:
    """Also before the relation is kept."""
    if control.body is not None:
        return answered_for(user, on=on).contains(control.body)
    if control.person_id is not None:
        return control.person_id == user.pk
    return user.is_authenticated and control.email == user.email.lower()


def waiting(user: Person) -> QuerySet[Control]:
    """Declared and confirmed by nobody yet; without those about organisations that the reader himself acts for."""
    return _told().waiting().exclude(organisation__in=represented_by(user).values("pk")).order_by("entered_at", "pk")


def tying(user: Person, seat: Seat, *, on: dt.date) -> QuerySet[Control]:
    """What the official or his authority has over an organisation, or has from it."""
    theirs = is_person(user) | Q(body=seat.authority_id) if seat.authority_id else is_person(user)
    return Control.objects.in_effect().filter(theirs, during__contains=on)


def binds_authority(seat: Seat, gaining: QuerySet[Organisation], *, on: dt.date) -> bool:
    """Whether the seat as such is in conflict, whoever signs for its authority."""
    standing = Control.objects.in_effect().filter(body=seat.authority_id, during__contains=on)
    return standing.filter(organisation__in=gaining).exists()


def is_person(user: Person) -> Q:
    """By the account, and by the address where the ministry confirmed one that had no account on that day."""
    if not user.is_authenticated:
        return Q(pk__in=())
    return Q(person=user.pk) | Q(person=None, body=None, email=user.email.lower())


def _told() -> QuerySet[Control]:
    return Control.objects.select_related("organisation", "body", "person", "entered_by")

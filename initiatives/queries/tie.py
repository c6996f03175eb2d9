"""What ties an official to who hands in or gains by a round: the same words for one seat and for many."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from initiatives import rules
from initiatives.models import (
    Answer,
    Appointment,
    Conflict,
    Control,
    Initiative,
    Membership,
    Organisation,
    Representative,
    Round,
    Seat,
)
from initiatives.queries import control as controls
from initiatives.queries.organisation import Person, represented_by


def tied(seats: QuerySet[Seat], user: Person, *, on: dt.date) -> QuerySet[Seat]:
    """Each seat with what ties `user` there; nothing is asked of it alone that is not asked here."""
    of = OuterRef("round__initiative")
    mine = represented_by(user).values("pk")
    declared = Conflict.objects.filter(seat=OuterRef("pk"), person=user.pk)
    takes_part = Exists(appointed(of).filter(organisation__in=mine)) | Exists(joined(of).filter(organisation__in=mine))
    return seats.annotate(
        is_own=_is(user, "round__handed_in_by") | _is(user, "round__initiative__opened_by"),
        has_declared=Exists(declared),
        manages=Exists(appointed(of).filter(manager=user.pk)),
        is_controlled=Exists(_controlling(user, on)),
        gains=Q(round__handed_in_for__in=mine) | Q(round__initiative__initiator__in=mine) | takes_part,
        is_elsewhere=Exists(elsewhere(user, round_=OuterRef("round"), seat=OuterRef("pk"))),
    )


def signs(signing: rules.Signing, bases: Collection[str], *, stands_in: bool) -> bool:
    """Heads always; by power of attorney, or as a deputy, where the rules of the round say so."""
    own = Representative.Basis.HEAD in bases or (signing.by_attorney and bool(bases))
    return own or (signing.by_deputy and stands_in)


def gaining(round_: Round) -> QuerySet[Organisation]:
    """Who hands it in or gains by it."""
    takes_part = [
        Exists(rows.filter(organisation=OuterRef("pk")))
        for rows in (appointed(round_.initiative), joined(round_.initiative))
    ]
    named = Q(pk__in=(round_.handed_in_for_id, round_.initiative.initiator_id))
    return Organisation.objects.filter(named | Q(takes_part[0]) | Q(takes_part[1]))


def appointed(initiative: Initiative | Combinable) -> QuerySet[Appointment]:
    return Appointment.objects.filter(initiative=initiative, declined_at=None, ended_at=None)


def joined(initiative: Initiative | Combinable) -> QuerySet[Membership]:
    """Authorities join initiatives as supporters; if that barred all their officials, nobody could answer at all."""
    open_ = Membership.objects.open().filter(initiative=initiative)
    return open_.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS)


def elsewhere(user: Person, *, round_: Round | Combinable, seat: Seat | Combinable) -> QuerySet[Answer]:
    """His answers in the same round for another authority."""
    return Answer.objects.filter(round=round_, decided_by=user.pk).exclude(seat=seat)


def _controlling(user: Person, on: dt.date) -> QuerySet[Control]:
    """Relations of the official or of the seat's authority with somebody who gains."""
    of = OuterRef(OuterRef("round__initiative"))
    takes_part = [Exists(rows.filter(organisation=OuterRef("organisation"))) for rows in (appointed(of), joined(of))]
    named = Q(organisation=OuterRef("round__handed_in_for")) | Q(organisation=OuterRef("round__initiative__initiator"))
    theirs = controls.is_person(user) | Q(body=OuterRef("authority"))
    standing = Control.objects.in_effect().filter(theirs, during__contains=on)
    return standing.filter(named | Q(takes_part[0]) | Q(takes_part[1]))


def _is(user: Person, path: str) -> Q:
    return Q(**{path: user.pk}) if user.pk else Q(pk=None)

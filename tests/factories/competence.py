"""Bodies that are asked because of an activity."""

from indicators.models import Code
from initiatives.actions import competence
from initiatives.models import Organisation, Seat
from initiatives.queries import approval as approvals
from tests.factories.approval import (
    MONDAY,
    SINCE,
    activity,
    country,
    drafted,
    organisation,
    rule_pack,
    submitted,
)

ON, FIRST = MONDAY.date(), SINCE.date()


def made_officials():
    rule_pack()
    food = activity("10", "Food")
    section = activity("C", "Manufacturing")
    Code.objects.filter(pk=food.pk).update(parent=section)
    return country()


def body(name="Ministry of Agriculture", **fields):
    return organisation(name, Organisation.Kind.STATE_AUTHORITY, **fields)


def enter(officials, of, code="10", capacity="advises", starts_on=FIRST, at=SINCE, **said):
    said = {"by": officials["KZ"], "article": "Order 7"} | said
    return competence.enter(
        authority=of, activity=Code.objects.get(code=code), capacity=capacity, starts_on=starts_on, at=at, **said
    )


def sectoral(initiative, on=ON):
    found = approvals.seats(initiative, on=on)
    return [(str(seat.authority), seat.capacity, [each["code"] for each in seat.because]) for seat in found[3:]]


def handed_in(officials):
    return submitted(*drafted(), officials, MONDAY)


def of_body(round_, agriculture):
    return Seat.objects.select_related("round__initiative", "round__rule_pack", "authority", "region").get(
        round=round_, authority=agriculture
    )

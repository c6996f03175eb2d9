"""The numbers that an authority's own office gives to what comes in and what goes out."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions.approval import Refused, locked
from initiatives.models import Seat
from initiatives.permissions import approval as permissions


@transaction.atomic
def enter(
    *,
    seat: Seat,
    incoming_number: str = "",
    incoming_on: dt.date | None = None,
    outgoing_number: str = "",
    outgoing_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
) -> Seat:
    """What the office has written; empty where it has not. Also after the round: the letter goes out then."""
    seat = locked(seat)
    permissions.may_enter_numbers(by, seat, timezone.localdate(at))
    said = (incoming_number.strip(), incoming_on, outgoing_number.strip(), outgoing_on)
    if said == (seat.incoming_number, seat.incoming_on, seat.outgoing_number, seat.outgoing_on):
        return seat
    seat.incoming_number, seat.incoming_on, seat.outgoing_number, seat.outgoing_on = said
    _check(seat, timezone.localdate(at))
    seat.save(update_fields=["incoming_number", "incoming_on", "outgoing_number", "outgoing_on"])
    written = [number for number in (seat.incoming_number, seat.outgoing_number) if number]
    audit.record(
        verb="round.numbered",
        target=seat.round,
        by=by,
        at=at,
        authority=seat.authority.told,
        numbers=", ".join(written) or "–",
    )
    return seat


def _check(seat: Seat, on: dt.date) -> None:
    for number, day in ((seat.incoming_number, seat.incoming_on), (seat.outgoing_number, seat.outgoing_on)):
        if bool(number) != bool(day):
            raise Refused(_("A number and its date go together: enter both or neither."))
        if day and day > on:
            raise Refused(_("%(day)s has not come yet.") % {"day": day.strftime("%d.%m.%Y")})
    if seat.incoming_on and seat.outgoing_on and seat.outgoing_on < seat.incoming_on:
        raise Refused(_("What goes out cannot be dated before it came in."))
    for way in ("incoming", "outgoing"):
        _check_alone(seat, way)


def _check_alone(seat: Seat, way: str) -> None:
    number, on = getattr(seat, f"{way}_number"), getattr(seat, f"{way}_on")
    same = Q(**{f"{way}_number": number, f"{way}_on__year": on.year}) if number and on else Q(pk__in=())
    taken = Seat.objects.filter(same, authority=seat.authority_id).exclude(pk=seat.pk)
    if other := taken.select_related("round__initiative").first():
        raise Refused(
            _("%(authority)s has given number %(number)s in %(year)s already, to “%(initiative)s”.")
            % {
                "authority": seat.authority,
                "number": number,
                "year": on.year,
                "initiative": other.round.initiative.name,
            }
        )

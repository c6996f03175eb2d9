"""Agree to several simple files at once: each in a transaction of its own, each only as it was shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused as NotThisPerson
from accounts.models import User
from initiatives.actions import approval, lifecycle
from initiatives.decisions import Decision
from initiatives.lifecycle import TransitionRefused
from initiatives.models import Answer, Round, Seat
from initiatives.queries import together
from initiatives.queries.organisation import represented_by

EXPECTED = (approval.Refused, NotThisPerson, TransitionRefused)


@dataclass(frozen=True)
class Seen:
    """One file as the page showed it."""

    seat: int
    digest: str
    answers: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What became of one file."""

    seat: Seat
    text: str
    who: str = ""
    is_agreed: bool = False


def agree(*, seen: Sequence[Seen], by: User, at: dt.datetime) -> list[Told]:
    """What cannot be agreed is told with its reason; the others stand. Nothing is ever rejected here."""
    own = Seat.objects.filter(authority__in=represented_by(by).values("pk"))
    there = own.select_related("round__initiative", "authority", "region").defer("round__snapshot")
    found = there.in_bulk([each.seat for each in seen])
    # In one order for everybody, so that two people who agree at once never wait for each other in a ring.
    return [_told(found[each.seat], each, by, at) for each in sorted(seen, key=_place) if each.seat in found]


def _place(seen: Seen) -> int:
    return seen.seat


def _told(seat: Seat, seen: Seen, by: User, at: dt.datetime) -> Told:
    try:
        text = _agree(seat, seen, by, at)
    except EXPECTED as refusal:
        return Told(seat, _reason(refusal), str(getattr(refusal, "who", "")))
    return Told(seat, text, is_agreed=True)


@transaction.atomic
def _agree(seat: Seat, seen: Seen, by: User, at: dt.datetime) -> str:
    seat = approval.locked(seat)
    standing = Answer.objects.current().filter(seat=seat).select_related("decided_by").first()
    if standing and standing.decided_by_id == by.pk and standing.decision == Decision.AGREED:
        clock = timezone.localtime(standing.decided_at).strftime("%H:%M")
        return _("You have agreed already, at %(time)s.") % {"time": clock}
    _check_round(seat.round, seen)
    if standing:
        raise approval.Refused(
            _("%(person)s has answered for your authority meanwhile: %(decision)s.")
            % {"person": standing.decided_by, "decision": standing.get_decision_display()}
        )
    file = next(iter(together.files(by, on=timezone.localdate(at), chosen=[seat.pk])), None)
    if file is None:
        raise approval.Refused(_("This file is not one of yours."))
    if file.obstacles:
        raise approval.Refused(" ".join(file.obstacles))
    lifecycle.decide(
        seat=seat, decision=Decision.AGREED, seen_digest=seen.digest, seen_answers=seen.answers, by=by, at=at
    )
    return _("Agreed.")


def _check_round(round_: Round, seen: Seen) -> None:
    if round_.closed_at:
        ended = timezone.localtime(round_.closed_at).strftime("%d.%m.%Y %H:%M")
        raise approval.Refused(
            _("The round ended on %(when)s: %(outcome)s.") % {"when": ended, "outcome": round_.get_outcome_display()}
        )
    if round_.digest != seen.digest:
        raise approval.Refused(_("What is handed in is no longer what you saw here: open the file and read it."))


def _reason(refusal: Exception) -> str:
    theirs = getattr(refusal, "theirs", None)
    if theirs is None:
        return str(getattr(refusal, "reason", refusal))
    return _("%(authority)s has answered meanwhile: %(decision)s. Open the file.") % {
        "authority": theirs.seat.authority,
        "decision": theirs.get_decision_display(),
    }
